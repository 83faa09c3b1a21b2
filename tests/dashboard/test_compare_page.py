"""The page Compare in every state: verdicts, numbers against the export, and what it says where there are none."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import choices
from dashboard.choices import Choice
from dashboard.wording import as_markdown, value_words
from scoring.catalogue.find import catalogue
from scoring.schema.csv_files import write_csv
from scoring.schema.scores import open_scores
from tests.dashboard.conftest import OpenPage
from tests.dashboard.hostile import make_hostile_scores
from tests.dashboard.synthetic import GERMAN_OUTLET, PLAIN_OUTLETS, SMALL_OUTLET, make_scores
from tests.dashboard.test_hostile_names import check
from tests.dashboard.test_pages import assert_clean, shown

ONE, OTHER, THIRD, FOURTH = PLAIN_OUTLETS
METRICS = {name: metric for name, metric in catalogue().items() if not metric.by_actor}
MINUS = f"minus {ONE}"
VIEWS = ("all", "shared", "time")


def plain_rows(app: AppTest) -> list[dict[str, Any]]:
    """The plain table of the page."""
    table: list[dict[str, Any]] = app.dataframe[0].value.to_dict("records")
    return table


def verdicts(app: AppTest, outlet: str) -> dict[str, tuple[str, str]]:
    """By metric: the difference of an outlet from the first, and the verdict."""
    return {row["metric"]: (row[MINUS], row["verdict"]) for row in plain_rows(app) if row["outlet"] == outlet}


def changed(folder: Path, target: Path, table: str, frame: pl.DataFrame) -> Path:
    """A copy of a folder with one table put in the place of its own."""
    shutil.copytree(folder, target)
    frame.write_parquet(target / f"{table}.parquet")
    write_csv(frame, target / f"{table}.csv")
    package = target / "datapackage.json"
    package.write_text(package.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every name is hostile."""
    return make_hostile_scores(tmp_path_factory.mktemp("hostile") / "scores")


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which any two outlets share stories enough to be compared on them."""
    return make_scores(tmp_path_factory.mktemp("larger") / "scores", articles=500)


def test_the_page_begins_with_what_differs(open_page: OpenPage) -> None:
    """Sentences first: how many metrics differ clearly, and how many are not settled, out of all; they add up."""
    app = open_page("compare", outlet=[ONE, OTHER])
    assert_clean(app)
    answer = app.markdown[0].value
    found = [row["verdict"] for row in plain_rows(app) if row["outlet"] == OTHER]
    clear, unsettled = found.count("clear"), found.count("not settled")
    assert len(found) == len(METRICS)
    told = f"{OTHER} and {ONE} differ clearly in {clear or 'none'} of {len(METRICS)} metrics."
    assert as_markdown(told) in answer
    assert as_markdown(f"Not settled: {unsettled} metric") in answer


@pytest.mark.parametrize("view", ["all", "shared"])
def test_a_verdict_does_not_change_with_who_else_is_in_the_basket(
    open_page: OpenPage, larger: Path, view: str
) -> None:
    """Between two outlets every difference, interval and verdict stays the same with two more beside them."""
    two = verdicts(open_page("compare", folder=larger, outlet=[ONE, OTHER], stories=view), OTHER)
    basket = [ONE, THIRD, OTHER, FOURTH]
    four = verdicts(open_page("compare", folder=larger, outlet=basket, stories=view), OTHER)
    assert two == four
    assert len(two) == len(METRICS)
    assert any(verdict for _, verdict in two.values())


def test_a_verdict_does_not_change_with_the_reading_that_is_shown(open_page: OpenPage) -> None:
    """A metric whose first reading is the body has the same verdict among all metrics and among those of the body."""
    everything = verdicts(open_page("compare", outlet=[ONE, OTHER]), OTHER)
    of_body = verdicts(open_page("compare", outlet=[ONE, OTHER], reading="body"), OTHER)
    labels = {metric.label for metric in METRICS.values() if metric.main_reading == "body"}
    assert {label: everything[label] for label in labels} == {label: of_body[label] for label in labels}


@pytest.mark.parametrize("reading", ["page", "body", "own"])
def test_each_reading_has_its_metrics_and_names_the_others(open_page: OpenPage, reading: str) -> None:
    """All metrics of a reading are shown, and those that it lacks are named, on shared stories too."""
    for view in ("all", "shared"):
        app = open_page("compare", outlet=[ONE, OTHER], reading=reading, stories=view)
        assert_clean(app)
        there = {m.label for m in METRICS.values() if reading in m.readings}
        assert {row["metric"] for row in plain_rows(app)} == there
        missing = [m.label for m in METRICS.values() if reading not in m.readings]
        assert as_markdown(", ".join(missing)) in shown(app)


def test_values_are_those_of_the_export(open_page: OpenPage, synthetic: Path) -> None:
    """Every value with interval and counts, in words, is that of scores.csv."""
    exported = pl.read_csv(
        synthetic / "scores.csv", schema_overrides={"actor": pl.String, "voice": pl.String}
    )
    rows = plain_rows(open_page("compare", outlet=[ONE, GERMAN_OUTLET]))
    for name, metric in METRICS.items():
        for outlet in (ONE, GERMAN_OUTLET):
            row = exported.filter(outlet=outlet, metric=name, reading=metric.main_reading.value).row(
                0, named=True
            )
            shown_row = next(r for r in rows if r["metric"] == metric.label and r["outlet"] == outlet)
            assert shown_row["value"] == value_words(metric, row)
            assert shown_row["sample"].startswith(f"{row['articles']:,} article")


def test_dates_choose_the_articles(open_page: OpenPage, synthetic: Path) -> None:
    """With days in the address every value is of the articles between them, and the page says so."""
    first, last = date(2023, 2, 1), date(2023, 9, 30)
    scores = open_scores(synthetic)
    asked = (("sourcing_density", "body"),)
    values = choices.cells_of(scores, Choice(first=first, last=last), asked)
    app = open_page("compare", outlet=[ONE, OTHER], **{"from": first.isoformat(), "to": last.isoformat()})
    assert_clean(app)
    assert "Only articles published from 2023-02-01 to 2023-09-30" in shown(app)
    rows = [row for row in plain_rows(app) if row["metric"] == METRICS["sourcing_density"].label]
    for outlet in (ONE, OTHER):
        row = values.filter(outlet=outlet).row(0, named=True)
        told = next(r for r in rows if r["outlet"] == outlet)
        assert told["value"] == value_words(METRICS["sourcing_density"], row)


def test_a_row_is_opened_with_numbers_and_sentences_of_each(open_page: OpenPage) -> None:
    """The metric in the address is opened: unit, from when it matters, an example of each outlet, ways to evidence."""
    app = open_page("compare", outlet=[ONE, OTHER], metric="sourcing_density")
    text = shown(app)
    assert as_markdown("Unit: statements per 1,000 words") in text
    assert as_markdown("A difference matters from 2.0 on.") in text
    assert text.count('class="mh-card mh-example"') == len((ONE, OTHER))
    ways = [
        parse_qs(link.proto.query_string) for link in app.get("page_link") if link.proto.page == "evidence"
    ]
    assert [way["outlet"] for way in ways] == [[ONE], [OTHER]]
    assert all(way["metric"] == ["sourcing_density"] for way in ways)


def test_what_is_compared_with_comes_first(open_page: OpenPage) -> None:
    """Another outlet to compare with turns each difference round."""
    forth = open_page("compare", outlet=[ONE, OTHER])
    back = open_page("compare", outlet=[ONE, OTHER], against=OTHER)
    turned = {row["metric"]: row["verdict"] for row in plain_rows(back) if row["outlet"] == ONE}
    assert turned == {metric: verdict for metric, (_, verdict) in verdicts(forth, OTHER).items()}


def test_one_outlet_is_shown_without_verdicts(open_page: OpenPage) -> None:
    """A basket of one: its values, and what to do."""
    app = open_page("compare", outlet=ONE)
    assert_clean(app)
    assert "Choose a second outlet to see differences" in shown(app)
    assert "verdict" not in plain_rows(app)[0]
    assert_clean(open_page("compare", outlet=ONE, stories="shared"))
    assert_clean(open_page("compare", outlet=ONE, stories="time"))


def test_too_little_data_is_said(open_page: OpenPage) -> None:
    """An outlet of two texts is compared with nobody, and it is said how much is missing."""
    for view in VIEWS:
        assert_clean(open_page("compare", outlet=[ONE, SMALL_OUTLET], stories=view))
    app = open_page("compare", outlet=[ONE, SMALL_OUTLET])
    assert (
        as_markdown(f"not enough data to compare them on any of {len(METRICS)} metrics")
        in app.markdown[0].value
    )
    assert as_markdown(f"needs 6 independent texts: {SMALL_OUTLET} has 2. Compare others") in shown(app)
    later = open_page("compare", **{"outlet": [ONE, OTHER], "from": "2090-01-01"})
    assert as_markdown(f"{ONE} has 0, {OTHER} has 0") in shown(later)
    row = next(row for row in plain_rows(app) if row["outlet"] == SMALL_OUTLET)
    assert "more independent texts needed" in row["value"]
    assert row[MINUS] == "not enough data"
    assert "share no story with" in shown(open_page("compare", outlet=[ONE, SMALL_OUTLET], stories="shared"))


@pytest.mark.parametrize("every", ["year", "quarter"])
def test_one_metric_over_time(open_page: OpenPage, synthetic: Path, every: str) -> None:
    """Each period with enough data has the value of its articles; those without are named."""
    app = open_page("compare", outlet=[ONE, OTHER], stories="time", metric="sourcing_density", by=every)
    assert_clean(app)
    scores = open_scores(synthetic)
    cells = choices.periods_of(scores, Choice(), (("sourcing_density", "body"),), every)
    mine = cells.filter(pl.col("outlet").is_in([ONE, OTHER]))
    chart = next(element for element in app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart"))
    assert "over time" in str(chart.proto)
    if mine.filter(pl.col("status") != "ok").height:
        assert "Not enough data" in shown(app)


def test_outlets_of_different_years_are_compared_with_a_warning(
    open_page: OpenPage, larger: Path, tmp_path: Path
) -> None:
    """Where median dates lie a year apart the page says so, and leads to the years they share in one step."""
    articles = pl.read_parquet(larger / "articles.parquet")
    number = pl.int_range(pl.len()).over("outlet")
    # One outlet has most of its articles three years earlier, but enough in the year of the others.
    moved = articles.with_columns(
        published=pl.when((pl.col("outlet") == ONE) & (number >= 7))
        .then(pl.col("published").dt.offset_by("-3y"))
        .otherwise(pl.col("published"))
    )
    folder = changed(larger, tmp_path / "moved", "articles", moved)
    app = open_page("compare", folder=folder, outlet=[ONE, OTHER])
    assert_clean(app)
    assert "Read over different times" in shown(app)
    app.button(key="only shared years").click().run()
    assert_clean(app)
    assert [app.query_params[name] for name in ("from", "to")] == ["2023-01-01", "2023-12-31"]
    assert app.query_params["outlet"] == [ONE, OTHER]
    assert "Read over different times" not in shown(app)
    assert "Read over different times" not in shown(open_page("compare", folder=larger, outlet=[ONE, OTHER]))


def test_an_older_folder_opens_and_calls_nothing_trivial(
    open_page: OpenPage, synthetic: Path, tmp_path: Path
) -> None:
    """A folder without the column says that it states no smallest difference."""
    older = pl.read_parquet(synthetic / "metrics.parquet").drop("matters_from")
    app = open_page(
        "compare", folder=changed(synthetic, tmp_path / "older", "metrics", older), outlet=[ONE, OTHER]
    )
    assert_clean(app)
    assert "does not state from which size" in shown(app)
    assert "clear but trivial" not in {verdict for _, verdict in verdicts(app, OTHER).values()}


@pytest.mark.parametrize("missing", ["evidence", "index_pairs", "ratings", "stories"])
def test_a_folder_without_a_table_opens(
    open_page: OpenPage, synthetic: Path, tmp_path: Path, missing: str
) -> None:
    """What the page does not need may be absent."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    (other / f"{missing}.parquet").unlink()
    assert_clean(open_page("compare", folder=other, outlet=[ONE, OTHER]))


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_names_are_literal_in_every_view(open_page: OpenPage, hostile: Path, view: str) -> None:
    """Names in sentences, warnings, legends and lists are shown as they are written."""
    outlets = pl.read_parquet(hostile / "outlets.parquet").sort("articles")["outlet"].to_list()
    assert check(open_page("compare", folder=hostile, outlet=outlets[-3:], stories=view))
    assert check(open_page("compare", folder=hostile, outlet=[outlets[0], outlets[-1]], stories=view))


def test_nonsense_in_the_address_is_ignored(open_page: OpenPage) -> None:
    """Views, readings, metrics and periods that there are not."""
    app = open_page(
        "compare", outlet=[ONE, OTHER], stories="some", reading="42", metric="<i>", by="week", against="x",
        **{"from": "soon", "to": "9999-99-99"},
    )  # fmt: skip
    assert_clean(app)
    assert len(verdicts(app, OTHER)) == len(METRICS)
