"""How often the outlet holds back."""

from scoring.catalogue.word_metrics import word_metric, words_of_class
from scoring.schema.kinds import Better


@word_metric(
    label="Hedges", find=words_of_class("hedge"), evidence="hedge", better=Better.NEITHER, matters_from=0.2
)
def hedges() -> None:
    """Words of caution ("may", "reportedly", "likely"), per 1,000 words.

    What it measures:
    Words the outlet uses, outside quotations, to say that something is not certain.

    Why it matters:
    Stated doubt is honest; doubt that dresses up rumour is not. The rate says how much is hedged, not which of
    the two it is, so neither direction is a merit.

    How it is computed:
    Words of class `hedge` in data/en/style_words.csv are counted in the outlet's own words: without direct
    quotations and reprinted passages. Each is shown in its place.

    Limits:
    "May" the month is told from the verb by nothing but its surroundings, and is counted.

    References:
    Hyland 2005, Metadiscourse: Exploring Interaction in Writing.
    """
