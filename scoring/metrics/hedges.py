"""How often the outlet holds back."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.style import places_of, style_words


@metric(
    label="Hedges",
    unit="words per 1,000 words",
    counted="the outlet's own words",
    per=1000.0,
    high=1000.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=300,
)
def hedges(view: View) -> Iterator[Measurement]:
    """Words of caution ("may", "reportedly", "likely"), per 1,000 words.

    What it measures:
    Words the outlet uses, outside quotations, to say that something is not certain.

    Why it matters:
    Stated doubt is honest; doubt that dresses up rumour is not. The rate says how much is hedged, not which of
    the two it is, so neither direction is a merit.

    How it is computed:
    Words of class `hedge` in data/style_words.csv are counted in the outlet's own words: without direct quotations and
    reprinted passages. Each is shown in its place.

    Limits:
    "May" the month is told from the verb by nothing but its surroundings, and is counted.

    References:
    Hyland 2005, Metadiscourse: Exploring Interaction in Writing.
    """
    words = view.document.words
    found = [number for number in places_of(view.document.lowered, style_words("hedge")) if view.mask[number]]
    evidence = tuple(Evidence(int(words.starts[n]), int(words.ends[n]), "hedge") for n in found)
    yield Measurement(len(found), view.word_count, evidence)
