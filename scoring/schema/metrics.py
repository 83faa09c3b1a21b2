"""A metric's declaration: everything but how it is computed. It travels in the folder as `metrics.csv`.

Readers of a scores folder use the declarations in it, not those of the installed program: a folder may hold
metrics from a plug-in, or from another version.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from scoring.schema.columns import Table, fact, flag, kind, number
from scoring.schema.kinds import Better, Need, Reading

HEADINGS = ("What it measures", "Why it matters", "How it is computed", "Limits", "References")
SHOWN_FIRST = (
    "opinion_share",
    "boilerplate_ratio",
    "reprint_originality",
    "uncredited_reprint_share",
    "sourcing_density",
    "named_source_share",
    "quotation_share",
    "editorializing",
)
"""The metrics shown before a person chooses others."""
TONE_METRICS: Mapping[str, str] = {"lexicon": "actor_sentiment", "trained": "actor_sentiment_trained"}
"""The metric of each reading of tone, by the column that holds the reading in the tables of mentions and actors."""
_AMONG = " "  # between the words of a cell that lists several


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A metric's declaration. The name is that of its function, its file and its column in the CSV files.

    label: what the dashboard prints. unit: of the value. counted: what the denominators count. summary: one
    sentence; doc: the whole published method, under HEADINGS.
    per: the value is `per` times the ratio (1000 for a rate per thousand words).
    low, high: the natural bounds of the value, None if there is none.
    readings: the readings it can be measured in; the first is the main one.
    needs: what an article must be for it to apply. by_actor: one row per actor and voice.
    headline: whether it has columns in `outlets`. minimum_units: below this sum of denominators no value is
    given. reader_error: how far, as a standard error, a mean over very many of its units may lie from what people
    would answer, because the reader that answered makes errors of its own; it widens every interval.
    matters_from: the smallest difference between two outlets that matters, in the value's unit; 0 where that is not
    stated, and then no difference is called trivial. How it is chosen is in docs/statistics.md.
    better: which direction is a merit. package: who provides it, '' for Masthead's own.
    """

    name: str
    label: str
    unit: str
    counted: str = ""
    summary: str = ""
    doc: str = ""
    per: float = 1.0
    low: float | None = 0.0
    high: float | None = None
    readings: tuple[Reading, ...] = (Reading.BODY,)
    needs: tuple[Need, ...] = (Need.ENGLISH,)
    by_actor: bool = False
    headline: bool = True
    minimum_units: float = 1.0
    reader_error: float = 0.0
    matters_from: float = 0.0
    better: Better = Better.NEITHER
    package: str = ""

    @property
    def main_reading(self) -> Reading:
        """The reading shown when only one can be."""
        return self.readings[0]

    def sections(self) -> dict[str, str]:
        """The method text by heading, in the order of HEADINGS."""
        sections: dict[str, str] = {}
        heading = ""
        for line in self.doc.splitlines():
            if line.rstrip(":") in HEADINGS and line.endswith(":"):
                heading = line.rstrip(":")
                sections[heading] = ""
            elif heading:
                sections[heading] += line.strip() + "\n"
        return {name: text.strip() for name, text in sections.items()}


Declarations = Mapping[str, Declaration]
"""Metrics by name."""

METRICS = Table(
    "metrics",
    "A metric: what its numbers mean and how they are computed.",
    (
        fact("metric", "The metric's name, as in `scores`.", required=True),
        fact("label", "Its name in print.", required=True),
        fact("unit", "The unit of its value.", required=True),
        fact("counted", "What its denominators count."),
        fact("summary", "What it is, in one sentence."),
        number("per", "The value is this many times the ratio of numerators to denominators.", required=True),
        number("low", "The lowest possible value; empty if there is none."),
        number("high", "The highest possible value; empty if there is none."),
        fact("readings", "The readings it is measured in, the main one first.", required=True),
        fact("needs", "What an article must be for the metric to apply; empty for no requirement."),
        flag("by_actor", "Whether it has a value for each actor and voice.", required=True),
        flag("headline", "Whether it has columns in `outlets`.", required=True),
        number("minimum_units", "Below this sum of denominators no value is given.", required=True),
        number(
            "reader_error",
            "Standard error that a value keeps however much is read, from the errors of the reader; in the interval.",
            required=True,
        ),
        number(
            "matters_from",
            "The smallest difference between two outlets that matters, in the value's unit; 0 if that is not stated.",
            required=True,
            added=True,
        ),
        kind("better", Better, "Which direction is a merit; empty if neither is", required=False),
        fact("package", "The package that provides the metric, with its version; empty for Masthead's own."),
        fact("method", "The published method, with its limits."),
    ),
    ("metric",),
)


def declared_rows(metrics: Iterable[Declaration]) -> pl.DataFrame:
    """The table METRICS of some declarations."""
    rows = [
        (
            m.name, m.label, m.unit, m.counted, m.summary, m.per, m.low, m.high, _AMONG.join(m.readings),
            _AMONG.join(m.needs), m.by_actor, m.headline, m.minimum_units, m.reader_error,
            m.matters_from, m.better,
            m.package, m.doc,
        )
        for m in metrics
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=METRICS.schema, orient="row")


def declarations_of(rows: pl.DataFrame) -> dict[str, Declaration]:
    """The declarations in a table METRICS, by name, in its order; the inverse of `declared_rows`.

    Raises ValueError for a reading, need or direction that this version does not know.
    """
    return {
        row["metric"]: Declaration(
            name=row["metric"],
            label=row["label"],
            unit=row["unit"],
            counted=row["counted"] or "",
            summary=row["summary"] or "",
            doc=row["method"] or "",
            per=row["per"],
            low=row["low"],
            high=row["high"],
            readings=tuple(Reading(word) for word in row["readings"].split(_AMONG)),
            needs=tuple(Need(word) for word in (row["needs"] or "").split()),
            by_actor=row["by_actor"],
            headline=row["headline"],
            minimum_units=row["minimum_units"],
            reader_error=row["reader_error"],
            matters_from=row.get("matters_from") or 0.0,
            better=Better(row["better"] or ""),
            package=row["package"] or "",
        )
        for row in rows.iter_rows(named=True)
    }
