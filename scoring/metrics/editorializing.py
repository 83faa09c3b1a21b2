"""How much the outlet judges in its own voice."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import QuotationKind, Reading
from scoring.text.wording import find_editorial


@metric(
    label="Editorialising",
    unit="marks per 1,000 words",
    counted="words outside quotations",
    per=1000.0,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=300,
)
def editorializing(view: View) -> Iterator[Measurement]:
    """Marks of the writer's own judgement per 1,000 words, outside quotations.

    What it measures:
    First person (I, we, our), exclamation and question marks, intensifiers (utterly), absolutes (always),
    and loaded words (disgraceful, heroic), where the outlet itself speaks.

    Why it matters:
    News style leaves judgement to the reader or to a named source. A high rate is a mark of comment,
    campaigning or machine translation.

    How it is computed:
    Marks are found by a word list (data/en/editorial_words.csv) and by form, and counted outside direct
    quotations only. Each mark is shown in its place.

    Limits:
    The list misses irony and context: a heroic rescue counts the same as a heroic government. Opinion pages
    are not distinguished from news pages.

    References:
    Recasens, Danescu-Niculescu-Mizil, Jurafsky 2013, Linguistic Models for Analyzing and Detecting Biased
    Language.
    """
    quoted = [
        (item.start, item.end) for item in view.document.quotations if item.kind == QuotationKind.DIRECT
    ]
    outside = view.word_count - sum(view.words_in(start, end) for start, end in quoted)
    inside = bytearray(len(view.document.text) + 1)
    for start, end in quoted:
        inside[start:end] = b"\x01" * (end - start)
    marks = tuple(
        Evidence(mark.start, mark.end, mark.label)
        for mark in find_editorial(view.document.text, view.document.words, view.document.lowered)
        if view.holds(mark.start) and not inside[mark.start]
    )
    yield Measurement(len(marks), max(outside, 0), marks)
