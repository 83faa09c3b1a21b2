"""Sources told by what stands around them: antecedents, wholes, offices, colons, the outlet itself."""

import pytest

from scoring.actors.cast import find_cast
from scoring.actors.gazetteer import load
from scoring.schema.kinds import SourceType
from scoring.sourcing.extract import find_attributions
from scoring.sourcing.records import Attribution
from scoring.text.page_text import PageText
from scoring.text.quotations import find_quotations
from scoring.text.sentences import split_sentences


def read(text: str, outlet: str = "") -> list[Attribution]:
    """The attributions of a text of the outlet, each line a paragraph."""
    page = PageText(text)
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line), "body"))
        at += len(line) + 1
    sentences = [span for start, end, _ in paragraphs for span in split_sentences(text, start, end)]
    cast = find_cast(page.named, load(), sentences)
    return find_attributions(page, paragraphs, sentences, find_quotations(text, paragraphs), cast, outlet)


KINDS = (
    (
        "an office of two bodies before a name",
        "Undersecretary of Defense for Policy James Miller said it was late.",
        "named_person",
    ),
    (
        "a body with its initials and an office before a name",
        "Customs and Harbour Protection (CHP) Commissioner Ann Lee said it was late.",
        "named_person",
    ),
    ("the noun of a relative", "A study that found the gap was ignored in Tarn.", "document"),
    ("a part of a whole", "One of the mayor's aides said the bridge was shut.", "unnamed_role"),
    ("a share of people", "Half of the town's residents said the bridge was shut.", "public"),
    ("a participle behind the head", "A poll released on Monday found that the bridge is loved.", "document"),
    ("an ending", "Campaigners said the bridge was shut.", "unnamed_role"),
    ("a heading", "NOW WATCH: The bridge was shut for a long year.", None),
    ("a dateline", "NEW TARN: The bridge was shut for a long year.", "unknown"),
    ("an act of finding", "Ann Berg found a way home in the dark.", None),
    ("a call by telephone", "Ann Berg called Tom Lee.", None),
    ("a name with a cue word", "The trend in the Tarn Forecast, is up.", None),
    ("what is called so", "They joined a movement called the Tide of Tarn.", None),
    ("an object, no inversion", "Ann Berg, the head of the port, said the worries grow.", "named_person"),
    ("figures added", "Employers added 321,000 jobs in May.", None),
    ("a gerund in a name", "Lawyers of the Alliance Defending Freedom in Tarn left.", None),
    ("reports of the present", "The Associated Press reports the bridge was shut.", "other_medium"),
    ("a letter that reads", "“The bridge was shut,” the letter reads.", "document"),
    ("no source behind said", "Ann Berg, who studies this, said there's no bridge.", "named_person"),
    ("a posted word of a person", "Ann Berg tweeted that the bridge was shut.", "named_person"),
    (
        "an office, its body and a name",
        "Secretary of Harbours Ann Berg said the bridge was shut.",
        "named_person",
    ),
    ("those who speak for somebody", "Critics of Ann Berg said the bridge was shut.", "unnamed_role"),
    (
        "a name behind a noun for somebody",
        "His counterpart, Xu Welen, said the bridge was shut.",
        "named_person",
    ),
    ("a compound before a name", "Eco-warrior Storm Tamrin said the bridge was shut.", "named_person"),
    (
        "a body beside an unknown noun",
        "A new faction, the Tarn League, said it was shut.",
        "named_institution",
    ),
    ("a surname beside a quotation", "Teal added, “The bridge was shut, and we knew.”", "named_person"),
    ("a name without a quotation", "Teal tells that the bridge was shut.", "named_institution"),
    ("an abstract noun", "History tells that the bridge was shut.", "unknown"),
    ("a number of people", "Only two said the bridge was shut.", "unnamed_role"),
    ("a party by its members", "Republicans said the bridge was shut.", "named_institution"),
    ("some members of a party", "Some Republicans said the bridge was shut.", "unnamed_role"),
    ("a thing with an article", "The discovery suggests that the bridge was shut.", "unknown"),
    ("a document with a title", "Fares rise, according to the “Lives of Ports” report.", "document"),
    ("a paper with a time in its name", "It was shut, according to The Tarn Morning News.", "other_medium"),
    ("as somebody found", "The bridge was shut, as many have argued.", "public"),
    (
        "what a firm says could be",
        "They shut the bridge, which the firm says could fall.",
        "named_institution",
    ),
    ("each of two", "The mayor and the priest each suggested the bridge was shut.", "unnamed_role"),
    ("somebody of somebody", "His cousin said the bridge was shut.", "unnamed_role"),
    ("those who said", "It was the members who said the bridge was shut.", "unnamed_role"),
    ("a relative within a subject", "A pathologist who treated the crew said it was shut.", "unnamed_role"),
    ("a participle behind people", "Farmers mending nets in Tarn said the bridge was shut.", "unnamed_role"),
    (
        "a title before the name at the end",
        "His counterpart, Sen. Ann Berg, said it was shut.",
        "named_person",
    ),
    (
        "a clause before a colon",
        "The mayor was blunt about it: “We will not go there again.”",
        "unnamed_role",
    ),
    ("a label before a colon", "The result: “We will not go there again.”", None),
    (
        "a post signed with a bracket behind the name",
        "We will not go there again. — Lee Teal (she/her) (@leeteal) November 5, 2019",
        "social_post",
    ),
    (
        "a senator of known standing",
        "Ann Teal fell ill. She left the town. The Tarn senator said it was late.",
        "named_person",
    ),
    ("a role of no known standing", "Ann Teal fell ill. The Tarn official said it was late.", "unnamed_role"),
    ("an office held elsewhere", "Ann Teal fell ill. The mayor of Tarnham said it was late.", "unnamed_role"),
    ("a thing that speaks", "The outbreak said that it was late.", "unknown"),
    ("an article alone", "The newly said it was late.", "unknown"),
    ("a reporter's question", "Ann Teal was asked by a reporter whether the bridge was shut.", "unknown"),
    ("a question", "Who said that the bridge was shut?", "unknown"),
    ("a group of persons", "A group of pastors said it was late.", "unnamed_role"),
    ("an institution spelled like a pronoun", "According to WHO, it was late.", "named_institution"),
    (
        "one of several, named behind an age",
        "One of them, 19-year-old Ann Teal, said it was late.",
        "named_person",
    ),
    ("a post headed by its author", "Lee Teal (@leeteal) We will not go there again.", "social_post"),
    ("a participle that ends the head", "Fares fell, according to data compiled by a club.", "document"),
)


@pytest.mark.parametrize(("text", "kind"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_the_kind_of_a_source(text: str, kind: str | None) -> None:
    """None: there is no attribution."""
    assert [one.source_type for one in read(text)] == ([kind] if kind else [])


OFFICIAL = (
    ("The president of the boat association said the bridge was shut.", False),
    ("The president of France said the bridge was shut.", True),
    ("A France man said the bridge was shut.", False),
    ("Pentagon officials said the bridge was shut.", True),
    ("The Tarn Salvation Army said the bridge was shut.", False),
    ("The Tarn Army said the bridge was shut.", True),
)


@pytest.mark.parametrize(("text", "official"), OFFICIAL)
def test_public_office_is_that_of_a_state(text: str, official: bool) -> None:
    """A private person, a firm and a charity hold none, whatever words for offices they bear."""
    assert [one.official for one in read(text)] == [official]


def test_it_is_the_institution_of_the_sentence_before() -> None:
    """Where nobody spoke just before, and only for what was told."""
    found = read("NATO has lost money. It told a paper that it would close.")
    assert [one.speaker for one in found] == ["nato"]
    assert [one.source_type for one in read("NATO is closed. It is hard to explain the shift.")] == [
        "unknown"
    ]


def test_turns_that_come_again_are_a_speakers() -> None:
    """A single name before a colon in no cast is a speaker where it opens several lines."""
    found = read(
        "Gail: I want the bridge back now.\nBret: So do all of us here.\nGail: Then let us build it.\n"
        "Bret: We have no money for it."
    )
    assert [one.source_type for one in found] == ["named_person"] * 4


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("A spokesman for the Justice Department said it was shut.", True),
        ("A spokesman for the bakery said it was shut.", False),
        ("Governor Ann Berg said it was shut.", True),
        ("Former Governor Ann Berg said it was shut.", False),
        ("Chief Executive Officer Ann Berg said it was shut.", False),
    ],
)
def test_office_is_that_of_the_body_spoken_for(text: str, *, official: bool) -> None:
    """A spokesman has the office of those he speaks for; an office that is over does not count."""
    assert [one.official for one in read(text)] == [official]


def test_the_outlets_own_reporting_is_no_outside_source() -> None:
    """Told by the outlet's name."""
    text = "NPR reported that the bridge was shut."
    assert [one.source_type for one in read(text, "NPR Online News")] == ["own_reporter"]
    assert [one.source_type for one in read(text, "Tarn Post")] == ["other_medium"]


SOURCES = (
    ("company", "“We left,” Ann Berg, along with French ministers, said in a letter.", "Ann Berg"),
    ("company of a relative", "Ann Berg, who along with aides has said so, left.", "who"),
    ("behind an auxiliary", "The mayor and the port have all said they left.", "The mayor and the port"),
    ("the time of a report", "According to press reports this week, the bridge was shut.", "press reports"),
)


@pytest.mark.parametrize(
    ("text", "source"), [case[1:] for case in SOURCES], ids=[case[0] for case in SOURCES]
)
def test_where_a_source_ends(text: str, source: str) -> None:
    """Its company, a word for all of it and the time of a report are no part of a source."""
    (one,) = read(text)
    assert text[one.source_start : one.source_end] == source


def test_the_people_of_a_broadcast_are_no_sources() -> None:
    """Whom a transcript calls its host or reporter speaks for the outlet, by the last name too; a guest does not."""
    text = "\n".join(
        (
            "AUDIE MARSH, HOST:",
            "There is news of the old bridge in Tarn.",
            "HANS LOWE, BYLINE: This is a question of what it has cost so far.",
            "MARSH: So what are these documents? What do they say?",
            "ANN BERG: Well, these are the files of a builder in the town.",
            "LOWE: And where were they found in the end?",
        )
    )
    told = [(text[one.source_start : one.source_end], one.source_type) for one in read(text)]
    assert [who for who, kind in told if kind == SourceType.OWN_REPORTER] == ["HANS LOWE", "MARSH", "LOWE"]
    assert ("ANN BERG", SourceType.NAMED_PERSON) in told


TURNS = (
    "TOM HOLT: We turn to the bridge of Tarn, which was shut.",
    "ANN BERG: The town knew it very well.",
    "We had agreed on it, and then nobody came.",
    "TOM HOLT: So the town had a plan?",
    "ANN BERG: It had a plan of two pages.",
    "They are in the files of the town.",
    "TOM HOLT: Thank you for your time today.",
    "The files lie in the town hall, and everybody can read them.",
)


def said_by(text: str, name: str) -> str:
    """All that a speaker is said to say."""
    spans = [
        span for one in read(text) if text[one.source_start : one.source_end] == name for span in one.reported
    ]
    return " | ".join(text[start:end] for start, end in spans)


def test_a_turn_of_a_transcript_goes_on_to_the_next() -> None:
    """Paragraphs without a label are the last speaker's; what follows the last turn may be anybody's."""
    text = "\n".join(TURNS)
    assert "nobody came" in said_by(text, "ANN BERG")
    assert "They are in the files" in said_by(text, "ANN BERG")
    assert "everybody can read" not in said_by(text, "TOM HOLT")


def test_a_list_of_labels_is_no_transcript() -> None:
    """Each label stands once: the paragraphs between are nobody's."""
    text = "\n".join(
        ("Location: The bridge of Tarn is in the north.", "It was shut.", *TURNS[:2], "It rained.")
    )
    assert "It was shut" not in said_by(text, "Location")
    assert "It rained" not in said_by(text, "ANN BERG")


def test_turns_within_one_paragraph_are_told_apart() -> None:
    """Each name in capitals before a colon begins another speaker's turn, behind a dash too."""
    text = (
        "HOLT: You do not know who shut the bridge? BERG: I found it shut, and I said so. HOLT: And who had the key "
        "to it? BERG: There … there was no key in the – HOLT: So nobody had one. BERG: Nobody in the town had one."
    )
    assert "I said so" in said_by(text, "BERG")
    assert "there was no key" in said_by(text, "BERG")
    assert "who had the key" not in said_by(text, "BERG")
    assert "who had the key" in said_by(text, "HOLT")


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("“It is old,” Ann Berg, head of the Tarn Centre (TC) told the town.", "Ann Berg", "Ann Berg"),
        ("“It is old,” Col. Ann Berg, head of the Tarn Centre said today.", "Col. Ann Berg", "Ann Berg"),
        ("Ann Berg, a professor at Tarn said it was old.", "Ann Berg", "Ann Berg"),
        ("In Old Tarn, a professor said it was old.", "a professor", ""),
        ("Sen. Ann Berg (R-Tenn.), who has called it a mistake, left.", "who", "Ann Berg"),
        ("They wrote to Ann Berg—who, oddly, told them it was old.", "who", "Ann Berg"),
    ],
)
def test_a_name_before_its_role_is_the_source(text: str, source: str, speaker: str) -> None:
    """Without a comma behind the role, and where a bracket or a dash stands between the name and `who`."""
    told = [one for one in read(text) if text[one.source_start : one.source_end].startswith(source)]
    assert [one.speaker_name for one in told] == [speaker]


def test_who_asked_to_not_be_named_says_nothing() -> None:
    """The clause goes with its source in whatever order its words stand."""
    text = "The bridge was shut, said an aide who asked to not be identified."
    assert [text[one.cue_start : one.cue_end] for one in read(text)] == ["said"]


def test_an_outlet_that_no_list_knows_is_told_by_its_site() -> None:
    """harbournews.example is Harbour News, in its own reports and where somebody told it something."""
    text = "“It is old,” Ann Berg told the Tarn News.\nThe Tarn News reported that the bridge was shut."
    own = [(one.source_type, one.second_hand) for one in read(text, "thetarnnews.example")]
    assert own == [(SourceType.NAMED_PERSON, False), (SourceType.OWN_REPORTER, False)]
    others = [(one.source_type, one.second_hand) for one in read(text, "harbournews.example")]
    assert others == [(SourceType.NAMED_PERSON, True), (SourceType.OTHER_MEDIUM, True)]
