"""The page "Check an article": a pasted text or files, compared with the open corpus."""

import re
import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import check_form, own_texts
from dashboard.check_report import report_html
from dashboard.checking import beside_the_corpus, both_sides, open_check, strip_html, tone_rows
from dashboard.own_texts import Upload, check_uploads, checked_folder, pasted, preview_of, scored_folder
from dashboard.scores import articles, text_of
from dashboard.wording import as_html
from scoring.schema.scores import Scores, open_scores
from tests.compare.corpora import prose
from tests.dashboard.conftest import OpenPage
from tests.dashboard.hostile import NASTY, make_hostile_scores

ALONE = (
    "The harbour master said on Monday that the ferries would not sail before noon, and that nobody knew why. "
    * 3
)


@pytest.fixture(scope="module")
def scores(synthetic: Path) -> Scores:
    """The invented folder, opened."""
    return open_scores(synthetic)


@pytest.fixture
def copied(scores: Scores) -> tuple[str, dict[str, object]]:
    """The text of an article of the folder that nobody shares with another outlet, and its row."""
    taken = scores.scan("passages").select("article_id").unique()
    row = (
        scores.scan("articles")
        .join(taken, on="article_id", how="anti")
        .sort("words", descending=True)
        .head(1)
        .collect()
    )
    text = scores.scan("texts").filter(pl.col("article_id") == row["article_id"][0]).collect()["text"][0]
    return text, row.row(0, named=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is loaded aside while a test runs."""
    monkeypatch.setattr(own_texts, "warm_up", lambda scores: None)


def silent(stage: str, done: int, total: int) -> None:
    """No progress."""


def html(app: AppTest) -> str:
    """All that the page shows as HTML."""
    return "\n".join(part.proto.body for part in app.get("html"))


def paste(app: AppTest, text: str, **more: str) -> AppTest:
    """Paste a text and send it."""
    app.text_area(key="own text").input(text)
    for name, value in more.items():
        app.text_input(key=f"own {name}").input(value)
    return app.button(key="check text").click().run()


def test_the_form_says_what_it_compares_with(open_page: OpenPage, scores: Scores) -> None:
    """Which corpus, and how many articles; and that nothing leaves the machine."""
    app = open_page("check")
    told = " ".join(part.value for part in (*app.markdown, *app.caption))
    assert f"{articles(scores).height:,} articles of {scores.folder.name}" in told.replace("\\", "")
    assert "Nothing leaves this machine" in told
    assert not app.exception


def test_a_pasted_copy_lands_on_its_verdict(
    open_page: OpenPage, copied: tuple[str, dict[str, object]]
) -> None:
    """On the same page, with the corpus still open: a verbatim copy of an article is never called original."""
    text, row = copied
    app = paste(open_page("check"), text, title="Mine")
    assert not app.exception
    assert not app.error
    shown = html(app)
    assert f"100% of its words stand word for word in {row['outlet']}" in shown
    assert "Credited: " in shown
    assert "riginal" not in shown.partition("mh-window")[0]
    assert "onfidence" not in shown
    assert [part.value for part in app.header] == ["Mine"]
    assert "own" not in app.query_params
    assert open_check("".join(app.query_params["checked"])) is not None


def test_the_verdict_can_be_linked_to(
    open_page: OpenPage, scores: Scores, copied: tuple[str, dict[str, object]]
) -> None:
    """Another session that has the link sees the same; without it, nothing."""
    token = check_uploads([pasted(copied[0])], scores, columns={}, progress=silent)
    assert "word for word in" in html(open_page("check", checked=token))
    assert not open_page("check").header
    app = open_page("check", checked="0" * 32)
    assert "no longer on this machine" in app.info[0].value
    assert app.text_area(key="own text")


def test_both_texts_stand_side_by_side(
    open_page: OpenPage, scores: Scores, copied: tuple[str, dict[str, object]]
) -> None:
    """The words that differ are marked on either side."""
    text, _ = copied
    words = text.split(" ")
    words[len(words) // 2] = "altered"
    token = check_uploads([pasted(" ".join(words))], scores, columns={}, progress=silent)
    shown = html(open_page("check", checked=token))
    assert '<mark class="mh-differs">altered</mark>' in shown
    assert "1 word changed" in shown


def test_a_text_that_nobody_has(open_page: OpenPage, scores: Scores) -> None:
    """It is said that nothing of it stands in this corpus, and in how many articles."""
    shown = html(paste(open_page("check"), ALONE))
    assert (
        f"No passage of eight words or more stands in the {articles(scores).height:,} articles of this corpus."
        in shown
    )
    assert "mh-aligned" not in shown


def test_without_a_corpus_nothing_is_said_of_whose_it_is(open_page: OpenPage) -> None:
    """A lone text: there is nothing to compare it with; it is measured all the same."""
    app = open_page("check", folder=None)
    assert "No corpus is open" in app.info[0].value
    shown = html(paste(app, ALONE))
    assert "Cannot say whose text it is: there is nothing to compare it with." in shown
    assert "There are no articles to compare the values with." in shown


def test_values_are_those_of_the_text_and_quartiles_those_of_the_corpus(scores: Scores) -> None:
    """Value, median and middle half, against the tables."""
    token = check_uploads([pasted(ALONE)], scores, columns={}, progress=silent)
    check = open_check(token)
    assert check is not None
    mine = articles(check.scores).row(0, named=True)
    found = {one.metric.name: one for one in beside_the_corpus(check, mine["article_id"], articles(scores))}
    one = found["sourcing_density"]
    theirs = articles(scores)["sourcing_density"].drop_nulls()
    assert one.value == mine["sourcing_density"]
    assert one.median == theirs.median()
    assert one.middle is not None
    assert (one.middle.low, one.middle.high) == (
        theirs.quantile(0.25, "linear"),
        theirs.quantile(0.75, "linear"),
    )
    assert one.middle.outlets == len(theirs)
    assert one.place in ("above", "within", "below")
    assert all(other.middle is None for other in beside_the_corpus(check, mine["article_id"], None))


def test_a_number_leads_to_its_words(open_page: OpenPage, scores: Scores) -> None:
    """On the same page, marked in the text."""
    token = check_uploads([pasted(ALONE)], scores, columns={}, progress=silent)
    app = open_page("check", checked=token, metric="sourcing_density")
    assert 'class="mh-evidence"' in html(app)
    assert f"checked={token}" in html(app)


def test_tone_toward_actors_beside_the_corpus(scores: Scores) -> None:
    """Mentions in the text's own voice, with how many were read."""
    actor = scores.scan("actors").sort("mentions", descending=True).head(1).collect()
    text = (
        f"{actor['name'][0]} opened the bridge on Monday. The disgraceful {actor['name'][0]} failed again. "
        * 4
    )
    check = open_check(check_uploads([pasted(text)], scores, columns={}, progress=silent))
    assert check is not None
    mentions = check.scores.scan("mentions").filter(pl.col("voice") == "outlet").collect()
    rows = tone_rows(check, check.verdicts["article_id"][0], scores)
    assert sum(row["mentions"] for row in rows) == mentions.height
    assert all(row["read"] <= row["mentions"] for row in rows)


def test_several_files_are_a_list_of_verdicts(
    open_page: OpenPage, scores: Scores, copied: tuple[str, dict[str, object]]
) -> None:
    """One entry an article, those of which most stands elsewhere first; one is opened by its link."""
    uploads = [
        Upload("alone.txt", ALONE.encode()),
        Upload("copy.txt", copied[0].encode()),
        Upload("bad.txt", b"Short."),
    ]
    token = check_uploads(uploads, scores, columns={}, progress=silent)
    app = open_page("check", checked=token)
    assert app.header[0].value.startswith("1 of 2 texts share a passage with another article")
    told = [part.proto.body for part in app.get("html") if "mh-further" in part.proto.body]
    assert "100% of its words" in told[0]
    assert "No passage of eight words" in told[1]
    assert "1 item could not be read" in app.expander[0].label
    check = open_check(token)
    assert check is not None
    copy = check.verdicts.filter(pl.col("other_id").is_not_null())["article_id"][0]
    assert "word for word" in html(open_page("check", checked=token, text=copy))


def test_texts_of_one_headline_are_told_apart_by_their_files(open_page: OpenPage, scores: Scores) -> None:
    """Where two of the given texts are called alike, the list adds the names of their files."""
    text = "The ferry sank at noon\n\n" + ALONE
    uploads = [Upload("one.txt", text.encode()), Upload("two.txt", (text + "Nobody was hurt.").encode())]
    app = open_page("check", checked=check_uploads(uploads, scores, columns={}, progress=silent))
    labels = " ".join(link.proto.label for link in app.get("page_link"))
    assert "one\\.txt" in labels
    assert "two\\.txt" in labels


def test_hostile_texts_and_names_are_shown_as_text(open_page: OpenPage, tmp_path: Path) -> None:
    """Nothing of a text, its headline, outlet or address, nor of the corpus's names, becomes markup."""
    folder = make_hostile_scores(tmp_path / "scores")
    scores = open_scores(folder)
    text = max(scores.scan("texts").collect()["text"], key=len)
    upload = pasted(f"{text}\n\n{NASTY} {NASTY}", title=NASTY, outlet=NASTY, url=NASTY)
    token = check_uploads(
        [upload, pasted(f"{text} {NASTY}", title=NASTY)], scores, columns={}, progress=silent
    )
    check = open_check(token)
    assert check is not None
    assert check.verdicts["other_id"].null_count() == 0
    for part in ("", *check.verdicts["article_id"]):
        app = open_page("check", folder=folder, checked=token, text=part)
        assert not app.exception
        assert "<script" not in html(app)
        assert "<img" not in html(app)
        written = " ".join(part.value for part in (*app.header, *app.markdown, *app.caption))
        assert "](javascript" not in written
        assert " :material" not in written


def test_refusals_are_one_sentence_in_the_words_of_the_page(open_page: OpenPage) -> None:
    """No path of this machine, no option of the command line, no traceback."""
    app = paste(open_page("check"), "Rain fell.")
    assert "fewer than 10" in app.error[0].value
    assert not app.exception
    assert paste(open_page("check"), "  ").info[0].value == "Paste a text first."
    with pytest.raises(ValueError, match="no column holds the articles' text") as refusal:
        check_uploads([Upload("t.csv", b"aaa,bbb\nx,y\n")], None, columns={}, progress=silent)
    assert "--map" not in str(refusal.value)
    assert "masthead-own" not in str(refusal.value)


def test_columns_chosen_are_those_that_are_read(scores: Scores) -> None:
    """A table whose text has an unknown name is read by the column that was chosen."""
    table = f'aaa,bbb\nRain,"{ALONE}"\n'.encode()
    preview = preview_of(Upload("t.csv", table))
    assert preview is not None
    assert "text" not in preview.chosen
    token = check_uploads(
        [Upload("t.csv", table)], scores, columns={"bbb": "text", "aaa": "title"}, progress=silent
    )
    check = open_check(token)
    assert check is not None
    assert check.verdicts["title"].to_list() == ["Rain"]


def test_pick_lists_are_preset_by_what_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview with a pick list for each field; only what was changed is passed on."""
    table = b"Outlet,Headline,zzz\nPost,Rain,It rained.\n"

    def page() -> None:
        import streamlit as st

        from dashboard.check_form import _columns_of
        from dashboard.own_texts import Upload

        st.write(repr(_columns_of(Upload("t.csv", st.session_state["table"]), 0)))

    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["table"] = table
    app.run()
    assert {key: app.selectbox(key=f"own column 0 {key}").value for key in ("outlet", "title", "text")} == {
        "outlet": "Outlet", "title": "Headline", "text": check_form.NO_COLUMN,
    }  # fmt: skip
    assert app.markdown[-1].value == "`({}, False)`" or "({}, False)" in app.markdown[-1].value
    app.selectbox(key="own column 0 text").select("zzz").run()
    assert "({'zzz': 'text'}, True)" in app.markdown[-1].value


def test_two_uploads_are_apart_and_gone_with_their_folder(scores: Scores) -> None:
    """Each has a token of its own; one that is deleted leads nowhere."""
    first, second = (check_uploads([pasted(ALONE)], scores, columns={}, progress=silent) for _ in range(2))
    assert first != second
    folder = checked_folder(first)
    assert folder is not None
    assert not (folder.parent / own_texts.IN).exists()
    shutil.rmtree(folder.parent)
    assert open_check(first) is None
    assert checked_folder(second) is not None
    assert scored_folder(second) is None


def test_marks_of_two_versions_leave_case_and_punctuation_alone() -> None:
    """As the comparison does."""
    assert both_sides("The U.S. left, ‘now’", 'the US left "now"') == (
        "The U.S. left, ‘now’",
        "the US left &quot;now&quot;",
    )
    left, right = both_sides("It rained — a lot", "It snowed a lot")
    assert left == 'It <mark class="mh-differs">rained</mark> — a lot'
    assert right == 'It <mark class="mh-differs">snowed</mark> a lot'


def test_the_strip_is_told_in_words(scores: Scores, copied: tuple[str, dict[str, object]]) -> None:
    """For those who cannot see it."""
    check = open_check(
        check_uploads([pasted(f"{copied[0]}\n\n{prose(3, 80)}")], scores, columns={}, progress=silent)
    )
    assert check is not None
    article_id = check.verdicts["article_id"][0]
    shown = check.holding(article_id)["other_id"].head(1).to_list()
    strip = strip_html(check, article_id, shown)
    assert 'role="img"' in strip
    assert "Of its words stand in " in strip


def test_the_report_is_one_page_that_runs_and_fetches_nothing(
    scores: Scores, copied: tuple[str, dict[str, object]]
) -> None:
    """The verdict, both sides, who has it and the text; hostile words are words, and nothing leads anywhere."""
    text, row = copied
    token = check_uploads([pasted(f"{text}\n{NASTY}", title=NASTY)], scores, columns={}, progress=silent)
    check = open_check(token)
    assert check is not None
    verdict = check.verdicts.row(0, named=True)
    mine = text_of(check.scores, verdict["article_id"])
    report = report_html(check, verdict, mine, {verdict["other_id"]: text}, "the corpus").decode()
    assert report == report_html(check, verdict, mine, {verdict["other_id"]: text}, "the corpus").decode()
    assert as_html(check.told(verdict)) in report
    assert as_html(str(row["outlet"])) in report
    assert report.count('<div class="mh-facing" role="group"') >= 1
    assert f"Compared with the {articles(scores).height:,} articles of the corpus" in report
    assert "default-src 'none'" in report
    assert not re.search(r"<(script|img|a|link|iframe)\b", report.replace("<article", ""))


def test_the_report_on_a_text_that_nobody_has(scores: Scores) -> None:
    """It says so, and shows the text alone."""
    check = open_check(check_uploads([pasted(ALONE)], scores, columns={}, progress=silent))
    assert check is not None
    verdict = check.verdicts.row(0, named=True)
    report = report_html(check, verdict, ALONE, {}, "the corpus").decode()
    assert as_html(check.told(verdict)) in report
    assert "Side by side" not in report
    assert "Who has it" not in report
