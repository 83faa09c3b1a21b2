"""The page of one outlet: five questions with value, interval, count and place; and the basket that links carry."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.questions import LEAST_OUTLETS, QUESTIONS, Middle, in_short, middle_half, place, place_told
from dashboard.wording import as_markdown, interval, number
from scoring.catalogue.find import catalogue
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import GERMAN_OUTLET, PLAIN_OUTLETS, SMALL_OUTLET
from tests.dashboard.test_pages import assert_clean, shown

ONE, OTHER, THIRD = PLAIN_OUTLETS[:3]
ANSWERS = [name for question in QUESTIONS for name in question.metrics]


def scored(folder: Path, outlet: str, metric: str) -> dict[str, float]:
    """An outlet's exported row on a metric, in the reading shown first."""
    return pl.read_parquet(folder / "scores.parquet").row(
        by_predicate=(pl.col("outlet") == outlet)
        & (pl.col("metric") == metric)
        & (pl.col("reading") == catalogue()[metric].main_reading),
        named=True,
    )


def strips(app: AppTest) -> list[str]:
    """What the strips of the page show, in words."""
    return re.findall(r'class="mh-strip" role="img" aria-label="([^"]+)"', shown(app))


def links_to(app: AppTest, page: str) -> list[dict[str, list[str]]]:
    """The parameters of the links within the session that lead to a page."""
    return [parse_qs(link.proto.query_string) for link in app.get("page_link") if link.proto.page == page]


def test_every_answer_of_the_label_is_an_exported_metric() -> None:
    """No question is asked of a metric that Masthead does not measure."""
    assert set(ANSWERS) <= set(catalogue())


@pytest.mark.parametrize("metric", ANSWERS)
def test_label_shows_the_exported_value_interval_and_count(
    open_page: OpenPage, synthetic: Path, metric: str
) -> None:
    """Every answer prints the number of the export, and its strip tells the same."""
    app = open_page("outlet", outlet=ONE)
    assert_clean(app)
    row, declared = scored(synthetic, ONE, metric), catalogue()[metric]
    value = number(declared, row["value"], (row["low"], row["high"]))
    around = interval(declared, row["low"], row["high"])
    unit = declared.unit.removeprefix("share ")
    assert f"<b>{value}</b></a> {unit} ({around}) · {row['articles']} " in shown(app)
    assert any(told.startswith(f"{declared.label}: {ONE} {value} ({around})") for told in strips(app))


def test_the_page_begins_with_what_stands_apart(open_page: OpenPage) -> None:
    """Before the five questions: in how many answers the outlet is outside the middle half, and in which."""
    app = open_page("outlet", outlet=ONE)
    judged = len([html for html in answers_of(app) if "the middle half of the" in html])
    assert re.match(rf"\*\*(In none of|Clearly apart .* of) {judged} answer", app.markdown[0].value)


def test_what_stands_apart_is_named_with_its_side_and_interval() -> None:
    """Only what lies wholly outside is named; where nothing can be judged nothing is said."""
    metric = catalogue()["named_source_share"]
    values = [(name, value, 0.02) for name, value in zip("abcde", (0.1, 0.5, 0.5, 0.6, 0.7), strict=True)]
    rows = pl.DataFrame(
        [
            {"outlet": n, "metric": metric.name, "value": v, "low": v - w, "high": v + w, "status": "ok"}
            for n, v, w in values
        ]
    )
    told = in_short(rows, "a", [metric]).replace("\\", "")
    assert "by enough to matter, in 1 of 1 answer**: below in Named sources 10% (8–12%)." in told
    assert in_short(rows, "b", [metric]).startswith("**In none of 1 answer is it clearly apart**")
    assert in_short(rows.head(2), "a", [metric]) == ""
    assert in_short(rows, "a", [replace(metric, matters_from=0.5)]).startswith("**In none of")


def test_a_middle_half_that_is_one_value_is_said_to_be() -> None:
    """An edge that is the other edge too is not printed as a range without a width."""
    metric = catalogue()["uncredited_reprint_share"]
    told = place_told(metric, {"low": 0.0, "high": 0.02}, Middle(0.0, 0.0, 32))
    assert told == ("Among or above", " the middle half of the 32 outlets here (all at 0%).")


def answers_of(app: AppTest) -> list[str]:
    """The answers of the label in HTML, one by one."""
    return shown(app).split('<span class="mh-answer"')[1:]


def test_label_asks_its_five_questions(open_page: OpenPage) -> None:
    """All five stand on the page, in their order, before anything else."""
    asked = [heading.value for heading in open_page("outlet", outlet=ONE).header]
    assert asked[: len(QUESTIONS)] == [question.words for question in QUESTIONS]


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.41, 0.5, "above"),
        (0.1, 0.19, "below"),
        (0.2, 0.4, "among"),
        (0.1, 0.5, "cannot be said"),
        (0.3, 0.41, "among or above"),
        (0.19, 0.3, "among or below"),
        (0.4, 0.5, "among or above"),
    ],
)
def test_verdict_is_of_the_whole_interval(low: float, high: float, verdict: str) -> None:
    """An interval between two edges has one place, across one edge two, across both none."""
    assert place({"low": low, "high": high}, Middle(0.2, 0.4, 9)) == verdict


def test_no_verdict_among_few_outlets() -> None:
    """Of fewer outlets than a middle half needs, none is given a place."""
    few = pl.Series([float(n) for n in range(LEAST_OUTLETS - 1)])
    assert middle_half(few) is None
    enough = middle_half(few.append(pl.Series([float(few.len())])))
    assert enough is not None
    assert (enough.low, enough.high) == (1.0, 3.0)
    told = place_told(catalogue()["transparency"], {"low": 0.1, "high": 0.2}, None)
    assert told[0] == "No verdict"


def test_label_gives_a_sentence_from_the_outlet(open_page: OpenPage, synthetic: Path) -> None:
    """An answer with evidence shows a span of it, marked, from one of the outlet's articles."""
    html = shown(open_page("outlet", outlet=ONE))
    mine = set(pl.read_parquet(synthetic / "articles.parquet").filter(outlet=ONE)["article_id"])
    cards = [part for part in html.split('<div class="mh-card mh-example">')[1:] if "article?" in part]
    assert cards
    for card in cards:
        assert "mh-evidence" in card
        assert parse_qs(card.split("article?")[1].split('"')[0].replace("&amp;", "&"))["article"][0] in mine


@pytest.mark.parametrize("outlet", [SMALL_OUTLET, GERMAN_OUTLET])
def test_label_says_in_words_what_is_missing(open_page: OpenPage, outlet: str) -> None:
    """Where there is no number there are words: on the label, and in the list of what was not measured."""
    app = open_page("outlet", outlet=outlet)
    assert_clean(app)
    text = shown(app)
    reason = "Not enough data: " if outlet == SMALL_OUTLET else "Not applicable: nothing to count"
    assert f'<span class="mh-none">{reason}' in text
    _, listed, missing = text.partition(f'<p class="mh-verdict"><b>{reason}')
    assert listed
    assert catalogue()["sourcing_density"].label in missing


def test_tables_of_the_outlet_are_those_of_the_export(open_page: OpenPage, synthetic: Path) -> None:
    """Sources, actors and flows show the counts of the exported tables."""
    text = shown(open_page("outlet", outlet=ONE))
    mine = pl.read_parquet(synthetic / "articles.parquet").filter(outlet=ONE)["article_id"]
    named = (
        pl.read_parquet(synthetic / "attributions.parquet")
        .filter(pl.col("article_id").is_in(mine.implode()))
        .drop_nulls("speaker_name")
        .group_by("speaker_name")
        .agg(pl.col("article_id").n_unique(), pl.len())
    )
    assert named.height
    for name, articles, statements in named.iter_rows():
        assert f'<th scope="row">{name}</th><td>{articles}</td><td>{statements}</td>' in text
    flows = pl.read_parquet(synthetic / "flows.parquet").filter(
        (pl.col("from_outlet") == ONE) | (pl.col("to_outlet") == ONE)
    )
    assert flows.height
    for words, articles in flows.select("words", "articles").iter_rows():
        assert re.search(rf"<td>{words:,}</td><td>(<a [^>]+>)?{articles:,}<", text)
    assert "0.625 (experts)" in text


def test_tone_says_how_many_mentions_were_read(open_page: OpenPage, synthetic: Path, tmp_path: Path) -> None:
    """Where the trained reading skipped mentions, the number it read stands beside it, paler where few."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    actors = pl.read_parquet(other / "actors.parquet")
    actors.with_columns(mentions=5000, trained_mentions=7).write_parquet(other / "actors.parquet")
    text = shown(open_page("outlet", folder=other, outlet=ONE))
    assert "7 of 5,000 mentions" in text
    assert 'title="Show the sentences" class="mh-none"' in text


@pytest.mark.parametrize("table", ["flows", "actors", "attributions", "ratings", "index"])
def test_outlet_without_a_table_is_still_shown(
    open_page: OpenPage, synthetic: Path, tmp_path: Path, table: str
) -> None:
    """A folder that lacks a table loses that part of the page alone."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    (other / f"{table}.parquet").unlink()
    app = open_page("outlet", folder=other, outlet=ONE)
    assert_clean(app)
    assert not app.error


def test_names_and_index_in_tables_lead_to_the_page(open_page: OpenPage) -> None:
    """The name of an outlet and its index are links to its page."""
    text = shown(open_page())
    href = f"./outlet?outlet={ONE.replace(' ', '+')}"
    assert f'<a href="{href}" target="_self" title="Show the page of this outlet">{ONE}</a>' in text
    assert f'<a href="{href}" target="_self" title="The outlet, and what its index is made of">' in text


def test_basket_travels_in_every_link_and_comes_back(open_page: OpenPage) -> None:
    """Outlets chosen to be compared stand in a table's links; the page they lead to offers them again."""
    text = shown(open_page(outlet=[ONE, OTHER]))
    chosen = "&amp;".join(f"basket={name.replace(' ', '+')}" for name in (ONE, OTHER))
    assert f"./outlet?outlet={THIRD.replace(' ', '+')}&amp;{chosen}" in text
    app = open_page("outlet", outlet=THIRD, basket=[ONE, OTHER])
    assert {"outlet": [ONE, OTHER, THIRD]} in [
        {"outlet": parameters["outlet"]} for parameters in links_to(app, "compare")
    ]
    assert app.query_params["basket"] == [ONE, OTHER]


def test_looking_at_another_outlet_keeps_the_basket(open_page: OpenPage) -> None:
    """Another outlet chosen on the page changes what is shown, not what is to be compared."""
    app = open_page("outlet", outlet=THIRD, basket=[ONE, OTHER])
    app.selectbox(key="choice of outlet").set_value(SMALL_OUTLET).run()
    assert_clean(app)
    assert app.title[0].value == as_markdown(SMALL_OUTLET)
    assert app.query_params["basket"] == [ONE, OTHER]
