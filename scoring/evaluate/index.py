"""The reporting index against ratings by experts: does it order outlets as they do?

Ratings come as a CSV of `domain` and a column for each rating. An outlet belongs to the registered domain of most of
its articles' addresses; one that publishes on many sites (a columnist, an agency's feed) belongs to none. If several
outlets share a domain, their mean weighted by texts is compared. Only outlets with enough texts are compared, because
the experts rated whole outlets, not a handful of articles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import rankdata

from scoring.evaluate.resampling import limits
from scoring.index.frames import NEEDED_OF_ARTICLES, index_frames
from scoring.index.ratings import DOMAIN, home_domains, of_sites, read_given
from scoring.schema.components import read_components
from scoring.schema.reading import check_table, read_table, told_of

FloatArray = NDArray[np.float64]

RATING = "rating"
# As in published comparisons: outlets with at least this many articles.
ENOUGH_TEXTS = 20
FEWEST = 3  # fewest pairs for which a correlation is given
SEED = 20_210_816
WIDTH, HEIGHT = 60, 18  # of the scatter plot, in characters
MISSES, CAUSES = 8, 3


@dataclass(frozen=True, slots=True)
class Compared:
    """One domain: its rating, its index, and the index's components as places with their weights."""

    domain: str
    rating: float
    index: float
    texts: int
    places: Mapping[str, tuple[float, float]]


def evaluate_each(
    ratings: Path, scores: Path, least: int = ENOUGH_TEXTS, *, anew: bool = False
) -> dict[str, tuple[dict[str, float], list[Compared]]]:
    """`evaluate` against every column of ratings of a file, by the column's name, in the file's order."""
    index = _index_anew_or_kept(scores, anew=anew)
    names = list(dict.fromkeys(read_given(ratings)["rating"]))
    return {name: _compare(index, ratings, scores, least, name) for name in names}


def evaluate(
    ratings: Path, scores: Path, least: int = ENOUGH_TEXTS, *, anew: bool = False
) -> tuple[dict[str, float], list[Compared]]:
    """`spearman`, `low`, `high`, `outlets`, and `rated` (domains in both, whatever their texts), with the pairs.

    `scores` is a scores folder. `anew`: outlets are placed anew, by the reference and weights of today, which takes
    seconds, while the folder's own index is that of the day it was scored. Raises ValueError, in one sentence, if fewer
    than three outlets can be compared or the ratings lack a column, FileNotFoundError if `scores` holds no index.
    """
    return _compare(_index_anew_or_kept(scores, anew=anew), ratings, scores, least, None)


def _index_anew_or_kept(scores: Path, *, anew: bool) -> pl.DataFrame:
    if not (scores / "index.parquet").is_file():
        raise FileNotFoundError(f"{scores} is no scores folder with an index; make one by `masthead score`.")
    return _placed_anew(scores) if anew else _index_of(scores)


def _compare(
    index: pl.DataFrame, ratings: Path, scores: Path, least: int, column: str | None
) -> tuple[dict[str, float], list[Compared]]:
    """The index against one column of ratings; None is the only one there is, or the one called `rating`."""
    rated = read_ratings(ratings, column)
    homes = home_domains(read_table(scores, "articles", columns=["outlet", "url"]))
    matched = index.join(homes, on="outlet").join(rated, on=DOMAIN)
    enough = matched.filter(pl.col("status") == "ok", pl.col("independent_texts") >= least)
    pairs = [
        _compared(part) for _, part in enough.sort(DOMAIN, "outlet").group_by(DOMAIN, maintain_order=True)
    ]
    if len(pairs) < FEWEST:
        raise ValueError(
            f"Only {len(pairs)} outlets of {scores} have a {column or RATING} in {ratings} and {least} independent "
            f"texts; a correlation needs {FEWEST}. Addresses (url) must be known for outlets to be matched by domain."
        )
    indices, expert = np.array([pair.index for pair in pairs]), np.array([pair.rating for pair in pairs])
    low, high = bootstrap(indices, expert)
    figures = {
        "spearman": spearman(indices, expert),
        "low": low,
        "high": high,
        "outlets": float(len(pairs)),
        "rated": float(matched[DOMAIN].n_unique()),
    }
    return figures, pairs


def _index_of(scores: Path) -> pl.DataFrame:
    check_table(scores, "index", ["outlet", "status", "independent_texts", "index"])
    with told_of(scores / "index.parquet"):
        return pl.read_parquet(scores / "index.parquet")


def _placed_anew(scores: Path) -> pl.DataFrame:
    return index_frames(
        read_table(scores, "measurements"), read_table(scores, "articles", columns=NEEDED_OF_ARTICLES)
    )[0]


def read_ratings(path: Path, column: str | None = None) -> pl.DataFrame:
    """`domain, rating` of the sites in a CSV with a column `domain` and a column `rating`, or one other, or `column`.

    Read by the rule of `scoring.index.ratings`: an empty cell is no rating, and a part of a site counts for the site
    where the site itself is not rated. Raises ValueError, in one sentence, for a file that cannot be used.
    """
    given = read_given(path)
    names = given["rating"].unique().to_list()
    column = column or (RATING if RATING in names else names[0] if len(names) == 1 else None)
    if (given["by"] != DOMAIN).any():
        raise ValueError(f"{path} needs a column domain, by which sites are matched.")
    if column is None:
        raise ValueError(
            f"{path} holds {len(names)} ratings; call the one to learn from `rating`, or leave the others out."
        )
    return of_sites(given.filter(pl.col("rating") == column)).select(
        pl.col("key").alias(DOMAIN), pl.col("value").alias(RATING)
    )


def _compared(part: pl.DataFrame) -> Compared:
    """The outlets of one domain merged into one: means weighted by texts."""
    texts = part["independent_texts"].to_numpy().astype(np.float64)
    places = {}
    for component in read_components():
        there = part.select(
            place=pl.col(f"{component.metric}_quantile"),
            weight=pl.col(f"{component.metric}_weight"),
            texts="independent_texts",
        ).drop_nulls()
        if there.height:
            by = there["texts"].to_numpy().astype(np.float64)
            places[component.metric] = (
                float(np.average(there["place"].to_numpy(), weights=by)),
                float(np.average(there["weight"].to_numpy(), weights=by)),
            )
    return Compared(
        domain=part[DOMAIN][0],
        rating=part[RATING][0],
        index=float(np.average(part["index"].to_numpy(), weights=texts)),
        texts=int(texts.sum()),
        places=places,
    )


def spearman(one: FloatArray, other: FloatArray) -> float:
    """Spearman's correlation; 0 if either side does not vary.

    >>> spearman(np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0, 15.0]))
    0.5
    """
    a, b = rankdata(one) - (len(one) + 1) / 2, rankdata(other) - (len(other) + 1) / 2
    scale = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / scale if scale else 0.0


def bootstrap(one: FloatArray, other: FloatArray) -> tuple[float, float]:
    """The 95% limits of the correlation, by resampling outlets with a fixed seed."""
    [found] = limits(lambda at: spearman(one[at], other[at]), len(one), SEED)
    return found


def render(figures: Mapping[str, float], pairs: list[Compared]) -> str:
    """The figures, the scatter and the worst misses as text."""
    head = (
        "Spearman {spearman:.3f} (95% interval {low:.2f} to {high:.2f}) over {outlets:.0f} outlets "
        "with enough texts, of {rated:.0f} rated ones in the corpus"
    ).format(**figures)
    return "\n\n".join([head, _scatter(pairs), _misses(pairs)])


def _scatter(pairs: list[Compared]) -> str:
    """A scatter plot, index to the right, rating upward; a digit says how many outlets share a position."""
    counts = np.zeros((HEIGHT, WIDTH), dtype=int)
    ratings = np.array([pair.rating for pair in pairs])
    least, width = ratings.min(), max(float(np.ptp(ratings)), 1e-12)
    for pair in pairs:
        row = HEIGHT - 1 - round((pair.rating - least) / width * (HEIGHT - 1))
        counts[row, round(pair.index / 100 * (WIDTH - 1))] += 1
    lines = ["".join(" " if not n else "o" if n == 1 else str(min(n, 9)) for n in row) for row in counts]
    axis = f"+{'-' * WIDTH}\n 0{'index'.center(WIDTH - 4)}100"
    return "rating\n" + "\n".join(f"|{line}" for line in lines) + f"\n{axis}"


def _misses(pairs: list[Compared]) -> str:
    """The outlets whose ranks by index and by rating differ most, with the components responsible."""
    size = len(pairs)
    by_index = rankdata([pair.index for pair in pairs]) / size * 100
    by_rating = rankdata([pair.rating for pair in pairs]) / size * 100
    gaps = by_index - by_rating
    means = {
        name: np.mean([p.places[name][0] for p in pairs if name in p.places]) for name in pairs[0].places
    }
    lines = ["Worst misses (place among these outlets, 100 the best; components that moved the index most):"]
    for number in np.argsort(-np.abs(gaps), kind="stable")[:MISSES]:
        pair, sign = pairs[number], np.sign(gaps[number])
        pulls = {
            name: sign * weight * (place - means.get(name, place))
            for name, (place, weight) in pair.places.items()
        }
        causes = sorted(pulls, key=lambda name: -pulls[name])[:CAUSES]
        named = ", ".join(f"{name} {pair.places[name][0]:.0f}" for name in causes)
        lines.append(
            f"  {pair.domain:26} index {by_index[number]:3.0f}, experts {by_rating[number]:3.0f} "
            f"({pair.texts} texts): {named}"
        )
    return "\n".join(lines)
