"""Metrics that ask whether an article holds a phrase of a kind, in the outlet's own words: shares of articles.

They differ in their phrases (classes of data/en/metric_words.csv) and in their method. A metric is a declaration on a
function without a body, whose docstring is its method.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from scoring.catalogue.contract import Evidence, Measurement, Metric, metric
from scoring.document.document import Document, View
from scoring.document.judging import others_held
from scoring.schema.kinds import Better, Reading
from scoring.schema.lists import alternatives, words_of
from scoring.text.literals import Literals
from scoring.text.word_forms import Column

METRIC_WORDS = "metric_words.csv"
LEAST_ARTICLES = 6


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    words = words_of(METRIC_WORDS, kind)
    found = alternatives(words).replace("'", "['’]") if words else "(?!)"
    return re.compile(rf"\b(?:{found})\b", re.IGNORECASE)


@cache
def _literally(kind: str) -> Literals:
    return Literals(phrase.lower().replace("’", "'") for phrase in words_of(METRIC_WORDS, kind))


@cache
def _signs(kind: str) -> Column:
    """Whether a word is the longest of a phrase: an article without any of them holds no phrase."""
    signs = {max(phrase.split(), key=len) for phrase in words_of(METRIC_WORDS, kind)}
    return Column((signs | {sign.replace("'", "’") for sign in signs}).__contains__, "lowered")


def _may_hold(kind: str, document: Document) -> bool:
    """Whether a closer look may find a phrase; that is asked of every article, and hardly any holds one."""
    if not _signs(kind).of(document.forms).any():  # first, because it costs least
        return False
    text = document.text
    # Letters that are no ASCII letter in lower case, but match one where case does not count.
    plain = text.isascii() or _LIKE_ASCII.isdisjoint(text)
    return not plain or bool(_literally(kind).within(text.lower().replace("’", "'")))


_LIKE_ASCII = frozenset("ſıİ")


def phrase_metric(
    *,
    label: str,
    kind: str,
    evidence: str,
    matters_from: float,
    better: Better = Better.HIGHER,
    reported: bool = True,
) -> Callable[[Callable[[], None]], Metric]:
    """Declare the function below as a metric of the articles that hold a phrase; its docstring is its published method.

    kind: the class of phrases. evidence: what a phrase is called where it is shown. matters_from: as in Declaration.
    reported: whether a phrase counts in what the outlet reports of others in words of its own.
    """

    def declare(method: Callable[[], None]) -> Metric:
        def measure(view: View) -> Iterator[Measurement]:
            if not view.word_count:
                yield Measurement(0.0, 0.0)
                return
            found: list[tuple[int, int]] = []
            if _may_hold(kind, view.document):
                matches = _phrases(kind).finditer(view.document.text)
                found = [match.span() for match in matches if view.holds(match.start())]
                if found and not reported:
                    others = others_held(view.document)
                    found = [(start, end) for start, end in found if not others[start]]
            shown = tuple(Evidence(start, end, evidence, 1 / len(found)) for start, end in found)
            yield Measurement(float(bool(found)), 1.0, shown)

        measure.__name__, measure.__doc__ = method.__name__, method.__doc__
        return metric(
            label=label,
            unit="share of articles",
            counted="articles with words of the outlet's own",
            high=1.0,
            readings=(Reading.OWN,),
            headline=False,
            minimum_units=LEAST_ARTICLES,
            matters_from=matters_from,
            better=better,
        )(measure)

    return declare
