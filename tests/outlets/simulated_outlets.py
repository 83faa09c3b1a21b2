"""Outlets drawn from known distributions, to ask how often an interval holds the truth.

Run as a program it prints the tables of docs/statistics.md, in about a minute:
`python -m tests.outlets.simulated_outlets`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.outlets.intervals import RatioCells, ratio_interval, sum_cells, t_quantile

Floats = NDArray[np.float64]
Draw = Callable[[np.random.Generator, tuple[int, int]], tuple[Floats, Floats]]
ARTICLES = (5, 6, 8, 10, 15, 20, 30, 50, 100, 200)
# How many articles of an outlet are reprints of one text, in turn: 15 texts make 19 articles.
REPRINTS = (1, 1, 1, 2, 1, 1, 3, 1, 1, 1, 2, 1, 1, 1, 1)
UNSHOWN = 6  # fewer independent texts than this are never shown


@dataclass(frozen=True, slots=True)
class World:
    """A kind of metric: how numerators and denominators are drawn, the value's bounds, and its truth."""

    draw: Draw
    low: float
    high: float
    truth: float


def _words(rng: np.random.Generator, shape: tuple[int, int]) -> Floats:
    """Thousands of words an article: lognormal, mean 0.6, spread of the logarithm 0.6."""
    return np.exp(rng.normal(np.log(0.6) - 0.18, 0.6, shape))


def _counts(rng: np.random.Generator, mean: Floats, dispersion: float) -> Floats:
    """Negative binomial counts; a smaller `dispersion` is more skewed."""
    return rng.poisson(mean * rng.gamma(dispersion, 1 / dispersion, mean.shape)).astype(float)


def _rate(per_thousand: float, dispersion: float, nought: float = 0.0) -> Draw:
    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Floats, Floats]:
        words = _words(rng, shape)
        counts = _counts(rng, words * per_thousand, dispersion)
        return np.where(rng.random(shape) < nought, 0.0, counts), words

    return draw


def _share(mean: float, likeness: float) -> Draw:
    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Floats, Floats]:
        total = 1 + rng.poisson(4, shape)
        strength = 1 / likeness - 1
        each = rng.beta(mean * strength, (1 - mean) * strength, shape)
        return rng.binomial(total, each).astype(float), total.astype(float)

    return draw


def _yes_or_no(probability: float) -> Draw:
    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Floats, Floats]:
        return (rng.random(shape) < probability).astype(float), np.ones(shape)

    return draw


def _copied_words(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    words, kind = _words(rng, shape), rng.random(shape)
    copied = np.where(kind < 0.75, 0.0, np.where(kind < 0.85, 1.0, rng.beta(2, 2, shape)))
    return words * copied, words


def _furniture(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    words = _words(rng, shape)
    return words * rng.beta(1.5, 8, shape), words


def _tone(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    mentions = 1.0 + rng.poisson(rng.gamma(0.7, 3, shape))
    article = rng.uniform(-0.7, 0.3, shape)
    return np.clip(rng.normal(article * mentions, 0.3 * np.sqrt(mentions)), -mentions, mentions), mentions


def _reading_ease(rng: np.random.Generator, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    words = _words(rng, shape)
    return words * (50 + rng.gamma(2, 8, shape)), words


NAN = float("nan")
WORLDS = {
    "rate, skewed": World(_rate(8, 2), 0, NAN, 8),
    "rate, very skewed": World(_rate(4, 0.5), 0, NAN, 4),
    "rate, half zero": World(_rate(6, 1, 0.5), 0, NAN, 3),
    "rate, 70% zero": World(_rate(6, 2, 0.7), 0, NAN, 1.8),
    "share of units, 0.3": World(_share(0.3, 0.3), 0, 1, 0.3),
    "share of units, 0.08": World(_share(0.08, 0.3), 0, 1, 0.08),
    "yes or no, 0.1": World(_yes_or_no(0.1), 0, 1, 0.1),
    "yes or no, 0.3": World(_yes_or_no(0.3), 0, 1, 0.3),
    "share of words, 75% zero": World(_copied_words, 0, 1, 0.175),
    "share of words, skewed": World(_furniture, 0, 1, 1.5 / 9.5),
    "tone, few mentions": World(_tone, -1, 1, NAN),
    "unbounded, skewed": World(_reading_ease, NAN, NAN, 66),
}


def truth_of(world: World) -> float:
    """The world's true ratio; where clipping leaves no formula, from two million draws."""
    if np.isfinite(world.truth):
        return world.truth
    numerators, denominators = world.draw(np.random.default_rng(0), (1, 2_000_000))
    return float(numerators.sum() / denominators.sum())


def draw_cells(
    world: World, articles: int, outlets: int, seed: int, *, reprints: bool = True
) -> tuple[RatioCells, Floats]:
    """Cells of `outlets` outlets of so many articles, and the usual size of a numerator in that world."""
    sizes = _sizes(articles) if reprints else np.ones(articles)
    numerators, denominators = world.draw(np.random.default_rng(seed), (outlets, len(sizes)))
    positive = numerators[numerators > 0]
    usual = float((positive**2).sum() / positive.sum()) if positive.size else 1.0
    first = np.arange(outlets, dtype=np.int64) * len(sizes)
    return sum_cells((numerators * sizes).ravel(), (denominators * sizes).ravel(), first), np.full(
        outlets, usual
    )


def _sizes(articles: int) -> Floats:
    repeated = np.tile(REPRINTS, articles // sum(REPRINTS) + 1)
    texts = int(np.searchsorted(np.cumsum(repeated), articles)) + 1
    sizes = repeated[:texts].astype(float)
    sizes[-1] -= sizes.sum() - articles
    return sizes


def plain_interval(cells: RatioCells) -> tuple[Floats, Floats]:
    """The textbook interval with texts less 1 degrees of freedom, for comparison."""
    half = t_quantile(cells.texts - 1.0) * np.sqrt(cells.variance)
    return cells.value - half, cells.value + half


def coverage(world: World, articles: int, outlets: int, seed: int, *, reprints: bool = True) -> float:
    """The share of simulated outlets whose interval holds the truth."""
    cells, usual = draw_cells(world, articles, outlets, seed, reprints=reprints)
    bound = np.ones(outlets)
    low, high = ratio_interval(cells, world.low * bound, world.high * bound, usual)
    return holds(low, high, truth_of(world))


def holds(low: Floats, high: Floats, truth: float) -> float:
    """The share of intervals that hold the truth."""
    return float(np.mean((low <= truth) & (truth <= high)))


def _print_tables(outlets: int = 20_000) -> None:
    for title, reprints, plain in (
        ("with reprints", True, False),
        ("without reprints", False, False),
        ("plain t on the same draws, with reprints", True, True),
    ):
        print(f"\n{title}\n| world | " + " | ".join(map(str, ARTICLES)) + " |")
        print("|---|" + "--:|" * len(ARTICLES))
        for name, world in WORLDS.items():
            cover = [
                holds(*plain_interval(draw_cells(world, n, outlets, n)[0]), truth_of(world))
                if plain
                else coverage(world, n, outlets, n, reprints=reprints)
                for n in ARTICLES
            ]
            print(f"| {name} | " + " | ".join(f"{100 * share:.1f}" for share in cover) + " |")


if __name__ == "__main__":
    _print_tables()
