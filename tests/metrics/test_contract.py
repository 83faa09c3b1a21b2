"""What holds for every metric, whatever it measures."""

import math
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import scoring.metrics
from scoring.catalogue.contract import Metric
from scoring.catalogue.find import catalogue
from scoring.document.document import view
from scoring.schema.kinds import Reading
from scoring.schema.metrics import HEADINGS

from .documents import document_of

EVERY = pytest.mark.parametrize("metric", catalogue().values(), ids=list(catalogue()))
ARTICLE = [
    ("headline", "Harbour reopens after the storm"),
    ("byline", "By Anna Berg"),
    ("body", "GENEVA: The harbour reopened on Monday, Anna Berg of NATO said. “We are glad,” she added."),
    (
        "body",
        "Officials in China said that 1,200 people had waited. Tomas Ilic said that it was a utter disgrace!",
    ),
    ("related", "Cat saves dog from a burning house"),
    ("credit", "(Esta/AFP)"),
]


@EVERY
def test_it_says_what_it_is(metric: Metric) -> None:
    """Every heading of the method is there and filled; label, unit and count are named; readings exist."""
    sections = metric.sections()
    assert tuple(sections) == HEADINGS
    assert all(len(text.split()) >= 3 for text in sections.values()), sections
    assert metric.label
    assert metric.unit
    assert metric.counted
    assert metric.readings
    assert set(metric.readings) <= set(Reading)


def test_a_file_a_metric() -> None:
    """The listing of the folder is the catalogue."""
    folder = Path(scoring.metrics.__path__[0])
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(catalogue())


@EVERY
def test_it_is_deterministic(metric: Metric) -> None:
    """The same article gives the same measurements."""
    document = document_of(ARTICLE, taken=[(3, "from", True)], published="2022-03-01")
    for reading in metric.readings:
        assert list(metric.measure(view(document, reading))) == list(metric.measure(view(document, reading)))


@EVERY
def test_nothing_comes_from_nothing(metric: Metric) -> None:
    """An article without a word measures nothing: no numerator, and no value but for marks looked for."""
    document = document_of([])
    for reading in metric.readings:
        for measurement in metric.measure(view(document, reading)):
            assert measurement.numerator == 0
            assert measurement.denominator == (4 if metric.name == "transparency" else 0)
            assert measurement.evidence == ()


@EVERY
def test_it_is_finite_and_within_its_bounds(metric: Metric) -> None:
    """No value leaves the bounds that the metric declares."""
    document = document_of(ARTICLE, taken=[(3, "from", False)], published="2022-03-01")
    for reading in metric.readings:
        for m in metric.measure(view(document, reading)):
            assert math.isfinite(m.numerator)
            assert math.isfinite(m.denominator)
            assert m.denominator >= 0
            if m.denominator:
                value = metric.per * m.numerator / m.denominator
                assert metric.low is None or value >= metric.low
                assert metric.high is None or value <= metric.high


@EVERY
def test_evidence_stands_inside_the_reading(metric: Metric) -> None:
    """Each span lies in the text, and its start belongs to the reading that was asked for."""
    document = document_of(ARTICLE, taken=[(3, "from", False)], published="2022-03-01")
    for reading in metric.readings:
        for m in metric.measure(view(document, reading)):
            for item in m.evidence:
                assert 0 <= item.start < item.end <= len(document.text)
                assert item.label


@EVERY
def test_contributions_make_up_the_numerator(metric: Metric) -> None:
    """Where spans contribute at all, they add up to the numerator: nothing is counted that is not shown."""
    document = document_of(ARTICLE, taken=[(3, "from", False)], published="2022-03-01")
    for m in metric.measure(view(document, metric.main_reading)):
        total = sum(item.contribution for item in m.evidence)
        if total and metric.name != "transparency":
            assert total == pytest.approx(m.numerator)


@EVERY
def test_a_doubled_text_keeps_its_ratio(metric: Metric) -> None:
    """Printing the body twice changes no share, rate or tone (diversity and details of names apart)."""
    if metric.name in {
        "source_diversity",
        "specificity",
        "transparency",
        "reprint_originality",
        "article_length",
    }:
        pytest.skip("counts pairs or first occurrences, or whole articles")
    body = [line for line in ARTICLE if line[0] == "body"]
    once, twice = document_of(body), document_of(body + body)
    for reading in metric.readings:
        one, two = (_values(metric, document, reading) for document in (once, twice))
        assert one.keys() == two.keys()
        for key, (numerator, denominator) in one.items():
            assert two[key][0] * denominator == pytest.approx(numerator * two[key][1])


def _values(metric: Metric, document: object, reading: str) -> dict[tuple[str, str], tuple[float, float]]:
    found = metric.measure(view(document, reading))  # type: ignore[arg-type]
    return {(m.actor, m.voice): (m.numerator, m.denominator) for m in found}


def test_only_metrics_of_any_language_read_other_languages(sample_scores: Path) -> None:
    """In the sample, a text that is not English has evidence from language-free metrics alone."""
    articles = pl.read_parquet(sample_scores / "articles.parquet").filter(pl.col("language") != "en")
    evidence = pl.read_parquet(sample_scores / "evidence.parquet").join(
        articles.select("article_id"), on="article_id"
    )
    free = {name for name, metric in catalogue().items() if not metric.needs}
    assert set(evidence["metric"].unique()) <= free


def test_a_file_without_its_metric_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue refuses a file that declares no metric of its name, rather than passing over it."""
    import scoring.metrics.specificity as module

    catalogue.cache_clear()
    monkeypatch.setattr(module, "specificity", replace, raising=True)
    with pytest.raises(TypeError, match="specificity"):
        catalogue()
    monkeypatch.undo()
    catalogue.cache_clear()
