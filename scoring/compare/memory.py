"""Where a comparison keeps what it found, and where an earlier one did."""

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl

CONTENT = ("title", "text", "byline", "url", "canonical_url", "markup")
"""The fields that an article has by itself; its outlet and its date follow from others too."""
_DIGEST_BYTES = 16
_SUMS = "sums.json"
_BYTES_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class Memory:
    """keep: the folder for what this comparison finds, with the store of its sketches. before: an earlier one's."""

    keep: Path
    before: Path | None = None


def content_digests(articles: pl.DataFrame) -> pl.Series:
    """Of each article one digest of the fields CONTENT."""
    digests = []
    for row in articles.select(CONTENT).iter_rows():
        digest = blake2b(digest_size=_DIGEST_BYTES)
        for cell in row:
            if cell is None:
                digest.update(b"-")
                continue
            encoded = (cell if isinstance(cell, str) else repr(cell)).encode(errors="surrogatepass")
            digest.update(b"%d:" % len(encoded))
            digest.update(encoded)
        digests.append(digest.digest())
    return pl.Series("content", digests, dtype=pl.Binary)


def seal(folder: Path) -> None:
    """Write down the digest of each file of a folder, when all are written."""
    (folder / _SUMS).write_text(json.dumps(_sums(folder), indent=1) + "\n", encoding="utf-8")


def is_whole(folder: Path) -> bool:
    """Whether a folder was sealed and each of its files is as it was then.

    Damage would not show: hashes with a wrong bit are hashes. Raises OSError or ValueError if it cannot be read.
    """
    told: Any = json.loads((folder / _SUMS).read_text(encoding="utf-8"))
    return bool(told == _sums(folder))


def _sums(folder: Path) -> dict[str, str]:
    return {path.name: _sum(path) for path in sorted(folder.iterdir()) if path.name != _SUMS}


def _sum(path: Path) -> str:
    digest = blake2b(digest_size=_DIGEST_BYTES)
    with path.open("rb") as file:
        while part := file.read(_BYTES_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()
