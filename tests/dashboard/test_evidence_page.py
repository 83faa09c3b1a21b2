"""The page Evidence: filters with counts, groups, marked sources, and right or wrong on each span."""

import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import downloads, facets, judging
from dashboard.scores import evidence_of
from dashboard.span_groups import groups
from dashboard.spans import UNRESOLVED, mention_spans, metric_spans
from dashboard.wording import as_markdown
from scoring.schema.corrections import FILE_NAME, Judgement, change, mark_hash, read_corrections
from scoring.schema.scores import open_scores
from tests.dashboard.conftest import OpenPage
from tests.dashboard.hostile import NASTY
from tests.dashboard.synthetic import PLAIN_OUTLETS, SMALL_OUTLET
from tests.dashboard.test_pages import assert_clean, shown

ONE = PLAIN_OUTLETS[0]


@pytest.fixture
def own(synthetic: Path, tmp_path: Path) -> Path:
    """A copy of the invented folder that may be judged."""
    shutil.copytree(synthetic, tmp_path / "scores")
    return tmp_path / "scores"


def chips(app: AppTest) -> dict[str, list[str]]:
    """The options of each filter as they are shown."""
    return {one.label: [option.replace("\\", "") for option in one.options] for one in app.pills}


def only(app: AppTest) -> list[str]:
    """The filters in the address."""
    held = app.query_params.get("only", [])
    return [held] if isinstance(held, str) else list(held)


def choose(app: AppTest, label: str, *values: str) -> AppTest:
    """Press chips of a filter."""
    return next(one for one in app.pills if one.label == label).set_value(list(values)).run()


def verdicts(app: AppTest) -> list[str | None]:
    """What stands on each card."""
    return [one.value for one in app.segmented_control if one.label.startswith("Is this right?")]


def judge(app: AppTest, card: int, verdict: str | None) -> AppTest:
    """Press right or wrong on a card."""
    controls = [one for one in app.segmented_control if one.label.startswith("Is this right?")]
    return controls[card].set_value(verdict).run()


def cards(app: AppTest) -> list[str]:
    """The cards of a page."""
    return [element.proto.body for element in app.get("html") if 'class="mh-card"' in element.proto.body]


def spans_of(folder: Path, metric: str = "sourcing_density") -> pl.DataFrame:
    """The spans of the outlet with their filters."""
    return metric_spans(open_scores(folder), ONE, metric)


def test_counts_beside_filters_are_those_of_the_table(open_page: OpenPage, synthetic: Path) -> None:
    """Each value of each filter with the number of its spans; what does not differ is no filter."""
    app = open_page("evidence", outlet=ONE, metric="sourcing_density")
    assert_clean(app)
    spans = spans_of(synthetic)
    named, unnamed = (spans.filter(source=kind).height for kind in ("named", "unnamed"))
    assert named + unnamed == evidence_of(open_scores(synthetic), ONE, "sourcing_density").height
    assert chips(app)["Source"] == [f"named · {named}", f"unnamed · {unnamed}"]
    assert "The verb" not in chips(app)
    assert "Tone" not in chips(app)


def test_counts_are_of_what_the_other_filters_leave(open_page: OpenPage, synthetic: Path) -> None:
    """A filter does not narrow its own counts, and its choice is in the address, and opens again from it."""
    app = choose(open_page("evidence", outlet=ONE, metric="sourcing_density"), "Source", "unnamed")
    assert only(app) == ["source.unnamed"]
    spans = facets.with_time(spans_of(synthetic))
    months = spans.filter(source="unnamed")["when"].value_counts()
    assert (
        sum(int(option.rpartition(" · ")[2]) for option in chips(app)["Published"]) == months["count"].sum()
    )
    assert chips(app)["Source"] == [
        f"{kind} · {spans.filter(source=kind).height}" for kind in ("named", "unnamed")
    ]
    again = open_page(
        "evidence", outlet=ONE, metric="sourcing_density", only=["source.unnamed", "when.2023-01"]
    )
    wanted = spans.filter(source="unnamed", when="2023-01").height
    assert f"{wanted} span" in shown(again)
    assert f" of {spans.height}" in shown(again)
    assert "(1 on)" in next(e.label for e in again.expander if e.label.startswith("More filters"))


def test_a_filter_that_nothing_passes_says_so(open_page: OpenPage) -> None:
    """And what the address holds beside is passed over."""
    app = open_page(
        "evidence", outlet=ONE, metric="sourcing_density", only=["when.1999", "x.y", f"sign.{NASTY}"]
    )
    assert_clean(app)
    assert "No span passes these filters" in shown(app)


def test_parts_of_a_statement_are_marked(open_page: OpenPage, synthetic: Path) -> None:
    """Source, cue and content, each in its style, with a legend; what counts is marked as well."""
    app = open_page("evidence", outlet=ONE, metric="sourcing_density")
    texts = dict(pl.read_parquet(synthetic / "texts.parquet").select("article_id", "text").iter_rows())
    (legend,) = (h.proto.body for h in app.get("html") if 'class="mh-legend"' in h.proto.body)
    assert all(part in legend for part in ("mh-source", "mh-cue", "mh-content"))
    by_article: dict[str, list[dict[str, int]]] = {}
    for row in pl.read_parquet(synthetic / "attributions.parquet").iter_rows(named=True):
        by_article.setdefault(row["article_id"], []).append(row)
    for card in cards(app):
        query = parse_qs(urlsplit(unescape(card.split('href="')[1].split('"')[0])).query)
        article, at = query["article"][0], int(query["at"][0].split("-")[0])
        row = next(one for one in by_article[article] if one["cue_start"] == at)
        text = texts[article]
        assert f'title="source">{text[row["source_start"] : row["source_end"]]}<' in card
        assert f'title="cue">{text[row["cue_start"] : row["cue_end"]]}<' in card
        assert f'title="content">{text[row["content_start"] : row["content_end"]]}<' in card
        assert 'class="mh-evidence mh-part mh-cue"' in card


def test_statements_are_grouped_by_source(open_page: OpenPage, synthetic: Path) -> None:
    """Who is quoted how often, the most quoted first; the link of a group opens its spans, with the filters."""
    app = open_page("evidence", outlet=ONE, metric="sourcing_density", view="grouped", only="source.named")
    assert_clean(app)
    (page,) = (
        h.proto.body for h in app.get("html") if "mh-group" in h.proto.body and "<style" not in h.proto.body
    )
    named = spans_of(synthetic).filter(source="named")
    counts = named["group_name"].value_counts().sort("count", "group_name", descending=[True, False])
    first, count = counts.row(0)
    assert f"<summary><b>{first}</b> " in page
    assert page.count("<details") == counts.height
    assert f"Read and judge all {count}</a>" in page
    assert not any(one.label.startswith("Is this right?") for one in app.segmented_control)
    query = parse_qs(urlsplit(unescape(page.split('<p><a href="')[1].split('"')[0])).query)
    opened = open_page("evidence", **query)
    assert f"{count} spans of {spans_of(synthetic).height}" in shown(opened)
    assert only(opened) == ["source.named"]
    next(b for b in opened.button if "show all" in b.label).click().run()
    assert f"{named.height} spans" in shown(opened)


def test_a_pronoun_is_no_source_of_its_own(own: Path) -> None:
    """Whoever is not told by name is one group, whatever the pronoun."""
    rows = pl.read_parquet(own / "attributions.parquet")
    rows.with_columns(speaker=pl.lit(None, pl.String), speaker_name=pl.lit(None, pl.String)).write_parquet(
        own / "attributions.parquet"
    )
    evidence = pl.read_parquet(own / "evidence.parquet")
    he = pl.when(pl.col("label").str.starts_with("source: named")).then(pl.lit("He")).otherwise("text")
    evidence.with_columns(text=he).write_parquet(own / "evidence.parquet")
    (own / "datapackage.json").write_text((own / "datapackage.json").read_text() + "\n")
    assert UNRESOLVED in {group.name for group in groups(spans_of(own))}
    assert "He" not in {group.name for group in groups(spans_of(own))}


def test_tone_is_read_by_actor_and_by_sign(open_page: OpenPage, synthetic: Path) -> None:
    """All actors in one list, grouped or narrowed to a sign; each actor's mentions are those of the table."""
    scores = open_scores(synthetic)
    mentions = mention_spans(scores, ONE, "", "outlet", "")
    app = open_page("evidence", outlet=ONE, metric="tone")
    assert_clean(app)
    assert f"{mentions.height} spans" in shown(app)
    signs = {option.partition(" · ")[0]: int(option.rpartition(" · ")[2]) for option in chips(app)["Tone"]}
    by_sign = dict(mentions["sign"].value_counts().iter_rows())
    assert signs == {facets.BY_NAME["sign"].told(sign): count for sign, count in by_sign.items()}
    trained = mentions["trained"]
    assert by_sign["friendly"] == (trained >= 0.24).sum()
    grouped = open_page("evidence", outlet=ONE, metric="tone", view="grouped")
    for actor, count in mentions["group_name"].value_counts().iter_rows():
        assert f"<b>{actor}</b>" in shown(grouped)
        assert f"{count} span" in shown(grouped)
    assert "Read by" not in chips(app)  # all were read by the trained reader


def test_reprints_are_told_by_the_other_outlet(own: Path, open_page: OpenPage) -> None:
    """With whether they are credited, whatever the outlet's name holds."""
    articles = pl.read_parquet(own / "articles.parquet").filter(outlet=ONE)["article_id"].to_list()
    odd = "The Post, credited, Daily" + NASTY
    labels = [f"taken from {odd}, not credited", "taken from Wire, credited", "taken from Wire, not credited"]
    rows = [
        (name, "reprint_originality", 0, 20, "x", label, 3.0)
        for name, label in zip(articles, labels, strict=False)
    ]
    evidence = pl.read_parquet(own / "evidence.parquet")
    pl.concat([evidence, pl.DataFrame(rows, schema=evidence.schema, orient="row")]).write_parquet(
        own / "evidence.parquet"
    )
    (own / "datapackage.json").write_text((own / "datapackage.json").read_text() + "\n")
    spans = spans_of(own, "reprint_originality")
    assert set(spans.select("other", "credit").iter_rows()) == {
        (odd, "not credited"), ("Wire", "credited"), ("Wire", "not credited"),
    }  # fmt: skip
    app = open_page("evidence", folder=own, outlet=ONE, metric="reprint_originality", view="grouped")
    assert_clean(app)
    assert chips(app)["Credit"] == ["credited · 1", "not credited · 2"]
    assert "<b>Wire</b> " in shown(app)


def test_a_verdict_is_kept_counted_and_taken_back(own: Path, open_page: OpenPage) -> None:
    """It names the span and holds none of its words; it is there for the next session; pressed again it is gone."""
    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    assert verdicts(app) == [None] * 10
    judge(app, 0, "right")
    judge(app, 1, "wrong")
    assert_clean(app)
    assert verdicts(app)[:3] == ["right", "wrong", None]
    assert as_told("1 of 2 judged right, 9–91%") in shown(app)
    rows = list(read_corrections(own).rows.values())
    texts = dict(pl.read_parquet(own / "texts.parquet").select("article_id", "text").iter_rows())
    for row in rows:
        assert row.sha1 == mark_hash(texts[row.article_id][row.start : row.end])
        assert (row.metric, row.drawn, row.note, row.actor, row.said) == (
            "sourcing_density",
            "random",
            "",
            "",
            "",
        )
        kept = (own / FILE_NAME).read_text().partition("\n")[2].replace("\n", ",").split(",")
        assert texts[row.article_id][row.start : row.end] not in kept
    other = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    assert verdicts(other)[:3] == ["right", "wrong", None]
    narrowed = choose(other, "Judged", "wrong")
    assert verdicts(narrowed) == ["wrong"]
    judge(app, 0, None)
    assert {row.verdict for row in read_corrections(own).rows.values()} == {"wrong"}
    next(b for b in app.button if b.label == "Take back the last").click().run()
    assert verdicts(app)[:2] == ["right", "wrong"]
    for _ in range(2):
        next(b for b in app.button if b.label == "Take back the last").click().run()
    assert not (own / FILE_NAME).exists()
    assert not [b for b in app.button if b.label == "Take back the last"]


def as_told(text: str) -> str:
    """Words as they stand in Markdown."""
    from dashboard.wording import as_markdown

    return as_markdown(text)


def test_two_sessions_judge_at_once(own: Path, open_page: OpenPage) -> None:
    """Neither loses what the other said; the last word on a span counts."""
    first = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    second = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    judge(first, 0, "right")
    judge(second, 1, "wrong")
    judge(second, 0, "wrong")
    assert verdicts(second)[:2] == ["wrong", "wrong"]
    assert verdicts(first.run())[:2] == ["wrong", "wrong"]


@pytest.mark.parametrize("note", [NASTY, "=cmd|' /C calc'!A0", "  plain\nwords  "])
def test_a_note_is_shown_as_it_is_written(own: Path, open_page: OpenPage, note: str) -> None:
    """Without a verdict too; nothing in it is obeyed; emptied, it is gone."""
    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    written = next(one for one in app.text_input if one.label.startswith("What is wrong"))
    written.set_value(note).run()
    assert_clean(app)
    (row,) = read_corrections(own).rows.values()
    assert row.verdict == ""
    assert row.note.split() == note.replace("\x1b", " ").replace("\u202e", " ").split()
    assert as_told(row.note) in shown(app)
    next(one for one in app.text_input if one.label.startswith("What is wrong")).set_value(" ").run()
    assert not (own / FILE_NAME).exists()


def test_what_was_chosen_is_not_called_random(own: Path, open_page: OpenPage) -> None:
    """Strongest first, or narrowed by anything but earlier judgements, says nothing of the others."""
    for number, asked in enumerate(({"sort": "strongest"}, {"only": "source.named"})):
        judge(
            open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density", **asked), number, "right"
        )
    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density", only="judged.no")
    assert "none of them drawn at random" in shown(app)
    judge(app, 0, "right")
    assert sorted(row.drawn for row in read_corrections(own).rows.values()) == ["chosen", "chosen", "random"]


def test_a_tone_is_judged_as_it_was_shown(own: Path, open_page: OpenPage) -> None:
    """With actor, reading and sign; where the program says otherwise later, the verdict holds no more and says so."""
    app = judge(open_page("evidence", folder=own, outlet=ONE, actor="china", voice="quoted"), 0, "wrong")
    (row,) = read_corrections(own).rows.values()
    mentions = pl.read_parquet(own / "mentions.parquet")
    mention = mentions.filter(article_id=row.article_id, start=row.start, actor="china").row(0, named=True)
    sign = (
        "neutral" if abs(mention["trained"]) < 0.24 else "friendly" if mention["trained"] > 0 else "hostile"
    )
    assert (row.metric, row.said) == ("actor_sentiment_trained", sign)
    assert verdicts(app)[0] == "wrong"
    mentions.with_columns(trained=pl.lit(0.9 if sign != "friendly" else -0.9)).write_parquet(
        own / "mentions.parquet"
    )
    (own / "datapackage.json").write_text((own / "datapackage.json").read_text() + "\n")
    again = open_page("evidence", folder=own, outlet=ONE, actor="china", voice="quoted")
    assert set(verdicts(again)) == {None}
    assert as_told("1 judged wrong is said no more") in shown(again)


def test_a_judgement_finds_its_words_after_an_update(own: Path, open_page: OpenPage) -> None:
    """A text that grew at its head: the verdict stands at the words, and can be changed there."""
    judge(open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density"), 0, "right")
    (row,) = read_corrections(own).rows.values()
    mine = pl.col("article_id") == row.article_id
    for name in ("texts", "evidence", "attributions"):
        table = pl.read_parquet(own / f"{name}.parquet")
        moved = {
            column: pl.when(mine).then(pl.col(column) + 3).otherwise(pl.col(column))
            for column, dtype in table.schema.items()
            if column.endswith(("start", "end")) and dtype.is_integer()
        }
        if name == "texts":
            moved = {"text": pl.when(mine).then("Up " + pl.col("text")).otherwise("text")}
        table.with_columns(**moved).write_parquet(own / f"{name}.parquet")
    (own / "datapackage.json").write_text((own / "datapackage.json").read_text() + "\n")
    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density", only="judged.right")
    assert verdicts(app) == ["right"]
    judge(app, 0, "wrong")
    (now,) = read_corrections(own).rows.values()
    assert (now.start, now.verdict, now.drawn) == (row.start + 3, "wrong", "random")


def test_a_folder_that_cannot_be_written_says_so(
    own: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence; nothing to press; what was judged before is shown."""
    app = judge(open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density"), 0, "right")
    monkeypatch.setattr(judging, "can_write", lambda _: False)
    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    assert_clean(app)
    assert shown(app).count(as_told(judging.CANNOT_WRITE)) == 1
    assert verdicts(app)[0] == "right"
    assert all(one.disabled for one in app.segmented_control if one.label.startswith("Is this right?"))


def test_a_write_that_fails_says_so_and_changes_nothing(
    own: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full, or somebody took the right to write away: one sentence, and the card as it was."""

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    monkeypatch.setattr(judging, "change", refuse)
    judge(app, 0, "right")
    assert_clean(app)
    assert [error.value for error in app.error] == [as_told(judging.CANNOT_WRITE)]
    assert verdicts(app)[0] is None
    assert not app.run().error


def test_rubbish_in_the_file_is_named_and_left(own: Path, open_page: OpenPage) -> None:
    """The rest holds; a file that is none at all is told in a sentence and cannot be judged into."""
    judge(open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density"), 0, "right")
    with (own / FILE_NAME).open("a", encoding="utf-8") as out:
        out.write(f"a1,1,2,{NASTY.splitlines()[0].replace(',', ' ')}\n")
    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    assert_clean(app)
    assert as_told("1 row of corrections.csv cannot be read") in shown(app)
    assert verdicts(app)[0] == "right"
    judge(app, 1, "wrong")
    assert len(read_corrections(own).refused) == 1
    (own / FILE_NAME).write_bytes(b"\xff")
    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    assert_clean(app)
    assert as_told("is not in UTF-8") in shown(app)
    assert (own / FILE_NAME).read_bytes() == b"\xff"


def test_judgements_are_downloaded_and_in_the_zip(own: Path) -> None:
    """The same bytes as the command line exports."""
    scores = open_scores(own)
    before = downloads.zipped(scores)
    one = Judgement("a", 1, 5, mark_hash("said"), "hedges", verdict="wrong")
    change(own, one.key, replace(one, note="=x"))
    assert downloads.judgements_bytes(scores) == (own / FILE_NAME).read_bytes()
    assert (own / FILE_NAME).read_bytes() in unzipped(downloads.zipped(scores)).values()
    assert FILE_NAME not in unzipped(before)


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_method_tells_what_was_judged(own: Path, open_page: OpenPage) -> None:
    """Of the metric that one came from, and of all."""
    assert as_told("nothing yet") in shown(open_page("method", folder=own, metric="sourcing_density"))
    judge(open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density"), 0, "right")
    app = open_page("method", folder=own, metric="sourcing_density")
    assert_clean(app)
    assert as_told("1 of 1 judged right, 21–100%") in shown(app)
    table = open_page("method", folder=own, part="figures").dataframe[0].value
    assert table.to_dict("records")[0]["right"] == "1 of 1"


def test_every_metric_and_both_views_run_clean(open_page: OpenPage, synthetic: Path) -> None:
    """Whatever a metric's evidence is, or where it has none."""
    for metric in (
        "boilerplate_ratio",
        "quotation_share",
        "readability",
        "source_diversity",
        "unnamed_source_share",
    ):
        for view in ("list", "grouped"):
            assert_clean(open_page("evidence", outlet=ONE, metric=metric, view=view))


@pytest.mark.parametrize("table", ["attributions", "mentions", "actors"])
def test_an_absent_table_is_simply_not_shown(own: Path, open_page: OpenPage, table: str) -> None:
    """Without attributions the spans are shown as they are."""
    (own / f"{table}.parquet").unlink()
    app = open_page("evidence", folder=own, outlet=ONE, metric="sourcing_density")
    assert_clean(app)
    assert "mh-evidence" in "".join(cards(app))


def test_the_value_has_its_unit_and_what_it_is_counted_in(open_page: OpenPage) -> None:
    """Unit, texts and words beside the value; no unit where there is no value."""
    app = open_page("evidence", outlet=ONE, metric="sourcing_density")
    told = next(part.value for part in app.markdown if part.value.startswith(f"**{as_markdown(ONE)}: "))
    assert re.search(
        r"\*\* statements per 1,000 words, from [\d,]+ articles?, .* words\.$", told.replace("\\", "")
    )
    few = open_page("evidence", outlet=SMALL_OUTLET, metric="sourcing_density")
    told = next(part.value for part in few.markdown if "not enough data" in part.value)
    assert "needed**, from" in told
