"""How much of the body was taken without credit."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.compare.evidence import counted_label
from scoring.document.document import View
from scoring.schema.kinds import ProvenanceClass


@metric(
    label="Uncredited reprint",
    unit="share of body words",
    counted="body words",
    high=1.0,
    needs=(),
    minimum_units=300,
    better="lower",
    matters_from=0.02,
)
def uncredited_reprint_share(view: View) -> Iterator[Measurement]:
    """The share of body words taken from another outlet or agency without a credit.

    What it measures:
    Body words in passages that another article in the corpus had first, with nothing on the page to say so.

    Why it matters:
    Reprinting is normal; reprinting without a credit hides who answers for the text.

    How it is computed:
    Passages and their direction are found as for originality. A passage is credited if the page names its agency
    or outlet as the text's source (photo credits do not count), links to it, or declares it as the canonical
    address. That an agency or outlet contributed credits the passages that are its own: that it printed itself, or
    that the other article credits to it.

    Where the page says that others contributed, or a reprint's head or foot names an agency or outlet in a form that
    Masthead does not know, the credit is unclear (reprint_credit_unclear) and the passages do not count.

    Evidence lists the passages that count, each with the words that it adds. Quotations, posts, transcripts and
    documents that both outlets print are nobody's copy of the other and do not count.

    Limits:
    A credit dropped by the scraper makes a credited reprint look uncredited. Outlets of one publisher may
    share copy by right.

    References:
    Lewis, Williams, Franklin 2008, A Compromised Fourth Estate?
    """
    provenance = view.document.provenance
    share = provenance.shares.get(ProvenanceClass.UNCREDITED_REPRINT, 0.0)
    evidence = tuple(
        Evidence(one.start, one.end, counted_label(one), one.words)
        for one in (provenance.counted if share else ())
        if one.credited is False
    )
    yield Measurement(share * provenance.words, provenance.words if provenance.shares else 0, evidence)
