"""Word files: the text of a .docx (or .docm), by python-docx."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml import etree

MAX_UNPACKED_BYTES = 500_000_000
"""Of the whole file, pictures included; a small file that unpacks to more is a trap."""
_MAIN_PART = "word/document.xml"
_PASSED_OVER = frozenset(
    (
        *map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:trPr", "w:tcPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
"""Deleted or moved content, content that is not text, and second copies for older programs."""
_BODY, _PARAGRAPH, _RUN, _TEXT = qn("w:body"), qn("w:p"), qn("w:r"), qn("w:t")
_ROW, _CELL = qn("w:tr"), qn("w:tc")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_HIDDEN, _VALUE = f"{qn('w:rPr')}/{qn('w:vanish')}", qn("w:val")
_NO = ("0", "false", "off")
_MAX_LABEL = 40
"""Characters: a cell that is longer is no label of the cell beside it."""
_MAX_PROPERTY = 200
_EMPTY_PROPERTIES = frozenset(
    """document|word document|microsoft word document|untitled|python-docx|user|admin|administrator|author
    |microsoft office user|microsoft|unknown|owner|windows user""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""What programs write if the author wrote nothing."""
_DAMAGED = (OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, LookupError, ValueError, OSError,
            RuntimeError, NotImplementedError, EOFError, AttributeError, TypeError, AssertionError)  # fmt: skip
"""What python-docx, zipfile and lxml raise on damaged Word files."""


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a Word file, one line per paragraph, and what its properties say (None if nothing)."""

    text: str
    title: str | None
    author: str | None


def is_docx(data: bytes) -> bool:
    """Whether the bytes are those of a .docx, sound or damaged: a ZIP archive with a Word document in it."""
    return data.startswith(b"PK\x03\x04") and _MAIN_PART.encode() in data


def read_docx(data: bytes) -> WordText:
    """Read a Word file: paragraphs, tables and text boxes in order, without headers, footers and notes.

    Deleted and hidden text is left out, inserted text and links are kept. If the first cell of a row is short, the
    row's cells are separated by tabs. Raises ValueError, with the reason, if the file cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size <= MAX_UNPACKED_BYTES:
            package = Package.open(io.BytesIO(data))
            part = package.main_document_part
            # A .docm has another content type: python-docx leaves its main part unread.
            root = getattr(part, "element", None)
            body = (parse_xml(part.blob) if root is None else root).find(_BODY)
            if body is None:
                raise ValueError("no body")
            lines = list(_lines(body))
            properties = package.core_properties
            title, author = _property(properties.title), _property(properties.author)
    except _DAMAGED as error:
        raise ValueError("a damaged Word file; open it and save it anew as .docx or .txt") from error
    if size > MAX_UNPACKED_BYTES:
        raise ValueError(f"a Word file that unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB")
    return WordText("\n".join(lines), title, author)


def _property(value: str | None) -> str | None:
    value = " ".join((value or "").split())
    return value if value.lower() not in _EMPTY_PROPERTIES and 1 < len(value) <= _MAX_PROPERTY else None


def _lines(element: etree._Element) -> Iterator[str]:
    """The lines in an element, in document order."""
    for child in element:
        if child.tag in _PASSED_OVER or not isinstance(child.tag, str):
            continue
        if child.tag == _PARAGRAPH:
            boxes: list[str] = []
            yield from "".join(_words(child, boxes)).split("\n")
            yield from boxes
        elif child.tag == _ROW:
            yield from _row([list(_lines(cell)) for cell in child.iter(_CELL) if _row_of(cell) is child])
        else:
            yield from _lines(child)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(_ROW), None)


def _row(cells: list[list[str]]) -> Iterator[str]:
    """The lines of a table's row: label and value on one line, else each cell by itself."""
    full = [[line for line in cell if line.strip()] for cell in cells]
    full = [cell for cell in full if cell]
    if len(full) > 1 and all(len(cell) == 1 for cell in full[:-1]) and len(full[0][0]) <= _MAX_LABEL:
        yield "\t".join(cell[0] for cell in full)
        yield from full[-1][1:]
    else:
        for cell in cells:
            yield from cell


def _words(element: etree._Element, boxes: list[str]) -> Iterator[str]:
    """The characters of a paragraph; the lines of text boxes inside it go to `boxes`."""
    for child in element:
        if child.tag in _PASSED_OVER or not isinstance(child.tag, str):
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _PARAGRAPH:
            inner: list[str] = []
            boxes += ["".join(_words(child, inner)), *inner]
        elif child.tag != _RUN or not _is_hidden(child):
            yield from _words(child, boxes)


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(_HIDDEN)
    return mark is not None and mark.get(_VALUE, "true").lower() not in _NO
