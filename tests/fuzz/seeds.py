"""Sound files of every kind that is read, written from stories: what is then broken.

A maker takes stories whose fields may hold any characters, halves of pairs too, and gives the bytes of a file.
"""

import csv
import gzip
import html
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import polars as pl
import zstandard

from .stories import Story

Maker = Callable[[Sequence[Story]], bytes]
_ZIP_DATE = (2021, 8, 30, 0, 0, 0)


def raw(text: str) -> bytes:
    """UTF-8 in which half a pair of surrogates is three bytes that are none."""
    return text.encode("utf-8", errors="surrogatepass")


def sound(text: str) -> str:
    """The text with what no Unicode file can hold replaced."""
    return text.encode("utf-8", errors="replace").decode()


def _plain(stories: Sequence[Story]) -> bytes:
    return raw(stories[0].text)


def _crlf(stories: Sequence[Story]) -> bytes:
    return raw(stories[0].text.replace("\n", "\r\n"))


def _in(encoding: str) -> Maker:
    return lambda stories: stories[0].text.encode(encoding, errors="replace")


def _headed(stories: Sequence[Story]) -> bytes:
    s = stories[0]
    return raw(
        f"SOURCE: {s.outlet}\nTITLE: {s.title}\nAUTHOR: {s.byline}\nPUBLISHED: {s.published}\n"
        f"LOCATION: Oslo\n\n{s.text}"
    )


def _nexis(stories: Sequence[Story]) -> bytes:
    parts = [
        f"{number} of {len(stories)} DOCUMENTS\n\n{s.outlet}\n\nAugust 30, 2021 Monday\n\n{s.title}\n\n"
        f"BYLINE: {s.byline}\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 210 words\n\n{s.text}\n\n"
        f"LOAD-DATE: August 31, 2021\n\nLANGUAGE: ENGLISH\n\nCopyright 2021 {s.outlet}\n\n\n"
        for number, s in enumerate(stories, start=1)
    ]
    return raw("".join(parts))


def _proquest(stories: Sequence[Story]) -> bytes:
    rule = "_" * 60
    parts = [
        f"{rule}\n\nDocument {number} of {len(stories)}\n\n{s.title}\n\nAuthor: {s.byline}\n\n"
        f"Publication info: {s.outlet} ; Oslo [Oslo]30 Aug 2021: A.3.\n\nFull text: {s.text}\n\n"
        f"Publication title: {s.outlet}\n\nPublication date: Aug 30, 2021\n\n"
        f"ProQuest document ID: 25670{number}\n\nDatabase: ProQuest Central\n\n"
        for number, s in enumerate(stories, start=1)
    ]
    return raw("".join(parts))


def _factiva(stories: Sequence[Story]) -> bytes:
    parts = [
        f"HD\n{s.title}\nBY\n{s.byline}\nWC\n210 words\nPD\n30 August 2021\nSN\n{s.outlet}\nLA\nEnglish\n"
        f"LP\n{s.text}\nTD\n\nAN\nDocument ECHO000020210830eh8u{number:05}\n\n"
        for number, s in enumerate(stories)
    ]
    return raw("".join(parts))


def _page_text(s: Story) -> str:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in s.text.splitlines() if line.strip())
    ld = json.dumps({"@type": "NewsArticle", "headline": s.title, "datePublished": s.published})
    title = html.escape(s.title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="{html.escape(s.outlet)}">'
        f'<link rel="canonical" href="{html.escape(s.url)}">'
        f'<script type="application/ld+json">{ld}</script></head><body><nav><ul><li><a href="/">Home</a></li>'
        f'<li><a href="/sport">Sport</a></li></ul></nav><article><h1>{title}</h1>'
        f'<p class="byline">{html.escape(s.byline)} <time datetime="{html.escape(s.published)}">Monday</time></p>'
        f"{body}<figure><img src='a.jpg'><figcaption>A bell. Photo: Reuters</figcaption></figure></article>"
        f'<aside><h3>Most read</h3><a href="/1">Nine lanterns were mislaid</a></aside>'
        f"<footer>© 2021 {html.escape(s.outlet)}</footer></body></html>"
    )


def _page(stories: Sequence[Story]) -> bytes:
    return raw(_page_text(stories[0]))


def _old_page(stories: Sequence[Story]) -> bytes:
    lines = "<br><br>".join(stories[0].text.splitlines())
    page = f"<HTML><HEAD><TITLE>{stories[0].title}</TITLE></HEAD><BODY><TABLE><TR><TD>Menu<TD>{lines}</TABLE></BODY>"
    return page.encode("cp1252", errors="xmlcharrefreplace")


def _table(delimiter: str, first: str = "") -> Maker:
    def make(stories: Sequence[Story]) -> bytes:
        target = io.StringIO()
        target.write(first)
        writer = csv.writer(target, delimiter=delimiter)
        writer.writerow(asdict(stories[0]))
        writer.writerows(asdict(s).values() for s in stories)
        return raw(target.getvalue())

    return make


def _json(wrap: Callable[[list[dict[str, str]]], object]) -> Maker:
    return lambda stories: json.dumps(wrap([asdict(s) for s in stories])).encode()


def _markup(rows: list[dict[str, str]]) -> object:
    return [row | {"text": "".join(f"<p>{line}</p>" for line in row["text"].split("\n"))} for row in rows]


def _newsapi(rows: list[dict[str, str]]) -> object:
    articles = [
        {
            "source": {"id": None, "name": row["outlet"]},
            "author": row["byline"],
            "title": row["title"],
            "url": row["url"],
            "publishedAt": row["published"],
            "description": row["text"][:120],
            "content": row["text"][:200] + "… [+2219 chars]" if number % 2 else row["text"],
        }
        for number, row in enumerate(rows)
    ]
    return {"status": "ok", "totalResults": len(articles), "articles": articles}


def _nested(rows: list[dict[str, str]]) -> object:
    """Records as content systems give them: titles and texts one or two levels down."""
    return [
        {
            "id": number,
            "link": row["url"],
            "title": {"rendered": row["title"]},
            "content": {"rendered": row["text"]} if number % 2 else [{"value": row["text"]}],
            "fields": {"bodyText": row["text"], "byline": row["byline"]},
            "date": row["published"],
        }
        for number, row in enumerate(rows)
    ]


def _by_column(rows: list[dict[str, str]]) -> object:
    return {name: {str(n): row[name] for n, row in enumerate(rows)} for name in rows[0]}


def _json_lines(stories: Sequence[Story]) -> bytes:
    return b"".join(json.dumps(asdict(s)).encode() + b"\n" for s in stories)


def _parquet(stories: Sequence[Story]) -> bytes:
    target = io.BytesIO()
    pl.DataFrame([{k: sound(v) for k, v in asdict(s).items()} for s in stories]).write_parquet(target)
    return target.getvalue()


def _sqlite(stories: Sequence[Story]) -> bytes:
    """The NELA-GT layout; texts are put in as bytes, so that they may be no UTF-8."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        database = sqlite3.connect(path)
        database.execute(
            "CREATE TABLE newsdata (id TEXT, date TEXT, source TEXT, title TEXT, content TEXT, author TEXT, url TEXT)"
        )
        database.executemany(
            f"INSERT INTO newsdata VALUES ({', '.join(['CAST(? AS TEXT)'] * 7)})",  # noqa: S608 - no foreign text
            [
                tuple(map(raw, (s.article_id, s.published, s.outlet, s.title, s.text, s.byline, s.url)))
                for s in stories
            ],
        )
        database.commit()
        database.close()
        return path.read_bytes()


def _warc(stories: Sequence[Story]) -> bytes:
    return b"".join(_records(stories))


def _warc_gz(stories: Sequence[Story]) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in _records(stories))


def _records(stories: Sequence[Story]) -> list[bytes]:
    records = []
    for s in stories:
        body = raw(_page_text(s))
        answer = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        )
        address = raw(s.url).replace(b"\n", b" ")
        records.append(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
            b"WARC-Date: 2021-08-30T00:00:00Z\r\n"
            b"WARC-Target-URI: " + address + b"\r\nContent-Type: application/http; msgtype=response\r\n"
            b"Content-Length: %d\r\n\r\n" % len(answer) + answer + b"\r\n\r\n"
        )
    return records


def _packed(maker: Maker) -> Maker:
    return lambda stories: gzip.compress(maker(stories), mtime=0)


def _zstd(maker: Maker) -> Maker:
    return lambda stories: zstandard.ZstdCompressor().compress(maker(stories))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of files, the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), data)
    return target.getvalue()


def _zip(stories: Sequence[Story]) -> bytes:
    return zipped(
        {f"Echo/{n}.txt": raw(s.text) for n, s in enumerate(stories)} | {"a.csv": _table(",")(stories)}
    )


_OFFICE = "http://schemas.openxmlformats.org/"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _parts(main: str, content_type: str, others: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """What every office file holds: the list of types, and which part is the document."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in ({main: content_type} | dict(others or {})).items()
    )
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_OFFICE}package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'.encode(),
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_OFFICE}package/2006/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}officeDocument/2006/relationships/officeDocument" Target="{main}"/>'
        "</Relationships>".encode(),
    }


def _in_xml(text: str) -> str:
    """Escaped, without what XML 1.0 cannot hold at all."""
    held = "".join(c for c in sound(text) if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return html.escape(held)


def _docx(stories: Sequence[Story]) -> bytes:
    s = stories[0]
    lines = [s.title, s.byline, *s.text.splitlines()]
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{_in_xml(line)}</w:t></w:r></w:p>' for line in lines
    )
    space = f'xmlns:w="{_OFFICE}wordprocessingml/2006/main"'
    document = f"{_XML}<w:document {space}><w:body>{paragraphs}</w:body></w:document>"
    parts = _parts("word/document.xml", "wordprocessingml.document.main")
    return zipped(parts | {"word/document.xml": document.encode()})


def _xlsx(stories: Sequence[Story]) -> bytes:
    cells = [list(asdict(stories[0])), *(list(asdict(s).values()) for s in stories)]
    rows = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{_in_xml(c)}</t></is></c>' for c in row)
        + "</row>"
        for row in cells
    )
    sheet = f'<worksheet xmlns="{_OFFICE}spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    book = (
        f'<workbook xmlns="{_OFFICE}spreadsheetml/2006/main" xmlns:r="{_OFFICE}officeDocument/2006/relationships">'
        '<sheets><sheet name="Articles" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    links = (
        f'<Relationships xmlns="{_OFFICE}package/2006/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    )
    parts = _parts(
        "xl/workbook.xml", "spreadsheetml.sheet.main", {"xl/worksheets/sheet1.xml": "spreadsheetml.worksheet"}
    )
    named = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": sheet,
    }
    return zipped(parts | {name: (_XML + part).encode() for name, part in named.items()})


def _list(rows: list[dict[str, str]]) -> object:
    return rows


MAKERS: tuple[tuple[str, Maker], ...] = (
    (".txt", _plain),
    (".txt", _crlf),
    (".txt", _in("utf-16")),
    (".txt", _in("cp1252")),
    (".text", _headed),
    (".txt", _nexis),
    (".txt", _proquest),
    (".txt", _factiva),
    (".html", _page),
    (".htm", _old_page),
    (".csv", _table(",")),
    (".csv", _table(";", "sep=;\r\n")),
    (".csv", _table(",", "Export of 30 August\r\n")),
    (".tsv", _table("\t")),
    (".json", _json(_list)),
    (".json", _json(_markup)),
    (".json", _json(_newsapi)),
    (".json", _json(_nested)),
    (".json", _json(_by_column)),
    (".jsonl", _json_lines),
    (".parquet", _parquet),
    (".db", _sqlite),
    (".warc", _warc),
    (".warc.gz", _warc_gz),
    (".txt.gz", _packed(_plain)),
    (".csv.gz", _packed(_table(","))),
    (".jsonl.zst", _zstd(_json_lines)),
    (".zip", _zip),
    (".docx", _docx),
    (".xlsx", _xlsx),
)
"""The ending of a file and how its bytes are made."""
