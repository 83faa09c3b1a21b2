"""The small questions about the words around a form."""

import pytest

from scoring.actors.context import Surroundings, is_government, is_noun


@pytest.mark.parametrize(
    ("text", "government"),
    [
        ("Moscow denied it", True),
        ("Moscow is ready", True),
        ("Moscow is cold", False),
        ("Moscow's streets", False),
        ("Moscow's answer", True),
        ("Moscow, Idaho", False),
        ("Moscow residents", False),
    ],
)
def test_capital(text: str, government: bool) -> None:
    """A capital is the government where it acts, the city elsewhere."""
    assert is_government(Surroundings(text), 0, len("Moscow")) is government


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("US says no", True),
        ("US.", True),
        ("US economy", False),
        ("US mulls a ban", True),
        ("US soccer team", False),
    ],
)
def test_abbreviation(text: str, noun: bool) -> None:
    """US is a noun before a verb or a stop, a modifier before a noun."""
    assert is_noun(Surroundings(text), len("US")) is noun


def test_word_before_is_short() -> None:
    """A word longer than the reach is cut, and nothing further back comes with it."""
    around = Surroundings("one two " + "x" * 60 + " Lee")
    assert set(around.before(len(around.text) - len("Lee"))) == {"x"}
