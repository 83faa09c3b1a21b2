"""Heading lines at the top of a text: `TITLE: ...`.

A header counts as one only if it cannot be speech: it has known fields, each with a value that the field can
have, and at least one label that is never a speaker's name. `AUTHOR: I came by sea.` is an interview.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from scoring.corpus.contract import Entry
from scoring.corpus.facts.dates import WRITTEN_YEAR, Moment, read_date
from scoring.corpus.fields.cells import MISSING, scalar_text
from scoring.corpus.fields.columns import plain_name
from scoring.corpus.fields.field_names import LABELS, MAX_HEADER_LINES
from scoring.corpus.fields.front_matter import without_front_matter
from scoring.schema.lists import alternatives, words_of

_LABELLED = re.compile(r"\s*\*{0,2}([^\W\d_][\w /()-]{1,28}?)\*{0,2}\s?:\*{0,2}(?:[ \t]+(.*)|)$")
"""`TITLE: Rain`, `Titre : Pluie`, `**Title:** Rain`; not `10:30 The ...`."""
_TEXT_LABELS = frozenset(("text", "body", "body_text", "content", "full_text", "article_text", "article"))
_OTHERS_WORDS = """
location section category categories tags keywords topic page pages word_count edition words length copyright
subject issn volume issue
"""
_OTHERS = frozenset(_OTHERS_WORDS.split())
"""Fields of a header that Masthead does not use; they are removed with it."""
_SPEAKERS_WORDS = """
source author authors author_name writer writers reporter journalist creator autor autoren auteur by publisher
provider media medium site host
"""
_SPEAKERS = frozenset(_SPEAKERS_WORDS.split())
"""Labels that may also be a speaker's."""
_LISTING_WORDS = """
time when where what who venue price prices tickets admission cost phone telephone serves servings ingredients
method prep_time cooking_time cook_time director cast starring rating running_time rated doors age address
capacity calories
"""
_LISTING = frozenset(_LISTING_WORDS.split())
"""Labels of listings and recipes, which begin articles and are part of them."""
_MIN_FIELDS = 2
"""One line such as `Source: ...` may be the article's own; two different ones at the top are a header."""
_MAX_VALUE = 300
"""Characters: longer than any title of 17,744 articles."""
_MAX_UNKNOWN = 100
_MAX_NAME_WORDS = 40
"""Of a byline: a dozen authors with their places."""
_MAX_ID_WORDS = 3
_MAX_DATE_WORDS = 10
_MAX_BLANKS = 6
"""Between two lines of a header; the texts of VAST 2021 have up to five."""

_SENTENCE_INSIDE = re.compile(r"[a-z]{3,}[.?!]['\"”’]?\s+['\"“‘]?[A-Z]")
_ENDS_SPOKEN = re.compile(r"[?!…]['\"”’]?$|\.{3}$|\b[a-z]{2,}\.['\"”’]?$")
_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Jr|Sr|etc|al)\.$", re.IGNORECASE)


@cache
def _spoken_start() -> re.Pattern[str]:
    start = alternatives(words_of("corpus_words.csv", "spoken_start"))
    return re.compile(rf"(?i:{start})\b(?:[,.]?\s+[a-z]|[.,!?])")


@cache
def _spoken_word() -> re.Pattern[str]:
    """In lower case: `This Is Money` is a newspaper, `this is money` is said."""
    return re.compile(rf"\b(?:{alternatives(words_of('corpus_words.csv', 'spoken'))})\b")


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its `fields`, its known `labels` in order, the index of the line after it, and any words of the
    article on the line of a label like `Text:`."""

    fields: Mapping[str, str]
    labels: tuple[str, ...]
    end: int
    rest: str = ""

    @property
    def sure(self) -> bool:
        """Whether it has a field whose label is never a speaker's name."""
        return any(label not in _SPEAKERS for label in self.labels)


def labelled(line: str) -> tuple[str, str] | None:
    """The label and the value of a line `Label: value`; the label in the form used for comparing column names.

    >>> labelled("Publication title: The Echo"), labelled("10:30 The crowd moves")
    (('publication_title', 'The Echo'), None)
    """
    found = _LABELLED.match(line)
    return (plain_name(found[1]), (found[2] or "").strip()) if found else None


def is_spoken(value: str) -> bool:
    """Whether a value reads like something said rather than a name.

    >>> is_spoken("I came by sea."), is_spoken("Really?"), is_spoken("This Is Money"), is_spoken("J. Doe Jr.")
    (True, True, False, False)
    """
    return bool(
        _spoken_start().match(value)
        or _spoken_word().search(value)
        or _SENTENCE_INSIDE.search(value)
        or (_ENDS_SPOKEN.search(value) and not _ABBREVIATED.search(value))
        or (value.endswith(".") and " " not in value and not _ABBREVIATED.search(value))
    )


def _plausible(field: str, value: str, *, sure: bool) -> bool:
    """Whether a field can have the value; in a header that is `sure`, a date may be anything but speech."""
    if len(value) > _MAX_VALUE:
        return False
    if value.lower() in MISSING or field == "title":
        return True
    words = len(value.split())
    match field:
        case "published":
            if isinstance(read_date(value, day_first=True), Moment):
                return True
            # `Summer 2021` is a date, though not one that can be read; `Saturday at nine` begins a listing.
            return (
                (sure or bool(WRITTEN_YEAR.search(value)))
                and words <= _MAX_DATE_WORDS
                and not is_spoken(value)
            )
        case "url":
            try:
                return words == 1 and ("." in value or bool(urlsplit(value).scheme))
            except ValueError:
                return False
        case "language" | "article_id":
            return words <= _MAX_ID_WORDS and not is_spoken(value)
    return words <= _MAX_NAME_WORDS and not is_spoken(value)


def read_header(lines: Sequence[str], start: int = 0) -> Header | None:
    """The header that begins at a line, skipping blank lines before it; None if there is none.

    A header ends at a field given twice, a value that its field cannot have, an unknown label with no known one
    after it, or a label like `Text:`, which is removed. With labels of a listing or a recipe it is not a header.
    """
    fields: dict[str, str] = {}
    told: dict[str, str] = {}  # label -> field
    end = start
    blanks = 0
    pending = False  # an unknown label waits for a known one after it
    for number in range(start, min(start + MAX_HEADER_LINES, len(lines))):
        line = lines[number]
        if not line.strip():
            blanks += 1
            if pending or (told and blanks > _MAX_BLANKS):
                break
            continue
        pair = labelled(line)
        if pair is None:
            break
        label, value = pair
        if label in _LISTING:
            return None
        field = LABELS.get(label)
        if field is not None:
            sure = len(set(told.values())) >= _MIN_FIELDS
            if not _plausible(field, value, sure=sure) or (label in told and field != "byline"):
                break
            cell = scalar_text(value)
            if label in told and cell is not None and "byline" in fields:
                fields["byline"] += f", {cell}"
            elif cell is not None:
                fields.setdefault(field, cell)
            if value or label not in _SPEAKERS:
                told[label] = field
            pending = False
        elif label in _TEXT_LABELS and len(set(told.values())) >= _MIN_FIELDS:
            return Header(fields, tuple(told), number + 1, value)
        elif label not in _OTHERS:
            if not told or blanks or len(value) > _MAX_UNKNOWN or is_spoken(value):
                break
            pending = True
            continue
        blanks = 0
        if not pending:
            end = number + 1
    if not told:
        return None
    return Header(fields, tuple(told), end)


def without_header(entry: Entry) -> Entry:
    """The entry with its text's header lines read into its fields, if it has a header.

    >>> entry = without_header(Entry("a.txt", None, "SOURCE: The Wire\\nTITLE: Rain\\n\\nIt rained."))
    >>> entry.outlet, entry.title, entry.text
    ('The Wire', 'Rain', 'It rained.')
    >>> without_header(Entry("a.txt", None, "AUTHOR: I came by sea.\\nREPORTER: Why?")).outlet is None
    True
    """
    marked = without_front_matter(entry)
    if marked is not None:
        return marked
    lines = entry.text.splitlines(keepends=True)
    header = read_header(lines)
    if header is None or len({LABELS[label] for label in header.labels}) < _MIN_FIELDS:
        return entry
    if not header.sure and _speak_again(header.labels, lines[header.end :]):
        return entry
    end = header.end
    while not header.rest and end < len(lines) and not lines[end].strip():
        end += 1
    text = "".join(lines[end:])
    text = f"{header.rest}\n{text}" if header.rest else text
    return replace(entry, text=text, **header.fields)  # type: ignore[arg-type]


def _speak_again(labels: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether one of the labels begins another line as well, so that it is a speaker's name."""
    return any((pair := labelled(line)) is not None and pair[0] in labels for line in lines)
