"""What the readers of database exports return: pieces, one for each article."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.corpus.contract import Told

MIN_WORDS = 10
"""A piece with fewer is not an article, as everywhere."""


@dataclass(frozen=True, slots=True)
class Piece(Told):
    """One article of a collection: its `text` without heading and indexing lines, and the fields read from them.

    `missing` says why there is no article although the file has an entry for one.
    """

    text: str
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """The pieces of a file in their order, its `form`, how many pieces it says it holds (None if it does not
    say), and how many words stand outside the pieces and do not belong to the form."""

    form: str
    pieces: tuple[Piece, ...]
    announced: int | None = None
    unplaced_words: int = 0


def are_articles(pieces: Sequence[Piece]) -> bool:
    """Whether at least half of the pieces have as many words as an article needs."""
    return sum(len(piece.text.split()) >= MIN_WORDS for piece in pieces) * 2 >= len(pieces)
