"""What a page says about its own article: title, byline, date of publication, address, site.

Only the article's own data count, not the date beside a teaser, in the side column or under a reader's comment. So
linked data comes first, with the record of this page's article; then the meta tags; then elements inside the
article that holds the page's main heading. A date of modification is never taken for one of publication, and
nothing is guessed from the page's text.
"""

import re
from dataclasses import dataclass
from itertools import islice

from lxml import html as lxml_html
from trafilatura import metadata as trafilatura_metadata
from trafilatura.json_metadata import extract_json_parse_error, normalize_json, process_parent
from trafilatura.settings import Document

from scoring.corpus.cleaning.clean import clean_line
from scoring.corpus.pages.foreign import cut_foreign, is_foreign
from scoring.corpus.pages.linked_data import Linked, name_of, read_linked, text_of
from scoring.corpus.pages.page_dates import MAX_STAMPS, date_in, stamp_beside

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
_WORD = re.compile(r"\w+")
FEWEST_TITLE_WORDS = 2
SAME_TITLE = 0.6
"""Share of the words of heading and title that they have in common, for them to be one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page declares (None if it does not).

    `published` is the date as written, not yet read; `site` the name of the site; `publisher` the publisher of the
    article according to the linked data or the meta tags.
    """

    title: str | None
    byline: str | None
    published: str | None
    canonical_url: str | None
    site: str | None
    publisher: str | None
    linked: Linked


def page_facts(tree: lxml_html.HtmlElement, url: str | None) -> Facts:
    """Read the facts of a page. Whatever does not belong to its article is cut out of `tree` on the way."""
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
        or stamp_beside(tree, heading)
        or (text_of(linked.page, "datePublished") if linked.page else None)
        or date_in(url or canonical)
    )
    title = _title_by_trafilatura(tree)
    cut_foreign(tree, heading)
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
    own = [heading for heading in first_level if not is_foreign(heading)]
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


def _title_by_trafilatura(tree: lxml_html.HtmlElement) -> str | None:
    """The title from the headings of the whole page, for pages that declare none."""
    try:
        found = Document(title=trafilatura_metadata.extract_title(tree))
        found.clean_and_trim()
    except Exception:  # noqa: BLE001 - a fault of a library on a strange page
        return None
    return str(found.title) if found.title else None


def _read_by_trafilatura(tree: lxml_html.HtmlElement, linked: Linked, scripts: list[str]) -> Document:
    """Title, author and site as trafilatura finds them, with only the article's own linked data."""
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
