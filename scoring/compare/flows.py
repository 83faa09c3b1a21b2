"""Who takes text from whom: the passages with a direction, added up for each pair of outlets."""

import polars as pl

from scoring.schema.kinds import BY_CREDIT, REPRINTS, Direction
from scoring.schema.tables import FLOWS
from scoring.schema.thresholds import SOURCE_WORDS


def find_flows(articles: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """What each outlet took from each other outlet or credited agency: FLOWS, sorted by both names.

    `articles`: article_id, outlet, provenance, origin_outlet, body_words; `passages`: PASSED_ON. Passages
    count as in `provenance_of`: from sources of SOURCE_WORDS words outside quotation marks. An article that
    credits an agency of which no article is in the corpus adds its whole body to that agency's flow.
    """
    unquoted = (pl.col("words") * (1 - pl.col("quoted"))).sum().over("article_id", "other_id")
    reprints = articles.filter(pl.col("provenance").is_in(REPRINTS))["article_id"]
    counted = (unquoted >= SOURCE_WORDS) | pl.col("article_id").is_in(reprints.implode())
    taken = passages.filter(counted & (pl.col("direction") == Direction.FROM))
    columns = ["article_id", "from_outlet", "words", "credited"]
    by_passage = taken.select("article_id", pl.col("other_outlet").alias("from_outlet"), "words", "credited")
    whole = articles.filter(
        pl.col("provenance").is_in(BY_CREDIT)
        & pl.col("origin_outlet").is_not_null()
        & (pl.col("body_words") > 0)  # a page without a recognised body took none
    ).join(by_passage.select("article_id").unique(), on="article_id", how="anti")
    by_credit = whole.select(
        "article_id",
        pl.col("origin_outlet").alias("from_outlet"),
        pl.col("body_words").cast(pl.Int32).alias("words"),
        pl.lit(value=True).alias("credited"),
    )
    flows = (
        pl.concat([by_passage.select(columns), by_credit.select(columns)])
        .join(articles.select("article_id", pl.col("outlet").alias("to_outlet")), on="article_id")
        .drop_nulls(["from_outlet", "to_outlet"])
        .group_by("from_outlet", "to_outlet")
        .agg(
            articles=pl.col("article_id").n_unique(),
            words=pl.col("words").cast(pl.Int64).sum(),
            credited=pl.col("words").filter(pl.col("credited")).cast(pl.Int64).sum(),
        )
        .with_columns(credited_share=pl.col("credited") / pl.col("words"))
    )
    return flows.select(list(FLOWS.schema)).cast(FLOWS.schema).sort("from_outlet", "to_outlet")
