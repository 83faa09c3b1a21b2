"""What a run sends to the machines that work for it: the user's own files, and what must be the same there.

An executor has an installation of Masthead of its own. If that is another version, or has other libraries, it would
measure otherwise, so it says so instead of measuring.
"""

import io
import pickle
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from scoring.schema.lists import use


@dataclass(frozen=True, slots=True)
class Parcel:
    """What each executor needs besides its tasks.

    lists: the contents of the user's own word lists by file name. files: those of other files of the user's, by the
    path that tasks name them by. settings: the function that says what measurements depend on, packed like a task;
    expected: what it says on the machine that drives the run.
    """

    lists: Mapping[str, bytes]
    files: Mapping[str, bytes]
    settings: bytes
    expected: Mapping[str, str]


def parcel(
    lists: Path | None, files: tuple[Path | None, ...], settings: Callable[[], Mapping[str, str]]
) -> Parcel:
    """Put together what an executor needs."""
    named = {str(path): path.read_bytes() for path in files if path is not None}
    own = {path.name: path.read_bytes() for path in sorted(lists.glob("*.csv"))} if lists else {}
    return Parcel(own, named, packed(settings, named), settings())


def packed(thing: object, files: Mapping[str, bytes]) -> bytes:
    """A pickle of anything, in which paths of the user's files are replaced by a mark."""
    target = io.BytesIO()
    _Packer(target, files).dump(thing)
    return target.getvalue()


def unpacked(pickled: bytes, files: Mapping[str, bytes], folder: Path) -> Any:
    """What was packed, with the paths of the copies in `folder` in place of the marks."""
    return _Unpacker(io.BytesIO(pickled), {name: folder / _copy_of(name) for name in files}).load()


class _Packer(pickle.Pickler):
    """Names the user's files by a mark, because their paths mean nothing on another machine."""

    def __init__(self, target: io.BytesIO, files: Mapping[str, bytes]) -> None:
        super().__init__(target, protocol=pickle.HIGHEST_PROTOCOL)
        self._files = files

    def persistent_id(self, obj: Any) -> str | None:
        """The mark of one of the user's files."""
        return str(obj) if isinstance(obj, PurePath) and str(obj) in self._files else None


# What is unpickled comes from the run that this executor works for, or from its own executors.
class _Unpacker(pickle.Unpickler):
    """Gives a marked file the path of its copy."""

    def __init__(self, source: io.BytesIO, copies: Mapping[str, Path]) -> None:
        super().__init__(source)
        self._copies = copies

    def persistent_load(self, pid: str) -> Path:
        """The copy of a marked file."""
        return self._copies[pid]


def _copy_of(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16] + PurePath(name).suffix


class Unpacking:
    """The parcel that this process has unpacked. A class because a process stays while runs come and go."""

    def __init__(self) -> None:
        self._at: bytes | None = None
        self._complaint = ""
        self.folder = Path()

    def settle(self, sent: Parcel) -> str:
        """Use what was sent from now on. Returns '' or, in one sentence, why this process cannot work for the run."""
        content = pickle.dumps(sent)
        if content != self._at:
            self._at = content
            self.folder = Path(tempfile.mkdtemp(prefix="masthead-executor-"))
            self._complaint = _unpack(sent, self.folder)
        return self._complaint


# Not behind a cache: `use` empties those.
UNPACKING = Unpacking()
"""The one of this process."""


def _unpack(sent: Parcel, folder: Path) -> str:
    for name, content in sent.files.items():
        (folder / _copy_of(name)).write_bytes(content)
    own = folder / "lists"
    if sent.lists:
        own.mkdir()
        for name, content in sent.lists.items():
            (own / PurePath(name).name).write_bytes(content)
    use(own if sent.lists else None)
    try:
        settings = unpacked(sent.settings, sent.files, folder)
    except (AttributeError, ImportError) as error:  # what asks for them is not there under this name
        return f"The executors have another version of Masthead than this machine ({error}). Install the same there."
    return differences(sent.expected, settings())


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What an executor has that the driving machine has not, as a sentence; '' if it is all the same.

    >>> differences({"polars": "2.1"}, {"polars": "2.0"})
    'The executors would measure otherwise than this machine: polars is 2.0 there and 2.1 here. Install the same there.'
    """
    found = [
        f"{name} is {_shown(there.get(name, ''))} there and {_shown(value)} here"
        for name, value in here.items()
        if there.get(name, "") != value
    ]
    if not found:
        return ""
    named = "; ".join(found)
    return f"The executors would measure otherwise than this machine: {named}. Install the same there."


_SHOWN = 12  # characters of a hash


def _shown(value: str) -> str:
    return value[:_SHOWN] or "absent"
