"""Whose an article is: told from a cell, an address or a folder, in whatever spelling."""

from pathlib import Path

import pytest

from scoring.corpus.facts.folder_outlets import folder_outlet
from scoring.corpus.facts.outlet import address_key, outlet_of_page, registered_domain
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus

from ..writing import story, write_table, write_text

COPIES = [
    "https://www-echo-example.cdn.ampproject.org/c/s/www.echo.example/a",
    "https://www.google.com/amp/s/www.echo.example/a",
    "https://www.google.co.uk/amp/s/amp.echo.example/a",
    "https://www.google.com/url?q=https://www.echo.example/a&sa=D",
    "https://www.bing.com/amp/s/www.echo.example/a",
    "https://archive.ph/newest/https://www.echo.example/a",
    "https://archive.ph/20210830101500/http://www.echo.example/a",
    "https://web.archive.org/web/20210830101500/https://www.echo.example/a",
    "https://web.archive.org/web/2021id_/www.echo.example/a",
    "https://webcache.googleusercontent.com/search?q=cache:abcdefghijkl:https://www.echo.example/a+ferry&hl=en",
    "https://translate.google.com/translate?sl=de&u=https://www.echo.example/a",
    "https://www-echo-example.translate.goog/a?_x_tr_sl=de",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.echo.example%2Fa&h=1",
    "https://www-echo-example.ezproxy.library.example/a",
    "https://12ft.io/https://www.echo.example/a",
    "https://archive.ph/newest/https://web.archive.org/web/2021/https://www.echo.example/a",
]
"""Addresses of copies of one page of the Echo."""
ON_SHARED_HOSTS = [
    ("https://echo.substack.com/p/ferry", "echo.substack.com"),
    ("https://open.substack.com/pub/echo/p/ferry", "echo.substack.com"),
    ("https://other.substack.com/p/ferry", "other.substack.com"),
    ("https://medium.com/@ann/ferry-1", "medium.com/@ann"),
    ("https://medium.com/the-echo/ferry-1", "medium.com/the-echo"),
    ("https://ann.medium.com/ferry-1", "ann.medium.com"),
    ("http://echo.blogspot.com/2021/08/ferry.html", "echo.blogspot.com"),
    ("http://echo.blogspot.co.uk/2021/08/ferry.html", "echo.blogspot.com"),
    ("https://www.echo.wordpress.com/ferry", "echo.wordpress.com"),
    ("https://t.me/echo/12", "t.me/echo"),
]
OF_NOBODY = [
    "https://bit.ly/3abc",
    "https://t.co/Ab1",
    "https://tinyurl.com/ferry",
    "https://archive.ph/Ab1cD",
    "https://perma.cc/AB12-CD34",
    "https://news.google.com/articles/CBMiabc",
    "https://medium.com/p/0123456789ab",
]


def outlets_read(folder: Path, *rows: dict[str, str]) -> list[str | None]:
    """The outlets of the rows of one table, in its order."""
    table = [{"text": story(number), **row} for number, row in enumerate(rows)]
    articles = read_corpus([write_table(folder / "t.csv", table)]).articles
    return articles.sort("row")["outlet"].to_list()


def notes(corpus: Corpus) -> str:
    """All notes."""
    return "\n".join(corpus.notes["note"])


@pytest.mark.parametrize("column", ["outlet", "source", "domain"])
def test_an_address_is_one_outlet_in_any_spelling(column: str, tmp_path: Path) -> None:
    """With `www.`, in capitals, with a scheme and a path or a port: one registered domain."""
    spellings = (
        "www.echo.co.uk",
        "ECHO.CO.UK",
        "http://echo.co.uk/x",
        "https://www.Echo.co.uk",
        "//echo.co.uk/",
        "echo.co.uk",
        "news.echo.co.uk",
        "echo.co.uk:443",
        "https://user@echo.co.uk/x?y=1#z",
    )
    assert set(outlets_read(tmp_path, *({column: spelling} for spelling in spellings))) == {"echo.co.uk"}


def test_names_stay_names(tmp_path: Path) -> None:
    """A name with dots, an ampersand or a figure in it is no address; one written as a name stays as written."""
    names = ("The Echo", "U.S. News", "TheBolt.com", "St. Elva Post", "Channel 9", "Gull & Crab")
    assert outlets_read(tmp_path, *({"outlet": name} for name in names)) == list(names)


def test_one_host_name_is_not_two_outlets(tmp_path: Path) -> None:
    """`TheBolt.com` beside `thebolt.com` is the same site."""
    assert set(outlets_read(tmp_path, {"outlet": "TheBolt.com"}, {"outlet": "thebolt.com"})) == {
        "thebolt.com"
    }


def test_pictures_are_no_outlets(tmp_path: Path) -> None:
    """A column `media` may hold the addresses of pictures; the outlet is that of the article's address."""
    rows = (
        {"media": "https://cdn.pictures.example/1.jpg", "url": "https://www.echo.example/1"},
        {"media": "https://cdn.pictures.example/2.png?w=9", "url": "https://www.bolt.example/2"},
    )
    assert outlets_read(tmp_path, *rows) == ["echo.example", "bolt.example"]


def test_a_column_media_may_hold_outlets(tmp_path: Path) -> None:
    """The same column with names in it."""
    assert outlets_read(tmp_path, {"media": "The Echo"}, {"media": "The Bolt"}) == ["The Echo", "The Bolt"]


@pytest.mark.parametrize("address", COPIES)
def test_copies_lead_to_the_publisher(address: str) -> None:
    """AMP caches, archives, caches, translations, redirects and libraries' proxies."""
    assert registered_domain(address) == "echo.example"


def test_copies_are_the_publisher_s_in_a_table(tmp_path: Path) -> None:
    """All of them in a column of addresses are one outlet."""
    assert set(outlets_read(tmp_path, *({"url": address} for address in COPIES))) == {"echo.example"}


@pytest.mark.parametrize(("address", "outlet"), ON_SHARED_HOSTS)
def test_each_name_on_a_shared_host_is_an_outlet(address: str, outlet: str) -> None:
    """Newsletters and weblogs are no more one outlet than the papers of one printer."""
    assert registered_domain(address) == outlet


def test_newsletters_in_a_table_are_outlets_of_their_own(tmp_path: Path) -> None:
    """As addresses of articles and as outlets."""
    wanted = [outlet for _, outlet in ON_SHARED_HOSTS]
    assert outlets_read(tmp_path, *({"url": address} for address, _ in ON_SHARED_HOSTS)) == wanted
    assert outlets_read(tmp_path, *({"outlet": address} for address, _ in ON_SHARED_HOSTS)) == wanted


@pytest.mark.parametrize("address", OF_NOBODY)
def test_short_links_are_nobody_s(address: str, tmp_path: Path) -> None:
    """Of an address that hides its publisher nothing is made up."""
    assert registered_domain(address) is None
    assert outlets_read(tmp_path, {"url": address}) == [None]


@pytest.mark.parametrize(
    ("url", "canonical", "publisher", "outlet"),
    [
        ("https://www.msn.com/a", None, None, "msn.com"),
        ("https://www.msn.com/a", None, "MSN", "msn.com"),
        ("https://www.msn.com/a", None, "The Echo", "The Echo"),
        ("https://www.msn.com/a", "https://www.msn.com/a", "The Echo", "The Echo"),
        ("https://www.msn.com/a", "https://www.echo.example/a", "The Bolt", "echo.example"),
        ("https://bit.ly/3abc", "https://www.echo.example/a", None, "echo.example"),
        ("https://archive.ph/Ab1", None, "The Bolt", "The Site"),
        ("https://www.echo.example/a", "https://www.bolt.example/a", "The Bolt", "echo.example"),
        (None, None, None, "The Site"),
    ],
)
def test_the_outlet_of_a_page(
    url: str | None, canonical: str | None, publisher: str | None, outlet: str
) -> None:
    """By its address; behind an aggregator by its publisher; behind a link by what it declares."""
    assert outlet_of_page(url, canonical, publisher, "The Site") == outlet


def test_a_page_of_an_aggregator_is_its_publisher_s(tmp_path: Path) -> None:
    """The linked data of the page names who published it; without it the aggregator is all that is known."""
    data = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Nine lanterns bought", '
        '"publisher": {"name": "The Echo"}}</script>'
    )
    for number, head in enumerate((data, "")):
        write_text(
            tmp_path / "p" / f"{number}.html",
            f'<html><head><link rel="canonical" href="https://www.msn.com/{number}/ar-1">{head}</head>'
            f"<body><h1>Nine lanterns bought</h1><p>{story(number).replace(chr(10), '</p><p>')}</p></body></html>",
        )
    assert read_corpus([tmp_path / "p"]).articles.sort("file")["outlet"].to_list() == ["The Echo", "msn.com"]


def test_an_aggregator_in_a_table(tmp_path: Path) -> None:
    """A table's row from an aggregator has no page that could name anybody."""
    assert outlets_read(tmp_path, {"url": "https://www.msn.com/en-gb/news/a"}) == ["msn.com"]


@pytest.mark.parametrize(
    "other",
    [
        "http://echo.example/x",
        "https://www.echo.example/x/",
        "https://amp.echo.example/x",
        "https://echo.example/amp/x",
        "https://echo.example/x/amp",
        "https://echo.example/x.amp",
        "https://echo.example/x?amp=1",
        "https://echo.example/x?outputType=amp",
        "https://echo.example/x?utm_source=rss&utm_medium=feed",
        "https://echo.example/x?fbclid=Ab1",
        "https://echo.example/x#comments",
        "https://echo.example:443/x",
        "http://echo.example:80/x",
        "https://ECHO.example/x",
        "https://echo.example./x",
        "//echo.example/x",
        "echo.example/x",
        "https://echo.example//x",
        "https://echo.example/x/index.html",
        "https://web.archive.org/web/20210830101500/https://www.echo.example/x",
    ],
)
def test_addresses_of_one_page(other: str) -> None:
    """Spelling, scheme, telephone editions, tracking and marks inside the page do not tell pages apart."""
    assert address_key(other) == address_key("https://echo.example/x")


def test_hosts_beyond_ascii_have_one_key() -> None:
    """As people write them, and as machines do."""
    assert address_key("https://bücher.example/x") == address_key("https://www.xn--bcher-kva.example/x")


@pytest.mark.parametrize(
    "other",
    [
        "https://echo.example/x?id=2",
        "https://echo.example/x",
        "https://echo.example/x?id=1&page=2",
        "https://echo.example/y?id=1",
        "https://echo.example/X?id=1",
        "https://echo.example:8080/x?id=1",
        "https://news.echo.example/x?id=1",
        "https://bolt.example/x?id=1",
        "https://echo.example/amp-x?id=1",
    ],
)
def test_addresses_of_different_pages(other: str) -> None:
    """A query that is no tracking, the path, the port and the host do."""
    assert address_key(other) != address_key("https://echo.example/x?id=1")


@pytest.mark.parametrize(
    "front", ["https://echo.example/", "http://www.echo.example", "https://echo.example/index.html?utm_id=1"]
)
def test_a_front_page_has_no_key(front: str) -> None:
    """It is the address of no article, or of all."""
    assert address_key(front) is None


@pytest.mark.parametrize(
    "folder",
    [
        *("business", "2019-2020", "week-32", "train-en", "a3", "Q3 2020", "part0001", "world-news", "--"),
        *("articles_2021", "politics_2019", "2021_08", "real", "Lean Left", "deutsch", "December"),
        "d41d8cd98f00b204e9800998ecf8427e",
        "550e8400-e29b-41d4-a716-446655440000",
    ],
)
def test_folders_that_only_sort(folder: str) -> None:
    """By section, time, language, part of a data set, label or hash: no outlets, alone or ahead of one."""
    assert folder_outlet((folder,)) is None
    assert folder_outlet((folder, "The Echo")) == "The Echo"


@pytest.mark.parametrize(
    ("folder", "outlet"),
    [
        *((name, name) for name in ("The Echo", "daily-bolt", "USA Today", "Sunday World", "Real News")),
        ("www.echo.example", "echo.example"),
        ("ECHO.CO.UK", "echo.co.uk"),
        ("echo.substack.com", "echo.substack.com"),
    ],
)
def test_folders_that_name_an_outlet(folder: str, outlet: str) -> None:
    """By its name, also one that is made of words that sort, or by its host."""
    assert folder_outlet(("articles", folder, "sport", "2021")) == outlet


def test_outlets_from_folders_are_noted(tmp_path: Path) -> None:
    """The user is told which names were taken from folders, and how to name others."""
    for number, folder in enumerate(
        ("daily-bolt/2021", "www.echo.example/sport", "business", "2019-2020/week-32")
    ):
        write_text(tmp_path / "corpus" / folder / "a.txt", story(number))
    corpus = read_corpus([tmp_path / "corpus"])
    assert dict(corpus.articles.select("file", "outlet").rows()) == {
        "corpus/2019-2020/week-32/a.txt": None,
        "corpus/business/a.txt": None,
        "corpus/daily-bolt/2021/a.txt": "daily-bolt",
        "corpus/www.echo.example/sport/a.txt": "echo.example",
    }
    assert (
        "outlets were told from folder names: daily-bolt, echo.example; name them with --manifest if that is "
        "wrong" in notes(corpus)
    )


def test_no_note_where_folders_only_sort(tmp_path: Path) -> None:
    """Nothing was told from them, so nothing is said."""
    write_text(tmp_path / "corpus" / "business" / "a.txt")
    assert "folder names" not in notes(read_corpus([tmp_path / "corpus"]))
