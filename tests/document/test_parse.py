"""The provenance of a parsed page whose credit does not say that the text is another's."""

import pytest

from scoring.actors import gazetteer as gazetteers
from scoring.compare.records import Passage
from scoring.document.parse import Article, Compared, parse
from scoring.schema.kinds import Direction, ProvenanceClass
from scoring.text.words import find_words
from tests.compare.corpora import prose

TAKEN = prose(31, 120)


@pytest.mark.parametrize(
    ("own", "notice", "kind", "share"),
    [
        (10, "The Associated Press contributed to this report.", "reprint_credit_unclear", "unclear"),
        (200, "The Associated Press contributed to this report.", "partial_reuse", "unclear"),
        (200, "", "partial_reuse", "uncredited"),
        (10, "", "uncredited_reprint", "uncredited"),
    ],
)
def test_who_names_a_contributor_is_not_said_to_credit_nobody(
    own: int, notice: str, kind: str, share: str
) -> None:
    """What is taken may be the contributor's, be it all of the text or a part, so the credit is unclear."""
    text = f"{TAKEN}\n\n{prose(32, own)}\n\n{notice}"
    passage = Passage(
        0, len(TAKEN), "b", "Old Post", 0, len(TAKEN), 120, 0, Direction.FROM, credited=False, credit=""
    )
    article = Article("a", "New Post", None, None, None, None, None, "en", text, None)
    found = parse(article, Compared(find_words(text), [], (passage,), None), gazetteers.load()).provenance
    assert found.kind == kind
    assert (ProvenanceClass.REPRINT_CREDIT_UNCLEAR in found.shares) is (share == "unclear")
    assert (ProvenanceClass.UNCREDITED_REPRINT in found.shares) is (share == "uncredited")
