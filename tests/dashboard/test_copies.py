"""Who copies: what was taken is what the export says, by dates and outlets; the page leads to the articles."""

import random
import shutil
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard.charts.provenance import copies_matrix, pair_told, reprints_over_time
from dashboard.charts.style import CREDIT_TINTS, INK
from dashboard.copying import (
    CREDITED,
    PART,
    TAKINGS,
    UNCREDITED,
    corner,
    credit_of,
    pair_of,
    pairs,
    printed_by_many,
    reprint_share,
    reprint_shares,
    shared_without_taking,
    takings,
    touching,
    usual_reprint_shares,
)
from dashboard.copying_words import answer, credit_told, kinds_table
from dashboard.wording import share_words
from scoring.compare.flows import find_flows
from scoring.outlets.periods import QUARTER, YEAR
from scoring.schema.kinds import Direction
from scoring.schema.tables import PASSAGES
from tests.dashboard.conftest import OpenPage
from tests.dashboard.test_pages import assert_clean, shown
from tests.dashboard.test_promises import contrast

READABLE = 4.5


def article(
    number: str, outlet: str | None, published: datetime | None = None, **more: object
) -> dict[str, object]:
    """A row of `articles`, as far as copying goes."""
    return {
        "article_id": number, "outlet": outlet, "published": published, "provenance": "original", "body_words": 100,
        "origin_outlet": None, "credit": None, "text_cluster": number,
    } | more  # fmt: skip


def frame(*rows: dict[str, object]) -> pl.DataFrame:
    """Rows of `articles` as a frame."""
    schema = {
        "article_id": pl.String, "outlet": pl.String, "published": pl.Datetime("us"), "provenance": pl.String,
        "body_words": pl.Int64, "origin_outlet": pl.String, "credit": pl.String, "text_cluster": pl.String,
    }  # fmt: skip
    return pl.DataFrame(list(rows), schema=schema)


def passage(one: str, outlet: str, other: str, theirs: str, words: int, **more: object) -> dict[str, object]:
    """A row of `passages`."""
    return {
        "article_id": one, "outlet": outlet, "start": 0, "end": 9, "other_id": other, "other_outlet": theirs,
        "other_start": 0, "other_end": 9, "words": words, "edits": 0, "direction": "from", "credited": False,
        "credit": "", "quoted": 0.0,
    } | more  # fmt: skip


def passages(*rows: dict[str, object]) -> pl.DataFrame:
    """Rows of `passages` as a frame."""
    return pl.DataFrame(list(rows), schema=PASSAGES.schema)


def flows_of(found: pl.DataFrame) -> pl.DataFrame:
    """Takings added up as the table `flows` is."""
    return (
        pairs(found)
        .select(
            "from_outlet",
            "to_outlet",
            "articles",
            "words",
            credited_share=pl.col("credited_words") / pl.col("words"),
        )
        .sort("from_outlet", "to_outlet")
    )


def test_takings_add_up_to_the_exported_flows() -> None:
    """By article, but by the same rule as the export: short, quoted and credited passages, whole bodies by credit."""
    chance = random.Random(3)  # noqa: S311 - invented data
    kinds = ["original", "credited_reprint", "uncredited_reprint", "partial_reuse", "aggregator_copy"]
    names = ["A", "B", "C", "D"]
    rows = [
        article(
            f"n{i}", chance.choice(names), provenance=chance.choice(kinds), body_words=chance.choice([0, 80, 300]),
            origin_outlet=chance.choice([None, "Far Agency", "Faraway"]),
        )
        for i in range(120)
    ]  # fmt: skip
    shared = []
    for _ in range(300):
        one, other = chance.sample(rows, 2)
        if one["outlet"] != other["outlet"]:
            shared.append(
                passage(
                    str(one["article_id"]),
                    str(one["outlet"]),
                    str(other["article_id"]),
                    str(other["outlet"]),
                    chance.randint(12, 60),
                    quoted=chance.choice([0.0, 0.9]),
                    credited=chance.random() < 0.5,
                    direction=chance.choice(["from", "from", "to", "also_printed"]),
                )
            )
    written, copied = frame(*rows), passages(*shared)
    assert_frame_equal(flows_of(takings(written, copied)), find_flows(written, copied))


def test_takings_of_some_articles_alone() -> None:
    """Passages of articles that do not count are left out, and each row tells where its words come from."""
    written = frame(article("a", "A"), article("b", "B", datetime(2024, 5, 1)), article("c", "C"))
    copied = passages(
        passage("b", "B", "a", "A", 40, credited=True, credit="Source: A"),
        passage("b", "B", "c", "C", 20),
        passage("c", "C", "a", "A", 50),
    )
    found = takings(written.filter(pl.col("article_id") == "b"), copied)
    row = {
        "article_id": "b", "from_outlet": "A", "to_outlet": "B", "published": datetime(2024, 5, 1), "words": 40,
        "credited_words": 40, "origin": "a", "credit": "Source: A",
    }  # fmt: skip
    assert found.to_dicts() == [row]
    assert takings(written.clear(), copied).schema == TAKINGS


def test_a_credit_alone_is_a_taking_without_an_origin() -> None:
    """Who credits an agency that is not here took its whole body from it, and nothing can be laid beside it."""
    written = frame(
        article("a", "A", provenance="credited_reprint", origin_outlet="Far Agency", credit="Far Agency")
    )
    found = takings(written, passages())
    assert found.select("from_outlet", "words", "origin").row(0) == ("Far Agency", 100, None)


def test_credit_is_whole_in_part_or_none() -> None:
    """One word of three says how much of the words is credited."""
    words = pl.DataFrame({"words": [9, 9, 9], "credited": [9, 1, 0]})
    kinds = words.select(credit_of(pl.col("words"), pl.col("credited"))).to_series().to_list()
    assert kinds == [CREDITED, PART, UNCREDITED]


def test_a_pair_counts_its_articles_by_credit() -> None:
    """Articles credited, in part and not add up, and the words of the pair say so."""
    written = frame(article("a", "A"), *(article(n, "B") for n in "bcd"))
    copied = passages(
        passage("b", "B", "a", "A", 40, credited=True),
        passage("c", "B", "a", "A", 40),
        passage("d", "B", "a", "A", 30, credited=True),
        passage("d", "B", "a", "A", 30, start=20, end=29),
    )
    row = pairs(takings(written, copied)).row(0, named=True)
    assert (row["articles"], row["credited"], row["in_part"], row["uncredited"], row["words"]) == (
        3,
        1,
        1,
        1,
        140,
    )
    assert credit_told(row) == "1 credited, 1 in part, 1 not"
    assert "B took 140 words in 3 articles from A; 50% of the words credited" in pair_told(row)


def test_the_matrix_holds_those_who_give_and_take_most() -> None:
    """A corner of the pairs: the largest givers, and of these the largest takers."""
    names = [("A", "X"), ("A", "Y"), ("B", "Z"), ("C", "X")]
    between = pl.DataFrame(names, schema=["from_outlet", "to_outlet"], orient="row").with_columns(
        articles=pl.Series([5, 1, 3, 1]), words=pl.lit(9)
    )
    kept = corner(between, 2, 2).select("from_outlet", "to_outlet").rows()
    assert kept == [("A", "X"), ("B", "Z")]
    assert touching(between, ["Z", "Y"])["from_outlet"].to_list() == ["A", "B"]
    assert touching(between, []).height == between.height


def test_shares_over_time_count_and_refuse() -> None:
    """Counts by quarter; no share below six independent texts; undated articles are left out."""
    may, june = datetime(2024, 5, 1), datetime(2024, 8, 1)
    rows = [
        article(f"m{i}", "A", may, provenance="uncredited_reprint" if i < 2 else "original") for i in range(8)
    ]
    rows += [
        article("j", "A", june, provenance="credited_reprint"),
        article("u", "A"),
        article("n", None, may),
    ]
    shares = reprint_shares(frame(*rows))
    counts = shares.select("since", "articles", "reprints", "uncredited").rows()
    assert counts == [("2024-04-01", 8, 2, 2), ("2024-07-01", 1, 1, 0)]
    first, second = shares.rows(named=True)
    assert first["value"] == 2 / 8
    assert first["low"] < first["value"] < first["high"]
    assert second["value"] is None
    whole = reprint_shares(frame(*rows), YEAR).row(0, named=True)
    assert (whole["since"], whole["articles"], whole["reprints"]) == ("2024-01-01", 9, 3)
    assert reprint_shares(frame(article("u", "A"))).is_empty()


def test_the_share_of_all_has_an_interval_or_none() -> None:
    """Of all articles of known outlets, in whatever outlet; none of too few."""
    rows = [
        article(f"m{i}", "AB"[i % 2], provenance="uncredited_reprint" if i < 2 else "original")
        for i in range(8)
    ]
    found = reprint_share(frame(*rows, article("x", None)))
    assert found is not None
    assert found["value"] == 2 / 8
    assert found["low"] < found["value"] < found["high"]
    assert reprint_share(frame(article("a", "A"))) is None
    assert reprint_share(frame()) is None


def test_what_both_print_is_told_once_for_each_pair() -> None:
    """The table holds each passage from both sides; the pair is one, and text that was taken is not among them."""
    also = {"direction": "also_printed"}
    copied = passages(
        passage("a", "A", "b", "B", 20, **also), passage("b", "B", "a", "A", 20, **also),
        passage("a", "A", "c", "C", 20, **also), passage("c", "C", "a", "A", 20, **also),
        passage("b", "B", "c", "C", 20, **also), passage("c", "C", "b", "B", 20, **also),
        passage("c", "C", "d", "D", 99),
    )  # fmt: skip
    written = frame(*(article(n.lower(), n) for n in "ABCD"))
    shared = shared_without_taking(copied, written, Direction.ALSO_PRINTED)
    assert shared.select("outlet", "other_outlet", "articles").rows() == [
        ("A", "B", 1),
        ("A", "C", 1),
        ("B", "C", 1),
    ]
    widest = printed_by_many(copied, written, 5)
    assert widest.select("article_id", "outlets", "words").rows() == [("a", 2, 20)]
    assert printed_by_many(passages(), written, 5).is_empty()


def test_small_shares_are_not_nothing() -> None:
    """A share that rounds to 0% says that it is not 0."""
    text = kinds_table(
        frame(*(article(f"o{i}", "A") for i in range(1500)), article("r", "A", provenance="rewritten"))
    )
    assert "under 0.1%" in text
    assert "over 99.9%" in text
    assert "original among these outlets" in text
    assert share_words(0, 5) == "0%"


def test_the_answer_names_the_pair_that_most_passes_between() -> None:
    """Share, counts, interval, the largest pair, and the largest without credit; names are escaped."""
    written = frame(article("a", "A"), article("b", "*B*"), article("b2", "*B*"), article("c", "C"))
    copied = passages(
        passage("b", "*B*", "a", "A", 90, credited=True),
        passage("b2", "*B*", "a", "A", 90, credited=True),
        passage("c", "C", "a", "A", 40),
    )
    told = answer(390, 3, 17_739, {"low": 0.0199, "high": 0.0243}, pairs(takings(written, copied)))
    assert "**2.2%**" in told
    assert "390 of 17,739; 3 of them without a clear credit" in told
    assert "95% interval 2.0–2.4%" in told
    assert r"**A** to **\*B\***: 2 articles, all credited" in told
    assert "Passages without a credit pass most from A to C: 1 article" in told
    assert "26 of 1,200; all of them are credited." in answer(
        26, 0, 1200, None, pairs(takings(written, copied))
    )
    assert "None** of the 9 articles is" in answer(0, 0, 9, None, pairs(takings(written, copied)))
    assert "No text is known" in answer(0, 0, 9, None, pairs(takings(written, passages())))
    outside = answer(30, 0, 1500, None, pairs(takings(written, copied)), outside=28)
    assert "28 of the 30 name somebody whose text is not in this corpus." in outside
    every = answer(28, 0, 1500, None, pairs(takings(written, copied)), outside=28)
    assert "All of them name somebody" in every


def test_of_pairs_with_one_article_each_none_is_said_to_pass_most() -> None:
    """Three pairs of one article have no largest; how many are not credited is told."""
    written = frame(article("a", "A"), article("b", "B"), article("c", "C"), article("d", "D"))
    copied = passages(
        passage("b", "B", "a", "A", 90, credited=True), passage("c", "C", "a", "A", 40), passage("d", "D", "a", "A", 40)
    )  # fmt: skip
    told = answer(3, 2, 4, None, pairs(takings(written, copied)))
    assert "Most passes" not in told
    assert "3 pairs, 1 article each, 2 of these 3 articles without a credit" in told
    alone = answer(1, 0, 4, None, pairs(takings(written, copied)).head(1))
    assert "1 article took text, from **A** to **B**: credited" in alone


def test_quarters_that_leave_out_most_reprints_are_not_shown() -> None:
    """Where the reprints lie in quarters of few texts, years are shown: else the picture would say 0%."""
    own = [article(f"o{i}", "A", datetime(2024, 5, 1)) for i in range(8)]
    copies = [
        article(f"r{i}", "A", datetime(2024, month, 1), provenance="credited_reprint")
        for i, month in enumerate((1, 8, 11))
    ]
    shares, every = usual_reprint_shares(frame(*own, *copies))
    assert every == YEAR
    assert shares["reprints"].sum() == 3
    within = [article(f"q{i}", "A", datetime(2024, 5, 1), provenance="credited_reprint") for i in range(3)]
    assert usual_reprint_shares(frame(*own, *copies, *within))[1] == QUARTER
    assert usual_reprint_shares(frame())[0].is_empty()


@pytest.mark.parametrize("tint", [tint for ends in CREDIT_TINTS.values() for tint in ends])
def test_figures_stand_out_on_every_cell(tint: str) -> None:
    """Black figures on the weakest and the strongest colour of a cell."""
    assert contrast(INK, tint) >= READABLE


def test_the_pictures_say_what_they_show() -> None:
    """Matrix and small pictures have their numbers in words."""
    written = frame(article("a", "A"), article("b", "B"))
    between = pairs(takings(written, passages(passage("b", "B", "a", "A", 90))))
    matrix = copies_matrix(between, pair_of("A", "B")).to_dict()
    assert "B took 90 words in 1 article from A" in matrix["description"]
    rows = [article(f"m{i}", "A", datetime(2024, 5, 1), provenance="uncredited_reprint") for i in range(7)]
    shares = reprint_shares(frame(*rows))
    small = reprints_over_time(shares, "A", QUARTER, ("2024-04-01", "2024-04-01"), 1.0).to_dict()
    assert "100%" in small["description"]
    assert "7 of 7 articles, 7 without a clear credit" in small["description"]


def test_the_page_shows_the_exported_flows(open_page: OpenPage, synthetic: Path) -> None:
    """The largest pairs stand on the page with their articles and words, each a link that opens it."""
    text = shown(open_page("copies"))
    flows = pl.read_parquet(synthetic / "flows.parquet").sort(["articles", "words"], descending=True)
    row = flows.row(0, named=True)
    assert f"{row['articles']} article" in text
    assert f"{row['words']:,} words" in text
    assert "copies?pair=" in text


def test_a_pair_opens_its_articles(open_page: OpenPage, synthetic: Path) -> None:
    """Each article of the pair is there with its links to the text and to the version that it was taken from."""
    articles = pl.read_parquet(synthetic / "articles.parquet")
    copy = articles.drop_nulls(["outlet", "origin_outlet"]).filter(
        pl.col("outlet") != pl.col("origin_outlet")
    )
    row = copy.row(0, named=True)
    app = open_page("copies", pair=pair_of(row["origin_outlet"], row["outlet"]))
    assert_clean(app)
    text = shown(app)
    found = copy.filter(pl.col("outlet") == row["outlet"], pl.col("origin_outlet") == row["origin_outlet"])
    assert f"against={row['origin_article']}" in text
    assert f"in {found.height} article" in text


def test_an_unknown_pair_is_ignored_with_a_note(open_page: OpenPage) -> None:
    """A link to two outlets between which nothing passed says so and shows the page."""
    app = open_page("copies", pair="Nobody → Nobody else")
    assert_clean(app)
    assert any("ignored" in str(note.value) for note in app.info)


def test_names_that_are_no_outlet_stand_apart(open_page: OpenPage, synthetic: Path, tmp_path: Path) -> None:
    """A name of a credit line is in the list of those that are not in the corpus, and not among the pairs."""
    other = tmp_path / "other"
    shutil.copytree(synthetic, other)
    articles = pl.read_parquet(other / "articles.parquet")
    lone = pl.col("article_id") == "a8"
    articles.with_columns(
        provenance=pl.when(lone).then(pl.lit("credited_reprint")).otherwise("provenance"),
        origin_outlet=pl.when(lone).then(pl.lit("Far <Agency>")).otherwise("origin_outlet"),
    ).write_parquet(other / "articles.parquet")
    app = open_page("copies", folder=other)
    assert "Credited to, text not in the corpus" in [heading.value for heading in app.header]
    assert "Far &lt;Agency&gt;" in shown(app)
    assert all("Far <Agency>" not in option for option in app.selectbox[0].options)


def test_dates_narrow_what_counts(open_page: OpenPage, synthetic: Path) -> None:
    """Only articles of the chosen days are counted, in the answer and in the pairs."""
    articles = pl.read_parquet(synthetic / "articles.parquet").drop_nulls("outlet")
    day = pl.col("published").dt.date()
    kept = articles.filter(day >= datetime(2023, 3, 1).date(), day <= datetime(2023, 3, 31).date())
    app = open_page("copies", **{"from": "2023-03-01", "to": "2023-03-31"})
    assert_clean(app)
    reprints = kept.filter(pl.col("provenance") != "original").height
    assert f"{reprints} of {kept.height}" in app.markdown[0].value
    nothing = open_page("copies", **{"from": "1999-01-01", "to": "1999-01-02"})
    assert_clean(nothing)
    assert "No article of a known outlet" in shown(nothing)
