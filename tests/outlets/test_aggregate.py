from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from scoring.outlets.aggregate import (
    CELL,
    MINIMUM_INDEPENDENT_TEXTS,
    SCORES,
    aggregate,
    score_cells,
    sum_texts,
)

from .rules import rule

RULES = {
    "named_share": rule(0.0, 1.0),
    "density": rule(0.0, None, per=1000.0, readings=("body", "own")),
    "actor_tone": rule(-1.0, 1.0, by_actor=True),
}


def _articles(*outlets: str | None, **columns: list[Any]) -> pl.DataFrame:
    ids = [f"a{number}" for number in range(len(outlets))]
    return pl.DataFrame(
        {"article_id": ids, "outlet": outlets, "text_cluster": ids, **columns},
        schema_overrides={"outlet": pl.String},
    )


def _measured(values: list[tuple[float, float]], metric: str = "named_share", **same: str) -> pl.DataFrame:
    cell = {"metric": metric, "reading": "body", "actor": "", "voice": "", **same}
    return pl.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(len(values))],
            **{name: [value] * len(values) for name, value in cell.items()},
            "numerator": [float(numerator) for numerator, _ in values],
            "denominator": [float(denominator) for _, denominator in values],
        }
    )


def _row(scores: pl.DataFrame, **cell: str) -> dict[str, Any]:
    return scores.filter(**cell).row(0, named=True)


def test_the_value_is_the_sum_of_numerators_over_the_sum_of_denominators():
    """A micro-average: long articles weigh more."""
    values = [(1, 2), (0, 2), (8, 8), (1, 4), (1, 2), (1, 2)]
    row = _row(aggregate(_measured(values), _articles(*["Gazette"] * 6), RULES), metric="named_share")
    assert row["value"] == pytest.approx(12 / 20)
    assert row["low"] < row["value"] < row["high"]
    assert (row["articles"], row["independent_texts"], row["units"], row["status"]) == (6, 6, 20.0, "ok")


def test_a_rate_is_given_in_its_own_unit():
    """`per` multiplies value and limits, not the units counted."""
    row = _row(
        aggregate(_measured([(n, 500) for n in range(6)], "density"), _articles(*["Gazette"] * 6), RULES),
        metric="density",
        reading="body",
    )
    assert row["value"] == pytest.approx(5.0)
    assert row["units"] == 3000
    assert 1 < row["low"] < 5 < row["high"] < 15


def test_five_articles_prove_nothing():
    """Below six independent texts there is a count and a status, and no number."""
    assert MINIMUM_INDEPENDENT_TEXTS == 6
    row = _row(aggregate(_measured([(1, 2)] * 5), _articles(*["Gazette"] * 5), RULES), metric="named_share")
    assert (row["value"], row["low"], row["high"]) == (None, None, None)
    assert (row["status"], row["articles"]) == ("insufficient", 5)


def test_reprints_of_one_text_count_as_one():
    """Ten articles that are two texts are two texts."""
    articles = _articles(*["Gazette"] * 10).with_columns(text_cluster=pl.Series(["a0"] * 8 + ["a8"] * 2))
    row = _row(aggregate(_measured([(1, 2)] * 10), articles, RULES), metric="named_share")
    assert (row["articles"], row["independent_texts"], row["status"]) == (10, 2, "insufficient")


def test_reprints_do_not_narrow_an_interval():
    """Running every text three times leaves value and limits where they were."""
    values = [(n % 4, 4) for n in range(12)]
    once = aggregate(_measured(values), _articles(*["Gazette"] * 12), RULES)
    thrice = aggregate(
        _measured(values * 3),
        _articles(*["Gazette"] * 36).with_columns(
            text_cluster=pl.Series([f"a{number % 12}" for number in range(36)])
        ),
        RULES,
    )
    for column in ("value", "low", "high"):
        assert thrice[column].drop_nulls().to_list() == pytest.approx(once[column].drop_nulls().to_list())


def test_articles_of_unknown_outlet_are_not_averaged():
    """No outlet, no row, and no outlet named null."""
    scores = aggregate(_measured([(1, 2)] * 8), _articles(*[None] * 7, "Gazette"), RULES)
    assert scores["outlet"].unique().to_list() == ["Gazette"]


def test_every_outlet_has_a_row_for_every_metric_and_reading():
    """What could not be measured is said to be not applicable, except metrics by actor."""
    scores = aggregate(_measured([(1, 2), (0, 0)]), _articles("Gazette", "Herald"), RULES)
    statuses = {(row["outlet"], row["metric"], row["reading"]): row["status"] for row in scores.to_dicts()}
    assert statuses == {
        ("Gazette", "density", "body"): "not_applicable",
        ("Gazette", "density", "own"): "not_applicable",
        ("Gazette", "named_share", "body"): "insufficient",
        ("Herald", "density", "body"): "not_applicable",
        ("Herald", "density", "own"): "not_applicable",
        ("Herald", "named_share", "body"): "not_applicable",
    }
    assert scores.filter(status="not_applicable")["value"].null_count() == 5


def test_too_few_units_are_refused():
    """Six articles with one attribution each say little of how sources are named."""
    rules = {"named_share": rule(0.0, 1.0, minimum_units=10)}
    scores = aggregate(_measured([(1, 1)] * 6), _articles(*["Gazette"] * 6), rules)
    assert scores["status"].to_list() == ["insufficient"]


def test_actors_and_voices_are_cells_of_their_own():
    """Tone toward two actors in two voices is four numbers."""
    frames = [
        _measured([(sign, 2)] * 6, "actor_tone", actor=actor, voice=voice)
        for actor, sign in (("Ruritania", 1), ("Freedonia", -1))
        for voice in ("outlet", "quoted")
    ]
    scores = aggregate(pl.concat(frames), _articles(*["Gazette"] * 6), RULES).filter(metric="actor_tone")
    assert scores["value"].to_list() == [-0.5, -0.5, 0.5, 0.5]


def test_a_metric_without_a_rule_is_refused_by_name():
    """Inside, a mistake of wiring is told at once."""
    with pytest.raises(KeyError, match="surprise"):
        aggregate(_measured([(1, 2)], "surprise"), _articles("Gazette"), RULES)


def test_nothing_measured_gives_only_rows_not_applicable():
    """An empty frame of measurements is no error."""
    scores = aggregate(_measured([(1, 2)]).clear(), _articles("Gazette"), RULES)
    assert scores["status"].unique().to_list() == ["not_applicable"]
    assert scores.schema == SCORES.schema


def _many(seed: int, rows: int = 3000) -> tuple[pl.DataFrame, pl.DataFrame]:
    rng = np.random.default_rng(seed)
    articles = _articles(*[f"outlet {number % 7}" for number in range(200)]).with_columns(
        text_cluster=pl.Series([f"a{number // 2}" for number in range(200)])
    )
    numerators = rng.lognormal(0, 3, rows)
    measurements = pl.DataFrame(
        {
            "article_id": [f"a{number}" for number in rng.integers(0, 200, rows)],
            "metric": "density",
            "reading": [("body", "own")[number] for number in rng.integers(0, 2, rows)],
            "actor": "",
            "voice": "",
            "numerator": numerators,
            "denominator": numerators + rng.lognormal(0, 3, rows),
        }
    )
    return measurements, articles


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_rows_does_not_change_a_bit(seed):
    """Sums of numbers of very different size come out the same to the last bit for any order."""
    measurements, articles = _many(1)
    shuffled = aggregate(
        measurements.sample(fraction=1, shuffle=True, seed=seed),
        articles.sample(fraction=1, shuffle=True, seed=seed),
        RULES,
    )
    assert_frame_equal(shuffled, aggregate(measurements, articles, RULES), check_exact=True)


@pytest.mark.parametrize("most", [2**31, 1])
def test_texts_are_summed_as_if_sorted_by_every_column(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorting by one number gives the same bytes as sorting by all columns, however many cells there are."""
    monkeypatch.setattr("scoring.outlets.aggregate._MOST_CELLS", most)
    for seed in range(5):
        measurements, articles = _many(seed)
        found = sum_texts(measurements, articles).with_columns(pl.col(*CELL, "text_cluster").cast(pl.String))
        assert_frame_equal(found, _summed_plainly(measurements, articles), check_exact=True)
        assert not measurements.select("article_id", "reading").is_duplicated().all()


def _summed_plainly(measurements: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    rows = measurements.join(articles, on="article_id").sort(
        *CELL, "text_cluster", "article_id", "numerator", "denominator"
    )
    return rows.group_by(*CELL, "text_cluster", maintain_order=True).agg(
        # As numpy adds: one after the other.
        pl.col("numerator", "denominator").map_batches(
            lambda column: np.add.reduceat(column.to_numpy(), [0])[0],
            returns_scalar=True,
            return_dtype=pl.Float64,
        ),
        articles=pl.col("article_id").n_unique().cast(pl.Int64),
    )


def test_doubling_a_corpus_leaves_the_value_unchanged():
    """A ratio of sums does not grow with the corpus; its interval narrows."""
    measurements, articles = _many(2)
    mark = pl.col("article_id") + "x"
    twice = aggregate(
        pl.concat([measurements, measurements.with_columns(mark)]),
        pl.concat([articles, articles.with_columns(mark, text_cluster=pl.col("text_cluster") + "x")]),
        RULES,
    ).filter(status="ok")
    once = aggregate(measurements, articles, RULES).filter(status="ok")
    assert twice["value"].to_list() == pytest.approx(once["value"].to_list())
    assert ((twice["high"] - twice["low"]) < (once["high"] - once["low"])).all()


def test_cells_can_be_cut_by_a_further_column():
    """Any column of the articles can be part of the cell: a month, a story."""
    months = ["2031-01"] * 6 + ["2031-02"] * 6
    articles = _articles(*["Gazette"] * 12, month=months)
    keys = ("outlet", "month", "metric", "actor", "voice", "reading")
    texts = sum_texts(_measured([(n // 6, 1) for n in range(12)]), articles, keys)
    assert score_cells(texts, RULES, keys)["value"].to_list() == [0.0, 1.0]


def test_the_readers_own_error_stays_however_much_is_read():
    """Thousands of texts bring the interval down to what the reader itself may be wrong by, and no further."""
    values = [(0.1 * (n % 2), 1) for n in range(4000)]
    articles = _articles(*["Gazette"] * 4000)
    measured = _measured(values, "actor_tone", actor="mayor", voice="outlet")
    plain = _row(aggregate(measured, articles, RULES), metric="actor_tone")
    erring = {"actor_tone": rule(-1.0, 1.0, by_actor=True, reader_error=0.02)}
    wider = _row(aggregate(measured, articles, erring), metric="actor_tone")
    assert wider["value"] == plain["value"]
    assert plain["high"] - plain["low"] < 0.01
    assert wider["high"] - wider["low"] == pytest.approx(2 * 1.96 * 0.02, rel=0.05)
