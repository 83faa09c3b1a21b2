"""One article with all the evidence for its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from scoring.schema.kinds import Need
from scoring.schema.languages import meets
from scoring.schema.metrics import Declarations
from scoring.schema.scores import Scores
from scoring.schema.tables import (
    ATTRIBUTIONS,
    EVIDENCE,
    LAYERS,
    MEASUREMENTS,
    MENTIONS,
    PASSAGES,
    TEXTS,
)

EXPLAINED_BY = (MEASUREMENTS, EVIDENCE, ATTRIBUTIONS, MENTIONS, PASSAGES, LAYERS)
"""The tables with rows about single articles."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article, its text, and its rows in every table about single articles.

    article: its row of `articles`. text: as stored; all offsets point into it. tables: frames by name of table
    (`measurements`, `evidence`, `attributions`, `mentions`, `passages`, `layers`). metrics: those asked for.
    """

    article: Mapping[str, Any]
    text: str
    tables: Mapping[str, pl.DataFrame]
    metrics: Declarations

    @property
    def values(self) -> pl.DataFrame:
        """The article's value on each metric in its first reading: metric, label, value, unit, why.

        `value` is null if nothing could be counted; `why` then gives the reason.
        """
        rows = [
            (name, metric.label, self.article[name], metric.unit, self._why(name, metric.needs))
            for name, metric in self.metrics.items()
        ]
        schema = {
            "metric": pl.String,
            "label": pl.String,
            "value": pl.Float64,
            "unit": pl.String,
            "why": pl.String,
        }
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _why(self, name: str, needs: tuple[Need, ...]) -> str | None:
        if self.article[name] is not None:
            return None
        return "nothing counted" if meets(self.article["language"], needs) else "not in this language"

    def evidence(self, metric: str) -> pl.DataFrame:
        """The spans that one metric counted: start, end, text, label, contribution.

        Raises KeyError for a metric that was not asked for.
        """
        if metric not in self.metrics:
            raise KeyError(f"{metric!r} was not measured; the metrics are {', '.join(self.metrics)}.")
        return self.tables[EVIDENCE.name].filter(pl.col("metric") == metric).drop("article_id", "metric")


def explain(scores: Scores, article_id: str) -> Explanation:
    """One article of a scores folder with all its evidence.

    Raises ValueError, with some ids that exist, if the folder has no such article.
    """

    def rows(table: str) -> pl.DataFrame:
        return scores[table].filter(pl.col("article_id") == article_id).collect()

    found = rows("articles")
    if found.is_empty():
        known = scores["articles"].select("article_id").head(3).collect()["article_id"]
        raise ValueError(
            f"{scores.folder} has no article '{article_id}'. The ids are in articles.csv, such as {', '.join(known)}."
        )
    text = rows(TEXTS.name)["text"]
    return Explanation(
        found.row(0, named=True),
        str(text[0]) if len(text) else "",
        {table.name: rows(table.name) for table in EXPLAINED_BY},
        scores.metrics,
    )
