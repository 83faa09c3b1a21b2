"""Whether a difference is larger than chance: algebra, known values, and the correction for many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.chance import LEVEL, Difference, compare, correct, mean_interval, paired

values = st.floats(-50, 50, allow_nan=False)
halves = st.floats(0.01, 20, allow_nan=False)


def row(value: float | None, below: float, above: float, texts: int = 20) -> dict[str, float | int | None]:
    """A row of scores with a lopsided interval."""
    if value is None:
        return {"value": None, "low": None, "high": None, "independent_texts": texts}
    return {"value": value, "low": value - below, "high": value + above, "independent_texts": texts}


@given(values, values, halves, halves, halves, halves, st.integers(2, 400))
def test_interval_and_p_say_the_same(
    a: float, b: float, w: float, x: float, y: float, z: float, n: int
) -> None:
    """The interval leaves out 0 exactly when p is below the level, whatever the degrees of freedom."""
    found = compare(row(a, w, x, n), row(b, y, z, n))
    assert found is not None
    nearest = found.low if found.value > 0 else -found.high
    if abs(nearest) > 1e-6:  # rounding decides at the very edge
        assert (found.p < LEVEL) == (nearest > 0)


@given(values, values, halves, halves, halves, halves)
def test_turning_a_pair_around_turns_the_difference_around(
    a: float, b: float, w: float, x: float, y: float, z: float
) -> None:
    """A less B is the mirror of B less A, with the same p."""
    one, other = compare(row(a, w, x), row(b, y, z)), compare(row(b, y, z), row(a, w, x))
    assert one is not None
    assert other is not None
    assert (one.value, one.low, one.high) == pytest.approx((-other.value, -other.high, -other.low))
    assert one.p == pytest.approx(other.p)


def test_missing_value_gives_no_difference() -> None:
    """Where one side has not enough data there is nothing to say."""
    assert compare(row(None, 0, 0), row(1.0, 0.5, 0.5)) is None


def test_holm_on_a_worked_example() -> None:
    """Holm's steps by hand: 0.01 x 3, 0.02 x 2, 0.04 x 1, each at least the one before; None is not counted."""
    ps = [0.04, 0.01, None, 0.02]
    corrected = correct([None if p is None else Difference(1.0, 0.0, 2.0, p) for p in ps])
    assert [None if d is None else pytest.approx(d.corrected) for d in corrected] == [0.04, 0.03, None, 0.04]
    assert all(d is None or d.compared == 3 for d in corrected)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_never_lowers_a_p(ps: list[float]) -> None:
    """Corrected p-values are at least the raw ones, at most 1, and in the same order."""
    corrected = [d for d in correct([Difference(1.0, 0.0, 2.0, p) for p in ps]) if d is not None]
    assert all(d.p <= d.corrected <= 1 for d in corrected)
    by_raw = sorted(corrected, key=lambda d: d.p)
    assert [d.corrected for d in by_raw] == sorted(d.corrected for d in by_raw)


def test_paired_by_hand() -> None:
    """Student's interval of four differences: mean 2, standard error 0.6455, t(3) = 3.1824."""
    found = paired([0.5, 1.5, 2.5, 3.5])
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((2.0, -0.0543, 4.0543), abs=1e-3)
    assert paired([1.0]) is None


def test_mean_interval_needs_two() -> None:
    """One value has no interval."""
    with pytest.raises(ValueError, match="two values"):
        mean_interval([1.0])


def test_verdict_names_what_it_is_corrected_for() -> None:
    """The words hold the verdict, the p-value and the number of comparisons."""
    assert Difference(1, 0.5, 1.5, 0.001, 0.0301, 12).verdict == (
        "larger than chance (p = 0.030, corrected for 12 comparisons)"
    )
    assert Difference(1, -0.5, 1.5, 0.3, 0.3).verdict == "not larger than chance (p = 0.300)"
