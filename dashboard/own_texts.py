"""What a visitor uploads or pastes: scored here, kept in a folder of this machine until the server ends.

Each upload has a token of its own, which nobody can guess, so the uploads of two sessions are apart.
"""

import atexit
import json
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from scoring.messages.complaints import sentence
from scoring.schema.scores import Scores

if TYPE_CHECKING:
    from scoring.run.preview import Preview

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
PREVIEWED_ROWS = 3
_TOKEN = re.compile(r"[0-9a-f]{32}")
_UNSAFE = re.compile(r"[^\w.\- ]")
_REMEDY = re.compile(
    r"; (?:or )?(?:if [^;]*, )?name it(?: with|:) --map text=\S+|: masthead score PATH --out DIR"
)
_PASTED = re.compile(r"pasted\.jsonl, row 1: ")
MEGABYTE = 1_000_000
IN, SCORED, CHECKED = "upload", "scores", "checked"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as uploaded: its name and its bytes."""

    name: str
    content: bytes


def pasted(text: str, *, title: str = "", outlet: str = "", published: str = "", url: str = "") -> Upload:
    """A pasted text with what is told of it, as a file that is read like any other."""
    told = {"title": title.strip(), "outlet": outlet.strip(), "published": published, "url": url.strip()}
    record = {"text": text, **{name: value for name, value in told.items() if value}}
    return Upload("pasted.jsonl", json.dumps(record, ensure_ascii=False).encode("utf-8", errors="replace"))


@cache
def _root() -> Path:
    root = Path(tempfile.mkdtemp(prefix="masthead-own-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def scored_folder(token: str) -> Path | None:
    """The scores folder of an upload; None if the token is nonsense or the folder is gone."""
    return _folder(token, SCORED)


def checked_folder(token: str) -> Path | None:
    """The folder with what a check of an upload found; None as for `scored_folder`."""
    return _folder(token, CHECKED)


def _folder(token: str, name: str) -> Path | None:
    if not _TOKEN.fullmatch(token):
        return None
    folder = _root() / token / name
    return folder if folder.is_dir() else None


def warm_up(scores: Scores | None) -> None:
    """Load what scoring needs, and index the corpus, while the visitor is still looking for a text."""

    def prepare() -> None:
        from scoring.run import check

        # What fails here fails again when a text is checked, and is told then.
        with suppress(Exception):
            check.warm_up(scores)

    Thread(target=prepare, daemon=True, name="check: warming up").start()


def check_uploads(
    uploads: Sequence[Upload], against: Scores | None, *, columns: Mapping[str, str], progress: Progress
) -> str:
    """Score uploaded articles and compare them with the open corpus; returns the token of the result.

    Raises ValueError, with the reason, if they cannot be scored.
    """

    def work(folder: Path) -> None:
        # Imported here so that the pipeline is loaded only when somebody scores.
        from scoring.run.check import check
        from scoring.run.options import Options

        check(folder / IN, against, Options(columns=columns), progress).save(folder / CHECKED)

    return _done(uploads, work)


def score_uploads(
    uploads: Sequence[Upload], *, columns: Mapping[str, str], progress: Progress, workers: int = 1
) -> str:
    """Score uploaded files as a corpus of their own, as the command line would; returns the token of the result.

    Raises ValueError, with the reason, if they cannot be scored.
    """

    def work(folder: Path) -> None:
        from scoring.run.options import Options
        from scoring.run.score import score

        score([folder / IN], folder / SCORED, Options(columns=columns, workers=workers), progress)

    return _done(uploads, work)


def _done(uploads: Sequence[Upload], work: Callable[[Path], None]) -> str:
    """Lay the uploads down in a new folder, do the work there, and take them away again."""
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
            name = _safe_name(upload.name)
            taken = (folder / IN / name).exists()
            (folder / IN / (f"{number}-{name}" if taken else name)).write_bytes(upload.content)
        work(folder)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        # Nothing a visitor uploads may end in a traceback; reasons name the file, not where it was kept.
        raise ValueError(_reason(error, folder)) from error
    shutil.rmtree(folder / IN, ignore_errors=True)
    return token


def _safe_name(name: str) -> str:
    return _UNSAFE.sub("_", Path(name).name).lstrip(".") or "upload.txt"


def _reason(error: Exception, folder: Path) -> str:
    """Why an upload cannot be scored, in the words of a page: no path, no folder, no option of the command line."""
    told = sentence(error).replace(f"{folder}/", "").replace(str(folder / IN), "the upload")
    told = _REMEDY.sub("; choose its column", told.replace(f"{IN}/", ""))
    alone = _PASTED.search(told)
    return f"The text cannot be checked: {told[alone.end() :]}" if alone else told


def preview_of(upload: Upload) -> "Preview | None":
    """The first rows of an uploaded table and the columns that are recognised; None for a file of another kind."""
    from scoring.run.preview import TABLES, preview

    name = _safe_name(upload.name)
    if not name.lower().endswith(TABLES):
        return None
    with tempfile.TemporaryDirectory(prefix="preview-", dir=_root()) as folder:
        path = Path(folder) / name
        path.write_bytes(upload.content)
        return preview(path, PREVIEWED_ROWS)
