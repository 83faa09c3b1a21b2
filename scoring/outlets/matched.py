"""Outlets compared on the same story, so that the choice of stories is not mistaken for bias.

In each story that at least two outlets covered, an outlet's value is compared with the mean of the *other*
outlets there, equally weighted (if the outlet were in the mean, two outlets that differ by 0.1 would show 0.05).
Stories are weighted by the outlet's own denominator, as in its score: the result is the outlet's value minus what it
would be if the outlet had treated its own stories as the others did. This is direct standardisation with the stories
as strata; the story is the sampling unit.
"""

from math import sqrt

import numpy as np
import polars as pl

from scoring.outlets.aggregate import rules_frame, starts_of, sum_texts
from scoring.outlets.contrasts import OTHERS, SUBJECT, finish, group_codes, others_sum
from scoring.outlets.intervals import (
    CONFIDENCE,
    student_half,
    sum_cells,
    t_quantile,
    two_sided,
    with_reader_error,
)
from scoring.schema.kinds import ContrastKind, Status
from scoring.schema.metrics import Declarations
from scoring.schema.tables import CONTRASTS
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS


def compare_on_stories(
    measurements: pl.DataFrame,
    articles: pl.DataFrame,
    metrics: Declarations,
    confidence: float = CONFIDENCE,
) -> pl.DataFrame:
    """Each outlet minus the mean of the others on the same stories: `CONTRASTS`, kind `matched`.

    `articles`: article_id, outlet, text_cluster, story_id; articles without outlet or story are left out.
    `value` is the outlet's value on the shared stories, `expected` that of the others on them, `counted` the
    number of these stories. Below `MINIMUM_INDEPENDENT_TEXTS` stories, or the metric's minimum of units, the
    status is `insufficient` and every number null. `low` and `high` are limits at `confidence`.
    """
    stories = _sum_stories(measurements, articles)
    group = group_codes(stories, [*SUBJECT, "story_id"])
    own = stories["numerator"].to_numpy() / stories["denominator"].to_numpy()
    peers = others_sum(np.ones(len(own)), group)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = others_sum(own, group) / peers
    shared = stories.with_columns(expected=expected * stories["denominator"].to_numpy()).filter(peers > 0)
    shared = shared.sort(*SUBJECT, "outlet", "story_id")
    first = starts_of(shared, [*SUBJECT, "outlet"])
    if not len(first):
        return pl.DataFrame(schema=CONTRASTS.schema)
    excess = (shared["numerator"] - shared["expected"]).to_numpy()
    sums = sum_cells(excess, shared["denominator"].to_numpy(), first)
    outlets = shared.select(pl.col(*SUBJECT, "outlet").cast(pl.String))[first]
    rules = outlets.select("metric").join(
        rules_frame(metrics), on="metric", how="left", maintain_order="left"
    )
    per = rules["per"].to_numpy()
    # Both sides were read by the same reader, but of different texts.
    sums = with_reader_error(sums, sqrt(2) * rules["reader_error"].to_numpy() / per)
    half = student_half(sums.variance, sums.degrees, sums.texts, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(sums.value == 0, 0.0, sums.value / half * t_quantile(sums.degrees, confidence))
    counted_enough = sums.denominator >= rules["minimum_units"].to_numpy()
    enough = pl.Series((sums.texts >= MINIMUM_INDEPENDENT_TEXTS) & counted_enough)
    numbers = {
        "expected": np.add.reduceat(shared["expected"].to_numpy(), first) / sums.denominator * per,
        "difference": sums.value * per,
        "low": (sums.value - half) * per,
        "high": (sums.value + half) * per,
        "p": two_sided(statistic, sums.degrees),
    }
    frame = outlets.with_columns(
        kind=pl.lit(ContrastKind.MATCHED),
        against=pl.lit(OTHERS),
        counted=sums.texts,
        status=pl.when(enough).then(pl.lit(Status.OK)).otherwise(pl.lit(Status.INSUFFICIENT)),
        **{name: pl.when(enough).then(pl.lit(pl.Series(column))) for name, column in numbers.items()},
    ).with_columns(value=pl.col("expected") + pl.col("difference"))
    return finish(frame, metrics)


def _sum_stories(measurements: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Sums by subject, story and outlet, sorted in that order."""
    keys = [*SUBJECT, "story_id", "outlet"]
    texts = sum_texts(measurements, articles, keys)
    first = starts_of(texts, keys)
    if not len(first):
        return texts
    return texts.select(keys)[first].with_columns(
        numerator=np.add.reduceat(texts["numerator"].to_numpy(), first),
        denominator=np.add.reduceat(texts["denominator"].to_numpy(), first),
    )
