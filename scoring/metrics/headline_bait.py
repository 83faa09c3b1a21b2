"""Headlines that tease or shout."""

import re
from collections.abc import Iterator
from functools import cache

from scoring.actors.nouns import word_table
from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.document.headline import headline_of
from scoring.schema.kinds import Reading
from scoring.schema.lists import alternatives, words_of
from scoring.text.shouting import LONGEST_ACRONYM

METRIC_WORDS = "metric_words.csv"
SHOUTED = re.compile(rf"\b[A-Z]{{{LONGEST_ACRONYM + 1},}}\b")


@cache
def _bait() -> re.Pattern[str]:
    """Signs; you and I; words that point to what the article holds back; an ellipsis; a bracketed appeal."""
    bait = alternatives(words_of(METRIC_WORDS, "bait")).replace("'", "['’]")
    bracketed = alternatives(words_of(METRIC_WORDS, "bracketed"))
    return re.compile(rf"[!?]|…|\.\.\.|\[(?:{bracketed})\]|\b(?:{bait})\b", re.IGNORECASE)


def _shouts(title: str) -> bool:
    """Whether a word is in capitals that is no medium's name (POLITICO)."""
    media = word_table("medium").single
    return any(word[0].lower() not in media for word in SHOUTED.finditer(title))


@metric(
    label="Teasing headlines",
    unit="share of headlines",
    counted="headlines",
    high=1.0,
    readings=(Reading.PAGE,),
    headline=False,
    minimum_units=6,
    better="lower",
    matters_from=0.05,
)
def headline_bait(view: View) -> Iterator[Measurement]:
    """The share of headlines that ask, exclaim, shout, address the reader or hold back.

    What it measures:
    Headlines with a question or exclamation mark, a word in capitals, "I" or "you", the promise of a list
    ("reasons", "ways") or a phrase that points to something held back ("here's", "what happened").

    Why it matters:
    Such headlines sell the click; a report's headline tells the news.

    How it is computed:
    One headline per article: the one found on the page, unless it is unlike the title in the article's record; then
    that title. A headline counts once, however many marks it has. Headlines wholly in capitals are house style and
    count only for other marks.

    Limits:
    A quoted "I" and an honest question also count.

    References:
    Chakraborty, Paranjape, Kakarla, Ganguly 2016, Stop Clickbait: Detecting and Preventing Clickbaits in Online
    News Media.
    """
    document = view.document
    title, headline = headline_of(document)
    if not title.strip() or not len(document.words):
        yield Measurement(0.0, 0.0)
        return
    teases = _bait().search(title) or (title != title.upper() and _shouts(title))
    evidence = (Evidence(headline.start, headline.end, "teasing headline"),) if headline and teases else ()
    yield Measurement(1.0 if teases else 0.0, 1.0, evidence)
