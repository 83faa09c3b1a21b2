"""Names that Markdown, Streamlit, HTML or an address would obey are shown as they are written, on every page."""

import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import polars as pl
import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from dashboard.wording import as_html, as_markdown, distinct_labels
from tests.dashboard.conftest import OpenPage
from tests.dashboard.hostile import MARK, NASTY, make_hostile_scores
from tests.dashboard.test_pages import assert_clean

# Where Streamlit shows or keeps a string as it is; whatever is not listed here is read as Markdown.
PLAIN = frozenset(
    {
        "Selectbox.options", "Selectbox.raw_value", "MultiSelect.options", "MultiSelect.raw_values",
        "VegaLiteChart.spec", "MultiSelect.id",
    }
)  # fmt: skip
HTML, ADDRESS = "Html.body", "PageLink.query_string"
# What must never stand unescaped in HTML, and in Markdown.
TAG = re.compile(rf"<script|<img|<b>{MARK}|javascript:alert\(1\)\"")
UNESCAPED = re.compile(
    rf"(?<!\\)(?:[*_`$~]{MARK}|\[{MARK}|:red\[|:smile:|:material|<b>|<script|# {MARK}|&amp;|\[uk\]|\[/b\])"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every name is hostile."""
    return make_hostile_scores(tmp_path_factory.mktemp("hostile") / "scores")


def strings(message: Message, path: str) -> Iterator[tuple[str, str]]:
    """Every string of an element as it is sent to the browser, with its place."""
    for field, value in message.ListFields():
        for item in value if field.is_repeated else [value]:
            if isinstance(item, Message):
                yield from strings(item, f"{path}.{field.name}")
            elif isinstance(item, str):
                yield f"{path}.{field.name}", item


def sent(node: Any) -> Iterator[tuple[str, str]]:
    """Every string of a page."""
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield from strings(proto, type(proto).__name__)
    for child in getattr(node, "children", {}).values():
        yield from sent(child)


def views(folder: Path) -> dict[str, dict[str, Any]]:
    """Every page with a selection that shows as many names as it can."""
    outlets = pl.read_parquet(folder / "outlets.parquet").sort("articles")["outlet"].to_list()
    articles = pl.read_parquet(folder / "articles.parquet")
    copies = articles.filter(pl.col("origin_article").is_not_null())["article_id"]
    actor = pl.read_parquet(folder / "actors.parquet").filter(pl.col("outlet") == outlets[-1])["actor"][0]
    return {
        "outlets": {"outlet": outlets[-2:], "plain": "yes", "parts": "yes", "sort": "index"},
        "outlet": {"outlet": outlets[-1], "basket": outlets[-3:]},
        "compare": {"outlet": outlets[-3:]},
        "weights": {},
        "tone": {"outlet": outlets[-3:]},
        "stories": {"article": copies[0]},
        "copies": {},
        "evidence": {"outlet": outlets[-1], "actor": actor, "voice": "quoted"},
        "article": {"article": copies[0]},
        "method": {},
        "check": {},
    }


def check(app: AppTest) -> int:
    """No name is read as anything but a name; returns how many were seen."""
    assert_clean(app)
    seen = 0
    for place, text in sent(app._tree):
        if MARK not in text:
            continue
        seen += 1
        if place == HTML:
            assert not TAG.search(text), text
        elif place == ADDRESS:
            assert any(NASTY in value for values in parse_qs(text).values() for value in values)
        elif place not in PLAIN:
            assert not UNESCAPED.search(text), f"{place}: {text}"
            assert "\x1b" not in text
            assert "\u202e" not in text
    return seen


@pytest.mark.parametrize(
    "page",
    [
        "outlets",
        "outlet",
        "compare",
        "weights",
        "tone",
        "stories",
        "copies",
        "evidence",
        "article",
        "method",
        "check",
    ],
)
def test_hostile_names_are_literal(open_page: OpenPage, hostile: Path, page: str) -> None:
    """Whatever a name holds, every page shows it escaped, and finds what it names."""
    seen = check(open_page(page, folder=hostile, **views(hostile)[page]))
    assert seen or page in ("method", "check")


@pytest.mark.parametrize(
    "page", ["outlets", "outlet", "compare", "tone", "stories", "evidence", "article", "weights"]
)
def test_hostile_words_in_a_link_are_literal(open_page: OpenPage, hostile: Path, page: str) -> None:
    """A link may ask for anything; what it asks for is shown, where at all, as it is written."""
    names = (
        "outlet",
        "actor",
        "actors",
        "story",
        "article",
        "metric",
        "page",
        "from",
        "w",
        "at",
        "sort",
        "basket",
        "x",
    )
    assert check(open_page(page, folder=hostile, **dict.fromkeys(names, f"x{NASTY}")))


def test_hostile_labels_of_groups(open_page: OpenPage, hostile: Path, tmp_path: Path) -> None:
    """A column of the user's own is the label of a filter; even one that is called like a part of the page."""

    other = tmp_path / "other"
    shutil.copytree(hostile, other)
    outlets = pl.read_parquet(other / "outlets.parquet")
    extra = {f"lean{NASTY}": pl.lit(f"left{NASTY}"), "sort": pl.lit("x"), "embed": pl.lit("y")}
    outlets.with_columns(**extra).write_parquet(other / "outlets.parquet")
    assert check(open_page(folder=other, texts="1"))


def test_the_escape_for_markdown_keeps_every_character() -> None:
    """Taking the escapes off gives the name back, on one line, with what steers made visible."""
    escaped = as_markdown(NASTY)
    bare = re.sub(r"\\(.)", r"\1", escaped).replace("\N{WORD JOINER}", "")
    plain = " ".join(NASTY.split()).replace("\x1b", "␛").replace("\u202e", "\N{REPLACEMENT CHARACTER}")
    assert bare == plain
    assert as_html("<i>\x1b") == escape("<i>") + "␛"


def test_options_of_the_same_name_are_told_apart() -> None:
    """Streamlit knows an option by its label alone: two stories of one headline must have two labels."""
    options = ["a", "b", "c", "d"]
    labels = distinct_labels(options, lambda o: {"d": "Bridge (2)"}.get(o, "Bridge"))
    assert len(set(labels.values())) == len(options)


def test_the_second_of_two_stories_of_one_name_can_be_chosen(
    open_page: OpenPage, synthetic: Path, tmp_path: Path
) -> None:
    """Each of two stories of one headline has a link of its own, and opens."""

    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    stories = pl.read_parquet(other / "stories.parquet")
    stories.with_columns(title=pl.lit("Bridge"), outlets=2, articles=5).write_parquet(
        other / "stories.parquet"
    )
    app = open_page("stories", folder=other)
    links = re.findall(r'story=(\w+)"', "".join(element.proto.body for element in app.get("html")))
    assert len(links) == len(set(links)) > 1
    wanted = links[1]
    opened = open_page("stories", folder=other, story=wanted)
    assert opened.query_params["story"] in (wanted, [wanted])
    assert "5 articles" in "".join(str(caption.value) for caption in opened.caption)
