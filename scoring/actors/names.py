"""Given names, and words that no person's name contains."""

from collections.abc import Mapping
from functools import cache

from scoring.actors.context import context_words
from scoring.actors.nouns import kinds_of_words
from scoring.actors.records import PERSON
from scoring.schema.lists import read_rows
from scoring.text.normalise import plain

NAMES_FILE = "given_names.csv"
MALE, FEMALE, EITHER = "m", "f", "x"


@cache
def _rows() -> tuple[tuple[str, str, bool, tuple[str, ...]], ...]:
    return tuple(
        (row["name"], row["gender"], row["alone"] != "no", tuple(row["stands_for"].split()))
        for row in read_rows(NAMES_FILE, "name", "gender", "alone", "stands_for")
    )


@cache
def given_names() -> Mapping[str, str]:
    """Given names that are enough to show a person, each with its gender: m, f or x (either)."""
    return {name: gender for name, gender, alone, _ in _rows() if alone}


@cache
def all_given_names() -> Mapping[str, str]:
    """All given names, including those that are also words or places (Georgia, Will) and need a further sign."""
    return {name: gender for name, gender, *_ in _rows()}


@cache
def _other_forms() -> Mapping[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for name, _, _, longer in _rows():
        for other in longer:
            forms.setdefault(name, set()).add(other)
            forms.setdefault(other, set()).add(name)
    return {name: frozenset(others) for name, others in forms.items()}


def other_forms_of(given: str) -> frozenset[str]:
    """Other forms of a given name: its short forms, and the names that it is short for.

    >>> sorted(other_forms_of("Barbara"))
    ['Barb']
    """
    return _other_forms().get(given, frozenset())


def is_given_name(word: str) -> bool:
    """Whether a word, or its first half (Jean-Marie), is a given name that is enough to show a person."""
    given = given_names()
    return word in given or ("-" in word and word.split("-", 1)[0] in given)


def gender_of_name(full: str) -> str:
    """The gender of a full name by its first word, or the first half of that (Jean-Marie); x if unknown.

    >>> gender_of_name("Maria Lopez"), gender_of_name("Zoltar Quimby")
    ('f', 'x')
    """
    first = full.split(" ", 1)[0]
    genders = all_given_names()
    return genders.get(first) or genders.get(first.split("-")[0], EITHER)


@cache
def no_persons() -> frozenset[str]:
    """Phrases that look like a person's name but are not: Sandy Hook, Harley Davidson, Miss Universe."""
    rows = read_rows("actor_exclusions.csv", "phrase", "reason")
    return frozenset(plain(row["phrase"]) for row in rows if row["reason"] != PERSON)


@cache
def not_surnames() -> frozenset[str]:
    """Capitalised words that no person's name ends in: days, and last words of institutions, media and places."""
    kinds = kinds_of_words()
    nouns = {
        word.capitalize()
        for kind in ("no_person", "institution", "document", "post")
        for word in kinds[kind]
        if " " not in word
    }
    media = {word.capitalize() for word in kinds["medium"]} - set(given_names())
    return context_words("not_surname", "day") | (
        frozenset(nouns | media) - context_words("word_surname", "place_surname")
    )
