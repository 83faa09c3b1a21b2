"""Lines of furniture that hold a name or a figure; and sentences that begin like them."""

import re
from functools import cache

import pytest

from scoring.schema.kinds import FURNITURE_KINDS
from scoring.schema.lists import read_rows
from scoring.text.blocks.patterns import find_pattern
from scoring.text.words import find_words

from .test_blocks import BODY, OPENING, SECOND, THIRD, blocks_of, kind_of

ROWS = list(read_rows("furniture_patterns.csv", "pattern", "kind", "words", "begins", "holds"))
LINES = (
    "To continue reading this article, please subscribe to the Elva Post.",
    "To read the full story of the ferry, become a subscriber.",
    "Subscribe now to keep the brass band playing.",
    "Sign up for our weekly harbour newsletter and never miss a tide.",
    "Get the news of the coast delivered straight to your inbox.",
    "Want the news of the coast in your inbox?",
    "Please enter your email address below.",
    "Follow Ana Brook and the Elva Post on Facebook.",
    "Click here to see all pictures of the storm.",
    "Download the Elva Post app today.",
    "Do you have a news tip for us?",
    "If you have a confidential tip about the harbour, email tips@elva.example.",
    "Comments on this article are now closed.",
    "The post Harbour reopens after nine days of storms appeared first on The Elva Post.",
    "© Reuters 2007",
    "Copyright © 2024 Elva Press Limited.",
    "(c) Elva Press and its readers",
    "©2024 Elva Press",
    "The Elva Post, all rights reserved.",
    "This material may not be published, copied or sung without permission.",
    "Reproduction without the permission of the publisher is prohibited.",
    "This is a developing story; the Elva Post will tell more as it learns more.",
    "Please note this story will be updated throughout the day.",
    "More details to follow.",
    "Check back later for the latest on the harbour.",
    "4 min read",
    "Estimated reading time: about 4 minutes",
    "LOAD-DATE: March 3, 2021",
    "Word count: 310",
    "310 words",
    "Page A-12",
    "Late City Edition",
    "Watch now: the ferry leaves the quay",
    "Recommended for you | Goats return to the castle hill",
    "SEE - Goats return to the castle hill",
    "Story continues below",
    "Scroll down to continue to the article",
    "Share this story with your friends",
    "Our Standards: The Thomson Reuters Trust Principles",
    "By signing up, you agree to the rules of the Elva Post.",
    "If you enjoyed this, consider sharing it with a friend on the coast.",
    "Please consider supporting our independent journalism.",
    "You've read your last free article of this month.",
    "Thank you for reading the Elva Post.",
    "Reporting by Ana Brook in Port Elva; editing by Ida Holm",
    "Additional reporting by Ana Brook and Ida Holm",
    "Slideshow (17 Images)",
    "Port Elva: the town that waits for its first tram line Read more",
    "The Elva Post chose every oilskin here. We may earn a small commission from what you buy.",
    "This post may contain affiliate links to the chandlers of the coast.",
    "When you buy oilskins through our links, the shop pays us.",
    "Share to Harbourbook",
)
"""One line for each pattern, in the order of the list."""
TAILS = [
    ("To continue reading this article, please subscribe or log in.", "notice"),
    ("The post Harbour of Port Elva reopens appeared first on The Elva Post.", "notice"),
    ("© 2024 Echo Ltd.", "notice"),
    ("Copyright 2024 Echo Ltd. and its readers on the coast", "notice"),
    ("This is a developing story. Check back for updates.", "notice"),
    (
        "This is a developing story, and it will be told in full as soon as the harbour master and the captain "
        "have said what they saw.",
        "notice",
    ),
    ("4 min read", "notice"),
    ("LOAD-DATE: March 3, 2021", "notice"),
    ("LENGTH: 310 words", "notice"),
    ("Sign up here for our morning newsletter, the Tide Table.", "notice"),
    ("Get the Tide Table delivered to your inbox each morning.", "notice"),
    ("Follow us on Facebook and Instagram.", "notice"),
    ("Follow Ana Brook on Twitter @anabrook.", "notice"),
    ("Click here to report a mistake in this article.", "notice"),
    ("Comments are closed.", "comment"),
    ("Read more: Goats return to the castle hill", "related"),
    ("© Reuters 2007", "credit"),
    ("(c) AAP", "credit"),
]
SENTENCES = (
    "To continue reading his speech aloud, the mayor of Port Elva had to borrow the glasses of a reporter.",
    "The post office appeared first on the list of houses that the harbour board means to close in May.",
    "She follows us on foot, the harbour master said of the goat that has lived on the quay since spring.",
    "Length matters: a ferry of forty metres cannot turn in the inner basin, the captain told the council.",
    "Share this burden, the bishop said, and the congregation of nine fishermen carried the bell ashore.",
    "Follow the money, the auditor told the council, and you will find it under the northern quay itself.",
    "This is a story of two cranes and one sea wall, the judge said, and none of them is without blame.",
    "Click went the lock, and nobody on board could open the door again until the ferry was in harbour.",
    "Comments by the harbour master about the goat were read aloud to the council on Monday evening.",
    "Get out of my harbour, she told the captain, and he went, with forty passengers and a brass band.",
    "Thanks to a retired baker, the ferry’s passengers had something to eat when it came in at midnight.",
    "By signing the treaty of the coast, the two towns agreed not to fish in each other’s waters again.",
    "Read the letter again, the judge asked, and the clerk of the court read it for the third time.",
    "Copyright was not on the mind of the shanty’s author, who died at sea long before it was printed.",
    "More details emerged on Monday, when the diver came up with a bell that nobody had known to be lost.",
    "You have read the minutes, the chairwoman said, and nobody in the room dared to say that they had not.",
    "The agents of the line may earn a commission of nine crowns for each berth, the captain told the court.",
    "If you click the link in the letter, the harbour master warned the boatmen, the money is gone.",
    "Affiliate clubs of the rowing league meet in Port Elva in May, its chairwoman told the Elva Post on Monday.",
    "Want is what drove them to the coast, said the bishop, who has fed the boatmen since the winter.",
)
"""Invented sentences of articles that begin as such lines do."""


@cache
def agencies() -> str:
    """What `{agency}` stands for in a pattern."""
    rows = read_rows("wire_services.csv", "forms")
    forms = {form for row in rows for form in row["forms"].split("|") if form}
    return "(?-i:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + ")"


@cache
def patterns() -> list[re.Pattern[str]]:
    """All patterns of the list, compiled."""
    return [re.compile(row["pattern"].replace("{agency}", agencies()), re.IGNORECASE) for row in ROWS]


def first_row(line: str) -> int | None:
    """The first row of the list that takes the line."""
    tokens = line.lower().split()
    for number, (row, pattern) in enumerate(zip(ROWS, patterns(), strict=True)):
        begins, holds = row["begins"].split("|"), row["holds"].split("|")
        anchored = tokens[0] in begins if row["begins"] else not set(tokens).isdisjoint(holds)
        if anchored and len(find_words(line)) <= int(row["words"]) and pattern.match(line):
            return number
    return None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["pattern"][:30])
def test_rows_are_sound(row: dict[str, str]) -> None:
    """A pattern compiles, takes no empty line, and has a kind, a length and one sort of anchor."""
    pattern = re.compile(row["pattern"].replace("{agency}", agencies()), re.IGNORECASE)
    assert not pattern.match("")
    assert row["kind"] in (*FURNITURE_KINDS, "credit")
    assert 0 < int(row["words"]) <= 70
    assert bool(row["begins"]) != bool(row["holds"])
    anchors = (row["begins"] or row["holds"]).split("|")
    assert all(anchor == anchor.lower() and anchor and " " not in anchor for anchor in anchors)


def test_every_pattern_has_its_line() -> None:
    """Each line is the first pattern's in whose place it stands here; no pattern is without one."""
    assert [first_row(line) for line in LINES] == list(range(len(ROWS)))


@pytest.mark.parametrize("number", range(len(LINES)))
def test_each_line_is_found(number: int) -> None:
    """With the kind of its pattern."""
    line = LINES[number]
    found = find_pattern(line, line.lower().split(), len(find_words(line)))
    assert found is not None
    assert found.kind == ROWS[number]["kind"]


@pytest.mark.parametrize("number", range(len(LINES)))
def test_each_line_is_furniture_below_an_article(number: int) -> None:
    """The whole way: as the last line of an article, and its paragraphs stay body."""
    line = LINES[number]
    blocks = blocks_of("Harbour reopens", *BODY, line)
    assert blocks[-1] == (ROWS[number]["kind"], line)
    assert [kind for kind, _ in blocks[:-1]] == ["headline", "body", "body", "body"]


@pytest.mark.parametrize(("line", "kind"), TAILS)
def test_the_tail_of_an_article(line: str, kind: str) -> None:
    """Below it and between its paragraphs; an agency's copyright is a credit, anybody else's a notice."""
    assert blocks_of("Harbour reopens", *BODY, line)[-1] == (kind, line)
    assert kind_of(line, "Harbour reopens", OPENING, SECOND, line, THIRD) == kind


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_that_begin_alike_are_body(sentence: str) -> None:
    """Between the paragraphs of an article, at its beginning and at its end."""
    for lines in ((OPENING, sentence, SECOND, THIRD), (sentence, *BODY), (*BODY, sentence)):
        assert [kind for kind, _ in blocks_of(*lines)] == ["body"] * 4


@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_line_of_too_many_words_is_none(number: int) -> None:
    """No line that is longer than its pattern allows is furniture by it; another pattern may allow more."""
    long = LINES[number] + " more" * int(ROWS[number]["words"])
    found = find_pattern(long, long.lower().split(), len(find_words(long)))
    assert found is None or found.kind != ROWS[number]["kind"]


def test_nothing_is_no_furniture() -> None:
    """A line without words is told by other means."""
    assert find_pattern("", [], 0) is None
