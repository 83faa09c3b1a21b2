"""How easily the text is read: Flesch reading ease."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.reading_ease import count_reading, hardest


@metric(
    label="Reading ease (Flesch)",
    unit="points",
    counted="words",
    low=None,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=300,
    matters_from=1.0,
)
def readability(view: View) -> Iterator[Measurement]:
    """Flesch reading ease: about 60 is plain English, 30 is academic prose.

    What it measures:
    Sentence length and syllables per word, as one number that falls as the text gets harder.

    Why it matters:
    Two outlets covering one story may write for quite different readers.

    How it is computed:
    206.835 - 1.015 (words / sentences) - 84.6 (syllables / words), with our own sentence splitting and textstat's
    syllable counts from the CMU dictionary. An outlet's articles are weighted by their words. The three hardest
    sentences are shown as evidence.

    Limits:
    The formula was made for English prose and ignores meaning. Long names count as hard words. Below 300 words in
    all, no value is given.

    References:
    Flesch 1948, A New Readability Yardstick. Kincaid et al. 1975.
    """
    sentences = view.sized_sentences()
    counts = count_reading(view.word_count, view.syllables(), sentences)
    if counts is None:
        yield Measurement(0.0, 0.0)
        return
    ease = 206.835 - 1.015 * counts.words / counts.sentences - 84.6 * counts.syllables / counts.words
    evidence = tuple(Evidence(s, e, f"sentence of {size} words", 0.0) for size, s, e in hardest(sentences))
    yield Measurement(ease * counts.words, counts.words, evidence)
