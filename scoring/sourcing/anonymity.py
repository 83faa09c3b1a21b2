"""Clauses that say that a source withholds its name: `who asked not to be named`, `speaking anonymously`.

Such a clause is part of the source, contains no attribution of its own, and makes the source unnamed.
"""

import re
from functools import cache

from scoring.schema.lists import alternatives
from scoring.sourcing.rule_words import rule_words

_HIDDEN = r"(?:[\w.'-]+ ){0,6}?(?:anonymously|(?:on|under) (?:the |a )?(?:condition|promise) of anonymity)"


def _unnamed() -> str:
    words = rule_words()
    state, thing = alternatives(words.withheld_state), alternatives(words.withheld_thing)
    return (
        rf"(?:(?:not )?to (?:not )?(?:be|remain|stay) (?:{state}|publicly (?:named|identified))"
        rf"|(?:(?:for|on) )?(?:{thing}|that (?:his|her|their) names? not be used))"
        r"(?: by name| publicly)?"
    )


@cache
def _clause() -> re.Pattern[str]:
    words, unnamed = rule_words(), _unnamed()
    asked = rf"(?:{alternatives(words.withheld_asked)}|(?:did|does|do)(?:n't| not) (?:want|wish))"
    asking = rf"(?:{alternatives(words.withheld_asking)})"
    # Why: up to a mark or the verb of the telling.
    reason = (
        rf"(?: (?:{alternatives(words.withheld_reason)}) [^.,;:\"()]{{1,120}}?"
        rf"(?=[.,;\"]| (?:{alternatives(words.withheld_told)})\b|$))?"
    )
    return re.compile(
        rf"\b(?:(?:who|that) (?:had |has |have )?(?:{asked} {unnamed}|(?:spoke|spoken|talked) {_HIDDEN})"
        rf"|{asking} {unnamed}|(?:speaking|talking|interviewed) {_HIDDEN}){reason}"
    )


@cache
def _following() -> re.Pattern[str]:
    asking = rf"(?:{alternatives(rule_words().withheld_asking)})"
    return re.compile(rf",? (?:{_HIDDEN}|{asking} {_unnamed()}|(?:speaking|talking) {_HIDDEN})", re.I)


def _may_withhold(small: str) -> bool:
    """Whether a text can say that a name is withheld: looked for first, since most hold nothing of it."""
    return any(stretch in small for stretch in rule_words().withholds_within)


def find_withheld(small: str) -> list[tuple[int, int]]:
    """Spans, in order, in which a plain lower-case text says that a source withholds its name.

    >>> text = "an aide who asked not to be named said so; so did one speaking anonymously."
    >>> [text[start:end] for start, end in find_withheld(text)]
    ['who asked not to be named', 'speaking anonymously']
    """
    if not _may_withhold(small):
        return []
    return [match.span() for match in _clause().finditer(small)]


def withholds_name(phrase: str) -> bool:
    """Whether a source phrase says that the source withholds its name.

    >>> withholds_name("a friend of Anna Berg’s who declined to be identified")
    True
    """
    return bool(find_withheld(phrase.lower().replace("’", "'")))


def is_told_anonymously(following: str) -> bool:
    """Whether the words after a cue or a source say that the source spoke anonymously.

    Such as `said [on condition of anonymity]`, `the official[, speaking anonymously, said]`.
    """
    return _may_withhold(following) and _following().match(following) is not None
