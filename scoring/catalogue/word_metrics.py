"""Metrics that count words: how many of the outlet's own words are of a kind, per 1,000 of them.

They differ in which words they look for, and in their method. A metric is a declaration on a function without a body,
whose docstring is its method.
"""

from collections.abc import Callable, Iterable, Iterator

from scoring.actors.nouns import word_table
from scoring.catalogue.contract import Evidence, Measurement, Metric, metric
from scoring.document.document import View
from scoring.schema.kinds import Better, Reading
from scoring.text.style import places_of, shouted_words

PER_WORDS = 1000.0
LEAST_WORDS = 300
"""An outlet with fewer words gets no rate per thousand."""

HEADINGS = ("headline", "crosshead")
"""Kinds of blocks that some houses set in capitals throughout."""

Finder = Callable[[View], Iterable[tuple[int, int]]]
"""The spans of the words that a metric counts, in the article's text."""


def words_of_class(name: str) -> Finder:
    """The words of a class of data/en/style_words.csv that belong to the reading."""

    def find(view: View) -> Iterable[tuple[int, int]]:
        words, found = view.document.words, places_of(view.document.forms, name)
        found = found[view.mask[found]]
        return zip(words.starts[found].tolist(), words.ends[found].tolist(), strict=True)

    return find


def words_in_capitals(view: View) -> Iterator[tuple[int, int]]:
    """The words of the reading in capitals: no acronyms, no names of media, none in a heading set in capitals."""
    document = view.document
    media = word_table("medium").single
    headings = [
        block
        for block in document.blocks
        if block.kind in HEADINGS and document.text[block.start : block.end].isupper()
    ]
    for start, end in shouted_words(document.text):
        if not view.words_in(start, end) or document.text[start:end].lower() in media:
            continue
        if not any(block.start <= start < block.end for block in headings):
            yield start, end


def word_metric(
    *, label: str, find: Finder, evidence: str, matters_from: float, better: Better = Better.LOWER
) -> Callable[[Callable[[], None]], Metric]:
    """Declare the function below as a metric that counts words; its docstring is its published method.

    find: the words. evidence: what one of them is called where it is shown. matters_from: as in Declaration.
    """

    def declare(method: Callable[[], None]) -> Metric:
        def measure(view: View) -> Iterator[Measurement]:
            found = tuple(Evidence(start, end, evidence) for start, end in find(view))
            yield Measurement(len(found), view.word_count, found)

        measure.__name__, measure.__doc__ = method.__name__, method.__doc__
        return metric(
            label=label,
            unit="words per 1,000 words",
            counted="the outlet's own words",
            per=PER_WORDS,
            high=PER_WORDS,
            readings=(Reading.OWN,),
            headline=False,
            minimum_units=LEAST_WORDS,
            matters_from=matters_from,
            better=better,
        )(measure)

    return declare
