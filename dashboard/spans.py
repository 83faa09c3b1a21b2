"""The spans behind a number, with what they can be narrowed and grouped by, and whose words they are.

Both functions give the evidence, or the mentions, of one outlet with further columns: `source`, `kind`, `official`,
`mode`, `stance` of attributions, `sign`, `read` and `form` of mentions, `credit` and `other` of reprints, `what` of the
rest (null where it does not apply); `group` and `group_name`: by whom or what the spans can be grouped; `source_start`,
`source_end`, `cue_start`, `cue_end` and `content`: where the parts of the attribution stand that a span belongs to.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import polars as pl

from dashboard.scores import actors_by_mentions, articles_of, evidence_of, mentions_of
from scoring.outlets.judgements import tone_said
from scoring.schema.kinds import NAMED_SOURCES
from scoring.schema.scores import Scores
from scoring.schema.thresholds import PERSON_PREFIX

KEPT = 8  # up to 150,000 rows each
ATTRIBUTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sourcing_density": ("cue", "sourcing"),
        "neutral_cue_share": ("cue", "sourcing"),
        "second_hand_share": ("cue", "sourcing"),
        "attitude_density": ("cue", "attitude"),
        "named_source_share": ("source", "sourcing"),
        "unnamed_source_share": ("source", "sourcing"),
        "source_diversity": ("source", "sourcing"),
    }
)
"""Metrics whose spans are parts of attributions: which part they mark, and what those are counted as."""
REPRINTS = ("reprint_originality", "uncredited_reprint_share")
NO_SOURCE, UNRESOLVED = "no source is stated", "a pronoun: he, they, who"
_PRONOUNS = (
    "he",
    "she",
    "it",
    "they",
    "i",
    "we",
    "you",
    "who",
    "which",
    "that",
    "this",
    "these",
    "those",
    "one",
)
MOST_LABELS = 12  # kinds of spans that are worth a filter
_ONLY = {
    "named_source_share": (pl.col("source_type").is_in(list(NAMED_SOURCES)),),
    "unnamed_source_share": (pl.col("source_type") == "unnamed_role",),
}
"""Of which attributions the spans of a metric are, where not of all that are counted."""
_DENSITIES = {"sourcing": "sourcing_density", "attitude": "attitude_density"}
CREDITED_AS_A_WHOLE = "credited as a whole"  # the label of a text that is somebody else's by its credit
_CREDITS = (", not credited", ", credited")
_TAKEN = "taken from "
_ATTRIBUTION = (
    "source_start", "source_end", "cue_start", "cue_end", "content_start", "content_end", "content_parts",
    "speaker", "speaker_name", "kind", "source_type", "stance", "official",
)  # fmt: skip


@lru_cache(maxsize=KEPT)
def metric_spans(scores: Scores, outlet: str, metric: str) -> pl.DataFrame:
    """The evidence of a metric for an outlet, those that add most first; see above."""
    spans = evidence_of(scores, outlet, metric)
    if metric in ATTRIBUTED and scores.has("attributions"):
        return _dated(scores, outlet, _attributed(scores, outlet, metric, spans))
    if metric in REPRINTS:
        return _dated(scores, outlet, _reprinted(scores, outlet, spans))
    what = pl.col("label").fill_null("").str.split(":").list.first()
    worth = 1 < spans.select(what.n_unique()).item() <= MOST_LABELS
    return _dated(scores, outlet, spans.with_columns(what=what if worth else pl.lit(None, pl.String)))


@lru_cache(maxsize=KEPT)
def mention_spans(scores: Scores, outlet: str, actor: str, voice: str, speaker: str) -> pl.DataFrame:
    """The mentions of an actor (of all: '') in a voice, by a speaker (any: ''); see above."""
    mentions = mentions_of(scores, outlet, actor, voice, speaker).rename({"kind": "form"})
    names = actors_by_mentions(scores).select("actor", group_name="name")
    found = mentions.join(names, on="actor", how="left", maintain_order="left").with_columns(
        sign=pl.coalesce(tone_said("trained"), tone_said("lexicon")),
        read=pl.when(pl.col("trained").is_not_null())
        .then(pl.lit("trained"))
        .when(pl.col("lexicon").is_not_null())
        .then(pl.lit("lexicon"))
        .otherwise(pl.lit("neither")),
        group=pl.col("actor"),
        group_name=pl.coalesce("group_name", pl.col("actor").str.replace(f"^{PERSON_PREFIX}", "")),
    )
    return _dated(scores, outlet, found)


def _attributed(scores: Scores, outlet: str, metric: str, spans: pl.DataFrame) -> pl.DataFrame:
    part, measure = ATTRIBUTED[metric]
    ids = articles_of(scores, outlet)["article_id"].implode()
    begins = pl.col("cue_start") if part == "cue" else pl.coalesce("source_start", "cue_start")
    # Two attributions may have one source: the first span of it belongs to the first, the second to the second.
    turn = pl.int_range(pl.len()).over("article_id", "start").alias("turn")
    attributions = (
        scores.scan("attributions")
        .filter(pl.col("article_id").is_in(ids), *_ONLY.get(metric, ()))
        .with_columns(start=begins, counted=pl.col("measure").eq_missing(measure))
        .sort(["article_id", "start", "counted", "cue_start"], descending=[False, False, True, False])
        .select("article_id", "start", *_ATTRIBUTION, turn)
        .collect()
    )
    joined = spans.with_columns(turn).join(
        attributions, on=["article_id", "start", "turn"], how="left", maintain_order="left"
    )
    if part == "source":
        written = joined.with_columns(as_written=pl.when(pl.col("source_start").is_not_null()).then("text"))
    else:
        words = _sources_as_written(scores, ids, _DENSITIES[measure])
        written = joined.join(words, on=["article_id", "source_start"], how="left", maintain_order="left")
    return _named(written.drop("turn"))


def _sources_as_written(scores: Scores, ids: pl.Series, metric: str) -> pl.DataFrame:
    """The words of every source, by article and first character; they stand beside their cues in the evidence."""
    return (
        scores.scan("evidence")
        .filter(
            pl.col("metric") == metric,
            pl.col("article_id").is_in(ids),
            pl.col("label").str.starts_with("source"),
        )
        .select("article_id", source_start="start", as_written="text")
        .unique(["article_id", "source_start"], keep="first", maintain_order=True)
        .collect()
    )


def _named(spans: pl.DataFrame) -> pl.DataFrame:
    """Attributed spans with their facets and the source that they are grouped by."""
    written = pl.col("as_written")
    unresolved = pl.when(written.str.to_lowercase().is_in(_PRONOUNS)).then(pl.lit(UNRESOLVED))
    name = pl.coalesce(
        pl.when(pl.col("speaker_name") != "").then("speaker_name"), unresolved, written, pl.lit(NO_SOURCE)
    )
    kind = pl.col("source_type")
    one_content = pl.format("{}-{}", "content_start", "content_end")
    return spans.with_columns(
        source=pl.when(kind.is_null())
        .then(None)
        .when(kind.is_in(list(NAMED_SOURCES)))
        .then(pl.lit("named"))
        .when(kind == "unnamed_role")
        .then(pl.lit("unnamed"))
        .otherwise(pl.lit("neither")),
        mode=pl.col("kind"),
        kind=kind,
        official=pl.when(pl.col("official")).then(pl.lit("yes")).when(kind.is_not_null()).then(pl.lit("no")),
        content=pl.coalesce(pl.when(pl.col("content_parts") != "").then("content_parts"), one_content),
        group_name=name,
        group=pl.coalesce(pl.when(pl.col("speaker") != "").then("speaker"), name.str.to_lowercase()),
    ).drop("source_type", "content_start", "content_end", "content_parts", "speaker", "speaker_name")


def _reprinted(scores: Scores, outlet: str, spans: pl.DataFrame) -> pl.DataFrame:
    """Passages with the outlet that they are shared with, and whether that is credited."""
    label = pl.col("label").fill_null("")
    name = label
    for ending in _CREDITS:
        name = pl.when(label.str.ends_with(ending)).then(label.str.strip_suffix(ending)).otherwise(name)
    origins = articles_of(scores, outlet).select("article_id", "origin_outlet")
    named = spans.join(origins, on="article_id", how="left", maintain_order="left").with_columns(
        credit=pl.when(label.str.ends_with(_CREDITS[0]))
        .then(pl.lit("not credited"))
        .otherwise(pl.lit("credited")),
        other=pl.when(label == CREDITED_AS_A_WHOLE)
        .then(pl.coalesce("origin_outlet", "label"))
        .otherwise(name.str.strip_prefix(_TAKEN)),
    )
    return named.with_columns(group="other", group_name="other").drop("origin_outlet")


def _dated(scores: Scores, outlet: str, spans: pl.DataFrame) -> pl.DataFrame:
    dated = articles_of(scores, outlet).select("article_id", "published")
    return spans.join(dated, on="article_id", how="left", maintain_order="left")
