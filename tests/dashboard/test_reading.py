"""Reading a scores folder and writing downloads from it."""

import io
import shutil
import zipfile
from pathlib import Path

import polars as pl
import pytest

from dashboard import subset
from dashboard.downloads import zipped
from dashboard.own_texts import Upload, score_uploads, scored_folder
from dashboard.scores import articles, evidence_of, exported_bytes, open_scores
from dashboard.versions import word_difference
from dashboard.wording import as_markdown, status_words, value_words
from scoring.catalogue.find import catalogue
from scoring.schema.tables import all_tables
from tests.dashboard.synthetic import PLAIN_OUTLETS, make_scores

ONE = PLAIN_OUTLETS[0]


def test_every_table_downloads_as_it_was_exported(synthetic: Path) -> None:
    """The bytes of each table's download are those of the file that the command line wrote."""
    scores = open_scores(synthetic)
    for table in all_tables():
        if table.csv:
            assert exported_bytes(scores, table.name) == (synthetic / f"{table.name}.csv").read_bytes()


def test_bytes_are_the_same_where_no_csv_was_written(synthetic: Path, tmp_path: Path) -> None:
    """From a folder of Parquet alone the download still has the command line's bytes."""
    bare = tmp_path / "bare"
    shutil.copytree(synthetic, bare, ignore=shutil.ignore_patterns("*.csv"))
    scores = open_scores(bare)
    for table in all_tables():
        if table.csv:
            assert exported_bytes(scores, table.name) == (synthetic / f"{table.name}.csv").read_bytes()


def test_zip_holds_the_whole_export(synthetic: Path) -> None:
    """The zip has every CSV and datapackage.json with their bytes, and is the same each time."""
    scores = open_scores(synthetic)
    content = zipped(scores)
    assert content == zipped(scores)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        assert names == {"datapackage.json", *(f"{t.name}.csv" for t in all_tables() if t.csv)}
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


def test_subset_counts_each_independent_text_once() -> None:
    """A reprint within an outlet weighs nothing more: the mean is over independent texts."""
    metric = catalogue()["sourcing_density"]
    frame = pl.DataFrame(
        {
            "outlet": ["A"] * 8,
            "text_cluster": ["t0", "t0", "t1", "t2", "t3", "t4", "t5", "t5"],
            "story_id": ["s"] * 8,
            "published": [None] * 8,
            metric.name: [0.0, 12.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0],
        }
    )
    row = subset.mean_scores(frame, [metric]).row(0, named=True)
    assert (row["value"], row["articles"], row["independent_texts"], row["status"]) == (6.0, 8, 6, "ok")
    few = subset.mean_scores(frame.head(5), [metric]).row(0, named=True)
    assert (few["value"], few["status"]) == (None, "insufficient")


def test_story_differences_compare_within_stories() -> None:
    """Each shared story gives one difference; stories of one outlet alone give none."""
    metric = catalogue()["sourcing_density"]
    frame = pl.DataFrame(
        {
            "outlet": ["A", "B", "A", "B", "A"],
            "text_cluster": list("abcde"),
            "story_id": ["s1", "s1", "s2", "s2", "s3"],
            metric.name: [5.0, 3.0, 1.0, 4.0, 9.0],
        }
    )
    assert subset.shared_stories(frame, ["A", "B"]) == ["s1", "s2"]
    assert subset.story_differences(frame, metric, "A", "B") == [2.0, -3.0]


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
    cell |= {"independent_texts": 9, "units": 20.0}
    assert status_words(metric, cell) == "not enough data: 20 of 300 words needed"
    assert value_words(metric, {"value": 4.25, "low": 3.0, "high": 5.5, "status": "ok"}) == "4.2 (3.0 to 5.5)"


def test_markdown_is_escaped() -> None:
    """Nothing of a name can become a link, bold, a formula or a directive."""
    escaped = as_markdown("[x](javascript:1) **b** $y$ :red[z] <i> `c` # h\nnew")
    assert "\n" not in escaped
    for mark in "[]()*$:<>`#":
        assert all(escaped[i - 1] == "\\" for i, c in enumerate(escaped) if c == mark)
