"""What the metrics find in a batch, gathered by columns: a frame is made of columns, and hundreds of rows an article
would each be a tuple to build and to take apart again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from scoring.catalogue.contract import Evidence, Measurement
from scoring.schema.tables import EVIDENCE, MEASUREMENTS
from scoring.schema.thresholds import EVIDENCE_CHARACTERS


@dataclass(slots=True)
class _Runs:
    """Rows that belong together in runs: of each run the article, the metric, and how many rows it has."""

    articles: list[int] = field(default_factory=list)
    metrics: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def add(self, article: int, metric: str, rows: int) -> None:
        self.articles.append(article)
        self.metrics.append(metric)
        self.rows.append(rows)

    def columns(self, ids: pl.Series) -> list[pl.Series]:
        """The ids of the articles and the names of the metrics, one per row."""
        rows = np.array(self.rows, dtype=np.int64)
        whose = np.repeat(np.array(self.articles, dtype=np.int64), rows)
        runs = np.repeat(np.arange(len(rows)), rows)
        metrics = pl.Series("metric", self.metrics, pl.String)
        return [ids.gather(whose).alias("article_id"), metrics.gather(runs)]


@dataclass(slots=True)
class Found:
    """The measurements and the evidence of a batch, article by article."""

    _articles: list[str] = field(default_factory=list)
    _measured: _Runs = field(default_factory=_Runs)
    _readings: list[str] = field(default_factory=list)
    _actors: list[str] = field(default_factory=list)
    _voices: list[str] = field(default_factory=list)
    _numerators: list[float] = field(default_factory=list)
    _denominators: list[float] = field(default_factory=list)
    _shown: _Runs = field(default_factory=_Runs)
    _starts: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)
    _labels: list[str] = field(default_factory=list)
    _contributions: list[float] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)

    def begin(self, article_id: str) -> None:
        """What is added from now on belongs to this article."""
        self._articles.append(article_id)

    def add(self, metric: str, reading: str, measurements: Sequence[Measurement]) -> None:
        """Add what a metric measured in a reading; what it could not measure has a denominator of 0."""
        kept = [one for one in measurements if one.denominator > 0]
        self._measured.add(len(self._articles) - 1, metric, len(kept))
        self._readings += [reading] * len(kept)
        for one in kept:
            self._actors.append(one.actor)
            self._voices.append(one.voice)
            self._numerators.append(one.numerator)
            self._denominators.append(one.denominator)

    def show(self, metric: str, text: str, evidence: Sequence[Evidence]) -> None:
        """Add the spans of the article's text that a metric's value rests on."""
        if not evidence:
            return
        starts, ends, labels, contributions = zip(*evidence, strict=True)
        self._shown.add(len(self._articles) - 1, metric, len(evidence))
        self._starts += starts
        self._ends += ends
        self._labels += labels
        self._contributions += contributions
        self._texts += [
            text[start : min(end, start + EVIDENCE_CHARACTERS)]
            for start, end in zip(starts, ends, strict=True)
        ]

    def measurements(self) -> pl.DataFrame:
        """The table `measurements`, in the order in which they were added."""
        types = MEASUREMENTS.schema
        return pl.DataFrame(
            [
                *self._measured.columns(self._ids()),
                pl.Series("reading", self._readings, types["reading"]),
                pl.Series("actor", self._actors, types["actor"]),
                pl.Series("voice", self._voices, types["voice"]),
                pl.Series("numerator", np.array(self._numerators, dtype=np.float64)),
                pl.Series("denominator", np.array(self._denominators, dtype=np.float64)),
            ]
        )

    def evidence(self) -> pl.DataFrame:
        """The table `evidence`, in the order in which it was added."""
        types = EVIDENCE.schema
        return pl.DataFrame(
            [
                *self._shown.columns(self._ids()),
                pl.Series("start", self._starts, types["start"]),
                pl.Series("end", self._ends, types["end"]),
                pl.Series("text", self._texts, types["text"]),
                pl.Series("label", self._labels, types["label"]),
                pl.Series("contribution", np.array(self._contributions, dtype=np.float64)),
            ]
        )

    def _ids(self) -> pl.Series:
        return pl.Series(self._articles, dtype=pl.String)
