"""Cards of spans, each in its context, with a link to the article and, where asked for, right, wrong and a note."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from dashboard import links
from dashboard.copying import pair_of
from dashboard.excerpts import end_within, tone_words
from dashboard.facets import BY_NAME
from dashboard.judging import SAID
from dashboard.marking import Mark, excerpt_bounds, legend_html, marked
from dashboard.scores import articles, outlets, texts_of
from dashboard.wording import as_html, day, outlet_name
from scoring.schema.scores import Scores

AT_ONCE = 10
LONGEST_SPAN = 320  # characters that are shown of a long span
LONGEST_STATEMENT = 480  # and of the statement on either side of it
COUNTED = "mh-evidence"
"""The class of the characters that count, whatever else they are."""
LEGENDS = {
    "attribution": (
        ("mh-source", "source: who says it"),
        ("mh-cue", "cue: the words that say so"),
        ("mh-content", "content: what is said"),
        (f"{COUNTED} mh-part", "what is counted"),
    ),
    "mention": (
        ("mh-actor friendly", "friendly +"),
        ("mh-actor", "neutral ○"),
        ("mh-actor hostile", "hostile −"),
    ),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A span on the page: its row, its words, and the card as HTML."""

    row: Mapping[str, Any]
    words: str
    html: str


def cards(scores: Scores, spans: pl.DataFrame, focus: str) -> list[Card]:
    """The cards of some spans. `spans`: as of `dashboard.spans`; `focus`: the metric that the article's page marks."""
    texts = texts_of(scores, spans["article_id"].to_list())
    index = articles(scores).filter(pl.col("article_id").is_in(spans["article_id"].implode()))
    rows = {row["article_id"]: row for row in index.iter_rows(named=True)}
    known = set(outlets(scores)["outlet"])
    made = []
    for span in spans.iter_rows(named=True):
        text = texts.get(span["article_id"], "")
        article = rows[span["article_id"]]
        other = span["group_name"] if "credit" in span and span["group_name"] in known else ""
        html = _html(span, article, text, focus, _beside(article["outlet"], other))
        made.append(Card(span, text[span["start"] : span["end"]], html))
    return made


def _beside(outlet: str | None, other: str) -> str:
    """A link to what an outlet took from another, both texts side by side; empty where either is not known."""
    if not outlet or not other or other == outlet:
        return ""
    href = as_html(links.address("copies", pair=pair_of(other, outlet)))
    return f'<a class="mh-source-link" href="{href}" target="_self">Both texts</a>'


def _html(span: Mapping[str, Any], article: Mapping[str, Any], text: str, focus: str, also: str) -> str:
    at = f"{span['start']}-{span['end']}"
    link = links.address("article", article=article["article_id"], metric=focus, at=at)
    # The link is part of the card: drawn separately it would come later and might land on the wrong card.
    title = as_html(article["title"] or article["article_id"])
    where = " · ".join(
        part for part in (outlet_name(article["outlet"]), day(article["published"]), _told(span)) if part
    )
    return (
        f'<div class="mh-card"><span class="where">{as_html(where)}</span>{in_context(text, list(_marks(span)))}'
        f'<a class="mh-source-link" href="{as_html(link)}" target="_self">{title}</a>{also}</div>'
    )


def _told(span: Mapping[str, Any]) -> str:
    """What a span is, in words."""
    if "sign" in span:
        speaker = [span["speaker_name"]] if span["speaker_name"] else []
        return ", ".join([span["group_name"], tone_words(span["lexicon"], span["trained"]), *speaker])
    if span.get("kind"):
        kind = BY_NAME["kind"].told(span["kind"])
        told = [f"{span['group_name']} ({kind})"]
        told += ["public office"] if span["official"] == "yes" else []
        told += [f"the verb {BY_NAME['stance'].told(span['stance'])}"] if span["stance"] != "neutral" else []
        return ", ".join(told)
    return span.get("label") or ""


def _marks(span: Mapping[str, Any]) -> Iterator[Mark]:
    """The marks of a span: the characters that count first, then the parts of the attribution that it belongs to."""
    start, end = span["start"], span["end"]
    if "sign" in span:
        sign = SAID.get(span["sign"], "?")
        css = {"+": " friendly", "−": " hostile"}.get(sign, "")
        yield Mark(start, end, f"mh-actor{css}", tone_words(span["lexicon"], span["trained"]), sign)
        return
    if span.get("cue_start") is None:
        yield Mark(start, end, COUNTED, span.get("label") or "")
        return
    yield Mark(start, end, f"{COUNTED} mh-part")
    if span["source_start"] is not None:
        yield Mark(span["source_start"], span["source_end"], "mh-source", "source")
    yield Mark(span["cue_start"], span["cue_end"], "mh-cue", "cue")
    for part in (span["content"] or "").split():
        first, _, last = part.partition("-")
        if first.isdigit() and last.isdigit():
            yield Mark(int(first), int(last), "mh-content", "content")


def in_context(text: str, marks: list[Mark]) -> str:
    """Marked characters in their surroundings, as HTML; the first mark is what the card is about.

    The others are shown as far as they stand near it; what is longer than a card bears is cut between words.
    """
    start, end = marks[0].start, end_within(text, marks[0].start, marks[0].end, LONGEST_SPAN)
    first = min([start, *(m.start for m in marks if start - LONGEST_STATEMENT < m.start)])
    furthest = max([end, *(m.end for m in marks if m.start < end + LONGEST_STATEMENT)])
    last = end_within(text, end, max(furthest, end), LONGEST_STATEMENT) if furthest > end else end
    left, right = excerpt_bounds(text, first, last)
    if last < max(furthest, marks[0].end):
        right = last
    before = "… " if left and text[left - 1] != "\n" else ""
    after = " …" if right < len(text) and text[right] != "\n" else ""
    near = [
        Mark(max(m.start - left, 0), min(m.end, right) - left, m.css, m.hint, m.tag)
        for m in marks
        if m.start < right and m.end > left
    ]
    return before + marked(text[left:right], near) + after


def legend(spans: pl.DataFrame) -> str:
    """The legend of the marks of these spans, as HTML of our own words; empty where one mark explains itself."""
    kind = "mention" if "sign" in spans.columns else "attribution" if "cue_start" in spans.columns else ""
    return legend_html(LEGENDS.get(kind, ()))


def shown_page(spans: pl.DataFrame, name: str = "page") -> pl.DataFrame:
    """The spans of the page that the address asks for, with the control to turn it."""
    number = links.page_number(spans.height, AT_ONCE, name, width=180)
    return spans.slice((number - 1) * AT_ONCE, AT_ONCE)


def show(scores: Scores, spans: pl.DataFrame, focus: str) -> None:
    """Cards without judgements: of words that were searched for."""
    for card in cards(scores, shown_page(spans), focus):
        st.html(card.html)
