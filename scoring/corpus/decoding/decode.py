"""From bytes to characters: which encoding a file has, and whether it is text at all."""

import codecs
import re
from io import BufferedReader
from typing import BinaryIO, cast

from scoring.corpus.containers.packed import BrokenArchiveError
from scoring.corpus.decoding.encoding import guess_encoding

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
"""First bytes of kinds that are often misnamed."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SNIFFED = 4096
MAX_CONTROL_SHARE = 0.02
"""Text has no control characters but tabs and line ends; random bytes have 12%. A stray NUL does not make it binary."""
_UTF16_MIN_NUL_SHARE = 0.2
"""English in UTF-16 is half NUL bytes, all in odd or all in even places; other scripts at spaces."""
_SEVEN_BIT, _ESCAPE = "iso2022_jp_2", b"\x1b$"
"""Japanese as old mail and pages write it, in bytes that are ASCII too; and the sequence that announces it."""
_NO_ENCODINGS = frozenset(
    (
        *(
            "base64",
            "bz2",
            "hex",
            "quopri",
            "rot13",
            "uu",
            "zlib",
            "mbcs",
            "oem",
            "unicode_escape",
            "undefined",
        ),
        *("raw_unicode_escape", "unicode-escape", "raw-unicode-escape"),
    )
)
"""Python's codecs that are not text encodings."""


def peek(stream: BinaryIO) -> bytes:
    """The first bytes of a stream that `open_unpacked` opened, still to be read. Raises BrokenArchiveError."""
    return cast(BufferedReader, stream).peek(_SNIFFED)[:_SNIFFED]


def read_whole(stream: BinaryIO, limit: int) -> tuple[bytes, BrokenArchiveError | None]:
    """At most `limit` bytes of a stream; if it is damaged, the bytes before the damage, and the fault."""
    pieces: list[bytes] = []
    size = 0
    try:
        # Not `read`: a fault within its many bytes would lose those that came before it.
        while size < limit and (piece := cast(BufferedReader, stream).read1(limit - size)):
            pieces.append(piece)
            size += len(piece)
    except BrokenArchiveError as fault:
        return b"".join(pieces), fault
    return b"".join(pieces), None


def binary_kind(data: bytes) -> str | None:
    """What the bytes are if not text ("a PDF", "binary data"), else None.

    >>> binary_kind(b"%PDF-1.7 ..."), binary_kind("Straße".encode("utf-16")), binary_kind(b"Plain words.")
    ('a PDF', None, None)
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    head = data[:_SNIFFED]
    if wide_encoding(head) is not None:
        return None
    controls = len(_CONTROL.findall(head.decode("latin-1")))
    return "binary data" if controls > max(1, MAX_CONTROL_SHARE * len(head)) else None


def is_text(text: str) -> bool:
    """Whether the decoded beginning of a file holds words and no characters foreign to text."""
    return (
        bool(text.strip()) and not any(c < " " and c not in "\t\n\r\f" for c in text) and "\ufffd" not in text
    )


def head_text(head: bytes) -> str:
    """The first bytes of a file as text, good enough to tell its kind; what is not UTF-8 is left out."""
    return head.decode(wide_encoding(head) or "utf-8", errors="ignore").lstrip("\ufeff")


def decode(data: bytes, *, page: bool = False, declared: str | None = None) -> tuple[str, str | None]:
    """The text of a whole file, and a note if it was not plain UTF-8.

    A `page` may declare its encoding; `declared` is the encoding that came with the file and takes precedence.

    >>> decode("naïve".encode("utf-16"))[0], decode("naïve café, déjà vu".encode("cp1252"))
    ('naïve', ('naïve café, déjà vu', 'not UTF-8; read as cp1252'))
    """
    wide = wide_encoding(data[:_SNIFFED])
    if wide is not None:
        return data.decode(wide, errors="replace").lstrip("\ufeff"), None
    if _ESCAPE in data:
        try:
            return data.decode(_SEVEN_BIT), f"read as {_SEVEN_BIT}"
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    repaired = data.decode("utf-8", errors="replace")
    broken = repaired.count("\ufffd")
    # Each character beyond ASCII that did decode speaks for UTF-8 with damage, each broken one against it.
    if sum(character > "\x7f" for character in repaired) - broken > broken:
        return repaired, f"{broken} places are not UTF-8 and were replaced by a mark"
    encoding = _known(declared) or guess_encoding(data, page=page)
    try:
        return data.decode(encoding, errors="replace"), f"not UTF-8; read as {encoding}"
    except LookupError:  # a page may declare an encoding that nobody knows
        return data.decode("cp1252", errors="replace"), "not UTF-8; read as cp1252"


def _known(declared: str | None) -> str | None:
    """The codec of a declared encoding; None if none is declared, or if it cannot be true of these bytes."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    # The bytes are not UTF-8 and contain no NUL; Latin-1 is what the Web calls Windows-1252 (WHATWG, Encoding).
    if name.startswith(("utf", "ascii", "idna", "punycode")) or name in _NO_ENCODINGS:
        return None
    return "cp1252" if name == "iso8859-1" else name


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32, by their mark or by where the NUL bytes stand."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    places = len(head) // 2
    if places:
        even, odd = head[0::2].count(0) / places, head[1::2].count(0) / places
        if max(even, odd) > _UTF16_MIN_NUL_SHARE and min(even, odd) == 0:
            return "utf-16-le" if odd > even else "utf-16-be"
    return None
