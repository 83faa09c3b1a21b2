"""Who supplies text to others, as credits write the names: agencies, and the outlets of `data/news_outlets.csv`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scoring.compare.agencies import agency_at_end, agency_of, host, parts_of
from scoring.compare.houses import agencies, listed_outlets
from scoring.text.word_sets import credit_words

_CAPITALISED_RUN = re.compile(r"[A-Z][\w.]*(?: [A-Z][\w.]*){0,4}")
_POSSESSIVE = re.compile(r"['’]s? .*$")
_SITE = re.compile(r"\.(?:com|org|net|co\.uk)$")


class Supplier(NamedTuple):
    """`source`: an agency's id or an outlet's name; `agency`: which of the two."""

    source: str
    agency: bool


def supplier_of(name: str, *, any_case: bool = False) -> Supplier | None:
    """The agency or the listed outlet that `name` is a form of, as a whole.

    >>> supplier_of("AFP"), supplier_of("USA TODAY"), supplier_of("Harbour Post")
    (Supplier(source='afp', agency=True), Supplier(source='USA Today', agency=False), None)
    """
    if agency := agency_of(name, any_case=any_case):
        return Supplier(agency, agency=True)
    outlet = listed_outlets().by_form(name, any_case=any_case)
    return Supplier(outlet, agency=False) if outlet else None


def supplier_at_end(name: str) -> Supplier | None:
    """The agency, or the outlet with a name of several words, that directly follows a person's name.

    >>> supplier_at_end("Ana Brook Los Angeles Times")
    Supplier(source='Los Angeles Times', agency=False)
    """
    if agency := agency_at_end(name):
        return Supplier(agency, agency=True)
    words, forms, small = name.split(), listed_outlets().forms, credit_words("in_name") - {"the", "The"}
    # `editor of Valley Ledger` is somebody's office, and no credit.
    ends = (first for first in range(1, len(words) - 1) if words[first - 1] not in small)
    named = (" ".join(words[first:]) for first in ends)
    return next((Supplier(forms[end], agency=False) for end in named if end in forms), None)


def supplier_of_address(address: str) -> Supplier | None:
    """The listed outlet or agency whose site this is (`feeds.valleyledger.example`).

    >>> supplier_of_address("feeds.cbsnews.com")
    Supplier(source='CBS News', agency=False)
    """
    name = host(address) if "." in address and " " not in address else ""
    if agency := agencies().by_host(name):
        return Supplier(agency, agency=True)
    known = listed_outlets().by_host(name) or (name if "." in name else "")
    return Supplier(known, agency=False) if known else None


def name_of_outlet(outlet: str | None) -> str:
    """What an outlet is called in its own texts, where it is named by its site; else its name as given.

    >>> name_of_outlet("npr.org"), name_of_outlet("reuters.com"), name_of_outlet("The Orb"), name_of_outlet(None)
    ('NPR', 'Reuters', 'The Orb', '')
    """
    known = supplier_of_address(outlet) if outlet else None
    if outlet is None or known is None:
        return outlet or ""
    return agencies().names[known.source] if known.agency else known.source


def suppliers_in(names: str, *, possessives: bool = True) -> list[Supplier]:
    """The agencies and listed outlets that a credit lists, in its order; `CNN's Ana Brook` is CNN with `possessives`.

    >>> [s.source for s in suppliers_in("CNN's Ana Brook and Reuters")]
    ['CNN', 'reuters']
    """
    found = (
        supplier_of(part)
        or supplier_of(part.removesuffix(" News"))
        or (supplier_of(_POSSESSIVE.sub("", part)) if possessives else None)
        for part in parts_of(names)
    )
    return list(dict.fromkeys(supplier for supplier in found if supplier))


def agencies_in(names: str) -> list[str]:
    """The ids of the agencies that a credit lists by their own names, in its order.

    >>> agencies_in("Harbour Post/AFP and CNN"), agencies_in("AP's Ana Brook")
    (['afp'], [])
    """
    return [found.source for found in suppliers_in(names, possessives=False) if found.agency]


def suppliers_of_writers(names: str) -> list[Supplier]:
    """The agencies and outlets that writers are said to be of: each part's name before or after theirs.

    >>> [s.source for s in suppliers_of_writers("Associated Press writers Ana Brook in Port Ella and Lee Berg")]
    ['ap']
    """
    found = (
        supplier_of(part)
        or supplier_of(_POSSESSIVE.sub("", part))
        or supplier_at_start(part)
        or supplier_at_end(part)
        for part in parts_of(names)
    )
    return list(dict.fromkeys(supplier for supplier in found if supplier))


def supplier_at_start(name: str) -> Supplier | None:
    """The agency or outlet whose name opens this one, before a title: `AP business writer Ana Brook`."""
    words = name.split()
    starts = (
        " ".join(words[:last])
        for last in range(len(words) - 1, 0, -1)
        if not credit_words("role").isdisjoint(word.lower() for word in words[last:])
    )
    return next((found for start in starts if (found := supplier_of(start))), None)


def suppliers_named(text: str) -> Iterator[Supplier]:
    """Every agency or listed outlet that stands as a capitalised name anywhere in a short text.

    >>> [s.source for s in suppliers_named("Updated with AP copy")]
    ['ap']
    """
    for match in _CAPITALISED_RUN.finditer(text):
        words = match[0].split()
        for first in range(len(words)):
            runs = (" ".join(words[first:last]) for last in range(len(words), first, -1))
            yield from (found for found in map(supplier_of, runs) if found)


def is_medium(name: str) -> bool:
    """Whether an unlisted name is an outlet's by its words, and not a person's.

    >>> is_medium("Valley Ledger"), is_medium("Ana Brook")
    (True, False)
    """
    return bool(_SITE.search(name)) or not credit_words("medium").isdisjoint(name.split())


def is_service(name: str) -> bool:
    """Whether a listed outlet's name is that of the service by which it supplies others.

    >>> is_service("New York Times News Service"), is_service("New York Times")
    (True, False)
    """
    words = name.split()
    return bool(words) and words[-1] in credit_words("service") and supplier_of(name) is not None
