"""The words of a text, looked up together, have the forms that asking for one word after another gives."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scoring.text import short_forms, word_forms
from scoring.text.word_forms import FormTable, forms_of, forms_within
from scoring.text.words import find_words

# Few letters, so that words come again; Latin-1 and other letters; marks inside words; lone halves of a pair.
TEXTS = st.lists(st.text(alphabet="abAéßÿΩ字’'‑-.1 ?\n\0\ud800", max_size=120), min_size=1, max_size=4)
LONGEST = short_forms.LONGEST


@given(TEXTS)
@example(["don’t don‑t don't don?t"])  # what is outside Latin-1 is one mark to the bytes
@example(["a" * LONGEST, f"{'a' * (LONGEST + 1)} {'a' * LONGEST}", f"{'a' * LONGEST}b"])
@example(["a" * 7, "a" * 8, "a" * 9, f"{'a' * 8} {'a' * 7}"])
def test_each_word_has_its_form(texts: list[str]) -> None:
    """Whatever texts came before: the number is that of the word as written, and it is spelled so."""
    expect_own_forms(texts)


@given(TEXTS)
@example(["ab ba aa bb abb bab", "bab abb bb aa ba ab"])
def test_forms_that_share_a_slot_are_told_apart(texts: list[str]) -> None:
    """In a table of two slots nearly every form finds its slot taken."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(short_forms, "_BITS", 1)
        patch.setattr(short_forms, "_SHIFT", np.uint64(63))
        patch.setattr(word_forms, "_ROOM", 1)
        word_forms._table.cache_clear()
        expect_own_forms(texts)
    word_forms._table.cache_clear()


def expect_own_forms(texts: list[str]) -> None:
    """Each text's forms are those of its words one by one."""
    for text in texts:
        words = find_words(text)
        written = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
        found = forms_within(text, words)
        assert found.spelled("lowered") == [word.lower() for word in written]
        assert found.numbers.tolist() == [found.table[word] for word in written]


def test_a_form_met_before_is_not_asked_for_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time a text's words are found in the columns alone."""
    text = "harbour and harbours reopened"
    first = forms_within(text, find_words(text))
    monkeypatch.setattr(FormTable, "__getitem__", None)
    assert forms_within(text, find_words(text)).numbers.tolist() == first.numbers.tolist()


def test_forms_learned_one_by_one_are_found_in_a_text() -> None:
    """Both ways number forms alike, whichever comes first."""
    numbers = forms_of(["quayside", "weighbridge"]).numbers.tolist()
    text = "weighbridge, quayside"
    assert forms_within(text, find_words(text)).numbers.tolist() == numbers[::-1]
