"""The draw of speakers to read, and the shares of what was judged."""

from pathlib import Path

import polars as pl
import pytest

from scoring.evaluate import speakers
from tests.evaluate.corpora import corpus_of

TEXTS = [
    f"The council of town {number} met. “The bridge is safe, and we tested every bolt of it ourselves,” Anna Berg told "
    f"reporters on day {number}. She said the old road would be closed for the whole of the winter."
    for number in range(6)
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Six invented articles."""
    return corpus_of(TEXTS, tmp_path / "corpus.parquet")


def test_a_draw_hangs_on_its_seed_alone(corpus: Path, tmp_path: Path) -> None:
    """The same seed draws the same, one an article, in whatever order the articles come; another seed others."""
    drawn = speakers.draw(corpus, 4, seed=1)
    assert len({one.article_id for one in drawn}) == 4
    assert {one.source_type for one in drawn} == {"named_person"}
    turned = tmp_path / "turned.parquet"
    pl.read_parquet(corpus).reverse().write_parquet(turned)
    assert speakers.draw(turned, 4, seed=1) == drawn
    assert speakers.draw(corpus, 6, seed=2) != speakers.draw(corpus, 6, seed=1)


def test_judgements_give_shares_with_intervals(corpus: Path, tmp_path: Path) -> None:
    """Answers y and n are counted, empty ones are not; the draw is written in the form that is read."""
    path = tmp_path / "judged.csv"
    speakers.write_draw(speakers.draw(corpus, 4, seed=1), path)
    frame = pl.read_csv(path, infer_schema=False).with_columns(
        person=pl.Series(["y", "y", "n", "y"]), joined=pl.Series(["y", "n", "", ""])
    )
    frame.drop("context").write_csv(path)
    figures = speakers.evaluate(path)
    assert (figures["person.n"], figures["person.yes"], figures["joined.n"]) == (4, 3, 2)
    assert figures["person.low"] < 0.75 < figures["person.high"]
    assert "3 of 4" in speakers.render(figures)


def test_a_file_without_answers_is_refused(tmp_path: Path) -> None:
    """The columns that are wanting are named."""
    path = tmp_path / "other.csv"
    path.write_text("article_id,source_start\n")
    with pytest.raises(ValueError, match="source_end, person, joined"):
        speakers.evaluate(path)
