"""Runs of capitalised words: where a text may name a person whom no list knows."""

import re
from collections.abc import Container
from typing import NamedTuple

from scoring.actors.context import OPENERS, TITLES, word_set
from scoring.actors.mentions import given_names
from scoring.actors.rules import GENDERED

_PARTICLES = r"(?:de|van|von|der|den|del|della|di|da|dos|la|le|bin|ibn|al|el|ter|ten) "
# A lone word matches too, and is passed over: no run begins inside a word that begins none itself.
_RUN = re.compile(rf"[A-Z][\w.'-]*+(?: (?:{_PARTICLES})*(?:al-|el-)?[A-Z][\w.'-]*+)*")
_GENERATIONS = frozenset(("Jr", "Sr", "II", "III", "IV"))
HEADLINE_NAME = 2  # words: where all words are capitalised, more may be the rest of the headline
LEAD = 24  # characters looked at before a name

ROLES = word_set("role")
PERSONAL_TITLES = frozenset(GENDERED) | word_set("personal_title")


class Run(NamedTuple):
    """Capitalised words that may name a person: the span without titles, the words, the title before."""

    start: int
    end: int
    words: list[str]
    title: str


def runs_of(text: str, surnames: Container[str]) -> list[Run]:
    """The runs of capitalised words that may name a person, without titles and opening words before them."""
    found: list[Run] = []
    given = given_names().keys()
    for match in _RUN.finditer(text):
        run = match[0]
        if " " not in run:
            continue
        words = run.split(" ")
        if given.isdisjoint(words) and not (
            words[0] in PERSONAL_TITLES or words[-1] in surnames or follows_role(text, match.start())
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
        abbreviated = word[-1] == "." and (word in TITLES or word in PERSONAL_TITLES or len(bare) == 1)
        part.append(word if abbreviated else bare)
        if bare != word and not abbreviated:
            if len(part) > 1:
                found.append(_without_titles(start, part))
            start += sum(map(len, part)) + len(part) + len(word) - len(bare)
            part = []
    if len(part) > 1:
        found.append(_without_titles(start, part))


def _without_titles(start: int, words: list[str]) -> Run:
    title, first = "", 0
    while first < len(words) - 1 and _stands_before_names(words[first]):
        title = words[first]
        start += len(title) + 1
        first += 1
    words = words[first:]
    if len(words) > HEADLINE_NAME and words[-1] in _GENERATIONS:
        words = words[:-1]
    return Run(start, start + sum(map(len, words)) + len(words) - 1, words, title)


def _stands_before_names(word: str) -> bool:
    return word in TITLES or word in OPENERS or word in PERSONAL_TITLES or word.lower() in ROLES
