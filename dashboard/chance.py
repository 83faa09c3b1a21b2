"""Whether a difference between two outlets is larger than chance, from the intervals in `scores`.

The interval of a difference joins the intervals of its two sides limit by limit (MOVER: Zou and Donner 2008),
so that the lopsided intervals of shares and rates stay lopsided. The p-value is the one at which this interval
would just touch 0, by Student's t with the degrees of freedom of the smaller side, which is cautious. Over the
comparisons that are shown together it is corrected by Holm's method (1979): at the 5% level the chance of even
one false alarm among them stays below 5%. Pure functions, home of scipy in the dashboard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from scipy.special import stdtr, stdtrit

LEVEL = 0.05
METHOD = (
    "The interval of a difference joins the two outlets' 95% intervals (method MOVER). 'Larger than chance' means: "
    "below 5% after Holm's correction for all the comparisons shown on this page, so that looking at many does "
    "not turn up a difference by itself."
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One side less the other, with its 95% interval and its p before and after correction."""

    value: float
    low: float
    high: float
    p: float
    corrected: float = 1.0
    compared: int = 1

    @property
    def beyond_chance(self) -> bool:
        """Whether the corrected p is below the level."""
        return self.corrected < LEVEL

    @property
    def verdict(self) -> str:
        """In words, with the p-value and the number of comparisons."""
        size = "p < 0.001" if self.corrected < 0.001 else f"p = {self.corrected:.3f}"
        among = "" if self.compared == 1 else f", corrected for {self.compared} comparisons"
        told = "larger than chance" if self.beyond_chance else "not larger than chance"
        return f"{told} ({size}{among})"


def compare(one: Mapping[str, Any], other: Mapping[str, Any]) -> Difference | None:
    """`one` less `other`, two rows of `scores`; None where either has no value."""
    if one.get("value") is None or other.get("value") is None:
        return None
    value = one["value"] - other["value"]
    below = hypot(one["value"] - one["low"], other["high"] - other["value"])
    above = hypot(one["high"] - one["value"], other["value"] - other["low"])
    degrees = max(min(one["independent_texts"], other["independent_texts"]) - 1, 1)
    towards_zero = below if value > 0 else above
    return Difference(value, value - below, value + above, _p(value, towards_zero, degrees))


def _p(value: float, half: float, degrees: float) -> float:
    """The p-value of a difference whose 95% interval reaches `half` toward 0."""
    if value == 0:
        return 1.0
    if half == 0:
        return 0.0
    quantile = float(stdtrit(degrees, 1 - LEVEL / 2))
    return float(2 * stdtr(degrees, -abs(value) / half * quantile))


def paired(differences: Sequence[float]) -> Difference | None:
    """The mean of differences of independent pairs (stories), with Student's interval; None below two."""
    count = len(differences)
    if count < 2:
        return None
    mean = sum(differences) / count
    spread = (sum((d - mean) ** 2 for d in differences) / (count - 1) / count) ** 0.5
    half = float(stdtrit(count - 1, 1 - LEVEL / 2)) * spread
    return Difference(mean, mean - half, mean + half, _p(mean, half, count - 1))


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean of independent values with Student's 95% interval. Raises ValueError below two values."""
    found = paired(values)
    if found is None:
        raise ValueError("An interval needs two values at least.")
    return found.value, found.low, found.high


def correct(differences: Sequence[Difference | None]) -> list[Difference | None]:
    """Holm's correction over all that are not None."""
    order = sorted((d.p, i) for i, d in enumerate(differences) if d is not None)
    corrected = list(differences)
    highest = 0.0
    for rank, (p, place) in enumerate(order):
        highest = max(highest, min(p * (len(order) - rank), 1.0))
        found = differences[place]
        if found is not None:
            corrected[place] = Difference(found.value, found.low, found.high, found.p, highest, len(order))
    return corrected
