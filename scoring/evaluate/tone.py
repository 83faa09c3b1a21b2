"""Tone toward a marked person or group, against sentences labelled by hand.

The set is NewsMTSC (Hamborg and Donnay: NewsMTSC, a dataset for (multi-)target-dependent sentiment
classification in political news articles, EACL 2021), or any file of its form: JSON lines with
`sentence_normalized` and `targets`, each with `from`, `to` (characters) and `polarity`: 2 negative, 4
neutral, 6 positive. Every target is one case.

Both readings are compared with the labels, as is the class most common in the file. `trained` answers by the standard
of NewsMTSC's annotators, `as_read` by that of ordinary pages, as everywhere else in Masthead. The **calibration
error** of `trained` is the mean gap between the probability it gives its answer and the share of right answers, over
ten equal bins of that probability, weighted by the number of cases.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.evaluate.resampling import Ints, with_limits
from scoring.tone.clauses import clause_around
from scoring.tone.items import Item
from scoring.tone.lexicon import class_of, read_clauses
from scoring.tone.trained import CLASSES, NEWSMTSC_MARKS, TrainedReader, classes_of, shipped_reader

READINGS = ("lexicon", "trained", "as_read", "majority")
_POLARITIES = {2.0: 0, 4.0: 1, 6.0: 2}
_BINS = 10

Classes = NDArray[np.int64]
"""A class per case: 0 negative, 1 neutral, 2 positive."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, its marked target, the other targets in it, and the class given by people (0, 1 or 2)."""

    item: Item
    others: tuple[tuple[int, int], ...]
    label: int


def evaluate(path: Path, reader: TrainedReader | None = None) -> dict[str, float]:
    """The figures of both readings on `path`, flat: `lexicon.macro_f1`, `trained.ece`, ...

    `trained.confusion.negative.positive` counts the targets labelled negative and read as positive.
    `reader` is the trained reader to use, by default the shipped one with NewsMTSC's marks. Raises ValueError, in one
    sentence, if a line is not in the set's format or the file holds no target.
    """
    cases = list(read_cases(path))
    if not cases:
        raise ValueError(f"{path} holds no target to evaluate.")
    labels = np.array([case.label for case in cases], dtype=np.int64)
    items = [case.item for case in cases]
    probabilities = (reader or TrainedReader(marks=NEWSMTSC_MARKS)).read(items)
    usual = shipped_reader()
    answers = {
        "lexicon": lexicon_classes(cases),
        "trained": classes_of(probabilities) + 1,
        "as_read": classes_of(usual.read(items), usual.neutral_band) + 1,
        "majority": np.full_like(labels, np.bincount(labels).argmax()),
    }
    figures = {"targets": float(len(cases)), "sentences": float(len({case.item.sentence for case in cases}))}
    sentences = np.unique([case.item.sentence for case in cases], return_inverse=True)[1]
    for reading, answer in answers.items():
        figures.update({f"{reading}.{name}": value for name, value in figures_of(labels, answer).items()})
        figures.update(_macro_f1_limits(f"{reading}.macro_f1", labels, answer, sentences))
    figures["trained.ece"] = calibration_error(labels, probabilities)
    return figures


def read_cases(path: Path) -> Iterator[Case]:
    """The targets of a file in NewsMTSC's format, one case for each."""
    with path.open(encoding="utf8") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
                sentence = str(row["sentence_normalized"])
                targets = [(int(target["from"]), int(target["to"])) for target in row["targets"]]
                labels = [_POLARITIES[float(target["polarity"])] for target in row["targets"]]
            except (ValueError, KeyError, TypeError):
                raise ValueError(
                    f"Line {number} of {path} is not of NewsMTSC's form: it needs sentence_normalized "
                    "and targets, each with from, to and a polarity of 2, 4 or 6."
                ) from None
            for (start, end), label in zip(targets, labels, strict=True):
                if not 0 <= start < end <= len(sentence):
                    raise ValueError(
                        f"Line {number} of {path} has a target outside its sentence: {start} to {end}."
                    )
                others = tuple(span for span in targets if span != (start, end))
                yield Case(Item(sentence, start, end), others, label)


def lexicon_classes(cases: Sequence[Case]) -> Classes:
    """The class that the lexicon reading gives each case."""
    tones = read_clauses(
        [clause_around(case.item.sentence, case.item.start, case.item.end, case.others) for case in cases]
    )
    return np.array([class_of(tone) + 1 for tone in tones], dtype=np.int64)


def figures_of(labels: Classes, answers: Classes) -> dict[str, float]:
    """Macro-F1, accuracy, F1 by class and the confusion matrix (label, then answer) of a reading's answers.

    A class that is neither labelled nor answered has an F1 of 0, as is usual in the field.

    >>> figures_of(np.array([0, 1, 2]), np.array([0, 1, 1]))["accuracy"]
    0.6666666666666666
    """
    confusion = np.zeros((len(CLASSES), len(CLASSES)), dtype=np.int64)
    np.add.at(confusion, (labels, answers), 1)
    f1 = _f1_of(confusion)
    figures = {"macro_f1": float(f1.mean()), "accuracy": float(np.trace(confusion) / len(labels))}
    figures.update({f"f1_{name}": float(value) for name, value in zip(CLASSES, f1, strict=True)})
    for row, label in enumerate(CLASSES):
        for column, answer in enumerate(CLASSES):
            figures[f"confusion.{label}.{answer}"] = int(confusion[row, column])
    return figures


def _macro_f1_limits(
    name: str, labels: Classes, answers: Classes, sentences: NDArray[np.int64]
) -> dict[str, float]:
    """The interval of macro-F1; whole sentences are drawn again, because their targets share the words.

    sentences: the number of each case's sentence, from 0.
    """
    size = len(CLASSES) ** 2
    tables = np.zeros((int(sentences.max()) + 1, size), dtype=np.int64)
    np.add.at(tables, (sentences, labels * len(CLASSES) + answers), 1)

    def drawn(at: Ints) -> float:
        return float(_f1_of(tables[at].sum(axis=0).reshape(len(CLASSES), -1)).mean())

    return with_limits([name], drawn, len(tables))


def _f1_of(confusion: Classes) -> NDArray[np.float64]:
    """The F1 of each class from a table of labels and answers; 0 for a class with neither."""
    hits = np.diag(confusion)
    held = confusion.sum(axis=0) + confusion.sum(axis=1)
    return np.asarray(np.divide(2.0 * hits, held, out=np.zeros(len(CLASSES)), where=held > 0))


def calibration_error(labels: Classes, probabilities: NDArray[np.float64]) -> float:
    """The expected calibration error of the answers, in [0, 1]; `probabilities` is (n, 3).

    Reference: Guo et al. (2017), On calibration of modern neural networks, ICML.
    """
    given = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((given * _BINS).astype(np.int64), _BINS - 1)
    gaps = np.bincount(bins, weights=given - right, minlength=_BINS)
    return float(np.abs(gaps).sum() / len(labels))


def render(figures: dict[str, float]) -> str:
    """The figures as tables for the terminal: one row per reading, then each reading's confusion matrix."""
    columns = ("macro_f1", "accuracy", *(f"f1_{name}" for name in CLASSES))
    rows = [f"{figures['targets']:.0f} targets in {figures['sentences']:.0f} sentences", ""]
    rows.append(f"{'':12}" + "".join(f"{name:>14}" for name in (*columns, "ece")))
    for reading in READINGS:
        cells = [f"{figures[f'{reading}.{name}']:>14.3f}" for name in columns]
        error = figures.get(f"{reading}.ece")
        rows.append(f"{reading:12}" + "".join(cells) + (f"{'-':>14}" if error is None else f"{error:>14.3f}"))
    rows.append(
        "macro-F1, 95% intervals: "
        + ", ".join(
            f"{reading} {figures[f'{reading}.macro_f1.low']:.3f} to {figures[f'{reading}.macro_f1.high']:.3f}"
            for reading in READINGS
        )
    )
    for reading in READINGS[:2]:
        rows += ["", f"{reading}: label down, answer across"]
        rows.append(f"{'':12}" + "".join(f"{answer:>14}" for answer in CLASSES))
        for label in CLASSES:
            counts = (figures[f"{reading}.confusion.{label}.{answer}"] for answer in CLASSES)
            rows.append(f"{label:12}" + "".join(f"{count:>14.0f}" for count in counts))
    return "\n".join(rows)
