"""The result of reading: one schema for every kind of file, and an account of every article."""

from dataclasses import dataclass

import polars as pl

from scoring.schema import tables

MARKUP = pl.List(
    pl.Struct(
        {
            "link_share": pl.Float32,
            "tag": pl.String(),
            "kept": pl.Boolean(),
            "heading": pl.Int8,
            "part": pl.String(),
        }
    )
)
"""For an article that came as HTML: one entry for each line of its text (see `PageLine` in `pages`)."""

ARTICLES = pl.Schema(
    {
        "article_id": pl.String(),  # unique
        "outlet": pl.String(),  # null: unknown
        "url": pl.String(),
        "title": pl.String(),
        "byline": pl.String(),
        "published": pl.Datetime("us"),  # UTC where a zone was given; null: unknown
        "has_time": pl.Boolean(),  # false: only the day is known, or not even that
        "language": pl.String(),  # ISO 639-1, or "und"
        "group": pl.String(),  # a label of the user's own for the outlet, such as its lean; null: none given
        "text": pl.String(),
        "markup": MARKUP,  # null unless the article came as a page
        "canonical_url": pl.String(),
        "file": pl.String(),  # from the name of the path that was given
        "row": pl.Int64(),  # line of a CSV or JSONL, elsewhere number of the record; null: file = article
    }
)
"""One row for each article, in the order of `article_id`."""

REJECTS, DUPLICATES, NOTES = tables.REJECTS.schema, tables.DUPLICATES.schema, tables.NOTES.schema
"""One row for each article, or whole file, that could not be read; for each that its outlet has already; for each
that was kept but could not be read as given."""


class CorpusError(Exception):
    """Nothing can be read, or the call is wrong; the message tells the user what to do."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read. Always `articles_in == articles.height + rejects.height + duplicates.height`.

    faults: how many of the rejects are due to a fault of Masthead.
    """

    articles: pl.DataFrame
    rejects: pl.DataFrame
    duplicates: pl.DataFrame
    notes: pl.DataFrame
    articles_in: int
    faults: int = 0
