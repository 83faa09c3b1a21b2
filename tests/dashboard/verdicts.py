"""The tables of a scores folder that judge outlets, invented: index, its pairs, contrasts."""

import random
from itertools import combinations
from typing import Any

import polars as pl

from scoring.schema.components import INDEX_COMPONENTS
from scoring.schema.lists import read_rows

LEAST_TEXTS, LEAST_WEIGHT = 8, 0.5
HALF = 9.0  # of every index's interval
PROFILED = ("united-states", "china", "russia")  # the others have too little
GROUP, OTHER_GROUP = "Northern bloc", "Southern bloc"
SHARES = ("mention_share", "quoted_word_share")
TONES = ("actor_sentiment", "actor_sentiment_trained")


def invent_index(texts: dict[str, int], scores: pl.DataFrame, chance: random.Random) -> pl.DataFrame:
    """The table `index` for outlets of so many independent texts, whose values are those of `scores`."""
    table = list(read_rows(INDEX_COMPONENTS, "metric", "reading", "weight"))
    whole = sum(float(row["weight"]) for row in table)
    rows = []
    for outlet, count in texts.items():
        values = _values(scores.filter(outlet=outlet), table)
        measured = sum(float(row["weight"]) for row in table if values[row["metric"]] is not None)
        cells: dict[str, Any] = {}
        total = 0.0
        for row in table:
            name, value = row["metric"], values[row["metric"]]
            place = chance.uniform(0, 100)
            weight = float(row["weight"]) / measured if measured else 0.0
            total += 0.0 if value is None else place * weight
            cells |= {
                name: value,
                f"{name}_quantile": None if value is None else place,
                f"{name}_weight": None if value is None else weight,
                f"{name}_contribution": None if value is None else place * weight,
            }
        enough = count >= LEAST_TEXTS and measured / whole >= LEAST_WEIGHT
        rows.append(
            {
                "outlet": outlet,
                "index": total if enough else None,
                "low": total - HALF if enough else None,
                "high": total + HALF if enough else None,
                "independent_texts": count,
                "available": measured / whole,
                "reprints": 0.0,
                "status": "ok" if enough else "insufficient",
                **cells,
            }
        )
    frame = pl.DataFrame(rows, infer_schema_length=None).with_columns(
        pl.col("index").rank("ordinal", descending=True).cast(pl.Int64).alias("rank")
    )
    return frame.with_columns(
        rank_best=(pl.col("rank") - 1).clip(1),
        rank_worst=(pl.col("rank") + 1).clip(None, pl.col("rank").max()),
    ).drop("rank")


def _values(scores: pl.DataFrame, table: list[dict[str, str]]) -> dict[str, float | None]:
    found = {
        (row["metric"], row["reading"]): row["value"]
        for row in scores.filter(pl.col("actor") == "").iter_rows(named=True)
    }
    return {row["metric"]: found.get((row["metric"], row["reading"])) for row in table}


def invent_pairs(index: pl.DataFrame, chance: random.Random) -> pl.DataFrame:
    """The table `index_pairs`: neighbours by index; all other pairs are certain."""
    names = index.drop_nulls("index").sort("index", descending=True)["outlet"].to_list()
    rows = [
        {"outlet": one, "other": other, "share_above": round(chance.uniform(0.5, 0.999), 3)}
        for one, other in combinations(names, 2)
        if names.index(other) == names.index(one) + 1
    ]
    return pl.DataFrame(rows, schema={"outlet": pl.String, "other": pl.String, "share_above": pl.Float64})


def invent_contrasts(texts: dict[str, int], chance: random.Random) -> pl.DataFrame:
    """The table `contrasts` for outlets with texts enough; one in four differences is larger than chance."""
    rows = []
    for outlet, count in texts.items():
        if count < LEAST_TEXTS:
            continue
        for actor in PROFILED:
            asked = [(metric, kind) for metric in (*TONES, *SHARES) for kind in ("matched", "peers")]
            for metric, kind in [*asked, ("article_share", "peers")]:
                tone = metric in TONES
                value, expected = chance.uniform(0.1, 0.5), chance.uniform(0.1, 0.5)
                p = chance.choice((0.0004, 0.2, 0.5, 0.9))
                rows.append(
                    _contrast(outlet, metric, actor, kind, "other outlets", value, expected, p, tone=tone)
                )
        rows += [
            _contrast(outlet, metric, GROUP, "groups", OTHER_GROUP, 0.2, -0.1, 0.01, tone=True)
            for metric in TONES
        ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _contrast(
    outlet: str,
    metric: str,
    actor: str,
    kind: str,
    against: str,
    value: float,
    expected: float,
    p: float,
    *,
    tone: bool,
) -> dict[str, Any]:
    difference = value - expected
    return {
        "outlet": outlet, "metric": metric, "actor": actor, "voice": "outlet" if tone else "", "reading": "body",
        "kind": kind, "against": against, "value": value, "expected": expected, "difference": difference,
        "low": difference - 0.15, "high": difference + 0.2, "counted": 7, "p": p / 4, "p_holm": p, "p_bh": p / 2,
        "status": "ok",
    }  # fmt: skip
