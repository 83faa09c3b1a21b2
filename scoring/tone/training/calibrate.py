"""Calibration of the trained reading on random mentions, and the errors that remain."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from scoring.evaluate.tone import figures_of
from scoring.tone.trained import NO_CALIBRATION, calibrated, classes_of, tone_of
from scoring.tone.training.examples import Weights

UNCALIBRATED: dict[str, Any] = {
    "calibration": NO_CALIBRATION,
    "neutral_band": 0.0,
    "reader_error": 0.0,
    "first_stage": 0.0,
}
_BANDS = np.arange(0.1, 0.8, 0.02)
_SMOOTHED = 7  # neighbouring bands over which the F1 is averaged before its maximum is taken
_NEUTRAL = 1


def calibration(rows: Weights, labels: Weights, outlets: Sequence[str]) -> dict[str, Any]:
    """What the model card says: temperature and offsets, the neutral band, and the error by outlet.

    rows, labels: shape (n, 3), the model's probabilities and the readers' class shares of n random mentions.
    """
    temperature, offsets = scaling(rows, labels)
    fitted = calibrated(rows, temperature, offsets)
    return {
        "calibration": {
            "temperature": round(temperature, 3),
            "offsets": [round(float(offset), 3) for offset in offsets],
        },
        "neutral_band": neutral_band(fitted, labels),
        "reader_error": round(reader_error(tone_of(fitted), labels[:, 2] - labels[:, 0], outlets), 3),
    }


def surprise(rows: Weights, labels: Weights) -> float:
    """The mean surprise (nats) of the labels to the rows as calibrated on them: the lower, the more the rows know."""
    return _surprise(rows, labels, *scaling(rows, labels))


def _surprise(rows: Weights, labels: Weights, temperature: float, offsets: NDArray[np.float64]) -> float:
    return float(-(labels * np.log(calibrated(rows, temperature, offsets))).sum() / len(rows))


def scaling(rows: Weights, labels: Weights) -> tuple[float, NDArray[np.float64]]:
    """The temperature and the offsets (that of neutral is 0) at which the labels are likeliest."""

    def wrong(values: NDArray[np.float64]) -> float:
        return _surprise(rows, labels, float(np.exp(values[0])), np.array([values[1], 0.0, values[2]]))

    found = minimize(wrong, np.zeros(3), method="Nelder-Mead").x
    return float(np.exp(found[0])), np.array([found[1], 0.0, found[2]])


def neutral_band(rows: Weights, labels: Weights) -> float:
    """The half-width around 0 that best tells neutral from not, by macro-F1 smoothed over neighbouring bands."""
    classes = labels.argmax(axis=1)
    scores = [figures_of(classes, classes_of(rows, float(band)) + 1)["macro_f1"] for band in _BANDS]
    return round(float(_BANDS[smoothed(scores, _SMOOTHED).argmax()]), 2)


def smoothed(scores: Sequence[float], width: int) -> NDArray[np.float64]:
    """The mean of each score and its neighbours, `width` (odd) in all; the first and the last are repeated outward."""
    padded = np.pad(np.asarray(scores, dtype=np.float64), width // 2, mode="edge")
    return np.convolve(padded, np.ones(width) / width, "valid")


def reader_error(tones: NDArray[np.float64], truths: NDArray[np.float64], outlets: Sequence[str]) -> float:
    """The standard error of an outlet's mean tone that is left however many of its mentions are read.

    The spread between outlets of the mean gap between tone and truth, beyond what chance makes of so few mentions
    (DerSimonian and Laird 1986, Meta-analysis in clinical trials), and the error of the mean gap of all.
    """
    gaps = tones - truths
    names, group = np.unique(np.array(outlets), return_inverse=True)
    counts = np.bincount(group).astype(float)
    variance = float(gaps.var(ddof=1))
    means = np.bincount(group, weights=gaps) / counts
    weights = counts / variance
    middle = float((weights * means).sum() / weights.sum())
    excess = float((weights * (means - middle) ** 2).sum()) - (len(names) - 1)
    between = max(0.0, excess / float(weights.sum() - (weights**2).sum() / weights.sum()))
    return float(np.sqrt(between + variance / len(gaps)))
