"""How far the order of outlets depends on the weights and on chance: shares of weightings, and bands of ranks."""

import numpy as np
import polars as pl

from scoring.index.combine import SEED, Placed
from scoring.index.reference import FloatArray
from scoring.schema.tables import INDEX_PAIRS
from scoring.schema.thresholds import WEIGHTINGS

BAND = (0.05, 0.95)  # of the drawn ranks: the middle nine tenths


def draw_weightings(placed: Placed) -> FloatArray:
    """Plausible weightings, one per row: Dirichlet draws whose mean is the table of weights.

    The concentration is the number of components with weight: with equal weights, all weightings are equally
    likely. The draws are the same for every corpus.
    """
    table = np.array([component.weight for component in placed.components])
    weighty = table > 0
    weightings = np.zeros((WEIGHTINGS, len(table)))
    concentration = weighty.sum() * table[weighty] / table.sum()
    weightings[:, weighty] = np.random.default_rng(SEED).dirichlet(concentration, WEIGHTINGS)
    return weightings


def index_under(placed: Placed, weightings: FloatArray) -> FloatArray:
    """The index of each outlet (columns) under each weighting (rows)."""
    there = (~np.isnan(placed.places)).astype(np.float64)
    weight = weightings @ there.T
    total = weightings @ np.nan_to_num(placed.places).T
    return np.divide(total, weight, out=np.full_like(total, np.nan), where=weight > 0)


def rank_bands(placed: Placed) -> pl.DataFrame:
    """`outlet, rank_best, rank_worst`: where an outlet ranks in nine of ten draws of both weightings and errors.

    Ranks count the outlets of this corpus that have an index, from 1 for the highest.
    """
    known = np.flatnonzero(placed.enough)
    names = [placed.outlets[number] for number in known]
    if not names:
        return pl.DataFrame(schema={"outlet": pl.String, "rank_best": pl.Int64, "rank_worst": pl.Int64})
    drawn = index_under(placed, draw_weightings(placed))[:, known]
    errors = np.random.default_rng(SEED + 1).standard_normal(drawn.shape) * placed.errors[known]
    order = np.argsort(-(drawn + errors), axis=1, kind="stable")
    ranks = np.argsort(order, axis=1, kind="stable") + 1
    best, worst = np.quantile(ranks, BAND, axis=0, method="nearest")
    return pl.DataFrame(
        {"outlet": names, "rank_best": best.astype(np.int64), "rank_worst": worst.astype(np.int64)}
    )


def share_above(placed: Placed) -> pl.DataFrame:
    """`INDEX_PAIRS`: the share of weightings under which `outlet` stands above `other`, its lower neighbours by index.

    Each pair of outlets with an index comes once, the one with the higher index first. Pairs that every weighting
    puts in the same order, or level, are left out: as far as weights go, their order is certain.
    """
    known = np.flatnonzero(placed.enough)
    known = known[np.argsort(-placed.index[known], kind="stable")]
    drawn = index_under(placed, draw_weightings(placed))[:, known]
    names = np.array([placed.outlets[number] for number in known], dtype=object)
    frames = []
    for number in range(len(known) - 1):
        mine, theirs = drawn[:, [number]], drawn[:, number + 1 :]
        # Under a weighting that puts two level, each stands above the other half of the time.
        above = (mine > theirs).mean(axis=0) + (mine == theirs).mean(axis=0) / 2
        open_ = np.flatnonzero((above < 1) & (mine != theirs).any(axis=0))
        frames.append(
            pl.DataFrame(
                {
                    "outlet": [names[number]] * len(open_),
                    "other": names[number + 1 :][open_].tolist(),
                    "share_above": above[open_],
                },
                schema=INDEX_PAIRS.schema,
            )
        )
    return pl.concat(frames) if frames else pl.DataFrame(schema=INDEX_PAIRS.schema)
