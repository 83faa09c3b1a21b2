"""Stories: who told which, who did not, who had it first; the list is searched, and one story is told on a page."""

import shutil
from datetime import date, datetime
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from dashboard.charts.stories import names_grid, timeline
from dashboard.copying import credit_of, takings
from dashboard.one_story import OPEN_COPY, OWN, answer, default_pair, first_words, placed, some_day_only, ties
from dashboard.stories_told import (
    ALL,
    ANY,
    SOME,
    coverage,
    coverage_bars,
    missing_words,
    search,
    stories_in,
    told_by,
)
from dashboard.voices import (
    actor_cells,
    actors_by_outlet,
    cells_list,
    one_name_each,
    source_cells,
    sources_by_outlet,
)
from dashboard.wording import counted
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import PLAIN_OUTLETS
from tests.dashboard.test_copies import article, frame, passage, passages
from tests.dashboard.test_pages import assert_clean, shown

MAY = datetime(2024, 5, 1)
ONE = PLAIN_OUTLETS[0]


def told(*rows: tuple[str, str | None, datetime | None, str, str]) -> pl.DataFrame:
    """Articles as (id, outlet, published, story, headline)."""
    written = frame(*(article(i, outlet, when) for i, outlet, when, _, _ in rows))
    return written.with_columns(
        story_id=pl.Series([row[3] for row in rows], dtype=pl.String),
        title=pl.Series([row[4] for row in rows], dtype=pl.String),
    )


ARTICLES = told(
    ("a", "A", MAY, "s", "Ferry sinks"),
    ("b", "B", datetime(2024, 5, 3), "s", "A ship was lost off Oban"),
    ("c", "C", datetime(2024, 5, 2), "t", "Grain accord"),
    ("d", "C", datetime(2024, 5, 3), "t", "Grain accord signed"),
    ("e", "D", datetime(2024, 6, 1), "t", "Grain (late)"),
    ("f", "A", None, "u", "Undated"),
)
STORIES = ARTICLES.group_by("story_id", maintain_order=True).agg(
    title=pl.col("title").first(),
    first_published=pl.col("published").min(),
    last_published=pl.col("published").max(),
    articles=pl.len().cast(pl.Int64),
    outlets=pl.col("outlet").n_unique().cast(pl.Int64),
    independent_texts=pl.col("text_cluster").n_unique().cast(pl.Int64),
)


def test_stories_without_dates_are_the_exported_ones(synthetic: Path) -> None:
    """With no date they are the table; with dates that hold every article they are counted to the same numbers."""
    stories, articles = (pl.read_parquet(synthetic / f"{name}.parquet") for name in ("stories", "articles"))
    assert_frame_equal(stories_in(stories, articles, None, None), stories, check_row_order=False)
    dated = articles.drop_nulls("published")
    assert_frame_equal(
        stories_in(stories, dated, date(1900, 1, 1), None).select("story_id", "articles", "outlets"),
        dated.group_by("story_id").agg(
            articles=pl.len().cast(pl.Int64), outlets=pl.col("outlet").n_unique().cast(pl.Int64)
            - pl.col("outlet").is_null().any().cast(pl.Int64),
        ),
        check_row_order=False,
    )  # fmt: skip


def test_stories_of_some_days_count_these_days_alone() -> None:
    """An article outside the days neither counts nor moves the story's dates; undated stories are left out."""
    found = stories_in(STORIES, ARTICLES, date(2024, 5, 2), date(2024, 5, 31)).sort("story_id")
    assert found.select("story_id", "articles", "outlets").rows() == [("s", 1, 1), ("t", 2, 1)]
    assert found["last_published"].to_list() == [datetime(2024, 5, 3)] * 2


def test_search_finds_every_word_in_any_headline() -> None:
    """In any version's headline, in any case and order; signs are letters like others."""
    assert search(STORIES, ARTICLES, "OBAN ship")["story_id"].to_list() == ["s"]
    assert search(STORIES, ARTICLES, "(late)")["story_id"].to_list() == ["t"]
    assert search(STORIES, ARTICLES, "oban grain").is_empty()
    assert search(STORIES, ARTICLES, "  ").height == STORIES.height


def test_stories_by_who_told_them() -> None:
    """Told by any of the chosen outlets, by all, or by some and not by others."""
    ways = {how: set(told_by(STORIES, ARTICLES, ["A", "B"], how)["story_id"]) for how in (ANY, ALL, SOME)}
    assert ways == {ANY: {"s", "u"}, ALL: {"s"}, SOME: {"u"}}
    assert told_by(STORIES, ARTICLES, []).height == STORIES.height


def test_who_did_not_is_named_among_those_that_published_then() -> None:
    """C published between the story's days and did not tell it; D published later and is not blamed."""
    found = coverage(STORIES.row(0, named=True), ARTICLES, {}, ["C"])
    assert found.told == ("A", "B")
    assert found.missing == ("C",)
    assert [(part.label, part.told, part.of) for part in found.parts] == [
        ("your outlets", 0, 1),
        ("all outlets", 2, 3),
    ]
    assert missing_words(found, [], 3) == "Did not: C"


def test_groups_of_the_user_have_bars_of_their_own() -> None:
    """By group, those that told it of those that published then; names of groups are escaped."""
    found = coverage(STORIES.row(0, named=True), ARTICLES, {"A": "<left>", "C": "<left>", "D": "right"}, [])
    assert [(part.label, part.told, part.of) for part in found.parts] == [
        ("<left>", 1, 2),
        ("no group", 1, 1),
    ]
    assert "&lt;left&gt;" in coverage_bars(found)
    assert "1 of 2" in coverage_bars(found)


def test_of_an_undated_story_nobody_is_said_to_be_missing() -> None:
    """Without dates it cannot be said who published then."""
    found = coverage(STORIES.row(2, named=True), ARTICLES, {}, [])
    assert (found.told, found.missing, found.dated) == (("A",), (), False)
    assert "cannot be said" in missing_words(found, [], 3)


def test_the_missing_of_the_basket_come_first() -> None:
    """Outlets that the reader chose are named before larger ones, and all others are counted."""
    rows = [("x", "X", MAY, "s", "")] + [
        (f"{n}{i}", n, MAY, "o", "") for n in "PQRST" for i in range(ord("T") - ord(n) + 1)
    ]
    articles = told(*rows)
    story = {"story_id": "s", "first_published": MAY, "last_published": MAY}
    found = coverage(story, articles, {}, ["T"])
    assert missing_words(found, ["T"], 3) == "Did not: T, P, Q and 2 more"


def versions() -> pl.DataFrame:
    """Three versions: A first, B copies it without a credit, C writes its own on the same day as A."""
    rows = [
        ("a", "A", datetime(2024, 5, 1, 9)),
        ("b", "B", datetime(2024, 5, 2)),
        ("c", "C", datetime(2024, 5, 1, 11)),
    ]
    return told(*((i, outlet, when, "s", "") for i, outlet, when in rows)).with_columns(
        provenance=pl.when(pl.col("article_id") == "b")
        .then(pl.lit("uncredited_reprint"))
        .otherwise("provenance")
    )


def taken() -> pl.DataFrame:
    """What B took from A."""
    found = takings(versions(), passages(passage("b", "B", "a", "A", 90)))
    return found.with_columns(kind=credit_of(pl.col("words"), pl.col("credited_words")))


def test_the_answer_says_who_wrote_who_took_and_who_was_first() -> None:
    """Outlets, articles, own texts, the first with its hour, and who took from whom."""
    text = answer(versions(), taken())
    assert (
        "**3 outlets** told it in 3 articles: 2 wrote their own text, 1 printed somebody else's text." in text
    )
    assert r"A had it first, 2024\-05\-01 at 09:00" in text or "A had it first, 2024-05-01 at 09:00" in text
    assert "B from A (not credited)" in text
    alone = answer(versions().filter(pl.col("article_id") == "a"), taken().clear())
    assert "**1 outlet** told it in 1 article" in alone
    assert "first" not in alone
    assert "Nobody" not in alone


def test_days_without_hours_make_nobody_first_alone() -> None:
    """Where only days are known, all that had it on the first day are named."""
    rows = told(
        *((n, n, MAY, "s", "") for n in ("A", "B", "C", "D")), ("E", "E", datetime(2024, 5, 2), "s", "")
    )
    assert first_words(rows) == "A, B, C and 1 more had it on the first day, 2024-05-01."
    undated = told(
        ("a", "A", MAY, "s", ""), ("b", "B", datetime(2024, 5, 2), "s", ""), ("c", "C", None, "s", "")
    )
    assert first_words(undated) == "A had it first, on 2024-05-01 (1 version without a date)."


def test_versions_of_one_day_do_not_hide_each_other() -> None:
    """Two versions of an outlet on one day stand apart within that day; hours that are known stay."""
    rows = told(
        ("a", "A", MAY, "s", ""), ("b", "A", MAY, "s", ""), ("c", "A", datetime(2024, 5, 1, 9), "s", "")
    )
    points = placed(rows).sort("article_id")
    assert points["at"].n_unique() == 3
    assert points["at"].dt.date().unique().to_list() == [MAY.date()]
    assert points["at"].to_list()[2] == datetime(2024, 5, 1, 9)
    assert some_day_only(points)
    assert not some_day_only(points.filter(pl.col("article_id") == "c"))


def test_lines_lead_from_a_text_to_who_took_it() -> None:
    """Two ends for each taking within the story; the picture says what each version is."""
    points = placed(versions())
    ends = ties(points, taken())
    assert ends.select("outlet", "kind").rows() == [("A", "not credited"), ("B", "not credited")]
    outside = taken().with_columns(origin=pl.lit("elsewhere"))
    assert ties(points, outside).is_empty()
    drawn = points.with_columns(told=pl.col("what"))
    assert set(points["what"]) == {OWN, OPEN_COPY}
    assert f"B: {OPEN_COPY}" in timeline(drawn, ends, ["A", "B", "C"]).to_dict()["description"]


def said(*rows: tuple[str, str | None]) -> pl.DataFrame:
    """Attributions as (article, speaker)."""
    return pl.DataFrame(list(rows), schema={"article_id": pl.String, "speaker_name": pl.String}, orient="row")


def test_sources_in_three_versions_with_surname_and_full_name_joined() -> None:
    """Only sources that three versions have; a surname counts for the one full name that ends in it."""
    speakers = [
        ("a", "Ann Day"),
        ("b", "Day"),
        ("b", "Ann Day"),
        ("c", "Day"),
        ("a", "Bo"),
        ("b", "Bo"),
        ("c", None),
    ]
    found = sources_by_outlet(said(*speakers), versions())
    assert found.select("name", "outlet", "statements", "versions").rows() == [
        ("Ann Day", "A", 1, 3),
        ("Ann Day", "B", 2, 3),
        ("Ann Day", "C", 1, 3),
    ]
    grid = names_grid(source_cells(found), ["A", "B", "C"], ["Ann Day"], "Sources").to_dict()
    assert "B: 2 statements of Ann Day" in grid["description"]


def test_a_surname_of_two_people_is_nobodys() -> None:
    """Where two full names end alike, a surname stays as it is."""
    assert one_name_each(["Ann Day", "Bo Day", "Day"])["Day"] == "Day"
    assert one_name_each(["", "The "])[""] == ""


def test_actors_have_a_tone_only_from_some_mentions_on() -> None:
    """Counts always; a sign only where enough mentions were read by the trained reading; none by the lexicon."""
    rows = [
        {"article_id": i, "actor": "x", "voice": "outlet", "lexicon": 0.5, "trained": -0.5}
        for i in ("a", "b", "c", *"aaaa")
    ] + [{"article_id": "a", "actor": "x", "voice": "quoted", "lexicon": 0.9, "trained": 0.9}]
    mentions = pl.DataFrame(rows, schema_overrides={"trained": pl.Float64})
    found = actors_by_outlet(mentions, versions(), {"x": "<X>"})
    assert found.select("outlet", "mentions", "read").rows() == [("A", 5, 5), ("B", 1, 1), ("C", 1, 1)]
    cells = actor_cells(found)
    assert cells["figure"].to_list() == ["5−", "1", "1"]
    assert "&lt;X&gt;</b>: 3 of 4 outlets; A 5−, B 1 and C 1" in cells_list(cells, "Actors", 4)
    unread = mentions.with_columns(trained=pl.lit(None, pl.Float64))
    cells = actor_cells(actors_by_outlet(unread, versions(), {"x": "X"}))
    assert cells["figure"].to_list() == ["5", "1", "1"]
    assert cells["told"][0].endswith("tone not read")


def test_two_versions_to_lay_side_by_side() -> None:
    """What the link asks for, else a copy beside its origin, else the first and the last."""
    assert default_pair(versions(), taken(), "", "") == ("a", "b")
    assert default_pair(versions(), taken(), "c", "b") == ("b", "c")
    assert default_pair(versions(), taken(), "c", "gone") == ("a", "c")
    assert default_pair(versions(), taken().clear(), "", "") == ("a", "c")


def test_the_list_shows_the_exported_counts(open_page: OpenPage, synthetic: Path) -> None:
    """The first story of the list is that with most outlets, with its counts and a link; who did not is explained."""
    stories = pl.read_parquet(synthetic / "stories.parquet")
    row = stories.sort(["outlets", "articles", "story_id"], descending=[True, True, False]).row(0, named=True)
    app = open_page("stories")
    text = shown(app)
    assert (
        f"{row['outlets']} outlets, {row['articles']} articles, {row['independent_texts']} independent texts"
        in text
    )
    assert f"stories?story={row['story_id']}" in text
    assert f"of {stories.height} stories" in app.markdown[0].value
    assert "Did not: the outlet has an article here" in text


def test_the_list_is_searched_from_the_address(open_page: OpenPage, synthetic: Path) -> None:
    """Words of a headline find the stories that have them, and words that are in none say so."""
    title = pl.col("title").str.to_lowercase()
    articles = pl.read_parquet(synthetic / "articles.parquet")
    app = open_page("stories", find="STORM headline 1")
    assert_clean(app)
    assert app.text_input[0].value == "STORM headline 1"
    found = next(str(caption.value) for caption in app.caption if "Bars:" in str(caption.value))
    held = articles.filter(*(title.str.contains(word, literal=True) for word in ("storm", "headline", "1")))
    assert held.height
    assert found.startswith(counted(held["story_id"].n_unique(), "story"))
    app.text_input[0].set_value("no such words").run()
    assert app.query_params["find"] in ("no such words", ["no such words"])
    assert any("No story matches" in str(note.value) for note in app.info)


def test_the_list_is_narrowed_by_outlets_and_dates(open_page: OpenPage, synthetic: Path) -> None:
    """Only stories that the chosen outlet told in the chosen days."""
    articles = pl.read_parquet(synthetic / "articles.parquet")
    kept = articles.filter(pl.col("published").dt.date() >= date(2023, 3, 1), pl.col("outlet") == ONE)
    app = open_page("stories", outlet=[ONE], **{"from": "2023-03-01"})
    assert_clean(app)
    number = kept["story_id"].n_unique()
    assert any(str(caption.value).startswith(f"{number} stories.") for caption in app.caption)


def test_one_story_says_its_answer_first(open_page: OpenPage, synthetic: Path) -> None:
    """Counts, who took, the timeline and a way back to the list."""
    story = (
        pl.read_parquet(synthetic / "stories.parquet").filter(pl.col("story_id") == "a5").row(0, named=True)
    )
    app = open_page("stories", story="a5")
    assert_clean(app)
    assert f"**{story['outlets']} outlets** told it in {story['articles']} articles" in app.markdown[0].value
    text = shown(app)
    assert "Version by version" in [heading.value for heading in app.header]
    assert 'class="mh-diff"' not in text, "word differences are folded"


def test_a_link_to_an_article_opens_its_story(open_page: OpenPage, synthetic: Path) -> None:
    """The story is in the address from then on, so that another version can be chosen."""
    app = open_page("stories", article="a9")
    story = pl.read_parquet(synthetic / "articles.parquet").filter(pl.col("article_id") == "a9")["story_id"][
        0
    ]
    assert app.query_params["story"] in (story, [story])


def test_a_version_of_another_story_can_be_laid_beside(open_page: OpenPage) -> None:
    """A text that was taken from an article of another story is compared all the same."""
    app = open_page("stories", article="a9", against="a20")
    assert_clean(app)
    assert 'class="mh-diff"' in shown(app)


def test_a_story_outside_the_days_is_shown_whole(open_page: OpenPage) -> None:
    """A link to a story with days in which it has no article says so, and shows it."""
    app = open_page("stories", story="a5", **{"from": "1999-01-01", "to": "1999-01-02"})
    assert_clean(app)
    assert any("shown whole" in str(note.value) for note in app.info)


def test_a_folder_without_attributions_and_mentions(
    open_page: OpenPage, synthetic: Path, tmp_path: Path
) -> None:
    """What is absent is simply not shown."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    for name in ("attributions", "mentions", "passages", "layers"):
        (other / f"{name}.parquet").unlink()
    assert_clean(open_page("stories", folder=other, story="a5"))
    assert_clean(open_page("stories", folder=other, article="a9", against="a5"))
