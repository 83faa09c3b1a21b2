"""What stands above every page: what is open, the search, the basket, the dates; and that it goes along everywhere."""

from pathlib import Path

import polars as pl
import pytest

from dashboard.search import called, places, words_wanted
from scoring.schema.scores import open_scores
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import PLAIN_OUTLETS
from tests.dashboard.test_pages import PAGES, assert_clean

ONE, OTHER, THIRD = PLAIN_OUTLETS[:3]


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


def test_words_that_are_a_name_lead_to_what_is_called_so(open_page: OpenPage, synthetic: Path) -> None:
    """Whoever types a name and presses Enter is offered the outlet beside the places in the texts."""
    scores = open_scores(synthetic)
    assert {"outlet": ONE} in [dict(place.asked) for place in called(scores, ONE.lower()).values()]
    assert called(scores, "zz") == called(scores, "no such name") == {}
    app = open_page("evidence", find=ONE.split()[0])
    assert_clean(app)
    assert any(ONE in link.proto.label for link in app.get("page_link"))


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
