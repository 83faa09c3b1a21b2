"""Which column of a table, or key of a record, holds which field: by its usual name, or as the user maps it.

In nested records a column is a path: `fields.bodyText`, or, if the user maps it, `content[0].value`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.corpus.contract import ColumnMap, Entry, Refusal
from scoring.corpus.fields.field_names import (
    DOMAINS,
    KNOWN_NAMES,
    PROPER_OUTLETS,
    TEASER,
    TEASERS,
    TEXT_KEYS,
    USUAL_NAMES,
    WRAPPERS,
)
from scoring.corpus.fields.picks import (
    OutletColumn,
    TextColumns,
    pick,
    pick_byline,
    pick_outlet,
    pick_text,
    pick_url,
)
from scoring.corpus.fields.record_paths import INDEX
from scoring.corpus.schema import CorpusError

FIELDS = tuple(USUAL_NAMES)
_SHOWN_COLUMNS = 12
_SHOWN_CHARACTERS = 40
"""Characters of a column's name in a message; a longer one is a text where a header should be."""
_SEEN_COLUMNS = 200
"""Column names kept for the message that a mapped one was not found."""
_NAME_PARTS = re.compile(r"\w+")
_PATH_PARTS = re.compile(r"[./:]|(?<=\w)__(?=\w)")
_MAX_NAME = 200
"""Characters of a column name; anything longer does not name a field."""
_DELIMITERS = "\t,;|"
_HEADER_MIN_KNOWN = 2
"""Names of columns that make a first line a header, where they are half of its cells."""
_BODY_NAMES = frozenset(name for field in ("text", "html") for name in USUAL_NAMES[field])


def plain_name(column: str) -> str:
    """A column name in the form used for comparing: `Published At` and `published-at` are `published_at`."""
    return "_".join(_NAME_PARTS.findall(column.lower())) or column


def names_columns(text: str) -> bool:
    """Whether the first line of a text names columns, one of them with the articles' text.

    >>> names_columns("url,title,body\\n..."), names_columns("Rain, wind and snow fell.")
    (True, False)
    """
    first = text.strip("\r\n ").partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = [plain_name(cell.strip(' "\r')) for cell in first.split(delimiter)]
        known = sum(name in KNOWN_NAMES for name in names)
        if known >= _HEADER_MIN_KNOWN and known * 2 >= len(names) and any(n in _BODY_NAMES for n in names):
            return True
    return False


def _key(column: str) -> str:
    """A name without the marks between its words, which differ from service to service; `_id` is not `id`."""
    if len(column) > _MAX_NAME:
        return column
    plain = "".join(_NAME_PARTS.findall(column.lower())) or column
    lead = "_" if plain.startswith("_") else ""
    return lead + plain.replace("_", "")


_WRAPPER_KEYS = frozenset(map(_key, WRAPPERS))
_TEXT_KEYS = frozenset(map(_key, TEXT_KEYS))
_PROPER_KEYS = frozenset(map(_key, PROPER_OUTLETS))
_DOMAIN_KEYS = frozenset(map(_key, DOMAINS))
_NAMES_BY_KEY: Mapping[str, Mapping[str, int]] = {
    name: {_key(usual): place for place, usual in reversed(list(enumerate(names)))}
    for name, names in {**USUAL_NAMES, TEASER: TEASERS}.items()
}


def _ranked_keys(column: str) -> list[tuple[int, str]]:
    """The keys that a column may be known by, and how many of its parts each leaves out.

    `_source.title.rendered` is also `title`: neither the record around it nor the key of its text adds meaning.
    """
    keys = [(0, _key(column))]
    parts = [part for part in _PATH_PARTS.split(column) if part] if len(column) <= _MAX_NAME else []
    first = 0
    while first < len(parts):
        last = len(parts)
        while last - first > 1 and (parts[last - 1].isdigit() or _key(parts[last - 1]) in _TEXT_KEYS):
            last -= 1
            keys.append((first + len(parts) - last, _key(".".join(parts[first:last]))))
        if first:
            keys.append((first, _key(".".join(parts[first:]))))
        if _key(parts[first]) not in _WRAPPER_KEYS:
            break
        first += 1
    return keys


def _keys(column: str) -> frozenset[str]:
    return frozenset(key for _, key in _ranked_keys(column))


def column_map(columns: Mapping[str, str] | None) -> ColumnMap:
    """Check the user's mapping; a reversed pair is turned round. Raises CorpusError.

    >>> column_map({"Leadin": "title", "text": "story_html"}).fields
    {'Leadin': 'title', 'story_html': 'text'}
    """
    mapping = {}
    for column, name in (columns or {}).items():
        if plain_name(name) in USUAL_NAMES:
            mapping[column] = plain_name(name)
        elif plain_name(column) in USUAL_NAMES:
            mapping[name] = plain_name(column)
        else:
            raise CorpusError(
                f"Cannot map {column} to {name}: no such field. Map a column to one of: {', '.join(FIELDS)}."
            )
    return ColumnMap(mapping)


@dataclass(frozen=True, slots=True)
class Choice:
    """For each field the columns that hold it, the best first; `mapped` are the fields the user mapped.

    `texts` and `outlets` are the columns of these fields as they are picked from, row by row.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mapped: frozenset[str] = frozenset()
    available: frozenset[str] = frozenset()
    texts: TextColumns = field(default_factory=TextColumns)
    outlets: tuple[OutletColumn, ...] = ()

    def wanted(self) -> list[str]:
        """Every chosen column once; for a path, the column it begins with."""
        chosen = dict.fromkeys(name for names in self.columns.values() for name in names)
        return list(dict.fromkeys(self._column(path) for path in chosen))

    def _column(self, path: str) -> str:
        if path in self.available:
            return path
        heads = (column for column in self.available if path.startswith((f"{column}.", f"{column}[")))
        return max(heads, key=len, default=path)

    def holds_text(self) -> bool:
        """Whether there is anything to read as an article: a text, or a summary that may be the text."""
        return "text" in self.columns or "html" in self.columns or self._holds_teasers()

    def _holds_teasers(self) -> bool:
        return TEASER in self.columns and "title" in self.columns and "url" in self.columns


def choose_columns(available: Iterable[str], mapping: ColumnMap) -> Choice:
    """Find the columns that hold each field: a mapped column alone, else all with a usual name.

    `available` are names of columns, or paths (see `record_paths`); paths into lists serve only the mapping.
    """
    available = list(available)
    names = frozenset(available)
    if len(mapping.seen) < _SEEN_COLUMNS:
        mapping.seen.update(available)
    chosen = _mapped(available, names, mapping)
    mapped = frozenset(chosen)
    taken = {column for columns in chosen.values() for column in columns}
    found: dict[str, list[tuple[int, int, int, str]]] = {}
    for place, column in enumerate(available):
        if column in taken or "[" in column:
            continue
        for rank, key in _ranked_keys(column):
            for name, places in _NAMES_BY_KEY.items():
                if key in places and name not in chosen:
                    found.setdefault(name, []).append((rank, places[key], place, column))
    for name, ranked in found.items():
        chosen[name] = tuple(dict.fromkeys(column for _, _, _, column in sorted(ranked)))
    columns = {name: chosen[name] for name in (*FIELDS, TEASER) if name in chosen}
    return Choice(columns, mapped, names, _texts(columns, mapped), _outlets(columns))


def _texts(columns: Mapping[str, tuple[str, ...]], mapped: frozenset[str]) -> TextColumns:
    """The columns of text; a mapped column of text, or of pages, rules out those found by name."""
    by_map = not mapped.isdisjoint(("text", "html"))
    return TextColumns(
        html=columns.get("html", ()) if not by_map or "html" in mapped else (),
        text=columns.get("text", ()) if not by_map or "text" in mapped else (),
        teaser=columns.get(TEASER, ()) if not by_map else (),
        mapped=by_map,
    )


def _outlets(columns: Mapping[str, tuple[str, ...]]) -> tuple[OutletColumn, ...]:
    return tuple(
        OutletColumn(
            column,
            proper=not _PROPER_KEYS.isdisjoint(_keys(column)),
            domain=not _DOMAIN_KEYS.isdisjoint(_keys(column)),
        )
        for column in columns.get("outlet", ())
    )


def _mapped(
    available: Sequence[str], names: frozenset[str], mapping: ColumnMap
) -> dict[str, tuple[str, ...]]:
    chosen: dict[str, tuple[str, ...]] = {}
    if not mapping.fields:
        return chosen
    by_key: dict[str, str] = {}
    for column in available:
        by_key.setdefault(_key(INDEX.sub("", column)), column)
    for column, name in mapping.fields.items():
        path = column.removeprefix("$.")
        if column in names:
            found: str | None = column
        elif INDEX.search(path) or any(part.isdigit() for part in path.split(".")):
            bare = ".".join(p for p in INDEX.sub("", path).split(".") if p != "*" and not p.isdigit())
            found = path if _key(bare) in by_key else None
        else:
            found = by_key.get(_key(path.replace("*", "")))
        if found is not None:
            mapping.met.add(column)
            chosen[name] = (*chosen.get(name, ()), found)
    return chosen


def no_text_reason(available: Iterable[str]) -> str:
    """Why a table without a column of text cannot be read, and the remedy."""
    names = [name for name in available if name and "[" not in name]
    if any(len(name) > _MAX_NAME for name in names):
        return (
            "no header: the first row is data, not names of columns; "
            "add a first row that names them (text, title, outlet, published, ...)"
        )
    shown = ", ".join(map(_short, names[:_SHOWN_COLUMNS])) + (", ..." if len(names) > _SHOWN_COLUMNS else "")
    teaser = next((name for name in names if _key(name) in _NAMES_BY_KEY[TEASER]), None)
    if teaser is not None:
        return (
            f"no column holds the articles' text, only what announces them (columns: {shown}); fetch the articles, "
            f"or if one of these holds them, name it: --map text={_short(teaser)}"
        )
    remedy = "name it with --map text=COLUMN"
    if names and {"url", "title"} <= choose_columns(names, ColumnMap({})).columns.keys():
        remedy = f"these are addresses of articles: fetch the pages, or if a column holds the text, {remedy}"
    return f"no column holds the articles' text (columns: {shown or 'none'}); {remedy}"


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[:_SHOWN_CHARACTERS]}..."


def shown_columns(columns: Iterable[str]) -> str:
    """Columns for a message: in order, each shortened, not all of them."""
    names = sorted({name for name in columns if name and "[" not in name})
    return ", ".join(map(_short, names[:_SHOWN_COLUMNS])) + (", ..." if len(names) > _SHOWN_COLUMNS else "")


TOLD = ("article_id", "outlet", "url", "title", "byline", "published", "language", "group")
"""The fields beside the text that a record or a manifest may give."""


def entry_from(file: str, row: int | None, values: Mapping[str, object], choice: Choice) -> Entry | Refusal:
    """The entry made from one record; a refusal if its text is not text."""
    picked = pick_text(values, choice.texts)
    if isinstance(picked, str):
        return Refusal(file, row, picked)
    return Entry(file=file, row=row, text=picked.text, page=picked.page, **told_by(values, choice))  # type: ignore[arg-type]


def told_by(values: Mapping[str, object], choice: Choice) -> dict[str, str | None]:
    """A record's values for the fields in TOLD."""
    columns = choice.columns
    outlet = pick_outlet(values, choice.outlets)
    told = {name: pick(values, columns.get(name, ()), name) for name in TOLD if name not in _PICKED_APART}
    told["outlet"] = outlet
    told["url"] = pick_url(values, columns.get("url", ()), columns.get("outlet", ()), outlet)
    told["byline"] = pick_byline(values, columns.get("byline", ()))
    return told


_PICKED_APART = frozenset(("outlet", "url", "byline"))
"""Fields that may not be taken from the first column that holds something."""
