"""What a forest plot of tone or of contrasts shows, row by row: headings, labels, values with intervals, what is grey.

Pure functions from rows of `actors` and `contrasts` to the frame that `charts/forest.py` draws:

row: from 0, top to bottom. heading: whether the row only names an actor. label, note: its two lines of words.
outlet, actor: ids, null in a heading. value, low, high: null where there is too little. hollow: whether the mark is an
outline (the second voice, all stories). colour: of the mark; grey where it should not be leaned on. told: the tooltip.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.charts.style import OUTLET_COLOURS, QUIET
from dashboard.differences import is_beyond_chance
from dashboard.outlet_tables import FEW_MENTIONS
from dashboard.profile import KINDS, Aspect, contrast_words, sample_words
from dashboard.tones import tone_told
from dashboard.wording import VOICES, counted

SCHEMA = pl.Schema(
    {
        "row": pl.Int64, "heading": pl.Boolean, "label": pl.String, "note": pl.String, "outlet": pl.String,
        "actor": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "hollow": pl.Boolean,
        "colour": pl.String, "told": pl.String,
    }
)  # fmt: skip
POINTS = 100  # shares are drawn in percentage points
_SECOND = "…"


def number_read(row: Mapping[str, Any], reading: str) -> int:
    """How many mentions a reading's mean rests on. `row`: a row of `actors`."""
    return int(row["trained_mentions"] if reading == "trained" else row["mentions"]) or 0


def read_words(row: Mapping[str, Any], reading: str) -> str:
    """How much of what is there was read, in how many texts.

    >>> row = {"mentions": 9530, "trained_mentions": 177, "independent_texts": 300, "trained_texts": 45}
    >>> read_words(row, "trained"), read_words(row, "lexicon")
    ('177 of 9,530 read · 45 texts', '9,530 read · 300 texts')
    """
    read = number_read(row, reading)
    texts = row["trained_texts"] if reading == "trained" else row["independent_texts"]
    of = f" of {row['mentions']:,}" if read < row["mentions"] else ""
    return f"{read:,}{of} read · {counted(texts or 0, 'text')}"


def tone_forest(
    rows: pl.DataFrame, reading: str, voices: Sequence[str], outlets: Sequence[str], actors: Mapping[str, str]
) -> pl.DataFrame:
    """Each outlet on each actor, one row for each voice. `rows`: of `actors`; `actors`: names by id, in order.

    Only the first voice keeps a row where it has no value.
    """
    found = {(r["outlet"], r["actor"], r["voice"]): r for r in rows.iter_rows(named=True)}

    def cells() -> Iterator[dict[str, Any]]:
        for actor, name in actors.items():
            yield _heading(name)
            for place, outlet in enumerate(outlets):
                for voice in voices:
                    row = found.get((outlet, actor, voice))
                    if voice != voices[0] and (row is None or row[reading] is None):
                        continue  # a second voice without a value is not worth a line
                    words = VOICES[voice]
                    cell = _named(outlet, actor, words, first=voice == voices[0], many=len(voices) > 1)
                    if row is None:
                        yield cell | {"note": "not mentioned", "told": f"{words}: not mentioned"}
                        continue
                    note, few = read_words(row, reading), number_read(row, reading) < FEW_MENTIONS
                    if row[reading] is None:
                        note += ": too few"
                    yield (
                        cell
                        | {"note": note, "told": f"{words}: {tone_told(row)}", "colour": _colour(place, few)}
                        | {end: row[f"{reading}{after}"] for end, after in _ENDS.items()}
                    )

    return _framed(cells())


_ENDS = {"value": "", "low": "_low", "high": "_high"}


def contrast_forest(
    rows: pl.DataFrame, aspect: Aspect, metric: str, kinds: Sequence[str], outlets: Sequence[str],
    actors: Mapping[str, str],
) -> pl.DataFrame:  # fmt: skip
    """Each outlet minus the others on each actor, one row for each kind. `rows`: of `contrasts`."""
    found = {
        (r["outlet"], r["actor"], r["kind"]): r for r in rows.filter(metric=metric).iter_rows(named=True)
    }
    scale = POINTS if aspect.share else 1

    def cells() -> Iterator[dict[str, Any]]:
        for actor, name in actors.items():
            yield _heading(name)
            for place, outlet in enumerate(outlets):
                for kind in kinds:
                    row = found.get((outlet, actor, kind))
                    cell = _named(outlet, actor, KINDS[kind], first=kind == kinds[0], many=len(kinds) > 1)
                    if row is None or row["difference"] is None:
                        yield cell | {"note": "not enough data", "told": "not enough data"}
                        continue
                    settled = is_beyond_chance(row["p_holm"])
                    yield (
                        cell
                        | {"note": sample_words(row), "told": contrast_words(row, aspect.share)}
                        | {"colour": _colour(place, not settled), "value": row["difference"] * scale}
                        | {"low": row["low"] * scale, "high": row["high"] * scale}
                    )

    return _framed(cells())


def without_empty(frame: pl.DataFrame) -> pl.DataFrame:
    """A forest without the actors on whom no outlet has a value; their rows are numbered anew."""
    known = frame.drop_nulls("value")["actor"].unique().implode()
    group = frame.with_columns(of=pl.col("actor").backward_fill())
    kept = group.filter(pl.col("of").is_in(known)).drop("of")
    return kept.with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))


def _colour(place: int, quiet: bool) -> str:
    return QUIET if quiet else OUTLET_COLOURS[place % len(OUTLET_COLOURS)]


def _heading(name: str) -> dict[str, Any]:
    return {"heading": True, "label": name, "note": "", "told": "", "hollow": False, "colour": QUIET}


def _named(outlet: str, actor: str, words: str, *, first: bool, many: bool) -> dict[str, Any]:
    """A row's names: the outlet on the first of its rows, then only what is different about the others."""
    return {
        "heading": False, "label": outlet if first else f"{_SECOND} {words}", "outlet": outlet, "actor": actor,
        "hollow": many and not first, "colour": QUIET,
    }  # fmt: skip


def _framed(cells: Iterator[dict[str, Any]]) -> pl.DataFrame:
    rows = [{"row": number} | cell for number, cell in enumerate(cells)]
    return pl.DataFrame(rows, schema=SCHEMA)
