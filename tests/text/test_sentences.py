"""Sentences: any text is split, and every span says where its sentence stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.text import sentences
from scoring.text.sentences import part_speech, split_sentences

PIECES = (
    *("A", "Mr", "U.S", "a.m", "the", "rain", "Étoile", "東京", "😀", "e\u0301", "2.5", "http://a.example/x"),
    *(
        ".",
        "!",
        "?",
        "…",
        "。",
        ",",
        ";",
        ":",
        "-",
        "—",
        "“",
        "”",
        '"',
        "‘",
        "’",
        "«",
        "»",
        "(",
        ")",
        "[",
        "]",
    ),
    *(" ", "  ", "\n", "\n\n", "\r\n", "\t", "\x0b", "\x1c", "\x85", "\xa0", "\u2009", "\u2028", "\u3000"),
    *("\u200b", "\ufeff", "\x00", "\ud83d", "\ufffd"),
)
UNTIDY = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
ODD_SPACES = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f"
    "\u3000"
)


def check(text: str) -> list[str]:
    """Split a text, check its spans, and give the sentences."""
    spans = split_sentences(text)
    found = [text[start:end] for start, end in spans]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(sentence == sentence.strip() for sentence in found)
    assert "".join("".join(found).split()) == "".join(text.split())
    return found


@given(UNTIDY | st.text(st.characters()))
def test_spans_are_in_order_trimmed_and_cover_all_ink(text: str) -> None:
    """Any string is split into increasing, disjoint, trimmed spans that hold every visible character."""
    check(text)


@given(st.lists(UNTIDY, min_size=1, max_size=4), st.integers(10_000, 25_000))
def test_long_texts_keep_their_offsets(parts: list[str], length: int) -> None:
    """Beyond the 10,240 bytes at which the library cuts, spans still stand where their sentences are."""
    unit = "\n\n".join(["Rain fell over Čapek’s “old” harbour. Nobody minded.", *parts]) + "\n\n"
    check(unit * (length // len(unit) + 1))


@pytest.mark.parametrize("space", ODD_SPACES)
def test_odd_white_space_before_a_full_stop(space: str) -> None:
    """A lone capital, white space of several bytes and a full stop are no reason to fail."""
    assert check(f"A{space}.")
    assert check(f"It was plan A{space}. Then came B.")[-1] == "Then came B."


def test_odd_white_space_parts_sentences_as_a_space_does() -> None:
    """No-break and ideographic spaces between sentences are spaces."""
    assert check("Rain fell.\xa0Nobody\u2009minded.\u3000It stopped.") == [
        "Rain fell.",
        "Nobody\u2009minded.",
        "It stopped.",
    ]


def test_blank_lines_before_a_cut_are_counted() -> None:
    """A sentence after the library's cut is found whole."""
    text = "Rain fell on the town.\n\n" * 600 + "The last line is here."
    assert set(check(text)) == {"Rain fell on the town.", "The last line is here."}


def test_marks_never_closed_cost_no_more_than_their_length() -> None:
    """Many opening quotation marks are split in windows, and nothing is lost."""
    assert len(check("“We go. " * 20_000)) >= 20_000 // 2
    check("“" * 300_000)


class PanicException(BaseException):
    """Stands in for a panic in Rust, which is no Exception."""


def test_a_panic_costs_only_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library fails, the text is split by the simple rule."""

    def panic(language: str, text: str) -> list[str]:
        raise PanicException

    monkeypatch.setattr(sentences.sentencex, "segment", panic)
    assert check("Rain fell. “Nobody minded.” It\nstopped") == [
        "Rain fell.",
        "“Nobody minded.”",
        "It",
        "stopped",
    ]


def test_pieces_of_another_text_are_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library's pieces are not the text's, what follows is split by the simple rule."""
    monkeypatch.setattr(sentences.sentencex, "segment", lambda *_: ["Rain fell. ", "Something else."])
    assert check("Rain fell. Nobody minded. It stopped.") == ["Rain fell.", "Nobody minded.", "It stopped."]


def test_an_abbreviation_of_initials_is_not_cut_inside() -> None:
    """`R-N.C.` is one word, though the splitter ends a sentence behind its first letter."""
    text = "Sen. Ann Kemp, R-N.C., said so. Rep. Tom Lee, D-N.Y., left."
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "Sen. Ann Kemp, R-N.C., said so.",
        "Rep. Tom Lee, D-N.Y., left.",
    ]


def test_a_speech_of_several_sentences_is_told_apart() -> None:
    """What stands before a quotation goes with its first sentence, what stands behind with its last."""
    text = "Lee said: “We go. ‘They stay.’ It rains,” and left. “No. 3 is at 5 p.m. today,” he said."
    sentences = split_sentences(text)
    speech = [(text.index("“We"), text.index(" and")), (text.index("“No."), text.index(" he said"))]
    assert [text[s:e] for s, e in part_speech(text, sentences, speech)] == [
        "Lee said: “We go.",
        "‘They stay.’",
        "It rains,” and left.",
        "“No. 3 is at 5 p.m. today,” he said.",
    ]
    assert part_speech(text, sentences, []) == sentences
