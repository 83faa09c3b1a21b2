"""Index, weights and bias profile on their pages: with counts and intervals, and absent where the folder has none."""

import re
import shutil
from pathlib import Path

import polars as pl
import pytest

from dashboard import profile
from dashboard.reporting_index import NOT_THIS
from dashboard.wording import as_html
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import PLAIN_OUTLETS, SMALL_OUTLET
from tests.dashboard.test_pages import assert_clean, shown
from tests.dashboard.verdicts import GROUP, OTHER_GROUP

ONE, OTHER = PLAIN_OUTLETS[:2]
TABLES = ("index", "index_pairs", "contrasts", "ratings")


def index_row(folder: Path, outlet: str) -> dict[str, float]:
    """An outlet's row of the exported index."""
    return pl.read_parquet(folder / "index.parquet").row(by_predicate=pl.col("outlet") == outlet, named=True)


@pytest.fixture
def without(synthetic: Path, tmp_path: Path) -> Path:
    """A folder that an earlier version wrote, without these tables."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    for name in TABLES:
        (other / f"{name}.parquet").unlink()
        (other / f"{name}.csv").unlink()
    return other


def test_outlets_show_the_index_with_interval_ranks_and_count(open_page: OpenPage, synthetic: Path) -> None:
    """The column prints the exported index, its interval, band of ranks and texts; words where there is none."""
    text = shown(open_page(sort="index", down="yes"))
    row = index_row(synthetic, ONE)
    assert f"{row['index']:.0f}</a>" in text
    assert f"{row['low']:.0f} to {row['high']:.0f}</span>" in text
    assert f"rank {row['rank_best']}–{row['rank_worst']} of" in text
    missing = 8 - index_row(synthetic, SMALL_OUTLET)["independent_texts"]
    told = f"Not enough data: {missing} more indep"
    assert told in shown(open_page("outlet", outlet=SMALL_OUTLET))
    order = pl.read_parquet(synthetic / "index.parquet").drop_nulls("index").sort("index", descending=True)
    places = [text.index(f">{name}</a><span") for name in order["outlet"] if name in PLAIN_OUTLETS]
    assert places == sorted(places)


def test_outlets_show_contributions_on_demand(open_page: OpenPage, synthetic: Path) -> None:
    """Each component's contribution, place and weight stand in a table when they are asked for."""
    part = f"place {index_row(synthetic, ONE)['sourcing_density_quantile']:.0f}, weight "
    assert part in shown(open_page(parts="yes"))
    assert part not in shown(open_page())


@pytest.mark.parametrize("chosen", [{}, {"language": "en"}])
def test_outlets_show_what_experts_and_the_user_say(open_page: OpenPage, chosen: dict[str, str]) -> None:
    """Value, place and source of each rating, "not rated" for the others; under a filter too."""
    app = open_page(sort="name", **chosen)
    assert_clean(app)
    text = shown(app)
    assert "0.625 (experts)" in text
    assert "place 81 of 100 among the 11,520 rated in experts.csv" in text
    assert "3 (&lt;b&gt;mine&lt;/b&gt;)" in text
    assert "not rated" in text


def test_the_table_of_outlets_is_sorted_by_what_experts_say(open_page: OpenPage, synthetic: Path) -> None:
    """Its head leads to that order; who is not rated stands last, whichever way it is sorted."""
    ratings = pl.read_parquet(synthetic / "ratings.parquet")
    rated = ratings.unique("outlet", keep="first", maintain_order=True).sort("value", descending=True)[
        "outlet"
    ]
    assert "sort=ratings" in shown(open_page())
    text = shown(open_page(sort="ratings", down="yes"))
    table = text[text.index('aria-label="Table of outlets"') :]
    places = [table.index(f">{as_html(name).replace('.', '<wbr>.')}</a>") for name in rated]
    assert places == sorted(places)
    assert places[-1] < table.index("not rated")


def test_a_column_in_which_nobody_is_rated_is_left_out(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "Not rated" all the way down tells nothing."""
    assert "not rated" in shown(open_page())
    monkeypatch.setattr("dashboard.ratings.ratings_of", lambda _scores: {})
    assert "not rated" not in shown(open_page())


def test_why_there_is_no_index_is_short_in_the_table(open_page: OpenPage) -> None:
    """The cell says that there is none; the reason is whole on hover and on the outlet's page."""
    cells = re.findall(r'<span class="mh-none" title="(not enough data: [^"]*)">([^<]*)<', shown(open_page()))
    assert cells
    assert {words for _, words in cells} == {"not enough data"}


def line_of(text: str, outlet: str) -> str:
    """What a page of several outlets says of one of them."""
    start = text.index(f"<b>{outlet}</b>: reporting index")
    return text[start : text.index("</p>", start) + len("</p>")]


def test_compare_shows_what_experts_say_of_each_outlet(open_page: OpenPage) -> None:
    """Beside the index: a line of ratings for each chosen outlet."""
    text = shown(open_page("compare", outlet=[ONE, OTHER]))
    assert "0.625 (experts), place 81 of 100 among the 11,520 rated in experts.csv; 3" in line_of(text, ONE)
    assert line_of(text, OTHER).endswith("· not rated</p>")


def test_outlets_of_chosen_articles_have_no_index(open_page: OpenPage) -> None:
    """The index is of all articles; with a filter it is left out, and the page says so."""
    text = shown(open_page(language="en"))
    assert "only for all articles, so not shown" in text
    assert "The outlet, and what its index is made of" not in text


def test_compare_shows_contributions_and_shares_of_weightings(open_page: OpenPage, synthetic: Path) -> None:
    """Both indexes with their limits first, the order under other weightings, and each component side by side."""
    app = open_page("compare", outlet=[ONE, OTHER])
    assert_clean(app)
    text = shown(app)
    assert NOT_THIS in text
    assert "of 1,000 plausible weightings" in text
    for outlet in (ONE, OTHER):
        row = index_row(synthetic, outlet)
        assert f"{row['index']:.0f} ({row['low']:.0f} to {row['high']:.0f}), rank" in text
        assert f"place {row['sourcing_density_quantile']:.0f}, weight" in text
    assert f"{SMALL_OUTLET} and {ONE}: not enough data" in shown(
        open_page("compare", outlet=[SMALL_OUTLET, ONE])
    )


def test_weights_begin_with_the_answer_and_its_limits(open_page: OpenPage, synthetic: Path) -> None:
    """Opened plainly: who stands first and how surely, then what the index is not, then the export's numbers."""
    app = open_page("weights")
    assert_clean(app)
    assert app.markdown[0].value.startswith("First of ")
    assert NOT_THIS in app.markdown[1].value
    row = index_row(synthetic, ONE)
    assert f"{row['index']:.0f}</a>" in shown(app)
    assert "the table's weights" in shown(app)
    assert "as in the table" in shown(app)


def test_moving_a_slider_changes_ranks_and_the_address(open_page: OpenPage, synthetic: Path) -> None:
    """A weight set by its slider is in the address, and the table follows at once; reset takes it back."""
    app = open_page("weights")
    for slider in app.slider:
        slider.set_value(5.0 if slider.label == "Sourcing density" else 0.0)
    app.run()
    assert_clean(app)
    assert "sourcing_density:5" in app.query_params["w"]
    assert "These weights change the rank of" in app.markdown[0].value
    assert f"{index_row(synthetic, ONE)['sourcing_density_quantile']:.0f}</a>" in shown(app)
    next(b for b in app.button if b.label == "Reset to the table").click().run()
    assert app.query_params["w"] in ("", [""], [])
    assert f"{index_row(synthetic, ONE)['index']:.0f}</a>" in shown(app)


def test_a_link_holds_the_weights(open_page: OpenPage, synthetic: Path) -> None:
    """The address alone sets the sliders and the order."""
    app = open_page("weights", w=["sourcing_density:2.5", "source_diversity:0"])
    assert_clean(app)
    by_label = {slider.label: slider.value for slider in app.slider}
    assert by_label["Sourcing density"] == 2.5
    assert "2 weights changed" in shown(app)


def test_equal_weights_count_every_component(open_page: OpenPage) -> None:
    """The button sets all sliders to 1, those that the table does not count too."""
    app = open_page("weights", w=["sourcing_density:4"])
    next(b for b in app.button if b.label == "Equal weights").click().run()
    assert_clean(app)
    assert {slider.value for slider in app.slider} == {1.0}


def test_all_weights_zero_is_said(open_page: OpenPage) -> None:
    """With no weight at all there is a sentence, not a division by zero."""
    app = open_page("weights")
    for slider in app.slider:
        slider.set_value(0.0)
    app.run()
    assert_clean(app)
    assert "Give at least one component a weight" in shown(app)


@pytest.mark.parametrize("side", profile.ASPECTS)
def test_profile_has_interval_count_and_corrected_verdict(
    open_page: OpenPage, synthetic: Path, side: str
) -> None:
    """Every side tells each difference with interval, sample and corrected p, matched and unmatched apart."""
    app = open_page("tone", outlet=[ONE], actors=["china"], side=side, view="profile")
    assert_clean(app)
    aspect = profile.ASPECTS[side]
    rows = pl.read_parquet(synthetic / "contrasts.parquet").filter(
        pl.col("metric") == next(iter(aspect.metrics)), pl.col("kind") != "groups", outlet=ONE, actor="china"
    )
    table = app.dataframe[0].value
    assert rows.height == len(aspect.kinds) == len(table)
    assert set(table["compared"]) == {profile.KINDS[kind] for kind in aspect.kinds}
    told = {profile.contrast_words(row, aspect.share) for row in rows.iter_rows(named=True)}
    assert set(table["difference"]) == told
    assert all("corrected)" in words for words in told)


def test_profile_says_where_there_is_too_little(open_page: OpenPage) -> None:
    """An outlet of two texts has a sentence; an actor who is not profiled is named."""
    small = open_page("tone", outlet=[SMALL_OUTLET], view="profile")
    assert "Not enough data on these outlets and actors" in shown(small)
    assert "Not enough data on: Taliban" in shown(
        open_page("tone", outlet=[ONE], actors=["china", "taliban"], view="profile")
    )


def test_groups_of_the_users_file_are_set_apart(open_page: OpenPage) -> None:
    """The contrast of two groups is shown with both readings, in words with interval and count."""
    app = open_page("tone", outlet=[ONE], view="profile")
    table = next(frame.value for frame in app.dataframe if "against" in frame.value.columns)
    assert set(table["actor"]) == {GROUP}
    assert set(table["against"]) == {OTHER_GROUP}
    assert set(table["reading"]) == {"trained reading", "lexicon reading"}
    assert "+0.30 (+0.15 to +0.50), larger than chance (p = 0.010, corrected)" in table["difference"][0]


@pytest.mark.parametrize("page", ["outlets", "compare", "tone", "weights", "method"])
def test_folder_without_these_tables_shows_nothing_of_them(
    open_page: OpenPage, without: Path, page: str
) -> None:
    """A folder of an earlier version opens as before."""
    app = open_page(page, folder=without, outlet=[ONE, OTHER])
    assert_clean(app)
    text = shown(app) + " ".join(heading.value for heading in [*app.header, *app.subheader])
    assert "Reporting index" not in text
    assert "What experts say" not in text
    assert "Bias profile" not in text
    if page == "weights":
        assert "has no reporting index" in text
