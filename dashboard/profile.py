"""The bias profile of outlets, from the table `contrasts`: differences from the others, in words and as a grid.

It is never one number: tone in two readings, space, voice given and the choice of stories are kept apart, each on
the same stories (matched) and on all stories (unmatched).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.differences import verdict as told_of
from dashboard.grids import interval_mark, outlet_link
from dashboard.links import address
from dashboard.wording import as_html, counted, signed

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


def _both(row: Mapping[str, Any], share: bool) -> str:
    one, other = (f"{100 * row[n]:.0f}%" if share else signed(row[n]) for n in ("value", "expected"))
    return f"{one}, others {other}"


def _cell(row: Mapping[str, Any] | None, share: bool, reach: float) -> str:
    if row is None or row["status"] != "ok" or row["difference"] is None:
        return '<td><span class="mh-none">not enough data</span></td>'
    low, high = (
        difference_words(row["low"], share).removesuffix(" points"),
        difference_words(row["high"], share),
    )
    figure = f"<b>{difference_words(row['difference'], share)}</b>"
    if not share:
        link = as_html(
            address("evidence", outlet=row["outlet"], actor=row["actor"], voice=row["voice"] or "outlet")
        )
        figure = f'<a href="{link}" target="_self" title="Show the sentences">{figure}</a>'
    mark = interval_mark(
        {"value": row["difference"], "low": row["low"], "high": row["high"]}, -reach, reach, middle=True
    )
    return (
        f'<td>{figure}{mark}<span class="mh-small">{low} to {high}</span>'
        f'<span class="mh-small">{verdict(row)}</span><span class="mh-small">{_both(row, share)}</span>'
        f'<span class="mh-small">{sample_words(row)}</span></td>'
    )


def profile_grid(
    rows: pl.DataFrame, aspect: Aspect, outlets: Sequence[str], actors: Mapping[str, str]
) -> str:
    """Outlets and actors in rows, readings on the same and on all stories in columns, as HTML.

    `rows`: from `contrast_rows`; `actors`: names by id. An outlet and actor without any row is left out.
    """
    found = {(r["outlet"], r["actor"], r["metric"], r["kind"]): r for r in rows.iter_rows(named=True)}
    known = {(outlet, actor) for outlet, actor, _, _ in found}
    bounds = rows.select(pl.max_horizontal(pl.col("low").abs(), pl.col("high").abs()).max()).item()
    reach = bounds or 1.0
    columns = [(metric, kind) for metric in aspect.metrics for kind in aspect.kinds]
    head = "".join(
        f'<th scope="col">{as_html(aspect.metrics[metric].capitalize())}<span class="mh-unit">{KINDS[kind]}</span></th>'
        for metric, kind in columns
    )
    body = "".join(
        f'<tr><th scope="row">{outlet_link(outlet)}<span class="mh-unit">on {as_html(name)}</span></th>'
        + "".join(_cell(found.get((outlet, actor, *column)), aspect.share, reach) for column in columns)
        + "</tr>"
        for outlet in outlets
        for actor, name in actors.items()
        if (outlet, actor) in known
    )
    return (
        '<div class="mh-scroll" tabindex="0" role="region" aria-label="Bias profile">'
        '<table class="mh-table"><thead><tr><th scope="col">Outlet and actor</th>'
        f"{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
