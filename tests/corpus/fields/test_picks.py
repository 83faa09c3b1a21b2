"""Which of several columns is taken, row by row."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.corpus.contract import ColumnMap
from scoring.corpus.facts.addresses import read_outlet, read_url
from scoring.corpus.fields.columns import choose_columns
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus

from ..writing import story, write_table, write_text

ONE, TWO, THREE = (story(n).replace("\n", " ") for n in (1, 2, 3))
LONG = "\n".join(story(n) for n in range(20, 30))


def read_rows(folder: Path, rows: Sequence[Mapping[str, object]]) -> Corpus:
    """Read a CSV of these rows."""
    return read_corpus([write_table(folder / "a.csv", rows)])


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
