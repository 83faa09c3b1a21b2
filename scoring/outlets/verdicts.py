"""Whether two outlets differ on a metric, and by enough to matter: one word for each pair and metric.

The interval that a verdict rests on is made for a fixed family: all metrics of the folder that have one value for each
outlet, whichever of them are looked at (Bonferroni: each at 1 - LEVEL / number of metrics). So among all metrics of a
pair, the chance that any interval misses its difference is at most LEVEL; and the verdict on a pair does not depend on
which other outlets, metrics or readings are looked at beside it. Why so: docs/statistics.md.
"""

from enum import StrEnum

import polars as pl

from scoring.outlets.aggregate import score_sums
from scoring.outlets.contrasts import compare_pairs
from scoring.outlets.matched import compare_on_stories
from scoring.schema.kinds import Status
from scoring.schema.metrics import Declarations
from scoring.schema.thresholds import LEVEL


class Verdict(StrEnum):
    """What is known of a difference; each word as it is printed."""

    CLEAR = "clear"
    TRIVIAL = "clear but trivial"
    UNSETTLED = "not settled"


def family(metrics: Declarations) -> int:
    """How many comparisons of two outlets a verdict is corrected for: all metrics with one value for each outlet."""
    return max(sum(not metric.by_actor for metric in metrics.values()), 1)


def joint_confidence(metrics: Declarations) -> float:
    """The confidence of each interval at which all intervals of a pair hold together at 1 - LEVEL.

    >>> joint_confidence({})
    0.95
    """
    return 1 - LEVEL / family(metrics)


def judge_pairs(cells: pl.DataFrame, metrics: Declarations, reference: str) -> pl.DataFrame:
    """Every outlet minus the reference with a verdict: CONTRASTS, kind `pair`, and the columns of `judged`.

    `cells` come from `cells_of`, of all outlets; `metrics` are all that the folder declares. The limits join those
    of the two outlets at `joint_confidence`; `p` is that of the difference taken alone, by Welch's degrees of freedom.
    """
    alone = compare_pairs(score_sums(cells, metrics), metrics, reference)
    sure = score_sums(cells, metrics, confidence=joint_confidence(metrics))
    joint = compare_pairs(sure, metrics, reference)
    return judged(alone.with_columns(joint["low"], joint["high"]), metrics)


def judge_on_stories(
    measurements: pl.DataFrame, articles: pl.DataFrame, metrics: Declarations, outlet: str, reference: str
) -> pl.DataFrame:
    """An outlet minus the reference on the stories that both covered, with a verdict; kind `matched`.

    `measurements`, `articles`: as for `compare_on_stories`; `metrics`: all that the folder declares.
    """
    both = articles.filter(pl.col("outlet").is_in([outlet, reference]))
    found = compare_on_stories(measurements, both, metrics, joint_confidence(metrics))
    return judged(found.filter(outlet=outlet).with_columns(against=pl.lit(reference)), metrics)


def judged(contrasts: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """Contrasts with `matters_from` and `verdict`, which is null where there is no difference.

    `low` and `high` must be limits at `joint_confidence`. **Clear**: they leave 0 outside, and the difference is at
    least the metric's `matters_from`. **Clear but trivial**: both lie nearer to 0 than that, so that whatever
    difference there is does not matter. **Not settled**: anything else, and an interval without width, which comes from
    texts that show no spread and says nothing about others.
    """
    sizes = {name: metric.matters_from for name, metric in metrics.items()}
    matters = pl.col("metric").replace_strict(sizes, default=0.0, return_dtype=pl.Float64)
    excludes = (pl.col("low") > 0) | (pl.col("high") < 0)
    enough = pl.col("difference").abs() >= pl.col("matters_from")
    too_small = pl.max_horizontal(pl.col("low").abs(), pl.col("high").abs()) < pl.col("matters_from")
    known = (pl.col("status") == Status.OK) & pl.col("difference").is_not_null()
    return contrasts.with_columns(matters_from=matters).with_columns(
        verdict=pl.when(~known)
        .then(pl.lit(None, pl.String))
        .when(pl.col("low") == pl.col("high"))
        .then(pl.lit(Verdict.UNSETTLED.value))
        .when(excludes & enough)
        .then(pl.lit(Verdict.CLEAR.value))
        .when(too_small)
        .then(pl.lit(Verdict.TRIVIAL.value))
        .otherwise(pl.lit(Verdict.UNSETTLED.value)),
    )
