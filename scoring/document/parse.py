"""Makes a Document from an article and from what the comparison found about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from scoring.actors.gazetteer import Gazetteer
from scoring.compare.credits import find_credits, names_a_supplier
from scoring.compare.provenance import BODY_WORDS, provenance_of, with_unclear_credit
from scoring.compare.records import Credit, Passage, Provenance, Rewrite
from scoring.compare.suppliers import name_of_outlet
from scoring.document.document import Document
from scoring.document.speech import NO_SPEECH, speech_and_mentions
from scoring.schema.kinds import CreditKind, ProvenanceClass
from scoring.schema.languages import meets
from scoring.text.blocks.find import Block, find_blocks
from scoring.text.page_text import PageText
from scoring.text.syllables import syllables_of
from scoring.text.words import IntArray, Words

NO_SYLLABLES: IntArray = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Article:
    """The fields of a row of the articles frame that parsing needs."""

    article_id: str
    outlet: str | None
    url: str | None
    canonical_url: str | None
    title: str | None
    byline: str | None
    published: datetime | None
    language: str
    text: str
    markup: Sequence[Mapping[str, object]] | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison of the corpus found about one article."""

    words: Words
    repeated: Collection[tuple[int, int]]
    passages: tuple[Passage, ...]
    rewrite: Rewrite | None


def parse(article: Article, compared: Compared, gazetteer: Gazetteer) -> Document:
    """Make the Document of one article; its mentions have the lexicon reading of tone, not yet the trained one."""
    page = PageText(article.text, compared.words)
    blocks = find_blocks(
        page,
        title=article.title,
        byline=article.byline,
        repeated=compared.repeated,
        markup=article.markup,
    )
    found_credits, provenance = _whose(page, article, compared, blocks)
    english = meets(article.language)
    year = article.published.year if article.published is not None else None
    outlet = name_of_outlet(article.outlet)
    speech = speech_and_mentions(page, blocks, gazetteer, year, outlet) if english else NO_SPEECH
    return Document(
        article_id=article.article_id,
        outlet=article.outlet,
        url=article.url,
        title=article.title,
        byline=article.byline,
        published=article.published,
        language=article.language,
        text=page.text,
        words=page.words,
        blocks=blocks,
        sentences=speech.sentences,
        quotations=speech.quotations,
        attributions=speech.attributions,
        mentions=speech.mentions,
        passages=compared.passages,
        credits=tuple(found_credits),
        provenance=provenance,
        forms=page.forms,
        syllables=syllables_of(page.forms) if english else NO_SYLLABLES,
        shared_surnames=speech.shared_surnames,
    )


def _whose(
    page: PageText, article: Article, compared: Compared, blocks: Sequence[Block]
) -> tuple[list[Credit], Provenance]:
    """The credits of an article, and its provenance by credits and passages."""
    found = find_credits(
        page,
        blocks,
        byline=article.byline,
        canonical_url=article.canonical_url,
        url=article.url,
        outlets={passage.other_outlet for passage in compared.passages if passage.other_outlet},
    )
    provenance = provenance_of(
        outlet=article.outlet,
        words=compared.words,
        blocks=blocks,
        passages=compared.passages,
        credits=found,
        rewrite=compared.rewrite,
    )
    # Whoever else may have contributed what is taken is credited: it is not known that nobody is.
    contributed = any(credit.kind == CreditKind.CONTRIBUTED for credit in found)
    whole = provenance.kind == ProvenanceClass.UNCREDITED_REPRINT
    if (contributed and ProvenanceClass.UNCREDITED_REPRINT in provenance.shares) or (
        whole and (names_a_supplier(page, blocks, article.outlet) or provenance.words < BODY_WORDS)
    ):
        provenance = with_unclear_credit(provenance)
    return found, provenance
