"""What readers judged, set against the spans that stand now."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from scoring.outlets.judgements import SPANS, Fate, Tally, meet, spans_of, tallies, tally
from scoring.schema.corrections import Judgement, mark_hash
from scoring.schema.kinds import ToneSign
from scoring.schema.scores import open_scores

TEXT = "Lee said no. Roe said yes. Sue said so."
SAID = mark_hash("said")
ONE = Judgement("a", 4, 8, SAID, "sourcing_density", verdict="right", drawn="random")


def spans(
    *places: tuple[int, int], article: str = "a", actor: str = "", said: str | None = None
) -> pl.DataFrame:
    """Spans that stand in an article."""
    metric = "actor_sentiment" if actor else "sourcing_density"
    rows = [(metric, article, start, end, actor, said) for start, end in places]
    return pl.DataFrame(rows, schema=SPANS, orient="row")


def fates(judgements: list[Judgement], standing: pl.DataFrame, text: str = TEXT) -> list[tuple[Fate, int]]:
    """What became of each, and where it stands."""
    return [(one.fate, one.start) for one in meet(judgements, standing, {"a": text})]


def test_a_span_that_stands_is_judged_as_it_was() -> None:
    """By its characters, its words and its metric alike."""
    assert fates([ONE], spans((4, 8))) == [(Fate.STANDS, 4)]
    assert fates([replace(ONE, metric="hedges")], spans((4, 8))) == [(Fate.GONE, 4)]
    assert fates([ONE], spans((17, 21), (4, 7))) == [(Fate.STANDS, 17)]  # moved: the same words elsewhere
    assert fates([ONE], spans((4, 7))) == [(Fate.GONE, 4)]
    assert fates([replace(ONE, article_id="b")], spans((4, 8))) == [(Fate.AWAY, 4)]


def test_words_put_before_move_the_judgement_along() -> None:
    """To the nearest span of the same words that no other judgement holds."""
    text = "Updated. " + TEXT
    places = [text.index("said"), text.index("said", 20), text.rindex("said")]
    first, second = ONE, replace(ONE, start=17, end=21, verdict="wrong")
    met = fates([first, second], spans(*((at, at + 4) for at in places)), text)
    assert {at for _, at in met} <= set(places)
    assert len({at for _, at in met}) == 2
    assert {fate for fate, _ in met} == {Fate.STANDS}


def test_other_words_at_the_same_place_are_not_what_was_judged() -> None:
    """A text that was replaced under the same id."""
    assert fates([ONE], spans((4, 8)), TEXT.replace("said", "held")) == [(Fate.GONE, 4)]


def test_a_tone_that_is_called_otherwise_now_is_gone() -> None:
    """And one that is not read any more says nothing."""
    friendly = replace(ONE, metric="actor_sentiment", actor="lee", said=ToneSign.FRIENDLY.value)
    for now, fate in (
        (ToneSign.FRIENDLY.value, Fate.STANDS),
        (ToneSign.HOSTILE.value, Fate.GONE),
        (None, Fate.AWAY),
    ):
        assert fates([friendly], spans((4, 8), actor="lee", said=now)) == [(fate, 4)]
    assert fates([friendly], spans((4, 8), actor="roe", said=friendly.said)) == [(Fate.GONE, 4)]


def test_counts_keep_what_stands_apart_from_what_is_gone() -> None:
    """What is said no more was mended where it was wrong, and lost where it was right."""
    wrong = replace(ONE, start=17, end=21, verdict="wrong", drawn="chosen", note="a date")
    gone = [
        replace(ONE, start=0, end=3, sha1=mark_hash("Lee"), verdict=verdict) for verdict in ("right", "wrong")
    ]
    only_noted = replace(ONE, start=31, end=35, verdict="", note="hm")
    away = replace(ONE, article_id="b")
    met = meet([ONE, wrong, *gone, only_noted, away], spans((4, 8), (17, 21), (31, 35)), {"a": TEXT})
    assert tally(met) == Tally(
        right=1, wrong=1, right_at_random=1, wrong_at_random=0, mended=1, lost=1, away=1, notes=2
    )


def test_judgements_meet_the_spans_of_a_folder(sample_scores: Path) -> None:
    """Of evidence and of both readings of tone; every one of its own spans stands."""
    scores = open_scores(sample_scores)
    texts = dict(pl.read_parquet(sample_scores / "texts.parquet").select("article_id", "text").iter_rows())
    metrics = ("sourcing_density", "quotation_share", "actor_sentiment", "actor_sentiment_trained")
    standing = spans_of(scores, list(texts), metrics)
    assert set(standing["metric"]) == set(metrics)
    judged = [
        Judgement(
            article, start, end, mark_hash(texts[article][start:end]), metric, actor, said, verdict="right"
        )
        for metric, article, start, end, actor, said in standing.drop_nulls("said").head(40).iter_rows()
    ]
    judged += [
        Judgement(article, start, end, mark_hash(texts[article][start:end]), metric, verdict="wrong")
        for metric, article, start, end, _, _ in standing.filter(metric="sourcing_density")
        .head(40)
        .iter_rows()
    ]
    found = tallies(scores, judged)
    assert sum(one.right for one in found.values()) == 40
    assert found["sourcing_density"].wrong == len(
        {one.key for one in judged if one.metric == "sourcing_density"}
    )
    assert tallies(scores, []) == {}
