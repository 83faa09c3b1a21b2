"""What a file really is, by its first bytes, because exports are often misnamed.

The bytes overrule the name only if they are certain, and only if that is safe: a saved error page called `.csv` is
not an article. Each reader declares what is certain about its kind (`scoring.corpus.readers`).
"""

import stat
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.corpus.containers.packed import BrokenArchiveError, is_packed, open_unpacked
from scoring.corpus.containers.zip_remains import ZIP_MARK
from scoring.corpus.contract import ARCHIVE, PACKED, SEALED, Head, Reader, Remark
from scoring.corpus.decoding.decode import head_text
from scoring.corpus.readers import READERS, is_plugged, plugged_readers, reader_of
from scoring.schema.plugins import told

HEAD_BYTES = 1 << 14
"""Looked at to tell a kind: room for a header row, or for the first record of JSON Lines."""
_IN_ZIP = ("sheet", "text")
"""Kinds that are ZIP archives themselves, where the name says that it is one of them."""
_JSON = frozenset(("json", "json lines"))
"""Interchangeable: the reader of each also reads the other."""
_BOOK_PREFIX, _DOCUMENT_PART, _KIND_PART = "xl/", "word/document.xml", "mimetype"


@dataclass(frozen=True, slots=True)
class Told:
    """The kind to read a file as; `instead` describes what it is if its name promised something else.

    `fault` names the reader of another package that failed while looking at it.
    """

    kind: str
    instead: str | None = None
    fault: str | None = None


def told_kind(promised: str, data: bytes, text: str) -> Told:
    """The kind of a file whose name says `promised` and which begins with `data`, decoded as `text`.

    >>> told_kind("delimited", b'[{"text": 1}]', '[{"text": 1}]')
    Told(kind='json', instead='JSON', fault=None)
    """
    if is_plugged(promised):
        return Told(promised)
    head = Head(promised, data, text)
    own = _claimed(READERS[::-1], head)
    if own is not None:
        return believed(promised, own)
    return _by_packages(head)


def _claimed(readers: tuple[Reader, ...], head: Head) -> str | None:
    """The kind of the first reader that claims a file: by bytes found in no other kind, else by a closer look."""
    for reader in readers:
        if head.data.startswith(reader.begins):
            return reader.kind
    if head.data.startswith(ZIP_MARK) and head.promised in _IN_ZIP:
        return head.promised
    return next((r.kind for r in readers if r.recognise is not None and r.recognise(head)), None)


def _by_packages(head: Head) -> Told:
    """The kind according to the readers of other packages, which are asked last; one that fails makes a note."""
    fault = None
    for reader in plugged_readers():
        try:
            if head.data.startswith(reader.begins) or (
                reader.recognise is not None and reader.recognise(head)
            ):
                return believed(head.promised, reader.kind)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a package may raise anything
            fault = f"by the reader of {reader.what} ({told(error)})"
    return Told(head.promised, fault=fault)


def believed(promised: str, found: str | None) -> Told:
    """The kind that was found, if any, with a description if the name promised another.

    A file whose ending belongs to another package's reader goes to that reader, whatever it holds.
    """
    if found is None or found == promised or {found, promised} == _JSON or is_plugged(promised):
        return Told(promised)
    return Told(found, None if promised == PACKED else reader_of(found).what)


def zip_kind(path: Path) -> str | None:
    """What a ZIP file is: a spreadsheet, a document (read as text), or an archive; None if that is unclear."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            declared = archive.read(_KIND_PART)[:100] if _KIND_PART in names[:1] else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    if b"opendocument.spreadsheet" in declared or any(name.startswith(_BOOK_PREFIX) for name in names):
        return "sheet"
    return "text" if _DOCUMENT_PART in names or b"opendocument.text" in declared else ARCHIVE


def settled_kind(path: Path, promised: str) -> Told:
    """The kind to read a file as, by its first bytes as well as its name. Never raises; errors show on reading."""
    if promised == SEALED or refusal_reason(path) is not None:
        return Told(promised)
    try:
        with open_unpacked(path) as stream:
            head = stream.read(HEAD_BYTES)
        if head.startswith(ZIP_MARK) and not is_packed(path):
            return believed(promised, zip_kind(path))
        return told_kind(promised, head, head_text(head))
    except (OSError, BrokenArchiveError):
        return Told(promised)


def refusal_reason(path: Path) -> str | None:
    """Why a file cannot be opened at all; None if it can be tried."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be opened: {error.strerror or error}"
    return None if stat.S_ISREG(mode) else "not a regular file"


_MISNAMED = "not what its name says but "
_OF_MANY = "its name says", "their names say"
_FAULTY = "could not be looked at "
_SHOWN_FILES = 5


def remarks_on(told: Told, label: str) -> list[Remark]:
    """The remarks on a file whose bytes contradict its name, or could not be looked at."""
    notes = []
    if told.instead is not None:
        notes.append(f"{_MISNAMED}{told.instead}; read as that")
    if told.fault is not None:
        notes.append(f"{_FAULTY}{told.fault}; read as its name says")
    return [Remark(label, None, note) for note in notes]


def told_once(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks, with those made by `remarks_on` for many files under one root merged into one."""
    files: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        if remark.note.startswith((_MISNAMED, _FAULTY)):
            files.setdefault((remark.file.partition("/")[0], remark.note), []).append(remark)
    many = {key for key, alike in files.items() if len(alike) > _SHOWN_FILES}
    told = [r for r in remarks if (r.file.partition("/")[0], r.note) not in many]
    return [*told, *(Remark(root, None, _of_many(len(files[root, note]), note)) for root, note in many)]


def _of_many(count: int, note: str) -> str:
    return f"{count} files {'are ' if note.startswith(_MISNAMED) else ''}{note.replace(*_OF_MANY)}"
