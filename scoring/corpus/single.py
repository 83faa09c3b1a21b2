"""Files that are one article each: plain text and HTML pages."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scoring.corpus.columns import USUAL_NAMES, plain_name, scalar_text
from scoring.corpus.decode import BROKEN_ARCHIVE, binary_kind, decode, open_bytes
from scoring.corpus.entries import Entry, Item, Refusal, Remark
from scoring.corpus.files import Source

MAX_FILE_BYTES = 20_000_000
"""A single article's file: the largest page of L3S-GN1 has 0.24 MB, one with its pictures inside a few."""

_HEADER_LINE = re.compile(r"^([A-Za-z][A-Za-z _-]{1,20}):[ \t]*(.*)$")
_HEADER_FIELDS = {
    name: field
    for field in ("outlet", "url", "title", "byline", "published", "language", "article_id")
    for name in USUAL_NAMES[field]
}
_OTHER_HEADERS = frozenset(
    ("location", "section", "category", "tags", "keywords", "topic", "page", "word_count")
)
_HEADER_MIN_FIELDS = 2
"""One line such as `Source: ...` may be the article's own; two different ones at the top are a header."""


def read_single(source: Source) -> Iterator[Item]:
    """The article of a text file or a page. A header of lines like `TITLE: ...` is read and taken off."""
    try:
        with open_bytes(source.path) as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except BROKEN_ARCHIVE as error:
        yield Refusal(source.label, None, f"the archive is damaged ({error})")
        return
    kind = binary_kind(data)
    if len(data) > MAX_FILE_BYTES:
        yield Refusal(source.label, None, f"more than {MAX_FILE_BYTES // 1_000_000} MB for one article")
    elif not data.strip():
        yield Refusal(source.label, None, "the file is empty")
    elif kind is not None:
        yield Refusal(source.label, None, f"{kind}, not text")
    else:
        page = source.kind == "page"
        text, note = decode(data, page=page)
        if note is not None:
            yield Remark(source.label, None, note)
        entry = Entry(source.label, None, text, page=page, article_id=source.stem)
        yield entry if page else without_header(entry)


def without_header(entry: Entry) -> Entry:
    """The entry with its text's header lines read into its fields, if it has a header.

    >>> entry = without_header(Entry("a.txt", None, "SOURCE: The Wire\\nTITLE: Rain\\n\\nIt rained."))
    >>> entry.outlet, entry.title, entry.text
    ('The Wire', 'Rain', 'It rained.')
    """
    told: dict[str, str | None] = {}
    end = 0
    for line in entry.text.splitlines(keepends=True):
        found = _HEADER_LINE.match(line.strip())
        name = plain_name(found[1]) if found else ""
        if found and (field := _HEADER_FIELDS.get(name)) is not None:
            told.setdefault(field, scalar_text(found[2]))
        elif line.strip() and not (found and name in _OTHER_HEADERS):
            break
        end += len(line)
    if len(told) < _HEADER_MIN_FIELDS:
        return entry
    return replace(entry, text=entry.text[end:], **{k: v for k, v in told.items() if v})  # type: ignore[arg-type]
