"""The area under the curve, and the learning of weights."""

import numpy as np

from scoring.evaluate.genre import _learn, auc, weights_text
from scoring.evaluate.labels.kinds import kind_called
from scoring.evaluate.labels.sheets import GENRE_PARTS, excerpt
from scoring.evaluate.labels.store import Labelled, labelled_items


def test_the_area_is_one_half_where_the_score_says_nothing() -> None:
    """Ties count half; the interval holds the figure."""
    figures = auc("a", np.zeros(20), np.repeat([0.0, 1.0], 10))
    assert figures["a"] == 0.5
    random = np.random.default_rng(1)
    answers = np.repeat([0.0, 1.0], 100)
    figures = auc("a", answers + random.normal(0, 1, 200), answers)
    assert figures["a.low"] < figures["a"] < figures["a.high"]
    assert 0.65 < figures["a"] < 0.85


def test_resampling_by_site_widens_the_interval() -> None:
    """Articles of one site are no independent draws."""
    random = np.random.default_rng(2)
    sites = np.repeat([f"s{n}" for n in range(10)], 40)
    shared = np.repeat(random.normal(0, 1, 10), 40)
    answers = (random.random(400) < 0.5).astype(float)
    score = answers + shared + random.normal(0, 0.2, 400)
    alone, by_site = auc("a", score, answers), auc("a", score, answers, sites)
    assert by_site["a.high"] - by_site["a.low"] > alone["a.high"] - alone["a.low"]


def test_a_rate_that_marks_opinion_gets_the_weight() -> None:
    """A rate that differs between the sides is weighed, one that does not is not; a large site does not rule."""
    random = np.random.default_rng(3)
    marked = np.repeat([0.0, 1.0], 200)
    rates = np.column_stack([marked + random.normal(0, 0.5, 400), random.normal(0, 1, 400)])
    weights = _learn(rates, marked, np.array(["a", "b"] * 200))
    assert weights[0] > 1 > abs(weights[1]) * 5


def test_the_weights_are_a_list_with_its_header() -> None:
    """Read back by scoring as data/en/genre_weights.csv."""
    lines = weights_text({"constant": 0.25, "mark": 3.0}).splitlines()
    assert lines[0].startswith("# ")
    assert lines[-3:] == ["rate,weight", "constant,0.25", "mark,3"]


def test_a_reader_who_reads_alone_counts_and_is_shown_the_head_the_middle_and_the_foot() -> None:
    """One reader's answer stands where nobody else read the item."""
    rows = {"a": [{"genre": "opinion"}]}
    assert Labelled(("s", "1", 0, 1), "", "", "1", "", rows).settled("genre") == "opinion"
    both = rows | {"b": [{"genre": "report"}]}
    assert Labelled(("s", "1", 0, 1), "", "", "1", "", both).settled("genre") == ""
    text = "a" * 1000 + "b" * 1000 + "c" * 1000
    shown = excerpt(text)
    assert len(shown) < sum(GENRE_PARTS) + 20
    assert (shown[0], shown[-1]) == ("a", "c")
    assert "b" in shown


def test_the_shipped_labels_are_whole() -> None:
    """Three hundred articles in two rounds of 150, read once."""
    items = labelled_items(kind_called("genre"))
    assert [sum(item.round == name for item in items) for name in ("1", "2")] == [150, 150]
    assert {item.settled("genre") for item in items} == {"report", "analysis", "opinion", "other"}
