"""Each metric on small texts whose answer can be counted by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from scoring.catalogue.find import catalogue
from scoring.document.document import view
from scoring.document.speech import read_trained
from scoring.tone.trained import shipped_reader

from .documents import document_of_case

GOLDEN = Path(__file__).parent / "golden"


def cases() -> list[Any]:
    """Every golden case, named by its metric and comment; known failures are strict xfails."""
    return [
        pytest.param(
            path.stem,
            case,
            id=f"{path.stem}-{number}",
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for path in sorted(GOLDEN.glob("*.json"))
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize(("name", "case"), cases())
def test_golden_case(name: str, case: dict[str, Any]) -> None:
    """The metric gives what its case says."""
    metric = catalogue()[name]
    document = document_of_case(case)
    if name == "actor_sentiment_trained":
        (document,) = read_trained([document], shipped_reader(), None)
    found = list(metric.measure(view(document, case.get("reading", metric.main_reading))))
    if "actor" in case:
        found = [m for m in found if (m.actor, m.voice) == (case["actor"], case["voice"])]
    denominator = sum(m.denominator for m in found)
    numerator = sum(m.numerator for m in found)
    assert denominator == case["denominator"], case["comment"]
    if "numerator" in case:
        assert numerator == pytest.approx(case["numerator"], abs=1e-6), case["comment"]
    if "sign" in case:
        assert numerator * case["sign"] > 0, case["comment"]


def test_every_metric_has_golden_cases() -> None:
    """A metric without a case counted by hand is not finished, and a case without a metric is lost."""
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(catalogue())
