"""JSON as it comes: whole, cut off, several values in a row, wrapped in JavaScript, broken in one place.

Python's reader gives up on a file because of one wrong comma. Here everything that can be read is read, and each
object that cannot is reported.
"""

import ast
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TOO_DEEP = "nested too deeply"
CUT = "no JSON: cut off at the end of the file"
MAX_BROKEN = 1_000
"""Broken objects after which a file is given up: each costs a search for the next whole one."""
_MAX_LOOKS = 100
"""Objects inside a broken one that are tried, in case it is a list of articles that was cut off."""
_MAX_PYTHON = 50_000_000
"""Characters of a list in Python's notation, which takes many times their memory to read."""
_EXTRACT = 100
"""Characters of Python's own message that are shown."""

_LEAD = re.compile(
    r"""\s*+(?:/\*.*?\*/\s*+)?(?:\)\]\}'?,?|for\s?\(;;\);|while\s?\(1\);|\{\}&&)?\s*+(?:(?:export\s+default|module\.exports\s*=)"""
    r"""|(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*+(?:\[['"\w]+\])?\s*+=(?!=)|(?:/\*\*/\s*)?[A-Za-z_$][\w$.]*+\s*+\()?\s*+(?=[\[{])""",
    re.DOTALL,
)
"""What stands before JSON that is served as a script: an assignment, a call (JSONP), a guard against theft."""
_TRAIL = re.compile(r"[\s;)]*+$")
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|,(?=\s*+[\]}])', re.DOTALL)
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))', re.DOTALL)
_GAP = re.compile(r"[\s,;\x00\x1e\ufeff\[\]]*+")
"""Between the values of a list, or of several ones in a row; RFC 7464 puts a record separator."""
_LIST_OF_OBJECTS = re.compile(r"\[\s*+\{")
_NEXT_OBJECT = re.compile(r"[}\]][\s,;\x1e]*+(?=\{)|[\n\x1e]\s*+(?=\{\s*\")")


@dataclass(frozen=True, slots=True)
class Broken:
    """An object that cannot be read, and why."""

    reason: str


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; if a key occurs twice, its last value that is not empty."""
    record = dict(pairs)
    if len(record) != len(pairs):
        for key, value in pairs:
            if value not in (None, "") and record[key] in (None, ""):
                record[key] = value
    return record


def _whole_number(digits: str) -> int | None:
    """A number; one of thousands of digits, which Python refuses to convert, is of no use."""
    try:
        return int(digits)
    except ValueError:
        return None


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_whole_number, strict=False)
# Not strict: a line break or a tab inside a string should not cost an article.


def read_value(text: str) -> object:
    """The one value of a sound JSON text. Raises ValueError and RecursionError."""
    return _DECODER.decode(text)


def read_values(text: str, is_article: Callable[[dict[str, object]], bool]) -> Iterator[object]:
    """The values of a text: its one value, or all that can be found in it, with a Broken for each unreadable one.

    `is_article` distinguishes an article from a record inside one.
    """
    text = text.lstrip("\ufeff \t\r\n\x1e")
    try:
        yield read_value(text)
        return
    except RecursionError:
        yield Broken(TOO_DEEP)
        return
    except ValueError:
        pass
    bare = _unwrapped(text)
    if bare is not None:
        try:
            yield read_value(bare)
            return
        except (ValueError, RecursionError):
            text = bare
    yield from _salvaged(text, is_article)


def _unwrapped(text: str) -> str | None:
    """The text without a script around it and commas after a last element; None if it has neither."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    trail = _TRAIL.search(text, max(start, len(text) - _EXTRACT)) if start else None
    bare = text[start : trail.start() if trail else len(text)]
    bare = _STRING_OR_COMMA.sub(_mended, bare)
    return bare if bare != text else None


def _mended(found: re.Match[str]) -> str:
    """The replacement: nothing for a comma after a last element; a string without escapes that JSON lacks."""
    piece = found[0]
    if piece == ",":
        return ""
    return _ESCAPE.sub(_known_escape, piece) if "\\" in piece else piece


def _known_escape(escape: re.Match[str]) -> str:
    if escape[1] is not None:
        return escape[0]
    if escape[2] is not None:
        return f"\\u00{escape[2]}"
    return escape[3] if escape[3] in "'`$&-" else f"\\\\{escape[3]}"


def _salvaged(text: str, is_article: Callable[[dict[str, object]], bool]) -> Iterator[object]:
    """All objects that can be read, one after another."""
    printed = _python_list(text)
    if printed is not None:
        yield printed
        return
    place = _next_start(text, 0)
    if place is None:
        yield Broken(_why(text, 0))
        return
    broken = 0
    in_pieces = False
    while place is not None:
        try:
            value, end = _DECODER.raw_decode(text, place)
        except RecursionError:
            yield Broken(TOO_DEEP)
            return
        except ValueError as error:
            inside = _list_inside(text, place, is_article) if not broken else None
            if inside is not None:
                place = inside
                continue
            broken += 1
            written = _python_record(text, place)
            if written is not None:
                yield written[0]
                place = _next_start(text, written[1])
                continue
            after = _NEXT_OBJECT.search(text, place + 1)
            if not in_pieces:
                yield Broken(f"no JSON: {_message(error)}" if after or not _runs_out(text, error) else CUT)
            in_pieces = True
            if broken > MAX_BROKEN:
                yield Broken(f"more than {MAX_BROKEN:,} broken places; what comes after is not read")
                return
            place = after.end() if after else None
            continue
        if not in_pieces or (isinstance(value, dict) and is_article(value)):
            in_pieces = False
            yield value
        place = _next_start(text, end)


def _next_start(text: str, place: int) -> int | None:
    """Where the next object begins; whatever stands between objects is skipped."""
    gap = _GAP.match(text, place)
    place = gap.end() if gap else place
    if text[place : place + 1] == "{":
        return place
    found = text.find("{", place)
    return found if found >= 0 else None


def _list_inside(text: str, place: int, is_article: Callable[[dict[str, object]], bool]) -> int | None:
    """Where the first article begins in a list inside an object that breaks off."""
    start = place
    for _ in range(_MAX_LOOKS):
        found = _LIST_OF_OBJECTS.search(text, start)
        if found is None:
            return None
        start = found.end() - 1
        try:
            value, _ = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and is_article(value):
            return start
    return None


def _python_record(text: str, place: int) -> tuple[dict[str, object], int] | None:
    """A line that is a record as Python prints it (`{'text': ...}`), and where it ends."""
    if not text.startswith(("{'", "{ '"), place):
        return None
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    try:
        value = ast.literal_eval(text[place:end].strip().rstrip(",;"))
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return None
    return (value, end) if isinstance(value, dict) else None


def _python_list(text: str) -> list[object] | None:
    """A whole file that is a list as Python prints it."""
    if not text.startswith(("[{'", "[{ '")) or len(text) > _MAX_PYTHON:
        return None
    try:
        value = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return None
    return value if isinstance(value, list) else None


def _runs_out(text: str, error: ValueError) -> bool:
    """Whether the reader failed because the text ended."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or not text[error.pos :].strip(" \t\r\n]}")


def _message(error: ValueError) -> str:
    return str(error).partition("\n")[0][:_EXTRACT]


def _why(text: str, place: int) -> str:
    try:
        _DECODER.raw_decode(text, place)
    except RecursionError:
        return TOO_DEEP
    except ValueError as error:
        return f"no JSON: {_message(error)}"
    return "holds no list of articles, and is no article itself"
