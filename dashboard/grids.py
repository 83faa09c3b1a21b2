"""Tables in HTML, built from escaped text: each cell a number that leads to its sentences."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.links import address
from dashboard.wording import (
    as_html,
    breakable,
    counted,
    definition,
    interval,
    number,
    outlet_name,
    period,
    status_words,
    texts_words,
)
from scoring.schema.metrics import Declaration
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

NARROW_ROWS = 6  # style.css shows so many
NAME, ARTICLES = "name", "articles"
"""What the table of outlets may be sorted by besides metrics."""
_CELL = re.compile(r"<td\b")
Cells = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Sorting:
    """By what the rows of a table are sorted, and the address of the page sorted otherwise (by what, highest first)."""

    by: str
    downwards: bool
    address: Callable[[str, bool], str]

    def head(self, key: str, label: str, *, upwards_first: bool = False) -> str:
        """A column's head in HTML that sorts by it, the other way round if it is what the rows are sorted by."""
        mine = key == self.by
        down = not self.downwards if mine else not upwards_first
        sign = ("▼" if self.downwards else "▲") if mine else ""
        shown = f' <span aria-hidden="true">{sign}</span>' if sign else ""
        told = f"Sort by this, {'highest' if down else 'lowest'} first"
        if upwards_first:
            told = f"Sort by this, {'from Z to A' if down else 'from A to Z'}"
        href = as_html(self.address(key, down))
        return f'<a href="{href}" target="_self" data-stay title="{told}">{as_html(label)}</a>{shown}'

    def state(self, key: str) -> str:
        """The attribute that tells a screen reader whether a column is sorted."""
        return f' aria-sort="{"descending" if self.downwards else "ascending"}"' if key == self.by else ""


def outlet_link(outlet: str | None) -> str:
    """An outlet's name as a link to its page, in HTML; a plain one where the outlet is not known."""
    if not outlet:
        return as_html(outlet_name(outlet))
    href = as_html(address("outlet", outlet=outlet))
    return f'<a href="{href}" target="_self" title="Show the page of this outlet">{breakable(outlet)}</a>'


def cells_of(rows: pl.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows of scores by outlet and metric."""
    return {(row["outlet"], row["metric"]): row for row in rows.iter_rows(named=True)}


def bounds(cells: Cells, metric: Declaration) -> tuple[float, float]:
    """The span of an axis that holds every interval of a metric."""
    known = [cell for (_, name), cell in cells.items() if name == metric.name and cell["value"] is not None]
    low = min((cell["low"] for cell in known), default=0.0)
    high = max((cell["high"] for cell in known), default=1.0)
    return low, high if high > low else low + 1.0


def interval_mark(row: Mapping[str, Any], low: float, high: float, *, middle: bool = False) -> str:
    """A small line with a dot: where the value and its interval lie between `low` and `high`.

    `middle`: a stroke marks the middle, where a difference is 0.
    """

    def place(value: float) -> float:
        return 100 * (value - low) / (high - low)

    left, right, dot = place(row["low"]), place(row["high"]), place(row["value"])
    return (
        f'<span class="mh-bar" aria-hidden="true"><i style="left:{left:.1f}%;width:{max(right - left, 1):.1f}%"></i>'
        f'<b style="left:{dot:.1f}%"></b>{"<u></u>" if middle else ""}</span>'
    )


# Long because a cell is one piece of HTML.
def value_cell(
    metric: Declaration, row: Mapping[str, Any] | None, low: float, high: float, href: str, texts: int = 0
) -> str:
    """A cell: the value as a link to its sentences, its mark, interval and count; or why there is none.

    `texts`: the outlet's independent texts, said beside it; the cell's own count is shown where it is another.
    """
    if row is None:
        return '<td><span class="mh-none">no data</span></td>'
    if row["value"] is None:
        return f'<td><span class="mh-none">{as_html(status_words(metric, row))}</span></td>'
    told = interval(metric, row["low"], row["high"])
    value = number(metric, row["value"], (row["low"], row["high"]))
    count = counted(row["independent_texts"], "text")
    hint = as_html(f"Show the sentences behind this number: {metric.label}, {texts_words(row)}")
    return (
        f'<td><a href="{as_html(href)}" target="_self" title="{hint}">{as_html(value)}</a>'
        f'{interval_mark(row, low, high)} <span class="mh-small">{as_html(told)}</span>'
        + ("" if row["independent_texts"] == texts else f' <span class="mh-small">{count}</span>')
        + "</td>"
    )


def labelled(cells: str, heads: Sequence[str]) -> str:
    """Cells of a row, each with its column's head for screens on which the row is a card (`mh-rows` in style.css).

    >>> labelled("<td>3</td><td>4</td>", ["Words", "Texts"])
    '<td data-head="Words">3</td><td data-head="Texts">4</td>'
    """
    left = iter(heads)
    return _CELL.sub(lambda _: f'<td data-head="{as_html(next(left, ""))}"', cells)


@dataclass(frozen=True, slots=True)
class ColumnsBefore:
    """Columns before those of the metrics: what they are called, the HTML of their heads and of an outlet's cells."""

    names: Sequence[str]
    heads: str
    cells: Callable[[str], str]


def outlets_grid(
    outlets: pl.DataFrame,
    cells: Cells,
    metrics: Sequence[Declaration],
    sorting: Sorting,
    before: ColumnsBefore,
    kept: Sequence[str] = (),
) -> str:
    """The table of outlets: one row per outlet, one column per metric. `outlets`: outlet, articles, ... as sorted.

    `kept`: the metrics that a narrow screen shows at first.
    """
    spans = {metric.name: bounds(cells, metric) for metric in metrics}
    head = "".join(
        f'<th scope="col"{sorting.state(metric.name)} title="{as_html(definition(metric))}">'
        f"{sorting.head(metric.name, metric.label)}"
        f'<span class="mh-unit">{as_html(metric.unit)}</span></th>'
        for metric in metrics
    )
    heads = ["Articles", *before.names, *(metric.label for metric in metrics)]
    body = []
    for row in outlets.iter_rows(named=True):
        name = row["outlet"]
        line = "".join(
            value_cell(
                metric,
                cells.get((name, metric.name)),
                *spans[metric.name],
                address("evidence", outlet=name, metric=metric.name),
                row["independent_texts"],
            ).replace("<td>", "<td>" if metric.name in kept else '<td class="mh-more">', 1)
            for metric in metrics
        )
        when = as_html(period(row["first_published"], row["last_published"])).replace(" to ", " to <br>")
        body.append(
            f'<tr><th scope="row">{outlet_link(name)}<span class="mh-unit">{when}</span></th>'
            + labelled(
                f'<td>{row["articles"]:,} <span class="mh-small">{row["independent_texts"]:,} independent</span></td>'
                f"{before.cells(name)}{line}",
                heads,
            )
            + "</tr>"
        )
    table = (
        '<div class="mh-scroll" tabindex="0" role="region" aria-label="Table of outlets">'
        '<table class="mh-table mh-rows"><thead><tr>'
        f'<th scope="col"{sorting.state(NAME)}>{sorting.head(NAME, "Outlet", upwards_first=True)}</th>'
        f'<th scope="col"{sorting.state(ARTICLES)} title="Articles; independent: reprints of one text counted once">'
        f"{sorting.head(ARTICLES, 'Articles')}</th>"
        f"{before.heads}{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )
    return few_first(table, "all-outlets", f"All {counted(len(body), 'outlet')} listed here, every number")


def few_first(table: str, anchor: str, words: str) -> str:
    """A table of which a narrow screen shows six rows, until a link that says `words` asks for all of them.

    `anchor`: what the place is called in the address. A table of so few rows is whole anyway, if its cells are.
    """
    if table.count("<tr") - 1 <= NARROW_ROWS and 'class="mh-more"' not in table:
        return table
    return f'<div class="mh-few" id="{anchor}">{table}<a class="mh-all" href="#{anchor}">{as_html(words)}</a></div>'


def too_few_line(outlets: pl.DataFrame) -> str:
    """Outlets without numbers in one paragraph, each with what it lacks. `outlets`: outlet, independent_texts."""
    told = "; ".join(
        f"{outlet_link(name)}: not enough data: "
        f"{counted(MINIMUM_INDEPENDENT_TEXTS - texts, 'more independent text')} needed"
        for name, texts in outlets.select("outlet", "independent_texts").iter_rows()
    )
    return f'<p class="mh-verdict">{told}.</p>'
