"""Fitting the first stage and its bound, on invented answers whose cause is known."""

import numpy as np

from scoring.tone.first_stage import FirstStage
from scoring.tone.items import Item
from scoring.tone.training.first_stage import MOST_LOST, bound, fit_first_stage

BAD, GOOD, DULL = "cheats", "shines", "sits"


def _drawn(seed: int, count: int) -> tuple[list[Item], np.ndarray]:
    """Sentences of filler words; one word in ten of them decides the class, else it is neutral."""
    rng = np.random.default_rng(seed)
    items, answers = [], []
    for _ in range(count):
        deciding = rng.choice([BAD, GOOD, DULL], p=[0.1, 0.05, 0.85])
        filler = " ".join(f"w{chr(97 + n)}" for n in rng.integers(0, 26, 6))
        sentence = f"Oru {deciding} {filler}"
        items.append(Item(sentence, 0, 3))
        row = np.full(3, 0.02)
        row[{BAD: 0, DULL: 1, GOOD: 2}[deciding]] = 0.96
        answers.append(row)
    return items, np.array(answers)


def test_the_words_that_decide_are_found() -> None:
    """On further sentences the class of the answer is the class of the word."""
    items, answers = _drawn(1, 1500)
    stage = FirstStage(*fit_first_stage(items, answers), pass_below=0.2)
    further, truth = _drawn(2, 300)
    assert (stage.read(further).argmax(axis=1) == truth.argmax(axis=1)).mean() > 0.99


def test_as_much_is_passed_as_costs_little() -> None:
    """A stage that knows the truth may pass nearly all that is neutral, one that knows nothing next to nothing."""
    items, answers = _drawn(1, 1500)
    further, truth = _drawn(2, 1000)
    labels = truth.argmax(axis=1).astype(np.int64)
    knowing = FirstStage(*fit_first_stage(items, answers), pass_below=0.0)
    rng = np.random.default_rng(4)
    ignorant = FirstStage(*fit_first_stage(items, rng.permutation(answers)), pass_below=0.0)
    for stage, least, most in ((knowing, 0.8, 0.9), (ignorant, 0.0, 0.3)):
        below = bound(stage, further, truth, labels, 0.2)
        passed = 1 - stage.read(further)[:, 1] < below
        assert least <= passed.mean() <= most, below
        assert (labels[passed] != 1).sum() <= 4 * MOST_LOST * len(labels)
