"""Which languages are read, and what an article of a language can give: the one place that asks.

Sentences, speech, actors and tone are found in English texts alone; what only counts words or compares texts holds for
any language. A second language adds its code to the needs that its rules meet.
"""

from collections.abc import Iterable

from scoring.schema.kinds import Need

ENGLISH = "en"
_MET_BY: dict[Need, frozenset[str]] = {Need.ENGLISH: frozenset({ENGLISH})}


def meets(language: str, needs: Iterable[Need] = (Need.ENGLISH,)) -> bool:
    """Whether an article of this language (ISO 639-1) gives all that is needed; asked of nothing, it does.

    >>> meets("en"), meets("de"), meets("de", ())
    (True, False, True)
    """
    return all(language in _MET_BY[need] for need in needs)
