"""A few texts compared with a corpus that is there already, in a moment, as comparing all of it anew would.

Only the articles that hold a gram of the given texts (`gram_index`) are compared with them, and the articles that hold
grams of those in their turn, where one of them may have its text from a given one.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from scoring.compare.corpus_words import CorpusWords, corpus_words
from scoring.compare.direction import direct
from scoring.compare.facts import credits_of
from scoring.compare.gram_index import GramIndex, UInt32Array, upper_halves
from scoring.compare.passages import find_passages
from scoring.compare.pointers import GRAM_WORDS, grams_of
from scoring.compare.repeated_lines import REPEATED_LINES, find_repeated_lines
from scoring.compare.sketches import lines_of
from scoring.compare.tokens import tokenise
from scoring.workers.attempts import Guard

RUNS = pl.Schema(
    {"article_id": pl.String, "other_id": pl.String, "start": pl.Int32, "end": pl.Int32, "words": pl.Int32}
)
"""A stretch of a given text (characters, words) whose every word stands within eight or more that the other has too."""
# What is asked of an article of the corpus; the rest of a given one is not asked.
_ASKED = (
    "article_id", "outlet", "published", "has_time", "url", "canonical_url", "byline", "text"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compendium:
    """A corpus that texts can be compared with.

    `about`: article_id, outlet, published, url of its articles; `texts`: the texts of some of them (article_id, text).
    """

    about: pl.DataFrame
    texts: Callable[[Collection[str]], pl.DataFrame]
    index: GramIndex


@dataclass(frozen=True, slots=True)
class Shared:
    """What given texts share with a corpus, and with each other.

    `repeated`: lines of theirs that their outlet repeats (REPEATED_LINES). `passages`: as in
    `scoring.compare.compare.Comparison`, the rows of the given texts. `runs`: what stands word for word in which
    article, whoever had it first, also in one of the same outlet (RUNS).
    """

    repeated: pl.DataFrame
    passages: pl.DataFrame
    runs: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Some:
    """Some articles with their words and repeated lines."""

    articles: pl.DataFrame
    tokens: pl.DataFrame
    repeated: pl.DataFrame

    def words(self) -> CorpusWords:
        """Their words end to end."""
        return corpus_words(self.articles, self.tokens, self.repeated)

    def and_(self, other: "_Some") -> "_Some":
        """These and others."""
        return _Some(
            pl.concat([self.articles, other.articles]),
            pl.concat([self.tokens, other.tokens]),
            pl.concat([self.repeated, other.repeated]),
        )


def share_with(given: pl.DataFrame, corpus: Compendium | None, guard: Guard | None = None) -> Shared:
    """What given articles (ARTICLES) share with the corpus: the passages are those of a comparison of all together.

    None for the corpus: they are compared with each other alone. Their ids must not be among the corpus's. Directions
    do not heed what the outlets do in other articles.
    """
    guard = guard or Guard("comparing")
    given = given.select(_ASKED)
    ids = set(given["article_id"])
    some = _together(given, corpus)
    if corpus is not None:
        mates = set(some.articles["article_id"])
        near = corpus.index.holding(_grams_of(some, ids))
        some = some.and_(_articles(corpus, [found for found in near if found not in mates]))
        mates = set(some.articles["article_id"])
        far = corpus.index.holding(_grams_of(some, _later(some, ids) & set(near)))
        some = some.and_(_articles(corpus, [found for found in far if found not in mates]))
    pairs = find_passages(some.articles, some.tokens, some.repeated)
    pairs = pairs.filter(pl.col("article_id").is_in(list(ids)) | pl.col("other_id").is_in(list(ids)))
    involved = some.articles.join(pairs.select("article_id").unique(), on="article_id", how="semi")
    counts = some.tokens.select("article_id", count=pl.col("keys").list.len())
    passages = direct(pairs, involved, counts, credits_of(involved, pairs, guard), guard)
    mine = pl.col("article_id").is_in(list(ids))
    return Shared(
        some.repeated.filter(mine).sort("article_id", "start"), passages.filter(mine), _runs(some, ids)
    )


def side_by_side(text: str, other: str) -> pl.DataFrame:
    """The passages that two texts share: start, end, other_start, other_end, words, edits, in the first's order."""
    articles = pl.DataFrame(
        {"article_id": ["a", "b"], "outlet": ["a", "b"], "published": [None, None], "text": [text, other]},
        schema_overrides={"published": pl.Datetime("us")},
    )
    tokens = tokenise(["a", "b"], [text, other])
    found = find_passages(articles, tokens, pl.DataFrame(schema=REPEATED_LINES))
    columns = ("start", "end", "other_start", "other_end", "words", "edits")
    return found.filter(pl.col("article_id") == "a").select(columns)


def _together(given: pl.DataFrame, corpus: Compendium | None) -> _Some:
    """The given articles and all others of their outlets, with the lines that these repeat."""
    articles = given
    outlets = given["outlet"].drop_nulls().unique().to_list()
    if corpus is not None and outlets:
        mates = corpus.about.filter(pl.col("outlet").is_in(outlets))
        articles = pl.concat([given, _rows(corpus, mates["article_id"].to_list())])
    tokens = _tokens(articles)
    return _Some(articles, tokens, find_repeated_lines(articles, tokens))


def _rows(corpus: Compendium, ids: Sequence[str]) -> pl.DataFrame:
    """Articles of the corpus as they are compared; a folder does not say whether an hour is known: midnight is none."""
    about = corpus.about.filter(pl.col("article_id").is_in(ids)).join(corpus.texts(ids), on="article_id")
    return about.with_columns(
        has_time=(pl.col("published").dt.time() != pl.time(0)).fill_null(value=False),
        canonical_url=pl.lit(None, dtype=pl.String),
        byline=pl.lit(None, dtype=pl.String),
    ).select(_ASKED)


def _articles(corpus: Compendium, ids: Sequence[str]) -> _Some:
    articles = _rows(corpus, ids)
    tokens = _tokens(articles)
    lines = lines_of(articles, tokens)
    repeated = pl.DataFrame(schema=REPEATED_LINES)
    if lines.height:
        repeated = (
            lines.with_columns(
                article_id=articles["article_id"].gather(lines["row"]),
                outlet=articles["outlet"].gather(lines["row"]),
                articles=pl.lit(0, dtype=pl.Int32),
            )
            .join(corpus.index.repeated, on=["outlet", "line"], how="semi")
            .select(list(REPEATED_LINES))
            .cast(REPEATED_LINES)
        )
    return _Some(articles, tokens, repeated)


def _tokens(articles: pl.DataFrame) -> pl.DataFrame:
    return tokenise(articles["article_id"].to_list(), articles["text"].to_list())


def _grams_of(some: _Some, ids: Collection[str]) -> UInt32Array:
    """The grams of some of the articles, as the index holds them."""
    mine = pl.col("article_id").is_in(list(ids))
    words = _Some(some.articles.filter(mine), some.tokens.filter(mine), some.repeated.filter(mine)).words()
    nothing = np.zeros(0, dtype=np.uint32)
    return np.concatenate([nothing, *(upper_halves(hashes) for hashes, _ in grams_of(words))])


def _later(some: _Some, given: Collection[str]) -> set[str]:
    """The articles that follow the first of the given ones in the order of time, and so may have text from it."""
    order = some.words().ids.to_list()
    first = min(order.index(article_id) for article_id in given)
    return set(order[first:]) - set(given)


def _runs(some: _Some, given: Collection[str]) -> pl.DataFrame:
    """What of each given article stands word for word in which other (RUNS), the longest share first."""
    words = some.words()
    parts = [
        pl.DataFrame({"gram": hashes, "at": positions, "article": words.article_of(positions)})
        for hashes, positions in grams_of(words)
    ]
    if not parts:
        return pl.DataFrame(schema=RUNS)
    grams = pl.concat(parts)
    ids = words.ids.to_list()
    mine = grams.filter(pl.col("article").is_in([at for at, found in enumerate(ids) if found in given]))
    held = mine.join(grams.select("gram", other="article").unique(), on="gram")
    held = held.filter(pl.col("article") != pl.col("other")).sort("article", "other", "at")
    apart = (pl.col("at") - pl.col("at").shift(1) > GRAM_WORDS).fill_null(value=True)
    runs = (
        held.with_columns(run=apart.over("article", "other").cum_sum().over("article", "other"))
        .group_by("article", "other", "run", maintain_order=True)
        .agg(first=pl.col("at").min(), last=pl.col("at").max() + GRAM_WORDS - 1)
    )
    articles = runs["article"].to_numpy()
    tokens = some.tokens.sort("article_id")
    places = {
        "start": _offsets(words, tokens, runs["first"], articles, "starts"),
        "end": _offsets(words, tokens, runs["last"], articles, "ends"),
    }
    return runs.select(
        article_id=words.ids.gather(runs["article"]),
        other_id=words.ids.gather(runs["other"]),
        **{name: pl.Series(values, dtype=pl.Int32) for name, values in places.items()},
        words=(pl.col("last") - pl.col("first") + 1).cast(pl.Int32),
    )


def _offsets(
    words: CorpusWords, tokens: pl.DataFrame, positions: pl.Series, articles: np.ndarray, column: str
) -> list[int]:
    places = words.word_of(positions.to_numpy(), articles)
    columns = {at: tokens[column][int(words.rows[at])].to_numpy() for at in set(articles.tolist())}
    return [int(columns[at][place]) for at, place in zip(articles.tolist(), places.tolist(), strict=True)]
