"""Strings in which VADER's rules meet, and those on which our reading of them differs from the package."""

from collections.abc import Iterable, Iterator
from itertools import product
from random import Random

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from scoring.tone.lexicon import compound

PACKAGE = SentimentIntensityAnalyzer()
EMOJI = sorted(PACKAGE.emojis)
NEIGHBOURS = """
the a of it and or nor no so this doubt without never least at very but kind to for die bad ass bus stop
yeah right kiss death beating heart only won't
""".split()  # noqa: SIM905 thirty one-word literals would read worse
ODD = ["ΑΣ", "İstanbul", "straße", "x", "U.S.", "--", "…", ":)", ":-(", "<3", "\u00a0", "n't", "don’t"]
ENDINGS = ["!", "?", "??", "!!!!!", "...", ",", '"', "’s", "n't"]
# Looked for by a rule as pairs or alone, whatever else the package's lists hold.
_PHRASES = (
    "never so",
    "never this",
    "without doubt",
    "at least",
    "very least",
    "least",
    "but",
    "or",
    "nor",
    "so",
    "this",
)
_FARTHEST = 4  # words between a trigger and a value: one more than any rule looks back
_VALUES = ("good", "horrible", "GREAT", "kind")


def vader(text: str) -> float:
    """The package's own compound."""
    return float(PACKAGE.polarity_scores(text)["compound"])


def differing(texts: Iterable[str]) -> list[str]:
    """Those texts on which ours is not the package's compound, to the last decimal."""
    return [text for text in texts if compound(text) != vader(text)]


def triggered() -> Iterator[str]:
    """Every trigger before, after and at all distances from a value; then the marks and cases, and every word."""
    triggers = (*BOOSTER_DICT, *NEGATE, *SPECIAL_CASES, *_PHRASES)
    for trigger, value, apart in product(triggers, _VALUES[:2], range(_FARTHEST)):
        gap = " ".join(["it"] * apart)
        yield " ".join(f"{trigger} {gap} {value}".split())
        yield " ".join(f"{value} {gap} {trigger} fair".split())
    for trigger, value in product(triggers, _VALUES[2:]):
        yield f"{trigger.upper()} {value} plan"
        yield f"the {trigger} {value.title()}!"
    for first, second in product(NEGATE[::9], (*_PHRASES, *list(BOOSTER_DICT)[::9])):
        yield f"{first} {second} good"
        yield f"{second} {first} bad"
    for value, ending in product(_VALUES, (*ENDINGS, "!" * 9, "?" * 9, "!?!?")):
        yield f"a {value}{ending} plan{ending}"
    for start in range(0, len(EMOJI), 9):
        yield " good " + "".join(EMOJI[start : start + 9])
    words = list(PACKAGE.lexicon)
    for start in range(0, len(words), 7):
        yield " ".join(words[start : start + 7])


def shuffled(seed: int, count: int) -> Iterator[str]:
    """Mixtures of up to twenty words, rich in triggers; the same for a seed."""
    draw = Random(seed)  # noqa: S311 a fixed mixture, no secret
    words = [
        *PACKAGE.lexicon,
        *list(BOOSTER_DICT) * 20,
        *NEGATE * 20,
        *NEIGHBOURS * 60,
        *SPECIAL_CASES,
        *EMOJI[:200],
    ]
    for _ in range(count):
        yield " ".join(
            draw.choice((str, str, str.upper))(draw.choice(words)) + draw.choice(("", "", "", "!", "?", ","))
            for _ in range(draw.randint(1, 20))
        )
