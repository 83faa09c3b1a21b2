from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.index.combine import index_rows, place_outlets
from scoring.index.errors import errors_of_articles
from scoring.index.frames import index_frames
from scoring.index.ranks import draw_weightings, index_under, rank_bands, share_above
from scoring.index.reference import make_reference
from scoring.schema.components import read_components

from .made_up import made_up

COMPONENTS = read_components()
GOODNESS = {f"o{n}": n / 9 for n in range(10)}


@pytest.fixture(scope="module")
def made():
    """Ten outlets from bad to good, and the reference that they make."""
    scores, measurements, articles = made_up(COMPONENTS, GOODNESS)
    points = {
        (row["metric"], row["reading"]): np.array([float(row[f"p{p}"]) for p in range(101)])
        for row in make_reference(scores, COMPONENTS).iter_rows(named=True)
    }
    return scores, measurements, articles, points


def test_better_outlets_stand_higher(made):
    """The index follows planted goodness in either direction of component, from near 0 to near 100."""
    scores, *_, points = made
    index = index_rows(place_outlets(scores, COMPONENTS, points)).sort("outlet")["index"].to_list()
    assert index == sorted(index)
    assert index[0] < 5
    assert index[-1] > 95


def test_contributions_sum_to_the_index(made):
    """The workings are whole: contributions make up the index, weights make up 1."""
    scores, *_, points = made
    rows = index_rows(place_outlets(scores, COMPONENTS, points))
    for suffix, whole in (("contribution", rows["index"]), ("weight", pl.Series([1.0] * rows.height))):
        total = rows.select(pl.sum_horizontal(f"{c.metric}_{suffix}" for c in COMPONENTS)).to_series()
        assert np.allclose(total, whole)


def test_another_outlet_moves_no_score(made):
    """Index and interval of an outlet are the same whoever else is in the corpus."""
    scores, *_, points = made
    alone = index_rows(place_outlets(scores.filter(outlet="o3"), COMPONENTS, points))
    together = index_rows(place_outlets(scores, COMPONENTS, points)).filter(outlet="o3")
    assert_frame_equal(alone, together)


def test_too_few_texts_are_insufficient():
    """Six texts give components but no index, and no number is shown."""
    _, measurements, articles = made_up(COMPONENTS, {"few": 0.5}, texts=6)
    row = index_frames(measurements, articles)[0].row(0, named=True)
    assert row["status"] == "insufficient"
    assert row["index"] is row["low"] is row["high"] is row["rank_best"] is None


def test_an_outlet_mostly_of_reprints_has_no_index():
    """Where more than half is other people's texts, the number would be theirs; exactly half is still its own."""
    _, measurements, articles = made_up(COMPONENTS, {"wire": 0.5, "half": 0.5}, texts=24)
    taken = pl.when(
        pl.int_range(pl.len()).over("outlet") < pl.when(pl.col("outlet") == "wire").then(13).otherwise(12)
    )
    articles = articles.with_columns(
        provenance=taken.then(pl.lit("credited_reprint")).otherwise(pl.lit("original"))
    )
    rows = index_frames(measurements, articles)[0]
    status = dict(rows.select("outlet", "status").iter_rows())
    assert status == {"wire": "not_applicable", "half": "ok"}
    assert rows.filter(outlet="wire")["index"].to_list() == [None]


def test_too_few_components_are_insufficient(made):
    """With less than 80% of the weight measured there is no index."""
    scores, *_, points = made
    few = scores.filter(pl.col("metric").is_in([component.metric for component in COMPONENTS[:5]]))
    rows = index_rows(place_outlets(few, COMPONENTS, points))
    assert set(rows["status"]) == {"insufficient"}
    assert rows["index"].null_count() == rows.height


def test_a_missing_component_gives_its_weight_to_the_others(made):
    """What was not measured counts neither as 0 nor as 50; here it is the component that weighs least."""
    scores, *_, points = made
    name = min((one for one in COMPONENTS if one.weight), key=lambda one: one.weight).metric
    lacking = scores.filter(~((pl.col("outlet") == "o9") & (pl.col("metric") == name)))
    row = index_rows(place_outlets(lacking, COMPONENTS, points)).filter(outlet="o9").row(0, named=True)
    assert row[name] is row[f"{name}_weight"] is row[f"{name}_contribution"] is None
    assert row["index"] > 95
    assert row["available"] < 1


def test_no_outlets_give_empty_tables():
    """A corpus without a known outlet has tables without rows."""
    _, measurements, articles = made_up(COMPONENTS, {"one": 0.5})
    rows, pairs = index_frames(measurements.clear(), articles.clear())
    assert rows.height == pairs.height == 0


def test_the_error_of_articles_is_that_of_repeated_draws(made):
    """Over outlets drawn anew, the jackknife's error is the spread of the index, to a third."""
    *_, points = made
    scores, measurements, articles = made_up(COMPONENTS, {f"d{n:02}": 0.5 for n in range(40)}, seed=7)
    placed = place_outlets(scores, COMPONENTS, points)
    said = errors_of_articles(placed, points, measurements, articles).mean()
    assert said == pytest.approx(placed.index.std(), rel=1 / 3)


def test_errors_that_go_together_widen_the_interval(made):
    """Where all components of an article swing as one, the error is several times that of components apart."""
    *_, points = made
    scores, measurements, articles = made_up(COMPONENTS, {"one": 0.5})
    swing = pl.when(pl.col("article_id").str.ends_with("1")).then(0.2).otherwise(-0.02)
    sign = pl.col("metric").replace_strict(
        {c.metric: 1 if c.direction == "higher" else -1 for c in COMPONENTS}
    )
    swung = measurements.with_columns(numerator=pl.col("numerator") + 500 * swing * sign)
    placed = place_outlets(scores, COMPONENTS, points)
    apart = errors_of_articles(placed, points, measurements, articles)[0]
    assert errors_of_articles(placed, points, swung, articles)[0] > 3 * apart


def test_weightings_are_drawn_around_the_table():
    """The mean of the draws is the table, each draw sums to 1, and a weight of 0 stays 0."""
    placed = place_outlets(*_one_outlet())
    weightings = draw_weightings(placed)
    table = np.array([component.weight for component in COMPONENTS])
    assert weightings.sum(axis=1) == pytest.approx(np.ones(len(weightings)))
    assert np.abs(weightings.mean(axis=0) - table / table.sum()).max() < 0.01
    assert (weightings[:, table == 0] == 0).all()


def _one_outlet():
    scores, _, _ = made_up(COMPONENTS, {"one": 0.5, "two": 0.7, "three": 0.2, "four": 0.4, "five": 0.9})
    points = {
        (row["metric"], row["reading"]): np.array([float(row[f"p{p}"]) for p in range(101)])
        for row in make_reference(scores, COMPONENTS).iter_rows(named=True)
    }
    return scores, COMPONENTS, points


def test_pairs_that_every_weighting_orders_alike_are_left_out(made):
    """Outlets far apart are certain; two that are alike are open, and the share says how far."""
    scores, *_, points = made
    assert share_above(place_outlets(scores, COMPONENTS, points)).height == 0
    alike, *_ = made_up(COMPONENTS, {"a": 0.5, "b": 0.5})
    placed = place_outlets(alike, COMPONENTS, points)
    share = share_above(placed)["share_above"][0]
    assert 0 < share < 1
    drawn = index_under(placed, draw_weightings(placed))
    first = int(np.argmax(placed.index))
    assert share == pytest.approx((drawn[:, first] > drawn[:, 1 - first]).mean())


def test_outlets_level_under_every_weighting_are_no_pair(made):
    """Two outlets with the same places are level whatever the weights: neither stands above the other."""
    _, *_, points = made
    alike, *_ = made_up(COMPONENTS, {"a": 0.5, "b": 0.5})
    placed = place_outlets(alike, COMPONENTS, points)
    level = replace(placed, places=np.repeat(placed.places[:1], 2, axis=0))
    assert share_above(level).height == 0


def test_rank_bands_hold_the_rank_and_widen_with_the_error(made):
    """Bands are narrow where errors are small, and span all ranks where they are large."""
    scores, *_, points = made
    placed = place_outlets(scores, COMPONENTS, points)
    narrow = rank_bands(placed).sort("outlet")
    assert narrow["rank_best"].to_list() == narrow["rank_worst"].to_list() == list(range(10, 0, -1))
    wide = rank_bands(replace(placed, errors=placed.errors + 100))
    assert (wide["rank_worst"] - wide["rank_best"]).min() >= 7


def test_a_reference_that_lacks_a_component_is_refused(made):
    """The sentence names what is missing."""
    scores, *_, points = made
    with pytest.raises(ValueError, match="no quantiles of absolutes"):
        place_outlets(
            scores, COMPONENTS, {key: value for key, value in points.items() if key[0] != "absolutes"}
        )


def test_opinion_does_not_pull_an_outlets_news_down():
    """With enough news the index is of the news alone; with seven texts of it, of all, and it says so."""
    goodness = {"mixed": 0.9, "few": 0.9}
    _, measurements, articles = made_up(COMPONENTS, goodness, texts=24)
    _, bad_measurements, bad = made_up(COMPONENTS, {"mixed": 0.1, "few": 0.1}, texts=24)
    turned = "opinion-" + pl.col("article_id")
    bad = bad.with_columns(article_id=turned, text_cluster=turned, genre=pl.lit("opinion"))
    bad_measurements = bad_measurements.with_columns(article_id=turned)
    number = pl.int_range(pl.len()).over("outlet")
    articles = articles.with_columns(
        genre=pl.when((pl.col("outlet") == "few") & (number >= 7)).then(None).otherwise("genre")
    )
    alone = index_frames(measurements, articles)[0].filter(outlet="mixed")
    both = index_frames(pl.concat([measurements, bad_measurements]), pl.concat([articles, bad]))[0]
    assert both.filter(outlet="mixed")["index"].to_list() == alone["index"].to_list()
    assert dict(both.select("outlet", "scope").iter_rows()) == {"mixed": "news", "few": "all"}
    assert both.filter(outlet="few")["index"][0] < alone["index"][0] - 1
    assert both.filter(outlet="mixed")["independent_texts"].to_list() == [24]
