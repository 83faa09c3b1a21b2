"""The lexicon reading must be VADER to the last decimal, only faster."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.tone.lexicon import class_of, compound, read_clauses

from .mixtures import (
    BOOSTER_DICT,
    EMOJI,
    ENDINGS,
    NEGATE,
    NEIGHBOURS,
    ODD,
    PACKAGE,
    SPECIAL_CASES,
    differing,
    shuffled,
    triggered,
    vader,
)

_POOLS = (
    sorted(PACKAGE.lexicon),
    sorted(BOOSTER_DICT),
    NEGATE,
    sorted(SPECIAL_CASES),
    NEIGHBOURS,
    EMOJI,
    ODD,
)
_WORD = st.one_of([st.sampled_from(pool) for pool in _POOLS])
_CASED = st.builds(lambda text, change: change(text), _WORD, st.sampled_from([str, str.upper, str.title]))
_ENDED = st.builds(str.__add__, _CASED, st.sampled_from(["", "", "", *ENDINGS]))
# Words of every kind the rules look at, in any case, with any ending.
STRINGS = st.builds(str.join, st.sampled_from([" ", "  ", "\n"]), st.lists(_ENDED, max_size=14))


@given(STRINGS)
@settings(max_examples=150)
def test_equals_the_package_on_built_sentences(text: str) -> None:
    """Whatever stands beside a lexicon word, the sum is the package's; a difference is made small."""
    assert compound(text) == vader(text)


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_equals_the_package_on_any_text(text: str) -> None:
    """Any characters at all give the package's compound."""
    assert compound(text) == vader(text)


def test_equals_the_package_around_every_trigger() -> None:
    """Each word that a rule looks for, before and after a praise and a blame, at each distance, in each case."""
    assert differing(triggered()) == []


def test_equals_the_package_on_shuffled_strings() -> None:
    """Long mixtures, where rules meet each other, differ nowhere."""
    assert differing(shuffled(seed=20, count=3000)) == []


@pytest.mark.parametrize(
    "text",
    [
        "the plan is the bomb",  # an idiom in place of its words
        "never so good and never this good",  # strengthened, not negated
        "it was without doubt good",
        "at least good, least good, very least good",
        "no good or fair plan",
        "good but bad, good but good, bad good but good bad",  # "but" finds values, not places
        "kind of good, sort of bad",
        "GREAT plan!!! really? really?? 😀",
        "",
    ],
)
def test_equals_the_package_on_each_special_rule(text: str) -> None:
    """Each rule that has a quirk has a case."""
    assert compound(text) == vader(text)


def test_curly_signs_and_dashes_are_read_as_plain_ones() -> None:
    """A curly apostrophe still negates, and a long dash parts two words."""
    assert read_clauses(["It isn’t good", "fair—not cruel"]) == [
        vader("It isn't good"),
        vader("fair - not cruel"),
    ]
    assert vader("It isn’t good") > 0


def test_classes_follow_the_published_thresholds() -> None:
    """0.05 and beyond is a tone, less is none."""
    assert [class_of(tone) for tone in (-0.05, -0.0499, 0.0, 0.0499, 0.05)] == [-1, 0, 0, 0, 1]
