"""The headline of an article: as printed on the page, or as its record has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.schema.kinds import BlockKind
from scoring.text.style import content_stems

if TYPE_CHECKING:
    from scoring.document.document import Document
    from scoring.text.blocks.find import Block

# A line with a smaller share of the title's longer words is the summary below it or another version's headline.
LEAST_SHARED = 0.5


def headline_of(document: Document) -> tuple[str, Block | None]:
    """The headline and where it stands, which is None if the page does not print it; empty if there is none.

    The line found on the page counts unless it is unlike the title that the article's record gives: pages often
    print a summary above the text, and no headline.
    """
    block = next((block for block in document.blocks if block.kind == BlockKind.HEADLINE), None)
    title = document.title or ""
    if block is None:
        return title, None
    printed = document.text[block.start : block.end]
    wanted = {stem for _, _, stem in content_stems(title)}
    shared = wanted & {stem for _, _, stem in content_stems(printed)}
    if wanted and len(shared) < LEAST_SHARED * len(wanted):
        return title, None
    return printed, block
