"""Whether the outlet says where it was wrong."""

import re
from collections.abc import Iterator
from functools import cache

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import Document, View
from scoring.document.judging import others_held
from scoring.schema.kinds import Reading
from scoring.schema.lists import alternatives, words_of
from scoring.text.word_forms import Column

METRIC_WORDS = "metric_words.csv"


def _any_of(kind: str) -> str:
    return alternatives(words_of(METRIC_WORDS, kind)).replace("'", "['’]")


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(
        rf"^\W{{0,3}}(?:{_any_of('correction_label')})\b\s*[:(—–-]"
        rf"|^\W{{0,3}}(?:{_any_of('note_label')})\b\s*[:(—–-](?=.*\b(?:{_any_of('note_of_error')})\b)"
        rf"|\b(?:an?|this|the) (?:{_any_of('earlier')}) versions? of this (?:{_any_of('piece')})\b"
        rf"|\bthis (?:{_any_of('corrected_piece')}) (?:has been|was) (?:{_any_of('corrected')})\b",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _signs() -> Column:
    """Whether a word is one of which every notice holds some; hardly any other article does."""
    signs = words_of(METRIC_WORDS, "correction_sign")
    return Column((signs | {sign.replace("'", "’") for sign in signs}).__contains__, "lowered")


def _first_notice(document: Document) -> re.Match[str] | None:
    """The first notice that is the outlet's own, not another's that the article tells of."""
    others = others_held(document)
    return next((found for found in _notice().finditer(document.text) if not others[found.end() - 1]), None)


@metric(
    label="Corrections",
    unit="share of articles",
    counted="articles",
    high=1.0,
    readings=(Reading.PAGE,),
    headline=False,
    minimum_units=6,
    matters_from=0.02,
)
def corrections(view: View) -> Iterator[Measurement]:
    """The share of articles that carry a correction notice.

    What it measures:
    Articles that say an earlier version was wrong, and how.

    Why it matters:
    Every newsroom makes mistakes; one that admits them can be trusted with the rest. But few notices may mean few
    mistakes or few admissions, so neither direction is a merit in itself.

    How it is computed:
    Notices are recognised by their usual forms, anywhere on the page but in what others are quoted or reported to say.
    An editor's note counts if it tells of an error. An article counts once.

    Limits:
    Scrapers often drop them. They are so rare that it takes hundreds of articles to tell outlets apart.

    References:
    Maier 2007, Setting the Record Straight: When the press errs, do corrections follow?
    """
    if not len(view.document.words):
        yield Measurement(0.0, 0.0)
        return
    match = _first_notice(view.document) if _signs().of(view.document.forms).any() else None
    evidence = (Evidence(match.start(), match.end(), "notice"),) if match else ()
    yield Measurement(1.0 if match else 0.0, 1.0, evidence)
