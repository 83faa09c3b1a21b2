"""Calibration on random mentions, on invented answers whose truth is known."""

import numpy as np
import pytest

from scoring.tone.trained import calibrated
from scoring.tone.training.calibrate import calibration, neutral_band, reader_error, scaling


def _drawn(seed: int, count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """True probabilities, mostly neutral, and one-hot labels drawn from them."""
    rng = np.random.default_rng(seed)
    true = rng.dirichlet([0.4, 2.0, 0.2], count)
    labels = np.eye(3)[[rng.choice(3, p=row) for row in true]]
    return true, labels


def test_scaling_undoes_a_known_distortion() -> None:
    """A reader too sure of itself and too fond of polar answers is brought back to the truth."""
    true, labels = _drawn(1)
    distorted = calibrated(true, 0.5, np.array([1.0, 0.0, 0.5]))
    temperature, offsets = scaling(distorted, labels)
    mended = calibrated(distorted, temperature, offsets)
    assert np.abs(mended - true).mean() < 0.25 * np.abs(distorted - true).mean()
    assert mended.mean(axis=0) == pytest.approx(labels.mean(axis=0), abs=0.01)


def test_the_band_is_wider_where_weak_tones_are_mostly_wrong() -> None:
    """Weak tones that readers called neutral must not count as polar."""
    weak = np.tile([0.35, 0.55, 0.10], (300, 1))
    strong = np.tile([0.90, 0.08, 0.02], (100, 1))
    rows = np.concatenate([weak, strong])
    neutral, negative = np.eye(3)[1], np.eye(3)[0]
    labels = np.concatenate([np.tile(neutral, (300, 1)), np.tile(negative, (100, 1))])
    assert 0.25 < neutral_band(rows, labels) < 0.88


def test_errors_that_outlets_share_are_told_from_chance() -> None:
    """Without a bias by outlet little remains; with one of 0.1 about that much does."""
    rng = np.random.default_rng(2)
    outlets = [f"outlet {number % 60}" for number in range(3000)]
    bias = rng.normal(0, 0.1, 60)[[int(name.split()[1]) for name in outlets]]
    noise = rng.normal(0, 0.3, 3000)
    assert reader_error(noise, np.zeros(3000), outlets) < 0.03
    assert reader_error(noise + bias, np.zeros(3000), outlets) == pytest.approx(0.1, abs=0.03)


def test_the_card_has_what_the_reader_reads() -> None:
    """Temperature, three offsets of which the neutral one is 0, a band, an error."""
    true, labels = _drawn(3, 400)
    card = calibration(true, labels, ["a", "b"] * 200)
    assert set(card) == {"calibration", "neutral_band", "reader_error"}
    assert card["calibration"]["offsets"][1] == 0.0
