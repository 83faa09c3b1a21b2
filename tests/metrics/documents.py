"""Documents made for tests: blocks are given, the rest is found as in a run."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from scoring.actors import gazetteer as gazetteers
from scoring.compare.credits import find_credits
from scoring.compare.provenance import provenance_of
from scoring.compare.records import Passage
from scoring.document.document import Document
from scoring.document.speech import speech_and_mentions
from scoring.text.blocks.find import Block
from scoring.text.page_text import PageText
from scoring.text.syllables import syllables_of


def document_of(
    lines: Sequence[tuple[str, str]],
    *,
    taken: Sequence[tuple[int, str, bool]] = (),
    byline: str | None = None,
    published: str | None = None,
    language: str = "en",
) -> Document:
    """A document whose lines have the given kinds.

    lines: (kind, text). taken: (line, direction, credited) of passages shared with another article.
    """
    text, blocks, position = "\n".join(line for _, line in lines), [], 0
    for kind, line in lines:
        blocks.append(Block(position, position + len(line), kind, ()))
        position += len(line) + 1
    page = PageText(text)
    words = page.words
    passages = tuple(
        Passage(
            start=blocks[line].start,
            end=blocks[line].end,
            other_id="other",
            other_outlet="Other Outlet",
            other_start=0,
            other_end=blocks[line].end - blocks[line].start,
            words=words.count(blocks[line].start, blocks[line].end),
            edits=0,
            direction=direction,
            credited=credited,
            credit="(Other Outlet)" if credited else "",
        )
        for line, direction, credited in taken
    )
    found_credits = find_credits(page, blocks, byline=byline, canonical_url=None, url=None)
    provenance = provenance_of(
        outlet="Outlet", words=words, blocks=blocks, passages=passages, credits=found_credits
    )
    speech = speech_and_mentions(page, blocks, gazetteers.load())
    return Document(
        article_id="article",
        outlet="Outlet",
        url=None,
        title=None,
        byline=byline,
        published=datetime.fromisoformat(published) if published else None,
        language=language,
        text=text,
        words=words,
        blocks=tuple(blocks),
        sentences=speech.sentences,
        quotations=speech.quotations,
        attributions=speech.attributions,
        mentions=speech.mentions,
        passages=passages,
        credits=tuple(found_credits),
        provenance=provenance,
        forms=page.forms,
        syllables=syllables_of(page.forms),
    )


def document_of_case(case: Mapping[str, Any]) -> Document:
    """The document that a golden case describes."""
    return document_of(
        [tuple(line) for line in case["lines"]],
        taken=[tuple(item) for item in case.get("taken", ())],
        byline=case.get("byline"),
        published=case.get("published"),
    )
