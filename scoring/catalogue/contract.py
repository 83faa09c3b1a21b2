"""The contract of a metric: a declaration and one pure function from a View to Measurements.

A metric is a ratio. For one article it yields numerator and denominator, with the spans that the numerator
was counted from; an outlet's value is the sum of numerators over the sum of denominators. Adding a metric
means adding one file to `scoring/metrics/`: the catalogue finds it there.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from scoring.document.document import BODY, View

HEADINGS = ("What it measures", "Why it matters", "How it is computed", "Limits", "References")


class Evidence(NamedTuple):  # not a frozen dataclass: hundreds are made an article, in a third of the time
    """A span of the text that a measurement rests on: what it is, and what it adds to the numerator."""

    start: int
    end: int
    label: str
    contribution: float = 1.0


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one metric found in one article (for one actor in one voice, where the metric has them)."""

    numerator: float
    denominator: float
    evidence: tuple[Evidence, ...] = ()
    actor: str = ""
    voice: str = ""


Measure = Callable[[View], Iterable[Measurement]]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's declaration. The name is that of its function, of its file and of its value in the CSV.

    label: what the dashboard prints. unit: of the value. counted: what the denominators count.
    per: the value is `per` times the ratio (1000 for a rate per thousand words).
    low, high: the natural bounds of the value, None where there is none.
    readings: the readings it can be asked of; the first is the one shown first.
    any_language: whether it holds for texts that are not English. by_actor: one row an actor and voice.
    minimum_units: below this sum of denominators the value is refused.
    better: 'higher', 'lower' or '' where neither direction is a merit.
    """

    name: str
    label: str
    unit: str
    counted: str
    summary: str
    measure: Measure
    doc: str
    per: float = 1.0
    low: float | None = 0.0
    high: float | None = None
    readings: tuple[str, ...] = (BODY,)
    any_language: bool = False
    by_actor: bool = False
    headline: bool = True
    minimum_units: float = 1.0
    better: str = ""

    @property
    def main_reading(self) -> str:
        """The reading that is shown where only one can be."""
        return self.readings[0]

    def sections(self) -> dict[str, str]:
        """The method text by heading, in the order of HEADINGS."""
        return _split_sections(self.doc)


def _split_sections(doc: str) -> dict[str, str]:
    sections: dict[str, str] = {}
    heading = ""
    for line in doc.splitlines():
        if line.rstrip(":") in HEADINGS and line.endswith(":"):
            heading = line.rstrip(":")
            sections[heading] = ""
        elif heading:
            sections[heading] += line.strip() + "\n"
    return {name: text.strip() for name, text in sections.items()}


def metric(
    *,
    label: str,
    unit: str,
    counted: str,
    per: float = 1.0,
    low: float | None = 0.0,
    high: float | None = None,
    readings: tuple[str, ...] = (BODY,),
    any_language: bool = False,
    by_actor: bool = False,
    headline: bool = True,
    minimum_units: float = 1.0,
    better: str = "",
) -> Callable[[Measure], Metric]:
    """Declare the function below as a metric; its docstring is its published method."""

    def declare(measure: Measure) -> Metric:
        doc = inspect.cleandoc(measure.__doc__ or "")
        return Metric(
            name=measure.__name__,
            label=label,
            unit=unit,
            counted=counted,
            summary=doc.split("\n", 1)[0],
            measure=measure,
            doc=doc,
            per=per,
            low=low,
            high=high,
            readings=readings,
            any_language=any_language,
            by_actor=by_actor,
            headline=headline,
            minimum_units=minimum_units,
            better=better,
        )

    return declare


@cache
def catalogue() -> dict[str, Metric]:
    """Every metric in `scoring/metrics/`, by name, in alphabetical order."""
    package = importlib.import_module("scoring.metrics")
    found: dict[str, Metric] = {}
    for module_info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"scoring.metrics.{module_info.name}")
        declared = getattr(module, module_info.name, None)
        if not isinstance(declared, Metric):
            raise TypeError(f"scoring/metrics/{module_info.name}.py declares no metric of that name.")
        found[declared.name] = declared
    return found
