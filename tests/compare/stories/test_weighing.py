"""The weighted rows of words, against the definition worked out word by word."""

import math
from collections import Counter

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.compare.sketches import COUNTED
from scoring.compare.stories.weighing import (
    COMMON_ARTICLES,
    LEAST_ARTICLES,
    LEAST_ARTICLES_IN_MANY,
    MANY_ARTICLES,
    TITLE_WEIGHT,
    Weighing,
    weigh,
)

Articles = list[tuple[str | None, Counter[int], Counter[int]]]
"""Outlet, words of the text and words of the title of each article."""
FEW_KEPT = Weighing(common=0.3, of_few=0.5, kept=3)
_words = st.dictionaries(st.integers(0, 12), st.integers(1, 4), max_size=9).map(Counter)
_outlets = st.sampled_from(["Ada", "Bo", None])
_articles = st.lists(st.tuples(_outlets, _words, _words), min_size=1, max_size=70)


def rows_by_definition(articles: Articles, how: Weighing) -> list[dict[int, float]]:
    """The weight of each word of each article, from the module's own words."""
    somewhere = {word for _, text, _ in articles for word in text}
    counts = []
    for _, text, title in articles:
        titled = Counter({word: TITLE_WEIGHT * times for word, times in title.items() if word in somewhere})
        counts.append(text + titled)
    having = Counter(word for words in counts for word in words)
    least = LEAST_ARTICLES if len(articles) < MANY_ARTICLES else LEAST_ARTICLES_IN_MANY
    most_common = max(how.common, min(how.of_few, COMMON_ARTICLES / len(articles)))
    rows = []
    for words, (outlet, _, _) in zip(counts, articles, strict=True):
        # An article of unknown outlet is an outlet of its own.
        theirs = [
            w for w, (o, _, _) in zip(counts, articles, strict=True) if o == outlet and outlet is not None
        ]
        size = max(1, len(theirs))
        row = {}
        for word, times in words.items():
            among_theirs = max(0, sum(word in w for w in theirs) - 1) / (size + 1)
            share = max(having[word] / (len(articles) + 1), among_theirs)
            weight = (1 + math.log(times)) * -math.log(share)
            if having[word] >= least and share <= most_common and weight > 0:
                row[word] = weight
        heaviest = sorted(row, key=lambda word: (-round(row[word], 9), word))[: how.kept]
        length = math.sqrt(sum(row[word] ** 2 for word in heaviest))
        rows.append({word: row[word] / length for word in heaviest})
    return rows


def counted(rows: list[Counter[int]]) -> pl.DataFrame:
    """The rows as a table of row, key, count."""
    table = [(row, word, times) for row, words in enumerate(rows) for word, times in words.items()]
    return pl.DataFrame(table, schema=COUNTED, orient="row")


@given(_articles)
def test_weights_are_those_of_the_definition(articles: Articles) -> None:
    """Rarity, repetition, titles, an outlet's furniture, the heaviest alone, rows of length 1."""
    titles = counted([title for _, _, title in articles])
    heads = titles.select(pl.all().repeat_by("count").explode()).select("row", "key")
    outlets = pl.Series([outlet for outlet, _, _ in articles], dtype=pl.String)
    matrix = weigh([counted([text for _, text, _ in articles])], [heads], outlets, FEW_KEPT)
    expected = rows_by_definition(articles, FEW_KEPT)
    assert matrix.shape[0] == len(articles)
    for number, row in enumerate(expected):
        found = np.sort(matrix[number].data)
        assert found.tolist() == pytest.approx(sorted(row.values()), abs=1e-6), number
