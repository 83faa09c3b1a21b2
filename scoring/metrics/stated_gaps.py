"""Whether the outlet says what it does not know."""

from scoring.catalogue.phrase_metrics import phrase_metric


@phrase_metric(
    label="Stated gaps", kind="stated_gaps", evidence="stated gap", matters_from=0.02, reported=False
)
def stated_gaps() -> None:
    """The share of articles that say what is not known or could not be verified.

    What it measures:
    Articles with words such as "it was not clear whether" or "could not be verified", in the outlet's own voice.

    Why it matters:
    Who says where the knowledge ends can be trusted with what is said to be known.

    How it is computed:
    Phrases of class `stated_gaps` in data/en/metric_words.csv are looked for where the outlet itself speaks: without
    what others are quoted or reported to say, and without reprinted passages. An article counts once. Each phrase is
    shown in its place.

    Limits:
    A rhetorical "it is unclear why anybody should believe him" counts, too. Early reports have more gaps than later
    ones.

    References:
    Kovach, Rosenstiel 2014, The Elements of Journalism (tell what you do not know).
    """
