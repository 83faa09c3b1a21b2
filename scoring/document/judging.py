"""Marks of the writer's own judgement: where the outlet itself speaks, outside what others say."""

from collections.abc import Sequence
from functools import lru_cache

from scoring.document.document import MEMORY, Document, View
from scoring.document.speech import spoken_spans
from scoring.schema.kinds import SourceType
from scoring.text.quotations import Quotation
from scoring.text.wording import Mark, find_editorial


@lru_cache(maxsize=MEMORY)
def judging_marks(view: View) -> tuple[Sequence[Mark], int]:
    """The marks of a reading where the outlet itself speaks, and how many of its words stand there."""
    marks, others = _own_marks(view.document)
    own = view.word_count - sum(view.words_in(start, end) for start, end in others)
    return [mark for mark in marks if view.held[mark.start]], max(own, 0)


@lru_cache(maxsize=MEMORY)
def _own_marks(document: Document) -> tuple[list[Mark], list[tuple[int, int]]]:
    """The marks of the page outside what others say, and where others speak."""
    others = others_words(document)
    inside = bytearray(len(document.text) + 1)
    for start, end in others:
        inside[start:end] = b"\x01" * (end - start)
    found = find_editorial(document.text, document.words, document.forms)
    return [mark for mark in found if not inside[mark.start]], others


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
