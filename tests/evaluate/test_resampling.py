"""Intervals by resampling."""

import math

import numpy as np
import pytest

from scoring.evaluate.resampling import limits, with_limits


def test_limits_are_those_of_the_sampling_distribution() -> None:
    """The mean of 400 draws of 0 or 1 has a standard error of a fortieth."""
    values = np.arange(400) % 2
    [(low, high)] = limits(lambda at: float(values[at].mean()), len(values))
    assert (low, high) == pytest.approx((0.5 - 1.96 / 40, 0.5 + 1.96 / 40), abs=0.004)


def test_draws_without_a_figure_are_left_out() -> None:
    """A figure that most draws do not allow has the limits of those that do; one that none allows has none."""
    found = limits(lambda at: (math.nan if at[0] else 1.0, math.nan), 3)
    assert found[0] == (1.0, 1.0)
    assert all(math.isnan(limit) for limit in found[1])


def test_limits_are_named_after_their_figures() -> None:
    """Each figure has a lower and an upper limit; without units there are none."""
    assert with_limits(["a"], lambda at: float(len(at)), 5) == {"a.low": 5.0, "a.high": 5.0}
    assert with_limits(["a"], lambda at: float(len(at)), 0) == {}
