"""Which files there are to read: folders walked, kinds told, labels that fit any machine."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scoring.corpus.containers.packed import ENDINGS, BrokenArchiveError, is_packed, open_unpacked
from scoring.corpus.containers.zip_remains import ZIP_MARK
from scoring.corpus.contract import Refusal, Remark
from scoring.corpus.decoding.decode import head_text
from scoring.corpus.finding.file_names import distinct, is_unicode, shown_name
from scoring.corpus.finding.kinds import HEAD_BYTES, Told, believed, told_kind, zip_kind
from scoring.corpus.finding.scores_folder import DESCRIPTION, is_scores_folder, is_work_folder
from scoring.corpus.schema import CorpusError

KINDS: Mapping[str, str] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".docx": "text", ".docm": "text",
    ".eml": "text", ".mbox": "text", ".html": "page", ".htm": "page", ".xhtml": "page", ".shtml": "page",
    ".csv": "delimited", ".tsv": "delimited", ".tab": "delimited", ".json": "json", ".jsonl": "json lines",
    ".ndjson": "json lines", ".jsonlines": "json lines", ".jl": "json lines", ".parquet": "parquet",
    ".pq": "parquet", ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db3": "sqlite",
    ".warc": "warc", ".wet": "warc", ".xlsx": "sheet", ".xlsm": "sheet", ".xlsb": "sheet", ".xls": "sheet",
    ".ods": "sheet", ".zip": "archive", ".tar": "archive", ".tgz": "archive", ".tbz": "archive",
    ".tbz2": "archive", ".txz": "archive", ".tzst": "archive",
}  # fmt: skip
"""What each ending holds; all may be packed as well (`.csv.gz`)."""
_SEALED: Mapping[str, str] = {".7z": "7-Zip", ".rar": "RAR"}
SEALED = "sealed"
"""The kind of archives that cannot be opened; they are refused rather than passed over, for they hold articles."""
PACKED = "packed"
"""The kind of a file whose name says only how it is packed (`articles.gz`)."""
UNKNOWN = "unknown"
"""The kind of a file that was named by the user and has an ending that is not known."""
UNREAD_TEXTS = (".doc", ".rtf", ".odt", ".pdf")
"""Texts in forms that are not read; each such file is refused with what to do about it."""
_ABOUT_FOLDERS = re.compile(
    r"(?:readme|licen[cs]e|changelog|contributing|notice|code_of_conduct)\b.*\.(?:md|markdown)"
)
"""Markdown files that describe a folder and are no articles."""
_MANIFESTS = ("manifest.csv", "manifest.tsv")
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini"))
_LOCK_MARK = "~$"
"""Begins the name of the file that an office program leaves beside an open document."""
_ENDING = re.compile(r"\.[a-z][a-z0-9_]{0,9}")
_SHOWN_NAMES = 5


@dataclass(frozen=True, slots=True)
class InArchive:
    """Where in an archive a file stands: the archive's own file, and the place in its order."""

    archive: Path
    index: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    `root` is the path that was given; `label` is how reports name the file, from the root's own name
    downwards; `folders` are the names between root and file, the ground for telling an outlet. `manifest` is
    the nearest table that describes it. A file in an archive has its `inside`, and its `path` is where it would
    be if the archive were a folder.
    """

    path: Path
    root: Path
    label: str
    kind: str
    folders: tuple[str, ...]
    manifest: Path | None
    inside: InArchive | None = None
    beside_manifest: Path | None = None  # where it would be beside a manifest that came out of its archive

    @property
    def name(self) -> str:
        """The file's name."""
        return self.label.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The file's name without its endings."""
        return stem_of(self.name)


def stem_of(name: str) -> str:
    """A file's name without the ending of its kind, and without that of its packing."""
    name = without_packing(name)
    bare, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}".lower()
    return bare if bare and (ending in KINDS or ending in UNREAD_TEXTS) else name


def without_packing(name: str) -> str:
    """A file's name without the ending that tells how it is packed."""
    ending = Path(name).suffix.lower()
    return name[: -len(ending)] if ending in ENDINGS else name


def kind_of(name: str) -> str | None:
    """The kind of file that a name promises; None where articles are not read from it.

    >>> kind_of("a.CSV.gz"), kind_of("b.html"), kind_of("photo.jpg"), kind_of("articles.xz")
    ('delimited', 'page', None, 'packed')
    """
    name = name.lower()
    inner = without_packing(name)
    ending = Path(inner).suffix
    if ending in KINDS:
        return KINDS[ending]
    if ending in UNREAD_TEXTS:
        return "text"
    if ending in _SEALED:
        return SEALED
    return PACKED if inner != name and not _ENDING.fullmatch(ending) else None


def kind_in_folder(name: str) -> str | None:
    """As `kind_of`, for a file that nobody named: one that describes its folder is no article.

    >>> kind_in_folder("README.md"), kind_in_folder("harbour.md")
    (None, 'text')
    """
    return None if _ABOUT_FOLDERS.fullmatch(name.lower()) else kind_of(name)


def is_hidden(name: str) -> bool:
    """Whether a file or folder is none of the user's own: hidden, or left by the system or an office program."""
    return name.startswith((".", _LOCK_MARK)) or name.lower() in _SYSTEM_FILES or name == "__MACOSX"


def is_manifest(path: Path) -> bool:
    """Whether the name is that of a manifest, which is found by itself."""
    return path.name.lower() in _MANIFESTS


def settled_kind(path: Path, promised: str) -> Told:
    """The kind to read a file as, by its first bytes as well as its name. Raises nothing: reading will tell."""
    if promised == SEALED or refusal_reason(path) is not None:
        return Told(promised)
    try:
        with open_unpacked(path) as stream:
            head = stream.read(HEAD_BYTES)
        if head.startswith(ZIP_MARK) and not is_packed(path):
            return believed(promised, zip_kind(path))
        return told_kind(promised, head, head_text(head))
    except (OSError, BrokenArchiveError):
        return Told(promised)


@dataclass(slots=True)
class _Found:
    """What the walk has met so far, each thing with the root that it was reached from.

    `files` by their real paths, so that none is met twice; `barren` are sentences on roots that gave nothing.
    """

    files: dict[Path, tuple[Path, Path]] = field(default_factory=dict)
    remarks: list[tuple[Path, str, str]] = field(default_factory=list)
    refusals: list[tuple[Path, str, str]] = field(default_factory=list)
    barren: list[str] = field(default_factory=list)


def find_sources(
    paths: Sequence[Path], passed_over: Sequence[Path] = ()
) -> tuple[list[Source], list[Refusal | Remark]]:
    """Every file that the paths name or hold, once each, in the order of the labels.

    Folders of results, and those `passed_over`, are not read. Raises CorpusError where a path does not exist, or
    where nothing is left to read.
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
    names = _distinct_names(sorted(roots))
    told: list[Refusal | Remark] = [
        Remark(_label(names[r], below), None, note) for r, below, note in found.remarks
    ]
    told += [Refusal(_label(names[r], below), None, reason) for r, below, reason in found.refusals]
    told += _odd_names(found, names)
    sources = sorted(
        (_source(path, root, names[root]) for path, root in found.files.values()),
        key=lambda source: (source.label, os.fsencode(source.path)),
    )
    labels = distinct(source.label for source in sources)
    return [_settled(source, label, told) for source, label in zip(sources, labels, strict=True)], told


def _visit(root: Path, given: str, avoided: frozenset[Path], found: _Found) -> None:
    """Take in what one given path names or holds."""
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
                f"No article in {given}: it holds no file of a kind that is read ({_read_kinds()})."
            )
            if not any(place == root for place, _, _ in (*found.remarks, *found.refusals)):
                found.remarks.append((root, "", "holds no file of a kind that is read"))
    elif kind_of(root.name) is None and settled_kind(root, UNKNOWN).kind == UNKNOWN:
        found.barren.append(
            f"{given} is no kind of file that is read ({_read_kinds()}). Unpack or convert it."
        )
        found.refusals.append((root, "", "no kind of file that is read; convert it"))
    else:
        found.files.setdefault(real_path(root), (root, root))


def _read_kinds() -> str:
    return f"{', '.join(KINDS)}; also packed as {', '.join(ENDINGS)}"


def _is_avoided(folder: Path, avoided: frozenset[Path]) -> bool:
    """Whether a folder holds results: a scores folder, the folder to write to or one inside it, a work folder."""
    if is_work_folder(folder.name) or is_scores_folder(folder):
        return True
    real = real_path(folder)
    return any(real.is_relative_to(avoid) and is_scores_folder(avoid) for avoid in avoided) or real in avoided


def real_path(path: Path) -> Path:
    """Where the path leads once all links are followed; unlike `Path.resolve` it bears a link to itself."""
    return Path(os.path.realpath(path))


def _as_given(root: Path, paths: Sequence[Path]) -> str:
    given = next((str(path) for path in paths if Path(os.path.abspath(path)) == root), str(root))  # noqa: PTH100
    return "/".join(shown_name(part) for part in given.split("/"))


def _label(root_name: str, below: str) -> str:
    return f"{root_name}/{below}" if below else root_name


def _shown_path(path: str) -> str:
    return "/".join(map(shown_name, path.split("/")))


def _source(path: Path, root: Path, root_name: str) -> Source:
    below = _shown_path(path.relative_to(root).as_posix()) if path != root else ""
    return Source(
        path=path,
        root=root,
        label=_label(root_name, below),
        kind="manifest" if is_manifest(path) and path != root else kind_of(path.name) or UNKNOWN,
        folders=tuple(below.split("/")[:-1]),
        manifest=_manifest_near(path, root),
    )


def _settled(source: Source, label: str, told: list[Refusal | Remark]) -> Source:
    """The source with a label of its own and the kind that its first bytes tell; a surprise goes to `told`."""
    if source.kind == "manifest":
        return replace(source, label=label)
    kind = settled_kind(source.path, source.kind)
    if kind.instead is not None:
        told.append(Remark(label, None, misnamed(kind)))
    return replace(source, label=label, kind=kind.kind)


_MISNAMED = "not what its name says but "
_OF_MANY = "its name says", "their names say"


def misnamed(told: Told) -> str:
    """The note on a file that is read as something else than its name says."""
    return f"{_MISNAMED}{told.instead}; read as that"


def told_once(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks, those on many misnamed files under one root made one."""
    files: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        if remark.note.startswith(_MISNAMED):
            files.setdefault((remark.file.partition("/")[0], remark.note), []).append(remark)
    many = {key for key, alike in files.items() if len(alike) > _SHOWN_NAMES}
    told = [r for r in remarks if (r.file.partition("/")[0], r.note) not in many]
    return [
        *told,
        *(
            Remark(root, None, f"{len(files[root, note])} files are {note.replace(*_OF_MANY)}")
            for root, note in many
        ),
    ]


def _odd_names(found: _Found, names: Mapping[Path, str]) -> list[Remark]:
    """One note for each root with names that are in no encoding that is known of the disk."""
    odd = Counter(
        root for path, root in found.files.values() if not is_unicode(str(path.relative_to(root.parent)))
    )
    return [
        Remark(names[root], None, f"{count} names of files or folders are not UTF-8; read as Windows-1252")
        for root, count in odd.items()
    ]


def _distinct_names(roots: list[Path]) -> dict[Path, str]:
    """The shortest end of each root's path that names no other root."""
    length = dict.fromkeys(roots, 1)
    while True:
        names = {root: "/".join(map(shown_name, root.parts[-length[root] :])).lstrip("/") for root in roots}
        shared = {name for name, count in Counter(names.values()).items() if count > 1}
        longer = [root for root in roots if names[root] in shared and length[root] < len(root.parts)]
        if not longer:
            return dict(zip(names, distinct(names.values()), strict=True))
        for root in longer:
            length[root] += 1


def _manifest_near(path: Path, root: Path) -> Path | None:
    """The manifest in the file's folder or one above, up to the folder that holds the given path."""
    folder = path.parent
    last = root.parent
    while True:
        for name in _MANIFESTS:
            if (folder / name).is_file():
                return folder / name
        if folder in (last, folder.parent):
            return None
        folder = folder.parent


@dataclass(slots=True)
class PassedOver:
    """What is passed over in one folder or archive, to be told in one note a kind."""

    endings: Counter[tuple[str, str]] = field(default_factory=Counter)  # by place and ending
    hidden: list[str] = field(default_factory=list)

    def add_file(self, below: str, name: str) -> None:
        """Count a file of no known kind."""
        self.endings[below, Path(_shown_path(name)).suffix.lower()] += 1

    def notes(self) -> Iterator[tuple[str, str]]:
        """Each note with the place that it is about."""
        for (below, ending), count in sorted(self.endings.items()):
            what = f"the ending {ending}" if ending else "no ending"
            yield below, f"{count} with {what} not read: no kind of file that holds articles"
        if self.hidden:
            shown = sorted(map(_shown_path, self.hidden))
            more = ", ..." if len(shown) > _SHOWN_NAMES else ""
            yield "", f"{len(shown)} hidden not read: {', '.join(shown[:_SHOWN_NAMES])}{more}"


def _walk(root: Path, avoided: frozenset[Path], found: _Found) -> Iterator[Path]:
    """All files to read below a folder, links followed, each folder entered once."""
    entered = set()
    passed = PassedOver()

    def shut(error: OSError) -> None:
        below = os.path.relpath(error.filename or root, root)
        reason = f"the folder cannot be opened: {error.strerror or error}"
        found.refusals.append((root, _shown_path(below).removeprefix("."), reason))

    for folder, subfolders, names in os.walk(root, followlinks=True, onerror=shut):
        place = Path(folder)
        below = _shown_path(place.relative_to(root).as_posix()).removeprefix(".")
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
        passed.hidden += [f"{_label(below, name)}/".lstrip("/") for name in subfolders if is_hidden(name)]
        subfolders[:] = sorted(name for name in subfolders if not is_hidden(name))
        for name in sorted(names):
            if is_hidden(name):
                passed.hidden.append(_label(below, name).lstrip("/"))
            elif kind_in_folder(name) is None:
                passed.add_file(below, name)
            else:
                yield place / name
    found.remarks += [(root, below, note) for below, note in passed.notes()]


def refusal_reason(path: Path) -> str | None:
    """Why a file cannot be read as a file at all; None where it can be tried."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be opened: {error.strerror or error}"
    return None if stat.S_ISREG(mode) else "not a regular file"
