"""The encoding of bytes that are not UTF-8: resiliparse's guess, checked for plausibility."""

import re

from resiliparse.parse.encoding import detect_encoding

_FALLBACK = "cp1252"
"""What browsers assume if nothing is declared and nothing can be inferred."""
_OF_MACINTOSH = re.compile(
    rb"(?<![^\s(\[])\xd2(?=[A-Za-z])[^\xd2\n]{1,500}\xd3(?![^\s.,;:!?)\]])|[a-z]\xd5(?:s|t|re|ve|ll|d|m)\b"
)
"""Quotation marks around words, or an apostrophe in one, as the Macintosh wrote them; elsewhere they are capitals."""
_OF_WINDOWS = re.compile(rb"[\x91-\x97](?=[A-Za-z\s])")
"""Quotation marks and dashes of Windows."""
_GUESS_BYTES = 200_000
"""The guess is stable long before; more would only take time."""
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_MIN_SHARE_TO_GUESS = 0.01
"""With fewer bytes beyond ASCII, a text is English with a few quotation marks, and a guess would be random."""


def guess_encoding(data: bytes, *, page: bool = False) -> str:
    """The likely encoding of `data`, which is not UTF-8; a `page` may declare it in its head."""
    sample = data[:_GUESS_BYTES]
    if not page and _OF_MACINTOSH.search(sample) and not _OF_WINDOWS.search(sample):
        return "mac_roman"
    beyond_ascii = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    if not page and beyond_ascii < _MIN_SHARE_TO_GUESS * len(sample):
        return _FALLBACK
    found = detect_encoding(sample, from_html_meta=page)
    if page and found is not None and found.lower().startswith("utf-8"):
        return guess_encoding(data)  # what the page declares is not true
    return _FALLBACK if found is None or found.lower().startswith("utf-8") else found
