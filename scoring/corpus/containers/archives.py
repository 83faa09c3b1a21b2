"""What ZIP and tar archives hold: their members, one after another, in the order of the archive.

From an archive that lost its table of contents, or is damaged in places, every member that is still whole is read.
"""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from scoring.corpus.containers.file_names import decoded_name, safe_parts, zip_name
from scoring.corpus.containers.packed import (
    ENGINE_FAULTS,
    MAX_RATIO,
    RATIO_FREE_BYTES,
    BrokenArchiveError,
    open_unpacked,
)
from scoring.corpus.containers.zip_remains import ZIP_MARK, remaining_members
from scoring.corpus.contract import Head

_TAR_MARK = b"ustar"
_TAR_MARK_PLACE = 257
_TAR_HEAD_BYTES = 512
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
MEMBER_FAULTS = (*ENGINE_FAULTS, zipfile.BadZipFile, tarfile.TarError, NotImplementedError, RuntimeError)
"""What opening or reading a member may raise: damage, an unknown packing, a password."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its place in the archive's order, its path as safe parts, its unpacked size.

    `fault` says why it cannot be read at all; `open` gives its bytes while the archive is walked.
    """

    index: int
    parts: tuple[str, ...]
    size: int
    open: Callable[[], BinaryIO]
    fault: str | None = None


def is_tar(head: bytes) -> bool:
    """Whether the first bytes (512 are enough) are those of a tar archive."""
    return head[_TAR_MARK_PLACE:].startswith(_TAR_MARK)


def is_archive(head: Head) -> bool:
    """Whether a file is a ZIP or tar archive by its beginning; an Office file is a ZIP archive as well."""
    return head.data.startswith(ZIP_MARK) or is_tar(head.data)


def walk_members(path: Path) -> Iterator[Member]:
    """Every file in a ZIP or tar archive, packed or not; each can be opened only until the next is requested.

    Raises BrokenArchiveError where the archive is damaged, after all that can still be read, and OSError.
    """
    with open_unpacked(path) as stream:
        head = cast(io.BufferedReader, stream).peek(_TAR_HEAD_BYTES)
        # A tar's last member may be a ZIP, so that its end looks like one.
        if is_tar(head) or not (head.startswith(ZIP_MARK) or zipfile.is_zipfile(path)):
            yield from _in_tar(stream)
            return
    yield from _in_zip(path)


def _in_zip(path: Path) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        with path.open("rb") as stream:
            yield from (
                Member(number, safe_parts(remain.name), remain.size, remain.open, _password(remain.flags))
                for number, remain in enumerate(remaining_members(stream))
            )
        raise BrokenArchiveError(
            f"its table of contents is missing or damaged ({error}); only the members that are whole are read"
        ) from error
    with archive:
        infos = archive.infolist()
        total = sum(info.file_size for info in infos)
        if total > RATIO_FREE_BYTES and total > MAX_RATIO * path.stat().st_size:
            raise BrokenArchiveError(
                f"it unpacks to more than {MAX_RATIO:,} times its size; nothing of it is read"
            )
        for number, info in enumerate(infos):
            if not info.is_dir():
                name = zip_name(info.orig_filename, is_utf8=bool(info.flag_bits & _UTF8_NAME))
                opened = _opener(archive, info)
                yield Member(number, safe_parts(name), info.file_size, opened, _password(info.flag_bits))


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast(BinaryIO, archive.open(info))


def _password(flags: int) -> str | None:
    return "it is locked with a password; unlock it first" if flags & _ENCRYPTED else None


def _in_tar(stream: BinaryIO) -> Iterator[Member]:
    damaged = 0

    class Header(tarfile.TarInfo):
        """A header that counts those that are damaged; the library would step over them in silence."""

        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "Header":
            nonlocal damaged
            try:
                return super().frombuf(buf, encoding, errors)
            except tarfile.HeaderError:
                damaged += any(buf)
                raise

    try:
        # `ignore_zeros` continues after a damaged header, and reads archives that were concatenated.
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=Header, ignore_zeros=True) as archive:
            for number, info in enumerate(archive):
                vars(archive)["members"] = []  # else all headers are kept
                if info.isreg():
                    parts = safe_parts(_tar_name(info.name))
                    yield Member(number, parts, info.size, _tar_opener(archive, info))
    except (tarfile.TarError, zlib.error) as error:
        raise BrokenArchiveError(f"it breaks off ({error})") from error
    if damaged:
        raise BrokenArchiveError("a member's header is damaged; what it names is lost")


def _tar_name(name: str) -> str:
    return name if name.isascii() else decoded_name(name.encode("utf-8", "surrogateescape"))


def _tar_opener(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        stream = archive.extractfile(info)
        if stream is None:
            raise BrokenArchiveError("it holds no bytes")
        return cast(BinaryIO, stream)

    return opened
