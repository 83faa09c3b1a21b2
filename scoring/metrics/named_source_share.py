"""How many of the sources have a name."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import NAMED_SOURCES, Reading
from scoring.sourcing.evidence import source_span


@metric(
    label="Named sources",
    unit="share of statements",
    counted="statements from a source",
    high=1.0,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=10,
    better="higher",
    matters_from=0.02,
)
def named_source_share(view: View) -> Iterator[Measurement]:
    """The share of statements whose source is named.

    What it measures:
    Of all statements and evidence from an outside source: those of a named person, institution, medium or
    account.

    Why it matters:
    A named source can be asked, and puts a reputation at stake.

    How it is computed:
    The statements are those of sourcing density; each one's source is classified (docs/sourcing.md). Pronouns
    and surnames are first resolved to the name given earlier. Numerator: named person, named institution,
    other medium, social-media account.

    Limits:
    A name proves neither knowledge nor independence. A wrongly resolved source counts as what it was resolved
    to.

    References:
    Duffy 2014, Anonymous sources: a utilitarian exploration of their justification and guidelines.
    """
    found = view.attributions()
    named = [a for a in found if a.source_type in NAMED_SOURCES]
    evidence = tuple(
        Evidence(*source_span(a), f"{a.source_type.replace('_', ' ')}: {a.speaker_name or 'as written'}")
        for a in named
    )
    yield Measurement(len(named), len(found), evidence)
