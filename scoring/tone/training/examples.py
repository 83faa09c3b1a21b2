"""Labelled sentences as examples, a split that no article crosses, and sentences that nobody labelled."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.tone.items import MOST_BEFORE, Item, nearest
from scoring.tone.trained import CLASSES

Weights = NDArray[np.float64]
"""Shares of the three classes, summing to 1."""

Span = tuple[int, int]
HELD_OUT_FOLDS = 10
"""One article in this many is held out, for model selection, the temperature and the neutral band."""

NEWSMTSC, PAGES = "newsmtsc", "pages"
"""Whose answers an example follows: those of NewsMTSC's annotators, or of readers of ordinary pages."""
_NEUTRAL = 1
_POLARITIES = {2.0: 0, 4.0: 1, 6.0: 2}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, its target, its other mentions, the shares of the labels given, the article, and the text before."""

    sentence: str
    target: Span
    further: tuple[Span, ...]
    label: Weights
    article: str
    standard: str = NEWSMTSC
    outlet: str = ""
    before: str = ""

    @property
    def item(self) -> Item:
        """The target as the reader takes it."""
        return Item(self.sentence, *self.target, self.before)


def read_examples(path: Path, standard: str = NEWSMTSC, unsure: float = 0.0) -> list[Example]:
    """The targets of a file in NewsMTSC's form; a target labelled twice gets the mean of its labels.

    `standard`: whose answers they are. `unsure`: the share of a tone that goes to neutral where its reader was not
    sure of it (`certainty` 1), and of a neutral answer to the two tones.
    """
    examples: list[Example] = []
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        sentence = row["sentence_normalized"]
        by_span: dict[Span, list[dict[str, object]]] = {}
        for target in row["targets"]:
            by_span.setdefault((target["from"], target["to"]), []).append(target)
        gid = row["primary_gid"]
        article = "_".join(gid.split("_")[:3]) if standard == NEWSMTSC else gid
        for span, targets in by_span.items():
            label = np.zeros(len(CLASSES))
            for target in targets:
                label += _shares(target, unsure) / len(targets)
            further = _further(sentence, span, targets)
            outlet, before = row.get("outlet") or "", _before(row)
            examples.append(Example(sentence, span, further, label, article, standard, outlet, before))
    return examples


def _shares(target: dict[str, object], unsure: float) -> Weights:
    """The class shares of one answer."""
    tone = _POLARITIES[float(str(target["polarity"]))]
    shares = np.zeros(len(CLASSES))
    shares[tone] = 1.0
    if target.get("certainty") == 1:
        shares[tone] -= unsure
        if tone == _NEUTRAL:
            shares[[0, 2]] += unsure / 2
        else:
            shares[_NEUTRAL] += unsure
    return shares


def _before(row: dict[str, object]) -> str:
    """The text before the sentence, as much as a model is given."""
    return nearest(str(row.get("before") or ""), MOST_BEFORE)


def read_unlabelled(path: Path) -> list[Item]:
    """The mentions of a file of sentences that nobody labelled, each once, in their order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    return list(
        dict.fromkeys(
            Item(row["sentence_normalized"], place["from"], place["to"], _before(row))
            for row in rows
            for place in row["mentions"]
        )
    )


def read_answered(path: Path) -> dict[Item, Weights]:
    """The mentions of a file that a larger model has answered, each once, with its probabilities."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf8").splitlines())
    return {
        Item(row["sentence_normalized"], place["from"], place["to"], _before(row)): np.array(row["answer"])
        for row in rows
        for place in row["mentions"]
    }


def held_out(example: Example) -> bool:
    """Whether the example's article belongs to the held-out part; an article is never split."""
    digest = hashlib.sha256(example.article.encode()).hexdigest()[:8]
    return int(digest, 16) % HELD_OUT_FOLDS == 0


def _further(sentence: str, target: Span, rows: Sequence[dict[str, object]]) -> tuple[Span, ...]:
    spans = [
        (mention["from"], mention["to"])
        for row in rows
        for mention in row.get("further_mentions", [])  # type: ignore[attr-defined]
    ]
    return tuple(
        (start, end)
        for start, end in dict.fromkeys(spans)
        if 0 <= start < end <= len(sentence) and (start, end) != target
    )
