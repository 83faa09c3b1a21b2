"""Tone toward actors in words, and who speaks about them in which outlet."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.grids import outlet_link
from dashboard.links import address
from dashboard.wording import as_html, counted, signed

READINGS = {"trained": "trained reading", "lexicon": "lexicon reading"}


def one_reading(row: Mapping[str, Any], reading: str) -> str:
    """A reading's mean with its interval, or that there is not enough data."""
    value = row[reading]
    if value is None:
        return "not enough data"
    return f"{signed(value)} ({signed(row[f'{reading}_low'])} to {signed(row[f'{reading}_high'])})"


def tone_told(row: Mapping[str, Any]) -> str:
    """Both readings with their intervals and the counts. `row`: a row of `actors`."""
    read = "; ".join(f"{words} {one_reading(row, name)}" for name, words in READINGS.items())
    texts = row["independent_texts"]
    skipped = f"; the trained reading read {part}" if (part := _part_read(row)) else ""
    return f"{read}; {counted(row['mentions'], 'mention')} in {counted(texts, 'independent text')}{skipped}"


def mentions_told(row: Mapping[str, Any], reading: str) -> str:
    """How many mentions a reading's mean rests on, and of how many where some were skipped."""
    part = _part_read(row) if reading == "trained" else ""
    return part or counted(row["mentions"], "mention")


def _part_read(row: Mapping[str, Any]) -> str:
    """How many of the mentions the trained reading read, where it did not read all; else empty."""
    read = row["trained_mentions"]
    return f"{read:,} of {counted(row['mentions'], 'mention')}" if read < row["mentions"] else ""


def speaker_cards(rows: pl.DataFrame, outlets: Sequence[str], actor: str, reading: str, most: int) -> str:
    """One card for each outlet: whose words on the actor it prints, how often, in what tone, as HTML.

    `rows`: of `sources_on`; at most `most` speakers of an outlet are named. Each leads to the sentences.
    """
    cards = []
    for outlet in outlets:
        mine = rows.filter(outlet=outlet)
        lines = [_speaker_line(row, actor, reading) for row in mine.head(most).iter_rows(named=True)]
        rest = mine.height - len(lines)
        more = f'<p class="mh-small">and {counted(rest, "more speaker")}</p>' if rest > 0 else ""
        none = "" if lines else '<p class="mh-none">nobody often enough</p>'
        cards.append(
            f'<section class="mh-speakers"><h3>{outlet_link(outlet)}</h3><ol>{"".join(lines)}</ol>'
            f"{more}{none}</section>"
        )
    return f'<div class="mh-cards">{"".join(cards)}</div>'


def _speaker_line(row: Mapping[str, Any], actor: str, reading: str) -> str:
    link = as_html(
        address("evidence", outlet=row["outlet"], actor=actor, voice=row["voice"], speaker=row["speaker"])
    )
    tone = "" if row[reading] is None else f", tone {one_reading(row, reading)}"
    return (
        f'<li><a href="{link}" target="_self" title="Show the sentences">{as_html(row["speaker_name"])}</a> '
        f'<span class="mh-count">{counted(row["mentions"], "mention")}{tone}</span></li>'
    )
