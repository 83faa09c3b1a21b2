"""Invented corpora for the evaluations that draw from one."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl


def corpus_of(texts: Sequence[str], path: Path) -> Path:
    """A table of one invented article for each text, by one outlet, at `path`."""
    rows = [
        {"id": f"a{n}", "outlet": "Echo", "title": f"Bridge {n}", "text": text}
        for n, text in enumerate(texts)
    ]
    pl.DataFrame(rows).write_parquet(path)
    return path
