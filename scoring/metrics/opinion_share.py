"""How many of an outlet's articles are opinion."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import Document, View
from scoring.document.genre import Told, tell_genre
from scoring.schema.kinds import Genre, Reading


@metric(
    label="Opinion",
    unit="share of articles",
    counted="articles told as news or opinion",
    high=1.0,
    readings=(Reading.PAGE,),
    minimum_units=6,
    matters_from=0.1,
)
def opinion_share(view: View) -> Iterator[Measurement]:
    """The share of articles that are opinion: columns, editorials, commentary, letters, reviews.

    What it measures:
    Articles that argue the writer's view, as against reports and analyses, which count as news.

    Why it matters:
    Opinion is written by other rules than news. An outlet's news is judged by its news, and how much opinion it
    prints says what kind of outlet it is. Neither is a merit.

    How it is computed:
    Five rates (sourcing density, editorialising, quotation share, dates and days, prescriptions) are weighed
    (data/en/genre_weights.csv) to the probability of opinion. What the page says of itself moves it:
    a section in the address, a label in headline, byline or head, a note (data/en/genre_marks.csv); a label of
    analysis moves it the other way. Between 35% and 65%, below 100 words, and in other languages the genre is
    not known and the article does not count. Labels, notes and the writer's marks of judgement are shown.

    Limits:
    Told by form: a column full of quotations may pass for news, a chatty report or an analysis for opinion.
    Transcripts, lists and reviews have no genre of their own. Figures on articles that were read: docs/index.md.

    References:
    Karlgren, Cutting 1994, Recognizing Text Genres with Simple Metrics Using Discriminant Analysis.
    """
    told = tell_genre(view.document)
    if told.genre is None:
        yield Measurement(0.0, 0.0)
    elif told.genre == Genre.NEWS:
        yield Measurement(0.0, 1.0)
    else:
        yield Measurement(1.0, 1.0, _evidence(view.document, told))


def _evidence(document: Document, told: Told) -> tuple[Evidence, ...]:
    """Where the page says so and where the writer judges; each counts for its part of the article."""
    shown = [(mark.start, mark.end, mark.label) for mark in told.marks if mark.start >= 0]
    shown += [(mark.start, mark.end, mark.label) for mark in told.judging]
    # What has no place in the text is shown at the first sentence.
    start, end = document.sentences[0] if document.sentences else (0, len(document.text))
    shown.insert(0, (start, end, told.reason))
    return tuple(Evidence(*place, 1 / len(shown)) for place in shown)
