"""An article's text as HTML with marked spans. Everything that comes from outside is escaped here, once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.wording import as_html

CONTEXT = 160  # characters of context on each side of an excerpt
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_GAP = '<i class="mh-gap"></i>'
_SNAP = 40  # how far an excerpt's edge may move to fall between words


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to mark: its CSS classes, a hint shown on hovering, and a tag printed after it (or nothing).

    `css` and `anchor` come from our code, never from a corpus; `hint` and `tag` may be anything.
    """

    start: int
    end: int
    css: str
    hint: str = ""
    tag: str = ""
    anchor: str = ""


def marked(text: str, marks: Iterable[Mark], *, gaps: bool = False) -> str:
    """The text with its marks as HTML; spans may overlap. Marks outside the text are cut to it.

    `gaps`: blank lines become gaps between paragraphs, which are smaller than a line.

    >>> marked("a <b> c", [Mark(2, 5, "x", hint='say "hi"')])
    'a <span class="x" title="say &quot;hi&quot;">&lt;b&gt;</span> c'
    """
    placed = [m for m in marks if 0 <= m.start < min(m.end, len(text))]
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, mark in enumerate(placed):
        starts.setdefault(mark.start, []).append(number)
        ends.setdefault(min(mark.end, len(text)), []).append(number)
    open_marks: list[int] = []
    pieces: list[str] = []
    last = 0
    for place in sorted({*starts, *ends}):
        if place > last:
            pieces.append(_piece(text[last:place], [placed[n] for n in open_marks], last, gaps=gaps))
        last = place
        for number in ends.get(place, ()):
            open_marks.remove(number)
            if placed[number].tag:
                pieces.append(f'<span class="mh-tag">{as_html(placed[number].tag)}</span>')
        open_marks += starts.get(place, ())
    pieces.append(_piece(text[last:], (), last, gaps=gaps))
    return "".join(pieces)


def _piece(text: str, over: Sequence[Mark], start: int, *, gaps: bool) -> str:
    shown = as_html(text)
    if gaps:
        shown = _BLANK_LINES.sub(_GAP, shown)
    if not over:
        return shown
    classes = " ".join(dict.fromkeys(m.css for m in over if m.css))
    hint = "; ".join(dict.fromkeys(m.hint for m in over if m.hint))
    anchor = next((f' id="{m.anchor}"' for m in over if m.anchor and m.start == start), "")
    title = f' title="{as_html(hint)}"' if hint else ""
    return f'<span{anchor} class="{classes}"{title}>{shown}</span>'


def legend_html(marks: Sequence[tuple[str, str]]) -> str:
    """A legend as HTML, each mark a CSS class and its meaning in our own words; empty if there are none."""
    items = "".join(f'<span><span class="{css}">{words}</span></span>' for css, words in marks)
    return f'<div class="mh-legend" aria-label="Legend">{items}</div>' if items else ""


def excerpt_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where to cut an excerpt around a span: at the paragraph's edge if that is near, else between words."""
    left = max(start - CONTEXT, 0)
    right = min(end + CONTEXT, len(text))
    line_start, line_end = text.rfind("\n", left, start), text.find("\n", end, right)
    if line_start >= 0:
        left = line_start + 1
    elif left:
        space = text.find(" ", left, min(left + _SNAP, start))
        left = space + 1 if space >= 0 else left
    if line_end >= 0:
        right = line_end
    elif right < len(text):
        space = text.rfind(" ", max(right - _SNAP, end), right)
        right = space if space >= 0 else right
    return left, right


def excerpt(text: str, start: int, end: int, css: str, hint: str = "", tag: str = "") -> str:
    """A span in its surroundings, as HTML."""
    left, right = excerpt_bounds(text, start, end)
    before = "… " if left and text[left - 1] != "\n" else ""
    after = " …" if right < len(text) and text[right] != "\n" else ""
    mark = Mark(start - left, end - left, css, hint, tag)
    return before + marked(text[left:right], [mark]) + after
