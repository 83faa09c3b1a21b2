"""How often the text says where a statement comes from."""

from collections.abc import Iterator

from scoring.catalogue.contract import Measurement, evidence_from, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.sourcing.evidence import attribution_spans


@metric(
    label="Sourcing density",
    unit="statements per 1,000 words",
    counted="words",
    per=1000.0,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=300,
    better="higher",
    matters_from=2.0,
)
def sourcing_density(view: View) -> Iterator[Measurement]:
    """Statements and evidence from an outside source per 1,000 words: how often the text says who said it.

    What it measures:
    Attributions in which a source outside the outlet says or shows something: a named person, an institution,
    an unnamed role, a document, a post, another medium or the public; in direct, indirect or mixed speech.

    Why it matters:
    The reader can weigh a statement with a source; the same statement in the outlet's own voice must be taken
    on trust.

    How it is computed:
    Attributions are found by rules over a list of cues (data/en/attribution_cues.csv); see docs/sourcing.md.
    Counted are those with a cue of speech or evidence and an outside source, each once, at its cue. What is
    thought, meant, felt or wanted counts in attitude_density; what the reporter says (I, we) and what nobody
    is named for count in neither. If a source reports what another said, that is part of its statement.
    Every source, cue and content is shown in its place.

    Limits:
    The rules miss anything attributed without a cue. Interviews and speeches have one source and few cues.

    References:
    Pareti 2016, PARC 3.0. Newell, Margolin, Ruths 2018, An Attribution Relations Corpus for Political News.
    """
    found = view.attributions()
    evidence = evidence_from(shown for item in found for shown in attribution_spans(item))
    yield Measurement(len(found), view.word_count, evidence)
