"""How often the outlet writes as people talk."""

from scoring.catalogue.word_metrics import word_metric, words_outside_marks


@word_metric(
    label="Contractions", find=words_outside_marks("contraction"), evidence="contraction", matters_from=1.0
)
def contractions() -> None:
    """Spoken forms ("don't", "it's", "gonna") in the outlet's own words, per 1,000 words.

    What it measures:
    Contracted and colloquial forms outside quotations.

    Why it matters:
    Agencies and papers of record confine them to quotations: elsewhere they mark chat, comment and unedited copy.

    How it is computed:
    Words of class `contraction` in data/en/style_words.csv are counted in the outlet's own words: without quotations,
    words in quotation marks of any kind, passages set off behind a colon, and reprinted passages. Each is shown in its
    place.

    Limits:
    Feature writers and some lively, careful papers use them on purpose. "It's" misused for "its" is counted as
    written.

    References:
    Biber 1988, Variation across Speech and Writing (involved and informational production).
    """
