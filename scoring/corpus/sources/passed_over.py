"""What is passed over in folders and archives, reported in one note for each kind of thing."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scoring.corpus.readers import kind_of
from scoring.corpus.sources.labels import shown_path

_ABOUT_FOLDERS = re.compile(
    r"(?:readme|licen[cs]e|changelog|contributing|notice|code_of_conduct)\b.*\.(?:md|markdown)"
)
"""Markdown files that describe a folder and are no articles."""
MANIFESTS = ("manifest.csv", "manifest.tsv")
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini"))
_LOCK_MARK = "~$"
"""Begins the name of the file that an office program leaves beside an open document."""
SHOWN_NAMES = 5


def kind_in_folder(name: str) -> str | None:
    """Like `kind_of`, but for a file merely found: one that describes its folder is not an article.

    >>> kind_in_folder("README.md"), kind_in_folder("harbour.md")
    (None, 'text')
    """
    return None if _ABOUT_FOLDERS.fullmatch(name.lower()) else kind_of(name)


def is_hidden(name: str) -> bool:
    """Whether a file or folder is not the user's own: hidden, or left by the system or an office program."""
    return name.startswith((".", _LOCK_MARK)) or name.lower() in _SYSTEM_FILES or name == "__MACOSX"


def is_manifest(path: Path) -> bool:
    """Whether the name is that of a manifest, which is found without being given."""
    return path.name.lower() in MANIFESTS


@dataclass(slots=True)
class PassedOver:
    """What is passed over in one folder or archive, to be reported in one note per kind."""

    endings: Counter[tuple[str, str]] = field(default_factory=Counter)  # by place and ending
    hidden: list[str] = field(default_factory=list)

    def add_file(self, below: str, name: str) -> None:
        """Count a file of no known kind."""
        self.endings[below, Path(shown_path(name)).suffix.lower()] += 1

    def notes(self) -> Iterator[tuple[str, str]]:
        """Each note with the place it concerns."""
        for (below, ending), count in sorted(self.endings.items()):
            what = f"the ending {ending}" if ending else "no ending"
            yield below, f"{count} with {what} not read: no kind of file that holds articles"
        if self.hidden:
            shown = sorted(map(shown_path, self.hidden))
            more = ", ..." if len(shown) > SHOWN_NAMES else ""
            yield "", f"{len(shown)} hidden not read: {', '.join(shown[:SHOWN_NAMES])}{more}"
