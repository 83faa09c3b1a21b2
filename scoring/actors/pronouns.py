"""Whom "he" and "she" mean. Mentions and speakers both rely on this module.

The outlet's own narration and each quotation are separate streams: a pronoun means somebody named in its own stream.
It means the one person of its gender named before it in its sentence or, if there is none, in the sentence before.
If several are named, it means the one who speaks there; if none of them speaks, it means nobody. Sentences that
lie wholly in quotation marks are skipped, so that "..., he said" follows the speaker through long speech.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Protocol

from scoring.actors.context import context_words, speech_verbs
from scoring.actors.names import EITHER
from scoring.actors.nouns import office_words, roles_in
from scoring.actors.records import PRONOUN, Mention
from scoring.schema.lists import alternatives

# Matching one character before the word is three times as fast as a word boundary.
_PRONOUN = re.compile(r"""[ \n"'(\[—-](?:[Hh](?:e|i[sm]|er)|[Ss]he)(?:s|self)?(?=[ .,;:?!\n"')\]—-])""")
_GENDER = {"he": "m", "his": "m", "him": "m", "himself": "m"}
_GENDER |= {"she": "f", "her": "f", "hers": "f", "herself": "f"}
_QUOTED = re.compile(r'"[^"\n]*"?')
_BEFORE_SUBJECT = re.compile(r"(?:\A|[.?!\n][\"')]*\s*)(?:But |And |So )?\Z")
_OF = re.compile(r"\b([a-z]+) (?:of|for|to) (?:[A-Z][\w.]* )?$")
_APPOSITION = re.compile(r", (?:an?|the|his|her|one|\w+'s) [^,.;:\n]{1,120},")
_NEXT_WORD = re.compile(r"(?:,[^,.;:\n\"]{1,80},)? (?:also |then |later |has |had )?([a-z]+)\b")
_INVERTED = re.compile(r"[,\"] ([a-z]+) (?:[A-Z][\w.'-]* ){0,3}$")
REACH = 40  # how many characters before a name are searched for 'the father of'
LEAD = 8  # characters: the end of a sentence and a word that opens the next
LONGEST_VERB = 48  # how many characters before a name and its titles are searched for a verb
UNKNOWN = ""  # the actor_id of somebody who may be either of two persons
# Pronouns that may be the subject of their sentence, and so keep its subject current.
SUBJECTS = frozenset(("he", "she"))
# How many sentences back in its stream a pronoun may refer: if it speaks or opens its sentence, and otherwise.
FARTHEST_FOR_SUBJECTS, FARTHEST = 3, 1
# How many characters back a pronoun may refer: about three paragraphs.
LONGEST_REACH = 1_200


@dataclass(frozen=True, slots=True)
class _Nouns:
    """Nouns for persons without a name ('the officer'), by the gender of the pronouns that can mean them, as patterns.

    `introduced`: such a person is introduced. `opens`: one opens a sentence. `subject`: as `opens`, for either
    gender, but found by the first letters alone, which is quick; the caller checks that a sentence begins there.
    `relative_of`: the name belongs to a phrase for somebody unnamed ('Lee's sister'). `modifies`: the name says only
    whose spokesman somebody is ('Lee spokesman Carl Moss').
    """

    of: Mapping[str, frozenset[str]]
    introduced: Mapping[str, re.Pattern[str]]
    opens: Mapping[str, re.Pattern[str]]
    subject: re.Pattern[str]
    relative_of: re.Pattern[str]
    modifies: re.Pattern[str]


def person_nouns() -> frozenset[str]:
    """Nouns for a person without a name: man, sister, spokeswoman."""
    return _nouns().of["m"] | _nouns().of["f"]


@cache
def _nouns() -> _Nouns:
    nouns = {gender: context_words(f"person_noun_{gender}", "person_noun_x") for gender in "mf"}
    articles = rf"\b(?:{alternatives(context_words('introducing'))}|[A-Z][\w-]+'s) (?:[\w-]+ ){{0,2}}?"
    introduced = {gender: rf"{articles}({alternatives(of)})\b" for gender, of in nouns.items()}
    either = alternatives(nouns["m"] | nouns["f"])
    return _Nouns(
        of=nouns,
        introduced={gender: re.compile(pattern) for gender, pattern in introduced.items()},
        opens={gender: re.compile(r"(?:[.?!;\n][\"')]*\s+)" + p) for gender, p in introduced.items()},
        subject=re.compile(rf"The ((?:[\w-]+ )?(?:{either}))\b(?!'s|-)"),
        relative_of=re.compile(rf"'s (?:[a-z-]+ ){{0,2}}(?:{either})\b(?!,? [A-Z])"),
        modifies=re.compile(rf" (?:[a-z-]+ ){{0,2}}(?:{alternatives(context_words('role'))}) [A-Z]"),
    )


@cache
def _subordinating() -> frozenset[str]:
    """Words that open a subordinate clause, so that the subject of the main clause comes later."""
    return context_words("subordinating")


class Described(Protocol):
    """What `find_pronouns` needs to know about a member of the cast."""

    @property
    def gender(self) -> str:
        """m, f, or x if not known."""

    @property
    def roles(self) -> frozenset[str]:
        """Titles and roles in lower case."""


class Named(NamedTuple):
    """A person named at one place in the text.

    `speaks`: a verb of speech is next to the name. `opens`: the name opens its sentence, perhaps after titles, and is
    not a possessive, so it is probably the subject.
    """

    start: int
    end: int
    actor_id: str
    gender: str
    speaks: bool
    opens: bool


class _Sentence:
    """The persons named so far in one sentence of a stream, by the gender of the pronouns that can mean them."""

    __slots__ = ("fitting", "number", "opening", "speaking")

    def __init__(self, number: int) -> None:
        self.number = number
        self.fitting: dict[str, dict[str, Named]] = {"m": {}, "f": {}}
        self.speaking: dict[str, dict[str, Named]] = {"m": {}, "f": {}}
        self.opening: dict[str, Named] = {}

    def add(self, person: Named) -> None:
        """Add the next mention; a person of unknown gender can be both he and she."""
        for gender, named in self.fitting.items():
            if person.gender in (gender, EITHER):
                named[person.actor_id] = person
                if person.speaks:
                    self.speaking[gender][person.actor_id] = person
                if person.opens:
                    self.opening[gender] = person

    def the_one(self, gender: str, *, same: bool, subject: bool) -> Named | None:
        """The only person of that gender; of several the only one who speaks, else the subject of an earlier sentence.

        `same`: the pronoun is in this sentence. `subject`: it is he or she; if several fit, him and his mean nobody.
        """
        for named in (self.fitting[gender], self.speaking[gender] if subject else {}):
            if len(named) == 1:
                return next(iter(named.values()))
        if not subject:
            return None
        return None if same or self.speaking[gender] else self.opening.get(gender)


class _Stream:
    """The latest sentences of the outlet's narration, or of one quotation, with the persons they name."""

    def __init__(self) -> None:
        self._sentences: deque[_Sentence] = deque(maxlen=FARTHEST_FOR_SUBJECTS + 1)

    def enter(self, number: int) -> _Sentence:
        """The sentence of that number, added to this stream if it is new."""
        if not self._sentences or self._sentences[-1].number != number:
            self._sentences.append(_Sentence(number))
        return self._sentences[-1]

    def antecedent(
        self, gender: str, nearest: int, farthest: int, *, subject: bool
    ) -> tuple[Named, int] | None:
        """Whom a pronoun in the latest sentence means, and how many sentences back; None if nobody or several fit."""
        for back, sentence in enumerate(reversed(self._sentences)):
            if back > farthest:
                return None
            if back < nearest:
                continue
            if sentence.fitting[gender]:
                found = sentence.the_one(gender, same=not back, subject=subject)
                return None if found is None or found.actor_id == UNKNOWN else (found, back)
        return None


def find_pronouns(
    text: str,
    persons: Sequence[tuple[int, int, str]],
    member_of: Callable[[str], "Described"],
    sentences: Sequence[tuple[int, int]],
    unresolved: Collection[int] = (),
    holders: Mapping[str, str] | None = None,
) -> list[Mention]:
    """The pronouns he and she, in all their forms, that mean one of `persons`, in text order.

    `text`: in plain characters. `persons`: start, end and actor_id of each mention of a person, in text order.
    `member_of`: from an actor_id to the gender, and to the roles by which a phrase such as 'the mayor' can mean the
    same person. `unresolved`: the starts of surnames that may mean several persons; each counts as somebody unknown.
    `holders`: role -> the only actor_id that has it; 'The president' at the start of a sentence is that person, or
    somebody unknown if the role has no holder. A pronoun is dropped if an unnamed person ('the officer') was
    introduced between it and the name.
    """
    flat = text
    pronouns = list(_PRONOUN.finditer(flat))
    if not pronouns or not persons:
        return []
    starts = [start for start, _ in sentences]
    modifies = _nouns().modifies
    last = pronouns[-1].start()  # no pronoun means a person first named after it
    named = [
        Named(
            start,
            end,
            actor_id,
            member_of(actor_id).gender,
            _speaks(flat, start, end),
            _opens(flat, starts, start, end),
        )
        for start, end, actor_id in persons
        if start <= last and not (flat.startswith(" ", end) and modifies.match(flat, end))
    ]
    subjects = _unnamed_subjects(flat, holders or {}, member_of)
    if unresolved or subjects:
        named.extend(subjects)
        named.extend(
            Named(start, start + 1, UNKNOWN, EITHER, speaks=False, opens=False) for start in unresolved
        )
        named.sort()
    return _Follower(flat, sentences, member_of).follow(pronouns, named)


def _unnamed_subjects(
    flat: str, holders: Mapping[str, str], member_of: Callable[[str], Described]
) -> list[Named]:
    """Sentence openings such as 'The president', as the holder of the role or as somebody unknown."""
    found, persons = [], _nouns()
    for match in persons.subject.finditer(flat):
        if not _BEFORE_SUBJECT.search(flat[max(0, match.start() - LEAD) : match.start()]):
            continue
        (*_, role) = ("", *roles_in(match[1].lower().split(" ")))
        nouns = match[1].lower().rpartition(" ")[2]
        gender = next((g for g, other in (("m", "f"), ("f", "m")) if nouns not in persons.of[other]), EITHER)
        start, end = match.span(1)
        holder = holders.get(role, UNKNOWN)
        if holder != UNKNOWN and gender == EITHER:
            gender = member_of(
                holder
            ).gender  # `the senator` may be a woman, but not if Dick Teal is the senator
        found.append(Named(start, end, holder, gender, speaks=_speaks(flat, start, end), opens=True))
    return found


def _speaks(flat: str, start: int, end: int) -> bool:
    """Whether a verb of speech follows a name or pronoun, or comes right before it after the words said."""
    following = _NEXT_WORD.match(flat, end)
    if following is not None and following[1] in speech_verbs():
        return True
    if not flat.startswith(
        (" ", "\n"), start - 1
    ):  # a quick check before the search: it ends at a space or a line
        return False
    found = _INVERTED.search(flat, max(0, start - LONGEST_VERB), start)
    return found is not None and found[1] in speech_verbs()


def _opens(flat: str, starts: Sequence[int], start: int, end: int) -> bool:
    """Whether a name or pronoun opens its sentence, perhaps after titles and roles, and is not a possessive."""
    at = bisect_right(starts, start) - 1
    if at < 0 or start - starts[at] > REACH or flat.startswith("'s", end):
        return False
    known, before = office_words(), flat[starts[at] : start].split()
    if before and before[0] in _subordinating():
        return False
    return all(word[:1].isupper() or word in known for word in before)


class _Follower:
    """Goes through a text once, persons and pronouns in order, keeping the latest sentences of each stream."""

    def __init__(
        self, flat: str, sentences: Sequence[tuple[int, int]], member_of: Callable[[str], "Described"]
    ) -> None:
        self._flat, self._sentences, self._member_of = flat, sentences, member_of
        self._starts = [start for start, _ in sentences]
        self._quotations = [match.span() for match in _QUOTED.finditer(flat)]
        self._quotation_starts = [start for start, _ in self._quotations]
        self._told, self._quoted, self._quotation = _Stream(), _Stream(), -1
        self._passed = -1  # the last sentence whose beginning has been entered into the narration
        # A person named only in a quotation is not introduced to the narration around it.
        outside = _blanked(flat, self._quotations)
        self._introduced = {"told": _Introduced(outside), "quoted": _Introduced(flat)}

    def follow(self, pronouns: Sequence["re.Match[str]"], persons: Sequence[Named]) -> list[Mention]:
        """The mentions by pronoun; `pronouns` and `persons` are in text order."""
        found: list[Mention] = []
        person = 0
        for match in pronouns:
            at = match.start() + 1
            while person < len(persons) and persons[person].start < at:
                self._enter(persons[person])
                person += 1
            word = match[0][1:].lower()
            gender = _GENDER.get(word)
            sentence = self._sentence_at(at)
            if gender is None or sentence < 0:
                continue
            stream = self._stream(at, sentence)
            stream.enter(sentence)
            subject = word in SUBJECTS
            speaks = subject and _speaks(self._flat, at, match.end())
            opens = subject and _opens(self._flat, self._starts, at, match.end())
            farthest = FARTHEST_FOR_SUBJECTS if speaks or opens else FARTHEST
            # What comes before `, he said` is what he said, and it seldom names him.
            nearest = 1 if speaks and self._flat[max(0, at - 3) : at].endswith((", ", '," ')) else 0
            named = stream.antecedent(gender, nearest, farthest, subject=subject)
            if named is None:
                continue
            meant, back = named
            if not self._reaches(meant, at, gender, sentence, follows=back <= 1 and (speaks or opens)):
                continue
            found.append(Mention(at, match.end(), meant.actor_id, PRONOUN))
            stream.enter(sentence).add(Named(at, match.end(), meant.actor_id, gender, speaks, opens))
        return found

    def _reaches(self, meant: Named, at: int, gender: str, sentence: int, *, follows: bool) -> bool:
        """Whether no unnamed person comes between; `follows`: both are subjects, so only unnamed subjects count."""
        if at - meant.end > LONGEST_REACH or _belongs_to(self._flat, meant.start, gender):
            return False
        if _nouns().relative_of.match(self._flat, meant.end):
            return False
        introduced = self._introduced["quoted" if self._is_inside(at) else "told"]
        since, begun = _behind_apposition(self._flat, meant.end), self._sentences[sentence][0]
        roles = self._member_of(meant.actor_id).roles
        if not (meant.speaks or meant.opens):
            # The object of an unnamed subject ('the man tells Lee') is not the one who speaks next.
            first = self._sentences[self._sentence_at(meant.start)][0]
            if first < begun and introduced.between(first, meant.start, gender, roles):
                return False
        if follows and (meant.speaks or meant.opens) and since < begun:
            if introduced.opens_between(since, begun, gender, roles):
                return False
            since = begun
        return not introduced.between(since, at, gender, roles)

    def _is_inside(self, at: int) -> bool:
        """Whether a place is inside quotation marks."""
        quotation = bisect_right(self._quotation_starts, at) - 1
        return quotation >= 0 and at < self._quotations[quotation][1]

    def _enter(self, person: Named) -> None:
        sentence = self._sentence_at(person.start)
        if sentence >= 0:
            self._stream(person.start, sentence).enter(sentence).add(person)

    def _sentence_at(self, at: int) -> int:
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at < self._sentences[number][1] else -1

    def _stream(self, at: int, sentence: int) -> _Stream:
        """The stream that a place belongs to; narrated sentences since the last place are entered, without persons."""
        for number in range(max(self._passed + 1, sentence - FARTHEST_FOR_SUBJECTS), sentence):
            if not self._is_quoted(number):
                self._told.enter(number)
        self._passed = max(self._passed, sentence - 1)
        if not self._is_inside(at):
            return self._told
        quotation = bisect_right(self._quotation_starts, at) - 1
        if quotation != self._quotation:
            self._quoted, self._quotation = _Stream(), quotation
        return self._quoted

    def _is_quoted(self, number: int) -> bool:
        """Whether a sentence is wholly inside quotation marks."""
        start, end = self._sentences[number]
        at = bisect_right(self._quotation_starts, start) - 1
        return at >= 0 and end <= self._quotations[at][1]


def _blanked(flat: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these spans blanked out; offsets do not change."""
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (flat[position:start], " " * (end - start))
        position = end
    return "".join((*pieces, flat[position:])) if pieces else flat


class _Introduced:
    """Whether an unnamed person whom a pronoun can mean is introduced between a name and the pronoun.

    Several pronouns in a row are checked against one name, so what was read for the last one is not read again.
    """

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._asked = ("", -1)  # the gender, and where the name ends
        self._read_to = -1
        self._named = self._found = False

    def between(self, start: int, end: int, gender: str, roles: frozenset[str]) -> bool:
        """Whether somebody of that gender, with none of the roles, is introduced in the characters [start, end)."""
        if self._asked != (gender, start) or end < self._read_to:
            self._asked, self._read_to = (gender, start), start
            self._named = self._found = False
        if self._found:
            return True
        if not self._named:
            words = self._flat[self._read_to : end].replace(",", " ").replace(".", " ").split()
            self._named = not _nouns().of[gender].isdisjoint(words)
        self._read_to = end
        self._found = self._named and self._has(_nouns().introduced[gender], start, end, roles)
        return self._found

    def opens_between(self, start: int, end: int, gender: str, roles: frozenset[str]) -> bool:
        """As `between`, but only for somebody who opens a sentence there."""
        return self._has(_nouns().opens[gender], start, end, roles)

    def _has(self, pattern: "re.Pattern[str]", start: int, end: int, roles: frozenset[str]) -> bool:
        return any(
            not any(role.endswith(found[1]) for role in roles)
            for found in pattern.finditer(self._flat, start, end)
        )


def _belongs_to(flat: str, start: int, gender: str) -> bool:
    """Whether the name at `start` only says whose father or lawyer is meant."""
    found = _OF.search(flat, max(0, start - REACH), start)
    return found is not None and found[1] in _nouns().of[gender]


def _behind_apposition(flat: str, end: int) -> int:
    """Where the apposition after a name ends ('Lee, the mayor,'); `end` if there is none."""
    found = _APPOSITION.match(flat, end)
    return found.end() if found is not None else end
