"""One metric of a comparison, opened: value, counts, difference and an example of each outlet, side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import links
from dashboard.charts.matrix import SIGNS
from dashboard.charts.style import OUTLET_COLOURS
from dashboard.differences import difference_words, matters_words, said
from dashboard.examples import example_card
from dashboard.lines import Line
from dashboard.scores import texts_of
from dashboard.wording import (
    READINGS,
    as_html,
    as_markdown,
    counted,
    interval,
    number,
    status_words,
    texts_words,
    two_numbers,
    units_words,
)
from scoring.schema.metrics import Declaration
from scoring.schema.scores import Scores

IN_A_ROW = 3
Rows = Mapping[str, Mapping[str, Any]]


def show_opened(line: Line, *, on_stories: bool) -> None:
    """What the opened metric is, its unit and the words it is measured on."""
    metric = line.metric
    st.markdown(f"{as_markdown(metric.summary)}")
    of = f" · counted: {metric.counted}" if metric.counted else ""
    where = " On the stories that each outlet shares with the first." if on_stories else ""
    st.caption(
        as_markdown(
            f"Unit: {metric.unit}{of} · measured on: {READINGS[line.reading].lower()}. {matters_words(metric)}{where}"
        )
    )
    links.page_link(
        "method", f"Method and limits: {metric.label}", icon=":material/menu_book:", metric=metric.name
    )


def show_outlets(
    scores: Scores, line: Line, chosen: Sequence[str], rows: Rows | None, pairs: Rows, examples: Rows
) -> None:
    """The outlets side by side, three in a row.

    `rows`: of `scores` by outlet; None on shared stories, where each outlet stands beside what the first made of the
    same stories. `pairs`: judged contrasts by outlet, without the first.
    """
    metric = line.metric
    texts = texts_of(scores, [span["article_id"] for span in examples.values()])
    for begin in range(0, len(chosen), IN_A_ROW):
        part = chosen[begin : begin + IN_A_ROW]
        for place, (column, name) in enumerate(zip(st.columns(len(part)), part, strict=True), begin):
            pair = pairs.get(name)
            told = _on_stories(metric, pair, place) if rows is None else _value(metric, rows.get(name, {}))
            if place:
                told += _difference(metric, pair, chosen[0])
            if span := examples.get(name):
                told += example_card(scores, metric.name, span, texts.get(span["article_id"], ""))
            with column:
                st.html(_head(place, name) + told)
                if examples:
                    links.page_link(
                        "evidence", "Its sentences", icon=":material/format_quote:", outlet=name, metric=metric.name
                    )  # fmt: skip
    if not examples:
        st.caption("No sentences are recorded for it: it is of whole texts, or counts what is absent.")


def _head(place: int, name: str) -> str:
    return f'<p class="mh-answer"><b style="color:{OUTLET_COLOURS[place]}">{SIGNS[place]}</b> {as_html(name)}</p>'


def _value(metric: Declaration, row: Mapping[str, Any]) -> str:
    if row.get("value") is None:
        return f'<p class="mh-value"><span class="mh-none">{as_html(status_words(metric, row))}</span></p>'
    return (
        f'<p class="mh-value"><b>{as_html(number(metric, row["value"], (row["low"], row["high"])))}</b> '
        f"({as_html(interval(metric, row['low'], row['high']))})"
        f'<span class="mh-small">{as_html(texts_words(row) + units_words(metric, row))}</span></p>'
    )


def _difference(metric: Declaration, pair: Mapping[str, Any] | None, reference: str) -> str:
    if pair is None or pair["verdict"] is None:
        return '<p class="mh-verdict within">not enough data for a difference</p>'
    css = "beyond" if pair["verdict"] == "clear" else "within"
    told = f"{difference_words(metric, pair)} against {reference}"
    return (
        f'<p class="mh-verdict {css}" title="{as_html(said(metric, dict(pair)))}"><b>{as_html(pair["verdict"])}</b>: '
        f"{as_html(told)}</p>"
    )


def _on_stories(metric: Declaration, pair: Mapping[str, Any] | None, place: int) -> str:
    if place == 0:
        return '<p class="mh-value">Each other outlet is compared with it.</p>'
    if pair is None or pair["verdict"] is None:
        return ""
    mine, theirs = two_numbers(metric, pair["value"], pair["expected"])
    return (
        f'<p class="mh-value"><b>{as_html(mine)}</b> against {as_html(theirs)}'
        f'<span class="mh-small">on {counted(pair["counted"], "story")} that both covered</span></p>'
    )
