"""The linked data (JSON-LD) of a page: which of its records is the page's own article, and what it says.

Pages carry the records of other articles as well (teasers, "most read", the updates of a live blog), and a date or
author taken from those is worse than none. So we take the record that names the page's own address, else the one
with its headline; a lone record is taken unless both contradict it.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.corpus.facts.outlet import address_key

Record = dict[str, object]

MAX_SCRIPTS = 100
"""A page has one to ten; beyond this many the rest is not read."""
MAX_CHARACTERS = 5_000_000
"""Of all linked data of a page together; an article with all its text has some 20,000."""
MAX_RECORDS = 2_000
_ARTICLES = frozenset(
    (
        "article",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "report",
        "reportagenewsarticle",
        "reviewnewsarticle",
    )
)
_PAGES = frozenset(("webpage", "itempage", "creativework", ""))
"""Kinds of records that may date the page where no article is recorded; "" is a record that names none."""
_HOLD_RECORDS = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf")
"""Where a record may stand inside another and still be the page's own; not `hasPart`, `mentions`, lists."""
_WRAPPING = re.compile(
    r"^\s*(?:(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)\s*)+"
    r"|(?:\s*(?://\s*)?(?:-->|\]\]>|/\*\s*\]\]>\s*\*/|;))+\s*$"
)
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])|(?<![:\w])//[^\n]*|/\*.*?\*/', re.DOTALL)
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_WORD = re.compile(r"\w+")
SAME_HEADLINE = 0.6
"""Share of the words of two headlines together that they have in common, for them to be one."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What the linked data of a page holds: its own article (None if it has none), a record that dates the page,
    and all records that are not articles."""

    article: Record | None
    page: Record | None
    others: tuple[Record, ...]
    unread: int
    """Scripts that are no JSON, however mended."""


def read_linked(
    scripts: Iterable[str], addresses: Iterable[str | None], titles: Iterable[str | None]
) -> Linked:
    """Sort the records of all scripts; `addresses` and `titles` are those by which the page is known."""
    records: list[Record] = []
    unread = size = 0
    for number, script in enumerate(scripts):
        size += len(script)
        if number >= MAX_SCRIPTS or size > MAX_CHARACTERS:
            break
        values = parse_json(script)
        if values is None:
            unread += bool(script.strip())
            continue
        for value in values:
            records.extend(_records(value))
    del records[MAX_RECORDS:]
    keys = {key for address in addresses if address and (key := address_key(address))}
    known = [words for title in titles if title and (words := _words(title))]
    articles = [record for record in records if is_article(record)]
    pages = [record for record in records if not is_article(record) and _kinds(record) & _PAGES]
    article = _own(articles, keys, known)
    dated = (record for record in pages if text_of(record, "datePublished"))
    page = next((record for record in dated if not _contradicted(record, keys, known)), None)
    others = tuple(record for record in records if not is_article(record))
    return Linked(article, page, others, unread)


def parse_json(script: str) -> list[object] | None:
    """The values of a script, which should be one JSON value but often is not quite; None if it is not JSON.

    >>> parse_json('<!-- {"a": [1, 2,], } -->'), parse_json('{"a": "two\\nlines"}'), parse_json("no JSON")
    ([{'a': [1, 2]}], [{'a': 'two\\nlines'}], None)
    """
    text = _WRAPPING.sub("", script).strip()
    if text.startswith(("{&quot;", "[{&quot;")):
        text = html.unescape(text)
    if text[:1] not in ("{", "["):
        return None
    for mended in (text, None):
        found = _values(text if mended is not None else _mended(text))
        if found is not None:
            return found
    return None


def _values(text: str) -> list[object] | None:
    decoder = json.JSONDecoder(strict=False)  # a line break inside a string is common, and harmless
    values: list[object] = []
    position = 0
    while position < len(text):
        if text[position] in " \t\r\n,;":
            position += 1
            continue
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return values or None
        values.append(value)
    return values


def _mended(text: str) -> str:
    """The text without commas and comments that JSON does not allow, and with stray backslashes doubled."""

    def plain(found: re.Match[str]) -> str:
        return _BAD_ESCAPE.sub(r"\\\\", found[0]) if found[0].startswith('"') else ""

    return _STRING_OR_COMMA.sub(plain, text)


def _records(value: object) -> Iterator[Record]:
    """All records that may be the page's own, without recursion."""
    waiting = [value]
    count = 0
    while waiting and count < MAX_RECORDS:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            count += 1
            yield item
            waiting.extend(item[key] for key in _HOLD_RECORDS if isinstance(item.get(key), dict | list))


def _kinds(record: Record) -> set[str]:
    given = record.get("@type", "")
    names = given if isinstance(given, list) else [given]
    return {re.split(r"[/:#]", name)[-1].lower() for name in names if isinstance(name, str)}


def is_article(record: Record) -> bool:
    """Whether the record is that of an article.

    >>> is_article({"@type": ["NewsArticle", "Thing"]}), is_article({"@type": "schema:WebPage"})
    (True, False)
    """
    return any(kind in _ARTICLES or kind.endswith("article") for kind in _kinds(record))


def _own(articles: list[Record], keys: set[str], known: list[set[str]]) -> Record | None:
    by_address = [record for record in articles if keys & _keys(record)]
    if by_address:
        return _fullest(by_address)
    by_headline = [record for record in articles if _has_headline(record, known)]
    if by_headline:
        return _fullest(by_headline)
    headlines = {text_of(record, "headline") for record in articles}
    if len(headlines) == 1 and not _contradicted(articles[0], keys, known):
        return _fullest(articles)
    return None


def _fullest(records: list[Record]) -> Record:
    """The first of the records with a date, else the first, since plugins record one article twice."""
    return next((record for record in records if text_of(record, "datePublished")), records[0])


def _keys(record: Record) -> set[str]:
    page = record.get("mainEntityOfPage")
    places = [record.get("url"), record.get("@id"), page]
    if isinstance(page, dict):
        places += [page.get("@id"), page.get("url")]
    return {
        key for place in places if isinstance(place, str) and "/" in place and (key := address_key(place))
    }


def _has_headline(record: Record, known: list[set[str]]) -> bool:
    own = _words(text_of(record, "headline") or text_of(record, "name") or "")
    return bool(own) and any(_alike(own, words) for words in known)


def _alike(first: set[str], second: set[str]) -> bool:
    return len(first & second) >= SAME_HEADLINE * min(len(first), len(second))


def _contradicted(record: Record, keys: set[str], known: list[set[str]]) -> bool:
    """Whether both the record's address and its headline belong to another article."""
    own = _keys(record)
    headline = text_of(record, "headline") or text_of(record, "name")
    return bool(own and keys and not own & keys and headline and known and not _has_headline(record, known))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(html.unescape(text).lower()))


def text_of(record: Record, key: str) -> str | None:
    """A value of the record as text, of a list the first; None if it has none.

    >>> text_of({"datePublished": ["2023-05-01", "2023-05-02"]}, "datePublished")
    '2023-05-01'
    """
    value = record.get(key)
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def name_of(record: Record, key: str) -> str | None:
    """The name under `key`, for example of a publisher, given as a record, a list or plain text."""
    value = record.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("legalName")
    return html.unescape(value).strip() or None if isinstance(value, str) else None
