"""Benchmarks as JSON lines, plain or gzipped."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_GZIP = b"\x1f\x8b"


def json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number and the object of each line. Raises ValueError, naming the line, for one that is no JSON object."""
    with path.open("rb") as probe:
        gzipped = probe.read(len(_GZIP)) == _GZIP
    with gzip.open(path, "rt", encoding="utf8") if gzipped else path.open(encoding="utf8") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if not isinstance(row, dict):
                raise ValueError(f"Line {number} of {path} is no JSON object.")
            yield number, row
