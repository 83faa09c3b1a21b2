"""WARC archives of crawled pages, by fastwarc."""

from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from scoring.corpus.decode import BROKEN_ARCHIVE, decode, open_bytes
from scoring.corpus.entries import Entry, Item, Refusal
from scoring.corpus.single import MAX_FILE_BYTES

_PAGES = ("text/html", "application/xhtml+xml")
_FOUND = 200


def read_warc(path: Path, label: str) -> Iterator[Item]:
    """Every page that was answered with success; `row` counts the archive's responses from 1.

    Pictures, scripts, redirections and errors are no articles and are passed over.
    """
    row = pages = 0
    try:
        with open_bytes(path) as stream:
            responses = ArchiveIterator(stream, WarcRecordType.response, auto_decode="all")
            for row, record in enumerate(responses, start=1):
                headers = record.http_headers
                if headers is None or headers.status_code != _FOUND or record.http_content_type not in _PAGES:
                    continue
                pages += 1
                yield _page(record, label, row)
    except (OSError, ValueError, *BROKEN_ARCHIVE) as error:
        yield Refusal(label, None, f"the archive breaks off, what comes after is lost ({error})")
        return
    if not pages:
        yield Refusal(label, None, "holds no page")


def _page(record: WarcRecord, label: str, row: int) -> Item:
    declared = record.content_length
    data = record.reader.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        return Refusal(label, row, f"a page of more than {MAX_FILE_BYTES // 1_000_000} MB")
    packed = record.http_headers is not None and any(
        name in record.http_headers for name in ("Content-Encoding", "Transfer-Encoding")
    )
    if len(data) < declared and not packed:
        return Refusal(label, row, f"the page breaks off after {len(data)} of {declared} bytes")
    text, _ = decode(data, page=True)
    return Entry(label, row, text, page=True, url=record.headers.get("WARC-Target-URI"))
