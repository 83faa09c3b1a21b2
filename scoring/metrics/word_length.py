"""How long the words are."""

from collections.abc import Iterator

from scoring.catalogue.contract import Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading


@metric(
    label="Word length",
    unit="letters per word",
    counted="the outlet's own words",
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=300,
    better="higher",
    matters_from=0.1,
)
def word_length(view: View) -> Iterator[Measurement]:
    """Letters per word in the outlet's own words.

    What it measures:
    The simplest measure of vocabulary: exact and technical words are longer than everyday ones.

    Why it matters:
    Studies find fabricated and careless news to use shorter and commoner words than reports of record. The figure
    says nothing about a single article, and simplicity is no fault when the readers are children.

    How it is computed:
    Characters in the words divided by the number of words, without direct quotations and reprinted passages.

    Limits:
    Topics differ: courts and science use longer words than sport. There are no spans: every word counts.

    References:
    Horne, Adali 2017, This Just In: Fake News Packs a Lot in Title, Uses Simpler, Repetitive Content in Text
    Body, More Similar to Satire than Real News.
    """
    words = view.document.words
    letters = int((words.ends - words.starts)[view.mask].sum())
    yield Measurement(letters, view.word_count)
