"""Would weights learned from ratings do better than the table? Tested by nested cross-validation over outlets.

The model is small, regularised and monotone: the rating is a constant plus a weighted sum of the components' places.
No weight can be negative (a place already has the direction that the component's reason gives it), and a ridge
penalty shrinks the weights toward equal ones. Its strength is chosen by an inner cross-validation that never sees the
outlets on which the outer one is scored.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from scoring.evaluate.index import SEED, Compared, spearman
from scoring.schema.components import Component

FloatArray = NDArray[np.float64]

FOLDS, INNER_FOLDS, REPEATS = 10, 5, 10
# From nearly free to nearly equal weights; places go up to 100, so their squares up to 10,000.
PENALTIES = (1e3, 1e4, 1e5, 1e6, 1e8)
MIDDLE = 50.0  # where an outlet lacks a component


def learned_spearman(pairs: Sequence[Compared], components: Sequence[Component]) -> float:
    """The mean correlation, over repeats, of ratings with predictions for held-out outlets."""
    places = places_table(pairs, components)
    ratings = np.array([pair.rating for pair in pairs])
    random = np.random.default_rng(SEED)
    return float(np.mean([spearman(_predict(places, ratings, random), ratings) for _ in range(REPEATS)]))


def places_table(pairs: Sequence[Compared], components: Sequence[Component]) -> FloatArray:
    """Places by outlet and component with weight; the middle if one is missing."""
    names = [component.metric for component in components if component.weight > 0]
    return np.array([[pair.places.get(name, (MIDDLE, 0.0))[0] for name in names] for pair in pairs])


def learn(places: FloatArray, ratings: FloatArray, penalty: float) -> FloatArray:
    """Non-negative weights, shrunk toward equal ones of the scale that fits best.

    >>> places = np.array([[0.0, 10.0], [50.0, 90.0], [100.0, 20.0]])
    >>> learn(places, places[:, 0], penalty=1e-6).round(3).tolist()
    [1.0, 0.0]
    >>> learn(places, places.mean(axis=1), penalty=1e12).round(3).tolist()
    [0.5, 0.5]
    """
    centred, aim = places - places.mean(axis=0), ratings - ratings.mean()
    size = places.shape[1]
    equal = centred.mean(axis=1)
    scale = max(float(equal @ aim) / float(equal @ equal), 0.0) / size
    rows = np.vstack([centred, np.sqrt(penalty) * np.eye(size)])
    weights, _ = nnls(rows, np.append(aim, np.full(size, np.sqrt(penalty) * scale)))
    return np.asarray(weights, dtype=np.float64)


def _predict(places: FloatArray, ratings: FloatArray, random: np.random.Generator) -> FloatArray:
    """Predictions for each outlet by weights learned without it."""
    predicted = np.zeros(len(ratings))
    order = random.permutation(len(ratings))
    for fold in range(FOLDS):
        aside = order[fold::FOLDS]
        rest = np.setdiff1d(order, aside)
        predicted[aside] = _answer(
            places, ratings, rest, aside, _best_penalty(places, ratings, random.permutation(rest))
        )
    return predicted


def _best_penalty(places: FloatArray, ratings: FloatArray, order: NDArray[np.int64]) -> float:
    def loss(penalty: float) -> float:
        total = 0.0
        for fold in range(INNER_FOLDS):
            aside = order[fold::INNER_FOLDS]
            answer = _answer(places, ratings, np.setdiff1d(order, aside), aside, penalty)
            total += float(((answer - ratings[aside]) ** 2).sum())
        return total

    return min(PENALTIES, key=loss)


def _answer(
    places: FloatArray, ratings: FloatArray, rest: NDArray[np.int64], aside: NDArray[np.int64], penalty: float
) -> FloatArray:
    weights = learn(places[rest], ratings[rest], penalty)
    return np.asarray(
        (places[aside] - places[rest].mean(axis=0)) @ weights + ratings[rest].mean(), dtype=np.float64
    )
