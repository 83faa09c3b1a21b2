"""Tone toward actors in words."""

from collections.abc import Mapping
from typing import Any

from dashboard.wording import counted, signed

READINGS = {"trained": "trained reading", "lexicon": "lexicon reading"}


def one_reading(row: Mapping[str, Any], reading: str) -> str:
    """A reading's mean with its interval, or that there is not enough."""
    value = row[reading]
    if value is None:
        return "not enough data"
    return f"{signed(value)} ({signed(row[f'{reading}_low'])} to {signed(row[f'{reading}_high'])})"


def tone_told(row: Mapping[str, Any]) -> str:
    """Both readings with their intervals and the counts. `row`: a row of `actors`."""
    read = "; ".join(f"{words} {one_reading(row, name)}" for name, words in READINGS.items())
    texts = row["independent_texts"]
    return f"{read}; {counted(row['mentions'], 'mention')} in {counted(texts, 'independent text')}"
