"""Words in all texts, and the order of the spans behind a number."""

from pathlib import Path

import polars as pl
import pytest

from dashboard.choices import Choice
from dashboard.found_words import articles_with, places_of
from dashboard.ordering import NEWEST, RANDOM, STRONGEST, ordered
from dashboard.scores import evidence_of
from scoring.schema.scores import open_scores
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import PLAIN_OUTLETS
from tests.dashboard.test_pages import assert_clean, shown

ONE = PLAIN_OUTLETS[0]


def held(synthetic: Path, word: str) -> set[str]:
    """The articles of known outlets that hold a word, found the slow way."""
    known = pl.read_parquet(synthetic / "articles.parquet").drop_nulls("outlet")["article_id"].to_list()
    texts = dict(pl.read_parquet(synthetic / "texts.parquet").select("article_id", "text").iter_rows())
    return {name for name in known if word in texts[name].lower()}


def test_articles_that_hold_all_words_are_found(synthetic: Path) -> None:
    """Whatever the case; a part of a word is not the word; the marked place is the word."""
    scores = open_scores(synthetic)
    found = articles_with(scores, ("QUAY", "barley"), Choice())
    assert set(found["article_id"]) == held(synthetic, "quay") & held(synthetic, "barley")
    assert found.height
    assert articles_with(scores, ("qua",), Choice()).is_empty()
    texts = dict(pl.read_parquet(synthetic / "texts.parquet").select("article_id", "text").iter_rows())
    for name, start, end in places_of(scores, ["QUAY"], found).iter_rows():
        assert texts[name][start:end].lower() == "quay"


def test_dates_narrow_the_search(synthetic: Path) -> None:
    """Only articles of the chosen days are found."""
    scores = open_scores(synthetic)
    everything = articles_with(scores, ("quay",), Choice())
    day = everything["published"].drop_nulls().dt.date().sort()[0]
    assert set(articles_with(scores, ("quay",), Choice(last=day))["published"].dt.date()) == {day}


@pytest.mark.parametrize("query", ["quay", '"<script>"', "(", "[x](javascript:y)", '"', "nothingofthekind"])
def test_any_words_may_be_looked_for(open_page: OpenPage, query: str) -> None:
    """Signs of Markdown, HTML and regular expressions are only signs."""
    app = open_page("evidence", find=query)
    assert_clean(app)
    assert "<script>" not in shown(app)


def test_search_says_how_many_articles_hold_the_words(open_page: OpenPage, synthetic: Path) -> None:
    """The count on the page is that of the texts."""
    app = open_page("evidence", find="barley")
    assert any(f"{len(held(synthetic, 'barley')):,} of " in text.value for text in app.markdown)


def test_orders_hold_the_same_spans(synthetic: Path) -> None:
    """Random is the same each time and not the strongest first; newest goes back in time."""
    scores = open_scores(synthetic)
    spans = evidence_of(scores, ONE, "sourcing_density")
    once, again = ordered(scores, spans, RANDOM), ordered(scores, spans.reverse(), RANDOM)
    assert once.equals(again)
    assert not once.equals(spans)
    assert ordered(scores, spans, STRONGEST).equals(spans)
    published = dict(
        pl.read_parquet(synthetic / "articles.parquet").select("article_id", "published").iter_rows()
    )
    days = [published[name] for name in ordered(scores, spans, NEWEST)["article_id"]]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated, reverse=True)
    assert days[: len(dated)] == dated


def test_words_that_stand_nowhere_come_with_what_to_do(open_page: OpenPage) -> None:
    """No match says why and what to try; chosen dates are named as a reason."""
    app = open_page("evidence", find="zzxqy")
    assert_clean(app)
    assert "try another form of the word" in shown(app)
    assert "clear the dates" not in shown(app)
    assert "clear the dates" in shown(open_page("evidence", **{"find": "zzxqy", "from": "2020-01-01"}))
