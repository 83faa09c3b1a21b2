"""Texts that their provider has cut off: `... [+2219 chars]`, `Continue reading`, `ONLY AVAILABLE IN PAID PLANS`.

News services supply the first 200 characters of an article, or a teaser, instead of its text. Scored as whole
articles, these would suggest that the outlet quotes nobody.
"""

import re
from dataclasses import dataclass, replace

from scoring.corpus.contract import Entry, Refusal

STUB_CHARACTERS = 1_000
"""What is left of a text that was cut is a stub below this, some 170 words: services cut at 150 to 500."""
_TAIL = 300
"""Characters at the end in which a mark is looked for; a "Continue reading" may name the article."""
_TEASER_CHARACTERS = 400
"""Bare dots in the middle of a sentence are a sign of a cut only in a text no longer than a teaser."""

_DOTS = r"(?:\.\.\.+|…|&hellip;|&#8230;|&#x2026;)"
_SPACE = r"(?:\s|&nbsp;|&#160;|<[^<>]*>)*+"
_COUNTED = re.compile(
    rf"{_DOTS}?{_SPACE}\[\s?\+?\s?(\d[\d,.]*)\s+(?:more\s+)?(?:chars?|characters|words|zeichen)\.?\s?\]{_SPACE}$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"(?:\[\s?{_DOTS}\s?\]|\(\s?{_DOTS}\s?\)|\(\s?more\s?{_DOTS}\s?\)){_SPACE}$", re.IGNORECASE
)
_INVITED = (
    r"[\[(>]?\s?(?:(?:read|find\sout|learn)\smore|(?:continue|keep)\sreading|keep\son\sreading"
    r"|(?:read|see|view)\s(?:the\s)?(?:full|whole|entire|rest|original)(?:\sof\s(?:the|this))?"
    r"\s(?:article|story|post|piece|text|news))\b[^\n]{0,150}"
)
_READ_MORE = re.compile(rf"\[?{_DOTS}\]?{_SPACE}{_INVITED}$", re.IGNORECASE)
"""After dots it is the provider's mark, however long the text."""
_READ_MORE_ALONE = re.compile(rf"(?:[\n>]|[.!?]['’\"”]?\s){_SPACE}{_INVITED}$", re.IGNORECASE)
"""Without dots it is a link of the outlet's own, unless the text is no longer than a teaser."""
_HINTS = ("…", "...", "more", "read", "chars", "hellip", "#8230", "characters", "words]", "zeichen")
_BARE_DOTS = re.compile(rf"(?<=[\w,;’'\"”]){_SPACE}{_DOTS}{_SPACE}$")
_WITHHELD = re.compile(
    r"^\W*(?:only available in (?:paid|professional|corporate)[\w ,]*plans?|(?:full )?(?:content|text|article)"
    r" (?:is )?(?:only )?(?:not )?available (?:only )?(?:in|on|with|for) (?:the |a )?(?:paid|premium|pro)\b.{0,60}"
    r"|upgrade (?:your plan )?to (?:a )?paid\b.{0,60}|available on paid plans?)\W*$",
    re.IGNORECASE,
)
STUB = "cut off by its provider: only the beginning is here; score the whole text instead"
WITHHELD = "withheld by its provider, which gives the text in paid plans only; score the whole text instead"
NOTE = "cut off by its provider: the end of the article is not here"


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a text was cut off: `kept` is what is left, without the mark; `stub`: too little for an article."""

    kept: str
    stub: bool


def find_cut(text: str) -> Cut | None:
    """The provider's mark at the end of a text, if there is one.

    >>> find_cut("The board met on Monday and its members… [+2219 chars]")
    Cut(kept='The board met on Monday and its members', stub=True)
    >>> find_cut("The board met on Monday. Its members went home.") is None
    True
    """
    tail = text[-_TAIL:]
    small = tail.lower()
    if not any(hint in small for hint in _HINTS):
        return None
    start = len(text) - len(tail)
    mark = _COUNTED.search(tail)
    if mark:
        kept = text[: start + mark.start()].rstrip()
        missing = int(re.sub(r"\D", "", mark[1])[:9] or 0)
        return Cut(kept, stub=len(kept) < STUB_CHARACTERS or missing > len(kept))
    mark = _READ_MORE.search(tail) or _BRACKETED.search(tail)
    if mark is None and len(text) < STUB_CHARACTERS:
        mark = _READ_MORE_ALONE.search(tail)
    if mark is None and len(text) <= _TEASER_CHARACTERS:
        mark = _BARE_DOTS.search(tail)
    if mark is None:
        return None
    kept = text[: start + mark.start()].rstrip()
    return Cut(kept, stub=len(kept) < STUB_CHARACTERS)


def is_withheld(text: str) -> bool:
    """Whether the text only says that it is sold elsewhere."""
    return len(text) <= _TAIL and _WITHHELD.match(text.strip()) is not None


def is_stub(text: str) -> bool:
    """Whether the text is only the beginning of an article."""
    cut = find_cut(text)
    return is_withheld(text) or (cut is not None and cut.stub)


def without_cut(entry: Entry) -> Entry | Refusal:
    """The entry without its provider's mark, with a note; a refusal if only a stub is left."""
    if entry.page and "<" in entry.text:
        return entry  # a page's last words are its footer
    if is_withheld(entry.text):
        return Refusal(entry.file, entry.row, WITHHELD)
    cut = find_cut(entry.text)
    if cut is None:
        return entry
    if cut.stub:
        return Refusal(entry.file, entry.row, STUB)
    return replace(entry, text=cut.kept, notes=(*entry.notes, NOTE))
