"""How often the outlet shouts."""

from scoring.catalogue.word_metrics import word_metric, words_in_capitals


@word_metric(label="Shouting", find=words_in_capitals, evidence="shouted")
def shouting() -> None:
    """Words in capitals that are no acronym, per 1,000 words.

    What it measures:
    Words set in capitals for emphasis, in the outlet's own words.

    Why it matters:
    Capitals press a judgement on the reader that the words themselves do not carry; they also show copy that
    no editor has seen.

    How it is computed:
    Runs of three capitals and more count if they are longer than five letters, as hardly an acronym is, or if
    the same word stands in small letters elsewhere in the article. Quotations and reprinted passages are left
    out.

    Limits:
    Crossheads and first words set in capitals count; shouted words of three to five letters that come once
    are missed, and acronyms of six letters and more are counted.

    References:
    Horne, Adali 2017, This Just In: Fake News Packs a Lot in Title.
    """
