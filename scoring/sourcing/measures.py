"""What an attribution is counted as: a statement or evidence of an outside source, or the attitude of one.

The one home of this decision: metrics, the table `attributions` and evaluations all ask here.
"""

from scoring.schema.kinds import CountedAs, SourceType
from scoring.sourcing.cues import UTTERED_FRAMES
from scoring.sourcing.records import Attribution

SPEECH = UTTERED_FRAMES | {"according", "colon", "post"}
"""Groups of cues that report speech or evidence."""
JUDGEMENT = "judge"
"""The group of cues that report an attitude toward an object, told without an utterance (supported)."""
INSIDE = frozenset({SourceType.OWN_REPORTER, SourceType.UNKNOWN})
"""Sources that are not outside the outlet: its own reporter, and nobody."""


def is_outside(attribution: Attribution) -> bool:
    """Whether a source outside the outlet is known."""
    return attribution.source_type not in INSIDE


def counted_as(attribution: Attribution) -> CountedAs | None:
    """Sourcing or attitude; None if no outside source is known."""
    if not is_outside(attribution):
        return None
    return CountedAs.SOURCING if attribution.group in SPEECH else CountedAs.ATTITUDE
