"""Looking for phrases only where a text may hold one finds what looking everywhere finds."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scoring.catalogue.find import catalogue
from scoring.catalogue.phrase_metrics import METRIC_WORDS, _phrases
from scoring.document.document import view
from scoring.schema.kinds import Reading
from scoring.schema.lists import words_of

from ..metrics.documents import document_of

PARTS = (
    "did not",
    "didn’t",
    "DIDN'T",
    "reply",
    "unclear",
    "Unclear-cut",
    "not",
    "cleaſ",
    "clear",
    "comment",
    "declıned to",
)


def expected(kind: str, text: str, lowered: list[str]) -> list[tuple[int, int]]:
    """The phrases of a text in which the longest word of some phrase stands."""
    signs = {max(phrase.split(), key=len) for phrase in words_of(METRIC_WORDS, kind)}
    signs |= {sign.replace("'", "’") for sign in signs}
    return [] if signs.isdisjoint(lowered) else [match.span() for match in _phrases(kind).finditer(text)]


@pytest.mark.parametrize("kind", ["reply_sought", "stated_gaps"])
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=8))
@example(["declıned to", "comment"])  # a dotless i is an i where case does not count
@settings(max_examples=40)
def test_phrases_are_those_found_everywhere(kind: str, parts: list[str]) -> None:
    """In any case, with either apostrophe, inside other words, beside letters that match only without case."""
    document = document_of([("body", " ".join(parts))])
    own = view(document, Reading.OWN)
    (found,) = catalogue()[kind].measure(own)
    spans = [span for span in expected(kind, document.text, document.lowered) if own.holds(span[0])]
    assert [(one.start, one.end) for one in found.evidence] == spans
