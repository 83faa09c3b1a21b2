"""The fast readings of words and marks against plain ones."""

from hypothesis import given
from hypothesis import strategies as st

from scoring.sourcing.tokens import _mark_bits, read_tokens
from scoring.text.page_text import PageText

TEXTS = st.text(alphabet="Aab1 \n.,;:?!\"'“”‘’()[]-–—İ\u00a0", max_size=60)


@given(TEXTS)
def test_marks_are_those_of_each_gap(text: str) -> None:
    """Reading only the unusual gaps gives the same marks as reading every gap between two words."""
    tokens = read_tokens(PageText(text))
    gaps = zip([0, *tokens.ends], tokens.starts, strict=False)
    assert tokens.marks == [_mark_bits(tokens.plain[end:start]) for end, start in gaps]


@given(TEXTS)
def test_words_are_small_and_plain(text: str) -> None:
    """Each word is given in small letters, at the offsets where it stands."""
    tokens = read_tokens(PageText(text))
    spans = zip(tokens.starts, tokens.ends, strict=True)
    assert tokens.low == [tokens.plain[start:end].lower() for start, end in spans]
