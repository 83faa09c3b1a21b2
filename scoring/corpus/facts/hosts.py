"""Whose page an address leads to: the newsletter on a shared host, the publisher behind a copy or a link.

`www.echo.example` belongs to its publisher. `echo.substack.com` and `other.substack.com` are two publishers;
`archive.ph/newest/https://www.echo.example/a` and Google's copy of it belong to the Echo; the publisher behind
`bit.ly/3abc` cannot be told. The hosts are listed in data/address_hosts.csv.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

from scoring.schema.lists import read_rows

SHARED, BETWEEN, AGGREGATOR, OWN = "shared", "between", "aggregator", "own"
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/{1,2}", re.IGNORECASE)
_EMBEDDED = re.compile(r"https?(?::|%3a)(?:/|%2f){1,2}(?=[\w\[])", re.IGNORECASE)
"""An address inside another: as it is, or with its signs written as `%3A%2F%2F`."""
_BEHIND_PREFIX = re.compile(
    r"^/(?:amp/s|amp|c/s|c|v/s|v|i/s|i|web/\w+|wayback/\w+|\w+/\d{8,14}\w*)/(?=(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]|$))",
    re.IGNORECASE,
)
"""What stands ahead of the publisher's host in the paths of copies: `/c/s/www.echo.example/a`."""
_AFTER = re.compile(r"/RK=\d|__;|(?<=\w)\+|\s")
"""What follows the address in such paths and queries: checksums, and the words searched for."""
_ONE_SLASH = re.compile(r"^(https?):/(?!/)", re.IGNORECASE)
_CACHED = re.compile(r"^cache:(?:[\w-]{8,16}:)?", re.IGNORECASE)
_PROXY = re.compile(
    r"^(.+?)\.(?:[\w-]*(?:ezproxy|libproxy|eproxy|webproxy)[\w-]*|proxy\.lib[\w-]*|idm\.oclc)\."
)
"""A library's proxy: `www-echo-example.ezproxy.library.example`."""
_PROXY_ITSELF = re.compile(
    r"^(?:[\w-]*ezproxy|libproxy|proxy\.lib[\w-]*)\.|^login\.[\w-]*(?:proxy|oclc)", re.IGNORECASE
)
_NO_NAMES = frozenset(("www", "m", "amp", "open", "mobile", "link", "links", "email", "click", "news"))
"""Labels before a shared host that are not a publisher's name."""
_HASH = re.compile(r"(?=\D*\d)[0-9a-f]{8,}")
_NO_PATHS = frozenset(
    (
        "",
        "p",
        "m",
        "s",
        "tag",
        "tags",
        "topic",
        "topics",
        "search",
        "posts",
        "post",
        "home",
        "inbox",
        "i",
        "c",
        "archive",
    )
)
_NESTED = 4
"""Copies of copies: no address is unwrapped more often."""
_EDITION = re.compile(r"(?<![\w-])(google|blogspot)\.(?:com?\.)?[a-z]{2,3}$")
"""The same host in every country."""
_MAX_ADDRESS = 8_000
"""Characters: what is longer is no address."""


@dataclass(frozen=True, slots=True)
class Site:
    """What an address says: the outlet's `name` if the host is shared, the `address` of the publisher's page.

    `role` is OWN, SHARED, AGGREGATOR, or BETWEEN where the publisher cannot be told (`address` is then None).
    """

    role: str
    address: str | None
    name: str | None = None


@cache
def _hosts() -> dict[str, tuple[str, str]]:
    return {
        row["host"]: (row["role"], row["part"])
        for row in read_rows("address_hosts.csv", "host", "role", "part")
    }


@lru_cache(maxsize=20_000)
def site_of(url: str) -> Site:
    """Whose page the address leads to.

    >>> site_of("https://archive.ph/newest/https://www.echo.example/a").address
    'https://www.echo.example/a'
    >>> site_of("https://medium.com/@ann/rain-1").name, site_of("https://bit.ly/3abc").address is None
    ('medium.com/@ann', True)
    """
    address: str | None = url.strip()
    for _ in range(_NESTED):
        if address is None or len(address) > _MAX_ADDRESS:
            return Site(BETWEEN, None)
        host, path, query = _parts(address)
        role, part, key = _role(host, path)
        if role == BETWEEN:
            address = _behind(host, path, query, part, key)
            continue
        name = _name(host, path, part, key) if role == SHARED else None
        if role == SHARED and name is None and part != "subdomain" and path.strip("/"):
            return Site(BETWEEN, None)  # an article on that host, publisher unknown
        return Site(role, address, name)
    return Site(BETWEEN, None)


def _parts(address: str) -> tuple[str, str, str]:
    bare = _SCHEME.sub("", address.removeprefix("//"))
    try:
        split = urlsplit(f"//{bare}")
        host = split.hostname or ""
    except ValueError:  # [brackets] that are not an IPv6 address
        return "", "", ""
    host = _EDITION.sub(r"\1.com", host)
    return host.rstrip("."), split.path, split.query


def _role(host: str, path: str) -> tuple[str, str, str]:
    """The role of a host, where its row says the name stands, and the host as the row spells it."""
    if _PROXY.match(host) or _PROXY_ITSELF.match(host):
        return BETWEEN, "url|qurl", ""
    hosts = _hosts()
    labels = host.split(".")
    first = path.strip("/").partition("/")[0].lower()
    for start in range(len(labels) - 1):
        name = ".".join(labels[start:])
        for key in (f"{name}/{first}", f"{name}{path.rstrip('/').lower()}", name):
            if key in hosts:
                return *hosts[key], key
    return OWN, "", ""


def _behind(host: str, path: str, query: str, fields: str, key: str) -> str | None:
    """The publisher's address inside that of a copy, a link or a proxy."""
    proxied = _PROXY.match(host)
    if proxied:
        return f"https://{_undashed(proxied[1])}{path}"
    given = parse_qs(query)
    for field in fields.split("|"):
        for value in given.get(field, ()):
            told = _cut(_CACHED.sub("", value))
            if "." in told:
                return told
    whole = f"{path}?{query}" if query else path
    found = _EMBEDDED.search(whole)
    if found:
        rest = whole[found.start() :]
        if "%3a" in found[0].lower() or "%2f" in found[0].lower():
            rest = unquote(rest.partition("&")[0])
        return _cut(rest)
    prefix = _BEHIND_PREFIX.match(path)
    if prefix:
        return f"https://{path[prefix.end() :]}"
    ahead = host.removesuffix(f".{key}")
    if ahead != host and "-" in ahead and "." not in ahead:
        return f"https://{_undashed(ahead)}{path}"
    return None


def _cut(address: str) -> str:
    found = _AFTER.search(address)
    return _ONE_SLASH.sub(r"\1://", address[: found.start()] if found else address)


def _undashed(label: str) -> str:
    """A host in one label: `www-echo-example` for `www.echo.example`, a dash of its own doubled."""
    if "." in label:
        return label
    return ".".join(part.replace("\x00", "-") for part in label.replace("--", "\x00").split("-"))


def _name(host: str, path: str, part: str, key: str) -> str | None:
    """The outlet's name on a shared host; None where the address is the host's own."""
    ahead = host.removesuffix(f".{key}") if host != key else ""
    if part != "path" and ahead and ahead.split(".")[-1] not in _NO_NAMES:
        return f"{ahead.split('.')[-1]}.{key}"
    if part == "subdomain":
        return None
    names = [name.lower() for name in unquote(path).split("/") if name]
    if key == "open.substack.com":
        return f"{names[1]}.substack.com" if names[:1] == ["pub"] and len(names) > 1 else None
    if names[:1] == ["s"]:
        names = names[1:]
    if not names or names[0] in _NO_PATHS or _HASH.fullmatch(names[0]):
        return None
    return f"{key}/{names[0]}"
