"""How often the text tells what somebody thinks or wants."""

from collections.abc import Iterator

from scoring.catalogue.contract import Measurement, evidence_from, metric
from scoring.document.document import View
from scoring.schema.kinds import CountedAs, Reading
from scoring.sourcing.evidence import attribution_spans


@metric(
    label="Attitude density",
    unit="attitudes per 1,000 words",
    counted="words",
    per=1000.0,
    readings=(Reading.BODY, Reading.OWN),
    headline=False,
    minimum_units=300,
    matters_from=0.2,
)
def attitude_density(view: View) -> Iterator[Measurement]:
    """Attitudes given to somebody per 1,000 words: how often the text tells what others think, feel or want.

    What it measures:
    Attributions in which somebody outside the outlet thinks, means, feels, wants or judges something ("the
    mayor hopes to reopen the bridge", "voters are angry about").

    Why it matters:
    What somebody thinks or wants can seldom be checked, and the text need not say how the outlet knows. The
    rate says how much is told in this way, not how well it is founded, so neither direction is a merit.

    How it is computed:
    Attributions are found as for sourcing_density (docs/sourcing.md). Counted are those with an outside source
    whose cue is not one of speech or evidence: verbs of thought, intent and judgement, adjectives, passives and
    nouns. Each counts once, at its cue.

    Limits:
    Some were spoken ("criticised", "her claim that"). Attitudes told by ordinary verbs are missed.

    References:
    Newell, Margolin, Ruths 2018, An Attribution Relations Corpus for Political News.
    """
    found = view.attributions(CountedAs.ATTITUDE)
    evidence = evidence_from(shown for item in found for shown in attribution_spans(item))
    yield Measurement(len(found), view.word_count, evidence)
