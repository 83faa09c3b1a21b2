"""Looking for many strings in one pass finds what looking for each finds."""

from hypothesis import example, given
from hypothesis import strategies as st

from scoring.text.literals import Literals

LETTERS = st.text(alphabet="abé’ \U0001f600", max_size=4)


@given(st.lists(LETTERS, max_size=8), st.text(alphabet="abé’ \U0001f600", max_size=40))
@example([], "nothing to look for")
@example([""], "")
@example(["a", "aa", "aaa"], "aaaa")
@example(["b", ""], "ab\ud800")
def test_those_within_are_those_that_the_text_holds(strings: list[str], text: str) -> None:
    """Strings inside each other, over each other, empty ones, and a text that is no proper Unicode."""
    assert Literals(strings).within(text) == {string for string in strings if string in text}
