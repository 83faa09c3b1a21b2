"""What stands above every page: what is open, the search, the basket, the dates; and that it goes along everywhere."""

import shutil
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from dashboard.periods import are_far_apart, middle_days, shared_years
from dashboard.search import places, words_wanted
from scoring.schema.scores import open_scores
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import PLAIN_OUTLETS
from tests.dashboard.test_pages import PAGES, assert_clean

ONE, OTHER, THIRD = PLAIN_OUTLETS[:3]


def wrote(**texts_of_years: dict[int, int]) -> pl.DataFrame:
    """Articles of outlets: so many independent texts in each year."""
    rows = [
        {"outlet": outlet, "published": datetime(year, 6, 1), "text_cluster": f"{outlet} {year} {n}"}
        for outlet, years in texts_of_years.items()
        for year, count in years.items()
        for n in range(count)
    ]
    return pl.DataFrame(rows)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_what_is_open_and_offers_the_search(
    open_page: OpenPage, synthetic: Path, page: str
) -> None:
    """Product, corpus, counts and period stand first; the search holds every outlet."""
    app = open_page(page)
    assert_clean(app)
    articles = pl.read_parquet(synthetic / "articles.parquet")
    first = app.caption[0].value
    assert first.startswith(f"**Masthead** · {synthetic.name} · {articles.height} articles · ")
    assert str(articles["published"].min())[:10] in first
    assert any(ONE in option for option in app.selectbox(key="search 0").options)


def test_search_leads_to_the_view_of_what_was_chosen(synthetic: Path) -> None:
    """An outlet to its page, an actor to the tone toward it, a story to its page, other words to the texts."""
    found = places(open_scores(synthetic))
    by_page = {place.page for place in found.values()}
    assert by_page == {"outlet", "tone", "stories"}
    outlet = next(place for label, place in found.items() if label.startswith(f"{ONE} · outlet"))
    assert (outlet.page, dict(outlet.asked)) == ("outlet", {"outlet": ONE})
    assert words_wanted("storm quay").asked == {"find": "storm quay"}


def test_basket_chosen_above_a_page_is_in_its_address(open_page: OpenPage) -> None:
    """On a page of the basket as its outlets, elsewhere beside its own outlet."""
    app = open_page("compare", outlet=[ONE, OTHER])
    app.multiselect(key="basket control").set_value([ONE, THIRD]).run()
    assert_clean(app)
    assert app.query_params["outlet"] == [ONE, THIRD]
    app = open_page("outlet", outlet=OTHER)
    app.multiselect(key="basket control").set_value([ONE, THIRD]).run()
    assert app.query_params["basket"] == [ONE, THIRD]
    assert app.query_params["outlet"] in (OTHER, [OTHER])


def test_dates_in_the_address_are_shown_and_taken_back(open_page: OpenPage) -> None:
    """A link's dates are in the control; a click lets all dates count again."""
    app = open_page("outlets", **{"from": "2020-01-01"})
    assert str(app.date_input(key="choice of from").value) == "2020-01-01"
    app.button(key="all dates").click().run()
    assert_clean(app)
    assert app.date_input(key="choice of from").value is None
    assert not [value for value in app.query_params.get("from", []) if value]


def test_shared_years_are_those_in_which_each_outlet_has_enough_texts() -> None:
    """Five texts are too few; the span goes from the first to the last shared year."""
    table = wrote(a={2014: 6, 2015: 9, 2017: 6}, b={2015: 6, 2016: 9, 2017: 7}, c={2014: 5, 2015: 5, 2018: 9})
    both = shared_years(table, ["a", "b"])
    assert both is not None
    assert [str(day) for day in both] == ["2015-01-01", "2017-12-31"]
    assert shared_years(table, ["a", "c"]) is None


def test_outlets_of_different_years_are_told_apart() -> None:
    """Their median days lie a year or more apart; undated articles do not count."""
    table = wrote(a={2014: 6}, b={2016: 6}, c={2014: 3, 2016: 3})
    days = middle_days(table, ["a", "b"])
    assert [day.year for day in days.values()] == [2014, 2016]
    assert are_far_apart(list(days.values()))
    assert not are_far_apart(list(middle_days(table, ["a"]).values()))


def test_outlets_of_different_years_are_warned_of(
    open_page: OpenPage, synthetic: Path, tmp_path: Path
) -> None:
    """The page says that the years differ, until dates are chosen."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    articles = pl.read_parquet(other / "articles.parquet")
    earlier = pl.when(pl.col("outlet") == ONE).then(pl.col("published").dt.offset_by("-5y"))
    articles.with_columns(published=earlier.otherwise("published")).write_parquet(other / "articles.parquet")

    def warned(**asked: str) -> bool:
        app = open_page("compare", folder=other, outlet=[ONE, OTHER], **asked)
        assert_clean(app)
        return any("wrote in different years" in text.value for text in app.markdown)

    assert warned()
    assert not warned(**{"from": "2010-01-01"})
