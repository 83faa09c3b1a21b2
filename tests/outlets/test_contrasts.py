import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import false_discovery_control

from scoring.outlets.aggregate import score_cells, sum_texts
from scoring.outlets.contrasts import CONTRASTS, OTHERS, compare_pairs, compare_with_peers, correct
from scoring.schema.metrics import Declaration

from .rules import rule

OUTLETS, TEXTS, WORLDS = 12, 20, 250
FREE = rule(0.0, None)
FAMILY = ["metric"]


def _cells(truth: np.ndarray, *, worlds: int, seed: int) -> tuple[pl.DataFrame, dict[str, Declaration]]:
    """Cells of outlets with skewed counts around `truth`; every world is a metric of its own."""
    rng = np.random.default_rng(seed)
    outlets = len(truth)
    words = rng.lognormal(-0.7, 0.6, (worlds, outlets, TEXTS))
    counts = rng.poisson(words * truth[None, :, None] * rng.gamma(2, 0.5, words.shape))
    size = worlds * outlets * TEXTS
    names = [f"world {number:03d}" for number in range(worlds)]
    articles = pl.DataFrame({"article_id": [f"a{n:07d}" for n in range(size)]}).with_columns(
        outlet=pl.Series(np.tile(np.repeat([f"outlet {n:02d}" for n in range(outlets)], TEXTS), worlds)),
        text_cluster=pl.col("article_id"),
    )
    measurements = articles.select("article_id").with_columns(
        metric=pl.Series(np.repeat(names, outlets * TEXTS)),
        reading=pl.lit("body"),
        actor=pl.lit(""),
        voice=pl.lit(""),
        numerator=counts.ravel().astype(float),
        denominator=words.ravel(),
    )
    rules = dict.fromkeys(names, FREE)
    return score_cells(sum_texts(measurements, articles), rules), rules


@pytest.mark.parametrize("compare", [compare_pairs, compare_with_peers])
def test_equal_outlets_are_rarely_told_apart(compare):
    """Where no outlet differs: 5% of plain p-values, and 5% of families after either correction."""
    cells, rules = _cells(np.full(OUTLETS, 8.0), worlds=WORLDS, seed=1)
    found = correct(compare(cells, rules), FAMILY)
    comparisons = OUTLETS * (OUTLETS - 1) // 2 if compare is compare_pairs else OUTLETS
    assert found.height == WORLDS * comparisons
    assert 0.02 <= (found["p"] < 0.05).mean() <= 0.06
    alarms = found.group_by("metric").agg((pl.col("p_holm", "p_bh") < 0.05).any())
    noise = 3 * np.sqrt(0.05 * 0.95 / WORLDS)
    assert alarms["p_holm"].mean() <= 0.05 + noise
    assert alarms["p_bh"].mean() <= 0.05 + noise


def test_among_differing_outlets_one_flag_in_twenty_may_be_false():
    """Benjamini and Hochberg: at most 5% of the flagged are false alarms, and some are found."""
    truth = np.r_[np.full(9, 8.0), np.full(3, 24.0)]
    cells, rules = _cells(truth, worlds=WORLDS, seed=2)
    index = pl.col("outlet", "against").str.slice(-2).cast(pl.Int64) >= 9
    found = correct(compare_pairs(cells, rules), FAMILY).with_columns(index)
    found = found.with_columns(differs=pl.col("outlet") != pl.col("against"), flagged=pl.col("p_bh") < 0.05)
    false_share = found.group_by("metric").agg(
        (pl.col("flagged") & ~pl.col("differs")).sum() / pl.col("flagged").sum().clip(1)
    )
    assert false_share["flagged"].mean() <= 0.05
    assert found.filter("differs")["flagged"].mean() > 0.5


def test_intervals_of_differences_hold_the_truth():
    """An outlet at 24 against eleven at 8: 95% of the intervals hold 16."""
    truth = np.r_[np.full(11, 8.0), 24.0]
    cells, rules = _cells(truth, worlds=WORLDS, seed=3)
    for frame in (compare_pairs(cells, rules), compare_with_peers(cells, rules)):
        against_last = frame.filter((pl.col("outlet") == "outlet 11") | (pl.col("against") == "outlet 11"))
        holds = against_last.select(
            pl.lit(16.0).is_between("low", "high") | pl.lit(-16.0).is_between("low", "high")
        )
        assert 0.93 <= holds.to_series().mean() <= 0.98


def test_interval_and_probability_say_the_same():
    """The interval leaves 0 outside exactly when p is below 5%."""
    cells, rules = _cells(np.linspace(4, 12, OUTLETS), worlds=20, seed=4)
    found = pl.concat([compare_pairs(cells, rules), compare_with_peers(cells, rules)])
    excludes = (found["low"] > 0) | (found["high"] < 0)
    assert excludes.to_list() == (found["p"] < 0.05).to_list()
    assert 0.1 < excludes.mean() < 0.9


def test_an_outlet_is_not_among_its_own_peers():
    """The mean is of the others, each weighing the same."""
    cells, rules = _cells(np.array([4.0, 8.0, 12.0]), worlds=1, seed=5)
    found = compare_with_peers(cells, rules)
    values = cells["value"].to_list()
    assert found["expected"].to_list() == pytest.approx(
        [(values[1] + values[2]) / 2, (values[0] + values[2]) / 2, (values[0] + values[1]) / 2]
    )
    assert found["against"].unique().to_list() == [OTHERS]
    assert found.schema == CONTRASTS.schema


def test_outlets_without_enough_texts_are_compared_with_nobody():
    """Insufficient cells yield no contrast, and an outlet alone has no peers."""
    cells, rules = _cells(np.array([4.0, 8.0]), worlds=1, seed=6)
    status = pl.when(outlet="outlet 00").then(pl.lit("insufficient")).otherwise("status")
    cells = cells.with_columns(status=status)
    assert compare_pairs(cells, rules).is_empty()
    assert compare_with_peers(cells, rules).is_empty()


def test_a_difference_of_shares_stays_within_one():
    """Limits never promise what two shares cannot differ by."""
    articles = pl.DataFrame({"article_id": [f"a{n:02d}" for n in range(12)], "outlet": ["A"] * 6 + ["B"] * 6})
    articles = articles.with_columns(text_cluster=pl.col("article_id"))
    measurements = articles.select("article_id").with_columns(
        *(pl.lit(text).alias(name) for name, text in (("metric", "m"), ("reading", "body"))),
        *(pl.lit("").alias(name) for name in ("actor", "voice")),
        numerator=pl.Series([1.0] * 6 + [0.0] * 6),
        denominator=pl.lit(1.0),
    )
    rules = {"m": rule(0.0, 1.0)}
    row = compare_pairs(score_cells(sum_texts(measurements, articles), rules), rules).row(0, named=True)
    assert (row["difference"], row["high"]) == (1.0, 1.0)
    assert 0 < row["low"] < 1
    assert row["p"] < 0.05


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_corrections_agree_with_the_books(probabilities):
    """Benjamini-Hochberg as in scipy; Holm by its definition; both in any order, never below p."""
    frame = correct(pl.DataFrame({"p": probabilities, "m": ["x"] * len(probabilities)}), ["m"])
    assert frame["p"].to_list() == probabilities
    assert_allclose(frame["p_bh"], false_discovery_control(probabilities), atol=1e-12)
    ordered = np.sort(probabilities)
    steps = np.maximum.accumulate(ordered * np.arange(len(ordered), 0, -1)).clip(max=1)
    assert_allclose(np.sort(frame["p_holm"]), steps, atol=1e-12)
    assert (frame["p_holm"] >= frame["p_bh"] - 1e-12).all()


def test_families_are_corrected_apart_and_unknowns_not_counted():
    """A comparison without p is not one that was looked at."""
    frame = pl.DataFrame({"p": [0.04, None, 0.04, 0.02], "m": ["x", "x", "y", "y"]})
    corrected = correct(frame, ["m"])
    assert corrected["p_holm"].to_list() == [0.04, None, 0.04, 0.04]
    assert corrected["p_bh"].to_list() == [0.04, None, 0.04, 0.04]
