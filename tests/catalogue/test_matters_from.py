"""The smallest difference that matters: stated by each metric, by one rule, in the docs and in the folder."""

import re
from math import log10
from pathlib import Path

import polars as pl
import pytest

from scoring.catalogue.find import catalogue
from scoring.schema.metrics import METRICS, declarations_of, declared_rows

PAGE = Path(__file__).parents[2] / "docs" / "statistics.md"
LEAST_SHARE, LEAST_OTHER, LEAST_TONE = 0.02, 0.1, 0.05
OWN = [metric for metric in catalogue().values() if not metric.package]


@pytest.mark.parametrize("metric", OWN, ids=lambda metric: metric.name)
def test_each_metric_states_it_by_the_rule(metric) -> None:
    """1, 2 or 5 times a power of ten, and not below what a page prints of a value."""
    mantissa = metric.matters_from / 10 ** (log10(metric.matters_from) // 1)
    assert any(mantissa == pytest.approx(step) for step in (1, 2, 5, 10))
    if metric.by_actor:
        assert metric.matters_from == LEAST_TONE
    elif metric.unit.startswith(("share", "probability")):
        assert metric.matters_from >= LEAST_SHARE
    else:
        assert metric.matters_from >= LEAST_OTHER


def test_the_docs_list_what_the_metrics_state() -> None:
    """docs/statistics.md names each metric with one value in the row of its size."""
    rows = re.findall(
        r"^\| (.+?) \| (.+) \|$", PAGE.read_text(encoding="utf-8").split("| matters from |")[1], re.M
    )
    told: dict[str, float] = {}
    for size, names in rows:
        for name in re.findall(r"[a-z]+(?:_[a-z]+)+|readability|hedges|shouting|absolutes|\w+", names):
            if name in catalogue() and name not in told:
                number = re.search(rf"{name} ([0-9.]+)", names) or re.search(r"([0-9.]+)(?: points)?$", size)
                assert number is not None
                told[name] = float(number[1]) / (100 if "point" in size else 1)
    assert told == {m.name: pytest.approx(m.matters_from) for m in OWN if not m.by_actor}


def test_a_folder_without_the_column_is_read_as_stating_none() -> None:
    """Written before there was such a column, the table gives the same declarations but for this."""
    rows = declared_rows(OWN)
    assert METRICS.needed == [name for name in METRICS.schema if name != "matters_from"]
    older = declarations_of(rows.drop("matters_from"))
    newer = declarations_of(rows)
    assert {name: metric.matters_from for name, metric in newer.items()} == dict(
        rows.select("metric", pl.col("matters_from")).iter_rows()
    )
    assert set(older) == set(newer)
    assert all(metric.matters_from == 0 for metric in older.values())
