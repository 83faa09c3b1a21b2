"""How much checkable detail the text gives."""

from collections.abc import Iterator

from scoring.catalogue.contract import Measurement, evidence_from, metric
from scoring.document.document import View, told_starts
from scoring.schema.kinds import Reading
from scoring.text.wording import find_details


@metric(
    label="Specificity",
    unit="details per 1,000 words",
    counted="words",
    per=1000.0,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=300,
    matters_from=5.0,
)
def specificity(view: View) -> Iterator[Measurement]:
    """Figures, dates and names per 1,000 words: what a reader could check.

    What it measures:
    Figures (with unit or currency), dates and days, and names of people, places and bodies; each name is
    counted once per article, however often it recurs.

    Why it matters:
    A report that says who, where, when and how many can be checked; one that does not cannot.

    How it is computed:
    Figures and dates are recognised by their form, names as runs of capitalised words that do not merely open a
    sentence. Each is shown in its place.

    Limits:
    Headlines in title case are left out because their capitals say nothing. Lower-case names are missed, and
    languages that capitalise differently are not measured.

    References:
    Horne, Adali 2017, This Just In: Fake News Packs a Lot in Title (surface features of specificity).
    """
    starts = told_starts(view.document)
    found = view.within(find_details(view.document.text, starts))
    details = evidence_from((start, end, label, 1.0) for start, end, label in found)
    yield Measurement(len(details), view.word_count, details)
