"""Heading lines at the top of a text, and speech that looks like them."""

import pytest

from scoring.corpus.contract import Entry
from scoring.corpus.fields.heading_lines import without_header
from tests.corpus.writing import story

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


def test_one_line_with_a_colon_is_no_header() -> None:
    """An article that begins with `Source:` keeps its first line."""
    entry = Entry("a.txt", None, "Source: a person close to the talks.\n\nThe talks went on.")
    assert without_header(entry) == entry
