"""The front matter of static sites: a block of YAML or TOML between `---` or `+++` at the very top of a text."""

import re
import tomllib
from dataclasses import replace

from scoring.corpus.contract import Entry
from scoring.corpus.fields.cells import scalar_text
from scoring.corpus.fields.columns import plain_name
from scoring.corpus.fields.field_names import LABELS, MAX_HEADER_LINES

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"([A-Za-z_][\w -]*):(?:\s+(.*))?$")
_ITEM = re.compile(r"\s*-\s+(.*)$")


def without_front_matter(entry: Entry) -> Entry | None:
    """The entry with the block between `---` or `+++` at its very top read and taken off, if it has one."""
    opening = entry.text.lstrip("\ufeff")[:3]
    if opening not in _FENCES:
        return None
    lines = entry.text.splitlines(keepends=True)
    if lines[0].strip("\ufeff \t\r\n") != opening:
        return None
    closing = next(
        (i for i, line in enumerate(lines[1:MAX_HEADER_LINES], 1) if line.rstrip() in _FENCES[opening]), None
    )
    if closing is None:
        return None
    block = "".join(lines[1:closing])
    values = _yaml(block) if opening == "---" else _toml(block)
    fields: dict[str, str] = {}
    for name, value in (values or {}).items():
        field = LABELS.get(plain_name(name))
        cell = scalar_text(value)
        if field is not None and cell is not None:
            fields.setdefault(field, cell)
    if not fields:
        return None
    return replace(entry, text="".join(lines[closing + 1 :]).lstrip("\r\n"), **fields)  # type: ignore[arg-type]


def _yaml(block: str) -> dict[str, str] | None:
    """The scalars and plain lists (joined by commas) of a YAML mapping; None if it is not a mapping."""
    values: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _KEY.match(line)
        item = _ITEM.match(line)
        if found:
            key, value = found[1], (found[2] or "").strip()
            if value.startswith("[") and value.endswith("]"):
                value = ", ".join(part.strip().strip("'\"") for part in value[1:-1].split(","))
            elif value[:1] in ("|", ">"):
                value = ""
            values[key] = _unquoted(value)
        elif item and key:
            values[key] = ", ".join(filter(None, (values[key], _unquoted(item[1].strip()))))
        elif line[:1].isspace() and key:
            if not values[key]:
                values[key] = _unquoted(line.strip())
        else:
            return None
    return values


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].replace('\\"', '"').replace("''", "'")
    return value


def _toml(block: str) -> dict[str, str] | None:
    try:
        table = tomllib.loads(block)
    except tomllib.TOMLDecodeError:
        return None
    return {
        name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in table.items()
        if not isinstance(value, dict)
    }
