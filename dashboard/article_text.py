"""The text of one article: which layer is asked for, and the text in HTML with furniture folded away."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from dashboard import layers
from dashboard.marking import Mark, marked
from dashboard.scores import of_article
from dashboard.spans import ATTRIBUTED, REPRINTS
from dashboard.wording import counted
from scoring.schema.metrics import TONE_METRICS
from scoring.schema.scores import Scores

READ = "text"  # nothing is marked
FOCUS = "mh-focus"
_SHOWS = frozenset({"mh-evidence", FOCUS})  # marks for whose sake a folded part is open
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
# The layer in which the spans of a metric are seen for what they are.
LAYER_OF = {
    **dict.fromkeys(ATTRIBUTED, layers.SOURCING),
    **dict.fromkeys(REPRINTS, layers.REPRINTS),
    **dict.fromkeys(TONE_METRICS.values(), layers.ACTORS),
    "quotation_share": layers.QUOTATIONS,
    layers.EDITORIAL_METRIC: layers.EDITORIAL,
    "boilerplate_ratio": layers.FURNITURE,
}


def layer_counts(scores: Scores, article_id: str) -> dict[str, int]:
    """How many statements, mentions, words, ... there are to mark in each layer; empty layers are left out."""
    editorial = of_article(scores, "evidence", article_id).filter(pl.col("metric") == layers.EDITORIAL_METRIC)
    counts = {
        layers.SOURCING: of_article(scores, "attributions", article_id).height,
        layers.QUOTATIONS: layers.spans_in(scores, article_id, layers.QUOTATIONS).height,
        layers.ACTORS: of_article(scores, "mentions", article_id).height,
        layers.EDITORIAL: editorial.height,
        layers.REPRINTS: layers.partners(scores, article_id).height,
        layers.FURNITURE: layers.spans_in(scores, article_id, layers.FURNITURE).height,
    }
    return {name: count for name, count in counts.items() if count}


def span_of(text: str, asked: str) -> tuple[int, int] | None:
    """The span that a link asks for as START-END; None if it is no span of the text.

    >>> span_of("It rained.", "3-9"), span_of("It rained.", "9-3"), span_of("It rained.", "x")
    ((3, 9), None, None)
    """
    place = _SPAN.fullmatch(asked)
    if place is None or not int(place[1]) < int(place[2]) <= len(text):
        return None
    return int(place[1]), int(place[2])


def layer_asked(
    scores: Scores, article_id: str, metric: str, span: tuple[int, int] | None, counts: dict[str, int]
) -> str:
    """What a link that names no layer wants to see marked: the layer of its metric, else the metric's own spans.

    A span without a metric is a mention of somebody, or words that were searched for: these need no layer.
    """
    if metric in scores.metrics:
        layer = LAYER_OF.get(metric, metric)
        return layer if layer in counts or layer == metric else metric
    if span is not None:
        mentions = of_article(scores, "mentions", article_id)
        if mentions.filter(pl.col("start") == span[0], pl.col("end") == span[1]).height:
            return layers.ACTORS
    return READ


def text_html(scores: Scores, article_id: str, text: str, marks: Sequence[Mark], *, fold: bool) -> str:
    """The text with its marks; with `fold` each run of furniture is folded, unless what was asked for is in it."""
    pieces, last = [], 0
    for start, end, kinds in _furniture_runs(scores, article_id, text) if fold else ():
        pieces.append(_part(text, marks, last, start).strip("\n"))
        inside = any(m.start < end and m.end > start and not _SHOWS.isdisjoint(m.css.split()) for m in marks)
        words = counted(len(text[start:end].split()), "word")
        pieces.append(
            f'<details class="mh-fold"{" open" if inside else ""}><summary>Not part of the article: {kinds}, {words}'
            f'</summary><span class="mh-folded">{_part(text, marks, start, end).strip()}</span></details>'
        )
        last = end
    pieces.append(_part(text, marks, last, len(text)).strip("\n"))
    return "".join(pieces)


def _part(text: str, marks: Sequence[Mark], start: int, end: int) -> str:
    inside = [
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start,
                anchor=mark.anchor if mark.start >= start else "", tag=mark.tag if mark.end <= end else "")
        for mark in marks
        if mark.start < end and mark.end > start
    ]  # fmt: skip
    return marked(text[start:end], inside, gaps=True)


def _furniture_runs(scores: Scores, article_id: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of furniture with nothing but space between: start, end, and the kinds of block in them."""
    blocks = layers.spans_in(scores, article_id, layers.FURNITURE)
    run: tuple[int, int, dict[str, None]] | None = None
    for start, end, label in blocks.iter_rows():
        if run is not None and not text[run[1] : start].strip():
            run = run[0], max(run[1], end), run[2] | {label: None}
            continue
        if run is not None:
            yield run[0], run[1], ", ".join(run[2])
        run = start, end, {label: None}
    if run is not None:
        yield run[0], run[1], ", ".join(run[2])
