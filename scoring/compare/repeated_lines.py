"""Lines that an outlet repeats across its articles, as most of a page's furniture is.

Lines are compared by their words alone (case, punctuation and quotation marks do not matter). Two versions of one
article also repeat each other's lines, but those are not furniture: articles that share half of their prose are
versions of one text and count once.
"""

import polars as pl

from scoring.compare.corpus_words import outlet_numbers
from scoring.compare.shelf import Shelf, shelf_of
from scoring.compare.sketches import LINES

REPEATED_LINES = pl.Schema(
    {"article_id": pl.String, "start": pl.Int32, "end": pl.Int32, "articles": pl.Int32}
)

# How many different texts of an outlet must have the line: twice is easily chance (a quoted slogan, a crosshead),
# three times is a habit.
ARTICLES_LEAST = 3
# A line of this many words is at least a sentence. Outlets reuse paragraphs of background, so prose must be in
# more articles: a twentieth of the outlet's, but at most ten.
PROSE_WORDS = 20
PROSE_ARTICLES_SHARE = 0.05
PROSE_ARTICLES_MOST = 10
# Articles that share half of their prose are versions of one text.
VERSION_SHARE = 0.5


def _versions(lines: pl.DataFrame) -> pl.DataFrame:
    """For each article (row), the earliest article of its outlet that shares half of its prose."""
    prose = lines.filter(pl.col("words") >= PROSE_WORDS).unique(["row", "line"], maintain_order=True)
    prose = prose.with_columns(leader=pl.col("row").min().over("outlet", "line"))
    total = prose.group_by("row").agg(total=pl.col("words").sum())
    shared = prose.group_by("row", "leader").agg(shared=pl.col("words").sum())
    return (
        shared.join(total, on="row")
        .filter(pl.col("shared") >= VERSION_SHARE * pl.col("total"))
        .sort("row", "shared", "leader", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .agg(version=pl.col("leader").first())
    )


def find_repeated_lines(articles: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """The lines that their outlet repeats: article_id, start, end (characters), articles (independent ones).

    `articles`: article_id, outlet, text; `tokens`: a TOKENS frame of the same articles. Articles without an outlet
    have no repeated lines. Offsets run from the start of a line's first word to the end of its last. Sorted by
    article and place; the order of input rows makes no difference.
    """
    return repeated_on(shelf_of(articles, tokens))


def repeated_on(shelf: Shelf) -> pl.DataFrame:
    """The same of the articles on a shelf."""
    lines = pl.concat([LINES.to_frame(), *shelf.sketched("lines")]).sort("row", "start")
    if not lines.height:
        return pl.DataFrame(schema=REPEATED_LINES)
    found = repeated_among(lines, shelf.about["outlet"]).sort("row", "start")
    ids = shelf.ids.gather(found["row"])
    return found.with_columns(article_id=ids).select(list(REPEATED_LINES)).cast(REPEATED_LINES)


def repeated_among(lines: pl.DataFrame, outlets: pl.Series) -> pl.DataFrame:
    """Those of the lines that their outlet repeats, with `outlet` (its number) and `articles` (independent ones).

    `lines`: row, words, line (hash) and anything else; `outlets`: of each row, ordered by article_id, the outlet.
    """
    numbers = pl.Series("outlet", outlet_numbers(outlets))
    sizes = numbers.value_counts(name="size")
    lines = lines.with_columns(outlet=numbers.gather(lines["row"]))
    users = lines.unique(["outlet", "line", "row"]).group_by("outlet", "line").len("users")
    lines = lines.join(users.filter(pl.col("users") >= ARTICLES_LEAST), on=["outlet", "line"]).join(
        _versions(lines), on="row", how="left"
    )
    lines = lines.with_columns(pl.col("version").fill_null(pl.col("row")))
    needed = (PROSE_ARTICLES_SHARE * pl.col("size")).ceil().clip(ARTICLES_LEAST, PROSE_ARTICLES_MOST)
    return (
        lines.with_columns(articles=pl.col("version").n_unique().over("outlet", "line"))
        .join(sizes, on="outlet")
        .filter(
            pl.col("articles")
            >= pl.when(pl.col("words") >= PROSE_WORDS).then(needed).otherwise(ARTICLES_LEAST)
        )
    )
