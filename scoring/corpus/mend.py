"""What resiliparse mends before anything is read: unknown encodings and broken HTML."""

import re

from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

_FALLBACK = "cp1252"
"""What browsers assume where nothing is declared and nothing can be told."""
_GUESS_BYTES = 200_000
"""The guess settles long before; more would only take time."""
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_MIN_SHARE_TO_GUESS = 0.01
"""With fewer bytes beyond ASCII it is English with a few quotation marks; a guess would rest on chance."""
_OPEN_TITLE = re.compile(r"(<title\b[^>]*>[^<]*)(?=<(?!/title\s*>))", re.IGNORECASE)
"""A title that is never closed would swallow the whole page (7 of 389 pages of L3S-GN1)."""


def guess_encoding(data: bytes, *, page: bool = False) -> str:
    """The likely encoding of `data`, which is not UTF-8; a `page` may declare it in its head."""
    sample = data[:_GUESS_BYTES]
    beyond_ascii = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    if not page and beyond_ascii < _MIN_SHARE_TO_GUESS * len(sample):
        return _FALLBACK
    found = detect_encoding(sample, from_html_meta=page)
    return _FALLBACK if found is None or found.lower().startswith("utf-8") else found


def mend_html(html: str) -> str:
    """The page as a browser understands it (parsed by Lexbor), written out again: every element is closed."""
    return str(HTMLTree.parse(_OPEN_TITLE.sub(r"\1</title>", html.replace("\x00", ""), count=1)))
