"""Paths into nested records: `fields.bodyText`, `content[0].value`, `authors[].name`."""

import re
from collections.abc import Iterable, Mapping

_DEEPEST = 6
"""Levels of records in which columns are found without being mapped."""
INDEX = re.compile(r"\[(\d+|\*|)\]")
_PLACE = re.compile(r"\d{1,9}")
_WILDCARDS = ("*", "")


def record_paths(record: Mapping[str, object], *, lists: bool = False) -> tuple[str, ...]:
    """The columns of a record: its keys, and the paths into the records in it; with `lists` into lists too.

    >>> record_paths({"id": 1, "title": {"rendered": "Rain"}, "authors": [{"name": "Ann"}]}, lists=True)
    ('id', 'title', 'title.rendered', 'authors', 'authors[].name')
    """
    return tuple(_paths(record, "", 0, lists))


def shape_of(record: Mapping[str, object], *, lists: bool = False, depth: int = 0) -> tuple[object, ...]:
    """A key that two records share if `record_paths` gives the same for both; faster to make than the paths."""
    shape: list[object] = list(record)
    if depth < _DEEPEST:
        for key, value in record.items():
            if type(value) is dict:
                shape.append((key, shape_of(value, lists=lists, depth=depth + 1)))
            elif lists and type(value) is list and value and type(value[0]) is dict:
                shape.append((key, 0, shape_of(value[0], lists=lists, depth=depth + 1)))
    return tuple(shape)


def _paths(record: Mapping[str, object], before: str, depth: int, lists: bool) -> Iterable[str]:
    for key, value in record.items():
        path = f"{before}{key}"
        yield path
        if depth < _DEEPEST and isinstance(value, dict):
            yield from _paths(value, f"{path}.", depth + 1, lists)
        elif depth < _DEEPEST and lists and isinstance(value, list) and value and isinstance(value[0], dict):
            yield from _paths(value[0], f"{path}[].", depth + 1, lists)


def value_at(record: Mapping[str, object], path: str) -> object:
    """The value at a path in a record; None if there is none.

    >>> value_at({"a": {"b": [{"c": 1}, {"c": 2}]}}, "a.b[1].c"), value_at({"a.b": 3}, "a.b")
    (2, 3)
    >>> value_at({"a": {"b": [{"c": 1}, {"c": 2}]}}, "a.b[].c")
    [1, 2]
    """
    if path in record:
        return record[path]
    if "." not in path and "[" not in path:
        return None
    return _walk(record, path)


def _walk(value: object, path: str) -> object:
    """Follow a path; at each step the longest key wins, so that keys with dots are found."""
    if not path:
        return value
    if isinstance(value, list | tuple):
        step, rest = _next_step(path)
        if _PLACE.fullmatch(step):
            return _walk(value[int(step)], rest) if int(step) < len(value) else None
        below = (_walk(item, rest if step in _WILDCARDS else path) for item in value)
        return [item for item in below if item is not None] or None
    if not isinstance(value, Mapping):
        return None
    if path in value:
        return value[path]
    marks = [place for place, sign in enumerate(path) if sign in ".["]
    for place in reversed(marks):
        if path[:place] in value:
            return _walk(value[path[:place]], path[place:].removeprefix("."))
    step, rest = _next_step(path)
    return [_walk(item, rest) for item in value.values()] if step == "*" else None


def _next_step(path: str) -> tuple[str, str]:
    index = INDEX.match(path)
    if index:
        return index[1], path[index.end() :].removeprefix(".")
    step, _, rest = path.partition(".")
    return (step, rest) if "[" not in step else (step[: step.index("[")], path[step.index("[") :])
