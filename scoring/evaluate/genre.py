"""News told from opinion: learns the weights of data/en/genre_weights.csv, and how well sourcing tells the two apart.

Addresses and headlines give labels for free: an article under /opinion/ or headed "Opinion:" is taken for opinion, any
other for news. From these, with outlets kept aside, the weights of the rates are learned; articles that readers
labelled are left out. The readers' first round then says what the weighted sum means: its scale and constant are
fitted there (Platt 1999). The second round is for judging only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import rankdata

from scoring.corpus.facts.outlet import registered_domain
from scoring.document.genre import CONSTANT, MARK, RATES
from scoring.evaluate.labels.kinds import kind_called
from scoring.evaluate.labels.store import labelled_items
from scoring.schema.reading import read_table
from scoring.text.genre_marks import OPINION, marks_of_genre

FloatArray = NDArray[np.float64]
FOLDS, SEED, DRAWS = 10, 20_210_816, 1_000
RIDGE = 1.0
LIMITS = (2.5, 97.5)
MARK_WEIGHT = 3.0
"""What a mark adds to the log-odds: it makes opinion twenty times as likely. Set, not learned."""
SOURCING = "sourcing_density"
FIRST_ROUND = "1"
READ_AS = {"report": 0.0, "analysis": 0.0, "opinion": 1.0}
_HEADER = """# By what an article is told as news or opinion: how much each rate moves the odds of opinion.
# The log-odds of opinion are the row `constant`, plus each weight times the square root of the rate (per 1,000 words;
# quotation_share is a share), plus `mark` where the page itself says opinion, minus it where it says analysis.
# Learned by: masthead evaluate genre SCORES --out genre_weights.csv (docs/index.md).
rate,weight
"""


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles with their rates (square roots, in the order of RATES), site, and whether the page says opinion."""

    ids: Sequence[str]
    rates: FloatArray
    sites: NDArray[np.str_]
    marked: FloatArray


def evaluate(folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """The figures and the weights learned from a scores folder of a set whose articles readers labelled.

    Raises ValueError, in one sentence, where the folder lacks a rate or holds no marked or no labelled articles.
    """
    articles = _articles(folder)
    items = labelled_items(kind_called("genre"))
    read = {item.key[1]: item.settled("genre") for item in items}
    rounds = {item.key[1]: item.round for item in items}
    ids = np.array(articles.ids)
    labelled = np.array([READ_AS.get(read.get(name, ""), np.nan) for name in articles.ids])
    known = ~np.isnan(labelled)
    free = ~np.isin(ids, list(read))
    if not known.any() or not 0 < articles.marked[free].sum() < free.sum():
        raise ValueError(f"{folder} holds no articles that readers labelled, or none marked as opinion.")
    figures = _aside(articles, free)
    learned = _learn(articles.rates[free], articles.marked[free], articles.sites[free])
    score = articles.rates @ learned
    first = known & np.array([rounds.get(name) == FIRST_ROUND for name in articles.ids])
    for name, part in (("read", known), ("read.first_round", first), ("read.second_round", known & ~first)):
        figures |= auc(f"rates.{name}", score[part], labelled[part])
    density = -articles.rates[:, list(RATES).index(SOURCING)]
    figures |= auc(f"{SOURCING}.marked", density, articles.marked, articles.sites)
    figures |= auc(f"{SOURCING}.read", density[known], labelled[known])
    reports = known & np.array([read.get(name) != "analysis" for name in articles.ids])
    figures |= auc(f"{SOURCING}.read_without_analysis", density[reports], labelled[reports])
    scale, constant = _calibrate(score[first], labelled[first])
    weights = {CONSTANT: constant, **dict(zip(RATES, (scale * learned).tolist(), strict=True))}
    return figures, weights | {MARK: MARK_WEIGHT}


def weights_text(weights: Mapping[str, float]) -> str:
    """The file of the weights."""
    return _HEADER + "".join(f"{name},{value:.3g}\n" for name, value in weights.items())


def render(figures: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """The figures with their intervals, and the weights."""
    names = [name for name in figures if not name.endswith((".low", ".high", ".n"))]
    lines = ["Area under the curve, opinion over news (95% interval):"]
    lines += [
        f"  {name:<42} {figures[name]:.3f} ({figures[f'{name}.low']:.3f} to {figures[f'{name}.high']:.3f})"
        f"  n = {figures[f'{name}.n']:.0f}"
        for name in names
    ]
    return "\n".join([*lines, "", *(f"{name:<24} {value:7.3g}" for name, value in weights.items())])


def _articles(folder: Path) -> Articles:
    wanted = ["article_id", "url", "title", "language"]
    found = read_table(folder, "articles", columns=wanted).filter(pl.col("language") == "en")
    measured = read_table(folder, "measurements", pl.col("metric").is_in(list(RATES)))
    for name, reading in RATES.items():
        part = measured.filter(pl.col("metric") == name, pl.col("reading") == reading)
        per = 1.0 if name == "quotation_share" else 1000.0
        rate = part.select(
            "article_id", (per * pl.col("numerator") / pl.col("denominator")).alias(f"{name}*")
        )
        found = found.join(rate, on="article_id")
    says = [
        any(mark.says == OPINION for mark in marks_of_genre("", (), url=url, title=title, byline=None))
        for url, title in found.select("url", "title").iter_rows()
    ]
    sites = [registered_domain(url or "") or "" for url in found["url"]]
    rates = np.sqrt(found.select(f"{name}*" for name in RATES).to_numpy())
    return Articles(found["article_id"].to_list(), rates, np.array(sites), np.array(says, dtype=np.float64))


def _aside(articles: Articles, free: NDArray[np.bool_]) -> dict[str, float]:
    """How well the rates tell marked articles of sites kept aside from the others."""
    rates, marked, sites = articles.rates[free], articles.marked[free], articles.sites[free]
    names = np.random.default_rng(SEED).permutation(np.unique(sites))
    score = np.zeros(len(marked))
    for fold in range(FOLDS):
        aside = np.isin(sites, names[fold::FOLDS])
        score[aside] = rates[aside] @ _learn(rates[~aside], marked[~aside], sites[~aside])
    return auc("rates.marked_of_sites_kept_aside", score, marked, sites)


def _learn(rates: FloatArray, marked: FloatArray, sites: NDArray[np.str_]) -> FloatArray:
    """Logistic weights of the rates; both sides weigh the same, and a site by the root of its articles."""
    weight = np.zeros(len(marked))
    for side in (0.0, 1.0):
        here = marked == side
        _, at, counts = np.unique(sites[here], return_inverse=True, return_counts=True)
        part = 1 / np.sqrt(counts[at])
        weight[here] = part / part.sum()
    spread = rates.std(axis=0)
    fitted = _logistic((rates - rates.mean(axis=0)) / spread, marked, weight * len(marked) / 2)
    return np.asarray(fitted[1:] / spread, dtype=np.float64)


def _calibrate(score: FloatArray, labelled: FloatArray) -> tuple[float, float]:
    """Scale and constant by which the score becomes log-odds."""
    constant, scale = _logistic(score[:, None], labelled, np.ones(len(score)))
    return float(scale), float(constant)


def _logistic(values: FloatArray, answers: FloatArray, weight: FloatArray) -> FloatArray:
    """Constant and weights of a logistic regression with a ridge on the weights."""
    design = np.column_stack([np.ones(len(values)), values])
    signs = 2 * answers - 1

    def loss(point: FloatArray) -> tuple[float, FloatArray]:
        margin = signs * (design @ point)
        pull = weight * signs / (1 + np.exp(np.clip(margin, -500, 500)))
        ridge = RIDGE * np.r_[0.0, point[1:]]
        value = float(weight @ np.logaddexp(0, -margin) + ridge @ point / 2)
        return value, np.asarray(ridge - design.T @ pull, dtype=np.float64)

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, dtype=np.float64)


def auc(
    name: str, score: FloatArray, answers: FloatArray, sites: NDArray[np.str_] | None = None
) -> dict[str, float]:
    """`name`, `.low`, `.high`, `.n`: how often one of class 1 scores above one of class 0; resampled by site if given.

    >>> auc("a", np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.0, 1.0, 1.0]))["a"]
    1.0
    """
    random = np.random.default_rng(SEED)
    groups = np.arange(len(score)) if sites is None else np.unique(sites, return_inverse=True)[1]
    order = np.argsort(groups, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)
    drawn = []
    for _ in range(DRAWS):
        at = np.concatenate([parts[number] for number in random.integers(0, len(parts), len(parts))])
        if 0 < answers[at].sum() < len(at):
            drawn.append(_auc(score[at], answers[at]))
    low, high = np.percentile(drawn, LIMITS).tolist() if drawn else (float("nan"), float("nan"))
    return {
        name: _auc(score, answers),
        f"{name}.low": low,
        f"{name}.high": high,
        f"{name}.n": float(len(score)),
    }


def _auc(score: FloatArray, answers: FloatArray) -> float:
    ones = float(answers.sum())
    zeros = len(answers) - ones
    if not ones or not zeros:
        return float("nan")
    return float((rankdata(score)[answers == 1].sum() - ones * (ones + 1) / 2) / (ones * zeros))
