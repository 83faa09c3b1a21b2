"""Filters with counts: what the spans behind a number can be narrowed by. The counts are of what the others leave.

The choice is a mapping from a filter's name to the values that are let through (several: any of them); in the address
it is the parameter `only`, once for each value: `only=source.named&only=when.2016`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

Chosen = Mapping[str, Sequence[str]]
MOST_VALUES = 12  # of a filter; the others are reached through the groups
MOST_MONTHS = 18  # from here on, years
UNDATED = "no date"
ADDRESS = "only"


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its column, its label, and the words for its values, in their order where they have one."""

    name: str
    label: str
    words: Mapping[str, str] = field(default_factory=dict)

    def told(self, value: str) -> str:
        """A value in words."""
        return self.words.get(value, value.replace("_", " "))


FACETS = (
    Facet("source", "Source", {"named": "named", "unnamed": "unnamed", "neither": "document or public"}),
    Facet(
        "kind",
        "Kind of source",
        {
            "named_person": "person",
            "unnamed_role": "role",
            "named_institution": "institution",
            "document": "document",
            "other_medium": "other medium",
            "social_post": "post",
            "public": "the public",
        },
    ),
    Facet("official", "Speaks for a state", {"yes": "official", "no": "not official"}),
    Facet("mode", "Told", {"direct": "in quotation marks", "indirect": "paraphrased", "mixed": "both"}),
    Facet("stance", "The verb", {"neutral": "neutral", "doubting": "doubts", "endorsing": "endorses"}),
    Facet("sign", "Tone", {"friendly": "+ friendly", "neutral": "○ neutral", "hostile": "− hostile"}),
    Facet(
        "read", "Read by", {"trained": "trained reading", "lexicon": "lexicon alone", "neither": "neither"}
    ),
    Facet("form", "Called by"),
    Facet("credit", "Credit", {"credited": "credited", "not credited": "not credited"}),
    Facet("other", "Taken from"),
    Facet("what", "What it is"),
    Facet("when", "Published"),
    Facet("judged", "Judged", {"right": "right", "wrong": "wrong", "no": "not yet"}),
)
BY_NAME = {facet.name: facet for facet in FACETS}


def parsed(values: Iterable[str]) -> dict[str, list[str]]:
    """The choice that an address holds; what no filter is called is left out.

    >>> parsed(["source.named", "when.2016", "when.2017", "nonsense", "x.y"])
    {'source': ['named'], 'when': ['2016', '2017']}
    """
    chosen: dict[str, list[str]] = {}
    for text in values:
        name, dot, value = text.partition(".")
        if dot and value and name in BY_NAME and value not in chosen.get(name, ()):
            chosen.setdefault(name, []).append(value)
    return chosen


def written(chosen: Chosen) -> list[str]:
    """The choice as it stands in the address.

    >>> written({"source": ["named"], "when": []})
    ['source.named']
    """
    return [f"{name}.{value}" for name, values in chosen.items() for value in values]


def with_time(spans: pl.DataFrame) -> pl.DataFrame:
    """The spans with the month in which their article was published, or the year where there are many months."""
    months = spans.select(pl.col("published").dt.strftime("%Y-%m").n_unique()).item()
    shape = "%Y-%m" if months <= MOST_MONTHS else "%Y"
    return spans.with_columns(when=pl.col("published").dt.strftime(shape).fill_null(UNDATED))


def narrowed(spans: pl.DataFrame, chosen: Chosen, but: str = "") -> pl.DataFrame:
    """The spans that pass every filter, the one called `but` left out."""
    passing = [
        pl.col(name).is_in(list(values))
        for name, values in chosen.items()
        if values and name != but and name in spans.columns
    ]
    return spans.filter(passing) if passing else spans


def counted(spans: pl.DataFrame, chosen: Chosen) -> dict[str, dict[str, int]]:
    """For each filter that these spans have the values with their counts under all other filters.

    A filter is had where the spans differ in it, or something is chosen in it. Values without a span are left out
    unless chosen; of filters without an order of their own the most frequent values are kept, times in their order.
    """
    found: dict[str, dict[str, int]] = {}
    for facet in FACETS:
        wanted = list(chosen.get(facet.name, ()))
        if facet.name not in spans.columns or (spans[facet.name].drop_nulls().n_unique() < 2 and not wanted):
            continue
        left = narrowed(spans, chosen, facet.name)
        counts: dict[str, int] = dict(left[facet.name].drop_nulls().value_counts().iter_rows())
        found[facet.name] = _arranged(facet, counts, wanted)
    return found


def _arranged(facet: Facet, counts: dict[str, int], wanted: Sequence[str]) -> dict[str, int]:
    order = {value: place for place, value in enumerate(facet.words)}
    if facet.name == "when":
        values = sorted(counts, key=lambda value: (value == UNDATED, value))
    else:
        values = sorted(counts, key=lambda value: (order.get(value, len(order)), -counts[value], value))
        if not order:
            values = values[:MOST_VALUES]
    values += [value for value in wanted if value not in values]
    return {value: counts.get(value, 0) for value in values}
