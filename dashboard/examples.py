"""Examples of what numbers are made of: a span of evidence for an outlet and a metric, from the chosen articles."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import polars as pl

from dashboard.choices import KEPT_CHOICES, Choice, choose, values_of
from dashboard.excerpts import end_within
from dashboard.links import address
from dashboard.marking import excerpt
from dashboard.scores import article_row, articles
from dashboard.wording import as_html, day
from scoring.schema.scores import Scores

LONGEST_SPAN = 240  # characters that are marked of a long span: the whole is a click away
_KEY = ("outlet", "metric")
_TRIED = 20
"""Articles nearest to the outlet's value that are looked at first: one of them nearly always shows what it counts."""


@lru_cache(maxsize=KEPT_CHOICES)
def examples_of(
    scores: Scores, choice: Choice, outlets: tuple[str, ...], metrics: tuple[str, ...]
) -> dict[tuple[str, str], dict[str, Any]]:
    """By outlet and metric a span of the evidence behind its value: article_id, start, end, label.

    It is the first of the article whose own value lies nearest to the outlet's, so neither the strongest nor the
    weakest: an example of what the number is made of.
    """
    if not scores.has("evidence"):
        return {}
    chosen = choose(articles(scores), replace(choice, outlets=outlets))
    main = tuple((name, scores.metrics[name].main_reading.value) for name in metrics)
    apart = (
        chosen.select("outlet", "article_id", *metrics)
        .unpivot(on=metrics, index=["outlet", "article_id"], variable_name="metric", value_name="own")
        .join(values_of(scores, choice, main), on=_KEY)
        .select(*_KEY, "article_id", apart=(pl.col("own") - pl.col("value")).abs())
    )
    wanted = chosen.select("outlet").unique().join(pl.DataFrame({"metric": metrics}), how="cross")
    found = _nearest(scores, apart.filter(pl.col("apart").rank("ordinal").over(_KEY) <= _TRIED))
    missed = wanted.join(found, on=_KEY, how="anti")
    if missed.height:  # none of the nearest articles shows what it counts, or they have no value
        found = pl.concat([found, _nearest(scores, apart.join(missed, on=_KEY, how="semi"))])
    return {(row["outlet"], row["metric"]): row for row in found.iter_rows(named=True)}


def _nearest(scores: Scores, apart: pl.DataFrame) -> pl.DataFrame:
    """The first span of the nearest article that has any, by outlet and metric.

    `apart`: outlet, metric, article_id, and how far the article's own value lies from the outlet's.
    """
    spans = (
        scores.scan("evidence")
        .filter(
            pl.col("metric").is_in(apart["metric"].unique().implode()),
            pl.col("article_id").is_in(apart["article_id"].unique().implode()),
            pl.col("contribution") != 0,
        )
        .select("metric", "article_id", "start", "end", "label")
        .collect()
    )
    return (
        spans.join(apart, on=["metric", "article_id"])
        .sort(*_KEY, "apart", "article_id", "start", nulls_last=True)
        .unique(_KEY, keep="first", maintain_order=True)
    )


_UNREMARKABLE = ("cue: neutral",)
_AS_IT_STANDS = ": as written"


def _said_of(label: str) -> str:
    """What an evidence label adds for somebody who reads the sentence, in brackets; nothing if it goes without saying.

    >>> _said_of("named institution: as written"), _said_of("cue: neutral"), _said_of("loaded: stunning")
    (' (named institution)', '', ' (loaded: stunning)')
    """
    words = label.removesuffix(_AS_IT_STANDS)
    return f" ({words})" if words and words not in _UNREMARKABLE else ""


def example_card(scores: Scores, metric: str, span: Mapping[str, Any], text: str) -> str:
    """An example in its surroundings, with the article it is from, as HTML. `text`: the article's."""
    article = article_row(scores, span["article_id"]) or {}
    end = end_within(text, span["start"], span["end"], LONGEST_SPAN)
    body = excerpt(text, span["start"], end, "mh-evidence", span["label"] or "")
    at = f"{span['start']}-{span['end']}"
    href = address("article", article=span["article_id"], metric=metric, at=at)
    label = _said_of(span["label"] or "")
    where = f"For example{label}, {day(article.get('published'))}:"
    title = as_html(article.get("title") or span["article_id"])
    return (
        f'<div class="mh-card mh-example"><span class="where">{as_html(where)}</span>{body}'
        f'<a class="mh-source-link" href="{as_html(href)}" target="_self">{title}</a></div>'
    )
