"""Heading lines at the top of a text, and speech that looks like them; front matter; mail."""

from datetime import datetime
from pathlib import Path

import pytest

from scoring.corpus.contract import Entry
from scoring.corpus.read import read_corpus
from scoring.corpus.texts.heading_lines import without_header
from tests.corpus.writing import story, write_text

SPEECH = [
    "AUTHOR: I came to the town by sea.\nREPORTER: Why did you stay?\nAUTHOR: Nobody rowed.\nSOURCE: True.",
    "SOURCE: Yes, sir\nREPORTER: Tell us\nSOURCE: It was the pier",
    "SOURCE: Good morning\nREPORTER: Good evening\nSOURCE: The pier",
    "SOURCE: Nothing.\nREPORTER: Really?\n",
    "REPORTER:\nWhy did you come?\nAUTHOR:\nBy sea.\n",
    "SMITH: The ferry stays.\nTHE PRESIDENT: Does it?\nSMITH: It does.",
    "HOST: Good morning\nWRITER: Good morning to you\nHOST: You wrote a book",
    "Q: Where is the ferry?\nA: In the harbour.\n",
    "10:30 The ferry stays\n10:45 The ferry still stays\n",
    "Date: Saturday 5 June 2021\nTime: 7 pm\nVenue: Town hall\nWebsite: www.hall.example\n\nThe choir sings.",
    "Title: Pea soup\nServes: 4\nSource: my aunt\n\nBoil the peas.",
    "DATE: I had a good one.\nAUTHOR: So did I.\n",
    "Source: The Echo\n\nThe ferry stays.",
    "MEDIA: Will it sail?\nPUBLISHER: We hope so\nMEDIA: When?",
]


@pytest.mark.parametrize("text", SPEECH)
def test_speech_and_listings_are_no_header(text: str) -> None:
    """Who speaks, what a recipe needs and when a concert begins stays in the text, and makes no outlet."""
    text = f"{text}\n{story()}"
    entry = Entry("a.txt", None, text)
    assert without_header(entry) == entry


HEADERS = [
    ("SOURCE: The Wire\n\n\nTITLE: Rain\n\nPUBLISHED: 2021/03/14\n \n\nLOCATION: Town\n\n",
     {"outlet": "The Wire", "title": "Rain", "published": "2021/03/14"}),
    ("Source: This Is Money\nAuthor: Ada Finch\n\n", {"outlet": "This Is Money", "byline": "Ada Finch"}),
    ("Title: Is it rain?\nAuthor: Ada Finch\nAuthor: Ben Moor\n\n",
     {"title": "Is it rain?", "byline": "Ada Finch, Ben Moor"}),
    ("Title: Rain\nEdition: Late\nMood: wet\nSource: Acme Inc.\n", {"title": "Rain", "outlet": "Acme Inc."}),
    ("**Title:** Rain\n**Date:** 3 May 2021\n\n", {"title": "Rain", "published": "3 May 2021"}),
    ("Titre : Pluie\nDate : 3 mai 2021\n\n", {"title": "Pluie", "published": "3 mai 2021"}),
    ("Title: Rain\nURL: https://echo.example/rain\nText: ", {"title": "Rain", "url": "https://echo.example/rain"}),
    ("Title: Rain\nDate: 2021-05-03\n\nBody:\n", {"title": "Rain", "published": "2021-05-03"}),
    ("TITLE: An interview\nDATE: 2021-05-03\n", {"title": "An interview", "published": "2021-05-03"}),
]  # fmt: skip


@pytest.mark.parametrize(("head", "fields"), HEADERS)
def test_headers(head: str, fields: dict[str, str]) -> None:
    """Known fields at the top are read and taken off, and not one word of the text with them."""
    found = without_header(Entry("a.txt", None, head + story()))
    names = ("outlet", "title", "byline", "published", "url", "language", "article_id")
    assert {name: value for name in names if (value := getattr(found, name)) is not None} == fields
    assert found.text == story()


def test_an_interview_under_a_header_stays_whole() -> None:
    """The header ends where speech begins."""
    said = "REPORTER: Why did you come?\nAUTHOR: By sea."
    found = without_header(Entry("a.txt", None, f"TITLE: By sea\nDATE: 2021-05-03\n{said}"))
    assert (found.title, found.byline, found.text) == ("By sea", None, said)


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "Rain: a report"\nauthors:\n  - Ada Finch\n  - Ben Moor\ndate: 2021-05-03\ntags: [a, b]\n---\n',
        '+++\ntitle = "Rain: a report"\nauthors = ["Ada Finch", "Ben Moor"]\ndate = 2021-05-03\n+++\n',
        "---\ntitle: 'Rain: a report'\nauthor: [Ada Finch, Ben Moor]\ndate: 2021-05-03\nparams:\n  draft: x\n...\n",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.markdown"])
def test_front_matter(head: str, name: str, tmp_path: Path) -> None:
    """What static sites write between two lines of dashes or pluses is the header; Markdown stays as it is."""
    article = read_corpus([write_text(tmp_path / name, f"{head}\n# Rain\n\n{story()}")]).articles.row(
        0, named=True
    )
    assert (article["title"], article["byline"]) == ("Rain: a report", "Ada Finch, Ben Moor")
    assert article["published"] == datetime(2021, 5, 3)
    assert article["text"] == f"# Rain\n\n{story()}"


@pytest.mark.parametrize(
    "head", ["---\n", "---\nThe ferry\n---\n", "---\ncolour: red\n---\n", "+++\nx\n+++\n"]
)
def test_rules_at_the_top_are_no_front_matter(head: str) -> None:
    """A rule, or two rules about a sentence, are part of the text."""
    entry = Entry("a.txt", None, head + story())
    assert without_header(entry) == entry


def test_a_readme_is_no_article(tmp_path: Path) -> None:
    """Markdown that describes a folder is counted in a note; other Markdown is read."""
    write_text(tmp_path / "README.md")
    write_text(tmp_path / "ferry.md")
    corpus = read_corpus([tmp_path])
    assert corpus.articles["article_id"].to_list() == ["ferry"]
    assert "1 with the ending .md not read" in corpus.notes["note"][0]


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
