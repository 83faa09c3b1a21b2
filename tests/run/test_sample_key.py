"""The sample's key says what each article is; the program is held to it."""

from pathlib import Path

import polars as pl
import pytest

from scoring.schema.lists import read_list

PROVENANCE_RIGHT = 0.97  # of 106 articles; what is wrong is named in the assertion
SHARE_ERROR = 0.03
RATIO_ERROR = 0.01


@pytest.fixture(scope="module")
def keyed(sample_folder: Path, sample_scores: Path) -> pl.DataFrame:
    """The key beside what was found, an article a row; articles are matched by their file's name and outlet."""
    key = read_list(sample_folder / "KEY.csv").with_columns(
        article_id=pl.col("file").str.split("/").list.last().str.replace(r"\.(txt|html)$", "")
    )
    articles = pl.read_parquet(sample_scores / "articles.parquet")
    # Two outlets may use one file name: then the ids carry a hash, and the outlet's address tells them apart.
    plain = articles.with_columns(
        stem=pl.col("article_id").str.replace(r"-[0-9a-f]{6,12}$", ""),
        folder=pl.col("url").str.extract(r"//(?:www\.)?([a-z0-9-]+)\.", 1),
    )
    joined = key.join(plain.drop("article_id"), left_on="article_id", right_on="stem", how="left")
    several = joined.filter(pl.len().over("file") > 1)["file"].unique()
    return joined.filter(~pl.col("file").is_in(several.implode())).drop_nulls("provenance")


def test_nearly_every_article_is_matched(keyed: pl.DataFrame) -> None:
    """The key and the scores speak of the same articles."""
    assert keyed.height >= 90


def test_provenance_is_what_the_key_says(keyed: pl.DataFrame) -> None:
    """Original, credited, uncredited, aggregated and partly reused articles are told apart."""
    wrong = keyed.filter(pl.col("kind") != pl.col("provenance"))
    assert 1 - wrong.height / keyed.height >= PROVENANCE_RIGHT, wrong.select(
        "file", "kind", "provenance"
    ).rows()


def test_originality_follows_the_share_that_was_taken(keyed: pl.DataFrame) -> None:
    """One less the key's share, in the mean within 0.03."""
    taken = keyed.filter(pl.col("reused_share") != "", pl.col("origin_file").is_not_null())
    error = (1 - taken["reused_share"].cast(pl.Float64) - taken["reprint_originality"]).abs()
    assert error.mean() <= SHARE_ERROR


def test_furniture_is_what_the_key_counts(keyed: pl.DataFrame) -> None:
    """The share of furniture words, in the mean within 0.01."""
    share = keyed["furniture_words"].cast(pl.Float64) / keyed["page_words"].cast(pl.Float64)
    assert (share - keyed["boilerplate_ratio"]).abs().mean() <= RATIO_ERROR


def test_articles_of_one_event_are_one_story(keyed: pl.DataFrame) -> None:
    """Of the pairs of English articles that were put together nearly all are of one event, and most are found."""
    english = keyed.filter(
        pl.col("language_right" if "language_right" in keyed.columns else "language") == "en"
    )
    pairs = (
        english.select("file", "story", "story_id")
        .join(english.select("file", "story", "story_id"), how="cross", suffix="_b")
        .filter(pl.col("file") < pl.col("file_b"))
    )
    same, found = pairs["story"] == pairs["story_b"], pairs["story_id"] == pairs["story_id_b"]
    right = (same & found).sum()
    assert right / found.sum() >= 0.95
    assert right / same.sum() >= 0.9


def test_every_outlet_of_the_sample_is_scored(sample_scores: Path) -> None:
    """Ten outlets, each with enough independent texts for its headline metrics."""
    outlets = pl.read_parquet(sample_scores / "outlets.parquet")
    assert outlets.height == 10
    assert (outlets["boilerplate_ratio_status"] == "ok").all()
    assert (outlets["sourcing_density_status"] == "ok").sum() >= 9
