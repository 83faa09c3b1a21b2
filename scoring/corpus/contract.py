"""What a reader is, what it receives, and what it returns: for our own readers and for those of other packages.

This module imports nothing from Masthead, and a reader in another package needs nothing else from it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

MANIFEST = "manifest"
"""The kind of a table that describes files, or holds articles itself."""
ARCHIVE = "archive"
"""The kind of files whose members are read as if they were in a folder."""
SEALED = "sealed"
"""The kind of archives that cannot be opened; they are refused, not passed over, because they may hold articles."""
PACKED = "packed"
"""The kind of a file whose name says only how it is packed (`articles.gz`)."""
UNKNOWN = "unknown"
"""The kind of a file that the user named but whose ending is unknown."""
PROMISE_NOTHING = (ARCHIVE, PACKED, UNKNOWN)
"""Kinds of names that promise only a packing, or nothing: a text under such a name is whatever it looks like."""


@dataclass(frozen=True, slots=True)
class InArchive:
    """Where in an archive a file stands: the archive's own file, and the place in its order."""

    archive: Path
    index: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    `path` is where its bytes are, which may be a temporary file of another name; `label` is how reports name it,
    starting with the name of the path that was given; `stem` is its name without endings. `kind` is the kind that
    it is read as. `root` is the path that was given; `folders` are the names between root and file, which may name
    the outlet. `manifest` is the nearest table that describes it. A file in an archive has its `inside`, and
    its `path` is where it would be if the archive were a folder, until it is unpacked.
    """

    path: Path
    root: Path
    label: str
    stem: str
    kind: str
    folders: tuple[str, ...]
    manifest: Path | None
    inside: InArchive | None = None
    beside_manifest: Path | None = None  # where it would be beside a manifest that came out of its archive

    @property
    def name(self) -> str:
        """The file's name."""
        return self.label.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The user's mapping, {column: field}; `met` collects the mapped columns found, `seen` all columns."""

    fields: Mapping[str, str]
    met: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file tells of an article beside its text, not interpreted yet; None where it is not told."""

    article_id: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None

    def told(self) -> dict[str, Any]:
        """These fields by their names.

        >>> [name for name, value in Told(title="Rain", outlet="The Wire").told().items() if value]
        ['outlet', 'title']
        """
        return {declared.name: getattr(self, declared.name) for declared in fields(Told)}


@dataclass(frozen=True, slots=True)
class Entry(Told):
    """An article as it stands in a file, not interpreted yet; None where a field is not given.

    `file` is the label of the source, or that and a place in it (`book.xlsx/Sheet 1`). `row` is the line of a CSV or
    JSONL file, the number of the record in others, None where the file is the article. `page` says that `text` is a
    whole HTML page. `notes` are remarks to report once it is read.
    """

    file: str
    row: int | None
    text: str
    page: bool = False
    group: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article, or a whole file (`row` None), that cannot be read, and why.

    ours: whether the fault is in Masthead, not in the article.
    """

    file: str
    row: int | None
    reason: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the user should know about what was read; it costs no article."""

    file: str
    row: int | None
    note: str


Item = Entry | Refusal | Remark


@dataclass(frozen=True, slots=True)
class Head:
    """How a file begins: what its name `promised`, its first 16 kB unpacked (`data`), and these as text."""

    promised: str
    data: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file, declared once: what it is called, how such a file is recognised, and how it is read.

    Your own package adds one through an entry point in the group `masthead.readers` that names such a record.

    kind: the kind's name, not used by any other reader.
    what: the kind in a sentence ("not what its name says but ..."): "an HTML page".
    endings: of file names, in lower case, each with its dot (`.rtf`), not used by any other reader. Each may be
        followed by an ending that says how the file is packed (`.rtf.gz`). A file with an ending that belongs to a
        package's reader always goes to that reader.
    read: yields, in their order, an Entry for each article, a Refusal for each that cannot be read, and a Remark for
        anything the user should know. It receives the Source and the user's mapping of columns. It opens
        `source.path` itself and reads no other file; the file exists until the reader ends. It need not clean
        anything: every entry passes the same door, and is refused, dated and checked for duplicates like all
        others. If it raises, the rest of its file is lost and the exception becomes the reason of a reject. It must
        yield the same for the same file.
    begins: first bytes that files of no other kind have.
    recognise: whether a file is certainly of this kind, by its beginning; asked if the name promises another kind
        and no earlier reader has claimed the file. It must say yes only when certain, since the file is then read
        as this kind, whatever its name.
    streamed: whether `read` opens the file with `open_unpacked` and reads it from start to end; otherwise a packed
        file is unpacked first.
    single: whether a file is one article unless it says otherwise. A manifest may then describe it, and its folder
        may name its outlet.
    salvage: what can be read of a file that breaks off: nothing, whole lines, or whatever the reader finds ("any").
    most_bytes: `read` refuses a larger file, which therefore need not be unpacked whole.
    """

    kind: str
    what: str
    endings: tuple[str, ...]
    read: Callable[[Source, ColumnMap], Iterator[Item]]
    begins: tuple[bytes, ...] = ()
    recognise: Callable[[Head], bool] | None = None
    streamed: bool = False
    single: bool = False
    salvage: Literal["nothing", "lines", "any"] = "nothing"
    most_bytes: int | None = None
