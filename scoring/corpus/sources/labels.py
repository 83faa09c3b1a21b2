"""How reports name a file: starting with the name of the given path, in the same form on any machine."""

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

from scoring.corpus.containers.file_names import distinct, shown_name
from scoring.corpus.contract import Source
from scoring.corpus.readers import stem_of


def real_path(path: Path) -> Path:
    """Where the path leads once all links are followed; unlike `Path.resolve` it tolerates a link to itself."""
    return Path(os.path.realpath(path))


def label_below(root_name: str, below: str) -> str:
    """The label of the file at `below` under a root."""
    return f"{root_name}/{below}" if below else root_name


def label_of_root(source: Source) -> str:
    """The label of the path that was given, under which the file was found."""
    if source.path == source.root:
        return source.label
    return source.label.rsplit("/", len(source.folders) + 1)[0]


def shown_path(path: str) -> str:
    """A path as reports show it, each of its names valid Unicode."""
    return "/".join(map(shown_name, path.split("/")))


def relabelled(source: Source, label: str) -> Source:
    """The source under another label, which ends with its name."""
    source = replace(source, label=label)
    return replace(source, stem=stem_of(source.name))


def distinct_names(roots: list[Path]) -> dict[Path, str]:
    """The shortest end of each root's path that no other root shares."""
    length = dict.fromkeys(roots, 1)
    while True:
        names = {root: "/".join(map(shown_name, root.parts[-length[root] :])).lstrip("/") for root in roots}
        shared = {name for name, count in Counter(names.values()).items() if count > 1}
        longer = [root for root in roots if names[root] in shared and length[root] < len(root.parts)]
        if not longer:
            return dict(zip(names, distinct(names.values()), strict=True))
        for root in longer:
            length[root] += 1
