"""What the forest plot shows: each row, what is grey, what is missing; and the sentences of the answer."""

import json

import polars as pl

from dashboard.charts.forest import TONE_ENDS, forest, reach_of
from dashboard.charts.style import OUTLET_COLOURS, QUIET
from dashboard.charts.tones import bins
from dashboard.forests import contrast_forest, tone_forest, without_empty
from dashboard.profile import ASPECTS
from dashboard.tone_answers import answer

HOSTILE = "</script><b>x</b> \\" + '"' + " ${alert(1)} ' Post"
NAMES = {"a": "Ann Lee", "b": "Bo Kim"}
SPREAD = {"lexicon": -0.1, "lexicon_low": -0.2, "lexicon_high": 0.0}
COUNTS = {
    "mentions": 9530,
    "articles": 400,
    "independent_texts": 300,
    "trained_mentions": 177,
    "trained_texts": 45,
}
ROW = {
    "actor": "a",
    "voice": "outlet",
    "trained": -0.3,
    "trained_low": -0.4,
    "trained_high": -0.2,
    **SPREAD,
    **COUNTS,
}
CONTRAST = {
    "metric": "actor_sentiment_trained", "actor": "a", "voice": "outlet", "kind": "peers", "value": -0.26,
    "expected": -0.11, "difference": -0.15, "low": -0.22, "high": -0.08, "counted": 100, "p_holm": 0.0004,
    "status": "ok",
}  # fmt: skip


def rows(*changes: dict[str, object]) -> pl.DataFrame:
    """Rows of `actors`, each the usual one with some cells changed."""
    return pl.DataFrame([ROW | change for change in changes], infer_schema_length=None)


def contrasts(*changes: dict[str, object]) -> pl.DataFrame:
    """Rows of `contrasts`, likewise."""
    return pl.DataFrame([CONTRAST | change for change in changes], infer_schema_length=None)


def test_each_row_says_how_much_was_read() -> None:
    """Read and present mentions and texts stand beside the outlet, and where nothing is, that is said."""
    frame = tone_forest(rows({"outlet": "One"}), "trained", ("outlet", "quoted"), ["One"], NAMES)
    assert frame.filter("heading")["label"].to_list() == ["Ann Lee", "Bo Kim"]
    first = frame.filter(actor="a").row(0, named=True)
    assert first["note"] == "177 of 9,530 read · 45 texts"
    assert (first["value"], first["low"], first["high"]) == (-0.3, -0.4, -0.2)
    assert frame.filter(actor="b").select("note", "value").rows() == [("not mentioned", None)]
    both = rows({"outlet": "One"}, {"outlet": "One", "voice": "quoted", "trained": -0.1})
    marks = tone_forest(both, "trained", ("outlet", "quoted"), ["One"], {"a": "Ann Lee"}).drop_nulls("value")
    assert marks.select("value", "hollow").rows() == [(-0.3, False), (-0.1, True)]


def test_below_thirty_mentions_read_a_mark_is_grey() -> None:
    """Twenty-nine are grey, thirty are not; the lexicon reading counts its own."""
    few, enough = {"outlet": "One", "trained_mentions": 29}, {"outlet": "Two", "trained_mentions": 30}
    both = rows(few, enough)
    trained = tone_forest(both, "trained", ("outlet",), ["One", "Two"], {"a": "Ann Lee"})
    assert trained.drop_nulls("value")["colour"].to_list() == [QUIET, OUTLET_COLOURS[1]]
    lexicon = tone_forest(both, "lexicon", ("outlet",), ["One", "Two"], {"a": "Ann Lee"})
    assert lexicon.drop_nulls("value")["colour"].to_list() == list(OUTLET_COLOURS[:2])


def test_a_difference_that_is_not_settled_is_grey() -> None:
    """Colour says larger than chance, after correction; shares are drawn in points."""
    both = contrasts({"outlet": "One"}, {"outlet": "Two", "p_holm": 0.06})
    aspect, metric = ASPECTS["tone"], "actor_sentiment_trained"
    frame = contrast_forest(both, aspect, metric, ("peers",), ["One", "Two"], NAMES)
    assert frame.drop_nulls("value")["colour"].to_list() == [OUTLET_COLOURS[0], QUIET]
    kept = without_empty(frame)
    assert kept.filter("heading")["label"].to_list() == ["Ann Lee"]
    assert kept["row"].to_list() == list(range(kept.height))
    share = contrasts(
        {"outlet": "One", "metric": "mention_share", "difference": 0.05, "low": 0.01, "high": 0.09}
    )
    frame = contrast_forest(share, ASPECTS["space"], "mention_share", ("peers",), ["One"], NAMES)
    assert frame.drop_nulls("value")["value"].to_list() == [5.0]
    assert reach_of(frame, share=True) == 10


def test_a_hostile_name_stays_text_in_the_picture() -> None:
    """Names reach Vega's expressions as literals of JSON only."""
    frame = tone_forest(rows({"outlet": HOSTILE}), "trained", ("outlet",), [HOSTILE], {"a": HOSTILE})
    drawn = forest(frame, "Tone", TONE_ENDS).to_dict()
    expression = drawn["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    lines = json.loads(expression.removesuffix("[datum.value]"))
    assert len(lines) == frame.height
    assert all(isinstance(line, list) for line in lines)
    assert HOSTILE[:20] in lines[1][0]


def test_the_answer_tells_only_what_is_settled() -> None:
    """The largest settled difference is told with its numbers; grey ones are counted; bias is never said."""
    read = rows({"outlet": "One"}, {"outlet": "Two"})
    told = " ".join(
        answer(contrasts({"outlet": "One"}, {"outlet": "Two", "p_holm": 0.3}), read, "peers", NAMES)
    )
    assert "One is clearly more critical of Ann Lee" in told
    assert "−0.26 against −0.11, a difference of −0.15 (−0.22 to −0.08; p < 0.001, corrected)" in told
    assert "Two" not in told
    assert "bias" not in told.lower()
    friendly = answer(contrasts({"outlet": "One", "difference": 0.15}), read, "peers", NAMES)
    assert "more favourable to Ann Lee" in friendly[0]


def test_nothing_is_found_where_too_little_was_read() -> None:
    """Below thirty mentions read, by the lexicon alone, or above the level, there is no finding."""
    settled = contrasts({"outlet": "One"})
    few = rows({"outlet": "One", "trained_mentions": 29})
    assert "the most here are 29" in answer(settled, few, "peers", NAMES)[0]
    lexicon = contrasts({"outlet": "One", "metric": "actor_sentiment"})
    assert answer(lexicon, rows({"outlet": "One"}), "peers", NAMES)[0].startswith("Nothing is compared")
    grey = answer(contrasts({"outlet": "One", "p_holm": 0.05}), rows({"outlet": "One"}), "peers", NAMES)
    assert grey[0].startswith("Nothing is settled: the one comparison")
    matched = answer(settled, rows({"outlet": "One"}), "matched", NAMES)
    assert "clearly" not in matched[0]


def test_every_mention_is_in_one_bar_of_its_kind() -> None:
    """The bars add up to the mentions that were read, and none reaches over the bounds of neutral."""
    tones = pl.Series([-1.0, -0.24, -0.239, 0.0, 0.1, 0.239, 0.24, 1.0, None])
    found = bins(tones, 0.24)
    assert found["mentions"].sum() == 8
    counts = dict(found.group_by("kind").agg(pl.col("mentions").sum()).iter_rows())
    assert counts == {"hostile": 2, "neutral": 4, "friendly": 2}
    neutral = found.filter(kind="neutral")
    assert neutral["start"].min() >= -0.2401  # type: ignore[operator]
    assert neutral["end"].max() <= 0.2401  # type: ignore[operator]
