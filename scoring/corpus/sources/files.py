"""Finding the files to read: walking folders, recognising kinds, labels that are the same on any machine."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scoring.corpus.containers.file_names import distinct, is_unicode, shown_name
from scoring.corpus.containers.packed import ENDINGS
from scoring.corpus.contract import MANIFEST, UNKNOWN, Refusal, Remark, Source
from scoring.corpus.readers import kind_of, known_endings
from scoring.corpus.schema import CorpusError
from scoring.corpus.sources.kinds import (
    remarks_on,
    settled_kind,
)
from scoring.corpus.sources.labels import distinct_names, label_below, real_path, relabelled, shown_path
from scoring.corpus.sources.passed_over import MANIFESTS, PassedOver, is_hidden, is_manifest, kind_in_folder
from scoring.corpus.sources.scores_folder import DESCRIPTION, is_scores_folder, is_work_folder


@dataclass(slots=True)
class _Found:
    """What the walk has found so far, each with the root that it was reached from.

    `files` are keyed by real path, so that none is read twice; `barren` are sentences on roots that held nothing.
    """

    files: dict[Path, tuple[Path, Path]] = field(default_factory=dict)
    remarks: list[tuple[Path, str, str]] = field(default_factory=list)
    refusals: list[tuple[Path, str, str]] = field(default_factory=list)
    barren: list[str] = field(default_factory=list)


def find_sources(
    paths: Sequence[Path], passed_over: Sequence[Path] = ()
) -> tuple[list[Source], list[Refusal | Remark]]:
    """Every file that the paths name or contain, once each, in the order of the labels.

    Folders of results, and those `passed_over`, are not read. Raises CorpusError if a path does not exist, or if
    nothing is left to read.
    """
    if not paths:
        raise CorpusError("No path was given. Name at least one file or folder of articles.")
    found = _Found()
    avoided = frozenset(real_path(path) for path in passed_over)
    for root in sorted({Path(os.path.abspath(path)) for path in paths}):  # noqa: PTH100 - keeps links
        _visit(root, _as_given(root, paths), avoided, found)
    if not found.files and found.barren:
        raise CorpusError(found.barren[0])
    roots = {root for _, root in found.files.values()}
    roots |= {root for root, _, _ in (*found.remarks, *found.refusals)}
    names = distinct_names(sorted(roots))
    told: list[Refusal | Remark] = [
        Remark(label_below(names[r], below), None, note) for r, below, note in found.remarks
    ]
    told += [Refusal(label_below(names[r], below), None, reason) for r, below, reason in found.refusals]
    told += _odd_names(found, names)
    sources = sorted(
        (_source(path, root, names[root]) for path, root in found.files.values()),
        key=lambda source: (source.label, os.fsencode(source.path)),
    )
    labels = distinct(source.label for source in sources)
    return [_settled(source, label, told) for source, label in zip(sources, labels, strict=True)], told


def _visit(root: Path, given: str, avoided: frozenset[Path], found: _Found) -> None:
    """Add what one given path names or contains."""
    if not os.path.exists(root):  # noqa: PTH110 - unlike Path.exists it bears a name that is too long
        raise CorpusError(f"There is nothing at {given}. Check the path.")
    holder = root if root.is_dir() else root.parent
    if _is_avoided(holder, avoided):
        found.barren.append(
            f"{given} is {'' if root is holder else 'part of '}a folder of Masthead's own results, "
            f"which are no articles. Name the articles that were scored."
        )
        found.remarks.append((root, "", "a folder of Masthead's results, or part of one; not read"))
    elif root.is_dir():
        before = len(found.files)
        for path in _walk(root, avoided, found):
            found.files.setdefault(real_path(path), (path, root))
        if len(found.files) == before and not any(p.is_relative_to(root) for p, _ in found.files.values()):
            found.barren.append(
                f"No article in {given}: it holds no file of a kind that is read ({_kinds_read()})."
            )
            if not any(place == root for place, _, _ in (*found.remarks, *found.refusals)):
                found.remarks.append((root, "", "holds no file of a kind that is read"))
    elif kind_of(root.name) is None and settled_kind(root, UNKNOWN).kind == UNKNOWN:
        found.barren.append(
            f"{given} is no kind of file that is read ({_kinds_read()}). Unpack or convert it."
        )
        found.refusals.append((root, "", "no kind of file that is read; convert it"))
    else:
        found.files.setdefault(real_path(root), (root, root))


def _kinds_read() -> str:
    return f"{', '.join(known_endings())}; also packed as {', '.join(ENDINGS)}"


def _is_avoided(folder: Path, avoided: frozenset[Path]) -> bool:
    """Whether a folder holds results: a scores folder, the folder to write to or one inside it, a work folder."""
    if is_work_folder(folder.name) or is_scores_folder(folder):
        return True
    real = real_path(folder)
    return any(real.is_relative_to(avoid) and is_scores_folder(avoid) for avoid in avoided) or real in avoided


def _as_given(root: Path, paths: Sequence[Path]) -> str:
    given = next((str(path) for path in paths if Path(os.path.abspath(path)) == root), str(root))  # noqa: PTH100
    return "/".join(shown_name(part) for part in given.split("/"))


def _source(path: Path, root: Path, root_name: str) -> Source:
    below = shown_path(path.relative_to(root).as_posix()) if path != root else ""
    source = Source(
        path=path,
        root=root,
        label="",
        stem="",
        kind=MANIFEST if is_manifest(path) and path != root else kind_of(path.name) or UNKNOWN,
        folders=tuple(below.split("/")[:-1]),
        manifest=_manifest_near(path, root),
    )
    return relabelled(source, label_below(root_name, below))


def _settled(source: Source, label: str, told: list[Refusal | Remark]) -> Source:
    """The source with a unique label and the kind its first bytes show; a surprise is reported in `told`."""
    source = relabelled(source, label)
    if source.kind == MANIFEST:
        return source
    kind = settled_kind(source.path, source.kind)
    told += remarks_on(kind, label)
    return replace(source, kind=kind.kind)


def _odd_names(found: _Found, names: Mapping[Path, str]) -> list[Remark]:
    """One note for each root with file names in an unknown encoding."""
    odd = Counter(
        root for path, root in found.files.values() if not is_unicode(str(path.relative_to(root.parent)))
    )
    return [
        Remark(names[root], None, f"{count} names of files or folders are not UTF-8; read as Windows-1252")
        for root, count in odd.items()
    ]


def _manifest_near(path: Path, root: Path) -> Path | None:
    """The manifest in the file's folder or one above, up to the folder that holds the given path."""
    folder = path.parent
    last = root.parent
    while True:
        for name in MANIFESTS:
            if (folder / name).is_file():
                return folder / name
        if folder in (last, folder.parent):
            return None
        folder = folder.parent


def _walk(root: Path, avoided: frozenset[Path], found: _Found) -> Iterator[Path]:
    """All files to read below a folder, links followed, each folder entered once."""
    entered = set()
    passed = PassedOver()

    def shut(error: OSError) -> None:
        below = os.path.relpath(error.filename or root, root)
        reason = f"the folder cannot be opened: {error.strerror or error}"
        found.refusals.append((root, shown_path(below).removeprefix("."), reason))

    for folder, subfolders, names in os.walk(root, followlinks=True, onerror=shut):
        place = Path(folder)
        below = shown_path(place.relative_to(root).as_posix()).removeprefix(".")
        try:
            identity = place.stat().st_dev, place.stat().st_ino
        except OSError as error:
            shut(error)
            continue
        if identity in entered:
            note = "a link back to a folder that is read already; not entered again"
        elif place != root and real_path(place) in avoided:
            note = "the folder that the results go to; not read"
        elif place != root and DESCRIPTION in names and is_scores_folder(place):
            note = "a folder of Masthead's results, which are no articles; not read"
        else:
            note = ""
        if note:
            found.remarks.append((root, below, note))
            subfolders.clear()
            continue
        entered.add(identity)
        passed.hidden += [
            f"{label_below(below, name)}/".lstrip("/") for name in subfolders if is_hidden(name)
        ]
        subfolders[:] = sorted(name for name in subfolders if not is_hidden(name))
        for name in sorted(names):
            if is_hidden(name):
                passed.hidden.append(label_below(below, name).lstrip("/"))
            elif kind_in_folder(name) is None:
                passed.add_file(below, name)
            else:
                yield place / name
    found.remarks += [(root, below, note) for below, note in passed.notes()]
