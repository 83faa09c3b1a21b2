"""`corrections.csv`: which spans readers of a scores folder judged right or wrong, kept beside its tables.

A row names a span by its article, its characters and a hash of its words, so that it still holds after an update, and
holds no word of the article. The file is read as a whole, changed and put in place in one step, under a lock, so that
two sessions lose nothing of each other's. It may be edited by hand: rows that cannot be kept are named and left in it.
"""

import csv
import hashlib
import io
import os
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import polars as pl

from scoring.schema.columns import Table, fact, kind, place
from scoring.schema.csv_files import csv_bytes, restored
from scoring.schema.kinds import Drawn, ToneSign, Verdict

try:
    import fcntl
except ImportError:  # a system without it: sessions of one server are still kept apart
    fcntl = None  # type: ignore[assignment]

FILE_NAME = "corrections.csv"
HASH_LENGTH = 12
NOTE_CHARACTERS = 500
_MOST_CHARACTERS = 2**31  # places in a text are kept in 32 bits
_HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TRIES, _WAIT = 100, 0.02  # a folder that is being put in place is away for less than a moment

CORRECTIONS = Table(
    "corrections",
    "What a reader judged of one span of evidence. It is the readers', not a result: no run writes or changes it.",
    (
        fact("article_id", "The article's id.", required=True),
        place("start", "First character of the span in the article's text."),
        place("end", "One past its last character."),
        fact("sha1", f"The first {HASH_LENGTH} digits of the SHA-1 of its words in UTF-8.", required=True),
        fact("metric", "The metric whose evidence it is.", required=True),
        fact("actor", "Of a mention: the actor's id."),
        kind("said", ToneSign, "Of a mention: the tone that was shown", required=False),
        kind("drawn", Drawn, "How the span came before the reader", required=False),
        kind("verdict", Verdict, "The judgement; empty where there is only a note", required=False),
        fact("note", "The reader's own words."),
        fact("time", "When it was judged (UTC)."),
    ),
    ("article_id", "metric", "actor", "start", "end", "sha1"),
)
_NEEDED = ("article_id", "start", "end", "sha1", "metric", "verdict")


class Key(NamedTuple):
    """What a judgement is about."""

    article_id: str
    metric: str
    actor: str
    start: int
    end: int
    sha1: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row: the columns of `CORRECTIONS` in their order, empty text for an empty cell."""

    article_id: str
    start: int
    end: int
    sha1: str
    metric: str
    actor: str = ""
    said: str = ""
    drawn: str = ""
    verdict: str = ""
    note: str = ""
    time: str = ""

    @property
    def key(self) -> Key:
        """What it is about."""
        return Key(self.article_id, self.metric, self.actor, self.start, self.end, self.sha1)


class Refused(NamedTuple):
    """A row that cannot be kept: its line in the file, why, and its cells by column."""

    line: int
    reason: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Corrections:
    """The judgements of a folder by what they are about, the last on each; and the rows that were refused."""

    rows: Mapping[Key, Judgement] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()

    @property
    def accepted(self) -> "Corrections":
        """The same without the refused rows."""
        return Corrections(self.rows)

    def told(self, most: int = 5) -> str:
        """The refused rows in one line; empty if there are none."""
        named = "; ".join(f"line {row.line}: {row.reason}" for row in self.refused[:most])
        more = f"; and {len(self.refused) - most:,} more" if len(self.refused) > most else ""
        return named + more


def mark_hash(words: str) -> str:
    """The head of the hash by which marked words are known again without being printed.

    >>> mark_hash("said")
    'abc1350f2b5b'
    """
    digest = hashlib.sha1(words.encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return digest.hexdigest()[:HASH_LENGTH]


def now() -> str:
    """The time as it is kept."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def as_note(words: str) -> str:
    """A reader's words as they are kept: on one line, without signs that steer, and no longer than a note may be.

    >>> as_note(" No source:\\n a date. ")
    'No source: a date.'
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(plain.split())[:NOTE_CHARACTERS].rstrip()


def read_corrections(folder: Path) -> Corrections:
    """The judgements beside the scores; none where there is no file.

    Raises ValueError, in one sentence, where the file as a whole cannot be read.
    """
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Corrections()
    return parse(content, str(path))


def parse(content: bytes, name: str = FILE_NAME) -> Corrections:
    """The judgements in the bytes of such a file. Raises ValueError where they are none; `name` is for the message."""
    mend = "Mend it, or move it away."
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        head = [cell.strip() for cell in next(rows, [])]
        if missing := [column for column in _NEEDED if column not in head]:
            raise ValueError(
                f"{name} lacks the column(s) {', '.join(missing)}, between commas in its first line. {mend}"
            )
        kept: dict[Key, Judgement] = {}
        refused: list[Refused] = []
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            named = dict(zip(head, cells, strict=False))
            try:
                judgement = _checked({column: restored(cell) for column, cell in named.items()})
            except ValueError as error:
                refused.append(Refused(rows.line_num, str(error), named))
            else:
                kept.pop(judgement.key, None)
                kept[judgement.key] = judgement
    except UnicodeDecodeError:
        raise ValueError(f"{name} is not in UTF-8. {mend}") from None
    except csv.Error as error:
        raise ValueError(f"{name} is not a CSV file ({error}). {mend}") from None
    return Corrections(kept, tuple(refused))


def _checked(cells: Mapping[str, str]) -> Judgement:
    """The row as a judgement. Raises ValueError that says what is wrong with it."""
    given = {column.name: cells.get(column.name, "") for column in CORRECTIONS.columns}
    # Ids are as they are; of the rest a spreadsheet or a hand may have put blanks around it.
    given |= {name: cell.strip() for name, cell in given.items() if name not in ("article_id", "actor")}
    start, end = (_place(given[name], name) for name in ("start", "end"))
    if not given["article_id"]:
        raise ValueError("no article_id")
    if start >= end:
        raise ValueError(f"start {start} is not before end {end}")
    if not _HASH.fullmatch(given["sha1"]):
        raise ValueError(f"sha1 is not {HASH_LENGTH} digits of a hash")
    if not _NAME.fullmatch(given["metric"]):
        raise ValueError("metric is no name of a metric")
    for name, known in (("said", ToneSign), ("drawn", Drawn), ("verdict", Verdict)):
        words = [word.value for word in known if word.value]
        if given[name] and given[name] not in words:
            raise ValueError(f"{name} is none of {', '.join(words)}")
    if given["time"] and not _TIME.fullmatch(given["time"]):
        raise ValueError("time is not of the form 2026-01-31T12:00:00Z")
    given["note"] = as_note(given["note"])
    if not given["verdict"] and not given["note"]:
        raise ValueError("neither a verdict nor a note")
    return Judgement(**(given | {"start": start, "end": end}))  # type: ignore[arg-type]


def _place(cell: str, name: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < len(str(_MOST_CHARACTERS))):
        raise ValueError(f"{name} is no place in a text")
    return int(cell)


def as_bytes(found: Corrections) -> bytes:
    """The file: the judgements in the order of their keys, then the refused rows as they were."""
    rows = [astuple(found.rows[key]) for key in sorted(found.rows)]
    frame = pl.DataFrame(rows, schema=CORRECTIONS.schema, orient="row")
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    content = csv_bytes(
        frame.with_columns(
            pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name)).alias(name) for name in texts
        )
    )
    if not found.refused:
        return content
    rest = io.StringIO(newline="")
    table = csv.DictWriter(rest, list(frame.schema), restval="", extrasaction="ignore", lineterminator="\r\n")
    table.writerows(row.cells for row in found.refused)
    return content + rest.getvalue().encode()


def change(folder: Path, key: Key, judgement: Judgement | None) -> Judgement | None:
    """Put a judgement in place of what was said of `key` before, or take that back; returns what was said before.

    Raises OSError where the folder cannot be written, ValueError where the file there cannot be read.
    """
    with locked(folder):
        found = read_corrections(folder)
        rows = dict(found.rows)
        before = rows.pop(key, None)
        if judgement is not None:
            rows[judgement.key] = judgement
        if rows != found.rows:
            _write(folder, replace(found, rows=rows))
    return before


def _write(folder: Path, found: Corrections) -> None:
    path = folder / FILE_NAME
    if not found.rows and not found.refused:
        path.unlink(missing_ok=True)
        return
    aside = folder / f".{FILE_NAME}.{os.getpid()}.writing"
    try:
        with aside.open("wb") as out:
            out.write(as_bytes(found))
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def take_along(earlier: Path, built: Path) -> None:
    """Copy what readers judged of a scores folder into the one that takes its place; call it under its lock.

    The file is copied as it is, so that rows that this version refuses are not lost either.
    """
    if (earlier / FILE_NAME).is_file():
        (built / FILE_NAME).write_bytes((earlier / FILE_NAME).read_bytes())


_THREADS = threading.RLock()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep all other sessions and runs from changing what readers judged, as long as this lasts.

    The lock is on the folder itself, so that nothing is left in it; a folder that another has been put in the place of
    meanwhile is locked again. Raises FileNotFoundError where there is no such folder.
    """
    with _THREADS:
        handle = _lock(folder)
        try:
            yield
        finally:
            if handle is not None:
                os.close(handle)


def _lock(folder: Path) -> int | None:
    """A handle that holds the lock; None where the system or the file system has no such locks."""
    if fcntl is None:
        return None
    for attempt in range(_TRIES):
        try:
            handle = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(_WAIT)
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            os.close(handle)
            return None
        try:
            there: os.stat_result | None = folder.stat()
        except FileNotFoundError:
            there = None
        if there is not None and os.path.samestat(there, os.fstat(handle)):
            return handle
        os.close(handle)
        time.sleep(_WAIT)
    return None
