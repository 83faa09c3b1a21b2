"""Where a text prints the words of somebody outside: quotations, posts, transcripts, documents.

Two outlets that print the same statement have it from who made it, and not one from the other.
"""

import re
from functools import cache

from scoring.text.blocks.marks import is_post
from scoring.text.normalise import plain
from scoring.text.word_sets import any_credit_word

Span = tuple[int, int]
# So many lines that open with a speaker's name and a colon make a transcript.
TURNS = 3
# A paragraph after a colon is a block quotation from so many words; shorter ones are items of a list.
BLOCK_WORDS = 8
_QUOTED = re.compile(
    r"“[^”\n]+(?:”|$)|\"[^\"\n]+(?:\"|$)|(?<!\w)[‘'](?=\S)[^\n]{20,}?[’'](?!\w)", re.MULTILINE
)
_POST_MARKS = ("(@", "t.co/", "pic.twitter", "Instagram", "A post shared")
_LINE = re.compile(r"[^\n]+")
_TURN = re.compile(r"(?:[A-Z][A-Z.'’ -]{1,40}|[QA]) ?:\s")


def others_words(text: str) -> list[Span]:
    """The characters of quotations, embedded posts, transcripts, block quotations and printed documents, ascending.

    They may overlap.

    >>> others_words('He said: "It rained." It did.')
    [(9, 21)]
    """
    found = quoted_spans(text)
    lines = [match.span() for match in _LINE.finditer(text) if not match[0].isspace()]
    turns: list[Span] = []
    opened = False
    for at, (start, end) in enumerate(lines):
        line = text[start:end].strip()
        if any(mark in line for mark in _POST_MARKS) and is_post(plain(line)):
            # A signature alone stands below the post.
            found.append((lines[at - 1][0] if at and line.startswith(("—", "-")) else start, end))
        elif opened and line.count(" ") >= BLOCK_WORDS - 1:
            found.append((start, end))
        if _TURN.match(line):
            turns.append((start, end))
        opened = line.endswith(":")
        if opened and _document().search(line):
            found.append((end, len(text)))
    if len(turns) >= TURNS:
        found.append((turns[0][0], turns[-1][1]))
    return sorted(found)


def quoted_spans(text: str) -> list[Span]:
    """Spans between quotation marks within a line: enough to distinguish a speech from a report.

    >>> quoted_spans('He said: "It rained." It did.')
    [(9, 21)]
    """
    return [match.span() for match in _QUOTED.finditer(text)]


@cache
def _document() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_credit_word('document')})\b", re.IGNORECASE)
