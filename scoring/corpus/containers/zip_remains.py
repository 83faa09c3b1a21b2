"""What is left of a ZIP archive that lost its table of contents: each member also has a header of its own."""

import io
import mmap
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import BinaryIO, cast

from scoring.corpus.containers.file_names import zip_name
from scoring.corpus.containers.packed import BrokenArchiveError, new_engine

ZIP_MARK = b"PK\x03\x04"
"""Begins each member of a ZIP archive (PKWARE APPNOTE 4.3.7)."""
_HEADER = struct.Struct("<4s2B4HL2L2H")
_STORED, _DEFLATED = 0, 8
_SIZES_FOLLOW = 0x8
_UTF8_NAME = 0x800
_WIDE = 0xFFFFFFFF
_WIDE_SIZES = struct.Struct("<HHQQ")
_WIDE_SIZES_FIELD = 1
_MAX_VERSION = 63
"""The highest version in the format: random bytes that look like a header seldom have a valid one."""
_FOLLOWING_MARK = b"PK\x07\x08"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Remain:
    """A member found by its own header. `size` is the unpacked size, 0 if not given; `packed` is None if unknown."""

    data: mmap.mmap
    name: str
    flags: int
    method: int
    checksum: int | None
    size: int
    packed: int | None
    start: int

    def open(self) -> BinaryIO:
        """Its bytes, which end in BrokenArchiveError if the member is not whole."""
        return cast(BinaryIO, BufferedReader(_Remains(self)))


def remaining_members(stream: BinaryIO) -> Iterator[Remain]:
    """Every member whose header is still there, whole or not. The stream must be a file's."""
    try:
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except ValueError:  # an empty file
        return
    with data:
        place = data.find(ZIP_MARK)
        while place >= 0:
            remain = _remain(data, place)
            if remain is None:
                place = data.find(ZIP_MARK, place + 1)
                continue
            if not remain.name.endswith("/"):
                yield remain
            place = data.find(ZIP_MARK, remain.start + (remain.packed or 0))


def _remain(data: mmap.mmap, place: int) -> Remain | None:
    header = data[place : place + _HEADER.size]
    if len(header) < _HEADER.size:
        return None
    _, version, _, flags, method, _, _, checksum, packed, size, name_bytes, extra_bytes = _HEADER.unpack(
        header
    )
    after_name = place + _HEADER.size + name_bytes
    name = data[place + _HEADER.size : after_name]
    if version > _MAX_VERSION or not name or method not in (_STORED, _DEFLATED):
        return None
    extra = data[after_name : after_name + extra_bytes]
    if packed == _WIDE and len(extra) >= _WIDE_SIZES.size:
        field, _, size, packed = _WIDE_SIZES.unpack_from(extra)
        if field != _WIDE_SIZES_FIELD:
            return None
    open_end = bool(flags & _SIZES_FOLLOW)
    if open_end and method == _STORED:
        return None  # nothing says where it ends
    is_utf8 = bool(flags & _UTF8_NAME)
    return Remain(
        data=data,
        name=zip_name(name.decode("utf-8" if is_utf8 else "cp437", errors="replace"), is_utf8=is_utf8),
        flags=flags,
        method=method,
        checksum=None if open_end else checksum,
        size=0 if open_end else size,
        packed=None if open_end else packed,
        start=after_name + extra_bytes,
    )


class _Remains(io.RawIOBase):
    """The unpacked bytes of one remaining member; its checksum is verified at the end."""

    def __init__(self, remain: Remain) -> None:
        super().__init__()
        self._remain = remain
        self._place = remain.start
        self._end = len(remain.data) if remain.packed is None else remain.start + remain.packed
        self._engine = new_engine("deflate") if remain.method == _DEFLATED else None
        self._checksum = 0
        self._output = b""
        self._proved = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._output and not self._proved:
            self._output = self._step()
        count = min(len(view), len(self._output))
        view[:count] = self._output[:count]
        self._output = self._output[count:]
        return count

    def _step(self) -> bytes:
        engine = self._engine
        if (engine is not None and engine.eof) or (engine is None and self._place >= self._end):
            self._prove()
            return b""
        piece = self._remain.data[self._place : min(self._place + _CHUNK, self._end)]
        if not piece:
            raise BrokenArchiveError("it breaks off")
        self._place += len(piece)
        try:
            data = piece if engine is None else engine.decompress(piece)
        except zlib.error as error:
            raise BrokenArchiveError(f"it is damaged: {error}") from error
        if engine is not None and engine.eof:
            self._place -= len(engine.unused_data)
        self._checksum = zlib.crc32(data, self._checksum)
        return data

    def _prove(self) -> None:
        expected = self._remain.checksum
        if expected is None:  # it follows the data, mostly behind a mark
            follows = self._remain.data[self._place : self._place + len(_FOLLOWING_MARK) + 4]
            told = follows.removeprefix(_FOLLOWING_MARK)[:4]
            expected = int.from_bytes(told, "little") if len(told) == len(_FOLLOWING_MARK) else self._checksum
        if self._place > len(self._remain.data) or expected != self._checksum:
            raise BrokenArchiveError("it is damaged: its checksum does not agree")
        self._proved = True
