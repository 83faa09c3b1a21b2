"""What a check says of an article: how much of it stands word for word in which other, whom it credits, who was first.

Nothing here is called original, and nobody is said to have copied: it says what stands where, and which is dated first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from scoring.compare.against import Shared
from scoring.compare.passages import PASSAGE_WORDS
from scoring.compare.pointers import GRAM_WORDS
from scoring.compare.tokens import tokenise
from scoring.messages.shares import share
from scoring.schema.kinds import BODY_KINDS, CreditKind, CreditPlace, Direction, Layer

LEAST_WORDS = PASSAGE_WORDS
"""Runs of fewer words are set phrases, and no passage."""
OTHERS = pl.Schema(
    {
        "article_id": pl.String(),
        "other_id": pl.String(),
        "other_outlet": pl.String(),
        "other_title": pl.String(),
        "other_published": pl.Datetime("us"),
        "same_outlet": pl.Boolean(),
        "given": pl.Boolean(),
        "words": pl.Int64(),
        "longest": pl.Int64(),
        "share": pl.Float64(),
    }
)
"""An article that holds words of a checked one. `words`: words of the checked article's body that stand in it, in runs
of eight or more; `longest`: the longest of these runs; `share`: of the body. `same_outlet`: it is the same outlet's.
`given`: it was given together with the checked article, and is not of the corpus."""
VERDICTS = pl.Schema(
    {
        "article_id": pl.String(),
        "file": pl.String(),
        "outlet": pl.String(),
        "title": pl.String(),
        "published": pl.Datetime("us"),
        "words": pl.Int64(),
        "found": pl.Int64(),
        "other_id": pl.String(),
        "other_outlet": pl.String(),
        "other_title": pl.String(),
        "other_published": pl.Datetime("us"),
        "other_given": pl.Boolean(),
        "same_outlet": pl.Boolean(),
        "other_words": pl.Int64(),
        "others": pl.Int64(),
        "phrases": pl.Int64(),
        "quoted": pl.Boolean(),
        "first_outlet": pl.String(),
        "first_published": pl.Datetime("us"),
        "first_words": pl.Int64(),
        "credit": pl.String(),
        "credit_kind": pl.String(),
        "credit_place": pl.String(),
    }
)
"""The verdict on a checked article. `file`: from which it was read. `words`: of its body; `found`: those that stand in
others' articles together.
`other_...`: the article that holds most (another outlet's if there is one); `other_words`: how many. `others`: articles
that hold a passage. `phrases`: articles that share only shorter runs. `quoted`: what it shares with that article
are mostly quotations and documents that both print. `first_...`: another outlet's article that is dated on an earlier
day than that one and holds at least half as many words; null where there is none. `credit...`: as in `articles`."""


@dataclass(frozen=True, slots=True)
class Body:
    """The bodies of some articles: the offsets of their words by id, and how many there are."""

    starts: Mapping[str, pl.Series]

    def words(self, article_id: str) -> int:
        """How many words the body has."""
        return len(self.starts[article_id])


def body_of(articles: pl.DataFrame, layers: pl.DataFrame) -> Body:
    """The words of each article's body; of all of it where no body was recognised."""
    tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    blocks = layers.filter(pl.col("layer") == Layer.BLOCK, pl.col("label").is_in(list(BODY_KINDS)))
    found = {}
    for article_id, starts in tokens.select("article_id", "starts").iter_rows():
        words = pl.Series(starts, dtype=pl.Int32)
        inside = _covered(blocks.filter(article_id=article_id), words)
        found[article_id] = words.filter(inside) if inside.any() else words
    return Body(found)


def _covered(spans: pl.DataFrame, words: pl.Series) -> pl.Series:
    """Which of the words (their offsets) lie in one of the spans (start, end)."""
    inside = pl.zeros(len(words), dtype=pl.Boolean, eager=True)
    for start, end in spans.select("start", "end").iter_rows():
        inside = inside | ((words >= start) & (words < end))
    return inside


def others_of(runs: pl.DataFrame, body: Body, about: pl.DataFrame) -> pl.DataFrame:
    """The articles that hold words of each checked one's body (OTHERS), those that hold most first.

    `runs`: RUNS. `about`: article_id, outlet, title, published, given of all articles.
    """
    rows = []
    for (article_id, other_id), some in runs.group_by("article_id", "other_id", maintain_order=True):
        words = int(_covered(some, body.starts[str(article_id)]).sum() or 0)
        if words:
            rows.append(
                (article_id, other_id, words, some["words"].max(), words / body.words(str(article_id)))
            )
    schema = {name: OTHERS[name] for name in ("article_id", "other_id", "words", "longest", "share")}
    named = about.select(
        "given",
        other_id="article_id",
        other_outlet="outlet",
        other_title="title",
        other_published="published",
    )
    mine = about.select("article_id", outlet="outlet")
    return (
        pl.DataFrame(rows, schema=schema, orient="row")
        .join(named, on="other_id", how="left")
        .join(mine, on="article_id", how="left")
        .with_columns(same_outlet=(pl.col("outlet") == pl.col("other_outlet")).fill_null(value=False))
        .select(OTHERS.names())
        .sort(
            ["article_id", "words", "other_published", "other_id"],
            descending=[False, True, False, False],
            nulls_last=True,
        )
    )


def verdicts_of(articles: pl.DataFrame, others: pl.DataFrame, shared: Shared, body: Body) -> pl.DataFrame:
    """The verdict on each of the checked articles (VERDICTS). `articles`: rows of `articles`, with `file`."""
    rows = [
        _verdict(row, others.filter(article_id=row["article_id"]), shared, body)
        for row in articles.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=VERDICTS)


def _verdict(row: Mapping[str, Any], others: pl.DataFrame, shared: Shared, body: Body) -> dict[str, Any]:
    article_id = row["article_id"]
    holding = others.filter(pl.col("longest") >= PASSAGE_WORDS)
    foreign = holding.filter(~pl.col("same_outlet"))
    best = (foreign if foreign.height else holding).head(1)
    told = best.row(0, named=True) if best.height else {}
    mine = shared.runs.filter(
        pl.col("article_id") == article_id, pl.col("other_id").is_in(foreign["other_id"].implode())
    )
    passages = shared.passages.filter(
        pl.col("article_id") == article_id, pl.col("other_id") == told.get("other_id", "")
    )
    printed = passages.filter(pl.col("direction") == Direction.ALSO_PRINTED)["words"].sum()
    return {
        **{name: row[name] for name in ("article_id", "file", "outlet", "title", "published")},
        **{name: row[name] for name in ("credit", "credit_kind", "credit_place")},
        "words": body.words(article_id),
        "found": int(_covered(mine, body.starts[article_id]).sum() or 0),
        **{name: told.get(name) for name in ("other_id", "other_outlet", "other_title", "other_published")},
        "other_given": told.get("given"),
        "same_outlet": told.get("same_outlet"),
        "other_words": told.get("words", 0),
        "others": foreign.height,
        "phrases": others.height - holding.height,
        "quoted": bool(passages.height) and 2 * printed > passages["words"].sum(),
        **_first(foreign, told),
    }


def _first(foreign: pl.DataFrame, told: Mapping[str, Any]) -> dict[str, Any]:
    """`first_outlet`, `first_published`, `first_words` of the earliest article with much of what `told` holds.

    The one that holds most may itself be a copy of another, whose name is then of more use.
    """
    nothing = dict.fromkeys(("first_outlet", "first_published", "first_words"))
    if not told or told["same_outlet"] or told["other_published"] is None:
        return nothing
    day = pl.col("other_published").dt.date()
    earlier = foreign.filter(day < told["other_published"].date(), pl.col("words") >= told["words"] / 2)
    found = earlier.sort(day, pl.col("words"), descending=[False, True], maintain_order=True).head(1)
    if found.is_empty():
        return nothing
    first = found.row(0, named=True)
    return {
        f"first_{name}": first[key]
        for name, key in (("outlet", "other_outlet"), ("published", "other_published"), ("words", "words"))
    }


# As a newspaper writes them.
_WORDS = {8: "eight", 11: "eleven", 12: "twelve"}


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def verdict_told(verdict: Mapping[str, Any], compared_with: int | None, given: int) -> str:
    """The verdict in one sentence of plain text. `compared_with`: articles of the corpus; `given`: texts given."""
    among = _among(compared_with, given)
    if among is None:
        return "Cannot say whose text it is: there is nothing to compare it with."
    if verdict["other_id"] is None:
        if verdict["phrases"]:
            articles = (
                "one article shares" if verdict["phrases"] == 1 else f"{verdict['phrases']:,} articles share"
            )
            return (
                f"No passage of {_WORDS[PASSAGE_WORDS]} words or more stands in {among}; {articles} a set phrase of "
                f"{_WORDS[GRAM_WORDS]} to {_WORDS[PASSAGE_WORDS - 1]} words with it."
            )
        return f"No passage of {_WORDS[GRAM_WORDS]} words or more stands in {among}."
    told = share(verdict["other_words"] / verdict["words"])
    other = verdict["other_outlet"] or "an article of an unknown outlet"
    if verdict["other_given"]:
        other = "another of the texts given here" + (
            f", {verdict['other_outlet']}" if verdict["other_outlet"] else ""
        )
    elif verdict["same_outlet"]:
        other = f"an article of the same outlet, {other}"
    day = f" of {_day(verdict['other_published'])}" if verdict["other_published"] else ", undated"
    headline = f" (“{verdict['other_title']}”)" if verdict["other_title"] else ""
    return f"{told} of its words stand word for word in {other}{day}{headline}."


def _among(compared_with: int | None, given: int) -> str | None:
    """What there was to compare with, in words; None if nothing."""
    rest = given - 1
    others = f"the {rest:,} other texts given" if rest > 1 else "the other text given"
    if not compared_with:
        return others if rest else None
    corpus = (
        f"the {compared_with:,} articles of this corpus"
        if compared_with > 1
        else "the one article of this corpus"
    )
    return f"{corpus} or in {others}" if rest else corpus


_PLACES: Mapping[str, str] = {
    CreditPlace.BYLINE: "in its byline",
    CreditPlace.HEAD: "at its head",
    CreditPlace.DATELINE: "in its dateline",
    CreditPlace.TEXT: "in its text",
    CreditPlace.FOOT: "at its foot",
    CreditPlace.ADDRESS: "in its canonical address",
}


def credit_told(verdict: Mapping[str, Any]) -> str:
    """Whom the article credits for its text, in one sentence; empty where it credits nobody and shares nothing."""
    if verdict["credit_kind"] is None:
        shares = verdict["other_id"] is not None
        return "Credited: no; nothing in the text names anybody else as its source." if shares else ""
    who = verdict["credit"] or "somebody it does not name"
    place = _PLACES.get(verdict["credit_place"] or "", "on the page")
    kind = (
        " (as the place of first publication)" if verdict["credit_kind"] == CreditKind.FIRST_PUBLISHED else ""
    )
    return f"Credited: {who}, {place}{kind}."


def order_told(verdict: Mapping[str, Any]) -> str:
    """Which of the two is dated first, in one sentence; empty where there is nothing to put in order."""
    if verdict["other_id"] is None or verdict["same_outlet"]:
        return ""
    mine, theirs = verdict["published"], verdict["other_published"]
    if mine is None or theirs is None:
        whose = "the text" if mine is None else "the other article"
        return f"The two share text; {whose} has no date, so nothing says who had it first."
    if mine.date() == theirs.date():
        return "The two share text and are dated the same day, so nothing says who had it first."
    days = abs((mine.date() - theirs.date()).days)
    apart = "a day" if days == 1 else f"{days:,} days"
    return f"The other article is dated {apart} {'earlier' if theirs < mine else 'later'}."


def first_told(verdict: Mapping[str, Any]) -> str:
    """Whose article of an earlier day holds much of the same, in one sentence; empty where there is none."""
    if verdict["first_published"] is None:
        return ""
    outlet = verdict["first_outlet"] or "an article of an unknown outlet"
    held = share(verdict["first_words"] / verdict["words"])
    return f"The earliest with much of it is {outlet}, of {_day(verdict['first_published'])}, with {held} of its words."


def quoted_told(verdict: Mapping[str, Any]) -> str:
    """That what the two share are mostly others' words; empty where they are not."""
    if not verdict["quoted"]:
        return ""
    return (
        "Most of what they share are quotations or documents, which both print: the words of somebody else."
    )


def further_told(verdict: Mapping[str, Any], compared_with: int | None, given: int) -> list[str]:
    """What belongs to the verdict, one sentence each: credit, order in time, the earliest, others, quotations."""
    if _among(compared_with, given) is None:
        return [credit_told(verdict)] if verdict["credit_kind"] else []
    together = ""
    if verdict["others"] > 1:
        together = f"Passages of it stand in {verdict['others']:,} articles of others"
        if verdict["found"] > verdict["other_words"]:
            together += f", {share(verdict['found'] / verdict['words'])} of it when taken together"
        together += "."
    told = (credit_told(verdict), order_told(verdict), first_told(verdict), together, quoted_told(verdict))
    return [sentence for sentence in told if sentence]
