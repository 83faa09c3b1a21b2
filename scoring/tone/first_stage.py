"""The first stage of the trained reading: mentions that are plainly neutral are told by the words around them.

Most mentions stand among words that leave no doubt of what the network would answer. A linear model over single words
and pairs of words, which learned from the network's own answers, tells them in a hundredth of the network's time, and
its probabilities are their answer. Whatever it is less sure of is left to the network. How many mentions it passes, and
what that costs, stands in docs/tone.md.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.tone.items import Item

FIRST_STAGE = "first_stage.npz"
SIZE = 1 << 17
"""Rows of the table; words that fall into one row share its weights."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d|[“”\"?!]")
_REACH = 40  # words before and after the mention that are read
_NEAR = 6  # words on each side that count once more, with their side
_HERE = "_"  # stands for the mention, so that the words beside it make pairs with it

Weights = NDArray[np.float32]


def rows_of(item: Item) -> list[int]:
    """The rows of the table that a mention asks for: its words, those beside it, and pairs; the name is not read.

    >>> len(rows_of(Item("The mayor of Tarn left.", 13, 17))), len(rows_of(Item("Tarn", 0, 4)))
    (12, 0)
    """
    sentence, start, end, _ = item
    left = _WORD.findall(sentence[:start].lower())[-_REACH:]
    right = _WORD.findall(sentence[end:].lower())[:_REACH]
    return sorted({zlib.crc32(feature.encode()) % SIZE for feature in _features(left, right)})


def _features(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    yield from left
    yield from right
    for word in left[-_NEAR:]:
        yield f"<{word}"
    for word in right[:_NEAR]:
        yield f">{word}"
    words = [*left, _HERE, *right]
    for first, second in pairwise(words):
        yield f"{first} {second}"


@dataclass(frozen=True, slots=True)
class FirstStage:
    """A linear model of P(negative), P(neutral), P(positive), and below which P(negative) + P(positive) it decides.

    `table`: shape (SIZE, 2), the weights toward negative and positive; `bias`: the same for every mention.
    """

    table: Weights
    bias: Weights
    pass_below: float

    def read(self, items: Sequence[Item]) -> NDArray[np.float64]:
        """The three probabilities of each mention: shape (n, 3). A row depends only on its own item."""
        scores = np.empty((len(items), 2))
        for number, item in enumerate(items):
            scores[number] = self.table[rows_of(item)].sum(axis=0, dtype=np.float64) + self.bias
        return shares_of(scores)

    def is_plain(self, rows: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of the mentions with these probabilities are plainly neutral."""
        return np.asarray(1.0 - rows[:, 1] < self.pass_below)


def shares_of(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities (n, 3) from scores (n, 2) toward negative and positive; neutral scores 0.

    >>> shares_of(np.array([[0.0, 0.0]])).round(3).tolist()
    [[0.333, 0.333, 0.333]]
    """
    logits = np.insert(scores, 1, 0.0, axis=1)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def load_first_stage(path: Path, pass_below: float) -> FirstStage:
    """The first stage whose weights lie in the file `path` as integers with their scale."""
    with np.load(path) as stored:
        table = stored["table"].astype(np.float32) * stored["scale"].astype(np.float32)
        return FirstStage(table, stored["bias"].astype(np.float32), pass_below)


def save_first_stage(path: Path, table: Weights, bias: Weights) -> None:
    """Write the weights as int8, with a scale for each class."""
    scale = np.maximum(np.abs(table).max(axis=0), np.finfo(np.float32).tiny) / np.iinfo(np.int8).max
    np.savez_compressed(
        path, table=np.round(table / scale).astype(np.int8), scale=scale.astype(np.float32), bias=bias
    )
