"""What the training reads; these parts need no torch."""

import json
from pathlib import Path

import pytest

from scoring.tone.items import Item
from scoring.tone.training.examples import PAGES, held_out, read_examples, read_unlabelled

SENTENCE = "On Monday Ada Quill thanked the mayor, who said Oru Vant’s plan would help her."


def write(path: Path, rows: list[tuple[str, list[dict[str, object]]]]) -> Path:
    """A file of rows: an article's name and its targets, all in one invented sentence."""
    lines = [
        json.dumps({"primary_gid": f"{article}_0_1", "sentence_normalized": SENTENCE, "targets": targets})
        for article, targets in rows
    ]
    path.write_text("\n".join(lines), encoding="utf8")
    return path


def target(polarity: float, **more: object) -> dict[str, object]:
    """The target "Ada Quill"."""
    return {"from": 10, "to": 19, "mention": "Ada Quill", "polarity": polarity, **more}


def test_a_target_labelled_twice_gets_both_labels(tmp_path: Path) -> None:
    """Two people who disagree leave half a share each."""
    (example,) = read_examples(write(tmp_path / "a.jsonl", [("x_1_2", [target(6.0), target(4.0)])]))
    assert example.item == Item(SENTENCE, 10, 19)
    assert example.label.tolist() == [0.0, 0.5, 0.5]


def test_further_mentions_inside_the_sentence_are_kept(tmp_path: Path) -> None:
    """Another mention of the target is kept once; one outside the sentence is not."""
    her = SENTENCE.index("her.")
    further = [{"from": her, "to": her + 3}, {"from": her, "to": her + 3}, {"from": 500, "to": 503}]
    row = ("x_1_2", [target(6.0, further_mentions=further)])
    (example,) = read_examples(write(tmp_path / "a.jsonl", [row]))
    assert example.further == ((her, her + 3),)


def test_an_unsure_answer_is_softened_where_that_is_asked_for(tmp_path: Path) -> None:
    """A tone leans to neutral, neutral to both sides; by default a label is what the reader said."""
    rows = [("x_1_2", [target(2.0, certainty=1)]), ("y_1_2", [target(4.0, certainty=1)])]
    path = write(tmp_path / "a.jsonl", rows)
    assert [e.label.tolist() for e in read_examples(path, PAGES)] == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    soft = [e.label.tolist() for e in read_examples(path, PAGES, 0.25)]
    assert soft == [[0.75, 0.25, 0.0], [0.125, 0.75, 0.125]]


def test_unlabelled_mentions_are_read_once(tmp_path: Path) -> None:
    """The same mention of the same sentence in two articles is one item."""
    row = {"sentence_normalized": SENTENCE, "targets": [], "mentions": [{"from": 10, "to": 19}]}
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(row) for _ in range(2)), encoding="utf8")
    assert read_unlabelled(path) == [Item(SENTENCE, 10, 19)]


def test_an_article_is_held_out_whole(tmp_path: Path) -> None:
    """About a tenth of the articles is held out, and never a part of one."""
    rows = [(f"x_{number}_{number}", [target(4.0)]) for number in range(400) for _ in range(2)]
    examples = read_examples(write(tmp_path / "a.jsonl", rows))
    sides: dict[str, set[bool]] = {}
    for example in examples:
        sides.setdefault(example.article, set()).add(held_out(example))
    assert all(len(side) == 1 for side in sides.values())
    assert sum(side.pop() for side in sides.values()) / 400 == pytest.approx(0.1, abs=0.05)
