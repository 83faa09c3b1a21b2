"""How many of the outlet's own sentences ask or exclaim."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading

SIGNS = "?!"
# Closing marks that may follow the question or exclamation mark.
CLOSING = "\"'”’)] "


@metric(
    label="Questions and exclamations",
    unit="share of sentences",
    counted="sentences in the outlet's own words",
    high=1.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=20,
    better="lower",
    matters_from=0.02,
)
def emphatic_sentences(view: View) -> Iterator[Measurement]:
    """The share of the outlet's own sentences that end in a question or exclamation mark.

    What it measures:
    Sentences outside direct quotations that ask or exclaim.

    Why it matters:
    A report answers questions and leaves the exclaiming to the reader. A high share is a mark of comment, of
    teasing and, in studies of fabricated news, of fabrication.

    How it is computed:
    The sentences are those that begin in the outlet's own words; the ones that end in ? or ! outside direct
    quotations and reprinted passages are counted and shown.

    Limits:
    Interviews print the outlet's questions; explainers use questions as headings.

    References:
    Horne, Adali 2017, This Just In: Fake News Packs a Lot in Title, Uses Simpler, Repetitive Content in Text
    Body, More Similar to Satire than Real News.
    """
    text = view.document.text
    sentences = [(start, end) for size, start, end in view.sized_sentences() if size]
    found = []
    for start, end in sentences:
        sign = start + len(text[start:end].rstrip(CLOSING)) - 1
        if text[sign] in SIGNS and view.holds(sign):
            found.append((start, end))
    evidence = tuple(Evidence(start, end, "question or exclamation") for start, end in found)
    yield Measurement(len(found), len(sentences), evidence)
