"""How often the outlet says what ought to be."""

from scoring.catalogue.word_metrics import word_metric, words_of_class


@word_metric(
    label="Prescriptions",
    find=words_of_class("prescription"),
    evidence="prescription",
    matters_from=0.1,
    reported=False,
)
def prescriptions() -> None:
    """ "Must", "should" and "ought" in the outlet's own words, per 1,000 words.

    What it measures:
    Words that say what somebody has to do or deserves, in the outlet's own voice.

    Why it matters:
    A report says what is; what ought to be is for its sources and the opinion pages.

    How it is computed:
    Words of class `prescription` in data/en/style_words.csv are counted where the outlet itself speaks: without what
    others are quoted or reported to say, and without reprinted passages. Each is shown in its place.

    Limits:
    Legal duties ("the court must rule by May") and expectations ("should arrive") also count, and demands of others
    whose report is not recognised as one.

    References:
    Biber 1988, Variation across Speech and Writing (overt expression of persuasion).
    """
