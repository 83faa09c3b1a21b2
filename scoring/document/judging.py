"""Marks of the writer's own judgement: where the outlet itself speaks, outside what others say."""

from scoring.document.document import Document, View
from scoring.document.speech import spoken_spans
from scoring.schema.kinds import SourceType
from scoring.text.wording import Mark, find_editorial


def judging_marks(view: View) -> tuple[list[Mark], int]:
    """The marks of a reading where the outlet itself speaks, and how many of its words stand there."""
    document = view.document
    others = others_words(document)
    own = view.word_count - sum(view.words_in(start, end) for start, end in others)
    inside = bytearray(len(document.text) + 1)
    for start, end in others:
        inside[start:end] = b"\x01" * (end - start)
    marks = [
        mark
        for mark in find_editorial(document.text, document.words, document.lowered)
        if view.holds(mark.start) and not inside[mark.start]
    ]
    return marks, max(own, 0)


def others_words(document: Document) -> list[tuple[int, int]]:
    """Where somebody else than the outlet speaks, in quotation marks or in reported speech: ascending, apart."""
    spans = spoken_spans(document.blocks, document.quotations, document.attributions)
    spans += [
        span
        for attribution in document.attributions
        if attribution.source_type != SourceType.OWN_REPORTER
        for span in attribution.reported
    ]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart
