"""Credits: the lines and phrases in which an article says whose text, or whose picture, something is.

A name counts only where credits stand: in a dateline, a byline, a sign-off after the last paragraph, or in one
of the forms of `data/credit_forms.csv`. An agency named in running text (`told AFP`, `the AP reported`) is a
source, not a credit. A credit of a picture is kept apart from a credit of text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from scoring.lists import read_rows
from scoring.reuse.agencies import (
    agencies_in,
    agency_at_end,
    agency_of,
    agency_of_host,
    agency_of_outlet,
    host,
    parts_of,
    same_outlet,
)
from scoring.reuse.credit_lines import FOREIGN_BLOCKS, PARAGRAPH_WORDS, PICTURE, Line, lines_of
from scoring.reuse.records import CANONICAL, PHOTO_CREDIT, SOURCE_LINK, TEXT_CREDIT, Credit

if TYPE_CHECKING:
    from scoring.text.blocks import Block

# Credits stand alone in short lines.
CREDIT_LINE_WORDS = 25
CREDIT_LINE_WORDS_NAMES = 10
# Datelines are looked for in the first paragraphs, and in them not beyond so many characters.
DATELINE_PARAGRAPHS = 2
DATELINE_CHARACTERS = 130
# A sign-off may have one more paragraph below it (a note on the author), not more.
PARAGRAPHS_BELOW = 1
# A byline that lists more names is a list of the page's authors of the day, as scrapers leave it.
BYLINE_NAMES_MOST = 3
# A person's or a desk's name beside an agency's.
NAME_WORDS_MOST = 5
# Forms are looked for in the first and last paragraphs, and in short lines anywhere.
EDGE_PARAGRAPHS = 3
# Longer forms (a rider of copyright, say) may be credits too, but no paragraph is.
FORM_LINE_CHARACTERS = 600
# How far from the end of a line a sign-off may begin, and what it needs.
SIGN_OFF_CHARACTERS = 64
_SIGN_OFF_MARKS = frozenset(")]-–—/")

_DATELINES = (
    re.compile(
        r"(?:^|\s)\W{0,2}[A-ZÀ-Þ][\w.,'’/\[\] -]{1,60}?[,:]? ?\((?P<who>[^()\n]{2,40})\) ?(?:[-–—:]|\s[-–—])"
    ),
    re.compile(r"^.{0,60}?[ (]/(?P<who>[A-Z][\w .-]{1,24})/\.?(?:[-–—:\s]|$)"),
    re.compile(r"^[A-ZÀ-Þ][\w .'’-]{2,40}, (?P<who>[A-Z][\w-]{1,20}) ?[-–—]{1,2} "),
    re.compile(r"^\((?P<who>[^()\n]{2,40})\) ?(?:[-–—:]{1,2} ?)?(?=\w|[“\"'])"),
    re.compile(r"^(?P<who>[A-Z][A-Za-z]+) [-–—]{1,2} (?=\w)"),
)
_SIGN_OFFS = (
    re.compile(r"[(\[](?P<who>[^()\[\]\n]{2,60})[)\]]\W{0,2}$"),
    re.compile(r"(?:^|[.!?”\"'’)]\s{0,2})[-–—/]{1,2} ?(?P<who>[A-Z][\w .&/-]{1,40}?)\.?$"),
)
_BY = re.compile(r"^(?:by|from|story by|report by|reported by|text by|author:?|byline:?)[: ]+", re.IGNORECASE)
_AGENCY_ROLE = re.compile(r"\s+(?:staff )?(?:writers?|reporters?|correspondents?|staff|in [A-Z]\w+.*)$")
_PICTURE_WORDS = (
    "photo",
    "picture",
    "image",
    "graphic",
    "getty",
    "caption",
    "landov",
    "pool",
    "handout",
    "courtesy",
)
_CAPITALISED = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|al|el|bin|der|da|of)$")


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    whole_line: bool
    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    source: str


@cache
def _forms() -> tuple[_Form, ...]:
    rows = read_rows("credit_forms.csv", "kind", "place", "pattern", "triggers", "source")
    return tuple(
        _Form(
            row["kind"],
            row["place"] == "line",
            re.compile(row["pattern"], re.IGNORECASE),
            tuple(row["triggers"].split("|")),
            row["source"],
        )
        for row in rows
    )


def _credits(line: Line, start: int, end: int, kind: str, agencies: Sequence[str]) -> Iterator[Credit]:
    for agency in agencies:
        yield Credit(
            line.start + start, line.start + end, kind, agency, agency=True, text=line.text[start:end]
        )


def _dateline(line: Line) -> Iterator[Credit]:
    head = line.text[:DATELINE_CHARACTERS]
    if not _SIGN_OFF_MARKS.intersection(head):
        return
    for pattern in _DATELINES:
        match = pattern.search(head)
        if match:
            found = agencies_in(match["who"])
            if found:
                kind = PHOTO_CREDIT if PICTURE.search(match["who"]) else TEXT_CREDIT
                yield from _credits(line, match.start("who"), match.end("who"), kind, found)
                return


def _sign_off(line: Line) -> Iterator[Credit]:
    """A name in brackets or after a dash at the end of a line."""
    base = max(0, len(line.text) - SIGN_OFF_CHARACTERS)
    for pattern in _SIGN_OFFS:
        match = pattern.search(line.text, base)
        if not match:
            continue
        who = match["who"]
        found = agencies_in(PICTURE.sub(" ", who)) or agencies_in(" ".join(who.split()[:1]))
        if not found:
            continue
        picture = line.is_caption or (line.above == 0 and line.words >= PARAGRAPH_WORDS // 2)
        if picture:
            yield from _credits(line, match.start("who"), match.end("who"), PHOTO_CREDIT, found)
        elif line.below <= PARAGRAPHS_BELOW:
            yield from _credits(line, match.start("who"), match.end("who"), TEXT_CREDIT, found)
        return


def _is_name(part: str) -> bool:
    words = part.split()
    return len(words) <= NAME_WORDS_MOST and all(_CAPITALISED.match(word) for word in words)


def _agencies_of_byline(names: str, *, any_case: bool) -> list[str]:
    parts = [_AGENCY_ROLE.sub("", part) for part in parts_of(names)]
    if not parts or len(parts) > BYLINE_NAMES_MOST:
        return []
    found = [agency_of(part, any_case=any_case) or agency_at_end(part) for part in parts]
    if not all(agency or _is_name(part) or any_case for agency, part in zip(found, parts, strict=True)):
        return []
    return list(dict.fromkeys(agency for agency in found if agency))


def _name_line(line: Line) -> Iterator[Credit]:
    """A line that is nothing but names: a byline at the head, a sign-off at the foot."""
    by = _BY.match(line.text)
    bare = line.text[by.end() :] if by else line.text
    if by and bare.endswith(":"):  # `From Reuters:` opens a quotation
        return
    bracketed = bare.startswith(("(", "[")) and bare.endswith((")", "]", ").", "],"))
    found = _agencies_of_byline(bare, any_case=False)
    if not found:
        return
    if PICTURE.search(line.text) or line.kind == "caption" or ("/" in bare and not bracketed and not by):
        yield from _credits(line, 0, len(line.text), PHOTO_CREDIT, found)
        return
    # Without `By`, a bracket or a comma, a name before an agency's may as well be a headline.
    alone = bool(by) or bracketed or "," in bare or all(agency_of(part) for part in parts_of(bare))
    at_head, at_foot = line.above < DATELINE_PARAGRAPHS, line.below <= PARAGRAPHS_BELOW
    if alone and (at_head or at_foot or line.kind in ("byline", "credit")):
        yield from _credits(line, 0, len(line.text), TEXT_CREDIT, found)


def _formal(line: Line, forms: Sequence[_Form]) -> Iterator[Credit]:
    """The forms of the list."""
    lowered = line.text.lower()
    for form in forms:
        if not any(trigger in lowered for trigger in form.triggers):
            continue
        if form.whole_line:
            match = form.pattern.fullmatch(line.text.strip(" .•*-–—|"))
            start = line.text.find(match[0]) if match else 0
        else:
            match = form.pattern.search(line.text)
            start = match.start() if match else 0
        if not match:
            continue
        span = (start, start + len(match[0]))
        who = (match.groupdict().get("who") or "").strip(" .,:;-–—\"'“”‘’")
        named = [form.source] if form.source else agencies_in(who)
        if named:
            yield from _credits(line, *span, form.kind, named)
        elif form.kind != TEXT_CREDIT or not form.pattern.groups:
            yield Credit(
                line.start + span[0], line.start + span[1], form.kind, who, agency=False, text=match[0]
            )
        return


def _photo(line: Line) -> Iterator[Credit]:
    """An agency named in a caption's credit."""
    lowered = line.text.lower()
    if not any(word in lowered for word in _PICTURE_WORDS):
        return
    for piece in re.finditer(r"[A-Z][\w.-]+(?: [A-Z][\w-]+)?", line.text):
        agency = agency_of(piece[0]) or agency_of(piece[0].split()[0])
        near = line.text[max(0, piece.start() - 12) : piece.end() + 12]
        if agency and re.search(r"[/(|:)]|photo|image|copyright|via|getty", near, re.IGNORECASE):
            yield from _credits(line, piece.start(), piece.end(), PHOTO_CREDIT, [agency])
            return


def _without_place(byline: str | None, canonical_url: str | None, url: str | None) -> Iterator[Credit]:
    if byline and not PICTURE.search(byline):
        bare = _BY.sub("", byline.strip())
        for agency in _agencies_of_byline(bare, any_case=True):
            yield Credit(0, 0, TEXT_CREDIT, agency, agency=True, text=byline)
    canonical, own = host(canonical_url), host(url)
    if canonical and own and not canonical.endswith(own) and not own.endswith(canonical):
        named = agency_of_host(canonical)
        yield Credit(0, 0, CANONICAL, named or canonical, agency=named is not None, text=canonical_url or "")


def find_credits(
    text: str,
    blocks: "Sequence[Block]" = (),
    *,
    byline: str | None = None,
    canonical_url: str | None = None,
    url: str | None = None,
) -> list[Credit]:
    """Every credit of an article, in order of place; those outside the text (byline, address) first.

    `blocks` sharpen what is a caption and what belongs to other articles; without them lines decide alone.

    >>> [(c.kind, c.source) for c in find_credits("Rain floods the harbour\\n\\nPORT ELLA (AFP) — It rained.")]
    [('text', 'afp')]
    """
    found = list(_without_place(byline, canonical_url, url))
    lowered = text.lower()
    forms = tuple(form for form in _forms() if any(trigger in lowered for trigger in form.triggers))
    pictures = any(word in lowered for word in _PICTURE_WORDS)
    for line in lines_of(text, blocks):
        if line.kind not in FOREIGN_BLOCKS:
            found.extend(_line_credits(line, forms, pictures=pictures))
        elif line.words <= CREDIT_LINE_WORDS_NAMES:
            found.extend(link for link in _formal(line, forms) if link.kind == SOURCE_LINK)
    return list(dict.fromkeys(found))


def _line_credits(line: Line, forms: Sequence[_Form], *, pictures: bool) -> list[Credit]:
    found: list[Credit] = []
    at_edge = line.above < EDGE_PARAGRAPHS or line.below < EDGE_PARAGRAPHS
    if forms and len(line.text) <= FORM_LINE_CHARACTERS and (at_edge or line.words <= CREDIT_LINE_WORDS):
        found.extend(_formal(line, forms))
    if not found and line.words <= CREDIT_LINE_WORDS_NAMES:
        found.extend(_name_line(line))
    if not found and pictures and line.words <= CREDIT_LINE_WORDS * 2:
        found.extend(_photo(line))
    if not found and line.above < DATELINE_PARAGRAPHS:
        found.extend(_dateline(line))
    if _SIGN_OFF_MARKS.intersection(line.text[-SIGN_OFF_CHARACTERS:]):
        marked = {(credit.kind, credit.source) for credit in found}
        found.extend(credit for credit in _sign_off(line) if (credit.kind, credit.source) not in marked)
    return found


def names_outlet(credit: Credit, outlet: str | None) -> bool:
    """Whether a credit names this outlet (an agency's own outlet by its id)."""
    if not outlet or not credit.source:
        return False
    if credit.agency:
        return agency_of_outlet(outlet) == credit.source
    return same_outlet(credit.source, outlet)
