"""The door: every entry, whichever reader made it, passes here before anything else looks at it.

No field leaves it with halves of characters, control characters or direction marks, so that everything later
(parsers, tokenizers, tables, all of them in C or Rust) can trust every string. Repairs are reported by kind and
counted by file: a file with thousands of damaged rows makes one note, not thousands.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from scoring.corpus.cleaning.clean import BLOCK_TAG, clean_line, clean_text, holds_markup, strip_inline_tags
from scoring.corpus.cleaning.repair import FRAGMENT, PAGE, join_halves, read_references, repair, repair_line
from scoring.corpus.contract import Entry, Remark
from scoring.corpus.pages.page import read_lines

NUL = "NUL characters were taken out"
_WHOLE_PAGE = re.compile(
    r"\s{0,1000}(?:<\?xml[^>]*>\s{0,1000})?(?:<!doctype html|<html\b|<head\b|<body\b)", re.IGNORECASE
)
_WHOLE_NUMBER = re.compile(r"(\d+)\.0")
_LONGEST_IDENTIFIER = 200
"""Characters, more than in addresses used as identifiers; the rest of a longer one becomes a hash."""
_DIGEST_BYTES = 6
_NAMES = ("outlet", "title", "byline", "group")
"""Fields of words, mended like the text; identifier, address, date and language only lose invalid characters."""
_FILES_NAMED = 3
"""With more files of one folder damaged in one way, the folder is named instead."""

Mended = Mapping[tuple[str, str], int]
"""How many articles of a file (by label) were damaged in which way."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """An entry with every field clean, and the kinds of damage mended; `entry.page` also for a page in a cell."""

    entry: Entry
    mended: tuple[str, ...]


def admit(entry: Entry) -> Admitted:
    """Clean every field of an entry except its place; never fails, whatever the strings hold."""
    page = (entry.page and "<" in entry.text) or _WHOLE_PAGE.match(entry.text) is not None
    kinds = [NUL] if "\x00" in entry.text else []
    if page:
        text, mended = repair(entry.text, PAGE)
        text = text.replace("\x00", "")
    else:
        text, mended = article_text(entry.text)
    kinds += mended
    names = {name: _name(getattr(entry, name)) for name in _NAMES}
    kinds += [kind for _, mended in names.values() for kind in mended]
    cleaned = replace(
        entry,
        text=text,
        page=page,
        article_id=_identifier(_code(entry.article_id)),
        url=_code(read_references(entry.url)) if entry.url else None,
        published=_code(entry.published),
        language=_code(entry.language),
        outlet=names["outlet"][0],
        title=names["title"][0],
        byline=names["byline"][0],
        group=names["group"][0],
    )
    return Admitted(cleaned, tuple(dict.fromkeys(kinds)))


def _code(text: str | None) -> str | None:
    return (clean_line(join_halves(text)) or None) if text else None


def article_text(text: str) -> tuple[str, tuple[str, ...]]:
    """A text as it is stored (of a piece of HTML, the visible lines), and the kinds of damage mended.

    >>> article_text("<p>Rain fell &amp; fell.</p><p>Then it <b>stopped</b>.</p>")
    ('Rain fell & fell.\\nThen it stopped.', ())
    >>> article_text("&lt;p&gt;Rain fell.&lt;/p&gt;")[0]
    'Rain fell.'
    """
    markup = holds_markup(text)
    if not markup:
        text, kinds = repair(text)
        markup = holds_markup(text)  # it had been written with references
    else:
        text, kinds = repair(text, FRAGMENT)
    if markup:
        text, more = repair(_visible(text))
        kinds = (*kinds, *more)
    return clean_text(text), kinds


def _visible(text: str) -> str:
    if not BLOCK_TAG.search(text):
        return strip_inline_tags(text)
    if "<p" not in text and "<br" not in text:
        text = text.replace("\n", "<br>")  # line breaks are all the structure it has
    try:
        return "\n".join(read_lines(text))
    except ValueError:  # nothing that a parser takes for HTML
        return strip_inline_tags(text)


def _name(text: str | None) -> tuple[str | None, tuple[str, ...]]:
    if not text:
        return None, ()
    mended, kinds = repair_line(text)
    return clean_line(strip_inline_tags(mended)) or None, kinds


def clean_name(text: str | None) -> str | None:
    """A title, name or label as it is stored.

    >>> clean_name("Echo\\u200b &amp;amp; Co "), clean_name(" ")
    ('Echo & Co', None)
    """
    return _name(text)[0]


def _identifier(given: str | None) -> str | None:
    """An identifier, cut to one line, without the `.0` that tables of floats append to whole numbers."""
    whole = _WHOLE_NUMBER.fullmatch(given) if given else None
    if whole is not None:
        return whole[1]
    if given and len(given) > _LONGEST_IDENTIFIER:
        told = blake2b(given.encode(), digest_size=_DIGEST_BYTES).hexdigest()
        return f"{given[:_LONGEST_IDENTIFIER]}-{told}"
    return given


def tell_mended(mended: Mended) -> Iterable[Remark]:
    """One note for each file and kind of damage; one for a folder where many of its files share it."""
    by_kind: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (file, kind), count in mended.items():
        by_kind[file.partition("/")[0], kind][file] += count
    for (folder, kind), files in by_kind.items():
        if len(files) > _FILES_NAMED:
            yield Remark(folder, None, f"{_articles(files.total())} of {len(files)} files: {kind}")
        else:
            for file, count in files.items():
                yield Remark(file, None, f"{_articles(count)}: {kind}")


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
