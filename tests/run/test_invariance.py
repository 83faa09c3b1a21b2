"""What must not change a score: articles that are refused, copies, the names of outlets, who else is unknown."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.catalogue.find import catalogue
from scoring.run.options import Options
from scoring.run.score import Summary, score
from scoring.schema.tables import all_tables

from .test_score import articles_of, digest, write_corpus

PLAINLY = Options(trained_mentions=0)
ARTICLES = articles_of(60)
# Tables that speak of what was given; every other one speaks of what was scored.
OF_THE_RUN = {"rejects", "duplicates", "notes", "datapackage"}
# Names that sort in another order than those they stand for, and are no longer than they.
RENAMED = {
    "Outlet 0": "Zz Echo",
    "Outlet 1": "Mm Bolt",
    "Outlet 2": "Aa Post",
    "Outlet 3": "Yy Wire",
    "Outlet 4": "Bb Star",
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scores of the corpus as it is."""
    folder = tmp_path_factory.mktemp("plain")
    score([write_corpus(folder / "in", ARTICLES)], folder / "out", PLAINLY)
    return folder / "out"


def scored_alike(one: Path, other: Path) -> None:
    """Every table of what was scored has the same bytes."""
    first, second = (
        {name: value for name, value in digest(path).items() if name.partition(".")[0] not in OF_THE_RUN}
        for path in (one, other)
    )
    assert first == second


def inputs_of(folder: Path) -> str:
    """The hash of the input that the description gives."""
    return str(json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["masthead"]["input"])


def test_refused_articles_change_nothing(plain: Path, tmp_path: Path) -> None:
    """Rows and files that cannot be read stand in the rejects, and nowhere else do they leave a trace."""
    refused = [
        {"id": "a0000-short", "outlet": "Outlet 0", "date": "2022-03-01", "text": "Too short."},
        {"id": "zz", "outlet": "Outlet 9", "date": "2022-03-02", "text": ""},
        {"id": "a0003x", "outlet": "Outlet 1", "text": "word " * 400_001},
    ]
    write_corpus(tmp_path / "in", [refused[0], *ARTICLES[:30], refused[1], *ARTICLES[30:], refused[2]])
    (tmp_path / "in" / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "in" / "a0004.txt").write_bytes(hashlib.sha512(b"noise").digest() * 40)
    (tmp_path / "in" / "broken.json").write_text('{"text": ', encoding="utf-8")
    summary = score([tmp_path / "in"], tmp_path / "out", PLAINLY)
    assert (summary.scored, summary.rejected, summary.duplicates) == (len(ARTICLES), 6, 0)
    scored_alike(plain, tmp_path / "out")
    assert inputs_of(plain) == inputs_of(tmp_path / "out")


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_files_again_change_nothing(times: int, plain: Path, tmp_path: Path) -> None:
    """Each article once, its copies among the duplicates."""
    for number in range(times):
        write_corpus(tmp_path / "in" / f"part{number}", ARTICLES if number % 2 else ARTICLES[::-1])
    summary = score([tmp_path / "in"], tmp_path / "out", PLAINLY)
    assert summary == Summary(
        folder=tmp_path / "out",
        articles_in=times * len(ARTICLES),
        scored=len(ARTICLES),
        rejected=0,
        duplicates=(times - 1) * len(ARTICLES),
        notes=summary.notes,
        outlets=5,
    )
    scored_alike(plain, tmp_path / "out")


def named_back(frame: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """The frame with the outlets' first names, in every column of text."""
    back = {new: old for old, new in names.items()}
    return frame.with_columns(pl.col(pl.String).str.replace_many(list(back), list(back.values())))


def test_new_names_for_outlets_only_reorder_rows(plain: Path, tmp_path: Path) -> None:
    """Every value of every table is the same under another name; no outlet is read, or ranked, by its name."""
    renamed = [article | {"outlet": RENAMED[article["outlet"]]} for article in ARTICLES]
    score([write_corpus(tmp_path / "in", renamed)], tmp_path / "out", PLAINLY)
    for table in all_tables(catalogue()):
        before = pl.read_parquet(plain / f"{table.name}.parquet")
        after = named_back(pl.read_parquet(tmp_path / "out" / f"{table.name}.parquet"), RENAMED)
        assert_frame_equal(before.sort(table.key, nulls_last=True), after.sort(table.key, nulls_last=True))


def test_an_article_of_nobody_changes_no_outlet(plain: Path, tmp_path: Path) -> None:
    """An article of unknown outlet that shares no text is scored for itself alone."""
    stray = {
        "id": "zzz",
        "date": "2019-01-01",
        "text": "Snow lay on the pass until the middle of a quiet May morning.",
    }
    score([write_corpus(tmp_path / "in", [*ARTICLES, stray])], tmp_path / "out", PLAINLY)
    for name in ("outlets", "scores", "index", "actors", "contrasts", "flows", "passages"):
        assert_frame_equal(
            pl.read_parquet(plain / f"{name}.parquet"), pl.read_parquet(tmp_path / "out" / f"{name}.parquet")
        )
    assert pl.read_parquet(tmp_path / "out" / "articles.parquet").height == len(ARTICLES) + 1
