"""The tables of the index from the scores of outlets."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from scoring.index.combine import index_rows, place_outlets
from scoring.index.errors import errors_of_articles
from scoring.index.ranks import rank_bands, share_above
from scoring.index.reference import FloatArray, make_reference, read_reference, reference_text
from scoring.schema.components import read_components
from scoring.schema.datapackage import read_package
from scoring.schema.kinds import REPRINTS
from scoring.schema.reading import read_table


def index_frames(
    scores: pl.DataFrame,
    measurements: pl.DataFrame,
    articles: pl.DataFrame,
    weights: Path | None = None,
    reference: Path | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables `index` and `index_pairs`; `weights` and `reference` are the user's own files.

    `scores` are those that `aggregate` makes of `measurements` and `articles`. Raises ValueError, in one sentence,
    for a file that cannot be used.
    """
    quantiles = read_reference(reference)
    alone = place_outlets(scores, read_components(weights), quantiles)
    # The larger of the two: zero counts show no spread among the articles, but still have an interval.
    together = errors_of_articles(alone, quantiles, measurements, articles)
    placed = replace(
        alone, errors=np.fmax(alone.errors, together), reprints=_reprints(alone.outlets, articles)
    )
    rows = index_rows(placed).join(rank_bands(placed), on="outlet", how="left", maintain_order="left")
    return rows, share_above(placed)


def _reprints(outlets: Sequence[str], articles: pl.DataFrame) -> FloatArray:
    """The share of each outlet's articles that are other people's texts as a whole."""
    shares = articles.group_by("outlet").agg(share=pl.col("provenance").is_in(REPRINTS).mean())
    joined = pl.DataFrame({"outlet": pl.Series(outlets, dtype=pl.String)}).join(
        shares, on="outlet", how="left", maintain_order="left"
    )
    return joined["share"].cast(pl.Float64).fill_null(0.0).to_numpy()


def write_reference(folder: Path, out: Path) -> int:
    """Make a reference from the outlets of a scores folder and write it to `out`; returns how many outlets it uses.

    Raises ValueError if `folder` holds no scores, or too few outlets have enough texts.
    """
    read_package(folder)
    frame = make_reference(read_table(folder, "scores"), read_components())
    outlets = int(frame["outlets"].max())  # type: ignore[arg-type]
    out.write_text(reference_text(frame, f"Made from the outlets of {folder.name}."), encoding="utf-8")
    return outlets
