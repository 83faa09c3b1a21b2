"""Credits: the lines and phrases in which an article says whose text, or whose picture, something is.

A name counts only where credits stand: in a dateline, a byline, a sign-off after the last paragraph, or in
one of the forms of `data/en/credit_forms.csv`. An agency named in running text (`told AFP`, `the AP reported`)
is a source, not a credit. A credit of a picture is kept apart from a credit of text.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from scoring.compare.agencies import (
    agency_at_end,
    agency_of,
    agency_of_outlet,
    host,
    is_own_short_name,
    parts_of,
    same_outlet,
)
from scoring.compare.credit_forms import Forms, credit_at, formal_credits, forms_for, is_name
from scoring.compare.credit_lines import FOREIGN_BLOCKS, PARAGRAPH_WORDS, CreditLine, lines_of, picture_word
from scoring.compare.houses import agencies, listed_outlets
from scoring.compare.records import Credit
from scoring.compare.suppliers import (
    Supplier,
    agencies_in,
    is_medium,
    is_service,
    supplier_at_end,
    supplier_at_start,
    supplier_of,
    supplier_of_address,
    suppliers_named,
)
from scoring.schema.kinds import CreditKind
from scoring.text.literals import Literals
from scoring.text.page_text import PageText
from scoring.text.word_sets import any_credit_word, any_text_word, credit_words

if TYPE_CHECKING:
    from scoring.text.blocks.find import Block

# Credits stand alone in short lines; lines of names alone are shorter still.
CREDIT_LINE_WORDS = 25
NAME_LINE_WORDS = 14
NAME_LINE_WORDS_WITH_TIME = 16
# Datelines are looked for in the first paragraphs only, within this many characters.
DATELINE_PARAGRAPHS = 2
DATELINE_PARAGRAPHS_OF_AGENCIES = 20
DATELINE_CHARACTERS = 130
# A sign-off may have one more paragraph below it (a note on the author), not more.
PARAGRAPHS_BELOW = 1
# A name unknown to the list counts as a sign-off only where it stands alone in its line.
SIGN_OFF_ALONE = 3
# How far from the end of a line a sign-off may begin, and what it needs.
SIGN_OFF_CHARACTERS = 64
_MARK = re.compile("[)\\]–—/-]")
# A byline that lists more names is a list of the page's authors of the day, as scrapers leave it.
BYLINE_NAMES_MOST = 3
BYLINE_NAMES_OF_ONE_HOUSE = 8
FIELD_NAMES_MOST = 4  # the same in a byline that came as a field: three writers and their house
PERSON_WORDS = (2, 3)  # a person's name without a comma before the agency's
# Forms are looked for in the first and last paragraphs and in short lines; none is longer than this.
EDGE_PARAGRAPHS = 3
# A portal names its provider in one of the first lines, above any paragraph.
PROVIDER_LINES = 12
# A byline below the headline may look like a menu's line where the paragraphs come late.
BYLINE_LINES = 4
FORM_LINE_CHARACTERS = 600
FORM_NAME_WORDS = 3  # `Reporting by:` may name somebody in the next line
# How near an agency's name a sign of a picture's credit must stand, in characters.
_PHOTO_REACH = 12
_PHOTOGRAPHER_REACH = 60

_DATELINES = (
    re.compile(r"(?:^|\s)\W{0,2}[A-ZÀ-Þ][\w.,'’/\[\] -]{1,60}?[,:]?\s?\((?P<who>[^()\n]{2,40})\)\s*[-–—:]"),
    re.compile(r"^.{0,60}?[ (]/(?P<who>[A-Z][\w .-]{1,24})/\.?(?:[-–—:\s]|$)"),
    re.compile(r"^[A-ZÀ-Þ][\w .'’-]{2,40}, (?P<who>[A-Z][\w-]{1,20}) ?[-–—]{1,2} "),
    re.compile(r"^\((?P<who>[^()\n]{2,40})\) ?(?:[-–—:]{1,2} ?)?(?=\w|[“\"'])"),
    re.compile(r"^(?P<who>[A-Z][A-Za-z]+) [-–—]{1,2} (?=\w)"),
)
_SIGN_OFFS = (
    re.compile(r"[(\[](?P<who>[^()\[\]\n]{2,60})[)\]]\W{0,2}$"),
    re.compile(r"(?:^|[.!?”\"'’)]\s{0,2})[-–—/]{1,2} ?(?P<who>[A-Z][\w .&/-]{1,40}?)\.?$"),
)
_VIA = re.compile(r"\bvia (?:the )?(?P<who>[A-Z][^,;|()]{2,40}?)[,.]?$")
_PROVIDER = re.compile(r"^(?:https?://)?(?P<who>[^•|]{3,40}?)/? ?•$")
_HOUSE_FIRST = re.compile(r"^(?P<who>[A-Z][\w.&' -]{1,40}?) [—–|] (?P<by>By )?[A-Z]")
_HOUSE_LAST = re.compile(r" ?[/|] ?(?P<who>[A-Z][\w.&' ]{1,40})$")
_HOUSE_IN_BRACKETS = re.compile(r"(?<=\w) \(([A-Z][\w .]{1,30})\)$")
_SITE = re.compile(r"(?:[a-z\d-]+\.)+[a-z]{2,6}")
_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,6}/\S{8,}")
# Whoever hands in a text belongs to the house that is named.
_HANDED_IN = re.compile(
    r"^(?:[Ss]ubmitted|[Aa]uthored|[Cc]ontributed) by .{3,60}? of (?:[Tt]he )?(?P<who>[A-Z][^,;|()]{2,40}?)[,.]?$"
)
_NAME = re.compile(r"[A-Z][\w.-]+(?: [A-Z][\w-]+)?")


@cache
def _photographer() -> re.Pattern[str]:
    """Whose picture it is, before the agency: `Ana Lind Brook/Harbour Pool/`, `Dale de la Rey/`."""
    name = rf"[A-Z][\w.'’-]*(?: (?:(?:{any_credit_word('particle')}) ){{0,2}}[A-Z][\w.'’-]*){{0,3}}"
    return re.compile(rf"(?:{name} ?/ ?)+$")


@cache
def _by() -> re.Pattern[str]:
    """What opens a line that names the writer."""
    return re.compile(rf"^(?:{any_credit_word('writer')})[: ]+", re.IGNORECASE)


@cache
def _role() -> re.Pattern[str]:
    """A writer's title, or where the writer is, after the name of the house."""
    return re.compile(rf"\s+(?:(?i:(?:staff )?(?:{any_credit_word('role')}))|in [A-Z]\w+.*)$")


@cache
def _time() -> re.Pattern[str]:
    """When the page was put up, after a line's names."""
    day, month = rf"(?:{any_text_word('weekday')})\b", rf"(?:{any_text_word('month')})\b\.?"
    return re.compile(
        rf"[\s,|·•-]+(?:(?:{any_credit_word('put_up')}):? (?=\d|on\b|at\b|{day}|{month}).*|\d{{1,2}}:\d\d.*"
        rf"|{day}(?:,? (?:{month}|\d).*)?|{month} \d{{1,2}}\b.*|\d{{1,2}} {month}.*)$"
    )


@cache
def _picture_words() -> Literals:
    """What a line holds, perhaps inside a word, that may credit a picture to an agency."""
    return Literals(credit_words("agency"))


@cache
def _picture_sign() -> re.Pattern[str]:
    """What stands beside a name in a picture's credit."""
    return re.compile(rf"[/(|:)]|{any_credit_word('near')}", re.IGNORECASE)


def _names(line: CreditLine, span: tuple[int, int], who: str) -> Iterator[Credit]:
    """Credits of text for every name of a list: agencies, and what may be outlets."""
    for part in parts_of(who):
        if found := supplier_of(part):
            yield credit_at(line, span, CreditKind.TEXT, found.source, agency=found.agency)
        elif is_name(part):
            yield credit_at(line, span, CreditKind.TEXT, part, agency=False)


def _dateline(line: CreditLine) -> Iterator[Credit]:
    if _MARK.search(line.text, 0, DATELINE_CHARACTERS) is None:
        return
    head = line.text[:DATELINE_CHARACTERS]
    if line.above >= DATELINE_PARAGRAPHS and head[1:2].islower():
        return  # what stands before the name has two characters at least, and is not all in capitals
    for pattern in _DATELINES:
        match = pattern.search(head)
        if match and not picture_word().search(match["who"]):
            found = list(_names(line, match.span("who"), match["who"]))
            if line.above >= DATELINE_PARAGRAPHS:  # below captions only `PORT ELLA (AP) -` is one
                found = [credit for credit in found if credit.agency and head[: match.start("who")].isupper()]
            # Only brackets say that a name that no list knows is meant as a credit.
            bracketed = head[match.start("who") - 1] == "("
            found = [credit for credit in found if credit.agency or bracketed]
            if not bracketed and match["who"] in credit_words("state"):
                found = []  # `PHILADELPHIA, PA - `
            if found:
                yield from found
                return


def _sign_off(line: CreditLine) -> Iterator[Credit]:
    """A name in brackets or after a dash at the end of a line."""
    base = max(0, len(line.text) - SIGN_OFF_CHARACTERS)
    for pattern in _SIGN_OFFS:
        match = pattern.search(line.text, base)
        if not match:
            continue
        who, span = match["who"], match.span("who")
        agencies = agencies_in(picture_word().sub(" ", who)) or agencies_in(" ".join(who.split()[:1]))
        alone = span[0] <= SIGN_OFF_ALONE
        opening = line.above == 0 and line.below > PARAGRAPHS_BELOW and line.words >= PARAGRAPH_WORDS // 2
        if line.is_caption or opening:
            yield from (credit_at(line, span, CreditKind.PHOTO, agency, agency=True) for agency in agencies)
        elif line.below <= PARAGRAPHS_BELOW and (agencies or alone):
            yield from _names(line, span, who)
        if agencies or alone:
            return


def _without_role(part: str) -> str:
    """The house of a writer with a title: `AP National Security Writer` is AP; other names as they are."""
    bare = _role().sub("", part)
    words = bare.split() if bare != part else []
    houses = (" ".join(words[:last]) for last in range(len(words), 0, -1))
    return next((house for house in houses if supplier_of(house) or agency_at_end(house)), bare)


def _byline_parts(names: str) -> list[str]:
    """The names of a byline, without titles and without the time; a house in brackets is one more name."""
    listed = _HOUSE_IN_BRACKETS.sub(r", \1", _time().sub("", names))
    return [part if supplier_of(part) else _without_role(part) for part in parts_of(listed)]


def _suppliers_among(parts: Sequence[str], *, any_case: bool) -> list[Supplier]:
    """The agencies and outlets among a byline's parts; none where it lists more than names."""
    if not parts:
        return []
    found = [
        supplier_of(part, any_case=any_case) or supplier_at_end(part) or supplier_at_start(part)
        for part in parts
    ]
    houses = set(filter(None, found))
    # A long list that ends with whom the writers work for is a byline all the same.
    one_house = found[-1] is not None and len(houses) == 1
    if len(parts) > (BYLINE_NAMES_OF_ONE_HOUSE if one_house else BYLINE_NAMES_MOST):
        return []
    if not all(known or is_name(part) or any_case for known, part in zip(found, parts, strict=True)):
        return []
    return list(dict.fromkeys(known for known in found if known))


def _name_line(line: CreditLine) -> Iterator[Credit]:
    """A line that is nothing but names: a byline at the head, a sign-off at the foot."""
    by = _by().match(line.text)
    bare = line.text[by.end() :] if by else line.text
    if by and bare.endswith(":"):  # `From Reuters:` opens a quotation
        return
    bracketed = bare.startswith(("(", "[")) and bare.endswith((")", "]", ").", "],"))
    names = _byline_parts(bare)
    suppliers = _suppliers_among(names, any_case=False)
    span = (0, len(line.text))
    if not suppliers:
        return
    sign_off = bracketed and line.above and not line.below  # a picture's credit does not end an article
    if (
        picture_word().search(line.text)
        or (line.kind == "caption" and not sign_off)
        or ("/" in bare and not bracketed and not by)
        or (bracketed and not line.above and _names_photographer(bare))
    ):
        yield from (
            credit_at(line, span, CreditKind.PHOTO, known.source, agency=True)
            for known in suppliers
            if known.agency
        )
        return
    # Without `By`, a bracket or a comma, a name before an agency's may as well be a headline; an outlet's name alone
    # may be its logo or a link.
    listed = "," in bare or "|" in bare
    service = all(agency_of(name) or is_service(name) for name in names)
    alone = bool(by) or bracketed or listed or service or _signs(line, names)
    if not (by or bracketed or service or (listed and len(parts_of(bare)) > 1)):
        suppliers = [known for known in suppliers if known.agency]
    at_edge = line.above < DATELINE_PARAGRAPHS or line.below <= PARAGRAPHS_BELOW
    if alone and (at_edge or line.kind in ("byline", "credit")):
        yield from (
            _names(line, span, bare)
            if bracketed
            else (
                credit_at(line, span, CreditKind.TEXT, known.source, agency=known.agency)
                for known in suppliers
            )
        )


def _signs(line: CreditLine, names: Sequence[str]) -> bool:
    """Whether a line below the headline is a person's name and an agency's in full: `Ana Brook Associated Press`."""
    words = names[0].split() if len(names) == 1 else []
    agency = agency_at_end(names[0]) if words else None
    if agency is None or not line.number or line.above or line.kind == "headline":
        return False
    person = next(n for n in range(1, len(words)) if agency_of(" ".join(words[n:])))
    return person in PERSON_WORDS and len(words) - person > 1


def _names_photographer(names: str) -> bool:
    """Whether a stroke parts a person from an agency, as below a picture: `(Ana Brook/Reuters)`."""
    person = names.strip("()[] ").partition("/")[0].strip()
    return "/" in names and len(person.split()) > 1 and supplier_of(person) is None and not is_medium(person)


def _last_word(name: str) -> str:
    return name.casefold().split()[-1]


def _provider(line: CreditLine) -> Iterator[Credit]:
    """A portal's line below the headline: whose text it hands on (`Valley Ledger •`, `AFP — By Ana Brook`)."""
    before = _HOUSE_FIRST.match(line.text)
    at_head = line.above < DATELINE_PARAGRAPHS and line.number <= PROVIDER_LINES
    signed = before and before["by"] and line.above < DATELINE_PARAGRAPHS_OF_AGENCIES  # captions may be above
    if not (at_head or signed):
        return
    alone = _PROVIDER.match(line.text)
    after = _HOUSE_LAST.search(line.text)
    span = (0, len(line.text))
    if alone and _last_word(alone["who"]).rstrip("s") in credit_words("line"):
        return  # `Valley Ledger Videos •` hands on a film
    if alone:
        who = alone["who"].strip()
        found = supplier_of(who) or supplier_of_address(who)
        if found or (is_name(who) and who[:1].isupper()):
            source, agency = found or (who, False)
            yield credit_at(line, span, CreditKind.FIRST_PUBLISHED, source, agency=agency)
    elif before and (found := supplier_of(before["who"])):
        yield credit_at(line, span, CreditKind.TEXT, found.source, agency=found.agency)
    elif after and line.number and (found := supplier_of(after["who"])):
        names = parts_of(line.text[: after.start()])
        # One name before the stroke may be a photographer's.
        if len(names) > 1 and all(is_name(name) for name in names) and not picture_word().search(line.text):
            yield credit_at(line, span, CreditKind.TEXT, found.source, agency=found.agency)


def _address_at_foot(line: CreditLine) -> Iterator[Credit]:
    """A bare address as the last words of a page: where an excerpt comes from, unless it is a post's or a film's."""
    if line.below or not line.above or not _ADDRESS.fullmatch(line.text):
        return
    found = supplier_of_address(line.text.split("/")[0] if "//" not in line.text else host(line.text))
    if found and found.source not in credit_words("post_site"):
        span = (0, len(line.text))
        yield credit_at(line, span, CreditKind.SOURCE_LINK, found.source, agency=found.agency)


def _house_below(above: CreditLine | None, line: CreditLine) -> Iterator[Credit]:
    """The house alone in the line below the writers' names: a byline over two lines."""
    if above is None or line.above >= DATELINE_PARAGRAPHS or above.number != line.number - 1:
        return
    alone = line.text.strip(" ,|•")
    found = supplier_of(alone) or (supplier_of_address(alone) if _SITE.fullmatch(alone) else None)
    names = _time().sub("", _by().sub("", above.text))
    if found and (
        _by().match(above.text) or above.kind == "byline" or (len(names.split()) > 1 and is_name(names))
    ):
        yield credit_at(line, (0, len(line.text)), CreditKind.TEXT, found.source, agency=found.agency)


def _handed_on(line: CreditLine) -> Iterator[Credit]:
    """A byline that names where the text comes from: `Authored by Ana Brook via Valley Ledger`."""
    if line.above >= DATELINE_PARAGRAPHS or not _by().match(line.text):
        return
    match = _VIA.search(line.text) or _HANDED_IN.match(line.text)
    if match:
        found = supplier_of(match["who"]) or Supplier(match["who"], agency=False)
        yield credit_at(
            line, (0, len(line.text)), CreditKind.FIRST_PUBLISHED, found.source, agency=found.agency
        )


def _photo(line: CreditLine) -> Iterator[Credit]:
    """An agency named in a caption's credit."""
    if not _picture_words().within(line.text.lower()):
        return
    for piece in _NAME.finditer(line.text):
        first = piece[0].split()[0]
        whole = agency_of(piece[0])
        agency = whole or agency_of(first)
        near = line.text[max(0, piece.start() - _PHOTO_REACH) : piece.end() + _PHOTO_REACH]
        if agency and _picture_sign().search(near):
            by = _photographer().search(line.text, max(0, piece.start() - _PHOTOGRAPHER_REACH), piece.start())
            # `Image copyright AFP Image caption`: the caption behind it is no part of the name.
            span = (by.start() if by else piece.start(), piece.end() if whole else piece.start() + len(first))
            yield credit_at(line, span, CreditKind.PHOTO, agency, agency=True)
            return


def _of_byline(byline: str) -> Iterator[Credit]:
    line = CreditLine(0, byline.strip(), len(byline.split()), 0, 0, "byline")
    formal = list(formal_credits(line, forms_for(byline.lower())))
    if formal:
        yield from (Credit(0, 0, c.kind, c.source, agency=c.agency, text=byline) for c in formal)
    elif not picture_word().search(byline) and not _lists_the_page(byline):
        for known in _suppliers_among(_byline_parts(_by().sub("", line.text)), any_case=True):
            yield Credit(0, 0, CreditKind.TEXT, known.source, agency=known.agency, text=byline)


def _lists_the_page(byline: str) -> bool:
    """Whether a list of names is of all who write on the page, as collectors leave it, and not of this text's."""
    parts = parts_of(byline)
    staff = len(parts) > BYLINE_NAMES_MOST and any(part.casefold().endswith(" staff") for part in parts)
    return staff or len(parts) > FIELD_NAMES_MOST


def _of_address(canonical_url: str | None, url: str | None) -> Iterator[Credit]:
    canonical, own = host(canonical_url), host(url)
    if canonical and own and not canonical.endswith(own) and not own.endswith(canonical):
        agency = agencies().by_host(canonical)
        source = agency or canonical
        yield Credit(0, 0, CreditKind.CANONICAL, source, agency=agency is not None, text=canonical_url or "")


def _of_line(line: CreditLine, forms: Forms, *, pictures: bool) -> list[Credit]:
    if line.text.endswith(":") and line.words > FORM_NAME_WORDS:
        return list(_dateline(line))  # opens a quotation
    found: list[Credit] = []
    at_edge = line.above < EDGE_PARAGRAPHS or line.below < EDGE_PARAGRAPHS
    if (
        forms.forms
        and len(line.text) <= FORM_LINE_CHARACTERS
        and (at_edge or line.words <= CREDIT_LINE_WORDS)
    ):
        found.extend(formal_credits(line, forms))
    if not found and line.words <= NAME_LINE_WORDS_WITH_TIME:
        found.extend(_provider(line))
        found.extend(() if found else _handed_on(line))
    if not found and (
        line.words <= NAME_LINE_WORDS
        or (line.words <= CREDIT_LINE_WORDS and len(_time().sub("", line.text).split()) <= NAME_LINE_WORDS)
    ):
        found.extend(_name_line(line))
    if not found and line.words == 1 and "/" in line.text:
        found.extend(_address_at_foot(line))
    if not found and pictures and line.words <= CREDIT_LINE_WORDS * 2:
        found.extend(_photo(line))
    if not found and line.above < DATELINE_PARAGRAPHS_OF_AGENCIES:
        found.extend(_dateline(line))
    if not found and _MARK.search(line.text, max(0, len(line.text) - SIGN_OFF_CHARACTERS)):
        found.extend(_sign_off(line))
    elif found and found[0].kind == CreditKind.TEXT and line.words > CREDIT_LINE_WORDS:
        # A single paragraph may hold a dateline and a sign-off.
        known = {credit.source for credit in found}
        found.extend(credit for credit in _sign_off(line) if credit.source not in known and credit.agency)
    return found


def find_credits(
    page: PageText,
    blocks: "Sequence[Block]" = (),
    *,
    byline: str | None = None,
    canonical_url: str | None = None,
    url: str | None = None,
    outlets: Collection[str] = (),
) -> list[Credit]:
    """Every credit of an article, in text order; those outside the text (byline, address) come first.

    `blocks`: if given, they show what is a caption and what belongs to other articles; otherwise the lines decide.
    `outlets`: names that count in a dateline or sign-off although they are not listed agencies, such as outlets that
    share text with this article; any other unlisted name there may be the outlet's own brand, an author or a party.

    >>> [(c.kind, c.source) for c in find_credits(PageText("Rain floods port\\n\\nPORT ELLA (AFP) — It rained."))]
    [('text', 'afp')]
    """
    found = [*(_of_byline(byline) if byline else ()), *_of_address(canonical_url, url)]
    forms = forms_for(page.lowered)
    pictures = bool(_picture_words().within(page.lowered))
    above: CreditLine | None = None
    for line in lines_of(page, blocks):
        if line.kind not in FOREIGN_BLOCKS:
            held = _of_line(line, forms, pictures=pictures)
            found.extend(held or _house_below(above, line))
        elif line.words <= NAME_LINE_WORDS:
            links = [c for c in formal_credits(line, forms) if _counts_among_links(c, line)]
            found.extend(links or _provider(line))
            if not links and line.number < BYLINE_LINES and not line.above:
                found.extend(_name_line(line))
            if line.kind == "navigation":
                found.extend(_sign_off(line))
                found.extend(
                    c for c in _address_at_foot(line) if c.agency or c.source in listed_outlets().names
                )
        above = line
    site = host(url)
    known = (
        c
        for c in found
        if not _is_of_site(c, site)
        and not (c.kind == CreditKind.TEXT and _is_photographers(c, page))
        and (
            c.agency
            or c.kind != CreditKind.TEXT
            or c.source in listed_outlets().names
            or any(same_outlet(c.source, o) for o in outlets)
        )
    )
    return list(dict.fromkeys(known))


def _is_photographers(credit: Credit, page: PageText) -> bool:
    """Whether a name before the agency's is a photographer's: a picture elsewhere on the page has its credit."""
    name, comma, _ = credit.text.partition(",")
    return bool(comma) and credit.end > 0 and len(name.split()) > 1 and f"Photo/{name}" in page.text


def _counts_among_links(credit: Credit, line: CreditLine) -> bool:
    """Whether a line that looks like a menu's credits this page: a link to a source, who helped below the text or, in
    a whole sentence, above it, an agency above it. A notice that an outlet prints often looks like its menu."""
    if credit.kind in (CreditKind.SOURCE_LINK, CreditKind.PHOTO):
        return True
    if credit.kind == CreditKind.CONTRIBUTED:
        return not line.below or (not line.above and line.text.endswith("."))
    return credit.agency and line.number < BYLINE_LINES and not line.above


def _is_of_site(credit: Credit, site: str) -> bool:
    """Whether the house that is credited is the one whose site the page stands on, whatever the outlet is called."""
    if not site or not credit.source:
        return False
    houses = agencies() if credit.agency else listed_outlets()
    if houses.by_host(site) == credit.source:
        return True
    # A paper's house may be an agency too: a form of its name is one of the paper's (Dow Jones Newswires).
    paper = listed_outlets().by_host(site)
    return paper is not None and any(
        listed_outlets().forms.get(form) == paper
        for form, house in houses.forms.items()
        if house == credit.source
    )


def names_a_supplier(page: PageText, blocks: "Sequence[Block]", outlet: str | None) -> bool:
    """Whether a short line of the head or foot, no picture's, names an agency or listed outlet other than `outlet`.

    Such a line may credit the text in a form that is not known, so nobody can say that there is no credit.
    """
    return any(
        not names_outlet(found, outlet)
        for line in lines_of(page, blocks)
        if (not line.above or not line.below) and line.words <= CREDIT_LINE_WORDS and not line.is_caption
        for found in suppliers_named(line.text)
    )


def names_outlet(credit: Credit | Supplier, outlet: str | None) -> bool:
    """Whether a credit names this outlet; an agency's own outlet is known by the agency's id."""
    if not outlet or not credit.source:
        return False
    if credit.agency:
        return agency_of_outlet(outlet) == credit.source
    return same_outlet(credit.source, outlet) or is_own_short_name(credit.source, outlet)


def covers(one: Credit, other: Credit) -> bool:
    """Whether a credit also credits whom another one names; `With agencies` covers every agency.

    >>> ap = Credit(0, 0, "text", "ap", True, "AP")
    >>> covers(Credit(0, 0, "contributed", "", False, "With agencies"), ap), covers(ap, ap)
    (True, True)
    """
    if other.agency:
        return one.source in ("", other.source)
    return same_outlet(one.source, other.source)


def name_of(credit: Credit) -> str:
    """The name of whom a credit names: an agency's as listed, an outlet's as written; empty if nobody."""
    return agencies().names[credit.source] if credit.agency else credit.source
