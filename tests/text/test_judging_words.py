"""Words of judgement, and the company in which they judge nothing."""

import pytest

from scoring.text.word_forms import forms_within
from scoring.text.wording import find_editorial
from scoring.text.words import find_words


def marks(text: str) -> list[str]:
    """The listed words that count as marks."""
    words = find_words(text)
    return [mark.label.partition(": ")[2] for mark in find_editorial(text, words, forms_within(text, words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a lie about the bridge.", ["lie"]),
        ("The senator will lie in state on Monday.", []),
        ("His sympathies lie elsewhere.", []),
        ("It is toxic water. It is toxic.", ["toxic"]),
        ("They found an explosive device.", []),
        ("It was an explosive claim.", ["explosive"]),
        ("The very policies that they made failed.", []),
        ("It was very late.", ["very"]),
        ("Rain slammed into the coast.", []),
        ("They slammed the plan.", ["slammed"]),
        ("He doesn't really know, and isn’t totally sure, really.", ["totally", "really"]),
        ("It is late, Noble said, and said Noble again.", []),
        ("Noble deeds were done.", ["noble"]),
        ("THE SHAMEFUL VOTE", ["shameful"]),
        ("The vote, said Ann Noble, a clerk of the port, came late.", []),
        ("Sen. Ann Berg (D-R.I.) is charged with aggravated mayhem in the mayhem.", ["mayhem"]),
        ("Mayor Calls Rotten Deal Off", ["rotten"]),
        ("They portray the mayor as a crook and a thug.", []),
        ("They praise her as brave, a visionary of the port.", []),
        ("They portray the mayor as late, and the thugs won.", ["thugs"]),
        ("He denied the accusation of political hypocrisy.", []),
        ("It was sheer hypocrisy of the port.", ["sheer", "hypocrisy"]),
        ("The numbers don’t lie. The plan isn’t perfect.", []),
        ("It ended a vicious cycle in a vicious feud.", ["vicious"]),
    ],
)
def test_a_word_judges_only_where_its_company_lets_it(text: str, expected: list[str]) -> None:
    """The next word or the word before, or a capital inside a sentence, makes some words no marks."""
    assert marks(text) == expected
