"""Intervals for the ratio of two sums, for very many cells at once. The only module here that uses scipy.

A cell is, say, one outlet and one metric; its rows are its independent texts, each with the sum y of its
numerators and the sum x of its denominators. The value is R = sum(y) / sum(x). How the interval was chosen,
and where it fails, is in docs/statistics.md. Three steps:

1. Variance: the linearised ratio estimator with the independent text as the unit drawn, each residual
   y - R x divided by 1 - x / sum(x) (the delete-one jackknife: Wolter 2007, Introduction to Variance
   Estimation, chapters 4 and 6), since the plain form is too small when a few long texts carry the sum.
2. Degrees of freedom: the smaller of Kish's effective number of texts minus 1 and Satterthwaite's
   2 m / (k - 1) for m texts with k the kurtosis of their residuals, since a variance guessed from a few
   large texts is itself uncertain.
3. Shape: Wilson's score interval with the effective sample size of the variance for values between two
   bounds (Korn and Graubard 1998; Franco, Little, Louis and Slud 2019), the score interval of an
   overdispersed rate for values with a lower bound only, and Student's t for the others.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

CONFIDENCE = 0.95
# The fewest degrees of freedom used: at one, Student's 95% quantile is already 12.7.
LEAST_DEGREES = 1.0
# From here on, Student's t equals the normal to seven digits.
MOST_DEGREES = 1e8
# Without an upper bound the variance is raised by this many texts' share: measured, docs/statistics.md.
EXTRA_TEXTS = 1.0
# Residuals smaller than this fraction of the value are rounding errors, not spread.
ROUNDING = 1e-12


QUANTILE = 1.959964  # the normal's for 95%


@dataclass(frozen=True, slots=True)
class RatioCells:
    """Sums by cell, one element per cell.

    `variance` is the estimated variance of numerator / denominator, NaN below two texts; `degrees` its
    degrees of freedom; `effective_texts` the number of texts of equal size that would weigh as much.
    """

    numerator: FloatArray
    denominator: FloatArray
    texts: IntArray
    variance: FloatArray
    degrees: FloatArray
    effective_texts: FloatArray

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
    total = np.repeat(denominator, texts)
    residuals = numerators - np.repeat(numerator / denominator, texts) * denominators
    with np.errstate(divide="ignore", invalid="ignore"):
        left_out = residuals / (total - denominators)
    effective = denominator**2 / np.add.reduceat(denominators**2, first)
    variance, degrees = jackknife(left_out, effective, first)
    rounding = (ROUNDING * numerator / denominator) ** 2
    variance = np.where(variance <= rounding, 0.0, variance)
    return RatioCells(numerator, denominator, texts, variance, degrees, effective)


def with_reader_error(cells: RatioCells, error: FloatArray) -> RatioCells:
    """The cells with the reader's own standard error in each ratio's variance; more texts do not lessen it.

    A reader that is calibrated on all outlets together still errs a little one way on any one of them (Rogan and
    Gladen 1978 correct a share by error rates that are known; what is not known of them is this variance).
    """
    return replace(cells, variance=cells.variance + error**2)


def jackknife(
    left_out: FloatArray, effective_texts: FloatArray, first: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Variance of each cell's estimate and its degrees of freedom.

    `left_out` holds, for each text, how far the estimate falls when that text is left out; the texts of a cell lie
    together and begin at `first`. The variance is NaN below two texts.
    """
    texts = np.diff(np.append(first, len(left_out)))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = left_out - np.repeat(np.add.reduceat(left_out, first) / texts, texts)
        squared = spread**2
        squares = np.add.reduceat(squared, first)
        variance = np.where(texts > 1, (texts - 1) / texts * squares, np.nan)
        # Squared twice, not to the fourth power, whose last digit depends on the processor.
        kurtosis = texts * np.add.reduceat(squared**2, first) / squares**2
        by_kurtosis = 2 * texts / (kurtosis - 1)
    by_size = effective_texts - 1
    known = np.isfinite(by_kurtosis) & (by_kurtosis > 0)
    degrees = np.where(known, np.minimum(by_size, by_kurtosis), by_size)
    return variance, np.maximum(degrees, LEAST_DEGREES)


def t_quantile(degrees: FloatArray, confidence: float = CONFIDENCE) -> FloatArray:
    """The two-sided Student quantile."""
    return np.asarray(stdtrit(degrees, (1 + confidence) / 2), dtype=np.float64)


def two_sided(statistic: FloatArray, degrees: FloatArray) -> FloatArray:
    """The probability of a Student's t at least as far from 0 as `statistic`."""
    return np.asarray(2 * stdtr(degrees, -np.abs(statistic)), dtype=np.float64)


def ratio_interval(
    cells: RatioCells,
    low: FloatArray,
    high: FloatArray,
    scale: FloatArray,
    confidence: float = CONFIDENCE,
) -> tuple[FloatArray, FloatArray]:
    """Limits at `confidence` of each cell's ratio; `low` and `high` are its bounds, NaN where there is none.

    `scale` is the typical size of a numerator that is not zero; it stands in for the spread of a rate if every text
    of the cell has zero, so that the cell itself shows no spread.
    """
    share, rate = np.isfinite(low) & np.isfinite(high), np.isfinite(low) & ~np.isfinite(high)
    half = student_half(cells.variance, cells.degrees, cells.texts, confidence)
    lower, upper = cells.value - half, cells.value + half
    for chosen, limits in (
        (share, _share_limits(cells, low, high, confidence)),
        (rate, _rate_limits(cells, low, scale, confidence)),
    ):
        lower = np.where(chosen, limits[0], lower)
        upper = np.where(chosen, limits[1], upper)
    return lower, upper


def student_half(
    variance: FloatArray,
    degrees: FloatArray,
    texts: IntArray | FloatArray,
    confidence: float = CONFIDENCE,
) -> FloatArray:
    """Half the width of the interval of an unbounded estimate."""
    return np.asarray(t_quantile(degrees, confidence) * np.sqrt(variance * (1 + EXTRA_TEXTS / texts)))


def _share_limits(
    cells: RatioCells, low: FloatArray, high: FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Wilson's interval between two bounds, with the sample size that would give the estimated variance.

    If every text is at one bound or the other, the variance follows from the share instead of being estimated from
    the residuals: the nearer a cell is to that, the more degrees of freedom it has.
    """
    width = high - low
    share = np.clip((cells.value - low) / width, 0, 1)
    most = share * (1 - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        # At a bound the texts show no spread, so each counts as one draw.
        one_draw = 1 / cells.effective_texts
        spread = np.where(most > 0, cells.variance / width**2 / most, one_draw)
        all_or_nothing = np.clip(spread / one_draw, 0, 1)
        degrees = np.minimum(cells.degrees / (1 - all_or_nothing**2), MOST_DEGREES)
    weight = spread * t_quantile(degrees, confidence) ** 2
    middle = (share + weight / 2) / (1 + weight)
    half = np.sqrt(weight * (most + weight / 4)) / (1 + weight)
    return low + width * (middle - half), low + width * (middle + half)


def _rate_limits(
    cells: RatioCells, low: FloatArray, scale: FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """The rates r for which (R - r)^2 is at most t^2 times a variance proportional to r."""
    rate = np.maximum(cells.value - low, 0)
    raised = cells.variance * (1 + EXTRA_TEXTS / cells.texts)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = (
            np.where(rate > 0, raised / rate, scale / cells.denominator)
            * t_quantile(cells.degrees, confidence) ** 2
        )
    middle = rate + weight / 2
    half = np.sqrt(weight * (rate + weight / 4))
    return low + middle - half, low + middle + half


def wilson(yes: int, n: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share (Wilson 1927).

    >>> low, high = wilson(97, 100)
    >>> round(low, 3), round(high, 3)
    (0.915, 0.99)
    """
    share = yes / n
    middle = (share + QUANTILE * QUANTILE / (2 * n)) / (1 + QUANTILE * QUANTILE / n)
    half = (
        QUANTILE
        * math.sqrt(share * (1 - share) / n + QUANTILE * QUANTILE / (4 * n * n))
        / (1 + QUANTILE * QUANTILE / n)
    )
    return max(0.0, middle - half), min(1.0, middle + half)
