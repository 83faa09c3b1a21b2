"""One HTML page: every visible line in reading order, with its markup, and what its meta tags declare.

The page is parsed as browsers parse it (Lexbor, through resiliparse) and walked once: a line ends at every
block-level element and at every `<br>`. On the development part of L3S-GN1 (389 pages) the lines hold 98.6%
of the words of the hand-labelled blocks; 97.2% of the words (of headlines and full text 99.7%) stand in a
line that is exactly their block. With hidden elements it would be 98.9%, but then twice as many words (3.9%)
are in no block. lxml's own parser: 98.4%, 97.0%, 98.1%.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.settings import Document

from scoring.corpus.clean import clean_line
from scoring.corpus.decode import decode
from scoring.corpus.mend import mend_html

for _library in (
    "trafilatura",
    "htmldate",
    "courlan",
):  # they report on every page; a page's fate is told by us
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

_INLINE_NAMES = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp
small span strike strong sub sup time tt u var wbr
"""
_UNSEEN_NAMES = """
script style head template noscript svg math iframe object embed applet canvas audio video datalist noframes
title meta link base input map area
"""
_INLINE = frozenset(_INLINE_NAMES.split())
"""Elements that do not end a line; every other one does."""
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
"""Elements that show no text of the page. The entries of a menu (`option`) do: they are page furniture."""
_PLAIN_CONTAINERS = frozenset(("html", "body", "main", "div", "section", "center", "form", "tbody"))
"""Elements that say nothing of their content: a line is named after a better ancestor where it has one."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NEVER_HIDDEN = frozenset(("html", "body", "main", "article"))
"""Some pages hide the whole of themselves until their scripts have run."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_KEPT_INSIDE_MIN_WORDS = 5
"""A line this long is kept wherever it stands in the main text; a shorter one only as a whole line."""

_PUBLISHED_META = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='article:published_time' or @name='parsely-pub-date' or @name='sailthru.date'"
    " or @name='pubdate' or @name='publishdate' or @name='date' or @name='DC.date.issued']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//time[@pubdate]/@datetime",
)
"""Where pages declare the moment of publication, the most dependable first."""
_LINKED_DATA = "//script[@type='application/ld+json']/text()"
_CANONICAL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line of a page.

    `tag` is the nearest block-level element that says something (`p`, `li`, `td`, `aside`; `div` where there
    is none); `link_share` the share of its characters inside links, 0 to 1; `heading` 1 to 6, else 0; `kept`
    whether trafilatura counts the line to the main text. No line kept means that it found no main text.
    """

    text: str
    link_share: float
    tag: str
    kept: bool
    heading: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its `lines`, and what its head declares (None where it declares nothing).

    `published` is the date as written on the page, not yet read; `site` the name of the site.
    """

    lines: tuple[Line, ...]
    title: str | None
    byline: str | None
    published: str | None
    canonical_url: str | None
    site: str | None

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


def read_page(html: str | bytes, url: str | None = None) -> Page:
    """Read a page, or a piece of HTML, into lines and metadata; `url` helps to resolve relative addresses.

    Bytes are decoded by their own declaration, else by what they look like. Raises ValueError where there is
    no HTML to read.

    >>> page = read_page("<h1>Rain</h1><p>It <b>rained</b> all day.<br>Then <a href='/x'>it stopped</a>.</p>")
    >>> [(line.text, line.tag, line.heading) for line in page.lines]
    [('Rain', 'h1', 1), ('It rained all day.', 'p', 0), ('Then it stopped.', 'p', 0)]
    """
    if isinstance(html, bytes):
        html, _ = decode(html, page=True)
    tree = _parse(html)
    seen = list(_visible_lines(tree))
    kept = _kept(tree, [line.text for line in seen])
    lines = tuple(
        Line(line.text, line.link_share, line.tag, keep, line.heading)
        for line, keep in zip(seen, kept, strict=True)
    )
    return _with_metadata(lines, tree, url)


def read_lines(html: str) -> list[str]:
    """The visible lines of a piece of HTML alone; some ten times faster than `read_page`."""
    return [line.text for line in _visible_lines(_parse(html))]


def _parse(html: str) -> lxml_html.HtmlElement:
    # Lexbor mends the page, lxml carries it: a walk over lxml takes a third of the time.
    mended = mend_html(html)
    try:
        return lxml_html.document_fromstring(
            mended.encode(), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except etree.ParserError as error:
        raise ValueError(f"no HTML: {error}") from error


def _visible_lines(tree: lxml_html.HtmlElement) -> Iterator[Line]:
    """Walk the page in reading order without recursion: pages nest deeper than Python's stack."""
    pieces: list[str] = []
    linked = 0
    link_depth = 0
    blocks = ["div"]
    headings = [0]
    stack: list[tuple[lxml_html.HtmlElement, bool]] = [(tree, False)]

    def line() -> Iterator[Line]:
        nonlocal linked
        if pieces:
            text = clean_line("".join(pieces))
            if text:
                share = min(1.0, linked / len(text.replace(" ", "")))
                yield Line(text, share, blocks[-1], False, headings[-1])
            pieces.clear()
        linked = 0

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            pieces.append(text)
            if link_depth:
                linked += len("".join(text.split()))

    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        if not isinstance(tag, str):  # a comment
            add(element.tail)
            continue
        inline = tag in _INLINE or tag in _UNSEEN
        if not inline:
            yield from line()
        if leaving:
            if tag == "a":
                link_depth -= 1
            elif not inline:
                blocks.pop()
                headings.pop()
            add(element.tail)
        elif tag in _UNSEEN or tag == "br" or _is_hidden(element):
            add(element.tail)
        else:
            if tag == "a":
                link_depth += 1
            elif not inline:
                blocks.append(blocks[-1] if tag in _PLAIN_CONTAINERS else tag)
                headings.append(_HEADINGS.get(tag, headings[-1]))
            add(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
    yield from line()


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    if element.tag in _NEVER_HIDDEN:
        return False
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _kept(tree: lxml_html.HtmlElement, lines: list[str]) -> list[bool]:
    """For each line whether trafilatura keeps it as main text."""
    # Without tables precision and recall are better (F1 0.948 against 0.935 on 150 pages of L3S-GN1, words
    # labelled full text), and it takes two thirds of the time.
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        found = None
    main_text = found.text if isinstance(found, Document) else None
    if not main_text:
        return [False] * len(lines)
    kept_lines = {_words(line) for line in main_text.split("\n")}
    whole = f" {_words(main_text)} "

    def keeps(line: str) -> bool:
        words = _words(line)
        if words in kept_lines:
            return bool(words)
        return words.count(" ") + 1 >= _KEPT_INSIDE_MIN_WORDS and f" {words} " in whole

    return [keeps(line) for line in lines]


def _with_metadata(lines: tuple[Line, ...], tree: lxml_html.HtmlElement, url: str | None) -> Page:
    published = _published(tree)
    canonical = next(
        (href.strip() for path in _CANONICAL for href in tree.xpath(path) if "://" in href), None
    )
    try:
        # Not `extensive`: a date guessed from anywhere on the page is worse than none.
        meta = trafilatura.extract_metadata(tree, default_url=url, extensive=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return Page(lines, None, None, published, canonical, None)
    return Page(
        lines=lines,
        title=clean_line(meta.title or "") or None,
        byline=clean_line(meta.author or "") or None,
        published=published or meta.date or None,
        canonical_url=canonical,
        site=clean_line(meta.sitename or "") or None,
    )


def _published(tree: lxml_html.HtmlElement) -> str | None:
    """The declared date of publication, as written."""
    for path in _PUBLISHED_META:
        for value in tree.xpath(path):
            if value.strip():
                return str(value).strip()
    for script in tree.xpath(_LINKED_DATA):
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for item in _linked_items(data):
            value = item.get("datePublished")
            if isinstance(value, str) and value.strip():
                return value.strip()
    return None


def _linked_items(data: object) -> Iterator[dict[str, object]]:
    """The records of a page's linked data: alone, in a list, or under `@graph`."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (entry for entry in graph if isinstance(entry, dict))
