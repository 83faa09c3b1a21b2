"""Who is found to say something in sentences of ordinary reports: the counted sources with their cues, in order."""

import pytest

from scoring.schema.kinds import CountedAs
from scoring.sourcing.measures import counted_as
from tests.sourcing.test_sources_told import read

TOLD = (
    ("doubters are a role", "Skeptics say the bridge is old.", ["Skeptics|say"]),
    ("a plural noun that says", "Households said it is old.", ["Households|said"]),
    (
        "an address is a name",
        "Tarnfact.com noted last week that the cuts are large.",
        ["Tarnfact.com|noted"],
    ),
    (
        "party and state before a relative clause",
        "For example, Rep. Ann Berg, R-Va., who represents the suburbs, said she would not back the bill.",
        ["Rep. Ann Berg, R-Va., who represents the suburbs|said"],
    ),
    (
        "no fronted phrase in the source",
        "Ahead of the vote Tuesday, Senate Leader Ann Berg, R-Ky., criticized the board for the delay.",
        ["Senate Leader Ann Berg, R-Ky|criticized"],
    ),
    (
        "no fronted participle in the source",
        "Alarmed by the unrest, Senator Ann Berg, the minority leader, said that she spoke with Mr. Lee.",
        ["Senator Ann Berg, the minority leader|said"],
    ),
    (
        "a bracket and a comma behind a name",
        "Sen. Ann Berg (D-R.I.), said after a lunch that she had not read the plan.",
        ["Sen. Ann Berg (D-R.I.)|said"],
    ),
    (
        "a comma that is too many",
        "Sen. Ann Berg on the air, said: “Is there a better deal to be had? I think so.”",
        ["Sen. Ann Berg|said"],
    ),
    ("by telephone", "“The road is closed,” Ms. Gao said by telephone.", ["Ms. Gao|said"]),
    (
        "countered by saying",
        "Mr. Lee countered by saying that the road is closed.",
        ["Mr. Lee|countered by saying"],
    ),
    (
        "a time behind said",
        "“The bridge is old,” Rep. Tom Lee, an author of the bill, said this week.",
        ["Rep. Tom Lee, an author of the bill|said"],
    ),
    (
        "an inverted verb at the end",
        "The plan is dead, observes Tarn professor Ann Berg.",
        ["Tarn professor Ann Berg|observes"],
    ),
    ("an inverted verb that opens", "Said Ann Berg: “We will go now.”", ["Ann Berg|Said"]),
    (
        "said and a clause behind a quoted name",
        "Harbor adviser Tom Lee, during an appearance on TBC News’ “This Week,” said May’s figures could be dire.",
        ["Harbor adviser Tom Lee, during an appearance on TBC News’ “This Week|said"],
    ),
    ("some as a subject", "Some claim the board already has the right.", ["Some|claim"]),
    ("a court rules", "The Supreme Court rules that the ban holds.", ["The Supreme Court|rules"]),
    (
        "officials express",
        "Many retired officials privately express reservations about the force.",
        ["Many retired officials|privately express"],
    ),
    ("the WHO", "The WHO warned that the masks do not work.", ["The WHO|warned"]),
    (
        "a quotation for a hearer",
        "Ann Berg wrote to his many followers, “It is time to go now.”",
        ["Ann Berg|wrote"],
    ),
    (
        "by declaring that",
        "Lee surprised the board by declaring he could not support it.",
        ["Lee|declaring"],
    ),
    (
        "a charge that somebody denies",
        "He was fired for it, a charge that the mayor’s office strongly denied.",
        ["the mayor’s office|strongly denied"],
    ),
    (
        "a bracket and a time behind a name",
        "TARN — Sen. Ann Berg (R-Iowa) on Wednesday downplayed the attack on the judge.",
        ["Sen. Ann Berg (R-Iowa)|downplayed"],
    ),
    (
        "a body right before which",
        "He got a decision from the Tarn Board of Harbors, which ruled that he met the criteria.",
        ["which|ruled"],
    ),
    ("several media", "Lee won the race, according to three networks.", ["three networks|according to"]),
    (
        "figures reported",
        "Figures reported on Sunday now suggest that Lee is gone.",
        ["Figures reported on Sunday|now suggest"],
    ),
    ("per a medium", "Others have no such law, per CNN.", ["CNN|per"]),
    ("per a document that opens", "Per the report, the guns were sold by Lee.", ["the report|Per"]),
    (
        "says a name in commas",
        "And, says Ann Berg, more workers might lessen the need for doctors.",
        ["Ann Berg|says"],
    ),
    (
        "after a quotation that closes",
        "Mr. Lee said it was “a shame” after the mayor said the road was shut.",
        ["Mr. Lee|said", "the mayor|said"],
    ),
    (
        "according to, with the quotation below",
        "According to a Berg press release:\n“The harbor is home to unique fish.”",
        ["a Berg press release|According to"],
    ),
    (
        "a signature behind a quotation",
        "“We do not know where the harbor ends.” — Ann Berg, Tarn Post",
        ["Ann Berg|—"],
    ),
    (
        "as the board has warned",
        "Regardless, the mayor disputed a report on the bridge, as the board has warned.",
        ["the mayor|disputed", "the board|has warned"],
    ),
    (
        "a contrast by another source",
        "Critics argue that the statues cause unrest, while advocates of the statues argue that they are old.",
        ["Critics|argue", "advocates of the statues|argue"],
    ),
    (
        "a quotation behind another's clause",
        "For officers who complained they had no masks, Mr. Lee said: “They did not need it.”",
        ["who|complained", "Mr. Lee|said"],
    ),
    (
        "what a tweet criticizes",
        "Lee responded to a tweet by Ann Berg criticizing the plan.",
        ["a tweet by Ann Berg|criticizing"],
    ),
    (
        "a condemnation beside an attitude",
        "The mayor ignored the request, even as fellow Republicans condemned her push for a delay.",
        ["fellow Republicans|condemned"],
    ),
)


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD])
def test_who_says_something_is_found(text: str, told: list[str]) -> None:
    """The counted statements of a sentence, each with its source and its cue."""
    found = [one for one in read(text) if counted_as(one) == CountedAs.SOURCING]
    assert [
        f"{text[one.source_start : one.source_end]}|{text[one.cue_start : one.cue_end]}" for one in found
    ] == told


NOTHING_TOLD = (
    ("somebody is denied a thing", "The board denied him the permit. Congress had denied him on the wall."),
    ("what may be persuasion", "Lee can persuade him to give up the harbor."),
    ("the winds beside a storm", "The storm hit the town, with the high winds ripping roofs off houses."),
    ("called into question", "The plan is called into question by the storm."),
    ("a role in a film", "Tom Lee portrays a gay man in a film."),
    ("a prize that is claimed", "Lee claimed the seat in May."),
    ("what a word means", "The term refers to people of the harbor."),
    ("a link to read on", "The bridge is shut.\nAnn Berg: A better fall is possible"),
    ("a price per person", "The rule costs 40 dollars a day, per person, for Lee."),
    (
        "times with their zone",
        "5 p.m. ET: The bridge is shut. 6 p.m. ET: The road is shut. 7 p.m. ET: It is late. 8 p.m. ET: It is over.",
    ),
    ("a thing that is wormed in", "The agent tried to insinuate herself into the club."),
    ("a report of a role", "Expert reports on the harbor have varied from one year to the next."),
)


@pytest.mark.parametrize("text", [case[1] for case in NOTHING_TOLD], ids=[case[0] for case in NOTHING_TOLD])
def test_no_statement_is_found(text: str) -> None:
    """Sentences in which nobody outside says or shows anything."""
    assert [one for one in read(text) if counted_as(one) == CountedAs.SOURCING] == []


def test_a_rule_threatens_nothing() -> None:
    """`It` may mean who spoke before, but a thing that may fail threatens nobody."""
    text = "The council said it was late. The rule is called so because it threatens to erode the bridge."
    found = [one for one in read(text) if counted_as(one) == CountedAs.SOURCING]
    assert [text[one.cue_start : one.cue_end] for one in found] == ["said"]
