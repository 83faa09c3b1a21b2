"""Cells that hold an address where a name should be, or something else where an address should be."""

import re
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from scoring.corpus.facts.outlet import is_known_host, registered_domain

_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_WEB = re.compile(r"(?:(?:https?|feed):)?//", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]+\.?(?::\d+)?(?=[/?#]|$)", re.IGNORECASE)
"""A host name at the beginning of a cell; whatever follows it begins with one of `/ ? #`."""
_PICTURE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|ico|bmp|tiff?|mp[34]|m4[av]|webm|mov|css|js)(?:[:!][^/]*)?$",
    re.IGNORECASE,
)
_FEED = re.compile(
    r"^feed:|/(?:rss2?|feeds?|atom|rdf)/?$|/(?:rss|feed|atom|index|rdf)\.xml$|\.(?:rss|atom|rdf)$",
    re.IGNORECASE,
)
"""A page may end in `.xml` too: several papers' articles did."""
_NO_LINK = re.compile(r"(?:#|javascript:|mailto:|tel:|data:|about:|blob:|file:|nyt:|urn:)", re.IGNORECASE)
_OPAQUE = re.compile(r"\d+|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{24}", re.IGNORECASE)
"""Numbers, UUIDs and MongoDB's identifiers, which name an outlet only to a machine."""
_SHOWN_NAMES = 6
"""Pairs of names shown in a note on their spelling."""
_MAX_ADDRESS = 2_000
"""Characters; browsers accept no longer ones."""
_MIN_LABEL = 2
"""Letters of each part of a host name that stands alone: `U.S.News` is a name."""


@dataclass(frozen=True, slots=True)
class OutletCell:
    """What a cell says about the outlet; `proper` is false if it is an address or a number."""

    outlet: str
    proper: bool


@lru_cache(maxsize=10_000)
def read_outlet(cell: str, *, domain: bool = False) -> OutletCell | None:
    """The outlet that a cell names, an address by its registered domain; None for the address of a picture.

    A column that holds host names (`domain`) has no proper names; elsewhere `TheBlaze.com` is one.

    >>> read_outlet("https://www.Echo.example/path"), read_outlet("The Echo")
    (OutletCell(outlet='echo.example', proper=False), OutletCell(outlet='The Echo', proper=True))
    >>> read_outlet("http://cdn.echo.example/a.jpg") is None, read_outlet("TheBlaze.com").outlet
    (True, 'TheBlaze.com')
    """
    text = cell.strip()
    scheme = _SCHEME.match(text)
    if len(text) > _MAX_ADDRESS and not scheme:
        return OutletCell(text, proper=True)
    bare = text[scheme.end() :] if scheme else text
    host = _HOST.match(bare.rpartition("@")[2] if scheme else bare)
    if scheme or (host and (host.end() < len(bare) or _is_host(host[0]))):
        if _PICTURE.search(_path_of(text)) and (scheme or "/" in bare):
            return None
        site = registered_domain(text)
        if site is None or " " in bare.strip():
            return None if scheme else OutletCell(text, proper=True)
        written = bare.removeprefix("www.")
        if not scheme and not domain and written == bare and _is_name(written, site):
            return OutletCell(text, proper=True)
        return OutletCell(site.lower(), proper=False)
    if _OPAQUE.fullmatch(text):
        return OutletCell(text, proper=False)
    return OutletCell(text, proper=True)


def _is_host(host: str) -> bool:
    labels = host.rstrip(".").partition(":")[0].split(".")
    return all(len(label) >= _MIN_LABEL for label in labels[-2:]) and is_known_host(".".join(labels).lower())


def _is_name(written: str, site: str) -> bool:
    """Whether a host name that stands alone is written as a proper name: `TheBlaze.com`."""
    return written.lower() == site.lower() and not written.islower() and not written.isupper()


def is_host_name(outlet: str) -> bool:
    """Whether an outlet is known only by a host name."""
    return "." in outlet and _HOST.fullmatch(outlet) is not None


def one_spelling(articles: pl.DataFrame) -> pl.DataFrame:
    """The articles with outlets that are one host name in several spellings merged, in lower case."""
    spelled: dict[str, set[str]] = {}
    for outlet in articles["outlet"].unique().drop_nulls():
        if _HOST.fullmatch(outlet):
            spelled.setdefault(outlet.lower(), set()).add(outlet)
    turned = {outlet: small for small, written in spelled.items() if len(written) > 1 for outlet in written}
    return articles.with_columns(pl.col("outlet").replace(turned)) if turned else articles


def spelled_alike(articles: pl.DataFrame) -> str | None:
    """A note on outlets whose names differ only in capitals and spaces, which may be one outlet."""
    spelled: dict[str, list[str]] = {}
    for outlet in sorted(articles["outlet"].unique().drop_nulls()):
        spelled.setdefault("".join(outlet.casefold().split()), []).append(outlet)
    several = [" / ".join(names) for names in spelled.values() if len(names) > 1]
    if not several:
        return None
    more = f" and {len(several) - _SHOWN_NAMES} more" if len(several) > _SHOWN_NAMES else ""
    return (
        f"outlets that differ only in capitals or spaces are kept apart: {'; '.join(several[:_SHOWN_NAMES])}{more}; "
        "give them one name if they are one"
    )


def read_url(cell: str, outlet: str | None, site: str | None) -> str | None:
    """The address of an article; None for anything else: the address of a picture or a feed, an e-mail address, `#`.

    A relative address is completed with the outlet's `site`; without a site it says nothing.

    >>> read_url("/news/1", None, "echo.example"), read_url("https://echo.example/rss.xml", None, None)
    ('https://echo.example/news/1', None)
    """
    text = cell.strip()
    if _NO_LINK.match(text) or _is_other_file(text):
        return None
    if text.startswith("/") and not text.startswith("//"):
        if site is not None:
            return f"https://{site}{text}"
        return text if outlet is not None else None
    return text


def is_article_address(cell: str) -> bool:
    """Whether a cell that should name the outlet holds the article's own address: a page below the front page."""
    found = _WEB.match(cell.strip())
    if found is None or _is_other_file(cell.strip()):
        return False
    return "/" in _path_of(cell.strip()[found.end() :]).rstrip("/")


def _path_of(address: str) -> str:
    """An address without its query: a page with `?img=a.jpg` is not a picture."""
    return address.partition("#")[0].partition("?")[0]


def _is_other_file(address: str) -> bool:
    path = _path_of(address)
    return _PICTURE.search(path) is not None or _FEED.search(path) is not None
