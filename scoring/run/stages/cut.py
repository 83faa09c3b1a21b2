"""Articles cut into batches that lie in a folder; the texts stay there until a batch is worked on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from scoring.compare.memory import content_digests
from scoring.run.work_folder import Faults, articles_path, cut_path, tokens_path, write_frame

BATCH = 128  # articles: a second or two of work, so that little is lost by stopping
FEW = (
    32  # articles of a batch where an update measures a few hundred, so that all workers are busy to the end
)


@dataclass(frozen=True, slots=True)
class How:
    """How a corpus is taken through the stages; see `scoring.run.score.Options`."""

    actors: Path | None
    trained_mentions: int | None
    article_seconds: float


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch as sent to a worker; the file `done` is written when it is finished.

    held: the folder of its articles and their words. left_out: its articles that have already failed. round: the round
    whose comparison applies.
    """

    work: Path
    held: Path
    number: int
    round: int
    left_out: frozenset[str]
    how: How
    done: Path


@dataclass(frozen=True, slots=True)
class Cut:
    """Articles (ids, in order) cut into batches that lie in a folder."""

    held: Path
    ids: Sequence[str]
    size: int

    def batches(self, work: Path, left_out: Faults, round_number: int, how: How) -> list[Batch]:
        """The batches as they are tokenised."""
        return [
            Batch(
                work,
                self.held,
                number,
                round_number,
                frozenset(left_out.keys() & set(self.ids[number * self.size : (number + 1) * self.size])),
                how,
                tokens_path(self.held, number),
            )
            for number in self.numbers()
        ]

    def batch_of(self) -> dict[str, int]:
        """The number of each article's batch."""
        return {article_id: row // self.size for row, article_id in enumerate(self.ids)}

    def numbers(self) -> Sequence[int]:
        """The numbers of the batches."""
        return numbers_of(len(self.ids), self.size)


def whole(about: pl.DataFrame, work: Path) -> Cut:
    """All articles, as `lay_out` cut them."""
    return Cut(work, about["article_id"].to_list(), BATCH)


def cut_out(about: pl.DataFrame, ids: pl.Series, work: Path, what: str) -> Cut:
    """Some of the articles, in order, cut into batches of their own."""
    cut = Cut(cut_path(work, what, ids), ids.to_list(), min(BATCH, FEW))
    if cut.ids and not articles_path(cut.held, cut.numbers()[-1]).exists():
        cut.held.mkdir(exist_ok=True)
        chosen = pl.concat(
            pl.read_parquet(articles_path(work, number)).filter(pl.col("article_id").is_in(ids.implode()))
            for number in sorted(
                {row // BATCH for row in about["article_id"].is_in(ids.implode()).arg_true()}
            )
        )
        _lay_in(chosen, cut.held, cut.size)
    return cut


def lay_out(articles: pl.DataFrame, work: Path) -> pl.DataFrame:
    """Cut the articles into batches on disk; returns what of them stays in memory: all but the texts, and `content`,
    a digest of what comparing asks of each."""
    _lay_in(articles, work, BATCH)
    return articles.drop("text", "markup").with_columns(content_digests(articles))


def _lay_in(articles: pl.DataFrame, folder: Path, size: int) -> None:
    for number in numbers_of(articles.height, size):
        path = articles_path(folder, number)
        if not path.exists():
            write_frame(articles.slice(number * size, size), path)


def laid_out(work: Path) -> list[Path]:
    """The files of the batches, in order."""
    paths: list[Path] = []
    while (path := articles_path(work, len(paths))).exists():
        paths.append(path)
    return paths


def numbers_of(articles: int, size: int) -> Sequence[int]:
    """The numbers of the batches of so many articles."""
    return range(-(-articles // size))


def among(articles: pl.DataFrame, sound: pl.DataFrame) -> pl.DataFrame:
    """Those of the articles that are sound."""
    return articles.filter(pl.col("article_id").is_in(sound["article_id"].implode()))


def without(articles: pl.DataFrame, left_out: Iterable[str]) -> pl.DataFrame:
    """The articles but those that are left out."""
    ids = pl.Series(list(left_out), dtype=pl.String)
    return articles.filter(~pl.col("article_id").is_in(ids.implode()))
