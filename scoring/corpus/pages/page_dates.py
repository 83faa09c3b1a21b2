"""The date on a page beside the article's heading, or in its address."""

import re
from collections.abc import Collection, Iterator

from lxml import html as lxml_html

from scoring.corpus.pages.foreign import is_foreign

_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])")
_MAX_URL = 2000
"""Characters of an address: a longer one is data."""
_ARTICLE_SCOPE = (
    "ancestor-or-self::*[self::article or @role='article'"
    " or (@itemscope and (contains(@itemtype, 'Article') or contains(@itemtype, 'Posting')))"
    " or contains(concat(' ', normalize-space(@class), ' '), ' hentry ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' h-entry ')]"
)
_STAMPS = (
    ".//*[@itemprop='datePublished']",
    ".//time[@pubdate]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' dt-published ')"
    " or (contains(concat(' ', normalize-space(@class), ' '), ' published ') and (self::time or self::abbr))]",
    ".//time[@datetime]",
)
"""Elements that may say when the article was published, the most dependable first."""
_BESIDE_HEADING = ".//text()[normalize-space() and not(ancestor::script or ancestor::style)]"
_PIECES_BELOW = 16
"""Pieces of text below the heading in which its date may stand: kicker, standfirst, writer, share links."""
_PIECES_ABOVE = 3
_STAMP_LENGTH = 60
"""Characters: "Published on Wednesday, 3 September 2025 at 10:15 a.m. EDT" has 58."""
_DAY_LENGTH = 10
"""Characters of `2023-05-01`."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b",
    re.IGNORECASE,
)
_AROUND_DATE = " \t\r\n\"'"
_MODIFIED = re.compile(r"modif|updat|edited|correct", re.IGNORECASE)
MAX_STAMPS = 200
"""A live blog or a list has hundreds of dates; the article's own is among the first."""


def stamp_beside(tree: lxml_html.HtmlElement, heading: lxml_html.HtmlElement | None) -> str | None:
    """The date in the article that holds the main heading; without such an article, the only date on the page."""
    own = () if heading is None else (heading, *heading.iterancestors())
    if heading is not None:
        scopes = heading.xpath(_ARTICLE_SCOPE)
        if scopes:
            return next(_stamps(scopes[-1], own), None) or _day_printed(scopes[-1], heading)
    articles = [
        article for article in tree.iter("article") if not is_foreign(article) and not _is_nested(article)
    ]
    if len(articles) == 1 and (found := next(_stamps(articles[0], own), None)):
        return found
    if heading is None and articles:
        return None  # a list of articles
    body = tree.find("body")
    body = tree if body is None else body
    dates = list(_stamps(body, own))
    if dates and len({date[:_DAY_LENGTH] for date in dates}) == 1:
        return dates[0]
    return _day_printed(body, heading) if heading is not None and not dates else None


def _day_printed(scope: lxml_html.HtmlElement, heading: lxml_html.HtmlElement) -> str | None:
    """The date on a line of its own directly above or below the heading."""
    texts = scope.xpath(_BESIDE_HEADING)
    marker = next((place for place, text in enumerate(texts) if heading in _chain(text)), None)
    if marker is None:
        return None
    own = (heading, *heading.iterancestors())
    after = [text for text in texts[marker : marker + _PIECES_BELOW] if heading not in _chain(text)]
    for text in (*after, *reversed(texts[max(0, marker - _PIECES_ABOVE) : marker])):
        line = str(text).strip()
        found = _DAY.search(line) if len(line) <= _STAMP_LENGTH else None
        if found and not _MODIFIED.search(line) and not is_foreign(text.getparent(), scope, own):
            return found[0]
    return None


def _chain(text: object) -> list[lxml_html.HtmlElement]:
    """The elements around a piece of text."""
    parent = text.getparent()  # type: ignore[attr-defined]
    inner = [] if text.is_tail else [parent]  # type: ignore[attr-defined]
    return [*inner, *parent.iterancestors()]


def _is_nested(article: lxml_html.HtmlElement) -> bool:
    return next(article.iterancestors("article"), None) is not None


def _stamps(scope: lxml_html.HtmlElement, own: Collection[lxml_html.HtmlElement]) -> Iterator[str]:
    """The dates of publication inside `scope`, the most reliable first."""
    for path in _STAMPS:
        for element in scope.xpath(path)[:MAX_STAMPS]:
            told = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
            value = element.get("datetime") or element.get("content") or element.get("title")
            value = (value or element.text_content()).strip(_AROUND_DATE)
            modified = "datepublished" not in told.lower() and (
                _MODIFIED.search(told) or _MODIFIED.search(_before(element))
            )
            if (
                value
                and any(map(str.isdigit, value))
                and not modified
                and not is_foreign(element, scope, own)
            ):
                yield value


def _before(element: lxml_html.HtmlElement) -> str:
    """The words directly before an element, on its line: "Updated: "."""
    previous = element.getprevious()
    if previous is not None:
        return f"{(previous.text or '')[-40:]} {(previous.tail or '')[-40:]}"
    parent = element.getparent()
    return (parent.text or "")[-40:] if parent is not None else ""


def date_in(url: str | None) -> str | None:
    """The day in the page's own address, which many sites put there.

    >>> date_in("https://echo.example/2023/05/01/ferry/"), date_in("https://echo.example/item/2023")
    ('2023-05-01', None)
    """
    found = _URL_DAY.search(url[:_MAX_URL]) if url else None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None
