"""Whether the outlet lets a statement stand, or judges it by the verb."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading, Stance


@metric(
    label="Neutral cues",
    unit="share of statements",
    counted="statements from a source",
    high=1.0,
    readings=(Reading.BODY,),
    headline=False,
    minimum_units=10,
    better="higher",
    matters_from=0.02,
)
def neutral_cue_share(view: View) -> Iterator[Measurement]:
    """The share of statements whose cue neither endorses nor doubts ("said", "told").

    What it measures:
    Of all statements and evidence from an outside source: those whose cue takes no side, unlike "revealed"
    (it is true) and "claimed" (it is not).

    Why it matters:
    Judgement slips into a report through the verb of saying; style guides ask for the plain one.

    How it is computed:
    The statements are those of sourcing density; each cue's stance is listed in data/en/attribution_cues.csv.
    Numerator: the neutral ones.

    Limits:
    A cue may be apt: what was shown was shown. The list takes no account of that.

    References:
    Geis 1987, The Language of Politics (on verbs of reporting).
    """
    attributions = view.attributions()
    found = [item for item in attributions if item.stance == Stance.NEUTRAL]
    evidence = tuple(Evidence(item.cue_start, item.cue_end, "neutral cue") for item in found)
    yield Measurement(len(found), len(attributions), evidence)
