"""What a file really is, told by its first bytes: exports are often misnamed.

Only what can be told for certain is believed against the name, and only where it is safe: a saved error page called
`.csv` is no article.
"""

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scoring.corpus.containers.archives import is_tar
from scoring.corpus.containers.zip_remains import ZIP_MARK
from scoring.corpus.fields.columns import plain_name
from scoring.corpus.fields.field_names import USUAL_NAMES

HEAD_BYTES = 1 << 14
"""Looked at to tell a kind: room for a header row, or for the first record of JSON Lines."""
DESCRIPTIONS: Mapping[str, str] = {
    "text": "plain text", "page": "an HTML page", "delimited": "a table of delimited text", "json": "JSON",
    "json lines": "JSON Lines", "parquet": "a Parquet file", "sqlite": "an SQLite database",
    "warc": "a WARC archive", "sheet": "a spreadsheet", "markup table": "markup (HTML or XML)",
    "archive": "an archive of files",
}  # fmt: skip
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b|<head\b|<body\b)", re.I | re.S
)
_MARKUP_TABLE = re.compile(r"\s*<(?:table|style|meta|div|tr)\b", re.I)
"""How the tables begin that web applications call `.xls`, beside whole pages."""
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_JSON = re.compile(r'\s*(?:\[\s*)?\{\s*(?:"|\}\s*$)')
_DELIMITERS = "\t,;|"
_HEADER_MIN_KNOWN = 2
_BOOK_PREFIX, _DOCUMENT_PART, _KIND_PART = "xl/", "word/document.xml", "mimetype"
_BODY_NAMES = frozenset(name for field in ("text", "html") for name in USUAL_NAMES[field])
_KNOWN_NAMES = frozenset(name for names in USUAL_NAMES.values() for name in names)
_TABLES = ("delimited", "sheet", "markup table")
_LOOSE = ("archive", "packed", "unknown")
"""Names that promise a format of bytes, or nothing: text behind them may be whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Told:
    """The kind to read a file as; `instead` describes what it is where the name promised something else."""

    kind: str
    instead: str | None = None


def told_kind(promised: str, head: bytes, text: str) -> Told:
    """The kind of a file that is named as `promised` and begins with `head`, decoded as `text`.

    >>> told_kind("delimited", b'[{"text": 1}]', '[{"text": 1}]')
    Told(kind='json', instead='JSON')
    """
    return believed(promised, _binary(promised, head) or _textual(promised, text))


def believed(promised: str, found: str | None) -> Told:
    """The kind that was found, if any, and a word on it where the name promised another."""
    if found is None or found == promised or {found, promised} == {"json", "json lines"}:
        return Told(promised)
    return Told(found, None if promised == "packed" else DESCRIPTIONS[found])


def zip_kind(path: Path) -> str | None:
    """What a ZIP file is: a spreadsheet, a document (read as text), or an archive; None where that cannot be told."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            declared = archive.read(_KIND_PART)[:100] if _KIND_PART in names[:1] else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    if b"opendocument.spreadsheet" in declared or any(name.startswith(_BOOK_PREFIX) for name in names):
        return "sheet"
    return "text" if _DOCUMENT_PART in names or b"opendocument.text" in declared else "archive"


def _binary(promised: str, head: bytes) -> str | None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(ZIP_MARK):
        return promised if promised in ("sheet", "text") else "archive"
    if is_tar(head):
        return "archive"
    if head.startswith(_OLE_MARK) and promised in _TABLES:
        return "sheet"
    return None


def _textual(promised: str, text: str) -> str | None:
    """What a text is for certain; None where nothing speaks against the name."""
    if _SPREADSHEET_XML in text:
        return "markup table"
    if _PAGE.match(text):
        if promised in _TABLES:
            return "markup table"
        return "page" if promised in ("text", *_LOOSE) else None
    if promised == "sheet":
        if _MARKUP_TABLE.match(text):
            return "markup table"
        return _json_kind(text) or ("delimited" if _is_text(text) else None)
    if promised in ("json", "json lines", "warc") and not _names_columns(text):
        return None
    found = _json_kind(text) or ("delimited" if _names_columns(text) else None)
    return "text" if found is None and promised == "packed" and _is_text(text) else found


def _is_text(text: str) -> bool:
    return (
        bool(text.strip()) and not any(c < " " and c not in "\t\n\r\f" for c in text) and "\ufffd" not in text
    )


def _json_kind(text: str) -> str | None:
    if not _JSON.match(text):
        return None
    first, _, rest = text.strip().partition("\n")
    try:
        alone = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        alone = False
    return "json lines" if alone and rest.lstrip().startswith("{") else "json"


def _names_columns(text: str) -> bool:
    """Whether the first line names columns, one of them of articles' text."""
    first = text.strip("\r\n ").partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = [plain_name(cell.strip(' "\r')) for cell in first.split(delimiter)]
        known = sum(name in _KNOWN_NAMES for name in names)
        if known >= _HEADER_MIN_KNOWN and known * 2 >= len(names) and any(n in _BODY_NAMES for n in names):
            return True
    return False
