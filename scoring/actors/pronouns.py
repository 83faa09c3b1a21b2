"""He and she, followed back to the one person who can be meant: the only follower, for mentions and speakers alike.

The text has two streams that do not mix: what the outlet tells, and each quotation. In its stream a pronoun stands
for the one person of its gender named before it in its sentence; failing any there, for the one in the sentence
before. Where several are named, the one who speaks there is meant, and in what is told of two men where none
speaks, nobody. Sentences that lie wholly in quotation marks are passed over, so that "..., he said" follows the
speaker through long speech.
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

# One character before the word instead of a word boundary: three times as fast.
_PRONOUN = re.compile(r"""[ \n"'(\[—-](?:[Hh](?:e|i[sm]|er)|[Ss]he)(?:s|self)?(?=[ .,;:?!\n"')\]—-])""")
_GENDER = {"he": "m", "his": "m", "him": "m", "himself": "m"}
_GENDER |= {"she": "f", "her": "f", "hers": "f", "herself": "f"}
_QUOTED = re.compile(r'"[^"\n]*"?')
_BEFORE_SUBJECT = re.compile(r"(?:\A|[.?!\n][\"')]*\s*)(?:But |And |So )?\Z")
_OF = re.compile(r"\b([a-z]+) (?:of|for|to) (?:[A-Z][\w.]* )?$")
_APPOSITION = re.compile(r", (?:an?|the|his|her|one|\w+'s) [^,.;:\n]{1,120},")
_NEXT_WORD = re.compile(r"(?:,[^,.;:\n\"]{1,80},)? (?:also |then |later |has |had )?([a-z]+)\b")
_INVERTED = re.compile(r"[,\"] ([a-z]+) (?:[A-Z][\w.'-]* ){0,3}$")
REACH = 40  # characters before a name in which 'the father of' is looked for
LEAD = 8  # characters: a sentence's end, and a word that opens the next
LONGEST_VERB = 48  # characters: how far back the verb before a name and its titles is looked for
UNKNOWN = ""  # the actor_id of somebody whose surname two persons bear
# Pronouns that may be the subject of their sentence, and so carry on who is spoken of.
SUBJECTS = frozenset(("he", "she"))
# Sentences of a stream that are looked back to from a pronoun that speaks or opens its sentence, and from another.
FARTHEST_FOR_SUBJECTS, FARTHEST = 3, 1
# Characters that a pronoun is followed back at most: about three paragraphs.
LONGEST_REACH = 1_200


@dataclass(frozen=True, slots=True)
class _Nouns:
    """The nouns of persons without a name, by the gender of a pronoun that may mean them, and their patterns.

    `introduced`: such a person is brought in. `opens`: and opens a sentence. `subject`: the same of either gender,
    found by its first letters, which is quick; whether it opens a sentence is asked of what stands before.
    `relative_of`: somebody unnamed is meant by a name ('Lee's sister'). `modifies`: the name only says whose spokesman
    is named ('Lee spokesman Carl Moss').
    """

    of: Mapping[str, frozenset[str]]
    introduced: Mapping[str, re.Pattern[str]]
    opens: Mapping[str, re.Pattern[str]]
    subject: re.Pattern[str]
    relative_of: re.Pattern[str]
    modifies: re.Pattern[str]


def person_nouns() -> frozenset[str]:
    """Nouns that a person without a name is called by: man, sister, spokeswoman."""
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
    """Words that open a clause before the main one, whose subject comes later."""
    return context_words("subordinating")


class Described(Protocol):
    """What the follower asks of a member of the cast."""

    @property
    def gender(self) -> str:
        """m, f, or x for either."""

    @property
    def roles(self) -> frozenset[str]:
        """Titles and roles in small letters."""


class Named(NamedTuple):
    """A person as named at one place.

    `speaks`: a verb of speech stands beside the name. `opens`: the name, after titles at most, opens its sentence
    and is no possessive, as subjects do.
    """

    start: int
    end: int
    actor_id: str
    gender: str
    speaks: bool
    opens: bool


class _Sentence:
    """The persons named so far in one sentence of a stream, by the gender of a pronoun that may mean them."""

    __slots__ = ("fitting", "number", "opening", "speaking")

    def __init__(self, number: int) -> None:
        self.number = number
        self.fitting: dict[str, dict[str, Named]] = {"m": {}, "f": {}}
        self.speaking: dict[str, dict[str, Named]] = {"m": {}, "f": {}}
        self.opening: dict[str, Named] = {}

    def add(self, person: Named) -> None:
        """Enter the next mention; one of unknown gender fits both pronouns."""
        for gender, named in self.fitting.items():
            if person.gender in (gender, EITHER):
                named[person.actor_id] = person
                if person.speaks:
                    self.speaking[gender][person.actor_id] = person
                if person.opens:
                    self.opening[gender] = person

    def the_one(self, gender: str, *, same: bool, subject: bool) -> Named | None:
        """The only person of that gender; of several the only one who speaks, else the subject of a sentence before.

        `same`: the pronoun stands in this sentence too. `subject`: it is he or she; him and his name nobody of several.
        """
        for named in (self.fitting[gender], self.speaking[gender] if subject else {}):
            if len(named) == 1:
                return next(iter(named.values()))
        if not subject:
            return None
        return None if same or self.speaking[gender] else self.opening.get(gender)


class _Stream:
    """The last sentences of what the outlet tells, or of one quotation, with the persons that they name."""

    def __init__(self) -> None:
        self._sentences: deque[_Sentence] = deque(maxlen=FARTHEST_FOR_SUBJECTS + 1)

    def enter(self, number: int) -> _Sentence:
        """The sentence of that number, as one of this stream."""
        if not self._sentences or self._sentences[-1].number != number:
            self._sentences.append(_Sentence(number))
        return self._sentences[-1]

    def antecedent(
        self, gender: str, nearest: int, farthest: int, *, subject: bool
    ) -> tuple[Named, int] | None:
        """The person meant by a pronoun in the last sentence entered, and how many sentences back; None for two."""
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
    """The personal pronouns of the third person that stand for one of `persons`, by their place.

    `text` is in plain characters. `persons`: start, end and actor_id of each mention of a person, by place.
    `member_of`: what is known of an
    actor_id: the gender (m, f, or x for either) and the roles, by which somebody unnamed is the same person.
    `unresolved` are the starts of surnames that may mean more than one person: each stands for somebody unknown.
    `holders`: from a role to the only actor_id that has it here: 'The president' that opens a sentence is that person,
    and without a holder somebody unknown. Followed only where no unnamed person ('the officer') has come between.
    """
    flat = text
    pronouns = list(_PRONOUN.finditer(flat))
    if not pronouns or not persons:
        return []
    starts = [start for start, _ in sentences]
    modifies = _nouns().modifies
    last = pronouns[-1].start()  # whoever is named behind it is meant by none
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
    subjects = _unnamed_subjects(flat, holders or {})
    if unresolved or subjects:
        named.extend(subjects)
        named.extend(
            Named(start, start + 1, UNKNOWN, EITHER, speaks=False, opens=False) for start in unresolved
        )
        named.sort()
    return _Follower(flat, sentences, member_of).follow(pronouns, named)


def _unnamed_subjects(flat: str, holders: Mapping[str, str]) -> list[Named]:
    """Persons who open a sentence without a name ('The president'), as the holder of the role or somebody unknown."""
    found, persons = [], _nouns()
    for match in persons.subject.finditer(flat):
        if not _BEFORE_SUBJECT.search(flat[max(0, match.start() - LEAD) : match.start()]):
            continue
        (*_, role) = ("", *roles_in(match[1].lower().split(" ")))
        nouns = match[1].lower().rpartition(" ")[2]
        gender = next((g for g, other in (("m", "f"), ("f", "m")) if nouns not in persons.of[other]), EITHER)
        start, end = match.span(1)
        found.append(
            Named(
                start, end, holders.get(role, UNKNOWN), gender, speaks=_speaks(flat, start, end), opens=True
            )
        )
    return found


def _speaks(flat: str, start: int, end: int) -> bool:
    """Whether a verb of speech stands right behind a name or pronoun, or, behind what is said, right before it."""
    following = _NEXT_WORD.match(flat, end)
    if following is not None and following[1] in speech_verbs():
        return True
    found = _INVERTED.search(flat, max(0, start - LONGEST_VERB), start)
    return found is not None and found[1] in speech_verbs()


def _opens(flat: str, starts: Sequence[int], start: int, end: int) -> bool:
    """Whether a name or pronoun opens its sentence, after titles and roles at most, and is no possessive."""
    at = bisect_right(starts, start) - 1
    if at < 0 or start - starts[at] > REACH or flat.startswith("'s", end):
        return False
    known, before = office_words(), flat[starts[at] : start].split()
    if before and before[0] in _subordinating():
        return False
    return all(word[:1].isupper() or word in known for word in before)


class _Follower:
    """Goes through a text once, from person to pronoun, keeping the last sentences of each stream."""

    def __init__(
        self, flat: str, sentences: Sequence[tuple[int, int]], member_of: Callable[[str], "Described"]
    ) -> None:
        self._flat, self._sentences, self._member_of = flat, sentences, member_of
        self._starts = [start for start, _ in sentences]
        self._quotations = [match.span() for match in _QUOTED.finditer(flat)]
        self._quotation_starts = [start for start, _ in self._quotations]
        self._told, self._quoted, self._quotation = _Stream(), _Stream(), -1
        self._passed = -1  # the last sentence whose beginning has been entered into what is told
        # What is said in a quotation brings nobody into what is told around it.
        outside = _blanked(flat, self._quotations)
        self._introduced = {"told": _Introduced(outside), "quoted": _Introduced(flat)}

    def follow(self, pronouns: Sequence["re.Match[str]"], persons: Sequence[Named]) -> list[Mention]:
        """The mentions by pronouns, persons and pronouns being given by their place."""
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
            # What stands before `, he said` is what he said: whom it names is seldom himself.
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
        """Whether nobody unnamed has come between; `follows`: from subject to subject, only unnamed subjects count."""
        if at - meant.end > LONGEST_REACH or _belongs_to(self._flat, meant.start, gender):
            return False
        if _nouns().relative_of.match(self._flat, meant.end):
            return False
        introduced = self._introduced["quoted" if self._is_inside(at) else "told"]
        since, begun = _behind_apposition(self._flat, meant.end), self._sentences[sentence][0]
        roles = self._member_of(meant.actor_id).roles
        if not (meant.speaks or meant.opens):
            # Whoever is the object of somebody unnamed ('the man tells Lee') is not who speaks next.
            first = self._sentences[self._sentence_at(meant.start)][0]
            if first < begun and introduced.between(first, meant.start, gender, roles):
                return False
        if follows and (meant.speaks or meant.opens) and since < begun:
            if introduced.opens_between(since, begun, gender, roles):
                return False
            since = begun
        return not introduced.between(since, at, gender, roles)

    def _is_inside(self, at: int) -> bool:
        """Whether a place stands in quotation marks."""
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
        """The stream that a place belongs to; sentences told since the last place are entered, without persons."""
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
        """Whether a sentence lies wholly in quotation marks."""
        start, end = self._sentences[number]
        at = bisect_right(self._quotation_starts, start) - 1
        return at >= 0 and end <= self._quotations[at][1]


def _blanked(flat: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with these stretches of it blanked out; offsets stay."""
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (flat[position:start], " " * (end - start))
        position = end
    return "".join((*pieces, flat[position:])) if pieces else flat


class _Introduced:
    """Whether an unnamed person whom a pronoun may mean is brought in between a name and the pronoun.

    Of one name it is asked for pronoun after pronoun: what was read for the last one is not read again.
    """

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._asked = ("", -1)  # the gender, and where the name ends
        self._read_to = -1
        self._named = self._found = False

    def between(self, start: int, end: int, gender: str, roles: frozenset[str]) -> bool:
        """Whether somebody of the gender, and of none of the roles, is introduced in the characters [start, end)."""
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
        """The same of somebody who opens a sentence there."""
        return self._has(_nouns().opens[gender], start, end, roles)

    def _has(self, pattern: "re.Pattern[str]", start: int, end: int, roles: frozenset[str]) -> bool:
        return any(
            not any(role.endswith(found[1]) for role in roles)
            for found in pattern.finditer(self._flat, start, end)
        )


def _belongs_to(flat: str, start: int, gender: str) -> bool:
    """Whether the person named at `start` only says whose father or lawyer is meant."""
    found = _OF.search(flat, max(0, start - REACH), start)
    return found is not None and found[1] in _nouns().of[gender]


def _behind_apposition(flat: str, end: int) -> int:
    """Where an apposition behind a name ends, which tells of the same person ('Lee, the mayor,'); else `end`."""
    found = _APPOSITION.match(flat, end)
    return found.end() if found is not None else end
