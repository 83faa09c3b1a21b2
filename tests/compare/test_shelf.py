"""Texts and words read part by part, with sums and grams in files, show what a corpus in memory shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.compare import pointers, runs
from scoring.compare.compare import compare, compare_on
from scoring.compare.corpus_words import lay_words
from scoring.compare.repeated_lines import repeated_on
from scoring.compare.shelf import Laid, Shelf, shelf_of
from scoring.compare.sketches import rows_of, sketch
from scoring.compare.stories.stories import find_stories, stories_on

from .corpora import corpus, day, prose, tokens_of

FOOTER = "Follow the paper on every channel that you like and never miss a story again."


def articles() -> pl.DataFrame:
    """Copies among four outlets, of which one ends and one begins all its articles with one line; one is all line."""
    rows: list[dict[str, Any]] = [
        {
            "article_id": f"{n * 7 % 30:02}",
            "outlet": f"O{n % 4}" if n else None,
            "published": day(n % 5 + 1) if n % 6 else None,
            "byline": "Anna Berg",
            "text": "\n\n".join(
                [FOOTER] * (n % 4 == 1) + [prose(n % 6, 80), prose(50 + n, 60)] + [FOOTER] * (n % 4 == 2)
            ),
        }
        for n in range(30)
    ]
    rows[5]["text"] = FOOTER
    return corpus(*rows)


def on_disk(found: pl.DataFrame, size: int, scratch: Path) -> Shelf:
    """The articles in parts of that size, with a folder for what is large."""
    whole = shelf_of(found, tokens_of(found))
    edges = np.append(np.arange(0, found.height, size), found.height)
    found = found.sort("article_id")
    tokens = tokens_of(found)

    def part(frame: pl.DataFrame, number: int) -> pl.DataFrame:
        return frame[int(edges[number]) : int(edges[number + 1])]

    def sketched(kind: str) -> Iterator[pl.DataFrame]:
        for number, first in enumerate(edges[:-1].tolist()):
            sketches = sketch(part(found, number), part(tokens, number))
            yield rows_of(sketches.with_row_index("row", first), kind)

    return Shelf(
        whole.about,
        whole.counts,
        edges,
        lambda number: part(found.select("article_id", "text"), number),
        lambda number, columns: part(tokens, number).select(columns),
        sketched,
        scratch,
    )


@pytest.mark.parametrize("size", [1, 4, 100])
def test_a_corpus_on_disk_is_compared_as_one_in_memory(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is cut, and however few grams and pointers are at hand at once; nothing is left on disk."""
    found = articles()
    expected = compare(found, tokens_of(found))
    monkeypatch.setattr(pointers, "GRAMS_AT_ONCE", 500)
    monkeypatch.setattr(runs, "POINTERS_AT_ONCE", 10)
    shelf = on_disk(found, size, tmp_path)
    compared = compare_on(shelf)
    assert expected.repeated.height > 10
    assert expected.passages.height > 20
    for name in ("repeated", "passages", "rewrites"):
        assert_frame_equal(getattr(compared, name), getattr(expected, name))
    assert_frame_equal(stories_on(shelf), find_stories(found, tokens_of(found)))
    assert not list(tmp_path.iterdir())


def test_words_keep_their_numbers_where_lines_are_taken_out(tmp_path: Path) -> None:
    """A word's number counts those of the lines before it; its offset is that of the word in the text."""
    found = articles()
    shelf = on_disk(found, 4, tmp_path)
    words = lay_words(shelf, repeated_on(shelf))
    tokens = tokens_of(found.sort("article_id"))
    for article, row in enumerate(words.rows.tolist()):
        positions = np.arange(words.edges[article], words.edges[article + 1])
        numbers = words.word_of(positions, np.full(len(positions), article))
        starts, ends = shelf.offsets(np.full(len(positions), row), numbers)
        text = found.sort("article_id")["text"][row]
        left = text.replace(FOOTER, "").strip() if text.count(FOOTER) else text
        assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == [
            left[a:b] for a, b in zip(*tokens_at(left), strict=True)
        ]
        assert starts.tolist() == [tokens["starts"][row][int(n)] for n in numbers]


def tokens_at(text: str) -> tuple[list[int], list[int]]:
    """Where the words of a text begin and end."""
    tokens = tokens_of(corpus({"article_id": "a", "text": text}))
    return tokens["starts"][0].to_list(), tokens["ends"][0].to_list()


def test_some_articles_of_a_shelf_are_a_shelf() -> None:
    """As if there were no others."""
    found = articles()
    some = found["article_id"].to_list()[3:17:2]
    few = found.filter(pl.col("article_id").is_in(some))
    shelf = shelf_of(found, tokens_of(found)).only(some)
    assert_frame_equal(compare_on(shelf).passages, compare(few, tokens_of(few)).passages)


def test_an_array_in_a_file_can_be_let_go(tmp_path: Path) -> None:
    """What was written is there when it is read again."""
    laid = Laid(tmp_path)
    array = laid.array(5000, np.uint64)
    array[:] = np.arange(5000)
    laid.let_go()
    assert array.sum() == 5000 * 4999 // 2
    assert len(Laid(tmp_path).array(0, np.uint64)) == 0
