"""Whether the outlet tells what happened, or says how things are."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.style import places_of


@metric(
    label="Told in the past",
    unit="share of auxiliaries",
    counted="forms of be, have and do",
    high=1.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=30,
    better="higher",
    matters_from=0.05,
)
def past_tense_share(view: View) -> Iterator[Measurement]:
    """The share of past forms among "was", "had", "did" and "is", "has", "does".

    What it measures:
    Tense, by the forms of be, have and do in the outlet's own words.

    Why it matters:
    A report tells what has happened, in the past tense; comment, explanation and campaigning say how things
    are, in the present. The share indicates how much of an outlet is reporting.

    How it is computed:
    Numerator: was, were, had, did and their negations. Denominator: these and is, are, has, have, does, do.
    Direct quotations and reprinted passages are left out.

    Limits:
    Explainers and profiles are rightly written in the present. Main verbs are not counted.

    References:
    Biber 1988, Variation across Speech and Writing (narrative and non-narrative concerns).
    """
    words, mask = view.document.words, view.mask
    forms = view.document.forms
    past = places_of(forms, "past")
    past = past[mask[past]]
    present = int(mask[places_of(forms, "present")].sum())
    spans = zip(words.starts[past].tolist(), words.ends[past].tolist(), strict=True)
    evidence = tuple(Evidence(start, end, "past") for start, end in spans)
    yield Measurement(len(past), len(past) + present, evidence)
