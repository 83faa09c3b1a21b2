"""Whether the article says who wrote it, where, when, and whose material it uses."""

import re
from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import Document, View
from scoring.schema.kinds import Reading
from scoring.text.blocks.article import BARE_DATE
from scoring.text.blocks.find import Block

NAMED_CREDITS = frozenset({"text", "photo", "contributed", "first_published", "canonical"})
_AGENCY = re.compile(r"\([^()]*\)")
_PLACE = re.compile(r"[^\W\d_]{2}")


def _says_where(document: Document, block: Block) -> bool:
    """Whether a dateline names a place: no line with nothing but a date, no agency alone (`(Reuters) -`)."""
    text = document.text[block.start : block.end]
    return BARE_DATE not in block.reasons and _PLACE.search(_AGENCY.sub("", text)) is not None


@metric(
    label="Transparency",
    unit="share of marks",
    counted="marks looked for",
    high=1.0,
    readings=(Reading.PAGE,),
    needs=(),
    better="higher",
    matters_from=0.05,
)
def transparency(view: View) -> Iterator[Measurement]:
    """The share of four marks that an article carries: byline, dateline, date, credit.

    What it measures:
    Whether there is a byline (in the text or in the article's record), a dateline that says where it was
    written, a date, and a credit line for text or pictures.

    Why it matters:
    Readers can hold to account only those who sign; the four marks are the least that codes of practice require.

    How it is computed:
    Numerator: the marks found, from 0 to 4. Denominator: 4. Marks found in the text are shown there.

    Limits:
    Anything a scraper dropped counts as missing: compare only outlets collected in the same way.

    References:
    The Trust Project, Trust Indicators (best practices, author, locally sourced).
    """
    document = view.document
    by_kind = {
        block.kind: block
        for block in reversed(document.blocks)
        if block.kind != "dateline" or _says_where(document, block)
    }
    evidence: list[Evidence] = []
    found = 0
    for kind, recorded in (("byline", document.byline), ("dateline", None)):
        if kind in by_kind:
            evidence.append(Evidence(by_kind[kind].start, by_kind[kind].end, kind))
        if kind in by_kind or recorded:
            found += 1
    if document.published is not None:
        found += 1
    credit_lines = [credit for credit in document.credits if credit.kind in NAMED_CREDITS]
    if credit_lines:
        found += 1
        first = credit_lines[0]
        if first.end > first.start >= 0:
            evidence.append(Evidence(first.start, first.end, f"{first.kind} credit"))
    yield Measurement(found, 4.0, tuple(evidence))
