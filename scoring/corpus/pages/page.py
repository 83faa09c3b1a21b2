"""One HTML page: its visible lines, which of them are its article, and what it declares about it."""

import html as html_text
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree
from lxml import html as lxml_html

from scoring.corpus.cleaning.clean import clean_line
from scoring.corpus.decoding.decode import decode
from scoring.corpus.pages.declared import Facts, page_facts
from scoring.corpus.pages.linked_data import text_of
from scoring.corpus.pages.main_part import names_parts, parts_of
from scoring.corpus.pages.main_text import kept_lines, main_text
from scoring.corpus.pages.unseen_text import holds_text, is_seen, state_bodies
from scoring.corpus.pages.visible_lines import (
    FEWEST_SHOWN,
    PROSE_WORDS,
    SPARE,
    PageLine,
    parse,
    prose_words,
    shown_lines,
    visible_lines,
)
from scoring.schema.kinds import PagePart

for _library in (
    "trafilatura",
    "htmldate",
    "courlan",
):  # they report on every page; a page's fate is told by us
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

MAX_ELEMENTS = 30_000
"""Of a page in which trafilatura looks for the main text: its time grows faster than the page. The largest of
809 real pages has 12,274."""
_NODES = etree.XPath("count(descendant-or-self::node()[not(self::text())])")
"""Elements and comments of a tree."""
MOSTLY_LINKS = 0.5
"""A line with at least this share of its characters inside links counts as a link."""
LEAST_KEPT = 0.2
"""Share of a part's running text: where trafilatura keeps less of it, it has found something else."""
_LIST_MIN_LINKS = 15
_LINK_WORDS = 4
"""Words: a shorter link is an entry of a menu, a longer one likely a headline."""
_SPARE_HOLDS = 4
"""The part for browsers without scripts counts if it holds this many times the prose shown."""
_SOURCE = re.compile(r"\s*(?:<!doctype html|<html\b|<\?xml\b)", re.IGNORECASE)
"""How a page begins that shows the source of a page (saved from the browser's source view)."""
_SOURCE_MIN_TAGS = 10
_TAG = re.compile(r"</?[a-z]", re.IGNORECASE)
_BLOCK_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|li|ul)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its `lines`, and what it declares (None if it does not).

    `published` is the date as written on the page, not yet read; `site` the name of the site; `publisher` the
    article's publisher, if the page names one; `notes` are remarks on how it was read.
    """

    lines: tuple[PageLine, ...]
    title: str | None
    byline: str | None
    published: str | None
    canonical_url: str | None
    site: str | None
    publisher: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


def read_page(html: str | bytes, url: str | None = None) -> Page:
    """Read a page, or a piece of HTML, into lines and metadata; `url` is the page's address.

    Bytes are decoded by their own declaration, else by a guess. Raises ValueError if there is no HTML to read.

    >>> page = read_page("<h1>Rain</h1><p>It <b>rained</b> all day.<br>Then <a href='/x'>it stopped</a>.</p>")
    >>> [(line.text, line.tag, line.heading) for line in page.lines]
    [('Rain', 'h1', 1), ('It rained all day.', 'p', 0), ('Then it stopped.', 'p', 0)]
    """
    if isinstance(html, bytes):
        html, _ = decode(html, page=True)
    tree = parse(html)
    holders: list[lxml_html.HtmlElement | None] = []
    seen = shown_lines(tree, holders)
    if _shows_source(seen):
        tree = parse("\n".join(line.text for line in seen))
        seen = shown_lines(tree, holders)
    notes = []
    elements = int(_NODES(tree))
    if elements > MAX_ELEMENTS:
        notes.append(f"main text not looked for: more than {MAX_ELEMENTS:,} elements")
        lines = tuple(seen)
    else:
        lines = _with_main_text(tree, seen, holders)
    spare = _spare_lines(tree) if prose_words(seen) < FEWEST_SHOWN else []
    states = _states(tree) if prose_words(seen) < FEWEST_SHOWN else []
    facts = page_facts(tree, url)
    found = _unseen(lines, facts, spare, states)
    if found is not None:
        lines, note = found
        notes.append(note)
    if _is_list(lines):
        notes.append("a list of links to articles rather than an article")
    return Page(
        lines,
        facts.title,
        facts.byline,
        facts.published,
        facts.canonical_url,
        facts.site,
        facts.publisher,
        tuple(notes),
    )


def _with_main_text(
    tree: lxml_html.HtmlElement, seen: list[PageLine], holders: list[lxml_html.HtmlElement | None]
) -> tuple[PageLine, ...]:
    """The lines with what trafilatura keeps of them and, where the page marks its parts, the part."""
    parted = names_parts(tree)
    # On the pages of 2007, whose layout is made of tables, text without tables is the better main text.
    kept = kept_lines(main_text(tree, tables=parted), [line.text for line in seen])
    parts = parts_of(seen, kept, holders) if parted else [PagePart.NONE] * len(seen)
    if parted and _misses_the_text(seen, kept, parts):
        kept = [False] * len(seen)
        parts = parts_of(seen, kept, holders)
    return tuple(
        PageLine(line.text, line.link_share, line.tag, keep, line.heading, part)
        for line, keep, part in zip(seen, kept, parts, strict=True)
    )


def _misses_the_text(lines: list[PageLine], kept: list[bool], parts: list[PagePart]) -> bool:
    """Whether trafilatura keeps next to nothing of the running text in the part that would hold the article."""
    words = held = 0
    for line, keep, part in zip(lines, kept, parts, strict=True):
        count = line.text.count(" ") + 1
        if part != PagePart.OUTSIDE and count >= PROSE_WORDS and line.link_share < MOSTLY_LINKS:
            words += count
            held += count * keep
    return words >= FEWEST_SHOWN and held < LEAST_KEPT * words


def read_lines(html: str) -> list[str]:
    """The visible lines of a piece of HTML alone; some ten times faster than `read_page`."""
    return [line.text for line in shown_lines(parse(html))]


def _shows_source(lines: list[PageLine]) -> bool:
    if not lines or not _SOURCE.match(lines[0].text):
        return False
    tags = 0
    for line in lines:
        tags += len(_TAG.findall(line.text))
        if tags >= _SOURCE_MIN_TAGS:
            return True
    return False


def _is_list(lines: tuple[PageLine, ...]) -> bool:
    """Whether a page is the front of a site or a section: headlines that are links, and no running text."""
    links = sum(line.link_share > MOSTLY_LINKS and line.text.count(" ") >= _LINK_WORDS for line in lines)
    return links >= _LIST_MIN_LINKS and prose_words(lines) < FEWEST_SHOWN


def _spare_lines(tree: lxml_html.HtmlElement) -> list[PageLine]:
    """The lines of the page, including those in `<noscript>`, templates and fallbacks of frames."""
    lines = list(visible_lines(tree, also=SPARE))
    for source in tree.xpath("//iframe/@srcdoc"):
        try:
            lines.extend(shown_lines(parse(source)))
        except ValueError:
            continue
    return lines


def _states(tree: lxml_html.HtmlElement) -> list[str]:
    return list(state_bodies(script.text or "" for script in tree.iter("script")))


def _unseen(
    lines: tuple[PageLine, ...], facts: Facts, spare: list[PageLine], states: list[str]
) -> tuple[tuple[PageLine, ...], str] | None:
    """The page's lines with an article that it holds but does not show, and notes on it."""
    article = facts.linked.article
    visible = "\n".join(line.text for line in lines)
    body = (text_of(article, "articleBody") or text_of(article, "text")) if article else None
    if body is not None and holds_text(body) and not is_seen(body, visible):
        title = facts.title or (text_of(article, "headline") if article else None)
        return _with_body(
            lines, _body_lines(body), title
        ), "the page does not show its article; read from its linked data"
    if _is_article(spare) and prose_words(spare) > _SPARE_HOLDS * prose_words(lines):
        return tuple(
            spare
        ), "the page does not show its article; read from what it holds for browsers without scripts"
    if states:
        longest = max(states, key=len)
        if not is_seen(longest, visible):
            return _with_body(
                lines, _body_lines(longest), facts.title
            ), "the page does not show its article; read from the data of its scripts"
    return None


def _is_article(lines: list[PageLine]) -> bool:
    """Whether the lines are more than a message to readers without scripts."""
    long = [line for line in lines if len(line.text.split()) >= PROSE_WORDS]
    return len(long) > 1 and holds_text(" ".join(line.text for line in long))


def _body_lines(body: str) -> list[str]:
    """The lines of a text that may be plain, HTML, or HTML with its markup written as references."""
    for _ in range(2):  # "&lt;p&gt;", and "&amp;lt;" where a site escaped it twice
        if _BLOCK_MARKUP.search(body) is None and "&" in body:
            body = html_text.unescape(body)
    if _BLOCK_MARKUP.search(body):
        return read_lines(body)
    return [text for line in body.splitlines() if (text := clean_line(line))]


def _with_body(lines: tuple[PageLine, ...], body: list[str], title: str | None) -> tuple[PageLine, ...]:
    """The article's lines, followed by the other lines that the page shows."""

    def article() -> Iterator[PageLine]:
        if title and body[:1] != [title]:
            yield PageLine(title, 0.0, "h1", True, 1)
        for text in body:
            yield PageLine(text, 0.0, "p", True, 0)

    own = tuple(article())
    taken = {line.text for line in own}
    return (*own, *(replace(line, kept=False) for line in lines if line.text not in taken))
