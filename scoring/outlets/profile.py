"""The bias profile of outlets: how each speaks of an actor, how much space and voice it gives the actor, and how
often it covers the actor, each compared with the other outlets and never merged into one number.

There are four aspects. **Tone** (`actor_sentiment`, `actor_sentiment_trained`): the outlet's own voice toward
the actor. **Space** (`mention_share`): the actor's share of all mentions of known actors. **Voice given**
(`quoted_word_share`): the actor's share of all quoted words. **Selection** (`article_share`): the share of
articles that name the actor at all. Tone, space and voice are compared with all other outlets (`peers`) and on the
same stories (`matched`); selection, which is the choice of stories, only with all others.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from scoring.outlets.aggregate import score_cells, sum_texts
from scoring.outlets.contrasts import compare_with_peers, correct
from scoring.outlets.groups import compare_groups
from scoring.outlets.matched import compare_on_stories
from scoring.schema.kinds import Reading, Status, Voice
from scoring.schema.metrics import TONE_METRICS, Declaration, Declarations
from scoring.schema.tables import CONTRASTS
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

SPACE, VOICE_GIVEN, SELECTION = "mention_share", "quoted_word_share", "article_share"
SHARES: Declarations = {
    SPACE: Declaration(
        name=SPACE, label="Share of mentions", unit="share of mentions", counted="mentions of known actors", high=1.0,
        minimum_units=30,
    ),
    VOICE_GIVEN: Declaration(
        name=VOICE_GIVEN, label="Share of quoted words", unit="share of quoted words", counted="quoted words", high=1.0,
        minimum_units=300,
    ),
    SELECTION: Declaration(
        name=SELECTION, label="Share of articles naming the actor", unit="share of articles", counted="articles",
        high=1.0,
    ),
}  # fmt: skip
# An actor is profiled if at least this many outlets can be compared; and at most this many actors are, since each
# further comparison makes the corrected p-values of the others weaker.
LEAST_OUTLETS = 3
MOST_ACTORS = 12


def profile_outlets(
    measurements: pl.LazyFrame,
    mentions: pl.LazyFrame,
    attributions: pl.LazyFrame,
    articles: pl.DataFrame,
    names: Mapping[str, str],
    metrics: Declarations,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> pl.DataFrame:
    """The contrasts of every outlet with enough data: columns `CONTRASTS`, p-values corrected within `FAMILY`.

    `measurements` as for `aggregate`; `mentions`: article_id, actor; `attributions`: article_id, speaker,
    quoted_words; `articles`: article_id, outlet, text_cluster, story_id; `names`: the actors that may be profiled
    (id to name); `metrics`: the declarations of TONE_METRICS. `groups` are those of the user; they are compared by
    tone in the outlet's own voice.
    """
    rules = {name: metrics[name] for name in TONE_METRICS.values()} | dict(SHARES)
    tone = measurements.filter(
        pl.col("metric").is_in(list(TONE_METRICS.values())),
        pl.col("voice") == Voice.OUTLET,
        pl.col("reading") == Reading.BODY,
    ).collect()
    known = articles.drop_nulls("outlet")
    cells = score_cells(sum_texts(tone, known), rules)
    actors = _worth_profiling(cells, names)
    chosen = tone.filter(pl.col("actor").is_in(actors))
    shares = pl.concat(
        [
            _as_measurements(_mention_counts(mentions, actors, names), SPACE),
            _as_measurements(_quoted_words(attributions, actors), VOICE_GIVEN),
        ]
    )
    selection = _selection(mentions, known, actors)
    share_cells = score_cells(sum_texts(pl.concat([shares, selection]), known), rules)
    peers = pl.concat([cells.filter(pl.col("actor").is_in(actors)), share_cells], how="diagonal")
    frames = [compare_with_peers(peers, rules)]
    frames.append(compare_on_stories(pl.concat([chosen, shares]), known, rules))
    if groups:
        frames.append(compare_groups(tone, known, {name: tuple(a) for name, a in groups.items()}, rules))
    return correct(pl.concat(frames).filter(pl.col("status") == Status.OK)).select(list(CONTRASTS.schema))


def _worth_profiling(cells: pl.DataFrame, names: Mapping[str, str]) -> list[str]:
    """The actors that most outlets mention in enough texts, in alphabetical order."""
    compared = (
        cells.filter(
            pl.col("independent_texts") >= MINIMUM_INDEPENDENT_TEXTS, pl.col("actor").is_in(list(names))
        )
        .group_by("actor")
        .agg(outlets=pl.col("outlet").n_unique(), units=pl.col("units").sort().sum())
        .filter(pl.col("outlets") >= LEAST_OUTLETS)
        .sort(["outlets", "units", "actor"], descending=[True, True, False])
    )
    return sorted(compared["actor"].head(MOST_ACTORS))


def _mention_counts(mentions: pl.LazyFrame, actors: Sequence[str], names: Mapping[str, str]) -> pl.DataFrame:
    """article_id, actor, count and the article's total over known actors."""
    of_known = mentions.filter(pl.col("actor").is_in(list(names)))
    return _counted(of_known.select("article_id", "actor", count=pl.lit(1.0)).collect(), actors)


def _quoted_words(attributions: pl.LazyFrame, actors: Sequence[str]) -> pl.DataFrame:
    """The same for quoted words, by speaker; the total is over all speakers, known or not."""
    speakers = attributions.filter(pl.col("quoted_words") > 0).select(
        "article_id",
        actor=pl.col("speaker").fill_null(""),
        count=pl.col("quoted_words").cast(pl.Float64),
    )
    return _counted(speakers.collect(), actors)


def _counted(rows: pl.DataFrame, actors: Sequence[str]) -> pl.DataFrame:
    totals = rows.group_by("article_id").agg(denominator=pl.col("count").sum())
    counts = (
        rows.filter(pl.col("actor").is_in(actors))
        .group_by("article_id", "actor")
        .agg(numerator=pl.col("count").sum())
    )
    everyone = totals.join(pl.DataFrame({"actor": list(actors)}, schema={"actor": pl.String}), how="cross")
    return everyone.join(counts, on=["article_id", "actor"], how="left").with_columns(
        pl.col("numerator").fill_null(0.0)
    )


def _selection(mentions: pl.LazyFrame, articles: pl.DataFrame, actors: Sequence[str]) -> pl.DataFrame:
    """One row per article and actor: does the article name the actor?"""
    of_actors = mentions.filter(pl.col("actor").is_in(actors)).select("article_id", "actor")
    named = of_actors.unique().with_columns(numerator=pl.lit(1.0)).collect()
    everyone = articles.select("article_id").join(
        pl.DataFrame({"actor": list(actors)}, schema={"actor": pl.String}), how="cross"
    )
    rows = everyone.join(named, on=["article_id", "actor"], how="left").with_columns(
        pl.col("numerator").fill_null(0.0), denominator=pl.lit(1.0)
    )
    return _as_measurements(rows, SELECTION)


def _as_measurements(rows: pl.DataFrame, metric: str) -> pl.DataFrame:
    return rows.select(
        "article_id",
        "actor",
        "numerator",
        "denominator",
        metric=pl.lit(metric),
        reading=pl.lit(Reading.BODY),
        voice=pl.lit(""),
    ).select("article_id", "metric", "reading", "actor", "voice", "numerator", "denominator")
