"""The counts beside a tone: how much of what is there was read."""

from dashboard.excerpts import tone_sign
from dashboard.tones import mentions_told, tone_told

ROW = {
    "lexicon": 0.1, "lexicon_low": 0.0, "lexicon_high": 0.2,
    "trained": -0.1, "trained_low": -0.2, "trained_high": 0.0,
    "mentions": 1200, "trained_mentions": 300, "independent_texts": 40,
}  # fmt: skip


def test_a_mean_over_part_of_the_mentions_says_so() -> None:
    """The trained reading may skip mentions; the lexicon reading never does."""
    assert mentions_told(ROW, "trained") == "300 of 1,200 mentions"
    assert mentions_told(ROW, "lexicon") == "1,200 mentions"
    assert tone_told(ROW).endswith(
        "1,200 mentions in 40 independent texts; the trained reading read 300 of 1,200 mentions"
    )


def test_where_all_was_read_nothing_is_said_of_it() -> None:
    """The usual case stays short."""
    row = ROW | {"trained_mentions": 1200}
    assert mentions_told(row, "trained") == "1,200 mentions"
    assert tone_told(row).endswith("1,200 mentions in 40 independent texts")


def test_each_reading_has_its_own_bounds_of_neutral() -> None:
    """A tone that the lexicon calls friendly is too weak for the trained reading, which counts where it read."""
    assert [tone_sign(0.2, None), tone_sign(-0.2, None), tone_sign(0.01, None)] == ["+", "−", "○"]
    assert [tone_sign(0.9, 0.2), tone_sign(0.0, 0.9), tone_sign(0.9, -0.9)] == ["○", "+", "−"]
    assert tone_sign(None, None) == "?"
