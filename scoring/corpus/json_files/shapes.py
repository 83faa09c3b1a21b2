"""Where the articles stand in a JSON document: in which list, by rows or by columns, under which key."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.corpus.fields.cells import scalar_text
from scoring.corpus.fields.field_names import FEED_HEADS, FEED_LISTS, NO_ARTICLE_LISTS

_DEEPEST = 30
"""Levels below which no list of articles is looked for."""
_MIN_COLUMNS = 2
"""Columns of a table by columns; a single one is a table only if its rows are numbered."""
_FEED_TITLES = ("title", "name", "site_name")

IsArticle = Callable[[Mapping[str, object]], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A record that should be an article; `outlet` and `article_id` come from the data around it."""

    record: object
    outlet: str | None = None
    article_id: str | None = None


def find_records(content: object, is_article: IsArticle) -> list[Found] | None:
    """The records of a document in order; None if it holds no list of records and is not an article itself."""
    if isinstance(content, list):
        rows = _with_header(content)
        if rows is not None:
            return [Found(row) for row in rows]
        return [found for item in content for found in _of_item(item, is_article)]
    if not isinstance(content, dict):
        return None
    return _of_record(content, is_article, 0) or _longest_list(content)


def _of_item(item: object, is_article: IsArticle, depth: int = 0) -> list[Found]:
    """The records in an item of a list: an article, the articles of a page, or the item itself, to be refused."""
    if not isinstance(item, dict) or is_article(item):
        return [Found(item)]
    return _of_record(item, is_article, depth) or [Found(item)]


def _of_record(record: dict[str, object], is_article: IsArticle, depth: int) -> list[Found]:
    """The articles that a record is or holds; empty if there are none."""
    if depth > _DEEPEST:
        return []
    table = _by_columns(record)
    if table is not None and any(is_article(row.record) for row in table if isinstance(row.record, dict)):
        return table
    if _lists_articles(record, is_article):
        return _below(record, is_article, depth)
    if is_article(record):
        return [Found(record)]
    return _below(record, is_article, depth)


def _lists_articles(record: Mapping[str, object], is_article: IsArticle) -> bool:
    """Whether a key that may hold a text (`content`) holds a list of articles with titles instead."""
    return any(
        isinstance(value, list)
        and len(value) > 0
        and all(isinstance(item, dict) for item in value)
        and any(is_article(item) and _is_titled(item) for item in value)
        for key, value in record.items()
        if key.lower() not in NO_ARTICLE_LISTS
    ) and not _is_titled(record)


def _is_titled(record: Mapping[str, object]) -> bool:
    keys = {key.lower() for key in record}
    return not keys.isdisjoint(("title", "headline")) and not keys.isdisjoint(
        (
            "url",
            "link",
            "id",
            "_id",
            "date",
            "published",
            "publishedat",
            "published_at",
            "author",
            "source",
            "guid",
        )
    )


def _below(record: dict[str, object], is_article: IsArticle, depth: int) -> list[Found]:
    found: list[Found] = []
    keyed = [(key, value) for key, value in record.items() if isinstance(value, dict) and is_article(value)]
    if len(keyed) == 1 and len(record) > 1 and not all(isinstance(v, dict) for v in record.values()):
        ((key, inner),) = keyed
        around = {k: v for k, v in record.items() if k != key}
        return [Found({**around, **inner})]
    outlet = _feed_outlet(record)
    for key, value in record.items():
        if key.lower() in NO_ARTICLE_LISTS:
            continue
        if isinstance(value, dict) and is_article(value) and not _lists_articles(value, is_article):
            found.append(Found(value, outlet, key))
        elif isinstance(value, dict):
            found += [_with_outlet(f, outlet) for f in _of_record(value, is_article, depth + 1)]
        elif isinstance(value, list) and value:
            found += [_with_outlet(f, outlet) for f in _of_list(value, is_article, depth + 1)]
    return found


def _of_list(values: list[object], is_article: IsArticle, depth: int) -> list[Found]:
    """The records of a list, if at least one of them is an article or holds articles."""
    if not any(isinstance(value, dict) for value in values):
        return []
    found = [_of_item(value, is_article, depth) for value in values]
    held = any(f.record is not value for fs, value in zip(found, values, strict=True) for f in fs)
    if held or any(isinstance(value, dict) and is_article(value) for value in values):
        typed = [f for fs in found for f in fs]
        if any(isinstance(value, dict) and "@type" in value for value in values):  # JSON-LD's @graph
            return [f for f in typed if isinstance(f.record, dict) and is_article(f.record)]
        return typed
    return []


def _with_outlet(found: Found, outlet: str | None) -> Found:
    return Found(found.record, found.outlet or outlet, found.article_id) if outlet else found


def _feed_outlet(record: Mapping[str, object]) -> str | None:
    """The outlet that a feed names, beside its entries or in its head."""
    keys = {key.lower(): key for key in record}
    for head in FEED_HEADS:
        inner = record.get(keys.get(head, head))
        if isinstance(inner, dict) and (
            title := scalar_text(inner.get("title") or inner.get("name"), "outlet")
        ):
            return title
    if not FEED_LISTS.isdisjoint(keys):
        return next(
            (text for k in _FEED_TITLES if (text := scalar_text(record.get(keys.get(k, k)), "title"))), None
        )
    return None


def _by_columns(record: Mapping[str, object]) -> list[Found] | None:
    """The rows of a table written column by column, as pandas does, or with names and rows apart."""
    values = list(record.values())
    apart = _names_and_rows(record)
    if apart is not None:
        return apart
    if all(isinstance(value, dict) for value in values) and values:
        first = values[0]
        same = all(value.keys() == first.keys() for value in values)  # type: ignore[attr-defined]
        numbered = isinstance(first, dict) and len(first) > 0 and all(key.isdigit() for key in first)
        if same and first and (len(values) >= _MIN_COLUMNS or numbered):
            return [
                Found(
                    {name: column[key] for name, column in record.items()},  # type: ignore[index]
                    article_id=None if key.isdigit() else key,
                )
                for key in first  # type: ignore[attr-defined]
            ]
        return None
    if len(values) >= _MIN_COLUMNS and all(isinstance(value, list) for value in values):
        height = len(values[0])  # type: ignore[arg-type]
        if height > 1 and all(len(value) == height for value in values):  # type: ignore[arg-type]
            rows = zip(*values, strict=True)
            return [Found(dict(zip(record, row, strict=True))) for row in rows]
    return None


def _names_and_rows(record: Mapping[str, object]) -> list[Found] | None:
    """`{"columns": [...], "data": [[...], ...]}`, whatever the two are called."""
    for rows in record.values():
        if not (isinstance(rows, list) and rows and all(isinstance(row, list) for row in rows)):
            continue
        width = len(rows[0])
        for names in _lists_of_names(record):
            if len(names) == width:
                return [Found(dict(zip(names, row, strict=False))) for row in rows]
    return None


def _lists_of_names(record: Mapping[str, object]) -> Iterator[list[str]]:
    for value in record.values():
        if isinstance(value, dict):
            yield from _lists_of_names(value)
        elif isinstance(value, list) and value:
            named = [item.get("name", item.get("id")) if isinstance(item, dict) else item for item in value]
            names = [name for name in named if isinstance(name, str)]
            if len(names) == len(value):
                yield names


def _with_header(rows: Sequence[object]) -> list[dict[str, object]] | None:
    """The records of a list of rows, the first of which names the columns."""
    if len(rows) < _MIN_COLUMNS or not all(isinstance(row, list) and row for row in rows):
        return None
    names = rows[0]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return [dict(zip(names, row, strict=False)) for row in rows[1:]]  # type: ignore[call-overload]


def _longest_list(record: Mapping[str, object], depth: int = 0) -> list[Found] | None:
    """The longest list of records if none is an article, so that each is refused with its reason."""
    lists = [
        value
        for value in record.values()
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    ]
    if lists:
        return [Found(item) for item in max(lists, key=len)]
    if depth < _DEEPEST:
        below = [
            found
            for value in record.values()
            if isinstance(value, dict) and (found := _longest_list(value, depth + 1))
        ]
        return max(below, key=len, default=None)
    return None
