"""Which files there are to read: folders walked, kinds told by the ending, labels that fit any machine."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.corpus.entries import Remark
from scoring.corpus.schema import CorpusError

KINDS: Mapping[str, str] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".docx": "text", ".docm": "text",
    ".eml": "text", ".mbox": "text", ".html": "page", ".htm": "page", ".xhtml": "page", ".csv": "delimited",
    ".tsv": "delimited", ".tab": "delimited", ".json": "json", ".jsonl": "json lines",
    ".ndjson": "json lines", ".parquet": "parquet", ".pq": "parquet", ".db": "sqlite", ".sqlite": "sqlite",
    ".sqlite3": "sqlite", ".warc": "warc",
}  # fmt: skip
"""What each ending holds; all but Parquet and SQLite may be packed as well (`.csv.gz`)."""
_PACKED = ".gz"
UNREAD_TEXTS = (".doc", ".rtf", ".odt", ".pdf")
"""Texts in forms that are not read; each such file is refused with what to do about it."""
_ABOUT_FOLDERS = re.compile(
    r"(?:readme|licen[cs]e|changelog|contributing|notice|code_of_conduct)\b.*\.(?:md|markdown)"
)
"""Markdown files that describe a folder and are no articles."""
_MANIFESTS = ("manifest.csv", "manifest.tsv")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    `root` is the path that was given; `label` is how reports name the file, from the root's own name
    downwards; `folders` are the names between root and file, the ground for telling an outlet. `manifest` is
    the nearest table that describes it.
    """

    path: Path
    root: Path
    label: str
    kind: str
    folders: tuple[str, ...]
    manifest: Path | None

    @property
    def stem(self) -> str:
        """The file's name without its endings."""
        return stem_of(self.path.name)


def stem_of(name: str) -> str:
    """A file's name without the ending of its kind, and without `.gz`."""
    name = name[: -len(_PACKED)] if name.lower().endswith(_PACKED) else name
    bare, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}".lower()
    return bare if bare and (ending in KINDS or ending in UNREAD_TEXTS) else name


def kind_of(name: str) -> str | None:
    """The kind of file that a name promises; None where articles are not read from it.

    >>> kind_of("a.CSV.gz"), kind_of("b.html"), kind_of("photo.jpg")
    ('delimited', 'page', None)
    """
    name = name.lower()
    ending = Path(name.removesuffix(_PACKED)).suffix
    kind = "text" if ending in UNREAD_TEXTS else KINDS.get(ending)
    return None if name.endswith(_PACKED) and kind in ("parquet", "sqlite") else kind


def find_sources(paths: Sequence[Path]) -> tuple[list[Source], list[Remark]]:
    """Every file that the paths name or hold, once each, in the order of the labels.

    Raises CorpusError where a path does not exist, is of no known kind, or is a folder with no file to read.
    """
    if not paths:
        raise CorpusError("No path was given. Name at least one file or folder of articles.")
    found: dict[Path, tuple[Path, Path]] = {}  # real file -> (file as reached, the root it was reached from)
    remarks: list[tuple[Path, str, str]] = []
    for root in sorted({Path(os.path.abspath(path)) for path in paths}):  # noqa: PTH100 - keeps links
        if not root.exists():
            raise CorpusError(f"There is nothing at {_as_given(root, paths)}. Check the path.")
        if root.is_dir():
            before = len(found)
            for path in _walk(root, remarks):
                found.setdefault(real_path(path), (path, root))
            if len(found) == before and not any(path.is_relative_to(root) for path, _ in found.values()):
                raise CorpusError(
                    f"No article in {_as_given(root, paths)}: it holds no file of a kind that is read "
                    f"({', '.join(KINDS)}, and most of them packed as .gz)."
                )
        elif kind_of(root.name) is None:
            raise CorpusError(
                f"{_as_given(root, paths)} is no kind of file that is read ({', '.join(KINDS)}; "
                f"most of them packed as .gz). Unpack or convert it."
            )
        else:
            found.setdefault(real_path(root), (root, root))
    roots = {root for _, root in found.values()} | {root for root, _, _ in remarks}
    names = _distinct_names(sorted(roots))
    sources = [_source(path, root, names[root]) for path, root in found.values()]
    notes = [Remark(_label(names[root], place), None, note) for root, place, note in remarks]
    return sorted(sources, key=lambda source: source.label), notes


def real_path(path: Path) -> Path:
    """Where the path leads once all links are followed; unlike `Path.resolve` it bears a link to itself."""
    return Path(os.path.realpath(path))


def _as_given(root: Path, paths: Sequence[Path]) -> str:
    return next((str(path) for path in paths if Path(os.path.abspath(path)) == root), str(root))  # noqa: PTH100


def _label(root_name: str, below: str) -> str:
    return f"{root_name}/{below}" if below else root_name


def _source(path: Path, root: Path, root_name: str) -> Source:
    below = path.relative_to(root).as_posix() if path != root else ""
    return Source(
        path=path,
        root=root,
        label=_label(root_name, below),
        kind="manifest" if is_manifest(path) and path != root else kind_of(path.name) or "",
        folders=tuple(Path(below).parts[:-1]),
        manifest=_manifest_near(path, root),
    )


def _distinct_names(roots: list[Path]) -> dict[Path, str]:
    """The shortest end of each root's path that names no other root."""
    length = dict.fromkeys(roots, 1)
    while True:
        names = {root: "/".join(root.parts[-length[root] :]).lstrip("/") for root in roots}
        shared = {name for name, count in Counter(names.values()).items() if count > 1}
        longer = [root for root in roots if names[root] in shared and length[root] < len(root.parts)]
        if not longer:
            return names
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


def is_manifest(path: Path) -> bool:
    """Whether the name is that of a manifest, which is found by itself."""
    return path.name.lower() in _MANIFESTS


def _walk(root: Path, remarks: list[tuple[Path, str, str]]) -> Iterator[Path]:
    """All files to read below a folder, links followed, each folder entered once."""
    entered = set()
    unread: Counter[tuple[str, str]] = Counter()
    for folder, subfolders, names in os.walk(root, followlinks=True):
        place = Path(folder)
        below = place.relative_to(root).as_posix().removeprefix(".")
        identity = place.stat().st_dev, place.stat().st_ino
        if identity in entered:
            remarks.append((root, below, "a link back to a folder that is read already; not entered again"))
            subfolders.clear()
            continue
        entered.add(identity)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            if kind_of(name) is None or _ABOUT_FOLDERS.fullmatch(name.lower()):
                unread[below, Path(name).suffix.lower()] += 1
            else:
                yield place / name
    for (below, ending), count in sorted(unread.items()):
        what = f"the ending {ending}" if ending else "no ending"
        remarks.append((root, below, f"{count} with {what} not read: no kind of file that holds articles"))


def refusal_reason(path: Path) -> str | None:
    """Why a file cannot be read as a file at all; None where it can be tried."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be opened: {error.strerror or error}"
    return None if stat.S_ISREG(mode) else "not a regular file"
