"""How often the outlet holds back."""

from scoring.catalogue.word_metrics import word_metric, words_of_class
from scoring.schema.kinds import Better


@word_metric(
    label="Hedges",
    find=words_of_class("hedge"),
    evidence="hedge",
    better=Better.NEITHER,
    matters_from=0.2,
    reported=False,
)
def hedges() -> None:
    """Words of caution ("may", "reportedly", "likely"), per 1,000 words.

    What it measures:
    Words with which the outlet itself says that something is not certain.

    Why it matters:
    Stated doubt is honest; doubt that dresses up rumour is not. The rate says how much is hedged, not which of
    the two it is, so neither direction is a merit.

    How it is computed:
    Words of class `hedge` in data/en/style_words.csv are counted where the outlet itself speaks: without what others
    are quoted or reported to say, and without reprinted passages. Each is shown in its place. "May" counts in small
    letters only, for in others it is a month, a name or a wish.

    Limits:
    "Could" counts where it means that somebody was able to, as well.

    References:
    Hyland 2005, Metadiscourse: Exploring Interaction in Writing.
    """
