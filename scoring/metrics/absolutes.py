"""How often the outlet speaks as if there were no exception."""

from scoring.catalogue.word_metrics import word_metric, words_of_class


@word_metric(
    label="Absolutes", find=words_of_class("absolute"), evidence="absolute", matters_from=0.5, reported=False
)
def absolutes() -> None:
    """Words that admit no exception ("never", "everyone", "totally"), per 1,000 words.

    What it measures:
    Words of totality where the outlet itself speaks.

    Why it matters:
    Few things in the news are always so; a writer who says they are has stopped weighing the evidence.

    How it is computed:
    Words of class `absolute` in data/en/style_words.csv are counted where the outlet itself speaks: without what others
    are quoted or reported to say, and without reprinted passages. Each is shown in its place.

    Limits:
    A true "never" (the bill never passed) counts as much as a careless one.

    References:
    Rashkin, Choi, Jang, Volkova, Choi 2017, Truth of Varying Shades.
    """
