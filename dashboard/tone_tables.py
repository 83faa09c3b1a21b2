"""The numbers of the page Tone as tables, each row with the address of its sentences."""

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard import profile
from dashboard.charts.tones import kind_of
from dashboard.links import address
from dashboard.outlet_tables import FEW_MENTIONS
from dashboard.tones import READINGS, one_reading, tone_told
from dashboard.wording import VOICES


def tone_numbers(rows: pl.DataFrame, names: Mapping[str, str], also: Sequence[str] = ()) -> pl.DataFrame:
    """Both readings with their intervals and counts. `rows`: as `actors`; `also`: further columns to keep."""
    ordered = rows if also else rows.sort("actor", "outlet", "voice")
    cells = list(ordered.iter_rows(named=True))
    return ordered.select(
        "outlet",
        *also,
        pl.Series("toward", [names[row["actor"]] for row in cells], dtype=pl.String),
        pl.col("voice").replace(VOICES),
        *(
            pl.Series(words, [one_reading(row, name) for row in cells], dtype=pl.String)
            for name, words in READINGS.items()
        ),
        pl.col("trained_mentions").alias("mentions read (trained)"),
        pl.col("mentions"),
        pl.col("independent_texts").alias("independent texts"),
        pl.Series(
            "sentences",
            [
                address("evidence", outlet=row["outlet"], actor=row["actor"], voice=row["voice"])
                for row in cells
            ],
            dtype=pl.String,
        ),
    )


def contrast_numbers(rows: pl.DataFrame, aspect: profile.Aspect, names: Mapping[str, str]) -> pl.DataFrame:
    """Each difference in words, with what it compares. `rows`: of `contrasts`."""
    cells = list(rows.iter_rows(named=True))
    return rows.select(
        "outlet",
        pl.Series("toward", [names[row["actor"]] for row in cells], dtype=pl.String),
        pl.col("kind").replace(dict(profile.KINDS)).alias("compared"),
        pl.Series(
            "difference", [profile.contrast_words(row, aspect.share) for row in cells], dtype=pl.String
        ),
        pl.col("value").alias("the outlet"),
        pl.col("expected").alias("the others"),
        pl.Series(
            "sentences",
            [
                None
                if aspect.share
                else address("evidence", outlet=row["outlet"], actor=row["actor"], voice=row["voice"] or "outlet")
                for row in cells
            ],
            dtype=pl.String,
        ),
    )  # fmt: skip


def group_numbers(groups: pl.DataFrame) -> pl.DataFrame:
    """The contrasts of the user's groups of actors, in words. `groups`: of `contrasts`."""
    return groups.select(
        "outlet",
        "actor",
        "against",
        pl.col("metric").replace(dict(profile.ASPECTS[profile.TONE].metrics)).alias("reading"),
        difference=pl.Series(
            [profile.contrast_words(row, share=False) for row in groups.iter_rows(named=True)],
            dtype=pl.String,
        ),
    )


def period_rows(rows: pl.DataFrame, reading: str) -> pl.DataFrame:
    """What the picture over time draws: outlet, period, value, low, high, few, told; only periods with a value."""
    known = rows.drop_nulls(reading)
    read = pl.col("trained_mentions" if reading == "trained" else "mentions")
    return known.select(
        "outlet",
        "period",
        value=pl.col(reading),
        low=pl.col(f"{reading}_low"),
        high=pl.col(f"{reading}_high"),
        few=read < FEW_MENTIONS,
        told=pl.Series([tone_told(row) for row in known.iter_rows(named=True)], dtype=pl.String),
    )


def spread_words(tones: pl.Series, neutral: float, reading: str) -> str:
    """How many of some mentions were read as what, in a sentence. `tones`: null where a mention was not read."""
    read = tones.drop_nulls()
    if read.is_empty():
        return "None of them was read."
    kinds = dict(read.to_frame("t").group_by(kind=kind_of(pl.col("t"), neutral)).len().iter_rows())
    part = "Of these, " if len(read) == len(tones) else f"Of the {len(read):,} that were read, "
    hostile, friendly, rest = (kinds.get(kind, 0) for kind in ("hostile", "friendly", "neutral"))
    told = f"{hostile:,} as hostile, {friendly:,} as friendly and {rest:,} as neutral"
    return f"{part}the {READINGS[reading]} reads {told}."
