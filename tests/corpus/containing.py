"""Invented articles in archives, crawls and spreadsheets, for the tests of these kinds."""

import csv
import io
import sqlite3
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import polars as pl

from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus

from .writing import story


def read(*paths: Path, passed_over: Sequence[Path] = ()) -> Corpus:
    """Read the paths, and hold the result to its sum."""
    corpus = read_corpus(list(paths), passed_over=passed_over)
    assert corpus.articles_in == corpus.articles.height + corpus.rejects.height + corpus.duplicates.height
    return corpus


def files(corpus: Corpus) -> list[str]:
    """The labels of all files that articles came from, each once."""
    return sorted(set(corpus.articles["file"]))


def reasons(corpus: Corpus) -> str:
    """All reasons of refusals."""
    return "\n".join(corpus.rejects["reason"])


def notes(corpus: Corpus) -> str:
    """All notes."""
    return "\n".join(corpus.notes["note"])


def table(*numbers: int) -> bytes:
    """A CSV of the stories of these numbers."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["id", "text"])
    writer.writerows([f"n{number}", story(number).replace("\n", " ")] for number in numbers)
    return stream.getvalue().encode()


def zipped(members: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(members: Mapping[str, bytes | str]) -> bytes:
    """A tar archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def workbook(sheets: Mapping[str, Sequence[Sequence[str | float | None]]]) -> bytes:
    """An `.xlsx` of strings and numbers."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{office}/worksheet" Target="worksheets/s{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), start=1):
        body = "".join(f'<row r="{r}">{_cells(r, row)}</row>' for r, row in enumerate(rows, start=1))
        parts[f"xl/worksheets/s{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
        )
    return zipped(parts)


def _cells(row: int, cells: Sequence[str | float | None]) -> str:
    made = []
    for column, cell in enumerate(cells):
        place = f"{chr(ord('A') + column)}{row}"
        if isinstance(cell, str):
            made.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>')
        elif cell is not None:
            made.append(f'<c r="{place}"><v>{cell}</v></c>')
    return "".join(made)


def warc_record(kind: str, url: str, body: bytes, *, media: str = "", length: int | None = None) -> bytes:
    """A record of a WARC archive; a `length` that is given is declared, true or not."""
    media = media or ("application/http; msgtype=response" if kind == "response" else "text/plain")
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return header.encode() + body + b"\r\n\r\n"


def page_record(
    number: int, *, status: str = "200 OK", header: str = "Content-Type: text/html", length: int | None = None
) -> bytes:
    """A server's answer with the page of one story."""
    page = f"<html><body><p>{story(number).replace(chr(10), '</p><p>')}</p></body></html>"
    answer = f"HTTP/1.1 {status}\r\n{header}\r\n\r\n{page}".encode()
    return warc_record("response", f"https://echo.example/{number}", answer, length=length)


def parquet(*numbers: int) -> bytes:
    """A Parquet file of stories."""
    stream = io.BytesIO()
    pl.DataFrame({"text": [story(number) for number in numbers]}).write_parquet(stream)
    return stream.getvalue()


def database(folder: Path, *numbers: int) -> bytes:
    """An SQLite database of stories."""
    path = folder / "made.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE articles (text TEXT)")
    connection.executemany("INSERT INTO articles VALUES (?)", [(story(number),) for number in numbers])
    connection.commit()
    connection.close()
    data = path.read_bytes()
    path.unlink()
    return data
