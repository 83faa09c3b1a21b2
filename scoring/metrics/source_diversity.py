"""How many different sources an article hears."""

from collections import Counter
from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.sourcing.evidence import source_span
from scoring.sourcing.source_kinds import closed_words


def _is_pronoun(source: str) -> bool:
    return closed_words().get(source.lower()) in PRONOUNS


PRONOUNS = ("person", "group", "relative")


@metric(
    label="Source diversity",
    unit="probability",
    counted="pairs of statements",
    high=1.0,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=10,
    better="higher",
    matters_from=0.02,
)
def source_diversity(view: View) -> Iterator[Measurement]:
    """The chance that two statements in an article come from different sources.

    What it measures:
    Whether an article hears several sources or lets one speak throughout: 0 is a single source, 1 a new
    source each time.

    Why it matters:
    A report that rests on one source can be no better than that source.

    How it is computed:
    Simpson's index without replacement. Numerator: pairs of statements (as in sourcing density) in the
    article whose sources differ. Denominator: all pairs. A source is its resolved name, otherwise its words
    in lower case. Where the source is a pronoun that leads to nobody for sure, nobody knows whether it is another:
    the statement is in no pair.

    Limits:
    Articles with fewer than two statements from a source say nothing. Long articles weigh more, since they have
    more pairs. Two names for one source count as two.

    References:
    Simpson 1949, Measurement of Diversity.
    """
    text = view.document.text
    found = view.attributions()
    found = [a for a in found if a.speaker or not _is_pronoun(text[slice(*source_span(a))])]
    names = [a.speaker.lower() or text[slice(*source_span(a))].lower() for a in found]
    counts = Counter(names)
    pairs = len(names) * (len(names) - 1) / 2
    same = sum(count * (count - 1) / 2 for count in counts.values())
    first: set[str] = set()
    evidence: list[Evidence] = []
    for attribution, name in zip(found, names, strict=True):
        if name not in first:
            first.add(name)
            evidence.append(Evidence(*source_span(attribution), f"source {len(first)}: {name}", 0.0))
    yield Measurement(pairs - same, pairs, tuple(evidence))
