"""The hidden folder of a run: what each stage has finished so far. Every file is either complete or absent.

A run may take several rounds (`scoring.run.stages.rounds`); files made in a later round carry its number.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

import polars as pl

from scoring.schema.folder import replace_file
from scoring.workers.faults import Fault

FAULTS = "faults.json"
Faults = Mapping[str, Fault]
"""The faults of articles, by article_id."""


def articles_path(work: Path, number: int) -> Path:
    """A batch of articles as they were read."""
    return work / f"articles-{number:05}.parquet"


def tokens_path(work: Path, number: int) -> Path:
    """The words of a batch."""
    return work / f"tokens-{number:05}.parquet"


def sketches_path(tokens: Path) -> Path:
    """What is kept in mind of the articles whose words these are."""
    return tokens.with_name(tokens.name.replace("tokens", "sketches"))


def compared_path(work: Path, name: str, round_number: int) -> Path:
    """One of the frames that comparing makes."""
    return work / f"{name}{_suffix(round_number)}.parquet"


def kept_path(work: Path, round_number: int) -> Path:
    """The folder of what comparing keeps for the next comparison."""
    return work / f"kept{_suffix(round_number)}"


def cut_path(work: Path, what: str, ids: Iterable[str]) -> Path:
    """The folder of some of the articles, cut into batches of their own."""
    digest = blake2b("\x1f".join(ids).encode(errors="surrogatepass"), digest_size=8)
    return work / f"{what}-{digest.hexdigest()}"


def measured_path(work: Path, number: int, round_number: int) -> Path:
    """The folder of a measured batch."""
    return work / f"measured-{number:05}{_suffix(round_number)}"


def _round_path(work: Path, round_number: int) -> Path:
    return work / f"left-out{_suffix(round_number)}.json"


def _suffix(round_number: int) -> str:
    return f"-round-{round_number}" if round_number else ""


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Write a Parquet file atomically."""
    aside = path.with_suffix(".writing")
    frame.write_parquet(aside, compression="lz4")
    replace_file(aside, path)


def write_faults(faults: Faults, path: Path) -> None:
    """Write faults to a file atomically."""
    aside = path.with_suffix(".writing")
    aside.write_text(json.dumps({name: asdict(fault) for name, fault in faults.items()}), encoding="utf-8")
    replace_file(aside, path)


def read_faults(path: Path) -> dict[str, Fault]:
    """The faults in a file; none if it does not exist."""
    if not path.exists():
        return {}
    return {name: Fault(**fault) for name, fault in json.loads(path.read_text(encoding="utf-8")).items()}


def left_out_in(work: Path, round_number: int) -> dict[str, Fault]:
    """The articles left out in a round; none in the first (0)."""
    return read_faults(_round_path(work, round_number)) if round_number else {}


def latest_round(work: Path) -> int:
    """The round that an interrupted run had reached; 0 for a new run."""
    number = 0
    while _round_path(work, number + 1).exists():
        number += 1
    return number


def begin_round(work: Path, number: int, left_out: Faults) -> None:
    """Record which articles are left out in a round, before anything else of that round is written."""
    write_faults(dict(sorted(left_out.items())), _round_path(work, number))
