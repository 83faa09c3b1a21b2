"""What a page says of its own article: title, byline, date of publication, address, site.

Only the article's own: the date beside a teaser, in the side column or under a reader's comment is none. So
linked data is asked first, for the record of this page's article; then the meta tags; then elements inside
the article that holds the page's main heading. A date of modification is never one of publication, and
nothing is guessed from the page's text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html
from trafilatura import metadata as trafilatura_metadata
from trafilatura.json_metadata import extract_json_parse_error, normalize_json, process_parent
from trafilatura.settings import Document

from scoring.corpus.clean import clean_line
from scoring.corpus.linked_data import Linked, name_of, read_linked, text_of

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

_FOREIGN_TAGS = ("aside", "nav", "dialog", "form")
_FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|side-?(?:bar|col|column|rail)|rail|recommend(?:ed|ations?)|comments?|"
    r"comment-?list|replies|teasers?|promo|most-?(?:read|popular|viewed|shared)|trending|popular|newsletter|"
    r"read-?(?:more|next)|more-?(?:stories|news|from)|latest|up-?next|also|outbrain|taboola|widget|carousel|"
    r"footer|masthead|breadcrumbs?|onward|tagged)(?:$|[\s_-])",
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
_MODIFIED = re.compile(r"modif|updat|edited|correct", re.IGNORECASE)
MAX_STAMPS = 200
"""A live blog or a list has hundreds of dates; the article's own is among the first."""
_WORD = re.compile(r"\w+")
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
    headings = [heading for heading in tree.iter("h1") if heading.text_content().strip()]
    scripts = [script.text_content() for script in tree.xpath(_LINKED_DATA)]
    declared = [str(title) for title in tree.xpath("//meta[@property='og:title']/@content")]
    declared += [title.text_content() for title in tree.xpath("//head/title")]
    titles = declared + [heading.text_content() for heading in headings]
    linked = read_linked(scripts, (url, canonical), titles)
    metas = _metas(tree)
    heading = _main_heading(headings, declared)
    published = (
        (text_of(linked.article, "datePublished") if linked.article else None)
        or next((metas[name] for name in _PUBLISHED_META if name in metas), None)
        or _stamp_beside(tree, heading)
        or (text_of(linked.page, "datePublished") if linked.page else None)
        or _date_in(url or canonical)
    )
    _cut_foreign(tree, heading)
    meta = _read_by_trafilatura(tree, linked, scripts, url)
    publisher = name_of(linked.article, "publisher") if linked.article else None
    return Facts(
        title=clean_line(meta.title or "") or None,
        byline=clean_line(meta.author or "") or None,
        published=published,
        canonical_url=canonical,
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


def _main_heading(headings: list[lxml_html.HtmlElement], declared: list[str]) -> lxml_html.HtmlElement | None:
    """The heading of the article: the only one of the first level, else the one that the title repeats."""
    own = [heading for heading in headings if not _is_foreign(heading)]
    if len(own) == 1:
        return own[0]
    titles = [_words(title) for title in declared]
    return next(
        (
            heading
            for heading in own
            if (words := _words(heading.text_content()))
            and any(len(words & title) >= SAME_TITLE * len(words) for title in titles)
        ),
        None,
    )


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _says_foreign(element: lxml_html.HtmlElement) -> bool:
    if element.tag in _FOREIGN_TAGS:
        return True
    if element.tag in ("html", "body", "main", "article"):
        return False
    told = f"{element.get('class') or ''} {element.get('id') or ''}"
    return told != " " and _FOREIGN.search(told) is not None


def _is_foreign(element: lxml_html.HtmlElement, within: lxml_html.HtmlElement | None = None) -> bool:
    """Whether the element stands in something that is not the article, up to `within`."""
    if _says_foreign(element):
        return True
    for above in element.iterancestors():
        if above is within:
            return False
        if _says_foreign(above) or (within is not None and above.tag in ("article", "li", "footer")):
            return within is None or above.tag != "footer" or above.getparent() is not within
    return False


def _stamp_beside(tree: lxml_html.HtmlElement, heading: lxml_html.HtmlElement | None) -> str | None:
    """The date in the article that holds the main heading; without such an article, the only date there is."""
    if heading is not None:
        scopes = heading.xpath(_ARTICLE_SCOPE)
        if scopes:
            return next((date for _, date in _stamps(scopes[-1])), None)
    articles = [
        article for article in tree.iter("article") if not _is_foreign(article) and not _is_nested(article)
    ]
    if len(articles) == 1:
        scope = articles[0]
        found = next((date for _, date in _stamps(scope)), None)
        if found:
            return found
    if articles and heading is None:
        return None  # a list of articles
    body = tree.find("body")
    dates = [
        date
        for element, date in _stamps(tree if body is None else body)
        if not _in_article(element, articles)
    ]
    return dates[0] if dates and len({date[:10] for date in dates}) == 1 else None


def _is_nested(article: lxml_html.HtmlElement) -> bool:
    return next(article.iterancestors("article"), None) is not None


def _in_article(element: lxml_html.HtmlElement, articles: list[lxml_html.HtmlElement]) -> bool:
    return any(above in articles for above in element.iterancestors("article"))


def _stamps(scope: lxml_html.HtmlElement) -> Iterator[tuple[lxml_html.HtmlElement, str]]:
    """The dates of publication inside `scope`, the most dependable first."""
    for path in _STAMPS:
        for element in scope.xpath(path)[:MAX_STAMPS]:
            told = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
            value = element.get("datetime") or element.get("content") or element.get("title")
            value = (value or element.text_content()).strip()
            modified = "datepublished" not in told.lower() and (
                _MODIFIED.search(told) or _MODIFIED.search(_before(element))
            )
            if value and value[-1:].isalnum() and not modified and not _is_foreign(element, scope):
                yield element, value


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
        if not isinstance(element.tag, str) or element in own:
            continue
        nested = element.tag == "article" and scope is not None and element is not scope
        if element.getparent() is not None and (nested or _says_foreign(element)):
            element.drop_tree()


def _read_by_trafilatura(
    tree: lxml_html.HtmlElement, linked: Linked, scripts: list[str], url: str | None
) -> Document:
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
        found.title = found.title or trafilatura_metadata.extract_title(tree)
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
