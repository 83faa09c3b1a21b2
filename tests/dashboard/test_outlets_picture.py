"""The first page: three sentences from the data, all outlets as dots, those without numbers apart."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.scatter import PLACES, labels
from dashboard.findings import clearest, how_much, most_spread
from scoring.catalogue.find import catalogue
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import GERMAN_OUTLET, PLAIN_OUTLETS, SMALL_OUTLET
from tests.dashboard.test_pages import assert_clean, shown

ONE, OTHER = PLAIN_OUTLETS[:2]
METRICS = [catalogue()[name] for name in ("boilerplate_ratio", "named_source_share")]


def rows(**values: list[tuple[float, float, float]]) -> pl.DataFrame:
    """Rows of `scores`: for each metric the value, low and high of outlets a, b, c ..."""
    return pl.DataFrame(
        [
            {
                "outlet": "abcdefgh"[n],
                "metric": metric,
                "value": value,
                "low": low,
                "high": high,
                "independent_texts": 40 + n,
                "status": "ok",
            }
            for metric, cells in values.items()
            for n, (value, low, high) in enumerate(cells)
        ]
    )


def even(half: float, *values: float) -> list[tuple[float, float, float]]:
    """Values with intervals of one width."""
    return [(value, value - half, value + half) for value in values]


def picture(app: AppTest) -> dict[str, Any]:
    """The specification of the scatter."""
    found: dict[str, Any] = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    return found


def test_sentence_counts_the_outlets_with_enough_text() -> None:
    """Six independent texts are enough, five are not."""
    table = pl.DataFrame({"outlet": ["a", "b", "c"], "independent_texts": [5, 6, 900]})
    assert how_much(table).words.startswith("2 of 3 outlets have enough text")


def test_what_differs_most_is_counted_in_widths_of_intervals() -> None:
    """A wide range that is badly known yields to a narrow one that is well known."""
    known = rows(
        boilerplate_ratio=even(0.2, 0.1, 0.2, 0.4, 0.6, 0.8),
        named_source_share=even(0.01, 0.3, 0.4, 0.5, 0.6, 0.7),
    )
    found = most_spread(known, METRICS)
    assert found is not None
    assert found.metric == "named_source_share"
    assert "half of 5 outlets lie at 40–60% (share of statements), a quarter below" in found.words
    assert "10.0 times the typical interval" in found.words


def test_outlets_that_hardly_differ_are_said_to() -> None:
    """A middle half narrower than the interval of one outlet is no difference to speak of."""
    found = most_spread(rows(boilerplate_ratio=even(0.2, 0.4, 0.45, 0.5, 0.55, 0.6)), METRICS)
    assert found is not None
    assert found.words.startswith("They hardly differ")


def test_clearest_finding_is_clear_and_large() -> None:
    """The outlet farthest out in both widths is named, with its value, interval and side."""
    known = rows(
        boilerplate_ratio=even(0.02, 0.10, 0.11, 0.12, 0.13, 0.9),
        named_source_share=even(0.05, 0.02, 0.5, 0.5, 0.6, 0.65),
    )
    found = clearest(known, METRICS)
    assert found is not None
    assert (found.outlet, found.metric) == ("e", "boilerplate_ratio")
    assert (
        "boilerplate ratio 90% (88–92%) in 44 independent texts, above the middle half of 5 outlets"
        in found.words
    )


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(even(0.001, 0.1, 0.3, 0.5, 0.7, 0.79), id="very sure and small"),
        pytest.param(even(0.05, 0.1, 0.101, 0.102, 0.103, 0.3), id="large among equals and unsure"),
    ],
)
def test_clearest_finding_is_neither_trivial_nor_unsure(other: list[tuple[float, float, float]]) -> None:
    """Neither a tiny gap that is surely known nor a wide one that is badly known comes before one that is both."""
    known = rows(boilerplate_ratio=other, named_source_share=even(0.05, 0.02, 0.5, 0.5, 0.6, 0.65))
    found = clearest(known, METRICS)
    assert found is not None
    assert (found.outlet, found.metric) == ("a", "named_source_share")
    assert "below the middle half" in found.words


def test_a_gap_too_small_to_matter_is_no_finding() -> None:
    """However surely it is known, a gap below the metric's smallest difference that matters is not told."""
    metric = METRICS[0]
    gap = metric.matters_from / 2
    known = rows(boilerplate_ratio=even(gap / 1000, 0.1, 0.1, 0.1 + gap / 50, 0.1 + gap / 50, 0.1 + gap))
    found = clearest(known, [metric])
    assert found is not None
    assert "No outlet stands clearly outside" in found.words


def test_no_finding_is_made_of_chance() -> None:
    """Where every interval reaches near the middle half, the sentence says that nothing stands out."""
    known = rows(boilerplate_ratio=even(0.2, 0.1, 0.4, 0.5, 0.6, 0.9))
    found = clearest(known, METRICS)
    assert found is not None
    assert not found.outlet
    assert "No outlet stands clearly outside" in found.words


@pytest.mark.parametrize("cells", [even(0.1, 0.2, 0.4), even(0.1, 0.5, 0.5, 0.5, 0.5, 0.5)])
def test_few_or_equal_outlets_give_no_sentence(cells: list[tuple[float, float, float]]) -> None:
    """Of too few outlets, or outlets all alike, nothing is said."""
    known = rows(boilerplate_ratio=cells)
    assert most_spread(known, METRICS) is None
    assert clearest(known, METRICS) is None


def test_picture_shows_outlets_with_enough_data_on_both(open_page: OpenPage, synthetic: Path) -> None:
    """A dot for each outlet with the exported values of both metrics, and none for those without."""
    app = open_page(outlet=[ONE, OTHER])
    assert_clean(app)
    scores = pl.read_parquet(synthetic / "scores.parquet").filter(reading="body", actor="", status="ok")
    both = scores.filter(metric="sourcing_density").join(scores.filter(metric="editorializing"), on="outlet")
    told = picture(app)["description"]
    assert told.startswith(f"{both.height} outlets by Sourcing density and Editorialising")
    row = both.row(by_predicate=pl.col("outlet") == ONE, named=True)
    assert f"{ONE}: Sourcing density {row['value']:.1f} ({row['low']:.1f} to {row['high']:.1f})" in told
    assert SMALL_OUTLET not in told
    assert GERMAN_OUTLET not in told


def test_picture_of_any_two_metrics(open_page: OpenPage) -> None:
    """The address chooses both axes, and the choice of one is written back."""
    app = open_page(x="readability", y="corrections")
    assert_clean(app)
    assert "outlets by Reading ease (Flesch) and Corrections" in picture(app)["description"]
    next(w for w in app.selectbox if w.label == "Across").set_value("opinion_share").run()
    assert app.query_params["x"] in ("opinion_share", ["opinion_share"])
    assert "outlets by Opinion and Corrections" in picture(app)["description"]


def test_picture_follows_the_filter(open_page: OpenPage) -> None:
    """With dates in the address the dots and the sentences are of the chosen articles."""
    whole, part = open_page(), open_page(**{"from": "2023-01-03", "to": "2023-06-01"})
    assert picture(whole)["description"] != picture(part)["description"]


def test_outlets_without_numbers_come_last_in_one_line(open_page: OpenPage) -> None:
    """The table holds outlets with enough text; the rest is folded, whatever it is sorted by."""
    for parameters in ({}, {"sort": "articles"}, {"sort": "name", "down": "yes"}):
        text = shown(open_page(**parameters))
        table, folded = text.split("</tbody>", 1)
        assert SMALL_OUTLET not in table
        assert f"{SMALL_OUTLET}</a>: not enough data: " in folded


def test_a_head_sorts_by_its_column_and_back(open_page: OpenPage) -> None:
    """Each head is a link to the page as it is, sorted by it: numbers from the highest, once more from the lowest."""

    def heads(text: str) -> dict[str, str]:
        return {
            label: unescape(href)
            for href, label in re.findall(r'<a href="([^"]+)"[^>]* data-stay[^>]*>([^<]+)', text)
        }

    def order(text: str) -> list[str]:
        return re.findall(r'<th scope="row"><a [^>]*>([^<]+)', text.split("</tbody>")[0])

    given = {"x": "opinion_share", "outlet": [ONE, OTHER]}
    links = heads(shown(open_page(**given)))
    assert {"Outlet", "Articles", "Reporting index"} <= links.keys()
    asked = parse_qs(links["Articles"].split("?")[1])
    assert asked == {"x": ["opinion_share"], "outlet": [ONE, OTHER], "sort": ["articles"], "down": ["yes"]}
    down = shown(open_page(**given, sort="articles", down="yes"))
    assert 'aria-sort="descending"' in down
    assert parse_qs(heads(down)["Articles"].split("?")[1])["down"] == ["no"]
    up = shown(open_page(**given, sort="articles", down="no"))
    assert order(up) != order(down)
    assert set(order(up)) == set(order(down))
    assert order(shown(open_page(sort="no such metric"))) == order(shown(open_page()))


def test_labels_of_near_dots_do_not_overlap() -> None:
    """Two dots side by side have their names on different sides; the chosen are always named."""
    near = pl.DataFrame(
        {
            "outlet": ["Brackwater Gazette", "Saltmarsh Courier", "far", "also far"],
            "articles": [9, 8, 7, 6],
            "x": [0.50, 0.51, 0.0, 1.0],
            "y": [0.5, 0.5, 0.0, 1.0],
        }
    )
    where = labels(near, [])
    assert where["Brackwater Gazette"] != where["Saltmarsh Courier"]
    same = near.with_columns(x=pl.lit(0.5), y=pl.lit(0.5))
    assert set(labels(same, ["far"])) >= {"far"}
    assert set(where.values()) <= set(PLACES)
    crowd = pl.DataFrame(
        {"outlet": [f"Paper {n}" for n in range(40)], "articles": range(40), "x": [0.5] * 40, "y": [0.5] * 40}
    )
    assert len(labels(crowd, ["Paper 3"])) <= len(PLACES) + 1


def test_names_on_a_phone_stand_in_its_width() -> None:
    """What fits on a wide screen does not on a phone: there fewer names stand, and none runs over the edge."""
    frame = pl.DataFrame(
        {"outlet": [f"paper-{n}.example" for n in "abcdef"], "x": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], "y": [1.0] * 6,
         "articles": [9] * 6}
    )  # fmt: skip
    wide, narrow = labels(frame, []), labels(frame, [], 260)
    assert len(narrow) < len(wide)
    assert narrow.get("paper-f.example") in (None, "left")
