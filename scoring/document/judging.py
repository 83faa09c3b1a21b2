"""Where the outlet itself speaks, outside what others say, and the marks of the writer's own judgement there."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from scoring.document.document import MEMORY, BoolArray, Document, View
from scoring.document.spoken import spoken_spans
from scoring.schema.kinds import SourceType
from scoring.text.quotations import Quotation
from scoring.text.wording import Mark, find_editorial


@lru_cache(maxsize=MEMORY)
def judging_marks(view: View) -> tuple[Sequence[Mark], int]:
    """The marks of a reading where the outlet itself speaks, and how many of its words stand there."""
    marks = [mark for mark in _own_marks(view.document) if view.held[mark.start]]
    return marks, int(words_of_the_outlet(view).sum())


@lru_cache(maxsize=MEMORY)
def words_of_the_outlet(view: View) -> BoolArray:
    """For each word, whether it belongs to the reading and the outlet itself speaks: not those whom it reports."""
    others = np.frombuffer(others_held(view.document), dtype=np.bool_)
    return view.mask & ~others[view.document.words.starts]


@lru_cache(maxsize=MEMORY)
def others_held(document: Document) -> bytes:
    """For each character, whether somebody else than the outlet speaks."""
    inside = bytearray(len(document.text) + 1)
    for start, end in others_words(document):
        inside[start:end] = b"\x01" * (end - start)
    return bytes(inside)


@lru_cache(maxsize=MEMORY)
def _own_marks(document: Document) -> list[Mark]:
    """The marks of the page outside what others say and outside quotation marks of any kind.

    A nickname, a title or a word held at arm's length (`the “disgraceful” deal`) is not what the outlet calls it.
    """
    inside = bytearray(others_held(document))
    for quotation in document.quotations:
        inside[quotation.start : quotation.end] = b"\x01" * (quotation.end - quotation.start)
    found = find_editorial(document.text, document.words, document.forms)
    return [mark for mark in found if not inside[mark.start]]


def others_words(document: Document) -> list[tuple[int, int]]:
    """Where somebody else than the outlet speaks, in quotation marks or in reported speech: ascending, apart."""
    spans = spoken_spans(document.blocks, document.quotations, document.attributions)
    spans += [
        span
        for attribution in document.attributions
        if attribution.source_type != SourceType.OWN_REPORTER
        for span in attribution.reported
    ]
    spans += [(quotation.start, quotation.end) for quotation in quoted_headings(document)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart


def quoted_headings(document: Document) -> list[Quotation]:
    """Quotations that are a whole crosshead: the words of somebody in the article, not the outlet's."""
    headings = {
        document.text[block.start : block.end].strip(): block
        for block in document.blocks
        if block.kind == CROSSHEAD
    }
    return [
        quotation
        for quotation in document.quotations
        if (block := headings.get(document.text[quotation.start : quotation.end])) is not None
        and block.start <= quotation.start < block.end
    ]


CROSSHEAD = "crosshead"
