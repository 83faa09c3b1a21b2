"""What resiliparse mends before anything is read: unknown encodings and broken HTML."""

import re

from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

_FALLBACK = "cp1252"
"""What browsers assume where nothing is declared and nothing can be told."""
_GUESS_BYTES = 200_000
"""The guess settles long before; more would only take time."""
_OPEN_TITLE = re.compile(r"(<title\b[^>]*>[^<]*)(?=<(?!/title\s*>))", re.IGNORECASE)
"""A title that is never closed would swallow the whole page (7 of 389 pages of L3S-GN1)."""


def guess_encoding(data: bytes, *, page: bool = False) -> str:
    """The likely encoding of `data`, which is not UTF-8; a `page` may declare it in its head."""
    return detect_encoding(data[:_GUESS_BYTES], from_html_meta=page) or _FALLBACK


def mend_html(html: str) -> str:
    """The page as a browser understands it (parsed by Lexbor), written out again: every element is closed."""
    return str(HTMLTree.parse(_OPEN_TITLE.sub(r"\1</title>", html.replace("\x00", ""), count=1)))
