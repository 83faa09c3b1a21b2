"""Parquet files and databases with damaged places: all that can be reached around them is read."""

import sqlite3
from pathlib import Path

import polars as pl

from ..containing import notes, read, reasons
from ..writing import story, write_text

_PAGE = 4096


def test_the_other_row_groups_of_a_parquet_file(tmp_path: Path) -> None:
    """A damaged row group costs its own rows; those after it keep their numbers."""
    frame = pl.DataFrame({"id": [str(n) for n in range(40)], "text": [story(n) for n in range(40)]})
    path = tmp_path / "a.parquet"
    frame.write_parquet(path, row_group_size=10, compression="zstd")
    from pyarrow.parquet import ParquetFile

    column = ParquetFile(path).metadata.row_group(1).column(1)
    start = column.dictionary_page_offset or column.data_page_offset
    data = bytearray(path.read_bytes())
    data[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    path.write_bytes(data)
    corpus = read(tmp_path)
    rows = corpus.articles.sort("row")["row"].to_list()
    assert rows == [*range(1, 11), *range(21, 41)]
    assert corpus.articles.sort("row")["article_id"].to_list() == [str(row - 1) for row in rows]
    assert "rows 11 to 20 cannot be read" in reasons(corpus)


def database(path: Path, count: int) -> bytes:
    """A database of many stories, gaps in the numbers of its rows."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, text TEXT)")
    connection.executemany(
        "INSERT INTO articles VALUES (?, ?)", [(n * 7, f"{story(n)} {n}") for n in range(1, count + 1)]
    )
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.execute("CREATE TABLE later (title TEXT, text TEXT)")
    connection.commit()
    connection.close()
    return path.read_bytes()


def test_rows_around_damaged_pages_of_a_database(tmp_path: Path) -> None:
    """Two damaged pages: the rows before, between and after them are read."""
    path = tmp_path / "a.db"
    data = bytearray(database(path, 1000))
    for share in (0.3, 0.7):
        page = int(len(data) * share) // _PAGE * _PAGE
        data[page : page + _PAGE] = b"\xff" * _PAGE
    path.write_bytes(data)
    corpus = read(tmp_path)
    ids = corpus.articles["article_id"].cast(pl.Int64).sort()
    assert 900 < corpus.articles.height < 1000
    assert (ids[0], ids[-1]) == (7, 7000)
    assert reasons(corpus).count("cannot be read") == 2


def test_a_database_without_its_end(tmp_path: Path) -> None:
    """The pages that are there are read."""
    path = tmp_path / "a.db"
    data = database(path, 1000)
    path.write_bytes(data[: len(data) // 2 // _PAGE * _PAGE])
    corpus = read(tmp_path)
    assert corpus.articles.height > 300
    assert "cannot be read" in reasons(corpus)


def test_tables_that_are_passed_over_are_named(tmp_path: Path) -> None:
    """Those without a column of text, and empty ones beside others."""
    database(tmp_path / "a.db", 3)
    assert notes(read(tmp_path)).split("\n") == [
        "1 table empty: later",
        "1 table without articles, not read: birds",
    ]


def test_changes_that_are_still_in_the_log(tmp_path: Path) -> None:
    """A write-ahead log beside a database is not read, and that is told."""
    database(tmp_path / "a.db", 3)
    write_text(tmp_path / "a.db-wal", b"x" * 100)
    assert "-wal file beside it" in notes(read(tmp_path / "a.db"))
