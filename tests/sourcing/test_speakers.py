"""Who speaks: an actor of the cast, an institution, or nobody; never a capital for a person's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.actors.cast import find_cast
from scoring.actors.gazetteer import load
from scoring.actors.records import ARTICLE_PERSON
from scoring.document.speech import speech_and_mentions
from scoring.evaluate.growth import as_body
from scoring.sourcing.together import speak_together
from scoring.text.page_text import PageText
from scoring.text.sentences import split_sentences
from tests.sourcing.test_extract import CASES, attributions

JUNK = [
    ("a possessive", "Its delegation said the talks would go on.", "named_institution", ""),
    ("a function word", "There said the crowd was large.", "unknown", ""),
    ("a day", "Thursday said little of what was to come.", "unknown", ""),
    ("a month", "May said little of it all.", "unknown", ""),
    ("a heading before a colon", "Timeline: How the Harbour Was Built in a Year", "", ""),
    ("a country", "Russia said the ships had left.", "named_institution", "russia"),
    ("a place in no list", "They heard that South Tarnia said no.", "named_institution", "institution:South Tarnia"),
    ("a firm", "Loxley Pacific said the price would fall.", "named_institution", "institution:Loxley Pacific"),
    ("a school", "Tarn High School said it would close.", "named_institution", "institution:Tarn High School"),
    ("a river", "The talks on the Blue Nile failed, the Blue Nile says.", "named_institution", "institution:Blue Nile"),
    ("a team", "The Tarn Rovers said they would play.", "named_institution", "institution:Tarn Rovers"),
    ("a word that opens a sentence", "Sponsors say the law is needed.", "unnamed_role", ""),
    ("people behind a name", "Peter Lunt, under pressure from members who said it was late, left.", "unnamed_role", ""),
    ("a namesake agency", "Michael Bloomberg left. Bloomberg reported that it rained.", "other_medium",
     "institution:Bloomberg"),
    ("a campaign", "Mitt Romney left. Team Romney said it was late.", "named_institution", ""),
    ("an office", "Speaker John Boehner’s (R-Ohio) office said it was late.", "named_institution", ""),
    ("the head of something else", "Mayor Carl Moss fell. The mayor of Tarnham said it was late.", "unnamed_role", ""),
    ("somebody else after a name", "It was sent to Carl Moss, a spokesman said.", "unnamed_role", ""),
    ("people of a kind", "Average Americans say they are tired.", "public", ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "source_type", "speaker"), JUNK, ids=[row[0] for row in JUNK])
def test_no_capital_is_a_person_by_itself(kind: str, text: str, source_type: str, speaker: str) -> None:
    """Without a sign of a person there is none."""
    found = attributions(text)
    assert all(one.source_type != "named_person" for one in found)
    assert [(one.source_type, one.speaker) for one in found] == (
        [(source_type, speaker)] if source_type else []
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Barack Obama left. Mr. Obama said it was late.", "obama-barack"),
        ("Carl Moss, who runs the mill, said it was late.", "person:Carl Moss"),
        ("They met Carl Moss, who said it was late.", "person:Carl Moss"),
        ("Mayor Carl Moss fell. The mayor said it was late.", "person:Carl Moss"),
        ("The spokeswoman, Ann Teal, said it was late.", "person:Ann Teal"),
        ("A Ministry of Water spokeswoman, Ann Teal, said it was late.", "person:Ann Teal"),
        ("Lunt’s brother-in-law, Carl Moss, said it was late.", "person:Carl Moss"),
        ("Mr. Quimby said it was late.", "person:Quimby"),
        ("Carl Moss, head of the Tarn board, told us it was late.", "person:Carl Moss"),
        ("“It is late,” Carl Moss, spokesman for the board, said in a note.", "person:Carl Moss"),
        ("They met Carl Moss, a Tarn loyalist who said it was late.", "person:Carl Moss"),
        ("Carl Moss met him.\nMOSS: It is late for all of us here.", "person:Carl Moss"),
    ],
)
def test_a_person_is_an_actor_of_the_cast(text: str, speaker: str) -> None:
    """Name, surname, title, role and relative lead to one id."""
    assert speaker in {one.speaker for one in attributions(text)}
    assert {one.source_type for one in attributions(text) if one.speaker == speaker} == {"named_person"}


@given(st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=1, max_size=5).map("\n".join))
def test_speakers_join_mentions(text: str) -> None:
    """A speaker is a listed actor or a person of the article with a mention in it, or an institution by its name."""
    cast = find_cast(PageText(text).named, load(), split_sentences(text))
    mentioned = {one.actor_id for one in cast.mentions}
    for found in attributions(text):
        assert bool(found.speaker) == bool(found.speaker_name)
        if found.speaker.startswith(ARTICLE_PERSON) or found.speaker in load().actors:
            assert found.speaker in mentioned
        elif found.speaker:
            assert found.speaker == f"institution:{found.speaker_name}"


TOGETHER = (
    (
        "President Barack Obama and German Chancellor Angela Merkel said it was late.",
        ["obama-barack", "merkel-angela"],
    ),
    ("Ted Cruz (R-Texas) and Marco Rubio of Florida said it was late.", ["cruz-ted", "rubio-marco"]),
    ("Carl Moss and his deputy, Amy Bell, said it was late.", ["person:Carl Moss", "person:Amy Bell"]),
    ("Carl Moss, a friend of Amy Bell and Jo Roe, said it was late.", ["person:Carl Moss"]),
    ("Carl Moss’s aide Amy Bell said it was late.", ["person:Amy Bell"]),
    ("Democrats and President Barack Obama said it was late.", ["obama-barack"]),
)


@pytest.mark.parametrize(("text", "speakers"), TOGETHER, ids=[row[0] for row in TOGETHER])
def test_persons_who_speak_together_are_all_given(text: str, speakers: list[str]) -> None:
    """The first is the speaker, the others stand beside; those who only stand near are left out."""
    (found,) = attributions(text)
    assert [found.speaker, *found.co_speakers] == speakers


def test_a_list_of_names_needs_an_and() -> None:
    """Two names with a comma between are no two speakers."""
    text = "Carl Moss, Mayor Amy Bell"
    cast = find_cast(text, load(), [(0, len(text))])
    for speaker in ("person:Carl Moss", "person:Amy Bell"):
        assert speak_together(text, cast, (0, len(text)), speaker) == (speaker,)


def test_an_official_is_known_by_the_list() -> None:
    """Whoever held an office in the article's year speaks for it, though the article does not say so."""
    text = "Barack Obama said it was late."
    page = PageText(text)
    blocks = as_body(page)
    official = {
        year: [one.official for one in speech_and_mentions(page, blocks, load(), year).attributions]
        for year in (2012, 2020, None)
    }
    assert official == {2012: [True], 2020: [False], None: [False]}
