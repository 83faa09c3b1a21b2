"""The trained reading: a small encoder that says negative, neutral or positive toward one marked mention.

The model file holds int8 weights and is run by onnxruntime, the text is cut by tokenizers; both are imported
only here, when a reader is made: a machine that reads no tone needs neither (`masthead[tone]`). Nothing is
downloaded, and torch is needed only for making the model (`scoring/tone/training`).

A mention that is plainly neutral by the words around it is not run through the model at all (first_stage.py).

Each other mention is run by itself. The model fits its int8 scale to the numbers of the run, so in a batch a mention's
result would depend on its neighbours; alone it cannot, and no padding is computed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.messages.extras import TONE, require
from scoring.schema.lists import data_folder
from scoring.tone.first_stage import FIRST_STAGE, load_first_stage
from scoring.tone.items import Item, nearest

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
CARD = "model.json"
CLASSES = ("negative", "neutral", "positive")

Probabilities = NDArray[np.float64]
NO_CALIBRATION: dict[str, Any] = {"temperature": 1.0, "offsets": [0.0, 0.0, 0.0]}
_WINDOW = 420
"""Characters read around a mention; 99 of 100 training sentences are shorter."""
_MOST_PIECES = 160
_MOST_TARGET_PIECES = 32
_DECIMALS = 4  # digits beyond these are noise of the int8 arithmetic


def check_installed() -> None:
    """Raise ValueError, with the remedy, if the packages that run the model are not installed."""
    require(
        TONE,
        "onnxruntime",
        "tokenizers",
        otherwise="; or leave the trained reading out: --trained-mentions 0",
    )


class Marks(NamedTuple):
    """The word pieces around a text and around the mention in it: pieces that the pretraining did not use."""

    first: str = "[CLS]"
    opening: str = "[unused1]"
    closing: str = "[unused2]"
    last: str = "[SEP]"


READER_MARKS = Marks()
NEWSMTSC_MARKS = Marks(opening="[unused4]")
"""Marks for an answer by the standard of NewsMTSC's annotators, who call more sentences polar than readers of
ordinary pages do; the model was trained on both and tells them apart by this mark. Only evaluation uses it."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Word-piece numbers of a marked sentence, with 1.0 for each piece of the mention or its marks, else 0.0."""

    pieces: list[int]
    target: list[float]


class Encoder:
    """Turns a sentence with a mention into the word pieces that the model reads."""

    def __init__(self, path: Path, marks: Marks = READER_MARKS) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._vocabulary: dict[str, int] = self._tokenizer.get_vocab()
        self._first, self._open, self._close, self._last = (self._vocabulary[mark] for mark in marks)

    def encode(self, item: Item) -> Encoded:
        """The pieces of the sentence with its mention marked and of the text before it, at most 160.

        The mention is kept whole; of the rest, what is nearest to it. Raises ValueError if the mention is empty or lies
        outside the sentence.
        """
        check_span(item)
        sentence, start, end, before = window(item)
        target = self._pieces(sentence[start:end])[:_MOST_TARGET_PIECES]
        left, right = self._pieces(sentence[:start]), self._pieces(sentence[end:])
        if before:
            left = self._pieces(before) + left
        room = _MOST_PIECES - len(target) - 4  # two marks, first, last
        kept_left = min(len(left), max(room // 2, room - len(right)))
        left, right = left[len(left) - kept_left :], right[: room - kept_left]
        return Encoded(
            [self._first, *left, self._open, *target, self._close, *right, self._last],
            [0.0] * (1 + len(left)) + [1.0] * (len(target) + 2) + [0.0] * (len(right) + 1),
        )

    def number_of(self, piece: str) -> int:
        """The number of a piece in the vocabulary. Raises KeyError if it has none."""
        return self._vocabulary[piece]

    def _pieces(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


def check_span(item: Item) -> None:
    """Raise ValueError if the mention is empty or lies outside the sentence."""
    if not 0 <= item.start < item.end <= len(item.sentence):
        raise ValueError(
            f"The mention [{item.start}, {item.end}) is empty or outside its sentence "
            f"({len(item.sentence)} characters)."
        )


def window(item: Item) -> Item:
    """The part of an overlong sentence around its mention, cut between words, with the mention's new place.

    What leads up to the sentence is dropped where the sentence's own beginning is.

    >>> window(Item("short enough", 0, 5))
    Item(sentence='short enough', start=0, end=5, before='')
    """
    sentence, start, end, before = item
    if len(sentence) <= _WINDOW:
        return item
    half = max(0, (_WINDOW - (end - start)) // 2)
    first, last = max(0, start - half), min(len(sentence), end + half)
    if first > 0:
        space = sentence.find(" ", first, start)
        first = start if space < 0 else space + 1
    if last < len(sentence):
        space = sentence.rfind(" ", end, last)
        last = end if space < 0 else space
    return Item(sentence[first:last], start - first, end - first, "" if first else before)


class TrainedReader:
    """Reads mentions with the shipped model, in one thread so that worker processes do not compete for cores."""

    def __init__(
        self, path: Path | None = None, marks: Marks = READER_MARKS, *, first_stage: bool = True
    ) -> None:
        """Load the model in the folder `path`, by default the shipped one (half a second).

        `marks`: whose standard the answers follow. Only answers by the usual one are calibrated on ordinary pages, and
        only they have a first stage; `first_stage` False reads every mention with the network.

        Raises FileNotFoundError if a file of the model is missing, ValueError if a package is; each gives the remedy.
        """
        check_installed()
        folder = data_folder() / "tone" if path is None else path
        staged = first_stage and marks == READER_MARKS
        for name in (MODEL, TOKENIZER, CARD, *([FIRST_STAGE] if staged else [])):
            if not (folder / name).is_file():
                raise FileNotFoundError(
                    f"The tone model lacks {folder / name}. It travels with Masthead: install it again, or "
                    "make it anew as docs/tone.md says. The lexicon reading works without it."
                )
        card = json.loads((folder / CARD).read_text(encoding="utf8"))
        # A tone nearer to 0 than this is neutral.
        self.neutral_band = float(card["neutral_band"]) if marks == READER_MARKS else 0.0
        usual = card["calibration"] if marks == READER_MARKS else NO_CALIBRATION
        self._temperature, self._offsets = float(usual["temperature"]), np.array(usual["offsets"])
        self._before = int(card["before"])
        self._first_stage = (
            load_first_stage(folder / FIRST_STAGE, float(card["first_stage"])) if staged else None
        )
        self._encoder = Encoder(folder / TOKENIZER, marks)
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors only
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL), options, providers=["CPUExecutionProvider"]
        )

    def read(self, items: Sequence[Item]) -> Probabilities:
        """Calibrated P(negative), P(neutral), P(positive) toward each mention: shape (n, 3), 4 decimals.

        Of the text before a sentence the model is given as much as its card says. Equal items are read once. A row
        depends only on its own item.
        """
        known: dict[Item, Probabilities] = {}
        given = [item._replace(before=nearest(item.before, self._before)) for item in items]
        asked = list(dict.fromkeys(given))
        for item in asked:
            check_span(item)
        if self._first_stage is not None:
            rows = self._first_stage.read(asked)
            plain = self._first_stage.is_plain(rows).tolist()
            known = {
                item: np.round(row, _DECIMALS)
                for item, row, one in zip(asked, rows, plain, strict=True)
                if one
            }
        for item in asked:
            if item not in known:
                known[item] = self._read_one(item)
        return np.array([known[item] for item in given], dtype=np.float64).reshape(-1, len(CLASSES))

    def _read_one(self, item: Item) -> Probabilities:
        encoded = self._encoder.encode(item)
        feed = {
            "ids": np.array([encoded.pieces], dtype=np.int64),
            "target": np.array([encoded.target], dtype=np.float32),
        }
        (rows,) = self._session.run(None, feed)
        row = calibrated(rows[0].astype(np.float64), self._temperature, self._offsets)
        return np.asarray(np.round(row, _DECIMALS), dtype=np.float64)


def calibrated(row: Probabilities, temperature: float, offsets: NDArray[np.float64]) -> Probabilities:
    """Probabilities (..., 3) with their logarithms divided by `temperature` and shifted by `offsets`.

    Vector scaling with one slope (Guo et al. 2017, On calibration of modern neural networks, ICML).
    """
    logits = np.log(np.maximum(row, np.finfo(np.float32).tiny)) / temperature + offsets
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True), dtype=np.float64)


def tone_of(probabilities: Probabilities) -> NDArray[np.float64]:
    """The tone of each row in [-1, 1]: P(positive) - P(negative)."""
    return np.asarray(np.round(probabilities[:, 2] - probabilities[:, 0], _DECIMALS), dtype=np.float64)


def classes_of(probabilities: Probabilities, neutral_band: float = 0.0) -> NDArray[np.int64]:
    """-1, 0 or 1 for each row: the sign of its tone, 0 where that is nearer to 0 than `neutral_band`.

    Without a band: the most probable class; in a tie, the more negative one.
    """
    if not neutral_band:
        return np.asarray(probabilities.argmax(axis=1) - 1, dtype=np.int64)
    tones = tone_of(probabilities)
    return np.asarray(np.sign(tones) * (np.abs(tones) >= neutral_band), dtype=np.int64)


@cache
def shipped_reader() -> TrainedReader:
    """The reader of the shipped model, loaded once in each process."""
    return TrainedReader()
