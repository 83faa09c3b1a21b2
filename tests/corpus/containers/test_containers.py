"""Packed files and archives: what is in them is read as if it lay in a folder."""

import bz2
import gzip
import io
import json
import lzma
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from scoring.corpus.containers import packed
from scoring.corpus.containers.packed import BrokenArchiveError, open_unpacked
from scoring.corpus.schema import CorpusError

from ..containing import (
    database,
    files,
    notes,
    page_record,
    parquet,
    read,
    reasons,
    table,
    tarred,
    workbook,
    zipped,
)
from ..writing import story, write_text

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": lambda data: bz2.compress(data, 1),  # in blocks of 100 kB, of which only whole ones are given
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    "zst": zstandard.compress,
}


@pytest.fixture
def own_temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that no other process uses."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("packing", PACKINGS)
def test_every_kind_of_file_may_be_packed(packing: str, own_temporary: Path, tmp_path: Path) -> None:
    """Tables, pages, databases and spreadsheets alike; those that need a real file get one, which goes again."""
    contents = {
        "a.txt": story(1).encode(),
        "b.csv": table(2),
        "c.jsonl": json.dumps({"text": story(3)}).encode(),
        "d.html": f"<html><body><p>{story(4)}</p></body></html>".encode(),
        "e.parquet": parquet(5),
        "f.db": database(tmp_path, 6),
        "g.xlsx": workbook({"S": [["title", "text"], ["Rain", story(7)]]}),
        "h.warc": page_record(8),
        "i.tar": tarred({"j.txt": story(9)}),
    }
    for name, content in contents.items():
        write_text(tmp_path / "in" / f"{name}.{packing}", PACKINGS[packing](content))
    corpus = read(tmp_path / "in")
    assert files(corpus) == sorted(
        f"in/{name}.{packing}" + ("/j.txt" if name == "i.tar" else "") for name in contents
    )
    assert not corpus.rejects.height
    assert not list(own_temporary.iterdir())


def test_packed_twice_and_in_several_members(tmp_path: Path) -> None:
    """A web server packs what is packed; packed files put one after another are one."""
    write_text(tmp_path / "twice.csv.gz", gzip.compress(gzip.compress(table(1))))
    first, second = table(2, 3)[:40], table(2, 3)[40:]
    write_text(tmp_path / "members.csv.gz", gzip.compress(first) + gzip.compress(second) + b"\x00" * 50)
    assert read(tmp_path).articles.height == 3


def test_a_name_that_says_only_how_it_is_packed(tmp_path: Path) -> None:
    """`articles.gz` is told by what is in it."""
    write_text(tmp_path / "a.gz", gzip.compress(story(1).encode()))
    write_text(tmp_path / "b.gz", gzip.compress(json.dumps([{"text": story(2)}]).encode()))
    write_text(tmp_path / "c.gz", gzip.compress(bytes(range(256)) * 9))
    corpus = read(tmp_path)
    assert files(corpus) == [f"{tmp_path.name}/a.gz", f"{tmp_path.name}/b.gz"]
    assert "no kind of file that is read" in reasons(corpus)


@pytest.mark.parametrize("packing", PACKINGS)
def test_the_lines_before_a_missing_end_are_read(packing: str, tmp_path: Path) -> None:
    """The line that was cut is refused by its number and not scored, all whole ones before it are read."""
    lines = [json.dumps({"id": str(n), "text": f"{story(n)} {n * 7919 % 10007}"}) for n in range(3000)]
    data = PACKINGS[packing]("\n".join(lines).encode())
    write_text(tmp_path / f"a.jsonl.{packing}", data[: len(data) * 9 // 10])
    corpus = read(tmp_path)
    rows = corpus.articles["row"].sort().to_list()
    assert rows == list(range(1, len(rows) + 1))
    assert len(rows) > 1000
    assert corpus.rejects["row"].to_list() == [len(rows) + 1]
    assert "breaks off" in reasons(corpus)


def test_a_short_table_that_lost_its_end(tmp_path: Path) -> None:
    """Rows that are read ahead, to find the header, are not lost by a damaged place after them."""
    data = gzip.compress(table(1, 2, 3))
    write_text(tmp_path / "a.csv.gz", data[:-20])
    corpus = read(tmp_path)
    assert corpus.articles["article_id"].sort().to_list() == ["n1", "n2"]
    assert corpus.rejects["row"].to_list() == [4]
    write_text(tmp_path / "a.csv.gz", data[:-6])  # all is there but the checksum
    assert read(tmp_path).articles.height == 3


def test_a_list_of_articles_that_lost_its_end(tmp_path: Path) -> None:
    """Of a packed JSON document the articles before the damage are read, the cut one is refused."""
    records = [{"id": str(n), "text": f"{story(n)} {n * 7919 % 10007}"} for n in range(60)]
    data = gzip.compress(json.dumps({"articles": records}).encode())
    write_text(tmp_path / "a.json.gz", data[: len(data) * 2 // 3])
    corpus = read(tmp_path)
    assert 20 < corpus.articles.height < 60
    assert "the archive is damaged" in reasons(corpus)
    write_text(tmp_path / "a.json.gz", data[:15])
    with pytest.raises(CorpusError, match="the archive is damaged"):
        read(tmp_path)


def test_nothing_before_a_damaged_byte_is_lost() -> None:
    """Of a damaged gzip stream every byte that was packed before the damage is given."""
    data = "\n".join(f"{story(n)} {n * 7919 % 10007}" for n in range(500)).encode()
    broken = bytearray(gzip.compress(data))
    broken[len(broken) // 2 : len(broken) // 2 + 9] = b"\xff" * 9
    stream = packed.unpacked(io.BytesIO(bytes(broken)), "gzip")
    given = bytearray()

    def take_all() -> None:
        while piece := stream.read1(1000):
            given.extend(piece)

    with pytest.raises(BrokenArchiveError):
        take_all()
    assert len(given) > len(data) // 4
    assert given[: len(data) // 4] == data[: len(data) // 4]


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to more than a thousand times its size is given up, wherever it is."""
    monkeypatch.setattr(packed, "RATIO_FREE_BYTES", 100_000)
    monkeypatch.setattr("scoring.corpus.containers.archives.RATIO_FREE_BYTES", 100_000)
    zeros = b"\x00" * 20_000_000
    path = write_text(tmp_path / "a.csv.zst", zstandard.compress(zeros))
    with pytest.raises(BrokenArchiveError, match="1,000 times"), open_unpacked(path) as stream:
        stream.read()
    members = {f"{n}.csv": zeros for n in range(3)}
    write_text(tmp_path / "in" / "b.zip", zipped(members).replace(b"x", b"x"))
    write_text(tmp_path / "in" / "good.txt")
    monkeypatch.setattr("scoring.corpus.containers.archives.MAX_RATIO", 100)
    assert "times its size" in reasons(read(tmp_path / "in"))


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    """Folders in it are outlets, a manifest in it describes its files; what is passed over is counted."""
    members = {
        "articles/Echo/a.txt": story(1),
        "articles/Post/b.csv": table(2),
        "articles/Post/c.txt": story(3),
        "manifest.csv": "file,outlet,title\narticles/Post/c.txt,The Harbour Post,Chairs\ngone.txt,x,y\n",
        "__MACOSX/articles/._a.txt": b"x",
        ".hidden.txt": story(8),
        "photo.jpg": b"x",
    }
    write_text(tmp_path / "c.zip", zipped(members))
    write_text(tmp_path / "d.tgz", gzip.compress(tarred({k: v for k, v in members.items() if k != "x"})))
    for name in ("c.zip", "d.tgz"):
        corpus = read(tmp_path / name)
        assert corpus.articles.sort("file").select("file", "outlet", "title").rows() == [
            (f"{name}/articles/Echo/a.txt", "Echo", None),
            (f"{name}/articles/Post/b.csv", None, None),
            (f"{name}/articles/Post/c.txt", "The Harbour Post", "Chairs"),
        ]
        assert not corpus.rejects.height
        told = notes(corpus)
        assert "lists gone.txt" in told
        assert "1 with the ending .jpg not read" in told
        assert "2 hidden not read: .hidden.txt, __MACOSX/articles/._a.txt" in told


def test_a_manifest_beside_an_archive_describes_its_files(tmp_path: Path) -> None:
    """By their bare names, or by their paths from the manifest with the archive as a folder."""
    write_text(tmp_path / "c.zip", zipped({"x/a.txt": story(1), "x/b.txt": story(2)}))
    write_text(tmp_path / "manifest.csv", "file,outlet\nc.zip/x/a.txt,Echo\nb.txt,Post\n")
    assert read(tmp_path).articles.sort("file")["outlet"].to_list() == ["Echo", "Post"]


def test_the_order_of_an_archive_changes_nothing(tmp_path: Path) -> None:
    """The same members in another order, or packed in another way, give the same articles."""
    members: dict[str, bytes | str] = {f"{n}.txt": story(n) for n in range(4)}
    members["t.csv"] = table(5, 6)
    turned = dict(reversed(members.items()))
    write_text(tmp_path / "1" / "c.zip", zipped(members))
    write_text(tmp_path / "2" / "c.zip", zipped(turned, method=zipfile.ZIP_STORED))
    one, two = (read(tmp_path / name / "c.zip").articles for name in "12")
    assert one.equals(two)


def test_archives_in_archives(tmp_path: Path) -> None:
    """Three in each other are opened, a fourth is refused."""
    data = zipped({"a.txt": story(1)})
    for name in ("b.zip", "c.zip"):
        data = zipped({name: data, f"{name}.txt": story(len(data))})
    write_text(tmp_path / "d.zip", data)
    corpus = read(tmp_path)
    assert f"{tmp_path.name}/d.zip/c.zip/b.zip/a.txt" in files(corpus)
    write_text(tmp_path / "e.zip", zipped({"d.zip": data, "x.txt": story(7)}))
    assert "inside 3 others is not opened" in reasons(read(tmp_path / "e.zip"))


def test_names_in_archives_stay_in_their_place(tmp_path: Path) -> None:
    """Paths upwards and drives are cut off; two members of one name are two files."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../up.txt", story(1))
        archive.writestr("C:\\news\\drive.txt", story(2))
        archive.writestr("/root.txt", story(3))
        archive.writestr("twice.txt", story(4))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("twice.txt", story(5))
    found = [file.removeprefix("a.zip/") for file in files(read(tmp_path / "a.zip"))]
    assert found == ["news/drive.txt", "root.txt", "twice (2).txt", "twice.txt", "up.txt"]
    assert not list(tmp_path.parent.glob("up.txt"))


@pytest.mark.parametrize(("raw", "name"), [(b"caf\xe9.txt", "café.txt"), (b"caf\x82.txt", "café.txt")])
def test_names_of_old_zip_programs(raw: bytes, name: str, tmp_path: Path) -> None:
    """Names in Windows-1252 and in the code page of DOS are told from each other."""
    data = zipped({"caf#.txt": story(1)}).replace(b"caf#.txt", raw)
    write_text(tmp_path / "a.zip", data)
    assert files(read(tmp_path / "a.zip")) == [f"a.zip/{name}"]


def test_members_that_cannot_be_unpacked_cost_themselves_only(tmp_path: Path) -> None:
    """A wrong checksum, a password, an unknown packing: each member is refused by name, the others are read."""
    data = zipped({"good.txt": story(1), "bad.txt": story(2)}, method=zipfile.ZIP_STORED)
    write_text(tmp_path / "1" / "a.zip", data.replace(b"of day 2 ", b"of dXy 2 ", 1))
    locked = bytearray(zipped({"good.txt": story(3), "locked.txt": story(4)}))
    entry = locked.rindex(b"PK\x01\x02")
    locked[entry + 8] |= 1
    write_text(tmp_path / "2" / "a.zip", bytes(locked))
    strange = bytearray(zipped({"good.txt": story(5), "strange.txt": story(6)}))
    strange[strange.rindex(b"PK\x01\x02") + 10] = 99
    write_text(tmp_path / "3" / "a.zip", bytes(strange))
    for folder, reason in (("1", "CRC"), ("2", "password"), ("3", "compression")):
        corpus = read(tmp_path / folder / "a.zip")
        assert files(corpus) == ["a.zip/good.txt"]
        assert corpus.rejects.height == 1
        assert reason in reasons(corpus)


def test_whole_rows_of_a_damaged_member_are_read(tmp_path: Path) -> None:
    """A table in an archive gives the lines before the damage; the cut one is not scored."""
    lines = "\n".join(
        json.dumps({"id": str(n), "text": f"{story(n)} {n * 7919 % 10007}"}) for n in range(2000)
    )
    data = zipped({"a.jsonl": lines})
    write_text(tmp_path / "a.zip", data[: len(data) // 2])
    corpus = read(tmp_path / "a.zip")
    rows = corpus.articles["row"].sort().to_list()
    assert rows == list(range(1, len(rows) + 1))
    assert len(rows) > 500
    assert "cannot be unpacked whole" in reasons(corpus)


def test_a_zip_without_its_table_of_contents(tmp_path: Path) -> None:
    """Members that are whole are read by their own headers, the one that was cut is refused."""
    data = zipped({f"{n}.txt": story(n) for n in range(5)})
    cut = data.index(b"PK\x03\x04", data.index(b"4.txt") - 40) + 60
    write_text(tmp_path / "a.zip", data[:cut])
    corpus = read(tmp_path)
    assert files(corpus) == [f"{tmp_path.name}/a.zip/{n}.txt" for n in range(4)]
    assert "table of contents is missing" in reasons(corpus)
    assert corpus.rejects.height == 2


def test_a_damaged_place_in_a_tar(tmp_path: Path) -> None:
    """The member whose header is damaged is lost and told of; those before and after it are read."""
    data = bytearray(tarred({f"{n}.txt": story(n) for n in range(3)}))
    header = data.index(b"1.txt")
    data[header : header + 60] = b"\xff" * 60
    write_text(tmp_path / "a.tar", bytes(data))
    corpus = read(tmp_path)
    assert files(corpus) == [f"{tmp_path.name}/a.tar/{n}.txt" for n in (0, 2)]
    assert "header is damaged" in reasons(corpus)


@pytest.mark.parametrize(
    ("name", "content"), [("a.zip", b""), ("b.zip", b"no archive"), ("c.tar", b"no"), ("d.7z", b"7z")]
)
def test_what_is_no_archive_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    """With the archive's name and a reason; alone it is one error."""
    write_text(tmp_path / name, content)
    with pytest.raises(CorpusError, match="archive"):
        read(tmp_path)


def test_the_temporary_folder_goes_when_reading_fails(
    own_temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left behind by a run that is stopped."""
    write_text(tmp_path / "a.zip", zipped({"a.txt": story(1), "manifest.csv": "file,outlet\na.txt,Echo\n"}))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scoring.corpus.texts.single.open_unpacked", stop)
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path)
    assert not list(own_temporary.iterdir())
