"""Whether those concerned were asked."""

from scoring.catalogue.phrase_metrics import phrase_metric


@phrase_metric(label="Reply sought", kind="reply_sought", evidence="reply sought", matters_from=0.02)
def reply_sought() -> None:
    """The share of articles that say that somebody was asked for a reply and gave none.

    What it measures:
    Articles with words such as "declined to comment" or "did not respond to a request for comment".

    Why it matters:
    Whoever is written about has a right to reply; the words show that the reporter asked.

    How it is computed:
    Phrases of class `reply_sought` in data/en/metric_words.csv are looked for in the outlet's own words: without
    direct quotations and reprinted passages. An article counts once. Each phrase is shown in its place.

    Limits:
    Replies that were given show nowhere here, and a "declined to comment" may be taken from another medium. Most
    articles have nobody who did not answer, so it takes many articles to tell outlets apart.

    References:
    Society of Professional Journalists 2014, Code of Ethics (diligently seek subjects of news coverage to allow them
    to respond to criticism).
    """
