"""How much of the body did not appear elsewhere first."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.compare.evidence import counted_label
from scoring.document.document import View
from scoring.schema.kinds import ProvenanceClass


@metric(
    label="Originality",
    unit="share of body words",
    counted="body words",
    high=1.0,
    needs=(),
    minimum_units=300,
    better="higher",
    matters_from=0.02,
)
def reprint_originality(view: View) -> Iterator[Measurement]:
    """The share of body words that the outlet did not take, word for word, from another outlet or an agency.

    What it measures:
    Body words outside passages that another article in the corpus had first and, if a credit line says that the
    whole text is an agency's, outside that text.

    Why it matters:
    It separates reporting from redistribution.

    How it is computed:
    Passages of 12 words or more that two outlets share are found exactly and given a direction
    (docs/provenance.md). Words in passages taken from elsewhere are not original. Words in passages of unknown
    direction are left out of both numerator and denominator. Quotations, posts, transcripts and documents that both
    outlets print are nobody's copy of the other and count as the article's own.

    Evidence lists the passages that count, each with its words; the body's words less these are the original ones.

    Limits:
    Only articles in the corpus can be recognised as origins: if the agency's own wire is missing, an uncredited
    reprint that nobody else carries passes as original. Words of a speech that both print without any mark are
    shared words too. Rewritten copy is not counted here.

    References:
    Smith, Cordell, Mullen 2015, Computational Methods for Uncovering Reprinted Texts (passim).
    """
    provenance = view.document.provenance
    shares = provenance.shares
    original = shares.get(ProvenanceClass.ORIGINAL, 0.0) + shares.get(ProvenanceClass.REWRITTEN, 0.0)
    known = 1.0 - shares.get(ProvenanceClass.PARTIAL_REUSE, 0.0) if shares else 0.0
    evidence = tuple(
        Evidence(one.start, one.end, counted_label(one), one.words) for one in provenance.counted
    )
    yield Measurement(original * provenance.words, known * provenance.words, evidence)
