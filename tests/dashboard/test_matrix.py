"""The matrix of a comparison: its lines, the places of dots and bands, the sentences, and what happens over time."""

from datetime import date

import polars as pl
import pytest

from dashboard.charts.matrix import legend, matrix_chart, paper_title
from dashboard.charts.periods import over_time
from dashboard.charts.pictures import as_svg
from dashboard.differences import ordered, summary
from dashboard.lines import GROUPS, MAIN, OTHER, lines_of
from dashboard.matrix import differences_matrix, values_matrix
from dashboard.over_time import course, first_shown
from dashboard.times import far_apart
from scoring.catalogue.find import catalogue
from scoring.schema.metrics import Declaration

A, B, C = "Ashby <b>News</b>", "Bexley Star", "Corn Hill"
SHARE = Declaration(name="named_source_share", label="Named sources", unit="share of statements", high=1.0,
                    matters_from=0.02)  # fmt: skip
RATE = Declaration(
    name="brought", label="Brought", unit="marks per 1,000 words", matters_from=2.0, headline=False
)
METRICS = {metric.name: metric for metric in (SHARE, RATE)}


def values(rows: list[tuple[str, str, float | None]]) -> pl.DataFrame:
    """Rows of scores: metric, outlet, value; the interval is a tenth around it."""
    frame = pl.DataFrame(
        rows, schema={"metric": pl.String, "outlet": pl.String, "value": pl.Float64}, orient="row"
    )
    return frame.with_columns(
        low=pl.col("value") * 0.9, high=pl.col("value") * 1.1, articles=pl.lit(9), independent_texts=pl.lit(8)
    )


def pairs(rows: list[tuple[str, str, float, float, str | None]]) -> pl.DataFrame:
    """Judged contrasts: metric, outlet, value, what it is compared with, verdict; the interval is 0.01 around it."""
    names = ["metric", "outlet", "value", "expected", "verdict"]
    frame = pl.DataFrame(rows, schema=dict(zip(names, (pl.String, pl.String, pl.Float64, pl.Float64, pl.String),
                                               strict=True)), orient="row")  # fmt: skip
    difference = pl.col("value") - pl.col("expected")
    sizes = {name: metric.matters_from for name, metric in METRICS.items()}
    return frame.with_columns(
        difference=difference, low=difference - 0.01, high=difference + 0.01, p=pl.lit(0.001),
        counted=pl.lit(7), status=pl.lit("ok"),
        matters_from=pl.col("metric").replace_strict(sizes, return_dtype=pl.Float64),
    )  # fmt: skip


def test_every_metric_has_one_line_in_one_group() -> None:
    """Masthead's own stand in a group of their own; what another package brings comes last."""
    lines = lines_of(catalogue() | {"brought": RATE}, MAIN)
    names = [line.metric.name for line in lines]
    assert sorted(names) == sorted(
        name for name, m in {**catalogue(), "brought": RATE}.items() if not m.by_actor
    )
    assert [line.group for line in lines if line.group == OTHER] == [OTHER]
    assert lines[-1].metric is RATE
    listed = [name for group in GROUPS for name in group.metrics]
    assert len(listed) == len(set(listed))
    assert len({line.label for line in lines}) == len(lines)


def test_a_dot_lies_where_its_value_is_on_the_scale_of_its_row() -> None:
    """The scale holds the chosen intervals and nine in ten of the others; an end is 0 or 1."""
    lines = lines_of(METRICS, MAIN)
    rows = values(
        [("brought", A, 10.0), ("brought", B, 20.0), *(("brought", f"o{n}", float(n)) for n in range(21))]
    )
    found = values_matrix(lines, rows, pairs([("brought", B, 20.0, 10.0, "clear")]), [A, B])
    marks = {row["outlet"]: row for row in found.marks.iter_rows(named=True)}
    low, high = 1.0, 22.0  # the twentieth part of 0 to 20, and the upper limit of B
    assert marks[A]["at"] == pytest.approx((10 - low) / (high - low))
    assert marks[B]["high"] == pytest.approx(1.0)
    assert [marks[name]["state"] for name in (A, B)] == ["reference", "clear"]
    assert found.bands["wide_low"][0] == pytest.approx(0.0)
    assert found.ends.select("least", "most").row(0) == ("1.0", "22.0")
    assert found.beside["Brought"] == "clear +10.0"
    assert found.beside["Named sources"] == "not enough data"
    assert set(found.headings) < set(found.order)


def test_on_shared_stories_the_middle_is_no_difference() -> None:
    """Differences from the first, and a band of what is too small to matter."""
    lines = lines_of(METRICS, MAIN)
    found = differences_matrix(lines, pairs([("named_source_share", B, 0.6, 0.5, "clear")]), [A, B])
    assert found.marks["outlet"].to_list() == [B]
    assert found.marks["high"][0] == pytest.approx(1.0)
    assert found.bands["high"][0] - 0.5 == pytest.approx(0.5 * 0.02 / 0.11)
    assert found.ends["most"][0] == "+11.0 points"


@pytest.mark.parametrize("dark", [True, False])
def test_the_picture_is_drawn(dark: bool) -> None:
    """Each state has a mark; the file can be drawn and names the outlets."""
    lines = lines_of(METRICS, MAIN)
    rows = values([(metric, name, 0.5) for metric in METRICS for name in (A, B, C)])
    judged = pairs([("brought", B, 5.0, 1.0, "clear"), ("brought", C, 1.1, 1.0, "clear but trivial"),
                    ("named_source_share", B, 0.5, 0.5, "not settled")])  # fmt: skip
    chart = matrix_chart(
        values_matrix(lines, rows, judged, [A, B, C]), [A, B, C], opened="brought", dark=dark
    )
    drawn = as_svg(chart.properties(title=paper_title([A, B, C]))).decode()
    assert "Bexley Star" in drawn
    assert "Brought" in drawn
    assert "&lt;b&gt;" in legend([A, B], differences=False)


def test_the_sentences_add_up() -> None:
    """Counts of clear, trivial, unsettled and missing are those of the verdicts; headline metrics are named first."""
    lines = lines_of(METRICS, MAIN)
    judged = pairs([("brought", B, 50.0, 1.0, "clear"), ("named_source_share", B, 0.6, 0.5, "clear")])
    told = summary(lines, judged, A, [B])
    assert told[0] == f"{B} and {A} differ clearly in 2 of 2 metrics."
    assert told[1].startswith(
        f"Above all, {B} against {A}: Named sources 60% against 50% of statements (+10.0, +9.0 to"
    )
    assert told[-1] == "Nothing is left unsettled."
    assert ordered(judged, METRICS)["metric"].to_list() == ["named_source_share", "brought"]
    mixed = pairs([("brought", B, 1.0, 1.0, "clear but trivial"), ("brought", C, 1.0, 1.0, "not settled"),
                   ("named_source_share", C, 0.6, 0.5, "clear")])  # fmt: skip
    told = summary(lines, mixed, A, [B, C], " here")
    assert told[0] == f"Compared with {A}, {C} differs clearly in 1, {B} in none of 2 metrics here."
    assert "1 comparison (Brought)" in told[2]
    assert told[-1].startswith("Not settled: 1 comparison;")
    assert told[-1].endswith("Not enough data: 1 comparison.")
    none = summary(lines, pairs([("brought", B, 1.0, 1.0, None)]), A, [B])
    assert none == ["There is not enough data to compare them on any of 2 metrics."]


def test_a_difference_that_is_only_just_clear_does_not_come_first() -> None:
    """What a difference is at least counts, not what it seems to be."""
    judged = pairs([("brought", B, 50.0, 1.0, "clear"), ("brought", C, 20.0, 1.0, "clear")]).with_columns(
        low=pl.Series([0.1, 18.0])
    )
    assert ordered(judged, METRICS)["outlet"].to_list() == [C, B]


def test_periods_without_enough_data_break_the_line_and_are_named() -> None:
    """Years between the first and the last that have no value are missing; the line is not drawn across them."""
    years = [(A, 2012, 1.0), (A, 2013, 2.0), (A, 2015, 3.0), (B, 2014, 4.0)]
    cells = pl.DataFrame(
        [(o, date(y, 1, 1), v, v - 1, v + 1, "ok", 9, 8) for o, y, v in years]
        + [(B, date(2015, 1, 1), None, None, None, "insufficient", 2, 2)],
        schema=["outlet", "period", "value", "low", "high", "status", "articles", "independent_texts"],
        orient="row",
    )
    found = course(cells, [A, B], "year")
    assert found.periods == ["2012", "2013", "2014", "2015"]
    assert found.missing == {A: ["2014"], B: ["2012", "2013", "2015"]}
    runs = found.rows.filter(outlet=A)["run"].to_list()
    assert runs[0] == runs[1] != runs[2]
    assert b"<svg" in as_svg(over_time(found.rows, SHARE, found.periods, [A, B]))
    assert course(cells.clear(), [A, B], "year").periods == []


def test_long_spans_begin_with_years() -> None:
    """Thirty months and more are shown by year, less by quarter if a quarter holds enough; undated by year."""

    def published(first: date, last: date, each: int) -> pl.DataFrame:
        days = [first] * each + [last] * each
        return pl.DataFrame(
            {"published": pl.Series(days, dtype=pl.Date).cast(pl.Datetime("us"))}
        ).with_columns(outlet=pl.lit("A"))

    assert first_shown(published(date(2019, 1, 1), date(2021, 7, 1), 6)) == "year"
    assert first_shown(published(date(2019, 1, 1), date(2021, 6, 1), 6)) == "quarter"
    assert first_shown(published(date(2019, 1, 1), date(2021, 6, 1), 5)) == "year"
    assert first_shown(published(date(2019, 1, 1), date(2019, 1, 1), 0)) == "year"


def test_times_that_are_near_need_no_warning() -> None:
    """A warning from a year on; no way to shared years where all articles lie in them already, or there are none."""

    def corpus(**firsts: date) -> pl.DataFrame:
        rows = [(f"{o}{n}", o, date(d.year, d.month, n + 1)) for o, d in firsts.items() for n in range(6)]
        frame = pl.DataFrame(rows, schema=["article_id", "outlet", "published"], orient="row")
        return frame.with_columns(
            pl.col("published").cast(pl.Datetime("us")), text_cluster=pl.col("article_id")
        )

    assert far_apart(corpus(a=date(2015, 1, 1), b=date(2015, 12, 1)), ["a", "b"]) is None
    found = far_apart(corpus(a=date(2015, 1, 1), b=date(2016, 2, 1)), ["a", "b"])
    assert found is not None
    assert not found.label
    assert "half of a is from before January 2015" in found.words
    assert "no year in which each has enough" in found.words
    assert far_apart(corpus(a=date(2015, 1, 1)), ["a", "b"]) is None
