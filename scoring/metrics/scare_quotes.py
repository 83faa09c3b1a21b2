"""How often the outlet holds a word at arm's length without saying whose it is."""

from bisect import bisect_right
from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.document.judging import quoted_headings
from scoring.schema.kinds import QuotationKind, Reading


@metric(
    label="Scare quotes",
    unit="marks per 1,000 words",
    counted="words",
    per=1000.0,
    readings=(Reading.BODY,),
    headline=False,
    minimum_units=300,
    better="lower",
    matters_from=0.1,
)
def scare_quotes(view: View) -> Iterator[Measurement]:
    """Words in quotation marks in sentences that name no speaker, per 1,000 words.

    What it measures:
    A word or two between quotation marks that are nobody's speech: the sentence has no source.

    Why it matters:
    Such marks cast doubt or mock without argument, and without saying whose word it is.

    How it is computed:
    Quotations of a word or two that are neither speech nor a title, in sentences without an attribution. A heading that
    is a quotation as a whole is somebody's speech.

    Limits:
    Marks that introduce a term, a nickname or a phrase quoted earlier are also counted.

    References:
    Recasens, Danescu-Niculescu-Mizil, Jurafsky 2013, Linguistic Models for Analyzing and Detecting Biased
    Language.
    """
    document = view.document
    starts = [start for start, _ in document.sentences]
    sourced = {bisect_right(starts, attribution.cue_start) - 1 for attribution in document.attributions}
    headings = set(quoted_headings(document))
    found = [
        quotation
        for quotation in view.within(document.quotations)
        if quotation.kind == QuotationKind.SCARE
        and quotation not in headings
        and bisect_right(starts, quotation.start) - 1 not in sourced
    ]
    evidence = tuple(Evidence(quotation.start, quotation.end, "scare quotes") for quotation in found)
    yield Measurement(len(found), view.word_count, evidence)
