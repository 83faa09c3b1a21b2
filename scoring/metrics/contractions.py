"""How often the outlet writes as one talks."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.style import places_of, style_words


@metric(
    label="Contractions",
    unit="words per 1,000 words",
    counted="the outlet's own words",
    per=1000.0,
    high=1000.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=300,
    better="lower",
)
def contractions(view: View) -> Iterator[Measurement]:
    """Spoken forms ("don't", "it's", "gonna") in the outlet's own words, per 1,000 words.

    What it measures:
    Contracted and colloquial forms outside quotations.

    Why it matters:
    Agencies and papers of record confine them to quotations: elsewhere they mark chat, comment and unedited copy.

    How it is computed:
    Words of class `contraction` in data/style_words.csv are counted in the outlet's own words: without direct
    quotations and reprinted passages. Each is shown in its place.

    Limits:
    Feature writers and some lively, careful papers use them on purpose. "It's" misused for "its" is counted as
    written.

    References:
    Biber 1988, Variation across Speech and Writing (involved and informational production).
    """
    words = view.document.words
    found = [
        number for number in places_of(view.document.lowered, style_words("contraction")) if view.mask[number]
    ]
    evidence = tuple(Evidence(int(words.starts[n]), int(words.ends[n]), "contraction") for n in found)
    yield Measurement(len(found), view.word_count, evidence)
