"""Archives whose documents end with a line of their own: NewsBank, Gale, EBSCO, GENIOS (WISO).

Each has labels above the text, labels below it, and a last label with the document's number. Headline, outlet
and date may stand at the top without labels.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.corpus.collections.lines import RIGHTS, find_date, is_date_line, one_line, without_blank_ends
from scoring.corpus.collections.piece import Collection, Piece


@dataclass(frozen=True, slots=True)
class _Archive:
    """How an archive writes: `last` begins the lines that close a document; `labels` give the fields (empty: of
    no use here); a document has at least one of the labels `needed` besides the last."""

    form: str
    last: re.Pattern[str]
    labels: Mapping[str, str]
    needed: frozenset[str]


_ARCHIVES = (
    _Archive(
        "NewsBank",
        re.compile(r"\s*(?:record(?: number)?|record id):\s*(?P<id>\S+)\s*$", re.IGNORECASE),
        {
            "title": "title", "headline": "title", "paper": "outlet", "newspaper": "outlet", "source": "outlet",
            "publication": "outlet", "date": "published", "author": "byline", "byline": "byline",
            "author/byline": "byline", "article text": "text", "openurl link": "url",
            "citation (aglc style)": "",
        },
        frozenset(("article text", "openurl link", "author/byline", "readability", "estimated printed pages")),
    ),
    _Archive(
        "Gale",
        re.compile(r"\s*(?:gale )?document number:\s*(?P<id>GALE\S+)\s*$", re.IGNORECASE),
        {
            "title": "title", "author(s)": "byline", "author": "byline", "byline": "byline", "source": "source",
            "publication": "source", "full text": "text", "url": "url", "document url": "url",
            "date": "published",
        },
        frozenset(("full text", "source", "document type")),
    ),
    _Archive(
        "EBSCO",
        re.compile(r"\s*(?:accession number|an):\s*(?P<id>\S+)\s*$", re.IGNORECASE),
        {
            "title": "title", "author": "byline", "authors": "byline", "source": "source", "full text": "text",
            "publication date": "published", "date": "published", "persistent link to this record": "url",
            "persistent link to this record (permalink)": "url", "language": "language", "abstract": "",
        },
        frozenset(("persistent link to this record", "persistent link to this record (permalink)", "database",
                   "full text word count")),
    ),
    _Archive(
        "GENIOS",
        re.compile(r"\s*(?:dokumentnummer|dokument-nr\.?):\s*(?P<id>\S+)\s*$", re.IGNORECASE),
        {
            "titel": "title", "autor": "byline", "autoren": "byline", "quelle": "source", "datum": "published",
            "dauerhafte adresse des dokuments": "url", "ressort": "", "rubrik": "", "seite": "", "ausgabe": "",
            "nummer": "", "jahrgang": "", "schlagwörter": "", "schlagwort": "", "firma": "", "personen": "",
        },
        frozenset(("quelle", "dauerhafte adresse des dokuments", "ressort")),
    ),
)  # fmt: skip
_COMMON_LABELS = {
    "section", "page", "pages", "edition", "publisher", "issn", "document type", "volume", "issue", "caption",
    "memo", "index terms", "subject", "subjects", "subject terms", "keywords", "copyright", "word count",
    "full text word count", "source citation", "publication type", "database", "readability", "column", "series",
    "estimated printed pages", "geographic terms", "copyright holder", "alle rechte vorbehalten", "notes",
}  # fmt: skip
_RULE = re.compile(r"\s*[-=*_]{5,}\s*")
_RECORD = re.compile(
    r"\s*(?:record|document|dokument):?\s+(\d{1,7})(?:\s+(?:of|von)\s+(\d{1,7}))?\s*", re.IGNORECASE
)
_SOURCE_NAME = re.compile(r"(?:\([^)\d]*\)|[^(;,])+?(?=\s+vom\s|\s+-\s|\s*[;,]|\.?,?\s*\(?\w*\.?\s*\d|\.?$)")
_MAX_SOURCE = 300
"""Characters of such a line that are examined."""
_CITATION = re.compile(r"\s*source citation\b", re.IGNORECASE)
_CITATION_LINES = 12
_MAX_TOP = 5
"""Lines at the top without a label, among which outlet and date stand."""
_MIN_OUTLET = 9
"""Characters: anything shorter before a date is a weekday (`Wednesday` has nine)."""


def read_archive(lines: Sequence[str]) -> Collection | None:
    """The articles of a file of one of the archives; None if it is not that."""
    for archive in _ARCHIVES:
        ends = [index for index, line in enumerate(lines) if archive.last.match(line)]
        if not ends:
            continue
        documents, after = _documents(lines, ends, archive)
        if not all(any(_name(line, archive) in archive.needed for line in doc) for doc in documents):
            continue
        totals = {int(found[2]) for line in lines if (found := _RECORD.fullmatch(line)) and found[2]}
        pieces = tuple(_piece(document, archive) for document in documents)
        if all(piece.published for piece in pieces):
            unplaced = sum(len(line.split()) for line in after)
            return Collection(archive.form, pieces, totals.pop() if len(totals) == 1 else None, unplaced)
    return None


def _documents(
    lines: Sequence[str], ends: Sequence[int], archive: _Archive
) -> tuple[list[list[str]], list[str]]:
    """The documents; labels and copyright notes below the last line of a document belong to it."""
    documents = []
    start = 0
    for end in ends:
        stop = end + 1
        while stop < len(lines) and (
            not lines[stop].strip()
            or (_name(lines[stop], archive) is not None and _is_tail(lines[stop], archive))
            or RIGHTS.match(lines[stop])
            or _RULE.fullmatch(lines[stop])
        ):
            stop += 1
        documents.append(without_blank_ends(lines[start:stop]))
        start = stop
    return documents, without_blank_ends(lines[start:])


def _is_tail(line: str, archive: _Archive) -> bool:
    """Whether a label never opens a document."""
    return archive.labels.get(_name(line, archive) or "") not in ("title", "outlet", "source", "published")


def _name(line: str, archive: _Archive) -> str | None:
    label, colon, _ = line.partition(":")
    name = label.strip().lower() if colon else ""
    return name if name in archive.labels or name in _COMMON_LABELS else None


def _piece(lines: Sequence[str], archive: _Archive) -> Piece:
    lines = [line for line in lines if not (_RECORD.fullmatch(line) or _RULE.fullmatch(line))]
    last = next((found for line in reversed(lines) if (found := archive.last.match(line))), None)
    labels = [_name(line, archive) for line in lines]
    told: dict[str, str] = {}
    text_at = next((i for i, name in enumerate(labels) if archive.labels.get(name or "") == "text"), None)
    for line, name in zip(lines, labels, strict=True):
        field = archive.labels.get(name or "")
        if field and field != "text" and (value := line.partition(":")[2].strip()):
            told.setdefault(field, value)
    end = _end_of_text(lines, labels, archive)
    start = _read_top(lines, labels, told) if text_at is None else text_at + 1
    if text_at is not None:
        _read_top(lines[:text_at], labels[:text_at], told)
    body = list(lines[start:end])
    if text_at is not None and (rest := lines[text_at].partition(":")[2].strip()):
        body.insert(0, rest)
    source = told.get("source", "")
    outlet = told.get("outlet") or _source_name(source)
    date = told.get("published") or source
    return Piece(
        text="\n".join(without_blank_ends(body)),
        article_id=last["id"] if last else None,
        outlet=outlet,
        url=told.get("url"),
        title=told.get("title"),
        byline=told.get("byline"),
        published=find_date(date) or told.get("published"),
        language=told.get("language"),
    )


def _read_top(lines: Sequence[str], labels: Sequence[str | None], told: dict[str, str]) -> int:
    """Read headline, outlet and date from the top, without labels; returns the line after the heading."""
    loose = [
        i for i, (line, name) in enumerate(zip(lines, labels, strict=True)) if name is None and line.strip()
    ]
    top = loose[:_MAX_TOP]
    dated = next((place for place, at in enumerate(top) if is_date_line(lines[at])), None)
    start = 0
    if dated is not None:
        line = lines[top[dated]].strip()
        date = find_date(line) or ""
        outlet = line.partition(date.split()[0])[0].strip(" -–,|") if date else ""
        above = [lines[at].strip() for at in top[:dated]]
        told.setdefault("published", date)
        if len(outlet) > _MIN_OUTLET:  # not a weekday alone
            told.setdefault("outlet", outlet)
        elif len(above) > 1:
            told.setdefault("outlet", above.pop())
        if above:
            told.setdefault("title", one_line(above) or "")
        start = top[dated] + 1
    elif top and "title" not in told:
        told["title"] = lines[top[0]].strip()
        start = top[0] + 1
    while start < len(lines) and (labels[start] is not None or not lines[start].strip()):
        start += 1
    return start


def _end_of_text(lines: Sequence[str], labels: Sequence[str | None], archive: _Archive) -> int:
    """Where the labels, rights and last line under the text begin."""
    end = len(lines)
    while end and (
        not lines[end - 1].strip()
        or labels[end - 1] is not None
        or RIGHTS.match(lines[end - 1])
        or archive.last.match(lines[end - 1])
    ):
        end -= 1
    cited = (i for i in range(max(0, end - _CITATION_LINES), end) if _CITATION.match(lines[i]))
    return next(cited, end)


def _source_name(source: str) -> str | None:
    """The outlet's name at the beginning of a line that goes on with place, date and page.

    >>> _source_name("The St. Ann Post (Low Marsh, UK). (Aug. 30, 2021): p3."), _source_name("Bote vom 30.08.2021")
    ('The St. Ann Post (Low Marsh, UK)', 'Bote')
    >>> _source_name("The Echo, 08/30/2021"), _source_name("Echo Aug 30 2021")
    ('The Echo', 'Echo')
    """
    found = _SOURCE_NAME.match(source[:_MAX_SOURCE])
    return (found[0].strip() or None) if found else None
