"""Bad input: each case is refused with its reason and the run goes on, or there is one clear error."""

import gzip
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from scoring.corpus.containers.packed import open_unpacked
from scoring.corpus.finishing.finish import MAX_CHARACTERS
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus, CorpusError

from .writing import story, write_lines, write_table, write_text


def read_beside_good(folder: Path) -> Corpus:
    """Read the folder with one sound article added, and hold the result to its sum."""
    write_text(folder / "good.txt", story(99))
    corpus = read_corpus([folder])
    accounted = corpus.articles.height + corpus.rejects.height + corpus.duplicates.height
    assert corpus.articles_in == accounted
    assert f"{folder.name}/good.txt" in corpus.articles["file"].to_list()
    return corpus


def truncated_gzip(folder: Path) -> None:
    """A packed table cut off in the middle."""
    rows = [{"title": f"No {n}", "text": story(n) + os.urandom(40).hex()} for n in range(200)]
    path = write_table(folder / "cut.csv.gz", rows)
    path.write_bytes(path.read_bytes()[:-2000])


def truncated_parquet(folder: Path) -> None:
    """A Parquet file without its end."""
    pl.DataFrame({"text": [story(n) for n in range(50)]}).write_parquet(folder / "cut.parquet")
    path = folder / "cut.parquet"
    path.write_bytes(path.read_bytes()[:-100])


def wrong_parquet_types(folder: Path) -> None:
    """A Parquet file whose text is numbers."""
    pl.DataFrame({"text": [1, 2], "title": ["a", "b"]}).write_parquet(folder / "numbers.parquet")


def deep_json(folder: Path) -> None:
    """JSON nested a hundred thousand times."""
    write_text(folder / "deep.json", "[" * 100_000 + "]" * 100_000)


def database_without_articles(folder: Path) -> None:
    """A sound database of something else."""
    with sqlite3.connect(folder / "other.db") as database:
        database.execute("CREATE TABLE birds (name TEXT, wingspan REAL)")


WHOLE_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty text file": (lambda f: write_text(f / "empty.txt", b""), "the file is empty"),
    "only white space": (lambda f: write_text(f / "blank.txt", b" \n\t\n"), "the file is empty"),
    "three words": (lambda f: write_text(f / "short.txt", "Three words only."), "3 words"),
    "binary named .txt": (lambda f: write_text(f / "random.txt", os.urandom(5000)), "binary data, not text"),
    "PDF named .txt": (lambda f: write_text(f / "paper.txt", b"%PDF-1.7\n" + b"x " * 500), "a PDF, not text"),
    "one line of 50 MB": (lambda f: write_text(f / "long.txt", b"word " * 10_000_000), "more than 20 MB"),
    "a line over the limit": (
        lambda f: write_text(f / "big.txt", "word " * 500_000),
        "more than 2,000,000 characters",
    ),
    "empty table": (lambda f: write_text(f / "empty.csv", b""), "the file is empty"),
    "header alone": (lambda f: write_text(f / "head.csv", "title,text\n"), "a header, but no row"),
    "no column of text": (lambda f: write_table(f / "t.csv", [{"when": 1, "what": 2}]), "--map text=COLUMN"),
    "truncated gzip of text": (
        lambda f: write_text(f / "cut.txt.gz", gzip.compress(os.urandom(3000))[:-900]),
        "the archive is damaged",
    ),
    "truncated gzip of a table": (truncated_gzip, "the archive breaks off"),
    "no gzip at all": (lambda f: write_text(f / "fake.csv.gz", story()), "--map text=COLUMN"),
    "truncated Parquet": (truncated_parquet, "no readable Parquet file"),
    "Parquet without text": (
        lambda f: pl.DataFrame({"a": [1]}).write_parquet(f / "a.parquet"),
        "--map text=COLUMN",
    ),
    "Parquet of wrong types": (wrong_parquet_types, "of the type int"),
    "no database": (lambda f: write_text(f / "fake.db", story()), "no readable SQLite database"),
    "database of something else": (database_without_articles, "--map text=COLUMN"),
    "broken JSON": (lambda f: write_text(f / "broken.json", '{"text": '), "no JSON"),
    "deep JSON": (deep_json, "nested too deeply"),
    "JSON of numbers": (lambda f: write_text(f / "numbers.json", "[1, 2]"), "where an object should be"),
    "JSON without a list": (lambda f: write_text(f / "none.json", '{"a": 1}'), "holds no list of articles"),
    "page without text": (
        lambda f: write_text(f / "bare.html", "<html><script>x()</script></html>"),
        "no text",
    ),
    "no WARC": (lambda f: write_text(f / "fake.warc", story()), "no readable WARC archive"),
}


@pytest.mark.parametrize(("make", "reason"), WHOLE_FILES.values(), ids=WHOLE_FILES)
def test_a_bad_file_is_refused_and_the_run_goes_on(
    make: Callable[[Path], object], reason: str, tmp_path: Path
) -> None:
    """The file is in the rejects with its reason; the sound article beside it is read."""
    make(tmp_path)
    corpus = read_beside_good(tmp_path)
    assert any(reason in given for given in corpus.rejects["reason"]), corpus.rejects["reason"].to_list()


@pytest.mark.parametrize(
    "make",
    [make for make, _ in WHOLE_FILES.values() if make is not truncated_gzip],
    ids=lambda make: make.__name__,
)
def test_a_bad_file_alone_is_one_clear_error(make: Callable[[Path], object], tmp_path: Path) -> None:
    """Nothing else to read: the error names the file and the reason in a sentence or two."""
    make(tmp_path)
    with pytest.raises(CorpusError) as error:
        read_corpus([tmp_path])
    assert f"{tmp_path.name}/" in str(error.value)
    assert str(error.value).count(". ") <= 2


def test_rows_before_a_break_are_kept(tmp_path: Path) -> None:
    """Of a truncated archive the whole rows are read, and one refusal tells of the rest."""
    truncated_gzip(tmp_path)
    corpus = read_beside_good(tmp_path)
    assert corpus.articles.height > 50
    assert corpus.rejects.height == 1


def test_ragged_rows_are_refused_by_their_line(tmp_path: Path) -> None:
    """A row with a cell too many or too few is refused; the others are read."""
    lines = [
        "title,text,author",
        f'a,"{story(1)}",Ann',
        "b,too,many,cells",
        f'c,"{story(2)}"',
        f'd,"{story(3)}",',
    ]
    write_text(tmp_path / "t.csv", "\n".join(lines))
    corpus = read_beside_good(tmp_path)
    assert corpus.articles.filter(pl.col("row").is_not_null())["title"].sort().to_list() == ["a", "d"]
    assert corpus.rejects.select("row", "reason").rows() == [
        (5, "4 cells where the header has 3"),
        (6, "2 cells where the header has 3"),
    ]


def test_a_quote_never_closed_costs_one_row(tmp_path: Path) -> None:
    """The line with the open quotation mark is refused; the rows after it are not swallowed."""
    rows = [f'{n},"{story(n)}"' for n in range(4)]
    rows[1] = rows[1].rstrip('"').replace("\n", " ")
    write_text(tmp_path / "t.csv", "\n".join(["id,text", *rows]))
    corpus = read_beside_good(tmp_path)
    assert corpus.articles.filter(pl.col("row").is_not_null())["article_id"].to_list() == ["0", "2", "3"]
    assert corpus.rejects["reason"].to_list() == ["a quotation mark is opened and not closed"]


def test_line_breaks_and_quotes_inside_cells(tmp_path: Path) -> None:
    """Quoted cells may hold line breaks, commas and doubled quotation marks."""
    text = story() + '\nThe mayor said: "Not again, please."'
    write_table(tmp_path / "t.csv", [{"headline": 'Bells, "and" chairs', "body": text}])
    corpus = read_corpus([tmp_path])
    assert corpus.articles.select("title", "text").rows() == [('Bells, "and" chairs', text)]


def test_a_50_mb_cell_is_refused_and_the_next_row_read(tmp_path: Path) -> None:
    """A huge line in a table costs that row only."""
    with (tmp_path / "t.csv").open("w") as stream:
        stream.write("id,text\n1," + "word " * 10_000_000 + "\n")
        stream.write('2,"' + story(2) + '"\n')
    corpus = read_corpus([tmp_path])
    assert corpus.articles["article_id"].to_list() == ["2"]
    assert corpus.rejects.select("row", "reason").rows() == [(2, "the line is too long")]


def test_a_broken_line_of_json_lines(tmp_path: Path) -> None:
    """A line that is no JSON, or no object, is refused by its number."""
    path = write_lines(tmp_path / "a.jsonl", [{"text": story(1)}, ["a list"], {"text": story(2)}])
    path.write_text(path.read_text() + '{"text": "cut off\n')
    corpus = read_corpus([path])
    assert corpus.articles["row"].sort().to_list() == [1, 3]
    assert corpus.rejects["row"].to_list() == [2, 4]


def test_nul_bytes_are_taken_out_and_noted(tmp_path: Path) -> None:
    """A stray NUL does not cost the article, and is told."""
    write_text(tmp_path / "nul.txt", story().replace("morning", "mor\x00ning", 1))
    corpus = read_corpus([tmp_path])
    assert "\x00" not in corpus.articles["text"][0]
    assert corpus.notes["note"].to_list() == ["1 article: NUL characters were taken out"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
def test_encodings(encoding: str, tmp_path: Path) -> None:
    """The same words come out of every encoding; one that had to be guessed is noted."""
    text = (
        "Der Bürgermeister öffnete die Straße für die Gäste und sprach über die höheren Gebühren der Fähre."
    )
    write_text(tmp_path / "a.txt", text.encode(encoding))
    corpus = read_corpus([tmp_path])
    assert corpus.articles.select("text", "language").rows() == [(text, "de")]
    assert ("read as cp1252" in "".join(corpus.notes["note"])) == (encoding == "cp1252")


def test_a_latin_1_row_does_not_spoil_a_table(tmp_path: Path) -> None:
    """Each line is decoded by itself."""
    rows = [
        f'{n},"{story(n)} Café."'.replace("\n", " ").encode(code)
        for n, code in ((1, "utf-8"), (2, "latin-1"))
    ]
    write_text(tmp_path / "t.csv", b"\n".join([b"id,text", *rows]))
    corpus = read_corpus([tmp_path])
    assert all(text.endswith("Café.") for text in corpus.articles["text"])
    assert corpus.notes["note"].to_list() == ["1 lines are not UTF-8; read as cp1252"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """A link back to a folder above is entered once, and noted; a link to itself is refused."""
    write_text(tmp_path / "outlet" / "a.txt")
    (tmp_path / "outlet" / "again").symlink_to(tmp_path)
    (tmp_path / "itself.txt").symlink_to(tmp_path / "itself.txt")
    corpus = read_corpus([tmp_path])
    assert corpus.articles.height == 1
    assert "a link back to a folder" in "".join(corpus.notes["note"])
    assert corpus.rejects["reason"].str.contains("cannot be opened").to_list() == [True]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is refused, the others are read."""
    write_text(tmp_path / "secret.txt", story(1))

    def deny(path: Path) -> object:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return open_unpacked(path)

    monkeypatch.setattr("scoring.corpus.texts.single.open_unpacked", deny)
    corpus = read_beside_good(tmp_path)
    assert corpus.rejects["reason"].to_list() == ["cannot be read: Permission denied"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is no regular file is refused without being opened."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert read_beside_good(tmp_path).rejects["reason"].to_list() == ["not a regular file"]


@pytest.mark.parametrize(
    ("names", "error"),
    [
        ([], "No path was given"),
        (["missing"], "There is nothing at"),
        (["empty"], "holds no file of a kind that is read"),
        (["photo.jpg"], "is no kind of file that is read"),
    ],
)
def test_a_wrong_call(names: list[str], error: str, tmp_path: Path) -> None:
    """Nothing left to do is one error with the remedy."""
    (tmp_path / "empty").mkdir()
    write_text(tmp_path / "photo.jpg")
    with pytest.raises(CorpusError, match=error):
        read_corpus([tmp_path / name for name in names])


def test_mapping_to_an_unknown_field(tmp_path: Path) -> None:
    """The error lists the fields there are."""
    write_text(tmp_path / "a.txt")
    with pytest.raises(CorpusError, match="one of: text, html, outlet"):
        read_corpus([tmp_path], columns={"kicker": "subtitle"})


def test_mapping_an_unknown_column(tmp_path: Path) -> None:
    """The error lists the columns there are."""
    path = write_table(tmp_path / "t.csv", [{"text": story(), "src": "Wire"}])
    with pytest.raises(CorpusError, match=r"No file has a column 'story'.*src, text"):
        read_corpus([path], columns={"story": "text"})


def test_other_files_in_a_folder_are_named(tmp_path: Path) -> None:
    """Files of no known kind are counted in a note, not passed over in silence."""
    for name in ("a.jpg", "b.jpg", "c.css"):
        write_text(tmp_path / name)
    notes = read_beside_good(tmp_path).notes["note"].to_list()
    assert notes == [
        "1 with the ending .css not read: no kind of file that holds articles",
        "2 with the ending .jpg not read: no kind of file that holds articles",
    ]


def test_the_limit_of_length_is_for_articles(tmp_path: Path) -> None:
    """Every kind of file has the same limit."""
    path = write_lines(
        tmp_path / "a.jsonl", [{"text": "word " * (MAX_CHARACTERS // 5 + 1)}, {"text": story()}]
    )
    corpus = read_corpus([path])
    assert (corpus.articles.height, corpus.rejects["row"].to_list()) == (1, [1])


def test_json_that_is_json_lines(tmp_path: Path) -> None:
    """A misnamed file is read for what it is."""
    write_text(tmp_path / "a.json", "\n".join(json.dumps({"text": story(n)}) for n in range(3)))
    assert read_corpus([tmp_path]).articles.height == 3


@pytest.mark.parametrize(
    "name", ["headline", "datePublished", "author", "publisher", "url", "mainEntityOfPage", "articleBody"]
)
def test_a_script_may_write_half_a_character(name: str, tmp_path: Path) -> None:
    """Whatever a page declares is cleaned before it is kept, wherever the escape stands."""
    facts: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": "Rain",
        "datePublished": "2021-03-01",
        "articleBody": story(1),
    }
    script = json.dumps(facts | {name: f"{facts.get(name, 'https://echo.example/a')} \ud83d"})
    page = (
        f'<html><head><script type="application/ld+json">{script}</script></head><body><p></p></body></html>'
    )
    corpus = read_corpus([write_text(tmp_path / "a.html", page)])
    assert corpus.articles.height == 1
    for cell in corpus.articles.row(0):
        assert "\ud83d" not in str(cell)
