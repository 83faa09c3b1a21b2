"""Looking for words in the texts of all articles."""

import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from dashboard.choices import Choice, choose
from dashboard.scores import articles, texts_of
from scoring.schema.scores import Scores

MOST_SHOWN = 300  # articles, the newest
KEPT = 16
_PARTS = re.compile(r'"([^"]+)"|(\S+)')


def terms(query: str) -> list[str]:
    """The words and quoted phrases of a query, each once.

    >>> terms('ferry "north quay" ferry')
    ['ferry', 'north quay']
    """
    found = (" ".join((phrase or word).replace('"', " ").split()) for phrase, word in _PARTS.findall(query))
    return list(dict.fromkeys(term for term in found if term))


def _pattern(term: str) -> str:
    r"""What finds a term as whole words, in upper or lower case, across line breaks.

    >>> _pattern("north quay")
    '(?i)\\bnorth\\s+quay\\b'
    """
    words = r"\s+".join(re.escape(word).replace("\\-", "-") for word in term.split())
    first = r"\b" if term[0].isalnum() else ""
    last = r"\b" if term[-1].isalnum() else ""
    return f"(?i){first}{words}{last}"


@lru_cache(maxsize=KEPT)
def articles_with(scores: Scores, query: tuple[str, ...], choice: Choice) -> pl.DataFrame:
    """The chosen articles that hold every one of these terms, the newest first: article_id, outlet, published."""
    chosen = choose(articles(scores), choice).select("article_id", "outlet", "published")
    holds = pl.all_horizontal(pl.col("text").str.contains(_pattern(term)) for term in query)
    found = scores.scan("texts").filter(holds).select("article_id").collect()
    return chosen.join(found, on="article_id", how="semi").sort(
        ["published", "article_id"], descending=[True, False], nulls_last=True
    )


def places_of(scores: Scores, query: Sequence[str], found: pl.DataFrame) -> pl.DataFrame:
    """The first place of the first term in each of these articles, in their order: article_id, start, end."""
    ids = found["article_id"].to_list()
    texts = texts_of(scores, ids)
    looked = re.compile(_pattern(query[0]))
    rows = [(name, *match.span()) for name in ids if (match := looked.search(texts.get(name, "")))]
    return pl.DataFrame(
        rows, schema={"article_id": pl.String, "start": pl.Int64, "end": pl.Int64}, orient="row"
    )
