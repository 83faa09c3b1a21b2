"""Texts that their provider has cut off, and what only looks like it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from scoring.corpus.cleaning.cut_off import find_cut, is_withheld, without_cut
from scoring.corpus.contract import Entry, Refusal
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus

from ..writing import story, write_table

ONE, TWO, THREE = (story(n).replace("\n", " ") for n in (1, 2, 3))
LONG = "\n".join(story(n) for n in range(20, 30))


def read_rows(folder: Path, rows: Sequence[Mapping[str, object]]) -> Corpus:
    """Read a CSV of these rows."""
    return read_corpus([write_table(folder / "a.csv", rows)])


CUT = (
    "… [+2219 chars]",
    "... [1234 chars]",
    "… [+3,221 chars]",
    "\r\n… [+12 chars]",
    " [...]",
    " […]",
    " […]\n",
    " (more...)",
    " [&hellip;]</p>",
    "... Read more",
    "… Read More »",
    "… Read the full article",
    "... [Read more...]",
    '&#8230; <a class="more-link" href="/x">Continue reading <span>Bells</span></a></p>',
    "\nContinue reading",
    ".\n\nContinue reading: Bells at the harbour",
    ". Read more »",
    "…",
    "...",
)


@pytest.mark.parametrize("mark", CUT)
def test_a_stub_is_refused(mark: str) -> None:
    """What a provider has cut off after some words is no article."""
    refused = without_cut(Entry("a.csv", 2, ONE.rstrip(".") + mark))
    assert isinstance(refused, Refusal)
    assert "cut off by its provider" in refused.reason
    assert "score the whole text instead" in refused.reason


@pytest.mark.parametrize(
    "mark", ["… [+219 chars]", " [...]", " (more...)", "... Read more", "… Continue reading"]
)
def test_the_mark_behind_a_long_text_is_taken_off_and_noted(mark: str, tmp_path: Path) -> None:
    """The text stays, without what is not the outlet's; the note says that its end is missing."""
    corpus = read_rows(tmp_path, [{"text": LONG + mark}])
    assert corpus.articles["text"].to_list() == [LONG.rstrip(".")] or corpus.articles["text"].to_list() == [
        LONG
    ]
    assert corpus.notes["note"].to_list() == [
        "1 article: cut off by its provider: the end of the article is not here"
    ]


def test_most_of_it_missing_is_a_stub_at_any_length() -> None:
    """Where more is missing than there is, the text cannot stand for the article."""
    cut = find_cut(f"{LONG}… [+90000 chars]")
    assert cut is not None
    assert cut.stub


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        f"{LONG}\n\nRead more",
        f"{LONG} Read the full report here.",
        f"{LONG} And so it goes...",
        f"{LONG}\nContinue reading",
        "He had read more than most, and the board asked for more. It was given more.",
        "[...] It fell.",
        "",
    ],
)
def test_what_is_no_cut(text: str) -> None:
    """An outlet's own last words, and its links elsewhere, are left."""
    assert find_cut(text) is None
    assert not is_withheld(text)
