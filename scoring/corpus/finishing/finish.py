"""From an entry as it stood in a file to an article with clean text and known language, or to a refusal.

Each entry is finished independently, so that this can run in any number of processes.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import polars as pl

from scoring.corpus.cleaning.clean import clean_line, is_plain
from scoring.corpus.cleaning.cut_off import without_cut
from scoring.corpus.cleaning.repair import read_references
from scoring.corpus.contract import Entry, Refusal, Remark
from scoring.corpus.facts.language import told_language
from scoring.corpus.facts.outlet import outlet_of_page, registered_domain
from scoring.corpus.finishing.door import Mended, admit, clean_name
from scoring.corpus.finishing.no_article import no_article_reason
from scoring.corpus.pages.page import MOSTLY_LINKS, Page, read_page
from scoring.corpus.schema import ARTICLES
from scoring.workers.attempts import Care, attempt

READING = "reading"
MAX_CHARACTERS = 2_000_000
"""Of an article's text: 40 times the longest of 17,744 real articles, more than most books."""
MAX_PAGE_CHARACTERS = 10_000_000
"""Of a page's HTML: 40 times the longest of 389 real pages."""
MIN_WORDS = 10
"""Fewer are a headline or a caption; the shortest bulletins of VAST 2021 have 12, web articles some 280."""
MIN_LETTERS_UNSPACED = 20
"""The same for scripts that put no space between words (a Chinese word has about two letters)."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
MAX_UNREADABLE_SHARE = 0.05
"""Of a text's characters that are control characters or marks of failed decoding."""
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_OPENING_DATE = re.compile(r"\s*(?:date|published)\s*:?\s+(\d{4}-\d\d-\d\d)\b", re.IGNORECASE)

FINISHED = pl.Schema(
    {
        **{name: ARTICLES[name] for name in ("article_id", "outlet", "url", "title", "byline")},
        "published": pl.String(),  # as written
        **{
            name: ARTICLES[name]
            for name in ("language", "group", "text", "markup", "canonical_url", "file", "row")
        },
    }
)
"""Articles before their dates are read and their identifiers are settled."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Finished articles (a frame of FINISHED), what happened to the others, and what was mended in how many."""

    articles: pl.DataFrame
    refusals: tuple[Refusal, ...]
    remarks: tuple[Remark, ...]
    mended: Mended


@dataclass(frozen=True, slots=True)
class Finished:
    """One row of FINISHED, and what to report about it, by kind."""

    row: tuple[object, ...]
    told: tuple[str, ...]


def finish_batch(entries: Sequence[Entry], care: Care | None = None) -> Batch:
    """Finish each entry; if Masthead fails on one, it is refused with the failure as the reason."""
    parts, faults = attempt(READING, _finish_together, entries, care)
    failed = [
        Refusal(entries[at].file, entries[at].row, fault.reason, fault.ours) for at, fault in faults.items()
    ]
    mended: Counter[tuple[str, str]] = Counter()
    for part in parts:
        mended.update(part.mended)
    return Batch(
        pl.concat([part.articles for part in parts] or [pl.DataFrame(schema=FINISHED)]),
        tuple(chain(failed, *(part.refusals for part in parts))),
        tuple(chain.from_iterable(part.remarks for part in parts)),
        mended,
    )


def _finish_together(entries: Sequence[Entry]) -> Batch:
    rows = []
    refusals: list[Refusal] = []
    mended: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        finished = finish(entry)
        if isinstance(finished, Refusal):
            refusals.append(finished)
        else:
            rows.append(finished.row)
            mended.update((entry.file, kind) for kind in finished.told)
    return Batch(pl.DataFrame(rows, schema=FINISHED, orient="row"), tuple(refusals), (), mended)


def finish(entry: Entry) -> Finished | Refusal:
    """One row of FINISHED, or why there is none."""
    reason = _too_long(entry) or _unreadable(entry.text)
    if reason is not None:
        return Refusal(entry.file, entry.row, reason)
    admitted = admit(entry)
    uncut = without_cut(admitted.entry)
    if isinstance(uncut, Refusal):
        return uncut
    entry = uncut
    page = None
    if entry.page:
        try:
            page = _with_references_read(read_page(entry.text, entry.url))
        except ValueError as error:
            return Refusal(entry.file, entry.row, str(error))
    text = page.text if page is not None else entry.text
    reason = _instead_of_article(entry, page) or _no_article(text)
    if reason is not None:
        return Refusal(entry.file, entry.row, reason)
    return _finished(entry, text, page, (*admitted.mended, *entry.notes, *(page.notes if page else ())))


def _too_long(entry: Entry) -> str | None:
    if entry.page and len(entry.text) > MAX_PAGE_CHARACTERS:
        return f"a page of more than {MAX_PAGE_CHARACTERS:,} characters"
    if len(entry.text) > MAX_CHARACTERS and not entry.page:
        return f"more than {MAX_CHARACTERS:,} characters: no article"
    return None


def _unreadable(text: str) -> str | None:
    if is_plain(text) and "\ufffd" not in text:
        return None
    if len(_UNREADABLE.findall(text)) > max(1, MAX_UNREADABLE_SHARE * len(text)):
        return "mostly characters that cannot be read: binary data, or an encoding that could not be told"
    return None


def _no_article(text: str) -> str | None:
    if not text:
        return "no text"
    if len(text) > MAX_CHARACTERS:
        return f"more than {MAX_CHARACTERS:,} characters: no article"
    words = len(text.split(maxsplit=MIN_WORDS)) if len(text) < MAX_CHARACTERS else MIN_WORDS
    if words < MIN_WORDS and len(_UNSPACED.findall(text)) < MIN_LETTERS_UNSPACED:
        return f"{words} words: fewer than {MIN_WORDS} are no article"
    return None


def _instead_of_article(entry: Entry, page: Page | None) -> str | None:
    if page is None:
        return no_article_reason(entry.title, entry.text.split("\n"))
    shown = [line.text for line in page.lines if line.link_share < MOSTLY_LINKS]
    return no_article_reason(page.title or entry.title, shown)


def _with_references_read(page: Page) -> Page:
    """The page with its remaining references read, if they were written twice (`&amp;quot;`)."""
    if "&" not in page.text:
        return page
    lines = [replace(line, text=clean_line(read_references(line.text))) for line in page.lines]
    return replace(page, lines=tuple(line for line in lines if line.text))


def _finished(entry: Entry, text: str, page: Page | None, mended: tuple[str, ...]) -> Finished:
    url = entry.url or (page.canonical_url if page else None)
    outlet = entry.outlet or (
        outlet_of_page(url, page.canonical_url, page.publisher, page.site)
        if page
        else registered_domain(url or "")
    )
    language = told_language(entry.language, text)
    row = (
        entry.article_id,
        clean_name(outlet),
        clean_line(url) if url else None,
        entry.title or clean_name(page.title if page else None),
        entry.byline or clean_name(page.byline if page else None),
        entry.published or (page.published if page else _opening_date(text)),
        language.code,
        entry.group,
        text,
        None if page is None else [line.markup for line in page.lines],
        page.canonical_url if page else None,
        entry.file,
        entry.row,
    )
    return Finished(row, mended if language.note is None else (*mended, language.note))


def _opening_date(text: str) -> str | None:
    """The date that some scrapers put before the text (`date 2021-08-30 The ...`); it stays there."""
    found = _OPENING_DATE.match(text)
    return found[1] if found else None
