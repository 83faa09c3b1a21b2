"""Finished tables: who is counted, what is left out, whose text is whose."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scoring.catalogue.find import catalogue
from scoring.outlets.aggregate import MINIMUM_INDEPENDENT_TEXTS, cells_by_parts, outlet_cells
from scoring.run import assemble
from scoring.run.assemble import actor_rows, outlet_rows, shown_scores, story_rows
from scoring.run.options import Options
from scoring.run.score import score
from scoring.schema.metrics import Declarations
from scoring.schema.tables import MEASUREMENTS
from scoring.schema.thresholds import SPEAKER_MENTIONS
from tests.compare.corpora import day

from .test_score import write_corpus

ENOUGH = 2 * MINIMUM_INDEPENDENT_TEXTS
NAMES = {"china": "China", "russia": "Russia"}
_ARTICLES = {
    "article_id": pl.String,
    "outlet": pl.String,
    "group": pl.String,
    "title": pl.String,
    "published": pl.Datetime("us"),
    "story_id": pl.String,
    "text_cluster": pl.String,
}


def articles_of(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Rows of articles; each its own text and story, of the outlet Echo, unless told otherwise."""
    filled = [
        {"article_id": f"a{n:02}", "outlet": "Echo", "text_cluster": f"a{n:02}", "story_id": f"a{n:02}"}
        | dict(row)
        for n, row in enumerate(rows)
    ]
    return pl.DataFrame([{name: row.get(name) for name in _ARTICLES} for row in filled], schema=_ARTICLES)


def mentions_of(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Rows of mentions: of China in the outlet's own voice and without a tone, unless told otherwise."""
    plain = {
        "actor": "china",
        "voice": "outlet",
        "speaker": None,
        "speaker_name": None,
        "lexicon": 0.0,
        "trained": None,
    }
    columns = {"article_id": pl.String, "actor": pl.String, "voice": pl.String, "speaker": pl.String}
    columns |= {"speaker_name": pl.String}
    schema = columns | {"lexicon": pl.Float64, "trained": pl.Float64}
    return pl.DataFrame([plain | dict(row) for row in rows], schema=schema)


def tones_of(actor: str, count: int, voice: str = "outlet") -> pl.DataFrame:
    """Measurements of tone toward an actor in as many articles, three mentions in each."""
    rows = [(f"a{n:02}", "actor_sentiment", "body", actor, voice, n % 3 - 1.0, 3.0) for n in range(count)]
    return pl.DataFrame(rows, schema=MEASUREMENTS.schema, orient="row")


def _scored(measurements: pl.DataFrame, articles: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    return shown_scores(outlet_cells(measurements, articles, metrics), articles, metrics)


def test_passing_persons_have_no_scores() -> None:
    """A person of one article is not listed for the outlet; a known actor is, with the status insufficient."""
    articles = articles_of(*[{}] * ENOUGH)
    measurements = pl.concat(
        [tones_of("person:Anna Berg", 1), tones_of("person:Tomas Ilic", ENOUGH), tones_of("china", 1)]
    )
    scores = _scored(measurements, articles, catalogue()).filter(metric="actor_sentiment")
    assert scores.select("actor", "status").rows() == [
        ("china", "insufficient"),
        ("person:Tomas Ilic", "ok"),
    ]


def test_scores_of_what_is_not_a_person_stay() -> None:
    """The filter of persons touches no other row, applicable or not."""
    scores = _scored(tones_of("china", 1), articles_of({}), catalogue())
    names = {name for name, metric in catalogue().items() if not metric.by_actor}
    assert set(scores["metric"]) == names | {"actor_sentiment"}


def test_an_outlet_is_counted_with_its_texts_and_dates() -> None:
    """Articles, independent texts, the first and the last known date, of each known outlet."""
    articles = articles_of(
        {"published": day(3)},
        {"published": day(1), "text_cluster": "a00"},
        {"published": None},
        {"outlet": "Bolt", "published": None},
        {"outlet": None, "published": day(9)},
    )
    rows = outlet_rows(articles, _scored(tones_of("china", 0), articles, catalogue()), catalogue()).sort(
        "outlet"
    )
    counted = ("outlet", "articles", "independent_texts", "first_published", "last_published")
    assert rows.select(counted).rows() == [("Bolt", 1, 1, None, None), ("Echo", 3, 2, day(1), day(3))]


@pytest.mark.parametrize(
    ("labels", "label"),
    [
        (["left", "right", "right", None, None], "right"),
        (["right", "left"], "left"),
        ([None, None], None),
        ([None, None, "left"], "left"),
    ],
)
def test_an_outlet_bears_the_label_of_most_of_its_articles(
    labels: Sequence[str | None], label: str | None
) -> None:
    """Articles without a label do not vote; at a tie the first in the alphabet wins, whatever the order."""
    for given in (labels, labels[::-1]):
        articles = articles_of(*({"group": one} for one in given))
        rows = outlet_rows(articles, _scored(tones_of("china", 0), articles, catalogue()), catalogue())
        assert rows["group"].to_list() == [label]


def test_headline_metrics_stand_in_the_outlets_table_in_their_first_reading() -> None:
    """Value, interval and status of each are those of the scores table; metrics by actor have no column."""
    articles = articles_of(*[{}] * ENOUGH)
    measurements = pl.DataFrame(
        [
            (f"a{n:02}", "named_source_share", reading, "", "", float(n % 2 + (reading == "own")), 4.0)
            for n in range(ENOUGH)
            for reading in ("body", "own")
        ],
        schema=MEASUREMENTS.schema,
        orient="row",
    )
    scores = _scored(measurements, articles, catalogue())
    row = outlet_rows(articles, scores, catalogue()).row(0, named=True)
    body = scores.filter(metric="named_source_share", reading="body").row(0, named=True)
    assert row["named_source_share"] == body["value"] == pytest.approx(0.125)
    assert (row["named_source_share_low"], row["named_source_share_high"]) == (body["low"], body["high"])
    assert row["named_source_share_status"] == "ok"
    assert row["quotation_share_status"] == "not_applicable"
    shown = {name for name, m in catalogue().items() if m.headline and not m.by_actor}
    assert {name for name in row if name in catalogue()} == shown


def test_a_story_counts_its_known_outlets() -> None:
    """The unknown outlet is nobody: it is not counted as one more."""
    articles = articles_of(
        {"story_id": "a00", "title": "Lanterns", "published": day(2)},
        {"story_id": "a00", "title": "Bells", "outlet": None, "published": day(1)},
        {"story_id": "a00", "outlet": "Bolt", "text_cluster": "a00"},
        {"story_id": "a03", "outlet": None},
    )
    rows = story_rows(articles).sort("story_id")
    assert rows.select("story_id", "title", "articles", "outlets", "independent_texts").rows() == [
        ("a00", "Lanterns", 3, 2, 2),
        ("a03", None, 1, 0, 1),
    ]
    assert rows["first_published"].to_list() == [day(1), None]
    assert rows["last_published"].to_list() == [day(2), None]


def test_a_speaker_has_a_row_from_three_mentions_on() -> None:
    """One who speaks of an actor now and then is counted with all speakers only."""
    articles = articles_of(*[{}] * 5)
    said = {"voice": "quoted"}
    often = [{"article_id": f"a{n:02}", "speaker": "Anna Berg"} | said for n in range(SPEAKER_MENTIONS)]
    seldom = [{"article_id": f"a{n:02}", "speaker": "Tomas Ilic"} | said for n in range(SPEAKER_MENTIONS - 1)]
    unknown = [{"article_id": f"a{n:02}"} | said for n in range(5)]
    rows = actor_rows(mentions_of(*often, *seldom, *unknown).lazy(), articles, NAMES).sort("speaker")
    assert rows.select("speaker", "mentions", "articles").rows() == [("", 10, 5), ("Anna Berg", 3, 3)]
    assert SPEAKER_MENTIONS == 3


def test_mentions_of_a_speaker_are_counted_by_outlet_actor_and_voice() -> None:
    """Three mentions of two actors, in two outlets or in two voices are not three of one."""
    articles = articles_of({}, {"outlet": "Bolt"})
    scattered = [
        {"article_id": "a00", "voice": "quoted"},
        {"article_id": "a00", "voice": "quoted"},
        {"article_id": "a01", "voice": "quoted"},
        {"article_id": "a00", "voice": "paraphrased"},
        {"article_id": "a00", "voice": "quoted", "actor": "russia"},
    ]
    rows = actor_rows(mentions_of(*({"speaker": "Anna Berg"} | m for m in scattered)).lazy(), articles, NAMES)
    assert set(rows["speaker"]) == {""}
    assert rows.sort("outlet", "actor", "voice").select("outlet", "actor", "voice", "mentions").rows() == [
        ("Bolt", "china", "quoted", 1),
        ("Echo", "china", "paraphrased", 1),
        ("Echo", "china", "quoted", 2),
        ("Echo", "russia", "quoted", 1),
    ]


def test_actors_are_counted_in_articles_and_independent_texts() -> None:
    """Several mentions of an article count once there, a reprint adds no text, the unknown outlet has no row."""
    articles = articles_of({}, {"text_cluster": "a00"}, {}, {"outlet": None})
    found = [{"article_id": f"a{n:02}"} for n in (0, 0, 1, 2, 3)]
    rows = actor_rows(mentions_of(*found).lazy(), articles, NAMES)
    assert rows.select("outlet", "mentions", "articles", "independent_texts").rows() == [("Echo", 4, 3, 2)]
    assert rows.select("name", "status", "lexicon").rows() == [("China", "insufficient", None)]
    assert rows.select("trained_mentions", "trained_texts").rows() == [(0, 0)]


def test_an_actors_tone_is_scored_as_any_metric() -> None:
    """With enough texts the mean of all mentions, with its interval, by each reading that was taken."""
    articles = articles_of(*[{}] * ENOUGH)
    found = [
        {
            "article_id": f"a{n:02}",
            "lexicon": n % 2 / 2,
            "trained": -0.5 if n < 3 else None,
            "voice": "outlet",
        }
        for n in range(ENOUGH)
    ] * 2
    row = actor_rows(mentions_of(*found).lazy(), articles, NAMES).row(0, named=True)
    assert row["lexicon"] == pytest.approx(0.25)
    assert row["lexicon_low"] < row["lexicon"] < row["lexicon_high"]
    assert (row["status"], row["trained"], row["trained_low"]) == ("ok", None, None)
    assert (row["mentions"], row["trained_mentions"], row["trained_texts"]) == (2 * ENOUGH, 6, 3)
    scores = _scored(
        pl.DataFrame(
            [
                (f"a{n:02}", "actor_sentiment", "body", "china", "outlet", float(n % 2), 2.0)
                for n in range(ENOUGH)
            ],
            schema=MEASUREMENTS.schema,
            orient="row",
        ),
        articles,
        catalogue(),
    ).filter(metric="actor_sentiment")
    assert scores.select("value", "low", "high").row(0) == pytest.approx(
        (row["lexicon"], row["lexicon_low"], row["lexicon_high"])
    )


def test_the_trained_tone_stands_in_its_own_column() -> None:
    """Where both readings have enough, each has its mean."""
    articles = articles_of(*[{}] * ENOUGH)
    found = [{"article_id": f"a{n:02}", "lexicon": 0.5, "trained": -0.25} for n in range(ENOUGH)]
    row = actor_rows(mentions_of(*found).lazy(), articles, NAMES).row(0, named=True)
    assert (row["lexicon"], row["trained"]) == (pytest.approx(0.5), pytest.approx(-0.25))
    assert row["trained_low"] <= row["trained"] <= row["trained_high"]


def test_passing_persons_have_no_row_among_the_actors() -> None:
    """A person is listed where enough is known of the tone toward them, under the name without the prefix."""
    articles = articles_of(*[{}] * ENOUGH)
    found = [{"article_id": f"a{n:02}", "actor": "person:Tomas Ilic"} for n in range(ENOUGH)]
    found += [{"article_id": "a00", "actor": "person:Anna Berg"}, {"article_id": "a00", "actor": "russia"}]
    rows = actor_rows(mentions_of(*found).lazy(), articles, NAMES).sort("actor")
    assert rows.select("actor", "name", "status").rows() == [
        ("person:Tomas Ilic", "Tomas Ilic", "ok"),
        ("russia", "Russia", "insufficient"),
    ]


AGENCY = (
    "Three of the nine captains refused to sail before the board had said who would pay for the lamps, the ropes "
    "and the paint that the storm had taken from the pier in the first night of the year. "
    "The ferry company repaired forty chairs on the morning of the ninth day and said nothing about it to "
    "those who had waited on the quay since the first of them broke under the weight of the town clerk, who "
    "laughed about it, got up, and wrote a long letter to the board of the company on the same evening. "
)
ADDED = (
    "The clerk has since bought a chair of her own, a green one with four legs of solid oak, which she carries "
    "on her back through the rain. "
)
OWN = (
    "Nobody in the harbour had ever seen nine lanterns hang in one row along the quay, and when the wind rose "
    "in the evening the children of the town ran out to count them, twice, and found that one of them was gone."
)


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Scores of a chain of reprints: b has all of a and a sentence more, c has that sentence and the end of a."""
    folder = tmp_path_factory.mktemp("chained")
    rows = [
        {"id": "a", "outlet": "Wire", "text": AGENCY, "group": "left"},
        {"id": "b", "outlet": "Echo", "text": AGENCY + ADDED, "group": "right"},
        {"id": "c", "outlet": "Bolt", "text": ADDED + AGENCY[-40:], "group": ""},
        {"id": "d", "outlet": "Post", "text": OWN, "group": "left"},
        {
            "id": "e",
            "outlet": "",
            "text": "On the ninth day it rained, and then the tenth day came with snow.",
        },
    ]
    dated = [row | {"date": f"2031-03-0{n}"} for n, row in enumerate(rows, start=1)]
    options = Options(trained_mentions=0)
    score([write_corpus(folder / "in", dated)], folder / "out", options)
    return folder / "out"


def read(folder: Path, name: str) -> pl.DataFrame:
    """A table of a scores folder."""
    return pl.read_parquet(folder / f"{name}.parquet")


def test_a_reprint_of_a_reprint_is_the_first_text(chained: Path) -> None:
    """Chains are followed to their end: three outlets print one independent text."""
    articles = read(chained, "articles")
    assert articles.filter(article_id="c")["origin_article"].to_list() == ["b"]
    assert dict(articles.select("article_id", "text_cluster").iter_rows()) == {
        "a": "a",
        "b": "a",
        "c": "a",
        "d": "d",
        "e": "e",
    }
    story = read(chained, "stories").filter(story_id=articles["story_id"][0]).row(0, named=True)
    assert story["independent_texts"] < story["articles"]


def test_tables_that_are_read_with_the_articles_carry_their_outlet(chained: Path) -> None:
    """A passage says whose article it stands in; every article keeps the label that the input gave it."""
    passages = read(chained, "passages")
    outlets = dict(read(chained, "articles").select("article_id", "outlet").iter_rows())
    assert passages.height >= 4
    assert all(outlets[i] == outlet for i, outlet in passages.select("article_id", "outlet").iter_rows())
    labels = read(chained, "articles").sort("article_id")["group"].to_list()
    assert labels == ["left", "right", None, "left", None]
    assert dict(read(chained, "outlets").select("outlet", "group").iter_rows()) == {
        "Bolt": None,
        "Echo": "right",
        "Post": "left",
        "Wire": "left",
    }


def test_what_one_outlet_took_from_another_is_a_flow(chained: Path) -> None:
    """The flows of a whole run go from the first outlet to the second."""
    flows = read(chained, "flows").select("from_outlet", "to_outlet").rows()
    assert ("Wire", "Echo") in flows
    assert ("Echo", "Wire") not in flows


def test_without_csv_the_same_tables_are_there(chained: Path, tmp_path: Path) -> None:
    """`csv=False` leaves out the CSV files alone."""
    path = write_corpus(tmp_path / "in", [{"id": "d", "outlet": "Post", "text": OWN, "date": "2031-03-04"}])
    score([path], tmp_path / "out", Options(trained_mentions=0, csv=False))
    assert not list((tmp_path / "out").glob("*.csv"))
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        p.name for p in chained.iterdir() if p.suffix != ".csv"
    }
    kept = ["article_id", "text_cluster", "words", "provenance"]
    assert_frame_equal(
        read(tmp_path / "out", "articles").select(kept),
        read(chained, "articles").filter(article_id="d").select(kept),
    )


def test_the_moment_of_a_date_is_kept(chained: Path) -> None:
    """Dates of the input stand in the articles and, as first and last, in the outlets."""
    assert read(chained, "outlets").filter(outlet="Echo")["first_published"].to_list() == [
        datetime(2031, 3, 2)
    ]


def test_outlets_read_in_groups_give_what_all_at_once_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few articles are read together, cells and tone toward actors are the same rows in the same order."""
    outlets = ["Echo", "Post", None, "Sun", "Echo", "Sun", "Sun"] * ENOUGH
    articles = articles_of(*({"outlet": outlet} for outlet in outlets))
    ids = articles["article_id"].to_list()
    mentions = mentions_of(
        *({"article_id": one, "lexicon": n % 3 - 1.0, "speaker": "Anna Berg"} for n, one in enumerate(ids))
    )
    measurements = pl.DataFrame(
        [(one, "actor_sentiment", "body", "china", "outlet", n % 5 - 2.0, 2.0) for n, one in enumerate(ids)],
        schema=MEASUREMENTS.schema,
        orient="row",
    )

    def tables() -> tuple[pl.DataFrame, pl.DataFrame]:
        read = assemble._read_by_outlets(measurements.lazy(), articles)
        return cells_by_parts(read, catalogue()), actor_rows(mentions.lazy(), articles, NAMES).sort(
            "outlet", "speaker"
        )

    together = tables()
    assert together[0].equals(outlet_cells(measurements, articles, catalogue()))
    assert set(together[0]["outlet"]) == {"Echo", "Post", "Sun"}
    monkeypatch.setattr(assemble, "READ_AT_ONCE", 1)
    monkeypatch.setattr(assemble, "MENTIONED_AT_ONCE", 1)
    for apart, whole in zip(tables(), together, strict=True):
        assert apart.equals(whole)
