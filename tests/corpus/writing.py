"""Invented articles, and the files they are put into."""

import csv
import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

_SUBJECTS = ("The harbour board", "A school choir", "The ferry company", "One beekeeper", "The town archive")
_VERBS = ("bought", "repaired", "mislaid", "painted", "counted")
_OBJECTS = ("nine lanterns", "a brass bell", "the old timetable", "forty chairs", "two rowing boats")


def story(number: int = 0) -> str:
    """A short article of three lines and over thirty words, a different one for each number."""
    lines = []
    for line in range(3):
        mixed = number * 7 + line
        lines.append(
            f"{_SUBJECTS[mixed % 5]} {_VERBS[mixed // 5 % 5]} {_OBJECTS[mixed // 25 % 5]} on the morning "
            f"of day {number} and said nothing about it."
        )
    return "\n".join(lines)


def write_text(path: Path, text: str | bytes | None = None) -> Path:
    """Write one text file, making its folders; without text, an article."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = story() if text is None else text
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_table(path: Path, rows: Sequence[Mapping[str, object]], delimiter: str = ",") -> Path:
    """Write a CSV (packed if the name ends in .gz) with the keys of the first row as header."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_lines(path: Path, records: Sequence[object]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path
