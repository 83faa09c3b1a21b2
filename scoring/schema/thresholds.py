"""The numbers below and above which something is said or not said, each with its reason."""

MINIMUM_INDEPENDENT_TEXTS = 6
"""Below this many independent texts nothing is said of an outlet: five articles prove nothing."""

MINIMUM_INDEX_TEXTS = 8
"""Below this many an index would be mostly error: docs/index.md."""
MINIMUM_INDEX_WEIGHT = 0.5
"""An index of which less than half of the weight can be measured is another index."""
WEIGHTINGS = 1000
"""Plausible weightings that are drawn to say how far an order of outlets depends on the weights."""

LEVEL = 0.05
"""Of a test for difference, after correction; intervals cover 1 - LEVEL."""

NEUTRAL_TONE = 0.05
"""VADER's authors: between -0.05 and 0.05 a text is neutral."""

SPEAKER_MENTIONS = 3
"""A speaker has a row of their own in `actors` from this many mentions of one actor."""

EVIDENCE_CHARACTERS = 300
"""So much of a span's text is shown in `evidence`."""

PERSON_PREFIX = "person:"
"""Stands before the full name of a person who is in no list of actors: that is the id."""
