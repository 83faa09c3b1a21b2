"""Readers of other packages, made safe: whatever they do costs one remark or one reject, never the run."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace

from scoring.corpus.contract import ColumnMap, Entry, Item, Reader, Refusal, Remark, Source
from scoring.schema.plugins import Plugin, PluginError, told

_ENDING = re.compile(r"\.[a-z0-9_-]{1,20}")
_LAST_ROW = (1 << 63) - 1
"""The largest number that the column `row` holds."""
_PLACES = ("nothing", "lines", "any")
_Read = Callable[[Source, ColumnMap], Iterator[Item]]


def plugged(plugin: Plugin, kinds: frozenset[str], endings: frozenset[str]) -> Reader | Remark:
    """The reader that a plug-in declares, made safe; or a remark in its package's name on why it cannot be used.

    `kinds` and `endings` are those already taken by other readers.
    """
    fault: str | None = None
    try:
        reader = plugin.load()
    except PluginError as error:
        fault = f"{error}; install it again, or remove it"
    else:
        if isinstance(reader, Reader):
            fault = _misdeclared(reader) or _collision(reader, kinds, endings)
        else:
            fault = f"it is no scoring.corpus.contract.Reader but of the type {type(reader).__name__}"
    if fault is not None or not isinstance(reader, Reader):
        return Remark(plugin.package, None, f"the reader {plugin.name} is not used: {fault}")
    whose = f"the reader {plugin.name} of the package {plugin.package}"
    return replace(reader, read=_safe_read(reader.read, whose))


def _collision(reader: Reader, kinds: frozenset[str], endings: frozenset[str]) -> str | None:
    """What a reader declares that another one already has."""
    if reader.kind in kinds:
        return f"another reader has its kind {reader.kind!r}"
    taken = sorted(endings.intersection(reader.endings))
    return f"another reader has its endings ({', '.join(taken)})" if taken else None


def _misdeclared(reader: Reader) -> str | None:
    """What is wrong with a declaration by itself."""
    bytes_told = isinstance(reader.begins, tuple) and all(
        isinstance(first, bytes) and first for first in reader.begins
    )
    checks = (
        (isinstance(reader.kind, str) and bool(reader.kind), "its kind is no name"),
        (isinstance(reader.what, str) and bool(reader.what), "it does not say what it reads (`what`)"),
        (
            isinstance(reader.endings, tuple)
            and all(isinstance(ending, str) and _ENDING.fullmatch(ending) for ending in reader.endings),
            "its endings are no tuple of endings like '.rtf', in small letters",
        ),
        (bytes_told, "`begins` is no tuple of first bytes"),
        (callable(reader.read), "`read` is no function"),
        (reader.recognise is None or callable(reader.recognise), "`recognise` is no function"),
        (reader.salvage in _PLACES, f"`salvage` is none of {', '.join(_PLACES)}"),
        (
            reader.most_bytes is None or isinstance(reader.most_bytes, int),
            "`most_bytes` is no number of bytes",
        ),
        (
            bool(reader.endings or reader.begins or reader.recognise),
            "nothing says which files are its own (endings, begins or recognise)",
        ),
    )
    return next((fault for is_sound, fault in checks if not is_sound), None)


def _safe_read(read: _Read, whose: str) -> _Read:
    """A plug-in's `read`, held to the contract; if it raises, the rest of its file is refused."""

    def safely(source: Source, mapping: ColumnMap) -> Iterator[Item]:
        is_told = False
        try:
            for item in read(source, mapping):
                fault = _fault_of(item, source.label)
                is_told |= fault is not None or not isinstance(item, Remark)
                yield _plain(item) if fault is None else Refusal(source.label, None, f"{whose} gives {fault}")
        except (KeyboardInterrupt, GeneratorExit, OSError):  # OSError is told as of any file
            raise
        except BaseException as error:  # noqa: BLE001 - a package may raise anything, SystemExit too
            reason = f"{whose} failed: {told(error)} (what comes after in this file is lost)"
            yield Refusal(source.label, None, reason)
        else:
            if not is_told:
                yield Refusal(source.label, None, f"{whose} found no article in it")

    return safely


def _fault_of(item: object, label: str) -> str | None:
    """Why something that a reader yields cannot be used; None if it can."""
    if type(item) not in (Entry, Refusal, Remark):
        return f"{type(item).__name__} in the place of an Entry, a Refusal or a Remark"
    for declared in fields(item):  # type: ignore[arg-type]
        value = getattr(item, declared.name)
        if declared.name == "notes":
            is_sound = isinstance(value, tuple) and all(isinstance(note, str) for note in value)
        elif declared.name == "row":
            is_sound = value is None or (type(value) is int and 0 <= value <= _LAST_ROW)
        else:
            is_sound = isinstance(value, declared.type)  # type: ignore[arg-type]
        if not is_sound:
            return f"a record whose {declared.name} is not of the declared type ({type(item).__name__})"
    file = getattr(item, "file", "")
    return (
        None if file == label or file.startswith(f"{label}/") else "a record of a file that it does not read"
    )


def _plain(item: Item) -> Item:
    """The item with valid Unicode in the fields that the door does not clean, and never marked as our own fault."""
    if isinstance(item, Refusal):
        return Refusal(_valid(item.file), item.row, _valid(item.reason))
    if isinstance(item, Remark):
        return Remark(_valid(item.file), item.row, _valid(item.note))
    return replace(item, file=_valid(item.file), notes=tuple(map(_valid, item.notes)))


def _valid(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode()
