"""Factiva's two text forms: with codes (`HD`, `SN`, `PD`, `LP`, `TD`, `AN`), and as displayed.

As displayed, an article consists of headline, byline, `1,234 words`, date, outlet, code, language, copyright, text
and `Document ABCD...`; its parts can be told only by their order.
"""

import re
from collections.abc import Mapping, Sequence

from scoring.corpus.collections.lines import find_date, one_line, without_blank_ends
from scoring.corpus.collections.piece import Collection, Piece
from scoring.corpus.facts.language_names import language_code

_CODES = "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY CX LP TD CT RF ART CO IN NS RE IPC IPD PUB AN"
_ORDER = _CODES.split()
"""The codes of a record in the order in which Factiva prints them."""
_RANK = {code: rank for rank, code in enumerate(_ORDER)} | {"CR": _ORDER.index("BY")}
_CODED = re.compile(rf"\s{{0,4}}({'|'.join(sorted(_ORDER, key=len, reverse=True))})(?:([ \t]+)(\S.*)?)?$")
_NO_WORDS = ("TD", "NS", "IPC", "IPD", "PUB", "AN")
_LOOSE_GAP = 2
"""White space after a code inside a text, so that a line of capitals (`IN THE END`) is not taken for a code."""
_TEXT_CODES = ("CX", "LP", "TD", "CT")
_NEEDED = ({"HD"}, {"PD", "SN"}, {"LP", "TD"})
"""A record has at least one code from each set."""
_ID = re.compile(
    r"\s*(?:document|dokument|documento|документ)\s+([A-Za-z][A-Za-z0-9]{2,}\d{8}[A-Za-z0-9]{6,})\s*",
    re.IGNORECASE,
)
_BARE_ID = re.compile(r"\s*(?:\w+\s+)?([A-Za-z][A-Za-z0-9]{2,}\d{8}[A-Za-z0-9]{6,})\s*")
_WORDS = re.compile(
    r"\s*\d[\d.,\s]*\s(?:words|mots|wörter|palabras|parole|palavras|woorden|слов[а]?)\s*", re.IGNORECASE
)
_RIGHTS = re.compile(
    r"\s*(?:copyright\b|©|\(c\)|all rights reserved|alle rechte vorbehalten|tous droits)", re.IGNORECASE
)
_BY = re.compile(r"(?:by|von|par|por|di|da|door)\s+\S", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\s*\S{1,4}){0,2}")
_CODE = re.compile(r"[A-Z0-9]{2,8}")
_FURNITURE = re.compile(r"\s*(?:page \d+ of \d+\b.*|©\s*\d{4}\s*(?:factiva|dow jones).*)\s*", re.IGNORECASE)
_SUMMARY = re.compile(
    r"\s*(?:search summary|suchübersicht|suchzusammenfassung|résumé de la recherche|resumen de búsqueda)",
    re.IGNORECASE,
)
_MAX_HEADING = 16
"""The most lines, not counting blank ones, of a displayed heading."""
_MAX_NAME_WORDS = 5
_MAX_BELOW = 10
"""Lines between the date and the text."""


def read_factiva_codes(lines: Sequence[str]) -> Collection | None:
    """The articles of a file with Factiva's codes; None if it is not that."""
    records: list[dict[str, list[str]]] = []
    codes: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        found = _CODED.match(line)
        if found is not None and _RANK[found[1]] <= _RANK["HD"] and "HD" in codes and "AN" in codes:
            records.append(codes)
            codes, current = {}, ""
        if found is not None and found[1] not in codes and _follows(current, found):
            current = found[1]
            codes[current] = [found[3] or ""]
        elif current and not _FURNITURE.fullmatch(line):
            if current == "AN" and codes["AN"] != [""] and line.strip():
                records.append(codes)  # a summary of the search, or the heading of the next page
                codes, current = {}, ""
            else:
                codes[current].append(line.strip())
    if codes:
        records.append(codes)
    if not records or not all(_is_record(record) for record in records):
        return None
    return Collection("Factiva", tuple(map(coded_piece, records)))


def _follows(current: str, found: re.Match[str]) -> bool:
    if not current:
        return _RANK[found[1]] <= _RANK["HD"]
    if _RANK[found[1]] < _RANK[current]:
        return False
    gap = found[2] or ""
    sure = current not in _TEXT_CODES or found[1] in _NO_WORDS
    return sure or not found[3] or len(gap) >= _LOOSE_GAP or "\t" in gap


def _is_record(record: Mapping[str, Sequence[str]]) -> bool:
    return all(any(code in record for code in needed) for needed in _NEEDED)


def coded_piece(record: Mapping[str, Sequence[str]]) -> Piece:
    """The article of one record, from the lines under each code."""
    told = {code: one_line(lines) for code, lines in record.items()}
    text = "\n".join(line for code in _TEXT_CODES for line in without_blank_ends(record.get(code, ())))
    number = _BARE_ID.fullmatch(told.get("AN") or "")
    date = " ".join(filter(None, (told.get("PD"), told.get("ET"))))
    return Piece(
        text=text,
        article_id=number[1] if number else None,
        outlet=told.get("SN"),
        title=told.get("HD"),
        byline="; ".join(filter(None, (told.get("BY"), told.get("CR")))) or None,
        published=find_date(date) or told.get("PD"),
        language=told.get("LA"),
    )


def read_factiva_display(lines: Sequence[str]) -> Collection | None:
    """The articles of a file as Factiva displays them; None if it is not that."""
    lines = [line for line in lines if not _FURNITURE.fullmatch(line)]
    ends = [index for index, line in enumerate(lines) if _ID.fullmatch(line)]
    if not ends:
        return None
    starts = [0, *(end + 1 for end in ends)]
    pieces = [displayed_piece(lines[start : end + 1]) for start, end in zip(starts, ends, strict=False)]
    if None in pieces:
        return None
    after = without_blank_ends(lines[starts[-1] :])
    unplaced = 0 if after and _SUMMARY.match(after[0]) else sum(len(line.split()) for line in after)
    return Collection("Factiva", tuple(piece for piece in pieces if piece is not None), None, unplaced)


def displayed_piece(lines: Sequence[str]) -> Piece | None:
    """The article in some lines that end with `Document ...`; None if it has no heading."""
    number = _ID.fullmatch(lines[-1])
    full = [index for index, line in enumerate(lines) if line.strip()]
    counted = next((i for i, at in enumerate(full[:_MAX_HEADING]) if _WORDS.fullmatch(lines[at])), None)
    if not counted:  # None, or no headline above it
        return None
    title, byline = _names([lines[at].strip() for at in full[:counted]])
    told: dict[str, str] = {}
    start = full[counted] + 1
    for place, at in enumerate(full[counted + 1 : counted + 1 + _MAX_BELOW]):
        line = lines[at].strip()
        if not _tell_below(told, line, place):
            break
        start = at + 1
    if "published" not in told:
        return None
    return Piece(
        text="\n".join(without_blank_ends(lines[start:-1])),
        article_id=number[1] if number else None,
        outlet=told.get("outlet"),
        title=title,
        byline=byline,
        published=told["published"],
        language=told.get("language"),
    )


def _tell_below(told: dict[str, str], line: str, place: int) -> bool:
    """Read one line between the word count and the text; False if the text begins here."""
    if _RIGHTS.match(line):
        told["rights"] = line
    elif "rights" in told:
        return False
    elif place == 0:
        date = find_date(line)
        if date is None:
            return False
        told["published"] = date
    elif _CLOCK.fullmatch(line):
        told["published"] = find_date(f"{told['published']} {line}") or told["published"]
    elif "outlet" not in told:
        told["outlet"] = line
    elif "language" in told:
        return False
    elif (code := language_code(line)) is not None and not _CODE.fullmatch(line):
        told["language"] = code
    else:
        told.setdefault("code", line)  # code, page, volume, edition
    return True


def _names(above: Sequence[str]) -> tuple[str, str | None]:
    """Headline and byline among the lines above the word count; a section may stand above both."""
    if len(above) == 1:
        return above[0], None
    last = above[-1]
    words = last.split()
    named = len(words) <= _MAX_NAME_WORDS and all(
        word[0].isupper() or not word[0].isalpha() for word in words
    )
    if _BY.match(last) or (named and (len(above) > 2 or len(above[0].split()) > len(words))):
        return above[-2], last
    return last, None
