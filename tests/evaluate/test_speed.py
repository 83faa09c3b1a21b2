"""The yardsticks run on the sample and give every figure they promise; how fast is not for a test to say."""

from pathlib import Path

import polars as pl
import pytest

from scoring.evaluate import comparing, notebook_way, speed, updating


@pytest.fixture(scope="module")
def corpus(sample_folder: Path) -> Path:
    """Part of the sample: one outlet that copies and the agency that it copies from."""
    return sample_folder / "articles" / "meridian-wire"


def test_speed_gives_both_ways(corpus: Path) -> None:
    """Both ways ran on the same articles, and the text for the terminal names both."""
    figures = speed.evaluate(corpus, articles=6, workers=1)
    assert figures["articles"] == 6
    assert figures["times_as_fast"] == pytest.approx(
        figures["notebook.seconds"] / figures["masthead.seconds"]
    )
    assert figures["masthead.peak_mb"] > 0
    assert {"notebook.textstat", "notebook.vader", "notebook.minhash"} <= figures.keys()
    assert "times the notebook's pace" in speed.render(figures)


def test_the_notebook_way_is_the_same_in_two_processes(tmp_path: Path) -> None:
    """Shared out among processes it finds the same alike pairs: here one copy among different texts."""
    words = [
        f"Word {n} of text {n % 7} is here and {n * n} there, as {n + 3} says on day {n}." for n in range(90)
    ]
    texts = [" ".join(words[at : at + 12]) for at in range(0, 84, 12)]
    path = tmp_path / "texts.parquet"
    pl.DataFrame({"text": [*texts * 12, texts[0]]}).write_parquet(path)
    alone, together = notebook_way.run(path), notebook_way.run(path, workers=2)
    assert alone["pairs"] == together["pairs"] > 0


def test_updating_is_timed_beside_scoring_anew(corpus: Path) -> None:
    """Both were run; more articles than there are cannot be added."""
    figures = updating.evaluate(corpus, added=2, workers=1)
    assert figures["added"] == 2
    assert figures["share"] == pytest.approx(figures["update.seconds"] / figures["anew.seconds"])
    assert "2 of them added" in updating.render(figures)
    with pytest.raises(ValueError, match="lower number"):
        updating.evaluate(corpus, added=1000)


def test_comparing_gives_both_ways(sample_folder: Path) -> None:
    """The exact comparison finds passages; MinHash's recall is a share of them."""
    figures = comparing.evaluate(sample_folder / "articles")
    assert figures["compare.passages"] > 50
    assert 0 <= figures["minhash.recall"] <= 1
    assert "MinHash" in comparing.render(figures)
