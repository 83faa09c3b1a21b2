"""The content of a cell as text: records and lists reduced, Python's and JSON's notation read.

A cell may be a record (`{"rendered": "<p>..."}`), a list of records (`[{"name": "Ann Lee"}]`), or either of these
written out as a string, which is how pandas saves it to a CSV. The keys looked up, and their order, are in
`scoring.corpus.fields.field_names`.
"""

import ast
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from scoring.corpus.decoding.decode import decode
from scoring.corpus.fields.field_names import (
    FIRST_NAMES,
    INLINE_KINDS,
    KIND_KEYS,
    LAST_NAMES,
    NO_TEXT_KINDS,
    PART_KEYS,
    REDUCED_BY,
    TEXT_KEYS,
)

MISSING = frozenset(
    ("", "nan", "none", "null", "n/a", "na", "-", "unknown", "nat", "undefined", "<na>", "nil", "\\n", "[]", "{}")
)  # fmt: skip
"""Ways of writing an empty metadata field, in lower case; `\\N` is MySQL's."""
_DEEPEST = 20
"""Records within records; the deepest of the usual exports has six."""
_MANY_DIGITS = 4000
"""Nobody writes whole numbers of more digits, and Python refuses to print them."""
_ONE_VALUE = frozenset(("url", "published", "language", "article_id"))
"""Fields of which an article has only one; of a list, the first that is not empty."""
_JOINED_BY = ", "
_SENTENCE_ENDS = frozenset('.!?…"”’')
_OPENING_MARKS = frozenset("\"“‘'")

_QUOTED = r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+\""""
_LIST_OF_STRINGS = re.compile(
    rf"\[\s*+(?:u?(?:{_QUOTED})(?:\s*+,\s*+|\s++|(?=\])))*+(?:(?:\.\.\.|None|nan|null)\s*+,?\s*+)?\]",
    re.DOTALL,
)
_STRING = re.compile(_QUOTED, re.DOTALL)
_BYTES = re.compile(rf"b(?:{_QUOTED})", re.DOTALL)
_ARRAY_WRAPPING = re.compile(r"^(?:array|list|tuple)\((.*?)(?:,\s*dtype=\w+)?\)$", re.DOTALL)
_SQL_ARRAY = re.compile(r'\{(?:[^{}:"]++|"[^"{}]*+")++\}')
_STRUCT_TIME = re.compile(
    r"(?:time\.)?struct_time\(tm_year=(\d{1,4}), tm_mon=(\d\d?), tm_mday=(\d\d?), tm_hour=(\d\d?), tm_min=(\d\d?), "
    r"tm_sec=(\d\d?)"
)
_DATE_CALL = re.compile(r"(?:datetime\.)?(?:datetime|date|Timestamp|DatetimeIndex)\(([^()]*)")
_FIGURES = re.compile(r"\s*\d{1,4}\s*")
_NUMBERS = re.compile(r"[\[(]((?:\s*\d{1,4}\s*,){2,8}\s*-?\d{1,4}\s*)[\])]")
_STRUCT_MIN, _STRUCT_MOST = 3, 9
"""Numbers in a list that is a moment: year, month, day, up to what `time.struct_time` has."""
_YEARS = range(1600, 2101)


def unfolded(cell: str) -> object:
    """The list or record that a cell spells out as a string; any other cell as it is.

    >>> unfolded("['Ann Lee', 'Bo Ray']"), unfolded("['Ann' 'Bo']"), unfolded('[sic] he said')
    (['Ann Lee', 'Bo Ray'], ['Ann', 'Bo'], '[sic] he said')
    """
    bare = cell.strip()
    if bare[:1] in "[{" and bare[-1:] in "]}" and bare:
        return _literal(bare, cell)
    if bare[:2] in ("b'", 'b"') and _BYTES.fullmatch(bare):
        return _evaluated(bare, cell)
    wrapped = _ARRAY_WRAPPING.match(bare) if bare[:2] in ("ar", "li", "tu") and bare[-1:] == ")" else None
    return _literal(wrapped[1], cell) if wrapped else cell


def _literal(bare: str, cell: str) -> object:
    if bare[0] == "[" and _LIST_OF_STRINGS.fullmatch(bare):
        return [_evaluated(found[0], found[0][1:-1]) for found in _STRING.finditer(bare)]
    if bare[0] == "[" and bare[1:].lstrip()[:1] not in ("{", "[", '"', "'"):
        return cell
    try:
        return json.loads(bare)
    except (ValueError, RecursionError):
        pass
    found = _evaluated(bare, cell)
    return found if isinstance(found, list | dict) else cell


def _evaluated(literal: str, otherwise: str) -> object:
    try:
        return ast.literal_eval(literal)
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return otherwise


def running_text(value: object, depth: int = 0) -> str | None:
    """The text that a cell holds, each paragraph on its own line; None if it holds none.

    >>> running_text({"summary": ["Rain."], "sections": [{"headline": "", "paragraphs": ["It fell.", "Much."]}]})
    'Rain.\\nIt fell.\\nMuch.'
    >>> running_text([{"type": "text/html", "value": "<p>Rain</p>"}]), running_text(["It fell.", "Much."])
    ('<p>Rain</p>', 'It fell.\\nMuch.')
    """
    if isinstance(value, str):
        held = unfolded(value) if depth == 0 else value
        if isinstance(held, str):
            return value if value.strip() else None
        return running_text(held, depth + 1) or (value if value.strip() else None)
    if isinstance(value, bytes):
        return decode(value)[0] if value.strip() else None
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return _text_of_record(value, depth)
    if isinstance(value, list | tuple):
        return _text_of_list(value, depth)
    return None


def _text_of_record(record: Mapping[object, object], depth: int) -> str | None:
    keys = {str(key).lower(): key for key in record}
    for known in TEXT_KEYS:
        if known in keys and (text := running_text(record[keys[known]], depth + 1)):
            return text
    if record and all(key.isdigit() for key in keys):
        return _text_of_list([record[keys[key]] for key in sorted(keys, key=_as_number)], depth)
    parts = [running_text(record[keys[key]], depth + 1) for key in keys if key in PART_KEYS]
    return "\n".join(part for part in parts if part) or None


def _as_number(digits: str) -> tuple[int, str]:
    return len(digits), digits


def _text_of_list(values: Sequence[object], depth: int) -> str | None:
    records = [value for value in values if isinstance(value, Mapping)]
    if records and len(records) == len(values):
        if all("/" in _kind_of(record) for record in records):  # the same text, once as HTML and once without
            texts = [text for record in records if (text := running_text(record, depth + 1))]
            return max(texts, key=len, default=None)
        if all(_kind_of(record) in INLINE_KINDS for record in records) and not any(
            "\n" in (running_text(record, depth + 1) or "").strip() or "content" in record
            for record in records
        ):
            parts = [running_text(record, depth + 1) or "" for record in records]
            return _in_line(parts) or None
    texts = []
    for value in values:
        if isinstance(value, Mapping) and _kind_of(value) in NO_TEXT_KINDS:
            continue
        text = value if isinstance(value, str) else running_text(value, depth + 1)
        if text is not None:
            texts.append(text)
    joined = "\n".join(texts)
    return joined if joined.strip() else None


def _in_line(parts: Sequence[str]) -> str:
    """Pieces of one line joined as they stand; sentences with no space between them become paragraphs.

    >>> _in_line(["It ", "fell."]), _in_line(["It fell.", "Then it stopped."])
    ('It fell.', 'It fell.\\nThen it stopped.')
    """
    joined = ""
    for part in parts:
        starts_anew = joined[-1:] in _SENTENCE_ENDS and (part[:1].isupper() or part[:1] in _OPENING_MARKS)
        joined += f"\n{part}" if joined and part and starts_anew else part
    return joined


def _kind_of(record: Mapping[object, object]) -> str:
    for key in KIND_KEYS:
        kind = record.get(key) or record.get("nodeType" if key == "nodetype" else key)
        if isinstance(kind, str):
            return kind.lower()
    return ""


def scalar_text(value: object, name: str = "", depth: int = 0) -> str | None:
    """A metadata value of the field `name` as text: numbers and dates as ISO, lists joined, records reduced.

    >>> scalar_text(["Ann Lee", "Bo Ray"]), scalar_text({"id": 3, "name": "Wire"}), scalar_text("N/A")
    ('Ann Lee, Bo Ray', 'Wire', None)
    >>> scalar_text({"$date": "2021-08-30"}, "published"), scalar_text([2021, 8, 30, 10, 15, 0], "published")
    ('2021-08-30', '2021-08-30T10:15:00Z')
    """
    if value is None or isinstance(value, bool) or depth > _DEEPEST:
        return None
    if isinstance(value, str):
        return _from_string(value, name, depth)
    if isinstance(value, list | tuple):
        return _from_list(value, name, depth)
    if isinstance(value, Mapping):
        return _from_record(value, name, depth)
    if isinstance(value, bytes):
        return _from_string(value.decode("utf-8", errors="replace"), name, depth)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and value.bit_length() > _MANY_DIGITS:
        return None
    text = str(value)
    return None if text.lower() in MISSING else text


def _from_string(value: str, name: str, depth: int) -> str | None:
    text = value.strip()
    if text.lower() in MISSING:
        return None
    if name == "published" and (moment := _written_moment(text)):
        return moment
    if text[-1:] in "]})'\"" and depth < 2:
        if name == "byline" and _SQL_ARRAY.fullmatch(text):
            return _from_list([part.strip(' "') for part in text[1:-1].split(",")], name, depth + 1)
        held = unfolded(text)
        if not isinstance(held, str):
            return scalar_text(held, name, depth + 1)
    return text


def _from_list(values: Sequence[object], name: str, depth: int) -> str | None:
    if name == "published" and (moment := _listed_moment(values)):
        return moment
    if name == "url":
        values = sorted(values, key=_is_other_link)
    texts = (text for value in values if (text := scalar_text(value, name, depth + 1)))
    if name in _ONE_VALUE:
        return next(texts, None)
    return _JOINED_BY.join(texts) or None


def _is_other_link(link: object) -> bool:
    """Whether a link in a feed does not lead to the article, but to its picture, its feed or its comments."""
    relation = link.get("rel", link.get("@rel")) if isinstance(link, Mapping) else None
    return relation not in (None, "alternate", "canonical")


def _from_record(record: Mapping[object, object], name: str, depth: int) -> str | None:
    keys = {str(key).lower(): key for key in record}
    for known in REDUCED_BY.get(name, REDUCED_BY[""]):
        if known in keys and (text := scalar_text(record[keys[known]], name, depth + 1)):
            return text
        if known == "name" and name in ("byline", "") and (whole := _whole_name(record, keys)):
            return whole
    if name == "published" and {"year", "month", "day"} <= keys.keys():
        return _listed_moment([record[keys[part]] for part in ("year", "month", "day")])
    if keys and all(key.isdigit() for key in keys):
        return _from_list([record[keys[key]] for key in sorted(keys, key=_as_number)], name, depth)
    return None


def _whole_name(record: Mapping[object, object], keys: Mapping[str, object]) -> str | None:
    def said(names: Iterable[str]) -> str | None:
        return next((text for n in names if n in keys and (text := scalar_text(record[keys[n]]))), None)

    return " ".join(part for part in (said(FIRST_NAMES), said(LAST_NAMES)) if part) or None


def _listed_moment(values: Sequence[object]) -> str | None:
    """A time saved as Python's `time.struct_time`, which feed readers give in UTC."""
    numbers = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
    if not _STRUCT_MIN <= len(numbers) == len(values) <= _STRUCT_MOST or numbers[0] not in _YEARS:
        return None
    return _moment(numbers[:6])


def _moment(numbers: Sequence[int]) -> str | None:
    try:
        moment = datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type, misc]
    except (ValueError, OverflowError, TypeError):
        return None
    if len(numbers) == _STRUCT_MIN:
        return moment.date().isoformat()
    return moment.replace(tzinfo=None).isoformat() + "Z"


def _written_moment(text: str) -> str | None:
    """A time as Python prints it: `datetime.date(2021, 8, 30)`, `Timestamp('2021-08-30')`."""
    if text[:1] not in "[(tsdT":
        return None
    listed = _NUMBERS.fullmatch(text)
    if listed:
        return _listed_moment([int(number) for number in listed[1].split(",")])
    struct = _STRUCT_TIME.match(text)
    if struct:
        return _moment([int(number) for number in struct.groups()])
    call = _DATE_CALL.match(text)
    if call is None:
        return None
    quoted = _STRING.match(call[1])
    if quoted:
        return quoted[0][1:-1]
    numbers = [int(part) for part in call[1].split(",")[:6] if _FIGURES.fullmatch(part)]
    moment = _moment(numbers) if len(numbers) >= _STRUCT_MIN else None
    return moment.removesuffix("Z") if moment else None
