"""Text as stored: what is repaired before an article gets its offsets, and nothing after.

Line ends become `\\n`; control and zero-width characters go; a run of blank lines becomes one. Words,
spelling, quotes and spaces inside a line stay as they were published.
"""

import html
import re

# Control characters but tab and newline, the replacement mark of a failed decoding left alone; soft hyphen,
# zero-width spaces and joiners, direction marks, byte order mark. Zero-width joiners (U+200C, U+200D) shape
# letters in Persian and Indian scripts and stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufff9-\ufffb]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Looked for from the first space of a run only: else a long run inside a line is gone through from each of its spaces.
_SPACE_AT_LINE_END = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_BLANK_PREFIX = re.compile(r"\A[ \t]*\n+")

# Tags that carry or break running text. One `<p>` is enough evidence; "a < b" and "<unk>" are not tags.
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|img|figure|figcaption|blockquote|table|tr|td|section|"
    r"article|iframe|script|style|html|body)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|figure|blockquote|table|tr|td|section|article|script|style|body)\b[^<>]*>",
    re.IGNORECASE,
)
"""Tags that break lines, or hide what is between them."""
# The bytes that continue a character of UTF-8 (0x80 to 0xBF), as Windows-1252 shows them.
_CP1252_BYTES = {
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte): byte for byte in range(0x80, 0x100)
}
_CONTINUING = "".join(map(re.escape, (c for c, byte in _CP1252_BYTES.items() if byte < 0xC0)))
_MISREAD = re.compile(f"[ÂÃ][{_CONTINUING}]|â[{_CONTINUING}]{{2}}")
MARKUP_MIN_TAGS = 2
"""A text with this many tags is a piece of HTML; one alone may be a text that talks about a tag."""


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but visible characters, spaces and `\\n`; a quick look, cautious."""
    return text.replace("\n", "").isprintable()


def clean_text(text: str) -> str:
    """The text as it is stored: `\\n` line ends, no invisible characters, at most one blank line in a row.

    >>> clean_text("One\\r\\ntwo\\u200b\\x00 three \\r\\n\\r\\n\\r\\n\\r\\nfour")
    'One\\ntwo three\\n\\nfour'
    """
    if not is_plain(text):
        text = _LINE_END.sub("\n", text)
        text = _INVISIBLE.sub("", text)
        text = _SURROGATE.sub("\ufffd", text)
    # Each search below costs as much as reading the text; most texts need none of them.
    if " \n" in text or "\t\n" in text:
        text = _SPACE_AT_LINE_END.sub("", text)
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return _BLANK_PREFIX.sub("", text).rstrip()


def clean_line(text: str) -> str:
    """A single line: as `clean_text`, and every run of white space becomes one space.

    >>> clean_line("  A title\\n over two lines ")
    'A title over two lines'
    """
    if not text.isascii() or not text.isprintable():
        text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", _LINE_END.sub(" ", text)))
    return " ".join(text.split())


def holds_markup(text: str) -> bool:
    """Whether a text from a table is really a piece of HTML.

    >>> holds_markup("<p>Rain fell.</p><p>Then it stopped.</p>"), holds_markup("if a < b and b > c")
    (True, False)
    """
    if "<" not in text:
        return False
    found = _MARKUP.finditer(text)
    return all(next(found, None) is not None for _ in range(MARKUP_MIN_TAGS))


def strip_inline_tags(text: str) -> str:
    """The text without tags; only for text that has no block-level ones.

    >>> strip_inline_tags("The <i>Gazette</i> said so, 3 < 4")
    'The Gazette said so, 3 < 4'
    """
    return _MARKUP.sub("", text) if "<" in text else text


def mend_text(text: str) -> str:
    """Undo two kinds of damage: character references left over, and UTF-8 once read as Windows-1252.

    >>> mend_text("Marks &amp; Spencer&#8217;s profit"), mend_text("it wasnâ€™t a cafÃ©")
    ('Marks & Spencer’s profit', 'it wasn’t a café')
    """
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if not text.isascii() and any(sign in text for sign in "âÃÂ"):
        text = _MISREAD.sub(_as_meant, text)
    return text


def _as_meant(misread: re.Match[str]) -> str:
    try:
        return bytes(_CP1252_BYTES[character] for character in misread[0]).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return misread[0]
