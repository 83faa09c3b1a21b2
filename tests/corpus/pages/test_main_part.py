"""The part of a page that the page itself declares to be its article."""

import pytest

from scoring.corpus.pages import page as reader
from scoring.corpus.pages.page import read_page

PARAGRAPHS = [
    "The harbour of Port Elva reopened on Monday after a week of storms, the harbour master told reporters.",
    "Two cranes on the northern quay were damaged so badly that they will have to be taken down, she said.",
    "The repair of the sea wall is expected to take until the end of the month, or longer if it rains.",
]
TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def _parts(body: str) -> dict[str, str]:
    page = read_page(f"<!doctype html><html><head><title>Harbour</title></head><body>{body}</body></html>")
    return {line.text: line.part.value for line in page.lines}


def test_lines_stand_in_the_declared_part_or_outside() -> None:
    """The menu stands outside the article, a list inside it does not."""
    parts = _parts(
        f"<nav><ul><li>Home</li></ul></nav><article><h1>Harbour</h1>{TEXT}<ul><li>Two cranes</li></ul></article>"
        "<footer>Port Elva Post</footer>"
    )
    assert parts["Home"] == parts["Port Elva Post"] == "outside"
    assert parts[PARAGRAPHS[0]] == parts["Two cranes"] == "main"


def test_the_deepest_part_that_holds_the_text_counts() -> None:
    """Within <main> the text has a part of its own, beside which teasers stand."""
    parts = _parts(
        f"<main><div class='entry-content'>{TEXT}</div><div><p>Also today: the ferry.</p></div></main>"
    )
    assert parts[PARAGRAPHS[2]] == "main"
    assert parts["Also today: the ferry."] == "outside"


def test_a_part_that_holds_little_of_the_text_is_a_teaser() -> None:
    """Teasers call themselves articles too; then nothing is known of any line."""
    parts = _parts(f"<div>{TEXT}</div><article><p>The ferry sails on Sunday.</p></article>")
    assert set(parts.values()) == {"unknown"}


def test_an_old_page_has_no_parts() -> None:
    """Without an element of HTML5 nothing is said, whatever the classes are called."""
    assert set(_parts(f"<table><tr><td class='story-body'>{TEXT}</td></tr></table>").values()) == {""}


def test_main_text_that_misses_the_text_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds less than a fifth of the part's running text is something else; what holds more counts."""
    listed = "".join(f"<div>{text} {day} March.</div>" for text in PARAGRAPHS for day in range(3))
    body = f"<html><body><main><p>{PARAGRAPHS[0]}</p>{listed}</main><footer>Port Elva Post</footer></body></html>"
    found = "\n".join(PARAGRAPHS[:1])
    monkeypatch.setattr(reader, "main_text", lambda tree, *, tables: found)
    assert not any(line.kept for line in read_page(body).lines)
    found = "\n".join([PARAGRAPHS[0], *(f"{PARAGRAPHS[0]} {day} March." for day in range(3))])
    assert sum(line.kept for line in read_page(body).lines) == 4
