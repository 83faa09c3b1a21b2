"""The comparison of a corpus with itself: `compare` finds repeated lines, shared passages and rewrites."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from scoring.compare.credits import find_credits
from scoring.compare.direction import Side, Told, direct_told, tell
from scoring.compare.passages import Pointing, passages_on
from scoring.compare.pointers import Progress
from scoring.compare.records import Credit, Passage, Rewrite
from scoring.compare.repeated_lines import repeated_on
from scoring.compare.rewritten import rewrites_on
from scoring.compare.shelf import Shelf, shelf_of
from scoring.text.page_text import PageText
from scoring.workers.attempts import Guard

# Two articles that share fewer words than this are not searched for credits: they share a title or set phrase.
CREDITED_WORDS = 25
_SIDE = ("article_id", "text", "byline", "canonical_url", "url")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What can only be found by looking at the whole corpus.

    `repeated`: lines that an outlet repeats (REPEATED_LINES: article_id, start, end, articles).
    `passages`: text shared with other outlets (PASSED_ON), two rows per passage, one from each side.
    `rewrites`: articles reworded from others (REWRITES), one row per rewritten article.
    """

    repeated: pl.DataFrame
    passages: pl.DataFrame
    rewrites: pl.DataFrame


def credits_of(articles: pl.DataFrame, pairs: pl.DataFrame, guard: Guard) -> dict[str, list[Credit]]:
    """The credits of the articles that share text, including those that name an outlet it is shared with.

    They help to find the direction, before pages are divided into blocks: blocks depend on the repeated lines of
    the whole corpus and are found later, in the workers. Parsing then looks for credits again, with the blocks,
    which separate captions and other people's text from the article's own.
    """
    weighty = pl.col("words").sum().over("article_id", "other_id") >= CREDITED_WORDS
    others = (
        pairs.filter(weighty).group_by("article_id").agg(pl.col("other_outlet").drop_nulls().unique().sort())
    )
    found = articles.join(others, on="article_id").select(*_SIDE, "other_outlet")
    credited: dict[str, list[Credit]] = {article_id: [] for article_id in pairs["article_id"].unique()}
    for article_id, text, byline, canonical_url, url, outlets in found.iter_rows():
        ask = partial(
            find_credits, PageText(text), byline=byline, canonical_url=canonical_url, url=url, outlets=outlets
        )
        credited[article_id] = guard(article_id, ask, [])
    return credited


def compare(
    articles: pl.DataFrame,
    tokens: pl.DataFrame,
    *,
    progress: Progress | None = None,
    guard: Guard | None = None,
    pointing: Pointing | None = None,
) -> Comparison:
    """Compare all articles: repeated lines, shared passages with direction and credit, then rewrites.

    `articles`: the articles frame (article_id, outlet, text, published, has_time, byline, url,
    canonical_url are read); `tokens`: a TOKENS frame of the same articles. `progress` is called with the finished
    share, 0 to 1; for `pointing` see `find_passages`. Work on a single article goes through `guard`; if it has recorded
    faults at the end, compare again without those articles. The result has the same bytes for any order of rows.
    """
    return compare_on(shelf_of(articles, tokens), progress=progress, guard=guard, pointing=pointing)


def compare_on(
    shelf: Shelf,
    *,
    progress: Progress | None = None,
    guard: Guard | None = None,
    pointing: Pointing | None = None,
) -> Comparison:
    """The same of the articles on a shelf, of which only a part is in memory at a time."""
    guard = guard or Guard("comparing")
    repeated = repeated_on(shelf)
    pairs = passages_on(shelf, repeated, progress=progress, pointing=pointing)
    told, credited = _tell_all(shelf, pairs, guard)
    passages = direct_told(pairs, told)
    return Comparison(repeated, passages, rewrites_on(shelf, passages, credited, guard))


def _tell_all(shelf: Shelf, pairs: pl.DataFrame, guard: Guard) -> tuple[Told, dict[str, list[Credit]]]:
    """What the texts of all articles with passages tell, and their credits, part by part."""
    sides: dict[str, Side] = {}
    credited: dict[str, list[Credit]] = {}
    quoted = [pl.Series("quoted", [], pl.Float64)]
    counts = shelf.about.select("article_id", count=pl.Series(shelf.counts))
    rows = shelf.ids.is_in(pairs["article_id"].unique().implode()).arg_true()
    for articles in shelf.read(rows.to_numpy().astype(np.int64)):
        theirs = pairs.filter(pl.col("article_id").is_in(articles["article_id"].implode()))
        credited |= credits_of(articles, theirs, guard)
        told = tell(theirs, articles, counts, credited, guard)
        sides |= told.sides
        quoted.append(told.quoted)
    return Told(sides, pl.concat(quoted)), credited


def passages_by_article(passages: pl.DataFrame) -> dict[str, tuple[Passage, ...]]:
    """article_id -> its passages as records, in the order of the frame."""
    found: dict[str, list[Passage]] = {}
    for article_id, *rest in passages.iter_rows():
        found.setdefault(article_id, []).append(Passage(*rest))
    return {article_id: tuple(items) for article_id, items in found.items()}


def rewrites_by_article(rewrites: pl.DataFrame) -> dict[str, Rewrite]:
    """article_id of each rewritten article -> its Rewrite."""
    return {article_id: Rewrite(*rest) for article_id, *rest in rewrites.iter_rows()}
