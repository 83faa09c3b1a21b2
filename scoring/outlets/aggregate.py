"""From measurements of articles to scores of outlets: micro-averages with intervals.

An outlet's value is the sum of its numerators over the sum of its denominators. Texts that are reprints of
one another count once in the interval (`text_cluster`), so that wire copy does not buy precision.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl

from scoring.outlets.intervals import (
    CONFIDENCE,
    FloatArray,
    IntArray,
    RatioCells,
    ratio_interval,
    sum_cells,
    with_reader_error,
)
from scoring.schema.kinds import Status
from scoring.schema.metrics import Declarations
from scoring.schema.tables import CELLS, SCORES
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

_MOST_CELLS = 2**31
"""Numbers of cells in use at once: times the places of as many articles they stay within 64 bits."""
CELL = ("outlet", "metric", "actor", "voice", "reading")


def aggregate(measurements: pl.DataFrame, articles: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """Score every outlet on every metric: one row per cell, sorted by `CELL`, columns `SCORES`.

    `measurements`: article_id, metric, reading, actor, voice, numerator, denominator. `articles`: article_id,
    outlet, text_cluster (the id of the independent text; null: the article's own). Articles of unknown
    outlet, and measurements whose denominator is not above 0, are left out. Every outlet has a row for every
    reading of every metric that is not by actor: `not_applicable` where nothing could be measured. The result
    does not depend on the order of rows. Raises KeyError for a measured metric that nothing declares.
    """
    return score_outlets(outlet_cells(measurements, articles, metrics), articles, metrics)


def outlet_cells(measurements: pl.DataFrame, articles: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """The cells of every outlet that anything was measured of: columns `CELLS`; arguments and errors of `aggregate`."""
    return cells_by_parts([(articles, measurements)], metrics)


def cells_by_parts(parts: Iterable[tuple[pl.DataFrame, pl.DataFrame]], metrics: Declarations) -> pl.DataFrame:
    """The same of articles and their measurements in parts, each of whole outlets, in the order of the outlets.

    Only one part need be in memory.
    """
    cells, sizes = [], []
    for articles, measurements in parts:
        if missing := sorted(set(measurements["metric"].unique()) - set(metrics)):
            raise KeyError(f"No declaration was given for these measured metrics: {', '.join(missing)}.")
        texts = sum_texts(measurements, articles.filter(pl.col("outlet").is_not_null()))
        cells.append(_sums_of(texts, CELL))
        sizes.append(_sizes(texts))
    return _with_usual(pl.concat(cells), pl.concat(sizes))


def score_outlets(cells: pl.DataFrame, articles: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """The scores of all outlets from `outlet_cells`: as `aggregate`."""
    known = articles.filter(pl.col("outlet").is_not_null())
    scores = score_sums(cells, metrics).select(list(SCORES.schema))
    return pl.concat([scores, _unmeasured(scores, known, metrics)]).sort(CELL)


def sum_texts(measurements: pl.DataFrame, articles: pl.DataFrame, keys: Sequence[str] = CELL) -> pl.DataFrame:
    """Sum the measurements of each independent text within each cell, sorted by `keys` and `text_cluster`.

    `articles` supplies the columns among `keys` that the measurements lack (the outlet, a month, a story); rows in
    which one of them is null are left out. Adds `articles`, the number of articles with this text in the cell. Key
    columns come back as Enum.
    """
    lent = [name for name in keys if name not in measurements.columns]
    known = (
        articles.select("article_id", *lent, text_cluster=pl.coalesce("text_cluster", "article_id"))
        .drop_nulls()
        .sort("text_cluster", "article_id")
        .with_columns(_in_order(name, articles[name]) for name in lent)
        .with_row_index("place")
    )
    own = [name for name in keys if name not in lent]
    sound = (pl.col("denominator") > 0) & pl.col("denominator").is_finite() & pl.col("numerator").is_finite()
    found = measurements.select("article_id", *own, "numerator", "denominator").filter(sound)
    # Coded before the join, which would copy the strings.
    coded = found.with_columns(_in_order(name, found[name]) for name in own).join(
        known.drop("text_cluster"), on="article_id"
    )
    order, cell, place = _ordered(coded, keys)
    cluster = known["text_cluster"].rank("dense").to_numpy()[place]
    numbers = pl.DataFrame({"cell": cell, "cluster": cluster, "place": place})
    another = starts_of(numbers, ("cell", "cluster"))
    one_an_article = np.zeros(len(order))
    one_an_article[starts_of(numbers, ("cell", "place"))] = 1
    text_cluster = known["text_cluster"][place[another]]
    return (
        coded.select(keys)[order[another]]
        .with_columns(
            text_cluster=text_cluster.cast(pl.Enum(text_cluster.unique().sort())),
            numerator=_sum_segments(coded["numerator"].to_numpy()[order], another),
            denominator=_sum_segments(coded["denominator"].to_numpy()[order], another),
            articles=_sum_segments(one_an_article, another),
        )
        .with_columns(pl.col("articles").cast(pl.Int64))
    )


def _in_order(name: str, column: pl.Series) -> pl.Expr:
    """A column of strings as codes that are ordered as the strings are: millions of rows are sorted by them."""
    return pl.col(name).cast(pl.Enum(column.drop_nulls().unique().sort()))


def _ordered(coded: pl.DataFrame, keys: Sequence[str]) -> tuple[IntArray, IntArray, IntArray]:
    """The order of rows by `keys`, `place`, numerator and denominator, and each row's cell and place in that order.

    Cell and place make one number, by which rows are sorted; the values are asked only where two rows have the same.
    """
    cell = np.zeros(coded.height, dtype=np.int64)
    cells = 1
    for name in keys:
        code = coded[name].to_physical().cast(pl.Int64).fill_null(-1).to_numpy() + 1
        size = int(code.max(initial=0)) + 1
        if cells * size > _MOST_CELLS:  # only the cells that occur are counted
            occurring, cell = np.unique(cell, return_inverse=True)
            cells = len(occurring)
        cell, cells = cell * size + code, cells * size
    place = coded["place"].to_numpy().astype(np.int64)
    number = cell * (int(place.max(initial=0)) + 1) + place
    order = np.argsort(number)
    in_order = number[order]
    if (in_order[1:] == in_order[:-1]).any():
        order = np.lexsort((coded["denominator"].to_numpy(), coded["numerator"].to_numpy(), number))
    return order, cell[order], place[order]


def score_cells(
    texts: pl.DataFrame,
    metrics: Declarations,
    keys: Sequence[str] = CELL,
    confidence: float = CONFIDENCE,
) -> pl.DataFrame:
    """Score each cell of `texts` (from `sum_texts`, same keys): the columns `SCORES` and two for contrasts.

    These two are the `variance` of the value and its `degrees` of freedom. `value`, `low`, `high` are null and the
    status `insufficient` below `MINIMUM_INDEPENDENT_TEXTS` or the metric's `minimum_units`. `low` and `high` are limits
    at `confidence`.
    """
    return score_sums(cells_of(texts, keys), metrics, keys, confidence)


def cells_of(texts: pl.DataFrame, keys: Sequence[str] = CELL) -> pl.DataFrame:
    """What a score needs to know of each cell of `texts` (from `sum_texts`, same keys): the columns `CELLS`.

    All of it is kept in a scores folder, so that an interval at any confidence needs no text.
    """
    return _with_usual(_sums_of(texts, keys), _sizes(texts))


def _sums_of(texts: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The same but for `usual_numerator`, which asks all outlets."""
    first = starts_of(texts, keys)
    if not len(first):
        others = [(n, kind) for n, kind in CELLS.schema.items() if n not in (*CELL, "usual_numerator")]
        return pl.DataFrame(schema=pl.Schema([*((name, pl.String()) for name in keys), *others]))
    sums = sum_cells(texts["numerator"].to_numpy(), texts["denominator"].to_numpy(), first)
    return texts.select(pl.col(keys).cast(pl.String))[first].with_columns(
        articles=_sum_segments(texts["articles"].to_numpy(), first),
        independent_texts=sums.texts,
        numerator=sums.numerator,
        denominator=sums.denominator,
        variance=pl.Series(sums.variance).fill_nan(None),
        degrees=sums.degrees,
        effective_texts=sums.effective_texts,
    )


def score_sums(
    cells: pl.DataFrame,
    metrics: Declarations,
    keys: Sequence[str] = CELL,
    confidence: float = CONFIDENCE,
) -> pl.DataFrame:
    """The scores of cells from `cells_of`: as `score_cells`."""
    rules = cells.select("metric").join(rules_frame(metrics), on="metric", how="left", maintain_order="left")
    per = rules["per"].to_numpy()
    sums = with_reader_error(_as_sums(cells), rules["reader_error"].to_numpy() / per)
    low, high = ratio_interval(
        sums,
        rules["least"].to_numpy() / per,
        rules["most"].to_numpy() / per,
        cells["usual_numerator"].to_numpy(),
        confidence,
    )
    enough = (pl.col("independent_texts") >= MINIMUM_INDEPENDENT_TEXTS) & (
        pl.col("units") >= pl.col("minimum_units")
    )
    return (
        cells.select(keys)
        .with_columns(
            rules.drop("metric", "per"),
            value=sums.value * per,
            low=low * per,
            high=high * per,
            variance=sums.variance * per**2,
            degrees=sums.degrees,
            articles=cells["articles"],
            independent_texts=cells["independent_texts"],
            units=sums.denominator,
        )
        .with_columns(
            pl.when(enough).then(pl.col("value", "low", "high").clip("least", "most")),
            status=pl.when(enough).then(pl.lit(Status.OK)).otherwise(pl.lit(Status.INSUFFICIENT)),
        )
        .drop("least", "most", "minimum_units", "reader_error")
    )


def _as_sums(cells: pl.DataFrame) -> RatioCells:
    names = ("numerator", "denominator", "independent_texts", "variance", "degrees", "effective_texts")
    return RatioCells(*(cells[name].to_numpy() for name in names))


def rules_frame(metrics: Declarations) -> pl.DataFrame:
    """What aggregation needs to know about each metric.

    Columns: metric, least, most (null: no bound), per, minimum_units, reader_error.
    """
    return pl.DataFrame(
        [
            (name, metric.low, metric.high, metric.per, metric.minimum_units, metric.reader_error)
            for name, metric in metrics.items()
        ],
        schema={
            "metric": pl.String,
            "least": pl.Float64,
            "most": pl.Float64,
            "per": pl.Float64,
            "minimum_units": pl.Float64,
            "reader_error": pl.Float64,
        },
        orient="row",
    )


def starts_of(frame: pl.DataFrame, keys: Sequence[str]) -> IntArray:
    """Positions at which a new combination of `keys` begins in a frame sorted by them."""
    changed = pl.any_horizontal(pl.col(key) != pl.col(key).shift() for key in keys).fill_null(True)
    return frame.select(changed.arg_true()).to_series().to_numpy().astype(np.int64)


def _sum_segments(values: FloatArray, first: IntArray) -> FloatArray:
    # numpy's segment sums run in row order on one thread: the same bytes on any number of cores.
    return np.add.reduceat(values, first) if len(first) else np.empty(0)


# What the size of a numerator is usual of.
_ALIKE = ("metric", "voice", "reading")


def _sizes(texts: pl.DataFrame) -> pl.DataFrame:
    """Of the numerators of the texts alike in metric, voice and reading: the sum of their sizes, and of the squares."""
    alike, group = _numbered(texts)
    sizes = np.abs(texts["numerator"].to_numpy())
    return alike.with_columns(total=_added(group, sizes), squares=_added(group, sizes**2))


def _with_usual(cells: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """For each cell: the typical size of a text's numerator if it is not zero, over all outlets.

    That is sum(y^2) / sum(y) over the texts of the same metric, voice and reading, but at least one count: the
    variance of a compound Poisson sum in units of its mean. `sizes`: those of `_sizes`, of one part or of several.
    """
    alike, group = _numbered(sizes)
    total, squares = (_added(group, sizes[name].to_numpy()) for name in ("total", "squares"))
    usual = np.divide(squares, total, out=np.ones_like(total), where=total > 0)
    known = alike.with_columns(usual_numerator=np.maximum(usual, 1.0))
    return cells.join(known, on=_ALIKE, how="left", maintain_order="left")


def _numbered(rows: pl.DataFrame) -> tuple[pl.DataFrame, IntArray]:
    """What rows are alike in, once each and in order, and the number among them of each row."""
    strings = rows.select(pl.col(_ALIKE).cast(pl.String))
    group = strings.select(pl.struct(_ALIKE).rank("dense") - 1).to_series().to_numpy().astype(np.int64)
    return strings.unique().sort(_ALIKE), group


def _added(group: IntArray, values: FloatArray) -> FloatArray:
    # bincount adds in row order, whatever the number of threads.
    return np.asarray(np.bincount(group, weights=values), dtype=np.float64)


def _unmeasured(cells: pl.DataFrame, articles: pl.DataFrame, metrics: Declarations) -> pl.DataFrame:
    """A row `not_applicable` for each outlet, metric and reading that has no cell."""
    asked = pl.DataFrame(
        [
            (name, reading)
            for name, metric in metrics.items()
            if not metric.by_actor
            for reading in metric.readings
        ],
        schema={"metric": pl.String, "reading": pl.String},
        orient="row",
    )
    return (
        articles.select(pl.col("outlet").unique())
        .join(asked, how="cross")
        .join(cells, on=["outlet", "metric", "reading"], how="anti")
        .select(
            *("outlet", "metric", "reading"),
            *(pl.lit("").alias(name) for name in ("actor", "voice")),
            *(pl.lit(None, pl.Float64).alias(name) for name in ("value", "low", "high")),
            *(pl.lit(0, pl.Int64).alias(name) for name in ("articles", "independent_texts")),
            units=pl.lit(0.0),
            status=pl.lit(Status.NOT_APPLICABLE),
        )
        .select(list(SCORES.schema))
    )
