"""The index's weights, learned from ratings, and how well weights so learned do on outlets kept aside.

The index is the weighted mean of the components' places. Weights are learned so that its order is that of the ratings'
ranks: none can be negative (a place already has the direction that the component's reason gives it), and a ridge
penalty shrinks them toward equal ones. Its strength is chosen by an inner cross-validation that never sees the
outlets on which the outer one is scored. What is scored is the index itself, without a constant: constants fitted
fold by fold would set outlets of different folds against each other by their folds' means.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from scipy.stats import rankdata

from scoring.evaluate.index import SEED, Compared, bootstrap, spearman
from scoring.schema.components import Component

FloatArray = NDArray[np.float64]
Order = NDArray[np.int64]

FOLDS, INNER_FOLDS, REPEATS = 10, 5, 10
# From nearly free to nearly equal weights; places go up to 100, so their squares up to 10,000.
PENALTIES = (1e4, 3e4, 1e5, 3e5, 1e6, 1e8)
MIDDLE = 50.0  # where an outlet lacks a component
DIGITS = 3  # of a weight, of which the mean is 1


def nested(pairs: Sequence[Compared], components: Sequence[Component]) -> dict[str, float]:
    """`learned`, its interval and `equal`: the correlation with ratings of the index by learned and by equal weights.

    `learned` is that of each outlet's mean index over repeats, always by weights learned without the outlet;
    `learned_low` and `learned_high` by resampling outlets.
    """
    places, ratings = _tables(pairs, components)
    random = np.random.default_rng(SEED)
    index = np.mean([_aside(places, ratings, random) for _ in range(REPEATS)], axis=0)
    low, high = bootstrap(index, ratings)
    return {
        "learned": spearman(index, ratings),
        "learned_low": low,
        "learned_high": high,
        "equal": spearman(places.mean(axis=1), ratings),
    }


def fit(pairs: Sequence[Compared], components: Sequence[Component]) -> dict[str, float]:
    """The weights of the components, whose mean is 1, learned from all pairs; the penalty by cross-validation."""
    places, ratings = _tables(pairs, components)
    random = np.random.default_rng(SEED)
    orders = [random.permutation(len(ratings)) for _ in range(REPEATS)]
    weights = learn(places, ratings, _best_penalty(places, ratings, orders)) * places.shape[1]
    names = [component.metric for component in components]
    return {name: round(float(weight), DIGITS) for name, weight in zip(names, weights, strict=True)}


def weights_text(weights: Mapping[str, float]) -> str:
    """The file of weights that `masthead score --weights` reads."""
    return "metric,weight\n" + "".join(f"{name},{weight:g}\n" for name, weight in weights.items())


def render(figures: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """The figures and the weights as text."""
    head = (
        "Spearman of ratings with the index of outlets kept aside, nested cross-validation over {outlets:.0f} "
        "domains:\n  learned weights {learned:.3f} (95% interval {learned_low:.2f} to {learned_high:.2f}), "
        "equal weights {equal:.3f}"
    ).format(**figures)
    return "\n".join([head, "", *(f"{name:<24} {weight:6.3f}" for name, weight in weights.items())])


def _tables(pairs: Sequence[Compared], components: Sequence[Component]) -> tuple[FloatArray, FloatArray]:
    """Places by outlet and component, whatever it weighs today, the middle if one is missing; and the ratings."""
    names = [component.metric for component in components]
    places = np.array([[pair.places.get(name, (MIDDLE, 0.0))[0] for name in names] for pair in pairs])
    return places, np.array([pair.rating for pair in pairs])


def learn(places: FloatArray, ratings: FloatArray, penalty: float) -> FloatArray:
    """Non-negative weights that sum to 1, shrunk toward equal ones.

    >>> places = np.array([[0.0, 10.0], [50.0, 90.0], [100.0, 20.0]])
    >>> learn(places, places[:, 0], penalty=1e-6).round(3).tolist()
    [1.0, 0.0]
    >>> learn(places, places[:, 1], penalty=1e12).round(3).tolist()
    [0.5, 0.5]
    """
    size = places.shape[1]
    centred = places - places.mean(axis=0)
    ranks = rankdata(ratings)
    aim = (ranks - ranks.mean()) / len(ranks) * 100
    equal = centred.mean(axis=1)
    scale = max(float(equal @ aim) / max(float(equal @ equal), 1e-12), 0.0) / size
    rows = np.vstack([centred, np.sqrt(penalty) * np.eye(size)])
    weights, _ = nnls(rows, np.append(aim, np.full(size, np.sqrt(penalty) * scale)))
    total = float(weights.sum())
    return np.asarray(weights / total if total else np.full(size, 1 / size), dtype=np.float64)


def _aside(places: FloatArray, ratings: FloatArray, random: np.random.Generator) -> FloatArray:
    """The index of each outlet by weights learned without it."""
    return _by_folds(
        places,
        ratings,
        random.permutation(len(ratings)),
        FOLDS,
        lambda rest: _best_penalty(places, ratings, [random.permutation(rest)]),
    )


def _by_folds(
    places: FloatArray, ratings: FloatArray, order: Order, folds: int, penalty: Callable[[Order], float]
) -> FloatArray:
    """The index of the outlets in `order`, fold by fold by weights learned from the rest of them; 0 for others."""
    index = np.zeros(len(ratings))
    for fold in range(folds):
        aside = order[fold::folds]
        rest = np.setdiff1d(order, aside)
        index[aside] = places[aside] @ learn(places[rest], ratings[rest], penalty(rest))
    return index


def _best_penalty(places: FloatArray, ratings: FloatArray, orders: Sequence[Order]) -> float:
    def reached(penalty: float) -> float:
        total = 0.0
        for order in orders:
            index = _by_folds(places, ratings, order, INNER_FOLDS, lambda _: penalty)
            total += spearman(index[order], ratings[order])
        return total

    return max(PENALTIES, key=reached)
