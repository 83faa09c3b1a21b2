"""How often the outlet speaks as if there were no exception."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.style import places_of, style_words


@metric(
    label="Absolutes",
    unit="words per 1,000 words",
    counted="the outlet's own words",
    per=1000.0,
    high=1000.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=300,
    better="lower",
)
def absolutes(view: View) -> Iterator[Measurement]:
    """Words that admit no exception ("never", "everyone", "totally"), per 1,000 words.

    What it measures:
    Words of totality and superlatives of judgement in the outlet's own words.

    Why it matters:
    Few things in the news are always so; a writer who says they are has stopped weighing the evidence.

    How it is computed:
    Words of class `absolute` in data/style_words.csv are counted in the outlet's own words: without direct quotations
    and reprinted passages. Each is shown in its place.

    Limits:
    A true "never" (the bill never passed) counts as much as a careless one; sports records use "ever" and "all-time".

    References:
    Rashkin, Choi, Jang, Volkova, Choi 2017, Truth of Varying Shades.
    """
    words = view.document.words
    found = [
        number for number in places_of(view.document.lowered, style_words("absolute")) if view.mask[number]
    ]
    evidence = tuple(Evidence(int(words.starts[n]), int(words.ends[n]), "absolute") for n in found)
    yield Measurement(len(found), view.word_count, evidence)
