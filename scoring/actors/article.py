"""All mentions of actors in one article: the listed ones, its own persons, and what pronouns add."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from scoring.actors.gazetteer import Gazetteer
from scoring.actors.mentions import find_mentions
from scoring.actors.persons import read_persons
from scoring.actors.pronouns import find_pronouns
from scoring.actors.records import Mention
from scoring.text.normalise import plain


@dataclass(frozen=True, slots=True)
class Actors:
    """The mentions of one article by their place; how many surnames shared by two persons were left out."""

    mentions: tuple[Mention, ...]
    shared_surnames: int


def find_actors(
    text: str,
    gazetteer: Gazetteer,
    sentences: Sequence[tuple[int, int]],
    *,
    follow_pronouns: bool = True,
) -> Actors:
    """The actors of a text; `sentences` are its spans by their place, as from scoring.text.sentences."""
    text = plain(text)
    persons = read_persons(text, find_mentions(text, gazetteer), gazetteer)
    mentions = persons.mentions
    if follow_pronouns:
        found = find_pronouns(text, mentions, gazetteer, sentences, persons.left_out)
        mentions = sorted((*mentions, *found), key=attrgetter("start", "end"))
    return Actors(tuple(mentions), len(persons.left_out))
