"""Small corpora for the tests of reuse: invented words, articles from rows, the provenance of each."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import polars as pl

from scoring.compare.compare import Comparison, compare, passages_by_article, rewrites_by_article
from scoring.compare.credits import find_credits
from scoring.compare.provenance import provenance_of
from scoring.compare.records import Provenance
from scoring.compare.tokens import tokenise, words_of
from scoring.corpus.schema import ARTICLES
from scoring.text.blocks.find import Block
from scoring.text.page_text import PageText

NOTHING_REPEATED = pl.DataFrame(schema={"article_id": pl.String, "start": pl.Int32, "end": pl.Int32})


def prose(seed: int, words: int = 200, *, paragraph: int = 50) -> str:
    """Text of invented words, the same for a seed and unlike that of any other; paragraphs by blank lines."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    made = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(4, 8))) for _ in range(words)]
    parts = [" ".join(made[at : at + paragraph]).capitalize() + "." for at in range(0, words, paragraph)]
    return "\n\n".join(parts)


def day(number: int, hour: int = 0) -> datetime:
    """A day of the invented year."""
    return datetime(2031, 3, number, hour)


def corpus(*rows: dict[str, Any]) -> pl.DataFrame:
    """An articles frame, sorted by id, from what each row gives (article_id and text at least)."""
    blank = {"has_time": False, "language": "en", "file": "x.txt", "row": 0}
    full = [{name: (blank | row).get(name) for name in ARTICLES} for row in rows]
    return pl.DataFrame(full, schema=ARTICLES).sort("article_id")


def tokens_of(articles: pl.DataFrame) -> pl.DataFrame:
    """The TOKENS frame of an articles frame."""
    return tokenise(articles["article_id"].to_list(), articles["text"].to_list())


def whole_body(text: str) -> tuple[Block, ...]:
    """One body block over all of a text."""
    return (Block(0, len(text), "body", ("by hand",)),)


def provenances(
    articles: pl.DataFrame, blocks: dict[str, Sequence[Block]] | None = None
) -> tuple[dict[str, Provenance], Comparison]:
    """The provenance of every article, its whole text being body unless `blocks` says otherwise."""
    tokens = tokens_of(articles)
    compared = compare(articles, tokens)
    passages, rewrites = passages_by_article(compared.passages), rewrites_by_article(compared.rewrites)
    found = {}
    for row, article in enumerate(articles.iter_rows(named=True)):
        key, text = article["article_id"], article["text"]
        mine = (blocks or {}).get(key, whole_body(text))
        found[key] = provenance_of(
            outlet=article["outlet"],
            words=words_of(tokens["starts"][row], tokens["ends"][row]),
            blocks=mine,
            passages=passages.get(key, ()),
            credits=find_credits(PageText(text), mine, byline=article["byline"]),
            rewrite=rewrites.get(key),
        )
    return found, compared
