"""A batch of articles measured: the row of each, its measurements, and the spans that they rest on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest

from scoring.actors import gazetteer as gazetteers
from scoring.catalogue.find import catalogue
from scoring.compare.compare import compare
from scoring.compare.tokens import tokenise
from scoring.run import measure
from scoring.run.measure import Instruments, Measured, findings_of, measure_batch
from scoring.schema.thresholds import EVIDENCE_CHARACTERS
from tests.compare.corpora import corpus, day

STORY = (
    "The harbour board bought nine lanterns on Monday, the mayor Anna Berg told reporters in the old hall.\n"
    "“We will hang them along the quay of the fishing port,” said Anna Berg, the mayor of the town.\n"
    "According to a report by the police, two rowing boats and a brass bell were mislaid in the same week.\n"
    "China sent a wonderful present of forty chairs, and nobody in the town hall could say why it did so."
)
AGENCY = (
    "The ferry company repaired forty chairs on the morning of the ninth day and said nothing about it to "
    "those who had waited on the quay since the first of them broke under the weight of the town clerk, who "
    "laughed about it, got up, and wrote a long letter to the board of the company on the same evening."
)


def measured(*rows: Mapping[str, Any], reader: object | None = None, most: int | None = 0) -> Measured:
    """What measuring gives for articles that are compared with one another as in a run."""
    articles = corpus(*rows)
    tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    compared = compare(articles, tokens)
    return measure_batch(
        articles,
        tokens,
        findings_of(compared),
        Instruments(gazetteers.load(), reader, most),  # type: ignore[arg-type]
    )


def row_of(result: Measured, article_id: str = "a") -> dict[str, Any]:
    """The article's row."""
    return result.tables["articles"].filter(article_id=article_id).row(0, named=True)


@pytest.fixture(scope="module")
def story() -> Measured:
    """One article measured."""
    return measured(
        {"article_id": "a", "outlet": "Echo", "title": "Lanterns", "byline": "By Ruth Okafor", "text": STORY}
    )


def test_an_articles_value_is_per_times_its_ratio(story: Measured) -> None:
    """The row of an article gives each metric in the metric's unit: sources per 1,000 words, not per word."""
    values = row_of(story)
    for name, metric in catalogue().items():
        parts = story.tables["measurements"].filter(metric=name, reading=metric.main_reading)
        counted = parts["denominator"].sum()
        expected = metric.per * parts["numerator"].sum() / counted if counted else None
        assert values[name] == (None if expected is None else pytest.approx(expected, abs=1e-6)), name
    assert values["sourcing_density"] > 1
    assert 0 < values["quotation_share"] < 1


def test_what_cannot_be_counted_is_missing() -> None:
    """A ratio without a denominator has no row among the measurements and no value, not nought."""
    result = measured(
        {"article_id": "a", "outlet": "Echo", "text": "It rained all day over the old town. " * 3}
    )
    assert row_of(result)["named_source_share"] is None
    assert row_of(result)["quotation_share"] == 0.0
    assert result.tables["measurements"].filter(metric="named_source_share").is_empty()
    assert (result.tables["measurements"]["denominator"] > 0).all()


def test_every_metric_is_asked_of_each_of_its_readings(story: Measured) -> None:
    """Measurements name the reading that they were taken from, and no other."""
    for name, metric in catalogue().items():
        taken = set(story.tables["measurements"].filter(metric=name)["reading"])
        assert taken <= set(metric.readings)
        if not metric.by_actor and taken:
            assert taken == set(metric.readings), name
    tone = story.tables["measurements"].filter(metric="actor_sentiment", reading="body", actor="china")
    assert tone.select("voice", "denominator").rows() == [("outlet", 1.0)]
    assert tone["numerator"][0] > 0.3


def test_evidence_is_that_of_the_first_reading(story: Measured) -> None:
    """Spans are given once, for the reading that is shown, with label, contribution and their own text."""
    evidence = story.tables["evidence"]
    quoted = evidence.filter(metric="quotation_share")
    assert quoted["text"].to_list() == ["“We will hang them along the quay of the fishing port,”"]
    assert quoted["contribution"].to_list() == [11.0]
    for metric, start, end, text in evidence.select("metric", "start", "end", "text").iter_rows():
        assert STORY[start:end] == text, metric
    named = evidence.filter(metric="named_source_share")
    assert named["contribution"].sum() == row_of(story)["named_source_share"] * (
        story.tables["measurements"].filter(metric="named_source_share", reading="body")["denominator"].sum()
    )


def test_long_evidence_shows_its_beginning_and_keeps_its_end() -> None:
    """The text of a long span is cut for the table; its offsets are not."""
    speech = (
        "“" + "We will hang them along the quay, and then we will take them down again, " * 8 + "we hope,”"
    )
    result = measured({"article_id": "a", "outlet": "Echo", "text": f"{STORY}\n{speech} said Anna Berg."})
    longest = result.tables["evidence"].filter(metric="quotation_share").sort("end").row(-1, named=True)
    assert longest["end"] - longest["start"] == len(speech) > EVIDENCE_CHARACTERS
    assert longest["text"] == speech[:EVIDENCE_CHARACTERS]


def test_other_languages_are_asked_only_what_holds_for_them() -> None:
    """Words and originality of a German text are measured; speech, tone and grammar are not."""
    german = (
        "Der Hafenmeister kaufte am Montag neun Laternen und sagte, „wir hängen sie auf“, über China. " * 3
    )
    result = measured({"article_id": "a", "outlet": "Echo", "language": "de", "text": german})
    asked = {name for name, metric in catalogue().items() if not metric.needs}
    assert set(result.tables["measurements"]["metric"]) <= asked
    assert {name for name in catalogue() if row_of(result)[name] is not None} <= asked
    assert row_of(result)["reprint_originality"] is not None
    assert result.tables["mentions"].is_empty()
    assert result.tables["attributions"].is_empty()


def test_a_reprint_names_its_origin() -> None:
    """Who prints an agency's story whole reprints it; who adds as much of his own uses a part of it."""
    own = " ".join(
        f"Nobody in the town of number {n} had ever seen so many lanterns hang there." for n in range(12)
    )
    result = measured(
        {"article_id": "a", "outlet": "Wire", "text": AGENCY, "published": day(1)},
        {"article_id": "b", "outlet": "Echo", "text": AGENCY, "published": day(2)},
        {"article_id": "c", "outlet": "Bolt", "text": f"{own}\n{AGENCY}", "published": day(3)},
        {"article_id": "d", "outlet": "Post", "text": own.replace("Nobody", "No one"), "published": day(4)},
    )
    rows = {row["article_id"]: row for row in result.tables["articles"].iter_rows(named=True)}
    assert {i: (row["provenance"], row["origin_article"]) for i, row in rows.items()} == {
        "a": ("original", None),
        "b": ("uncredited_reprint", "a"),
        "c": ("partial_reuse", "a"),
        "d": ("uncredited_reprint", "c"),
    }


def test_the_row_of_an_article_says_what_is_known_of_it() -> None:
    """Name, address, date, language, story, size and provenance stand in the articles table."""
    result = measured(
        {
            "article_id": "a",
            "outlet": "Echo",
            "title": "Lanterns",
            "url": "https://echo.example/1",
            "published": day(3),
            "text": STORY + "\nSubscribe to our newsletter",
        }
    )
    row = row_of(result)
    assert {name: row[name] for name in ("outlet", "title", "url", "published", "language")} == {
        "outlet": "Echo",
        "title": "Lanterns",
        "url": "https://echo.example/1",
        "published": day(3),
        "language": "en",
    }
    body = len(tokenise(["x"], [STORY])["starts"][0])
    assert (row["words"], row["body_words"]) == (body + 4, body)
    assert (row["provenance"], row["origin_outlet"]) == ("original", None)
    assert row["provenance_confidence"] > 0.5
    assert row["provenance_reason"]


def test_an_article_without_a_title_has_its_headline() -> None:
    """The title given wins; without one the line found to be the headline steps in; without that there is none."""
    text = f"Nine Lanterns Hang Along The Quay\n\n{STORY}"
    assert row_of(measured({"article_id": "a", "outlet": "Echo", "text": text}))["title"] == (
        "Nine Lanterns Hang Along The Quay"
    )
    assert row_of(measured({"article_id": "a", "outlet": "Echo", "text": STORY}))["title"] is None


def test_lines_that_an_outlet_repeats_are_furniture() -> None:
    """What comparing found reaches the right article: its repeated lines, and no other's."""
    line = "Follow us on Twitter and subscribe to our newsletter now"
    rows = [
        {"article_id": f"a{n}", "outlet": "Echo", "text": f"{line}\n\n{invented(n)}", "published": day(n + 1)}
        for n in range(6)
    ]
    layers = measured(*rows).tables["layers"].filter(layer="block", start=0)
    assert layers["article_id"].to_list() == [f"a{n}" for n in range(6)]
    assert set(layers["label"]) == {"notice"}
    # A block's reasons, parted by semicolons.
    assert set(layers["detail"]) == {
        "line repeated in other articles of this outlet; phrase: follow us on twitter"
    }


def invented(number: int) -> str:
    """Prose that no other number shares."""
    return "\n\n".join(
        f"On day {number} of week {line} the clerk {number * 7 + line} counted bell {number + line * 31} and wrote "
        f"that item {number * 13 + line} was {('red', 'green', 'blue')[(number + line) % 3]}, not {line + number}."
        for line in range(4)
    )


def test_surnames_that_two_persons_share_are_counted() -> None:
    """A surname of two persons is left out, and the article's row tells how often."""
    text = "Bill Clinton and Hillary Clinton came to the old hall on the quay. Clinton spoke for an hour."
    assert row_of(measured({"article_id": "a", "text": text}))["shared_surnames"] == 1
    assert row_of(measured({"article_id": "a", "text": STORY}))["shared_surnames"] == 0


def test_mentions_attributions_and_layers_have_a_row_each(story: Measured) -> None:
    """A row says where, who and how; what is not known is empty."""
    mentions = story.tables["mentions"]
    assert [STORY[s:e] for s, e in mentions.select("start", "end").iter_rows()].count("China") == 1
    china = mentions.filter(actor="china").row(0, named=True)
    assert (china["kind"], china["voice"], china["speaker"], china["trained"]) == (
        "name",
        "outlet",
        None,
        None,
    )
    assert china["lexicon"] > 0.3
    attributions = story.tables["attributions"]
    direct = attributions.filter(kind="direct").row(0, named=True)
    assert STORY[direct["cue_start"] : direct["cue_end"]] == "said"
    assert STORY[direct["source_start"] : direct["source_end"]].startswith("Anna Berg")
    assert STORY[direct["content_start"] : direct["content_end"]].startswith("“We will hang")
    assert (direct["speaker"], direct["speaker_name"], direct["source_type"], direct["stance"]) == (
        "person:Anna Berg",
        "Anna Berg",
        "named_person",
        "neutral",
    )
    assert (direct["official"], direct["second_hand"], direct["quoted_words"]) == (True, False, 11)
    police = attributions.filter(pl.col("content_start") > STORY.index("According")).row(0, named=True)
    assert police["quoted_words"] == 0
    layers = story.tables["layers"]
    assert layers.filter(layer="quotation").select("label", "detail").rows() == [("direct", None)]
    assert set(layers.filter(layer="block")["label"]) == {"body"}


def test_a_speaker_is_named_at_a_mention() -> None:
    """Whose words a mention stands in is told where it is known."""
    result = measured(
        {"article_id": "a", "outlet": "Echo", "text": f"{STORY}\n“China was late,” said Anna Berg."}
    )
    said = result.tables["mentions"].filter(actor="china", voice="quoted")
    assert said["speaker"].to_list() == ["person:Anna Berg"]
    assert said["speaker_name"].to_list() == ["Anna Berg"]


def test_a_source_that_is_not_stated_is_empty() -> None:
    """`is expected to`: the cue has a place, the source none, and nobody is called the speaker."""
    text = f"{STORY}\nThe bell is expected to be found within nine days, and the chairs are said to be wonderful."
    rows = measured({"article_id": "a", "outlet": "Echo", "text": text}).tables["attributions"]
    bare = rows.filter(pl.col("source_start").is_null())
    assert bare.height >= 1
    assert bare["source_end"].null_count() == bare.height
    assert (rows.drop_nulls("source_start")["source_start"] >= 0).all()
    assert bare["speaker"].null_count() == bare.height


def test_quoted_words_are_those_of_the_content_inside_the_marks() -> None:
    """Of a sentence half in marks the words inside them count, once, and no words of another quotation."""
    text = (
        f"{STORY}\nTomas Ilic said that the town was “full of wonderful bells” and should stay so for years. "
        "“Nobody knows,” he said."
    )
    rows = measured({"article_id": "a", "outlet": "Echo", "text": text}).tables["attributions"]
    mixed = rows.filter(pl.col("content_start") >= text.index("that the town")).sort("cue_start")
    assert mixed["kind"].to_list() == ["mixed", "direct"]
    assert mixed["quoted_words"].to_list() == [4, 2]


def test_credits_are_a_layer_with_kind_and_source() -> None:
    """A credit line says whose the text is; one that names nobody has its kind alone."""
    text = f"{STORY}\n(Reuters)"
    layers = measured({"article_id": "a", "outlet": "Echo", "text": text}).tables["layers"]
    credit = layers.filter(layer="credit").row(0, named=True)
    assert credit["label"] == "text: reuters"
    assert "Reuters" in credit["detail"]
    linked = measured({"article_id": "a", "outlet": "Echo", "text": f"{STORY}\n\nSource link"})
    assert linked.tables["layers"].filter(layer="credit")["label"].to_list() == ["source_link"]


class StandIn:
    """Stands in for the trained reader: every mention is wholly positive."""

    def read(self, items: Sequence[object]) -> np.ndarray:
        return np.tile([0.0, 0.0, 1.0], (len(items), 1))


def test_the_trained_reader_reads_as_many_mentions_as_it_is_told() -> None:
    """With a bound of one, one mention has a trained tone, and the metric counts it alone."""
    text = f"{STORY}\nChina was late. India was not. Russia left."
    result = measured({"article_id": "a", "outlet": "Echo", "text": text}, reader=StandIn(), most=1)
    assert result.tables["mentions"]["trained"].drop_nulls().to_list() == [1.0]
    counted = result.tables["measurements"].filter(metric="actor_sentiment_trained", reading="body")
    assert counted["denominator"].sum() == 1
    everything = measured({"article_id": "a", "outlet": "Echo", "text": text}, reader=StandIn(), most=None)
    assert everything.tables["mentions"]["trained"].null_count() == 0
    assert measured({"article_id": "a", "text": text}).tables["mentions"]["trained"].drop_nulls().is_empty()


def test_articles_do_not_mix() -> None:
    """Measured together, articles that share nothing have the rows that each has alone."""
    rows = [
        {"article_id": "a", "outlet": "Echo", "text": STORY},
        {"article_id": "b", "outlet": "Bolt", "text": invented(3)},
        {"article_id": "c", "outlet": "Post", "text": "Anna Berg left. Berg said that India was late. " * 4},
    ]
    together = measured(*rows)
    for name, table in together.tables.items():
        alone = pl.concat([measured(row).tables[name] for row in rows])
        assert table.equals(alone), name
    assert together.tables["measurements"].equals(
        pl.concat([measured(row).tables["measurements"] for row in rows])
    )


def test_a_batch_in_which_nothing_is_found_keeps_its_columns() -> None:
    """Frames without a row have the columns and types of those with rows."""
    bare = measured(
        {"article_id": "a", "outlet": "Echo", "language": "de", "text": "Nichts geschah im Hafen. " * 5}
    )
    full = measured({"article_id": "a", "outlet": "Echo", "text": STORY})
    for name, table in full.tables.items():
        assert bare.tables[name].schema == table.schema, name
    assert bare.tables["measurements"].schema == full.tables["measurements"].schema


def test_tables_are_in_the_order_of_their_keys() -> None:
    """Rows come sorted, whatever metric or article found them first."""
    result = measured(
        {"article_id": "a", "outlet": "Echo", "text": STORY},
        {"article_id": "b", "outlet": "Bolt", "text": STORY.replace("nine", "ten")},
    )
    evidence = result.tables["evidence"].select("article_id", "metric", "start", "end", "label")
    assert evidence.rows() == sorted(evidence.rows())
    mentions = result.tables["mentions"].select("article_id", "start", "actor")
    assert mentions.rows() == sorted(mentions.rows())


def failing(article_id: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, but failing on one article with a message that does not name it."""

    def fail(thing: Any, *rest: Any) -> Any:
        if thing.article_id == article_id:
            raise RuntimeError("a wheel came off")
        return call(thing, *rest)

    return fail


@pytest.mark.parametrize("place", ["parse", "view", "_article_row"])
def test_a_fault_names_its_article_and_costs_it_alone(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever measuring fails, the fault says which article it is and what failed; the others are measured."""
    rows = [{"article_id": i, "outlet": i, "text": invented(n)} for n, i in enumerate(("a", "b-17", "c"))]
    sound = measured(rows[0], rows[2])
    monkeypatch.setattr(measure, place, failing("b-17", getattr(measure, place)))
    result = measured(*rows)
    assert list(result.faults) == ["b-17"]
    assert "RuntimeError while measuring: a wheel came off" in result.faults["b-17"].reason
    assert result.faults["b-17"].ours
    assert result.tables["articles"]["article_id"].to_list() == ["a", "c"]
    for name, table in result.tables.items():
        assert table.equals(sound.tables[name]), name
    assert result.tables["measurements"].equals(sound.tables["measurements"])
    assert sound.faults == {}
