"""The five founding articles, where they are at hand."""

from pathlib import Path

import polars as pl
import pytest

from scoring.text.blocks.find import find_blocks
from scoring.text.page_text import PageText
from scoring.text.words import find_words

from .corpora import corpus, provenances


@pytest.mark.shared
def test_founding_articles(shared: Path) -> None:
    """001 is AFP's and says so, 003 is the same text without a credit, 002 is an aggregator's copy."""
    outlets = {"001": "Esta Media Network", "003": "Arab Press"}
    rows = [
        {
            "article_id": path.name[:3],
            "outlet": outlets.get(path.name[:3]),
            "text": path.read_text(encoding="utf-8"),
        }
        for path in sorted((shared / "seeds").glob("0*.txt"))
    ]
    articles = corpus(*rows)
    blocks = {row["article_id"]: find_blocks(PageText(row["text"])) for row in rows}
    found, compared = provenances(articles, blocks)
    assert {name: item.kind for name, item in found.items() if name in ("001", "002", "003")} == {
        "001": "credited_reprint",
        "002": "aggregator_copy",
        "003": "uncredited_reprint",
    }
    assert found["001"].origin_outlet == found["003"].origin_outlet == "Agence France-Presse"
    text = rows[1]["text"]
    body = len(find_words(text[text.index("SULAIMANI") : text.index("(Esta Media")]))
    words = compared.passages.filter(pl.col("article_id") == "001")["words"].sum()
    assert words >= 0.85 * body
    assert set(compared.passages["article_id"]) == {"001", "003"}
