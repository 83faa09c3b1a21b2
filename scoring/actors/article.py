"""All mentions of actors in one article: the listed ones, its own persons, and what pronouns add."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.actors.gazetteer import Gazetteer
from scoring.actors.mentions import find_mentions
from scoring.actors.persons import find_persons
from scoring.actors.pronouns import find_pronouns
from scoring.actors.records import Mention


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
    mentions, shared = find_persons(text, find_mentions(text, gazetteer), gazetteer)
    if follow_pronouns:
        mentions = [*mentions, *find_pronouns(text, mentions, gazetteer, sentences)]
        mentions.sort(key=lambda mention: (mention.start, mention.end))
    return Actors(tuple(mentions), shared)
