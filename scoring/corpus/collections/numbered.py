"""Documents numbered without a gap: `1 of 3 DOCUMENTS`, `2 of 3 DOCUMENTS`, `3 of 3 DOCUMENTS`.

Whatever database wrote such a file, and whatever a filter has removed from it, the numbers say where each document
begins. Its heading is read in the form whose labels it has; a document without labels is all text.
"""

import re
from collections.abc import Sequence

from scoring.corpus.collections import nexis, proquest
from scoring.corpus.collections.lines import paragraphs, without_blank_ends
from scoring.corpus.collections.piece import Collection, Piece, are_articles

_RULE = re.compile(r"\s*(?:[-=*_#~]\s?){5,}\s*")
_MIN_DOCUMENTS = 2
_MAX_TITLE_WORDS = 25
_SENTENCE_ENDS = (".", "!", "?", "”", '"', ":")


def read_numbered(lines: Sequence[str]) -> Collection | None:
    """The documents of a file that counts them from the first to the last, each once; None if it does not.

    >>> lines = [line for n in (1, 2) for line in (f"Document {n} of 2", "", "Words. " * 12)]
    >>> [piece.text[:6] for piece in read_numbered(lines).pieces], read_numbered(lines[:3])
    (['Words.', 'Words.'], None)
    """
    marks = nexis.count_marks(lines)
    total = len(marks)
    if total < _MIN_DOCUMENTS or [(number, of) for _, number, of in marks] != [
        (number, total) for number in range(1, total + 1)
    ]:
        return None
    pieces = [
        _piece([line for line in document if not _RULE.fullmatch(line)])
        for document in nexis.parted(lines, marks)
    ]
    if not are_articles(pieces):
        return None
    unplaced = sum(len(line.split()) for line in lines[: marks[0][0]])
    return Collection("a counted list", tuple(pieces), total, unplaced)


def _piece(lines: Sequence[str]) -> Piece:
    if proquest.has_labels(lines):
        return proquest.read_document(lines)
    if nexis.has_heading(lines):
        return nexis.read_document(lines)
    lines = without_blank_ends(lines)
    runs = paragraphs(lines)
    title = " ".join(runs[0]) if len(runs) > 1 and len(runs[0]) == 1 else ""
    if not title or len(title.split()) > _MAX_TITLE_WORDS or title.rstrip().endswith(_SENTENCE_ENDS):
        return Piece(text="\n".join(lines))
    return Piece(text="\n".join(without_blank_ends(lines[1:])), title=title.strip())
