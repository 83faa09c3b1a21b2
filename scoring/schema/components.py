"""The table of the index: which metric counts, in which direction, how much, and why."""

from dataclasses import dataclass, replace
from pathlib import Path

from scoring.schema.lists import brief, read_rows

INDEX_COMPONENTS = "index_components.csv"
HIGHER, LOWER = "higher", "lower"


@dataclass(frozen=True, slots=True)
class Component:
    """A metric in one reading, the direction held to be better, its weight and the reason."""

    metric: str
    group: str
    reading: str
    direction: str
    weight: float
    reason: str


def read_components(weights: Path | None = None) -> tuple[Component, ...]:
    """The components in `data/index_components.csv`; `weights` is a user's CSV (`metric,weight`) that overrides it.

    A component that the user's file does not name gets weight 0. Raises ValueError, in one sentence, for a weight
    that is not a number of at least 0, a metric that is not a component, or weights that are all 0.
    """
    shipped = tuple(
        Component(
            row["metric"],
            row["group"],
            row["reading"],
            row["direction"],
            _weight(row["weight"], row["metric"], INDEX_COMPONENTS),
            row["reason"],
        )
        for row in read_rows(INDEX_COMPONENTS, "metric", "group", "reading", "direction", "weight", "reason")
    )
    return shipped if weights is None else _reweighed(shipped, weights)


def _reweighed(shipped: tuple[Component, ...], weights: Path) -> tuple[Component, ...]:
    named: dict[str, float] = {}
    for row in read_rows(weights, "metric", "weight"):
        if row["metric"] in named:
            raise ValueError(f"{weights} names {brief(row['metric'])} twice.")
        named[row["metric"]] = _weight(row["weight"], row["metric"], weights)
    known = {component.metric for component in shipped}
    if unknown := sorted(set(named) - known):
        raise ValueError(
            f"{weights}: {brief(', '.join(unknown))} is not a component of the index; "
            f"the components are {', '.join(sorted(known))}."
        )
    if not any(named.values()):
        raise ValueError(f"{weights} gives no component a weight above 0.")
    return tuple(replace(component, weight=named.get(component.metric, 0.0)) for component in shipped)


def _weight(cell: str, metric: str, where: str | Path) -> float:
    try:
        weight = float(cell)
    except ValueError:
        weight = -1.0
    if not 0 <= weight < float("inf"):
        raise ValueError(
            f"{where}: the weight of {brief(metric)} is {brief(cell)!r}; it must be a number, 0 or more."
        )
    return weight
