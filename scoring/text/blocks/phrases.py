"""Finds phrases of page furniture (data/en/furniture_phrases.csv) in a line."""

import re
from dataclasses import dataclass
from functools import cache

from scoring.schema.lists import read_rows

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Punctuation that stays on a word when a line is split at spaces.
_MARKS = (
    "{}",
    "{}.",
    "{},",
    "{}:",
    "{};",
    "{}!",
    "{}?",
    "{})",
    "({}",
    '"{}',
    '{}"',
    "{}'",
    "'{}",
    "*{}",
    "[{}",
)
_CLINGING = ".,:;!?()[]\"'*-"
_OF_SENTENCES = ("notice", "comment", "credit")  # kinds whose phrases may begin a long sentence
LONGEST_START = 5  # words: the longest phrase that may begin a line
LABEL_WORDS = 12  # words: a longer line that begins with a phrase is likelier a sentence


BOX = "box"
"""How phrases match that make a line furniture though it reads like a paragraph: a box of the page within the text."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase found: the kind of block it marks, how it matched, and whether it opens a section of that kind."""

    phrase: str
    kind: str
    match: str  # 'whole', 'menu', 'start', 'within', 'box', or 'pattern' (see patterns.py)
    opens_section: bool


@dataclass(frozen=True, slots=True)
class _Phrases:
    whole: dict[str, Phrase]
    start: dict[str, Phrase]
    within: dict[str, tuple[tuple[str, Phrase], ...]]  # by the longest word of the phrase
    hints: frozenset[str]  # every line with a phrase has one of these words, as split at spaces
    pairs: frozenset[str]  # the first two words of phrases that may begin a sentence
    firsts: frozenset[str]  # the first word of those phrases


def line_key(lowered: str) -> str:
    """The words of a line in lower case, without figures and punctuation: 'Comments (12)' gives 'comments'.

    >>> line_key("e-mail this story! (12)")
    'e mail this story'
    """
    return " ".join(token for token in _TOKEN.findall(lowered) if not token[0].isdigit())


@cache
def _phrases() -> _Phrases:
    whole: dict[str, Phrase] = {}
    start: dict[str, Phrase] = {}
    within: dict[str, list[tuple[str, Phrase]]] = {}
    for row in read_rows("furniture_phrases.csv", "phrase", "kind", "match", "section"):
        key = line_key(row["phrase"].lower())
        found = Phrase(row["phrase"], row["kind"], row["match"], row["section"] == "yes")
        if row["match"] in ("whole", "menu"):
            whole.setdefault(key, found)
        elif row["match"] == "start":
            start.setdefault(key, found)
        else:
            within.setdefault(max(key.split(), key=len), []).append((f" {key} ", found))
    hints = frozenset(mark.format(anchor) for anchor in within for mark in _MARKS)
    pairs = frozenset(
        " ".join(key.split()[:2]) for key, found in start.items() if found.kind in _OF_SENTENCES
    )
    anchored = {key: tuple(entries) for key, entries in within.items()}
    return _Phrases(whole, start, anchored, hints, pairs, frozenset(pair.split()[0] for pair in pairs))


def may_hold_phrase(tokens: list[str]) -> bool:
    """Whether a long line, in lower case and split at spaces, can contain a phrase: a quick check before the search."""
    lists = _phrases()
    if not lists.hints.isdisjoint(tokens):
        return True
    first = tokens[0].strip(_CLINGING)
    return first in lists.firsts and f"{first} {tokens[1].strip(_CLINGING)}" in lists.pairs


def find_phrase(key: str, words: int) -> Phrase | None:
    """The phrase of furniture in the line with this key (see `line_key`), or None; `words`: the length of the line.

    >>> find_phrase("share this article", 3).kind
    'navigation'
    """
    lists = _phrases()
    if (found := lists.whole.get(key)) is not None:
        return found
    tokens = key.split()
    for length in range(min(LONGEST_START, len(tokens)), 0, -1):
        found = lists.start.get(" ".join(tokens[:length]))
        if found is not None and (words <= LABEL_WORDS or (length > 1 and found.kind in _OF_SENTENCES)):
            return found
    if lists.within.keys().isdisjoint(tokens):
        return None
    padded, held = f" {key} ", None
    for token in tokens:
        for phrase, entry in lists.within.get(token, ()):
            if phrase in padded:
                if entry.match == BOX:
                    return entry
                held = held or entry
    return held
