"""The cast of an article: who is in it, by which signs, and where each of them is meant."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.actors import pronouns
from scoring.actors.cast import Cast, find_cast
from scoring.actors.gazetteer import load
from scoring.actors.names import all_given_names, given_names
from scoring.actors.records import PERSON
from scoring.text.page_text import PageText
from scoring.text.sentences import split_sentences

CASES = json.loads(Path(__file__).with_name("cast.json").read_text(encoding="utf-8"))
PARTS = st.sampled_from([case["text"] for case in CASES])


def cast_of(text: str) -> Cast:
    """The cast of a text whose sentences are its own."""
    return find_cast(PageText(text).named, load(), split_sentences(text))


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    """Each golden text has its persons at its places, and no more of them."""
    text, cast = case["text"], cast_of(case["text"])
    found = [
        f"{text[one.start : one.end]}>{one.actor_id}"
        for one in cast.mentions
        if cast.members[one.actor_id].kind == PERSON
    ]
    assert found == case["cast"]


@given(st.lists(PARTS, min_size=1, max_size=4).map("\n".join))
def test_every_mention_is_a_members(text: str) -> None:
    """Whoever is mentioned is in the cast, each place answers for its mention, and twice the same comes out."""
    cast = cast_of(text)
    for mention in cast.mentions:
        assert mention.actor_id in cast.members
        assert cast.over(mention.start) == mention
        assert cast.over(mention.end - 1) == mention
    assert {one.actor_id for one in cast.mentions} <= set(cast.members)
    assert cast_of(text).mentions == cast.mentions


def test_a_speaker_in_capitals_is_the_person_named_before() -> None:
    """A transcript names its speakers in capitals; this once broke the reading of the whole article."""
    text = "Ana Brookner spoke to us.\n\nANA BROOKNER: It rains.\n\nHow much?\n\nBROOKNER: Well, a lot.\n"
    found = [(text[one.start : one.end], one.actor_id) for one in cast_of(text).mentions]
    assert found == [(name, "person:Ana Brookner") for name in ("Ana Brookner", "ANA BROOKNER", "BROOKNER")]


def test_roles_and_genders_are_the_articles() -> None:
    """Title, role before the name, and apposition behind it are a person's roles; Mrs. tells a gender."""
    cast = cast_of("Vice President Carl Moss met Ruth Bell, the mayor of Tarn. Mrs. Quimby left.")
    assert cast.members["person:Carl Moss"].roles == {"vice president"}
    assert cast.members["person:Ruth Bell"].roles == {"mayor"}
    assert cast.members["person:Quimby"].gender == "f"
    assert cast.holders == {"vice president": "person:Carl Moss", "mayor": "person:Ruth Bell"}


def test_an_abbreviation_is_its_institution() -> None:
    """What the text explains in brackets has one name."""
    cast = cast_of("The Office of Public Works (OPW) said so. OPW left.")
    assert cast.institution_called("OPW").actor_id == "institution:Office of Public Works"


def test_names_that_are_words_need_a_further_sign() -> None:
    """The list tells names that are words or places from those that are enough alone."""
    assert "Georgia" in all_given_names()
    assert "Georgia" not in given_names()
    assert set(given_names().values()) == {"m", "f", "x"}


@pytest.mark.parametrize("far", [True, False])
def test_a_pronoun_reaches_three_paragraphs(far: bool) -> None:
    """Farther back than that nobody is meant."""
    filling = "“" + "It rained. " * (pronouns.LONGEST_REACH // (10 if far else 20)) + "”"
    cast = cast_of(f"Carl Moss said so. {filling}\nHe said no more.")
    assert any(one.kind_of_mention == "pronoun" for one in cast.mentions) is not far


OFFICES = (
    ("the list's offices tell who was president then", 2015, "obama-barack"),
    ("and who was later", 2019, "trump-donald"),
    ("in a year of both it is whoever is named far more often", 2017, ""),
    ("without a year as well", None, ""),
)


@pytest.mark.parametrize(("comment", "year", "holder"), OFFICES, ids=[row[0] for row in OFFICES])
def test_an_office_is_that_of_the_articles_year(comment: str, year: int | None, holder: str) -> None:
    """`The president` is the one of the two presidents who was in office when the article was published."""
    text = "President Obama met President Trump. Obama laughed. Trump laughed."
    cast = find_cast(text, load(), split_sentences(text), year=year)
    assert cast.holders["president"] == holder
    assert cast.members["obama-barack"].in_office == (None if year is None else year in (2015, 2017))
