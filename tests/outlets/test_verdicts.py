"""Verdicts on two outlets: what is clear, what is trivial, and that neither depends on who is looked at beside them."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.outlets.aggregate import cells_of, score_cells, sum_texts
from scoring.outlets.contrasts import compare_pairs
from scoring.outlets.verdicts import (
    Verdict,
    family,
    joint_confidence,
    judge_on_stories,
    judge_pairs,
    judged,
)
from scoring.schema.metrics import Declaration
from scoring.schema.thresholds import LEVEL

from .rules import rule

TEXTS, PAIRS, METRICS = 20, 200, 20


def measured(truth: np.ndarray, metrics: list[str], seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Skewed counts of outlets around `truth`, each article a story of its own place: measurements and articles."""
    rng = np.random.default_rng(seed)
    outlets = len(truth)
    names = [f"outlet {number:02d}" for number in range(outlets)]
    articles = pl.DataFrame(
        {
            "article_id": [f"a{number:05d}" for number in range(outlets * TEXTS)],
            "outlet": np.repeat(names, TEXTS),
            "story_id": np.tile([f"s{number:02d}" for number in range(TEXTS)], outlets),
        }
    ).with_columns(text_cluster=pl.col("article_id"))
    frames = []
    for metric in metrics:
        words = rng.lognormal(-0.7, 0.6, (outlets, TEXTS))
        counts = rng.poisson(words * truth[:, None] * rng.gamma(2, 0.5, words.shape))
        frames.append(
            articles.select("article_id").with_columns(
                *(pl.lit(text).alias(name) for name, text in (("metric", metric), ("reading", "body"))),
                *(pl.lit("").alias(name) for name in ("actor", "voice")),
                numerator=counts.ravel().astype(float),
                denominator=words.ravel(),
            )
        )
    return pl.concat(frames), articles


def declared(names: list[str], matters_from: float = 0.0) -> dict[str, Declaration]:
    """Rates with no upper bound."""
    return {name: rule(0.0, None, name=name, matters_from=matters_from) for name in names}


def one_difference(difference: float, low: float, high: float, matters_from: float) -> str | None:
    """The verdict on a difference with these limits."""
    frame = pl.DataFrame(
        {
            "metric": ["m"],
            "difference": [difference],
            "low": [low],
            "high": [high],
            "p": [0.01],
            "status": ["ok"],
        }
    )
    found: str | None = judged(frame, declared(["m"], matters_from))["verdict"][0]
    return found


@pytest.mark.parametrize(
    ("difference", "low", "high", "matters_from", "verdict"),
    [
        (5.0, 1.0, 9.0, 2.0, Verdict.CLEAR),
        (-5.0, -9.0, -1.0, 2.0, Verdict.CLEAR),
        (5.0, -1.0, 11.0, 2.0, Verdict.UNSETTLED),
        (1.0, 0.5, 1.5, 2.0, Verdict.TRIVIAL),
        (0.1, -0.5, 0.7, 2.0, Verdict.TRIVIAL),  # whatever it is, it is too small
        (1.0, 0.1, 2.5, 2.0, Verdict.UNSETTLED),  # more than 0, but perhaps too small
        (2.0, 0.1, 3.9, 2.0, Verdict.CLEAR),
        (0.1, 0.05, 0.15, 0.0, Verdict.CLEAR),  # nothing is trivial where the metric does not say so
        (0.0, 0.0, 0.0, 0.0, Verdict.UNSETTLED),
        (0.0, 0.0, 0.0, 2.0, Verdict.UNSETTLED),  # no text shows any spread: nothing is known of others
    ],
)
def test_a_verdict_follows_from_the_interval_and_what_matters(
    difference: float, low: float, high: float, matters_from: float, verdict: Verdict
) -> None:
    """Clear: not 0, and enough; trivial: all of the interval too small; else not settled."""
    assert one_difference(difference, low, high, matters_from) == verdict


def test_without_a_difference_there_is_no_verdict() -> None:
    """Too little data is not called unsettled."""
    frame = pl.DataFrame(
        {
            "metric": ["m"],
            "difference": [None],
            "low": [None],
            "high": [None],
            "p": [None],
            "status": ["insufficient"],
        },
        schema_overrides=dict.fromkeys(("difference", "low", "high", "p"), pl.Float64),
    )
    assert judged(frame, declared(["m"]))["verdict"].to_list() == [None]


def test_the_family_is_that_of_the_folder() -> None:
    """Each metric with one value for each outlet counts once, whatever its readings; those by actor do not."""
    metrics = declared(["a", "b"]) | {"tone": rule(-1.0, 1.0, by_actor=True)}
    assert family(metrics) == len(("a", "b"))
    assert joint_confidence(metrics) == 1 - LEVEL / 2


def test_a_verdict_does_not_depend_on_who_or_what_is_looked_at_beside() -> None:
    """The row of two outlets on a metric is the same, to the digit, however many others and metrics are compared."""
    names = ["a", "b", "c"]
    metrics = declared(names, 2.0)
    measurements, articles = measured(np.array([6.0, 9.0, 14.0, 3.0, 8.0]), names, seed=1)
    texts = sum_texts(measurements, articles)
    everything = judge_pairs(cells_of(texts), metrics, "outlet 00")
    for outlet in ("outlet 01", "outlet 04"):
        for metric in names:
            few = texts.filter(pl.col("outlet").is_in(["outlet 00", outlet]), pl.col("metric") == metric)
            alone = judge_pairs(cells_of(few), metrics, "outlet 00")
            together = everything.filter(outlet=outlet, metric=metric)
            # Those of the other corrections do change: they are of what is asked for.
            assert_frame_equal(alone.drop("p_holm", "p_bh"), together.drop("p_holm", "p_bh"))


def test_on_stories_it_is_of_these_two_alone() -> None:
    """Other outlets on the same stories change nothing between two, nor which of their stories count."""
    metrics = declared(["a"])
    measurements, articles = measured(np.array([6.0, 9.0, 14.0]), ["a"], seed=2)
    fewer = articles.filter((pl.col("outlet") != "outlet 02") | (pl.col("story_id") < "s05"))
    two = articles.filter(pl.col("outlet") != "outlet 02")
    found = [
        judge_on_stories(measurements, part, metrics, "outlet 01", "outlet 00")
        for part in (articles, fewer, two)
    ]
    assert_frame_equal(found[0], found[1])
    assert_frame_equal(found[0], found[2])
    assert found[0]["counted"].to_list() == [TEXTS]
    assert found[0]["against"].to_list() == ["outlet 00"]


def test_the_joint_interval_joins_those_of_the_two_outlets() -> None:
    """Limit by limit at the joint confidence; so it is wider than the plain one, and p is that of the plain one."""
    names = [f"m{number:02d}" for number in range(METRICS)]
    metrics = declared(names)
    measurements, articles = measured(np.linspace(4, 14, 8), names, seed=3)
    texts = sum_texts(measurements, articles)
    found = judge_pairs(cells_of(texts), metrics, "outlet 00")
    plain = compare_pairs(score_cells(texts, metrics), metrics, "outlet 00")
    assert (found["high"] - found["low"] > plain["high"] - plain["low"]).all()
    assert found["p"].to_list() == plain["p"].to_list()
    wide = score_cells(texts, metrics, confidence=joint_confidence(metrics))
    one, other = (
        wide.filter(outlet=name, metric="m07").row(0, named=True) for name in ("outlet 05", "outlet 00")
    )
    row = found.filter(outlet="outlet 05", metric="m07").row(0, named=True)
    assert row["low"] == pytest.approx(
        row["difference"] - np.hypot(one["value"] - one["low"], other["high"] - other["value"])
    )
    assert row["high"] == pytest.approx(
        row["difference"] + np.hypot(one["high"] - one["value"], other["value"] - other["low"])
    )


def test_half_against_nothing_is_told_apart() -> None:
    """An outlet whose texts all show half and one whose texts show none: few texts, but no doubt."""
    articles = pl.DataFrame(
        {"article_id": [f"a{n:02d}" for n in range(48)], "outlet": ["A"] * 24 + ["B"] * 24}
    ).with_columns(text_cluster=pl.col("article_id"))
    rng = np.random.default_rng(4)
    share = np.r_[0.5 + rng.normal(0, 0.05, 24), np.zeros(24)]
    measurements = articles.select("article_id").with_columns(
        *(pl.lit(text).alias(name) for name, text in (("metric", "m"), ("reading", "page"))),
        *(pl.lit("").alias(name) for name in ("actor", "voice")),
        numerator=pl.Series(share * 100),
        denominator=pl.lit(100.0),
    )
    metrics = {name: rule(0.0, 1.0, name=name, matters_from=0.02) for name in ("m", *map(str, range(35)))}
    row = judge_pairs(cells_of(sum_texts(measurements, articles)), metrics, "A").row(0, named=True)
    assert row["verdict"] == Verdict.CLEAR


def test_among_all_metrics_of_equal_outlets_a_difference_is_rarely_found() -> None:
    """Of pairs of equal outlets at most 5% have any difference that is told from 0, on twenty metrics."""
    names = [f"m{number:02d}" for number in range(METRICS)]
    metrics = declared(names)
    alarms = 0
    for pair in range(0, PAIRS, 10):
        measurements, articles = measured(np.full(11, 8.0), names, seed=100 + pair)
        found = judge_pairs(cells_of(sum_texts(measurements, articles)), metrics, "outlet 00")
        alarms += (
            found.group_by("outlet").agg(clear=(pl.col("verdict") == Verdict.CLEAR).any())["clear"].sum()
        )
    noise = 3 * np.sqrt(LEVEL * (1 - LEVEL) / PAIRS)
    assert alarms / PAIRS <= LEVEL + noise
