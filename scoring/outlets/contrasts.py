"""Differences between outlets, with intervals, and with corrections for the number of comparisons.

There are two comparisons here, both of cells from `score_cells`: outlet with outlet, and outlet with the mean of all
others. Comparing on the same stories is in `matched.py`, comparing actors in `groups.py`. All yield the same columns.

An interval of a difference joins the intervals of its parts, limit by limit (MOVER: Zou and Donner 2008;
Newcombe 1998 for proportions), so that the lopsided intervals of rates and shares stay lopsided. A p-value
is that of the interval that would just touch 0, by Student's t with Welch's degrees of freedom; allowance is made for
the fact that a lopsided interval becomes more lopsided as it is widened.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.outlets.aggregate import rules_frame
from scoring.outlets.intervals import FloatArray, IntArray, t_quantile, two_sided
from scoring.schema.kinds import ContrastKind, Status
from scoring.schema.metrics import Declarations
from scoring.schema.tables import CONTRASTS

OTHERS = "other outlets"
SUBJECT = ("metric", "actor", "voice", "reading")
# Comparisons that are read together: one metric over all its outlets and actors.
FAMILY = ("kind", "metric", "voice", "reading")
# The p-value of a difference thirty times as large as its margin is too small to print.
WIDEST = 30.0
HALVINGS = 40
# How far a cell's interval reaches below and above its value.
Margins = tuple[FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The margins of both sides of each difference, their joint degrees of freedom, the texts of the smaller side."""

    own: Margins
    other: Margins
    degrees: FloatArray
    counted: IntArray


def compare_pairs(cells: pl.DataFrame, metrics: Declarations, reference: str | None = None) -> pl.DataFrame:
    """Every outlet minus every outlet that follows it in the alphabet, or minus `reference`: CONTRASTS, kind `pair`.

    `cells` come from `score_cells`; those that are not `ok` are left out.
    """
    known = cells.filter(status=Status.OK)
    others = known if reference is None else known.filter(outlet=reference)
    wanted = pl.col("outlet") < pl.col("outlet_b") if reference is None else pl.col("outlet") != reference
    pairs = known.join(others, on=SUBJECT, suffix="_b").filter(wanted)
    pairs = pairs.sort([*SUBJECT, "outlet", "outlet_b"]).rename({"outlet_b": "against"})
    column = {name: pairs[name].to_numpy() for name in pairs.columns if pairs[name].dtype.is_numeric()}
    return _difference(
        pairs.select(*SUBJECT, "outlet", "against", "value", expected="value_b"),
        ContrastKind.PAIR,
        _Sides(
            own=(column["value"] - column["low"], column["high"] - column["value"]),
            other=(column["value_b"] - column["low_b"], column["high_b"] - column["value_b"]),
            degrees=_welch(column["variance"], column["degrees"], column["variance_b"], column["degrees_b"]),
            counted=np.minimum(column["independent_texts"], column["independent_texts_b"]),
        ),
        metrics,
    )


def compare_with_peers(cells: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """Every outlet minus the mean of all other outlets, equally weighted: `CONTRASTS`, kind `peers`.

    `cells` come from `score_cells`; those that are not `ok` are left out, as is an outlet without peers.
    """
    known = cells.filter(status=Status.OK).sort([*SUBJECT, "outlet"])
    group = group_codes(known, SUBJECT)
    number = {name: known[name].to_numpy() for name in known.columns if known[name].dtype.is_numeric()}
    value, variance, degrees = number["value"], number["variance"], number["degrees"]
    down, up = value - number["low"], number["high"] - value
    peers = others_sum(np.ones(len(value)), group)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = others_sum(value, group) / peers
        peers_down = np.sqrt(np.maximum(others_sum(down**2, group), 0)) / peers
        peers_up = np.sqrt(np.maximum(others_sum(up**2, group), 0)) / peers
        peers_variance = np.maximum(others_sum(variance, group), 0) / peers**2
        peers_degrees = (peers_variance * peers**2) ** 2 / others_sum(variance**2 / degrees, group)
    return _difference(
        known.select(*SUBJECT, "outlet", "value", expected=mean, against=pl.lit(OTHERS)),
        ContrastKind.PEERS,
        _Sides(
            own=(down, up),
            other=(peers_down, peers_up),
            degrees=_welch(variance, degrees, peers_variance, peers_degrees),
            counted=number["independent_texts"],
        ),
        metrics,
        keep=peers > 0,
    )


def _difference(
    named: pl.DataFrame,
    kind: str,
    sides: "_Sides",
    metrics: Declarations,
    keep: NDArray[np.bool_] | None = None,
) -> pl.DataFrame:
    own, other = sides.own, sides.other
    difference = (named["value"] - named["expected"]).to_numpy()
    above = difference > 0
    # The margins that face each other decide whether the interval contains 0.
    facing = np.where(above, own[0], own[1]), np.where(above, other[1], other[0])
    averted = np.where(above, own[1], own[0]), np.where(above, other[0], other[1])
    widening = _widening(np.abs(difference), facing, averted)
    frame = named.with_columns(
        kind=pl.lit(kind),
        difference=difference,
        low=difference - np.hypot(own[0], other[1]),
        high=difference + np.hypot(own[1], other[0]),
        counted=sides.counted,
        p=two_sided(widening * t_quantile(sides.degrees), sides.degrees),
        status=pl.lit(Status.OK),
    )
    return finish(frame.filter(keep) if keep is not None else frame, metrics)


def _widening(distance: FloatArray, facing: Margins, averted: Margins) -> FloatArray:
    """The factor by which t must grow for the interval of a difference to reach exactly as far as `distance`.

    A score interval with margins u and l at t has, at s times t, the margins that solve
    m^2 -+ (u - l) s^2 m - u l s^2 = 0; with u = l that is s u. Found by bisection.
    """
    low, high = np.zeros_like(distance), np.full_like(distance, WIDEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        reach = np.hypot(
            *(_margin(toward, away, middle) for toward, away in zip(facing, averted, strict=True))
        )
        low, high = np.where(reach < distance, middle, low), np.where(reach < distance, high, middle)
    return np.where(distance > 0, (low + high) / 2, 0.0)


def _margin(toward: FloatArray, away: FloatArray, widening: FloatArray) -> FloatArray:
    skew = (toward - away) * widening**2 / 2
    return np.asarray(skew + np.sqrt(np.maximum(skew**2 + toward * away * widening**2, 0)))


def finish(frame: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """Clip the limits to the possible differences of two values, correct the p-values, order the columns."""
    widest = pl.col("most") - pl.col("least")
    clipped = frame.join(rules_frame(metrics), on="metric", how="left", maintain_order="left").with_columns(
        pl.col("low", "high").clip(-widest, widest)
    )
    return correct(clipped).select(list(CONTRASTS.schema)).cast(CONTRASTS.schema)


def correct(contrasts: pl.DataFrame, family: Sequence[str] = FAMILY) -> pl.DataFrame:
    """Add `p_holm` and `p_bh` to contrasts: `p` corrected for the number of comparisons in its family.

    Holm (1979) controls the chance of any false alarm in the family; Benjamini and Hochberg (1995) control the
    expected share of false alarms among the differences flagged. Rows without `p` are not counted. To correct for
    what is on the screen, filter first and call this again.
    """
    position = pl.int_range(pl.len())
    grouped = contrasts.drop("p_holm", "p_bh", strict=False).with_columns(position.alias("_row"))
    ranked = grouped.sort("p", "_row", nulls_last=True).with_columns(
        _rank=pl.int_range(pl.len()).over(family) + 1, _size=pl.col("p").count().over(family)
    )
    holm = (pl.col("p") * (pl.col("_size") - pl.col("_rank") + 1)).cum_max().over(family)
    bh = (pl.col("p") * pl.col("_size") / pl.col("_rank")).cum_min(reverse=True).over(family)
    known = pl.col("p").is_not_null()
    return (
        ranked.with_columns(
            p_holm=pl.when(known).then(holm.clip(upper_bound=1.0)),
            p_bh=pl.when(known).then(bh.clip(upper_bound=1.0)),
        )
        .sort("_row")
        .drop("_row", "_rank", "_size")
    )


def group_codes(frame: pl.DataFrame, keys: Sequence[str]) -> IntArray:
    """A number from 0 for each combination of `keys`, for numpy's sums by group."""
    codes = frame.select(pl.struct(keys).rank("dense") - 1).to_series().to_numpy()
    return np.asarray(codes, dtype=np.int64)


def others_sum(values: FloatArray, group: IntArray) -> FloatArray:
    """For each row, the sum over the other rows of its group."""
    # bincount adds in row order, whatever the number of threads.
    return np.asarray(np.bincount(group, weights=values)[group] - values, dtype=np.float64)


def _welch(
    variance: FloatArray, degrees: FloatArray, other: FloatArray, other_degrees: FloatArray
) -> FloatArray:
    """Welch-Satterthwaite degrees of freedom of a difference."""
    with np.errstate(divide="ignore", invalid="ignore"):
        joined = (variance + other) ** 2 / (variance**2 / degrees + other**2 / other_degrees)
    return np.where(np.isfinite(joined), joined, degrees)
