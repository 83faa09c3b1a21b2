"""The tables of an outlet's page, in HTML: its sources, its actors, whose text it takes, what was not measured."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.copying import pair_of
from dashboard.grids import few_first, labelled, outlet_link
from dashboard.links import address
from dashboard.tones import mentions_told, one_reading
from dashboard.wording import as_html, counted, status_words
from scoring.messages.shares import share
from scoring.schema.kinds import Status
from scoring.schema.metrics import Declaration

FEW_MENTIONS = 30  # a mean of fewer is shown paler: one more sentence might move it
_QUIET = ' class="mh-none"'


def _table(label: str, heads: Sequence[str], lines: Sequence[str], *, wide: bool = False) -> str:
    """A table of rows in HTML; a `wide` one is shown as cards on a narrow screen, close-set ones."""
    head = "".join(f'<th scope="col">{as_html(words)}</th>' for words in heads)
    return (
        f'<div class="mh-scroll" tabindex="0" role="region" aria-label="{as_html(label)}">'
        f'<table class="mh-table compact{" mh-rows mh-tight" if wide else ""}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(labelled(line, heads[1:]) if wide else line for line in lines)}</tbody></table></div>"
    )


def sources_table(sources: pl.DataFrame) -> str:
    """Whom the outlet names as its source. `sources`: name, articles, statements."""
    lines = [
        f'<tr><th scope="row">{as_html(name)}</th><td>{articles:,}</td><td>{statements:,}</td></tr>'
        for name, articles, statements in sources.select("name", "articles", "statements").iter_rows()
    ]
    table = _table("Sources that the outlet names", ("Source", "Articles", "Statements"), lines)
    return few_first(table, "all-sources", f"All {counted(len(lines), 'source')}")


def _tone(row: Mapping[str, Any], reading: str, voice: str) -> str:
    """A cell: a reading's mean as a link to its sentences, or that there is too little."""
    told = one_reading(row, reading)
    read = row["trained_mentions"] if reading == "trained" else row["mentions"]
    quiet = _QUIET if row[reading] is None or read < FEW_MENTIONS else ""
    href = as_html(address("evidence", outlet=row["outlet"], actor=row["actor"], voice=voice))
    return f'<td><a href="{href}" target="_self" title="Show the sentences"{quiet}>{told}</a></td>'


def actors_table(rows: pl.DataFrame, voice: str) -> str:
    """How the outlet speaks of actors in one voice, with what was read of the mentions. `rows`: of `actors`."""
    lines = [
        f'<tr><th scope="row">{as_html(row["name"] or row["actor"])}</th>{_tone(row, "trained", voice)}'
        f"<td>{mentions_told(row, 'trained')}</td>{_tone(row, 'lexicon', voice)}</tr>"
        for row in rows.iter_rows(named=True)
    ]
    heads = ("Actor", "Tone, trained reading", "Read for it", "Tone, lexicon reading")
    table = _table("Tone of the outlet toward actors", heads, lines, wide=True)
    return few_first(table, "all-actors", f"All {counted(len(lines), 'actor')}")


def flows_table(flows: pl.DataFrame, other: str, label: str, known: frozenset[str]) -> str:
    """Text that passed between this outlet and others, in the order given.

    `flows`: rows of `flows`; `other`: the column that names the other outlet; `known`: outlets that have a page. What
    passed between two of these is a link to the articles.
    """
    lines = []
    for row in flows.iter_rows(named=True):
        name = outlet_link(row[other]) if row[other] in known else as_html(row[other] or "")
        articles = f"{row['articles']:,}"
        if row[other] in known:
            href = as_html(address("copies", pair=pair_of(row["from_outlet"], row["to_outlet"])))
            articles = f'<a href="{href}" target="_self" title="Show the articles">{articles}</a>'
        lines.append(
            f'<tr><th scope="row">{name}</th><td>{row["words"]:,}</td><td>{articles}</td>'
            f"<td>{share(row['credited_share'] or 0.0)}</td></tr>"
        )
    return _table(label, ("Outlet", "Words", "Articles", "Credited"), lines)


def unmeasured(rows: pl.DataFrame, metrics: Sequence[Declaration]) -> dict[str, list[str]]:
    """Metrics without a value by the reason, in words. `rows`: the outlet's rows at the main reading."""
    by_metric = {row["metric"]: row for row in rows.iter_rows(named=True)}
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for metric in metrics:
        row = by_metric.get(metric.name, {})
        if row.get("status") != Status.OK or row.get("value") is None:
            reasons[status_words(metric, row)].append(metric.label)
    return dict(reasons)


def unmeasured_lines(reasons: Mapping[str, Sequence[str]]) -> str:
    """One line for each reason, with the metrics that it concerns."""
    return "".join(
        f'<p class="mh-verdict"><b>{as_html(reason.capitalize())}</b> ({counted(len(labels), "metric")}): '
        f"{as_html(', '.join(labels))}.</p>"
        for reason, labels in reasons.items()
    )
