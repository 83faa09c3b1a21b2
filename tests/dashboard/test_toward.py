"""Tone over chosen days: aggregated by the rule of the export, and speakers under one name each."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard import toward
from dashboard.choices import Choice, choose
from dashboard.scores import articles, outlets
from dashboard.speakers import actors_to_choose, one_person, sources_on
from dashboard.toward import YEAR, as_actor_rows, contrasts_of, tone_by_period, tone_rows
from scoring.outlets.aggregate import score_cells, sum_texts
from scoring.run.options import Options
from scoring.run.score import score
from scoring.schema.csv_files import rounded
from scoring.schema.scores import Scores, open_scores

KEY = ["outlet", "actor", "voice"]
LAST_DIGIT = 1.5e-6  # exported numbers have six decimals, and so have the sums that are aggregated again


@pytest.fixture(scope="module")
def sample(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """The bundled sample, every mention read by both readings of tone."""
    out = tmp_path_factory.mktemp("toned") / "scores"
    score([sample_folder / "articles"], out, Options(manifest=sample_folder / "manifest.csv"))
    return open_scores(out)


def everybody(scores: Scores) -> tuple[str, ...]:
    """All outlets of a folder."""
    return tuple(outlets(scores)["outlet"])


def test_without_days_tone_is_exactly_the_exported_one(sample: Scores) -> None:
    """No row and no digit differs from the table `actors`."""
    actors = tuple(actors_to_choose(sample)["actor"])
    rows = tone_rows(sample, Choice(outlets=everybody(sample)), actors)
    exported = pl.read_parquet(sample.folder / "actors.parquet").filter(
        pl.col("speaker").fill_null("") == "", pl.col("actor").is_in(actors)
    )
    assert rows.height > 20
    assert_frame_equal(
        rows.drop("speaker"), exported.drop("speaker"), check_row_order=False, check_exact=True
    )


def test_days_that_keep_every_article_change_nothing(sample: Scores) -> None:
    """The rule that aggregates chosen articles gives the exported values, intervals, counts and status."""
    choice = Choice(outlets=everybody(sample))
    actors = tuple(actors_to_choose(sample)["actor"])
    measured = toward._measured(sample, choice, actors)
    cells = score_cells(sum_texts(measured, choose(articles(sample), choice)), toward._declared(sample))
    again = rounded(as_actor_rows(cells))
    exported = tone_rows(sample, choice, actors).select(again.columns)
    assert exported["trained"].drop_nulls().len() > 3
    assert exported["trained_mentions"].sum() > 1000
    assert_frame_equal(again, exported, check_row_order=False, abs_tol=LAST_DIGIT, rel_tol=0)


def test_days_leave_out_other_articles(sample: Scores) -> None:
    """Only mentions in articles of these days count, and undated ones do not."""
    day = articles(sample)["published"].drop_nulls().sort()[40].date()
    choice = Choice(first=day, last=day, outlets=everybody(sample))
    rows = tone_rows(sample, choice, tuple(actors_to_choose(sample)["actor"]))
    ids = articles(sample).filter(pl.col("published").dt.date() == day)["article_id"].implode()
    listed = actors_to_choose(sample)["actor"].implode()
    mentions = (
        sample.scan("mentions")
        .filter(pl.col("article_id").is_in(ids), pl.col("actor").is_in(listed))
        .collect()
        .join(articles(sample).drop_nulls("outlet").select("article_id"), on="article_id")
    )
    assert rows["mentions"].sum() == mentions.height > 0
    nothing = tone_rows(
        sample, Choice(first=date(1800, 1, 1), last=date(1800, 1, 2), outlets=choice.outlets), ("x",)
    )
    assert nothing.is_empty()


def test_the_profile_over_all_days_is_the_exported_one(sample: Scores) -> None:
    """Contrasts of tone that are made again for days that keep every dated article equal a run on these alone."""
    assert contrasts_of(sample, Choice()).equals(pl.read_parquet(sample.folder / "contrasts.parquet"))
    again = contrasts_of(sample, Choice(first=date(1900, 1, 1)))
    exported = contrasts_of(sample, Choice())
    tones = exported.filter(pl.col("metric").str.starts_with("actor_sentiment"))
    assert set(again["actor"]) <= set(tones["actor"])
    assert set(again["kind"]) <= {"peers", "matched"}


def test_periods_add_up(sample: Scores) -> None:
    """The mentions of all years are those of all dated articles."""
    actor = actors_to_choose(sample)["actor"][0]
    choice = Choice(outlets=everybody(sample))
    years = tone_by_period(sample, choice, actor, YEAR)
    dated = tone_rows(sample, Choice(first=date(1900, 1, 1), outlets=choice.outlets), (actor,))
    assert years["mentions"].sum() == dated["mentions"].sum() > 0


def test_a_surname_shared_by_two_stays_alone() -> None:
    """Nobody can say whose a bare surname is where two bear it, or where nobody does."""
    two = {"a": "Ann Lee", "person:Bo Lee": "Bo Lee", "person:Lee": "Lee", "person:According": "According"}
    assert one_person(two) == {}
    assert one_person({"trump-donald": "Donald Trump", "person:donald trump": "donald trump"}) == {
        "person:donald trump": "trump-donald"
    }


def test_speakers_are_counted_from_the_mentions(synthetic: Path) -> None:
    """Each speaker has as many mentions as the folder records, three at least, both voices of sources together."""
    scores = open_scores(synthetic)
    found = sources_on(scores, Choice(outlets=everybody(scores)), "china")
    expected = (
        scores.scan("mentions")
        .filter(pl.col("actor") == "china", pl.col("speaker").is_not_null())
        .collect()
        .join(articles(scores).drop_nulls("outlet").select("article_id", "outlet"), on="article_id")
        .group_by("outlet", "speaker")
        .agg(mentions=pl.len())
        .filter(pl.col("mentions") >= 3)
    )
    assert found.height == expected.height > 3
    assert_frame_equal(found.select(expected.columns), expected, check_row_order=False)
