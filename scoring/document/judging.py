"""Marks of the writer's own judgement: where the outlet itself speaks, outside direct quotations."""

from scoring.document.document import View
from scoring.schema.kinds import QuotationKind
from scoring.text.wording import Mark, find_editorial


def judging_marks(view: View) -> tuple[list[Mark], int]:
    """The marks of a reading outside direct quotations, and how many of its words stand outside of them."""
    quoted = [
        (item.start, item.end) for item in view.document.quotations if item.kind == QuotationKind.DIRECT
    ]
    outside = view.word_count - sum(view.words_in(start, end) for start, end in quoted)
    inside = bytearray(len(view.document.text) + 1)
    for start, end in quoted:
        inside[start:end] = b"\x01" * (end - start)
    marks = [
        mark
        for mark in find_editorial(view.document.text, view.document.words, view.document.lowered)
        if view.holds(mark.start) and not inside[mark.start]
    ]
    return marks, max(outside, 0)
