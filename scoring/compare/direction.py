"""Who had a shared passage first: whom the other credits, else by date, dateline or containment; else unknown.

All passages that two articles share have the same direction. Without dates nothing proves copying; the weaker signs
only show who is nearer the origin.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from scoring.compare.agencies import agency_of_outlet
from scoring.compare.credits import covers, names_outlet
from scoring.compare.others_words import others_words
from scoring.compare.records import OWNING_KINDS, Credit
from scoring.schema.kinds import CreditKind, Direction
from scoring.schema.tables import PASSAGES
from scoring.workers.attempts import Guard

PASSED_ON = PASSAGES.part(*(name for name in PASSAGES.schema if name != "outlet"))
"""The passages as they go from stage to stage; whose outlet it is, the articles say."""
# One article is contained in the other when nearly all of it is shared and clearly less of the other: the
# part was cut from the whole.
CONTAINED_SHARE = 0.9
CONTAINING_SHARE_MOST = 0.7
# A passage is somebody else's words, printed by both, if in both copies all but so many of its words (`she said on
# Monday` has no more), or in one so large a share, are inside quotations, posts, transcripts or documents.
PLAIN_WORDS_MOST = 8
OTHERS_SHARE_LEAST = 0.5
OTHERS_SHARE = 0.9
# Unless the same two articles also share a sentence of the outlet's own, and more than half as much of them: who copies
# a report copies its quotations too.
COPIED_WORDS = 25
# A dateline opens the body; beyond so many characters a place in capitals is something else.
DATELINE_CHARACTERS = 1200
# An outlet's habit: so many articles taken from the other outlet, and so few the other way.
HABIT_ARTICLES = 3
HABIT_SHARE = 0.8
MIRROR: Mapping[str, Direction] = {
    Direction.FROM: Direction.TO,
    Direction.TO: Direction.FROM,
    Direction.UNDIRECTED: Direction.UNDIRECTED,
}
_DATELINE = re.compile(
    r"(?:^|\n)\W{0,2}[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:, [\w .]{2,30})?(?: ?\([^()\n]{2,40}\))? ?[-–—]{1,2} ?\w"
)


@dataclass(frozen=True, slots=True)
class Side:
    """What is asked of each of the two articles."""

    outlet: str | None
    day: int | None
    instant: int | None
    credits: Sequence[Credit]
    dateline: bool
    byline: str | None
    words: int


def has_dateline(text: str) -> bool:
    """Whether a line of the text begins with a place in capitals and a dash.

    >>> has_dateline("Rain\\nPORT ELLA (AFP) — It rained."), has_dateline("It rained — a lot.")
    (True, False)
    """
    return bool(_DATELINE.search(text, 0, DATELINE_CHARACTERS))


def owning(found: Sequence[Credit], outlet: str | None) -> list[Credit]:
    """The credits that name somebody other than the outlet itself as the author; those with a name first."""
    foreign = [c for c in found if c.kind in OWNING_KINDS and not (c.source and names_outlet(c, outlet))]
    return sorted(foreign, key=lambda credit: (not credit.source, credit.agency))


def _credits_other(found: Sequence[Credit], outlet: str | None, other: Side) -> Credit | None:
    """The credit by which this side says that the text is the other's, or that of a third whom both name.

    That an agency or outlet contributed says enough where the other side is that house, or says that its text is that
    house's: what both print is then what was contributed, whoever printed it first.
    """
    named = [c for c in found if c.kind in OWNING_KINDS or c.kind == CreditKind.CONTRIBUTED]
    for credit in named:
        if names_outlet(credit, other.outlet):
            return credit
    if own := owning(found, outlet):
        return own[0]
    theirs = owning(other.credits, other.outlet)
    return next((c for c in named if any(covers(c, credit) for credit in theirs)), None)


def _names_other(side: Side, other: Side) -> bool:
    return any(c.kind in OWNING_KINDS and names_outlet(c, other.outlet) for c in side.credits)


def _earlier(left: float | None, right: float | None) -> str | None:
    """TO where the left has the smaller value (it came first), Direction.FROM where the right has."""
    if left is None or right is None or left == right:
        return None
    return Direction.TO if left < right else Direction.FROM


def direction_of(left: Side, right: Side, left_shared: int, right_shared: int) -> str:
    """The direction of what two articles share, seen from the left one."""
    # Who is credited for the text had it first: an article is dated by its last edit, a copy by its first. Two outlets
    # that credit each other tell nothing, but an agency credits nobody for its own copy.
    for one, other, verdict in ((left, right, Direction.FROM), (right, left, Direction.TO)):
        if _names_other(one, other) and (agency_of_outlet(other.outlet) or not _names_other(other, one)):
            return verdict
    exact = left.instant is not None and right.instant is not None
    by_date = _earlier(left.instant, right.instant) if exact else _earlier(left.day, right.day)
    if by_date:
        return by_date
    # Copies lose credit lines; nobody adds an agency's by mistake.
    credited_left = any(c.agency for c in owning(left.credits, left.outlet))
    credited_right = any(c.agency for c in owning(right.credits, right.outlet))
    if credited_left != credited_right:
        return Direction.TO if credited_left else Direction.FROM
    linked_left, linked_right = (
        bool(owning(left.credits, left.outlet)),
        bool(owning(right.credits, right.outlet)),
    )
    if linked_left != linked_right:
        return Direction.FROM if linked_left else Direction.TO
    if left.dateline != right.dateline:
        return Direction.TO if left.dateline else Direction.FROM
    share_left, share_right = left_shared / max(left.words, 1), right_shared / max(right.words, 1)
    if share_left >= CONTAINED_SHARE and share_right <= CONTAINING_SHARE_MOST:
        return Direction.FROM
    if share_right >= CONTAINED_SHARE and share_left <= CONTAINING_SHARE_MOST:
        return Direction.TO
    # The side that names an author is nearer the origin than one that names nobody.
    if bool(left.byline) != bool(right.byline):
        return Direction.TO if left.byline else Direction.FROM
    return Direction.UNDIRECTED


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text of an article tells by itself: credits, whether it has a dateline, where others' words stand."""

    credits: Sequence[Credit]
    dateline: bool
    others: Sequence[tuple[int, int]] = ()


def sides_of(
    articles: pl.DataFrame, counts: pl.DataFrame, facts: Mapping[str, Facts]
) -> Iterator[tuple[str, Side]]:
    """What is asked of each article in `counts` (article_id, count); of `articles` the texts are not needed."""
    wanted = articles.join(counts, on="article_id").select(
        "article_id",
        "outlet",
        pl.col("published").dt.epoch("d").alias("day"),
        pl.when(pl.col("has_time")).then(pl.col("published").dt.epoch("us")).alias("instant"),
        "byline",
        "count",
    )
    for article_id, outlet, day, instant, byline, count in wanted.iter_rows():
        told = facts[article_id]
        yield article_id, Side(outlet, day, instant, told.credits, told.dateline, byline, count)


def datelines_of(articles: pl.DataFrame, guard: Guard) -> dict[str, bool]:
    """Whether each article has a dateline."""
    return {
        article_id: guard(article_id, partial(has_dateline, text), instead=False)
        for article_id, text in articles.select("article_id", "text").iter_rows()
    }


def by_habit(verdicts: dict[tuple[str, str], str], sides: Mapping[str, Side]) -> None:
    """If nothing else shows the direction, assume that of all other articles shared by the two outlets."""
    taken: Counter[tuple[str | None, str | None]] = Counter()
    for (left, right), verdict in verdicts.items():
        outlets = (sides[left].outlet, sides[right].outlet)
        if verdict != Direction.UNDIRECTED and outlets[0] and outlets[1]:
            taker, giver = outlets if verdict == Direction.FROM else outlets[::-1]
            taken[taker, giver] += 1
    for (left, right), verdict in verdicts.items():
        names = (sides[left].outlet or "", sides[right].outlet or "")
        took, gave = taken[names], taken[names[::-1]]
        if verdict == Direction.UNDIRECTED and max(took, gave) >= HABIT_ARTICLES:
            if took >= HABIT_SHARE * (took + gave):
                verdicts[left, right] = Direction.FROM
            elif gave >= HABIT_SHARE * (took + gave):
                verdicts[left, right] = Direction.TO


def _quoted(pairs: pl.DataFrame, facts: Mapping[str, Facts]) -> pl.Series:
    """Per row of `pairs`: the share of the passage's characters that are quotations, posts, transcripts, documents."""
    shares: list[float] = []
    last = dict(pairs.group_by("article_id").agg(pl.col("end").max()).iter_rows())
    known, sums = "", np.zeros(1, dtype=np.int64)
    for article_id, start, end in pairs.select("article_id", "start", "end").iter_rows():
        if article_id != known:
            known = article_id
            steps = np.zeros(last[article_id] + 1, dtype=np.int64)
            for first, stop in facts[article_id].others:
                steps[first + 1 : stop + 1] = 1
            sums = np.cumsum(steps)
        shares.append(float(sums[end] - sums[start]) / (end - start))
    return pl.Series("quoted", shares, dtype=pl.Float64).round(3)


@dataclass(frozen=True, slots=True)
class Told:
    """The side of each article with passages, and for each row of the pairs of passages, in order, the share of it
    that is somebody else's words."""

    sides: Mapping[str, Side]
    quoted: pl.Series


def facts_of(
    articles: pl.DataFrame, credited: Mapping[str, Sequence[Credit]], guard: Guard
) -> dict[str, Facts]:
    """What the texts of articles tell; `credited`: credits by article, for every one of them."""
    nothing: list[tuple[int, int]] = []
    datelines = datelines_of(articles, guard)
    return {
        article_id: Facts(
            credited[article_id],
            datelines[article_id],
            guard(article_id, partial(others_words, text), nothing),
        )
        for article_id, text in articles.select("article_id", "text").iter_rows()
    }


def tell(
    pairs: pl.DataFrame, articles: pl.DataFrame, counts: pl.DataFrame, facts: Mapping[str, Facts]
) -> Told:
    """What the articles of `pairs` tell of their passages. `counts`: article_id, count (words of the article)."""
    involved = pairs.select("article_id").unique()
    sides = dict(sides_of(articles, counts.join(involved, on="article_id"), facts))
    return Told(sides, _quoted(pairs, facts))


def direct(
    pairs: pl.DataFrame,
    articles: pl.DataFrame,
    counts: pl.DataFrame,
    credited: Mapping[str, Sequence[Credit]],
    guard: Guard,
) -> pl.DataFrame:
    """Find the direction and the credit of every passage: PASSED_ON, in the order of `pairs`.

    `pairs`: see passages.py. `articles`: those of the pairs. `counts`: article_id, count (words of the article).
    `credited`: credits by article, for every article in `pairs`. Work on a single article goes through `guard`.
    """
    return direct_told(pairs, tell(pairs, articles, counts, facts_of(articles, credited, guard)))


def direct_told(pairs: pl.DataFrame, told: Told) -> pl.DataFrame:
    """The same from what all articles in `pairs` tell."""
    sides = told.sides
    shared = {
        (left, right): words
        for left, right, words in pairs.group_by("article_id", "other_id")
        .agg(pl.col("words").sum())
        .iter_rows()
    }
    verdicts_by_pair = {
        (left, right): direction_of(sides[left], sides[right], shared[left, right], shared[right, left])
        for left, right in sorted(shared)
        if left < right
    }
    by_habit(verdicts_by_pair, sides)
    rows: list[tuple[str, str, str, bool, str]] = []
    for (left_id, right_id), verdict in verdicts_by_pair.items():
        taker, giver = (
            (sides[right_id], sides[left_id])
            if verdict == Direction.TO
            else (sides[left_id], sides[right_id])
        )
        credit = _credits_other(taker.credits, taker.outlet, giver)
        shown = credit or next(iter(owning(giver.credits, giver.outlet)), None)
        rest = (credit is not None, shown.text if shown else "")
        rows.append((left_id, right_id, verdict, *rest))
        rows.append((right_id, left_id, MIRROR[verdict], *rest))
    added = ("article_id", "other_id", "direction", "credited", "credit")
    verdicts = pl.DataFrame(rows, schema=PASSAGES.part(*added), orient="row")
    directed = pairs.join(
        verdicts, on=["article_id", "other_id"], how="left", maintain_order="left"
    ).with_columns(told.quoted)
    return _with_also_printed(directed).select(list(PASSED_ON)).cast(PASSED_ON)


def _with_also_printed(directed: pl.DataFrame) -> pl.DataFrame:
    """The passages, those that are in both copies the words of somebody else being nobody's copy of the other."""
    mirrored = directed.select(
        article_id="other_id",
        start="other_start",
        end="other_end",
        other_id="article_id",
        other_start="start",
        other_end="end",
        words_there="words",
        quoted_there="quoted",
    )
    share, words = pl.min_horizontal("quoted", "quoted_there"), (pl.col("words") + pl.col("words_there")) / 2
    few = (words * (1 - share) <= PLAIN_WORDS_MOST) & (share >= OTHERS_SHARE_LEAST)
    # Words that one of them gives as a quotation are not that outlet's own, however the other prints them.
    theirs = few | (pl.max_horizontal("quoted", "quoted_there") >= OTHERS_SHARE)
    copied = pl.when(~theirs).then(words).otherwise(0).sum().over("article_id", "other_id")
    printed = pl.when(theirs).then(words).otherwise(0).sum().over("article_id", "other_id")
    also = theirs & ((copied < COPIED_WORDS) | (2 * copied < printed))
    keys = ["article_id", "start", "end", "other_id", "other_start", "other_end"]
    return directed.join(mirrored, on=keys, how="left", maintain_order="left").with_columns(
        direction=pl.when(also).then(pl.lit(str(Direction.ALSO_PRINTED))).otherwise("direction"),
        credited=~also & pl.col("credited"),
        credit=pl.when(also).then(pl.lit("")).otherwise("credit"),
    )
