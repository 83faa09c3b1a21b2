"""The whole finding of actors, on golden cases: every trap of names that the issue list knows has one."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.actors.cast import find_cast
from scoring.actors.gazetteer import load
from scoring.actors.mentions import find_mentions
from scoring.actors.persons import find_persons
from scoring.actors.records import MENTION_KINDS, PRONOUN
from scoring.text.normalise import plain
from scoring.text.sentences import split_sentences

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf8"))
WORDS = st.sampled_from(
    [
        "Trump",
        "Clinton",
        "Bill",
        "Hillary",
        "Mr.",
        "China",
        "US",
        "Moscow",
        "Russian",
        "officials",
        "said",
        "he",
        "she",
        "the",
        "of",
        "“",
        "”",
        "’s",
        ".",
        "\n",
        "Jordan",
        "Michael",
        "Congress",
        "é",
        "WHO",
        "-",
        "in",
    ]
)


def ids(case: dict[str, Any]) -> str:
    """A case is called by its comment."""
    return str(case["comment"])


@pytest.mark.parametrize("case", GOLDEN["mentions"], ids=ids)
def test_mentions(case: dict[str, Any]) -> None:
    """Each golden text gives the mentions of its key, no more, and its count of surnames left out."""
    text = case["text"]
    actors = find_cast(plain(text), load(), split_sentences(text), follow_pronouns=False)
    found = [f"{text[one.start : one.end]}>{one.actor_id}/{one.kind_of_mention}" for one in actors.mentions]
    assert found == case["mentions"]
    assert actors.shared_surnames == case["left_out"]


@pytest.mark.parametrize("case", GOLDEN["pronouns"], ids=ids)
def test_pronouns(case: dict[str, Any]) -> None:
    """Each golden text gives the pronouns of its key and the persons they stand for."""
    text = case["text"]
    actors = find_cast(plain(text), load(), split_sentences(text))
    found = [
        f"{text[one.start : one.end]}>{one.actor_id}"
        for one in actors.mentions
        if one.kind_of_mention == PRONOUN
    ]
    assert found == case["pronouns"]


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_mentions_are_sound(text: str) -> None:
    """Mentions lie inside the text, in order, without overlap, each of a known kind; twice the same."""
    sentences = split_sentences(text)
    actors = find_cast(plain(text), load(), sentences)
    places = [(one.start, one.end) for one in actors.mentions]
    assert places == sorted(places)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(places))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert {one.kind_of_mention for one in actors.mentions} <= set(MENTION_KINDS)
    assert actors == find_cast(plain(text), load(), sentences)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_pronouns_only_add(text: str) -> None:
    """Following pronouns changes no other mention."""
    sentences = split_sentences(text)
    without = find_cast(plain(text), load(), sentences, follow_pronouns=False)
    followed = find_cast(plain(text), load(), sentences)
    assert tuple(one for one in followed.mentions if one.kind_of_mention != PRONOUN) == without.mentions


def test_typographic_and_plain_quotes_agree() -> None:
    """Curly marks find the same actors at the same places as straight ones."""
    curly = "“Trump’s envoy,” said Angela Merkel. She left Britain’s talks."
    plain = "\"Trump's envoy,\" said Angela Merkel. She left Britain's talks."
    assert find_mentions(curly, load()) == find_mentions(plain, load())


def test_persons_of_their_own_article() -> None:
    """The step for persons alone keeps the listed mentions and adds the article's own."""
    text = "Marta Ruiz met Angela Merkel. Ruiz smiled."
    listed = find_mentions(text, load())
    mentions, left_out = find_persons(text, listed, load())
    assert set(listed) < set(mentions)
    assert [one.actor_id for one in mentions if one not in listed] == ["person:Marta Ruiz"] * 2
    assert left_out == 0
