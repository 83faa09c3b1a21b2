"""What is declared of a metric: everything but how it is computed. It travels in the folder as `metrics.csv`.

Whoever reads a scores folder reads the declarations in it, not those of the program at hand: a folder may hold
metrics of a plug-in, or of another version.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from scoring.schema.columns import Table, fact, flag, kind, number
from scoring.schema.kinds import Better, Need, Reading

HEADINGS = ("What it measures", "Why it matters", "How it is computed", "Limits", "References")
SHOWN_FIRST = (
    "boilerplate_ratio",
    "reprint_originality",
    "uncredited_reprint_share",
    "sourcing_density",
    "named_source_share",
    "quotation_share",
    "editorializing",
)
"""The metrics that a person sees before choosing others."""
_AMONG = " "  # between the words of a cell that lists several


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A metric's declaration. The name is that of its function, of its file and of its value in the CSV.

    label: what the dashboard prints. unit: of the value. counted: what the denominators count. summary: one
    sentence; doc: the whole published method, under HEADINGS.
    per: the value is `per` times the ratio (1000 for a rate per thousand words).
    low, high: the natural bounds of the value, None where there is none.
    readings: the readings it can be asked of; the first is the one shown first.
    needs: what an article must be for it to hold. by_actor: one row per actor and voice.
    headline: whether it has columns in `outlets`. minimum_units: below this sum of denominators the value is
    refused. better: which direction is a merit. package: who brings it, '' for Masthead's own.
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
    better: Better = Better.NEITHER
    package: str = ""

    @property
    def main_reading(self) -> Reading:
        """The reading that is shown where only one can be."""
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
    "A metric: what its numbers mean and how they come about.",
    (
        fact("metric", "The metric's name, as in `scores`.", required=True),
        fact("label", "Its name for people.", required=True),
        fact("unit", "The unit of its value.", required=True),
        fact("counted", "What its denominators count."),
        fact("summary", "What it is, in one sentence."),
        number("per", "Its value is so many times the ratio of numerators to denominators.", required=True),
        number("low", "The least value there can be; empty where there is none."),
        number("high", "The greatest value there can be; empty where there is none."),
        fact("readings", "The readings it is asked of, the one shown first in front.", required=True),
        fact("needs", "What an article must be for the metric to hold; empty: nothing."),
        flag("by_actor", "Whether it has a value for each actor and voice.", required=True),
        flag("headline", "Whether it has columns in `outlets`.", required=True),
        number("minimum_units", "Below this sum of denominators the value is refused.", required=True),
        kind("better", Better, "Which direction is a merit; empty where neither is", required=False),
        fact("package", "The package that brings the metric, with its version; empty for Masthead's own."),
        fact("method", "The published method, with its limits."),
    ),
    ("metric",),
)


def declared_rows(metrics: Iterable[Declaration]) -> pl.DataFrame:
    """The table METRICS of some declarations."""
    rows = [
        (
            m.name, m.label, m.unit, m.counted, m.summary, m.per, m.low, m.high, _AMONG.join(m.readings),
            _AMONG.join(m.needs), m.by_actor, m.headline, m.minimum_units, m.better, m.package, m.doc,
        )
        for m in metrics
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=METRICS.schema, orient="row")


def declarations_of(rows: pl.DataFrame) -> dict[str, Declaration]:
    """The declarations of a table METRICS, by name, in its order; `declared_rows` undone.

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
            better=Better(row["better"] or ""),
            package=row["package"] or "",
        )
        for row in rows.iter_rows(named=True)
    }
