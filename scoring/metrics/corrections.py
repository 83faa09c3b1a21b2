"""Whether the outlet says where it was wrong."""

import re
from collections.abc import Iterator

from scoring.catalogue.contract import Evidence, Measurement, metric
from scoring.document.document import View
from scoring.schema.kinds import Reading

NOTICE = re.compile(
    r"^\W{0,3}(?:correction|corrections|clarification|editor[’']s note)\b\s*[:(—–-]"
    r"|\b(?:an?|this|the) (?:earlier|previous|original) versions? of this "
    r"(?:article|story|report|post|column|headline)\b"
    r"|\bthis (?:article|story|report|post) (?:has been|was) (?:corrected|amended|updated to correct)\b",
    re.IGNORECASE | re.MULTILINE,
)
# Every correction notice contains one of these words; hardly any other article does.
SIGNS = frozenset(
    [
        "correction",
        "corrections",
        "clarification",
        "editor's",
        "editor’s",
        "version",
        "versions",
        "corrected",
        "amended",
        "updated",
    ]
)


@metric(
    label="Corrections",
    unit="share of articles",
    counted="articles",
    high=1.0,
    readings=(Reading.PAGE,),
    headline=False,
    minimum_units=6,
)
def corrections(view: View) -> Iterator[Measurement]:
    """The share of articles that carry a correction notice.

    What it measures:
    Articles that say an earlier version was wrong, and how.

    Why it matters:
    Every newsroom makes mistakes; one that admits them can be trusted with the rest. But few notices may mean few
    mistakes or few admissions, so neither direction is a merit in itself.

    How it is computed:
    Notices are recognised by their usual forms, anywhere on the page. An article counts once.

    Limits:
    Scrapers often drop them. They are so rare that it takes hundreds of articles to tell outlets apart.

    References:
    Maier 2007, Setting the Record Straight: When the press errs, do corrections follow?
    """
    if not len(view.document.words):
        yield Measurement(0.0, 0.0)
        return
    text = view.document.text
    match = None if SIGNS.isdisjoint(view.document.lowered) else NOTICE.search(text)
    evidence = (Evidence(match.start(), match.end(), "notice"),) if match else ()
    yield Measurement(1.0 if match else 0.0, 1.0, evidence)
