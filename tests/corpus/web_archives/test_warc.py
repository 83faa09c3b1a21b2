"""WARC archives: pages and texts are read, all else is counted; damage costs the damaged record only."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from ..containing import notes, page_record, read, reasons, warc_record
from ..writing import story, write_text

PACKINGS: dict[str, Callable[[list[bytes]], bytes]] = {
    "warc": b"".join,
    "warc.gz": lambda records: b"".join(map(gzip.compress, records)),
    "warc.zst": lambda records: b"".join(
        map(
            zstandard.ZstdCompressor(write_checksum=True).compress, records
        )  # else nothing shows a wrong byte
    ),
}


def urls(folder: Path) -> list[str]:
    """The last parts of the addresses of all pages that were read."""
    return sorted(url.rpartition("/")[2] for url in read(folder).articles["url"])


@pytest.mark.parametrize("packing", PACKINGS)
def test_what_is_read_and_what_is_counted(packing: str, tmp_path: Path) -> None:
    """Pages, resources and converted texts; other answers, types and records are in one note each."""
    records = [
        warc_record("warcinfo", "x", b"software: none", media="application/warc-fields"),
        warc_record("request", "https://echo.example/1", b"GET / HTTP/1.1\r\n\r\n", media="application/http"),
        page_record(1),
        page_record(2, status="404 Not Found"),
        page_record(3, status="404 Not Found"),
        page_record(4, status="301 Moved"),
        page_record(5, header="Content-Type: image/png"),
        warc_record(
            "revisit", "https://echo.example/6", b"HTTP/1.1 200 OK\r\n\r\n", media="application/http"
        ),
        warc_record(
            "resource", "https://echo.example/7", f"<html><p>{story(7)}</p>".encode(), media="text/html"
        ),
        warc_record("conversion", "https://echo.example/8", story(8).encode()),
        warc_record("resource", "metadata://crawler/log", story(9).encode()),
    ]
    write_text(tmp_path / f"a.{packing}", PACKINGS[packing](records))
    corpus = read(tmp_path)
    assert corpus.articles.sort("row").select("row", "url").rows() == [
        (1, "https://echo.example/1"),
        (6, "https://echo.example/7"),
        (7, "https://echo.example/8"),
    ]
    assert corpus.notes.filter(file=f"{tmp_path.name}/a.{packing}")["note"].sort().to_list() == [
        "1 records of other kinds not read: 1 of the type revisit",
        "2 of other media types than pages not read: 1 image/png, 1 text/plain",
        "3 not answered with 200 not read: 2 with 404, 1 with 301",
    ]
    assert not corpus.rejects.height


@pytest.mark.parametrize("packing", ["warc.gz", "warc.zst"])
def test_records_around_a_damaged_member(packing: str, tmp_path: Path) -> None:
    """Bytes are wrong or missing in one record: those before and after it are read, the archive is refused once."""
    pack = PACKINGS[packing]
    members = [pack([page_record(n)]) for n in range(5)]
    wrong = bytearray(members[2])
    wrong[len(wrong) // 2 : len(wrong) // 2 + 6] = b"\xff" * 6
    for number, damaged in enumerate((bytes(wrong), members[2][: len(members[2]) // 2], b"")):
        folder = tmp_path / str(number)
        write_text(folder / f"a.{packing}", b"".join([*members[:2], damaged, *members[3:]]))
        assert urls(folder) == ["0", "1", "3", "4"]
        assert reasons(read(folder)).count("the archive is not whole") == (1 if damaged else 0)


@pytest.mark.parametrize("packing", PACKINGS)
def test_records_before_a_missing_end(packing: str, tmp_path: Path) -> None:
    """The page that was cut is not scored."""
    data = PACKINGS[packing]([page_record(n) for n in range(4)])
    last = PACKINGS[packing]([page_record(3)])
    write_text(tmp_path / f"a.{packing}", data[: len(data) - len(last) // 2])
    assert urls(tmp_path) == ["0", "1", "2"]
    assert read(tmp_path).rejects.height


def test_one_member_for_all_records(tmp_path: Path) -> None:
    """An archive that was packed as a whole, and one that is cut."""
    data = gzip.compress(b"".join(page_record(n) for n in range(300)))
    write_text(tmp_path / "1" / "a.warc.gz", data)
    assert len(urls(tmp_path / "1")) == 300
    write_text(tmp_path / "2" / "a.warc.gz", data[: len(data) // 2])
    assert 50 < len(urls(tmp_path / "2")) < 200


@pytest.mark.parametrize("length", [10, 300, 100_000, 10**14])
def test_a_wrong_length_costs_nothing_else(length: int, tmp_path: Path) -> None:
    """A record that declares too little or too much: the next one is found, and a page with its last tag is whole."""
    records = [page_record(0), page_record(1, length=length), page_record(2), page_record(3)]
    write_text(tmp_path / "a.warc", b"".join(records))
    assert urls(tmp_path) == ["0", "1", "2", "3"]


def test_a_record_that_lost_its_end(tmp_path: Path) -> None:
    """In an archive that is not packed: refused, and the next one is found though no line end is before it."""
    records = [page_record(0), page_record(1)[:-120], page_record(2)]
    write_text(tmp_path / "a.warc", b"".join(records))
    assert urls(tmp_path) == ["0", "2"]
    assert "it breaks off after" in reasons(read(tmp_path))


def test_bytes_between_records(tmp_path: Path) -> None:
    """What belongs to no record is passed over and told."""
    write_text(tmp_path / "a.warc", page_record(0) + b"\x00 rubbish \xff" * 9 + page_record(1))
    assert urls(tmp_path) == ["0", "1"]
    assert "in 1 place" in reasons(read(tmp_path))


def test_a_declared_encoding(tmp_path: Path) -> None:
    """The encoding in the answer's header is believed where the page is not UTF-8."""
    page = f"<html><p>Łódź, żółw. {story(1)}</p></html>".encode("iso-8859-2")
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-2\r\n\r\n" + page
    write_text(tmp_path / "a.warc", warc_record("response", "https://echo.example/1", answer))
    assert read(tmp_path).articles["text"][0].startswith("Łódź, żółw.")


@pytest.mark.parametrize(
    ("header", "pack"),
    [
        ("Content-Encoding: gzip", gzip.compress),
        ("Content-Encoding: gzip", bytes),  # unpacked by the crawler, which left the header
        ("Transfer-Encoding: chunked", lambda data: b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)),
        ("Transfer-Encoding: chunked", bytes),
        ("Content-Encoding: zstd", zstandard.compress),
        ("Content-Encoding: br", bytes),
    ],
)
def test_packed_answers(header: str, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """What the server packed is unpacked, and what is unpacked already is left alone."""
    page = pack(f"<html><p>{story(1)}</p></html>".encode())
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}\r\n\r\n".encode() + page
    write_text(tmp_path / "a.warc", warc_record("response", "https://echo.example/1", answer))
    assert read(tmp_path).articles["text"].to_list() == [story(1).replace("\n", " ")]


def test_a_packed_answer_that_was_cut(tmp_path: Path) -> None:
    """A page whose packed bytes end early is refused, and not scored as far as it goes."""
    page = gzip.compress(f"<html><p>{story(1)}</p></html>".encode())[:-30]
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + page
    write_text(
        tmp_path / "a.warc", warc_record("response", "https://echo.example/1", answer) + page_record(2)
    )
    assert urls(tmp_path) == ["2"]
    assert "a damaged record" in reasons(read(tmp_path))


def test_a_page_that_the_crawler_cut_off_is_noted(tmp_path: Path) -> None:
    """`WARC-Truncated` says so."""
    record = page_record(1).replace(b"\r\nContent-Length", b"\r\nWARC-Truncated: length\r\nContent-Length", 1)
    write_text(tmp_path / "a.warc", record)
    assert notes(read(tmp_path)) == "1 pages were cut off by the crawler"


def test_a_page_without_a_media_type(tmp_path: Path) -> None:
    """Some servers send none; the first bytes tell."""
    write_text(tmp_path / "a.warc", page_record(1, header="Server: none"))
    assert urls(tmp_path) == ["1"]
