"""Who a source is.

Kind of source, the name behind a pronoun or surname, public office, first or second hand.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from scoring.sourcing.anonymity import is_told_anonymously, withholds_name
from scoring.sourcing.persons import FEMALE, MALE, People, Person, kinds_of_words, word_table
from scoring.sourcing.records import NO_SPAN, Draft, SourceType, Span
from scoring.sourcing.tokens import LONGEST_REMEMBERED, MAX_PHRASES
from scoring.text.long_sentences import LONGEST_SENTENCE

# A pronoun is followed back no further than this many characters: about three paragraphs.
MAX_PRONOUN_REACH = 1200
# How far back the last full stop is looked for: farther than any sentence goes.
REACH_OF_SENTENCE = 2 * LONGEST_SENTENCE
# `it` and `they` mean an institution only where it spoke just before.
MAX_GROUP_REACH = 400
_HE, _SHE = frozenset({"he", "his", "him"}), frozenset({"she", "her", "hers"})
_THEY = frozenset({"they", "their", "them"})
_IT = frozenset({"it", "its"})
_FIRST = frozenset({"i", "my", "me", "we", "our", "us"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_HEAD_ENDS = re.compile(
    r",|\s(?:of|in|for|at|from|who|which|that|with|on|by|to|including|whose|familiar)\s|\(|--| [–—-] "
)
# The first name behind a cue: `told the New York Times`.
_NAME_AFTER = re.compile(r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*")
_POSTING = re.compile(
    r"\b(?:re)?tweet|\btweets?\b|\bposted\b|\bon (?:twitter|facebook|instagram|truth social|x)\b", re.I
)
_PROPER = re.compile(
    r"[A-Z][\w.&'’-]*(?:\s(?:of|for|the|and|&|on|de|[A-Z][\w.&'’-]*))*\s[A-Z][\w.&'’-]*|[A-Z][\w.&'’-]*"
)
_TOLD_MEDIUM = re.compile(
    r"\b(?:told|quoted by|cited by|in an interview (?:with|on|to)|"
    r"speaking (?:to|on|with)|interview with|said on)\s*$"
)


# How all that _TOLD_MEDIUM finds ends.
_BEFORE_MEDIUM = ("told", "by", "with", "on", "to")
_ARTICLES = frozenset({"the", "a", "an", "one", "two", "three", "some", "several"})
_NOBODY = Person("", "", "", -1)


class Voice(NamedTuple):
    """What is known of a source: its kind, the full name ('' if none), public office, second hand."""

    source_type: SourceType
    speaker: str
    official: bool
    second_hand: bool


@dataclass(slots=True)
class Recent:
    """Who has spoken so far: where and who, and by role word the last speaker who is known to have that role."""

    speakers: list[tuple[int, Person]] = field(default_factory=list)
    by_role: dict[str, Person] = field(default_factory=dict)

    def add(self, where: int, person: Person) -> None:
        """Enter the speaker of an attribution. A person's roles only grow, and do so just before this."""
        self.speakers.append((where, person))
        for role in person.roles:
            self.by_role[role] = person


def identify(text: str, drafts: list[Draft], people: People) -> list[Voice]:
    """One Voice for each draft; drafts ascend by cue, so that earlier speakers explain later pronouns."""
    voices: list[Voice] = []
    recent = Recent()
    last_group = ""
    group_at = -MAX_GROUP_REACH
    positions = [at for at, _ in people.mentions]
    for draft in drafts:
        phrase = text[draft.source[0] : draft.source[1]] if draft.source != NO_SPAN else ""
        kind, name, official, person = _classify(
            text,
            draft,
            phrase,
            people,
            recent,
            last_group if draft.cue[0] - group_at < MAX_GROUP_REACH else "",
            positions,
        )
        posted = draft.group == "post" and "@" in text[draft.cue[0] : draft.cue[1]]
        if posted or (kind in MAY_POST and _tells_online(text, draft.cue)):
            kind = "social_post"
        if person is not None and draft.source != NO_SPAN:
            recent.add(draft.source[0], person)
        elif kind == "named_institution":
            last_group, group_at = name, draft.cue[0]
        voices.append(Voice(kind, name, official, _second_hand(text, draft, kind)))
    return voices


def _is_anonymous(text: str, draft: Draft) -> bool:
    """Whether the words behind the source or behind the cue say that no name is given."""
    return any(
        is_told_anonymously(text[end : end + REACH_OF_ANONYMITY]) for _, end in (draft.source, draft.cue)
    )


# A clause of anonymity opens at once and is so long at most, in characters.
REACH_OF_ANONYMITY = 80


def _tells_online(text: str, cue: Span) -> bool:
    """Whether the cue, or what follows it at once, speaks of posting: `tweeted`, `wrote on Facebook`."""
    near = text[cue[0] : cue[1] + REACH_OF_POSTING]
    small = near.lower()
    return ("tweet" in small or "posted" in small or "on " in small) and _POSTING.search(near) is not None


# Sources that become an account's when the cue speaks of posting.
MAY_POST = frozenset({"named_person", "named_institution", "unknown"})
# `on Twitter` stands at most so many characters behind the cue.
REACH_OF_POSTING = 20


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A source phrase as its words tell, whoever the article is about.

    `words`: in small letters. `head`: what stands before the first comma, preposition or relative; `cut`: its
    length where something follows, else -1. `head_words`: in small letters, without 's. `capital`: the words
    of the head with a capital. `official`: one of them marks public office. `name`: the last capitalised run
    where the head ends in one and in no role or document, else ''. `withheld`: it says that the source would
    not be named.
    """

    words: tuple[str, ...]
    head: str
    cut: int
    head_words: tuple[str, ...]
    capital: tuple[str, ...]
    official: bool
    name: str
    withheld: bool


def _read_phrase(phrase: str) -> _Phrase:
    """The phrase as its words tell; what is longer than any source is not kept in memory."""
    return _known_phrase(phrase) if len(phrase) <= LONGEST_REMEMBERED else _known_phrase.__wrapped__(phrase)


@lru_cache(maxsize=MAX_PHRASES)
def _known_phrase(phrase: str) -> _Phrase:
    kinds = kinds_of_words()
    found = _HEAD_ENDS.search(phrase)
    cut = found.start() if found and found.start() > 0 else -1
    head = phrase[:cut] if cut > 0 else phrase
    written = _WORD.findall(head)
    small = tuple(word.lower() for word in (written if cut < 0 else _WORD.findall(phrase)))
    head_words = tuple(word.lower().removesuffix("'s").removesuffix("’s").rstrip(".") for word in written)
    roles, titles, institutions = kinds["role"], kinds["title"], kinds["institution"]
    official = any(roles.get(w) or titles.get(w) or institutions.get(w) for w in head_words)
    last = head_words[-1] if head_words else ""
    bare = _POSSESSIVE_END.sub("", head.strip().replace("’", "'"))
    names = _PROPER.findall(bare) if last not in kinds["document"] and last not in roles else []
    return _Phrase(
        small,
        head,
        cut,
        head_words,
        tuple(w for w in written if w[0].isupper() and w not in ("The", "A", "An")),
        official,
        names[-1] if names and bare.split()[-1][0].isupper() else "",
        withholds_name(phrase),
    )


_POSSESSIVE_END = re.compile(r"'s?$")
_NAME_END = re.compile(r"['’]s?$")
_ARTICLE_START = re.compile(r"^(?:The|A|An|But|And|In|For)(?:\s|$)")


def _classify(
    text: str,
    draft: Draft,
    phrase: str,
    people: People,
    recent: Recent,
    last_group: str,
    positions: list[int],
) -> tuple[SourceType, str, bool, Person | None]:
    kinds = kinds_of_words()
    read = _read_phrase(phrase)
    words = read.words
    if not words:
        return "unknown", "", False, None
    if len(words) == 1:
        word = words[0].replace("’", "'").split("'")[0]
        if word in _HE or word in _SHE or word in _RELATIVE or word == "they":
            person = _antecedent(draft.source[0], word, people, recent, positions, text)
            if person is not None:
                return "named_person", person.full, _is_official(person.roles), person
            return "unknown", "", False, None
        if word in _FIRST:
            return "own_reporter", "", False, None
        if word in _IT or word in _THEY:
            return (
                ("named_institution", last_group, False, None) if last_group else ("unknown", "", False, None)
            )
    cut, head, head_words, official = read.cut, read.head, read.head_words, read.official
    last = head_words[-1] if head_words else ""
    if read.withheld or (len(words) > 1 and words[0] in _ARTICLES and _is_anonymous(text, draft)):
        return "unnamed_role", "", official, None
    person = None
    if read.name and (last not in kinds["institution"] or last in people.by_surname):
        person = people.find(read.name)
    if person is None and cut > 0 and phrase[cut] == "," and last in kinds["role"]:
        named = _PROPER.match(phrase[cut + 1 :].strip())  # the spokeswoman, Ann Teal,
        person = people.find(named.group()) if named else None
        if person is not None:
            person.roles.add(last)
            return "named_person", person.full, _is_official(person.roles), person
    if person is not None:
        roles = {w for w in head_words if w in kinds["title"] or w in kinds["role"]}
        if cut > 0 and phrase[cut] == ",":
            after = [w.lower() for w in _WORD.findall(phrase[cut : cut + 80])]
            roles |= {w for w in after if w in kinds["role"] or w in kinds["title"]}
        person.roles |= roles
        return "named_person", person.full, _is_official(person.roles), person
    media, institutions = word_table("medium"), word_table("institution")
    if last in media.last and media.within(head_words) and _capital_or_known(head, last):
        return "other_medium", _proper(head), False, None
    if last in kinds["post"]:
        return "social_post", "", official, None
    if last in kinds["document"]:
        return "document", "", official, None
    capital = read.capital
    if (last in kinds["role"] and last not in institutions.last) or head_words[:1] == ("spokesman",):
        if len(words) <= 4 and words[0] in ("the", "this", "that"):
            known = recent.by_role.get(last)
            if known is not None:
                return "named_person", known.full, True if official else _is_official(known.roles), known
        return "unnamed_role", "", official, None
    if institutions.within(head_words) and (capital[1:] or (capital and last in institutions.last)):
        return "named_institution", _proper(head), official, None
    if (
        last in kinds["public"]
        or (head_words and head_words[0] in kinds["public"])
        or (head_words and head_words[0].isdigit())
    ):
        return "public", "", False, None
    if last in institutions.last:
        return "named_institution", _proper(head), official, None
    if (
        capital
        and (last_cap := capital[-1])
        and last_cap.lower().removesuffix("'s") in (*head_words[-2:], last)
    ):
        name = _proper(head)
        if people.by_surname.get(last, _NOBODY) is None:
            return "named_person", "", official, None  # two people share the surname
        lead = head_words[0]
        if lead == "the" or last_cap.isupper():
            return "named_institution", name, official, None
        if (
            len(name.split()) > 1
            or (len(words) <= 2 and official)
            or draft.group in ("say", "tell", "post", "colon")
        ):
            return "named_person", name, official, None
        return "named_institution", name, official, None
    if last in kinds["title"] or (
        draft.group in ("say", "tell", "ask") and words[0] in ("the", "a", "an", "one")
    ):
        return "unnamed_role", "", official, None
    return "unknown", "", official, None


def _antecedent(
    at: int,
    word: str,
    people: People,
    recent: Recent,
    positions: list[int],
    text: str,
) -> Person | None:
    """Whom a pronoun stands for.

    The last speaker, or a person named nearer by and alone in the sentence before.
    """
    wanted = MALE if word in _HE else FEMALE if word in _SHE else ""
    index = bisect_left(positions, at) - 1
    if word in _RELATIVE:
        if index >= 0 and at - positions[index] < 60:
            return people.mentions[index][1]
        return None
    if word == "they":
        return None

    def fits(person: Person) -> bool:
        return not person.gender or person.gender == wanted

    sentence = _last_of(text, (". ", "\n", ".” ", '." '), at)
    before = max(0, _last_of(text, (". ", "\n"), max(0, sentence)))
    # A speaker from farther back would stand for nobody here. Speakers are in the order of their cues, which
    # are in one sentence with them.
    farthest = min(before, at - MAX_PRONOUN_REACH) - LONGEST_SENTENCE
    speaker: tuple[int, Person] | None = None
    for where, person in reversed(recent.speakers):
        if where < farthest:
            break
        if where < at and fits(person):
            speaker = (where, person)
            break
    near: list[Person] = []
    while index >= 0 and positions[index] >= before:
        person = people.mentions[index][1]
        if fits(person):
            near.append(person)
        index -= 1
    if near:
        first = near[-1]  # the first named in the sentence before or in this one: most often its subject
        if speaker is None or speaker[0] < before or first is speaker[1]:
            return first
    if speaker is not None and at - speaker[0] < MAX_PRONOUN_REACH:
        return speaker[1]
    while index >= 0 and at - positions[index] < MAX_PRONOUN_REACH:
        person = people.mentions[index][1]
        if fits(person):
            return person
        index -= 1
    return None


def _last_of(text: str, marks: Sequence[str], end: int) -> int:
    """Where the last of the marks before `end` begins; -1 where there is none.

    Looks no further back than that, nor than REACH_OF_SENTENCE: text without full stops is taken to begin there.
    """
    nearest = max(0, end - REACH_OF_SENTENCE)
    last = -1
    for mark in marks:
        last = max(last, text.rfind(mark, max(nearest, last), end))
    return last if last >= 0 or not nearest else nearest


def _is_official(roles: set[str] | frozenset[str]) -> bool:
    kinds = kinds_of_words()
    return any(kinds["title"].get(role) or kinds["role"].get(role) for role in roles)


def _capital_or_known(head: str, last: str) -> bool:
    final = _WORD.findall(head)[-1]
    return final[0].isupper() or last in (
        "newspaper",
        "newspapers",
        "magazine",
        "outlet",
        "outlets",
        "media",
        "network",
        "broadcaster",
        "tabloid",
        "agency",
        "channel",
        "station",
        "press",
        "daily",
        "paper",
    )


def _proper(head: str) -> str:
    """The longest capitalised stretch of the phrase, without a leading article."""
    found = [_ARTICLE_START.sub("", _NAME_END.sub("", name)) for name in _PROPER.findall(head)]
    name = max(found, key=len, default="")
    words = name.split(" ")
    titles = kinds_of_words()["title"]
    while len(words) > 1 and words[0].lower().rstrip(".") in titles:
        words.pop(0)
    return " ".join(words)


# So many characters behind a cue the medium that was told is named.
REACH_OF_MEDIUM = 60


def _second_hand(text: str, draft: Draft, kind: SourceType) -> bool:
    """Whether the words reached the outlet through another medium.

    Such as `told Reuters`, `PTI quoted`, `according to AFP`.
    """
    if kind == "other_medium":
        return True
    start, end = draft.cue
    near = text[start : end + REACH_OF_MEDIUM]
    if not (
        "told" in near or " by" in near or "said on" in near or "interview" in near or "speaking" in near
    ):
        return False
    match = _NAME_AFTER.search(near, end - start)
    if match is None:
        return False
    before = near[: match.start()].rstrip()
    if not before.endswith(_BEFORE_MEDIUM) or not _TOLD_MEDIUM.search(before):
        return False
    return word_table("medium").within([word.lower() for word in _WORD.findall(match.group())])
