"""How often the writer speaks of himself or to the reader."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.style import places_of, style_words


@metric(
    label="Personal address",
    unit="words per 1,000 words",
    counted="the outlet's own words",
    per=1000.0,
    high=1000.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=300,
    better="lower",
)
def personal_address(view: View) -> Iterator[Measurement]:
    """ "I" and "you" in the outlet's own words, per 1,000 words.

    What it measures:
    First person singular and second person: the writer and the reader as figures in the text.

    Why it matters:
    A report is about what happened, not about writer and reader; these words mark columns, sales talk and, in
    studies of fabricated news, fabrication.

    How it is computed:
    Words of class `address` in data/style_words.csv are counted in the outlet's own words: without direct quotations
    and reprinted passages. Each is shown in its place.

    Limits:
    Advice pages and diaries rightly address the reader. "We" is counted under editorialising instead.

    References:
    Rashkin, Choi, Jang, Volkova, Choi 2017, Truth of Varying Shades: Analyzing Language in Fake News and
    Political Fact-Checking.
    """
    words = view.document.words
    found = [
        number for number in places_of(view.document.lowered, style_words("address")) if view.mask[number]
    ]
    evidence = tuple(Evidence(int(words.starts[n]), int(words.ends[n]), "address") for n in found)
    yield Measurement(len(found), view.word_count, evidence)
