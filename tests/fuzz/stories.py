"""Invented articles with something for every part of the program to find, before anything is done to them."""

from dataclasses import dataclass, replace
from random import Random

_OUTLETS = ("Harbour Echo", "Daily Bolt", "The Northern Post", "Kestrel Wire", "")
_PERSONS = ("Anna Berg", "Tomas Ilic", "Ruth Okafor", "Wei Lan", "Angela Merkel", "Joe Biden")
_TOWNS = ("Geneva", "Accra", "Lisbon", "Kabul", "Oslo", "Washington")
_DAYS = ("2021-08-30", "2021-09-02T11:20:00Z", "Sept. 3, 2021", "30/08/2021", "20210901", "1630310400")
_SHARED = (
    "The harbour board met behind closed doors for nine hours and left without a word to the crowd that had "
    "waited since dawn beside the long wall of the old fish market."
)
_LINES = (
    "{town} ({outlet}) - {person} opened the meeting on Tuesday before some {number} people.",
    '"We will not leave {town} until this terrible war is settled," {last} told reporters.',
    "“It’s a wonderful plan,” said {person}, the mayor of {town}, “but who will pay for it?”",
    "Officials of China and the United States said that the file would be read within {number} days.",
    "According to a report by the United Nations, the cost rose to $1,13,500.50 from £3.5m a year ago.",
    "He did not say whether Russia would attend; a spokesman, who asked not to be named, denied it.",
    "'A so-called reform', she wrote. \"Nonsense!!! Never again???\"",
    _SHARED,
    "Ruth Okafor, whose brother Tomas runs the ferry, claimed that Sen. Lee spoke at 5 p.m. in the U.S. Capitol.",
    "Pope Francis: 'I came to {town} to listen.'",
    "Correction: an earlier version of this article misspelled the name of {last}.",
    "(Reporting by {person} in {town}; Editing by J. Doe)",
    "READ MORE: Nine lanterns were mislaid",
    "Photo: A brass bell in {town} (Kestrel Wire/Handout)",
    "Follow us on Twitter | Subscribe to our newsletter",
    "© 2021 {outlet}. All rights reserved.",
    "WHY THE TOWN COUNTS",
)


@dataclass(frozen=True, slots=True)
class Story:
    """An article as an export would hold it; `text` has a paragraph a line."""

    article_id: str
    outlet: str
    url: str
    title: str
    byline: str
    published: str
    text: str


def invent(chance: Random) -> Story:
    """An article of six to fourteen lines, most of them prose."""
    person, town, outlet = chance.choice(_PERSONS), chance.choice(_TOWNS), chance.choice(_OUTLETS)
    number = chance.randrange(3000)
    lines = [
        line.format(person=person, last=person.split()[1], town=town, outlet=outlet or "AP", number=number)
        for line in chance.sample(_LINES, chance.randint(6, 14))
    ]
    return Story(
        article_id=f"n{number}",
        outlet=outlet,
        url=f"https://www.{(outlet or 'somewhere').lower().replace(' ', '')}.example/2021/08/{number}.html",
        title=f"{person} opens meeting {number} in {town}",
        byline=f"By {person}",
        published=chance.choice(_DAYS),
        text=chance.choice(("\n", "\n\n")).join(lines),
    )


def changed(story: Story, field: str, value: str) -> Story:
    """The story with one of its fields changed."""
    return replace(story, **{field: value})
