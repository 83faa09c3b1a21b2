"""A larger corpus made from a smaller one, to see how time and memory grow: no corpus of that size need be at hand.

Each further round deals the paragraphs of an outlet out anew among its articles, each paragraph once: an article keeps
its outlet, date, byline, headline and number of paragraphs. So a corpus of ten rounds is as full of names, quotations
and copied text as the first, and ten times as dense in time: the harder case for stories. What it is no good for: an
outlet's paragraphs stand ten times in its articles, so that many are taken for furniture.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from scoring.evaluate.speed import plain_articles

SEED = 5
_BETWEEN = "\n\n"


def enlarge(corpus: pl.DataFrame, articles: int, seed: int = SEED) -> pl.DataFrame:
    """The corpus with so many articles in all: itself first, then rounds of its paragraphs dealt out anew.

    `corpus`: article_id, outlet, url, title, byline, published, text. The same seed gives the same articles; a larger
    number holds all of a smaller one.

    >>> texts = ["One.\\n\\nTwo.", "Three.\\n\\nFour.\\n\\nFive."]
    >>> rows = {"article_id": ["a", "b"], "outlet": "Gazette", "url": "https://a.test", "title": "Rain", "text": texts}
    >>> made = enlarge(pl.DataFrame(rows).with_columns(byline=None, published=None), 4)
    >>> made["article_id"].to_list(), sorted("".join(made["text"][2:]).replace("\\n", "").split("."))
    (['a', 'b', 'a-1', 'b-1'], ['', 'Five', 'Four', 'One', 'Three', 'Two'])
    """
    parts = [corpus]
    missing, number = articles - corpus.height, 0
    while missing > 0:
        number += 1
        parts.append(_dealt(corpus, number, seed).head(missing))
        missing -= corpus.height
    return pl.concat(parts).head(articles)


def _dealt(corpus: pl.DataFrame, number: int, seed: int) -> pl.DataFrame:
    """One more round: the articles in the same order, with other paragraphs of their outlets."""
    texts: dict[int, str] = {}
    rows = corpus.select("outlet", "text").with_row_index("row")
    for (outlet,), of_outlet in rows.group_by("outlet", maintain_order=True):
        draw = random.Random(f"{seed} {number} {outlet}")  # noqa: S311 a repeatable corpus, no secret
        texts |= dict(zip(of_outlet["row"], _shuffled(of_outlet["text"], draw), strict=True))
    return corpus.with_columns(
        article_id=pl.col("article_id") + f"-{number}",
        url=pl.lit(None, pl.String),  # two articles of one address would be the same
        text=pl.Series([texts[row] for row in range(corpus.height)], dtype=pl.String),
    )


def _shuffled(texts: pl.Series, draw: random.Random) -> Iterator[str]:
    """The texts, each with as many paragraphs as before, but dealt from all of them."""
    paragraphs = [text.split(_BETWEEN) for text in texts]
    pool = [paragraph for text in paragraphs for paragraph in text]
    draw.shuffle(pool)
    dealt = iter(pool)
    for text in paragraphs:
        yield _BETWEEN.join(next(dealt) for _ in text)


def write_enlarged(path: Path, out: Path, articles: int, seed: int = SEED) -> int:
    """Enlarge the corpus at `path` into the Parquet file `out`; returns how many articles it holds."""
    made = enlarge(plain_articles(path), articles, seed)
    made.write_parquet(out, compression="zstd")
    return made.height
