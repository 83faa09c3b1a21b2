"""What others say of an outlet: ratings of its domain by experts, and the user's own ratings by domain or name.

An outlet belongs to the registered domain of most of its articles' addresses; one that publishes on many sites belongs
to none.
"""

from pathlib import Path

import polars as pl

from scoring.corpus.facts.outlet import registered_domain
from scoring.schema.lists import read_list
from scoring.schema.tables import RATINGS

SHIPPED = "ratings/experts.csv"
OUTLET, DOMAIN = "outlet", "domain"
# An outlet belongs to a domain if more than this share of its addresses do.
HOME = 0.5


def home_domains(articles: pl.DataFrame) -> pl.DataFrame:
    """`outlet, domain`: the registered domain of most of an outlet's addresses; outlets without one left out."""
    addressed = articles.select(OUTLET, "url").drop_nulls()
    addressed = addressed.with_columns(
        domain=pl.col("url").map_elements(registered_domain, return_dtype=pl.String)
    )
    return (
        addressed.drop_nulls()
        .group_by(OUTLET, DOMAIN)
        .len()
        .with_columns(share=pl.col("len") / pl.col("len").sum().over(OUTLET))
        .filter(pl.col("share") > HOME)
        .select(OUTLET, DOMAIN)
        .sort(OUTLET)
    )


def read_given(source: str | Path) -> pl.DataFrame:
    """`by, key, rating, value` of a CSV with a column `domain` or `outlet` and any number of columns of numbers.

    An empty cell is no rating. Raises ValueError, in one sentence, for a file without such columns, with a cell that is
    no number, or with two ratings of one outlet; those of a domain are averaged (`of_sites`).
    """
    frame = read_list(source)
    by = DOMAIN if DOMAIN in frame.columns else OUTLET
    names = [name for name in frame.columns if name not in (DOMAIN, OUTLET)]
    if by not in frame.columns or not names:
        raise ValueError(
            f"{source} needs a column domain or outlet and a column of ratings; "
            f"it has {', '.join(frame.columns)}."
        )
    # A column may itself be called `rating`, so that the name is free only afterwards.
    long = (
        frame.unpivot(names, index=by, variable_name="named", value_name="cell")
        .filter(pl.col("cell").fill_null("").str.strip_chars() != "")
        .rename({"named": "rating"})
    )
    value = long["cell"].cast(pl.Float64, strict=False)
    unusable = ~value.is_finite().fill_null(value=False)  # NaN and inf are numbers to a parser
    if unusable.any():
        wrong = long.row(int(unusable.arg_max() or 0), named=True)
        raise ValueError(f"{source}: the rating {wrong['cell']!r} of {wrong[by]!r} is no number.")
    key = long[by].fill_null("").str.strip_chars()
    if by == DOMAIN:
        key = key.str.to_lowercase().str.strip_prefix("www.")
    twice = long.select("rating", key=key).is_duplicated()
    if by == OUTLET and twice.any():
        raise ValueError(
            f"{source} rates {key[int(twice.arg_max() or 0)]!r} twice; keep one row for each outlet."
        )
    return long.select("rating", by=pl.lit(by), key=key, value=value)


def of_sites(given: pl.DataFrame) -> pl.DataFrame:
    """The ratings of domains as ratings of sites: of the registered domain, by which outlets are known.

    The rating of a part of a site (uk.reuters.com) counts for the site only if the site itself is not rated; several
    ratings of a site are averaged. `given` is from `read_given`, with any further columns of numbers.
    """
    numbers = [name for name in given.columns if name not in ("by", "key", "rating")]
    sites = pl.Series([registered_domain(key) or key for key in given["key"]], dtype=pl.String)
    whole = pl.col("site") == pl.col("key")
    return (
        given.with_columns(site=sites)
        .filter(whole | ~whole.any().over("site", "rating"))
        .group_by("rating", key="site", maintain_order=True)
        .agg(pl.col("by").first(), pl.col(numbers).mean())
    )


def _under(given: pl.DataFrame, sites: pl.Series) -> pl.DataFrame:
    """The ratings of these sites and of parts of them; to ask for the site of each rated domain takes half a second."""
    wanted = frozenset(sites)

    def belongs(domain: str) -> bool:
        labels = domain.split(".")
        return any(".".join(labels[first:]) in wanted for first in range(len(labels)))

    return given.filter(pl.Series([belongs(key) for key in given["key"]], dtype=pl.Boolean))


def rating_rows(articles: pl.DataFrame, own: Path | None = None) -> pl.DataFrame:
    """The table RATINGS: each outlet's ratings, with its place among all that the file rates."""
    homes = home_domains(articles)
    outlets = articles.select(pl.col(OUTLET).drop_nulls().unique().sort())
    sources: list[str | Path] = [SHIPPED] if own is None else [SHIPPED, own]
    rows = []
    for source in sources:
        given = read_given(source)
        rank = pl.col("value").rank("average").over("rating")
        rated = pl.len().over("rating")
        given = given.with_columns(percentile=(rank - 0.5) / rated * 100, rated=rated.cast(pl.Int64))
        by_domain = given["by"].first() == DOMAIN
        keys = homes if by_domain else outlets.with_columns(domain=pl.col(OUTLET))
        given = (of_sites(_under(given, homes[DOMAIN])) if by_domain else given).with_columns(
            pl.col("rated").cast(pl.Int64)
        )
        found = keys.join(given, left_on=DOMAIN, right_on="key")
        rows.append(found.with_columns(source=pl.lit(Path(source).name)))
    return pl.concat(rows, how="vertical_relaxed").select(RATINGS.schema.names())
