"""Text as stored: its line ends, its invisible characters and its blank lines.

Line ends become `\\n`; control and zero-width characters go; a run of blank lines becomes one; letters and
their accents are one character where Unicode has one (NFC). Words, spelling, quotes and spaces inside a line
stay as they were published. Damage done earlier by other programs is repaired in `scoring.corpus.cleaning.repair`.
"""

import re
import unicodedata

# Control characters except tab and newline (the replacement mark of a failed decoding is kept); soft hyphen,
# zero-width spaces, joiners and fillers, direction marks, byte order mark, and code points that are not
# characters. Zero-width joiners (U+200C, U+200D) shape letters in Persian and Indian scripts and stay, as do the
# variation selectors of emoji.
_NO_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    f"\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffc{_NO_CHARACTERS}]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{3,}")
_BLANK_PREFIX = re.compile(r"\A[ \t]*\n+")

# Tags that carry or break running text. One `<p>` is enough evidence; "a < b" and "<unk>" are not tags.
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|img|figure|figcaption|blockquote|table|tr|td|section|"
    r"article|iframe|script|style|html|body)\b[^<>]*>",
    re.IGNORECASE,
)
BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|figure|blockquote|table|tr|td|section|article|script|style|body)\b[^<>]*>",
    re.IGNORECASE,
)
"""Tags that break lines, or hide what is between them."""
MARKUP_MIN_TAGS = 2
"""A text with this many tags is a piece of HTML; one alone may be a text that talks about a tag."""


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but visible characters, spaces and `\\n`; quick, and if in doubt False."""
    return text.replace("\n", "").isprintable()


def clean_text(text: str) -> str:
    """The text as it is stored: `\\n` line ends, no invisible characters, at most one blank line in a row.

    >>> clean_text("One\\r\\ntwo\\u200b\\x00 three \\r\\n\\r\\n\\r\\n\\r\\nfour")
    'One\\ntwo three\\n\\nfour'
    """
    if not is_plain(text):
        text = _LINE_END.sub("\n", text)
        text = _INVISIBLE.sub("", text)
        text = SURROGATE.sub("\ufffd", text)
    text = unicodedata.normalize("NFC", text)  # in C, and the same object where nothing is to do
    # Each search below costs as much as reading the text; most texts need none of them.
    if " \n" in text or "\t\n" in text:
        text = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return _BLANK_PREFIX.sub("", text).rstrip()


def clean_line(text: str) -> str:
    """A single line: as `clean_text`, and every run of white space becomes one space.

    >>> clean_line("  A title\\n over two lines "), clean_line("Caf\\N{LATIN SMALL LETTER E}\\u0301") == "Café"
    ('A title over two lines', True)
    """
    if not text.isascii() or not text.isprintable():
        text = SURROGATE.sub("\ufffd", _INVISIBLE.sub("", _LINE_END.sub(" ", text)))
        text = unicodedata.normalize("NFC", text)
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
