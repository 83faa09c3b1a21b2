"""Reading a scores folder and writing downloads from it."""

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard.choices import Choice, cells_of, choose, pairs_of, rows_of, shared_stories
from dashboard.downloads import zipped
from dashboard.own_texts import SUFFIXES, Upload, score_uploads, scored_folder
from dashboard.scores import (
    articles,
    evidence_of,
    exported_bytes,
    outlet_scores,
    outlets,
)
from dashboard.versions import word_difference
from dashboard.wording import as_markdown, status_words, value_words
from scoring.catalogue.find import catalogue
from scoring.corpus.containers.packed import ENDINGS
from scoring.corpus.readers import READERS
from scoring.schema.folder import prepared
from scoring.schema.scores import open_scores
from scoring.schema.tables import SCORES, all_tables
from tests.dashboard.synthetic import PLAIN_OUTLETS, make_scores

ONE = PLAIN_OUTLETS[0]


def test_every_table_downloads_as_it_was_exported(synthetic: Path) -> None:
    """The bytes of each table's download are those of the file that the command line wrote."""
    scores = open_scores(synthetic)
    for table in all_tables(catalogue()):
        if table.csv:
            assert exported_bytes(scores, table.name) == (synthetic / f"{table.name}.csv").read_bytes()


def test_bytes_are_the_same_where_no_csv_was_written(synthetic: Path, tmp_path: Path) -> None:
    """From a folder of Parquet alone the download still has the command line's bytes."""
    bare = tmp_path / "bare"
    shutil.copytree(synthetic, bare, ignore=shutil.ignore_patterns("*.csv"))
    scores = open_scores(bare)
    for table in all_tables(catalogue()):
        if table.csv:
            assert exported_bytes(scores, table.name) == (synthetic / f"{table.name}.csv").read_bytes()


def test_zip_holds_the_whole_export(synthetic: Path) -> None:
    """The zip has every CSV and datapackage.json with their bytes, and is the same each time."""
    scores = open_scores(synthetic)
    content = zipped(scores)
    assert content == zipped(scores)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        assert names == {"datapackage.json", *(f"{t.name}.csv" for t in all_tables(catalogue()) if t.csv)}
        for name in names:
            assert archive.read(name) == (synthetic / name).read_bytes()


def test_cache_follows_the_content(tmp_path: Path) -> None:
    """A folder that was scored again is read again."""
    folder = make_scores(tmp_path / "scores", articles=20)
    first = articles(open_scores(folder)).height
    shutil.rmtree(folder)
    make_scores(folder, articles=30)
    assert (first, articles(open_scores(folder)).height) == (20, 30)


def test_evidence_takes_turns_between_articles(synthetic: Path) -> None:
    """The first sentences shown come from different articles, and none of them adds nothing."""
    evidence = evidence_of(open_scores(synthetic), ONE, "sourcing_density")
    assert evidence.head(5)["article_id"].n_unique() == 5
    assert (evidence["contribution"] != 0).all()


def test_a_choice_of_everything_gives_the_exported_scores(sample_scores: Path) -> None:
    """A filter that keeps every article gives each exported value, interval, count and status again, to the digit."""
    scores = open_scores(sample_scores)
    names = tuple(name for name, metric in scores.metrics.items() if not metric.by_actor)
    found = prepared(rows_of(scores, Choice(), names), SCORES)
    assert_frame_equal(found, prepared(outlet_scores(scores), SCORES))


def test_a_choice_of_dates_gives_what_a_corpus_of_those_articles_would(sample_scores: Path) -> None:
    """A filtered value is the micro-average of the chosen articles' measurements, and counts them alone."""
    scores = open_scores(sample_scores)
    chosen = choose(articles(scores), choice := Choice(language="en", first=date(2021, 3, 2)))
    row = rows_of(scores, choice, ("sourcing_density",)).filter(status="ok").row(0, named=True)
    mine = chosen.filter(outlet=row["outlet"])
    sums = (
        scores.scan("measurements")
        .filter(
            pl.col("metric") == "sourcing_density",
            pl.col("reading") == row["reading"],
            pl.col("article_id").is_in(mine["article_id"].implode()),
        )
        .select(pl.col("numerator", "denominator").sum(), articles=pl.len())
        .collect()
        .row(0, named=True)
    )
    assert row["value"] == pytest.approx(1000 * sums["numerator"] / sums["denominator"])
    assert (row["articles"], row["units"]) == (sums["articles"], pytest.approx(sums["denominator"]))


def test_pairs_on_the_screen_are_the_contrasts_of_the_export(sample_scores: Path) -> None:
    """Each outlet less the reference: the mirror of the reference less that outlet, with the same probability."""
    scores = open_scores(sample_scores)
    one, other = outlets(scores).filter(pl.col("sourcing_density").is_not_null())["outlet"].head(2)
    asked = (("sourcing_density", "body"),)
    there = pairs_of(scores, Choice(), asked, one).filter(outlet=other, reading="body").row(0, named=True)
    back = pairs_of(scores, Choice(), asked, other).filter(outlet=one, reading="body").row(0, named=True)
    assert there["difference"] == pytest.approx(-back["difference"])
    assert (there["low"], there["high"], there["p"]) == pytest.approx(
        (-back["high"], -back["low"], back["p"])
    )


def test_what_the_folder_keeps_of_outlets_is_what_their_texts_give(
    sample_scores: Path, tmp_path: Path
) -> None:
    """With the table or, in a folder from before there was one, without it: the same values and verdicts."""
    older = tmp_path / "older"
    shutil.copytree(sample_scores, older, ignore=shutil.ignore_patterns("cells.*"))
    with_cells, without = open_scores(sample_scores), open_scores(older)
    assert with_cells.has("cells")
    assert not without.has("cells")
    asked = tuple(
        (name, reading)
        for name, metric in with_cells.metrics.items()
        if not metric.by_actor
        for reading in metric.readings
    )
    outlet = outlets(with_cells)["outlet"][0]
    for found, more in ((cells_of, ()), (pairs_of, (outlet,))):
        kept, anew = found(with_cells, Choice(), asked, *more), found(without, Choice(), asked, *more)
        assert_frame_equal(kept, anew, rel_tol=1e-8)


def test_shared_stories_are_those_that_all_outlets_told() -> None:
    """A story of one outlet alone is not shared."""
    frame = pl.DataFrame({"outlet": ["A", "B", "A", "B", "A"], "story_id": ["s1", "s1", "s2", "s2", "s3"]})
    assert shared_stories(frame, ["A", "B"]) == ["s1", "s2"]


def test_word_difference_keeps_both_texts() -> None:
    """What is struck out and what is kept give the old text, what is put in and kept the new one."""
    html, kept, out, put = word_difference("The <b>old</b> bridge closed", "The new bridge closed early")
    assert (kept, out, put) == (3, 1, 2)
    assert '<del class="mh-diff">&lt;b&gt;old&lt;/b&gt;</del>' in html
    assert '<ins class="mh-diff">new</ins>' in html


@pytest.mark.parametrize("token", ["", "..", "../../etc", "a" * 31, "Z" * 32, "0" * 32])
def test_nonsense_tokens_lead_nowhere(token: str) -> None:
    """Only the token of an upload of this server opens a folder."""
    assert scored_folder(token) is None


def test_every_kind_of_file_that_is_read_can_be_uploaded() -> None:
    """The upload takes the file name endings that the command line reads, and no others."""
    read = {ending for reader in READERS for ending in reader.endings} | set(ENDINGS)
    assert {f".{suffix}" for suffix in SUFFIXES} == read


def test_refused_upload_says_why_without_a_path() -> None:
    """A file that is none is refused with a reason that names it and not where it was kept."""
    with pytest.raises(ValueError, match=r"bad\.json") as refusal:
        score_uploads([Upload("../../bad.json", b"\x00\x01\x02{")], columns={}, progress=lambda *_: None)
    assert "masthead-own" not in str(refusal.value)
    with pytest.raises(ValueError, match="nothing to score"):
        score_uploads([], columns={}, progress=lambda *_: None)


def test_status_says_how_many_texts_are_missing() -> None:
    """'Not enough data' comes with what it would take."""
    metric = catalogue()["sourcing_density"]
    cell = {"value": None, "status": "insufficient", "independent_texts": 5, "units": 900.0}
    assert status_words(metric, cell) == "not enough data: 1 more independent text needed"
    own = status_words(metric, cell | {"reading": "own"})
    assert own == "not enough data: 1 more independent text with words of its own needed"
    cell |= {"independent_texts": 9, "units": 20.0}
    assert status_words(metric, cell) == "not enough data: 20 of 300 words needed"
    assert value_words(metric, {"value": 4.25, "low": 3.0, "high": 5.5, "status": "ok"}) == "4.2 (3.0 to 5.5)"


def test_markdown_is_escaped() -> None:
    """Nothing of a name can become a link, bold, a formula or a directive."""
    escaped = as_markdown("[x](javascript:1) **b** $y$ :red[z] <i> `c` # h\nnew")
    assert "\n" not in escaped
    for mark in "[]()*$:<>`#":
        assert all(escaped[i - 1] == "\\" for i, c in enumerate(escaped) if c == mark)
