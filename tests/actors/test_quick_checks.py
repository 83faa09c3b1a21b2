"""What is asked first because it costs least never hides a verb of speech."""

from hypothesis import given
from hypothesis import strategies as st

from scoring.actors.context import speech_verbs
from scoring.actors.pronouns import _INVERTED, _NEXT_WORD, LONGEST_VERB, _speaks

PIECES = [",", '"', " said", " fell", " Gov.", " Ann", "\n", " ", ".", " also", " Lee"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.data())
def test_whether_a_verb_of_speech_stands_beside_a_name(text: str, data: st.DataObject) -> None:
    """At any place: the answer is that of looking on both sides."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    following = _NEXT_WORD.match(text, end)
    before = _INVERTED.search(text, max(0, start - LONGEST_VERB), start)
    expected = any(found is not None and found[1] in speech_verbs() for found in (following, before))
    assert _speaks(text, start, end) == expected
