"""Sentences of any stretch: as the splitter finds them, piece by piece where it is long, none without an end."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scoring.evaluate.hostile import prose
from scoring.text.long_sentences import LONGEST_SENTENCE, READ_AT_ONCE, split_long
from scoring.text.sentences import split_sentences

PIECES = st.lists(
    st.sampled_from(
        ["It rained. ", "“We go,” he said. ", "Sen. Lee left at 5 p.m. on Monday. ", "\n", "No? "]
    ),
    max_size=40,
).map("".join)


@given(PIECES)
def test_short_stretches_are_split_as_ever(text: str) -> None:
    """Where nothing is too long, nothing is done."""
    assert list(split_long(text)) == split_sentences(text)


def test_a_long_stretch_is_split_as_a_whole() -> None:
    """Prose read in pieces gives the sentences that it gives when read at once."""
    text = prose(3 * READ_AT_ONCE)
    assert list(split_long(text)) == split_sentences(text)


def test_a_piece_taken_from_inside_a_text_keeps_its_offsets() -> None:
    """The bounds given are those kept to."""
    text = prose(2 * READ_AT_ONCE)
    found = list(split_long(text, 100, len(text) - 100))
    assert found[0][0] >= 100
    assert found[-1][1] <= len(text) - 100


@given(st.text(alphabet="ab .\u00a0\n", max_size=60), st.integers(1, 12))
def test_no_sentence_is_longer_than_the_bound_and_no_word_is_lost(text: str, longest: int) -> None:
    """All that is visible stands in one sentence, in order, whatever the bound."""
    found = list(split_long(text, longest=longest))
    assert all(0 < end - start <= longest for start, end in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())


def test_text_without_a_full_stop_is_cut_between_words() -> None:
    """A transcript of one endless sentence ends up in pieces that begin and end with whole words."""
    text = "the mayor went on and on " * 1_000
    found = list(split_long(text))
    assert len(found) >= len(text) // LONGEST_SENTENCE
    assert {text[start:end].split()[0] for start, end in found} <= set(text.split())
    assert all(end == len(text) or text[end] == " " for _, end in found)
