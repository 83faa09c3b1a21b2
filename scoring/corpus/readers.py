"""All kinds of files that are read, each declared once: its endings, how its bytes are recognised, its reader.

To add a kind, add one Reader here, or supply it in a package of your own (see `scoring.corpus.contract.Reader`).
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scoring.corpus.containers.archives import is_archive
from scoring.corpus.containers.packed import ENDINGS, without_packing
from scoring.corpus.contract import (
    ARCHIVE,
    MANIFEST,
    PACKED,
    SEALED,
    UNKNOWN,
    ColumnMap,
    Item,
    Reader,
    Refusal,
    Remark,
    Source,
)
from scoring.corpus.json_files.reader import MAX_FILE_BYTES as MAX_JSON_BYTES
from scoring.corpus.json_files.reader import is_json, is_json_lines, read_json, read_json_lines
from scoring.corpus.plugged import plugged
from scoring.corpus.tables.delimited import is_delimited, read_delimited
from scoring.corpus.tables.markup_tables import is_markup_table, read_markup_tables
from scoring.corpus.tables.parquet import read_parquet
from scoring.corpus.tables.sheets import is_old_sheet, read_sheets
from scoring.corpus.tables.sqlite import read_sqlite
from scoring.corpus.texts.single import MAX_COLLECTION_BYTES, is_page, is_plain_text, read_single
from scoring.corpus.web_archives.warc import read_warc
from scoring.schema.plugins import found

GROUP = "masthead.readers"
"""The group of entry points by which other packages declare readers."""
_REFUSED = {
    SEALED: "an archive of a kind that is not opened; unpack it",
    PACKED: "what is packed in it is no kind of file that is read",
    ARCHIVE: "an archive that is named as something else inside an archive; unpack it",
}


def _refuse(source: Source, _mapping: ColumnMap) -> Iterator[Item]:
    """Refuse a file of a kind that is known but not read."""
    yield Refusal(source.label, None, _REFUSED.get(source.kind, "no kind of file that is read"))


READERS: tuple[Reader, ...] = (
    Reader(
        "text",
        "plain text",
        (".txt", ".text", ".md", ".markdown", ".docx", ".docm", ".eml", ".mbox"),
        read_single,
        recognise=is_plain_text,
        streamed=True,
        single=True,
        most_bytes=MAX_COLLECTION_BYTES,
    ),
    Reader(
        "page",
        "an HTML page",
        (".html", ".htm", ".xhtml", ".shtml"),
        read_single,
        recognise=is_page,
        streamed=True,
        single=True,
        most_bytes=MAX_COLLECTION_BYTES,
    ),
    Reader(MANIFEST, "a manifest", (), read_delimited, streamed=True),  # known by its name alone
    Reader(
        "delimited",
        "a table of delimited text",
        (".csv", ".tsv", ".tab"),
        read_delimited,
        recognise=is_delimited,
        streamed=True,
        salvage="lines",
    ),
    Reader(
        "json",
        "JSON",
        (".json",),
        read_json,
        recognise=is_json,
        streamed=True,
        most_bytes=MAX_JSON_BYTES,
    ),
    Reader(
        "json lines",
        "JSON Lines",
        (".jsonl", ".ndjson", ".jsonlines", ".jl"),
        read_json_lines,
        recognise=is_json_lines,
        streamed=True,
        salvage="lines",
    ),
    Reader("parquet", "a Parquet file", (".parquet", ".pq"), read_parquet, begins=(b"PAR1",), salvage="any"),
    Reader(
        "sqlite",
        "an SQLite database",
        (".db", ".sqlite", ".sqlite3", ".db3"),
        read_sqlite,
        begins=(b"SQLite format 3\x00",),
        salvage="any",
    ),
    Reader(
        "warc",
        "a WARC archive",
        (".warc", ".wet"),
        read_warc,
        begins=(b"WARC/",),
        streamed=True,
        salvage="any",
    ),
    Reader("markup table", "markup (HTML or XML)", (), read_markup_tables, recognise=is_markup_table),
    Reader(
        "sheet",
        "a spreadsheet",
        (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
        read_sheets,
        recognise=is_old_sheet,
    ),
    # Archives are opened before anything is read; one that still reaches this reader cannot be opened.
    Reader(
        ARCHIVE,
        "an archive of files",
        (".zip", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst"),
        _refuse,
        recognise=is_archive,
    ),
)
"""The general ones first, because the last reader that recognises a file's bytes decides its kind."""
_REFUSING = Reader(UNKNOWN, "a file of no known kind", (), _refuse)

UNREAD_TEXTS = (".doc", ".rtf", ".odt", ".pdf")
"""Texts in forms that are not read; each such file is refused with what to do about it."""
_SEALED_ENDINGS = (".7z", ".rar")
_ENDING = re.compile(r"\.[a-z][a-z0-9_]{0,9}")
_TAKEN_KINDS = (SEALED, PACKED, UNKNOWN)
_TAKEN_ENDINGS = tuple(ENDINGS)


@cache
def _of_packages() -> tuple[tuple[Reader, ...], tuple[Remark, ...]]:
    """The readers of other packages that can be used, and a remark on each that cannot."""
    kinds = {*(reader.kind for reader in READERS), *_TAKEN_KINDS}
    endings = {*(ending for reader in READERS for ending in reader.endings), *_TAKEN_ENDINGS}
    readers: list[Reader] = []
    complaints: list[Remark] = []
    for plugin in found(GROUP):
        reader = plugged(plugin, frozenset(kinds), frozenset(endings))
        if isinstance(reader, Remark):
            complaints.append(reader)
        else:
            readers.append(reader)
            kinds.add(reader.kind)
            endings.update(reader.endings)
    return tuple(readers), tuple(complaints)


def plugged_readers() -> tuple[Reader, ...]:
    """The readers that other packages bring."""
    return _of_packages()[0]


def reader_complaints() -> tuple[Remark, ...]:
    """A remark on each reader of another package that cannot be used."""
    return _of_packages()[1]


@cache
def _by_kind() -> dict[str, Reader]:
    return {reader.kind: reader for reader in (*READERS, *plugged_readers())}


@cache
def _by_ending() -> dict[str, Reader]:
    return {ending: reader for reader in _by_kind().values() for ending in reader.endings}


def reader_of(kind: str) -> Reader:
    """The reader of a kind; for a kind that is not read, the one that refuses it."""
    return _by_kind().get(kind, _REFUSING)


def is_plugged(kind: str) -> bool:
    """Whether the reader of a kind comes from another package."""
    return any(reader.kind == kind for reader in plugged_readers())


def known_endings() -> tuple[str, ...]:
    """All endings of files that are read."""
    return tuple(_by_ending())


def kind_of(name: str) -> str | None:
    """The kind of file that a name promises; None if articles are not read from such files.

    >>> kind_of("a.CSV.gz"), kind_of("b.html"), kind_of("photo.jpg"), kind_of("articles.xz")
    ('delimited', 'page', None, 'packed')
    """
    name = name.lower()
    inner = without_packing(name)
    ending = Path(inner).suffix
    if ending in _by_ending():
        return _by_ending()[ending].kind
    if ending in UNREAD_TEXTS:
        return "text"
    if ending in _SEALED_ENDINGS:
        return SEALED
    return PACKED if inner != name and not _ENDING.fullmatch(ending) else None


def stem_of(name: str) -> str:
    """A file's name without the ending of its kind, and without that of its packing.

    >>> stem_of("harbour.csv.gz"), stem_of("J. Doe"), stem_of(".txt")
    ('harbour', 'J. Doe', '.txt')
    """
    name = without_packing(name)
    bare, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}".lower()
    return bare if bare and (ending in _by_ending() or ending in UNREAD_TEXTS) else name
