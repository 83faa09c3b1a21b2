"""How often the outlet praises or condemns where a neutral word exists."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.document.judging import judging_marks
from scoring.schema.kinds import Reading
from scoring.text.wording import LOADED


@metric(
    label="Loaded words",
    unit="words per 1,000 words",
    counted="the outlet's own words",
    per=1000.0,
    high=1000.0,
    readings=(Reading.OWN,),
    headline=False,
    minimum_units=300,
    better="lower",
    matters_from=0.5,
)
def loaded_words(view: View) -> Iterator[Measurement]:
    """Words that praise or condemn (disgraceful, heroic) in the outlet's own words, per 1,000 words.

    What it measures:
    The part of editorialising that is choice of words, without first person, exclamation and question marks.

    Why it matters:
    A loaded word tells the reader what to think without saying why. Unlike "we" or a question, it is no matter of
    genre: no kind of report needs it.

    How it is computed:
    Words of class `loaded` in data/en/editorial_words.csv are counted in the outlet's own words: without what others
    are quoted or reported to say, what they are told to see something as or to accuse somebody of ("cast him as a
    crook", "a charge of deceit"), and without reprinted passages. Each is shown in its place.

    Limits:
    The list misses irony and context: a heroic rescue counts the same as a heroic government. Essays, speeches and
    memos that an outlet prints whole, without quotation marks, count as its own words.

    References:
    Recasens, Danescu-Niculescu-Mizil, Jurafsky 2013, Linguistic Models for Analyzing and Detecting Biased
    Language (framing bias).
    """
    marks, words = judging_marks(view)
    found = tuple(
        Evidence(mark.start, mark.end, mark.label) for mark in marks if mark.label.partition(":")[0] == LOADED
    )
    yield Measurement(len(found), words, found)
