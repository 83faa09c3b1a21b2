"""Stories against an answer key: are two articles grouped if they are about one event?

The key is a folder laid out like the bundled sample: `KEY.csv` with `file` and `story`, `manifest.csv` with
`file`, `outlet`, `title` and `published` (empty where unknown), and the files. Every pair of articles is one
question: precision is the share of grouped pairs that belong together, recall the share of pairs belonging together
that are grouped, F1 their harmonic mean. B-cubed asks the same of each article, so that large stories do not count for
most.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import polars as pl

from scoring.compare.stories.stories import find_stories
from scoring.corpus.facts.dates import read_date
from scoring.schema.lists import data_folder, read_list


def evaluate(path: Path | None = None) -> dict[str, float]:
    """Precision, recall and F1 over pairs, with `articles`, `stories` and `found`, the stories we make.

    `path` is the folder of the key; None is the bundled sample. Raises FileNotFoundError or ValueError, in one
    sentence, if the key or the manifest is not as it should be.
    """
    folder = path if path is not None else data_folder() / "sample"
    articles = read_key(folder)
    found = find_stories(articles.drop("story")).join(articles.select("article_id", "story"), on="article_id")
    figures = compare(found.select("story_id", "story").iter_rows())
    figures |= b_cubed(found.select("story_id", "story").iter_rows())
    counts = {"articles": articles.height, "stories": articles["story"].n_unique()}
    return {**figures, **counts, "found": found["story_id"].n_unique()}


def read_key(folder: Path) -> pl.DataFrame:
    """The articles of a key with their true story: article_id, outlet, published, text, story."""
    key, manifest = read_list(folder / "KEY.csv"), read_list(folder / "manifest.csv")
    for name, frame, needed in (
        ("KEY.csv", key, ("file", "story")),
        ("manifest.csv", manifest, ("file", "outlet", "published")),
    ):
        if missing := [column for column in needed if column not in frame.columns]:
            raise ValueError(f"{folder / name} lacks the column(s) {', '.join(missing)}.")
    joined = key.select("file", "story").join(
        manifest.select("file", "outlet", "published"), on="file", how="left"
    )
    texts = [(folder / file).read_text(encoding="utf-8", errors="replace") for file in joined["file"]]
    return joined.select(
        "outlet",
        "story",
        article_id="file",
        published=pl.Series([_read(date) for date in joined["published"]], dtype=pl.Datetime("us")),
        text=pl.Series(texts, dtype=pl.String),
    )


def _read(date: str | None) -> datetime | None:
    moment = read_date(date) if date else ""
    return None if isinstance(moment, str) else moment.at


def compare(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Precision, recall and F1 over pairs of articles, given the found and the true story of each.

    >>> compare([("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")])["precision"]
    0.3333333333333333
    """
    frame = pl.DataFrame(list(pairs), schema={"found": pl.String, "true": pl.String}, orient="row")
    hits, together, belong = (_pairs(frame, keys) for keys in (["found", "true"], ["found"], ["true"]))
    return {
        "precision": hits / together if together else 0.0,
        "recall": hits / belong if belong else 0.0,
        "f1": 2 * hits / (together + belong) if together + belong else 0.0,
    }


def b_cubed(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """B-cubed precision, recall and F1, given the found and the true story of each article.

    Of each article, the share of those put with it that belong with it, and of those that belong with it the share that
    was put with it, itself included; means over articles (Bagga and Baldwin 1998; Amigó et al. 2009).

    >>> round(b_cubed([("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")])["b_cubed.precision"], 3)
    0.667
    """
    frame = pl.DataFrame(list(pairs), schema={"found": pl.String, "true": pl.String}, orient="row")
    if frame.is_empty():
        return {f"b_cubed.{name}": 0.0 for name in ("precision", "recall", "f1")}
    both = pl.len().over("found", "true")
    shares = frame.select(precision=both / pl.len().over("found"), recall=both / pl.len().over("true"))
    precision, recall = shares.mean().row(0)
    return {
        "b_cubed.precision": precision,
        "b_cubed.recall": recall,
        "b_cubed.f1": 2 * precision * recall / (precision + recall),
    }


def _pairs(frame: pl.DataFrame, keys: list[str]) -> int:
    size = frame.group_by(keys).len()["len"].cast(pl.Int64)
    return int((size * (size - 1) // 2).sum())


def render(figures: Mapping[str, float]) -> str:
    """The figures as a few lines for the terminal."""
    found = "{articles:.0f} articles on {stories:.0f} stories; {found:.0f} found"
    pairs = "pairs: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
    articles = "articles (B-cubed): precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
    cubed = {name: figures[f"b_cubed.{name}"] for name in ("precision", "recall", "f1")}
    return f"{found}\n{pairs}".format(**figures) + "\n" + articles.format(**cubed)
