"""How often the outlet writes as one talks."""

from scoring.catalogue.word_metrics import word_metric, words_of_class


@word_metric(label="Contractions", find=words_of_class("contraction"), evidence="contraction")
def contractions() -> None:
    """Spoken forms ("don't", "it's", "gonna") in the outlet's own words, per 1,000 words.

    What it measures:
    Contracted and colloquial forms outside quotations.

    Why it matters:
    Agencies' and papers of record's style keeps them to quotations: they mark talk, comment and text that
    nobody edited.

    How it is computed:
    The words of class `contraction` in data/style_words.csv, in the outlet's own words: without direct quotations and
    reprinted passages. Each is shown in its place.

    Limits:
    Feature writing and some lively, careful papers use them on purpose. "Here's" and "what's" as
    possessives do not occur; "it's" for "its" is counted as written.

    References:
    Biber 1988, Variation across Speech and Writing (involved and informational production).
    """
