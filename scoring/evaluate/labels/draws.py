"""Seeded draws: which items a reader is given.

A draw depends only on the seed and the articles' ids, not on their order, and takes one item per article, so that
all articles weigh the same. The program's answers play no part, except that a mention must be one that Masthead
finds. So a draw of mentions can be repeated only with the same version of Masthead; the labels record what was drawn.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from scoring.compare.credits import names_outlet
from scoring.compare.suppliers import suppliers_named
from scoring.evaluate.labels import candidates
from scoring.evaluate.labels.corpora import (
    given_rows,
    page_lines,
    set_of,
    unchanged_articles,
    without_outlets,
)
from scoring.evaluate.sampling import chance, in_order_of_chance
from scoring.schema.corrections import mark_hash
from scoring.text.words import find_words

LONGEST_ARTICLE = 1_500
"""Words: a longer article is not marked whole."""
WHOLE = ("credits", "articles", "genre")
"""Kinds whose items are whole texts."""
_TOLD: Mapping[str, tuple[str, ...]] = {
    "attributions": ("outlet", "byline"),
    "articles": ("outlet", "byline"),
    "credits": ("outlet", "byline", "published"),
    "furniture": ("title",),
    "genre": ("outlet", "title", "byline"),
}
RANDOM, BY_LINE, BY_WORD, NAMING = "random", "line", "word", "naming"
HEAD_CHARACTERS, FOOT_CHARACTERS = 600, 400
"""Where a page that names a supplier of text may credit it."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to read: the characters [start, end) of an article's text, the text, and what the reader is told.

    `draw` says how it was drawn.
    """

    set_name: str
    article_id: str
    start: int
    end: int
    text: str
    facts: dict[str, str] = field(default_factory=dict)
    draw: str = RANDOM

    @property
    def marked(self) -> str:
        """The words to judge."""
        return self.text[self.start : self.end]

    @property
    def is_whole(self) -> bool:
        """Whether the whole text is to be read."""
        return self.end - self.start == len(self.text)

    @property
    def sha1(self) -> str:
        """The head of the hash of the marked words."""
        return mark_hash(self.marked)


Finder = Callable[[dict[str, object]], list[tuple[candidates.Place, candidates.Facts]]]
_FINDERS: Mapping[str, Finder] = {
    "mentions": candidates.mentions_in,
    "attributions": candidates.cues_in,
    "editorial": candidates.editorial_in,
    "figures": candidates.figures_in,
}


def draw(
    kind: str,
    path: Path,
    count: int,
    seed: int,
    without: Collection[str] = (),
    *,
    outlets: Collection[str] = (),
    naming: bool = False,
) -> list[Item]:
    """`count` items of a kind from a corpus (all pages where it holds fewer), from articles not in `without`.

    Nor from `outlets`. `naming`: only pages that name an agency or another outlet in their first 600 or last 400
    characters, by the lists of names alone.
    """
    if kind == "credits":
        rows = given_rows(path)
    elif kind == "furniture":
        rows = page_lines(path)
    else:
        rows = unchanged_articles(path)
    rows = without_outlets(rows, path, outlets) if outlets else rows
    rows = in_order_of_chance(rows.filter(~pl.col("article_id").is_in(list(without))), seed)
    found: list[Item] = []
    for row in rows.iter_rows(named=True):
        if naming and not names_another(str(row["text"]), str(row.get("outlet") or "")):
            continue
        item = _item_of(kind, set_of(path), row, seed, len(found))
        if item is not None:
            found.append(replace(item, draw=NAMING) if naming else item)
        if len(found) == count:
            break
    return found


def _item_of(kind: str, set_name: str, row: dict[str, object], seed: int, number: int) -> Item | None:
    """The item of one article, as chance has it; None where it holds none."""
    text, article_id = str(row["text"]), str(row["article_id"])
    facts = facts_of(kind, row)
    if kind in WHOLE:
        fits = kind != "articles" or len(find_words(text)) <= LONGEST_ARTICLE
        return Item(set_name, article_id, 0, len(text), text, facts) if fits else None
    if kind == "furniture":
        drawn = BY_WORD if number % 2 else BY_LINE
        line = line_of_page(text, article_id, seed, drawn)
        return None if line is None else Item(set_name, article_id, *line, text, facts, drawn)
    places = _FINDERS[kind](row)
    if not places:
        return None
    place, told = min(places, key=lambda one: chance(seed, f"{article_id} {one[0][0]} {one[0][1]}"))
    return Item(set_name, article_id, *place, text, facts | told)


def names_another(text: str, outlet: str) -> bool:
    """Whether the head or the foot of a page holds the name of an agency or of an outlet other than its own.

    >>> names_another("PORT ELLA (AP) - It rained.", "Valley Ledger"), names_another("It rained.", "Valley Ledger")
    (True, False)
    """
    return any(
        not names_outlet(found, outlet)
        for edge in (text[:HEAD_CHARACTERS], text[-FOOT_CHARACTERS:])
        for found in suppliers_named(edge)
    )


def facts_of(kind: str, row: Mapping[str, object]) -> dict[str, str]:
    """What a reader of a kind is told of the article beside its words."""
    return {name: str(row.get(name) or "not known") for name in _TOLD.get(kind, ())}


def line_of_page(text: str, article_id: str, seed: int, drawn: str) -> candidates.Place | None:
    """A line of a page: any line alike, or the line in which a random word stands."""
    lines = lines_of(text)
    if drawn == BY_WORD:
        words = find_words(text).starts.tolist()
        if not words:
            return None
        word = min(words, key=lambda start: chance(seed, f"{article_id} {start}"))
        return next(line for line in lines if line[0] <= word < line[1])
    return min(lines, key=lambda line: chance(seed, f"{article_id} {line[0]}"), default=None)


def lines_of(text: str) -> Sequence[candidates.Place]:
    """The lines of a text that hold anything.

    >>> lines_of("One\\n\\ntwo")
    [(0, 3), (5, 8)]
    """
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found
