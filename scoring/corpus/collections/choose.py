"""Which form of collection a file has, if any: each known form is asked in turn.

To know a new form, write a module that gives a `Collection` or None, and add it here with a sign: words without
which no file can have the form, so that ordinary articles are passed over at once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scoring.corpus.collections.archives import read_archive
from scoring.corpus.collections.factiva import read_factiva_codes, read_factiva_display
from scoring.corpus.collections.nexis import read_nexis
from scoring.corpus.collections.nexis_uni import read_nexis_uni
from scoring.corpus.collections.piece import Collection
from scoring.corpus.collections.proquest import read_proquest
from scoring.corpus.collections.records import read_records


@dataclass(frozen=True, slots=True)
class _Form:
    """A form: a sign that every file of it bears (searched after a line break), and its reader."""

    sign: re.Pattern[str]
    read: Callable[[Sequence[str]], Collection | None]


def _after_break(pattern: str) -> re.Pattern[str]:
    """A pattern at the beginning of a line; the break is written out, because it is found fast."""
    return re.compile(rf"\n[ \t\f]*(?:{pattern})", re.IGNORECASE)


_FORMS = (
    _Form(_after_break(r"proquest document id:|publication title:|titel der publikation ?:|titre de la publication ?:"
        r"|título de publicación:"), read_proquest),
    _Form(
        _after_break(r"record(?: number| id)?:|(?:gale )?document number:|accession number:|an:|dokumentnummer:"
                     r"|dokument-nr"),
        read_archive,
    ),
    _Form(
        _after_break(r"\d+ (?:of|von|de|di|van) \d+ docu|\d+ von \d+ doku|(?:document|dokument|documento) \d+ "),
        read_nexis,
    ),
    _Form(
        _after_break(r"load-date:|end of document|ende des dokuments|fin (?:du|del) document|fine del documento"
                     r"|einde van"),
        read_nexis_uni,
    ),
    _Form(_after_break(r"AN\b[ \t\n]"), read_factiva_codes),
    _Form(_after_break(r"(?:document|dokument|documento) [a-z]\w+\d"), read_factiva_display),
    _Form(re.compile(r"\A\s*(?:[^\n:]{0,80}\n\s*){0,2}[^\n:]{1,36}:"), read_records),
)  # fmt: skip


def read_collection(text: str) -> Collection | None:
    """The articles that a text holds, each with its heading lines read; None if it is one article.

    >>> read_collection("The ferry sank.\\n\\nEnd of Document") is None
    True
    """
    marked = f"\n{text}"
    lines: list[str] = []
    for form in _FORMS:
        if form.sign.search(marked):
            lines = lines or text.splitlines()
            found = form.read(lines)
            if found is not None:
                return found
    return None
