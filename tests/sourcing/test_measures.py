"""What an attribution is counted as."""

import pytest

from scoring.schema.kinds import CountedAs
from scoring.sourcing.measures import counted_as
from tests.sourcing.test_extract import attributions

CASES = (
    ("a statement", "Ann Lee said the bridge was closed on Monday.", CountedAs.SOURCING),
    ("evidence", "The report shows that the bridge was closed.", CountedAs.SOURCING),
    (
        "an account by nobody named",
        "Officials told residents that the bridge was closed.",
        CountedAs.SOURCING,
    ),
    ("a preposition", "According to Ann Lee, the bridge was closed.", CountedAs.SOURCING),
    ("a thought", "Ann Lee believes that the bridge was closed.", CountedAs.ATTITUDE),
    ("a wish", "Ann Lee wants to close the bridge.", CountedAs.ATTITUDE),
    ("a feeling", "Ann Lee is angry that the bridge was closed.", CountedAs.ATTITUDE),
    ("a judgement", "Ann Lee supported the mayor of Tarn.", CountedAs.ATTITUDE),
    ("a spoken judgement", "Ann Lee praised the mayor of Tarn.", CountedAs.SOURCING),
    ("the reporter's own", "I said the bridge was closed.", None),
    ("nobody's", "It is expected that the bridge will be closed.", None),
)


@pytest.mark.parametrize(("text", "counted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_statements_of_outside_sources_are_sourcing_and_the_rest_of_theirs_are_attitudes(
    text: str, counted: CountedAs | None
) -> None:
    """Sources inside the outlet count in neither measure."""
    assert [counted_as(one) for one in attributions(text)] == [counted]
