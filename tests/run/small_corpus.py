"""A second small corpus, invented: what the bundled sample lacks, each phenomenon in as few articles as show it."""

import json
import random
from pathlib import Path
from typing import Any

# The bound under which the corpus is scored: article `many-mentions` names its actor more often.
TRAINED_MENTIONS = 2

WIRE = """GENEVA (Reuters) - Delegates of forty states agreed on Tuesday to share the readings of their tide gauges
with one another, after nine days of talks in which the smaller islands had asked for a public archive.

The archive will be kept by two universities and opened to anybody who asks for it, the chair of the talks, Hanna
Lindqvist, told reporters. "We have measured the sea for a century and hidden the numbers in drawers," she said.

China and the United States signed on the last evening. A spokesman for the delegation of Fiji said that the first
readings would be published within a year, and that the cost of the archive would be shared by all who signed."""

NOTICE = """The ferry to the outer islands will stop for six weeks from the middle of April while its landing stage is
rebuilt, the harbour office said in a notice that was pinned to the door of the ticket hall.

Passengers with a yearly card will be carried by the mail boat, which leaves an hour earlier and has room for thirty
people and no car. Whoever must bring a car is asked to write to the office before the end of the month.

The stage was built for boats half as heavy, the notice says, and the engineers found two of its piles eaten through."""

SURVEY = """Half of the orchards in the valley lost more than a third of their blossom in the frost of the last week of
April, according to a survey by the growers' union that was sent to the ministry on Monday.

Growers who burned straw between the rows lost least, and those on the valley floor lost most. "A cold lake of air
stood there until ten in the morning," said Tomas Ilic, who farms forty acres below the mill.

The union asks that the insurance be opened to orchards of less than five acres, which may not join it today."""

COUNCIL = """The council voted on Thursday night to close the swimming bath in the old brewery and to build another one
beside the railway station, by a majority of one and after five hours of debate.

Anna Berg, who leads the smallest of the three parties, said that the bath had been mended nine times in ten years. Her
opponents called the vote an ambush. The mayor did not say what the new bath would cost.

If the ministry refuses the grant, the council would have to say where the money comes from, Berg told the meeting."""

GERMAN = """Der Stadtrat hat am Donnerstagabend beschlossen, das Hallenbad in der alten Brauerei zu schließen und neben
dem Bahnhof ein neues zu bauen. Die Mehrheit betrug eine einzige Stimme, und die Debatte dauerte fünf Stunden.

Anna Berg, die Vorsitzende der kleinsten der drei Fraktionen, sagte, das Bad sei in zehn Jahren neunmal geflickt worden.
Ihre Gegner nannten die Abstimmung einen Überfall. Was das neue Bad kosten soll, sagte der Bürgermeister nicht."""

FURNITURE = "More from us: Vladimir Putin and Emmanuel Macron meet again: read our briefing"


WORDS = {
    "place": "quarry bridge tramway cannery lighthouse brewery foundry seminary archive orchard racecourse windmill",
    "sort": "narrow crooked splendid wooden costly noisy famous shabby modest draughty painted crumbling",
    "doer": "auditors anglers ushers weavers surveyors bakers pilots gardeners printers cyclists nurses drummers",
    "did": "visited measured painted mapped repaired praised blamed weighed counted emptied copied opened",
    "thing": "ledgers shutters gauges ropes benches chimneys contracts lanterns engines gutters tickets beams",
    "when": "yesterday overnight twice already often lately again seldom early recently finally openly",
}


def _own(number: int) -> str:
    """An article of its own: no eight words in a row stand in another."""
    chance = random.Random(number)  # noqa: S311 - not for secrets

    def word(kind: str) -> str:
        return chance.choice(WORDS[kind].split())

    def clause() -> str:
        return (
            f"{word('sort')} {word('doer')} of {word('place')} {chance.randint(11, 99)} {word('when')} {word('did')} "
            f"{word('sort')} {word('thing')} near the {word('place')}"
        )

    return f"""The {clause()}, Maria Oduya told {word("doer")}. Russia paid {number + 11} {word("doer")} for it.

"The {clause()}," said Jonas Petri. She did not say which {clause()}, and {clause()}.

According to {word("doer")}, the terrible {clause()}. The ministry would say that {clause()}, officials claimed.

China {word("did")} the great {word("place")} while {clause()} and {clause()}. Nobody knew whether {clause()}."""


def small_corpus() -> list[dict[str, Any]]:
    """The articles, as rows of a JSON Lines file."""
    rows: list[dict[str, Any]] = []

    def add(name: str, outlet: str | None, date: str | None, text: str, **more: Any) -> None:
        title = more.pop("title", name.replace("-", " ").capitalize())
        rows.append({"id": name, "outlet": outlet, "date": date, "title": title, "text": text, **more})

    # One agency text on the same day in two outlets, neither of which says an hour.
    add("wire-courier", "Courier", "2031-03-04", WIRE)
    add("wire-herald", "Herald", "2031-03-04", WIRE)
    # Two copies without a date.
    add("undated-courier", "Courier", None, NOTICE)
    add("undated-island", "Island Post", None, NOTICE)
    # A chain: the second took it from the first and added to it, the third took it from the second.
    add("chain-1", "Valley News", "2031-05-01", SURVEY)
    more = "The ministry received the survey and will answer it in June, a clerk of the orchard desk said."
    add("chain-2", "Herald", "2031-05-02", f"{SURVEY}\n\n{more}")
    add(
        "chain-3",
        "Courier",
        "2031-05-03",
        f"{SURVEY}\n\n{more}\n\nThe blossom of the plums was over by then.",
    )
    # A ring: three outlets, one day, one text.
    for outlet in ("Courier", "Herald", "Island Post"):
        add(f"ring-{outlet.split()[0].lower()}", outlet, "2031-06-10", COUNCIL)
    # Speech that is denied or only supposed; a post that is embedded, which is nobody's own voice.
    add(
        "denied-speech",
        "Island Post",
        "2031-06-11",
        "The president of the board did not say that the harbour was safe. If the ministry says so, she would believe "
        'it, she told the Island Post.\n\n"Ukraine has betrayed every promise it made to us," Jonas Petri said.\n\n'
        "The treacherous cowards of China will pay for this!\n— Jonas Petri (@jpetri) June 9, 2031\n\n"
        "The ferry company would say nothing more on Wednesday, and the mayor never claimed that it would.",
    )
    # More mentions of an actor than the trained reader is asked to read.
    lines = (
        f"In year {n} France praised the ferry and France paid {n} hundred for its paint."
        for n in range(2, 9)
    )
    add("many-mentions", "Valley News", "2031-06-12", " ".join(lines))
    # Whose article it is nobody says.
    add("unknown-outlet", None, "2031-06-13", _own(40))
    # Another language.
    add("german", "Talbote", "2031-06-14", GERMAN)
    # Enough of each outlet for a number; names that stand in furniture alone, the same line under each.
    for number in range(24):
        outlet = ("Courier", "Herald", "Island Post")[number // 8]
        text = f"{_own(number)}\n\n{FURNITURE}" if outlet == "Herald" else _own(number)
        add(
            f"own-{number:02}",
            outlet,
            f"2031-07-{number + 1:02}",
            text,
            lean=("left", "right", None)[number // 8],
        )
    return rows


def write_small_corpus(folder: Path) -> Path:
    """The corpus as a file in `folder`."""
    path = folder / "corpus.jsonl"
    path.write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in small_corpus()), encoding="utf-8"
    )
    return path
