"""The index under other weights: the export's at the table's weights, and a weighted mean of places at any."""

from pathlib import Path

import polars as pl
import pytest

from dashboard.reporting_index import (
    MINIMUM_INDEX_TEXTS,
    components_of,
    index_of,
    missing_words,
    share_above,
    standings,
    table_weights,
)
from scoring.catalogue.find import catalogue
from scoring.schema.components import Component
from scoring.schema.scores import open_scores
from tests.dashboard.synthetic import GERMAN_OUTLET, SMALL_OUTLET


@pytest.fixture(scope="module")
def index(synthetic: Path) -> pl.DataFrame:
    """The invented table."""
    found = index_of(open_scores(synthetic))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def components(index: pl.DataFrame) -> tuple[Component, ...]:
    """Its components."""
    return components_of(index, catalogue())


def test_every_place_in_the_table_is_a_component(
    index: pl.DataFrame, components: tuple[Component, ...]
) -> None:
    """No component of the table is left out, for then the mean would be another."""
    assert {f"{c.metric}_quantile" for c in components} == {
        n for n in index.columns if n.endswith("_quantile")
    }


def test_the_tables_weights_give_the_exported_index(
    index: pl.DataFrame, components: tuple[Component, ...]
) -> None:
    """At the weights recovered from the folder, index, interval and rank are those of the export."""
    weights = table_weights(index, components)
    assert sum(weights.values()) == pytest.approx(1, abs=1e-5)  # each share is rounded
    found = standings(index, components, weights)
    assert len(found) == index.height
    for s in found:
        if s.exported["index"] is None:
            assert (s.index, s.low, s.rank) == (None, None, None)
            continue
        assert (s.index, s.low, s.high) == pytest.approx(
            (s.exported["index"], s.exported["low"], s.exported["high"])
        )
        assert s.rank == s.exported_rank
        assert s.available == pytest.approx(s.exported["available"])


def test_one_component_alone_is_its_place_and_less_certain(
    index: pl.DataFrame, components: tuple[Component, ...]
) -> None:
    """With all weight on one component, the index is its place, the order its order, the interval wider."""
    name = "sourcing_density"
    weights = {c.metric: float(c.metric == name) for c in components}
    found = [s for s in standings(index, components, weights) if s.index is not None]
    assert found
    for s in found:
        assert s.index == pytest.approx(s.exported[f"{name}_quantile"])
        assert s.low is not None
        assert s.high is not None
        assert s.low == 0 or s.index - s.low > s.exported["index"] - s.exported["low"]
        assert 0 <= s.low <= s.index <= s.high <= 100
    assert [s.index for s in found] == sorted((s.index or 0 for s in found), reverse=True)
    assert [s.rank for s in found] == list(range(1, len(found) + 1))


def test_scale_of_the_weights_is_nothing(index: pl.DataFrame, components: tuple[Component, ...]) -> None:
    """Weights count relative to each other: ten times all of them changes nothing."""
    weights = {c.metric: float(n % 4) for n, c in enumerate(components)}
    tenfold = {name: 10 * weight for name, weight in weights.items()}
    one, other = (standings(index, components, w) for w in (weights, tenfold))
    assert [s.outlet for s in one] == [s.outlet for s in other]
    assert [s.index or 0 for s in one] == pytest.approx([s.index or 0 for s in other])


def test_nothing_measured_of_what_counts_gives_no_index(
    index: pl.DataFrame, components: tuple[Component, ...]
) -> None:
    """An outlet that lacks what all the weight is on has words, not a number."""
    gone = "sourcing_density"
    without = index.with_columns(
        pl.when(pl.col("outlet") == index["outlet"][0]).then(None).otherwise(pl.col(f"{gone}_quantile"))
        .alias(f"{gone}_quantile")
    )  # fmt: skip
    found = standings(without, components, {c.metric: float(c.metric == gone) for c in components})
    mine = next(s for s in found if s.outlet == index["outlet"][0])
    assert mine.index is None
    assert mine.why_not.startswith("not enough data")


@pytest.mark.parametrize(
    ("texts", "available", "reprints", "words"),
    [
        (MINIMUM_INDEX_TEXTS - 1, 1.0, 0.0, "not enough data: 1 more independent text needed"),
        (MINIMUM_INDEX_TEXTS - 3, 0.1, 0.5, "not enough data: 3 more independent texts needed"),
        (MINIMUM_INDEX_TEXTS, 0.4, 0.0, "not enough data: 40% of the weight could be measured, 80% needed"),
        (MINIMUM_INDEX_TEXTS, 1.0, 0.75, "no index: 75% of its articles are other people's texts"),
    ],
)
def test_missing_index_says_what_it_would_take(
    texts: int, available: float, reprints: float, words: str
) -> None:
    """Too few texts, too few components and an outlet of reprints are told apart."""
    row = {"independent_texts": texts, "available": available, "reprints": reprints}
    assert missing_words(row) == words


def test_share_above_names_the_higher_first(synthetic: Path, index: pl.DataFrame) -> None:
    """A listed pair has its share, an unlisted one all weightings, and one without an index none."""
    pairs = pl.read_parquet(synthetic / "index_pairs.parquet")
    names = index.drop_nulls("index").sort("index", descending=True)["outlet"].to_list()
    share = pairs.filter(outlet=names[0], other=names[1])["share_above"][0]
    assert share_above(pairs, index, names[1], names[0]) == (names[0], names[1], share)
    assert share_above(pairs, index, names[-1], names[0]) == (names[0], names[-1], 1.0)
    for outlet in (SMALL_OUTLET, GERMAN_OUTLET):
        assert share_above(pairs, index, names[0], outlet) is None
