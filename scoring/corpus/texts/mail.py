"""Mail: articles sent as messages (`.eml`), or many of them in one mailbox (`.mbox`)."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from scoring.corpus.contract import Entry, Item, Refusal

_SEPARATOR = re.compile(rb"(?:\A|\r?\n\r?\n)From \S+[^\r\n]*\d{2}:\d{2}[^\r\n]*\r?\n(?=>?[A-Za-z-]+:)")
_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+\r?\n")
_SURE = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path):", re.IGNORECASE | re.MULTILINE)
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the email package raises on malformed messages."""


def is_mail(data: bytes) -> bool:
    """Whether the bytes clearly begin like a message or a mailbox, with headers that no article has.

    >>> is_mail(b"From: a@b.example\\nMIME-Version: 1.0\\n\\nHello"), is_mail(b"From: Ann\\nTitle: Rain\\n\\nIt")
    (True, False)
    """
    start = data[:1_000_000]
    if start.startswith(b"From "):
        return _SEPARATOR.match(start) is not None
    head = _HEAD.match(start)
    return head is not None and _SURE.search(head[0]) is not None


def read_mail(data: bytes, label: str, stem: str) -> Iterator[Item]:
    """An entry for each message: subject as title, sender's name as byline, the plain text or the HTML part."""
    starts = [found.end() for found in _SEPARATOR.finditer(data)]
    ends = [*(found.start() for found in _SEPARATOR.finditer(data)), len(data)][1:]
    messages = [data[start:end] for start, end in zip(starts, ends, strict=True)] or [data]
    many = len(messages) > 1
    for number, message in enumerate(messages, 1):
        row = number if many else None
        try:
            yield _entry(
                BytesParser(EmailMessage, policy=policy.default).parsebytes(message), label, row, stem
            )
        except _FAULTS as error:
            yield Refusal(label, row, f"a message that cannot be read ({type(error).__name__})")


def _entry(message: EmailMessage, label: str, row: int | None, stem: str) -> Entry:
    part = message.get_body(preferencelist=("plain", "html"))
    content = part.get_content() if part is not None else ""
    sender = parseaddr(str(message.get("From", "")))[0]
    return Entry(
        label,
        row,
        str(content),
        page=part is not None and part.get_content_type() == "text/html",
        article_id=stem if row is None else f"{stem}-{row}",
        title=str(message.get("Subject", "")).strip() or None,
        byline=sender or None,
        published=str(message.get("Date", "")).strip() or None,
    )
