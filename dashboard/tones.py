"""Tone toward actors: in words, and as a grid whose cells lead to the sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.grids import outlet_link
from dashboard.links import address
from dashboard.wording import as_html, counted, signed

# A cell has its full colour at this tone; means of outlets rarely exceed it.
FULL_TONE = 0.4
FULL_OPACITY = 0.5  # so that the figures keep their contrast on light and dark
HOSTILE_RGB, FRIENDLY_RGB = "197, 90, 17", "34, 113, 181"
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


def _colour(value: float) -> str:
    """A cell's background: towards orange for hostile, blue for friendly."""
    strength = min(abs(value) / FULL_TONE, 1.0) * FULL_OPACITY
    return f"rgba({FRIENDLY_RGB if value > 0 else HOSTILE_RGB}, {strength:.2f})"


def _cell(row: Mapping[str, Any] | None, reading: str, voice: str) -> str:
    if row is None:
        return '<td><span class="mh-none">not mentioned</span></td>'
    other = next(name for name in READINGS if name != reading)
    link = as_html(address("evidence", outlet=row["outlet"], actor=row["actor"], voice=voice))
    hint = as_html(f"Show the sentences: {tone_told(row)}")
    count = f'<span class="mh-small">{mentions_told(row, reading)}</span>'
    if row[reading] is None:
        return f'<td><a href="{link}" target="_self" title="{hint}" class="mh-none">not enough data</a>{count}</td>'
    low, high = signed(row[f"{reading}_low"]), signed(row[f"{reading}_high"])
    second = signed(row[other]) if row[other] is not None else "not enough data"
    return (
        f'<td style="background: {_colour(row[reading])}">'
        f'<a href="{link}" target="_self" title="{hint}" class="mh-figure">{signed(row[reading])}</a>'
        f'<span class="mh-small">{low} to {high}</span><span class="mh-small">{other} {second}</span>{count}</td>'
    )


def tone_cells(
    rows: pl.DataFrame, reading: str, voice: str, actors: Mapping[str, str], outlets: Sequence[str]
) -> str:
    """Outlets in rows, actors in columns, as HTML. `rows`: rows of `actors`; `actors`: names by id, in order."""
    by_place = {(row["outlet"], row["actor"]): row for row in rows.iter_rows(named=True)}
    head = "".join(f'<th scope="col">{as_html(name)}</th>' for name in actors.values())
    body = "".join(
        f'<tr><th scope="row">{outlet_link(outlet)}</th>'
        + "".join(_cell(by_place.get((outlet, actor)), reading, voice) for actor in actors)
        + "</tr>"
        for outlet in outlets
    )
    return (
        '<div class="mh-scroll" tabindex="0" role="region" aria-label="Tone of outlets toward actors">'
        f'<table class="mh-table mh-tone"><thead><tr><th scope="col">Outlet</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
