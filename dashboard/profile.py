"""The bias profile of outlets, from the table `contrasts`: differences from the others, in words.

It is never one number: tone in two readings, space, voice given and the choice of stories are kept apart, each on
the same stories (matched) and on all stories (unmatched).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.differences import verdict as told_of
from dashboard.wording import counted, signed

MATCHED, PEERS, GROUPS = "matched", "peers", "groups"
TONE = "tone"


@dataclass(frozen=True, slots=True)
class Aspect:
    """A side of the profile: its label, the metrics of `contrasts` with their names, the kinds, what it says."""

    label: str
    metrics: Mapping[str, str]
    kinds: tuple[str, ...]
    meaning: str
    share: bool = True


ASPECTS: Mapping[str, Aspect] = {
    TONE: Aspect(
        "Tone",
        {"actor_sentiment_trained": "trained reading", "actor_sentiment": "lexicon reading"},
        (MATCHED, PEERS),
        "Tone in the outlet's own voice, from −1 (hostile) to +1 (friendly). Two independent readings: "
        "where they disagree, read the sentences.",
        share=False,
    ),
    "space": Aspect(
        "Space",
        {"mention_share": "share of mentions"},
        (MATCHED, PEERS),
        "This actor's share of all mentions of known actors.",
    ),
    "heard": Aspect(
        "Voice given",
        {"quoted_word_share": "share of quoted words"},
        (MATCHED, PEERS),
        "This actor's share of all the words the outlet quotes.",
    ),
    "selection": Aspect(
        "Selection",
        {"article_share": "share of articles naming the actor"},
        (PEERS,),
        "Which stories it covers: how many of its articles name the actor at all. It is the choice of stories "
        "itself, so it is never matched on the same stories; and it is not tone.",
    ),
}
KINDS = {MATCHED: "on the same stories", PEERS: "on all stories"}
EXPLAINED = (
    "Each outlet minus the mean of all others, each weighing the same. On the same stories, the choice of stories "
    "cannot pass for bias; on all stories, both play a part. Lines are 95% intervals; 'larger than chance' means below "
    "5% after Holm's correction for all comparisons of the same kind in this folder. A difference is from the other "
    "outlets, who may all lean one way: it is not a distance from the truth. The sides are never made into one number."
)


def contrast_rows(
    contrasts: pl.DataFrame, aspect: Aspect, outlets: Sequence[str], actors: Sequence[str]
) -> pl.DataFrame:
    """The rows of `contrasts` on one side of the profile."""
    return contrasts.filter(
        pl.col("metric").is_in(list(aspect.metrics)),
        pl.col("kind").is_in(aspect.kinds),
        pl.col("outlet").is_in(outlets),
        pl.col("actor").is_in(actors),
    ).sort("outlet", "actor", "metric", "kind")


def group_rows(contrasts: pl.DataFrame, outlets: Sequence[str]) -> pl.DataFrame:
    """The rows that compare two groups of actors, as the user's file names them."""
    return contrasts.filter(pl.col("kind") == GROUPS, pl.col("outlet").is_in(outlets)).sort(
        "outlet", "actor", "against", "metric"
    )


def difference_words(value: float, share: bool) -> str:
    """A difference with its sign: of tone, or in percentage points.

    >>> difference_words(-0.36, share=False), difference_words(0.052, share=True)
    ('−0.36', '+5.2 points')
    """
    if not share:
        return signed(value)
    text = f"{abs(value) * 100:.1f}"
    return f"{'' if not float(text) else '+' if value > 0 else '−'}{text} points"


def verdict(row: Mapping[str, Any]) -> str:
    """Whether a difference is larger than chance, with the corrected p. `row`: p_holm."""
    return told_of(row["p_holm"])


def sample_words(row: Mapping[str, Any]) -> str:
    """What the difference rests on: stories or independent texts. `row`: kind, counted."""
    return counted(row["counted"] or 0, "shared story" if row["kind"] == MATCHED else "independent text")


def contrast_words(row: Mapping[str, Any] | None, share: bool) -> str:
    """A difference in words: size, interval, verdict, sample; or that there is not enough data."""
    if row is None or row["status"] != "ok" or row["difference"] is None:
        return "not enough data"
    low, high = (
        difference_words(row["low"], share).removesuffix(" points"),
        difference_words(row["high"], share),
    )
    return (
        f"{difference_words(row['difference'], share)} ({low} to {high}), {verdict(row)}; {sample_words(row)}"
    )
