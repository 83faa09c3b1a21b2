"""Fitting the first stage to the network's answers, and the bound below which it decides."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from scoring.evaluate.tone import figures_of
from scoring.tone.first_stage import SIZE, FirstStage, Weights, rows_of, shares_of
from scoring.tone.items import Item
from scoring.tone.trained import classes_of
from scoring.tone.training.calibrate import smoothed

_RIDGE = 3.0  # found on a tenth of the mentions: 1 and 3 differ by 0.006 in correlation
_PASSES = 150
MOST_LOST = 0.005
"""The macro-F1 on random mentions that the first stage may cost."""
_SHARES = np.arange(0.2, 0.9, 0.02)
_SMOOTHED = 5


def fit_first_stage(items: Sequence[Item], answers: NDArray[np.float64]) -> tuple[Weights, Weights]:
    """Table (SIZE, 2) and bias (2,) at which the network's answers (n, 3) are likeliest, with a ridge."""
    rows = [rows_of(item) for item in items]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    words = csr_matrix((np.ones(len(places)), places, ends), shape=(len(items), SIZE))
    turned = words.T.tocsr()
    polar = answers[:, [0, 2]]

    def surprise(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        table, bias = values[:-2].reshape(SIZE, 2), values[-2:]
        shares = shares_of(words @ table + bias)
        loss = -float((answers * np.log(np.maximum(shares, 1e-12))).sum()) + _RIDGE * float((table**2).sum())
        gap = shares[:, [0, 2]] - polar
        slope = turned @ gap + 2 * _RIDGE * table
        return loss, np.concatenate([slope.ravel(), gap.sum(axis=0)])

    found = minimize(
        surprise, np.zeros(2 * SIZE + 2), jac=True, method="L-BFGS-B", options={"maxiter": _PASSES}
    ).x
    return found[:-2].reshape(SIZE, 2).astype(np.float32), found[-2:].astype(np.float32)


def bound(
    stage: FirstStage,
    items: Sequence[Item],
    answers: NDArray[np.float64],
    labels: NDArray[np.int64],
    neutral_band: float,
) -> float:
    """The highest P(negative) + P(positive) below which the first stage may decide on random labelled mentions.

    The macro-F1, smoothed over neighbouring shares of mentions passed, must stay within MOST_LOST of the network's
    alone, at this share and at all smaller ones.
    """
    polar = 1.0 - stage.read(items)[:, 1]
    alone = classes_of(answers, neutral_band) + 1
    whole = figures_of(labels, alone)["macro_f1"]
    bounds = np.quantile(polar, _SHARES)
    scores = [figures_of(labels, np.where(polar < below, 1, alone))["macro_f1"] for below in bounds]
    lost = np.flatnonzero(smoothed(scores, _SMOOTHED) < whole - MOST_LOST)
    last = int(lost[0]) - 1 if len(lost) else len(bounds) - 1
    return round(float(bounds[last]), 4) if last >= 0 else 0.0
