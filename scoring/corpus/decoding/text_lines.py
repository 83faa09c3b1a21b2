"""The lines of a file, each decoded by itself, and the reading of a file that is read line by line."""

import codecs
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from scoring.corpus.containers.packed import BrokenArchiveError, open_unpacked
from scoring.corpus.contract import Item, Refusal, Remark, Source
from scoring.corpus.decoding.decode import binary_kind, peek, wide_encoding
from scoring.corpus.decoding.encoding import guess_encoding

MAX_LINE_BYTES = 16_000_000
"""Longer lines are not read into memory: eight times the longest article that is accepted, as UTF-8."""


@dataclass(slots=True)
class Recoding:
    """What `text_lines` has done so far: how many `lines` were not UTF-8, and the `encoding` it assumed for them."""

    lines: int = 0
    encoding: str = ""


def text_lines(stream: BinaryIO, recoding: Recoding) -> Iterator[str | None]:
    """The lines of a stream, each ending in `\\n` (the last may not); None for one over `MAX_LINE_BYTES`.

    Each line is decoded by itself, so that one badly encoded row does not spoil the others; such lines are
    counted in `recoding`. Raises what reading the stream raises (see `BrokenArchiveError`), and tells its line.
    """
    told = 0
    try:
        for line in _text_lines(stream, recoding):
            told += 1
            yield line
    except BrokenArchiveError as error:
        error.line = told + 1
        raise


def _text_lines(stream: BinaryIO, recoding: Recoding) -> Iterator[str | None]:
    wide = wide_encoding(peek(stream))
    if wide is not None and wide != "utf-8-sig":
        text = io.TextIOWrapper(stream, wide, errors="replace")
        try:
            yield from text
        finally:
            with suppress(ValueError):  # whoever opened the stream has closed it already
                text.detach()
        return
    data = stream.readline(MAX_LINE_BYTES).removeprefix(codecs.BOM_UTF8)
    while data:
        if len(data) >= MAX_LINE_BYTES - len(codecs.BOM_UTF8) and not data.endswith(b"\n"):
            while data and not data.endswith(b"\n"):
                data = stream.readline(MAX_LINE_BYTES)
            yield None
        else:
            line = _decode_line(data, recoding)
            if "\r" in line:
                *whole, last = line.replace("\r\n", "\n").replace("\r", "\n").split("\n")
                yield from (f"{part}\n" for part in whole)
                if last:
                    yield last
            else:
                yield line
        data = stream.readline(MAX_LINE_BYTES)


def _decode_line(data: bytes, recoding: Recoding) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        recoding.lines += 1
        recoding.encoding = recoding.encoding or guess_encoding(data)
        return data.decode(recoding.encoding, errors="replace")


def items_of_lines(
    source: Source, what: str, read: Callable[[Iterator[str | None]], Iterator[Item]]
) -> Iterator[Item]:
    """What `read` finds in the lines of a file, up to a damaged place; a refusal if they are not text.

    `what` is the kind of file in that refusal ("a PDF, not a table").
    """
    label = source.label
    recoding = Recoding()
    try:
        with open_unpacked(source.path) as stream:
            kind = binary_kind(peek(stream))
            if kind is None:
                yield from read(text_lines(stream, recoding))
            else:
                yield Refusal(label, None, f"{kind}, not {what}")
    except BrokenArchiveError as error:
        yield Refusal(label, error.line, f"the archive breaks off, what comes after is lost ({error})")
    if recoding.lines:
        yield Remark(label, None, f"{recoding.lines} lines are not UTF-8; read as {recoding.encoding}")
