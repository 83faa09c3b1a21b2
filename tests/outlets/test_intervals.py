import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import norm

from scoring.outlets.intervals import ratio_interval, sum_cells, t_quantile, two_sided
from tests.outlets.simulated_outlets import (
    NAN,
    UNSHOWN,
    WORLDS,
    coverage,
    draw_cells,
    holds,
    plain_interval,
    truth_of,
)

OUTLETS = 4000
# Three standard errors of a coverage of 95% over so many simulated outlets.
NOISE = 3 * np.sqrt(0.95 * 0.05 / OUTLETS)
SMOOTH = [name for name in WORLDS if "yes or no" not in name]
# Where most samples hold nothing but noughts, no interval can be both honest and exact (docs/statistics.md).
CAUTIOUS = {"rate, half zero", "rate, 70% zero", "share of units, 0.08", "share of units, 0.3"}


def _interval(numerators, denominators, low, high, scale=1.0):
    cells = sum_cells(np.array(numerators, float), np.array(denominators, float), np.array([0]))
    lower, upper = ratio_interval(cells, np.array([low]), np.array([high]), np.array([scale]))
    return float(cells.value[0]), float(lower[0]), float(upper[0])


@pytest.mark.parametrize("articles", [8, 15, 30, 50, 200])
@pytest.mark.parametrize("name", SMOOTH)
def test_intervals_hold_the_truth_as_often_as_they_say(name, articles):
    """Skewed and nought-heavy metrics with reprints: 93% to 97% of intervals hold the truth."""
    cover = coverage(WORLDS[name], articles, OUTLETS, seed=articles)
    few = articles < 20 and (name in CAUTIOUS or "nought" in name)
    assert 0.93 - NOISE <= cover <= (0.99 if few else 0.97) + NOISE


@pytest.mark.parametrize("name", SMOOTH)
def test_intervals_of_five_articles_are_not_too_short(name):
    """Five articles, a number that is never shown: the interval errs on the side of width."""
    assert coverage(WORLDS[name], 5, OUTLETS, seed=5, reprints=False) >= 0.93 - NOISE


@pytest.mark.parametrize("articles", [10, 20, 50])
def test_yes_or_no_metrics_hold_on_the_average_of_probabilities(articles):
    """A count of yes jumps, so coverage is judged over many probabilities, as is usual for proportions."""
    rng = np.random.default_rng(articles)
    truth = rng.uniform(0.05, 0.95, OUTLETS)
    yes = (rng.random((articles, OUTLETS)) < truth).astype(float).T.ravel()
    cells = sum_cells(yes, np.ones_like(yes), np.arange(OUTLETS) * articles)
    low, high = ratio_interval(cells, np.zeros(OUTLETS), np.ones(OUTLETS), np.ones(OUTLETS))
    assert 0.93 <= np.mean((low <= truth) & (truth <= high)) <= 0.97


def test_the_plain_interval_would_promise_too_much():
    """The reason for all this: the textbook interval misses a nought-heavy rate one time in four."""
    world = WORLDS["rate, 70% zero"]
    cells, _ = draw_cells(world, 10, OUTLETS, seed=1)
    assert holds(*plain_interval(cells), truth_of(world)) < 0.8


def test_many_equal_texts_give_the_textbook_interval():
    """With many texts of one length and normal spread, every shape becomes the t interval."""
    rng = np.random.default_rng(3)
    numerators = rng.normal(0.5, 0.02, 5000)
    expected = norm.ppf(0.975) * np.std(numerators, ddof=1) / np.sqrt(5000)
    for low, high in ((0.0, 1.0), (0.0, NAN), (NAN, NAN)):
        value, lower, upper = _interval(numerators, np.ones(5000), low, high)
        assert_allclose([value - lower, upper - value], expected, rtol=0.01)


def test_nothing_found_still_has_an_upper_limit():
    """Thirty texts without one case do not prove that there is none."""
    value, lower, upper = _interval(np.zeros(30), np.ones(30), 0.0, 1.0)
    assert (value, lower) == (0.0, 0.0)
    assert 0.09 < upper < 0.15  # Wilson for 0 of 30: 0.114
    value, lower, upper = _interval(np.zeros(30), np.ones(30), 0.0, NAN, scale=4.0)
    assert (value, lower) == (0.0, 0.0)
    assert upper > 4 / 30


def test_a_text_alone_has_no_interval():
    """One text shows no spread."""
    _, lower, upper = _interval([3.0], [10.0], NAN, NAN)
    assert np.isnan(lower)
    assert np.isnan(upper)


def test_one_long_text_among_short_ones_lowers_the_degrees_of_freedom():
    """Twenty texts of which one holds nine tenths of the words are not twenty texts."""
    rng = np.random.default_rng(5)
    even, long = np.ones(20), np.r_[171.0, np.ones(19)]
    numerators = rng.random(20)
    cells = sum_cells(np.r_[numerators, numerators * long], np.r_[even, long], np.array([0, 20]))
    assert cells.degrees[0] > 10
    assert cells.degrees[1] < 2
    assert cells.effective_texts[0] == 20


shares = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda pair: (min(pair), pair[1])),
    min_size=UNSHOWN,
    max_size=30,
)


@given(shares, st.sampled_from([(0.0, 1.0), (0.0, NAN), (NAN, NAN)]))
def test_the_value_lies_inside_and_limits_inside_the_bounds(texts, bounds):
    """For any counts the limits are finite, enclose the value and keep within the natural bounds."""
    numerators, denominators = np.array(texts, float).T
    value, lower, upper = _interval(numerators, denominators, *bounds)
    slack = 1e-9 * (1 + abs(value))
    assert lower - slack <= value <= upper + slack
    assert np.isfinite([lower, upper]).all()
    assert not lower < bounds[0] - slack
    assert not upper > bounds[1] + slack


@given(shares, st.floats(0.01, 1000))
def test_the_unit_of_length_does_not_matter(texts, factor):
    """Words or thousands of words: the interval scales with the value."""
    numerators, denominators = np.array(texts, float).T
    plain = np.array(_interval(numerators, denominators, 0.0, NAN, 2.0))
    scaled = np.array(_interval(numerators, denominators * factor, 0.0, NAN, 2.0))
    assert_allclose(scaled * factor, plain, rtol=1e-6, atol=1e-9)


def test_quantile_and_probability_agree():
    """The t that leaves 5% outside has a two-sided probability of 5%."""
    degrees = np.array([1.0, 2.5, 10.0, 1e8])
    assert_allclose(two_sided(t_quantile(degrees), degrees), 0.05, rtol=1e-6)
