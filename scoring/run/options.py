"""How a corpus is to be scored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scoring.workers.attempts import ARTICLE_SECONDS

LOCAL, SPARK = "local", "spark"


@dataclass(frozen=True, slots=True)
class Options:
    """How a corpus is to be scored.

    columns: names of the input's columns by ours. manifest, actors: the user's own files. workers: processes.
    csv: whether CSV files are written beside the Parquet ones. trained_mentions: how many mentions per article
    the trained reader reads (`scoring.run.score.ALL_MENTIONS`; 0: none; None: all in a corpus of up to READ_WHOLE
    articles, READ_FEW per article in a larger one). weights, reference: the user's own files for the index.
    groups: a file of groups of actors to compare. article_seconds: how long this machine may compute for one
    article in one stage before the article becomes a reject (0: no limit). lists: a folder of the user's own word
    lists, named as in `data/`, each replacing the shipped one. ratings: the user's own ratings of outlets, by
    domain or name. engine: where the work is done, `local` or `spark`; master: the address of the Spark cluster (None:
    Spark on this machine); partitions: how many tasks Spark is given at a time (None: as many as it has batches).
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    manifest: Path | None = None
    actors: Path | None = None
    workers: int = 1
    csv: bool = True
    trained_mentions: int | None = None
    weights: Path | None = None
    reference: Path | None = None
    groups: Path | None = None
    article_seconds: float = ARTICLE_SECONDS
    lists: Path | None = None
    ratings: Path | None = None
    engine: str = LOCAL
    master: str | None = None
    partitions: int | None = None
