"""Tables of the page "Check an article" as HTML: measurements and tone, each beside the corpus's middle half."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.checking import LEAST_ACTOR_ARTICLES, MEASURED_FIRST, Beside
from dashboard.excerpts import tone_sign
from dashboard.grids import labelled
from dashboard.scores import actor_name
from dashboard.wording import (
    as_html,
    counted,
    day,
    definition,
    interval,
    is_share,
    number,
    outlet_name,
    signed,
)
from scoring.messages.shares import share
from scoring.schema.scores import Scores

_HEAD = (
    '<table class="mh-table compact mh-wrapped"><thead><tr><th scope="col">Metric</th><th scope="col">Value</th>'
    '<th scope="col">Among the articles</th></tr></thead><tbody>'
)


def measurements_html(beside: Sequence[Beside], href: Callable[[str], str]) -> str:
    """The measurements, those that matter most first and the others folded; `href` leads to a metric's spans."""
    first = [one for one in beside if one.metric.name in MEASURED_FIRST]
    rest = [one for one in beside if one.metric.name not in MEASURED_FIRST]
    articles = max((one.middle.outlets for one in beside if one.middle), default=0)
    told = (
        f"The grey band is the middle half of {counted(articles, 'article')} of the corpus, the line their median, the "
        "dot this text. Above is not better, and one text says little about its outlet."
        if articles
        else "There are no articles to compare the values with."
    )
    parts = [
        f'<p class="mh-small">{as_html(told)}</p>',
        _HEAD,
        *(_row(one, href) for one in first),
        "</tbody></table>",
    ]
    if rest:
        parts += [f"<details><summary>All other measurements ({len(rest)})</summary>", _HEAD]
        parts += [*(_row(one, href) for one in rest), "</tbody></table></details>"]
    return "".join(parts)


def measurement_rows(beside: Sequence[Beside]) -> pl.DataFrame:
    """The measurements as rows to be taken along, in the order of the page.

    Columns: metric, label, unit, value, numerator, denominator; of the corpus's articles articles, median, middle_low
    and middle_high (empty where these are too few).
    """
    return pl.DataFrame(
        [
            {
                "metric": one.metric.name, "label": one.metric.label, "unit": one.metric.unit, "value": one.value,
                "numerator": one.found, "denominator": one.whole,
                "articles": one.middle.outlets if one.middle else None, "median": one.median,
                "middle_low": one.middle.low if one.middle else None,
                "middle_high": one.middle.high if one.middle else None,
            }
            for one in beside
        ]
    )  # fmt: skip


def _row(one: Beside, href: Callable[[str], str]) -> str:
    metric = one.metric
    label = as_html(metric.label)
    value = as_html(number(metric, one.value))
    if one.spans:
        title = f"Mark the {counted(one.spans, 'span')} in the text"
        value = f'<a href="{as_html(href(metric.name))}" target="_self" title="{as_html(title)}">{value}</a>'
    value += f'<span class="mh-small">{as_html(made_of(one))}</span>'
    return (
        f'<tr><th scope="row" title="{as_html(definition(metric))}">{label}'
        f'<span class="mh-unit">{as_html(metric.unit)}</span></th><td>{value}</td><td>{_among(one)}</td></tr>'
    )


def made_of(one: Beside) -> str:
    """How much a value rests on: how many of how many, or in how many; one text has few of either."""
    if one.found is None or one.whole is None or not one.metric.counted:
        return ""
    between = "of" if is_share(one.metric) else "in"
    return f"{_plainly(one.found)} {between} {_plainly(one.whole)}"


def _plainly(count: float) -> str:
    return f"{count:,.0f}" if float(count).is_integer() else f"{count:,.1f}"


def _among(one: Beside) -> str:
    if one.middle is None:
        return '<span class="mh-none">too few articles</span>'
    width = one.high - one.low

    def at(value: float) -> float:
        return 50.0 if width <= 0 else 100 * (min(max(value, one.low), one.high) - one.low) / width

    left, right = at(one.middle.low), at(one.middle.high)
    median = "" if one.median is None else f'<u style="left:{at(one.median):.1f}%"></u>'
    told = f"{one.place} the middle half ({interval(one.metric, one.middle.low, one.middle.high)})"
    return (
        f'<span class="mh-beside" aria-hidden="true"><i style="left:{left:.1f}%;width:{max(right - left, 1):.1f}%"></i>'
        f'{median}<b style="left:{at(one.value):.1f}%"></b></span><span class="mh-small">{as_html(told)}</span>'
    )


def others_html(rows: pl.DataFrame, way: Callable[[Mapping[str, Any]], str]) -> str:
    """Articles that hold words of the text (rows of `others`), in the order given; `way` leads to one of them."""
    lines = []
    for row in rows.iter_rows(named=True):
        who = f"{outlet_name(row['other_outlet'])}{' (the same outlet)' if row['same_outlet'] else ''}"
        title = as_html(row["other_title"] or "Without a headline")
        date = as_html(day(row["other_published"]))
        cells = (
            f'<td><a href="{as_html(way(row))}" target="_self">{title}</a></td>'
            f'<td>{share(row["share"])}<span class="mh-small">{as_html(counted(row["words"], "word"))}</span></td>'
        )
        heads = ("", "Holds of this text")
        lines.append(
            f'<tr><th scope="row">{as_html(who)}<span class="mh-small">{date}</span></th>{labelled(cells, heads)}</tr>'
        )
    return (
        '<div class="mh-scroll"><table class="mh-table mh-rows"><thead><tr><th scope="col">Outlet</th>'
        '<th scope="col">Article</th><th scope="col">Holds of this text</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def tone_html(rows: Sequence[Mapping[str, Any]], scores: Scores) -> str:
    """The tone toward the actors whom the text speaks of in its own voice. `rows`: see `checking.tone_rows`."""
    lines = []
    for row in rows:
        sign = tone_sign(None, row["tone"])
        tone = f"{sign} {signed(row['tone'])}" if row["tone"] is not None else "not read"
        middle = '<span class="mh-none">too few articles</span>'
        if row.get("articles") == 0:
            middle = '<span class="mh-none">tone not read in the corpus</span>'
        elif row.get("articles", 0) >= LEAST_ACTOR_ARTICLES:
            middle = as_html(
                f"{signed(row['low'])} to {signed(row['high'])} in {counted(row['articles'], 'article')}"
            )
        lines.append(
            f'<tr><th scope="row">{as_html(actor_name(scores, row["actor"]))}</th><td>{as_html(tone)}'
            f'<span class="mh-small">{as_html(counted(row["read"], "mention"))} read of {row["mentions"]}</span></td>'
            f"<td>{middle}</td></tr>"
        )
    return (
        '<p class="mh-small">In the text\'s own voice, by the trained reading: −1 hostile to +1 friendly. '
        "Three calls of praise or blame in ten are wrong: read the sentences.</p>"
        '<table class="mh-table compact mh-wrapped mh-tones"><thead><tr><th scope="col">Actor</th>'
        '<th scope="col">Tone here</th><th scope="col">Middle half</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
