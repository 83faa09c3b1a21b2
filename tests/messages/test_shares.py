"""How shares are written: never as nothing or as all unless they are, and as finely as their interval needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.messages.shares import share, share_range

SHARES = st.floats(0, 1, allow_nan=False)


@given(SHARES)
def test_only_nothing_reads_as_nothing_and_only_all_as_all(value: float) -> None:
    """What is printed as 0% or 100% is that, to within what floats miss."""
    assert (share(value) == "0%") == (value < 1e-9)
    assert (share(value) == "100%") == (value > 1 - 1e-9)


@given(SHARES, SHARES)
def test_ends_of_an_interval_read_apart(one: float, other: float) -> None:
    """An interval that has a width never reads as if it had none at either end of the scale."""
    low, high = min(one, other), max(one, other)
    if high - low > 1e-6:
        assert share_range(low, high) not in ("0–0%", "100–100%")


@pytest.mark.parametrize(
    ("value", "low", "high", "told"),
    [
        (0.0241, 0.0226, 0.0263, "2.4% (2.3–2.6%)"),
        (0.0002, 0.0, 0.019, "under 0.1% (0–1.9%)"),
        (0.007, 0.0009, 0.05, "0.7% (0.1–5%)"),
        (0.004, 0.004, 0.05, "0.4% (0.4–5%)"),
        (0.76, 0.74, 0.78, "76% (74–78%)"),
        (0.9998, 0.94, 0.99995, "over 99.9% (94–100%)"),
        (1.0, 0.999, 1.0, "100% (99.9–100%)"),
    ],
)
def test_value_and_interval_need_the_same_decimals(value: float, low: float, high: float, told: str) -> None:
    """The width of the interval decides how finely both are written."""
    assert f"{share(value, (low, high))} ({share_range(low, high)})" == told
