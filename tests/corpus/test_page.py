"""A page's visible lines and its metadata."""

import gzip
import json
import re
from pathlib import Path

import pytest

from scoring.corpus.page import read_lines, read_page

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
