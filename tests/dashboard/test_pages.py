"""Every page by AppTest: it runs clean, whatever the link asks for and whatever the folder holds."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.wording import VOICES, as_markdown
from tests.dashboard.conftest import OpenPage
from tests.dashboard.pages import HOSTILE_ARTICLE, SCRIPT
from tests.dashboard.synthetic import (
    GERMAN_OUTLET,
    HOSTILE_OUTLET,
    MARKDOWN_OUTLET,
    PLAIN_OUTLETS,
    SMALL_OUTLET,
)

PAGES = (
    "outlets", "outlet", "compare", "weights", "tone", "stories", "copies", "evidence", "article", "method",
    "check",
)  # fmt: skip
READING = tuple(page for page in PAGES if page != "check")
ONE, OTHER = PLAIN_OUTLETS[:2]
NONSENSE = {
    "outlet": ["no such", "<b>x</b>"], "actor": "nobody", "actors": "nobody", "story": "none", "article": "none",
    "metric": "<i>", "reading": "42", "voice": "loud", "page": "-7", "texts": "many", "from": "yesterday",
    "at": "9-2", "layers": "gold", "stories": "some", "against": "x", "table": "x", "tone": "?", "language": "xx",
    "sort": "x", "own": "../../etc", "w": ["<b>x</b>:1", "sourcing_density:-1"], "side": "dark",
}  # fmt: skip


def shown(app: AppTest) -> str:
    """All text of a page, HTML included."""
    texts = [
        str(element.value)
        for kind in ("title", "header", "caption", "info", "error", "markdown")
        for element in app.get(kind)
    ]
    return "\n".join([*texts, *(element.proto.body for element in app.get("html"))])


def assert_clean(app: AppTest) -> None:
    """No exception reached the page, and it has a heading."""
    assert not app.exception, [e.message for e in app.exception]
    assert app.title, "a page begins with its title"


@pytest.mark.parametrize("page", PAGES)
def test_page_runs_clean_without_a_selection(open_page: OpenPage, page: str) -> None:
    """A page opened plainly shows something and fails at nothing."""
    assert_clean(open_page(page))


@pytest.mark.parametrize("page", READING)
def test_page_runs_clean_with_two_outlets(open_page: OpenPage, page: str) -> None:
    """Two outlets in the link, one of which has no values on most metrics."""
    assert_clean(open_page(page, outlet=[ONE, GERMAN_OUTLET]))


@pytest.mark.parametrize("page", PAGES)
def test_page_ignores_nonsense_in_the_link(open_page: OpenPage, page: str) -> None:
    """Values that the folder does not have are ignored, with a note where they concern the page."""
    app = open_page(page, **NONSENSE)
    assert_clean(app)
    if page != "check":
        assert any("ignored" in str(note.value) or "no longer" in str(note.value) for note in app.info)
    assert "<b>x</b>" not in shown(app)


@pytest.mark.parametrize("page", READING)
def test_page_says_what_to_do_with_a_folder_that_is_none(
    open_page: OpenPage, page: str, tmp_path: Path
) -> None:
    """An empty folder gives the reason and the command, and no exception."""
    app = open_page(page, folder=tmp_path)
    assert_clean(app)
    assert "masthead score" in shown(app)


def test_no_folder_at_all(open_page: OpenPage) -> None:
    """Without a folder the first page says how to make one."""
    app = open_page(folder=None)
    assert_clean(app)
    assert "masthead score" in shown(app)


def test_folder_of_another_version(open_page: OpenPage, synthetic: Path, tmp_path: Path) -> None:
    """A folder in another format is refused in words that name both formats and the remedy."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    package = json.loads((other / "datapackage.json").read_text())
    package["masthead"]["format"] = 99
    (other / "datapackage.json").write_text(json.dumps(package))
    app = open_page(folder=other)
    assert_clean(app)
    assert "format 99" in shown(app)
    assert "Score the corpus again" in shown(app)


def test_damaged_folder(open_page: OpenPage, synthetic: Path, tmp_path: Path) -> None:
    """A folder whose tables are gone is refused with the file's name."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    (other / "articles.parquet").unlink()
    app = open_page(folder=other)
    assert_clean(app)
    assert as_markdown("articles.parquet") in shown(app)
    assert "Score the corpus again" in shown(app)


@pytest.mark.parametrize("kept", [0, 3, 0.5, 0.97])
def test_table_cut_short(open_page: OpenPage, synthetic: Path, tmp_path: Path, kept: float) -> None:
    """A table that was cut short, wherever, is told at the door with its name and the remedy."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    whole = (other / "evidence.parquet").read_bytes()
    size = int(kept * len(whole)) if kept < 1 else int(kept)
    (other / "evidence.parquet").write_bytes(whole[:size])
    app = open_page("evidence", folder=other)
    assert_clean(app)
    assert as_markdown("evidence.parquet is damaged") in shown(app)


def test_table_spoilt_inside(open_page: OpenPage, synthetic: Path, tmp_path: Path) -> None:
    """A table whose end is whole and whose inside is not ends the page in a sentence."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    content = bytearray((other / "stories.parquet").read_bytes())
    content[4:400] = bytes(396)
    (other / "stories.parquet").write_bytes(content)
    app = open_page("stories", folder=other)
    assert_clean(app)
    assert app.error


def test_table_of_another_shape(open_page: OpenPage, synthetic: Path, tmp_path: Path) -> None:
    """A table that lacks the columns that a page needs ends the page in a sentence."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    pl.DataFrame({"x": [1]}).write_parquet(other / "stories.parquet")
    app = open_page("stories", folder=other)
    assert_clean(app)
    assert app.error


@pytest.mark.parametrize("table", ["flows", "stories", "actors", "passages", "layers"])
def test_absent_table_is_simply_not_shown(
    open_page: OpenPage, synthetic: Path, tmp_path: Path, table: str
) -> None:
    """A folder without one of the tables still opens on the pages that would show it."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    (other / f"{table}.parquet").unlink()
    for page in {"flows": ["copies"], "stories": ["stories", "outlets"], "actors": ["tone"]}.get(
        table, ["copies"]
    ):
        assert_clean(open_page(page, folder=other))


def test_outlets_show_value_interval_count_and_status(open_page: OpenPage, synthetic: Path) -> None:
    """The table prints the exported value with its interval and texts, and words where there is none."""
    text = shown(open_page())
    row = pl.read_parquet(synthetic / "scores.parquet").row(
        by_predicate=(pl.col("outlet") == ONE)
        & (pl.col("metric") == "sourcing_density")
        & (pl.col("reading") == "body"),
        named=True,
    )
    assert f"{row['value']:.1f}</a>" in text
    assert f"{row['low']:.1f} to {row['high']:.1f}" in text
    assert f"{row['independent_texts']} texts" in text
    small = pl.read_parquet(synthetic / "outlets.parquet").filter(pl.col("outlet") == SMALL_OUTLET)[
        "independent_texts"
    ][0]
    assert f"not enough data: {6 - small} more independent texts needed" in text
    assert "not applicable" in text


@pytest.mark.parametrize(("parameters", "kept"), [({"texts": "6"}, False), ({"texts": "0"}, True)])
def test_outlets_filter_by_independent_texts(
    open_page: OpenPage, parameters: dict[str, str], kept: bool
) -> None:
    """An outlet of fewer independent texts than asked for is left out."""
    assert (f"{SMALL_OUTLET}</a>: not enough data" in shown(open_page(**parameters))) is kept


def test_outlets_filtered_by_dates_are_recomputed_and_say_so(open_page: OpenPage) -> None:
    """With dates in the link the values are means over the chosen articles, which the page states."""
    app = open_page(**{"from": "2023-01-03", "to": "2023-03-01"})
    assert_clean(app)
    assert "from the chosen articles alone" in shown(app)


def test_outlets_filter_that_nothing_passes(open_page: OpenPage) -> None:
    """A filter that no outlet passes gives a sentence, not an empty table."""
    app = open_page(texts="999999")
    assert "No outlet passes" in shown(app)


def test_outlets_group_of_the_users_file(open_page: OpenPage, synthetic: Path, tmp_path: Path) -> None:
    """A column of groups in the folder's outlets becomes a filter."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    outlets = pl.read_parquet(other / "outlets.parquet")
    lean = pl.when(pl.col("outlet") == ONE).then(pl.lit("left")).otherwise(pl.lit("right"))
    outlets.with_columns(lean=lean).write_parquet(other / "outlets.parquet")
    app = open_page(folder=other, lean="left")
    assert_clean(app)
    assert f"{ONE}</a><span" in shown(app)
    assert f"{OTHER}</a><span" not in shown(app)


def test_choosing_outlets_writes_them_into_the_address(open_page: OpenPage) -> None:
    """What is chosen in the widget is in the link, and leads to the comparison."""
    app = open_page()
    chooser = next(w for w in app.multiselect if w.label == "Outlets to compare")
    chooser.set_value([ONE, OTHER]).run()
    assert app.query_params["outlet"] == [ONE, OTHER]
    assert_clean(app)


@pytest.mark.parametrize("voice", ["outlet", "quoted", "paraphrased"])
def test_actors_in_each_voice(open_page: OpenPage, voice: str) -> None:
    """Each voice and both readings of tone are shown with counts."""
    app = open_page("tone", outlet=[ONE, SMALL_OUTLET], voice=voice)
    assert_clean(app)
    table = app.dataframe[0].value
    assert {"trained reading", "lexicon reading", "mentions", "independent texts"} <= set(table.columns)
    assert set(table["voice"]) == {VOICES[voice]}
    assert "not enough data" in set(table["trained reading"])


@pytest.mark.parametrize("page", ["evidence", "article"])
def test_number_leads_to_its_sentence(open_page: OpenPage, synthetic: Path, page: str) -> None:
    """The evidence of a number is printed and marked, in the list and in the article."""
    evidence = pl.read_parquet(synthetic / "evidence.parquet").filter(metric="named_source_share")
    mine = pl.read_parquet(synthetic / "articles.parquet").filter(outlet=ONE)["article_id"].implode()
    row = evidence.filter(pl.col("article_id").is_in(mine)).row(0, named=True)
    asked = {"metric": "named_source_share"} | (
        {"outlet": ONE} if page == "evidence" else {"article": row["article_id"]}
    )
    app = open_page(page, **asked)
    assert_clean(app)
    assert "mh-evidence" in shown(app)
    assert row["text"] in shown(app)


def test_sentences_about_an_actor(open_page: OpenPage) -> None:
    """The mentions behind a tone are printed with both readings."""
    app = open_page("evidence", outlet=ONE, actor="china", voice="quoted")
    assert_clean(app)
    assert "tone lexicon" in shown(app)


@pytest.mark.parametrize("layer", ["furniture", "reprints", "sources", "actors", "editorial", "quotations"])
def test_article_layers_can_be_switched(open_page: OpenPage, layer: str) -> None:
    """Each layer alone marks its spans, and is gone when it is off."""
    css = {
        "furniture": "mh-furniture", "reprints": "mh-reprint", "sources": "mh-cue", "actors": "mh-actor",
        "editorial": "mh-editorial", "quotations": "mh-quotation",
    }[layer]  # fmt: skip
    text = 'class="mh-text"'
    with_it = next(
        h.proto.body
        for h in open_page("article", article="a9", layers=layer).get("html")
        if text in h.proto.body
    )
    without = next(
        h.proto.body
        for h in open_page("article", article="a9", layers="").get("html")
        if text in h.proto.body
    )
    assert css in with_it
    assert css not in without


@pytest.mark.parametrize("page", ["article", "stories", "evidence", "outlets"])
def test_hostile_text_is_escaped(open_page: OpenPage, page: str) -> None:
    """A script in an article, a headline or an outlet's name is shown as text on every page."""
    about = {"metric": "sourcing_density"} if page == "evidence" else {}
    app = open_page(page, article=HOSTILE_ARTICLE, outlet=[HOSTILE_OUTLET, MARKDOWN_OUTLET], **about)
    assert_clean(app)
    html = "\n".join(element.proto.body for element in app.get("html"))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    for element in app.markdown:
        assert "<script" not in element.value.replace("\\<", "")
        assert "](javascript" not in element.value


def test_hostile_article_is_whole(open_page: OpenPage) -> None:
    """Nothing of a hostile text is lost: escaped, it is all there."""
    from html import escape

    assert escape(SCRIPT) in shown(open_page("article", article=HOSTILE_ARTICLE, layers=""))


def test_story_lists_its_versions_and_lays_two_of_them_side_by_side(open_page: OpenPage) -> None:
    """The versions of a story stand in a list, and those that the link names word by word."""
    text = shown(open_page("stories", article="a9", against="a5"))
    assert text.count('class="mh-version"') > 1
    assert "told it in" in text
    assert 'class="mh-diff"' in text
