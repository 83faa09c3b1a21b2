import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.index.reference import PERCENTS, make_reference, place, read_reference, reference_text
from scoring.schema.components import read_components

from .made_up import made_up

FINITE = st.floats(-1e6, 1e6)


@given(st.lists(FINITE, min_size=101, max_size=101), FINITE, FINITE)
def test_a_higher_value_is_never_placed_lower(points, one, two):
    """Placing is monotone and stays between 0 and 100, whatever the quantiles, ties included."""
    low, high = place(np.array([min(one, two), max(one, two)]), np.sort(points))
    assert 0 <= low <= high + 1e-9 <= 100 + 2e-9


def test_ties_stand_in_their_middle():
    """Where half of the outlets have nought, nought is placed in the middle of that half."""
    points = np.concatenate([np.zeros(51), np.linspace(1, 50, 50)])
    assert place(np.array([0.0]), points)[0] == pytest.approx(25)
    assert place(np.array([50.0, 51.0]), points) == pytest.approx([100, 100])


def test_the_median_stands_at_fifty():
    """A value in the middle of an even distribution is placed at 50."""
    assert place(np.array([10.0]), np.linspace(0, 20, 101))[0] == pytest.approx(50)


def test_the_shipped_reference_has_every_component():
    """No component of the table is without its quantiles."""
    reference = read_reference()
    assert {(c.metric, c.reading) for c in read_components()} <= set(reference)


def test_a_reference_written_is_the_one_read(tmp_path):
    """What `masthead reference` writes, `masthead score --reference` reads, to the digits kept."""
    components = read_components()
    scores, _, _ = made_up(components, {f"o{n}": n / 10 for n in range(8)})
    frame = make_reference(scores, components)
    file = tmp_path / "mine.csv"
    file.write_text(reference_text(frame, "Made up."), encoding="utf-8")
    reference = read_reference(file)
    expected = scores.filter(metric="absolutes", reading="own")["value"].sort()
    assert reference["absolutes", "own"][[0, PERCENTS[-1]]] == pytest.approx(
        [expected[0], expected[-1]], rel=1e-5
    )


def test_too_few_outlets_make_no_reference():
    """Four outlets are refused, and the sentence says what is needed."""
    components = read_components()
    scores, _, _ = made_up(components, {f"o{n}": n / 10 for n in range(4)})
    with pytest.raises(ValueError, match="needs 5 outlets"):
        make_reference(scores, components)


def test_a_damaged_reference_is_refused(tmp_path):
    """Quantiles that do not ascend, or are no numbers, are named by their metric."""
    for cell, message in (("x", "is not a number"), ("-1", "are not in ascending order")):
        frame = pl.DataFrame(
            {"metric": ["absolutes"], "reading": ["own"], **{f"p{p}": [str(p)] for p in PERCENTS}}
        )
        frame.with_columns(p50=pl.lit(cell)).write_csv(tmp_path / "bad.csv")
        with pytest.raises(ValueError, match=f"absolutes.*{message}|{message}"):
            read_reference(tmp_path / "bad.csv")
