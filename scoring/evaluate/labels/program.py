"""Masthead's own answers to the items that readers labelled, from its normal steps: read, compare, parse.

Answers use the readers' vocabulary. An answer is missing if the article was not read or nothing was found there.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from scoring.actors.gazetteer import load
from scoring.catalogue.find import catalogue
from scoring.compare.compare import compare, passages_by_article, rewrites_by_article
from scoring.compare.page_credit import credits_of_others
from scoring.compare.tokens import tokenise, words_of
from scoring.corpus.read import read_corpus
from scoring.document.document import Document, told_starts, view
from scoring.document.genre import tell_genre
from scoring.document.parse import Article, Compared, parse
from scoring.evaluate.boilerplate import markup_of
from scoring.evaluate.labels.corpora import given_rows, pages_of
from scoring.evaluate.labels.draws import lines_of
from scoring.evaluate.labels.kinds import NO, YES
from scoring.evaluate.labels.locate import places_of
from scoring.evaluate.labels.store import Labelled
from scoring.schema.corrections import mark_hash
from scoring.schema.kinds import (
    BODY_KINDS,
    FURNITURE_KINDS,
    NAMED_SOURCES,
    BlockKind,
    CountedAs,
    ProvenanceClass,
    QuotationKind,
    Reading,
    SourceType,
    Voice,
)
from scoring.sourcing.measures import JUDGEMENT, counted_as, is_outside
from scoring.sourcing.records import Attribution
from scoring.text.blocks.find import find_blocks
from scoring.text.page_text import PageText
from scoring.text.wording import figures_of_fact, find_details
from scoring.tone.items import Item, item_at
from scoring.tone.lexicon import class_of
from scoring.tone.trained import TrainedReader, classes_of, shipped_reader

Span = tuple[int, int]
TONES = {-1: "-", 0: "0", 1: "+"}
VOICES = {Voice.OUTLET: "o", Voice.PARAPHRASED: "p", Voice.QUOTED: "q"}
SOURCE_KINDS: Mapping[str, str] = {
    SourceType.NAMED_PERSON: "person",
    SourceType.UNNAMED_ROLE: "role",
    SourceType.NAMED_INSTITUTION: "institution",
    SourceType.DOCUMENT: "document",
    SourceType.SOCIAL_POST: "post",
    SourceType.OTHER_MEDIUM: "medium",
    SourceType.PUBLIC: "public",
}
"""Sources outside the outlet, in the readers' words."""
HEAD = (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.CREDIT)


@dataclass(slots=True)
class Answered:
    """An item with the program's answers by question, and the stretches of the text that it gives."""

    item: Labelled
    answers: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    attributions: tuple[Attribution, ...] = ()
    words: int = 0  # of a whole article
    spoken: tuple[Span, ...] = ()  # what stands in quotation marks in it


def answers(kind: str, items: Sequence[Labelled], corpus: Path) -> list[Answered]:
    """The items with what the program answers, in their order."""
    if kind == "furniture":
        return _lines(items, corpus)
    found = [Answered(item) for item in items]
    by_article: dict[str, list[Answered]] = {}
    for one in found:
        by_article.setdefault(one.item.key[1], []).append(one)
    given = dict(given_rows(corpus).select("article_id", "text").iter_rows())
    for document in documents(corpus, by_article, together=kind == "credits"):
        for one in by_article[document.article_id]:
            place = place_in(document.text, given[document.article_id], (one.item.key[2], one.item.key[3]))
            if place is not None or kind in ("credits", "articles"):
                _ANSWERS[kind](document, place or (0, 0), one)
    return found


def documents(corpus: Path, wanted: Mapping[str, object], *, together: bool) -> Iterator[Document]:
    """The wanted articles, parsed: each by itself, or compared with the whole corpus where that is asked for."""
    articles = read_corpus([corpus]).articles
    if not together:
        articles = articles.filter(pl.col("article_id").is_in(list(wanted)))
    tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    lines: dict[str, list[Span]] = {}
    passages, rewrites = {}, {}
    if together:
        compared = compare(articles.drop("markup"), tokens)
        for article_id, start, end in compared.repeated.select("article_id", "start", "end").iter_rows():
            lines.setdefault(article_id, []).append((start, end))
        passages = passages_by_article(compared.passages)
        rewrites = rewrites_by_article(compared.rewrites)
    for number, row in enumerate(articles.select(list(Article.__dataclass_fields__)).iter_rows()):
        article = Article(*row)
        if article.article_id in wanted:
            yield parse(
                article,
                Compared(
                    words_of(tokens["starts"][number], tokens["ends"][number]),
                    lines.get(article.article_id, []),
                    passages.get(article.article_id, ()),
                    rewrites.get(article.article_id),
                ),
                load(),
            )


def place_in(text: str, given: str, span: Span) -> Span | None:
    """Where a stretch of the text as given stands in the text as kept, which lacks some of its characters.

    >>> place_in("Rain.\\n\\nWind.", "Rain.\\n\\n\\n\\nWind.", (9, 13))
    (7, 11)
    """
    start, end = span
    if text[:end] == given[:end]:
        return span
    kept = 0  # characters of `text` that stand before the place
    for letter in given[:start]:
        kept += kept < len(text) and text[kept] == letter
    marked = given[start:end]
    if text[kept : kept + end - start] == marked:
        return kept, kept + end - start
    return min(places_of(text, marked), key=lambda place: abs(place[0] - kept), default=None)


def sentence_at(document: Document, start: int, end: int) -> Item | None:
    """The sentence that holds characters [start, end), as the reader takes it; None where they leave it."""
    starts = [first for first, _ in document.sentences]
    at = bisect_right(starts, start) - 1
    if at < 0:
        return None
    sentence = document.sentences[at]
    return item_at(document.text, sentence, start, end) if end <= sentence[1] else None


def _mention(document: Document, place: Span, one: Answered) -> None:
    meant = [m for m in document.mentions if (m.start, m.end) == place]
    meant.sort(key=lambda mention: mention.actor_id != one.item.actor)
    if not meant:
        return
    mention = meant[0]
    one.answers["voice"] = VOICES[Voice(mention.voice)]
    if mention.lexicon is not None:
        one.answers["lexicon"] = TONES[class_of(mention.lexicon)]
    item = sentence_at(document, mention.start, mention.end)
    if item is not None:
        reader = _reader()
        one.answers["trained"] = TONES[int(classes_of(reader.read([item]), reader.neutral_band)[0])]


@cache
def _reader() -> TrainedReader:
    return shipped_reader()


def _attribution(document: Document, place: Span, one: Answered) -> None:
    at = [
        a for a in document.attributions if a.cue_start < place[1] and place[0] < a.cue_end and is_outside(a)
    ]
    spoken = [a for a in at if counted_as(a) == CountedAs.SOURCING]
    judged = [a for a in at if a.group == JUDGEMENT]
    one.answers["sourced"] = YES if spoken else NO
    said = [q for q in document.quotations if q.kind == QuotationKind.DIRECT]
    if not any(q.start <= place[0] < q.end for q in said):
        one.answers["sourced_unquoted"] = one.answers["sourced"]
    one.answers["sourced_or_judged"] = YES if spoken or judged else NO
    one.answers["attitude"] = YES if at and not spoken else NO
    for found in (spoken or judged)[:1]:
        one.answers["source_kind"] = SOURCE_KINDS[found.source_type]
        one.answers["named"] = YES if found.source_type in NAMED_SOURCES else NO
        one.answers["official"] = YES if found.official else NO
        if found.source_start >= 0:
            one.spans["source"] = (found.source_start, found.source_end)
        if found.content:
            one.spans["content"] = (found.content[0][0], found.content[-1][1])


def _article(document: Document, place: Span, one: Answered) -> None:
    held = view(document, Reading.BODY)
    one.words = held.word_count
    one.attributions = tuple(held.attributions())
    one.spoken = tuple((q.start, q.end) for q in document.quotations if q.kind == QuotationKind.DIRECT)


def _credit(document: Document, place: Span, one: Answered) -> None:
    # A page without an article credits nobody for one.
    credits_found = () if document.provenance.kind == ProvenanceClass.NO_BODY else document.credits
    owning, helping = credits_of_others(credits_found, document.outlet)
    one.answers["credited"] = YES if owning or helping else NO
    if owning:
        one.answers["whose"] = "agency" if any(c.agency for c in owning) else "other"
    elif helping:
        one.answers["whose"] = "contributed"
    one.answers["class"] = str(document.provenance.kind)
    one.answers["confidence"] = f"{document.provenance.confidence:.2f}"
    one.answers["outlet"] = document.outlet or ""
    for credit in (owning or helping)[:1]:
        if credit.end > credit.start:
            one.spans["credit"] = (credit.start, credit.end)


def _editorial(document: Document, place: Span, one: Answered) -> None:
    one.answers["judged"] = YES if place[0] in _evidence("editorializing", document) else NO


def _figure(document: Document, place: Span, one: Answered) -> None:
    starts = told_starts(document)
    figures = [
        mark
        for mark in figures_of_fact(document.text, find_details(document.text, starts))
        if mark.start < place[1] and place[0] < mark.end
    ]
    held = view(document, Reading.BODY).holds(place[0])
    one.answers["fact"] = YES if figures and held else NO
    sourced = _evidence("sourced_figures", document)
    one.answers["sourced"] = YES if any(figure.start in sourced for figure in figures) else NO


def _genre(document: Document, place: Span, one: Answered) -> None:
    if genre := tell_genre(document).genre:
        one.answers["genre"] = genre


def _evidence(metric: str, document: Document) -> set[int]:
    """Where the evidence of a metric begins, in its main reading."""
    asked = catalogue()[metric]
    return {e.start for m in asked.measure(view(document, asked.main_reading)) for e in m.evidence}


_ANSWERS: Mapping[str, Callable[[Document, Span, Answered], None]] = {
    "mentions": _mention,
    "attributions": _attribution,
    "articles": _article,
    "credits": _credit,
    "editorial": _editorial,
    "figures": _figure,
    "genre": _genre,
}


def _lines(items: Sequence[Labelled], corpus: Path) -> list[Answered]:
    """What each labelled line is; the line is found again by its hash, for the reading of pages may change."""
    found = {item.key: Answered(item) for item in items}
    by_page = {item.key[1]: item for item in items}
    for name, _, page in pages_of(corpus, by_page):
        item, text = by_page[name], page.text
        same = [line for line in lines_of(text) if mark_hash(text[slice(*line)]) == item.sha1]
        if not same:
            continue
        _, end = min(same, key=lambda line: abs(line[0] - item.key[2]))
        blocks = find_blocks(PageText(text), title=page.title, byline=page.byline, markup=markup_of(page))
        last = [block for block in blocks if block.start < end][
            -1
        ]  # a dateline may stand before it in the line
        found[item.key].answers["place"] = place_of_block(last.kind)
    return list(found.values())


def place_of_block(kind: str) -> str:
    """The readers' word for a kind of block.

    >>> place_of_block("standfirst"), place_of_block("embed"), place_of_block("related")
    ('head', 'body', 'furniture')
    """
    if kind in FURNITURE_KINDS:
        return "furniture"
    if kind in HEAD:
        return "head"
    return "body" if kind in BODY_KINDS else "picture"
