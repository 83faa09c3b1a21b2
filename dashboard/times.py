"""Whether outlets that are compared were read over the same time, in words, and the years they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from scoring.outlets.periods import median_dates, shared_years

FAR_APART = 365  # days between median dates from which on a difference may be the calendar's


@dataclass(frozen=True, slots=True)
class Apart:
    """A warning in words; the label of the way to the years that the outlets share, with their first and last day."""

    words: str
    label: str = ""
    first: str = ""
    last: str = ""


def far_apart(articles: pl.DataFrame, outlets: Sequence[str]) -> Apart | None:
    """The warning where the median dates of the outlets lie a year or more apart. `articles`: the chosen ones."""
    medians = median_dates(articles, outlets)
    if len(medians) < len(("one", "other")):
        return None
    early, late = (
        min(medians, key=lambda name: (medians[name], name)),
        max(medians, key=lambda name: (medians[name], name)),
    )
    if (medians[late] - medians[early]).days < FAR_APART:
        return None
    words = (
        f"Read over different times: half of {early} is from before {_month(medians[early])}, half of {late} from "
        f"after {_month(medians[late])}. A difference between them may be one of their times."
    )
    years = shared_years(articles, outlets)
    if years is None:
        return Apart(f"{words} There is no year in which each has enough texts to be measured.")
    first, last = years
    span = str(first) if first == last else f"{first} to {last}"
    if _spans(articles, outlets, first, last):
        return Apart(words)
    return Apart(words, f"Only the years they share: {span}", f"{first}-01-01", f"{last}-12-31")


def _month(day: date) -> str:
    return f"{day:%B %Y}"


def _spans(articles: pl.DataFrame, outlets: Sequence[str], first: int, last: int) -> bool:
    """Whether these years already hold all dated articles, so that nothing is gained by them."""
    years = (
        articles.filter(pl.col("outlet").is_in(list(outlets))).drop_nulls("published")["published"].dt.year()
    )
    return bool(years.is_between(first, last).all())
