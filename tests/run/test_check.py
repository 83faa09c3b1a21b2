"""A few articles scored and compared with a scores folder."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.corpus.schema import CorpusError
from scoring.run import check as checking
from scoring.run.check import check
from scoring.run.options import Options
from scoring.run.score import score
from scoring.run.verdicts import VERDICTS, credit_told, further_told, order_told, verdict_told
from scoring.schema.kinds import CreditKind, CreditPlace
from scoring.schema.scores import Scores, open_scores
from tests.compare.corpora import prose

QUICK = Options(trained_mentions=0, csv=False)
REPORT = prose(1, 120)
ROWS = [
    {"outlet": "Harbour Post", "published": "2031-03-16", "title": "Harbour closed", "text": REPORT},
    {
        "outlet": "Hill Herald",
        "published": "2031-03-18",
        "title": "Again closed",
        "text": f"{REPORT} {prose(2, 60)}",
    },
    {"outlet": "Vale Voice", "published": "2031-03-17", "title": "Other", "text": prose(3)},
]


def written(path: Path, *rows: dict[str, str]) -> Path:
    """A table of articles."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, ["outlet", "published", "title", "text", "byline"])
        table.writeheader()
        table.writerows(rows)
    return path


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """A folder of three articles, the second of which prints the first."""
    folder = tmp_path_factory.mktemp("check")
    score([written(folder / "corpus.csv", *ROWS)], folder / "scores", QUICK)
    return open_scores(folder / "scores")


def verdict_on(row: dict[str, str], scores: Scores | None, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The verdict on one article, and its sentences."""
    checked = check(written(folder / "given.csv", row), scores, QUICK)
    verdict = checked.verdicts.row(0, named=True)
    told = verdict_told(verdict, checked.compared_with, 1)
    return verdict, [told, *further_told(verdict, checked.compared_with, 1)]


def test_a_copy_of_an_article_of_the_corpus_is_told(scores: Scores, tmp_path: Path) -> None:
    """How much, in whose article, of which day, under which headline; that nobody is credited; who else has it."""
    given = {"text": f"{REPORT}\n\n{prose(9, 40)}"}
    verdict, told = verdict_on(given, scores, tmp_path)
    assert (verdict["words"], verdict["other_words"], verdict["other_outlet"]) == (160, 120, "Harbour Post")
    assert told == [
        "75% of its words stand word for word in Harbour Post of 16 March 2031 (“Harbour closed”).",
        "Credited: no; nothing in the text names anybody else as its source.",
        "The two share text; the text has no date, so nothing says who had it first.",
        "Passages of it stand in 2 articles of others.",
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2031-03-20", "The other article is dated 4 days earlier."),
        ("2031-03-15", "The other article is dated a day later."),
        ("2031-03-16", "The two share text and are dated the same day, so nothing says who had it first."),
    ],
)
def test_the_order_is_told_only_where_dates_allow(
    day: str, told: str, scores: Scores, tmp_path: Path
) -> None:
    """Nobody is said to have copied."""
    assert told in verdict_on({"text": REPORT, "published": day}, scores, tmp_path)[1]


def test_an_earlier_article_with_much_of_the_text_is_named(scores: Scores, tmp_path: Path) -> None:
    """Whoever holds most may be a copier; the one dated first is named too, unless it holds less than half as much."""
    verdict, told = verdict_on({"text": f"{REPORT} {prose(2, 60)}"}, scores, tmp_path)
    assert (verdict["other_outlet"], verdict["first_outlet"]) == ("Hill Herald", "Harbour Post")
    assert "The earliest with much of it is Harbour Post, of 16 March 2031, with 67% of its words." in told
    little, told = verdict_on({"text": f"{' '.join(REPORT.split()[-40:])} {prose(2, 60)}"}, scores, tmp_path)
    assert (little["other_outlet"], little["first_outlet"]) == ("Hill Herald", None)
    assert not any("earliest" in sentence for sentence in told)


def test_a_text_that_nobody_has(scores: Scores, tmp_path: Path) -> None:
    """It is said of how many articles; never that the text is original, nor with what confidence."""
    _, told = verdict_on({"text": prose(50)}, scores, tmp_path)
    assert told[0] == "No passage of eight words or more stands in the 3 articles of this corpus."
    assert "riginal" not in " ".join(told)
    assert len(told) == 1  # that nobody is credited is worth saying only where there is somebody to credit
    phrase = " ".join(REPORT.split()[:9])
    _, told = verdict_on({"text": f"{prose(51)} {phrase} {prose(52)}"}, scores, tmp_path)
    assert told[0] == (
        "No passage of twelve words or more stands in the 3 articles of this corpus; 2 articles share a set phrase of "
        "eight to eleven words with it."
    )


def test_a_lone_text_without_a_corpus_cannot_be_told(tmp_path: Path) -> None:
    """Where there is nothing to compare with, nothing is said of whose it is."""
    _, told = verdict_on({"text": prose(50)}, None, tmp_path)
    assert told == ["Cannot say whose text it is: there is nothing to compare it with."]


def test_an_article_of_the_same_outlet_is_called_so(scores: Scores, tmp_path: Path) -> None:
    """Another outlet's article goes first; where only its own has the words, that is said."""
    verdict, _ = verdict_on({"text": REPORT, "outlet": "Harbour Post"}, scores, tmp_path)
    assert (verdict["other_outlet"], verdict["same_outlet"]) == ("Hill Herald", False)
    verdict, told = verdict_on(
        {"text": f"{prose(3)}\n\n{prose(77)}", "outlet": "Vale Voice"}, scores, tmp_path
    )
    assert verdict["same_outlet"]
    assert told[0].startswith(
        "50% of its words stand word for word in an article of the same outlet, Vale Voice of 17"
    )


def test_whom_the_text_credits(scores: Scores, tmp_path: Path) -> None:
    """The credit is read as on any page."""
    verdict, told = verdict_on({"text": REPORT, "byline": "Reuters"}, scores, tmp_path)
    assert verdict["credit_kind"] == CreditKind.TEXT
    assert told[1] == "Credited: Reuters, in its byline."


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (90, "Passages of it stand in 3 articles of others."),
        (100, "Passages of it stand in 3 articles of others, 100% of it when taken together."),
    ],
)
def test_what_all_hold_together_is_told_where_it_is_more_than_one_holds(found: int, told: str) -> None:
    """A share that the first sentence has given already is not given again."""
    counts = {"words": 100, "other_words": 90, "found": found, "others": 3}
    verdict = dict.fromkeys(VERDICTS) | counts | {"other_id": "x", "same_outlet": False}
    assert told in further_told(verdict, 5, 1)


def test_words_of_the_verdict_that_hang_on_one_value() -> None:
    """A source that is not named, a place of first publication, an article of an unknown outlet, without a date."""
    verdict = dict.fromkeys(VERDICTS) | {"words": 900, "other_words": 1, "others": 1, "other_id": "x"}
    assert (
        verdict_told(verdict, 5, 1)
        == "0.1% of its words stand word for word in an article of an unknown outlet, undated."
    )
    verdict |= {
        "credit_kind": CreditKind.FIRST_PUBLISHED,
        "credit_place": CreditPlace.FOOT,
        "published": datetime(2031, 1, 1),
    }
    assert (
        credit_told(verdict)
        == "Credited: somebody it does not name, at its foot (as the place of first publication)."
    )
    assert "the other article has no date" in order_told(verdict)


def test_several_texts_are_compared_with_each_other_too(scores: Scores, tmp_path: Path) -> None:
    """Each has its verdict; those that share text among themselves are told so."""
    text = prose(60, 80)
    checked = check(
        written(
            tmp_path / "given.csv", {"text": text}, {"text": f"{text} {prose(61, 20)}"}, {"text": REPORT}
        ),
        scores,
        QUICK,
    )
    told = [verdict_told(row, checked.compared_with, 3) for row in checked.verdicts.iter_rows(named=True)]
    assert [sentence.partition(" word for word in ")[2].split(",")[0].split(" of ")[0] for sentence in told] == [
        "another", "another", "Harbour Post",
    ]  # fmt: skip
    assert checked.verdicts["other_id"].to_list()[:2] == checked.verdicts["article_id"].to_list()[1::-1]


def test_the_folder_is_not_touched_and_the_rest_measured_as_ever(scores: Scores, tmp_path: Path) -> None:
    """A check writes nothing into the folder; what it measures is what scoring all together measures."""
    before = {path: path.read_bytes() for path in scores.folder.rglob("*") if path.is_file()}
    row = {"outlet": "New News", "published": "2031-03-19", "text": f"{REPORT}\n\n{prose(9, 40)}"}
    given = written(tmp_path / "given.csv", row)
    checked = check(given, scores, QUICK)
    assert before == {path: path.read_bytes() for path in scores.folder.rglob("*") if path.is_file()}
    score([written(tmp_path / "all.csv", *ROWS, row)], tmp_path / "scores", QUICK)
    whole = open_scores(tmp_path / "scores")
    ids = whole["articles"].filter(pl.col("outlet") == "New News").collect()["article_id"]
    for table in ("measurements", "evidence", "attributions"):
        theirs = whole[table].filter(pl.col("article_id") == ids[0]).drop("article_id").collect()
        assert_frame_equal(checked.tables[table].drop("article_id"), theirs)
    mine = checked.tables["articles"].row(0, named=True)
    assert (mine["provenance"], mine["origin_outlet"]) == ("uncredited_reprint", "Harbour Post")


def test_what_was_found_can_be_saved(scores: Scores, tmp_path: Path) -> None:
    """As a folder whose tables are read like those of a scores folder."""
    check(written(tmp_path / "given.csv", {"text": REPORT}), scores, QUICK).save(tmp_path / "saved")
    assert pl.read_parquet(tmp_path / "saved" / "verdicts.parquet").schema == VERDICTS
    assert pl.read_parquet(tmp_path / "saved" / "texts.parquet")["text"].to_list() == [REPORT]


def test_ids_are_not_those_of_the_corpus(tmp_path: Path) -> None:
    """Even where the corpus calls its articles as a check would."""
    corpus = tmp_path / "corpus.csv"
    corpus.write_text(f'id,outlet,text\ngiven1,Post,"{REPORT}"\n', encoding="utf-8")
    score([corpus], tmp_path / "scores", QUICK)
    given = tmp_path / "given.csv"
    given.write_text(f'id,text\ngiven1,"{REPORT}"\n', encoding="utf-8")
    checked = check(given, open_scores(tmp_path / "scores"), QUICK)
    assert checked.verdicts.select("article_id", "other_id").rows() == [("given-1", "given1")]


def test_refusals(scores: Scores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no article, and more than a check is for, is refused with a reason."""
    with pytest.raises(CorpusError, match="fewer than 10"):
        check(written(tmp_path / "short.csv", {"text": "Rain fell."}), scores, QUICK)
    monkeypatch.setattr(checking, "MOST_CHECKED", 1)
    with pytest.raises(CorpusError, match="2 articles are more than the 1"):
        check(written(tmp_path / "many.csv", {"text": REPORT}, {"text": prose(2)}), scores, QUICK)


def test_a_folder_without_texts_is_refused(scores: Scores, tmp_path: Path) -> None:
    """There is nothing to compare with in a folder of figures alone."""
    bare = Scores(tmp_path, "bare", {})
    with pytest.raises(ValueError, match="holds no texts"):
        check(written(tmp_path / "given.csv", {"text": REPORT}), bare, QUICK)
