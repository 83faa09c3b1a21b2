"""What a page says of its own article: title, byline, date of publication, address, site.

Only the article's own: the date beside a teaser, in the side column or under a reader's comment is none. So
linked data is asked first, for the record of this page's article; then the meta tags; then elements inside
the article that holds the page's main heading. A date of modification is never one of publication, and
nothing is guessed from the page's text.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import html as lxml_html
from trafilatura import metadata as trafilatura_metadata
from trafilatura.json_metadata import extract_json_parse_error, normalize_json, process_parent
from trafilatura.settings import Document

from scoring.corpus.cleaning.clean import clean_line
from scoring.corpus.pages.linked_data import Linked, name_of, read_linked, text_of

_LINKED_DATA = "//script[contains(@type, 'ld+json')]"
_CANONICAL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")

_PUBLISHED_NAMES = """
article:published_time og:article:published_time og:published_time article.published published_time
parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime pubdate publishdate
publish-date publish_date published-date published_date publication_date date.published datepublished
citation_publication_date citation_date dc.date.issued dcterms.issued dc.date dcterms.date dc.date.created
dcterms.created vr:published_time bt:pubdate rnews:datepublished article_date_original originalpublicationdate
date
"""
_PUBLISHED_META = tuple(_PUBLISHED_NAMES.split())
"""Names of meta tags that declare the moment of publication, the most dependable first."""
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])")
_MAX_URL = 2000
"""Characters of an address: a longer one is data."""

_FOREIGN_TAGS = ("aside", "nav", "dialog")
_FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:related|side-?(?:bar|col|column|rail)|right-?(?:bar|col|column|rail)|recommend(?:ed|ations?)|"
    r"comments?|comment-?list|disqus\w*|replies|teasers?|most-?(?:read|popular|viewed|shared)|trending|"
    r"read-?next|more-?(?:stories|news|from)|latest-?(?:news|stories)|up-?next|see-?also|outbrain|taboola|onward)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What an element says of itself (in its id or class) that is not the article."""
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
_WORD = re.compile(r"\w+")
FEWEST_TITLE_WORDS = 2
SAME_TITLE = 0.6
"""Share of the words of heading and title that they have in common, for them to be one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page declares (None where it declares nothing).

    `published` is the date as written, not yet read; `site` the name of the site; `publisher` who the linked
    data or the meta tags say published the article.
    """

    title: str | None
    byline: str | None
    published: str | None
    canonical_url: str | None
    site: str | None
    publisher: str | None
    linked: Linked


def page_facts(tree: lxml_html.HtmlElement, url: str | None) -> Facts:
    """Read the facts of a page. What is not of its article is cut out of `tree` on the way."""
    canonical = next(
        (str(href).strip() for path in _CANONICAL for href in tree.xpath(path) if "://" in href), None
    )
    scripts = [script.text_content() for script in tree.xpath(_LINKED_DATA)]
    declared = [str(title) for title in tree.xpath("//meta[@property='og:title']/@content")]
    declared += [title.text_content() for title in tree.xpath("//head/title")]
    heading = _main_heading(tree, declared)
    titles = declared if heading is None else [*declared, _text(heading)]
    linked = read_linked(scripts, (url, canonical), titles)
    metas = _metas(tree)
    published = (
        (text_of(linked.article, "datePublished") if linked.article else None)
        or next((metas[name] for name in _PUBLISHED_META if name in metas), None)
        or _stamp_beside(tree, heading)
        or (text_of(linked.page, "datePublished") if linked.page else None)
        or _date_in(url or canonical)
    )
    title = _title_by_trafilatura(tree)
    _cut_foreign(tree, heading)
    meta = _read_by_trafilatura(tree, linked, scripts)
    publisher = name_of(linked.article, "publisher") if linked.article else None
    return Facts(
        title=clean_line(meta.title or title or "") or None,
        byline=clean_line(meta.author or "") or None,
        published=clean_line(published or "") or None,
        canonical_url=clean_line(canonical or "") or None,
        site=clean_line(meta.sitename or "") or None,
        publisher=clean_line(publisher) if publisher else None,
        linked=linked,
    )


def _metas(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """The meta tags by their names in lower case; of several the first."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        in_head = (
            meta.get("itemprop") if meta.getparent() is not None and meta.getparent().tag == "head" else None
        )
        for name in (meta.get("property"), meta.get("name"), in_head):
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _main_heading(tree: lxml_html.HtmlElement, declared: list[str]) -> lxml_html.HtmlElement | None:
    """The heading of the article: the only one of the first level, else the one that the title repeats."""
    first_level = [heading for heading in tree.iter("h1") if _text(heading)]
    own = [heading for heading in first_level if not _is_foreign(heading)]
    if len(own) == 1:
        return own[0]
    titles = [_words(title) for title in declared]
    others = list(islice(tree.iter("h2", "h3"), MAX_STAMPS)) if not first_level else []
    return next((heading for heading in (*own, *others) if _is_title(_words(_text(heading)), titles)), None)


def _is_title(words: set[str], titles: list[set[str]]) -> bool:
    return len(words) >= FEWEST_TITLE_WORDS and any(
        len(words & title) >= SAME_TITLE * len(words) for title in titles
    )


def _text(element: lxml_html.HtmlElement) -> str:
    return str(element.text_content()).strip()


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _says_foreign(element: lxml_html.HtmlElement) -> bool:
    if element.tag in _FOREIGN_TAGS:
        return True
    if element.tag in ("html", "body", "main", "article"):
        return False
    told = f"{element.get('class') or ''} {element.get('id') or ''}"
    return told != " " and _FOREIGN.search(told) is not None


def _is_foreign(
    element: lxml_html.HtmlElement,
    within: lxml_html.HtmlElement | None = None,
    own: Collection[lxml_html.HtmlElement] = (),
) -> bool:
    """Whether the element stands in something that is not the article, up to `within`.

    What holds the article's heading (`own`) is the article's, whatever it calls itself.
    """
    if _says_foreign(element) and element not in own:
        return True
    for above in element.iterancestors():
        if above is within or above in own:
            return False
        if _says_foreign(above) or (within is not None and above.tag in ("article", "li")):
            return True
    return False


def _stamp_beside(tree: lxml_html.HtmlElement, heading: lxml_html.HtmlElement | None) -> str | None:
    """The date in the article that holds the main heading; without such an article, the only date there is."""
    own = () if heading is None else (heading, *heading.iterancestors())
    if heading is not None:
        scopes = heading.xpath(_ARTICLE_SCOPE)
        if scopes:
            return next(_stamps(scopes[-1], own), None) or _day_printed(scopes[-1], heading)
    articles = [
        article for article in tree.iter("article") if not _is_foreign(article) and not _is_nested(article)
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
    """The date that stands as a line of its own right above or below the heading."""
    texts = scope.xpath(_BESIDE_HEADING)
    marker = next((place for place, text in enumerate(texts) if heading in _chain(text)), None)
    if marker is None:
        return None
    own = (heading, *heading.iterancestors())
    after = [text for text in texts[marker : marker + _PIECES_BELOW] if heading not in _chain(text)]
    for text in (*after, *reversed(texts[max(0, marker - _PIECES_ABOVE) : marker])):
        line = str(text).strip()
        found = _DAY.search(line) if len(line) <= _STAMP_LENGTH else None
        if found and not _MODIFIED.search(line) and not _is_foreign(text.getparent(), scope, own):
            return found[0]
    return None


def _chain(text: object) -> list[lxml_html.HtmlElement]:
    """The elements that a piece of text stands in."""
    parent = text.getparent()  # type: ignore[attr-defined]
    inner = [] if text.is_tail else [parent]  # type: ignore[attr-defined]
    return [*inner, *parent.iterancestors()]


def _is_nested(article: lxml_html.HtmlElement) -> bool:
    return next(article.iterancestors("article"), None) is not None


def _stamps(scope: lxml_html.HtmlElement, own: Collection[lxml_html.HtmlElement]) -> Iterator[str]:
    """The dates of publication inside `scope`, the most dependable first."""
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
                and not _is_foreign(element, scope, own)
            ):
                yield value


def _before(element: lxml_html.HtmlElement) -> str:
    """The words right before an element, on its line: "Updated: "."""
    previous = element.getprevious()
    if previous is not None:
        return f"{(previous.text or '')[-40:]} {(previous.tail or '')[-40:]}"
    parent = element.getparent()
    return (parent.text or "")[-40:] if parent is not None else ""


def _date_in(url: str | None) -> str | None:
    """The day in the page's own address, which many sites put there.

    >>> _date_in("https://echo.example/2023/05/01/ferry/"), _date_in("https://echo.example/item/2023")
    ('2023-05-01', None)
    """
    found = _URL_DAY.search(url[:_MAX_URL]) if url else None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _cut_foreign(tree: lxml_html.HtmlElement, heading: lxml_html.HtmlElement | None) -> None:
    """Take out what is not the article, so that nobody's name there is taken for the writer's."""
    body = tree.find("body")
    if body is None:
        return
    own = set() if heading is None else {heading, *heading.iterancestors()}
    scope = next((element for element in own if element.tag == "article"), None)
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element in own or element is body:
            continue
        nested = element.tag == "article" and scope is not None
        if element.getparent() is not None and (nested or _says_foreign(element)):
            element.drop_tree()


def _title_by_trafilatura(tree: lxml_html.HtmlElement) -> str | None:
    """The title from headings, asked of the whole page: for pages that declare none."""
    try:
        found = Document(title=trafilatura_metadata.extract_title(tree))
        found.clean_and_trim()
    except Exception:  # noqa: BLE001 - a fault of a library on a strange page
        return None
    return str(found.title) if found.title else None


def _read_by_trafilatura(tree: lxml_html.HtmlElement, linked: Linked, scripts: list[str]) -> Document:
    """Title, author and site as trafilatura finds them, of the linked data only the article's own."""
    try:
        found = trafilatura_metadata.examine_meta(tree)
        if found.author and " " not in found.author:
            found.author = None  # a name in use on the site, as trafilatura holds it
    except Exception:  # noqa: BLE001 - a fault on a strange page costs the page its title, nothing else
        found = Document()
    try:
        own = [linked.article] if linked.article else []
        found = process_parent([*own, *linked.others], found)
        if linked.unread:
            for script in scripts:
                found = extract_json_parse_error(normalize_json(script), found)
    except Exception:  # noqa: BLE001, S110 - linked data of any shape
        pass
    try:
        found.author = found.author or trafilatura_metadata.extract_author(tree)
        found.sitename = found.sitename or trafilatura_metadata.extract_sitename(tree)
        if found.sitename:
            found.sitename = found.sitename.lstrip("@")
            if "." not in found.sitename and not found.sitename[:1].isupper():
                found.sitename = found.sitename.title()
        found.clean_and_trim()
    except Exception:  # noqa: BLE001, S110 - any fault of a library on a strange page
        pass
    return found
