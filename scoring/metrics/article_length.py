"""How much the outlet writes of its own in an article."""

from collections.abc import Iterator

from scoring.catalogue.contract import Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading


@metric(
    label="Own words per article",
    unit="words per article",
    counted="articles",
    readings=(Reading.OWN,),
    needs=(),
    headline=False,
    minimum_units=6,
    better="higher",
    matters_from=100.0,
)
def article_length(view: View) -> Iterator[Measurement]:
    """The outlet's own words per article.

    What it measures:
    How much the outlet writes in its own words: the body minus direct quotations and reprinted passages.

    Why it matters:
    Effort shows in substance: studies find fabricated and copied news to be shorter than reports of record.

    How it is computed:
    Numerator: own words. Denominator: 1 per article.

    Limits:
    A short article is no fault if the news is short; texts cut by a scraper or a paywall look short. Texts without
    quotation marks count in full.

    References:
    Horne, Adali 2017, This Just In: Fake News Packs a Lot in Title.
    """
    yield Measurement(view.word_count, 1.0 if len(view.document.words) else 0.0)
