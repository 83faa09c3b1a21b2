"""`data/labels/KIND.csv`: one row for each reader and item, sorted, without any text.

Columns: `set`, `article_id`, `start`, `end` (characters of the text as given), `sha1` (head of the hash of the marked
words), `draw`, for mentions `actor`, then `round`, `reader` and the labels. Readers `a` and `b` read alone; `c` settles
what they disagree on.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.evaluate.labels.kinds import Kind
from scoring.schema.lists import data_folder

READERS = ("a", "b", "c")
THIRD = "c"
PLACE = ("set", "article_id", "start", "end", "sha1", "draw")

Row = dict[str, str]
Key = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One item with each reader's answers: reader -> rows; only whole articles have more than one row per reader."""

    key: Key
    sha1: str
    draw: str
    round: str
    actor: str
    by_reader: Mapping[str, Sequence[Row]]
    alone: bool = False  # whether one reader's answer counts

    def answer(self, reader: str, question: str) -> str:
        """What a reader answered; empty where there is no answer."""
        rows = self.by_reader.get(reader, ())
        return rows[0][question] if rows else ""

    def settled(self, question: str) -> str:
        """The third reader's answer, else the one that the first two share; empty where they differ.

        Of a kind that one reader read alone, that reader's.
        """
        if third := self.answer(THIRD, question):
            return third
        first, second = (self.answer(reader, question) for reader in READERS[:2])
        return first if first == second or (self.alone and not second) else ""


def columns_of(kind: Kind) -> tuple[str, ...]:
    """The columns of a kind's file."""
    facts = ("actor",) if kind.name == "mentions" else ()
    return (*PLACE, *facts, "round", "reader", *kind.kept)


def path_of(kind: Kind, folder: Path | None = None) -> Path:
    """Where a kind's labels lie: in the shipped labels, or in a folder of the user's own."""
    return (folder or data_folder() / "labels") / f"{kind.name}.csv"


def read_rows_of(kind: Kind, folder: Path | None = None) -> list[Row]:
    """All rows of a kind. Raises ValueError, in one sentence, where the file lacks a column."""
    path = path_of(kind, folder)
    if not path.is_file():
        raise ValueError(f"There are no labels of {kind.name}: {path} does not exist.")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        if missing := [name for name in columns_of(kind) if name not in (rows.fieldnames or ())]:
            raise ValueError(f"{path} lacks the column(s) {', '.join(missing)}.")
        return list(rows)


def write_rows_of(kind: Kind, rows: Iterable[Row], folder: Path | None = None) -> Path:
    """Write a kind's rows in their order, for small differences from version to version."""
    path = path_of(kind, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(
        rows,
        key=lambda r: (
            r["set"],
            r["round"],
            r["article_id"],
            int(r["start"]),
            r["reader"],
            number_in(r, "cue_start"),
        ),
    )
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, columns_of(kind), lineterminator="\n", restval="")
        table.writeheader()
        table.writerows(ordered)
    return path


def number_in(row: Mapping[str, str], name: str) -> int:
    """The number in a cell; -1 where the cell is empty or not there."""
    return int(row.get(name) or -1)


def key_of(row: Mapping[str, str]) -> Key:
    """The item that a row is about."""
    return row["set"], row["article_id"], int(row["start"]), int(row["end"])


def labelled_items(kind: Kind, folder: Path | None = None, rounds: Sequence[str] = ()) -> list[Labelled]:
    """The items of a kind with all answers, of the given rounds only where any are given."""
    found: dict[Key, dict[str, list[Row]]] = {}
    first: dict[Key, Row] = {}
    for row in read_rows_of(kind, folder):
        if not rounds or row["round"] in rounds:
            found.setdefault(key_of(row), {}).setdefault(row["reader"], []).append(row)
            first.setdefault(key_of(row), row)
    return [
        Labelled(key, one["sha1"], one["draw"], one["round"], one.get("actor", ""), found[key], kind.alone)
        for key, one in first.items()
    ]
