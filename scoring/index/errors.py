"""The error of the index from the articles themselves, which includes the correlations between components.

An article that editorialises often addresses the reader, too; drawing each component independently within its own
interval ignores that and gives intervals a quarter too narrow (docs/index.md). Here an outlet's texts are dealt into
groups, each group is left out in turn, and the whole index is recomputed: the delete-a-group jackknife (Kott 2001).
"""

import numpy as np
import polars as pl

from scoring.catalogue.find import catalogue
from scoring.index.combine import Placed, places_of, weighted_mean
from scoring.index.reference import FloatArray, Reference
from scoring.outlets.aggregate import sum_texts

GROUPS = 20
KEYS = ("outlet", "metric", "reading")


def errors_of_articles(
    placed: Placed, reference: Reference, measurements: pl.DataFrame, articles: pl.DataFrame
) -> FloatArray:
    """The standard error of each outlet's index; NaN where an outlet has fewer than two texts.

    `measurements` and `articles` as for `scoring.outlets.aggregate.aggregate`.
    """
    numerators, denominators = _sums(placed, measurements, articles)
    rest_y, rest_x = (sums.sum(axis=1, keepdims=True) - sums for sums in (numerators, denominators))
    per = np.array([catalogue()[component.metric].per for component in placed.components])
    values = np.divide(rest_y, rest_x, out=np.full_like(rest_y, np.nan), where=rest_x > 0) * per
    # A component that could not be placed has no weight; one lost with a group keeps its place.
    left_out = np.where(np.isnan(values), placed.values[:, None, :], values)
    index = weighted_mean(places_of(left_out, placed.components, reference), placed.weights[:, None, :])
    filled = denominators.max(axis=2) > 0
    count = filled.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(filled, index, 0).sum(axis=1) / count
        squares = np.where(filled, (index - mean[:, None]) ** 2, 0).sum(axis=1)
        return np.asarray(
            np.where(count > 1, np.sqrt((count - 1) / count * squares), np.nan), dtype=np.float64
        )


def _sums(
    placed: Placed, measurements: pl.DataFrame, articles: pl.DataFrame
) -> tuple[FloatArray, FloatArray]:
    """Numerators and denominators by outlet, group of texts, and component."""
    components = pl.DataFrame(
        [(c.metric, c.reading, number) for number, c in enumerate(placed.components)],
        schema={"metric": pl.String, "reading": pl.String, "component": pl.Int64},
        orient="row",
    )
    outlets = pl.DataFrame({"outlet": pl.Series(placed.outlets, dtype=pl.String)}).with_row_index("number")
    wanted = measurements.join(components.select("metric", "reading"), on=["metric", "reading"], how="semi")
    texts = (
        sum_texts(wanted, articles, KEYS)
        .with_columns(pl.col(*KEYS, "text_cluster").cast(pl.String))
        .join(components, on=["metric", "reading"])
        .join(outlets, on="outlet")
        .with_columns(group=(pl.col("text_cluster").rank("dense").over("outlet") - 1) % GROUPS)
        .sort("number", "group", "component", "text_cluster")
    )
    shape = (len(placed.outlets), GROUPS, len(placed.components))
    flat = np.ravel_multi_index(
        [texts[name].to_numpy().astype(np.int64) for name in ("number", "group", "component")], shape
    )
    size = int(np.prod(shape))
    # bincount adds in row order, whatever the number of threads.
    numerators, denominators = (
        np.asarray(np.bincount(flat, weights=texts[name].to_numpy(), minlength=size), dtype=np.float64)
        for name in ("numerator", "denominator")
    )
    return numerators.reshape(shape), denominators.reshape(shape)
