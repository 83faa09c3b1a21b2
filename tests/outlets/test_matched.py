import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.outlets.aggregate import score_cells, sum_texts
from scoring.outlets.contrasts import CONTRASTS, compare_with_peers
from scoring.outlets.matched import compare_on_stories
from scoring.schema.metrics import Declaration

from .rules import rule

RULES = {"tone": rule(-1.0, 1.0, by_actor=True)}
BIAS = 0.1


def _newsroom(seed: int, *, biased: float = BIAS, stories: int = 120) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Six outlets; the last takes the grim stories and adds `biased` to whatever it reports.

    A story's own tone lies between -0.6 and 0.6; the happier it is, the rarer the last outlet covers it.
    """
    rng = np.random.default_rng(seed)
    tone = rng.uniform(-0.6, 0.6, stories)
    rows = [
        (
            f"a{story:03d}{outlet}",
            f"outlet {outlet}",
            f"story {story:03d}",
            tone[story] + biased * (outlet == 5),
        )
        for story in range(stories)
        for outlet in range(6)
        if rng.random() < (0.6 - 0.55 * np.sign(tone[story]) * (outlet == 5))
    ]
    frame = pl.DataFrame(rows, schema=["article_id", "outlet", "story_id", "tone"], orient="row")
    mentions = 1.0 + rng.poisson(3, frame.height)
    measured = np.clip(frame["tone"].to_numpy() + rng.normal(0, 0.25, frame.height), -1, 1) * mentions
    measurements = frame.select("article_id").with_columns(
        metric=pl.lit("tone"),
        reading=pl.lit("body"),
        actor=pl.lit("Ruritania"),
        voice=pl.lit("outlet"),
        numerator=measured,
        denominator=mentions,
    )
    return measurements, frame.select("article_id", "outlet", "story_id", text_cluster="article_id")


def _newsrooms(seeds: range, biased: float) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, Declaration]]:
    """Many draws at once, each a metric of its own."""
    drawn = {f"tone {seed}": _newsroom(seed, biased=biased) for seed in seeds}
    measurements = pl.concat(
        one.with_columns(metric=pl.lit(name), article_id=pl.col("article_id") + name)
        for name, (one, _) in drawn.items()
    )
    mark = pl.col("article_id", "story_id", "text_cluster")
    articles = pl.concat(two.with_columns(mark + name) for name, (_, two) in drawn.items())
    return measurements, articles, dict.fromkeys(drawn, RULES["tone"])


def test_the_matched_contrast_finds_a_planted_bias_that_the_raw_mean_hides():
    """The outlet that reports grim stories kindly looks grim; on the same stories it is 0.1 kinder."""
    measurements, articles, rules = _newsrooms(range(60), biased=BIAS)
    last = compare_on_stories(measurements, articles, rules).filter(outlet="outlet 5")
    assert last["difference"].mean() == pytest.approx(BIAS, abs=0.015)
    assert last.select(pl.lit(BIAS).is_between("low", "high")).to_series().mean() >= 0.87
    raw = compare_with_peers(score_cells(sum_texts(measurements, articles), rules), rules)
    assert raw.filter(outlet="outlet 5")["difference"].mean() < -0.1
    fair = compare_on_stories(*_newsrooms(range(60), biased=0.0))
    assert (fair["p"] < 0.05).mean() == pytest.approx(0.05, abs=0.03)


def _tiny() -> tuple[pl.DataFrame, pl.DataFrame]:
    articles = pl.DataFrame(
        {
            "article_id": ["a1", "b1", "c1", "a2", "b2", "a3", "x"],
            "outlet": ["A", "B", "C", "A", "B", "A", None],
            "story_id": ["s1", "s1", "s1", "s2", "s2", "s3", "s3"],
        }
    ).with_columns(text_cluster=pl.col("article_id"))
    measurements = articles.select("article_id").with_columns(
        metric=pl.lit("tone"),
        reading=pl.lit("body"),
        actor=pl.lit(""),
        voice=pl.lit(""),
        numerator=pl.Series([2.0, 0.0, 1.0, 0.0, 1.0, 9.0, 9.0]),
        denominator=pl.Series([2.0, 1.0, 2.0, 6.0, 2.0, 9.0, 9.0]),
    )
    return measurements, articles


def test_the_others_weigh_the_same_and_stories_by_the_outlets_own_units(monkeypatch):
    """By hand: A has 1 against (0 + 1/2) / 2 with weight 2, and 0 against 1/2 with weight 6."""
    monkeypatch.setattr("scoring.outlets.matched.MINIMUM_INDEPENDENT_TEXTS", 2)
    row = compare_on_stories(*_tiny(), RULES).filter(outlet="A").row(0, named=True)
    assert row["difference"] == pytest.approx((2 * 0.75 - 6 * 0.5) / 8)
    assert row["value"] == pytest.approx(2 / 8)
    assert row["expected"] == pytest.approx((2 * 0.25 + 6 * 0.5) / 8)
    assert row["counted"] == 2


def test_few_shared_stories_are_insufficient():
    """Two stories are no contrast, and a story covered alone or by an unknown outlet is not shared."""
    found = compare_on_stories(*_tiny(), RULES)
    assert found["outlet"].to_list() == ["A", "B", "C"]
    assert found["counted"].to_list() == [2, 2, 1]
    assert found["status"].unique().to_list() == ["insufficient"]
    assert found.select("value", "expected", "difference", "low", "high", "p").null_count().row(0) == (3,) * 6


def test_no_shared_story_is_no_contrast():
    """A corpus without stories yields an empty frame with the right columns."""
    measurements, articles = _tiny()
    found = compare_on_stories(measurements, articles.with_columns(story_id="article_id"), RULES)
    assert found.is_empty()
    assert found.schema == CONTRASTS.schema


def test_the_order_of_rows_does_not_change_a_bit():
    """Matched contrasts come out the same to the last bit for any order of input."""
    measurements, articles = _newsroom(7)
    shuffled = compare_on_stories(
        measurements.sample(fraction=1, shuffle=True, seed=1),
        articles.sample(fraction=1, shuffle=True, seed=2),
        RULES,
    )
    assert_frame_equal(shuffled, compare_on_stories(measurements, articles, RULES), check_exact=True)


def test_the_readers_own_error_widens_a_matched_contrast():
    """Two sides, each read with the error: the interval is wider by both, the difference is the same."""
    measurements, articles = _newsroom(7)
    plain = compare_on_stories(measurements, articles, RULES).filter(outlet="outlet 5")
    wider = {"tone": rule(-1.0, 1.0, by_actor=True, reader_error=0.1)}
    erring = compare_on_stories(measurements, articles, wider).filter(outlet="outlet 5")
    assert erring["difference"].item() == plain["difference"].item()
    assert erring["high"].item() - erring["low"].item() > 4 * np.sqrt(2) * 0.1 * 0.98
    assert erring["p"].item() > plain["p"].item()
