"""The gazetteer: all forms of all actors in one automaton, read from data/actors.csv and its companions."""

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
    """All actors and forms, immutable.

    `forms[i]` are the readings of the i-th pattern, empty for an exclusion; `readings` the same by the
    pattern's text; `called` the surnames of each person by actor_id.
    """

    actors: Mapping[str, Actor]
    forms: tuple[tuple[ActorForm, ...], ...]
    readings: Mapping[str, tuple[ActorForm, ...]]
    called: Mapping[str, tuple[str, ...]]
    automaton: AhoCorasick

    def matches(self, flat: str) -> list[tuple[int, int, int]]:
        """(pattern, start, end) of the longest forms from the left, in `flat` text: line breaks as spaces."""
        found: list[tuple[int, int, int]] = self.automaton.find_matches_as_indexes(flat)
        return found


def load(path: Path | None = None) -> Gazetteer:
    """The gazetteer of data/actors.csv, or of the user's own file of that form instead.

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
    """The actor that a user means by a form, in small letters: an id, a name, an alias, a surname.

    Where several share a form (Trump), the one that comes first in the list is meant.
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
    """The rows of the list, each with every column; those that a user's file leaves out are empty."""
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
