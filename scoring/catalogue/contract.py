"""The contract of a metric: a declaration and one pure function from a View to Measurements.

A metric is a ratio. For one article it yields numerator and denominator, with the spans that the numerator
was counted from; an outlet's value is the sum of numerators over the sum of denominators. Adding a metric
means adding one file to `scoring/metrics/`, or naming it under `masthead.metrics` in the entry points of a package
of one's own: `scoring.catalogue.find` finds it.
"""

import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from scoring.document.document import View
from scoring.schema.kinds import Better, Need, Reading
from scoring.schema.metrics import Declaration

_WITHOUT_DOCSTRINGS = 2  # the level of `python -OO`


class Evidence(NamedTuple):  # not a frozen dataclass: hundreds are made an article, in a third of the time
    """A span of the text that a measurement rests on: what it is, and what it adds to the numerator."""

    start: int
    end: int
    label: str
    contribution: float = 1.0


def evidence_from(rows: Iterable[tuple[int, int, str, float]]) -> tuple[Evidence, ...]:
    """The evidence whose fields are given row by row: for hundreds of spans, in a third of the time of Evidence itself.

    >>> evidence_from([(0, 4, "cue", 1.0)])
    (Evidence(start=0, end=4, label='cue', contribution=1.0),)
    """
    return tuple(map(_AS_EVIDENCE, rows))


_AS_EVIDENCE = partial(tuple.__new__, Evidence)


class Measurement(NamedTuple):
    """What one metric found in one article (for one actor in one voice, where the metric has them)."""

    numerator: float
    denominator: float
    evidence: tuple[Evidence, ...] = ()
    actor: str = ""
    voice: str = ""


Measure = Callable[[View], Iterable[Measurement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Declaration):
    """A declaration with the function that measures one article."""

    measure: Measure


# Long because a declaration names everything that is said of a metric, each by its name.
def metric(
    *,
    label: str,
    unit: str,
    counted: str,
    per: float = 1.0,
    low: float | None = 0.0,
    high: float | None = None,
    readings: tuple[Reading, ...] = (Reading.BODY,),
    needs: tuple[Need, ...] = (Need.ENGLISH,),
    by_actor: bool = False,
    headline: bool = True,
    minimum_units: float = 1.0,
    reader_error: float = 0.0,
    matters_from: float = 0.0,
    better: str = "",
) -> Callable[[Measure], Metric]:
    """Declare the function below as a metric; its docstring is its published method.

    The arguments mean what they mean in `scoring.schema.metrics.Declaration`.
    """

    def declare(measure: Measure) -> Metric:
        if not measure.__doc__ and sys.flags.optimize >= _WITHOUT_DOCSTRINGS:
            raise ValueError(
                "Python was started with -OO (PYTHONOPTIMIZE=2), which drops the methods of the metrics. "
                "Start it without."
            )
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
            readings=tuple(Reading(reading) for reading in readings),
            needs=tuple(Need(need) for need in needs),
            by_actor=by_actor,
            headline=headline,
            minimum_units=minimum_units,
            reader_error=reader_error,
            matters_from=matters_from,
            better=Better(better),
        )

    return declare
