"""How much of the body is somebody else's direct speech."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import QuotationKind


@metric(label="Quotation share", unit="share of words", counted="body words", high=1.0, matters_from=0.02)
def quotation_share(view: View) -> Iterator[Measurement]:
    """The share of body words that stand inside direct quotations.

    What it measures:
    Words between quotation marks that report speech, as a share of body words.

    Why it matters:
    It shows how far an outlet lets those it writes about speak for themselves. Neither a high nor a low share is
    a merit in itself.

    How it is computed:
    Quotations are found by their marks (curly, straight, single, nested, resumed in the next paragraph).
    Titles of works and words in scare quotes are left out. Embedded posts count as quotation if they carry
    marks.

    Limits:
    A quotation without a closing mark ends with its paragraph. Speech marked by dashes, as in some languages, is
    not found.

    References:
    Pareti 2016, PARC 3.0: A Corpus of Attribution Relations.
    """
    evidence: list[Evidence] = []
    quoted = 0
    for quotation in view.within(view.document.quotations):
        if quotation.kind == QuotationKind.DIRECT:
            words = view.words_in(quotation.start, quotation.end)
            quoted += words
            evidence.append(Evidence(quotation.start, quotation.end, "direct quotation", words))
    yield Measurement(quoted, view.word_count, tuple(evidence))
