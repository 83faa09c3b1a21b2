"""The sample corpus's answer key: every article's class, most origins, and the shares."""

from pathlib import Path

import polars as pl
import pytest

from scoring.compare.records import Provenance
from scoring.corpus.read import read_corpus
from scoring.schema.kinds import ProvenanceClass
from scoring.schema.lists import read_list
from scoring.text.blocks.find import find_blocks
from scoring.text.page_text import PageText

from .corpora import provenances

# Blocks tell body from the rest with some error of their own, so shares are held more loosely than in the
# controlled tests: all within 0.1, on the whole within 0.02.
SHARE_MOST, SHARE_MEAN = 0.1, 0.02


@pytest.fixture(scope="module")
def judged(sample_folder: Path) -> tuple[dict[str, Provenance], dict[str, dict[str, str]], dict[str, str]]:
    """Provenance by file, the key by file, and the file of each article id."""
    articles = read_corpus([sample_folder / "articles"], manifest=sample_folder / "manifest.csv").articles
    blocks = {
        row["article_id"]: find_blocks(
            PageText(row["text"]),
            title=row["title"],
            byline=row["byline"],
            markup=row["markup"],
        )
        for row in articles.iter_rows(named=True)
    }
    found, _ = provenances(articles, blocks)
    file_of = {
        article_id: f"articles/{file.removeprefix('articles/')}"
        for article_id, file in articles.select("article_id", "file").iter_rows()
    }
    key = {row["file"]: row for row in read_list("sample/KEY.csv").fill_null("").iter_rows(named=True)}
    return {file_of[i]: provenance for i, provenance in found.items()}, key, file_of


def test_every_class_is_right(
    judged: tuple[dict[str, Provenance], dict[str, dict[str, str]], dict[str, str]],
) -> None:
    """Originals, both kinds of reprints, aggregator's copies and partial reuse, each as the key says."""
    found, key, _ = judged
    wrong = {
        file: (item.kind, key[file]["kind"]) for file, item in found.items() if item.kind != key[file]["kind"]
    }
    assert len(found) > 90
    assert wrong == {}


def test_origins(judged: tuple[dict[str, Provenance], dict[str, dict[str, str]], dict[str, str]]) -> None:
    """The origin is the key's article, but where an article takes from two."""
    found, key, file_of = judged
    wrong = [
        file
        for file, item in found.items()
        if file_of.get(item.origin_article or "", "") != key[file]["origin_file"]
    ]
    assert len(wrong) <= 1, wrong


def test_shares(judged: tuple[dict[str, Provenance], dict[str, dict[str, str]], dict[str, str]]) -> None:
    """Originality follows the key's share of taken words."""
    found, key, _ = judged
    errors = pl.Series(
        [
            abs(1 - item.shares.get(ProvenanceClass.ORIGINAL, 0.0) - float(key[file]["reused_share"]))
            for file, item in found.items()
        ]
    )
    assert errors.max() <= SHARE_MOST
    assert errors.mean() <= SHARE_MEAN
