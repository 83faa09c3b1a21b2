"""The forms that are searched for, made from the rows of the list of actors: accents, capitals, surnames, rules."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from scoring.actors.records import ALIAS, METONYM, NAME, PERSON, STATE, SURNAME, Actor, ActorForm, Rule
from scoring.schema.lists import read_rows
from scoring.text.normalise import plain

ADJECTIVE, PEOPLE, CAPITAL = "adjective", "people", "capital"
BETWEEN_FORMS = "|"
NO_SURNAME = "-"
RARE_SURNAME = 5  # letters: a shorter surname by itself is too often another word or person
LONGEST_ABBREVIATION = 6  # characters: 'U.S.A.'
# Ordinary words when a whole line is in capitals.
CAPITAL_WORDS = frozenset(("US", "WHO", "ICE", "SEC", "AU", "PIS", "LET", "FED"))
COLUMNS = (
    ("aliases", ALIAS),
    ("adjectives", ADJECTIVE),
    ("people", PEOPLE),
    ("metonyms", METONYM),
    ("capitals", CAPITAL),
)
# Letters that Unicode does not decompose into letter and accent.
_UNDIVIDED = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"})


def plain_form(form: str) -> str:
    """A form as it appears in flattened text: straight apostrophes, single spaces."""
    return " ".join(plain(form).split())


def without_accents(form: str) -> str:
    """The form without accents, as wire services write it.

    >>> without_accents("Recep Tayyip Erdoğan")
    'Recep Tayyip Erdogan'
    """
    if form.isascii():
        return form
    parts = unicodedata.normalize("NFKD", form.translate(_UNDIVIDED))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@cache
def common_surnames() -> frozenset[str]:
    """Surnames that many people bear, so that by themselves they identify nobody."""
    return frozenset(row["surname"] for row in read_rows("actor_common_surnames.csv", "surname"))


@cache
def _rules() -> Mapping[tuple[str, str], tuple[Rule, ...]]:
    rules: dict[tuple[str, str], tuple[Rule, ...]] = {}
    for row in read_rows("actor_alias_rules.csv", "form", "actor_id", "rule", "words"):
        key = (plain_form(row["form"]), row["actor_id"])
        words = frozenset(word for word in row["words"].split(BETWEEN_FORMS) if word)
        rules[key] = (*rules.get(key, ()), Rule(row["rule"], words))
    return rules


def forms_of(actors: Mapping[str, Actor], rows: list[dict[str, str]]) -> Iterator[ActorForm]:
    """Every form of every actor in `rows`: full names first, with and without accents, and in capitals."""
    bearers: dict[str, set[str]] = {}
    for row in rows:
        for surname in _surnames(row):
            bearers.setdefault(surname, set()).add(row["actor_id"])
    for row in rows:
        actor = actors[row["actor_id"]]
        yield from _with_capitals(_form(plain_form(actor.name), actor, NAME))
        for spelled in _spellings([actor.name]):
            yield from _with_capitals(_form(spelled, actor, NAME))
        for column, manner in COLUMNS:
            for spelled in _spellings(row[column].split(BETWEEN_FORMS)):
                yield from _with_capitals(_form(spelled, actor, manner))
        for surname in _surnames(row):
            at_once = (
                len(bearers[surname]) == 1
                and len(surname) >= RARE_SURNAME
                and surname not in common_surnames()
            )
            yield from _with_capitals(_form(surname, actor, SURNAME, at_once=at_once))


def _spellings(forms: list[str]) -> list[str]:
    """The forms with and without accents, without duplicates."""
    found = [plain_form(form) for form in forms if form.strip()]
    return list(dict.fromkeys(found + [without_accents(form) for form in found]))


def _surnames(row: dict[str, str]) -> list[str]:
    if row["kind"] != PERSON or row["surnames"] == NO_SURNAME:
        return []
    return _spellings(row["surnames"].split(BETWEEN_FORMS) if row["surnames"] else [row["name"].split()[-1]])


def _form(text: str, actor: Actor, manner: str, *, at_once: bool = False) -> ActorForm:
    rules = _rules().get((text, actor.actor_id), ())
    names = {rule.rule for rule in rules}
    needs_home = "home" in names
    state_name = actor.kind == STATE and manner in (NAME, ALIAS)
    looks_around = needs_home or (
        " " not in text and (manner == SURNAME or (actor.kind == STATE and manner != METONYM))
    )
    free = not rules and not state_name and not looks_around and text not in CAPITAL_WORDS
    return ActorForm(
        text=text,
        actor=actor,
        manner=manner,
        rules=tuple(rule for rule in rules if rule.rule not in ("at_once", "home")),
        at_once="at_once" in names or (at_once and "full_name" not in names),
        is_noun_or_modifier=state_name and text.isupper() and len(text) <= LONGEST_ABBREVIATION,
        looks_around=looks_around,
        needs_home=needs_home,
        is_word=text in CAPITAL_WORDS,
        settled=manner if free and manner in (NAME, ALIAS, METONYM) else "",
    )


def _with_capitals(form: ActorForm) -> Iterator[ActorForm]:
    """The form and, for headlines, the form in capitals unless that may be another word."""
    yield form
    raised = form.text.upper()
    if raised == form.text:
        return
    certain = form.at_once or (form.actor.kind == STATE and not form.rules and form.manner == NAME)
    if " " in form.text or certain:
        yield replace(form, text=raised, is_noun_or_modifier=False, looks_around=False)
