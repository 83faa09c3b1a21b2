"""Runs of capitalised words: where a text may name a person whom no list knows."""

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from scoring.actors.context import OPENERS, TITLES, context_words
from scoring.actors.names import all_given_names, given_names
from scoring.actors.nouns import kinds_of_words
from scoring.actors.rules import GENDERED
from scoring.actors.signs import ROLES, SURNAME_TITLES, Signs, follows_name

_PARTICLES = r"(?:de|van|von|der|den|del|della|di|da|dos|la|le|bin|ibn|al|el|ter|ten) "
# A lone word matches too, and is passed over: no run begins inside a word that begins none itself.
_RUN = re.compile(rf"[A-Z][\w.'-]*+(?: (?:{_PARTICLES})*(?:al-|el-)?[A-Z][\w.'-]*+)*")
_GENERATIONS = frozenset(("Jr", "Sr", "II", "III", "IV"))
HEADLINE_NAME = 2  # words: where all words are capitalised, more may be the rest of the headline
LONGEST_HYPHENED = 6  # characters of a given name whose second half is small: Jae-in, Kye-wan
LEAD = 24  # characters looked at before a name

PERSONAL_TITLES = frozenset(GENDERED) | context_words("personal_title")
AFFILIATIONS = context_words("affiliation")
ROLES_AS_TITLES = ROLES | {role.capitalize() for role in ROLES} | {role.upper() for role in ROLES}
_SHOWS_PERSON = SURNAME_TITLES | ROLES_AS_TITLES


class Run(NamedTuple):
    """Capitalised words that may name a person: the span without titles, the words, the title before."""

    start: int
    end: int
    words: list[str]
    title: str


def capitals_of(text: str) -> list["re.Match[str]"]:
    """Every run of capitalised words, single ones too."""
    return list(_RUN.finditer(text))


def runs_of(
    text: str, capitals: Iterable["re.Match[str]"], surnames: Container[str], signs: Signs
) -> list[Run]:
    """The runs of capitalised words that may name a person, without titles and opening words before them."""
    found: list[Run] = []
    given = all_given_names().keys()
    for match in capitals:
        run = match[0]
        if " " not in run:
            continue
        words = run.split(" ")
        last = words[-1].removesuffix("'s").rstrip(".")
        if given.isdisjoint(words) and not (
            "-" in words[0]
            or text.startswith(":", match.end())
            or not _SHOWS_PERSON.isdisjoint(words)
            or last in surnames
            or signs.of_surname(last)
            or follows_role(text, match.start())
            or follows_name(text, match.end())
        ):
            continue
        if "." in run or "'" in run or run[-1] == "-":
            _part_runs(match.start(), words, found)
        else:
            found.append(_without_titles(match.start(), words))
    return found


def follows_role(text: str, start: int) -> bool:
    """Whether the word before says what somebody does: 'spokesman', 'attorney'."""
    return text[text.rfind(" ", max(0, start - LEAD), start - 1) + 1 : start - 1] in ROLES


def _part_runs(start: int, words: list[str], found: list[Run]) -> None:
    """Runs end at a possessive and at a full stop that belongs to no title or initial."""
    part: list[str] = []
    for word in words:
        bare = word.rstrip(".'-").removesuffix("'s")
        abbreviated = word[-1] == "." and (
            word in TITLES or word in PERSONAL_TITLES or len(bare) == 1 or _is_initials(word)
        )
        part.append(word if abbreviated else bare)
        if bare != word and not abbreviated:
            if len(part) > 1:
                found.append(_without_titles(start, part))
            start += sum(map(len, part)) + len(part) + len(word) - len(bare)
            part = []
    if len(part) > 1:
        found.append(_without_titles(start, part))


def _is_initials(word: str) -> bool:
    """Whether the word is 'J.D.' or 'R.K.'; 'U.S.' names no person."""
    return (
        len(word) == len("J.D.")
        and word[1] == "."
        and word[0].isupper()
        and word != "U.S."
        and word != "U.N."
    )


def _without_titles(start: int, words: list[str]) -> Run:
    """The run from the first word of a name on: titles, roles, and what a name belongs to are cut off before it."""
    title, first, last = "", 0, len(words) - 1
    named = words[0] in given_names()
    for number, word in enumerate(words[:last]):
        if _stands_before_names(word) and (number == first or not named):
            title, first = word, number + 1
    if first < last and words[first] not in given_names():
        first, title = _begins_name(words, first, title)
    start += sum(map(len, words[:first])) + first
    words = words[first:]
    if len(words) > (1 if title else HEADLINE_NAME) and words[-1].rstrip(".") in _GENERATIONS:
        words = words[:-1]
    return Run(start, start + sum(map(len, words)) + len(words) - 1, words, title)


def _begins_name(words: list[str], first: int, title: str) -> tuple[int, str]:
    """Where the known given name stands that follows words no name begins with ('Texas Republican John'), if any."""
    given = given_names()
    for number in range(first + 1, len(words) - 1):
        if words[number] in given:
            before = words[number - 1]
            kinds = kinds_of_words()
            low = before.lower()
            if (
                before.isupper()
                or before in AFFILIATIONS
                or any(
                    low in kinds[kind] for kind in ("no_name", "no_person", "institution", "medium", "role")
                )
            ):
                return number, before
            break
    return first, title


def _stands_before_names(word: str) -> bool:
    return (
        word in TITLES
        or word in OPENERS
        or word in PERSONAL_TITLES
        or word in AFFILIATIONS
        or word in ROLES_AS_TITLES
        or word in SURNAME_TITLES
        or (
            "-" in word and word[word.index("-") + 1 :].islower() and len(word) > LONGEST_HYPHENED
        )  # Co-worker
    )
