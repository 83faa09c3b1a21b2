"""The page Method and the figures that it shares with the README."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from dashboard.figures import HEADS, figures, figures_on
from dashboard.method_words import figure_table, metric_text, prose, reasons, with_code
from dashboard.wording import as_html, as_markdown
from scoring.catalogue.find import catalogue
from scoring.schema.glossary import TERMS
from tests.dashboard.conftest import OpenPage
from tests.dashboard.test_pages import assert_clean, shown

README = Path(__file__).parents[2] / "README.md"
PARTS = ("metric", "figures", "index", "unused", "data", "words", "versions")


def readme_rows() -> list[list[str]]:
    """The cells of the README's table of figures."""
    section = README.read_text(encoding="utf-8").split("## How well it measures")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_figures_of_the_dashboard_are_those_of_the_readme() -> None:
    """Row by row and cell by cell: a figure that is changed in one place must be changed in the other."""
    assert [[getattr(figure, head) for head in HEADS] for figure in figures()] == readme_rows()


def test_figures_stand_alone() -> None:
    """Each figure names real metrics, and shown by itself it refers to no row above it."""
    for figure in figures():
        assert set(figure.metrics) <= set(catalogue())
        if figure.metrics:
            assert not figure.about.startswith("the same")
            assert figure.source != "the same"


def test_a_metric_has_its_figures_beside_its_limits() -> None:
    """Limits, then figures, then the method; where nothing was tested, that is said."""
    text = metric_text(catalogue()["sourcing_density"], figures_on("sourcing_density"))
    places = [text.index(f"<h3>{h}</h3>") for h in ("Limits", "How well it measures", "What it measures")]
    assert places == sorted(places)
    assert as_html("Pearson 0.956") in text
    assert "was not tested" in metric_text(catalogue()["hedges"], ())


@pytest.mark.parametrize("metric", list(catalogue()))
def test_no_markup_of_a_method_is_shown_raw(open_page: OpenPage, metric: str) -> None:
    """The page opens at the metric of the address, and no backtick is left in it."""
    app = open_page("method", metric=metric)
    assert_clean(app)
    assert app.header[0].value == as_markdown(catalogue()[metric].label)
    html = next(
        h.proto.body for h in app.get("html") if "mh-method" in h.proto.body and "<style" not in h.proto.body
    )
    assert "`" not in html
    assert "<h3>Limits</h3>" in html


@pytest.mark.parametrize("part", PARTS)
def test_every_part_runs(open_page: OpenPage, part: str) -> None:
    """Each part has its heading, and no raw backtick."""
    app = open_page("method", part=part)
    assert_clean(app)
    assert not app.error
    assert app.header
    for element in app.get("html"):
        if "<style" not in element.proto.body:
            assert "`" not in element.proto.body


def test_refused_rows_are_counted_by_reason(open_page: OpenPage, synthetic: Path, tmp_path: Path) -> None:
    """Reasons of one kind are one line with a count; names of files in them are escaped."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    told = ["the file '<b>1</b>' is empty", "the file '2' is empty", "<i>odd</i> row"]
    rows = pl.DataFrame({"file": ["a", "b", "c"], "row": [1, 2, 3], "reason": told})
    rows.write_parquet(other / "rejects.parquet")
    app = open_page("method", folder=other, part="unused")
    assert_clean(app)
    text = shown(app)
    assert as_html("the file '…' is empty") + '</td><td data-head="how many">2</td>' in text
    assert as_html("<i>odd</i> row") in text
    assert "<i>odd</i>" not in text
    assert any("reason" in frame.value.columns for frame in app.dataframe)


def test_versions_dictionary_and_glossary_are_whole(open_page: OpenPage) -> None:
    """Versions are listed, a table of the address is explained, and every term has its meaning."""
    assert "Version of Masthead" in str([t.value for t in open_page("method", part="versions").table])
    dictionary = open_page("method", table="actors")
    assert "trained_mentions" in set(dictionary.dataframe[0].value["column"])
    text = shown(open_page("method", part="words"))
    assert all(f"<dt>{as_html(term)}</dt>" in text for term in TERMS)


def test_the_index_leads_to_its_weights(open_page: OpenPage) -> None:
    """The components stand with their weights, and a link to try others."""
    app = open_page("method", part="index")
    assert "weight" in app.dataframe[0].value.columns
    assert any("weights" in link.proto.page for link in app.get("page_link"))


def test_hostile_texts_of_a_method_stay_text() -> None:
    """Code and lists are all the markup there is."""
    assert with_code("`<b>` :red[x] $y$") == "<code>&lt;b&gt;</code> :red[x] $y$"
    assert prose("<script>\n\n- [x](javascript:1)") == (
        "<p>&lt;script&gt;</p><ul><li>[x](javascript:1)</li></ul>"
    )
    assert reasons(["<b>", "<b>"]) == [("<b>", 2, "<b>")]
    assert figure_table(figures()).count("<tr>") == len(figures()) + 1


def test_the_glossary_is_searched(open_page: OpenPage) -> None:
    """Words of a term or of its meaning leave those that hold them; no match says what to do."""
    app = open_page("method", part="words", term="Furniture")
    assert_clean(app)
    told = shown(app)
    assert "<dt>furniture</dt>" in told.lower()
    assert told.count("<dt>") < len(TERMS)
    assert "Clear the field" in shown(open_page("method", part="words", term="zzxqy"))


def test_figures_say_what_their_words_mean(open_page: OpenPage) -> None:
    """Precision, recall and F1 are explained where they are printed."""
    told = shown(open_page("method", metric="sourcing_density"))
    assert "<b>recall</b>: of what there is to mark, how much it finds" in told
