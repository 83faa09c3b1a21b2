"""The page Article: its answer, one layer at a time with notes, the span a link came for, the outlet's numbers."""

import re
import shutil
from html import unescape
from pathlib import Path

import polars as pl
import pytest

from dashboard import layers
from dashboard.article_answer import how_it_speaks, marks_told, numbers_html, whom_it_quotes, whose_text
from dashboard.article_text import LAYER_OF, READ, layer_asked, layer_counts, span_of, text_html
from dashboard.marking import Mark
from dashboard.notes import Note, Place, anchor, notes, notes_html, places_marked
from dashboard.scores import article_row, articles, text_of
from scoring.catalogue.find import catalogue
from scoring.schema.kinds import NAMED_SOURCES
from scoring.schema.scores import Scores, open_scores
from tests.dashboard.conftest import OpenPage
from tests.dashboard.test_pages import assert_clean, shown

REPRINT = "aegean-hotline-stoltenberg"  # of the sample: somebody else's text, with much furniture
MARKED = {
    layers.FURNITURE: "mh-furniture", layers.REPRINTS: "mh-reprint", layers.SOURCING: "mh-cue",
    layers.ACTORS: "mh-actor", layers.EDITORIAL: "mh-editorial", layers.QUOTATIONS: "mh-quotation",
}  # fmt: skip


@pytest.fixture(scope="module")
def scores(sample_scores: Path) -> Scores:
    """The scored sample."""
    return open_scores(sample_scores)


def body_of(app: object) -> str:
    """The article's text as HTML."""
    return next(h.proto.body for h in app.get("html") if 'class="mh-text"' in h.proto.body)  # type: ignore[attr-defined]


def rows_of(scores: Scores, table: str, article: str) -> pl.DataFrame:
    """An article's rows of a table, read from the folder."""
    return scores.scan(table).filter(pl.col("article_id") == article).collect()


def test_text_is_clean_until_a_layer_is_chosen(open_page: OpenPage) -> None:
    """Without a choice nothing is marked, and the choice says so."""
    app = open_page("article", article="a9")
    assert_clean(app)
    assert not [css for css in (*MARKED.values(), "mh-evidence") if f'"{css}' in body_of(app)]
    assert app.session_state["choice of layers"] == READ


@pytest.mark.parametrize("layer", MARKED)
def test_one_layer_at_a_time_and_the_choice_says_which(open_page: OpenPage, layer: str) -> None:
    """What is marked is what is chosen, alone; the choice has the count, the notes their place in the text."""
    app = open_page("article", article="a9", layers=[layer, layers.ACTORS])
    assert_clean(app)
    body = body_of(app)
    marked = {name for name, css in MARKED.items() if f'"{css}' in body or f" {css}" in body}
    assert marked == {layer}
    assert app.session_state["choice of layers"] == layer
    ways = re.findall(r'href="#(mh-at-\d+)"', shown(app))
    assert ways
    assert all(f'id="{way}"' in body for way in ways)


@pytest.mark.parametrize(
    ("metric", "layer"), [("sourcing_density", layers.SOURCING), ("boilerplate_ratio", layers.FURNITURE)]
)
def test_a_metric_leads_to_its_layer(open_page: OpenPage, metric: str, layer: str) -> None:
    """A link that asks for a metric shows the layer in which its spans are seen for what they are."""
    assert open_page("article", article="a9", metric=metric).session_state["choice of layers"] == layer


def test_clean_text_wins_over_the_metric_of_the_link(open_page: OpenPage) -> None:
    """Who chose the clean text keeps it, though the address still names the metric that he came from."""
    app = open_page("article", article="a9", metric="sourcing_density", layers=READ)
    assert app.session_state["choice of layers"] == READ
    assert "mh-cue" not in body_of(app)


def test_a_layer_without_anything_is_shown_as_such(open_page: OpenPage, synthetic: Path) -> None:
    """A link may ask for a layer that this article has nothing of: no complaint, nothing marked, a zero."""
    sharing = pl.read_parquet(synthetic / "passages.parquet")["article_id"].implode()
    alone = pl.read_parquet(synthetic / "articles.parquet").filter(~pl.col("article_id").is_in(sharing))
    app = open_page("article", article=alone["article_id"][0], layers=layers.REPRINTS)
    assert_clean(app)
    assert not app.info
    assert "mh-reprint" not in body_of(app)
    assert app.session_state["choice of layers"] == layers.REPRINTS


def test_spans_of_one_metric_are_a_choice_like_a_layer(open_page: OpenPage, synthetic: Path) -> None:
    """The numbers lead to a metric's own spans: these alone are marked and listed."""
    app = open_page("article", article="a9", layers="unnamed_source_share")
    assert app.session_state["choice of layers"] == "unnamed_source_share"
    spans = rows_of(open_scores(synthetic), "evidence", "a9").filter(metric="unnamed_source_share")
    assert spans.height
    assert body_of(app).count("mh-evidence") == spans.height
    assert "mh-cue" not in body_of(app)


def test_layers_are_real_and_so_are_their_metrics() -> None:
    """No layer has a metric's name, and every metric that has a layer exists."""
    assert not set(layers.LAYERS) & set(catalogue())
    assert set(LAYER_OF) <= set(catalogue())


def test_counts_of_layers_are_those_of_the_tables(scores: Scores) -> None:
    """Each count is the number of rows in the folder; what there is nothing of is no choice."""
    for article in articles(scores)["article_id"]:
        blocks = rows_of(scores, "layers", article)
        expected = {
            layers.SOURCING: rows_of(scores, "attributions", article).height,
            layers.ACTORS: rows_of(scores, "mentions", article).height,
            layers.REPRINTS: rows_of(scores, "passages", article)["other_id"].n_unique(),
            layers.QUOTATIONS: blocks.filter(layer="quotation").height,
            layers.EDITORIAL: rows_of(scores, "evidence", article).filter(metric="editorializing").height,
            layers.FURNITURE: blocks.filter(
                pl.col("label").is_in(["related", "navigation", "comment", "notice"]), layer="block"
            ).height,
        }  # fmt: skip
        assert layer_counts(scores, article) == {name: count for name, count in expected.items() if count}


def test_a_link_to_a_mention_shows_the_actors(scores: Scores) -> None:
    """A span without a metric that is a mention is shown among the mentions; any other in the clean text."""
    mention = rows_of(scores, "mentions", REPRINT).row(0, named=True)
    counts = layer_counts(scores, REPRINT)
    assert layer_asked(scores, REPRINT, "", (mention["start"], mention["end"]), counts) == layers.ACTORS
    assert layer_asked(scores, REPRINT, "", (mention["start"], mention["end"] + 1), counts) == READ
    assert layer_asked(scores, REPRINT, "editorializing", None, {}) == "editorializing"


def test_the_span_of_a_link_is_marked_and_brought_into_view(open_page: OpenPage, synthetic: Path) -> None:
    """The words are repeated above the text, with a way to them, and outlined in it."""
    row = (
        rows_of(open_scores(synthetic), "evidence", "a9")
        .filter(metric="unnamed_source_share")
        .row(0, named=True)
    )
    app = open_page("article", article="a9", metric="unnamed_source_share", at=f"{row['start']}-{row['end']}")
    assert_clean(app)
    found = re.search(
        rf'<span id="{anchor(row["start"])}" class="[^"]*mh-focus[^"]*"[^>]*>([^<]*)<', body_of(app)
    )
    assert found
    assert unescape(found[1]) == row["text"]
    assert f'href="#{anchor(row["start"])}"' in shown(app)


def test_only_spans_of_the_text_are_spans() -> None:
    """Nonsense in the address marks nothing."""
    assert span_of("It rained.", "0-10") == (0, 10)
    assert [span_of("It rained.", text) for text in ("5-5", "0-11", "-1-4", "3", "", "³-9")] == [None] * 6


def test_furniture_is_folded_and_nothing_is_lost(scores: Scores) -> None:
    """Every word of the text is there in order; furniture stands in folds, open only for what a link came for."""
    for article in articles(scores)["article_id"]:
        text = text_of(scores, article)
        folded = text_html(scores, article, text, [], fold=True)
        without = re.sub(r"<summary>.*?</summary>", "", folded)
        assert unescape(re.sub(r"<[^>]+>", " ", without)).split() == text.split()
        assert "<details" not in text_html(scores, article, text, [], fold=False)
    blocks = rows_of(scores, "layers", REPRINT).filter(layer="block", label="related").row(0, named=True)
    text = text_of(scores, REPRINT)
    focus = Mark(blocks["start"], blocks["end"], "mh-focus", anchor="here")
    opened = text_html(scores, REPRINT, text, [focus], fold=True)
    assert opened.count('<details class="mh-fold" open>') == 1
    assert opened.count('id="here"') == 1
    assert " open>" not in text_html(scores, REPRINT, text, [Mark(0, len(text), "mh-content")], fold=True)


def test_notes_of_sources_are_the_attributions(scores: Scores) -> None:
    """One note for each attribution, in the order of the text, with its source, cue and content."""
    rows = rows_of(scores, "attributions", REPRINT).sort("cue_start")
    text = text_of(scores, REPRINT)
    found = notes(scores, REPRINT, layers.SOURCING, text)
    assert [note.places[0].start for note in found] == rows["cue_start"].to_list()
    for note, row in zip(found, rows.iter_rows(named=True), strict=True):
        if row["speaker_name"]:
            assert note.head == row["speaker_name"]
        assert ("Not counted" in note.told) == (row["measure"] is None)
        if row["content_start"] is not None:
            assert text[row["content_start"] : row["content_end"]].split()[-1].strip("\"'”’") in note.told


def test_notes_of_actors_hold_every_mention(scores: Scores) -> None:
    """Each mention stands once, with its sign, under its actor."""
    found = notes(scores, REPRINT, layers.ACTORS, text_of(scores, REPRINT))
    starts = [place.start for note in found for place in note.places]
    assert sorted(starts) == rows_of(scores, "mentions", REPRINT)["start"].sort().to_list()
    assert {place.called for note in found for place in note.places} <= {"+", "−", "○", "?"}


def test_notes_are_escaped_and_the_long_tail_is_folded() -> None:
    """What comes from a corpus cannot become markup; beyond the first lines the list is folded."""
    bad = '<img src=x onerror=alert(1)> "quoted"'
    html = notes_html([Note((Place(n, n + 1, str(n), bad),), bad, bad) for n in range(20)])
    assert "<img" not in html
    assert html.count("<li>") == 20
    assert "<details><summary>6 more</summary>" in html
    mark = next(places_marked([Note((Place(4, 9, "3"),), "head", "told")]))
    assert (mark.start, mark.end, mark.tag, mark.css, mark.anchor) == (4, 9, "3", "", "mh-at-4")


def test_answer_counts_what_the_folder_holds(scores: Scores) -> None:
    """Statements, named ones and marks of judgement are those of the tables; origin and reason those of the export."""
    for row in articles(scores).iter_rows(named=True):
        article = row["article_id"]
        said = rows_of(scores, "attributions", article).filter(measure="sourcing")
        told = whom_it_quotes(scores, article)
        if said.is_empty():
            assert told == "It rests on no statement of an outside source."
        else:
            assert told.startswith(f"It rests on {said.height} statement")
            if said["speaker_name"].drop_nulls().len():
                named = said.filter(pl.col("source_type").is_in(list(NAMED_SOURCES))).height
                part = "all" if named == said.height else f"{named} of them"
                assert f", {part} by a named one" in told
        every = rows_of(scores, "attributions", article).height
        assert marks_told(scores, article).startswith(f"{every} mark")
        assert (f"{said.height} counted as said" in marks_told(scores, article)) == bool(said.height)
        spoken = how_it_speaks(scores, article)
        own = rows_of(scores, "mentions", article).filter(voice="outlet").height
        assert (f"{own} mention" in spoken) if own else ("no actor on the list" in spoken)
        assert ("Single calls" in spoken) == bool(
            rows_of(scores, "mentions", article).filter(voice="outlet")["trained"].count()
        )
        whose = whose_text(scores, row)
        if row["provenance"] != "original":
            assert row["provenance_reason"] in whose
            assert row["origin_outlet"] is None or f"first in {row['origin_outlet']}" in whose
        else:
            assert whose.startswith("Original among these outlets")


def test_a_lone_text_is_never_called_original(synthetic: Path, tmp_path: Path) -> None:
    """Where there is nothing to compare with, whose text it is cannot be said."""
    other = tmp_path / "lone"
    shutil.copytree(synthetic, other)
    pl.read_parquet(other / "articles.parquet").head(1).write_parquet(other / "articles.parquet")
    lone = open_scores(other)
    row = articles(lone).row(0, named=True)
    assert "cannot be said" in whose_text(lone, row)


def test_numbers_stand_beside_those_of_the_outlet(open_page: OpenPage, synthetic: Path) -> None:
    """Value of the article and of its outlet, as exported."""
    app = open_page("article", article="a9")
    row = pl.read_parquet(synthetic / "articles.parquet").row(
        by_predicate=pl.col("article_id") == "a9", named=True
    )
    whole = (
        pl.read_parquet(synthetic / "scores.parquet")
        .filter(actor="", outlet=row["outlet"], metric="named_source_share", reading="body")
        .row(0, named=True)
    )  # fmt: skip
    line = next(part for part in shown(app).split("<tr>") if "Named sources" in part)
    assert f"<td>{100 * row['named_source_share']:.0f}%</td>" in line
    assert f"{100 * whole['value']:.0f}% ({100 * whole['low']:.0f}–{100 * whole['high']:.0f}%)" in line


def test_numbers_of_an_outlet_without_enough_data_say_so(scores: Scores) -> None:
    """No number is made up for an outlet that has none; hostile labels of an address stay in their attribute."""
    row = article_row(scores, REPRINT)
    assert row is not None
    html = numbers_html(scores, row, {}, lambda name: f'./x?"><script>{name}')
    rows = html.count("</tr>") - html.count("<thead>")
    assert html.count("not enough data") + html.count("told actor by actor") == rows
    assert "<script" not in html


def test_dates_that_do_not_narrow_the_page_are_said(open_page: OpenPage) -> None:
    """The outlet's numbers are of all days; with dates chosen the page says so."""
    assert "of all days" in shown(open_page("article", article="a9", **{"from": "2023-02-01"}))
    assert "of all days" not in shown(open_page("article", article="a9"))


def test_another_article_can_be_chosen(open_page: OpenPage) -> None:
    """The list stands alone where no article is open, without a complaint if it was asked for."""
    app = open_page("article", article="choose")
    assert_clean(app)
    assert app.title[0].value == "Article"
    assert not app.info
    assert app.dataframe
