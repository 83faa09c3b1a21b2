"""The measure of the division of pages, on invented pages."""

import gzip
import json
from pathlib import Path

import pytest

from scoring.evaluate.boilerplate import (
    LabelledPage,
    Tally,
    align,
    count_page,
    evaluate,
    figures_of,
    read_pages,
    render,
)

PARAGRAPHS = (
    "The harbour of Port Elva reopened on Monday after a week of storms, the harbour master told reporters.",
    "Two cranes on the northern quay were damaged so badly that they will have to be taken down, she said.",
    "The repair of the sea wall is expected to take until the end of the month, or longer if it rains.",
)
BLOCKS = [
    {"text": "Home", "label": "boilerplate"},
    {"text": "Harbour of Port Elva reopens", "label": "headline"},
    *({"text": text, "label": "fulltext"} for text in PARAGRAPHS),
    {"text": "Share this article", "label": "boilerplate"},
]
ROW = {
    "html": "<html><head><title>Harbour of Port Elva reopens</title></head><body>"
    "<ul><li><a href='/'>Home</a></li></ul>"
    "<h1>Harbour of Port Elva reopens</h1>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "<div><a href='/share'>Share this article</a></div></body></html>",
    "blocks": BLOCKS,
}


@pytest.mark.parametrize("gzipped", [False, True])
def test_an_easy_page_is_divided_without_fault(tmp_path: Path, gzipped: bool) -> None:
    """Both ways find the article and the ratio; keeping everything has full recall but not full precision."""
    path = tmp_path / "pages.jsonl"
    line = (json.dumps(ROW) + "\n").encode()
    path.write_bytes(gzip.compress(line) if gzipped else line)
    figures = evaluate(path)
    for way in ("html", "text"):
        assert figures[f"{way}.f1"] == 1.0
        assert figures[f"{way}.ratio_mae"] == pytest.approx(0.0, abs=1e-9)
        assert figures[f"{way}.recall.boilerplate"] == 1.0
    assert figures["everything.recall"] == 1.0
    assert figures["everything.precision"] < 1.0
    assert "html" in render(figures)


def test_a_missed_paragraph_and_a_kept_button_are_counted_in_words() -> None:
    """Precision, recall and the ratio are in words of the labelled blocks."""
    page = LabelledPage(
        "", (("one two three four", "fulltext"), ("five six", "fulltext"), ("seven", "boilerplate"))
    )
    tally = Tally()
    count_page(tally, page, [("one two three four", True), ("five six", False), ("seven", True)])
    figures = figures_of(tally)
    assert (figures["precision"], figures["recall"]) == (4 / 5, 4 / 6)
    assert figures["recall.boilerplate"] == 0.0
    assert figures["ratio_mae"] == pytest.approx(abs(1 / 7 - 2 / 7))


def test_content_without_a_labelled_partner_is_false() -> None:
    """Words that nobody labelled cannot be hits."""
    assert align([["a", "b"]], [(["a", "b"], True), (["x", "y", "z"], True)]) == ([True, True], 3)


def test_short_lines_do_not_misguide_the_alignment() -> None:
    """A menu word that stands again below the article does not pull the article out of its place."""
    gold = [["news"], ["the", "ferry", "sailed", "on", "monday", "morning"], ["sport"]]
    found = [(["sport", "the", "ferry", "sailed", "on", "monday", "morning"], True), (["news"], False)]
    verdicts, unpaired = align(gold, found)
    assert verdicts == [False, *[True] * 6, False]
    assert unpaired == 1


def test_a_line_that_is_no_page_is_named(tmp_path: Path) -> None:
    """The error says which line of which file, and what it needs."""
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps({"html": "<p>x</p>"}) + "\n", encoding="utf8")
    with pytest.raises(ValueError, match=r"Line 2 of .*pages\.jsonl"):
        list(read_pages(path))


@pytest.mark.shared
def test_dev_pages_keep_their_figures(shared: Path) -> None:
    """On forty of the hand-labelled pages the text-only way stays where it was when it was documented."""
    from scoring.evaluate.boilerplate import text_way

    tally = Tally()
    for number, page in enumerate(read_pages(shared / "benchmarks" / "l3s_gn1" / "dev.jsonl.gz")):
        if number % 10 == 0:
            count_page(tally, page, text_way(page))
    assert figures_of(tally)["f1"] > 0.94
