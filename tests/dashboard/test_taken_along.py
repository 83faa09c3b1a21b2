"""What is taken along: an outlet's page as a file, rows over time, the method beside them, a check's measurements."""

from datetime import date
from pathlib import Path

import polars as pl

from dashboard.check_parts import measurement_rows
from dashboard.checking import beside_the_corpus, open_check
from dashboard.choices import Choice, choose, periods_of
from dashboard.method_text import method_file
from dashboard.outlet_report import Part, report_html
from dashboard.over_time import course_rows
from dashboard.own_texts import check_uploads, pasted
from dashboard.scores import articles
from scoring.catalogue.find import catalogue
from scoring.outlets.periods import YEAR
from scoring.schema.scores import open_scores
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import PLAIN_OUTLETS, SMALL_OUTLET
from tests.dashboard.test_pages import shown

ONE, OTHER = PLAIN_OUTLETS[:2]
HOSTILE = '<script>alert(1)</script><a href="javascript:x">y</a>'
DENSITY = catalogue()["sourcing_density"]


def test_the_page_to_send_holds_its_parts_and_nothing_that_runs_or_leads_anywhere() -> None:
    """Every part stands in its order; names are text; links are gone, their words stay on lines of their own."""
    parts = [
        Part("First?", "<p>42%</p>"),
        Part("Second?", '<div>rain<a class="mh-source-link" href="./article">Title</a></div>'),
    ]
    page = report_html(HOSTILE, "9 texts", "my corpus", parts, [DENSITY], "1.2.3").decode()
    _, _, body = page.partition("<body>")
    assert body.index("First?") < body.index("42%") < body.index("Second?") < body.index(DENSITY.summary[:40])
    assert '<span class="mh-source-link">Title</span>' in body
    assert "Measured by Masthead 1.2.3 in the corpus my corpus" in body
    assert "<script" not in page
    assert "<a " not in page
    assert "default-src 'none'" in page


def test_rows_over_time_say_what_they_are(synthetic: Path) -> None:
    """Metric, reading, unit and the period's first day; periods without enough data are there with their status."""
    scores = open_scores(synthetic)
    cells = periods_of(scores, Choice(), ((DENSITY.name, DENSITY.main_reading.value),), YEAR)
    rows = course_rows(cells, [ONE, SMALL_OUTLET], DENSITY, YEAR)
    assert set(rows["outlet"]) == {ONE, SMALL_OUTLET}
    assert set(rows["metric"]) == {DENSITY.name}
    assert set(rows["unit"]) == {DENSITY.unit}
    assert all(str(since.year) == period for period, since in rows.select("period", "since").iter_rows())
    small = rows.filter(outlet=SMALL_OUTLET)
    assert set(small["status"]) == {"insufficient"}
    assert small["value"].null_count() == small.height
    assert (
        rows.filter(outlet=ONE)["articles"].sum() == articles(scores).filter(outlet=ONE)["published"].count()
    )


def test_the_method_names_selection_version_and_every_metric(synthetic: Path) -> None:
    """What was chosen stands first; each metric comes with its limits; verdicts only where outlets are compared."""
    scores = open_scores(synthetic)
    metrics = [DENSITY, catalogue()["editorializing"]]
    text = method_file(scores, "my corpus", ["Outlets: A, B"], metrics, verdicts=True).decode()
    assert text.index("Outlets: A, B") < text.index("## How outlets are compared") < text.index("## Sourcing")
    assert f"Masthead {scores.facts['program']}" in text
    for metric in metrics:
        assert f"(`{metric.name}`)" in text
        assert metric.sections()["Limits"].strip() in text
    assert "How outlets are compared" not in method_file(scores, "", [], metrics, verdicts=False).decode()


def test_a_check_says_what_each_value_is_made_of(synthetic: Path, open_page: OpenPage) -> None:
    """Part of whole gives the value, in the rows and beside the number on the page."""
    scores = open_scores(synthetic)
    text = scores.scan("texts").sort("article_id").collect()["text"][1]
    token = check_uploads([pasted(text)], scores, columns={}, progress=lambda *_: None)
    check = open_check(token)
    assert check is not None
    rows = measurement_rows(beside_the_corpus(check, check.verdicts["article_id"][0], articles(scores)))
    known = rows.filter(pl.col("denominator") > 0)
    assert known.height
    for name, value, part, whole in known.select("metric", "value", "numerator", "denominator").iter_rows():
        assert abs(catalogue()[name].per * part / whole - value) < 1e-5, name
    row = known.row(by_predicate=pl.col("metric") == "named_source_share", named=True)
    told = f"{row['numerator']:,.0f} of {row['denominator']:,.0f}"
    assert f'<span class="mh-small">{told}</span>' in shown(open_page("check", checked=token))


def test_the_chosen_days_count_on_the_page_of_an_outlet(open_page: OpenPage, synthetic: Path) -> None:
    """The answers are of the articles of these days, and the page says which parts are not."""
    scores = open_scores(synthetic)
    days = articles(scores).filter(outlet=ONE)["published"].drop_nulls().dt.date().sort()
    middle: date = days[len(days) // 3]
    mine = choose(articles(scores), Choice(first=middle, outlets=(ONE,)))
    text = shown(open_page("outlet", outlet=ONE, **{"from": middle.isoformat()}))
    assert mine.height < articles(scores).filter(outlet=ONE)["published"].count()
    assert (
        f"({mine.height} texts" in text
        or f"· {mine.height} texts" in text
        or f"· {mine.height} articles" in text
    )
    assert "are of all days" in text
