"""Names of files as text: whatever bytes a disk or an archive holds, every name we report is valid Unicode."""

import os
import re
import unicodedata
from collections.abc import Iterable

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters and marks that change the direction of writing, so that a name is shown on one line, as it is."""
_STAND_IN = "_"
_DRIVE = re.compile(r"[A-Za-z]:")
_OEM_LETTERS = re.compile(rb"[\x80-\xa8\xe1]")
"""The accented letters of code page 437, in which ZIP archives write names by default; above are its frames."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def is_unicode(name: str) -> bool:
    """Whether a name from the disk is text rather than bytes in an unknown encoding."""
    return name.isascii() or not any("\ud800" <= character <= "\udfff" for character in name)


def shown_name(name: str) -> str:
    """A name from the disk as reports show it: composed Unicode, bytes in another encoding read as Windows-1252.

    >>> shown_name("caf\\udce9.txt"), shown_name("cafe\\u0301.txt"), shown_name("two\\nlines.txt")
    ('café.txt', 'café.txt', 'two_lines.txt')
    """
    if name.isascii() and name.isprintable():
        return name
    if not is_unicode(name):
        name = decoded_name(os.fsencode(name))
    return unicodedata.normalize("NFC", _UNSEEN.sub(_STAND_IN, name))


def decoded_name(data: bytes) -> str:
    """The bytes of a name as text: UTF-8, else Windows-1252, which lacks five of Latin-1's control characters."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def zip_name(name: str, *, is_utf8: bool) -> str:
    """The name of a ZIP archive's member; one not marked as UTF-8 was decoded as code page 437 by the library.

    >>> zip_name("caf\N{GREEK CAPITAL LETTER THETA}.txt", is_utf8=False), zip_name("café.txt", is_utf8=False)
    ('café.txt', 'café.txt')
    """
    if is_utf8 or name.isascii():
        return name
    try:
        data = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        beyond = _BEYOND_ASCII.findall(data)
        return name if all(_OEM_LETTERS.match(byte) for byte in beyond) else decoded_name(data)


def safe_parts(name: str) -> tuple[str, ...]:
    """The folders and the file that a member's name means, never above or beside the archive.

    >>> safe_parts("../../etc/./passwd"), safe_parts(r"C:\\news\\a.txt")
    (('etc', 'passwd'), ('news', 'a.txt'))
    """
    parts = (shown_name(part) for part in name.replace("\\", "/").split("/"))
    return tuple(part for part in parts if part not in ("", ".", "..") and not _DRIVE.fullmatch(part))


def distinct(names: Iterable[str]) -> list[str]:
    """The names in their order, a number added where one was there before.

    >>> distinct(["x/a.txt", "b.txt", "x/a.txt"])
    ['x/a.txt', 'b.txt', 'x/a (2).txt']
    """
    taken: dict[str, int] = {}
    found = []
    for name in names:
        free = name
        while free in taken:
            taken[name] += 1
            place, slash, last = name.rpartition("/")
            stem, dot, ending = last.partition(".")
            free = f"{place}{slash}{stem} ({taken[name]}){dot}{ending}"
        taken[free] = 1
        found.append(free)
    return found
