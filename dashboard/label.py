"""The label of an outlet in HTML: an answer with its interval, its place among all outlets on a strip, an example.

The same on the page Outlet and in the file that is sent.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.links import address
from dashboard.questions import Middle, measured, middle_half, place_told
from dashboard.wording import (
    as_html,
    definition,
    interval,
    number,
    number_and_interval,
    sample_words,
    status_words,
)
from scoring.schema.metrics import Declaration


def described(row: Mapping[str, Any], rows: pl.DataFrame, metric: Declaration, middle: Middle | None) -> str:
    """The strip in words, for those who cannot see it."""
    value = number_and_interval(metric, row["value"], row["low"], row["high"])
    told = f"{metric.label}: {row['outlet']} {value}"
    if middle is None:
        return f"{told}."
    least, most = rows.select(a=pl.col("value").min(), b=pl.col("value").max()).row(0)
    ends = least, most
    return (
        f"{told}; {middle.outlets} outlets from {number(metric, least, ends)} to {number(metric, most, ends)}, the "
        f"middle half {interval(metric, middle.low, middle.high)}."
    )


def strip(row: Mapping[str, Any], rows: pl.DataFrame, metric: Declaration, middle: Middle | None) -> str:
    """All outlets with enough data on one line: a tick for each, the middle half shaded, that of `row` marked.

    `rows`: outlet, value, low, high of the outlets with enough data; `row`: one of them.
    """
    shown: list[float] = [*rows["value"], row["low"], row["high"]]
    low, high = min(shown), max(shown)
    width = high - low or 1.0

    def at(value: float) -> float:
        return 100 * (value - low) / width

    told = [
        (value, f"{name}: {number_and_interval(metric, value, least, most)}")
        for name, value, least, most in rows.select("outlet", "value", "low", "high").iter_rows()
    ]
    ticks = "".join(
        f'<i style="left:{at(value):.1f}%" title="{as_html(words)}"></i>' for value, words in told
    )
    band = "" if middle is None else _bar("em", at(middle.low), at(middle.high))
    ends = "".join(f"<span>{as_html(number(metric, end, (low, high)))}</span>" for end in (low, high))
    return (
        f'<div class="mh-strip" role="img" aria-label="{as_html(described(row, rows, metric, middle))}">{band}{ticks}'
        f'{_bar("s", at(row["low"]), at(row["high"]))}<b style="left:{at(row["value"]):.1f}%"></b></div>'
        f'<div class="mh-ends" aria-hidden="true">{ends}</div>'
    )


def _bar(tag: str, left: float, right: float) -> str:
    return f'<{tag} style="left:{left:.1f}%;width:{max(right - left, 0.5):.1f}%"></{tag}>'


def answer(metric: Declaration, outlet: str, rows: pl.DataFrame, example: str = "") -> str:
    """A metric that answers a question: value, interval, count, place among the outlets, and an example.

    `rows`: rows of `scores` at main readings; `example`: HTML.
    """
    label = f'<span class="mh-answer" title="{as_html(definition(metric))}">{as_html(metric.label)}</span>'
    row = next(rows.filter(outlet=outlet, metric=metric.name).iter_rows(named=True), {})
    if row.get("value") is None:
        why = as_html(status_words(metric, row)).capitalize()
        return f'{label}<p class="mh-verdict"><span class="mh-none">{why}</span></p>'
    others = measured(rows, metric.name)
    middle = middle_half(others["value"])
    where, rest = place_told(metric, row, middle)
    value = as_html(number(metric, row["value"], (row["low"], row["high"])))
    href = as_html(address("evidence", outlet=outlet, metric=metric.name))
    return (
        f'{label}<p class="mh-value"><a href="{href}" target="_self" title="Show the sentences behind this number">'
        f"<b>{value}</b></a> {as_html(metric.unit.removeprefix('share '))} "
        f"({as_html(interval(metric, row['low'], row['high']))}) · {sample_words(row)}</p>"
        f'<p class="mh-verdict"><b>{as_html(where)}</b>{as_html(rest)}</p>'
        f"{strip(row, others, metric, middle)}{example}"
    )


def answers(parts: Sequence[str]) -> str:
    """The answers to one question side by side, below each other on a narrow screen."""
    return f'<div class="mh-pair-of">{"".join(f"<div>{part}</div>" for part in parts)}</div>'
