"""Repeatable random order, and speech read from a single article."""

import hashlib
from datetime import datetime

import polars as pl

from scoring.actors.gazetteer import load
from scoring.compare.suppliers import name_of_outlet
from scoring.document.speech import Speech, speech_and_mentions
from scoring.text.blocks.find import find_blocks
from scoring.text.page_text import PageText


def chance(seed: int, key: str) -> str:
    """A number that looks random and depends only on the seed and the key."""
    return hashlib.sha256(f"{seed} {key}".encode()).hexdigest()


def in_order_of_chance(articles: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The articles in a random order that depends only on the seed and their ids."""
    order = pl.col("article_id").map_elements(lambda key: chance(seed, key), return_dtype=pl.String)
    return articles.with_columns(order=order).sort("order").drop("order")


def speech_of(row: dict[str, object]) -> Speech:
    """The speech and the cast of one English article, a row of the articles frame, read on its own."""
    page = PageText(str(row["text"]))
    blocks = find_blocks(page, title=row["title"], byline=row["byline"])  # type: ignore[arg-type]
    published = row["published"]
    year = published.year if isinstance(published, datetime) else None
    return speech_and_mentions(page, blocks, load(), year, name_of_outlet(str(row.get("outlet") or "")))
