"""Tables as spreadsheets, databases and services leave them, and which of their columns is taken row by row."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.corpus.cleaning.cut_off import find_cut, is_withheld, without_cut
from scoring.corpus.contract import Entry, Refusal
from scoring.corpus.facts.addresses import read_outlet, read_url
from scoring.corpus.fields.columns import ColumnMap, choose_columns, column_map
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus, CorpusError
from scoring.corpus.tables.delimited import _rows
from scoring.corpus.tables.header_row import find_header

from .writing import story, write_table, write_text

ONE, TWO, THREE = (story(n).replace("\n", " ") for n in (1, 2, 3))
LONG = "\n".join(story(n) for n in range(20, 30))


def read_table(folder: Path, content: str | bytes, columns: Mapping[str, str] | None = None) -> Corpus:
    """Read one CSV of this content, and hold the result to its sum."""
    corpus = read_corpus([write_text(folder / "a.csv", content)], columns=columns)
    assert corpus.articles_in == corpus.articles.height + corpus.rejects.height + corpus.duplicates.height
    return corpus


def read_rows(folder: Path, rows: Sequence[Mapping[str, object]]) -> Corpus:
    """Read a CSV of these rows."""
    return read_corpus([write_table(folder / "a.csv", rows)])


READABLE: dict[str, str] = {
    "Excel's first line": f"sep=;\ntitle;text\nA;{ONE}\nB;{TWO}\n",
    "Excel's first line, quoted": f'"sep=\t"\ntitle\ttext\nA\t{ONE}\nB\t{TWO}\n',
    "a title above": f"News of May,\ntitle,text\nA,{ONE}\nB,{TWO}\n",
    "lines above, with blank ones": f"News of May\n\nMade on;3 May\n\ntitle;text\nA;{ONE}\nB;{TWO}\n",
    "a comment above": f"# Made with care, text and title\ntitle,text\nA,{ONE}\nB,{TWO}\n",
    "a header behind a hash": f"#title,text\nA,{ONE}\nB,{TWO}\n",
    "blank lines between": f"title,text\n\nA,{ONE}\n\n\nB,{TWO}\n",
    "an index without a name": f",title,text\n0,A,{ONE}\n1,B,{TWO}\n",
    "an index named by pandas": f"Unnamed: 0,title,text\n0,A,{ONE}\n1,B,{TWO}\n",
    "an index as R writes it": f'"title","text"\n"1","A","{ONE}"\n"2","B","{TWO}"\n',
    "a mark, quotes and spaces": f'\ufeff"Title"," Text "\nA,"{ONE}"\nB,"{TWO}"\n',
    "delimiters behind the header": f"title,text,,\nA,{ONE}\nB,{TWO},,,\n",
    "decimal commas": f"title;text;share\nA;{ONE};1,5\nB;{TWO};2,5\n",
    "bars": f"title|text\nA|{ONE}\nB|{TWO}\n",
    "ends of the old Macintosh": f"title,text\rA,{ONE}\rB,{TWO}\r",
    "a quote open in the header": f'"title,text\nA,{ONE}\nB,{TWO}\n',
    "each row one quoted cell": f'"title,text"\n"A,""{ONE}"""\n"B,{TWO}"\n',
    "two columns of one name": f"text,title,text\nx,A,{ONE}\ny,B,{TWO}\n",
    "paragraphs in brackets": f"title,text\nA,\"['{ONE}']\"\nB,\"['{TWO}']\"\n",
    "paths for names": f"title.rendered,content.rendered\nA,{ONE}\nB,{TWO}\n",
    "quotes behind backslashes": f'title,text\nA,"{ONE}"\nB,"{TWO}"\nC,"He said \\"no\\""\n',
}


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE)
def test_readable_tables(content: str, tmp_path: Path) -> None:
    """However the table is written, both articles come out, each with its title."""
    articles = read_table(tmp_path, content).articles.sort("title")
    assert articles.select("title", "text").rows() == [("A", ONE), ("B", TWO)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_excel_s_first_line_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    """`sep=` is found in Unicode as in Excel's own encodings."""
    content = f"sep=;\ntitle;text\nÄ;{ONE} Café.\n".encode(encoding)
    assert read_table(tmp_path, content).articles["title"].to_list() == ["Ä"]


def test_what_stands_above_the_header_is_noted(tmp_path: Path) -> None:
    """The note names the header's line."""
    notes = read_table(tmp_path, f"News of May,,\n,,\ntitle,text,date\nA,{ONE},2021-01-02\n").notes["note"]
    assert notes.to_list() == ["the header is in line 3; what stands above it is not read"]


def test_a_table_without_a_header(tmp_path: Path) -> None:
    """The error says so, and does not print the first article as the name of a column."""
    with pytest.raises(CorpusError, match="no header: the first row is data") as error:
        read_table(tmp_path, f"A,{ONE},2021-01-02\nB,{TWO},2021-01-03\n")
    assert ONE[:60] not in str(error.value)


@pytest.mark.parametrize("columns", [{"story": "text"}, {"no such": "title"}])
def test_a_message_never_prints_an_article(columns: dict[str, str], tmp_path: Path) -> None:
    """Names of columns in a message are shortened, and not all of them are shown."""
    header = ",".join(["text", ONE[:150], *(f"column {n}" for n in range(40))])
    with pytest.raises(CorpusError, match=r"No file has a column") as error:
        read_table(tmp_path, f"{header}\n{TWO}{',' * 41}\n", columns)
    assert len(str(error.value)) < 600
    assert ONE[:100] not in str(error.value)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["title", "text"]], 0),
        ([["News of May"], ["", ""], ["Headline", "Body"]], 2),
        ([["text"]], 0),
        ([["News"], ["text"]], None),  # one name alone may be a cell of data
        ([["a", "b"], ["1", "2"]], None),
        ([[ONE, "text"]], None),
        ([["x"]] * 29 + [["title", "text"]], 29),
        ([["x"]] * 30 + [["title", "text"]], None),
        ([["title", "summary"], ["title", "text"]], 1),
        ([["title", "summary"]], 0),
        ([], None),
        ([[], [""]], None),
    ],
)
def test_where_the_header_is(rows: Sequence[Sequence[str]], place: int | None) -> None:
    """The first of thirty rows that names a column of text."""
    assert find_header(rows, ColumnMap({})) == place


def test_a_mapped_column_shows_the_header() -> None:
    """A row below a title is the header if it holds the column that the user maps."""
    rows = [["News of May"], ["Lead story", "Who"]]
    assert find_header(rows, column_map({"Lead story": "text"})) == 1
    assert find_header(rows, column_map(None)) is None


def test_a_huge_cell_costs_its_row_only(tmp_path: Path) -> None:
    """A cell of five million characters is refused; the row after it is read."""
    corpus = read_table(tmp_path, f'title,text\nA,"{"word " * 1_000_000}"\nB,{TWO}\n')
    assert corpus.articles["title"].to_list() == ["B"]
    assert corpus.rejects["row"].to_list() == [2]


@given(lines=st.lists(st.text(alphabet='a,"\\ ;', max_size=12), max_size=60))
@settings(max_examples=200, deadline=None)
def test_every_line_is_in_one_row(lines: list[str]) -> None:
    """Whatever the quotation marks do, rows begin at rising lines and none begins twice."""
    starts = [row.line for row in _rows(f"{line}\n" for line in lines)]
    assert starts == sorted(set(starts))


def test_open_quotes_are_not_read_again_and_again() -> None:
    """Of ten thousand lines with an open quote each is looked at a few times only: the lines taken are counted."""
    taken = 0

    def lines(count: int) -> object:
        nonlocal taken
        for _ in range(count):
            taken += 1
            yield 'a,"b\n'

    assert sum(row.fault is not None for row in _rows(lines(10_000))) >= 9_999  # type: ignore[arg-type]
    assert taken == 10_000


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"text": "A teaser of the article.", "content": ONE}, ONE),
        ({"text": ONE, "content": "A teaser of the article."}, ONE),
        ({"text": ONE, "content": f"{ONE} {TWO[:40]}"}, ONE),  # much the same: the likelier name
        ({"text": LONG, "content": f"{LONG}\n{ONE}\n{TWO}"}, LONG),
        ({"summary": TWO, "text": ONE}, ONE),
        ({"description": "A teaser.", "body": ONE}, ONE),
        ({"content": f"{ONE[:180]}… [+2219 chars]", "full_text": TWO}, TWO),
        ({"content": "ONLY AVAILABLE IN PAID PLANS", "full_text": TWO}, TWO),
        ({"html": "<p>A teaser.</p>", "text": LONG}, LONG),
        ({"html": f"<p>{LONG}</p>".replace("\n", "</p><p>"), "text": LONG}, LONG),
        ({"content": f"<p>{LONG}</p>".replace("\n", "</p><p>"), "text": "A teaser."}, LONG),
        (
            {"title": "A", "url": "https://e.example/1", "description": LONG},
            LONG,
        ),  # a feed with whole articles
        ({"title": "A", "url": "https://e.example/1", "excerpt": TWO[:60], "summary": TWO}, TWO),
    ],
)
def test_the_article_is_the_longest_plausible_column(row: dict[str, str], text: str, tmp_path: Path) -> None:
    """A teaser in a column of the likelier name does not take the place of the article."""
    assert read_rows(tmp_path, [row]).articles["text"].to_list() == [text]


def test_the_choice_is_made_row_by_row(tmp_path: Path) -> None:
    """In one table the article may stand now in one column, now in the other."""
    rows = [
        {"text": ONE, "content": ""},
        {"text": "A teaser.", "content": TWO},
        {"text": "", "content": THREE},
    ]
    assert read_rows(tmp_path, rows).articles.sort("row")["text"].to_list() == [ONE, TWO, THREE]


def test_a_mapped_column_of_text_wins_over_a_longer_one(tmp_path: Path) -> None:
    """What the user names is taken, however long the others are, pages included."""
    row = {"lead story": ONE, "text": LONG, "html": f"<html><body><p>{LONG}</p></body></html>"}
    path = write_table(tmp_path / "a.csv", [row])
    assert read_corpus([path], columns={"lead story": "text"}).articles["text"].to_list() == [ONE]


def test_a_teaser_alone_is_no_article(tmp_path: Path) -> None:
    """It is refused with its column's name and the way to have it read all the same."""
    rows = [{"title": "A", "url": "https://e.example/1", "description": ONE}]
    write_text(tmp_path / "good.txt")
    write_table(tmp_path / "a.csv", rows)
    corpus = read_corpus([tmp_path])
    assert corpus.rejects["row"].to_list() == [2]
    assert "--map text=description" in corpus.rejects["reason"][0]
    mapped = read_corpus([tmp_path], columns={"description": "text"})
    assert mapped.articles.height == 2


CUT = (
    "… [+2219 chars]",
    "... [1234 chars]",
    "… [+3,221 chars]",
    "\r\n… [+12 chars]",
    " [...]",
    " […]",
    " […]\n",
    " (more...)",
    " [&hellip;]</p>",
    "... Read more",
    "… Read More »",
    "… Read the full article",
    "... [Read more...]",
    '&#8230; <a class="more-link" href="/x">Continue reading <span>Bells</span></a></p>',
    "\nContinue reading",
    ".\n\nContinue reading: Bells at the harbour",
    ". Read more »",
    "…",
    "...",
)


@pytest.mark.parametrize("mark", CUT)
def test_a_stub_is_refused(mark: str) -> None:
    """What a provider has cut off after some words is no article."""
    refused = without_cut(Entry("a.csv", 2, ONE.rstrip(".") + mark))
    assert isinstance(refused, Refusal)
    assert "cut off by its provider" in refused.reason
    assert "score the whole text instead" in refused.reason


@pytest.mark.parametrize(
    "mark", ["… [+219 chars]", " [...]", " (more...)", "... Read more", "… Continue reading"]
)
def test_the_mark_behind_a_long_text_is_taken_off_and_noted(mark: str, tmp_path: Path) -> None:
    """The text stays, without what is not the outlet's; the note says that its end is missing."""
    corpus = read_rows(tmp_path, [{"text": LONG + mark}])
    assert corpus.articles["text"].to_list() == [LONG.rstrip(".")] or corpus.articles["text"].to_list() == [
        LONG
    ]
    assert corpus.notes["note"].to_list() == [
        "1 article: cut off by its provider: the end of the article is not here"
    ]


def test_most_of_it_missing_is_a_stub_at_any_length() -> None:
    """Where more is missing than there is, the text cannot stand for the article."""
    cut = find_cut(f"{LONG}… [+90000 chars]")
    assert cut is not None
    assert cut.stub


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        f"{LONG}\n\nRead more",
        f"{LONG} Read the full report here.",
        f"{LONG} And so it goes...",
        f"{LONG}\nContinue reading",
        "He had read more than most, and the board asked for more. It was given more.",
        "[...] It fell.",
        "",
    ],
)
def test_what_is_no_cut(text: str) -> None:
    """An outlet's own last words, and its links elsewhere, are left."""
    assert find_cut(text) is None
    assert not is_withheld(text)


OUTLETS = (
    ("https://www.Echo.example/path?x=1", "echo.example"),
    ("http://echo.example", "echo.example"),
    ("//www.echo.example/", "echo.example"),
    ("WWW.ECHO.EXAMPLE", "echo.example"),
    ("ECHO.EXAMPLE", "echo.example"),
    ("echo.example/", "echo.example"),
    ("echo.example:8080", "echo.example"),
    ("news.echo.example", "echo.example"),
    ("bbc.co.uk", "bbc.co.uk"),
    ("www.bbc.co.uk", "bbc.co.uk"),
    ("TheBlaze.com", "TheBlaze.com"),
    ("The Echo", "The Echo"),
    ("The Sun/The Sun on Sunday", "The Sun/The Sun on Sunday"),
    ("U.S.News", "U.S.News"),
    ("St.Louis", "St.Louis"),
    ("12", "12"),
    ("http://cdn.echo.example/a/b.jpg", None),
    ("//cdn.echo.example/a.webp?w=300", None),
    ("http://[broken", None),
)


@pytest.mark.parametrize(("cell", "outlet"), OUTLETS)
def test_a_cell_that_should_name_the_outlet(cell: str, outlet: str | None) -> None:
    """An address is reduced to its registered domain, a picture is nothing, a name stays."""
    told = read_outlet(cell)
    assert (told.outlet if told else None) == outlet


def test_a_column_of_domains_has_no_proper_names() -> None:
    """In `domain` capitals mean nothing."""
    told = read_outlet("TheBlaze.com", domain=True)
    assert told is not None
    assert told.outlet == "theblaze.com"


@pytest.mark.parametrize(
    ("row", "outlet"),
    [
        ({"source": "https://www.echo.example/1", "site_name": "The Echo"}, "The Echo"),
        ({"source_id": "17", "domain": "echo.example"}, "echo.example"),
        ({"source": "645f00000000000000000001", "publisher": "The Echo"}, "The Echo"),
        ({"outlet": "echo.example", "domain": "other.example"}, "echo.example"),
        ({"media": "http://cdn.pictures.example/a.jpg", "clean_url": "echo.example"}, "echo.example"),
        ({"media": "http://cdn.pictures.example/a.jpg"}, None),
        ({"source": "17"}, "17"),
        ({"source": "{'id': None, 'name': 'The Echo'}"}, "The Echo"),
    ],
)
def test_a_proper_name_goes_before_an_address_or_a_number(
    row: dict[str, str], outlet: str | None, tmp_path: Path
) -> None:
    """Of several columns the one that names the outlet as people do."""
    assert read_rows(tmp_path, [{"text": ONE, **row}]).articles["outlet"].to_list() == [outlet]


def test_one_site_in_many_spellings_is_one_outlet(tmp_path: Path) -> None:
    """Addresses, capitals and `www.` do not make several outlets of one."""
    cells = (
        "https://www.Echo.example/a",
        "ECHO.example",
        "Echo.example",
        "www.echo.example",
        "echo.example/",
    )
    rows = [{"text": story(n), "source": cell} for n, cell in enumerate(cells)]
    assert read_rows(tmp_path, rows).articles["outlet"].unique().to_list() == ["echo.example"]


@pytest.mark.parametrize(
    ("cell", "outlet", "url"),
    [
        ("https://echo.example/a", None, "https://echo.example/a"),
        ("/news/1", "echo.example", "https://echo.example/news/1"),
        ("/news/1", "The Echo", "/news/1"),
        ("/news/1", None, None),
        ("https://echo.example/a.jpg", None, None),
        ("https://echo.example/rss.xml", None, None),
        ("https://echo.example/feed/", None, None),
        ("https://echo.example/feed-prices-rise", None, "https://echo.example/feed-prices-rise"),
        (
            "https://echo.example/main.jhtml?xml=/news/1.xml",
            None,
            "https://echo.example/main.jhtml?xml=/news/1.xml",
        ),
        ("https://echo.example/stories/bh87.xml", None, "https://echo.example/stories/bh87.xml"),
        ("https://echo.example/story?img=/a.jpg", None, "https://echo.example/story?img=/a.jpg"),
        ("mailto:desk@echo.example", None, None),
        ("#", None, None),
    ],
)
def test_a_cell_that_should_be_an_address(cell: str, outlet: str | None, url: str | None) -> None:
    """A picture's, a feed's, a mail address is not the article's; a relative one needs its site."""
    site = outlet if outlet and "." in outlet else None
    assert read_url(cell, outlet, site) == url


def test_articles_that_all_give_their_feed_s_address_are_not_one(tmp_path: Path) -> None:
    """An address that is no article's does not make duplicates."""
    rows = [{"text": story(n), "outlet": "The Echo", "url": "https://echo.example/rss.xml"} for n in range(3)]
    assert read_rows(tmp_path, rows).articles.height == 3


def test_an_address_in_the_place_of_the_outlet_is_the_article_s(tmp_path: Path) -> None:
    """Where no column has the article's address, one that stands under `source` is not lost."""
    articles = read_rows(tmp_path, [{"text": ONE, "source": "https://www.echo.example/2021/bells"}]).articles
    assert articles.select("outlet", "url").rows() == [
        ("echo.example", "https://www.echo.example/2021/bells")
    ]


def test_a_number_or_an_address_is_no_byline(tmp_path: Path) -> None:
    """WordPress numbers its authors, Facebook's tags link them."""
    rows = [
        {"text": ONE, "author": "5", "author_name": "Ida Holm"},
        {"text": TWO, "author": "https://social.example/ida", "author_name": ""},
    ]
    assert read_rows(tmp_path, rows).articles.sort("row")["byline"].to_list() == ["Ida Holm", None]


@given(names=st.lists(st.text(max_size=30), max_size=8))
@settings(max_examples=200, deadline=None)
def test_any_names_of_columns(names: list[str]) -> None:
    """No name of a column is too odd to be compared, and each chosen one is among those there are."""
    choice = choose_columns(names, ColumnMap({"a.b": "text"}))
    assert set(choice.wanted()) <= set(names)


@pytest.mark.parametrize("column", ["lead_paragraph", "abstract", "standfirst"])
def test_a_lead_is_no_article_however_short_its_neighbour(column: str, tmp_path: Path) -> None:
    """Some services give the first paragraph and nothing more."""
    row = {"title": "A", "url": "https://e.example/1", "snippet": "A teaser.", column: TWO}
    assert len(TWO) > 200
    corpus = read_corpus(
        [write_table(tmp_path / "a.csv", [row, {**row, "url": "https://e.example/2"}]), story_file(tmp_path)]
    )
    assert corpus.rejects.height == 2
    assert "only what announces the article" in corpus.rejects["reason"][0]


def story_file(folder: Path) -> Path:
    """One article, so that there is a corpus."""
    return write_text(folder / "whole.txt", story(9))
