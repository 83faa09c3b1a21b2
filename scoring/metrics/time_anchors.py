"""How often the text says when."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View, told_starts
from scoring.schema.kinds import Reading
from scoring.text.wording import find_details

DATE = "date"


@metric(
    label="Dates and days",
    unit="dates per 1,000 words",
    counted="words",
    per=1000.0,
    readings=(Reading.BODY,),
    headline=False,
    minimum_units=300,
    better="higher",
    matters_from=1.0,
)
def time_anchors(view: View) -> Iterator[Measurement]:
    """Dates, days of the week, months and years per 1,000 words: how often the text says when.

    What it measures:
    How often events are given a time: "on Tuesday", "3 May", "in March", "in 2016".

    Why it matters:
    An event with a date can be checked; one without may be old, or may never have happened.

    How it is computed:
    The dates that specificity finds, recognised by their form. Each is shown in its place.

    Limits:
    "Yesterday" and "last week" are not counted: they say nothing once the article is passed on. Years in the
    names of events and laws count.

    References:
    Bell 1991, The Language of News Media (when and where in the lead).
    """
    starts = told_starts(view.document)
    found = [
        detail
        for detail in find_details(view.document.text, starts)
        if detail.label == DATE and view.holds(detail.start)
    ]
    evidence = tuple(Evidence(detail.start, detail.end, DATE) for detail in found)
    yield Measurement(len(found), view.word_count, evidence)
