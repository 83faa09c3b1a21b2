"""How many of the sources are not named."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Polarity, Reading, SourceType
from scoring.sourcing.evidence import source_span

UNNAMED = SourceType.UNNAMED_ROLE


@metric(
    label="Unnamed sources",
    unit="share of statements",
    counted="statements from a source",
    high=1.0,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=10,
    better="lower",
    matters_from=0.02,
)
def unnamed_source_share(view: View) -> Iterator[Measurement]:
    """The share of statements by officials, aides, experts and people familiar who are not named.

    What it measures:
    Of all statements and evidence from an outside source: those of a role without a name ("officials said",
    "a person familiar with the matter").

    Why it matters:
    Unnamed sources cannot be held to what they said; codes of practice allow them only as an exception.

    How it is computed:
    The statements are those of sourcing density that were made: not what somebody would not or did not say, or may
    say; each one's source is classified (docs/sourcing.md). Numerator: unnamed roles. Documents and the public are
    neither named nor unnamed, so this is not 1 minus the named share.

    Limits:
    "The spokesman" is resolved to a name if one was given earlier; if that fails, it counts as unnamed. "The Tarn
    senator" and others of known standing pass for named where the article names persons.

    References:
    Duffy 2014, Anonymous sources: a utilitarian exploration of their justification and guidelines.
    """
    found = [a for a in view.attributions() if a.polarity == Polarity.ASSERTED]
    unnamed = [a for a in found if a.source_type == UNNAMED]
    evidence = tuple(Evidence(*source_span(a), "unnamed source") for a in unnamed)
    yield Measurement(len(unnamed), len(found), evidence)
