"""How often the outlet shouts."""

from scoring.catalogue.word_metrics import word_metric, words_that_shout


@word_metric(label="Shouting", find=words_that_shout, evidence="shouted", matters_from=0.2, reported=False)
def shouting() -> None:
    """Words in capitals that are not acronyms, per 1,000 words.

    What it measures:
    Words set in capitals for emphasis, in the outlet's own words.

    Why it matters:
    Capitals press a judgement on the reader that the words do not carry; they are also a sign of unedited copy.

    How it is computed:
    Runs of three capitals or more count if they are longer than five letters, as few acronyms are, or if the
    same word appears in lower case elsewhere in the article. Left out are quotations and what others are reported to
    say, reprinted passages, hashtags, names of media (POLITICO), acronyms that are long or spell a word (SCOTUS, WHO;
    class `acronym` in data/en/style_words.csv), and the page's typography: lines that are set in capitals throughout,
    unless they exclaim; several words in capitals that open a line; labels before a colon or a dash, such as the
    speakers of a transcript; rows of tables.

    Limits:
    Shouted words of three to five letters that occur once are missed, and so are those that open a line; acronyms of
    six letters or more that are not listed are counted.

    References:
    Horne, Adali 2017, This Just In: Fake News Packs a Lot in Title.
    """
