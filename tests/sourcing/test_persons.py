"""The people of an article, and where their surnames stand."""

import re

from hypothesis import given
from hypothesis import strategies as st

from scoring.sourcing.persons import find_people

PARTS = (
    "Anna Berg",
    "Berg",
    "Berg's",
    "Berg’s",
    "McBerg",
    "Bergson",
    "Carl-Berg",
    "iBerg",
    "x",
    ".",
    ",",
    "\n",
    "Mr. Dunn",
    "Dunn",
)
# A word as the surnames are looked for: a capital and what follows it.
CAPITALISED = re.compile(r"[A-Z][\w'’-]*")


@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from([" ", "", "  "]))
def test_mentions_are_whole_words(parts: list[str], between: str) -> None:
    """Searching for each surname finds the same places as reading every capitalised word."""
    text = between.join(parts)
    people = find_people(text)
    known = {person.full.split(" ")[-1] for person in people.by_surname.values() if person is not None}
    expected = [
        match.start()
        for match in CAPITALISED.finditer(text)
        if match.group() in known or (match.group()[-2:] in ("'s", "’s") and match.group()[:-2] in known)
    ]
    assert [at for at, _ in people.mentions] == expected
