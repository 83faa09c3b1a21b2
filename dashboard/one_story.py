"""One story: who had it first, who wrote and who took, which sources and actors each outlet has. Frames and words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any

import polars as pl

from dashboard.copying_words import credit_words
from dashboard.links import address
from dashboard.stories_told import only_days
from dashboard.wording import (
    PROVENANCE,
    as_html,
    as_markdown,
    counted,
    day,
    outlet_name,
    share_words,
)
from scoring.schema.kinds import BY_CREDIT, REPRINTS, ProvenanceClass

OWN, CREDITED_COPY, OPEN_COPY, PARTLY = (
    "its own text",
    "reprint, credited",
    "reprint, not credited",
    "partly taken",
)
NAMED_FIRST, NAMED_TAKING = 3, 3
_DAY = timedelta(hours=20)
_PARTS = (ProvenanceClass.PARTIAL_REUSE, ProvenanceClass.REWRITTEN)


def what_it_is() -> pl.Expr:
    """What a version is, in one of four words, from its provenance."""
    kind = pl.col("provenance")
    return (
        pl.when(kind.is_in(BY_CREDIT))
        .then(pl.lit(CREDITED_COPY))
        .when(kind.is_in(REPRINTS))
        .then(pl.lit(OPEN_COPY))
        .when(kind.is_in(_PARTS))
        .then(pl.lit(PARTLY))
        .otherwise(pl.lit(OWN))
    )


def joined_by_and(names: Sequence[str], most: int) -> str:
    """Names in a sentence, at most so many.

    >>> joined_by_and(["A", "B", "C", "D"], 3), joined_by_and(["A", "B"], 3), joined_by_and(["A"], 3)
    ('A, B, C and 1 more', 'A and B', 'A')
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def answer(versions: pl.DataFrame, taken: pl.DataFrame) -> str:
    """The story in a few sentences of Markdown.

    `versions`: rows of `articles`; `taken`: their `takings` with `kind`.
    """
    by_outlet: defaultdict[str, set[str]] = defaultdict(set)
    for outlet, kind in versions.drop_nulls("outlet").select("outlet", what_it_is()).iter_rows():
        by_outlet[outlet].add(kind)
    own = sum(kinds == {OWN} for kinds in by_outlet.values())
    whole = sum(bool(kinds & {CREDITED_COPY, OPEN_COPY}) for kinds in by_outlet.values())
    parts = len(by_outlet) - own - whole
    counts = []
    if own:
        counts.append(f"{'all' if 1 < own == len(by_outlet) else f'{own:,}'} wrote their own text")
    if whole:
        counts.append(f"{whole:,} printed somebody else's text")
    if parts:
        counts.append(f"{parts:,} took part of {'their text' if not own else 'theirs'}")
    sentences = [
        f"**{counted(len(by_outlet), 'outlet')}** told it in {counted(versions.height, 'article')}: "
        f"{', '.join(counts) or 'nobody is known to have written it'}.",
        first_words(versions),
    ]
    if taken.height:
        pairs = [
            f"{as_markdown(row['to_outlet'])} from {as_markdown(row['from_outlet'])} ({row['kind']})"
            for row in taken.unique(["from_outlet", "to_outlet"], maintain_order=True).iter_rows(named=True)
        ]
        sentences.append(f"Who took text or passages: {joined_by_and(pairs, NAMED_TAKING)}.")
    elif len(by_outlet) > 1:
        sentences.append("Nobody is known to have taken another's text.")
    return " ".join(sentence for sentence in sentences if sentence)


def first_words(versions: pl.DataFrame) -> str:
    """Who had the story first, in Markdown; if only days are known, all that had it on the first day."""
    dated = versions.drop_nulls(["outlet", "published"]).sort("published", "outlet")
    if dated["outlet"].n_unique() < 2:
        return ""
    first = dated["published"][0]
    if only_days([first]):
        among = dated.filter(pl.col("published").dt.date() == first.date())
        when = f"on the first day, {day(first)}"
    else:
        among = dated.filter(pl.col("published") == first)
        when = f"first, {first:%Y-%m-%d at %H:%M}"
    names = [as_markdown(name) for name in among["outlet"].unique(maintain_order=True)]
    undated = versions["published"].null_count()
    more = f" ({counted(undated, 'version')} without a date)" if undated else ""
    if len(names) == 1 and only_days([first]):
        when = f"first, on {day(first)}"
    return f"{joined_by_and(names, NAMED_FIRST)} had it {when}{more}."


def placed(versions: pl.DataFrame) -> pl.DataFrame:
    """The dated versions with `at`, where each stands on the line of its outlet, and `what` it is.

    Versions of one outlet of which only the day is known are spread over that day, so that none hides another.
    """
    dated = versions.drop_nulls("published").sort("published", "article_id")
    names = [outlet_name(outlet) for outlet in dated["outlet"]]
    dated = dated.with_columns(outlet=pl.Series(names, dtype=pl.String), what=what_it_is())
    same = ["outlet", "published"]
    shift = _DAY * pl.int_range(pl.len()).over(same) / pl.len().over(same)
    alone = pl.col("published").dt.time() != pl.time(0, 0, 0)
    return dated.with_columns(
        at=pl.when(alone).then("published").otherwise(pl.col("published") + shift.cast(pl.Duration("us")))
    )


def ties(points: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """The ends of the lines from a text to those that took it: tie, outlet, at, kind; two rows for each.

    `points`: of `placed`; `taken`: `takings` with `kind`. Texts of other stories, or without a date, have no line.
    """
    at = points.select("article_id", "outlet", "at")
    known = taken.filter(
        pl.col("article_id").is_in(at["article_id"].implode()),
        pl.col("origin").is_in(at["article_id"].implode()),
    ).select("article_id", "origin", "kind", tie=pl.concat_str("article_id", pl.lit(" "), "origin"))
    ends = [
        known.select("tie", "kind", article_id=name).join(at, on="article_id")
        for name in ("origin", "article_id")
    ]
    return pl.concat(ends).select("tie", "outlet", "at", "kind").sort("tie", "at")


def some_day_only(points: pl.DataFrame) -> bool:
    """Whether of some version only the day is known. `points`: published."""
    return bool((points["published"].dt.time() == time(0)).any())


def taken_lines(taken: pl.DataFrame, words: Mapping[str, int]) -> str:
    """Who took what from whom, in HTML. `taken`: `takings` with `kind`; `words`: the body words of each article."""
    lines = []
    for row in taken.iter_rows(named=True):
        whole = words.get(row["article_id"]) or 0
        share = f" ({share_words(min(row['words'], whole), whole)} of its text)" if whole else ""
        credit = as_html(credit_words(row))
        css = {"credited": "credited", "not credited": "uncredited"}.get(row["kind"], "part")
        href = (
            address("stories", article=row["article_id"], against=row["origin"])
            if row["origin"]
            else address("article", article=row["article_id"], layers="reprints")
        )
        label = "word by word" if row["origin"] else "the page that says so"
        lines.append(
            f'<li class="mh-pair {css}"><b>{as_html(row["to_outlet"])}</b> took {counted(row["words"], "word")}{share} '
            f"from <b>{as_html(row['from_outlet'])}</b>: {credit} · "
            f'<a href="{as_html(href)}" target="_self">{label}</a></li>'
        )
    return f'<ul class="mh-list">{"".join(lines)}</ul>'


def version_lines(versions: pl.DataFrame) -> str:
    """The versions of a story as cards in HTML, each a link to its text. `versions`: rows of `articles`."""
    cards = []
    for row in versions.iter_rows(named=True):
        href = as_html(address("article", article=row["article_id"]))
        kind = PROVENANCE.get(row["provenance"], row["provenance"] or "not told")
        if row["provenance"] == ProvenanceClass.ORIGINAL:
            kind = "original among these outlets"
        source = f", from {row['origin_outlet']}" if row["origin_outlet"] else ""
        where = f"{outlet_name(row['outlet'])} · {day(row['published'])} · {counted(row['body_words'] or 0, 'word')}"
        title = as_html(row["title"] or "Without a headline")
        cards.append(
            f'<article class="mh-version"><span class="mh-small">{as_html(where)}</span>'
            f'<a href="{href}" target="_self">{title}</a>'
            f'<span class="mh-small">{as_html(kind + source)}</span></article>'
        )
    return f'<div class="mh-versions">{"".join(cards)}</div>'


def default_pair(versions: pl.DataFrame, taken: pl.DataFrame, article: str, against: str) -> tuple[str, str]:
    """The two versions to lay side by side: what was asked for, else a copy and its origin, else first and last.

    Returns the first and the second, the one that came later second. `versions`: two rows of `articles` or more.
    """
    ids = versions["article_id"].to_list()
    known = taken.drop_nulls("origin").filter(pl.col("origin").is_in(ids))
    origins: dict[str, Any] = dict(known.select("article_id", "origin").iter_rows())
    copy = known["article_id"][0] if known.height else ids[-1]
    after = article if article in ids else copy
    before = against if against in ids and against != after else origins.get(after)
    if before is None:
        before = next(i for i in ids if i != after)
    return before, after
