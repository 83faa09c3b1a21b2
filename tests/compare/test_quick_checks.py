"""What is asked first because it costs least never hides a credit: the answers are those of searching every line."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from scoring.compare.credit_lines import CreditLine, _ends_as_caption, picture_word
from scoring.compare.credits import (
    _DATELINES,
    CREDIT_LINE_WORDS,
    DATELINE_CHARACTERS,
    DATELINE_PARAGRAPHS,
    NAME_LINE_WORDS,
    _dateline,
    _names,
    _time,
)
from scoring.compare.records import Credit

PIECES = "PORT Port ELLA (AFP) ( ) AFP Reuters /AFP/ — - : , . “ ” ? Getty photo Photo: Monday 12:30 May 3 rain fell a"
LINES = st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces[:4]), pieces[0]])
)


@given(LINES, st.integers(0, 25))
def test_datelines(text: str, above: int) -> None:
    """Below the first paragraphs, a line that begins like a sentence is not searched."""
    line = CreditLine(0, text, len(text.split()), above, 3, "body")
    assert list(_dateline(line)) == list(_searched(line))


def _searched(line: CreditLine) -> Iterator[Credit]:
    """The credits of a dateline, looked for with every pattern in every line."""
    head = line.text[:DATELINE_CHARACTERS]
    if not frozenset(")]-–—/").intersection(head):
        return
    for pattern in _DATELINES:
        match = pattern.search(head)
        if match and not picture_word().search(match["who"]):
            found = list(_names(line, match.span("who"), match["who"]))
            if line.above >= DATELINE_PARAGRAPHS:
                found = [credit for credit in found if credit.agency and head[: match.start("who")].isupper()]
            found = [credit for credit in found if credit.agency or head[match.start("who") - 1] == "("]
            if found:
                yield from found
                return


@given(LINES)
def test_no_line_has_more_words_without_its_time(text: str) -> None:
    """So a line short enough for names need not be read for a time first."""
    words = len(text.split())
    assert len(_time().sub("", text).split()) <= words
    assert NAME_LINE_WORDS < CREDIT_LINE_WORDS


@given(LINES)
def test_captions(text: str) -> None:
    """A paragraph that ends like a sentence is no caption, whatever it speaks of."""
    speaks = bool(picture_word().search(text, max(0, len(text) - 60)))
    assert _ends_as_caption(text) == (speaks and not text.endswith((".", "”", '"', "?", "!")))
