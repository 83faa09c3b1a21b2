"""Labelled pairs of articles: drawn, gathered, kept and compared with stories. All articles are invented."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from scoring.evaluate.story_labels import evaluate, figures_of, render
from scoring.evaluate.story_pairs import (
    dated_articles,
    draw_pairs,
    draw_to,
    gather_pairs,
    keep_pairs,
    read_pairs,
)

TOWNS = ("Ostrava", "Merrow", "Yorke", "Delft", "Corfu", "Quito", "Porto", "Nizwa", "Tromso", "Calais")


def _corpus(folder: Path) -> Path:
    """Ten events, told by three outlets on the day, two and five days later."""
    rows = []
    for event, town in enumerate(TOWNS):
        for outlet, after in (("Gazette", 0), ("Herald", 2), ("Courier", 5)):
            day = datetime(2031, 1, 3) + timedelta(days=40 * event + after)
            said = f"In {town} the mayor {town}son of {town}ville met {outlet}field and spoke of the old harbour. "
            rows.append(
                {
                    "id": f"{event}{outlet[0]}",
                    "outlet": outlet,
                    "title": f"The harbour of {town}",
                    "published": f"{day:%Y-%m-%d}",
                    "text": said * 12,
                }
            )
    path = folder / "invented.csv"
    pl.DataFrame(rows).write_csv(path)
    return path


def _answer(folder: Path, **of_item: str) -> None:
    """Answer every item of the first sheet with `event`, but as given here."""
    with (folder / "sheet_01.csv").open() as lines:
        items = [row["item"] for row in csv.DictReader(lines)]
    rows = "".join(f"{item},{of_item.get(item, 'event')},2\n" for item in items)
    (folder / "answers_a_01.csv").write_text("item,same,certainty\n" + rows, encoding="utf-8")


def test_a_draw_does_not_depend_on_the_order_of_rows_and_uses_an_article_once(tmp_path):
    """The same seed gives the same pairs, each of two articles at most 21 days apart."""
    articles = dated_articles(_corpus(tmp_path))
    pairs = draw_pairs(articles, 3, seed=1)
    assert pairs == draw_pairs(
        articles.sample(fraction=1, shuffle=True, seed=2).sort("article_id"), 3, seed=1
    )
    assert pairs != draw_pairs(articles, 3, seed=2)
    ids = [name for pair in pairs for name in (pair.first, pair.second)]
    assert ids
    assert len(ids) == len(set(ids))
    assert all(pair.first < pair.second and pair.days_apart <= 21 and pair.of >= 1 for pair in pairs)


def test_answers_are_kept_without_text_and_unknown_ones_reported(tmp_path):
    """A second gathering replaces the first; an answer outside of the codebook is a fault and not kept."""
    corpus, labels = _corpus(tmp_path), tmp_path / "labels"
    draw_to(corpus, 75, 1, tmp_path)
    _answer(tmp_path)
    keep_pairs(gather_pairs(tmp_path, corpus, "1")[0], labels)
    _answer(tmp_path, st0001="subject", st0002="maybe")
    rows, faults = gather_pairs(tmp_path, corpus, "1")
    keep_pairs(rows, labels)
    kept = read_pairs(labels)
    assert len(faults) == 1
    assert "st0002" in faults[0]
    assert len(kept) == len(rows) + 1, "the answer of the first gathering stays"
    assert sorted(row["same"] for row in kept) == ["event"] * (len(kept) - 1) + ["subject"]
    assert "harbour" not in (labels / "stories.csv").read_text()


def test_sheets_of_another_set_are_refused(tmp_path):
    """Answers are only kept for the set that was drawn from."""
    corpus = _corpus(tmp_path)
    draw_to(corpus, 75, 1, tmp_path)
    with pytest.raises(ValueError, match="was drawn from invented, not from other"):
        gather_pairs(tmp_path, tmp_path / "other.csv", "1")
    with pytest.raises(ValueError, match="There are no labels of stories"):
        read_pairs(tmp_path / "nowhere")


def test_a_pair_weighs_as_many_as_its_stratum_holds():
    """Of joined pairs one of weight 3 is right and one of weight 1 wrong: precision 0.75; ids part the pairs."""
    rows = [
        {"first": first, "second": second, "days_apart": "5", "of": of, "same": same, "reader": "a"}
        for first, second, of, same in (
            ("a", "b", "3", "event"),
            ("c", "d", "1", "subject"),
            ("e", "g", "1", "event"),
        )
    ]
    stories = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "3", "g": "4"}
    figures = figures_of(rows, stories)
    assert figures["all.4-7.precision"] == pytest.approx(0.75)
    assert figures["all.4-7.recall"] == pytest.approx(0.75)
    assert figures["all.0-1.pairs"] == 0
    assert (figures["seen.4-7.pairs"], figures["unseen.4-7.pairs"]) == (2, 1)
    assert "0.75 (" in render(figures)


def test_stories_are_scored_on_the_labels_of_their_corpus(tmp_path):
    """The command's figures: every event is found; a corpus without labels is refused."""
    corpus, labels = _corpus(tmp_path), tmp_path / "labels"
    draw_to(corpus, 75, 1, tmp_path)
    _answer(tmp_path)
    keep_pairs(gather_pairs(tmp_path, corpus, "1")[0], labels)
    figures = evaluate(corpus, labels)
    assert figures["all.0-21.precision"] == 1
    assert figures["all.0-21.recall"] > 0.9
    with pytest.raises(ValueError, match="No labelled pair"):
        evaluate(corpus)
