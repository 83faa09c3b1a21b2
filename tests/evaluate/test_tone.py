"""The figures that hold both readings of tone against labels."""

import json
from pathlib import Path

import numpy as np
import pytest

from scoring.evaluate.tone import calibration_error, evaluate, figures_of, read_cases, render
from scoring.tone.items import Item

SENTENCE = "Ada Quill rescued the families whom Oru Vant had cheated."


def write(path: Path, *targets: tuple[int, int, float]) -> Path:
    """A file with one sentence and these targets."""
    row = {
        "sentence_normalized": SENTENCE,
        "targets": [{"from": start, "to": end, "polarity": polarity} for start, end, polarity in targets],
    }
    path.write_text(json.dumps(row) + "\n", encoding="utf8")
    return path


def test_every_target_is_a_case_that_knows_the_others(tmp_path: Path) -> None:
    """A row with two targets gives two cases."""
    first, second = read_cases(write(tmp_path / "two.jsonl", (0, 9, 6.0), (36, 44, 2.0)))
    assert (first.item, first.others, first.label) == (Item(SENTENCE, 0, 9), ((36, 44),), 2)
    assert (second.others, second.label) == (((0, 9),), 0)


def test_figures_and_their_table(tmp_path: Path) -> None:
    """Both readings and the majority are there, matrices add up, and the table prints."""
    figures = evaluate(write(tmp_path / "two.jsonl", (0, 9, 6.0), (36, 44, 2.0)))
    for reading in ("lexicon", "trained", "majority"):
        counts = [value for name, value in figures.items() if name.startswith(f"{reading}.confusion.")]
        assert sum(counts) == figures["targets"] == 2
        assert 0 <= figures[f"{reading}.macro_f1"] <= 1
    assert 0 <= figures["trained.ece"] <= 1
    assert "trained" in render(figures)


def test_macro_f1_has_an_interval_of_whole_sentences(tmp_path: Path) -> None:
    """With one sentence every draw is the same; the interval is the figure, and is printed."""
    figures = evaluate(write(tmp_path / "two.jsonl", (0, 9, 6.0), (36, 44, 2.0)))
    for reading in ("lexicon", "trained"):
        limits = [figures[f"{reading}.macro_f1.{edge}"] for edge in ("low", "high")]
        assert limits == pytest.approx([figures[f"{reading}.macro_f1"]] * 2)
    assert "95% intervals" in render(figures)


def test_macro_f1_by_hand() -> None:
    """One neutral read as negative: F1 of 2/3, 0 and 1."""
    figures = figures_of(np.array([0, 1, 2]), np.array([0, 0, 2]))
    assert figures["macro_f1"] == pytest.approx((2 / 3 + 0 + 1) / 3)
    assert figures["confusion.neutral.negative"] == 1


def test_calibration_error_by_hand() -> None:
    """Sure and right costs nothing; sure and wrong costs the whole probability."""
    rows = np.array([[1.0, 0, 0], [0.8, 0.2, 0]])
    assert calibration_error(np.array([0, 0]), rows[:1].repeat(2, axis=0)) == 0
    assert calibration_error(np.array([0, 1]), rows) == pytest.approx(0.4)


@pytest.mark.parametrize(
    "line",
    ["not json", "{}", '{"sentence_normalized": "a", "targets": [{"from": 0, "to": 1, "polarity": 3}]}'],
)
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    """The error gives the line and what it lacks."""
    path = tmp_path / "other.jsonl"
    path.write_text(line + "\n", encoding="utf8")
    with pytest.raises(ValueError, match=r"Line 1 of .*NewsMTSC"):
        evaluate(path)


def test_a_target_outside_its_sentence_and_an_empty_file(tmp_path: Path) -> None:
    """Offsets are checked, and nothing to evaluate is said."""
    with pytest.raises(ValueError, match="outside its sentence"):
        evaluate(write(tmp_path / "out.jsonl", (50, 90, 2.0)))
    with pytest.raises(ValueError, match="no target"):
        evaluate(write(tmp_path / "none.jsonl"))


@pytest.mark.shared
def test_the_floor_on_newsmtsc(shared: Path) -> None:
    """The shipped model stays above the floor on sentences it never saw."""
    folder = shared / "benchmarks" / "newsmtsc"
    assert evaluate(folder / "dev_rw.jsonl")["trained.macro_f1"] >= 0.79
    assert evaluate(folder / "dev_mt.jsonl")["trained.macro_f1"] >= 0.73
