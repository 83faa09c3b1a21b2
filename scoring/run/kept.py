"""What a scores folder keeps beside its tables so that it can be brought up to date: `kept/`.

The articles as they were read, before dates and duplicates were settled; how the run was asked for, with the user's own
files; and for each article a digest of what its measurements depend on, with one of the program and its lists. Whatever
has the same digests need not be measured again.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from scoring.compare.memory import is_whole
from scoring.corpus.gathered import Gathered, load_gathered
from scoring.run.digests import DIGESTS
from scoring.run.options import Options
from scoring.schema.datapackage import read_package
from scoring.schema.folder import KEPT

_READ, _COMPARED, _DIGESTS, _ASKED, _OWN = "read", "compared", "digests.parquet", "asked.json", "own"
_OWN_FILES = ("actors", "weights", "reference", "groups", "ratings")
_VALUES = ("csv", "trained_mentions", "article_seconds")


def kept_options(folder: Path) -> Options:
    """How the scores folder was asked for. Raises ValueError, with the remedy, if it keeps nothing or is damaged."""
    kept = _kept(folder)
    with _told_of(kept):
        asked = json.loads((kept / _ASKED).read_text(encoding="utf-8"))
        # The folder may come from anybody: it names no file outside itself, and no option but these.
        own: dict[str, Any] = {
            name: kept / _OWN / Path(asked["own"][name]).name for name in _OWN_FILES if name in asked["own"]
        }
        for path in own.values():
            path.stat()
        if asked["lists"]:
            own["lists"] = kept / _OWN / "lists"
        return Options(columns=asked["columns"], **own, **{name: asked[name] for name in _VALUES})


def kept_articles(folder: Path) -> Gathered:
    """What was read into the scores folder. Raises ValueError as `kept_options` does."""
    kept = _kept(folder)
    with _told_of(kept):
        return load_gathered(kept / _READ)


def _kept(folder: Path) -> Path:
    read_package(folder)
    kept = folder / KEPT
    if not kept.is_dir():
        raise ValueError(
            f"{folder} keeps nothing that could be updated: it was written by an earlier version of Masthead, or is a "
            "copy of its CSV files. Score the corpus again; that folder can be updated."
        )
    return kept


@contextmanager
def _told_of(kept: Path) -> Iterator[None]:
    """Report what is kept as damaged, whatever error there is in reading it."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pl.exceptions.PolarsError):
        raise ValueError(f"{kept} is damaged and cannot be read. Score the corpus again.") from None


def write_kept(
    folder: Path, read: Path, compared: Path, options: Options, settings: str, digests: pl.DataFrame
) -> None:
    """Write what a new scores folder keeps; the same run gives the same bytes.

    `read`: where `Gathered.save` wrote; `compared`: where comparing kept what it found.
    """
    kept = folder / KEPT
    kept.mkdir()
    read.rename(kept / _READ)
    compared.rename(kept / _COMPARED)
    digests.write_parquet(kept / _DIGESTS, compression="zstd")
    own = {name: getattr(options, name) for name in _OWN_FILES if getattr(options, name) is not None}
    named = {name: f"{name}{path.suffix}" for name, path in own.items()}
    (kept / _OWN).mkdir()
    for name, path in own.items():
        shutil.copyfile(path, kept / _OWN / named[name])
    if options.lists is not None:
        (kept / _OWN / "lists").mkdir()
        for path in sorted(options.lists.glob("*.csv")):
            shutil.copyfile(path, kept / _OWN / "lists" / path.name)
    asked: Mapping[str, Any] = {
        "settings": settings,
        "columns": dict(sorted(options.columns.items())),
        "own": named,
        "lists": options.lists is not None,
        **{name: getattr(options, name) for name in _VALUES},
    }
    (kept / _ASKED).write_text(json.dumps(asked, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measured_before(folder: Path, settings: str) -> pl.DataFrame:
    """DIGESTS of the articles whose measurements in an earlier scores folder hold with these settings.

    None of them where there is no such folder, or where it cannot be read: then all is measured anew.
    """
    kept = folder / KEPT
    try:
        if json.loads((kept / _ASKED).read_text(encoding="utf-8"))["settings"] != settings:
            return pl.DataFrame(schema=DIGESTS)
        return pl.read_parquet(kept / _DIGESTS).select(DIGESTS.names()).cast(dict(DIGESTS))  # type: ignore[arg-type]
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        return pl.DataFrame(schema=DIGESTS)


def compared_before(folder: Path, settings: str) -> Path | None:
    """The folder of what comparing kept in an earlier scores folder, if it holds with these settings."""
    compared = folder / KEPT / _COMPARED
    try:
        asked = json.loads((folder / KEPT / _ASKED).read_text(encoding="utf-8"))
        return compared if asked["settings"] == settings and is_whole(compared) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
