"""Lines of page furniture with a name or figure in them, found by patterns (data/en/furniture_patterns.csv).

Such as "4 min read", "LENGTH: 310 words" and "The post ... appeared first on ...".
"""

import re
from dataclasses import dataclass
from functools import cache

from scoring.schema.lists import read_rows
from scoring.text.blocks.agency_names import agency_names
from scoring.text.blocks.phrases import Phrase

PATTERN = "pattern"
"""The `match` of a Phrase that was found by a pattern."""
_AGENCY = "{agency}"
"""In a pattern, this is replaced by the names of all news agencies."""
_TOLD_WORDS = 4
MOST_WORDS = 70
"""Words: a longer line is not matched with any pattern."""


@dataclass(frozen=True, slots=True)
class _Row:
    pattern: re.Pattern[str]
    words: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    by_first: dict[str, tuple[_Row, ...]]
    by_any: dict[str, tuple[_Row, ...]]


@cache
def _patterns() -> _Patterns:
    by_first: dict[str, list[_Row]] = {}
    by_any: dict[str, list[_Row]] = {}
    agency = agency_names()
    for row in read_rows("furniture_patterns.csv", "pattern", "kind", "words", "begins", "holds"):
        told = row["begins"] or row["holds"]
        entry = _Row(
            re.compile(row["pattern"].replace(_AGENCY, f"(?-i:{agency})"), re.IGNORECASE),
            int(row["words"]),
            row["kind"],
        )
        index = by_first if row["begins"] else by_any
        for word in told.split("|"):
            index.setdefault(word, []).append(entry)
    return _Patterns(
        {word: tuple(rows) for word, rows in by_first.items()},
        {word: tuple(rows) for word, rows in by_any.items()},
    )


def find_pattern(shown: str, tokens: list[str], words: int) -> Phrase | None:
    """The kind of furniture that the line is, or None; `tokens`: the line in lower case, split at spaces.

    >>> line = "The post Rain falls appeared first on The Echo."
    >>> find_pattern(line, line.lower().split(), 9).kind
    'notice'
    """
    if words > MOST_WORDS or not tokens:
        return None
    lists = _patterns()
    for row in lists.by_first.get(tokens[0], ()):
        if words <= row.words and row.pattern.match(shown):
            return _phrase(tokens, row)
    if lists.by_any.keys().isdisjoint(tokens):
        return None
    for token in tokens:
        for row in lists.by_any.get(token, ()):
            if words <= row.words and row.pattern.match(shown):
                return _phrase(tokens, row)
    return None


def _phrase(tokens: list[str], row: _Row) -> Phrase:
    """The phrase found, named by the first words of the line."""
    told = " ".join(tokens[:_TOLD_WORDS])
    return Phrase(told, row.kind, PATTERN, opens_section=False)
