"""Known groups: do outlets that people labelled left and right differ in tone as their labels say they should?

This needs a corpus whose outlets are labelled (`lean`: left, center, right), and a scores folder of it. In their own
voice, outlets on the right should be kinder to Trump and the Republicans than those on the left, and less kind to
Obama, Clinton, Biden and the Democrats. For each actor and both readings of tone, the **gap** is the right's mean
minus the left's, with the sign changed if necessary so that the expected direction is positive, and its 95% interval
by Welch's t; every outlet with enough mentions weighs the same. The **AUC** is how often, of one outlet from each
side, the one on the right has the greater difference between tone toward Republican figures and toward Democratic ones.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.actors import gazetteer as gazetteers
from scoring.outlets.intervals import t_quantile
from scoring.schema.reading import read_table
from scoring.text.sentences import split_sentences
from scoring.tone.items import Item, item_at
from scoring.tone.trained import TrainedReader, shipped_reader, tone_of

FloatArray = NDArray[np.float64]

LEFT, RIGHT = "left", "right"
REPUBLICANS, DEMOCRATS = "republican-party-us", "democratic-party-us"
# The actors tested, and the side expected to be kinder to each.
EXPECTED = {
    "trump-donald": RIGHT,
    "obama-barack": LEFT,
    "clinton-hillary": LEFT,
    "biden-joe": LEFT,
    DEMOCRATS: LEFT,
    REPUBLICANS: RIGHT,
}
READINGS = ("lexicon", "trained")
OWN_VOICE = "outlet"
# Mentions that an outlet needs: of one actor for the gap, of both sides together for the AUC.
ENOUGH_FOR_GAP, ENOUGH_FOR_AUC = 10, 30
# Mentions needed of each side, without which a difference between the two says nothing.
ENOUGH_A_SIDE = 10
FEWEST_OUTLETS = 2  # outlets on a side: a single one has no spread, and so no interval
# Mentions of an outlet and actor that the trained reader reads where the scores folder lacks its reading.
READ_A_CELL = 40


def evaluate(scores: Path, corpus: Path, read: int = READ_A_CELL) -> dict[str, float]:
    """The figures, flat: `lexicon.trump-donald.gap`, `.low`, `.high`, `.left`, `.right` (outlets), `lexicon.auc`, ...

    `scores`: a scores folder of `corpus`, a Parquet file with `url` and `lean`. `read`: how many mentions an
    outlet and actor the trained reader reads where the folder lacks them (0: none; then its figures are left
    out). Raises ValueError, in one sentence, if the corpus has no labels or no outlet can be matched.
    """
    leans = _leans(read_table(scores, "articles", columns=["article_id", "outlet", "url"]), corpus)
    mentions = _mentions(scores, leans)
    if read and mentions["trained"].null_count() == mentions.height:
        mentions = _read(mentions, read_table(scores, "texts"), read, shipped_reader())
    figures: dict[str, float] = {}
    for reading in READINGS:
        known = mentions.drop_nulls(reading)
        if not known.height:
            continue
        for actor, side in EXPECTED.items():
            figures |= {f"{reading}.{actor}.{k}": v for k, v in _gap(known, actor, side, reading).items()}
        figures |= {f"{reading}.{k}": v for k, v in _auc(known, reading).items()}
    return figures


def _leans(articles: pl.DataFrame, corpus: Path) -> pl.DataFrame:
    """article_id, outlet, lean: an outlet's lean is the most common label of its articles."""
    try:
        columns = pl.read_parquet_schema(corpus)
    except pl.exceptions.PolarsError:
        raise ValueError(
            f"{corpus} is no Parquet file, or is damaged: name the corpus with url and lean."
        ) from None
    if missing := [name for name in ("url", "lean") if name not in columns]:
        raise ValueError(f"{corpus} lacks the column(s) {', '.join(missing)}: outlets must be labelled.")
    labels = pl.read_parquet(corpus, columns=["url", "lean"]).unique("url", keep="first", maintain_order=True)
    outlets = (
        articles.drop_nulls("outlet")
        .join(labels, on="url")
        .group_by("outlet", "lean")
        .len()
        .sort("outlet", "len", "lean", descending=[False, True, False])
        .unique("outlet", keep="first", maintain_order=True)
    )
    sided = outlets.filter(pl.col("lean").is_in([LEFT, RIGHT]))
    if not sided.height:
        raise ValueError(f"No outlet of the scores folder is labelled left or right in {corpus}.")
    return articles.join(sided.select("outlet", "lean"), on="outlet").select("article_id", "outlet", "lean")


def _mentions(scores: Path, leans: pl.DataFrame) -> pl.DataFrame:
    """The mentions of either party's figures in the outlets' own voice, with `party` and `cell`."""
    party = {
        actor_id: actor.group
        for actor_id, actor in gazetteers.load().actors.items()
        if actor.group in (REPUBLICANS, DEMOCRATS)
    } | {REPUBLICANS: REPUBLICANS, DEMOCRATS: DEMOCRATS}
    mentions = read_table(scores, "mentions", pl.col("voice") == OWN_VOICE)
    return (
        mentions.with_columns(
            party=pl.col("actor").replace_strict(party, default=None, return_dtype=pl.String)
        )
        .drop_nulls("party")
        .join(leans, on="article_id")
        .with_columns(
            cell=pl.when(pl.col("actor").is_in(list(EXPECTED)))
            .then("actor")
            .otherwise(pl.lit("other ") + pl.col("party"))
        )
        .sort("article_id", "start", "actor")
    )


def _read(mentions: pl.DataFrame, texts: pl.DataFrame, most: int, reader: TrainedReader) -> pl.DataFrame:
    """The mentions, of which at most `most` per outlet and cell, evenly spread, get the trained reading."""
    place, size = pl.int_range(pl.len()).over("outlet", "cell"), pl.len().over("outlet", "cell")
    chosen = mentions.filter(
        pl.len().over("outlet") >= ENOUGH_FOR_AUC,
        (place * most // size) != ((place - 1) * most // size),  # the first of each of `most` equal parts
    )
    text_of = dict(texts.join(chosen.select("article_id").unique(), on="article_id").iter_rows())
    items = [
        _in_sentence(text_of[article_id], start, end)
        for article_id, start, end in chosen.select("article_id", "start", "end").iter_rows()
    ]
    tones = tone_of(reader.read(items)) if items else np.empty(0)
    return (
        chosen.select("article_id", "start", "actor")
        .with_columns(trained=pl.Series(tones, dtype=pl.Float64))
        .join(mentions.drop("trained"), on=["article_id", "start", "actor"], how="right")
    )


def _in_sentence(text: str, start: int, end: int) -> Item:
    """The mention in its sentence."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = (first, len(text) if last < 0 else last)
    for low, high in split_sentences(text, *line):
        if low <= start and end <= high:
            line = (low, high)
    return item_at(text, line, start, end)


def _gap(mentions: pl.DataFrame, actor: str, kinder: str, reading: str) -> dict[str, float]:
    means = (
        mentions.filter(pl.col("actor") == actor)
        .group_by("outlet", "lean")
        .agg(pl.col(reading).mean(), n=pl.len())
        .filter(pl.col("n") >= ENOUGH_FOR_GAP)
        .sort("outlet")
    )
    left, right = (means.filter(lean=side)[reading].to_numpy() for side in (LEFT, RIGHT))
    counts = {"left": float(len(left)), "right": float(len(right))}
    if min(len(left), len(right)) < FEWEST_OUTLETS:
        return counts
    toward, against = (right, left) if kinder == RIGHT else (left, right)
    gap = float(toward.mean() - against.mean())
    half = _welch_half(toward, against)
    return {"gap": gap, "low": gap - half, "high": gap + half, **counts}


def _welch_half(one: FloatArray, other: FloatArray) -> float:
    a, b = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    degrees = (a + b) ** 2 / (a**2 / (len(one) - 1) + b**2 / (len(other) - 1)) if a + b else 1.0
    return float(t_quantile(np.array([degrees]))[0] * np.sqrt(a + b))


def _auc(mentions: pl.DataFrame, reading: str) -> dict[str, float]:
    sides = (
        mentions.group_by("outlet", "lean", "party")
        .agg(pl.col(reading).mean().alias("tone"), n=pl.len())
        .filter(pl.col("n") >= ENOUGH_A_SIDE, pl.col("n").sum().over("outlet") >= ENOUGH_FOR_AUC)
    )
    one, two = (sides.filter(party=party) for party in (REPUBLICANS, DEMOCRATS))
    both = one.join(two, on=["outlet", "lean"], suffix="_d").sort("outlet")
    leaning = both.with_columns(difference=pl.col("tone") - pl.col("tone_d"))
    left, right = (leaning.filter(lean=side)["difference"].to_numpy() for side in (LEFT, RIGHT))
    if not (len(left) and len(right)):
        return {}
    wins = (right[:, None] > left).mean() + (right[:, None] == left).mean() / 2
    return {"auc": float(wins), "auc.left": float(len(left)), "auc.right": float(len(right))}


def render(figures: Mapping[str, float]) -> str:
    """The figures as a table for the terminal."""
    lines = [
        "Gap in tone, own voice, in the expected direction (95% interval; outlets of the left and right):"
    ]
    for reading in READINGS:
        if f"{reading}.auc" not in figures:
            lines.append(f"{reading}: not read")
            continue
        for actor, kinder in EXPECTED.items():
            name = f"{reading}.{actor}"
            counts = f"{figures[f'{name}.left']:.0f} and {figures[f'{name}.right']:.0f} outlets"
            gap = "too few outlets"
            if f"{name}.gap" in figures:
                gap = "{:+.3f} ({:+.3f} to {:+.3f})".format(
                    *(figures[f"{name}.{k}"] for k in ("gap", "low", "high"))
                )
            lines.append(f"  {reading:8} {actor:20} {kinder} kinder: {gap}; {counts}")
        lines.append(
            f"  {reading:8} AUC of (tone toward Republicans less Democrats), right against left: "
            f"{figures[f'{reading}.auc']:.2f}; {figures[f'{reading}.auc.left']:.0f} and "
            f"{figures[f'{reading}.auc.right']:.0f} outlets"
        )
    return "\n".join(lines)
