"""The body of a page against its main text, on invented pages."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from scoring.evaluate import main_text
from scoring.evaluate.main_text import bag_f1, evaluate, mean_with_interval, read_pages, render, words_of

TEXT = (
    "The harbour of Port Elva reopened on Monday after a week of storms, the harbour master told reporters.\n"
    "Two cranes on the northern quay were damaged so badly that they will have to be taken down, she said."
)
PAGE = {
    "html": '<!doctype html><html><head><title>Harbour reopens</title></head><body><nav><a href="/">Home</a></nav>'
    "<article><h1>Harbour reopens</h1>"
    + "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    + "</article></body></html>",
    "main_text": TEXT,
    "type": "article",
}


def _file(folder: Path, *rows: object, packed: bool = False) -> Path:
    path = folder / "pages.jsonl"
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_an_easy_page_is_read_whole(tmp_path: Path, packed: bool) -> None:
    """Masthead finds the two paragraphs; figures stand for the kind and for all pages, with their counts."""
    path = _file(tmp_path, PAGE, PAGE | {"type": "forum", "main_text": "nothing of it"}, packed=packed)
    assert main_text.is_marked(path)
    figures = evaluate(read_pages(path))
    assert figures["n.all pages"] == 2
    assert figures["masthead.article"] == 1.0
    assert figures["masthead.forum"] < 0.1
    assert figures["masthead.all pages"] == pytest.approx(
        (figures["masthead.article"] + figures["masthead.forum"]) / 2
    )
    assert "trafilatura precision" in render(figures)


def test_words_are_counted_as_often_as_they_stand() -> None:
    """A word printed twice that stands once is half wrong."""
    assert bag_f1(words_of("rain rain"), words_of("rain")) == pytest.approx(2 / 3)
    assert bag_f1(words_of(""), words_of("")) == 0.0


def test_the_interval_holds_the_mean_and_narrows_with_pages() -> None:
    """Middle 95% of bootstrap means."""
    few, many = np.array([0.5, 1.0] * 5), np.array([0.5, 1.0] * 500)
    mean, low, high = mean_with_interval(few)
    assert low < mean < high
    assert mean_with_interval(many)[2] - mean_with_interval(many)[1] < (high - low) / 5


def test_an_extractor_that_fails_has_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One strange page does not end the run."""

    def broken(html: str) -> str:
        raise RuntimeError("strange page")

    monkeypatch.setattr(main_text, "installed_ways", lambda: {"broken": broken})
    assert evaluate([main_text.MarkedPage("<p>Rain</p>", "Rain", "article")])["broken.article"] == 0.0


@pytest.mark.parametrize("row", [{"html": "<p>", "type": "article"}, {"main_text": "Rain"}])
def test_a_line_that_is_no_page_is_named(tmp_path: Path, row: dict[str, str]) -> None:
    """The message gives the line and what it needs."""
    with pytest.raises(ValueError, match=r"Line 1 of .* needs html, main_text and type"):
        list(read_pages(_file(tmp_path, row)))


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    """Likewise for a file of something else."""
    path = tmp_path / "pages.jsonl"
    path.write_text("rain\n", encoding="utf8")
    with pytest.raises(ValueError, match=r"Line 1 of .* is no JSON object"):
        main_text.is_marked(path)
