"""What the texts of articles that share text tell: credits, datelines, words of others."""

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import blake2b

import numpy as np
import polars as pl

from scoring.compare.credits import find_credits
from scoring.compare.direction import Facts, facts_of
from scoring.compare.memory import Memory
from scoring.compare.records import Credit
from scoring.compare.shelf import Shelf
from scoring.text.page_text import PageText
from scoring.workers.attempts import Guard

# Two articles that share fewer words than this are not searched for credits: they share a title or set phrase.
CREDITED_WORDS = 25
_SIDE = ("article_id", "text", "byline", "canonical_url", "url")
_FACTS = "facts.parquet"
_CREDIT = pl.Struct(
    {
        "start": pl.Int32(),
        "end": pl.Int32(),
        "kind": pl.String(),
        "source": pl.String(),
        "agency": pl.Boolean(),
        "text": pl.String(),
    }
)
_KEPT = pl.Schema(
    {
        "article_id": pl.String(),
        "key": pl.Binary(),
        "credits": pl.List(_CREDIT),
        "dateline": pl.Boolean(),
        "others": pl.List(pl.Int32()),
    }
)


def credits_of(articles: pl.DataFrame, pairs: pl.DataFrame, guard: Guard) -> dict[str, list[Credit]]:
    """The credits of the articles that share text, including those that name an outlet it is shared with.

    They help to find the direction, before pages are divided into blocks: blocks depend on the repeated lines of
    the whole corpus and are found later, in the workers. Parsing then looks for credits again, with the blocks,
    which separate captions and other people's text from the article's own.
    """
    found = articles.join(_others(pairs), on="article_id").select(*_SIDE, "other_outlet")
    credited: dict[str, list[Credit]] = {article_id: [] for article_id in pairs["article_id"].unique()}
    for article_id, text, byline, canonical_url, url, outlets in found.iter_rows():
        ask = partial(
            find_credits, PageText(text), byline=byline, canonical_url=canonical_url, url=url, outlets=outlets
        )
        credited[article_id] = guard(article_id, ask, [])
    return credited


def _others(pairs: pl.DataFrame) -> pl.DataFrame:
    """article_id, other_outlet: the known outlets with which an article shares enough to be searched for credits."""
    weighty = pl.col("words").sum().over("article_id", "other_id") >= CREDITED_WORDS
    return (
        pairs.filter(weighty).group_by("article_id").agg(pl.col("other_outlet").drop_nulls().unique().sort())
    )


def facts_again(
    shelf: Shelf, pairs: pl.DataFrame, guard: Guard, memory: Memory | None = None
) -> Mapping[str, Facts]:
    """What the text of each article in `pairs` tells, the articles being read part by part.

    With a memory, only of those is the text read of which that is not known.
    """
    involved = pairs["article_id"].unique()
    facts: dict[str, Facts] = {}
    if memory is not None:
        keys = _keys(shelf, pairs)
        facts = dict(_known(keys, memory))
    wanted = shelf.ids.is_in(involved.implode()) & ~shelf.ids.is_in(list(facts))
    for articles in shelf.read(wanted.arg_true().to_numpy().astype(np.int64)):
        theirs = pairs.filter(pl.col("article_id").is_in(articles["article_id"].implode()))
        facts |= facts_of(articles, credits_of(articles, theirs, guard), guard)
    if memory is not None:
        _kept(facts, keys).write_parquet(memory.keep / _FACTS, compression="zstd")
    return facts


def _keys(shelf: Shelf, pairs: pl.DataFrame) -> pl.DataFrame:
    """article_id, key: a digest of all that the facts of an article depend on, for each article in `pairs`."""
    involved = pairs.select("article_id").unique().join(_others(pairs), on="article_id", how="left")
    about = shelf.about.select("article_id", "content").join(involved, on="article_id", maintain_order="left")
    keys = [
        blake2b(content + repr(outlets).encode(errors="surrogatepass"), digest_size=len(content)).digest()
        for content, outlets in about.select("content", "other_outlet").iter_rows()
    ]
    return about.select("article_id", key=pl.Series(keys, dtype=pl.Binary))


def _known(keys: pl.DataFrame, memory: Memory) -> Iterator[tuple[str, Facts]]:
    """The facts that an earlier comparison kept and that hold."""
    if memory.before is None:
        return
    kept = pl.read_parquet(memory.before / _FACTS).join(keys, on=["article_id", "key"], how="semi")
    for article_id, credited, dateline, others in kept.drop("key").iter_rows():
        spans = list(zip(others[::2], others[1::2], strict=True))
        yield article_id, Facts([Credit(**credit) for credit in credited], dateline, spans)


def _kept(facts: Mapping[str, Facts], keys: pl.DataFrame) -> pl.DataFrame:
    fields = [field.name for field in _CREDIT.fields]
    rows = [
        (
            article_id,
            key,
            [{name: getattr(credit, name) for name in fields} for credit in facts[article_id].credits],
            facts[article_id].dateline,
            [place for span in facts[article_id].others for place in span],
        )
        for article_id, key in keys.iter_rows()
    ]
    return pl.DataFrame(rows, schema=_KEPT, orient="row")
