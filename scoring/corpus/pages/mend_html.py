"""Repairs to a page before it is read: elements never closed, and nesting too deep to walk.

A browser that meets `<script>` without its end shows nothing of what follows, although the file holds an article.
Here such an element is closed where the page plainly goes on; everything else is left to Lexbor, which reads HTML
as browsers do.
"""

import re
from collections.abc import Iterator

from resiliparse.parse.html import HTMLTree

_OPEN_TITLE = re.compile(r"(<title\b[^<>]*>[^<]*)(?=<(?!/title\s*>))", re.IGNORECASE)
"""A title that is never closed would swallow the whole page (7 of 389 pages of L3S-GN1)."""
_PAGE_GOES_ON = re.compile(
    r"(?:^|(?<=[;}\s>]))<(?:/head|body|p|div|h[1-3]|main|article|section|header|table)\b[^<>]*>",
    re.IGNORECASE,
)
"""Where the page goes on after a script or a style sheet; behind a quotation mark it would be code."""
_PAGE_ENDS = re.compile(r"</(?:body|html|p|article)\s*>", re.IGNORECASE)
"""A file that was cut off inside its last script has none of these after it."""
_CODE = ("script", "style")
_SWALLOWING = ("textarea", "xmp", "iframe", "noframes", "noembed")
"""Elements whose content is not markup: left open, they show the rest of the page as source."""
_PLAINTEXT = re.compile(r"</?plaintext\b[^<>]*>", re.IGNORECASE)

_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_SELF_CLOSED = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_PROLOGUE = 2000
"""Characters in which a page says that it is XHTML."""
_XHTML_PREFIX = re.compile(r"""xmlns:(\w+)\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""")

_TAG = re.compile(r"<(/?)([a-z][^\s/>]*)(?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)*\s*/?>")
"""A tag as Lexbor writes it: every value between quotation marks."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RAW = re.compile(r"<(script|style|xmp|iframe|noembed|noframes|plaintext)\b", re.IGNORECASE)
MAX_DEPTH = 400
"""Levels of nested elements: real pages have fewer than 100, and lxml drops anything deeper than 2,048."""
_WRAPPER_NAMES = "div span section font center b i em strong a table tbody tr td ul li blockquote"
_WRAPPERS = frozenset(_WRAPPER_NAMES.split())
"""Elements that may be removed below that depth; a line then ends in their place."""


def mend_html(html: str) -> str:
    """The page as a browser understands it (parsed by Lexbor), written out again: every element is closed."""
    html = _as_html(html.replace("\x00", ""))
    html = _OPEN_TITLE.sub(r"\1</title>", html, count=1)
    mended = str(HTMLTree.parse(_closed(html)))
    return _flattened(mended) if mended.count("</") > MAX_DEPTH and _is_deep(mended) else mended


def _as_html(html: str) -> str:
    """XHTML as HTML: without prefixes, and with an end tag for each self-closing element."""
    if not _XML.match(html) and "www.w3.org/1999/xhtml" not in html[:_PROLOGUE]:
        return html
    prefix = _XHTML_PREFIX.search(html)
    if prefix:
        html = re.sub(rf"<(/?){prefix[1]}:", r"<\1", html)
    return _SELF_CLOSED.sub(_with_end, html) if _XML.match(html) else html


def _with_end(tag: re.Match[str]) -> str:
    return tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>"


def _closed(html: str) -> str:
    """The page with an end for each open element or comment that would hide, or show as source, all that follows."""
    lowered = html.lower()
    if "<plaintext" in lowered:
        html = _PLAINTEXT.sub("", html)
        lowered = html.lower()
    for name in (*_CODE, *_SWALLOWING):
        at = _left_open(lowered, f"<{name}", f"</{name}")
        if at is None:
            continue
        after = lowered.find(">", at) + 1
        if name in _CODE:
            place = _PAGE_GOES_ON.search(html, after)
            if place is None or _PAGE_ENDS.search(html, place.end()) is None:
                continue
            after = place.start()
        html = f"{html[:after]}</{name}>{html[after:]}"
        lowered = html.lower()
    at = _left_open(lowered, "<!--", "-->")
    if at is not None and _PAGE_ENDS.search(html, at):
        after = min(place for place in (html.find("<", at + 1), html.find(">", at + 1) + 1) if place > 0)
        html = f"{html[:at]}{html[after:]}"
    return html


def _left_open(lowered: str, start: str, end: str) -> int | None:
    """The position of the last `start`, if no `end` comes after it."""
    at = lowered.rfind(start)
    return at if at >= 0 and lowered.find(end, at) < 0 and lowered.find(">", at) > 0 else None


def _is_deep(mended: str) -> bool:
    depth = deepest = 0
    for tag in _TAG.finditer(mended):
        if tag[1]:
            depth -= 1
        elif tag[2] not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest > MAX_DEPTH


def _flattened(mended: str) -> str:
    return "".join(_flat_pieces(_COMMENT.sub("", mended)))


def _flat_pieces(mended: str) -> Iterator[str]:
    """The page without wrappers nested deeper than `MAX_DEPTH`; a `<br>` replaces each run of them."""
    taken: list[bool] = []
    depth = position = 0
    broken = False
    while (tag := _TAG.search(mended, position)) is not None:
        between = mended[position : tag.start()]
        yield between
        broken = broken and not between.strip()
        position = tag.end()
        name = tag[2]
        if tag[1]:
            left_out = taken.pop() if taken else False
            depth -= not left_out
        elif name in _VOID:
            left_out = False
        else:
            left_out = depth >= MAX_DEPTH and (name in _WRAPPERS or depth >= 2 * MAX_DEPTH)
            taken.append(left_out)
            depth += not left_out
        if not left_out:
            yield tag[0]
            broken = False
        elif not broken:
            yield "<br>"
            broken = True
        if not tag[1] and _RAW.match(tag[0]):
            end = mended.find(f"</{name}", position)
            end = len(mended) if end < 0 else end
            yield mended[position:end]
            position = end
    yield mended[position:]
