"""Reads a corpus as given, since labels name places by characters of the text before any cleaning.

Cleaning may remove characters (invisible ones, surplus blank lines). So items are drawn only in articles whose text
Masthead keeps exactly as given, nine in ten of `allsides_dev`, so that offsets are the same before and after.
"""

import csv
import gzip
import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import polars as pl

from scoring.compare.agencies import same_outlet
from scoring.corpus.pages.page import Page, read_page
from scoring.corpus.read import read_corpus

SHORTEST = 120
"""Words: a shorter text is not drawn."""
_PARTS = ("dev", "train", "test")


def set_of(path: Path) -> str:
    """The name of a set: that of its file, with that of its folder where the file is only called `dev`.

    >>> set_of(Path("corpora/allsides_dev.parquet")), set_of(Path("wire_day/dev.csv"))
    ('allsides_dev', 'wire_day/dev')
    """
    stem = path.name.partition(".")[0]
    return f"{path.parent.name}/{stem}" if stem in _PARTS else stem


def given_rows(path: Path) -> pl.DataFrame:
    """The rows of a Parquet or CSV file as given: `article_id`, `text`, and `outlet`, `byline`, `published` if there.

    Raises ValueError, in one sentence, where the file has no id or no text.
    """
    frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
    if missing := [name for name in ("id", "text") if name not in frame.columns]:
        raise ValueError(
            f"{path} lacks the column(s) {', '.join(missing)}: labels name an article by its id."
        )
    return frame.select(
        pl.col("id").alias("article_id"),
        *(name for name in ("outlet", "byline", "published", "text") if name in frame.columns),
    )


def outlets_of(path: Path) -> set[str]:
    """The outlets of a set of pages, as it names them."""
    return set(given_rows(path)["outlet"].drop_nulls().to_list())


def without_outlets(rows: pl.DataFrame, path: Path, outlets: Collection[str]) -> pl.DataFrame:
    """The rows of a set whose outlet and site (its column `domain`, if it has one) are none of `outlets`."""
    given = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
    known = [column for column in ("outlet", "domain") if column in given.columns]
    left_out = {
        names[0]
        for names in given.select("id", *known).iter_rows()
        if any(name and _is_of(name, outlet) for name in names[1:] for outlet in outlets)
    }
    return rows.filter(~pl.col("article_id").is_in(list(left_out)))


def _is_of(name: str, outlet: str) -> bool:
    """Whether this outlet or site is the other's, or a part of it (`blogs.valleyledger.example`)."""
    return same_outlet(name, outlet) or name.endswith(f".{outlet}")


def unchanged_articles(path: Path) -> pl.DataFrame:
    """The English articles of 120 words or more whose text is kept exactly as it was given, as Masthead reads them."""
    articles = read_corpus([path]).articles
    words = pl.col("text").str.count_matches(r"\S+")
    given = given_rows(path).select("article_id", given="text")
    return (
        articles.join(given, on="article_id")
        .filter(pl.col("text") == pl.col("given"), pl.col("language") == "en", words >= SHORTEST)
        .drop("given")
    )


def page_lines(path: Path) -> pl.DataFrame:
    """The pages of a file of JSON lines (`page`, `html`) as Masthead's reader turns them into lines.

    `article_id`, `title` and `text`, the lines one below the other. Offsets hold for this reading of the page only;
    a label finds its line again by the hash of its words.
    """
    rows = [(name, title, page.text) for name, title, page in pages_of(path)]
    return pl.DataFrame(rows, schema=["article_id", "title", "text"], orient="row")


def pages_of(path: Path, only: Collection[str] | None = None) -> Iterator[tuple[str, str, Page]]:
    """The name, the title and the reading of each page of a file, or of some of them."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            try:
                row = json.loads(line)
                name, html = str(row["page"]), str(row["html"])
            except (ValueError, KeyError, TypeError):
                raise ValueError(f"{path}: each line must be a JSON object with `page` and `html`.") from None
            if only is None or name in only:
                yield name, str(row.get("title") or ""), read_page(html)


def ids_in(paths: Iterable[Path]) -> set[str]:
    """The articles named in files of labels, by their column `article_id`."""
    found: set[str] = set()
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if "article_id" not in (rows.fieldnames or ()):
                raise ValueError(f"{path} lacks the column article_id: it names no articles to leave out.")
            found.update(row["article_id"] for row in rows)
    return found


def texts_of(kind: str, path: Path) -> dict[str, str]:
    """The texts in which labels of a kind name their places, by article."""
    frame = page_lines(path) if kind == "furniture" else given_rows(path)
    return dict(frame.select("article_id", "text").iter_rows())
