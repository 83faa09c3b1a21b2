"""Which line is the headline where the page and the article's record differ."""

from dataclasses import replace

import pytest

from scoring.document.headline import headline_of
from tests.metrics.documents import document_of

LINES = (("headline", "Council shuts the old bridge for a year"), ("body", "It rained."))


@pytest.mark.parametrize(
    ("title", "headline", "printed"),
    [
        ("Council shuts bridge: Tarn News", LINES[0][1], True),
        (None, LINES[0][1], True),
        ("Mayor regrets her remarks on ferries", "Mayor regrets her remarks on ferries", False),
    ],
)
def test_a_line_unlike_the_title_is_no_headline(title: str | None, headline: str, printed: bool) -> None:
    """A summary above the text is not taken for the headline that the record gives."""
    found, block = headline_of(replace(document_of(LINES), title=title))
    assert (found, block is not None) == (headline, printed)


def test_without_a_headline_on_the_page_the_title_counts() -> None:
    """And without either there is none."""
    document = document_of(LINES[1:])
    assert headline_of(replace(document, title="Bridge shut")) == ("Bridge shut", None)
    assert headline_of(replace(document, title=None)) == ("", None)
