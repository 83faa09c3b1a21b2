"""The reporting index in HTML: a cell, its workings component by component, and a table of standings."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.grids import Sorting, few_first, interval_mark, labelled, outlet_link
from dashboard.links import address
from dashboard.reporting_index import (
    BEST,
    WORST,
    Standing,
    missing_words,
    place_words,
    rank_words,
)
from dashboard.wording import as_html, counted, number, value_words
from scoring.messages.shares import share
from scoring.schema.components import Component
from scoring.schema.kinds import IndexScope
from scoring.schema.metrics import Declaration, Declarations

LABEL = "Reporting index"
INDEX = "index"
"""What the table of outlets is sorted by where it is sorted by the index."""
ALL_BUT_ROUNDING = 0.9995  # of the weight: all of it
MEANT = (
    "Reporting index (0 to 100): the weighted mean of its components' places among reference outlets, "
    "where 100 is the best. It is of the outlet's news where there is enough of it. It measures neither truth nor "
    "lean; see Weights. Its interval follows from those of its components."
)
Cells = Mapping[tuple[str, str], Mapping[str, Any]]


def _mark(value: float, low: float, high: float) -> str:
    return interval_mark({"value": value, "low": low, "high": high}, WORST, BEST)


def ranked(index: pl.DataFrame) -> int:
    """How many outlets have an index."""
    return index["index"].drop_nulls().len()


def index_head(sorting: Sorting) -> str:
    """The head of the index's column."""
    return (
        f'<th scope="col"{sorting.state(INDEX)} title="{as_html(MEANT)}">{sorting.head(INDEX, LABEL)}'
        '<span class="mh-unit">0 to 100</span></th>'
    )


def index_cell(row: Mapping[str, Any] | None, outlets: int) -> str:
    """A cell: the index as a link to its contributions, mark, interval, band of ranks, count; or why there is none."""
    if row is None:
        return '<td><span class="mh-none">no data</span></td>'
    if row["index"] is None:
        why = missing_words(row)  # whole on the outlet's page; here it would make the row six lines high
        return f'<td><span class="mh-none" title="{as_html(why)}">{as_html(why.split(":")[0])}</span></td>'
    link = as_html(address("outlet", outlet=row["outlet"]))
    return (
        f'<td><a href="{link}" target="_self" title="The outlet, and what its index is made of">{row["index"]:.0f}</a>'
        f"{_mark(row['index'], row['low'], row['high'])}"
        f'<span class="mh-small" title="{as_html(scope_words(row))}">{row["low"]:.0f} to {row["high"]:.0f}</span>'
        f'<span class="mh-small">{rank_words(row["rank_best"], row["rank_worst"], outlets)}</span></td>'
    )


def scope_words(row: Mapping[str, Any]) -> str:
    """What an index is of.

    >>> scope_words({"scope": "news", "independent_texts": 30}), scope_words({"scope": "all", "independent_texts": 9})
    ('30 texts of news', '9 texts, news or not')
    """
    texts = counted(row["independent_texts"], "text")
    return f"{texts} of news" if row["scope"] == IndexScope.NEWS else f"{texts}, news or not"


def _working(metric: Declaration, row: Mapping[str, Any], cells: Cells) -> str:
    """A component's share in an outlet's index: contribution, place, weight; value, interval and count."""
    name = metric.name
    cell = cells.get((row["outlet"], name)) or {}
    value = row[name]
    if row["scope"] == IndexScope.NEWS and value is not None:
        # The scores, with their intervals and counts, are of all articles; the index is of the news among them.
        told, texts = number(metric, value), "news only"
    else:
        told, texts = value_words(metric, cell), counted(cell.get("independent_texts") or 0, "text")
    if row[f"{name}_quantile"] is None:
        return f'<td><span class="mh-none">{as_html(told)}</span><span class="mh-small">{texts}</span></td>'
    link = as_html(address("evidence", outlet=row["outlet"], metric=name))
    return (
        f'<td><a href="{link}" target="_self" title="Show the sentences behind this number">'
        f"{row[f'{name}_contribution']:.1f}</a>"
        f'<span class="mh-small">place {row[f"{name}_quantile"]:.0f}, weight {100 * row[f"{name}_weight"]:.1f}%</span>'
        f'<span class="mh-small">{as_html(told)}</span><span class="mh-small">{texts}</span></td>'
    )


def contributions_grid(
    index: pl.DataFrame,
    components: Sequence[Component],
    metrics: Declarations,
    cells: Cells,
    outlets: Sequence[str],
) -> str:
    """Components in rows, outlets in columns; the last row is the index, the sum of what stands above it.

    `cells`: rows of `scores` by outlet and metric. An outlet without an index shows its places all the same.
    """
    by_outlet = {row["outlet"]: row for row in index.iter_rows(named=True)}
    chosen = [by_outlet[name] for name in outlets if name in by_outlet]
    head = "".join(f'<th scope="col">{outlet_link(row["outlet"])}</th>' for row in chosen)
    body = [
        f'<tr><th scope="row">{as_html(metrics[c.metric].label)}<span class="mh-unit">{as_html(c.group)}; '
        f"{as_html(c.direction)} counts as better</span></th>"
        + "".join(_working(metrics[c.metric], row, cells) for row in chosen)
        + "</tr>"
        for c in components
    ]
    total = "".join(index_cell(row, ranked(index)) for row in chosen)
    return (
        '<div class="mh-scroll" tabindex="0" role="region" aria-label="Contributions to the index">'
        f'<table class="mh-table"><thead><tr><th scope="col">Component</th>{head}</tr></thead>'
        f'<tbody>{"".join(body)}<tr><th scope="row">{LABEL}<span class="mh-unit">the sum</span></th>{total}</tr>'
        "</tbody></table></div>"
    )


def _moved(standing: Standing) -> str:
    """How a rank differs from the exported one, in words and with an arrow."""
    if standing.rank is None or standing.exported_rank is None:
        return ""
    up = standing.exported_rank - standing.rank
    told = "as in the table" if up == 0 else f"{'▲ up' if up > 0 else '▼ down'} {abs(up)}"
    return f'<span class="mh-small">{told}</span>'


def unranked_line(unranked: Sequence[Standing]) -> str:
    """Outlets without an index in one paragraph, each with the reason."""
    told = "; ".join(f"{outlet_link(s.outlet)}: {as_html(s.why_not)}" for s in unranked)
    return f'<p class="mh-verdict">{told}.</p>'


def standings_grid(shown: Sequence[Standing], outlets: int) -> str:
    """Outlets in order of their rank under the chosen weights, beside their index by the table's weights.

    `shown`: those that have an index under these weights.
    """
    body = []
    for s in shown:
        row = s.exported
        texts = counted(row["independent_texts"], "text")
        measured = "" if s.available > ALL_BUT_ROUNDING else f"{share(s.available)} of the weight measured"
        if s.index is None or s.low is None or s.high is None:
            continue
        link = as_html(address("outlet", outlet=s.outlet))
        now = (
            f"<td><b>{s.rank}</b>{_moved(s)}</td>"
            f'<td><a href="{link}" target="_self" title="The outlet, and what its index is made of">{s.index:.0f}</a>'
            f"{_mark(s.index, s.low, s.high)}"
            f'<span class="mh-small">{s.low:.0f} to {s.high:.0f}</span>'
        )
        then = "not enough data"
        if row["index"] is not None:
            then = place_words(row["index"], row["low"], row["high"])
        band = rank_words(row["rank_best"], row["rank_worst"], outlets)
        cells = f'{now}<span class="mh-small">{measured}</span></td>'
        cells += f'<td>{then} <span class="mh-small">{band}</span></td>'
        body.append(
            f'<tr><th scope="row">{outlet_link(s.outlet)}<span class="mh-unit">{texts}</span></th>'
            f"{labelled(cells, ('Rank', 'Index under these weights', 'By the table’s weights'))}</tr>"
        )
    table = (
        '<div class="mh-scroll" tabindex="0" role="region" aria-label="Outlets under these weights">'
        '<table class="mh-table mh-rows"><thead><tr><th scope="col">Outlet</th><th scope="col">Rank</th>'
        '<th scope="col">Index under these weights</th><th scope="col">By the table’s weights'
        '<span class="mh-unit">and its band of ranks</span></th></tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )
    return few_first(table, "all-standings", f"All {counted(len(body), 'outlet')}")
