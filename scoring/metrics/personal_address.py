"""How often the writer says "I" or addresses the reader."""

from scoring.catalogue.word_metrics import word_metric, words_outside_marks


@word_metric(
    label="Personal address", find=words_outside_marks("address"), evidence="address", matters_from=1.0
)
def personal_address() -> None:
    """ "I" and "you" in the outlet's own words, per 1,000 words.

    What it measures:
    First person singular and second person: the writer and the reader as figures in the text.

    Why it matters:
    A report is about what happened, not about writer and reader; these words mark columns, sales talk and, in
    studies of fabricated news, fabrication.

    How it is computed:
    Words of class `address` in data/en/style_words.csv are counted in the outlet's own words: without quotations, words
    in quotation marks of any kind, passages set off behind a colon, and reprinted passages. Each is shown in its place.

    Limits:
    Advice pages and diaries rightly address the reader. "We" is counted under editorialising instead.

    References:
    Rashkin, Choi, Jang, Volkova, Choi 2017, Truth of Varying Shades: Analyzing Language in Fake News and
    Political Fact-Checking.
    """
