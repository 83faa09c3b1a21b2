"""How often the outlet shouts."""

from scoring.catalogue.word_metrics import word_metric, words_in_capitals


@word_metric(label="Shouting", find=words_in_capitals, evidence="shouted", matters_from=0.2)
def shouting() -> None:
    """Words in capitals that are not acronyms, per 1,000 words.

    What it measures:
    Words set in capitals for emphasis, in the outlet's own words.

    Why it matters:
    Capitals press a judgement on the reader that the words do not carry; they are also a sign of unedited copy.

    How it is computed:
    Runs of three capitals or more count if they are longer than five letters, as few acronyms are, or if the
    same word appears in lower case elsewhere in the article. Quotations, reprinted passages, headings that are set in
    capitals throughout, and names of media (POLITICO) are left out.

    Limits:
    Opening words set in capitals count; shouted words of three to five letters that occur once
    are missed, and acronyms of six letters or more are counted.

    References:
    Horne, Adali 2017, This Just In: Fake News Packs a Lot in Title.
    """
