"""Opening the archives among the sources: each member to read becomes a source, as if the archive were a folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scoring.corpus.containers.archives import MEMBER_FAULTS, Member, walk_members
from scoring.corpus.containers.file_names import distinct
from scoring.corpus.containers.packed import BrokenArchiveError, is_packed, open_unpacked
from scoring.corpus.containers.zip_remains import ZIP_MARK
from scoring.corpus.contract import InArchive, Refusal, Remark, Source
from scoring.corpus.sources.kinds import refusal_reason, settled_kind
from scoring.corpus.sources.labels import relabelled
from scoring.corpus.sources.passed_over import PassedOver, is_hidden, is_manifest, kind_in_folder
from scoring.corpus.sources.scores_folder import DESCRIPTION, is_own_description
from scoring.corpus.sources.unpacking import WorkFolder, copy_to

MAX_DEPTH = 3
"""Archives inside archives: collections are packed by month, then by year, then as a whole; more is a trap."""
_MAX_DESCRIPTION_BYTES = 10_000_000
_MAX_NAME_BYTES = 200
"""Of a folder on disk (most systems take 255 bytes), beside the ending that it may get."""


@dataclass(slots=True)
class _Opened:
    """What opening all archives gives."""

    sources: list[Source] = field(default_factory=list)
    told: list[Refusal | Remark] = field(default_factory=list)


@dataclass(slots=True)
class _Listing:
    """The contents of one archive, before it is known which of its folders hold results or manifests."""

    members: list[tuple[Member, str]] = field(default_factory=list)  # with its kind
    files: dict[int, Path] = field(default_factory=dict)  # members that were unpacked to be looked into
    results: set[tuple[str, ...]] = field(default_factory=set)  # folders that Masthead wrote
    passed: PassedOver = field(default_factory=PassedOver)


def open_archives(sources: Sequence[Source], work: WorkFolder) -> tuple[list[Source], list[Refusal | Remark]]:
    """The sources with each archive replaced by its members, and the remarks on the archives."""
    opened = _Opened()
    for source in sources:
        reason = refusal_reason(source.path) if source.kind == "archive" else None
        if reason is not None:
            opened.told.append(Refusal(source.label, None, reason))
        elif source.kind == "archive":
            _open(source, source.path, work, opened, depth=1)
        else:
            opened.sources.append(source)
    return opened.sources, opened.told


def _open(source: Source, file: Path, work: WorkFolder, opened: _Opened, depth: int) -> None:
    """Add the members of the archive `source`, which lies unpacked in `file`."""
    listing = _Listing()
    fault = None
    try:
        folder = work.new_folder() / _folder_name(source.name)
        if is_packed(file):
            file = _unpacked_zip(file, folder.parent)
        for member in walk_members(file):
            _list(member, listing, folder)
    except (BrokenArchiveError, OSError) as error:
        fault = error
    if fault is not None:
        what = "cannot be read whole" if listing.members else "no readable archive"
        opened.told.append(Refusal(source.label, None, f"{what}: {fault}"))
    elif not listing.members:
        opened.told.append(Refusal(source.label, None, "the archive holds no file of a kind that is read"))
    opened.told += [Remark(_below(source, place), None, note) for place, note in listing.passed.notes()]
    opened.told += [
        Remark(
            _below(source, "/".join(place)),
            None,
            "a folder of Masthead's results, which are no articles; not read",
        )
        for place in sorted(listing.results)
    ]
    _add_members(source, file, folder, listing, work, opened, depth)


def _unpacked_zip(file: Path, folder: Path) -> Path:
    """A ZIP archive that is packed again, unpacked, because it must be read from its end; else the file itself."""
    with open_unpacked(file) as stream:
        if not stream.read(len(ZIP_MARK)).startswith(ZIP_MARK):
            return file
    with open_unpacked(file) as stream:
        copy_to(stream, folder / "archive")
    return folder / "archive"


def _below(source: Source, place: str) -> str:
    return f"{source.label}/{place}" if place else source.label


def _folder_name(name: str) -> str:
    return name.encode()[:_MAX_NAME_BYTES].decode(errors="ignore") or "archive"


def _list(member: Member, listing: _Listing, folder: Path) -> None:
    """Add one member to the listing; manifests and inner archives are unpacked, because they must be read."""
    below, name = "/".join(member.parts[:-1]), member.parts[-1] if member.parts else ""
    if not name or any(map(is_hidden, member.parts)):
        listing.passed.hidden.append("/".join(member.parts) or "a file without a name")
        return
    if name == DESCRIPTION and member.fault is None and _is_own(member):
        listing.results.add(member.parts[:-1])
    kind = "manifest" if is_manifest(Path(name)) else kind_in_folder(name)
    if kind is None:
        listing.passed.add_file(below, name)
        return
    listing.members.append((member, kind))
    if kind in ("manifest", "archive") and member.fault is None:
        target = (
            folder.joinpath(*member.parts) if kind == "manifest" else folder.parent / f"inner-{member.index}"
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with member.open() as stream:
                copy_to(stream, target)
        except MEMBER_FAULTS:
            return  # it is told when it is to be read
        if kind == "manifest" or settled_kind(target, kind).kind == "archive":  # and no spreadsheet, say
            listing.files[member.index] = target


def _is_own(member: Member) -> bool:
    try:
        with member.open() as stream:
            return is_own_description(stream.read(_MAX_DESCRIPTION_BYTES))
    except MEMBER_FAULTS:
        return False


def _add_members(
    source: Source, file: Path, folder: Path, listing: _Listing, work: WorkFolder, opened: _Opened, depth: int
) -> None:
    manifests = {
        member.parts[:-1]: listing.files[member.index]
        for member, kind in listing.members
        if kind == "manifest" and member.index in listing.files
    }
    kept = [
        (member, kind)
        for member, kind in listing.members
        if not any(member.parts[: len(place)] == place for place in listing.results)
    ]
    labels = distinct(_below(source, "/".join(member.parts)) for member, _ in kept)
    for (member, kind), label in zip(kept, labels, strict=True):
        inner = replace(
            relabelled(source, label),
            path=source.path.joinpath(*member.parts),
            kind=kind,
            folders=(*source.folders, *member.parts[:-1]),
            inside=InArchive(file, member.index),
        )
        unpacked = listing.files.get(member.index)
        if member.fault is not None:
            opened.told.append(Refusal(label, None, member.fault))
        elif kind == "archive" and unpacked is not None:
            if depth < MAX_DEPTH:
                _open(inner, unpacked, work, opened, depth + 1)
            else:
                opened.told.append(
                    Refusal(label, None, f"an archive that is inside {depth} others is not opened; unpack it")
                )
        elif kind == "manifest" and unpacked is not None:
            opened.sources.append(replace(inner, path=unpacked, inside=None))
        else:
            opened.sources.append(_with_manifest(inner, member, folder, manifests))


def _with_manifest(
    source: Source, member: Member, folder: Path, manifests: Mapping[tuple[str, ...], Path]
) -> Source:
    """The source with the nearest manifest in its archive, or else the one beside the archive."""
    for length in range(len(member.parts) - 1, -1, -1):
        manifest = manifests.get(member.parts[:length])
        if manifest is not None:
            beside = folder.joinpath(*member.parts)
            return replace(source, manifest=manifest, beside_manifest=beside, root=folder)
    return source
