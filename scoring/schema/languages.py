"""Which languages Masthead can analyse. Only this module decides that.

Sentences, speech, actors and tone are found in English texts only; counting words and comparing texts works in any
language. To add a language, add its code to each need that its rules meet.
"""

from collections.abc import Iterable

from scoring.schema.kinds import Need

ENGLISH = "en"
_MET_BY: dict[Need, frozenset[str]] = {Need.ENGLISH: frozenset({ENGLISH})}


def meets(language: str, needs: Iterable[Need] = (Need.ENGLISH,)) -> bool:
    """Whether articles in this language (ISO 639-1) meet all the needs; true if there are none.

    >>> meets("en"), meets("de"), meets("de", ())
    (True, False, True)
    """
    return all(language in _MET_BY[need] for need in needs)
