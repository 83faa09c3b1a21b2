"""The gazetteer: all forms of all listed actors in one automaton, built from data/actors.csv and its companions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick, MatchKind

from scoring.actors.forms import forms_of, plain_form
from scoring.actors.records import ACTOR_KINDS, SURNAME, Actor, ActorForm
from scoring.schema.lists import brief, read_list, read_rows

REQUIRED = ("actor_id", "name", "kind")
OPTIONAL = (
    "country",
    "role",
    "group",
    "gender",
    "aliases",
    "surnames",
    "adjectives",
    "people",
    "metonyms",
    "capitals",
)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All listed actors and their forms; immutable.

    `forms[i]`: the actors that the i-th pattern can mean, empty for an exclusion; `readings`: the same by the
    pattern's text; `called`: actor_id of a person -> surnames.
    """

    actors: Mapping[str, Actor]
    forms: tuple[tuple[ActorForm, ...], ...]
    readings: Mapping[str, tuple[ActorForm, ...]]
    called: Mapping[str, tuple[str, ...]]
    automaton: AhoCorasick

    def matches(self, flat: str) -> list[tuple[int, int, int]]:
        """The leftmost-longest matches as (pattern, start, end); in `flat` text line breaks are spaces."""
        found: list[tuple[int, int, int]] = self.automaton.find_matches_as_indexes(flat)
        return found


def load(path: Path | None = None) -> Gazetteer:
    """The gazetteer of data/actors.csv, or of a user's file with the same columns.

    Raises FileNotFoundError or ValueError with one sentence that names the file, the row and the remedy.
    """
    return _load(path)


@cache
def _load(path: Path | None) -> Gazetteer:
    source: Path | str = path if path is not None else "actors.csv"
    actors: dict[str, Actor] = {}
    rows: list[dict[str, str]] = []
    for number, row in enumerate(_actor_rows(source), start=1):
        actor = _actor(row, number, source)
        if actor.actor_id in actors:
            raise ValueError(
                f"The list {source} names the actor {brief(actor.actor_id)} twice; join its rows."
            )
        actors[actor.actor_id] = actor
        rows.append(row)
    if not actors:
        raise ValueError(f"The list {source} holds no actor; write one row for each.")
    readings: dict[str, tuple[ActorForm, ...]] = dict.fromkeys(_exclusions(), ())
    called: dict[str, tuple[str, ...]] = {}
    for form in forms_of(actors, rows):
        if form.manner == SURNAME:
            called[form.actor.actor_id] = (*called.get(form.actor.actor_id, ()), form.text)
        others = readings.get(form.text, ())
        if all(other.actor is not form.actor for other in others):
            readings[form.text] = (*others, form)
    return Gazetteer(
        actors=MappingProxyType(actors),
        forms=tuple(readings.values()),
        readings=MappingProxyType(readings),
        called=MappingProxyType(called),
        automaton=AhoCorasick(list(readings), matchkind=MatchKind.LeftmostLongest),
    )


def actors_by_form(gazetteer: Gazetteer) -> dict[str, str]:
    """Form in lower case (an id, name, alias or surname) -> actor_id of the actor whom a user means by it.

    If several actors share a form (Trump), the first in the list is meant.
    """
    found = {
        name.lower(): i for i, actor in reversed(list(gazetteer.actors.items())) for name in (i, actor.name)
    }
    order = {actor_id: number for number, actor_id in enumerate(gazetteer.actors)}
    shared = {
        text: [form.actor.actor_id for form in forms] for text, forms in gazetteer.readings.items() if forms
    }
    for actor_id, surnames in gazetteer.called.items():
        for surname in surnames:
            shared.setdefault(surname, []).append(actor_id)
    for text, actors in shared.items():
        found.setdefault(text.lower(), min(actors, key=order.__getitem__))
    return found


def _actor_rows(source: Path | str) -> Iterable[dict[str, str]]:
    """The rows of the list with every column; columns that a user's file lacks are empty."""
    present = read_list(source).columns
    optional = [column for column in OPTIONAL if column in present]
    blank = dict.fromkeys(OPTIONAL, "")
    for row in read_rows(source, *REQUIRED, *optional):
        yield {**blank, **row}


def _actor(row: dict[str, str], number: int, source: Path | str) -> Actor:
    """The actor of a row, checked."""
    if not row["actor_id"] or not row["name"]:
        raise ValueError(f"Row {number} of the list {source} lacks an actor_id or a name; fill in both.")
    if row["kind"] not in ACTOR_KINDS:
        raise ValueError(
            f"Row {number} of the list {source} has the kind '{brief(row['kind'])}'; "
            f"write one of {', '.join(ACTOR_KINDS)}."
        )
    return Actor(
        row["actor_id"], row["name"], row["kind"], row["country"], row["role"], row["group"], row["gender"]
    )


def _exclusions() -> list[str]:
    return [plain_form(row["phrase"]) for row in read_rows("actor_exclusions.csv", "phrase")]
