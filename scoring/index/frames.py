"""The tables of the index from the scores of outlets."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from scoring.catalogue.find import catalogue
from scoring.index.combine import index_rows, place_outlets
from scoring.index.errors import errors_of_articles
from scoring.index.ranks import rank_bands, share_above
from scoring.index.reference import FloatArray, make_reference, read_reference, reference_text
from scoring.outlets.aggregate import aggregate
from scoring.schema.components import Component, read_components
from scoring.schema.datapackage import read_package
from scoring.schema.kinds import REPRINTS, Genre, IndexScope
from scoring.schema.reading import read_table
from scoring.schema.thresholds import MINIMUM_INDEX_TEXTS

NEEDED_OF_ARTICLES = ("article_id", "outlet", "text_cluster", "provenance", "genre")


def index_frames(
    measurements: pl.DataFrame,
    articles: pl.DataFrame,
    weights: Path | None = None,
    reference: Path | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables `index` and `index_pairs`; `weights` and `reference` are the user's own files.

    `measurements` and `articles` as for `scoring.outlets.aggregate.aggregate`; of the articles also `provenance` and
    `genre`. Raises ValueError, in one sentence, for a file that cannot be used.
    """
    quantiles, components = read_reference(reference), read_components(weights)
    used = articles_of_index(articles)
    alone = place_outlets(component_scores(measurements, used, components), components, quantiles)
    # The larger of the two: zero counts show no spread among the articles, but still have an interval.
    together = errors_of_articles(alone, quantiles, measurements, used)
    placed = replace(
        alone, errors=np.fmax(alone.errors, together), reprints=_reprints(alone.outlets, articles)
    )
    rows = index_rows(placed).join(rank_bands(placed), on="outlet", how="left", maintain_order="left")
    scopes = used.select("outlet", "scope").unique("outlet")
    return rows.join(scopes, on="outlet", how="left", maintain_order="left"), share_above(placed)


def articles_of_index(articles: pl.DataFrame) -> pl.DataFrame:
    """The articles that the index is of, with a column `scope`: an outlet's news where it has enough, else all."""
    is_news = pl.col("genre").eq_missing(Genre.NEWS)
    texts = pl.coalesce("text_cluster", "article_id").filter(is_news).n_unique().over("outlet")
    enough = texts >= MINIMUM_INDEX_TEXTS
    return (
        articles.drop_nulls("outlet")
        .with_columns(scope=pl.when(enough).then(pl.lit(IndexScope.NEWS)).otherwise(pl.lit(IndexScope.ALL)))
        .filter(is_news | (pl.col("scope") == IndexScope.ALL))
    )


def component_scores(
    measurements: pl.DataFrame, articles: pl.DataFrame, components: Sequence[Component]
) -> pl.DataFrame:
    """The scores of outlets on the index's components alone, over these articles."""
    names = [component.metric for component in components]
    declared = {name: catalogue()[name] for name in names}
    return aggregate(measurements.filter(pl.col("metric").is_in(names)), articles, declared)


def _reprints(outlets: Sequence[str], articles: pl.DataFrame) -> FloatArray:
    """The share of each outlet's articles that are other people's texts as a whole."""
    shares = articles.group_by("outlet").agg(share=pl.col("provenance").is_in(REPRINTS).mean())
    joined = pl.DataFrame({"outlet": pl.Series(outlets, dtype=pl.String)}).join(
        shares, on="outlet", how="left", maintain_order="left"
    )
    return joined["share"].cast(pl.Float64).fill_null(0.0).to_numpy()


def write_reference(folder: Path, out: Path) -> int:
    """Make a reference from the outlets of a scores folder and write it to `out`; returns how many outlets it uses.

    Raises ValueError if `folder` holds no scores, or too few outlets have enough texts.
    """
    read_package(folder)
    components = read_components()
    used = articles_of_index(read_table(folder, "articles", columns=NEEDED_OF_ARTICLES))
    measured = read_table(folder, "measurements")
    frame = make_reference(component_scores(measured, used, components), components)
    outlets = int(frame["outlets"].max())  # type: ignore[arg-type]
    out.write_text(reference_text(frame, f"Made from the outlets of {folder.name}."), encoding="utf-8")
    return outlets
