"""What was copied, in words and HTML: the answer, the pairs, the articles of a pair, the names credited."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.copying import PART, UNCREDITED, pair_of
from dashboard.excerpts import end_within
from dashboard.links import address
from dashboard.marking import excerpt
from dashboard.wording import as_html, as_markdown, breakable, counted, day, share_words, shortened
from scoring.messages.shares import share, share_range
from scoring.schema.kinds import ProvenanceClass

_LONGEST_CREDIT, _LONGEST_STATEMENT = 80, 240  # characters shown of a credit line, of a statement
# What is said of each class here: `original` is a statement about these outlets alone.
KINDS = {
    ProvenanceClass.ORIGINAL: "original among these outlets",
    ProvenanceClass.CREDITED_REPRINT: "credited reprint",
    ProvenanceClass.UNCREDITED_REPRINT: "uncredited reprint",
    ProvenanceClass.REPRINT_CREDIT_UNCLEAR: "reprint, credit unclear",
    ProvenanceClass.AGGREGATOR_COPY: "aggregator's copy",
    ProvenanceClass.PARTIAL_REUSE: "partial reuse: passages taken, the rest its own",
    ProvenanceClass.REWRITTEN: "rewritten sentence by sentence",
    ProvenanceClass.NO_BODY: "no body recognised",
}


def answer(
    reprints: int,
    uncredited: int,
    articles: int,
    interval: Mapping[str, float] | None,
    between: pl.DataFrame,
    outside: int = 0,
) -> str:
    """The page's answer in Markdown.

    `reprints`, `uncredited`, `articles`: of the chosen articles; `interval`: low and high of the share of reprints,
    None if there are too few texts; `between`: rows of `pairs`, of real outlets only; `outside`: how many of the
    reprints name somebody who is no outlet here.
    """
    if not articles:
        return "No article of a known outlet lies in these dates."
    parts = [_reprints_told(reprints, uncredited, articles, interval)]
    if outside:
        few = (
            "All of them name"
            if outside == reprints
            else f"{outside:,} of the {reprints:,} name{'s' if outside == 1 else ''}"
        )
        parts.append(f"{'It names' if reprints == 1 else few} somebody whose text is not in this corpus.")
    if between.is_empty():
        parts.append("No text is known to have passed between these outlets.")
        return " ".join(parts)
    most = between.row(0, named=True)
    if most["articles"] == 1:
        parts.append(_little_told(between))
        return " ".join(parts)
    parts.append(
        f"Most passes from **{as_markdown(most['from_outlet'])}** to **{as_markdown(most['to_outlet'])}**: "
        f"{counted(most['articles'], 'article')}, {credit_told(most)}."
    )
    open_pairs = between.filter(pl.col("uncredited") > 0).sort(
        ["uncredited", "words", "pair"], descending=[True, True, False]
    )
    if open_pairs.height:
        row = open_pairs.row(0, named=True)
        if row["pair"] != most["pair"]:
            parts.append(
                f"Passages without a credit pass most from {as_markdown(row['from_outlet'])} to "
                f"{as_markdown(row['to_outlet'])}: {counted(row['uncredited'], 'article')}."
            )
    return " ".join(parts)


def _reprints_told(
    reprints: int, uncredited: int, articles: int, interval: Mapping[str, float] | None
) -> str:
    """How many of the articles are somebody else's text as a whole, and how many of these do not say so."""
    limits = f" (95% interval {share_range(interval['low'], interval['high'])})" if interval else ""
    if not reprints:
        return f"**None** of the {counted(articles, 'article')} is somebody else's text as a whole{limits}."
    value = share(reprints / articles, (interval["low"], interval["high"]) if interval else None)
    told = f"**{value}** of the articles are somebody else's text as a whole{limits}: {reprints:,} of {articles:,}"
    if not uncredited:
        return f"{told}; {'it is credited' if reprints == 1 else 'all of them are credited'}."
    return f"{told}; {uncredited:,} of them without a clear credit."


def _little_told(between: pl.DataFrame) -> str:
    """What passed where no outlet took from another more than once, so that none of the pairs is the largest."""
    if between.height == 1:
        row = between.row(0, named=True)
        pair = f"from **{as_markdown(row['from_outlet'])}** to **{as_markdown(row['to_outlet'])}**"
        return f"Between outlets here 1 article took text, {pair}: {credit_told(row)}."
    open_ones = between["uncredited"].sum()
    told = (
        "all credited"
        if not open_ones
        else f"{open_ones:,} of these {between.height:,} articles without a credit"
    )
    return f"Between outlets here little passed: {between.height:,} pairs, 1 article each, {told}."


def credit_told(row: Mapping[str, Any]) -> str:
    """How many of a pair's articles credit what they took. `row`: of `pairs`."""
    if row["credited"] == row["articles"]:
        return "all credited" if row["articles"] > 1 else "credited"
    if row["uncredited"] == row["articles"]:
        return "none credited" if row["articles"] > 1 else "not credited"
    told = [
        f"{row[name]:,} {words}"
        for name, words in (
            ("credited", "credited"),
            ("in_part", "in part"),
            ("uncredited", "not"),
        )
        if row[name]
    ]
    return ", ".join(told)


def credit_words(row: Mapping[str, Any]) -> str:
    """Whether an article credits what it took, and what its credit says. `row`: of `takings` with `kind`.

    Who names an agency and not the outlet that printed the same words before is not said to name nobody.

    >>> credit_words({"kind": "not credited", "credit": "AP", "from_outlet": "The Post"})
    'credits “AP”, not The Post'
    >>> credit_words({"kind": "credited", "credit": "AP", "from_outlet": "AP"})
    'credited “AP”'
    """
    if not row["credit"]:
        return str(row["kind"])
    credit = shortened(row["credit"], _LONGEST_CREDIT)
    if row["kind"] == UNCREDITED:
        return f"credits “{credit}”, not {row['from_outlet']}"
    return f"{row['kind']} “{credit}”"


def pairs_list(between: pl.DataFrame) -> str:
    """Pairs of outlets as a list in HTML, each a link that opens it. `between`: rows of `pairs`."""
    lines = []
    for row in between.iter_rows(named=True):
        href = as_html(address("copies", pair=pair_of(row["from_outlet"], row["to_outlet"])))
        name = f"{as_html(row['from_outlet'])} → {as_html(row['to_outlet'])}"
        lines.append(
            f'<li class="mh-pair {_css(row["kind"])}"><a href="{href}" target="_self">{name}</a>'
            f'<span class="mh-small">{counted(row["articles"], "article")}, {counted(row["words"], "word")}; '
            f"{credit_told(row)}</span></li>"
        )
    return f'<ul class="mh-list">{"".join(lines)}</ul>'


def _css(kind: str) -> str:
    """The class of a line by its credit; the colours are those of the pictures."""
    return {PART: "part", UNCREDITED: "uncredited"}.get(kind, "credited")


def taken_cards(found: pl.DataFrame, titles: Mapping[str, str | None]) -> str:
    """The articles of a pair in HTML, each with its links. `found`: rows of `takings` with `kind`; `titles`: by id."""
    cards = []
    for row in found.iter_rows(named=True):
        article, origin = row["article_id"], row["origin"]
        title = as_html(titles.get(article) or "Without a headline")
        read = as_html(address("article", article=article, layers="reprints"))
        credit = as_html(credit_words(row))
        if origin:
            href = as_html(address("stories", article=article, against=origin))
            from_title = as_html(shortened(titles.get(origin) or "a text without a headline"))
            more = f'<a href="{href}" target="_self">word by word</a> beside “{from_title}”'
        else:
            more = "known from its credit line alone: the text that it names is not in this corpus"
        cards.append(
            f'<div class="mh-card {_css(row["kind"])}"><span class="where">{day(row["published"])} · '
            f"{counted(row['words'], 'word')} · {credit}</span>"
            f'<a href="{read}" target="_self">{title}</a><span class="mh-small">{more}</span></div>'
        )
    return "".join(cards)


def named_list(between: pl.DataFrame) -> str:
    """Names that credit lines give and that are no outlet of the corpus, in HTML. `between`: rows of `pairs`."""
    sums = (
        between.group_by("from_outlet")
        .agg(
            pl.col("articles", "words").sum(),
            takers=pl.col("to_outlet").sort_by(["articles", "to_outlet"], descending=[True, False]),
        )
        .sort(["articles", "words", "from_outlet"], descending=[True, True, False])
    )
    lines = [
        f'<tr><th scope="row">{as_html(row["from_outlet"])}</th><td>{row["articles"]:,}</td><td>{row["words"]:,}</td>'
        f"<td>{_names(row['takers'])}</td></tr>"
        for row in sums.iter_rows(named=True)
    ]
    return _table(
        "Credited, text not in the corpus", ("Credited to", "Articles", "Words", "Who prints its text"), lines
    )


def _names(names: Sequence[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(breakable(name) for name in names[:most]) + more


def kinds_table(articles: pl.DataFrame) -> str:
    """What the articles are, in HTML: each class with count and share. `articles`: rows of that table."""
    counts = articles.group_by("provenance").len().sort(["len", "provenance"], descending=[True, False])
    lines = [
        f'<tr><th scope="row">{as_html(KINDS.get(ProvenanceClass(kind), kind)) if kind else "not told"}</th>'
        f"<td>{count:,}</td><td>{share_words(count, articles.height)}</td></tr>"
        for kind, count in counts.iter_rows()
    ]
    return _table("What the articles are", ("What it is", "Articles", "Share"), lines)


def shared_table(shared: pl.DataFrame, label: str) -> str:
    """Pairs of outlets that print the same words, in HTML. `shared`: rows of `shared_without_taking`."""
    lines = [
        f'<tr><th scope="row">{as_html(row["outlet"])} and {as_html(row["other_outlet"])}</th>'
        f"<td>{row['articles']:,}</td><td>{row['passages']:,}</td><td>{row['words']:,}</td></tr>"
        for row in shared.iter_rows(named=True)
    ]
    return _table(label, ("Two outlets", "Pairs of articles", "Passages", "Words"), lines)


def statement_cards(statements: pl.DataFrame, texts: Mapping[str, str]) -> str:
    """Words that many outlets print, each in its place in one of them. `statements`: of `printed_by_many`."""
    cards = []
    for row in statements.iter_rows(named=True):
        article, start = row["article_id"], row["start"]
        text = texts.get(article, "")
        end = end_within(text, start, row["end"], _LONGEST_STATEMENT)
        href = as_html(address("article", article=article, at=f"{start}-{row['end']}", layers=["reprints"]))
        cards.append(
            f'<div class="mh-card"><span class="where">{counted(row["outlets"] + 1, "outlet")} print these '
            f"{counted(row['words'], 'word')}</span>{excerpt(text, start, end, 'mh-evidence')}"
            f'<a class="mh-source-link" href="{href}" target="_self">{as_html(row["outlet"])}</a></div>'
        )
    return "".join(cards)


def _table(label: str, heads: Sequence[str], lines: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{as_html(words)}</th>' for words in heads)
    return (
        f'<div class="mh-scroll" tabindex="0" role="region" aria-label="{as_html(label)}">'
        f'<table class="mh-table compact wrap"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )
