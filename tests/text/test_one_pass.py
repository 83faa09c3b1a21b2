"""Marks, capitals and spaces are gone through once: the answers are those of looking again for each."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.text import quotations, shouting
from scoring.text.blocks.find import find_blocks
from scoring.text.page_text import PageText
from scoring.text.quotations import _Closing, _marks, _may_close
from scoring.text.shouting import _CAPITALS, LONGEST_ACRONYM, _stands_alone, words_in_capitals
from scoring.tone.lexicon import _DASH

QUOTED = st.text(alphabet="ab sS.,'’‘“”\"\n", max_size=60)


@given(QUOTED)
def test_what_may_close_a_quotation(text: str) -> None:
    """Both questions about later marks are answered as by looking at each of them."""
    marks = _marks(text, 0, len(text))
    closing = _Closing(text, marks, len(text))
    for number in range(len(marks)):
        later = marks[number + 1 :]
        assert closing.comes_after(number) == any(_may_close(text, mark, len(text)) for mark in later)
        assert closing.comes_before_opening(number) == _closes_before_opening(text, later)


def _closes_before_opening(text: str, later: list[tuple[int, int, str]]) -> bool:
    for mark in later:
        if _may_close(text, mark, len(text)):
            return True
        if mark[2] not in quotations._DOUBLE and text[mark[0] - 1] in quotations._OPENS_AFTER:
            return False
    return False


@given(st.text(alphabet="ABab é_-. ", max_size=80))
def test_words_in_capitals_few_or_many(text: str) -> None:
    """Whether a word is written otherwise elsewhere does not hang on how many words are asked for."""
    expected = [
        match.span()
        for match in _CAPITALS.finditer(text)
        if len(match[0]) > LONGEST_ACRONYM or _stands_alone(match[0].lower(), text)
    ]
    assert words_in_capitals(text) == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shouting, "FEW_WORDS", 0)
        assert words_in_capitals(text) == expected


@given(st.text(alphabet="a \t\u2009–—\n", max_size=40))
def test_runs_of_spaces_are_read_once(text: str) -> None:
    """The dash with the spaces around it, looked at from the first of them only, is what it was from every one."""
    assert _DASH.sub(" - ", text) == re.sub(r"\s*[–—―]\s*", " - ", text)


@pytest.mark.parametrize("place", ["{gap}{words}", "{words}{gap}", "{half}{gap}{half}", "{gap}{words}{gap}"])
@pytest.mark.parametrize("gap", [" " * 420, "\u00a0" * 420, "\t" * 900, "- " * 300, "\u3000" * 2_000])
def test_a_long_line_may_be_white_wherever_it_is_looked_at(gap: str, place: str) -> None:
    """A line whose shown ends or middle hold nothing but white space is a line like any other."""
    words = "The mayor went home to the harbour and he said so. "
    text = "A" + place.format(gap=gap, words=words, half=words[:20]) + "b"
    blocks = find_blocks(PageText(text))
    assert [(block.start, block.end) for block in blocks] == [(0, len(text))]


def test_names_without_a_capital_are_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of short lines without a capital asks once for the names in its article, not once a line."""
    from scoring.text.blocks import article as block_article

    calls = []
    gather = block_article._capitalised_words
    monkeypatch.setattr(block_article, "_capitalised_words", lambda *a: calls.append(1) or gather(*a))
    prose = (
        "the harbour reopened on monday after a week of storms, the mayor of the port said in a statement.\n"
    )
    text = (prose * 3 + "home and away\n" * 3) * 6 + prose * 3
    find_blocks(PageText(text))
    assert len(calls) <= 1
