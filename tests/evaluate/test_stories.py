import pytest

from scoring.evaluate.stories import b_cubed, compare, evaluate, render


def test_stories_of_the_sample_are_found():
    """On the bundled corpus nearly every pair is right: 12 stories, undated articles among them."""
    figures = evaluate()
    assert figures["precision"] >= 0.97
    assert figures["recall"] >= 0.93
    assert "F1 0.9" in render(figures)


def test_pairs_are_counted_by_hand():
    """One right pair of three put together and of two that belong together."""
    figures = compare([("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")])
    assert figures == pytest.approx({"precision": 1 / 3, "recall": 1 / 2, "f1": 2 / 5})
    assert compare([])["f1"] == 0


def test_b_cubed_by_hand():
    """Two of three put together belong together; one that belongs with the third stands alone."""
    figures = b_cubed([("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")])
    precision, recall = (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, (1 + 1 + 1 / 2 + 1 / 2) / 4
    assert figures["b_cubed.precision"] == pytest.approx(precision)
    assert figures["b_cubed.recall"] == pytest.approx(recall)
    assert figures["b_cubed.f1"] == pytest.approx(2 * precision * recall / (precision + recall))
    assert b_cubed([])["b_cubed.f1"] == 0


def test_a_folder_without_a_key_is_refused_by_name(tmp_path):
    """The message says which file lacks what."""
    with pytest.raises(FileNotFoundError, match=r"KEY\.csv"):
        evaluate(tmp_path)
    (tmp_path / "KEY.csv").write_text("file,event\na.txt,x\n", encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,outlet,published\na.txt,,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"KEY\.csv lacks .*story"):
        evaluate(tmp_path)
