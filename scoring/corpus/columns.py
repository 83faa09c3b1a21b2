"""Which column of a table, or key of a record, holds what: by its usual name, or as the user maps it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scoring.corpus.entries import Entry, Refusal
from scoring.corpus.schema import CorpusError

_NAMES = {
    "text": """text content body article_text article_body articlebody full_text fulltext maintext
        main_text main_content body_text bodytext article_content news_text article plain_text
        cleaned_text clean_text raw_text content_text paragraphs texto texte inhalt""",
    "html": "html raw_html body_html content_html page_html page_source html_content",
    "outlet": """outlet source publisher publication newspaper outlet_name source_name publisher_name
        publication_name media medium media_name news_source news_outlet site site_name sitename website
        provider source_domain domain hostname quelle medio""",
    "url": """url link article_url canonical_url web_url weburl webpage permalink href source_url
        url_original uri""",
    "title": "title headline article_title heading news_title page_title titel titre titulo",
    "byline": "byline author authors author_name writer writers reporter journalist creator autor",
    "published": """published published_at publishedat publish_date published_date publication_date
        publicationdate pub_date pubdate date_published datepublished date_publish publishdate
        published_utc publish_time published_time published_on first_published posted posted_at date
        datetime timestamp article_date news_date created_at datum fecha""",
    "language": "language lang language_code langue sprache idioma",
    "group": "group outlet_group lean leaning bias political_lean political_leaning orientation",
    "article_id": "article_id articleid id _id doc_id docid document_id uuid guid uid",
    "file": "file filename file_name filepath file_path path",
}
USUAL_NAMES: Mapping[str, tuple[str, ...]] = {n: tuple(names.split()) for n, names in _NAMES.items()}
"""For each field the names it goes by, the likeliest first; where a row has nothing, the next is asked."""

FIELDS = tuple(USUAL_NAMES)
MISSING = frozenset(("", "nan", "none", "null", "n/a", "na", "-", "unknown", "nat", "undefined"))
"""Ways of writing nothing in a metadata field."""
_NAMED_BY = ("name", "title", "id")
"""A nested record (`"source": {"id": 1, "name": "..."}`) stands for the first of these it has."""
_SHOWN_COLUMNS = 12
_NAME_PARTS = re.compile(r"\w+")


def plain_name(column: str) -> str:
    """A column name as it is compared: `Published At` and `published-at` are `published_at`."""
    return "_".join(_NAME_PARTS.findall(column.lower())) or column


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The user's mapping, {column: field}; `met` collects the mapped columns found, `seen` all columns."""

    fields: Mapping[str, str]
    met: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)


def column_map(columns: Mapping[str, str] | None) -> ColumnMap:
    """Check the user's mapping; a pair given the other way round is turned. Raises CorpusError.

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
    """For each field the columns that hold it, the best first."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def wanted(self) -> list[str]:
        """Every chosen column once."""
        return list(dict.fromkeys(name for names in self.columns.values() for name in names))

    def holds_text(self) -> bool:
        """Whether there is anything to read as an article."""
        return "text" in self.columns or "html" in self.columns


def choose_columns(available: Iterable[str], mapping: ColumnMap) -> Choice:
    """Find the columns that hold each field: a mapped column alone, else all that bear a usual name."""
    available = list(available)
    by_name: dict[str, str] = {}
    for column in available:
        by_name.setdefault(plain_name(column), column)
    chosen: dict[str, tuple[str, ...]] = {}
    taken = set()
    mapping.seen.update(available)
    for column, name in mapping.fields.items():
        found = column if column in available else by_name.get(plain_name(column))
        if found is not None:
            mapping.met.add(column)
            chosen[name] = (*chosen.get(name, ()), found)
            taken.add(found)
    for name, usual in USUAL_NAMES.items():
        if name not in chosen:
            found_usual = tuple(by_name[u] for u in usual if u in by_name and by_name[u] not in taken)
            if found_usual:
                chosen[name] = found_usual
    return Choice(chosen)


def no_text_reason(available: Iterable[str]) -> str:
    """Why a table without a column of text cannot be read, and the remedy."""
    names = [name for name in available if name]
    shown = ", ".join(names[:_SHOWN_COLUMNS]) + (", ..." if len(names) > _SHOWN_COLUMNS else "")
    return f"no column holds the articles' text (columns: {shown or 'none'}); name it with --map COLUMN=text"


def entry_from(file: str, row: int | None, values: Mapping[str, object], choice: Choice) -> Entry | Refusal:
    """The entry that one record makes; a refusal where its text is no text."""
    text, page = _text_of(values, choice)
    if text is None:
        held = [type(value) for c in choice.columns.get("text", ()) if (value := values.get(c)) is not None]
        if not held or held[0] is str:
            return Refusal(file, row, "no text")
        return Refusal(file, row, f"the text is of the type {held[0].__name__}, which is no text")
    told = {name: _first(values, choice.columns.get(name, ())) for name in TOLD}
    return Entry(file=file, row=row, text=text, page=page, **told)


TOLD = ("article_id", "outlet", "url", "title", "byline", "published", "language", "group")
"""The fields beside the text that a record or a manifest may give."""


def _text_of(values: Mapping[str, object], choice: Choice) -> tuple[str | None, bool]:
    for name, page in (("html", True), ("text", False)):
        for column in choice.columns.get(name, ()):
            value = values.get(column)
            if isinstance(value, list):  # paragraphs
                value = "\n".join(part for part in value if isinstance(part, str))
            if isinstance(value, bytes):
                value = value.decode("utf-8", errors="replace")
            if isinstance(value, str) and value.strip():
                return value, page
    return None, False


def _first(values: Mapping[str, object], columns: tuple[str, ...]) -> str | None:
    """The first of the columns that is not empty, as text."""
    for column in columns:
        text = scalar_text(values.get(column))
        if text is not None:
            return text
    return None


def scalar_text(value: object) -> str | None:
    """A metadata value as text: numbers and dates as ISO, lists joined by commas, records by their name.

    >>> scalar_text(["Ann Lee", "Bo Ray"]), scalar_text({"id": 3, "name": "Wire"}), scalar_text("N/A")
    ('Ann Lee, Bo Ray', 'Wire', None)
    """
    if value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
    elif isinstance(value, list | tuple):
        text = ", ".join(part for part in map(scalar_text, value) if part)
    elif isinstance(value, dict):
        return next((named for key in _NAMED_BY if (named := scalar_text(value.get(key)))), None)
    else:
        text = str(value)
    return None if text.lower() in MISSING else text
