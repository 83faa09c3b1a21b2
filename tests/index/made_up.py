"""Outlets made up for tests of the index: measurements of every component, drawn with a fixed seed."""

import numpy as np
import polars as pl

from scoring.catalogue.find import catalogue
from scoring.outlets.aggregate import aggregate
from scoring.schema.components import Component

ARTICLE_WORDS = 500.0


def made_up(
    components: tuple[Component, ...], goodness: dict[str, float], texts: int = 24, seed: int = 1
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(scores, measurements, articles) of outlets whose every component is good to the degree given, 0 to 1."""
    rng = np.random.default_rng(seed)
    rows, articles = [], []
    for outlet, good in goodness.items():
        for number in range(texts):
            article = f"{outlet}-{number:03}"
            articles.append((article, outlet, article))
            for component in components:
                share = good if component.direction == "higher" else 1 - good
                denominator = ARTICLE_WORDS
                numerator = denominator * np.clip(0.1 + 0.8 * share + rng.normal(0, 0.05), 0, 1)
                rows.append(
                    (article, component.metric, component.reading, "", "", float(numerator), denominator)
                )
    measurements = pl.DataFrame(
        rows,
        schema=["article_id", "metric", "reading", "actor", "voice", "numerator", "denominator"],
        orient="row",
    )
    frame = pl.DataFrame(
        articles, schema=["article_id", "outlet", "text_cluster"], orient="row"
    ).with_columns(provenance=pl.lit("original"), genre=pl.lit("news"))
    return aggregate(measurements, frame, catalogue()), measurements, frame
