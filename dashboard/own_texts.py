"""Scoring what a visitor uploads or pastes: files kept in a folder of this machine until the server ends."""

import atexit
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Scoring should take minutes at most; whole corpora are for the command line.
MOST_MEGABYTES = 50
MOST_CHARACTERS = 200_000
# What `masthead score` reads, as a file and packed; a test compares the two.
SUFFIXES = (
    "txt", "text", "md", "markdown", "docx", "docm", "eml", "mbox", "html", "htm", "xhtml", "shtml",
    "csv", "tsv", "tab", "json", "jsonl", "ndjson", "jsonlines", "jl", "parquet", "pq",
    "db", "sqlite", "sqlite3", "db3", "warc", "wet", "xlsx", "xlsm", "xlsb", "xls", "ods",
    "zip", "tar", "tgz", "tbz", "tbz2", "txz", "tzst", "gz", "bz2", "xz", "lzma", "zst", "zstd",
)  # fmt: skip
_TOKEN = re.compile(r"[0-9a-f]{32}")
_UNSAFE = re.compile(r"[^\w.\- ]")
MEGABYTE = 1_000_000
IN = "upload"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as uploaded: its name and its bytes."""

    name: str
    content: bytes


@cache
def _root() -> Path:
    root = Path(tempfile.mkdtemp(prefix="masthead-own-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def scored_folder(token: str) -> Path | None:
    """The scores folder of an upload; None if the token is nonsense or the folder is gone."""
    if not _TOKEN.fullmatch(token):
        return None
    folder = _root() / token / "scores"
    return folder if folder.is_dir() else None


def score_uploads(
    uploads: Sequence[Upload], *, columns: Mapping[str, str], progress: Progress, workers: int = 1
) -> str:
    """Score uploaded files as the command line would; returns the token of the result.

    Raises ValueError, with the reason, if they cannot be scored.
    """
    # Imported here so that the pipeline is loaded only when somebody scores.
    from scoring.run.options import Options
    from scoring.run.score import score

    size = sum(len(upload.content) for upload in uploads)
    if size > MOST_MEGABYTES * MEGABYTE:
        raise ValueError(
            f"{size / MEGABYTE:.0f} MB is more than the {MOST_MEGABYTES} MB that this page takes. "
            "Score a corpus on the command line: masthead score PATH --out DIR"
        )
    if not uploads:
        raise ValueError("There is nothing to score: add a file or paste a text.")
    token = secrets.token_hex(16)
    folder = _root() / token
    (folder / IN).mkdir(parents=True)
    try:
        for number, upload in enumerate(uploads):
            name = _UNSAFE.sub("_", Path(upload.name).name).lstrip(".") or "upload.txt"
            taken = (folder / IN / name).exists()
            (folder / IN / (f"{number}-{name}" if taken else name)).write_bytes(upload.content)
        score([folder / IN], folder / "scores", Options(columns=columns, workers=workers), progress)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        # Nothing a visitor uploads may end in a traceback; reasons name the file, not where it was kept.
        raise ValueError(
            str(error).replace(f"{folder}/", "").replace(str(folder / IN), "the upload")
        ) from error
    shutil.rmtree(folder / IN, ignore_errors=True)
    return token
