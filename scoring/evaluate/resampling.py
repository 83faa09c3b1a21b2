"""Intervals by resampling: the middle 95% of bootstrap draws over whole units (items, articles, outlets).

The draws are the same every time, so that a figure is printed with the same interval again.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

DRAWS, SEED = 2_000, 1
EDGES = (2.5, 97.5)

Ints = NDArray[np.int64]


def limits(
    figures: Callable[[Ints], Sequence[float] | float], units: int, seed: int = SEED
) -> list[tuple[float, float]]:
    """The lower and upper limit of each figure, in order.

    figures: given the places of the units drawn, of 0 to `units` - 1 with repetition, one number or several; NaN for a
    draw that allows none, which is left out. NaN where no draw allows any.

    >>> values = np.arange(100.0)
    >>> [(low, high)] = limits(lambda at: values[at].mean(), 100)
    >>> 43 < low < 45 and 54 < high < 56
    True
    """
    if not units:
        return []
    drawn = np.random.default_rng(seed).integers(0, units, (DRAWS, units))
    found = np.array([np.atleast_1d(figures(at)) for at in drawn], dtype=np.float64)
    return [_middle(column) for column in found.T]


def _middle(column: NDArray[np.float64]) -> tuple[float, float]:
    known = column[~np.isnan(column)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, EDGES)
    return float(low), float(high)


def with_limits(
    names: Sequence[str], figures: Callable[[Ints], Sequence[float] | float], units: int
) -> dict[str, float]:
    """`NAME.low` and `NAME.high` of each figure; see `limits`."""
    return {
        f"{name}.{edge}": value
        for name, pair in zip(names, limits(figures, units), strict=False)
        for edge, value in zip(("low", "high"), pair, strict=True)
    }
