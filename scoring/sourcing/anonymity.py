"""Clauses that say that a source withholds its name: `who asked not to be named`, `speaking anonymously`.

Such a clause is part of the source, contains no attribution of its own, and makes the source unnamed.
"""

import re

_FINITE = (
    "(?:asked|requested|declined|refused|wished|wanted|preferred|insisted|demanded|"
    "(?:did|does|do)(?:n't| not) (?:want|wish))"
)
_PARTICIPLE = "(?:asking|requesting|declining|refusing|wishing|wanting|preferring|insisting|demanding)"
_UNNAMED = (
    r"(?:(?:not )?to (?:be|remain|stay) "
    r"(?:named|identified|quoted|anonymous|unnamed|unidentified|publicly (?:named|identified))"
    r"|(?:(?:for|on) )?(?:anonymity|confidentiality|that (?:his|her|their) names? not be used))"
    r"(?: by name| publicly)?"
)
_HIDDEN = r"(?:[\w.'-]+ ){0,6}?(?:anonymously|(?:on|under) (?:the |a )?(?:condition|promise) of anonymity)"
# The reason given: up to a punctuation mark or the verb of speech.
_REASON = (
    r"(?: (?:because|to|in order to|so|as|since|given|while|when|due to|for|discussing|describing) [^.,;:\"()]{1,120}?"
    r"(?=[.,;\"]| (?:said|says|told|tells|added|confirmed|described|claimed)\b|$))?"
)
_CLAUSE = re.compile(
    rf"\b(?:(?:who|that) (?:had |has |have )?(?:{_FINITE} {_UNNAMED}|(?:spoke|spoken|talked) {_HIDDEN})"
    rf"|{_PARTICIPLE} {_UNNAMED}|(?:speaking|talking|interviewed) {_HIDDEN}){_REASON}"
)
_FOLLOWING = re.compile(rf",? (?:{_HIDDEN}|{_PARTICIPLE} {_UNNAMED}|(?:speaking|talking) {_HIDDEN})", re.I)


# Every such clause contains one of these words; they are looked for first, since most articles have none.
WITHHOLDING_WORDS = frozenset(
    {
        *("anonymity", "anonymous", "anonymously", "unnamed", "unidentified"),
        *("named", "identified", "quoted", "confidentiality", "name", "names"),
    }
)
_TELLING = (
    "anonym",
    "to be named",
    "to be identified",
    "publicly",
    "be quoted",
    "be unnamed",
    "be unidentified",
    "not be used",
    "confidential",
)


def find_withheld(small: str) -> list[tuple[int, int]]:
    """Spans, in order, in which a plain lower-case text says that a source withholds its name.

    >>> text = "an aide who asked not to be named said so; so did one speaking anonymously."
    >>> [text[start:end] for start, end in find_withheld(text)]
    ['who asked not to be named', 'speaking anonymously']
    """
    if not any(word in small for word in _TELLING):
        return []
    return [match.span() for match in _CLAUSE.finditer(small)]


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
    return any(word in following for word in _TELLING) and _FOLLOWING.match(following) is not None
