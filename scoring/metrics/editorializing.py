"""How much the outlet judges in its own voice."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.document.judging import judging_marks
from scoring.schema.kinds import Reading


@metric(
    label="Editorialising",
    unit="marks per 1,000 words",
    counted="words in the outlet's own voice",
    per=1000.0,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=300,
    matters_from=2.0,
)
def editorializing(view: View) -> Iterator[Measurement]:
    """Marks of the writer's own judgement per 1,000 words in which the outlet itself speaks.

    What it measures:
    First person (I, we, our), exclamation and question marks, intensifiers (utterly), absolutes (flawless),
    and loaded words (disgraceful, heroic), where the outlet itself speaks.

    Why it matters:
    News style leaves judgement to the reader or to a named source. A high rate is a mark of comment,
    campaigning or machine translation.

    How it is computed:
    Marks are found by a word list (data/en/editorial_words.csv) and by form, and counted only where nobody else is
    quoted or reported ("critics called it a disgrace" is the critics' word). Each mark is shown in its place.

    Limits:
    The list misses irony and context: a heroic rescue counts the same as a heroic government. Opinion pages
    count like news pages (opinion_share tells how many there are).

    References:
    Recasens, Danescu-Niculescu-Mizil, Jurafsky 2013, Linguistic Models for Analyzing and Detecting Biased
    Language.
    """
    found, outside = judging_marks(view)
    marks = tuple(Evidence(mark.start, mark.end, mark.label) for mark in found)
    yield Measurement(len(marks), outside, marks)
