"""The records of a WARC archive, found one by one, so that a damaged one does not cost any others.

The format's own rule is followed (ISO 28500: a header with a `Content-Length`, a body, two line ends). If it does not
hold, we look for the next record: in a packed archive, where each record is a member of its own, the next member that
begins with `WARC/`; in a plain one, the next line that begins so.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scoring.corpus.containers.packed import (
    ENGINE_FAULTS,
    MAX_RATIO,
    RATIO_FREE_BYTES,
    BrokenArchiveError,
    is_packed_twice,
    new_engine,
    open_unpacked,
    packing_of,
    read_dictionary,
)

MARK = b"WARC/"
_START = re.compile(rb"WARC/[01]\.\d+\r?\n(?:WARC-|Content-)", re.IGNORECASE)
"""How a record begins, wherever bytes are missing before it."""
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_MAX_HEADER_BYTES = 1 << 16
"""Addresses are up to some kilobytes long."""
_KEPT_BYTES = 1 << 25
"""Of a record, to look for the next one in it if it is not whole: more than the largest page that is read."""
_CHUNK = 1 << 16
_STEPS = {"gzip": 1 << 13, "zstd": 1 << 10}
"""Bytes unpacked at a time: see `packed`."""
_PROBES = {"gzip": 1 << 10, "zstd": 1 << 17}
"""Bytes that surely give the first of what a member holds: a block of Zstandard is given whole."""
_MEMBER_MARKS = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd"}
"""Packings in which every record is a member of its own, and how a member begins."""
_HEAD_BYTES = 32
_LINE_ENDS = b"\r\n"
_RECORD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands: its header, and as much of its body as there is, but nothing of one that is too large.

    `length` is the size of the body. `fault` says why it is not whole; `is_cut_short` means that its header promised
    more, but the next record begins where the body ends.
    """

    header: bytes
    body: bytes
    length: int
    fault: str | None = None
    is_cut_short: bool = False

    def whole(self) -> bytes:
        """The record as an undamaged archive would hold it."""
        header, count = _LENGTH.subn(b"Content-Length: %d\r" % len(self.body), self.header, count=1)
        if not count:
            header = self.header.rstrip(_LINE_ENDS) + b"\r\nContent-Length: %d\r\n\r\n" % len(self.body)
        return header + self.body + b"\r\n\r\n"


def read_records(path: Path) -> Iterator[Record]:
    """All records of an archive, packed or not.

    Raises BrokenArchiveError at the end if there were damaged places, or no record at all; raises OSError.
    """
    with path.open("rb") as stream:
        window = _Window(_pieces(stream, path))
        count = 0
        while window.seek_record():
            count += 1
            yield window.record()
        if not count:
            raise BrokenArchiveError("it holds no record of a WARC archive")
        if window.damages:
            places = "place" if window.damages == 1 else "places"
            raise BrokenArchiveError(
                f"it is damaged, or breaks off, in {window.damages} {places}; the records that are whole were read"
            )


class _Window:
    """The bytes from the current record on. A class because bytes are looked at before they are taken."""

    def __init__(self, pieces: Iterator[bytes | None]) -> None:
        self._pieces = pieces
        self._data = bytearray()
        self._at = 0
        self._is_gap = False  # whatever follows the bytes at hand does not belong to them
        self._is_end = False
        self.damages = 0

    def _fill(self, count: int) -> int:
        """Get `count` bytes at hand, or all there are before the next gap; returns how many there are."""
        while len(self._data) - self._at < count and not self._is_gap and not self._is_end:
            piece = next(self._pieces, b"")
            if piece is None:
                self._is_gap = True
                self.damages += 1
            elif piece:
                self._data += piece
            else:
                self._is_end = True
        return len(self._data) - self._at

    def _drop(self, count: int) -> None:
        self._at += count
        if self._at > _CHUNK:
            del self._data[: self._at]
            self._at = 0

    def seek_record(self) -> bool:
        """Go to the next record; False at the end."""
        is_junk = False
        while True:
            have = self._fill(_CHUNK)
            if not have:
                if not self._is_gap:
                    self.damages += is_junk
                    return False
                self._is_gap = False
                continue
            data = bytes(self._data[self._at :])
            blank = have - len(data.lstrip(_LINE_ENDS))
            if data.startswith(MARK, blank):
                self._drop(blank)
                self.damages += is_junk
                return True
            found = _START.search(data)
            if found is not None:
                self.damages += 1
                self._drop(found.start())
                return True
            is_junk |= blank < have
            keep = 0 if self._is_gap or self._is_end else _HEAD_BYTES
            self._drop(max(1, have - keep))

    def record(self) -> Record:
        """The record that begins here, taken."""
        have = self._fill(_MAX_HEADER_BYTES)
        end = _HEADER_END.search(self._data, self._at, self._at + have)
        if end is None:
            following = self._next_start(len(MARK))
            header = self._take(have if following is None else following)
            return Record(header, b"", 0, "its header breaks off")
        header = bytes(self._data[self._at : end.end()])
        self._drop(end.end() - self._at)
        declared = _LENGTH.search(header)
        length = int(declared[1]) if declared else 0
        have = self._fill(min(length, _KEPT_BYTES) + _HEAD_BYTES)
        if length > _KEPT_BYTES and have >= _KEPT_BYTES and self._next_start() is None:
            missing = self._skip(length)
            return Record(header, b"", length, "it breaks off" if missing else None)
        if declared and have >= length and (self._ends_at(length) or self._is_closed_at(length)):
            return Record(header, self._take(length), length)
        return self._mended(header, length)

    def _mended(self, header: bytes, length: int) -> Record:
        """A record that is not whole or whose length is wrong: it ends where the next one begins."""
        following = self._next_start()
        while following is None and len(self._data) - self._at < max(length, 1) + _KEPT_BYTES:
            before = len(self._data) - self._at
            if self._fill(before + _CHUNK) == before:
                break
            following = self._next_start(before - _HEAD_BYTES)
        have = len(self._data) - self._at
        body = self._take(have if following is None else following)
        # Without a next record a gap or the end of the file is all that is known: the rest is missing.
        if following is None and (self._is_gap or len(body) < length):
            return Record(header, body, len(body), f"it breaks off after {len(body):,} of {length:,} bytes")
        text = body.rstrip(_LINE_ENDS)
        if len(text) < length:
            fault = f"it breaks off after {len(text):,} of {length:,} bytes"
            return Record(header, text, len(text), fault, is_cut_short=True)
        return Record(header, text, len(text))

    def _ends_at(self, length: int) -> bool:
        """Whether, after this many bytes, the archive goes on as it must: with the next record, or not at all."""
        place = self._at + length
        after = bytes(self._data[place : place + _HEAD_BYTES]).lstrip(_LINE_ENDS)
        return not after or MARK.startswith(after[: len(MARK)])

    def _is_closed_at(self, length: int) -> bool:
        """Whether the two line ends that close a record stand after this many bytes."""
        place = self._at + length
        return self._data[place : place + len(_RECORD_END)] == _RECORD_END

    def _next_start(self, after: int = 0) -> int | None:
        found = _START.search(self._data, self._at + max(after, 0))
        return found.start() - self._at if found else None

    def _take(self, count: int) -> bytes:
        body = bytes(self._data[self._at : self._at + count])
        self._drop(count)
        return body

    def _skip(self, count: int) -> int:
        """Skip this many bytes; returns how many were missing."""
        while count:
            have = min(self._fill(min(count, _CHUNK)), count)
            if not have:
                break
            self._drop(have)
            count -= have
        return count


def _pieces(stream: BinaryIO, path: Path) -> Iterator[bytes | None]:
    """The unpacked bytes in pieces; None at each damaged place."""
    packing = packing_of(stream.read(_HEAD_BYTES))
    stream.seek(0)
    if packing in _MEMBER_MARKS and not is_packed_twice(path):
        yield from _of_members(stream, packing)
        return
    with open_unpacked(path) as plain:
        try:
            while piece := plain.read1(_CHUNK):  # type: ignore[attr-defined]
                yield piece
        except BrokenArchiveError:
            yield None


def _of_members(stream: BinaryIO, packing: str) -> Iterator[bytes | None]:
    """The bytes of all members; after a damaged one, those of the next that begins a record."""
    dictionary = read_dictionary(stream) if packing == "zstd" else None
    held = b""  # the packed bytes from the member's start on, since the next may begin within a damaged one
    taken = given = 0
    while True:
        if len(held) < _HEAD_BYTES:
            held += stream.read(_CHUNK)
        if not held.strip(b"\x00"):
            return
        if packing_of(held[:_HEAD_BYTES]) != packing:
            yield None
            held = _next_member(held, stream, packing, dictionary)
            continue
        engine, fed = new_engine(packing, dictionary), 0
        while not engine.eof:
            if fed == len(held):
                held += stream.read(_CHUNK)
            piece = held[fed : fed + _STEPS[packing]]
            try:
                data = engine.decompress(piece)
            except ENGINE_FAULTS:
                break
            if not piece:
                break
            taken, given = taken + len(piece), given + len(data)
            if given > RATIO_FREE_BYTES and given > MAX_RATIO * taken:
                yield None
                return
            fed += len(piece)
            yield from (data,) if data else ()
            if fed > _KEPT_BYTES:
                held, fed = held[fed:], 0
        if engine.eof:
            held = engine.unused_data + held[fed:]
        else:
            yield None
            held = _next_member(held[1:], stream, packing, dictionary)


def _next_member(held: bytes, stream: BinaryIO, packing: str, dictionary: bytes | None) -> bytes:
    """The packed bytes from the next member that begins a record; nothing if there is none."""
    mark, probe = _MEMBER_MARKS[packing], _PROBES[packing]
    place = 0
    while True:
        place = held.find(mark, place)
        at_hand = len(held) - place if place >= 0 else 0
        if at_hand < probe and (more := stream.read(max(_CHUNK, probe))):
            # The end of what was searched may be the beginning of a mark.
            held = (held[place:] if place >= 0 else held[-len(mark) :]) + more
            place = 0
            continue
        if place < 0:
            return b""
        with suppress(*ENGINE_FAULTS):
            if new_engine(packing, dictionary).decompress(held[place : place + probe]).startswith(MARK):
                return held[place:]
        place += 1
