"""The five founding articles: what a careful reader finds in each, the program finds too."""

from pathlib import Path

import polars as pl
import pytest

from scoring.run.options import Options
from scoring.run.score import ALL_MENTIONS, score

pytestmark = pytest.mark.shared
FURNITURE = ("related", "navigation", "comment", "notice")


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scores folder of the five."""
    out = tmp_path_factory.mktemp("founding") / "scores"
    score([shared / "seeds"], out, Options(trained_mentions=ALL_MENTIONS))
    return out


@pytest.fixture(scope="module")
def articles(scores: Path) -> dict[str, dict[str, object]]:
    """Their rows of articles.csv, by the number that each file's name begins with."""
    rows = pl.read_parquet(scores / "articles.parquet").iter_rows(named=True)
    return {row["article_id"][:3]: row for row in rows}


def rows_of(scores: Path, table: str, number: str) -> pl.DataFrame:
    """The rows of one article in a table."""
    return pl.read_parquet(scores / f"{table}.parquet").filter(pl.col("article_id").str.starts_with(number))


def test_more_than_half_of_003_is_furniture(articles: dict[str, dict[str, object]]) -> None:
    """Its ratio is above one half and the highest of the five."""
    ratios = {number: row["boilerplate_ratio"] for number, row in articles.items()}
    assert ratios["003"] > 0.5
    assert max(ratios, key=ratios.__getitem__) == "003"


def test_001_and_003_are_one_text(scores: Path, articles: dict[str, dict[str, object]]) -> None:
    """They share at least 85% of the shorter body, in aligned passages."""
    shared_words = rows_of(scores, "passages", "003")["words"].sum()
    assert shared_words >= 0.85 * min(articles["001"]["body_words"], articles["003"]["body_words"])


def test_001_credits_the_agency_and_003_does_not(articles: dict[str, dict[str, object]]) -> None:
    """The one is a credited reprint of AFP; the other took the text and says nothing."""
    assert articles["001"]["provenance"] == "credited_reprint"
    assert articles["001"]["origin_outlet"] == "Agence France-Presse"
    assert articles["003"]["provenance"] == "uncredited_reprint"


def test_a_photo_credit_is_no_text_credit(scores: Path) -> None:
    """Reuters is credited with the picture, AFP with the text."""
    labels = rows_of(scores, "layers", "001").filter(layer="credit")["label"].to_list()
    assert "photo: reuters" in labels
    assert "text: afp" in labels
    assert "text: reuters" not in labels


def test_002_is_an_aggregators_copy_with_the_most_quotation(articles: dict[str, dict[str, object]]) -> None:
    """It carries a source link, and more direct speech than any other."""
    assert articles["002"]["provenance"] == "aggregator_copy"
    shares = {number: row["quotation_share"] for number, row in articles.items()}
    assert max(shares, key=shares.__getitem__) == "002"


def test_the_posts_embedded_in_000_are_blinkens(scores: Path) -> None:
    """Two posts are attributed to him, and one quotation came through another agency."""
    attributions = rows_of(scores, "attributions", "000")
    posts = attributions.filter(source_type="social_post")
    assert posts.height == 2
    assert set(posts["speaker"]) == {"blinken-antony"}
    assert attributions.filter(second_hand=True)["speaker_name"].to_list() == ["PTI"]


def test_breadcrumb_and_tail_of_004_are_furniture_and_its_caption_is_a_caption(scores: Path) -> None:
    """What stands around the article is told from it."""
    blocks = rows_of(scores, "layers", "004").filter(layer="block")
    (text,) = rows_of(scores, "texts", "004")["text"]
    kinds = {
        text[start:end]: label for start, end, label in blocks.select("start", "end", "label").iter_rows()
    }
    first, *_, last = kinds.values()
    assert first in FURNITURE
    assert last in FURNITURE
    assert kinds["Anthony Blinken"] == "caption"
    assert kinds["Leave a Reply"] in FURNITURE


def test_tone_comes_out_by_voice(scores: Path) -> None:
    """The Taliban, China, Russia and the United States are spoken of by the outlets and by those they report."""
    mentions = pl.read_parquet(scores / "mentions.parquet")
    for actor in ("taliban", "china", "russia", "united-states"):
        voices = set(mentions.filter(actor=actor)["voice"])
        assert "outlet" in voices
        assert voices & {"quoted", "paraphrased"}
    assert mentions["lexicon"].null_count() == 0
    assert mentions["trained"].null_count() == 0


def test_only_001_and_003_are_one_story(articles: dict[str, dict[str, object]]) -> None:
    """The other three tell of later days."""
    stories = {number: row["story_id"] for number, row in articles.items()}
    assert stories["001"] == stories["003"]
    assert len(set(stories.values())) == 4
