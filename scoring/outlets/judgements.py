"""What readers judged, set against the spans that stand in a scores folder now: what was right, mended, lost.

A judgement is of what Masthead showed. Where the same span of the same metric stands there still, it judges what
stands; where it does not, the program no longer says so: if that was wrong, it is mended, if it was right, it is lost.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import polars as pl

from scoring.outlets.intervals import wilson
from scoring.schema.corrections import Judgement, mark_hash
from scoring.schema.kinds import Drawn, ToneSign, Verdict
from scoring.schema.metrics import TONE_METRICS
from scoring.schema.scores import Scores
from scoring.schema.thresholds import NEUTRAL_TONE, TRAINED_NEUTRAL_TONE

NEUTRAL = {"lexicon": NEUTRAL_TONE, "trained": TRAINED_NEUTRAL_TONE}
"""From which size on a tone is one, in each reading."""
SPANS = pl.Schema(
    {
        "metric": pl.String, "article_id": pl.String, "start": pl.Int32, "end": pl.Int32,
        "actor": pl.String, "said": pl.String,
    }
)  # fmt: skip
"""What `meet` sets judgements against: spans of evidence; of mentions with their actor and tone, null if not read."""


class Fate(StrEnum):
    """What became of what was judged."""

    STANDS = "stands"
    GONE = "gone"  # nothing is said there any more, or something else
    AWAY = "away"  # its article is not in the folder, or the mention was not read


class Met(NamedTuple):
    """A judgement with what became of its span, and where that stands now."""

    judgement: Judgement
    fate: Fate
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of judgements: of what stands, those drawn at random apart; and what became of the others."""

    right: int = 0
    wrong: int = 0
    right_at_random: int = 0
    wrong_at_random: int = 0
    mended: int = 0
    lost: int = 0
    away: int = 0
    notes: int = 0

    @property
    def judged(self) -> int:
        """How many of the spans that stand were judged right or wrong."""
        return self.right + self.wrong

    @property
    def at_random(self) -> int:
        """How many of these were drawn at random."""
        return self.right_at_random + self.wrong_at_random

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% interval of the share right. Raises ZeroDivisionError where nothing was judged."""
        return wilson(self.right, self.judged)

    @property
    def interval_at_random(self) -> tuple[float, float]:
        """The same of those drawn at random."""
        return wilson(self.right_at_random, self.at_random)


def tone_said(reading: str) -> pl.Expr:
    """The sign of a reading's tone as words; null where that reading did not read the mention."""
    value, neutral = pl.col(reading), NEUTRAL[reading]
    return (
        pl.when(value.is_null())
        .then(None)
        .when(value.abs() < neutral)
        .then(pl.lit(ToneSign.NEUTRAL.value))
        .when(value > 0)
        .then(pl.lit(ToneSign.FRIENDLY.value))
        .otherwise(pl.lit(ToneSign.HOSTILE.value))
    )


def meet(judgements: Iterable[Judgement], spans: pl.DataFrame, texts: Mapping[str, str]) -> list[Met]:
    """Find each judgement's span among those that stand now.

    `spans`: as SPANS, of all articles that the judgements name. `texts`: of these articles, by id. A span whose text
    was moved is found by its words, the nearest first; no span answers for two judgements of the same words.
    """
    standing: dict[tuple[str, str, str], dict[tuple[int, int], str | None]] = {}
    for metric, article, start, end, actor, said in spans.select(SPANS.names()).iter_rows():
        standing.setdefault((metric, article, actor), {})[start, end] = said
    met: list[Met] = []
    moved: list[Judgement] = []
    taken: set[tuple[str, str, str, int, int]] = set()
    for one in judgements:
        text = texts.get(one.article_id)
        there = standing.get((one.metric, one.article_id, one.actor), {})
        if text is None:
            met.append(Met(one, Fate.AWAY, one.start, one.end))
        elif (one.start, one.end) in there and mark_hash(text[one.start : one.end]) == one.sha1:
            met.append(Met(one, _fate(one, there[one.start, one.end]), one.start, one.end))
            taken.add((one.metric, one.article_id, one.actor, one.start, one.end))
        else:
            moved.append(one)
    for one in moved:
        text = texts[one.article_id]
        name = (one.metric, one.article_id, one.actor)
        same = [
            place
            for place in standing.get(name, {})
            if (*name, *place) not in taken
            and place[1] - place[0] == one.end - one.start
            and mark_hash(text[slice(*place)]) == one.sha1
        ]
        if not same:
            met.append(Met(one, Fate.GONE, one.start, one.end))
            continue
        start, end = min(same, key=lambda place: (abs(place[0] - one.start), place))
        taken.add((*name, start, end))
        met.append(Met(one, _fate(one, standing[name][start, end]), start, end))
    return met


def _fate(judgement: Judgement, said: str | None) -> Fate:
    if not judgement.said:
        return Fate.STANDS
    if said is None:
        return Fate.AWAY
    return Fate.STANDS if said == judgement.said else Fate.GONE


def tally(met: Iterable[Met]) -> Tally:
    """Count judgements by what became of their spans."""
    found = list(met)

    def count(fate: Fate, verdict: Verdict, drawn: str | None = None) -> int:
        return sum(
            one.fate == fate and one.judgement.verdict == verdict and drawn in (None, one.judgement.drawn)
            for one in found
        )

    return Tally(
        right=count(Fate.STANDS, Verdict.RIGHT),
        wrong=count(Fate.STANDS, Verdict.WRONG),
        right_at_random=count(Fate.STANDS, Verdict.RIGHT, Drawn.RANDOM),
        wrong_at_random=count(Fate.STANDS, Verdict.WRONG, Drawn.RANDOM),
        mended=count(Fate.GONE, Verdict.WRONG),
        lost=count(Fate.GONE, Verdict.RIGHT),
        away=sum(one.fate == Fate.AWAY for one in found),
        notes=sum(bool(one.judgement.note) for one in found),
    )


def tallies(scores: Scores, judgements: Sequence[Judgement]) -> dict[str, Tally]:
    """The counts of each metric, in the order of their names."""
    ids = sorted({one.article_id for one in judgements})
    if not ids:
        return {}
    texts = dict(
        scores.scan("texts")
        .filter(pl.col("article_id").is_in(ids))
        .select("article_id", "text")
        .collect()
        .iter_rows()
    )
    metrics = {one.metric for one in judgements}
    met = meet(judgements, spans_of(scores, ids, metrics), texts)
    return {name: tally(one for one in met if one.judgement.metric == name) for name in sorted(metrics)}


def spans_of(scores: Scores, article_ids: Sequence[str], metrics: Collection[str]) -> pl.DataFrame:
    """The spans that stand in these articles for these metrics: the columns of SPANS."""
    parts = [SPANS.to_frame()]
    mine = pl.col("article_id").is_in(list(article_ids))
    if scores.has("evidence"):
        plain = sorted(set(metrics) - set(TONE_METRICS.values()))
        rows = scores.scan("evidence").filter(mine, pl.col("metric").is_in(plain)).collect()
        parts.append(_as_spans(rows, pl.lit(""), pl.lit(None)))
    for reading, metric in TONE_METRICS.items():
        if metric in metrics and scores.has("mentions"):
            rows = scores.scan("mentions").filter(mine).collect().with_columns(metric=pl.lit(metric))
            parts.append(_as_spans(rows, pl.col("actor"), tone_said(reading)))
    return pl.concat(parts)


def _as_spans(rows: pl.DataFrame, actor: pl.Expr, said: pl.Expr) -> pl.DataFrame:
    named = rows.select("metric", "article_id", "start", "end", actor=actor, said=said)
    return named.cast(dict(SPANS))  # type: ignore[arg-type]
