"""How often the outlet says what ought to be."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.style import places_of, style_words


@metric(
    label="Prescriptions",
    unit="words per 1,000 words",
    counted="the outlet's own words",
    per=1000.0,
    high=1000.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=300,
    better="lower",
)
def prescriptions(view: View) -> Iterator[Measurement]:
    """ "Must", "should" and "ought" in the outlet's own words, per 1,000 words.

    What it measures:
    Words that say what somebody has to do or deserves, in the outlet's own voice.

    Why it matters:
    A report says what is; what ought to be is for its sources and the opinion pages.

    How it is computed:
    Words of class `prescription` in data/style_words.csv are counted in the outlet's own words: without direct
    quotations and reprinted passages. Each is shown in its place.

    Limits:
    Legal duties ("the court must rule by May") and expectations ("should arrive") also count. Demands reported
    without quotation marks are counted as the outlet's.

    References:
    Biber 1988, Variation across Speech and Writing (overt expression of persuasion).
    """
    words = view.document.words
    found = [
        number
        for number in places_of(view.document.lowered, style_words("prescription"))
        if view.mask[number]
    ]
    evidence = tuple(Evidence(int(words.starts[n]), int(words.ends[n]), "prescription") for n in found)
    yield Measurement(len(found), view.word_count, evidence)
