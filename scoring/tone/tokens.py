"""The lexicon reading of a clause, token by token: each token is examined once per process, not once per clause.

What a token says depends only on which of its words are masked, and of that there are three ways: names and topics
masked; the same at the head of a clause, where a capital tells no name; topics alone. So a clause is a row of look-ups.
A clause with a token that does not stay one token (an emoji, a dash between words) is read as a whole, as
`read_clauses([mask_words(clause)])`, which gives the same for every clause; a test shows it.
"""

import re
from operator import itemgetter
from typing import NamedTuple

from scoring.text.normalise import plain
from scoring.tone.clauses import capitals_among, mask_words, masked, tells_names, words_apart
from scoring.tone.lexicon import BARE, compound_of, read_clauses, single_emoji, valued_words

_CACHED_TOKENS = 50_000  # the distinct tokens of some hundred articles, about 30 MB
_LONG_DASH = re.compile("[–—―]")


class _Marks(NamedTuple):
    """What a token adds to its clause beside its word: the marks in it, and whether it may be a word in n't."""

    exclamations: int
    questions: int
    contracted: bool


class _Seen(NamedTuple):
    """A token as VADER sees it: without punctuation at its ends, in lower case; whether valued; None for no marks."""

    bare: str
    lowered: str
    valued: bool
    marks: _Marks | None


class _Token(NamedTuple):
    """A token: whether it may have a valence, or asks for reading the clause as a whole; words; ways of masking it."""

    stirs: int
    words: int
    capitals: int
    named: _Seen
    at_head: _Seen
    topics: _Seen


_SILENT, _VALUED, _WHOLE = range(3)
_STIRS, _WORDS, _CAPITALS, _NAMED, _TOPICS = map(itemgetter, (0, 1, 2, 3, 5))


class _Tokens(dict[str, _Token]):
    """Each token, examined once; a full store is emptied."""

    def cache_clear(self) -> None:
        """Forget all, where other lists come into force."""
        self.clear()

    def __missing__(self, token: str) -> _Token:
        if len(self) >= _CACHED_TOKENS:
            self.clear()
        pieces, signs = words_apart(token)
        texts = [
            plain(_LONG_DASH.sub(" - ", masked(pieces, signs, names=names, at_head=at_head))).strip()
            for names, at_head in ((True, False), (True, True), (False, False))
        ]
        seen = [_seen(text) for text in texts]
        stirs = _VALUED if any(one.valued for one in seen) else _SILENT
        if any(len(text.split()) != 1 for text in texts) or not single_emoji().keys().isdisjoint(token):
            stirs = _WHOLE
        found = self[token] = _Token(stirs, len(signs), capitals_among(signs), *seen)
        return found


def _seen(text: str) -> _Seen:
    bare = BARE[text]
    lowered = bare.lower()
    marks = _Marks(text.count("!"), text.count("?"), "'t" in text or "'T" in text)
    return _Seen(bare, lowered, lowered in valued_words(), marks if any(marks) else None)


_TOKENS = _Tokens()
_NO_MARKS = _Marks(0, 0, contracted=False)


def read_clause(clause: str) -> float:
    """The tone of a clause from `cut_clauses`, in [-1, 1]: its names are masked in it, other words not yet.

    >>> read_clause("a brave, honest plan of Brave Harbour"), read_clause("the plan")
    (0.7717, 0.0)
    """
    tokens = list(map(_TOKENS.__getitem__, clause.split()))
    stirs = max(map(_STIRS, tokens), default=_SILENT)
    if stirs == _SILENT:
        return 0.0
    if stirs == _WHOLE:
        return read_clauses([mask_words(clause)])[0]
    names = tells_names(sum(map(_CAPITALS, tokens)), sum(map(_WORDS, tokens)))
    seen: list[_Seen] = list(map(_NAMED if names else _TOPICS, tokens))
    if names and not clause[0].isspace():
        seen[0] = tokens[0].at_head
    bare, lowered, valued, marks = map(list, zip(*seen, strict=True))
    places = [place for place, has_valence in enumerate(valued) if has_valence]
    exclamations, questions, contracted = zip(_NO_MARKS, *filter(None, marks), strict=True)
    return compound_of(bare, lowered, places, sum(exclamations), sum(questions), contracted=any(contracted))
