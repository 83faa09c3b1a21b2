"""WARC archives of crawled pages; the headers of records are read by fastwarc."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from fastwarc.warc import WarcRecord

from scoring.corpus.containers.packed import BrokenArchiveError, packing_of, unpacked
from scoring.corpus.contract import ColumnMap, Entry, Item, Refusal, Remark, Source
from scoring.corpus.decoding.decode import decode
from scoring.corpus.texts.single import MAX_FILE_BYTES
from scoring.corpus.web_archives.warc_records import Record, read_records

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_FOUND = 200
_TYPE = re.compile(rb"^WARC-Type[ \t]*:[ \t]*([\w-]+)", re.IGNORECASE | re.MULTILINE)
_READ = frozenset(("response", "resource", "conversion"))
"""Records that may hold a page or its text."""
_OF_THE_CRAWL = frozenset(("warcinfo", "request", "metadata"))
"""Records about the crawl, which never hold a page and are not worth a note."""
_NOT_PUBLISHED = ("dns:", "metadata:", "urn:", "whois:")
"""Addresses under which crawlers keep their own logs."""
_PAGE_END = b"</html"
_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html\b)", re.IGNORECASE)
_END_BYTES = 2_000
"""After the last tag of a page come a few comments and scripts at most."""
_SHOWN_KINDS = 8


@dataclass(slots=True)
class _Tally:
    """What is passed over, by response status, by media type and by record type; and what was mended."""

    statuses: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    cut_by_crawler: int = 0

    def remarks(self, label: str) -> Iterator[Remark]:
        """One for each kind of thing."""
        for what, counted in (
            ("not answered with 200", self.statuses),
            ("of other media types than pages", self.types),
            ("records of other kinds", self.records),
        ):
            if counted:
                # By number, then by name: the order in which they stand must not show.
                ranked = sorted(counted.items(), key=lambda kind: (-kind[1], kind[0]))
                shown = ", ".join(f"{count:,} {name}" for name, count in ranked[:_SHOWN_KINDS])
                more = ", ..." if len(ranked) > _SHOWN_KINDS else ""
                yield Remark(label, None, f"{counted.total():,} {what} not read: {shown}{more}")
        if self.cut_by_crawler:
            yield Remark(label, None, f"{self.cut_by_crawler:,} pages were cut off by the crawler")


def read_warc(source: Source, _mapping: ColumnMap) -> Iterator[Item]:
    """Every page that was served successfully, and texts that were made from pages (WET).

    `row` counts the archive's responses, resources and conversions from 1. Pictures, redirects, errors and the like
    are not articles; remarks count them. The day of the crawl is not used as the day of publication.
    """
    label = source.label
    tally = _Tally()
    row = pages = 0
    fault: BrokenArchiveError | None = None
    try:
        for record in read_records(source.path):
            found = _TYPE.search(record.header)
            kind = found[1].decode().lower() if found else "unknown"
            if kind not in _READ:
                if kind not in _OF_THE_CRAWL:
                    tally.records[f"of the type {kind}"] += 1
                continue
            row += 1
            item = _item(record, kind, label, row, tally)
            if item is not None:
                pages += 1
                yield item
    except BrokenArchiveError as error:
        fault = error
    yield from tally.remarks(label)
    if fault is not None and not row:
        yield Refusal(label, None, f"no readable WARC archive ({fault})")
    elif fault is not None:
        yield Refusal(label, None, f"the archive is not whole: {fault}")
    elif not pages:
        yield Refusal(label, None, "holds no page")


def _item(record: Record, kind: str, label: str, row: int, tally: _Tally) -> Item | None:
    """The page or text of a record; None if it holds none, which is counted."""
    if record.length and not record.body:
        # Too large to be looked into: a film, or a page that nobody would read.
        tally.types[f"larger than {MAX_FILE_BYTES // 1_000_000} MB"] += 1
        return None
    try:
        parsed = WarcRecord.from_bytes(record.whole())
        url = (parsed.headers.get("WARC-Target-URI") or "").strip("<> ")
        media = _media_type(parsed.headers.get("Content-Type") or "")
        status, charset, payload = _FOUND, None, record.body
        if media == "application/http" or kind == "response":
            status, media, charset, payload = _answer(record)
    except (OSError, ValueError, BrokenArchiveError) as error:
        return Refusal(label, row, f"a damaged record: {error}")
    if status != _FOUND:
        tally.statuses[f"with {status}"] += 1
        return None
    if not media and _PAGE.match(payload):
        media = _PAGES[0]
    if not media and record.fault is not None and not record.is_cut_short:
        return Refusal(label, row, f"a damaged record: {record.fault}")
    if url.lower().startswith(_NOT_PUBLISHED) or media not in (
        _PAGES if kind == "response" else _PAGES + _TEXTS
    ):
        tally.types[media or "without a type"] += 1
        return None
    is_page = media in _PAGES
    if len(payload) > MAX_FILE_BYTES:
        return Refusal(label, row, f"a page of more than {MAX_FILE_BYTES // 1_000_000} MB")
    cut = "WARC-Truncated" in parsed.headers
    # If only the length is wrong, a page that has its last tag is whole.
    is_closed = is_page and record.is_cut_short and _PAGE_END in payload[-_END_BYTES:].lower()
    if record.fault is not None and not cut and not is_closed:
        return Refusal(label, row, f"a damaged record: {record.fault}")
    tally.cut_by_crawler += cut
    text, _ = decode(payload, page=is_page, declared=charset)
    return Entry(label, row, text, page=is_page, url=url or None)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _answer(record: Record) -> tuple[int, str, str | None, bytes]:
    """The status, media type, declared encoding and unpacked body of a server's response.

    Raises OSError, ValueError or BrokenArchiveError if it cannot be unpacked.
    """
    # Many crawlers unpack what they store and leave the header as it was.
    for decoding in ("transfer", "none"):
        answer = WarcRecord.from_bytes(record.whole())
        try:
            answer.parse_http(auto_decode=decoding)
            payload = answer.reader.read(MAX_FILE_BYTES + 1)
            break
        except OSError:
            if decoding == "none":
                raise
    headers = answer.http_headers
    if headers is None:
        return _FOUND, "", None, payload
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    packing = packing_of(payload[:32])
    if packing is not None and encoding:
        payload = unpacked(io.BufferedReader(io.BytesIO(payload)), packing).read(MAX_FILE_BYTES + 1)
    elif encoding in ("br", "deflate"):
        payload = _otherwise_packed(record, payload)
    return headers.status_code or 0, answer.http_content_type or "", answer.http_charset, payload


def _otherwise_packed(record: Record, payload: bytes) -> bytes:
    answer = WarcRecord.from_bytes(record.whole())
    try:
        answer.parse_http(auto_decode="all")
        return bytes(answer.reader.read(MAX_FILE_BYTES + 1))
    except OSError:
        return payload  # unpacked already
