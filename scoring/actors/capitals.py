"""Runs of capitalised words, which may name a person who is in no list."""

import re
from collections.abc import Container, Iterable
from functools import cache
from typing import NamedTuple

from scoring.actors.context import context, context_words
from scoring.actors.names import all_given_names, given_names
from scoring.actors.nouns import kinds_of_words
from scoring.actors.rules import GENDERED
from scoring.actors.signs import Signs, follows_name, roles, surname_titles
from scoring.schema.lists import alternatives

_GENERATIONS = frozenset(("Jr", "Sr", "II", "III", "IV"))
HEADLINE_NAME = 2  # words: in a headline in title case, a longer run may be the rest of the headline
LONGEST_HYPHENED = 6  # characters of a given name with a lower-case second half: Jae-in
LEAD = 24  # how many characters before a name are looked at
_SAINT = "St."


@cache
def _run() -> re.Pattern[str]:
    """Capitalised words. A single one matches too, so that the search does not start again inside it."""
    particles = rf"(?:{alternatives(context_words('particle'))}) "
    return re.compile(rf"[A-Z][\w.'-]*+(?: (?:{particles})*(?:al-|el-)?[A-Z][\w.'-]*+)*")


@cache
def personal_titles() -> frozenset[str]:
    """Titles before any name of a person."""
    return frozenset(GENDERED) | context_words("personal_title")


@cache
def place_openers() -> frozenset[str]:
    """Words that begin the name of a place or institution, never a person's: South (Carolina)."""
    return context_words("place_opener")


@cache
def _after_names() -> frozenset[str]:
    return context_words("driven", "after_name")


@cache
def _affiliations() -> frozenset[str]:
    return context_words("affiliation")


@cache
def _roles_as_titles() -> frozenset[str]:
    return frozenset(form for role in roles() for form in (role, role.capitalize(), role.upper()))


@cache
def _titles() -> frozenset[str]:
    """Titles and roles that show a person."""
    return surname_titles() | _roles_as_titles()


@cache
def _before_names() -> frozenset[str]:
    """Words that may come before a name and are not part of it."""
    words = context()
    shown = personal_titles() | _affiliations() | _roles_as_titles() | surname_titles()
    return words.titles | words.openers | shown


class Run(NamedTuple):
    """Capitalised words that may name a person: the span without titles, the words, and the title before them."""

    start: int
    end: int
    words: list[str]
    title: str


def capitals_of(text: str) -> list["re.Match[str]"]:
    """Every run of capitalised words, including single words."""
    return list(_run().finditer(text))


def runs_of(
    text: str, capitals: Iterable["re.Match[str]"], surnames: Container[str], signs: Signs
) -> list[Run]:
    """The runs of capitalised words that may name a person, without the titles and opening words before them."""
    found: list[Run] = []
    given = all_given_names().keys()
    titles = _titles()
    for match in capitals:
        run = match[0]
        if " " not in run:
            continue
        words = run.split(" ")
        ends = [words[-1].removesuffix("'s").rstrip(".")]
        if "." in run:  # a sentence may begin after the name
            ends += [word.rstrip(".").removesuffix("'s") for word in words[:-1] if word[-1] == "."]
        if given.isdisjoint(words) and not (
            "-" in words[0]
            or text.startswith(":", match.end())
            or not titles.isdisjoint(words)
            or any(last in surnames or signs.of_surname(last) for last in ends)
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
    return text[text.rfind(" ", max(0, start - LEAD), start - 1) + 1 : start - 1] in roles()


def _part_runs(start: int, words: list[str], found: list[Run]) -> None:
    """Split a run at possessives, and at full stops that do not belong to a title or initial."""
    part: list[str] = []
    for word in words:
        bare = word.rstrip(".'-").removesuffix("'s")
        abbreviated = word[-1] == "." and (
            word in context().titles
            or word in personal_titles()
            or word == _SAINT
            or len(bare) == 1
            or _is_initials(word)
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
    """Whether the word is a person's initials: 'J.D.', but not 'U.S.'."""
    return (
        len(word) == len("J.D.")
        and word[1] == "."
        and word[0].isupper()
        and word != "U.S."
        and word != "U.N."
    )


def _without_titles(start: int, words: list[str]) -> Run:
    """The run from the first word of the name on, without titles, roles and affiliations before it."""
    title, first, last = "", 0, len(words) - 1
    named = words[0] in given_names()
    for number, word in enumerate(words[:last]):
        abbreviated = word[-1] == "." and word in context().titles  # Virginia Reps. Jo Roe
        if (number == first or not named or abbreviated) and _stands_before_names(word):
            title, first = word, number + 1
    if first < last and words[first] not in given_names():
        first, title = _begins_name(words, first, title)
    start += sum(map(len, words[:first])) + first
    words = words[first:]
    if len(words) > (1 if title else HEADLINE_NAME) and words[-1].rstrip(".") in _GENERATIONS:
        words = words[:-1]
    name, hyphen, tail = words[-1].rpartition("-")
    if hyphen and tail in _after_names():  # the Ann Lee-backed plan
        words = [*words[:-1], name]
    return Run(start, start + sum(map(len, words)) + len(words) - 1, words, title)


def _begins_name(words: list[str], first: int, title: str) -> tuple[int, str]:
    """The index of a known given name after words that begin no name ('Texas Republican John'), and the title."""
    given = given_names()
    for number in range(first + 1, len(words) - 1):
        if words[number] in given:
            before = words[number - 1]
            kinds = kinds_of_words()
            low = before.lower()
            if low in place_openers() or before == _SAINT:
                continue  # San Francisco Mayor Jo Roe
            if (
                before.isupper()
                or before in _affiliations()
                or any(
                    low in kinds[kind] for kind in ("no_name", "no_person", "institution", "medium", "role")
                )
            ):
                return number, before
            break
    return first, title


def _stands_before_names(word: str) -> bool:
    return word in _before_names() or (
        "-" in word and word[word.index("-") + 1 :].islower() and len(word) > LONGEST_HYPHENED
    )  # Co-worker
