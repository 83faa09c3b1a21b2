"""Intervals for the ratio of two sums, for very many cells at once. The home of scipy in this package.

A cell is, say, one outlet and one metric; its rows are its independent texts, each with the sum of its
numerators and of its denominators. The value is R = sum(y) / sum(x); its variance comes from the linearised
ratio estimator (Cochran 1977, Sampling Techniques, section 6.4; Wolter 2007, Introduction to Variance
Estimation, section 6) with the independent text as the unit that was drawn.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student_t

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class RatioCells:
    """Sums by cell, one element a cell: `numerator`, `denominator`, `texts`, `variance` of their ratio.

    `variance` is NaN where a cell has fewer than two texts.
    """

    numerator: FloatArray
    denominator: FloatArray
    texts: IntArray
    variance: FloatArray

    @property
    def value(self) -> FloatArray:
        """The ratio of the two sums."""
        return self.numerator / self.denominator


def sum_cells(numerators: FloatArray, denominators: FloatArray, first: IntArray) -> RatioCells:
    """Sum texts into cells; `first` holds the position of each cell's first text, ascending, from 0.

    The texts of a cell must lie together; sums run in their order, so equal input gives equal bytes.
    """
    numerator = np.add.reduceat(numerators, first)
    denominator = np.add.reduceat(denominators, first)
    texts = np.diff(np.append(first, len(numerators)))
    residuals = numerators - np.repeat(numerator / denominator, texts) * denominators
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(texts > 1, texts / (texts - 1), np.nan)
    variance = scale * np.add.reduceat(residuals**2, first) / denominator**2
    return RatioCells(numerator, denominator, texts, variance)


def student_interval(cells: RatioCells, confidence: float = CONFIDENCE) -> tuple[FloatArray, FloatArray]:
    """Lower and upper limit of each cell's ratio by Student's t with one degree less than its texts."""
    half = t_quantile(cells.texts - 1, confidence) * np.sqrt(cells.variance)
    return cells.value - half, cells.value + half


def t_quantile(degrees: IntArray | FloatArray, confidence: float = CONFIDENCE) -> FloatArray:
    """The two-sided Student quantile; NaN below one degree of freedom."""
    distinct, where = np.unique(np.maximum(degrees, 0), return_inverse=True)
    quantiles: FloatArray = student_t.ppf((1 + confidence) / 2, distinct)
    return np.asarray(np.where(distinct >= 1, quantiles, np.nan)[where], dtype=np.float64)
