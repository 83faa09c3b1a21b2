"""Mentions of actors grouped by actor and voice, for either reading of tone."""

from collections.abc import Iterable, Iterator
from math import fsum
from operator import attrgetter
from typing import NamedTuple, Protocol

LEXICON, TRAINED = "lexicon", "trained"
TONES = (LEXICON, TRAINED)


class ReadMention(Protocol):
    """A mention with its tone by each reading, None if it was not read."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """One past the last character."""
        ...

    @property
    def actor_id(self) -> str:
        """The actor it names."""
        ...

    @property
    def voice(self) -> str:
        """Who speaks."""
        ...


class ToneTally(NamedTuple):
    """An actor in one voice: the mentions that were read, in order, with their valences."""

    actor: str
    voice: str
    mentions: tuple[tuple[ReadMention, float], ...]

    @property
    def total(self) -> float:
        """The sum of the valences."""
        return fsum(valence for _, valence in self.mentions)


def tally_tone(mentions: Iterable[ReadMention], tone: str) -> Iterator[ToneTally]:
    """One tally per actor and voice, sorted by both; `tone` is one of TONES."""
    valence_of = attrgetter(tone)
    found: dict[tuple[str, str], list[tuple[ReadMention, float]]] = {}
    for mention in mentions:
        valence = valence_of(mention)
        if valence is not None:
            found.setdefault((mention.actor_id, mention.voice), []).append((mention, valence))
    for (actor, voice), read in sorted(found.items(), key=lambda item: item[0]):
        yield ToneTally(actor, voice, tuple(read))
