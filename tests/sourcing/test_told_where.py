"""Where a statement is told in a longer sentence, and who tells it: asides, side clauses, verbs without a subject."""

import pytest

from tests.sourcing.test_sources_told import read

SHARES = (
    # what it is about, the text, then for each attribution: source, cue, content
    (
        "a relative clause in commas ends before the main verb",
        "Ann Berg, who has often disputed the study of the tides, gets low marks in Tarn.",
        [("who", "has often disputed", "the study of the tides")],
    ),
    (
        "a side clause behind a conjunction",
        "And even while Lee claimed that the vote was lost, the mayor reported that it was won.",
        [("Lee", "claimed", "that the vote was lost"), ("the mayor", "reported", "that it was won")],
    ),
    (
        "a term in quotation marks that ends a side clause",
        'Given the talk about a "lost decade," the mayor said the town had grown.',
        [("the mayor", "said", "the town had grown")],
    ),
    (
        "a short quotation that opens the sentence is what was said",
        '"As a mayor," Ann Berg said, "I will stay."',
        [("Ann Berg", "said", '"As a mayor," … "I will stay."')],
    ),
    (
        "a time between a subject and its verb",
        "Fishermen, who for years have demanded a wall, left.",
        [("who", "have demanded", "a wall")],
    ),
    (
        "a time within the verb",
        "Fishermen have for years said that the wall is low.",
        [("Fishermen", "have for years said", "that the wall is low")],
    ),
    (
        "a time of several words behind what was said",
        "The vote is lost, the mayor said last week.",
        [("the mayor", "said", "The vote is lost")],
    ),
    (
        "who tells it in commas within the statement",
        "The air was so bad, Ann Berg noted, that the town was lost.",
        [("Ann Berg", "noted", "The air was so bad … that the town was lost")],
    ),
    (
        "who tells it in commas behind `as`",
        "The harbour, as one of the aides pointed out, does not freeze.",
        [("one of the aides", "pointed out", "The harbour … does not freeze")],
    ),
    (
        "a statement in a letter",
        "It came with a letter in which Ann Berg argued that the town was lost.",
        [("Ann Berg", "argued", "that the town was lost")],
    ),
    (
        "an answer behind what was asked",
        'The mayor stayed, and when pressed on why the road is shut, she replied, "It floods."',
        [("", "pressed", "on why the road is shut"), ("she", "replied", '"It floods."')],
    ),
    (
        "an adverb before a participle that tells more",
        "Ann Berg complained about the road, even suggesting that it was lost.",
        [("Ann Berg", "complained about", "the road"), ("Ann Berg", "even suggesting", "that it was lost")],
    ),
    (
        "a verb behind what was called for",
        "The mayor’s call for a wall draws guests to Tarn.",
        [("The mayor’s", "call for", "a wall")],
    ),
    (
        "a poll with its day",
        "The latest Tarn poll released Friday shows that the town has grown.",
        [("The latest Tarn poll released Friday", "shows", "that the town has grown")],
    ),
    (
        "a year is no part of who acted",
        "The plan was criticized by the Harbour Council in 2015.",
        [("the Harbour Council", "was criticized", "The plan")],
    ),
    (
        "an adjective behind a conjunction of time",
        "The vote came after leaked documents showed that the town was lost.",
        [("leaked documents", "showed", "that the town was lost")],
    ),
    (
        "an adjective behind an infinitive",
        "The council gave Ann Berg more time to treat polluted water, saying she was late.",
        [("The council", "saying", "she was late")],
    ),
    (
        "two who tell beside what happened",
        "The talks ended late, with Ann Lee telling reporters that it was over and Bo Roe saying it was not.",
        [("Ann Lee", "telling reporters", "that it was over"), ("Bo Roe", "saying", "it was not")],
    ),
    (
        "a firm whose name ends in 's",
        "Trader Tarn’s said in a statement that the road is closed.",
        [("Trader Tarn’s", "said", "that the road is closed")],
    ),
    (
        "a clause with an aside before who tells it",
        "Bo Roe, who ran for mayor, died after a long illness, said Ann Lee, a friend of the family.",
        [("Ann Lee, a friend of the family", "said", "Bo Roe, who ran for mayor, died after a long illness")],
    ),
    (
        "`that` before a noun is no subject",
        "But a judge in Tarn halted that plan late Tuesday and ordered the board to resume it.",
        [("a judge in Tarn", "ordered", "the board to resume it")],
    ),
    (
        "a time is no subject",
        "Ann Berg asked for help and last year tweeted that the town was lost.",
        [("Ann Berg", "tweeted", "that the town was lost")],
    ),
    (
        "the object of a causing verb tells what its infinitive says",
        "Many beaches are closed, leading the sheriff of Tarn to warn that the law is in force.",
        [("the sheriff of Tarn", "warn", "that the law is in force")],
    ),
    (
        "the subject nearest before an infinitive",
        "The hall was full of visitors as the aides tried to say that it was late.",
        [("the aides", "say", "that it was late")],
    ),
    (
        "whom a passive names does not go on",
        "Carl Moss, who was condemned by the council for questioning the vote, left.",
        [("the council", "was condemned", "who"), ("who", "questioning", "the vote")],
    ),
    (
        "a participle behind the name that opens the sentence",
        "Cheny, complaining that the board should have asked, voted against it.",
        [("Cheny", "complaining", None)],
    ),
    (
        "a document behind other objects",
        "Lee sent him a letter requesting an answer.",
        [("a letter", "requesting", "an answer")],
    ),
    (
        "asked by somebody to do something, then the statement",
        "Asked by the Tarn Herald to respond, the mayor said, “It is late.”",
        [("the Tarn Herald", "Asked", "to respond"), ("the mayor", "said", "“It is late.”")],
    ),
    (
        "who shall do what is asked is part of what is asked",
        "A judge ordered the port to pay the costs.",
        [("A judge", "ordered", "the port to pay the costs")],
    ),
    (
        "quoted as saying",
        "“It is shut,” Ann Berg was quoted as saying.",
        [("Ann Berg", "was quoted as saying", "“It is shut,”")],
    ),
    (
        "a quotation in the paragraph below",
        "Around noon, Ann Berg said:\n“It is shut for good.”",
        [("Ann Berg", "said", "“It is shut for good.”")],
    ),
    (
        "a whole quotation, then what went on meanwhile",
        "The mayor asked “Why now?” while pointing at the staff.",
        [("The mayor", "asked", "“Why now?”")],
    ),
    (
        "what somebody is called behind an aside",
        "Lee called Carl Moss, a driver, a great captain.",
        [("Lee", "called", "Carl Moss … a great captain")],
    ),
    (
        "somebody else tells beside",
        "Polls show Lee ahead of the rest, with the Tarn Herald saying it was late.",
        [("Polls", "show", "Lee ahead of the rest"), ("the Tarn Herald", "saying", "it was late")],
    ),
    (
        "a share with its sign, and a share in words",
        "Another 18% said they would stay. Two-thirds of farmers said no.",
        [("Another 18%", "said", "they would stay"), ("Two-thirds of farmers", "said", "no")],
    ),
    (
        "a share with an article",
        "A mere 9 percent say they only buy here.",
        [("A mere 9 percent", "say", "they only buy here")],
    ),
    (
        "a given name that ends as a verb does",
        "The Tarn Governor Jared Poll has said the road can open.",
        [("The Tarn Governor Jared Poll", "has said", "the road can open")],
    ),
)  # fmt: skip
NOTHING = (
    ("an adverb that makes another verb", "Carl Moss backed down on Monday and wrote off his debt."),
    ("a race", "The race in Tarn is too close to call, an odd thing."),
    ("a comparison", "Some 337 boats sank, compared with 367 on Monday."),
    (
        "a participle before a form of be",
        "Another option proposed is a tax. The jobs added last month were few.",
    ),
    ("a possessive of several before a participle", "It was all about the Smiths’ alleged plan for a tax."),
    ("continued, but no speech", "Costs soar as the law continues to rely on older, sicker members."),
    ("a conclusion of time", "The shutdown concludes its third day in Tarn."),
    ("without telling", "The papers struck a merry tone without mentioning that it had rained."),
)


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SHARES], ids=[row[0] for row in SHARES])
def test_the_shares_of_a_statement_in_a_longer_sentence(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    """Each source, cue and content is found, in this order; None stands for content that is not asked for."""
    found = [
        (
            text[one.source_start : one.source_end],
            text[one.cue_start : one.cue_end],
            " … ".join(text[start:end] for start, end in one.content),
        )
        for one in read(text)
    ]
    wanted = [
        (source, cue, content if content is not None else got[2])
        for (source, cue, content), got in zip(expected, found, strict=False)
    ]
    assert [one for one in found if one[:2] in {row[:2] for row in expected}] == wanted


@pytest.mark.parametrize("text", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_words_that_only_look_like_a_statement(text: str) -> None:
    """No attribution is found in the text."""
    assert [text[one.cue_start : one.cue_end] for one in read(text)] == []


KINDS = (
    ("a number of officials", "Nine of the 13 councillors said it was late.", "unnamed_role", True),
    ("somebody and hers", "Ann Berg left. Ann Berg and her aides said it was late.", "named_person", False),
    ("a secretary of state without a known name",
     "“It is late,” said Tarn Secretary of State Delb Hosem, a Liberal.", "named_person", True),
    ("a newspaper of two names", "The Post-Gazette reported that it was late.", "other_medium", False),
    ("a councillor in small letters", "In Tarn, councillor Alondra Cano said it was late.", "named_person", True),
    ("the vice-president with a hyphen", "Vice-President Ann Berg said it was late.", "named_person", True),
    ("an office that is over", "Ann Berg, a lawyer and former senator, said it was late.", "named_person", False),
    ("the head of a firm", "Sales fell, President and CEO Ann Berg said.", "named_person", False),
    ("a firm called as a rank is shortened", "ADM said it was late.", "named_institution", False),
    ("papers", "Files from the port show that it was late.", "document", False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "official"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS]
)
def test_who_a_source_is(text: str, kind: str, official: bool) -> None:
    """The kind of the source, and whether it holds public office."""
    found = read(text)[-1]
    assert (found.source_type, found.official) == (kind, official)


MAY = (
    ("behind a title", "Mrs May said she was late.", "Mrs May", "asserted"),
    ("once she is known", "Theresa May came. May said in May that it was late.", "May", "asserted"),
)


@pytest.mark.parametrize(
    ("text", "source", "polarity"), [row[1:] for row in MAY], ids=[row[0] for row in MAY]
)
def test_somebody_called_may_speaks(text: str, source: str, polarity: str) -> None:
    """May is no modal verb, and no month, where she is somebody."""
    (found,) = read(text)
    assert (text[found.source_start : found.source_end], found.polarity) == (source, polarity)


OWN = (
    ("the outlet in capitals", "Politico", "“No,” Ann Berg told POLITICO.", False),
    ("the outlet with its article", "The Guardian", "Ann Berg told the Guardian that it was late.", False),
    ("a part of the outlet's name", "NPR Online News", "Ann Berg tells NPR that it is late.", False),
    ("another medium", "Politico", "Ann Berg told the Guardian that it was late.", True),
)


@pytest.mark.parametrize(
    ("outlet", "text", "expected"), [row[1:] for row in OWN], ids=[row[0] for row in OWN]
)
def test_what_the_outlet_itself_was_told_is_first_hand(outlet: str, text: str, expected: bool) -> None:
    """Only what another medium was told is second hand."""
    (found,) = read(text, outlet)
    assert found.second_hand is expected
