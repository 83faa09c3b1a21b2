"""Packed files (gzip, bzip2, xz, Zstandard), recognised by their first bytes and unpacked as a stream.

We do not use the streams of the standard library, because a damaged file must yield everything before the damage,
every packing must raise the same error, and memory must stay bounded.
"""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import zstandard

ENDINGS: Mapping[str, str] = {
    ".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".lzma": "lzma", ".zst": "zstd", ".zstd": "zstd",
}  # fmt: skip
"""What the ending of a packed file promises."""
MAX_LAYERS = 3
"""A web server may pack a file that is packed already; more layers are no accident."""
MAX_RATIO = 1_000
"""Text is packed to a tenth, the most repetitive table to a hundredth; deflate cannot go beyond this at all."""
RATIO_FREE_BYTES = 100_000_000
"""Below this size any ratio is harmless."""
_BUFFER_BYTES = 1 << 16
_HEAD_BYTES = 32
"""The longest signature that is compared has ten bytes."""
_GZIP_SLICE = 1 << 13
_SLICE = 1 << 10
"""Bytes unpacked at a time: a kilobyte of bzip2 or Zstandard may hold 30 MB, one of deflate one megabyte."""
_FILL_BYTES = 1 << 14
_MAX_WINDOW = 1 << 31
"""The largest that Zstandard has (`--long=31`); such collections are in use."""
_DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18"
"""The first frame of a `.warc.zst` may hold the dictionary that all others need (IIPC, WARC in Zstandard)."""
_LZMA_HEADER_BYTES = 13


class BrokenArchiveError(EOFError):
    """A packed file or an archive is damaged or breaks off; everything before that place has been read.

    `line` is the line that could not be read whole, where lines were read.
    """

    line: int | None = None


class _Engine(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def packing_of(head: bytes) -> str | None:
    """How a file is packed, by its first bytes; None where it is not.

    >>> packing_of(zlib.compress(b"rain", wbits=31)), packing_of(b"BZh is no word"), packing_of(b"Rain fell.")
    ('gzip', None, None)
    """
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return "bzip2"
    if head.startswith(b"\xfd7zXZ\x00"):
        return "xz"
    if head.startswith(b"]\x00\x00") and len(head) >= _LZMA_HEADER_BYTES:
        return "lzma"
    if head.startswith(b"\x28\xb5\x2f\xfd") or (head[1:4] == b"\x2a\x4d\x18" and head[0] >> 4 == 5):
        return "zstd"
    return None


def open_unpacked(path: Path) -> BinaryIO:
    """Open a file for reading, unpacked where its first bytes say that it is packed. Raises OSError.

    Reading raises BrokenArchiveError where the packing is damaged, after all that could be unpacked.
    """
    stream: BufferedReader = path.open("rb")
    try:
        for _ in range(MAX_LAYERS):
            packing = packing_of(stream.peek(_HEAD_BYTES)[:_HEAD_BYTES])
            if packing is None:
                break
            stream = unpacked(stream, packing)
    except BrokenArchiveError:
        pass  # nothing comes before the damage: the first read raises the error again
    except BaseException:
        stream.close()
        raise
    return cast(BinaryIO, stream)


def without_packing(name: str) -> str:
    """A file's name without the ending that says how it is packed.

    >>> without_packing("harbour.csv.gz"), without_packing("harbour.csv")
    ('harbour.csv', 'harbour.csv')
    """
    ending = Path(name).suffix.lower()
    return name[: -len(ending)] if ending in ENDINGS else name


def is_packed(path: Path) -> bool:
    """Whether a file is packed, by its first bytes. Raises OSError."""
    with path.open("rb") as stream:
        return packing_of(stream.read(_HEAD_BYTES)) is not None


def is_packed_twice(path: Path) -> bool:
    """Whether what a packed file holds is packed as well. Raises OSError."""
    with path.open("rb") as stream:
        packing = packing_of(stream.peek(_HEAD_BYTES)[:_HEAD_BYTES])
        if packing is None:
            return False
        try:
            return packing_of(unpacked(stream, packing).read(_HEAD_BYTES)) is not None
        except BrokenArchiveError:
            return False


def unpacked(stream: BinaryIO, packing: str) -> BufferedReader:
    """What a packed stream holds; closing it closes both."""
    return BufferedReader(_Unpacked(stream, packing), _BUFFER_BYTES)


def new_engine(packing: str, dictionary: bytes | None = None) -> _Engine:
    """What unpacks one member of a packed file."""
    if packing == "zstd":
        words = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        decompressor = zstandard.ZstdDecompressor(dict_data=words, max_window_size=_MAX_WINDOW)
        return cast(_Engine, decompressor.decompressobj())
    plain: Mapping[str, Callable[[], object]] = {
        "gzip": lambda: zlib.decompressobj(wbits=31),
        "deflate": lambda: zlib.decompressobj(wbits=-15),
        "bzip2": bz2.BZ2Decompressor,
        "xz": lzma.LZMADecompressor,
        "lzma": lzma.LZMADecompressor,
    }
    return cast(_Engine, plain[packing]())


ENGINE_FAULTS = (zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError, EOFError, ValueError)
"""What an engine raises on damaged bytes."""


class _Unpacked(io.RawIOBase):
    """The bytes of all members of a packed stream, one after another."""

    def __init__(self, packed: BinaryIO, packing: str) -> None:
        super().__init__()
        self._packed = packed
        self._packing = packing
        self._dictionary = read_dictionary(packed) if packing == "zstd" else None
        self._engine: _Engine | None = None
        self._input = b""
        self._output = b""
        self._taken = self._given = 0
        self._fault: str | None = None
        self._ended = False

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        if not self.closed:
            self._packed.close()
        super().close()

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        wanted = min(len(view), _FILL_BYTES)
        pieces = [self._output]
        size = len(self._output)
        while size < wanted and not self._ended and self._fault is None:
            piece = self._step()
            pieces.append(piece)
            size += len(piece)
        if not size and self._fault is not None:
            raise BrokenArchiveError(self._fault)
        data = b"".join(pieces)
        count = min(len(view), size)
        view[:count] = data[:count]
        self._output = data[count:]
        return count

    def _step(self) -> bytes:
        """Unpack the next piece; the end, or damage, is recorded in `_ended` and `_fault`."""
        if len(self._input) < _HEAD_BYTES:
            self._input += self._packed.read(_BUFFER_BYTES)
        if self._engine is None or self._engine.eof:
            # Whatever follows a whole member and is not a member itself is padding, which every unpacker ignores.
            if packing_of(self._input[:_HEAD_BYTES]) != self._packing:
                self._ended = True
                return b""
            self._engine = new_engine(self._packing, self._dictionary)
        elif not self._input:
            self._fault = "its end is missing"
            return b""
        return self._fed(self._engine)

    def _fed(self, engine: _Engine) -> bytes:
        slice_bytes = _GZIP_SLICE if self._packing == "gzip" else _SLICE
        piece, self._input = self._input[:slice_bytes], self._input[slice_bytes:]
        before = engine.copy() if self._packing == "gzip" else None  # type: ignore[attr-defined]
        try:
            data = engine.decompress(piece)
        except ENGINE_FAULTS as error:
            self._fault = _fault_text(error)
            data = _until_fault(before, piece) if before is not None else b""
        else:
            if engine.eof:
                self._input = engine.unused_data + self._input
        self._taken += len(piece)
        self._given += len(data)
        if self._given > RATIO_FREE_BYTES and self._given > MAX_RATIO * self._taken:
            self._fault = f"it unpacks to more than {MAX_RATIO:,} times its size"
        return data


def _fault_text(error: Exception) -> str:
    if "incorrect data check" in str(error):
        return "it is damaged: its checksum does not agree, so that what was read of it may be garbled"
    return f"it is damaged: {error}"


def _until_fault(engine: _Engine, piece: bytes) -> bytes:
    """What the bytes before the damaged one unpack to."""
    given = bytearray()
    with suppress(*ENGINE_FAULTS):
        for place in range(len(piece)):
            given += engine.decompress(piece[place : place + 1])
    return bytes(given)


def read_dictionary(packed: BinaryIO) -> bytes | None:
    """The dictionary in the first frame of a Zstandard file, which is then read past; None where there is none."""
    head = cast(BufferedReader, packed).peek(len(_DICTIONARY_FRAME))
    if not head.startswith(_DICTIONARY_FRAME):
        return None
    packed.read(len(_DICTIONARY_FRAME))
    words = packed.read(int.from_bytes(packed.read(4), "little"))
    if packing_of(words[:_HEAD_BYTES]) == "zstd":
        try:
            words = new_engine("zstd").decompress(words)
        except ENGINE_FAULTS as error:
            raise BrokenArchiveError(f"its dictionary is damaged: {error}") from error
    return words
