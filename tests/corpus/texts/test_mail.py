"""Mail: a message is an article, a mailbox is many, a letter is no mail."""

from datetime import datetime
from pathlib import Path

import pytest

from scoring.corpus.read import read_corpus
from tests.corpus.writing import story, write_text

MESSAGE = (
    "From: Ada Finch <ada@echo.example>\nSubject: =?utf-8?q?F=C3=A4hre?=\nDate: Mon, 30 Aug 2021 10:15:00 +0200\n"
    "MIME-Version: 1.0\nMessage-ID: <1@echo.example>\nContent-Type: {}; charset=utf-8\n\n{}\n"
)


def test_a_message_is_an_article(tmp_path: Path) -> None:
    """Its subject is the title, its sender the byline; HTML is read as a page; the name need not say so."""
    write_text(tmp_path / "a.eml", MESSAGE.format("text/plain", story(1)))
    write_text(
        tmp_path / "b.eml", MESSAGE.format("text/html", f"<html><body><p>{story(2)}</p></body></html>")
    )
    write_text(tmp_path / "c.txt", MESSAGE.format("text/plain", story(3)))
    articles = read_corpus([tmp_path]).articles
    assert articles.select("title", "byline", "published").unique().rows() == [
        ("Fähre", "Ada Finch", datetime(2021, 8, 30, 8, 15))
    ]
    assert [text.split() for text in articles["text"]] == [story(n).split() for n in (1, 2, 3)]


def test_a_mailbox_is_many_articles(tmp_path: Path) -> None:
    """Each message is one, numbered by its place; one that is empty is refused."""
    texts = (story(1), story(2), "")
    box = "".join(
        f"From ada@echo.example Mon Aug 30 10:15:00 2021\n{MESSAGE.format('text/plain', text)}\n"
        for text in texts
    )
    corpus = read_corpus([write_text(tmp_path / "box.mbox", box)])
    assert corpus.articles.select("article_id", "row", "text").rows() == [
        ("box-1", 1, story(1)), ("box-2", 2, story(2))
    ]  # fmt: skip
    assert corpus.rejects.select("row", "reason").rows() == [(3, "no text")]


@pytest.mark.parametrize("text", ["From afar the ferry is small.\n", "From: nobody\nTo: nobody\n\n"])
def test_letters_are_no_mail(text: str, tmp_path: Path) -> None:
    """An article that begins with `From` is text."""
    path = write_text(tmp_path / "a.txt", text + story())
    assert read_corpus([path]).articles["text"].to_list() == [text + story()]
