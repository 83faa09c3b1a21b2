"""Who supplies text to others: the agencies of `data/wire_services.csv`, the outlets of `data/news_outlets.csv`."""

from dataclasses import dataclass
from functools import cache

from scoring.schema.lists import read_rows


@dataclass(frozen=True, slots=True)
class Houses:
    """`names` by id; `forms`, as credits write them, and, lowered, `folded` (form to id); `domains` (domain to id)."""

    names: dict[str, str]
    forms: dict[str, str]
    folded: dict[str, str]
    domains: dict[str, str]

    def by_form(self, name: str, *, any_case: bool = False) -> str | None:
        """The id of the house that `name` is a form of, as a whole."""
        return self.forms.get(name) or (self.folded.get(name.casefold()) if any_case else None)

    def by_host(self, name: str) -> str | None:
        """The id of the house whose site this host belongs to."""
        labels = name.split(".")
        parents = (".".join(labels[first:]) for first in range(len(labels)))
        return next((self.domains[parent] for parent in parents if parent in self.domains), None)


@cache
def agencies() -> Houses:
    """The agencies by their ids, read once; an agency's name is one of its forms."""
    return _read("wire_services.csv", "id", "name", "forms", "domains", name_is_form=True)


@cache
def listed_outlets() -> Houses:
    """The outlets, read once; an outlet's id is its name, which may be an ordinary word and no form."""
    return _read("news_outlets.csv", "name", "forms", "country", "domains", name_is_form=False)


def _read(source: str, key: str, *columns: str, name_is_form: bool) -> Houses:
    names: dict[str, str] = {}
    forms: dict[str, str] = {}
    domains: dict[str, str] = {}
    for row in read_rows(source, key, *columns):
        names[row[key]] = row["name"]
        forms.update(dict.fromkeys((form for form in row["forms"].split("|") if form), row[key]))
        if name_is_form:
            forms.setdefault(row["name"], row[key])
        domains.update(dict.fromkeys((domain for domain in row["domains"].split("|") if domain), row[key]))
    return Houses(names, forms, {form.casefold(): found for form, found in forms.items()}, domains)
