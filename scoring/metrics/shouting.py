"""How often the outlet shouts."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.style import shouted_words


@metric(
    label="Shouting",
    unit="words per 1,000 words",
    counted="the outlet's own words",
    per=1000.0,
    high=1000.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=300,
    better="lower",
)
def shouting(view: View) -> Iterator[Measurement]:
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
    words = view.document.words
    found = [span for span in shouted_words(view.document.text) if view.words_in(*span)]
    evidence = tuple(Evidence(start, end, "shouted") for start, end in found)
    yield Measurement(len(found) if len(words) else 0, view.word_count, evidence)
