"""Which form of collection a file has, if any: each known form is tried in turn.

To add a form, write a module that returns a `Collection` or None, and add it here with a sign: words that every
file of the form contains, so that ordinary articles are passed over quickly.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scoring.corpus.collections.factiva import read_factiva_codes, read_factiva_display
from scoring.corpus.collections.headed_records import read_records
from scoring.corpus.collections.nexis import read_nexis
from scoring.corpus.collections.nexis_uni import read_nexis_uni
from scoring.corpus.collections.numbered import read_numbered
from scoring.corpus.collections.piece import Collection
from scoring.corpus.collections.press_archives import read_archive
from scoring.corpus.collections.proquest import read_proquest


@dataclass(frozen=True, slots=True)
class _Form:
    """A form: its reader, and a sign (a regular expression) that begins some line of every such file."""

    sign: str
    read: Callable[[Sequence[str]], Collection | None]


_COUNT = r"\d+ (?:of|von|de|di|van) \d+ do[ck]u|do[ck]umento? \d+ "
_FORMS = (
    _Form(
        "proquest document id:|publication title:|titel der publikation ?:|titre de la publication ?:"
        "|título de publicación:",
        read_proquest,
    ),
    _Form(
        "record(?: number| id)?:|(?:gale )?document number:|accession number:|an:|dokumentnummer:|dokument-nr",
        read_archive,
    ),
    _Form(_COUNT, read_nexis),
    _Form(_COUNT, read_numbered),
    _Form(
        "load-date:|end of document|ende des dokuments|fin (?:du|del) document|fine del documento|einde van",
        read_nexis_uni,
    ),
    _Form(r"AN[ \t\n]", read_factiva_codes),
    _Form(r"do[ck]umento? [a-z]\w+\d", read_factiva_display),
)


_BEGINNING = re.compile(
    r"^[ \t\f]*(?:\d+ of \d+ documents?|document \d+ of \d+|full text:.*|full text|end of document"
    r"|document [A-Z]{4,8}0\w{12,24})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines that an export has once for each document."""


def _at_line(sign: str) -> re.Pattern[str]:
    """The sign at the beginning of a line; the line break is written out, because that is searched faster."""
    return re.compile(rf"\n[ \t\f]*(?:{sign})", re.IGNORECASE)


_SIGNS = tuple(_at_line(form.sign) for form in _FORMS)
_ANY_SIGN = _at_line("|".join(dict.fromkeys(form.sign for form in _FORMS)))
_TOP = 200
_TOP_LINES = 3
"""Records begin with a label, perhaps under a rule and a number."""


def read_collection(text: str) -> Collection | None:
    """The articles that a text holds, each with its heading lines read; None if it is one article.

    >>> read_collection("The ferry sank.\\n\\nEnd of Document") is None
    True
    """
    marked = f"\n{text}\n"
    lines: list[str] = []
    if _ANY_SIGN.search(marked):
        lines = text.splitlines()
        for sign, form in zip(_SIGNS, _FORMS, strict=True):
            if sign.search(marked) and (found := form.read(lines)) is not None:
                return found
    if any(":" in line for line in text.lstrip()[:_TOP].split("\n", _TOP_LINES)[:_TOP_LINES]):
        return read_records(lines or text.splitlines())
    return None


def count_beginnings(text: str) -> int:
    """How many lines look as if each began a document of its own, for a text in no known form.

    >>> count_beginnings("1 of 9 DOCUMENTS\\nRain.\\n7 of 9 DOCUMENTS\\nSun."), count_beginnings("Rain.")
    (2, 0)
    """
    return sum(1 for _ in _BEGINNING.finditer(text))
