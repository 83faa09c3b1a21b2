"""Grams looked up by an engine, bucket by bucket, show what this process finds by itself."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from scoring.compare import gram_buckets
from scoring.compare.compare import compare
from scoring.compare.corpus_words import CorpusWords, corpus_words
from scoring.compare.gram_buckets import shared_grams_by
from scoring.compare.pointers import STOCK_ARTICLES, pointers_by, shared_grams
from scoring.workers.engine import LocalEngine

from .corpora import NOTHING_REPEATED, corpus, day, prose, tokens_of


def shared_and_stock() -> pl.DataFrame:
    """Articles that take paragraphs from one another, and a stock phrase of one outlet that another has once."""
    rows: list[dict[str, Any]] = [
        {
            "article_id": f"{n:02}",
            "outlet": f"O{n % 4}" if n else None,
            "published": day(n % 5 + 1),
            "text": f"{prose(n % 6, 80)} {prose(50 + n, 60)}",
        }
        for n in range(24)
    ]
    rider = prose(999, 30)
    rows += [
        {"article_id": f"s{n}", "outlet": "Rider", "published": day(9), "text": f"{prose(80 + n)} {rider}"}
        for n in range(STOCK_ARTICLES + 1)
    ]
    rows.append({"article_id": "t", "outlet": "O1", "published": day(10), "text": f"{rider} {prose(70, 20)}"})
    return corpus(*rows)


@pytest.fixture(scope="module")
def words() -> CorpusWords:
    """Their words."""
    articles = shared_and_stock()
    return corpus_words(articles, tokens_of(articles), NOTHING_REPEATED)


@pytest.mark.parametrize("stretch", [1, 7, 512])
@pytest.mark.parametrize("buckets", [1, 2, 64])
def test_the_pointers_are_those_of_one_process(
    stretch: int, buckets: int, words: CorpusWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the corpus is cut and the grams are divided."""
    monkeypatch.setattr(gram_buckets, "STRETCH", stretch)
    expected = pointers_by(words, shared_grams(words))
    assert len(expected) > 100
    found = pointers_by(words, shared_grams_by(LocalEngine(), words, buckets=buckets))
    np.testing.assert_array_equal(found.at, expected.at)
    np.testing.assert_array_equal(found.to, expected.to)


def test_a_comparison_is_the_same_with_them() -> None:
    """Passages, credits and rewrites follow from the pointers."""
    articles = shared_and_stock()
    tokens = tokens_of(articles)
    one = compare(articles, tokens)
    other = compare(articles, tokens, pointing=lambda words: shared_grams_by(LocalEngine(), words, buckets=4))
    assert one.passages.equals(other.passages)
    assert one.passages.height > 0


def test_nothing_from_nothing() -> None:
    """No articles, no grams."""
    articles = corpus()
    words = corpus_words(articles, tokens_of(articles), NOTHING_REPEATED)
    assert len(shared_grams_by(LocalEngine(), words).positions) == 0
