"""How much the outlet takes from other media."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading, SourceType


@metric(
    label="Second-hand sources",
    unit="share of statements",
    counted="statements from a source",
    high=1.0,
    readings=(Reading.BODY,),
    headline=False,
    minimum_units=10,
    better="lower",
    matters_from=0.02,
)
def second_hand_share(view: View) -> Iterator[Measurement]:
    """The share of statements that reached the outlet through another medium.

    What it measures:
    Of all statements and evidence from an outside source: those of another medium, or of somebody who spoke
    to one ("according to the Herald", "told Reuters").

    Why it matters:
    An outlet that did the asking can vouch for the answer; one that passes on what others heard passes on their
    mistakes.

    How it is computed:
    The statements are those of sourcing density. Numerator: those whose source is another medium or an
    agency, or that were given to one (docs/sourcing.md).

    Limits:
    Crediting another medium is better than not doing so, yet it is counted here. Media critics quote media.

    References:
    Lewis, Williams, Franklin 2008, A Compromised Fourth Estate? UK news journalism, public relations and news
    sources.
    """
    attributions = view.attributions()
    found = [item for item in attributions if item.second_hand or item.source_type == SourceType.OTHER_MEDIUM]
    evidence = tuple(Evidence(item.cue_start, item.cue_end, "second hand") for item in found)
    yield Measurement(len(found), len(attributions), evidence)
