"""The place of a value among reference outlets: quantiles, shipped as numbers, so that no score moves when
another outlet joins the corpus.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.schema.components import Component
from scoring.schema.lists import brief, read_rows

FloatArray = NDArray[np.float64]

SHIPPED = "reference/outlets.csv"
PERCENTS = tuple(range(101))
# An outlet is used for the reference if it has at least this many independent texts.
REFERENCE_TEXTS = 20
# Fewer outlets than this do not make a distribution.
LEAST_OUTLETS = 5
DIGITS = 6  # significant, of each quantile
Reference = Mapping[tuple[str, str], FloatArray]
"""By metric and reading: the values at 0, 1, ... 100 percent of the reference outlets."""

_HEADER = """# Quantiles of each component of the index over reference outlets, by which values are placed on 0 to 100.
# One row is a metric in one reading; `outlets` is how many outlets it rests on, p0 to p100 are the values at 0 to
# 100 percent of them. {origin}
"""


def read_reference(path: Path | None = None) -> Reference:
    """The shipped reference, or a user's own made by `masthead reference`.

    Raises ValueError, in one sentence, for a file that is not a reference.
    """
    source: str | Path = SHIPPED if path is None else path
    columns = [f"p{percent}" for percent in PERCENTS]
    reference = {}
    for row in read_rows(source, "metric", "reading", *columns):
        try:
            points = np.array([float(row[column]) for column in columns])
        except ValueError:
            raise ValueError(
                f"The reference {source}: a quantile of {brief(row['metric'])} is not a number."
            ) from None
        if not np.all(np.diff(points) >= 0):
            raise ValueError(
                f"The reference {source}: the quantiles of {brief(row['metric'])} are not in ascending order."
            )
        reference[row["metric"], row["reading"]] = points
    return reference


def make_reference(scores: pl.DataFrame, components: Sequence[Component]) -> pl.DataFrame:
    """The quantiles of each component over the outlets of `scores` with at least `REFERENCE_TEXTS` texts.

    Raises ValueError if fewer than `LEAST_OUTLETS` outlets have enough texts for some component.
    """
    rows = []
    for component in components:
        part = scores.filter(
            pl.col("metric") == component.metric,
            pl.col("reading") == component.reading,
            pl.col("actor").fill_null("") == "",
            pl.col("status") == "ok",
            pl.col("independent_texts") >= REFERENCE_TEXTS,
        )
        if part.height < LEAST_OUTLETS:
            raise ValueError(
                f"A reference needs {LEAST_OUTLETS} outlets with {REFERENCE_TEXTS} independent texts each; "
                f"{component.metric} has {part.height}."
            )
        points = np.quantile(part["value"].to_numpy(), np.array(PERCENTS) / 100)
        cells = {
            f"p{percent}": f"{value:.{DIGITS}g}" for percent, value in zip(PERCENTS, points, strict=True)
        }
        rows.append(
            {"metric": component.metric, "reading": component.reading, "outlets": part.height, **cells}
        )
    return pl.DataFrame(rows)


def reference_text(frame: pl.DataFrame, origin: str) -> str:
    """The text of a reference file: a header that states its origin, and the rows."""
    return _HEADER.format(origin=origin) + frame.write_csv()


def place(values: FloatArray, points: FloatArray) -> FloatArray:
    """The percentage of reference outlets below each value, ties counting half.

    >>> place(np.array([0.0, 5.0, 99.0]), np.repeat([0.0, 10.0], [51, 50])).round(1).tolist()
    [25.0, 50.5, 100.0]
    """
    percents = np.array(PERCENTS, dtype=np.float64)
    first, last = np.unique(points, return_index=True), np.unique(points[::-1], return_index=True)
    below, above = percents[first[1]], percents[::-1][last[1]]
    at = np.isclose(values[..., None], first[0], rtol=10.0**-DIGITS, atol=0.0)
    tied = (at * ((below + above) / 2)).sum(axis=-1) / np.maximum(at.sum(axis=-1), 1)
    return np.asarray(
        np.where(at.any(axis=-1), tied, _between(values, first[0], below, above)), dtype=np.float64
    )


def _between(values: FloatArray, points: FloatArray, below: FloatArray, above: FloatArray) -> FloatArray:
    """Linear between the last percentage at the point below a value and the first at the point above it."""
    over = np.searchsorted(points, values)
    left, right = np.clip(over - 1, 0, len(points) - 1), np.clip(over, 0, len(points) - 1)
    width = points[right] - points[left]
    part = np.divide(values - points[left], width, out=np.zeros_like(values), where=width > 0)
    inside = above[left] + part * (below[right] - above[left])
    return np.asarray(
        np.where(over == 0, 0.0, np.where(over == len(points), 100.0, inside)), dtype=np.float64
    )
