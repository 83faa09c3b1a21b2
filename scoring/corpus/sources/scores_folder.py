"""Masthead's own results, which must never be read as articles, although their evidence has a column `text`."""

import json
import re
from pathlib import Path

DESCRIPTION = "datapackage.json"
"""Describes a scores folder, and each copy of one (`scoring.schema.datapackage` writes it)."""
_OWN_KEY = "masthead"
_OWN_NAME = b'"masthead-scores"'
_MAX_BYTES = 10_000_000
"""The description of a scores folder has 60 kB."""
_WORK_FOLDER = re.compile(r"\..+\.(?:partial(?:-[0-9a-f]{16})?|old)")
"""The hidden folders beside a scores folder in which it is built, or kept until it is replaced."""


def is_scores_folder(folder: Path) -> bool:
    """Whether a folder was written by Masthead; another program's data package was not."""
    try:
        with (folder / DESCRIPTION).open("rb") as stream:
            return is_own_description(stream.read(_MAX_BYTES))
    except OSError:
        return False


def is_own_description(data: bytes) -> bool:
    """Whether the content of a `datapackage.json` is Masthead's.

    >>> is_own_description(b'{"masthead": {"format": 1}}'), is_own_description(b'{"name": "birds"}')
    (True, False)
    """
    try:
        package = json.loads(data)
    except (ValueError, RecursionError):  # damaged, and still no folder of articles
        return _OWN_NAME in data
    return isinstance(package, dict) and _OWN_KEY in package


def is_work_folder(name: str) -> bool:
    """Whether a folder's name is that of an unfinished run.

    >>> is_work_folder(".scores.partial-0123456789abcdef"), is_work_folder(".git")
    (True, False)
    """
    return _WORK_FOLDER.fullmatch(name) is not None
