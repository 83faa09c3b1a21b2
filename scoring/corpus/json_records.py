"""JSON and JSON Lines: an object is an article, wherever in the file it stands."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from scoring.corpus.columns import Choice, ColumnMap, choose_columns, entry_from, no_text_reason
from scoring.corpus.decode import BROKEN_ARCHIVE, Recoding, binary_kind, decode, open_bytes, peek, text_lines
from scoring.corpus.entries import Item, Refusal, Remark

MAX_FILE_BYTES = 1_000_000_000
"""A .json is read whole; a larger one should be JSON Lines."""
_TOO_DEEP = "nested too deeply"


def read_json_lines(path: Path, label: str, mapping: ColumnMap) -> Iterator[Item]:
    """One article a line. A broken line is refused; the others are read."""
    recoding = Recoding()
    try:
        with open_bytes(path) as stream:
            kind = binary_kind(peek(stream))
            if kind is None:
                yield from _from_lines(text_lines(stream, recoding), label, mapping)
            else:
                yield Refusal(label, None, f"{kind}, not JSON Lines")
    except BROKEN_ARCHIVE as error:
        yield Refusal(label, error.line, f"the archive breaks off, what comes after is lost ({error})")
    if recoding.lines:
        yield Remark(label, None, f"{recoding.lines} lines are not UTF-8; read as {recoding.encoding}")


def _from_lines(lines: Iterator[str | None], label: str, mapping: ColumnMap) -> Iterator[Item]:
    choices: dict[tuple[str, ...], Choice] = {}
    row = 0
    for row, line in enumerate(lines, start=1):
        if line is None:
            yield Refusal(label, row, "the line is too long")
        elif line.strip():
            yield _from_line(line, label, row, mapping, choices)
    if not row:
        yield Refusal(label, None, "the file is empty")


def _from_line(
    line: str, label: str, row: int, mapping: ColumnMap, choices: dict[tuple[str, ...], Choice]
) -> Item:
    try:
        record = json.loads(line)
    except RecursionError:
        return Refusal(label, row, _TOO_DEEP)
    except ValueError as error:
        return Refusal(label, row, f"no JSON: {error}")
    return _from_record(record, label, row, mapping, choices)


def _from_record(
    record: object, label: str, row: int, mapping: ColumnMap, choices: dict[tuple[str, ...], Choice]
) -> Item:
    if not isinstance(record, dict):
        return Refusal(label, row, f"a {type(record).__name__} where an object should be")
    keys = tuple(record)
    if keys not in choices:
        choices[keys] = choose_columns(keys, mapping)
    choice = choices[keys]
    if not choice.holds_text():
        return Refusal(label, row, no_text_reason(keys))
    return entry_from(label, row, record, choice)


def read_json(path: Path, label: str, mapping: ColumnMap) -> Iterator[Item]:
    """The articles of a JSON file: a list, an object that holds such a list, or a single article."""
    try:
        with open_bytes(path) as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except BROKEN_ARCHIVE as error:
        yield Refusal(label, None, f"the archive is damaged ({error})")
        return
    reason = "larger than 1 GB; convert it to JSON Lines" if len(data) > MAX_FILE_BYTES else None
    reason = reason or ("the file is empty" if not data.strip() else None) or binary_kind(data)
    if reason is not None:
        yield Refusal(label, None, reason)
        return
    text, note = decode(data)
    if note is not None:
        yield Remark(label, None, note)
    try:
        content = json.loads(text)
    except RecursionError:
        yield Refusal(label, None, _TOO_DEEP)
    except ValueError as error:
        if _is_lines(text):
            yield from _from_lines(iter(text.splitlines()), label, mapping)
        else:
            yield Refusal(label, None, f"no JSON: {error}")
    else:
        yield from _from_content(content, label, mapping)


def _is_lines(text: str) -> bool:
    """Whether a file named .json is JSON Lines: its first line is a whole object."""
    first = text.lstrip().partition("\n")[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _from_content(content: object, label: str, mapping: ColumnMap) -> Iterator[Item]:
    records = _records(content, mapping)
    if records is None:
        yield Refusal(label, None, "holds no list of articles, and is no article itself")
    elif not records:
        yield Refusal(label, None, "the list of articles is empty")
    else:
        choices: dict[tuple[str, ...], Choice] = {}
        for row, record in enumerate(records, start=1):
            yield _from_record(record, label, row, mapping, choices)


def _records(content: object, mapping: ColumnMap) -> list[object] | None:
    """The list of records in a file's content: itself, or itself alone, or the longest list inside."""
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return None
    choice = choose_columns(content, mapping)
    if any(
        isinstance(content[key], str) for name in ("text", "html") for key in choice.columns.get(name, ())
    ):
        return [content]
    lists = _lists_of_objects(content)
    lists += [
        inner for value in content.values() if isinstance(value, dict) for inner in _lists_of_objects(value)
    ]
    return max(lists, key=len) if lists else None


def _lists_of_objects(record: Mapping[str, object]) -> list[list[object]]:
    return [
        value
        for value in record.values()
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    ]
