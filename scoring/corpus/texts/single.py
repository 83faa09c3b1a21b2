"""Files that hold one article each, or a database's export of many: plain text, HTML pages, Word files, mail."""

from collections.abc import Iterator
from dataclasses import replace

from scoring.corpus.collections.choose import count_beginnings, read_collection
from scoring.corpus.collections.html_exports import read_page_collection
from scoring.corpus.collections.piece import Collection, Piece
from scoring.corpus.containers.packed import BrokenArchiveError, open_unpacked, without_packing
from scoring.corpus.contract import (
    PACKED,
    PROMISE_NOTHING,
    ColumnMap,
    Entry,
    Head,
    Item,
    Refusal,
    Remark,
    Source,
)
from scoring.corpus.decoding.decode import binary_kind, decode, is_text
from scoring.corpus.fields.heading_lines import without_header
from scoring.corpus.pages.beginning import begins_as_page
from scoring.corpus.texts.mail import is_mail, read_mail
from scoring.corpus.texts.word_files import is_docx, read_docx

MAX_FILE_BYTES = 20_000_000
"""A single article's file: the largest page of L3S-GN1 has 0.24 MB, one with its pictures inside a few."""
MAX_COLLECTION_BYTES = 200_000_000
"""A file of many articles: some 40,000 of them."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_RICH_TEXT = b"{\\rtf"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_FIRST_BYTES = 200
_REMEDY = "save it as .docx or .txt"
_MIN_UNPLACED = 30
"""Words outside of all articles of a collection: fewer are the line of a cover."""


def is_page(head: Head) -> bool:
    """Whether a file is a page although its name says text, or says nothing."""
    return head.promised in ("text", *PROMISE_NOTHING) and begins_as_page(head.text)


def is_plain_text(head: Head) -> bool:
    """Whether a file that was packed under no name of its own is a text."""
    return head.promised == PACKED and is_text(head.text)


def read_single(source: Source, _mapping: ColumnMap) -> Iterator[Item]:
    """The article of a text file, a page or a Word file, or the articles of an export file or a mailbox.

    Heading lines like `TITLE: ...` are read and removed. If there are several articles, `row` counts them.
    """
    try:
        with open_unpacked(source.path) as stream:
            data = stream.read(MAX_COLLECTION_BYTES + 1)
    except BrokenArchiveError as error:
        yield Refusal(source.label, None, f"the archive is damaged ({error})")
        return
    if not data.strip():
        yield Refusal(source.label, None, "the file is empty")
    elif len(data) > MAX_COLLECTION_BYTES:
        yield Refusal(source.label, None, _too_large(MAX_COLLECTION_BYTES))
    elif is_docx(data):
        yield from _read_word(source, data)
    elif (reason := _refusal(data)) is not None:
        yield Refusal(source.label, None, reason)
    elif source.kind != "page" and (_is_named_mail(source) or is_mail(data)):
        yield from read_mail(data, source.label, source.stem)
    else:
        page = source.kind == "page"
        text, note = decode(data, page=page)
        if note is not None:
            yield Remark(source.label, None, note)
        entry = Entry(source.label, None, text, page=page, article_id=source.stem)
        yield from _articles(entry, large=len(data) > MAX_FILE_BYTES)


def _too_large(limit: int) -> str:
    return f"more than {limit // 1_000_000} MB for one article"


def _is_named_mail(source: Source) -> bool:
    return without_packing(source.name.lower()).endswith((".eml", ".mbox"))


def _refusal(data: bytes) -> str | None:
    """Why the bytes are not text, and what to do about it; None if they are text."""
    if data.startswith(_OLD_OFFICE):
        if _LOCKED in data:
            return f"an Office document that a password protects; take the password off, or {_REMEDY}"
        return f"an Office document of the old kind, not text; {_REMEDY}"
    if data.startswith(_RICH_TEXT):
        return f"a rich text file (RTF), not plain text; {_REMEDY}"
    if _OPEN_DOCUMENT in data[:_FIRST_BYTES]:
        return f"an OpenDocument file, not text; {_REMEDY}"
    kind = binary_kind(data)
    if kind == "a PDF":
        return f"{kind}, not text; {_REMEDY}"
    return f"{kind}, not text" if kind is not None else None


def _read_word(source: Source, data: bytes) -> Iterator[Item]:
    try:
        word = read_docx(data)
    except ValueError as error:
        yield Refusal(source.label, None, str(error))
        return
    if not word.text.strip():
        yield Refusal(source.label, None, "a Word file without text")
        return
    for item in _articles(Entry(source.label, None, word.text, article_id=source.stem), large=False):
        if isinstance(item, Entry) and item.row is None:
            yield replace(item, title=item.title or word.title, byline=item.byline or word.author)
        else:
            yield item


def _articles(entry: Entry, *, large: bool) -> Iterator[Item]:
    """The articles in a text or a page: those of a collection, else a single one; `large` is too long for one."""
    found = read_page_collection(entry.text) if entry.page else read_collection(entry.text)
    if found is not None:
        yield from _pieces(entry, found)
    elif large:
        yield Refusal(entry.file, None, _too_large(MAX_FILE_BYTES))
    elif entry.page:
        yield entry
    else:
        if (beginnings := count_beginnings(entry.text)) > 1:
            yield Remark(
                entry.file,
                None,
                f"read as one article, although {beginnings} lines look like those of a database's export of several: "
                "see docs/input.md on how to part it",
            )
        yield without_header(entry)


def _pieces(whole: Entry, found: Collection) -> Iterator[Item]:
    """An entry for each piece of a collection, and a remark if their number differs from the one it states."""
    total = len(found.pieces)
    if found.announced is not None and found.announced != total:
        yield Remark(
            whole.file,
            None,
            f"{found.form}: the file speaks of {found.announced} documents, {total} were found",
        )
    if found.unplaced_words >= _MIN_UNPLACED:
        yield Remark(
            whole.file,
            None,
            f"{found.form}: {found.unplaced_words} words outside of the documents were not read",
        )
    alone = total == 1 and found.announced in (None, 1)
    for number, piece in enumerate(found.pieces, 1):
        row = None if alone else number
        if piece.missing is not None:
            yield Refusal(whole.file, row, piece.missing)
        else:
            yield _entry(whole, row, piece)


def _entry(whole: Entry, row: int | None, piece: Piece) -> Entry:
    told = piece.told()
    told["article_id"] = piece.article_id or (
        whole.article_id if row is None else f"{whole.article_id}-{row}"
    )
    return replace(whole, row=row, text=piece.text, page=False, **told)
