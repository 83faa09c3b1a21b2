"""The answer of the page Article: whose text this is, whom it quotes, how it speaks; and its numbers."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from dashboard import layers
from dashboard.checking import MEASURED_FIRST
from dashboard.scores import actor_name, articles, of_article
from dashboard.wording import PROVENANCE, as_html, counted, definition, number, number_and_interval
from scoring.outlets.judgements import tone_said
from scoring.schema.kinds import NAMED_SOURCES, CountedAs, ToneSign, Voice
from scoring.schema.metrics import Declaration
from scoring.schema.scores import Scores
from scoring.schema.thresholds import UNDIRECTED_CONFIDENCE

MOST_NAMED = 3
_HEAD = (
    '<table class="mh-table compact mh-wrapped"><thead><tr><th scope="col">Metric</th><th scope="col">This text</th>'
    '<th scope="col">Its outlet</th><th scope="col">Made of</th></tr></thead><tbody>'
)


def whose_text(scores: Scores, row: Mapping[str, Any]) -> str:
    """Whether the text is the outlet's own. `row`: of `articles`."""
    if articles(scores).height == 1:
        return "Whose text this is cannot be said: there is no other article to compare it with."
    known = row["provenance_confidence"]
    why = (
        "nothing shows who had it first"
        if known == UNDIRECTED_CONFIDENCE
        else "about so often such calls were right on labelled pages"
    )
    sure = "" if known is None else f" Confidence {known:.0%}: {why}."
    if row["provenance"] == "original":
        partners = layers.partners(scores, row["article_id"])
        takers = partners.filter(pl.col("direction") == "to").height
        told = "Original among these outlets: no other article of this corpus had its text first"
        return told + (f"; {counted(takers, 'article')} took from it." if takers else ".") + sure
    kind = PROVENANCE.get(row["provenance"], row["provenance"] or "not compared").capitalize()
    origin = f", first in {row['origin_outlet']}" if row["origin_outlet"] else ""
    return f"{kind}{origin}. {row['provenance_reason'] or ''}".strip() + sure


def whom_it_quotes(scores: Scores, article_id: str) -> str:
    """How many statements of outside sources there are, and who is named most often."""
    said = of_article(scores, "attributions", article_id).filter(pl.col("measure") == CountedAs.SOURCING)
    if said.is_empty():
        return "It rests on no statement of an outside source."
    named = (
        said["speaker_name"]
        .drop_nulls()
        .value_counts(sort=True)
        .sort("count", "speaker_name", descending=[True, False])
    )
    told = f"It rests on {counted(said.height, 'statement')} of outside sources"
    if named.is_empty():
        return f"{told}; no person or institution is named as one."
    names = named["speaker_name"].to_list()
    rest = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED]) + (f" and {counted(rest, 'other')}" if rest > 0 else "")
    of_named = said["source_type"].is_in(list(NAMED_SOURCES)).sum()
    part = "all" if of_named == said.height else f"{of_named:,} of them"
    return f"{told}, {part} by a named one: {listed}."


def marks_told(scores: Scores, article_id: str) -> str:
    """How many of the marks of sources are counted as statements, and what the others are."""
    marks = of_article(scores, "attributions", article_id)["measure"].fill_null("")
    counts = {kind: int((marks == kind).sum()) for kind in (CountedAs.SOURCING, CountedAs.ATTITUDE, "")}
    told = [
        f"{counts[kind]:,} {words}"
        for kind, words in (
            (CountedAs.SOURCING, "counted as said by an outside source"),
            (CountedAs.ATTITUDE, "as what somebody thinks, feels or wants"),
            ("", "not counted: nobody outside speaks"),
        )
        if counts[kind]
    ]
    return f"{counted(marks.len(), 'mark')}: {'; '.join(told)}."


def how_it_speaks(scores: Scores, article_id: str) -> str:
    """The signs of tone in the article's own voice, and its words of judgement."""
    own = of_article(scores, "mentions", article_id).filter(pl.col("voice") == Voice.OUTLET)
    read = own.drop_nulls("trained")
    marks = of_article(scores, "evidence", article_id).filter(pl.col("metric") == layers.EDITORIAL_METRIC)
    judged = "no mark of judgement"
    if marks.height:
        judged = f"{counted(marks.height, 'mark')} of the writer's own judgement"
    if own.is_empty():
        return f"In its own voice it speaks of no actor on the list; {judged}."
    mentions = f"In its own voice, {counted(own.height, 'mention')} of actors"
    if read.is_empty():
        return f"{mentions}, their tone read by the weak lexicon alone, which settles nothing; {judged}."
    if read.height < own.height:
        mentions += f", {read.height:,} of them read"
    parts = []
    neutral = read.height
    for sign in (ToneSign.HOSTILE, ToneSign.FRIENDLY):
        whom = read.filter(tone_said("trained") == sign)["actor"]
        neutral -= whom.len()
        if whom.len():
            most = whom.value_counts().sort("count", "actor", descending=[True, False])["actor"].to_list()
            listed = ", ".join(actor_name(scores, actor) for actor in most[:MOST_NAMED])
            parts.append(f"{whom.len():,} {sign} ({listed}{', ...' if len(most) > MOST_NAMED else ''})")
    told = (
        ", ".join([*parts, *([f"{neutral:,} neither"] if neutral else [])])
        if parts
        else "none hostile or friendly"
    )
    return f"{mentions}: {told}; {judged}. Single calls are often wrong."


def numbers_html(
    scores: Scores,
    row: Mapping[str, Any],
    outlets: Mapping[str, Mapping[str, Any]],
    href: Callable[[str], str],
) -> str:
    """The article's measurements beside its outlet's, the first ones open, the others folded.

    `row`: of `articles`; `outlets`: the outlet's rows of `scores` by metric; `href` leads to a metric's spans.
    """
    evidence = of_article(scores, "evidence", row["article_id"])
    spans: dict[str, int] = dict(evidence.group_by("metric").len().iter_rows())
    here = [metric for metric in scores.metrics.values() if row.get(metric.name) is not None]
    first = [metric for metric in here if metric.name in MEASURED_FIRST]
    rest = [metric for metric in here if metric.name not in MEASURED_FIRST]
    open_first, folded = (first, rest) if first else (rest, [])

    def line(metric: Declaration) -> str:
        count = spans.get(metric.name, 0)
        told = (
            f'<a href="{as_html(href(metric.name))}" target="_self" title="Mark them in the text">'
            f"{counted(count, 'span')}</a>"
            if count
            else "no spans"
        )
        value = as_html(number(metric, row[metric.name]))
        whole = outlets.get(metric.name, {})
        beside = '<span class="mh-none">not enough data</span>'
        if metric.by_actor:
            beside = '<span class="mh-none">told actor by actor</span>'
        elif whole.get("value") is not None:
            beside = as_html(number_and_interval(metric, whole["value"], whole["low"], whole["high"]))
        return (
            f'<tr><th scope="row" title="{as_html(definition(metric))}">{as_html(metric.label)}'
            f'<span class="mh-unit">{as_html(metric.unit)}</span></th>'
            f"<td>{value}</td><td>{beside}</td><td>{told}</td></tr>"
        )

    parts = [_HEAD, *map(line, open_first), "</tbody></table>"]
    if folded:
        parts += [f"<details><summary>All other measurements ({len(folded)})</summary>", _HEAD]
        parts += [*map(line, folded), "</tbody></table></details>"]
    return "".join(parts)
