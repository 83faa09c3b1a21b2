"""The examples in the documentation of functions hold."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import dashboard
import scoring

_NOT_IMPORTED = ("scoring.tone.training", "dashboard.screens", "dashboard.app", "scoring.__main__")
"""What needs torch, runs Streamlit, or runs Masthead as soon as it is imported."""


def modules() -> list[str]:
    """All modules of the two packages that may be imported for nothing but a look."""
    found = [
        module.name
        for package in (scoring, dashboard)
        for module in pkgutil.walk_packages(
            package.__path__, f"{package.__name__}.", onerror=lambda name: None
        )
    ]
    return [name for name in found if not name.startswith(_NOT_IMPORTED)]


@pytest.mark.parametrize("name", modules())
def test_examples(name: str) -> None:
    """Each example gives what stands below it."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_examples_are_found() -> None:
    """The tests above look at modules with examples in them, of both packages."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    with_examples = [
        name
        for name in (
            "scoring.corpus.cleaning.repair",
            "scoring.text.blocks.find",
            "scoring.corpus.facts.outlet",
        )
        if any(example.examples for example in finder.find(importlib.import_module(name)))
    ]
    assert len(with_examples) == 3
    assert set(with_examples) < set(modules())


def test_the_guide_to_python_tells_the_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of docs/python.md, run in order as a reader would."""
    monkeypatch.chdir(tmp_path)
    page = Path(__file__).parents[1] / "docs" / "python.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert failed == 0
    assert tried > 20
