"""The reporting index of a scores folder: its components, and its value under other weights.

Nothing is scored here. The folder holds each component's place (0 to 100) for each outlet; other weights give
another weighted mean of these places. Pure functions over the tables `index` and `index_pairs`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose, sqrt
from typing import Any

import polars as pl

from dashboard.scores import outlet_scores, table
from scoring.messages.shares import share
from scoring.schema.components import Component, read_components
from scoring.schema.metrics import Declarations
from scoring.schema.scores import Scores
from scoring.schema.thresholds import MINIMUM_INDEX_TEXTS, MINIMUM_INDEX_WEIGHT, MOST_REPRINTS

WORST, BEST = 0.0, 100.0

NOT_THIS = (
    "The index does not say whether an outlet tells the truth or which way it leans: no facts were checked, and "
    "tone and lean are not part of it. It says how the outlet reports, as far as its text shows it: whom it lets "
    "speak, how it judges, what it gives that can be checked. A careful liar would pass, and a good columnist would "
    "not. What experts say of the outlet stands beside it. The index covers only the articles in this folder, compares "
    "them with reference outlets in English, and depends on weights about which reasonable people differ."
)
INTERVAL_UNDER_WEIGHTS = (
    "Lines are 95% intervals. At the table's weights they are those of the export; under other weights the exported "
    "width is scaled by how concentrated the weights are, which is an approximation."
)


def index_of(scores: Scores) -> pl.DataFrame | None:
    """The `index` table; None if the folder has none, or it has no outlets."""
    if not scores.has("index"):
        return None
    found = table(scores, "index")
    return None if found.is_empty() else found


def components_of(index: pl.DataFrame, metrics: Declarations) -> tuple[Component, ...]:
    """The components that the table holds, in the order of the file that declares them."""
    return tuple(
        component
        for component in read_components()
        if f"{component.metric}_quantile" in index.columns and component.metric in metrics
    )


def component_rows(scores: Scores, components: Sequence[Component]) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of `scores` that the components were placed by, by outlet and metric."""
    readings = {component.metric: component.reading for component in components}
    rows = outlet_scores(scores).filter(
        pl.col("metric").is_in(list(readings)),
        pl.col("reading") == pl.col("metric").replace_strict(readings, default=None),
    )
    return {(row["outlet"], row["metric"]): row for row in rows.iter_rows(named=True)}


def table_weights(index: pl.DataFrame, components: Sequence[Component]) -> dict[str, float]:
    """Each component's share of the weight that this folder was scored with; they sum to 1.

    For each outlet the table holds each component's share among those measured, and their part of the whole weight:
    the product is the share of the whole. Components that no outlet has split the rest equally; no index depends
    on them.
    """
    shares = {
        c.metric: (index[f"{c.metric}_weight"] * index["available"]).drop_nulls().max() for c in components
    }
    known = {name: float(share) for name, share in shares.items() if isinstance(share, float)}
    unknown = [name for name in shares if name not in known]
    rest = max(1.0 - sum(known.values()), 0.0)
    return {name: known.get(name, rest / max(len(unknown), 1)) for name in shares}


@dataclass(frozen=True, slots=True)
class Standing:
    """An outlet's index under some weights, beside the exported one; None where there is too little data."""

    outlet: str
    index: float | None
    low: float | None
    high: float | None
    rank: int | None
    available: float
    exported: Mapping[str, Any]
    exported_rank: int | None

    @property
    def why_not(self) -> str:
        """Why there is no index, in words."""
        return missing_words({**self.exported, "available": self.available})


def standings(
    index: pl.DataFrame, components: Sequence[Component], weights: Mapping[str, float]
) -> list[Standing]:
    """Every outlet under these weights (any numbers from 0), the highest first, those without an index last.

    An outlet without an exported index gets none here: its error is not in the folder.
    """
    before = table_weights(index, components)
    rows = list(index.sort("outlet").iter_rows(named=True))
    if _alike(weights, before):
        # The exported numbers, since those recovered from them would carry their rounding.
        found = [(row, row["index"], _half(row), row["available"]) for row in rows]
    else:
        found = [(row, *_weighted(row, components, weights, before)) for row in rows]
    ranks = _ranks({row["outlet"]: value for row, value, _, _ in found})
    exported = _ranks({row["outlet"]: row["index"] for row in rows})
    result = [
        Standing(
            row["outlet"],
            value,
            None if value is None else max(value - half, WORST),
            None if value is None else min(value + half, BEST),
            ranks.get(row["outlet"]),
            available,
            row,
            exported.get(row["outlet"]),
        )
        for row, value, half, available in found
    ]
    return sorted(result, key=lambda s: (s.rank is None, s.rank or 0, s.outlet))


def _weighted(
    row: Mapping[str, Any],
    components: Sequence[Component],
    weights: Mapping[str, float],
    before: Mapping[str, float],
) -> tuple[float | None, float, float]:
    """The index, half its interval, and the share of the weight that was measured."""
    names = [c.metric for c in components if row[f"{c.metric}_quantile"] is not None]
    total = sum(weights[name] for name in names)
    everything = sum(weights.values())
    available = total / everything if everything else 0.0
    if row["index"] is None or total == 0 or available < MINIMUM_INDEX_WEIGHT:
        return None, 0.0, available
    value = sum(weights[name] * row[f"{name}_quantile"] for name in names) / total
    return value, _half(row) * _spread(weights, names) / _spread(before, names), available


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether two weightings are the same apart from their scale."""
    whole, rest = sum(one.values()), sum(other.values())
    return whole > 0 and all(isclose(one[name] * rest, other[name] * whole) for name in other)


def _half(row: Mapping[str, Any]) -> float:
    """Half of the exported interval: if one end was cut off at 0 or 100, the other shows the full half-width."""
    if row["index"] is None:
        return 0.0
    return float(max(row["index"] - row["low"], row["high"] - row["index"]))


def _spread(weights: Mapping[str, float], names: Sequence[str]) -> float:
    """The error of a weighted mean of places, as a share of one place's error, if places err partly together."""
    return sqrt(sum(weights[name] ** 2 for name in names)) / sum(weights[name] for name in names)


def _ranks(values: Mapping[str, float | None]) -> dict[str, int]:
    known = sorted((value for value in values.values() if value is not None), reverse=True)
    return {outlet: known.index(value) + 1 for outlet, value in values.items() if value is not None}


def share_above(
    pairs: pl.DataFrame, index: pl.DataFrame, one: str, other: str
) -> tuple[str, str, float] | None:
    """The outlet with the higher index, the other, and the share of weightings under which it stands above.

    Pairs that the table leaves out are ordered alike by all weightings. None where either has no index.
    """
    known = dict(index.filter(pl.col("index").is_not_null()).select("outlet", "index").iter_rows())
    if one not in known or other not in known:
        return None
    for first, second in ((one, other), (other, one)):
        found = pairs.filter(pl.col("outlet") == first, pl.col("other") == second)
        if found.height:
            return first, second, float(found["share_above"][0])
    first, second = (one, other) if known[one] >= known[other] else (other, one)
    return first, second, 1.0


def missing_words(row: Mapping[str, Any]) -> str:
    """Why an outlet has no index, and what it needs for one. `row`: independent_texts, available, reprints."""
    if row["reprints"] > MOST_REPRINTS:
        return f"no index: {share(row['reprints'])} of its articles are other people's texts"
    missing = MINIMUM_INDEX_TEXTS - row["independent_texts"]
    if missing > 0:
        return f"not enough data: {missing} more independent {'text' if missing == 1 else 'texts'} needed"
    if row["available"] < MINIMUM_INDEX_WEIGHT:
        return (
            f"not enough data: {100 * row['available']:.0f}% of the weight could be measured, "
            f"{100 * MINIMUM_INDEX_WEIGHT:.0f}% needed"
        )
    return "not enough data"


def place_words(value: float, low: float, high: float) -> str:
    """An index with its interval.

    >>> place_words(54.9, 44.6, 65.2)
    '55 (45 to 65)'
    """
    return f"{value:.0f} ({low:.0f} to {high:.0f})"


def rank_words(best: int | None, worst: int | None, outlets: int) -> str:
    """A band of ranks.

    >>> rank_words(2, 8, 10), rank_words(1, 1, 10)
    ('rank 2–8 of 10', 'rank 1 of 10')
    """
    if best is None or worst is None:
        return "no rank"
    return f"rank {best} of {outlets}" if best == worst else f"rank {best}–{worst} of {outlets}"


def effect_words(standing: Sequence[Standing], *, changed: bool) -> str:
    """The page's answer: who stands first under these weights, and what they do to the ranks.

    `standing`: those with a rank, the first first; `changed`: whether the weights differ from the table's.
    """
    first = standing[0]
    value = place_words(first.index or 0.0, first.low or 0.0, first.high or 0.0)
    told = f"First of {len(standing):,} stands {first.outlet} with {value}."
    row = first.exported
    if not changed:
        band = rank_words(row["rank_best"], row["rank_worst"], len(standing))
        return f"{told} That is {band}: where bands overlap, the order of two outlets is not settled."
    moves = [(s.exported_rank - s.rank, s.outlet) for s in standing if s.rank and s.exported_rank]
    moved = [move for move in moves if move[0]]
    if not moved:
        return f"{told} These weights change nobody's rank."
    by, outlet = max(moved, key=lambda move: (abs(move[0]), move[1]))
    way = f"{'up' if by > 0 else 'down'} {abs(by)}"
    return f"{told} These weights change the rank of {len(moved):,} of {len(moves):,}, most that of {outlet}: {way}."
