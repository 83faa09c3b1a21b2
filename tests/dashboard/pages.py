"""Invented articles, written span by span, so that every row that points into them is right."""

import random
from dataclasses import dataclass, field
from typing import Any

# What a hostile page may hold; it must be shown as it is written.
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
HOSTILE_ARTICLE = "a0"

ACTORS = {
    "united-states": "United States",
    "china": "China",
    "russia": "Russia",
    "united-nations": "United Nations",
    "taliban": "Taliban",
}
SPEAKERS = (
    "Mara Ellwood",
    "Tomas Brandt",
    "Ines Okoro",
    "the harbour board",
    "a person briefed on the talks",
)
VERBS = ("said", "claimed", "told the council", "insisted", "reported")
WORDS = [
    "the",
    "quay",
    "was",
    "closed",
    "before",
    "dawn",
    "while",
    "crews",
    "counted",
    "crates",
    "of",
    "barley",
    "and",
    "clerks",
    "wrote",
    "every",
    "number",
    "down",
    "twice",
    "because",
    "the",
    "scales",
    "had",
    "failed",
    "again",
    "during",
    "a",
    "storm",
    "that",
    "nobody",
    "on",
    "the",
    "hill",
    "had",
    "noticed",
]


@dataclass
class Page:
    """One article being written: its text so far and the rows that point into it."""

    article_id: str
    text: str = ""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def note(self, table: str, **cells: Any) -> None:
        self.rows.setdefault(table, []).append({"article_id": self.article_id, **cells})

    def evidence(self, metric: str, span: tuple[int, int], label: str, contribution: float = 1.0) -> None:
        start, end = span
        self.note(
            "evidence", metric=metric, start=start, end=end, text=self.text[start:end], label=label,
            contribution=contribution,
        )  # fmt: skip


def _sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(8, 22))
    return " ".join(words).capitalize() + "."


def _write_block(page: Page, kind: str, text: str) -> tuple[int, int]:
    if page.text:
        page.add("\n")
    start, end = page.add(text)
    page.note("layers", layer="block", start=start, end=end, label=kind, detail=None)
    return start, end


def _write_statement(page: Page, chance: random.Random) -> None:
    """A paragraph with an attribution, a quotation and two mentions."""
    page.add("\n")
    start = len(page.text)
    speaker = chance.choice(SPEAKERS)
    actor, name = chance.choice(list(ACTORS.items()))
    source = page.add(speaker[0].upper() + speaker[1:])
    page.add(" ")
    cue = page.add(chance.choice(VERBS))
    page.add(" that ")
    mention = page.add(name)
    content_start = mention[0]
    page.add(" had delayed the shipment and ")
    quote = page.add(f"“would gladly do so again, whatever {name} may think of it”")
    content = (content_start, quote[1])
    page.add(". " + _sentence(chance))
    named = speaker[0].isupper()
    page.note("layers", layer="block", start=start, end=len(page.text), label="body", detail=None)
    page.note("layers", layer="quotation", start=quote[0], end=quote[1], label="direct", detail=None)
    page.note(
        "attributions", cue_start=cue[0], cue_end=cue[1], source_start=source[0], source_end=source[1],
        content_start=content[0], content_end=content[1], speaker=f"person:{speaker}" if named else None,
        speaker_name=speaker if named else None, kind="mixed",
        source_type="named_person" if named else "unnamed_role", stance="neutral", official=False,
        second_hand=False, quoted_words=10,
    )  # fmt: skip
    page.evidence(
        "sourcing_density", source, "source: named person" if named else "source: unnamed role", 0.0
    )
    page.evidence("sourcing_density", cue, "cue: neutral")
    page.evidence("sourcing_density", content, "content: mixed", 0.0)
    page.evidence("named_source_share" if named else "unnamed_source_share", source, "source")
    page.evidence("quotation_share", quote, "direct quotation", 10.0)
    inner = quote[0] + page.text[quote[0] : quote[1]].index(name)
    for span, voice in ((mention, "outlet"), ((inner, inner + len(name)), "quoted")):
        tone = round(chance.uniform(-0.8, 0.8), 3)
        page.note(
            "mentions", start=span[0], end=span[1], actor=actor, kind="name", voice=voice,
            speaker=f"person:{speaker}" if voice == "quoted" and named else None,
            speaker_name=speaker if voice == "quoted" and named else None, lexicon=tone, trained=round(tone * 0.7, 3),
        )  # fmt: skip
        page.evidence("actor_sentiment", span, f"{actor} ({voice})", tone)


def write_article(number: int, origin: Page | None, chance: random.Random) -> Page:
    """An article; with an `origin`, a copy of its body under another headline."""
    page = Page(f"a{number}")
    _write_block(page, "headline", f"Headline {number}: {' '.join(chance.choices(WORDS, k=5))}")
    if page.article_id == HOSTILE_ARTICLE:
        _write_block(page, "body", SCRIPT + " </div></span> & **not bold** <b>not bold either</b>")
    if origin is not None:
        shift = len(page.text) - origin.text.index("\n")
        page.add(origin.text[origin.text.index("\n") :])
        for table, rows in origin.rows.items():
            for row in rows:
                moved = {
                    k: v + shift if k.endswith(("start", "end")) and v is not None else v
                    for k, v in row.items()
                }
                if table != "layers" or row["label"] != "headline":
                    page.note(table, **(moved | {"article_id": page.article_id}))
        return page
    for _ in range(chance.randint(2, 5)):
        _write_statement(page, chance)
    span = _write_block(page, "body", _sentence(chance) + " What a shocking, utterly reckless mess!")
    page.evidence(
        "editorializing", (span[1] - len("shocking, utterly reckless mess!"), span[1]), "loaded word"
    )
    span = _write_block(page, "related", "READ ALSO: " + " | ".join(_sentence(chance) for _ in range(2)))
    page.evidence("boilerplate_ratio", span, "related", 30.0)
    return page
