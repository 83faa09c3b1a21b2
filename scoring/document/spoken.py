"""Where others are quoted word for word: in quotation marks, in embedded posts, in the turns of a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.schema.kinds import QuotationKind, SourceType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.sourcing.records import Attribution
    from scoring.text.blocks.find import Block
    from scoring.text.quotations import Quotation

EMBED = "embed"
TRANSCRIPT, POST = "colon", "post"  # the groups of `LEE: It is late.` and of signed posts


def spoken_spans(
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    *,
    hosts: bool = True,
) -> list[tuple[int, int]]:
    """Where others are quoted word for word: quotations, embedded posts, transcripts; ascending, may overlap.

    `hosts`: whether the turns of the outlet's own people in a transcript are among them.
    """
    spoken = [(q.start, q.end) for q in quotations if q.kind == QuotationKind.DIRECT]
    spoken += [(b.start, b.end) for b in blocks if b.kind == EMBED]
    # What stands behind a speaker's name and a colon is a transcript.
    speakers = {SourceType.NAMED_PERSON, SourceType.OWN_REPORTER} if hosts else {SourceType.NAMED_PERSON}
    spoken += [
        span
        for a in attributions
        if a.group == TRANSCRIPT and a.source_type in speakers
        for span in a.content
    ]
    # A post is its author's words, signature and all.
    spoken += [
        (min(a.source_start, a.content[0][0]), max(a.cue_end, a.content[-1][1]))
        for a in attributions
        if a.group == POST
    ]
    return sorted(spoken)
