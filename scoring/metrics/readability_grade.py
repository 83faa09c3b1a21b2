"""How many years of school the text asks for: Flesch-Kincaid grade."""

from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading
from scoring.text.reading_ease import count_reading, hardest


@metric(
    label="Reading grade (Flesch-Kincaid)",
    unit="US school grade",
    counted="words",
    low=None,
    readings=(Reading.BODY, Reading.OWN),
    minimum_units=300,
    headline=False,
    matters_from=0.2,
)
def readability_grade(view: View) -> Iterator[Measurement]:
    """Flesch-Kincaid grade: the US school year whose pupils should be able to follow the text.

    What it measures:
    Sentence length and syllables per word, expressed in school years.

    Why it matters:
    Teachers and librarians choose texts by grade.

    How it is computed:
    0.39 (words / sentences) + 11.8 (syllables / words) - 15.59, with our own sentence splitting and textstat's
    syllable counts. An outlet's articles are weighted by their words.

    Limits:
    As for reading ease; the two say nearly the same thing on opposite scales.

    References:
    Kincaid, Fishburne, Rogers, Chissom 1975, Derivation of New Readability Formulas.
    """
    sentences = view.sized_sentences()
    counts = count_reading(view.word_count, view.syllables(), sentences)
    if counts is None:
        yield Measurement(0.0, 0.0)
        return
    grade = 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59
    evidence = tuple(Evidence(s, e, f"sentence of {size} words", 0.0) for size, s, e in hardest(sentences))
    yield Measurement(grade * counts.words, counts.words, evidence)
