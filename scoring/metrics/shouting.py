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
    """Words in capitals that are not acronyms, per 1,000 words.

    What it measures:
    Words set in capitals for emphasis, in the outlet's own words.

    Why it matters:
    Capitals press a judgement on the reader that the words do not carry; they are also a sign of unedited copy.

    How it is computed:
    Runs of three capitals or more count if they are longer than five letters, as few acronyms are, or if the
    same word appears in lower case elsewhere in the article. Quotations and reprinted passages are left out.

    Limits:
    Crossheads and opening words set in capitals count; shouted words of three to five letters that occur once
    are missed, and acronyms of six letters or more are counted.

    References:
    Horne, Adali 2017, This Just In: Fake News Packs a Lot in Title.
    """
    words = view.document.words
    found = [span for span in shouted_words(view.document.text) if view.words_in(*span)]
    evidence = tuple(Evidence(start, end, "shouted") for start, end in found)
    yield Measurement(len(found) if len(words) else 0, view.word_count, evidence)
