"""The offices of persons in the list of actors, and who held them in a given year."""

import re
from functools import lru_cache
from typing import NamedTuple

from scoring.actors.nouns import is_official, roles_in

_TERM = re.compile(r"(?P<title>.+?) (?P<first>\d{4})(?:(?P<to>-)(?P<last>\d{4})?)?")
_WORD = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
MAX_REMEMBERED = 4_096


class Office(NamedTuple):
    """An office in lower case, its roles as `roles_in` gives them, its first and last year (None: still held)."""

    title: str
    roles: frozenset[str]
    first: int
    last: int | None

    def held_in(self, year: int) -> bool:
        """Whether it was held at any time in the year."""
        return self.first <= year and (self.last is None or year <= self.last)


@lru_cache(maxsize=MAX_REMEMBERED)
def offices_of(listed: str) -> tuple[Office, ...]:
    """The offices in a `role` cell of data/actors.csv that are given with years.

    >>> [(office.title, office.first, office.last) for office in offices_of("US President 2017-2021; host; MP 2015-")]
    [('us president', 2017, 2021), ('mp', 2015, None)]
    """
    found = []
    for part in listed.split(";"):
        term = _TERM.fullmatch(part.strip())
        if term is not None:
            title, first = term["title"].lower(), int(term["first"])
            last = int(term["last"]) if term["last"] else (None if term["to"] else first)
            found.append(Office(title, frozenset(roles_in(_WORD.findall(title))), first, last))
    return tuple(found)


def roles_held(listed: str, year: int) -> frozenset[str]:
    """The roles of those offices in a `role` cell that were held in the year."""
    return frozenset(role for office in offices_of(listed) if office.held_in(year) for role in office.roles)


def holds_office(listed: str, year: int) -> bool:
    """Whether a `role` cell lists a public office that was held in the year."""
    return is_official(roles_held(listed, year))
