"""Metrics that count words: how many of the outlet's own words are of a kind, per 1,000 of them.

They differ in which words they look for, and in their method. A metric is a declaration on a function without a body,
whose docstring is its method.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from scoring.actors.nouns import word_table
from scoring.catalogue.contract import Evidence, Measurement, Metric, metric
from scoring.document.document import BoolArray, Document, View
from scoring.document.judging import words_of_the_outlet
from scoring.schema.kinds import Better, Reading
from scoring.text.shouting import shouted_words
from scoring.text.style import places_of, style_words
from scoring.text.wording import is_numeral

PER_WORDS = 1000.0
LEAST_WORDS = 300
"""An outlet with fewer words gets no rate per thousand."""

Finder = Callable[[Document, BoolArray], Iterable[tuple[int, int]]]
"""The spans of the words of a kind in an article's text, among those that are to be counted (a truth for each)."""


def words_of_class(name: str) -> Finder:
    """The words of a class of data/en/style_words.csv, those of its class `small` in small letters only."""

    def find(document: Document, counted: BoolArray) -> Iterable[tuple[int, int]]:
        words, places = document.words, places_of(document.forms, name)
        found = [at for at in places[counted[places]].tolist() if not is_numeral(document.text, words, at)]
        spans = zip(words.starts[found].tolist(), words.ends[found].tolist(), strict=True)
        small = style_words("small")
        if not small:
            return spans
        return (
            (start, end)
            for start, end in spans
            if (word := document.text[start:end]).islower() or word.lower() not in small
        )

    return find


def words_outside_marks(name: str) -> Finder:
    """The same without words in quotation marks of any kind: those of a name, a slogan or a single word are no talk."""
    listed = words_of_class(name)

    def find(document: Document, counted: BoolArray) -> Iterator[tuple[int, int]]:
        return _outside_marks(document, listed(document, counted))

    return find


def _outside_marks(document: Document, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans that do not begin in quotation marks of any kind."""
    quotations = document.quotations
    starts = [quotation.start for quotation in quotations]
    for start, end in spans:
        at = bisect_right(starts, start) - 1
        if at < 0 or start >= quotations[at].end:
            yield start, end


def words_that_shout(document: Document, counted: BoolArray) -> Iterator[tuple[int, int]]:
    """The words in capitals: no acronyms, no names of media, no typography, nothing in quotation marks of any kind."""
    media = word_table("medium").single
    for start, end in _outside_marks(document, shouted_words(document.text)):
        place = document.words.between(start, end)
        if counted[place.start : place.stop].any() and document.text[start:end].lower() not in media:
            yield start, end


def word_metric(
    *,
    label: str,
    find: Finder,
    evidence: str,
    matters_from: float,
    better: Better = Better.LOWER,
    reported: bool = True,
) -> Callable[[Callable[[], None]], Metric]:
    """Declare the function below as a metric that counts words; its docstring is its published method.

    find: the words. evidence: what one of them is called where it is shown. matters_from: as in Declaration. reported:
    whether what the outlet reports of others in words of its own counts as well; if not, it is in neither count.
    """

    def declare(method: Callable[[], None]) -> Metric:
        def measure(view: View) -> Iterator[Measurement]:
            mask = view.mask if reported else words_of_the_outlet(view)
            found = tuple(Evidence(start, end, evidence) for start, end in find(view.document, mask))
            yield Measurement(len(found), int(mask.sum()), found)

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
