"""Unpacking archives and packed files for their readers: members and contents become files, one at a time.

Readers that need a real file get one, which is removed before the next is made; whatever happens, their folder is
removed when reading ends.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from io import BufferedReader
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from scoring.corpus.containers.archives import MEMBER_FAULTS, Member, walk_members
from scoring.corpus.containers.packed import BrokenArchiveError, is_packed, open_unpacked, packing_of
from scoring.corpus.contract import Refusal, Remark, Source
from scoring.corpus.decoding.decode import head_text
from scoring.corpus.readers import reader_of
from scoring.corpus.sources.kinds import HEAD_BYTES, remarks_on, settled_kind, told_kind

_CHUNK = 1 << 20


class WorkFolder(AbstractContextManager["WorkFolder"]):
    """A temporary folder, made only when it is needed, and always removed. A class because it is a resource."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def new_folder(self) -> Path:
        """Make a new folder inside it. Raises OSError."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="masthead-unpacked-", ignore_cleanup_errors=True
            )
        self._count += 1
        folder = Path(self._folder.name) / str(self._count)
        folder.mkdir()
        return folder


def copy_to(
    stream: BinaryIO, target: Path, limit_for: Callable[[bytes], int | None] = lambda head: None
) -> str | None:
    """Copy a stream to a file; returns the reason if it broke off. Raises OSError if the file cannot be written.

    `limit_for` gives the most bytes to accept, from the first bytes; one more than that is written, then no more.
    """
    head, size, limit = b"", 0, None
    with target.open("wb") as out:
        while limit is None or size <= limit:
            try:
                # Not `read`: a fault within its many bytes would lose those that came before it.
                chunk = cast(BufferedReader, stream).read1(_CHUNK)
            except MEMBER_FAULTS as error:
                return str(error) or type(error).__name__
            if not chunk:
                break
            size += len(chunk)
            out.write(chunk)
            if len(head) < HEAD_BYTES:
                head += chunk[:HEAD_BYTES]
                limit = limit_for(head)
    return None


def readable_sources(sources: Sequence[Source], work: WorkFolder) -> Iterator[Source | Refusal | Remark]:
    """Each source with a `path` that its reader can open, valid until the next one is requested.

    In `sources`, the members of one archive must be adjacent.
    """
    for archive, group in groupby(sources, key=lambda source: source.inside and source.inside.archive):
        if archive is not None:
            yield from _from_archive(archive, list(group), work)
            continue
        for source in group:
            if reader_of(source.kind).streamed or not _is_packed(source.path):
                yield source
            else:
                yield from _unpacked(source, work)


def _is_packed(path: Path) -> bool:
    try:
        return is_packed(path)
    except OSError:  # its reader will tell
        return False


def _unpacked(source: Source, work: WorkFolder) -> Iterator[Source | Refusal]:
    """Unpack a packed file of a kind that cannot be read packed."""
    try:
        folder = work.new_folder()
        target = folder / f"unpacked{Path(source.stem).suffix}"
        with open_unpacked(source.path) as stream:
            fault = copy_to(stream, target)
    except (OSError, BrokenArchiveError) as error:
        yield Refusal(source.label, None, f"cannot be unpacked: {error}")
        return
    yield from _with_fault(source, target, fault)
    shutil.rmtree(folder, ignore_errors=True)


def _with_fault(source: Source, target: Path, fault: str | None) -> Iterator[Source | Refusal]:
    """The source with its unpacked file; if that is not whole, the readable part, and a refusal of the rest."""
    if fault is None:
        yield replace(source, path=target)
        return
    salvage = reader_of(source.kind).salvage
    if salvage != "nothing" and target.stat().st_size:
        if salvage == "lines":
            _cut_last_line(target)
        yield replace(source, path=target)
    yield Refusal(source.label, None, f"cannot be unpacked whole: {fault}")


def _cut_last_line(path: Path) -> None:
    """Cut off the last line, which is not whole."""
    with path.open("r+b") as stream:
        end = stream.seek(0, 2)
        while end:
            start = max(0, end - _CHUNK)
            stream.seek(start)
            place = stream.read(end - start).rfind(b"\n")
            if place >= 0 or not start:
                stream.truncate(start + place + 1)
                return
            end = start


def _from_archive(
    archive: Path, sources: Sequence[Source], work: WorkFolder
) -> Iterator[Source | Refusal | Remark]:
    wanted = {source.inside.index: source for source in sources if source.inside is not None}
    try:
        folder = work.new_folder()
        for member in walk_members(archive):
            source = wanted.pop(member.index, None)
            if source is not None:
                yield from _member(member, source, folder / "member", work)
    except (BrokenArchiveError, OSError) as error:
        # What could not even be listed was told there; here are only members that were listed and are lost.
        for source in wanted.values():
            yield Refusal(source.label, None, f"cannot be unpacked: {error}")


def _member(
    member: Member, source: Source, target: Path, work: WorkFolder
) -> Iterator[Source | Refusal | Remark]:
    try:
        with member.open() as stream:
            fault = copy_to(stream, target, lambda head: _limit(source.kind, head))
    except MEMBER_FAULTS as error:
        yield Refusal(source.label, None, f"cannot be unpacked: {error}")
        return
    told = settled_kind(target, source.kind)
    yield from remarks_on(told, source.label)
    if reader_of(told.kind).streamed or not _is_packed(target):
        yield from _with_fault(replace(source, kind=told.kind), target, fault)
    else:
        yield from _unpacked(replace(source, kind=told.kind, path=target), work)


def _limit(promised: str, head: bytes) -> int | None:
    """The most bytes that the reader of a member accepts; one more is enough to refuse it."""
    if packing_of(head) is not None:
        return None
    return reader_of(told_kind(promised, head, head_text(head)).kind).most_bytes
