"""Who took text from whom: article by article, pair by pair, and over time. Frames in, frames out.

What counts as taken is what counts in `flows`, but by article, so that dates and a choice of outlets can be heeded.
"""

from collections.abc import Collection

import polars as pl

from scoring.outlets.aggregate import score_cells, sum_texts
from scoring.outlets.periods import PERIOD, QUARTER, YEAR, period_start, score_periods
from scoring.schema.kinds import BY_CREDIT, REPRINTS, Direction, Reading
from scoring.schema.metrics import Declaration
from scoring.schema.thresholds import SOURCE_WORDS

CREDITED, PART, UNCREDITED = "credited", "credited in part", "not credited"
TAKINGS = pl.Schema(
    {
        "article_id": pl.String(),
        "from_outlet": pl.String(),
        "to_outlet": pl.String(),
        "published": pl.Datetime("us"),
        "words": pl.Int64(),
        "credited_words": pl.Int64(),
        "origin": pl.String(),
        "credit": pl.String(),
    }
)
_ARROW = " → "
_REPRINT = Declaration(
    name="reprint",
    label="Reprints",
    unit="share of articles",
    counted="articles",
    low=0.0,
    high=1.0,
    needs=(),
)


def takings(articles: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """What each of these articles took from each other outlet or credited name: columns TAKINGS.

    `articles`, `passages`: rows of these tables; passages of other articles are left out. `origin` is the article that
    most of the words stand in, null where only the credit line says whose text it is. Added up by pair these are the
    rows of `flows`.
    """
    ids = articles["article_id"].implode()
    reprints = articles.filter(pl.col("provenance").is_in(REPRINTS))["article_id"].implode()
    unquoted = (pl.col("words") * (1 - pl.col("quoted").fill_null(0.0))).sum().over("article_id", "other_id")
    taken = passages.filter(pl.col("article_id").is_in(ids)).filter(
        ((unquoted >= SOURCE_WORDS) | pl.col("article_id").is_in(reprints))
        & (pl.col("direction") == Direction.FROM)
    )
    words = pl.col("words").cast(pl.Int64)
    by_passage = (
        taken.group_by("article_id", "other_outlet", "other_id")
        .agg(
            words=words.sum(),
            credited_words=words.filter(pl.col("credited")).sum(),
            credit=pl.col("credit").filter(pl.col("credit") != "").sort().first(),
        )
        .sort(["words", "other_id"], descending=[True, False])
        .group_by("article_id", "other_outlet", maintain_order=True)
        .agg(
            pl.col("words", "credited_words").sum(),
            origin=pl.col("other_id").first(),
            credit=pl.col("credit").drop_nulls().first(),
        )
        .rename({"other_outlet": "from_outlet"})
    )
    known = articles.select("article_id", "published", to_outlet="outlet")
    by_credit = articles.filter(
        pl.col("provenance").is_in(BY_CREDIT)
        & pl.col("origin_outlet").is_not_null()
        & (pl.col("body_words") > 0)
        & ~pl.col("article_id").is_in(taken["article_id"].implode())
    ).select(
        "article_id",
        from_outlet="origin_outlet",
        words="body_words",
        credited_words="body_words",
        origin=pl.lit(None, pl.String),
        credit="credit",
    )
    return (
        pl.concat([by_passage.select(by_credit.columns), by_credit])
        .join(known, on="article_id")
        .drop_nulls(["from_outlet", "to_outlet"])
        .filter(pl.col("from_outlet") != pl.col("to_outlet"))
        .select(list(TAKINGS))
        .cast(TAKINGS)
        .sort(["words", "article_id", "from_outlet"], descending=[True, False, False])
    )


def credit_of(words: pl.Expr, credited: pl.Expr) -> pl.Expr:
    """Whether so many words are credited, in part, or not, from how many of them are."""
    return (
        pl.when(credited >= words)
        .then(pl.lit(CREDITED))
        .when(credited > 0)
        .then(pl.lit(PART))
        .otherwise(pl.lit(UNCREDITED))
    )


def pair_of(giver: str, taker: str) -> str:
    """How a pair of outlets is called in the address."""
    return f"{giver}{_ARROW}{taker}"


def pairs(found: pl.DataFrame) -> pl.DataFrame:
    """The takings of each pair of outlets, most articles first.

    Columns: from_outlet, to_outlet, articles, credited, in_part, uncredited (articles), words, credited_words, kind,
    pair.
    """
    kind = credit_of(pl.col("words"), pl.col("credited_words"))
    return (
        found.with_columns(kind=kind)
        .group_by("from_outlet", "to_outlet")
        .agg(
            articles=pl.col("article_id").n_unique().cast(pl.Int64),
            credited=(pl.col("kind") == CREDITED).sum().cast(pl.Int64),
            in_part=(pl.col("kind") == PART).sum().cast(pl.Int64),
            uncredited=(pl.col("kind") == UNCREDITED).sum().cast(pl.Int64),
            words=pl.col("words").sum(),
            credited_words=pl.col("credited_words").sum(),
        )
        .with_columns(kind=kind, pair=pl.concat_str("from_outlet", pl.lit(_ARROW), "to_outlet"))
        .sort(["articles", "words", "pair"], descending=[True, True, False])
    )


def corner(between: pl.DataFrame, givers: int, takers: int) -> pl.DataFrame:
    """The pairs between the outlets that give and those that take in most articles: what a matrix has room for."""

    def most(name: str, count: int) -> pl.Series:
        sums = between.group_by(name).agg(pl.col("articles").sum(), pl.col("words").sum())
        return sums.sort(["articles", "words", name], descending=[True, True, False]).head(count)[name]

    rows = between.filter(pl.col("from_outlet").is_in(most("from_outlet", givers).implode()))
    columns = (
        rows.group_by("to_outlet").agg(pl.col("articles").sum(), pl.col("words").sum())
        .sort(["articles", "words", "to_outlet"], descending=[True, True, False]).head(takers)["to_outlet"]
    )  # fmt: skip
    return rows.filter(pl.col("to_outlet").is_in(columns.implode()))


def reprint_shares(articles: pl.DataFrame, every: str = QUARTER) -> pl.DataFrame:
    """Each outlet's share of articles that are reprints, by QUARTER or YEAR, with 95% intervals.

    Columns: outlet, since (the first day, as YYYY-MM-DD), articles, reprints, uncredited, value, low, high, status.
    Undated articles and those of unknown outlets are left out. The interval counts copies of one text once;
    there is none below six independent texts.
    """
    dated = articles.drop_nulls(["outlet", "published"]).with_columns(
        since=period_start(every),
        reprint=pl.col("provenance").is_in(REPRINTS),
        open=pl.col("provenance").is_in(REPRINTS) & ~pl.col("provenance").is_in(BY_CREDIT),
    )
    if dated.is_empty():
        return pl.DataFrame()
    cells = score_periods(_counted(dated), dated, {_REPRINT.name: _REPRINT}, every)
    sums = dated.group_by("outlet", "since").agg(
        reprints=pl.col("reprint").sum().cast(pl.Int64), uncredited=pl.col("open").sum().cast(pl.Int64)
    )
    return (
        cells.rename({PERIOD: "since"})
        .join(sums, on=["outlet", "since"])
        .with_columns(pl.col("since").dt.strftime("%Y-%m-%d"))
        .select("outlet", "since", "articles", "value", "low", "high", "status", "reprints", "uncredited")
        .sort("outlet", "since")
    )


def usual_reprint_shares(articles: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """`reprint_shares` by quarter, or by year where quarters with enough texts hold less than half of the reprints.

    Else a picture without the quarters of few texts would show an outlet that reprints as one that does not. Returns
    the shares and of the two which they are by.
    """
    shares = reprint_shares(articles, QUARTER)
    if shares.is_empty():
        return shares, QUARTER
    held = shares.drop_nulls("value")
    if held.is_empty() or 2 * held["reprints"].sum() < shares["reprints"].sum():
        return reprint_shares(articles, YEAR), YEAR
    return shares, QUARTER


def reprint_share(articles: pl.DataFrame) -> dict[str, float] | None:
    """The share of all these articles that are reprints, with its interval: value, low, high; None if too few."""
    known = articles.drop_nulls("outlet").with_columns(
        outlet=pl.lit("all"), reprint=pl.col("provenance").is_in(REPRINTS)
    )
    if known.is_empty():
        return None
    cells = score_cells(sum_texts(_counted(known), known), {_REPRINT.name: _REPRINT})
    row = cells.row(0, named=True)
    return None if row["value"] is None else {name: row[name] for name in ("value", "low", "high")}


def _counted(articles: pl.DataFrame) -> pl.DataFrame:
    """One measurement for each article: 1 of 1 if it is a reprint. `articles`: article_id, reprint."""
    return articles.select(
        "article_id",
        metric=pl.lit(_REPRINT.name),
        reading=pl.lit(str(Reading.BODY)),
        actor=pl.lit(""),
        voice=pl.lit(""),
        numerator=pl.col("reprint").cast(pl.Float64),
        denominator=pl.lit(1.0),
    )


def shared_without_taking(
    passages: pl.DataFrame, articles: pl.DataFrame, direction: Direction
) -> pl.DataFrame:
    """Passages that both printed and neither is known to have taken, by pair of outlets, each pair once.

    Columns: outlet, other_outlet, articles (pairs of articles), passages, words; most pairs of articles first.
    `direction`: ALSO_PRINTED or UNDIRECTED.
    """
    ids = articles["article_id"].implode()
    return (
        passages.filter(pl.col("direction") == direction, pl.col("article_id").is_in(ids))
        .drop_nulls(["outlet", "other_outlet"])
        .filter(pl.col("outlet") < pl.col("other_outlet"))
        .group_by("outlet", "other_outlet")
        .agg(
            articles=pl.struct("article_id", "other_id").n_unique().cast(pl.Int64),
            passages=pl.len().cast(pl.Int64),
            words=pl.col("words").cast(pl.Int64).sum(),
        )
        .sort(["articles", "words", "outlet", "other_outlet"], descending=[True, True, False, False])
    )


def printed_by_many(passages: pl.DataFrame, articles: pl.DataFrame, count: int) -> pl.DataFrame:
    """The statements, posts or quotations that most outlets printed: article_id, outlet, start, end, words, outlets.

    `outlets` counts the others. Of a statement that several articles have, one is given; at most `count`.
    """
    ids = articles["article_id"].implode()
    also = passages.filter(
        pl.col("direction") == Direction.ALSO_PRINTED, pl.col("article_id").is_in(ids)
    ).drop_nulls(["outlet", "other_outlet"])
    ranked = (
        also.group_by("article_id", "outlet", "start", "end")
        .agg(
            words=pl.col("words").max(),
            outlets=pl.col("other_outlet").n_unique().cast(pl.Int64),
            others=pl.col("other_id").unique(),
        )
        .sort(["outlets", "words", "article_id", "start"], descending=[True, True, False, False])
    )
    kept: list[int] = []
    seen: set[str] = set()
    for number, (article, others) in enumerate(ranked.select("article_id", "others").iter_rows()):
        if article not in seen:
            kept.append(number)
            seen.update((article, *others))
        if len(kept) == count:
            break
    return ranked[kept].drop("others")


def touching(between: pl.DataFrame, outlets: Collection[str]) -> pl.DataFrame:
    """The pairs in which one of these outlets gives or takes; all if none is named."""
    if not outlets:
        return between
    names = list(outlets)
    return between.filter(pl.col("from_outlet").is_in(names) | pl.col("to_outlet").is_in(names))
