"""The outlet that an address belongs to."""

import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urlsplit

import tldextract

from scoring.corpus.facts.hosts import AGGREGATOR, site_of

# The bundled snapshot of the Public Suffix List: no download, nothing written to the user's home.
_extract = tldextract.TLDExtract(
    cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True, include_psl_private_domains=True
)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|cmpid|ocid)=", re.IGNORECASE)
_USUAL_PORT = re.compile(r":(?:80|443)?$")
_FRONT_FILE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_AMP = re.compile(r"(?:/amp|\.amp)$|^amp/", re.IGNORECASE)
"""The variant of a page that Google made sites keep for telephones."""
_AMP_QUERY = re.compile(r"^(?:amp(?:=.*)?|outputtype=amp)$", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_HOST_LABELS = 2
_RESERVED = frozenset(("example", "test", "invalid"))
"""Top-level domains reserved for examples (RFC 2606), which no list of suffixes has."""


def registered_domain(url: str) -> str | None:
    """The domain under which the site is registered; None if the address has no host name.

    Each site on a shared host (`name.blogspot.com`, `medium.com/@name`) is an outlet of its own; a copy or a link
    gives its publisher, if that can be told (see `hosts.site_of`). Unknown top-level domains (`.example`) may pass.

    >>> registered_domain("https://www.bbc.co.uk/news/1"), registered_domain("/news/1")
    ('bbc.co.uk', None)
    >>> registered_domain("https://web.archive.org/web/2019/http://a.com/x")
    'a.com'
    """
    site = site_of(url)
    if site.name is not None or site.address is None:
        return site.name
    address = site.address
    if not _SCHEME.match(address):
        address = f"//{address.removeprefix('//')}"
    try:
        host = urlsplit(address).hostname
    except ValueError:  # [brackets] that are not an IPv6 address
        return None
    return _domain_of(host) if host else None


def outlet_of_page(
    url: str | None, canonical: str | None, publisher: str | None, site: str | None
) -> str | None:
    """The outlet of a page: from its address, else from the one it declares, else as the page names it.

    For a page on an aggregator it is the publisher that the page names, else the aggregator.

    >>> outlet_of_page("https://www.msn.com/a", "https://www.echo.example/a", "Echo", "MSN")
    'echo.example'
    >>> outlet_of_page("https://archive.ph/Ab1", None, None, "The Echo")
    'The Echo'
    """
    aggregator = None
    for address in (url, canonical):
        domain = registered_domain(address) if address else None
        if domain is None or address is None:
            continue
        if site_of(address).role != AGGREGATOR:
            return domain
        aggregator = aggregator or domain
    if aggregator is None:
        return site
    itself = aggregator.partition(".")[0]
    return publisher if publisher and itself not in publisher.lower() else aggregator


@lru_cache(maxsize=100_000)
def _domain_of(host: str) -> str | None:
    found = _extract(host)
    if found.suffix and found.domain:
        return f"{found.domain}.{found.suffix}"
    labels = host.strip(".").split(".")
    if len(labels) < _HOST_LABELS or not labels[-1].isalpha() or found.suffix:
        return None  # localhost, an IP address, a bare suffix
    return ".".join(labels[-_HOST_LABELS:])


def is_known_host(host: str) -> bool:
    """Whether the host's last part is a public suffix, or one reserved for examples: `u.s.news` may be a name.

    >>> is_known_host("echo.co.uk"), is_known_host("echo.example"), is_known_host("st.louis")
    (True, True, False)
    """
    return bool(_extract(host).suffix) or host.rpartition(".")[2].lower() in _RESERVED


def address_key(url: str) -> str | None:
    """A form in which all addresses of one page are equal; None for the front page of a site.

    >>> address_key("https://www.a.com/x/?utm_source=rss#top") == address_key("http://a.com/x")
    True
    """
    address = _SCHEME.sub("", site_of(url).address or url.strip()).removeprefix("//").partition("#")[0]
    place, _, query = address.partition("?")
    host, _, path = place.partition("/")
    path = _FRONT_FILE.sub("", f"/{_SLASHES.sub('/', path)}").strip("/")
    path = _AMP.sub("", path).rstrip("/")
    told = "&".join(
        part for part in query.split("&") if part and not _TRACKING.match(part) and not _AMP_QUERY.match(part)
    )
    if not path and not told:
        return None
    return f"{_host_key(host)}/{path}?{told}"


def _host_key(host: str) -> str:
    """A host in one spelling: no user, no usual port, no final dot, no `www.` or `amp.`, in ASCII."""
    name = _USUAL_PORT.sub("", host.rpartition("@")[2]).rstrip(".").lower()
    if not name.isascii():
        with suppress(UnicodeError):  # raised for a name that could not be registered
            name = name.encode("idna").decode("ascii")
    return name.removeprefix("www.").removeprefix("amp.")
