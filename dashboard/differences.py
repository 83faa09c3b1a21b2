"""Differences between outlets in words: how large, how sure, and whether larger than chance."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from scoring.outlets.contrasts import correct
from scoring.schema.kinds import Status
from scoring.schema.thresholds import LEVEL

SMALLEST_P = 0.001  # smaller ones are all printed alike
# Comparisons shown together are corrected together, whatever the metric.
SHOWN_TOGETHER = ("kind",)
METHOD = (
    "The interval of a difference combines the two outlets' 95% intervals (the MOVER method). 'Larger than chance' "
    "means p is below 5% after Holm's correction for all the comparisons shown on this page, so that making many "
    "comparisons does not by itself produce a difference."
)


def shown_together(
    contrasts: pl.DataFrame, outlets: Sequence[str], metrics: Sequence[str], reading: str
) -> pl.DataFrame:
    """The rows of `contrasts` that a page shows, corrected for how many they are, with their number as `compared`."""
    shown = contrasts.filter(
        pl.col("outlet").is_in(outlets),
        pl.col("metric").is_in(metrics),
        pl.col("reading") == reading,
        pl.col("status") == Status.OK,
    )
    return correct(shown, SHOWN_TOGETHER).with_columns(compared=pl.len())


def is_beyond_chance(corrected: float | None) -> bool:
    """Whether a corrected p-value is below the level."""
    return corrected is not None and corrected < LEVEL


def verdict(corrected: float | None, among: str = "corrected") -> str:
    """Whether a difference is larger than chance, with the corrected p.

    >>> verdict(0.0301, "corrected for 12 comparisons")
    'larger than chance (p = 0.030, corrected for 12 comparisons)'
    >>> verdict(0.2, "")
    'not larger than chance (p = 0.200)'
    >>> verdict(0.0498, "")
    'larger than chance (p < 0.050)'
    """
    if corrected is None:
        return "chance not known"
    told = "larger than chance" if is_beyond_chance(corrected) else "not larger than chance"
    size = "p < 0.001" if corrected < SMALLEST_P else f"p = {corrected:.3f}"
    if is_beyond_chance(corrected) and size == f"p = {LEVEL:.3f}":
        size = f"p < {LEVEL:.3f}"  # rounded, it would contradict the verdict
    return f"{told} ({size}{f', {among}' if among else ''})"


def verdict_among(row: Mapping[str, Any]) -> str:
    """The verdict on a row of `shown_together`. `row`: p_holm, compared."""
    among = "" if row["compared"] == 1 else f"corrected for {row['compared']} comparisons"
    return verdict(row["p_holm"], among)
