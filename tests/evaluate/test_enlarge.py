"""A corpus made larger is itself and rounds of its own paragraphs, the same for the same seed."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import polars as pl
from typer.testing import CliRunner

from scoring.cli.commands import app
from scoring.evaluate.enlarge import enlarge

PROSE = "rain fell on the harbour and the people of the town went home before the night came"


def corpus() -> pl.DataFrame:
    """Two outlets and an article of none; every paragraph once."""
    rows = [
        (
            f"{outlet}{number}",
            outlet,
            "\n\n".join(f"{outlet} {number}.{p} {PROSE}" for p in range(number + 1)),
        )
        for outlet in ("Gazette", "Mirror", None)
        for number in range(4)
    ]
    return (
        pl.DataFrame(rows, schema=["article_id", "outlet", "text"], orient="row")
        .with_columns(
            url="https://example.org/" + pl.col("article_id"),
            title=pl.lit("Rain"),
            byline=pl.lit(None, pl.String),
            published=pl.lit(datetime(2022, 3, 4)),
        )
        .select("article_id", "outlet", "url", "title", "byline", "published", "text")
    )


def paragraphs(articles: pl.DataFrame) -> Counter[tuple[str | None, str]]:
    """How often each paragraph stands in each outlet's articles."""
    return Counter(
        (outlet, paragraph)
        for outlet, text in articles.select("outlet", "text").iter_rows()
        for paragraph in text.split("\n\n")
    )


def test_each_round_deals_every_paragraph_of_an_outlet_once() -> None:
    """The first articles are the corpus; each has as many paragraphs as before, of its own outlet."""
    small = corpus()
    large = enlarge(small, 3 * small.height)
    assert large.head(small.height).equals(small)
    assert large["article_id"].is_unique().all()
    assert set(paragraphs(large).values()) == {3}
    counts = large["text"].str.count_matches("\n\n").to_list()
    assert counts == 3 * counts[: small.height]
    assert large["text"].to_list() != 3 * small["text"].to_list()


def test_a_larger_corpus_holds_the_smaller() -> None:
    """So that growth is measured on the same articles; another seed gives others."""
    small = corpus()
    assert enlarge(small, 30).head(20).equals(enlarge(small, 20))
    assert not enlarge(small, 30).equals(enlarge(small, 30, seed=6))
    assert enlarge(small, 5).equals(small.head(5))


def test_the_command_writes_a_corpus_that_can_be_read(tmp_path: Path) -> None:
    """As Parquet, with as many articles as were asked for."""
    corpus().write_parquet(tmp_path / "small.parquet")
    out = tmp_path / "large.parquet"
    done = CliRunner().invoke(
        app, ["evaluate", "enlarge", str(tmp_path / "small.parquet"), "--articles", "30", "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    assert "30 articles" in done.output
    assert pl.read_parquet(out).height == 30
