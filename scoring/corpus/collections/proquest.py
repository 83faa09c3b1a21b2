"""ProQuest's text form: documents between lines of underscores, with labels, `Full text:`, `ProQuest document ID:`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scoring.corpus.collections.lines import (
    announced_total,
    find_date,
    one_line,
    paragraphs,
    without_blank_ends,
)
from scoring.corpus.collections.piece import MIN_WORDS, Collection, Piece

_RULE = re.compile(r"\s*_{20,}\s*")
_NUMBERED = re.compile(
    r"\s*(?:document|dokument|documento)\s+(\d{1,7})\s+(?:of|von|de|di)\s+(\d{1,7})\s*", re.IGNORECASE
)
_FIELDS: Mapping[str, str] = {
    "title": "title", "titel": "title", "titre": "title", "título": "title",
    "author": "byline", "credit": "credit", "autor": "byline", "auteur": "byline",
    "publication title": "outlet", "titel der publikation": "outlet", "titre de la publication": "outlet",
    "título de publicación": "outlet", "publication info": "info", "source": "info",
    "publication date": "published", "erscheinungsdatum": "published", "date de publication": "published",
    "fecha de publicación": "published", "proquest document id": "article_id",
    "proquest-dokument-id": "article_id", "id del documento de proquest": "article_id",
    "id de documento de proquest": "article_id", "id de document proquest": "article_id",
    "language of publication": "language", "language": "language", "abstract": "abstract",
    "full text": "text", "volltext": "text", "texte intégral": "text", "texto completo": "text",
    "document url": "url", "url del documento": "url", "url du document": "url", "dokument-url": "url",
}  # fmt: skip
_OTHERS = frozenset(
    """links|subject|location|people|company / organization|company/organization|identifier / keyword
    |identifier/keyword|classification|pages|publication year|year|section|publisher|place of publication
    |country of publication|publication subject|issn|e-issn|source type|document type|document feature|copyright
    |last updated|database|volume|issue|edition|number of pages|accession number|supplement|url|column
    |alternate title|first page|issue date|journal subject|dateline|narrow subject|broad subject
    |illustration|caption|source attribution|publication frequency""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_OWN = ("article_id", "outlet")
_MARKS = (*_OWN, "text", "url", "source type", "database")
"""The meanings of a document's labels; only ProQuest has one of its own labels together with two of these."""
_MIN_MARKS = 2
_LAST = ("article_id", "database", "last updated", "url", "copyright")
"""With one of these a document is complete: a rule inside its text does not cut it."""
_CONTACT = re.compile(
    r"\s*(?:contact us at|kontakt|database copyright|table of contents|inhaltsverzeichnis|bibliography"
    r"|report information|terms and conditions|copyright\s*©\s*\d{4}\s*proquest|citation style)",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(
    r"\s*\[?\s*(?:full text (?:is )?(?:not available|unavailable)|not available)", re.IGNORECASE
)
_LINK = re.compile(
    r"\s*(?:https?://\S+|proquest document link|link to document|enlarge this image\.?)\s*", re.IGNORECASE
)
_HEADINGS = {
    "full text": "text",
    "details": "details",
    "abstract": "abstract",
    "abstract (english)": "abstract",
}
"""Headings in capitals on lines of their own, in newer files."""
_LIKE_LABEL = re.compile(r"[A-ZÄÖÜÉÍ][^\W\d]*(?:[ /-]+\w+){0,5}\s?:\s")
_ABSTRACT_ONLY = "ProQuest gives no full text of it, at most an abstract"


def read_proquest(lines: Sequence[str]) -> Collection | None:
    """The articles of a ProQuest file; None if it is not that."""
    documents: list[list[str]] = []
    open_document: list[str] = []
    for section in _sections(lines):
        if not open_document and _CONTACT.match(section[0]):
            continue
        open_document += section
        if any(mark in _meanings(section) for mark in _LAST):
            documents.append(open_document)
            open_document = []
    unplaced = 0
    if open_document and documents and not _is_document(open_document):
        unplaced = sum(len(line.split()) for line in open_document if not _CONTACT.match(open_document[0]))
    elif open_document:
        documents.append(open_document)
    if not documents or not all(map(_is_document, documents)):
        return None
    numbers = [
        (int(found[1]), int(found[2])) for line in lines if (found := _NUMBERED.fullmatch(line)) is not None
    ]
    pieces = tuple(map(_piece, documents))
    return Collection("ProQuest", pieces, announced_total(numbers) or None, unplaced)


def _name(line: str) -> str | None:
    """The known label that a line begins with."""
    label, colon, _ = line.partition(":")
    name = label.strip().lower() if colon else ""
    return name if name in _FIELDS or name in _OTHERS else None


def _sections(lines: Sequence[str]) -> list[list[str]]:
    """The sections between rules, and from each `Document 1 of 3` on; without empty ones."""
    sections: list[list[str]] = [[]]
    for line in lines:
        if _RULE.fullmatch(line):
            sections.append([])
        elif _NUMBERED.fullmatch(line):
            sections.append([line])
        else:
            sections[-1].append(line)
    return [section for section in map(without_blank_ends, sections) if section]


def _meanings(lines: Sequence[str]) -> list[str]:
    """What the labels at the beginning of the lines mean, in order."""
    return [_FIELDS.get(name, name) for line in lines if (name := _name(line)) is not None]


def _is_document(lines: Sequence[str]) -> bool:
    """Whether the labels are those of one ProQuest document."""
    meanings = _meanings(lines)
    headed = sum(_HEADINGS.get(line.strip().lower()) == "text" for line in lines)
    return (
        meanings.count("text") + headed <= 1
        and any(mark in meanings for mark in _OWN)
        and sum(mark in meanings for mark in _MARKS) >= _MIN_MARKS
    )


def has_labels(lines: Sequence[str]) -> bool:
    """Whether a document has ProQuest's labels for its text or its publication."""
    return any(meaning in ("text", "outlet", "info", "article_id") for meaning in _meanings(lines))


def read_document(lines: Sequence[str]) -> Piece:
    """Read one document; if its text has no label, the text is whatever has no other label."""
    piece = _piece(lines)
    if piece.missing is None or _text_start(lines)[0]:
        return piece
    runs = [run for run in paragraphs(lines) if _name(run[0]) is None and not _LINK.fullmatch(run[0])]
    text = "\n\n".join("\n".join(run) for run in runs if " ".join(run).strip() != piece.title)
    return replace(piece, text=text, missing=None) if len(text.split()) >= MIN_WORDS else piece


def _piece(lines: Sequence[str]) -> Piece:
    lines = [line for line in lines if not _NUMBERED.fullmatch(line)]
    start, inline = _text_start(lines)
    end = _text_end(lines, start)
    told: dict[str, str] = {}
    for name, value in _values([*lines[: max(0, start - 1)], *lines[end:]]):
        field = _FIELDS.get(name)
        if field is not None and value:
            told.setdefault(field, value)
    first = next((line.strip() for line in lines if line.strip()), "")
    if "title" not in told and first and _name(first) is None:
        told["title"] = first
    body = [*([inline] if inline else []), *lines[start:end]]
    body = [line for line in body if not _LINK.fullmatch(line)]
    text = "\n".join(without_blank_ends(body))
    missing = _ABSTRACT_ONLY if not start or not text or _NO_TEXT.match(text) else None
    info = told.get("info", "")
    outlet = told.get("outlet") or re.split(r"[;\[]", info)[0]
    date = told.get("published") or info
    return Piece(
        text=text,
        article_id=told.get("article_id"),
        outlet=outlet.partition(";")[0].strip() or None,
        url=told.get("url"),
        title=told.get("title"),
        byline="; ".join(dict.fromkeys(filter(None, (told.get("byline"), told.get("credit"))))) or None,
        published=find_date(date) or told.get("published"),
        language=(told.get("language") or "").partition(";")[0] or None,
        missing=missing,
    )


def _text_start(lines: Sequence[str]) -> tuple[int, str]:
    """The number of the line after `Full text:` (0 if there is none), and any text on the label's own line."""
    for index, line in enumerate(lines):
        name = _name(line)
        if name is not None and _FIELDS.get(name) == "text":
            return index + 1, line.partition(":")[2].strip()
        if _HEADINGS.get(line.strip().lower()) == "text":
            return index + 1, ""
    return 0, ""


def _text_end(lines: Sequence[str], start: int) -> int:
    """Where the labels under the text begin: from there on every paragraph begins with one.

    A label that the text itself uses (`Title: ...`) has a paragraph without one after it.
    """
    if not start:
        return next((i for i, line in enumerate(lines) if _name(line) is not None), len(lines))
    details = [i for i, line in enumerate(lines) if i >= start and line.strip() == "DETAILS"]
    if details:
        return details[-1]
    end = len(lines)
    blank_above = True
    for index in range(len(lines) - 1, start - 1, -1):
        line = lines[index]
        blank_above = index == start or not lines[index - 1].strip()
        if not line.strip():
            continue
        if _name(line) is not None:
            end = index
        elif _LIKE_LABEL.match(line):
            continue  # a label of another language, if a known one stands above it
        elif blank_above or _name(lines[index - 1]) is None:
            break  # text; one more line of a value is borne
    return end


def _values(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The labels of some lines with their values, in order; a value goes on to the next label."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        name = _name(line)
        heading = _HEADINGS.get(line.strip().lower())
        if name is not None or (found and _LIKE_LABEL.match(line)):
            found.append((name or "", [line.partition(":")[2]]))
        elif heading is not None:
            found.append((heading, []))
        elif found and line.strip() and not _LINK.fullmatch(line):
            found[-1][1].append(line)
    return [(name, one_line(parts) or "") for name, parts in found]
