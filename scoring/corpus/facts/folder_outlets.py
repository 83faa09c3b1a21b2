"""The outlet named by a folder, unless the folder merely sorts files."""

import re
from functools import cache

from scoring.corpus.facts.addresses import read_outlet
from scoring.schema.lists import alternatives, read_rows, words_of

_PARTS = re.compile(r"[\W_]+")
_SHARD = re.compile(
    r"(?=[a-f]*\d)[0-9a-f]{2}|(?=[a-f]*\d)[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\W*",
    re.IGNORECASE,
)
"""Names that programs give: two hexadecimal digits, a hash, a UUID; or no letter at all."""
_LABEL = "label"
SHOWN = 6
"""Names of outlets shown in the note on folders."""


@cache
def _counted() -> re.Pattern[str]:
    """A part of a name that only counts: 2021, q3, week32, part0001."""
    words = alternatives(words_of("corpus_words.csv", "counted"))
    return re.compile(rf"\d+(?:st|nd|rd|th|s)?|[qwhv]\d{{1,4}}|\d{{4}}[qwh]\d{{1,2}}|(?:{words})s?\d+")


@cache
def _sorting() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in read_rows("folder_names.csv", "name", "kind")}


def folder_outlet(folders: tuple[str, ...]) -> str | None:
    """The outlet that folders name: the first, from the given path down to the file, that does not just sort.

    A folder named after a host, like the mirror of a site, gives the registered domain.

    >>> folder_outlet(("articles", "daily-bolt", "2021")), folder_outlet(("business", "2019-2020", "week-32"))
    ('daily-bolt', None)
    >>> folder_outlet(("www.echo.example", "sport"))
    'echo.example'
    """
    name = next((name for name in folders if not is_sorting(name)), None)
    if name is None:
        return None
    told = read_outlet(name)
    return name if told is None else told.outlet


def is_sorting(folder: str) -> bool:
    """Whether a folder's name sorts articles: by section, time, language, part of a data set or a hash.

    >>> [name for name in ("sport", "2021_08", "World Source", "train-en", "a3", "Q3 2020") if is_sorting(name)]
    ['sport', '2021_08', 'train-en', 'a3', 'Q3 2020']
    """
    name = folder.lower().strip()
    parts = [part for part in _PARTS.split(name) if part]
    listed = _sorting()
    if _SHARD.fullmatch(name) or " ".join(parts) in listed:
        return True
    words = [part for part in parts if not _counted().fullmatch(part)]
    kinds = [listed.get(word) for word in words]
    if None in kinds or _LABEL in kinds:
        return False
    # "USA Today" and "Sunday World" are outlets: two words sort only where one can do nothing else.
    return len(words) <= 1 or (
        " " not in name and sum(_may_name(word, kind) for word, kind in zip(words, kinds, strict=True)) <= 1
    )


def _may_name(word: str, kind: str | None) -> bool:
    """Whether a word may be part of an outlet's name: none that stands beside a section (`world-news`)."""
    return kind not in ("split", "language") and word not in words_of("corpus_words.csv", "beside_section")


def folder_note(outlets: set[str]) -> str:
    """The note on outlets that only folders name.

    >>> folder_note({"echo", "bolt"})
    'outlets were told from folder names: bolt, echo; name them with --manifest if that is wrong'
    """
    named = sorted(outlets)
    more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
    return (
        f"outlets were told from folder names: {', '.join(named[:SHOWN])}{more}; "
        "name them with --manifest if that is wrong"
    )
