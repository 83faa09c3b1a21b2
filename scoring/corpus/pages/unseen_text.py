"""The article that a page holds but does not show: in its linked data, its scripts' state, or `<noscript>`.

Some sites send an empty page and let a script write the article; what was saved is the empty page, with the
article in it as data.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator

from scoring.corpus.pages.linked_data import parse_json

MIN_WORDS = 30
"""A shorter text in a script is a description or a label."""
MAX_STATE = 10_000_000
"""Characters of a script that are searched."""
MAX_NODES = 200_000
"""Values of a script's state that are looked at."""
SEEN_SHARE = 0.5
"""If the page shows at least this share of a text's runs of words, it shows the article."""
_RUN = 4
"""Words in a run: few enough to survive a changed word, too many for chance."""
_WORD = re.compile(r"\w+")
_STATE = re.compile(
    r"(?:__[A-Z][A-Z_0-9]{2,40}__|Fusion\.globalContent|window\.\w*(?:[Ss]tate|[Dd]ata|STATE|DATA))\s*=\s*"
    r"(?:JSON\.parse\(\s*)?(?=[{\[\"])"
)
_BODY_KEYS = frozenset(
    (
        "articlebody",
        "body",
        "bodytext",
        "bodyhtml",
        "body_html",
        "content",
        "contenthtml",
        "html",
        "text",
        "fulltext",
        "maintext",
        "articletext",
        "story",
        "storybody",
        "rendered",
    )
)
_PARAGRAPH_KEYS = ("text", "content", "html", "value", "data", "children", "paragraphs", "blocks", "elements")
"""Where a list of paragraphs keeps the words of each."""
_TAG = re.compile(r"<[a-zA-Z/][^<>]*>")


def holds_text(text: str | None) -> bool:
    """Whether the text is long enough for an article's body."""
    return text is not None and len(text.split(maxsplit=MIN_WORDS)) >= MIN_WORDS


def is_seen(body: str, visible: str) -> bool:
    """Whether the visible page shows the body already.

    >>> is_seen("a b c d e f g h", "home a b c d e f g h share"), is_seen("a b c d e f g h", "home share")
    (True, False)
    """
    runs = _runs(_TAG.sub(" ", html.unescape(body)))
    return bool(runs) and len(runs & _runs(visible)) >= SEEN_SHARE * len(runs)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))


def state_bodies(scripts: Iterable[str]) -> Iterator[str]:
    """The longest text in each script that holds a page's state (`__NEXT_DATA__` and the like)."""
    for script in scripts:
        if len(script) > MAX_STATE:
            continue
        for value in _states(script):
            body = max(_bodies(value), key=len, default=None)
            if holds_text(body) and body is not None:
                yield body


def _states(script: str) -> Iterator[object]:
    whole = parse_json(script)
    if whole is not None:
        yield from whole
        return
    decoder = json.JSONDecoder(strict=False)
    for found in _STATE.finditer(script):
        try:
            value, _ = decoder.raw_decode(script, found.end())
            yield json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue


def _bodies(state: object) -> Iterator[str]:
    """Every value that may be the text of an article, without recursion."""
    waiting: list[tuple[str, object]] = [("", state)]
    nodes = 0
    while waiting and nodes < MAX_NODES:
        nodes += 1
        key, value = waiting.pop()
        if isinstance(value, str):
            if key.lower() in _BODY_KEYS or "<p" in value:
                yield value
        elif isinstance(value, dict):
            waiting.extend((str(name), inner) for name, inner in value.items())
        elif isinstance(value, list):
            parts = [part for item in value if (part := _paragraph(item)) is not None]
            if 2 * len(parts) > len(value):  # else a list of all sorts of things
                yield "\n".join(parts)
            waiting.extend((key, inner) for inner in value)


def _paragraph(item: object) -> str | None:
    """The words of one paragraph of a list: plain, or in a record, up to a few levels down."""
    for _ in range(3):  # {"type": "paragraph", "data": {"text": "..."}} is the deepest that is usual
        if isinstance(item, str):
            return item if " " in item.strip() else None
        if isinstance(item, list):
            texts = [
                text for part in item if isinstance(part, dict) and isinstance(text := part.get("text"), str)
            ]
            return "".join(texts) or None
        if not isinstance(item, dict):
            return None
        item = next((item[key] for key in _PARAGRAPH_KEYS if item.get(key)), None)
    return item if isinstance(item, str) and " " in item.strip() else None
