"""The lexicon reading must be VADER to the last decimal, only faster."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from scoring.tone.lexicon import class_of, compound, read_clauses

PACKAGE = SentimentIntensityAnalyzer()
EMOJI = sorted(PACKAGE.emojis)
NEIGHBOURS = """
the a of it and or nor no so this doubt without never least at very but kind to for die bad ass bus stop
yeah right kiss death beating heart only won't
""".split()  # noqa: SIM905 thirty one-word literals would read worse
ODD = ["ΑΣ", "İstanbul", "straße", "x", "U.S.", "--", "…", ":)", ":-(", "<3", "\u00a0", "n't", "don’t"]
ENDINGS = ["!", "?", "??", "!!!!!", "...", ",", '"', "’s", "n't"]


def vader(text: str) -> float:
    """The package's own compound."""
    return float(PACKAGE.polarity_scores(text)["compound"])


@st.composite
def strings(draw: st.DrawFn) -> str:
    """Words of every kind the rules look at, in any case, with any ending."""
    pools = [
        sorted(PACKAGE.lexicon),
        sorted(BOOSTER_DICT),
        NEGATE,
        sorted(SPECIAL_CASES),
        NEIGHBOURS,
        EMOJI,
        ODD,
    ]
    word = st.one_of([st.sampled_from(pool) for pool in pools])
    cased = st.builds(lambda text, change: change(text), word, st.sampled_from([str, str.upper, str.title]))
    ended = st.builds(str.__add__, cased, st.sampled_from(["", "", "", *ENDINGS]))
    return draw(st.sampled_from([" ", "  ", "\n"])).join(draw(st.lists(ended, max_size=14)))


@given(strings())
@settings(max_examples=1500, deadline=None)
def test_equals_the_package_on_built_sentences(text: str) -> None:
    """Whatever stands beside a lexicon word, the sum is the package's."""
    assert compound(text) == vader(text)


@given(st.text(max_size=80))
@settings(max_examples=1000, deadline=None)
def test_equals_the_package_on_any_text(text: str) -> None:
    """Any characters at all give the package's compound."""
    assert compound(text) == vader(text)


def test_equals_the_package_on_ten_thousand_shuffled_strings() -> None:
    """Long mixtures, where rules meet each other, differ nowhere."""
    draw = random.Random(20)  # noqa: S311 a fixed mixture, no secret
    words = [
        *PACKAGE.lexicon,
        *list(BOOSTER_DICT) * 20,
        *NEGATE * 20,
        *NEIGHBOURS * 60,
        *SPECIAL_CASES,
        *EMOJI[:200],
    ]
    texts = [
        " ".join(
            draw.choice((str, str, str.upper))(draw.choice(words)) + draw.choice(("", "", "", "!", "?", ","))
            for _ in range(draw.randint(1, 20))
        )
        for _ in range(10_000)
    ]
    assert [compound(text) for text in texts] == [vader(text) for text in texts]


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
