"""Passages that are set off instead of put in quotation marks: a paragraph of its own, behind `She wrote:`."""

import re

from scoring.text.word_sets import text_word_pattern

Paragraph = tuple[int, int, str]

# A shorter paragraph behind a colon is an entry of a list; a longer sentence before it announces nothing.
MIN_WORDS, MAX_ANNOUNCED = 12, 300
BODY = "body"
_SENTENCE_END = re.compile(r"[.!?…][)\]”’\"']*\s")
_ENDS = frozenset(".!?…")
_ENTRY = re.compile(r"[^\w\[(#@$£€]|\(?\w{1,2}[.)]\s|\d")
# Speech in marks that somebody is said to speak: such a paragraph is the outlet's.
_TOLD_WITHIN = re.compile(r"[,?!][”\"]\s")


def is_set_off(text: str, before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the words of whoever the paragraph before it announces, up to its last colon.

    >>> text = "Berg wrote in a letter:\\nI have served this harbour for nine years, and you know that I never left it."
    >>> is_set_off(text, (0, 23, "body"), (24, len(text), "body"))
    True
    >>> is_set_off("They are these:" + text[23:], (0, 15, "body"), (16, len(text) - 8, "body"))
    False
    """
    start, end, kind = paragraph
    if kind != BODY or before[2] != BODY or not text.endswith(":", before[0], before[1]):
        return False
    if _ENTRY.match(text, start, end) or text[end - 1] not in _ENDS or _TOLD_WITHIN.search(text, start, end):
        return False
    announced = _SENTENCE_END.split(text[before[0] : before[1]])[-1]
    if len(announced) > MAX_ANNOUNCED or text_word_pattern("announces_own").search(announced):
        return False
    if not text_word_pattern("announces").search(announced):
        return False
    return len(text[start:end].split()) >= MIN_WORDS
