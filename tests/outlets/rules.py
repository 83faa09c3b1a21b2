"""Declarations for the tests of aggregation: nothing but what aggregation looks at."""

from typing import Any

from scoring.schema.metrics import Declaration


def rule(low: float | None = 0.0, high: float | None = None, **more: Any) -> Declaration:
    """A metric with these bounds and no least number of units, unless told otherwise."""
    return Declaration(
        **{"name": "m", "label": "M", "unit": "", "low": low, "high": high, "minimum_units": 0.0} | more
    )
