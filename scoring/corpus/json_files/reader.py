"""JSON and JSON Lines: each object is an article, wherever in the file it stands."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from scoring.corpus.containers.packed import open_unpacked
from scoring.corpus.contract import ColumnMap, Entry, Head, Item, Refusal, Remark, Source
from scoring.corpus.decoding.decode import (
    binary_kind,
    decode,
    read_whole,
)
from scoring.corpus.decoding.text_lines import items_of_lines
from scoring.corpus.fields.cells import scalar_text
from scoring.corpus.fields.columns import Choice, choose_columns, entry_from, names_columns, no_text_reason
from scoring.corpus.fields.picks import Picked, pick_text
from scoring.corpus.fields.record_paths import record_paths, shape_of
from scoring.corpus.json_files.shapes import Found, find_records
from scoring.corpus.json_files.syntax import TOO_DEEP, Broken, read_value, read_values

MAX_FILE_BYTES = 1_000_000_000
"""A .json is read whole; a larger one should be JSON Lines."""
_NOTHING = "holds no list of articles, and is no article itself"
_BULK_ACTIONS = frozenset(("index", "create", "update", "delete"))
"""Elasticsearch's bulk files have a line before each document that says what to do with it."""
_BEGINNING = re.compile(r'\s*(?:\[\s*)?\{\s*(?:"|\}\s*$)')
_MAX_CHOICES = 10_000
"""Sets of keys whose columns are remembered."""


@dataclass(slots=True)
class _Reader:
    """What reading one file needs: its label, the mapping, and the columns chosen for each set of keys."""

    label: str
    mapping: ColumnMap
    choices: dict[tuple[object, ...], Choice] = field(default_factory=dict)
    last: tuple[object, Choice] | None = None

    def choice(self, record: Mapping[str, object]) -> Choice:
        """The columns of a record."""
        if self.last is not None and self.last[0] is record:
            return self.last[1]
        lists = bool(self.mapping.fields)
        shape = shape_of(record, lists=lists)
        choice = self.choices.get(shape)
        if choice is None:
            if len(self.choices) >= _MAX_CHOICES:
                self.choices.clear()
            choice = choose_columns(record_paths(record, lists=lists), self.mapping)
            self.choices[shape] = choice
        self.last = record, choice
        return choice

    def is_article(self, record: Mapping[str, object]) -> bool:
        """Whether a record holds a text, or the column that the user mapped to it."""
        choice = self.choice(record)
        if not choice.mapped.isdisjoint(("text", "html")):
            return True
        if not choice.holds_text():
            return False
        return isinstance(pick_text(record, choice.texts), Picked)

    def item(self, found: Found, row: int) -> Item:
        """The article made from a record, or why there is none."""
        record = found.record
        if not isinstance(record, dict):
            return Refusal(self.label, row, f"{_kind(record)} where an object should be")
        choice = self.choice(record)
        if not choice.holds_text():
            return Refusal(self.label, row, no_text_reason(record_paths(record)))
        entry = entry_from(self.label, row, record, choice)
        if isinstance(entry, Entry) and (found.outlet or found.article_id):
            entry = replace(
                entry,
                outlet=entry.outlet or scalar_text(found.outlet),
                article_id=entry.article_id or scalar_text(found.article_id),
            )
        return entry


def _kind(value: object) -> str:
    """What a JSON value is called."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    names = {str: "a string", list: "a list", int: "a number", float: "a number"}
    return names.get(type(value), "something")


def is_json(head: Head) -> bool:
    """Whether a file begins as JSON does."""
    return _json_kind(head) == "json"


def is_json_lines(head: Head) -> bool:
    """Whether a file begins with two objects, each on a line of its own."""
    return _json_kind(head) == "json lines"


def _json_kind(head: Head) -> str | None:
    if head.promised == "warc" and not names_columns(head.text):
        return None
    if not _BEGINNING.match(head.text):
        return None
    first, _, rest = head.text.strip().partition("\n")
    try:
        alone = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        alone = False
    return "json lines" if alone and rest.lstrip().startswith("{") else "json"


def read_json_lines(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    """One article per line. A broken line is refused; the others are read."""
    reader = _Reader(source.label, mapping)
    return items_of_lines(source, "JSON Lines", lambda lines: _from_lines(lines, reader))


def _from_lines(lines: Iterator[str | None], reader: _Reader) -> Iterator[Item]:
    """The articles of JSON Lines, or of a whole JSON document if the first lines are not values by themselves."""
    head: list[str | None] = []
    for line in lines:
        head.append(line)
        if line is None or line.strip():
            break
    first = head[-1] if head else None
    if not head:
        yield Refusal(reader.label, None, "the file is empty")
    elif first is not None and not _is_whole(first):
        second = next(lines, "")
        head.append(second)
        opens_list = first.lstrip("\ufeff \t").startswith(("[{", "[\n", "[\r"))
        if opens_list or (second is not None and not _is_whole(second)):
            yield from _from_document(chain(head, lines), reader)
            return
    for row, line in enumerate(chain(head, lines), start=1):
        if line is None:
            yield Refusal(reader.label, row, "the line is too long")
        elif line.strip():
            yield from _from_line(line, row, reader)


def _is_whole(line: str) -> bool:
    """Whether a line is a JSON object by itself."""
    try:
        return isinstance(read_value(line.strip("\ufeff\x1e \t\r\n,")), dict)
    except (ValueError, RecursionError):
        return False


def _from_document(lines: Iterator[str | None], reader: _Reader) -> Iterator[Item]:
    taken: list[str] = []
    size = 0
    for line in lines:
        taken.append(line or "")
        size += len(taken[-1])
        if line is None or size > MAX_FILE_BYTES:
            yield Refusal(reader.label, None, "no JSON Lines, and too large to be read whole")
            return
    yield from _from_text("".join(taken), reader)


def _from_line(line: str, row: int, reader: _Reader) -> Iterator[Item]:
    try:
        values: Iterator[object] = iter((read_value(line),))
    except RecursionError:
        values = iter((Broken(TOO_DEEP),))
    except ValueError:
        values = read_values(line, reader.is_article)
    for value in values:
        if isinstance(value, Broken):
            yield Refusal(reader.label, row, value.reason)
        elif _is_bulk_action(value):
            continue
        else:
            for found in _of_line(value, reader):
                yield reader.item(found, row)


def _of_line(value: object, reader: _Reader) -> list[Found]:
    """The records of a line: itself, or those inside it if it is the whole response of a service."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not any(isinstance(item, dict | list) for item in inner):
        return [Found(value)]
    return find_records(value, reader.is_article) or [Found(value)]


def read_json(source: Source, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of a JSON file: a list, an object that holds such a list, or a single article."""
    label = source.label
    with open_unpacked(source.path) as stream:
        data, fault = read_whole(stream, MAX_FILE_BYTES + 1)
    if fault is not None:
        yield Refusal(
            label, None, f"the archive is damaged ({fault}); the articles before that place are read"
        )
    reason = "larger than 1 GB; convert it to JSON Lines" if len(data) > MAX_FILE_BYTES else None
    reason = reason or ("the file is empty" if not data.strip() else None) or binary_kind(data)
    if reason is not None:
        yield from (Refusal(label, None, reason),) if fault is None else ()
        return
    text, note = decode(data)
    if note is not None:
        yield Remark(label, None, note)
    yield from _from_text(text, _Reader(label, mapping))


def _from_text(text: str, reader: _Reader) -> Iterator[Item]:
    """The articles of a JSON document, or of several in a row; all are numbered, broken ones included."""
    values = read_values(text, reader.is_article)
    first = next(values, None)
    second = next(values, None)
    if isinstance(first, Broken) and second is None:
        yield Refusal(reader.label, None, first.reason)
        return
    row = 0
    for value in chain((first,), () if second is None else (second,), values):
        if isinstance(value, Broken):
            row += 1
            yield Refusal(reader.label, row, value.reason)
            continue
        if _is_bulk_action(value):
            continue
        records = find_records(value, reader.is_article)
        if records is None:
            row += 1
            yield Refusal(reader.label, row if second is not None else None, _NOTHING)
        elif not records:
            yield Refusal(reader.label, None, "the list of articles is empty")
        else:
            for found in records:
                row += 1
                yield reader.item(found, row)


def _is_bulk_action(value: object) -> bool:
    return isinstance(value, dict) and len(value) == 1 and not _BULK_ACTIONS.isdisjoint(value)
