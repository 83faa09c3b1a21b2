"""Right, wrong, a note: what readers judge of spans, as it is kept beside the scores, counted and put into words."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from dashboard.scores import texts_of
from dashboard.wording import counted
from scoring.messages.shares import share_range
from scoring.outlets.judgements import Fate, Met, Tally, meet, spans_of, tallies
from scoring.schema.corrections import FILE_NAME, Corrections, Judgement, Key, change, read_corrections
from scoring.schema.kinds import ToneSign
from scoring.schema.metrics import TONE_METRICS
from scoring.schema.scores import Scores

KEPT = 16
CANNOT_WRITE = (
    "This scores folder cannot be written, so no judgement can be kept in it: copy it to where it can."
)
Place = tuple[str, int, int, str]
"""A span of a page: article, start, end, actor (or '')."""
Places = Mapping[Place, Judgement]


@dataclass(frozen=True, slots=True)
class Book:
    """What readers judged of a folder; `problem`: why nothing can be read or kept, in one sentence, or ''."""

    found: Corrections
    problem: str = ""


def opened(scores: Scores) -> Book:
    """The judgements of a folder as they stand now; another session may have changed them since."""
    try:
        found = read_corrections(scores.folder)
    except (ValueError, OSError) as error:
        return Book(Corrections(), str(error) if isinstance(error, ValueError) else CANNOT_WRITE)
    return Book(found, "" if can_write(scores.folder) else CANNOT_WRITE)


def can_write(folder: Path) -> bool:
    """Whether files can be put into a folder."""
    return os.access(folder, os.W_OK)


def keep(folder: Path, key: Key, judgement: Judgement | None) -> Judgement | None:
    """Keep a judgement, or take it back; returns what was there before. Raises ValueError, in one sentence."""
    try:
        return change(folder, key, judgement)
    except OSError:
        raise ValueError(CANNOT_WRITE) from None


def met_on(scores: Scores, book: Book, spans: pl.DataFrame, metrics: Sequence[str]) -> list[Met]:
    """The judgements of an outlet's spans, with what became of them.

    `spans`: of `dashboard.spans`, all that the outlet has. `metrics`: whose they are; several for the readings of tone.
    """
    ids = set(spans["article_id"])
    mine = [row for row in book.found.rows.values() if row.metric in metrics and row.article_id in ids]
    if not mine:
        return []
    judged = tuple(sorted({row.article_id for row in mine}))
    if "sign" in spans.columns:
        standing = _mentions(scores, judged)
    else:
        standing = spans.filter(pl.col("article_id").is_in(judged)).select(
            "article_id",
            "start",
            "end",
            metric=pl.lit(metrics[0]),
            actor=pl.lit(""),
            said=pl.lit(None, pl.String),
        )
    return meet(mine, standing, _texts(scores, judged))


@lru_cache(maxsize=KEPT)
def _mentions(scores: Scores, article_ids: tuple[str, ...]) -> pl.DataFrame:
    return spans_of(scores, article_ids, tuple(TONE_METRICS.values()))


@lru_cache(maxsize=KEPT)
def _texts(scores: Scores, article_ids: tuple[str, ...]) -> dict[str, str]:
    return texts_of(scores, article_ids)


def by_place(met: Sequence[Met]) -> dict[Place, Judgement]:
    """The judgement of each span that stands, by where it stands now."""
    return {
        (one.judgement.article_id, one.start, one.end, one.judgement.actor): one.judgement
        for one in met
        if one.fate == Fate.STANDS
    }


def with_verdicts(spans: pl.DataFrame, places: Mapping[Place, Judgement]) -> pl.DataFrame:
    """The spans with a column `judged`: right, wrong, or no."""
    on = (
        ["article_id", "start", "end", "actor"]
        if "actor" in spans.columns
        else ["article_id", "start", "end"]
    )
    rows = [(*place, row.verdict) for place, row in places.items() if row.verdict]
    schema = {
        "article_id": pl.String,
        "start": pl.Int32,
        "end": pl.Int32,
        "actor": pl.String,
        "judged": pl.String,
    }
    known = pl.DataFrame(rows, schema=schema, orient="row").select(*on, "judged")
    return spans.join(known, on=on, how="left", maintain_order="left").with_columns(
        pl.col("judged").fill_null("no")
    )


def told(counts: Tally) -> str:
    """The counts in words; empty where nothing was judged.

    >>> told(Tally(right=17, wrong=3, right_at_random=17, wrong_at_random=3))
    '17 of 20 judged right, 64–95%'
    >>> told(Tally(right=2, wrong=1, right_at_random=1, mended=1))
    '2 of 3 judged right, 21–94%; of those drawn at random 1 of 1, 21–100%; 1 judged wrong is said no more'
    """
    parts = []
    if counts.judged:
        parts.append(f"{counts.right:,} of {counts.judged:,} judged right, {_range(counts.interval)}")
        if 0 < counts.at_random < counts.judged:
            parts.append(
                f"of those drawn at random {counts.right_at_random:,} of {counts.at_random:,}, "
                f"{_range(counts.interval_at_random)}"
            )
        elif not counts.at_random:
            parts.append("none of them drawn at random, so this is no estimate for the others")
    if counts.mended:
        parts.append(f"{counts.mended:,} judged wrong {_is(counts.mended)} said no more")
    if counts.lost:
        parts.append(f"{counts.lost:,} judged right {_is(counts.lost)} said no more")
    if counts.away:
        parts.append(f"{counted(counts.away, 'judgement')} of what is not in this folder")
    return "; ".join(parts)


def _range(ends: tuple[float, float]) -> str:
    return share_range(*ends)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def by_metric(scores: Scores, book: Book) -> dict[str, Tally]:
    """The counts of every metric over all outlets."""
    return _tallies(scores, tuple(book.found.rows.values()))


@lru_cache(maxsize=KEPT)
def _tallies(scores: Scores, rows: tuple[Judgement, ...]) -> dict[str, Tally]:
    return tallies(scores, rows)


def table_of(by_metric: Mapping[str, Tally], labels: Mapping[str, str]) -> pl.DataFrame:
    """The counts of metrics as a table. `labels`: what metrics are called; others keep their name in the file."""
    return pl.DataFrame(
        [
            {
                "metric": labels.get(name, name),
                "right": f"{one.right:,} of {one.judged:,}" if one.judged else "",
                "95% interval": _range(one.interval) if one.judged else "",
                "at random": f"{one.right_at_random:,} of {one.at_random:,}" if one.at_random else "",
                "wrong, said no more": one.mended,
                "right, said no more": one.lost,
                "notes": one.notes,
            }
            for name, one in by_metric.items()
        ]
    )


def refused_told(book: Book) -> str:
    """Which rows of the file could not be kept, in a sentence; empty if none."""
    if not book.found.refused:
        return ""
    noun = counted(len(book.found.refused), "row")
    return f"{noun} of {FILE_NAME} cannot be read and are left as they are: {book.found.told()}."


SAID = {ToneSign.FRIENDLY.value: "+", ToneSign.NEUTRAL.value: "○", ToneSign.HOSTILE.value: "−"}
"""The sign by which a mention's tone is marked."""
