"""Records one after another, each with a header of its own: `Title: ... Source: ... Date: ...`, then text.

They are separated by blank lines, by lines of dashes, stars or the like, or by `Article 1`, `Record: 2`. A file is
read this way only if it begins with a header and every later header begins with the same label.
"""

import re
from collections.abc import Sequence

from scoring.corpus.collections.lines import without_blank_ends
from scoring.corpus.collections.piece import Collection, Piece, are_articles
from scoring.corpus.fields.heading_lines import Header, labelled, read_header

_RULE = re.compile(r"\s*(?:[-=*_#~+•.]\s?){3,}\s*")
_NUMBERED = re.compile(
    r"\s*[#\[(=*-]*\s*(?:(?:article|record|result|document|item|story|text|artikel|dokument|doc|news)\s*:?\s*#?)"
    r"\s*(\d{1,7})(?:\s*(?:of|/|von|de)\s*(\d{1,7}))?\s*[.:\])=*-]*\s*",
    re.IGNORECASE,
)
_MIN_RECORDS = 2
_MIN_SHARED = 2
"""Labels that a later header must share with the first; one is enough if rules separate the records."""


def read_records(lines: Sequence[str]) -> Collection | None:
    """The articles of a file of records; None if it is not that."""
    if not lines:
        return None
    first = next((i for i, line in enumerate(lines) if line.strip() and not _parts(line)), None)
    header = read_header(lines, first) if first is not None else None
    if first is None or header is None or not header.sure:
        return None
    starts = [(first, header)]
    index = header.end
    while index < len(lines):
        pair = labelled(lines[index])
        if pair is not None and pair[0] == header.labels[0]:
            found = _record_at(lines, index, header)
            if found is not None:
                starts.append((index, found))
                index = found.end
                continue
        index += 1
    ruled = all(_is_ruled(lines, at) for at, _ in starts[1:])
    if len(starts) < _MIN_RECORDS or not (ruled or _tells_where(header)):
        return None
    pieces = []
    announced = 0
    for (at, found), end in zip(starts, [at for at, _ in starts[1:]] + [len(lines)], strict=True):
        numbered = _NUMBERED.fullmatch(lines[at - 1]) if at else None
        announced = int(numbered[2]) if numbered and numbered[2] else announced
        pieces.append(_piece(lines[found.end : end], found))
    if not are_articles(pieces):
        return None
    return Collection("records", tuple(pieces), announced or None)


def _parts(line: str) -> bool:
    return bool(_RULE.fullmatch(line) or _NUMBERED.fullmatch(line))


def _is_ruled(lines: Sequence[str], index: int) -> bool:
    """Whether the line above, blank ones aside, is a rule or a number."""
    above = index - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    return above >= 0 and _parts(lines[above])


def _tells_where(header: Header) -> bool:
    """Whether a header says where or when its article was published; the boxes of reviewed books do not."""
    return bool({"published", "url"} & header.fields.keys()) or (
        "outlet" in header.fields and "publisher" not in header.labels
    )


def _record_at(lines: Sequence[str], index: int, first: Header) -> Header | None:
    """The header of one more record that begins at a line, if one does."""
    ruled = _is_ruled(lines, index)
    if not ruled and lines[index - 1].strip():
        return None
    header = read_header(lines, index)
    if header is None:
        return None
    shared = len(set(header.labels) & set(first.labels))
    return header if shared >= (1 if ruled and header.sure else _MIN_SHARED) else None


def _piece(lines: Sequence[str], header: Header) -> Piece:
    body = without_blank_ends(lines)
    while body and _parts(body[-1]):
        body = without_blank_ends(body[:-1])
    while body and not header.rest and _parts(body[0]):
        body = without_blank_ends(body[1:])
    text = "\n".join([header.rest, *body] if header.rest else body)
    return Piece(text=text, **header.fields)
