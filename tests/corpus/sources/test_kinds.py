"""Misnamed files are told by their first bytes; an article is not taken for something else."""

import gzip
import json
from pathlib import Path

import pytest

from ..containing import database, notes, page_record, parquet, read, reasons, table, workbook, zipped
from ..writing import story, write_text

MISNAMED: dict[str, tuple[bytes, str]] = {
    "packed.csv": (gzip.compress(table(1)), ""),
    "plain.csv.gz": (table(1), ""),
    "archive.json": (zipped({"a.txt": story(1)}), "an archive of files"),
    "book.csv": (workbook({"S": [["id", "text"], ["1", story(1)]]}), "a spreadsheet"),
    "book.zip": (workbook({"S": [["id", "text"], ["1", story(1)]]}), "a spreadsheet"),
    "parquet.csv": (parquet(1), "a Parquet file"),
    "crawl.txt": (page_record(1), "a WARC archive"),
    "json.txt": (json.dumps([{"text": story(1)}]).encode(), "JSON"),
    "json.csv": (json.dumps([{"text": story(1)}]).encode(), "JSON"),
    "lines.txt": (b"\n".join(json.dumps({"text": story(n)}).encode() for n in (1, 2)), "JSON Lines"),
    "table.txt": (table(1), "a table of delimited text"),
    "table.json": (table(1), "a table of delimited text"),
    "table.xls": (b"title\ttext\nRain\t" + story(1).replace("\n", " ").encode(), "a table of delimited text"),
    "unicode.xls": (
        "title\ttext\nRain\t".encode("utf-16") + story(1).replace("\n", " ").encode("utf-16")[2:],
        "delimited",
    ),
    "html.xls": (
        f"<html><body><table><tr><td>Export</td></tr><tr><th>Title</th><th>Text</th></tr>"
        f"<tr><td>Rain</td><td>{story(1)}</td></tr></table></body></html>".encode(),
        "markup",
    ),
    "xml.xls": (
        f'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        f"<Row><Cell><Data>Title</Data></Cell><Cell ss:Index='3'><Data>Text</Data></Cell></Row>"
        f"<Row><Cell><Data>Rain</Data></Cell><Cell ss:Index='3'><Data>{story(1)}</Data></Cell></Row>"
        f"</Table></Worksheet></Workbook>".encode(),
        "markup",
    ),
    "page.txt": (f"<!doctype html><html><body><p>{story(1)}</p></body></html>".encode(), "an HTML page"),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_a_misnamed_file_is_read_as_what_it_is(name: str, tmp_path: Path) -> None:
    """Told by its first bytes, with a note where another reader is needed; the same beside others, in an archive."""
    content, what = MISNAMED[name]
    write_text(tmp_path / "in" / name, content)
    corpus = read(tmp_path / "in")
    assert corpus.articles.height
    assert not corpus.rejects.height
    assert what in notes(corpus)
    if name not in ("archive.json",):  # a third archive would be needed to say what it is
        write_text(tmp_path / "c.zip", zipped({name: content}))
        assert read(tmp_path / "c.zip").articles["text"].to_list() == corpus.articles["text"].to_list()


def test_a_database_under_another_name(tmp_path: Path) -> None:
    """An SQLite database called `.txt` is read."""
    write_text(tmp_path / "in" / "a.txt", database(tmp_path, 1, 2))
    assert read(tmp_path / "in").articles.height == 2


@pytest.mark.parametrize(
    "text",
    [
        "[Editor's note] " + story(1),
        "{The mayor spoke.} " + story(1),
        "Title, Text and Author: the three words of the day\n" + story(1),
        "Text\n" + story(1),
        "Source; content\tand more\n" + story(1),
        "<i>Rain</i> fell. " + story(1),
        "WARC is a format. " + story(1),
        "PK is a name. " + story(1),
    ],
)
def test_an_article_is_not_taken_for_something_else(text: str, tmp_path: Path) -> None:
    """A text that begins a little like JSON, a table or markup stays a text."""
    write_text(tmp_path / "a.txt", text)
    corpus = read(tmp_path)
    assert corpus.articles.height == 1
    assert "not what its name says" not in notes(corpus)


def test_a_page_in_the_place_of_a_table_is_no_article(tmp_path: Path) -> None:
    """The sign-in page of a service, saved as `.csv`, is refused."""
    write_text(
        tmp_path / "a.csv", f"<!doctype html><html><body><p>Please sign in. {story()}</p></body></html>"
    )
    write_text(tmp_path / "b.txt", story(1))
    corpus = read(tmp_path)
    assert corpus.articles.height == 1
    assert "no table of articles" in reasons(corpus)


def test_many_misnamed_files_are_one_note(tmp_path: Path) -> None:
    """A folder of pages called `.txt` gives one note with their number."""
    for number in range(9):
        write_text(
            tmp_path / f"{number}.txt", f"<!doctype html><html><body><p>{story(number)}</p></body></html>"
        )
    assert read(tmp_path).notes.select("file", "note").rows() == [
        (tmp_path.name, "9 files are not what their names say but an HTML page; read as that")
    ]
