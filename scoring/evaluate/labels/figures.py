"""Figures of two columns of answers: Cohen's kappa, precision, recall and F1 by class, with intervals.

Shares have Wilson's interval. Kappa and macro-F1 have the middle 95% of 2,000 bootstrap draws over the items, the same
draws every time.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from scoring.evaluate.resampling import Ints, with_limits
from scoring.outlets.intervals import wilson

FEWEST_PAIRS = 3  # two points always lie on a line


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa (1960): agreement beyond chance; NaN where chance alone agrees always.

    >>> kappa(["y", "y", "n", "n"], ["y", "y", "n", "y"])
    0.5
    """
    classes, a, b = _coded(first, second)
    return _kappa(a, b, classes)


def macro_f1(labels: Sequence[str], answers: Sequence[str]) -> float:
    """The mean F1 over the classes that are labelled; an answer outside of them is an error.

    >>> round(macro_f1(["y", "y", "n"], ["y", "n", "n"]), 3)
    0.667
    """
    classes, a, b = _coded(labels, answers)
    return _macro_f1(a, b, classes)


def _coded(first: Sequence[str], second: Sequence[str]) -> tuple[int, Ints, Ints]:
    """How many classes there are, and both columns as numbers."""
    number = {label: place for place, label in enumerate(sorted({*first, *second}))}
    a, b = (np.array([number[label] for label in column], dtype=np.int64) for column in (first, second))
    return len(number), a, b


def _table(a: Ints, b: Ints, classes: int) -> NDArray[np.float64]:
    return (
        np.bincount(a * classes + b, minlength=classes * classes).reshape(classes, classes).astype(np.float64)
    )


def _kappa(a: Ints, b: Ints, classes: int) -> float:
    if not len(a):
        return float("nan")
    table = _table(a, b, classes) / len(a)
    by_chance = float(table.sum(axis=0) @ table.sum(axis=1))
    return float("nan") if by_chance >= 1 else (float(np.trace(table)) - by_chance) / (1 - by_chance)


def _macro_f1(a: Ints, b: Ints, classes: int) -> float:
    table = _table(a, b, classes)
    labelled = table.sum(axis=1) > 0
    if not labelled.any():
        return float("nan")
    held = table.sum(axis=0) + table.sum(axis=1)
    return float(np.mean(2 * np.diag(table)[labelled] / held[labelled]))


def with_interval(name: str, first: Sequence[str], second: Sequence[str], measure: str) -> dict[str, float]:
    """`name`, `name.low`, `name.high` of a measure (`kappa` or `macro_f1`), with the bootstrap's interval."""
    classes, a, b = _coded(first, second)
    function: Callable[[Ints, Ints, int], float] = {"kappa": _kappa, "macro_f1": _macro_f1}[measure]
    figures = {name: function(a, b, classes)}
    if len(a) > 1:
        drawn = with_limits([name], lambda at: function(a[at], b[at], classes), len(a))
        figures |= {key: value for key, value in drawn.items() if value == value}  # NaN: one class only
    return figures


def share(name: str, yes: int, n: int) -> dict[str, float]:
    """A share with its count and Wilson's interval; nothing but the count where there is nothing to count."""
    figures = {f"{name}.n": float(n)}
    if n:
        low, high = wilson(yes, n)
        figures |= {name: yes / n, f"{name}.low": low, f"{name}.high": high}
    return figures


def by_class(labels: Sequence[str], answers: Sequence[str]) -> dict[str, float]:
    """Accuracy, macro-F1, and precision, recall and F1 of each class that is labelled."""
    pairs = list(zip(labels, answers, strict=True))
    figures = share("accuracy", sum(a == b for a, b in pairs), len(pairs))
    figures |= with_interval("macro_f1", labels, answers, "macro_f1")
    for name in sorted(set(labels)):
        hits = sum(a == b == name for a, b in pairs)
        said, held = sum(b == name for b in answers), sum(a == name for a in labels)
        figures |= share(f"{name}.precision", hits, said) | share(f"{name}.recall", hits, held)
        figures[f"{name}.f1"] = 2 * hits / (said + held)
    return figures


def overlap(pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> dict[str, float]:
    """How far two spans of the same item cover each other, in characters: the means of both shares, and their F1.

    >>> overlap([((0, 10), (0, 5))])["f1"]
    0.6666666666666666
    """
    if not pairs:
        return {"n": 0.0}
    shared = [max(0, min(a[1], b[1]) - max(a[0], b[0])) for a, b in pairs]
    precision = float(np.mean([both / (b[1] - b[0]) for both, (_, b) in zip(shared, pairs, strict=True)]))
    recall = float(np.mean([both / (a[1] - a[0]) for both, (a, _) in zip(shared, pairs, strict=True)]))
    whole = precision + recall
    f1 = 2 * precision * recall / whole if whole else 0.0
    return {"n": float(len(pairs)), "precision": precision, "recall": recall, "f1": f1}


def pearson(pairs: Sequence[Sequence[float]]) -> float:
    """Pearson's r of two columns; NaN for fewer than three pairs or a column that does not vary.

    >>> round(pearson([(1, 2), (2, 4), (3, 6)]), 3)
    1.0
    """
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    if len(table) < FEWEST_PAIRS or not table.std(axis=0).all():
        return float("nan")
    return float(np.corrcoef(table[:, 0], table[:, 1])[0, 1])
