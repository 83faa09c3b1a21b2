"""The page Tone in every state: the answer, the picture, what is chosen, what is missing."""

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.forests import read_words
from dashboard.tones import one_reading
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import HOSTILE_OUTLET, MARKDOWN_OUTLET, PLAIN_OUTLETS, SMALL_OUTLET
from tests.dashboard.test_pages import assert_clean, shown

ONE, OTHER = PLAIN_OUTLETS[:2]
VIEWS = ("all", "stories", "time", "profile")


def spec(app: AppTest, place: int = 0) -> dict[str, Any]:
    """A chart of the page as Vega-Lite."""
    found: dict[str, Any] = json.loads(app.get("vega_lite_chart")[place].proto.spec)
    return found


def changed(synthetic: Path, folder: Path, table: str, frame: pl.DataFrame | None) -> Path:
    """A copy of the invented folder with one table replaced or taken away."""
    shutil.copytree(synthetic, folder)
    path = folder / f"{table}.parquet"
    path.unlink()
    if frame is not None:
        frame.write_parquet(path)
    return folder


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("tone", ["trained", "lexicon"])
@pytest.mark.parametrize("days", [{}, {"from": "2023-02-01", "to": "2023-06-30"}])
def test_every_view_runs(open_page: OpenPage, view: str, tone: str, days: dict[str, str]) -> None:
    """Each view, by each reading, with and without days; hostile names among the outlets."""
    app = open_page("tone", view=view, tone=tone, outlet=[HOSTILE_OUTLET, MARKDOWN_OUTLET, ONE], **days)
    assert_clean(app)
    assert not app.error
    assert app.markdown[0].value.startswith("**")


def test_the_picture_shows_the_exported_values(open_page: OpenPage, synthetic: Path) -> None:
    """Numbers, counts and words of each row are those of the table `actors`."""
    app = open_page("tone", outlet=[ONE], actors=["china"], voice="outlet")
    exported = pl.read_parquet(synthetic / "actors.parquet").filter(
        pl.col("speaker").fill_null("") == "", outlet=ONE, actor="china", voice="outlet"
    )
    row = exported.row(0, named=True)
    table = app.dataframe[0].value
    assert table["trained reading"].tolist() == [one_reading(row, "trained")]
    assert table["mentions read (trained)"].tolist() == [row["trained_mentions"]]
    assert read_words(row, "trained") in spec(app)["layer"][0]["encoding"]["y"]["axis"]["labelExpr"].replace(
        "\\u00b7", "·"
    )


def test_days_change_the_numbers(open_page: OpenPage, synthetic: Path) -> None:
    """What is counted in chosen days is what the articles of these days hold."""
    app = open_page("tone", outlet=[ONE], actors=["china"], voice="outlet", **{"from": "2023-03-01"})
    days = pl.read_parquet(synthetic / "articles.parquet").filter(
        pl.col("published") >= pl.datetime(2023, 3, 1), outlet=ONE
    )
    mentions = pl.read_parquet(synthetic / "mentions.parquet").filter(actor="china", voice="outlet")
    expected = mentions.join(days.select("article_id"), on="article_id").height
    assert app.dataframe[0].value["mentions"].tolist() == [expected]


def test_clearing_the_choice_clears_the_page(open_page: OpenPage) -> None:
    """Without an outlet or an actor there is a sentence and no table of what was chosen before."""
    for name in ("outlet", "actors"):
        app = open_page("tone")
        assert app.dataframe
        app.multiselect(key=f"choice of {name}").set_value([]).run()
        assert_clean(app)
        assert "Choose at least one outlet and one actor" in shown(app)
        assert not app.dataframe
        assert not app.get("vega_lite_chart")


def test_actors_are_ordered_by_mentions_without_slips(
    open_page: OpenPage, synthetic: Path, tmp_path: Path
) -> None:
    """The most mentioned first; a doubled name is not offered; all cannot be chosen at once."""
    actors = pl.read_parquet(synthetic / "actors.parquet")
    slip = actors.head(1).with_columns(
        actor=pl.lit("person:Trump Trump"), name=pl.lit("Trump Trump"), mentions=pl.lit(10**6, pl.Int64)
    )
    folder = changed(synthetic, tmp_path / "slip", "actors", pl.concat([actors, slip]))
    app = open_page("tone", folder=folder)
    options = app.multiselect(key="choice of actors").options
    assert "Trump Trump" not in options
    total = (
        actors.filter(pl.col("speaker").fill_null("") == "")
        .group_by("actor", "name")
        .agg(pl.col("mentions").sum())
        .sort(["mentions", "actor"], descending=[True, False])
    )
    assert options == total["name"].to_list()


def test_the_lexicon_reading_is_second_and_comes_with_a_warning(open_page: OpenPage) -> None:
    """The trained reading is shown unless the other is asked for, and then its accuracy is told."""
    assert not open_page("tone").warning
    warned = open_page("tone", tone="lexicon").warning[0].value
    assert "understands nothing" in warned
    assert "0\\.34" in warned


def test_without_the_trained_reading_nothing_is_concluded(
    open_page: OpenPage, synthetic: Path, tmp_path: Path
) -> None:
    """A folder that was scored without it says so first, and shows the lexicon reading with its warning."""
    actors = pl.read_parquet(synthetic / "actors.parquet")
    blank = [pl.lit(None, pl.Float64).alias(f"trained{end}") for end in ("", "_low", "_high")]
    unread = actors.with_columns(
        *blank, trained_mentions=pl.lit(0, pl.Int64), trained_texts=pl.lit(0, pl.Int64)
    )
    app = open_page("tone", folder=changed(synthetic, tmp_path / "unread", "actors", unread))
    assert_clean(app)
    assert app.markdown[0].value.startswith("**Nothing is said here")
    assert app.warning
    assert app.get("vega_lite_chart")


@pytest.mark.parametrize("table", ["contrasts", "mentions"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_folder_without_a_table_shows_the_rest(
    open_page: OpenPage, synthetic: Path, tmp_path: Path, table: str, view: str
) -> None:
    """Views that need what is absent are not offered."""
    folder = changed(synthetic, tmp_path / table, table, None)
    app = open_page("tone", folder=folder, view=view, **{"from": "2023-03-01"})
    assert_clean(app)
    assert not app.error
    assert ("Mention by mention" in [h.value for h in app.header]) is (table == "contrasts")
    assert len(app.button_group(key="choice of view").options) == (2 if table == "contrasts" else len(VIEWS))


def test_too_little_is_said_in_words(open_page: OpenPage) -> None:
    """An outlet of two texts has counts, no value, and no finding."""
    app = open_page("tone", outlet=[SMALL_OUTLET], actors=["china"])
    assert_clean(app)
    assert set(app.dataframe[0].value["trained reading"]) == {"not enough data"}
    assert "clearly" not in app.markdown[0].value


def test_a_closer_look_leads_to_the_sentences(open_page: OpenPage, synthetic: Path) -> None:
    """The mentions are told apart before the link to them, for the outlet and actor of the address."""
    app = open_page(
        "tone", outlet=[ONE, OTHER], actors=["china", "russia"], about="russia", of=OTHER, voice="quoted"
    )
    ids = pl.read_parquet(synthetic / "articles.parquet").filter(outlet=OTHER)["article_id"]
    mentions = pl.read_parquet(synthetic / "mentions.parquet").filter(
        pl.col("article_id").is_in(ids.implode()), actor="russia", voice="quoted"
    )
    assert f"mentions Russia {mentions.height} times in quotations" in shown(app)
    links = [link.proto for link in app.get("page_link")]
    found = next(link for link in links if link.label == "Read these sentences")
    assert "actor=russia" in found.query_string
    assert "voice=quoted" in found.query_string


def test_speakers_of_each_outlet_lead_to_their_words(open_page: OpenPage) -> None:
    """One card for each outlet, with a link that holds the outlet, the actor, the voice and the speaker."""
    text = shown(open_page("tone", outlet=[ONE, HOSTILE_OUTLET], actors=["china"]))
    assert text.count('<section class="mh-speakers">') == 2
    assert "speaker=person%3A" in text
    assert "<script>" not in text
