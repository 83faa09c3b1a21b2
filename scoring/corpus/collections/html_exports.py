"""Pages from databases that hold many articles: HTML by Factiva and Europresse, and text forms saved as HTML."""

import re
from collections.abc import Iterator

from lxml import etree, html

from scoring.corpus.collections.choose import read_collection
from scoring.corpus.collections.factiva import coded_piece, displayed_piece
from scoring.corpus.collections.lines import find_date, one_line
from scoring.corpus.collections.piece import Collection, Piece

_FACTIVA, _EUROPRESSE = "articleParagraph", "DocPublicationName"
"""Class names that all pages of these databases have."""
_TEXT_FORMS = ("end of document", "proquest document id:", " documents<")
"""In lower case: signs of a text form saved as a page."""
_LANGUAGE_CLASS = re.compile(r"\b([a-z]{2})Article\b")
_BLOCK_NAMES = """
p div td th tr li ul ol table h1 h2 h3 h4 h5 h6 section article header footer br hr blockquote pre
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(("script", "style", "head", "title", "noscript", "aside"))
_CODE = re.compile(r"[A-Z]{2,3}")
_EUROPRESSE_DAY = re.compile(r"·(\d{8})·")
_EUROPRESSE_NUMBER = re.compile(r"\b(?:news|web|bio|rtv|social|pub)·\d{8}·[\w·-]+", re.IGNORECASE)
_MAX_DEPTH = 200
"""Levels of nested elements: the pages of databases have a dozen."""


def read_page_collection(page: str) -> Collection | None:
    """The articles of a database's page; None if it is a page like any other."""
    factiva, europresse = _FACTIVA in page, _EUROPRESSE in page
    if not (factiva or europresse):
        low = page.lower()
        if not any(sign in low for sign in _TEXT_FORMS):
            return None
    try:
        tree = html.document_fromstring(
            page.encode("utf-8", errors="replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if factiva and (pieces := _factiva(tree)):
        return Collection("Factiva", pieces)
    if europresse and (pieces := _europresse(tree)):
        return Collection("Europresse", pieces)
    return read_collection("\n".join(_lines(tree)))


def _having(tree: html.HtmlElement, *names: str) -> list[html.HtmlElement]:
    """The elements that bear one of the class names, in order."""
    tests = " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)
    return list(tree.xpath(f".//*[{tests}]"))


def _text(tree: html.HtmlElement, *names: str) -> str | None:
    """The text of the first element with one of the class names that has any."""
    return next((text for found in _having(tree, *names) if (text := one_line(_lines(found)))), None)


def _lines(element: html.HtmlElement) -> list[str]:
    """The lines that an element shows: each block begins and ends a line."""
    lines = [""]
    for piece in _pieces(element, 0):
        if piece == "\n":
            lines.append("")
        else:
            lines[-1] += piece
    return [" ".join(line.split()) for line in lines if line.strip()]


def _pieces(element: html.HtmlElement, depth: int) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or depth > _MAX_DEPTH:
        return
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    if element.text:
        yield element.text.replace("\n", " ")
    for child in element:
        yield from _pieces(child, depth + 1)
        if child.tail:
            yield child.tail.replace("\n", " ")
    if block:
        yield "\n"


def _factiva(tree: html.HtmlElement) -> tuple[Piece, ...]:
    """Every article of a Factiva page; none if one of them cannot be read."""
    pieces = []
    for article in _having(tree, "article"):
        named = _LANGUAGE_CLASS.search(article.get("class", ""))
        if named is None:
            continue
        codes = _codes(article)
        piece = coded_piece(codes) if "HD" in codes else displayed_piece(_lines(article))
        if piece is None:
            return ()
        pieces.append(piece)
    return tuple(pieces)


def _codes(article: html.HtmlElement) -> dict[str, list[str]]:
    """The cells of an article's table by the codes before them."""
    codes: dict[str, list[str]] = {}
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        code = one_line(_lines(cells[0])) if len(cells) > 1 else None
        if code is not None and _CODE.fullmatch(code):
            codes[code] = _lines(cells[1])
    return codes


def _europresse(tree: html.HtmlElement) -> tuple[Piece, ...]:
    pieces = []
    for article in tree.iter("article"):
        outlet = _text(article, "DocPublicationName", "rdp__DocPublicationName")
        bodies = _having(article, "docOcurrContainer", "DocText") or list(article.iter("section"))
        title = _text(article, "titreArticle", "titreArticleVisu", "rdp__articletitle", "grandTitre")
        if outlet is None or title is None:
            return ()
        number = _EUROPRESSE_NUMBER.search(" ".join(_lines(article)))
        day = _EUROPRESSE_DAY.search(number[0]) if number else None
        date = find_date(_text(article, "DocHeader") or "")
        pieces.append(
            Piece(
                text="\n".join(_lines(bodies[0])) if bodies else "",
                article_id=number[0] if number else None,
                outlet=_europresse_outlet(outlet),
                title=title,
                byline=_text(article, "docAuthors", "sm-margin-bottomNews"),
                published=date or (day[1] if day else None),
            )
        )
    return tuple(pieces)


def _europresse_outlet(name: str) -> str:
    """The name without the issue number and `(site web)`.

    >>> _europresse_outlet("La Vigie (site web), no. 4301")
    'La Vigie'
    """
    return (
        re.sub(
            r"\s*\((?:site web|web site|website|réf\. site web)[^)]*\)", "", name.partition(",")[0]
        ).strip()
        or name
    )
