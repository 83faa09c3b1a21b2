"""A page's visible lines and its metadata."""

import gzip
import json
import re
from pathlib import Path

import pytest

from scoring.corpus.pages.page import read_lines, read_page
from scoring.corpus.read import read_corpus

from ..writing import write_text

LINKED = '<script type="application/ld+json">'
WORD = re.compile(r"\w+")


def test_lines_end_at_blocks_and_breaks() -> None:
    """Inline elements do not part a line; blocks, breaks and cells do."""
    html = "<div>One <b>bold</b> <i>word</i><p>Two<br>three</p><table><tr><td>4<td>5</table>six"
    assert read_lines(html) == ["One bold word", "Two", "three", "4", "5", "six"]


def test_what_is_not_seen_is_left_out() -> None:
    """Scripts, styles, comments and hidden elements show nothing."""
    html = (
        "<p>Seen<script>a()</script><!-- no --> too</p><style>p{}</style><p hidden>no</p>"
        "<div style='display: none'><p>no</p></div><noscript>no</noscript><p>Last</p>"
    )
    assert read_lines(html) == ["Seen too", "Last"]


def test_markup_of_each_line() -> None:
    """A line knows its element, its level as a heading and how much of it is a link."""
    html = "<nav><div><a href='/'>Home</a></div></nav><h2>Bell</h2><p>See <a href='/'>here</a></p><div>x"
    lines = read_page(html).lines
    assert [(line.text, line.tag, line.heading) for line in lines] == [
        ("Home", "nav", 0),
        ("Bell", "h2", 2),
        ("See here", "p", 0),
        ("x", "div", 0),
    ]
    assert [round(line.link_share, 2) for line in lines] == [1.0, 0.0, 0.57, 0.0]


def test_main_text_is_told_from_furniture() -> None:
    """The paragraphs are kept, the menu and the footer are not."""
    paragraphs = "".join(
        f"<p>The ferry left the {place} pier at dawn, and its captain counted the passengers twice.</p>"
        for place in ("northern", "southern", "eastern", "western")
    )
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9))
    page = read_page(
        f"<html><body><nav><ul>{menu}</ul></nav><article>{paragraphs}</article>"
        "<footer>All rights reserved.</footer></body></html>"
    )
    assert [line.kept for line in page.lines] == [False] * 9 + [True] * 4 + [False]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2023-05-01T10:00Z">', "2023-05-01T10:00Z"),
        (f'{LINKED}{{"@graph": [{{"datePublished": "2023-05-02T08:00"}}]}}</script>', "2023-05-02T08:00"),
        (f"{LINKED}[not json</script>", None),
        ("", None),
    ],
)
def test_the_declared_date(head: str, published: str | None) -> None:
    """The moment of publication with its time, from meta tags or linked data; nothing is guessed."""
    assert read_page(f"<html><head>{head}</head><body><p>Text.</p></body></html>").published == published


@pytest.mark.parametrize("html", ["", " ", "<!-- only a comment -->", "<html></html>", b"", "\x00"])
def test_nothing_to_see(html: str | bytes) -> None:
    """An empty page has no lines."""
    assert read_page(html).lines == ()


def test_an_unclosed_title_does_not_swallow_the_page() -> None:
    """As browsers do not, but people would."""
    assert read_lines("<html><head><title>Ferry<body><p>It left.</p></body></html>") == ["It left."]


def test_deep_nesting_is_read() -> None:
    """A thousand nested elements are no reason to fail."""
    assert read_lines("<div>" * 1000 + "Deep down") == ["Deep down"]


def test_bytes_are_decoded_by_their_declaration() -> None:
    """A page in another encoding says so in its head."""
    html = '<html><head><meta charset="windows-1251"></head><body><p>Паром ушёл</p></body></html>'
    assert [line.text for line in read_page(html.encode("cp1251")).lines] == ["Паром ушёл"]


PARAGRAPHS = "".join(
    f"<p>The ferry left the {place} pier at dawn, and its captain counted the passengers twice over.</p>"
    for place in ("northern", "southern", "eastern", "western")
)
HEADLINE = "Ferry leaves at dawn"


def article_page(*, head: str = "", above: str = "", below: str = "", beside: str = "") -> str:
    """A page with one article; what stands in its head, and above, below and beside its paragraphs."""
    return (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><article><h1>{HEADLINE}</h1>{above}"
        f"{PARAGRAPHS}{below}</article>{beside}</body></html>"
    )


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='sidebar'>{}</div>",
        "<div id='right-column'><article><h3>Goats return</h3>{}</article></div>",
        "<aside><h3>Goats return</h3>{}</aside>",
        "<article><h3>Goats return</h3>{}</article>",
        "<section class='most-read'><li>{}</li></section>",
    ],
)
def test_the_date_of_another_article_is_not_the_page_s(beside: str) -> None:
    """A side column dates what it shows; the article has its own date, or none."""
    other = beside.format("<time pubdate datetime='2019-01-02'>2 January 2019</time>")
    assert read_page(article_page(beside=other)).published is None
    own = "<time datetime='2021-08-30'>Monday</time>"
    assert read_page(article_page(above=own, beside=other)).published == "2021-08-30"
    inside = article_page(below=f"<div class='related'>{other}</div>")
    assert read_page(inside).published is None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_article_s_own_record_dates_the_page(order: tuple[int, ...]) -> None:
    """Of several records that of the article with this headline, wherever it stands; then that of the page."""
    records: list[dict[str, object]] = [
        {"@type": "WebPage", "name": HEADLINE, "datePublished": "2018-01-01"},
        {"@type": "NewsArticle", "headline": "Goats return to the hill", "datePublished": "2017-01-01"},
        {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2021-08-30"},
    ]
    listed = [records[number] for number in order]
    for data in (listed, {"@graph": listed}):
        page = read_page(article_page(head=f"{LINKED}{json.dumps(data)}</script>"))
        assert page.published == "2021-08-30"
    page = read_page(article_page(head=f"{LINKED}{json.dumps(records[:1])}</script>"))
    assert page.published == "2018-01-01"


def test_linked_data_goes_before_meta_tags_and_these_before_the_page_s_record() -> None:
    """From what is about the article to what is about the page."""
    meta = '<meta property="article:published_time" content="2020-02-02">'
    record = {"@type": "WebPage", "name": HEADLINE, "datePublished": "2018-01-01"}
    page = f"{LINKED}{json.dumps(record)}</script>"
    article = f"{LINKED}{json.dumps(record | {'@type': 'NewsArticle', 'headline': HEADLINE})}</script>"
    assert read_page(article_page(head=meta + page)).published == "2020-02-02"
    assert read_page(article_page(head=meta + article)).published == "2018-01-01"


@pytest.mark.parametrize("kind", ["NewsArticle", "BlogPosting", "ReportageNewsArticle"])
def test_an_article_that_is_only_linked_data_is_read(kind: str) -> None:
    """A page that a script would fill holds its article as data; that is said."""
    body = "\n".join(re.findall("<p>(.+?)</p>", PARAGRAPHS))
    record = json.dumps({"@type": kind, "headline": HEADLINE, "articleBody": body})
    page = read_page(f"<html><head>{LINKED}{record}</script></head><body><p>Menu</p></body></html>")
    assert [line.text for line in page.lines] == [HEADLINE, *body.split("\n"), "Menu"]
    assert [line.kept for line in page.lines] == [True] * 5 + [False]
    assert page.notes == ("the page does not show its article; read from its linked data",)


def test_an_article_that_is_shown_is_not_read_twice() -> None:
    """Linked data that repeats the page adds nothing."""
    body = "\n".join(re.findall("<p>(.+?)</p>", PARAGRAPHS))
    record = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": body})
    page = read_page(article_page(head=f"{LINKED}{record}</script>"))
    assert len(page.lines) == 5
    assert page.notes == ()


@pytest.mark.parametrize("hiding", ["style='display:none'", "hidden", "style='visibility: hidden'"])
def test_a_page_that_hides_all_of_itself_is_read(hiding: str) -> None:
    """It waits for a script to show it; what is hidden beside an article stays hidden, and so does a box."""
    page = read_page(f"<html><body><div {hiding}><h1>{HEADLINE}</h1>{PARAGRAPHS}</div></body></html>")
    assert [line.text for line in page.lines][:1] == [HEADLINE]
    assert len(page.lines) == 5
    assert len(read_page(article_page(beside=f"<div {hiding}>{PARAGRAPHS * 2}</div>")).lines) == 5
    box = f"<html><body><p>Goats.</p><div class='cookie-consent' {hiding}>{PARAGRAPHS}</div></body></html>"
    assert read_lines(box) == ["Goats."]


def test_a_page_inside_five_thousand_elements_is_read() -> None:
    """With all its facts, not its lines alone."""
    page = read_page("<div>" * 5_000 + PARAGRAPHS + "</div>" * 5_000)
    assert [line.text for line in page.lines] == re.findall("<p>(.+?)</p>", PARAGRAPHS)


def test_a_page_in_latin_1_that_does_not_say_so(tmp_path: Path) -> None:
    """Names keep their letters, and the encoding is noted."""
    names = ("José Muñoz", "María Peña", "Íñigo Núñez")
    shown = "".join(
        f"<p>{name} salió del puerto de A Coruña por la mañana, según dijo su señora a los periodistas.</p>"
        for name in names
    )
    html = f"<html><head><title>El barco</title></head><body>{shown}</body></html>"
    assert [
        line.text[: len(name)]
        for line, name in zip(read_page(html.encode("latin-1")).lines, names, strict=True)
    ] == [*names]
    corpus = read_corpus([write_text(tmp_path / "a.html", html.encode("latin-1"))])
    assert "por la mañana, según dijo su señora" in corpus.articles["text"].item()
    assert corpus.notes["note"].to_list() == ["not UTF-8; read as cp1252"]


@pytest.mark.parametrize(
    "card",
    [
        "<div class='related-card'>{}</div>",
        "<div class='related'><article><h3>Goats return</h3>{}</article></div>",
        "<aside>{}</aside>",
        "<div class='recommended'><ul><li>{}</li></ul></div>",
    ],
)
def test_the_writer_of_another_article_is_not_the_page_s(card: str) -> None:
    """A card that leads to another article names its writer; the page has its own, or none."""
    other = card.format("<span class='author'>Ida Holm</span>")
    own = "<p>By <span class='author'>Ana Brook</span></p>"
    assert read_page(article_page(beside=other)).byline is None
    assert read_page(article_page(below=other)).byline is None
    assert read_page(article_page(above=own, below=other)).byline == "Ana Brook"


@pytest.mark.shared
def test_lines_are_the_blocks_of_the_benchmark(shared: Path) -> None:
    """On every tenth page of L3S-GN1 95% of the words stand in a line that is exactly a labelled block."""
    exact = words = 0
    with gzip.open(shared / "benchmarks" / "l3s_gn1" / "dev.jsonl.gz", "rt", encoding="utf-8") as stream:
        for number, row in enumerate(stream):
            if number % 10 == 0:
                page = json.loads(row)
                lines = {tuple(WORD.findall(line)) for line in read_lines(page["html"])}
                for block in page["blocks"]:
                    block_words = tuple(WORD.findall(block["text"]))
                    words += len(block_words)
                    exact += len(block_words) * (block_words in lines)
    assert exact / words > 0.95
