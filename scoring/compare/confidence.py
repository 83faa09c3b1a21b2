"""How certain a provenance class is, by what it rests on: how often such classes were right on labelled pages.

The counts are of `data/labels/credits.csv`, rounds 1 and 2, 589 pages (docs/provenance.md); `masthead evaluate labels
score credits` prints them again, beside how well those of other outlets foretell those of an outlet.
"""

from collections.abc import Mapping
from enum import StrEnum


class Ground(StrEnum):
    """What a class rests on."""

    CREDIT_AND_PASSAGES = "credit and passages"
    CREDIT = "credit alone"
    LINK = "link alone"
    PASSAGES = "passages without a credit"
    UNCLEAR = "passages, credit unclear"
    PART = "part of the text"
    LIKENESS = "likeness"
    NOTHING = "nothing found"


# Right answers and labelled pages.
LABELLED: Mapping[Ground, tuple[int, int]] = {
    Ground.CREDIT_AND_PASSAGES: (65, 67),
    Ground.CREDIT: (111, 116),
    Ground.LINK: (4, 4),
    Ground.PASSAGES: (8, 8),
    Ground.UNCLEAR: (1, 3),
    Ground.PART: (6, 8),
    Ground.LIKENESS: (4, 4),
    Ground.NOTHING: (351, 379),
}
STEPS = 20  # a confidence is a multiple of 0.05: the labels bear no more


def confidence(right: int, n: int) -> float:
    """The share that the next such class is right with, by Laplace's rule of succession, in steps of 0.05.

    With few labels it stays away from 1, however many of them were right.

    >>> confidence(8, 8), confidence(351, 379)
    (0.9, 0.9)
    """
    return round((right + 1) / (n + 2) * STEPS) / STEPS


def sure_of(ground: Ground) -> float:
    """How certain a class is that rests on this.

    >>> sure_of(Ground.CREDIT)
    0.95
    """
    return confidence(*LABELLED[ground])
