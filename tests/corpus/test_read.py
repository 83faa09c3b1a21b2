"""Reading a corpus: the same articles from every kind of file, each accounted for once."""

import gzip
import json
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from scoring.corpus.read import read_corpus
from scoring.corpus.schema import ARTICLES, DUPLICATES, NOTES, REJECTS, CorpusError

from .writing import story, write_lines, write_table, write_text

ROWS = [
    {
        "id": f"n{n}",
        "source": "The Ferry Post",
        "url": f"https://ferrypost.example/{n}",
        "title": f"Story {n}",
        "author": "Ida Holm",
        "date": f"2023-05-1{n}",
        "content": story(n),
    }
    for n in range(3)
]


def as_csv(folder: Path) -> None:
    """The rows as a CSV."""
    write_table(folder / "a.csv", ROWS)


def as_packed_tsv(folder: Path) -> None:
    """The rows as a packed TSV."""
    write_table(folder / "a.tsv.gz", ROWS, delimiter="\t")


def as_semicolons(folder: Path) -> None:
    """The rows as a spreadsheet of a country with decimal commas writes them."""
    write_table(folder / "a.csv", ROWS, delimiter=";")


def as_json_lines(folder: Path) -> None:
    """The rows as JSON Lines."""
    write_lines(folder / "a.jsonl", ROWS)


def as_json_list(folder: Path) -> None:
    """The rows as a JSON list."""
    write_text(folder / "a.json", json.dumps(ROWS))


def as_json_answer(folder: Path) -> None:
    """The rows as the answer of a web service, the source a record, the text in paragraphs."""
    records = [{**row, "source": {"id": None, "name": row["source"]}} for row in ROWS]
    for record in records:
        record["content"] = str(record["content"]).split("\n")
    write_text(folder / "a.json", json.dumps({"status": "ok", "count": 3, "articles": records}))


def as_parquet(folder: Path) -> None:
    """The rows as Parquet, with dates as dates and outlets by code."""
    typed = (pl.col("date").str.to_date(), pl.col("source").cast(pl.Categorical))
    pl.DataFrame(ROWS).with_columns(typed).write_parquet(folder / "a.parquet")


def as_pandas_parquet(folder: Path) -> None:
    """The rows as Parquet with moments in nanoseconds and a zone, as pandas writes them."""
    moment = pl.col("date").str.to_datetime(time_unit="ns", time_zone="UTC")
    pl.DataFrame(ROWS).with_columns(moment + pl.duration(nanoseconds=1)).write_parquet(folder / "a.parquet")


def as_nela(folder: Path) -> None:
    """The rows in the NELA-GT layout, beside a table that holds no articles."""
    with sqlite3.connect(folder / "a.db") as database:
        database.execute("CREATE TABLE tweet (id TEXT, text TEXT)")
        database.execute("INSERT INTO tweet VALUES ('t', ?)", [story(50)])
        names = ("id", "date", "source", "title", "content", "author", "url", "published", "published_utc")
        database.execute(f"CREATE TABLE newsdata ({', '.join(names)})")
        for row in ROWS:
            values = [row[name] for name in ("id", "date", "source", "title", "content", "author", "url")]
            database.execute("INSERT INTO newsdata VALUES (?,?,?,?,?,?,?,?,?)", [*values, "", None])


@pytest.mark.parametrize(
    "write",
    [
        as_csv,
        as_packed_tsv,
        as_semicolons,
        as_json_lines,
        as_json_list,
        as_json_answer,
        as_parquet,
        as_pandas_parquet,
        as_nela,
    ],
    ids=lambda write: write.__name__,
)
def test_every_kind_of_table_gives_the_same_articles(write: Callable[[Path], None], tmp_path: Path) -> None:
    """Columns are recognised by their usual names in every format."""
    write(tmp_path)
    corpus = read_corpus([tmp_path])
    assert corpus.articles.schema == ARTICLES
    fields = ["article_id", "outlet", "url", "title", "byline", "published", "has_time", "language", "text"]
    assert corpus.articles.select(fields).rows() == [
        (
            row["id"],
            "The Ferry Post",
            row["url"],
            row["title"],
            "Ida Holm",
            datetime.fromisoformat(row["date"]),
            False,
            "en",
            row["content"],
        )
        for row in ROWS
    ]
    assert corpus.articles_in == 3


def test_the_other_frames_have_their_schemas(tmp_path: Path) -> None:
    """Empty or not, every frame is of its schema."""
    write_text(tmp_path / "a.txt")
    corpus = read_corpus([tmp_path])
    found = (corpus.rejects.schema, corpus.duplicates.schema, corpus.notes.schema)
    assert found == (REJECTS, DUPLICATES, NOTES)


def test_mixed_paths_are_read_once_each(tmp_path: Path) -> None:
    """Files and folders in one call; a file that is named twice is read once."""
    text = write_text(tmp_path / "texts" / "a.txt", story(7))
    write_table(tmp_path / "t.csv", ROWS)
    corpus = read_corpus([tmp_path / "texts", text, tmp_path / "t.csv", tmp_path / "texts" / ".." / "t.csv"])
    assert corpus.articles["article_id"].to_list() == ["a", "n0", "n1", "n2"]
    assert corpus.articles["file"].unique().sort().to_list() == ["t.csv", "texts/a.txt"]


def test_a_mapped_column_wins(tmp_path: Path) -> None:
    """`--map` takes the place of the usual name, whichever way round it is written."""
    path = write_table(tmp_path / "t.csv", [{"text": "no", "Full story": story(), "who": "Wire"}])
    for columns in ({"Full story": "text", "who": "outlet"}, {"text": "Full story", "outlet": "who"}):
        corpus = read_corpus([path], columns=columns)
        assert corpus.articles.select("outlet", "text").rows() == [("Wire", story())]


def test_empty_cells_ask_the_next_column(tmp_path: Path) -> None:
    """Where `source` is empty the `domain` is the outlet, and where there is neither, the address."""
    rows = [
        {"text": story(1), "source": "Wire", "domain": "wire.example", "url": "https://a.example/1"},
        {"text": story(2), "source": "N/A", "domain": "wire.example", "url": "https://a.example/2"},
        {"text": story(3), "source": "", "domain": "", "url": "https://news.bbc.co.uk/3"},
        {"text": story(4), "source": "", "domain": "", "url": ""},
    ]
    articles = read_corpus([write_table(tmp_path / "t.csv", rows)]).articles
    assert articles.sort("row")["outlet"].to_list() == ["Wire", "wire.example", "bbc.co.uk", None]


def test_folders_name_outlets(tmp_path: Path) -> None:
    """A subfolder is an outlet, unless it only sorts; a file in the given folder itself has none."""
    for place in ("a.txt", "daily-bolt/b.txt", "articles/2021/night-owl/c.txt", "2022/d.txt"):
        write_text(tmp_path / place, story(len(place)))
    articles = read_corpus([tmp_path]).articles
    assert articles.select("article_id", "outlet").rows() == [
        ("a", None),
        ("b", "daily-bolt"),
        ("c", "night-owl"),
        ("d", None),
    ]


@pytest.mark.parametrize("place", ["texts/manifest.csv", "manifest.csv"])
def test_a_manifest_is_found_by_itself(place: str, tmp_path: Path) -> None:
    """In the folder or beside it; its empty cell for the outlet means unknown, not the folder's name."""
    write_text(tmp_path / "texts" / "owl" / "a.txt", story(1))
    write_text(tmp_path / "texts" / "owl" / "b.txt", story(2))
    write_text(tmp_path / "texts" / "owl" / "c.txt", story(3))
    below = "" if "/" in place else "texts/"
    rows = [
        {"file": f"{below}owl/a.txt", "outlet": "The Night Owl", "published": "2023-05-01"},
        {"file": "b.txt", "outlet": "", "published": "soon"},
    ]
    write_table(tmp_path / place, rows)
    corpus = read_corpus([tmp_path / "texts"])
    assert corpus.articles.select("outlet", "published").rows() == [
        ("The Night Owl", datetime(2023, 5, 1)),
        (None, None),
        ("owl", None),
    ]
    assert ("texts/owl/b.txt", None, "the date 'soon' is not read: no date") in corpus.notes.rows()
    assert corpus.articles_in == 3


def test_a_given_manifest_replaces_the_one_beside(tmp_path: Path) -> None:
    """`--manifest` goes before; what it lists in vain is noted."""
    write_text(tmp_path / "a.txt")
    write_table(tmp_path / "manifest.csv", [{"file": "a.txt", "outlet": "Wrong"}])
    rows = [{"file": "a.txt", "outlet": "Right"}, {"file": "z.txt"}]
    given = write_table(tmp_path / "other.tsv", rows, "\t")
    corpus = read_corpus([tmp_path / "a.txt"], manifest=given)
    assert corpus.articles["outlet"].to_list() == ["Right"]
    assert "lists z.txt" in corpus.notes["note"][0]


def test_a_given_manifest_must_name_files(tmp_path: Path) -> None:
    """A manifest without file names is a wrong call."""
    write_text(tmp_path / "a.txt")
    given = write_table(tmp_path / "m.csv", [{"outlet": "Wire"}])
    with pytest.raises(CorpusError, match="no column of file names"):
        read_corpus([tmp_path / "a.txt"], manifest=given)


def test_a_given_manifest_is_read_where_it_describes_nothing(tmp_path: Path) -> None:
    """Beside tables alone, one that is missing is an error, and one in vain is noted."""
    articles = write_table(tmp_path / "a.csv", ROWS)
    with pytest.raises(CorpusError, match="cannot be read"):
        read_corpus([articles], manifest=tmp_path / "none.csv")
    given = write_table(tmp_path / "m.csv", [{"file": "z.txt", "outlet": "Wire"}])
    assert any("lists z.txt" in note for note in read_corpus([articles], manifest=given).notes["note"])


def test_a_table_called_manifest_is_not_lost(tmp_path: Path) -> None:
    """A manifest that holds the articles themselves is read as the table it is."""
    write_table(tmp_path / "manifest.csv", ROWS)
    assert read_corpus([tmp_path]).articles.height == 3


def test_header_lines_of_a_text_file(tmp_path: Path) -> None:
    """Two or more lines like `TITLE: ...` at the top are a header."""
    text = f"SOURCE: The Night Owl\n\nTITLE: Bells\n\nPUBLISHED: 2021/03/14\n\n{story()}"
    write_text(tmp_path / "a.txt", text)
    articles = read_corpus([tmp_path]).articles
    assert articles.select("outlet", "title", "published", "text").rows() == [
        ("The Night Owl", "Bells", datetime(2021, 3, 14), story())
    ]


def test_a_page_brings_its_metadata_and_markup(tmp_path: Path) -> None:
    """From HTML: all visible lines as text, one entry of markup for each, metadata from the head."""
    write_text(
        tmp_path / "a.html",
        f"""<html><head><title>Bells</title><link rel="canonical" href="https://www.nightowl.example/bells">
        <meta property="article:published_time" content="2023-05-01T10:00:00+02:00"></head><body>
        <ul><li><a href="/">Home</a></li></ul><h1>Bells</h1><p>{story()}</p></body></html>""",
    )
    article = read_corpus([tmp_path]).articles.row(0, named=True)
    assert article["text"].split("\n")[:2] == ["Home", "Bells"]
    assert [line["heading"] for line in article["markup"]] == [0, 1, 0]
    assert article["markup"][0]["link_share"] == 1.0
    assert (article["outlet"], article["url"]) == ("nightowl.example", "https://www.nightowl.example/bells")
    assert (article["published"], article["has_time"]) == (datetime(2023, 5, 1, 8), True)


def test_markup_in_a_table_is_taken_out(tmp_path: Path) -> None:
    """A piece of HTML in a column of text becomes its visible lines."""
    markup = "<p>" + story().replace("\n", "</p><p>").replace("morning", "<b>morning</b>") + "</p>&nbsp;"
    articles = read_corpus([write_table(tmp_path / "t.csv", [{"content": markup}])]).articles
    assert articles.select("text", "markup").rows() == [(story(), None)]


def warc_record(address: str, body: bytes, kind: str = "text/html", status: int = 200) -> bytes:
    """One response of a crawl."""
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2023-05-01T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:1>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}",
        "\r\n",
    )
    return "\r\n".join(head).encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_crawl(packed: bool, tmp_path: Path) -> None:
    """From WARC: pages answered with success; a page that breaks off is refused."""
    page = f"<html><body><p>{story()}</p></body></html>".encode()
    records = [
        warc_record("https://nightowl.example/1", page),
        warc_record("https://nightowl.example/logo", b"\x89PNG", "image/png"),
        warc_record("https://nightowl.example/gone", page, status=404),
        warc_record("https://nightowl.example/2", page.replace(b"morning", b"evening")),
    ]
    data = b"".join(map(gzip.compress, records)) if packed else b"".join(records)[:-60]
    write_text(tmp_path / ("a.warc.gz" if packed else "a.warc"), data)
    corpus = read_corpus([tmp_path])
    assert "https://nightowl.example/1" in corpus.articles["url"].to_list()
    assert corpus.articles["outlet"][0] == "nightowl.example"
    assert (corpus.articles.height, corpus.rejects.height) == ((2, 0) if packed else (1, 1))


def test_duplicates_within_an_outlet(tmp_path: Path) -> None:
    """The same text, or the same address, in one outlet is one article: the first published is kept."""
    rows = [
        ("late", "Wire", "2023-05-03", "https://w.example/1", story(1)),
        ("early", "Wire", "2023-05-01", "https://w.example/2", story(1).replace("\n", " \n ")),
        ("update", "Wire", "2023-05-02", "http://www.w.example/2/?utm_source=x", story(2)),
        ("other", "Owl", "2023-05-02", "https://o.example/1", story(1)),
    ]
    names = ("id", "outlet", "date", "url", "text")
    path = write_table(tmp_path / "t.csv", [dict(zip(names, row, strict=True)) for row in rows])
    corpus = read_corpus([path])
    assert corpus.articles["article_id"].to_list() == ["early", "other"]
    kept = corpus.duplicates.select("article_id", "why").rows()
    assert sorted(kept) == [("early", "address"), ("early", "text")]
    assert corpus.articles_in == 4


def test_unknown_outlets_hold_no_duplicates(tmp_path: Path) -> None:
    """The same text from two unknown outlets is kept twice, under two identifiers."""
    corpus = read_corpus([write_table(tmp_path / "t.csv", [{"text": story()}, {"text": story()}])])
    assert corpus.articles.height == 2
    assert corpus.articles["article_id"].n_unique() == 2


def test_a_front_page_is_no_article_s_address(tmp_path: Path) -> None:
    """Articles that all give the site's own address are not one article."""
    rows = [{"text": story(n), "url": "https://www.nightowl.example/"} for n in range(3)]
    assert read_corpus([write_table(tmp_path / "t.csv", rows)]).articles.height == 3


def test_colliding_identifiers_are_all_lengthened(tmp_path: Path) -> None:
    """Two different articles with one identifier get longer ones, both of them, whatever the order."""
    rows = [{"id": "1", "outlet": name, "text": story(n)} for n, name in enumerate(("Wire", "Owl"))]
    one = read_corpus([write_table(tmp_path / "one.csv", rows)]).articles
    two = read_corpus([write_table(tmp_path / "two.csv", rows[::-1])]).articles
    assert one.select("article_id", "outlet").rows() == two.select("article_id", "outlet").rows()
    assert all(name.startswith("1-") for name in one["article_id"])


def test_identifiers_do_not_depend_on_the_place(tmp_path: Path) -> None:
    """The same files in another folder give the same frame."""
    for folder in ("here", "elsewhere/deeper"):
        write_table(write_text(tmp_path / folder / "c" / "x.txt").parent / "t.csv", [{"text": story(1)}])
    one, two = (read_corpus([tmp_path / folder / "c"]).articles for folder in ("here", "elsewhere/deeper"))
    assert_frame_equal(one, two)


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two given files of the same name are labelled with as much of their paths as is needed."""
    for n in (1, 2):
        write_text(tmp_path / str(n) / "a.txt", story(n))
    corpus = read_corpus([tmp_path / "1" / "a.txt", tmp_path / "2" / "a.txt"])
    assert corpus.articles["file"].sort().to_list() == ["1/a.txt", "2/a.txt"]


@given(order=st.permutations(range(5)))
@settings(max_examples=5, deadline=None)
def test_any_order_of_paths(order: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any order of paths gives the same frames."""
    folder = tmp_path_factory.mktemp("order")
    rows = [[{"id": 1, "text": story(n)}, {"id": 1, "text": "short"}] for n in range(5)]
    paths = [write_table(folder / f"{n}.csv", both) for n, both in enumerate(rows)]
    expected = read_corpus(paths)
    found = read_corpus([paths[index] for index in order])
    assert_frame_equal(found.articles, expected.articles)
    assert_frame_equal(found.rejects, expected.rejects)


def test_processes_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read by two processes come out as by one, and progress counts every one of them."""
    monkeypatch.setattr("scoring.corpus.read._BATCH", 8)
    for n in range(20):
        write_text(tmp_path / f"{n}.html", f"<html><body><p>{story(n)}</p></body></html>")
    steps: list[tuple[int, int | None]] = []
    one = read_corpus([tmp_path])
    two = read_corpus([tmp_path], workers=2, progress=lambda done, total: steps.append((done, total)))
    assert_frame_equal(one.articles, two.articles)
    assert steps[-1] == (20, 20)


def test_a_label_of_the_language_is_kept_where_the_text_allows_it(tmp_path: Path) -> None:
    """The label goes before what the text looks like, but not against a text that is clearly something else."""
    german = "Der Gemeinderat teilte am Montag mit, dass die Brücke bis zum Frühjahr gesperrt bleibt. " * 3
    names = "Rau Lind Moor Feld Berg Tal See Bach Wald Stein Fels Rohr"  # no sentence: nothing contradicts
    rows = [
        {"text": story(), "lang": "de-AT"},
        {"text": story(1), "lang": "klingon"},
        {"text": german, "lang": "en"},
        {"text": names, "lang": "en_GB.UTF-8"},
    ]
    corpus = read_corpus([write_table(tmp_path / "t.csv", rows)])
    assert corpus.articles.sort("row")["language"].to_list() == ["en", "en", "de", "en"]
    assert corpus.notes["note"].to_list() == [
        "1 article: labelled as de, but clearly written in en: taken for en",
        "1 article: labelled as en, but clearly written in de: taken for de",
        "1 article: the language 'klingon' is not known; it was told from the text",
    ]


@pytest.mark.shared
def test_the_founding_articles(shared: Path) -> None:
    """All five are read, with what the manifest gives away and nothing invented."""
    corpus = read_corpus([shared / "seeds"])
    assert corpus.articles_in == corpus.articles.height == 5
    assert corpus.articles["outlet"].to_list() == [None, "Esta Media Network", None, "Arab Press", None]
    assert corpus.articles["published"].dt.date().to_list() == [date(2021, 8, 30), None, None, None, None]
    assert set(corpus.articles["language"]) == {"en"}


def test_a_label_of_the_outlet_is_kept(tmp_path: Path) -> None:
    """A column such as `lean` comes through under the name `group`."""
    path = tmp_path / "c.csv"
    text = "The mayor said on Monday that the bridge over the river would open in spring."
    path.write_text(f"outlet,lean,text\nGazette,Left,{text}\nMirror,,{text} Again.\n", encoding="utf-8")
    assert read_corpus([path]).articles.sort("outlet")["group"].to_list() == ["Left", None]


def test_outlets_spelled_in_two_ways_are_kept_apart_and_noted(tmp_path: Path) -> None:
    """Capitals and spaces do not make another outlet, and no program can be sure; host names are one."""
    names = ("The Echo", "THE ECHO", "Bolt", "www.quay.example", "Quay.example")
    rows = [{"outlet": name, "text": story(number).replace("\n", " ")} for number, name in enumerate(names)]
    corpus = read_corpus([write_table(tmp_path / "a.csv", rows)])
    assert set(corpus.articles["outlet"]) == {"The Echo", "THE ECHO", "Bolt", "quay.example"}
    assert (
        "outlets that differ only in capitals or spaces are kept apart: THE ECHO / The Echo;"
        in corpus.notes["note"].item()
    )
