"""Copies that were reworded, or translated and translated back; found by likeness, so less certain than passages.

Candidates are pairs of articles from two outlets, a few days apart, that share many rare words (names, figures,
terms). They are found through those words, not by comparing every pair. The best candidates of each article are
then compared sentence by sentence.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.corpus_words import outlet_numbers
from scoring.compare.direction import Facts, Side, by_habit, datelines_of, direction_of, sides_of
from scoring.compare.likeness import NOT_ALIKE, Likeness, Sentence, likeness, sentences_of
from scoring.compare.memory import Memory
from scoring.compare.records import Credit
from scoring.compare.shelf import Shelf, shelf_of
from scoring.schema.kinds import Direction
from scoring.workers.attempts import Guard

REWRITES = pl.Schema(
    {
        "article_id": pl.String,
        "other_id": pl.String,
        "other_outlet": pl.String,
        "share": pl.Float32,
        "sentences": pl.Int32,
        "direction": pl.String,
    }
)
_LIKENESS = "likeness.parquet"
_KEPT = pl.Schema(
    {
        "article_id": pl.String(),
        "other_id": pl.String(),
        "content": pl.Binary(),
        "other_content": pl.Binary(),
        "share": pl.Float64(),
        "sentences": pl.Int32(),
    }
)
# A word in more articles than this is no sign of a common story (and makes the join large).
RARE_ARTICLES = 25
# Rewriting desks work within days.
DAYS_APART = 3
# A candidate shares this much of the article's rare words, weighted by rareness...
CANDIDATE_SHARE = 0.3
# ...and so many of them at least; an article without as many has too little to go by.
CANDIDATE_WORDS = 3
# So many candidates of an article are read.
CANDIDATES_READ = 3
# From this share of sentences found again in order, an article is a rewrite. Reports of 240 outlets on the
# same events reach it in no case but where they share exact passages; round-trip translations lie above.
REWRITTEN_SHARE = 0.5
# Where so much of the article is shared word for word, the passages tell it all.
EXACT_SHARE = 0.5
# Articles whose sentences are kept at hand while pairs are read.
SENTENCES_KEPT = 2000
_SLOT_BITS = 22
_MOST_PER_SLOT = 8  # times RARE_ARTICLES: a rare word may be repeated within its articles
_PARTS = 8
_HASH_BITS = 64


def _rare_words(shelf: Shelf) -> pl.DataFrame:
    """Row, key, weight: the words that few articles have."""
    # Most words are common; a count by hash slots passes over them without grouping.
    uses = np.zeros(1 << _SLOT_BITS, dtype=np.int32)
    for forms in shelf.sketched("forms"):
        np.add.at(uses, _slots(forms), forms["count"].to_numpy().astype(np.int32))
    few = uses <= _MOST_PER_SLOT * RARE_ARTICLES
    rare = (
        forms.select("row", "key").filter(pl.Series(few[_slots(forms)], dtype=pl.Boolean))
        for forms in shelf.sketched("forms")
    )
    words = pl.concat([pl.DataFrame(schema={"row": pl.Int32, "key": pl.UInt64}), *rare])
    return (
        words.join(words.group_by("key").len("articles"), on="key")
        .filter(pl.col("articles") <= RARE_ARTICLES)
        .with_columns(weight=(len(shelf) / pl.col("articles")).log().cast(pl.Float32))
    )


def _slots(forms: pl.DataFrame) -> NDArray[np.int64]:
    return (forms["key"].to_numpy() >> np.uint64(_HASH_BITS - _SLOT_BITS)).astype(np.int64)


def _candidates(shelf: Shelf) -> pl.DataFrame:
    """Pairs of rows (`row`, `other`) with the share of the first one's rare words that the second has too."""
    articles, rare = shelf.about, _rare_words(shelf)
    totals = rare.group_by("row").agg(total=pl.col("weight").sum())
    shared = rare.filter(pl.col("articles") > 1).select("row", "key", "weight")
    about = pl.DataFrame(
        {
            "row": np.arange(articles.height, dtype=np.int32),
            "day": articles["published"].dt.epoch("d").cast(pl.Int32),
            "outlet": outlet_numbers(articles["outlet"]),
        }
    )
    shared = shared.join(about, on="row")
    near = (pl.col("day") - pl.col("other_day")).is_between(-DAYS_APART, DAYS_APART)
    parts: list[pl.DataFrame] = []
    for part in range(_PARTS):
        some = shared.filter(pl.col("key") % _PARTS == part)
        others = some.select("key", other="row", other_day="day", other_outlet="outlet")
        pairs = some.join(others, on="key").filter(
            (pl.col("row") < pl.col("other"))
            & (pl.col("outlet") != pl.col("other_outlet"))
            & near.fill_null(value=True)
        )
        parts.append(pairs.group_by("row", "other").agg(pl.col("weight").sum(), words=pl.len()))
    pairs = pl.concat(parts).group_by("row", "other").agg(pl.col("weight").sum(), pl.col("words").sum())
    pairs = pairs.filter(pl.col("words") >= CANDIDATE_WORDS)
    mirrored = pairs.select(pl.col("other").alias("row"), pl.col("row").alias("other"), "weight", "words")
    return (
        pl.concat([pairs, mirrored])
        .join(totals, on="row")
        .with_columns(share=(pl.col("weight") / pl.col("total")).round(4))
        .filter(pl.col("share") >= CANDIDATE_SHARE)
        .sort("row", "share", "other", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .head(CANDIDATES_READ)
    )


def _likenesses(
    shelf: Shelf, pairs: pl.DataFrame, guard: Guard, memory: Memory | None
) -> dict[tuple[str, str], Likeness]:
    """How alike the articles of each pair are. With a memory, only those are read of which that is not known."""
    if memory is None:
        return _read(pairs.rows(), _texts(shelf, pairs), guard)
    content = shelf.about.select("article_id", "content")
    pairs = pairs.join(content, on="article_id", maintain_order="left").join(
        content.rename({"article_id": "other_id", "content": "other_content"}),
        on="other_id",
        maintain_order="left",
    )
    known = (
        pl.DataFrame(schema=_KEPT) if memory.before is None else pl.read_parquet(memory.before / _LIKENESS)
    )
    keys = ["article_id", "other_id", "content", "other_content"]
    fresh = pairs.join(known, on=keys, how="anti", maintain_order="left").select("article_id", "other_id")
    read = {
        (left, right): Likeness(share, sentences)
        for left, right, *_, share, sentences in known.join(pairs, on=keys, how="semi").iter_rows()
    }
    read |= _read(fresh.rows(), _texts(shelf, fresh), guard)
    likenesses = [read[left, right] for left, right in pairs.select("article_id", "other_id").iter_rows()]
    kept = pairs.with_columns(
        share=pl.Series([like.share for like in likenesses], dtype=pl.Float64),
        sentences=pl.Series([like.sentences for like in likenesses], dtype=pl.Int32),
    )
    kept.select(_KEPT.names()).sort(keys[:2]).write_parquet(memory.keep / _LIKENESS, compression="zstd")
    return read


def _texts(shelf: Shelf, pairs: pl.DataFrame) -> dict[str, str]:
    """The texts of the articles in `pairs` by id."""
    return dict(_chosen(shelf, pairs).select("article_id", "text").iter_rows())


def _chosen(shelf: Shelf, pairs: pl.DataFrame) -> pl.DataFrame:
    involved = pl.concat([pairs["article_id"], pairs["other_id"]]).unique()
    some = shelf.ids.is_in(involved.implode()).arg_true().to_numpy().astype(np.int64)
    return pl.concat([shelf.about.head(0).with_columns(text=pl.lit("")), *shelf.read(some)])


def _read(
    pairs: Sequence[tuple[str, str]], texts: Mapping[str, str], guard: Guard
) -> dict[tuple[str, str], Likeness]:
    known: dict[str, list[Sentence]] = {}

    def sentences(article_id: str) -> list[Sentence]:
        if article_id not in known:
            if len(known) >= SENTENCES_KEPT:
                known.clear()
            known[article_id] = guard(article_id, partial(sentences_of, texts[article_id]), [])
        return known[article_id]

    return {
        (left, right): guard(left, partial(likeness, sentences(left), sentences(right)), NOT_ALIKE)
        for left, right in pairs
    }


def _without_copies(pairs: pl.DataFrame, passages: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """The pairs that do not share half of the first article word for word; none of a copied article."""
    shared = (
        passages.group_by("article_id", "other_id", "direction")
        .agg(pl.col("words").sum())
        .join(counts, on="article_id")
        .filter(pl.col("words") >= EXACT_SHARE * pl.col("count"))
    )
    copies = shared.filter(pl.col("direction") != Direction.TO).select("article_id").unique()
    return pairs.join(shared, on=["article_id", "other_id"], how="anti").join(
        copies, on="article_id", how="anti"
    )


def _directed(
    read: Mapping[tuple[str, str], Likeness], sides: Mapping[str, Side]
) -> dict[tuple[str, str], str]:
    verdicts: dict[tuple[str, str], str] = {}
    for left, right in sorted(read):
        words = int(read[left, right].share * sides[left].words)
        back = read.get((right, left))
        other = int(back.share * sides[right].words) if back else words
        verdicts[left, right] = direction_of(sides[left], sides[right], words, other)
    by_habit(verdicts, sides)
    return verdicts


def find_rewrites(
    articles: pl.DataFrame,
    tokens: pl.DataFrame,
    passages: pl.DataFrame,
    credited: Mapping[str, Sequence[Credit]] | None = None,
    guard: Guard | None = None,
) -> pl.DataFrame:
    """The articles that are rewritten from another outlet's article: REWRITES, one row an article at most.

    `articles` and `tokens` as in `compare`; `passages`: the exact ones, for what needs no likeness to be
    found. Rows are sorted by article; an article that somebody else rewrote has no row for that.
    """
    return rewrites_on(shelf_of(articles, tokens), passages, credited, guard)


def rewrites_on(
    shelf: Shelf,
    passages: pl.DataFrame,
    credited: Mapping[str, Sequence[Credit]] | None = None,
    guard: Guard | None = None,
    memory: Memory | None = None,
) -> pl.DataFrame:
    """The same of the articles on a shelf; for `memory` see `scoring.compare.compare.compare_on`."""
    guard = guard or Guard("comparing")
    found = _candidates(shelf)
    ids = shelf.ids
    pairs = pl.DataFrame({"article_id": ids.gather(found["row"]), "other_id": ids.gather(found["other"])})
    counts = shelf.about.select("article_id", count=pl.Series(shelf.counts))
    pairs = _without_copies(pairs, passages, counts)
    read = {
        pair: like
        for pair, like in _likenesses(shelf, pairs, guard, memory).items()
        if like.share >= REWRITTEN_SHARE
    }
    chosen = _chosen(shelf, pl.DataFrame(list(read), schema=pairs.schema, orient="row"))
    credited = credited or {}
    facts = {
        article_id: Facts(credited.get(article_id, ()), dateline)
        for article_id, dateline in datelines_of(chosen, guard).items()
    }
    sides = dict(sides_of(chosen, counts, facts))
    verdicts = _directed(read, sides)
    source = _sources(read, verdicts)
    rows = [
        (
            left,
            right,
            sides[right].outlet,
            read[left, right].share,
            read[left, right].sentences,
            verdicts[left, right],
        )
        for left, right in sorted(source.items())
    ]
    return pl.DataFrame(rows, schema=REWRITES, orient="row")


def _sources(
    read: Mapping[tuple[str, str], Likeness], verdicts: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    """For each rewritten article its source: of two rewrites of one text, neither is the other's source."""
    options: dict[str, list[str]] = {}
    order: dict[str, int] = {Direction.FROM: 0, Direction.UNDIRECTED: 1}
    for (left, right), like in sorted(
        read.items(),
        key=lambda item: (item[0][0], order.get(verdicts[item[0]], 2), -item[1].share, item[0][1]),
    ):
        if verdicts[left, right] != Direction.TO and like.sentences:
            options.setdefault(left, []).append(right)
    source = {left: rights[0] for left, rights in options.items()}
    for left, rights in options.items():
        above = source.get(source[left])
        if above in rights and verdicts.get((source[left], above)) == Direction.FROM:
            source[left] = above
    return source
