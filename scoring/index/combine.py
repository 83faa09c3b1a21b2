"""The index of an outlet: the weighted mean of its components' places, with its interval and contributions.

Each component's value is placed among the reference outlets, from 0 (the worst of them) to 100 (the best). The
index is the weighted mean of the places of those components that could be measured. Its interval follows from
theirs: each component is drawn at random within its error and placed again, and the spread of the resulting indices
is the error. All outlets get the same draws, so an outlet's interval does not depend on which others are in the
corpus. If the articles are available, `errors.py` computes the error with the correlations of the components.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.index.reference import FloatArray, Reference, place
from scoring.schema.components import LOWER, Component
from scoring.schema.kinds import Status
from scoring.schema.thresholds import MINIMUM_INDEX_TEXTS, MINIMUM_INDEX_WEIGHT, MOST_REPRINTS

NORMAL_95 = 1.959964
DRAWS = 400
SEED = 20_210_816
WORST, BEST = 0.0, 100.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Outlets by components: `values` and `places` (NaN where not measured), `errors` the index's standard error.

    `weights` are the shares of the components that an outlet has, summing to 1; `available` is the part of the
    table's weight that they make up; `texts` the independent texts of each outlet; `reprints` the share of its
    articles that are other people's texts.
    """

    outlets: tuple[str, ...]
    components: tuple[Component, ...]
    values: FloatArray
    places: FloatArray
    weights: FloatArray
    available: FloatArray
    texts: FloatArray
    errors: FloatArray
    reprints: FloatArray

    @property
    def index(self) -> FloatArray:
        """The index of each outlet, NaN where nothing was measured."""
        return weighted_mean(self.places, self.weights)

    @property
    def enough(self) -> NDArray[np.bool_]:
        """Whether each outlet has enough texts and components for an index."""
        measured = (self.texts >= MINIMUM_INDEX_TEXTS) & (self.available >= MINIMUM_INDEX_WEIGHT)
        return measured & (self.reprints <= MOST_REPRINTS)


def weighted_mean(places: FloatArray, weights: FloatArray) -> FloatArray:
    """The weighted mean over the last axis, NaNs aside; NaN where all are NaN. The weights sum to 1."""
    mean = (np.nan_to_num(places) * weights).sum(axis=-1)
    return np.asarray(np.where(weights.sum(axis=-1) > 0, mean, np.nan), dtype=np.float64)


def place_outlets(scores: pl.DataFrame, components: Sequence[Component], reference: Reference) -> Placed:
    """Place every outlet of `scores` (the table of that name) on every component.

    Raises ValueError naming the components that the reference lacks.
    """
    if missing := sorted(c.metric for c in components if (c.metric, c.reading) not in reference):
        raise ValueError(f"The reference has no quantiles of {', '.join(missing)}; make it again.")
    plain = scores.filter(pl.col("actor").fill_null("") == "")
    outlets = plain.select(pl.col("outlet").unique().sort())
    texts = outlets.join(
        plain.group_by("outlet").agg(pl.col("independent_texts").max()), on="outlet", how="left"
    )
    counted = texts.sort("outlet")["independent_texts"].to_numpy().astype(np.float64)
    columns = [_column(plain, outlets, component) for component in components]
    values, low, high = (np.stack([column[part] for column in columns], axis=1) for part in range(3))
    places = places_of(values, components, reference)
    table = np.array([component.weight for component in components])
    measured = np.where(np.isnan(values), 0.0, table)
    total = measured.sum(axis=1)
    weights = np.divide(measured, total[:, None], out=np.zeros_like(measured), where=total[:, None] > 0)
    return Placed(
        outlets=tuple(outlets["outlet"]),
        components=tuple(components),
        values=values,
        places=places,
        weights=weights,
        available=total / table.sum(),
        texts=counted,
        errors=_errors(
            values,
            low,
            high,
            np.where(counted[:, None] >= MINIMUM_INDEX_TEXTS, weights, 0.0),
            components,
            reference,
        ),
        reprints=np.zeros(len(outlets)),
    )


def _column(scores: pl.DataFrame, outlets: pl.DataFrame, component: Component) -> tuple[FloatArray, ...]:
    part = scores.filter(metric=component.metric, reading=component.reading, status=Status.OK)
    joined = outlets.join(part, on="outlet", how="left", maintain_order="left")
    return tuple(
        joined[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in ("value", "low", "high")
    )


def places_of(values: FloatArray, components: Sequence[Component], reference: Reference) -> FloatArray:
    """Places of values whose last axis is the components: 100 is the best, NaN stays NaN."""
    columns = []
    for number, component in enumerate(components):
        column = values[..., number]
        placed = place(np.nan_to_num(column), reference[component.metric, component.reading])
        if component.direction == LOWER:
            placed = BEST - placed
        columns.append(np.where(np.isnan(column), np.nan, placed))
    return np.stack(columns, axis=-1)


def _errors(
    values: FloatArray,
    low: FloatArray,
    high: FloatArray,
    weights: FloatArray,
    components: Sequence[Component],
    reference: Reference,
) -> FloatArray:
    """The standard error of each outlet's index, from its components' intervals, which may be lopsided.

    NaN for an outlet without weights: no index, no error.
    """
    draws = np.random.default_rng(SEED).standard_normal((DRAWS, len(components)))
    below, above = (values - low) / NORMAL_95, (high - values) / NORMAL_95
    errors = np.full(len(values), np.nan)
    for outlet in np.flatnonzero(weights.sum(axis=1) > 0):
        drawn = values[outlet] + draws * np.where(draws < 0, below[outlet], above[outlet])
        errors[outlet] = weighted_mean(places_of(drawn, components, reference), weights[outlet]).std()
    return errors


def index_rows(placed: Placed) -> pl.DataFrame:
    """The `index` table without ranks: one row per outlet, with four columns per component."""
    enough = pl.Series(placed.enough)
    half = NORMAL_95 * placed.errors
    numbers = {
        "index": placed.index,
        "low": np.clip(placed.index - half, WORST, BEST),
        "high": np.clip(placed.index + half, WORST, BEST),
    }
    frame = pl.DataFrame(
        {
            "outlet": pl.Series(placed.outlets, dtype=pl.String),
            **{name: pl.Series(column) for name, column in numbers.items()},
            "independent_texts": placed.texts.astype(np.int64),
            "available": placed.available,
            "reprints": placed.reprints,
        }
    ).with_columns(
        pl.when(enough).then(pl.col(*numbers)),
        status=pl.when(enough)
        .then(pl.lit(Status.OK))
        .when(pl.col("reprints") > MOST_REPRINTS)
        .then(pl.lit(Status.NOT_APPLICABLE))
        .otherwise(pl.lit(Status.INSUFFICIENT)),
    )
    workings = {}
    for number, component in enumerate(placed.components):
        there = ~np.isnan(placed.values[:, number])
        place_, weight = placed.places[:, number], placed.weights[:, number]
        for name, column in (
            (component.metric, placed.values[:, number]),
            (f"{component.metric}_quantile", place_),
            (f"{component.metric}_weight", weight),
            (f"{component.metric}_contribution", np.nan_to_num(place_) * weight),
        ):
            workings[name] = pl.Series(np.where(there, column, np.nan)).fill_nan(None)
    return frame.with_columns(**workings)
