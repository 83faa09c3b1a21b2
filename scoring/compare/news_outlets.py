"""The outlets of `data/news_outlets.csv`: by the forms in which credits write them, and by domain."""

from dataclasses import dataclass
from functools import cache

from scoring.schema.lists import read_rows


@dataclass(frozen=True, slots=True)
class Outlets:
    """Names of the listed outlets by form, by form in lower case, and by domain."""

    forms: dict[str, str]
    folded: dict[str, str]
    domains: dict[str, str]


@cache
def listed_outlets() -> Outlets:
    """The list, read once."""
    forms: dict[str, str] = {}
    domains: dict[str, str] = {}
    for row in read_rows("news_outlets.csv", "name", "forms", "country", "domains"):
        forms.update(dict.fromkeys((form for form in row["forms"].split("|") if form), row["name"]))
        domains.update(dict.fromkeys((domain for domain in row["domains"].split("|") if domain), row["name"]))
    return Outlets(forms, {form.casefold(): name for form, name in forms.items()}, domains)
