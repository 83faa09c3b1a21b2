"""The comparison of a corpus with itself: `compare` finds repeated lines, shared passages and rewrites."""

from dataclasses import dataclass

import polars as pl

from scoring.compare.direction import direct_told, tell
from scoring.compare.facts import facts_again
from scoring.compare.memory import Memory, seal
from scoring.compare.passages import Pointing, passages_on
from scoring.compare.passages_again import open_grams, passages_again
from scoring.compare.pointers import Progress, shared_grams
from scoring.compare.records import Passage, Rewrite
from scoring.compare.repeated_lines import repeated_on
from scoring.compare.rewritten import rewrites_on
from scoring.compare.shelf import Shelf, shelf_of
from scoring.workers.attempts import Guard


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
    memory: Memory | None = None,
) -> Comparison:
    """The same of the articles on a shelf, of which only a part is in memory at a time.

    `memory`: where what is found is kept for the next comparison, and where an earlier one may have kept what need
    not be found again; the shelf's `about` then has `content` (`scoring.compare.memory.content_digests`).
    """
    guard = guard or Guard("comparing")
    repeated = repeated_on(shelf)
    if memory is None:
        pairs = passages_on(shelf, repeated, progress=progress, pointing=pointing)
    else:
        known = open_grams(memory.before) if memory.before else None
        pairs = passages_again(shelf, repeated, memory.keep, known, pointing or shared_grams)
    facts = facts_again(shelf, pairs, guard, memory)
    counts = shelf.about.select("article_id", count=pl.Series(shelf.counts))
    passages = direct_told(pairs, tell(pairs, shelf.about, counts, facts))
    credited = {article_id: told.credits for article_id, told in facts.items()}
    rewrites = rewrites_on(shelf, passages, credited, guard, memory)
    if memory is not None:
        seal(memory.keep)
    return Comparison(repeated, passages, rewrites)


def passages_by_article(passages: pl.DataFrame) -> dict[str, tuple[Passage, ...]]:
    """article_id -> its passages as records, in the order of the frame."""
    found: dict[str, list[Passage]] = {}
    for article_id, *rest in passages.iter_rows():
        found.setdefault(article_id, []).append(Passage(*rest))
    return {article_id: tuple(items) for article_id, items in found.items()}


def rewrites_by_article(rewrites: pl.DataFrame) -> dict[str, Rewrite]:
    """article_id of each rewritten article -> its Rewrite."""
    return {article_id: Rewrite(*rest) for article_id, *rest in rewrites.iter_rows()}
