"""The forms of `data/en/credit_forms.csv` in which articles say whose text or picture something is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from scoring.compare.credit_lines import CreditLine
from scoring.compare.records import Credit
from scoring.compare.suppliers import (
    Supplier,
    is_medium,
    supplier_of,
    supplier_of_address,
    suppliers_in,
    suppliers_of_writers,
)
from scoring.schema.kinds import CreditKind
from scoring.schema.lists import read_rows
from scoring.text.literals import Literals
from scoring.text.word_sets import any_credit_word, any_text_word, credit_words

# A person's, a desk's or an outlet's name is no longer than this.
NAME_WORDS_MOST = 5
# `... first appeared in "Harbour Today", a daily newsletter`: how far behind the name, in characters.
LETTER_REACH = 24
_CAPITALISED = re.compile(r"[A-ZÀ-Þ0-9][\w.'’/-]*$")
_THE = re.compile(r"^the ", re.IGNORECASE)
_AND_MORE = re.compile(r"(?: and| as| with| under|,) (?=[a-z]).*| at \d.*")
_WHO_EDGES = " .,:;-–—\"'“”‘’"
_LINE_EDGES = " .•*-–—|/()[]"


@dataclass(frozen=True, slots=True)
class CreditForm:
    """A form of credit; `whole_line`: it is all of its line; `source`: an agency it stands for by itself.

    `agencies_only`, `houses_only`: it counts only where it names an agency, or an agency or a listed outlet.
    `any_name`: a name on no list counts, whatever it is.
    """

    kind: str
    whole_line: bool
    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    source: str
    agencies_only: bool
    houses_only: bool
    any_name: bool


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"\d|(?:{any_text_word('month')}|{any_text_word('weekday')})\b")


@cache
def _letter() -> re.Pattern[str]:
    """What an outlet sends to its readers."""
    return re.compile(rf"\b(?:{any_credit_word('letter')})\b", re.IGNORECASE)


@cache
def _day() -> re.Pattern[str]:
    """When something was published, after where: `Valley Ledger on March 3`."""
    month = any_text_word("month")
    return re.compile(rf"(?: on| in) (?:{month}|{any_text_word('weekday')})\b.*|,? (?:{month})\.? \d.*")


@cache
def credit_forms() -> tuple[CreditForm, ...]:
    """The list, read once, in its order."""
    rows = read_rows("credit_forms.csv", "kind", "place", "pattern", "triggers", "source")
    return tuple(
        CreditForm(
            row["kind"],
            row["place"].endswith("line"),
            re.compile(row["pattern"], re.IGNORECASE),
            tuple(row["triggers"].split("|")),
            row["source"],
            row["place"] == "agency_line",
            row["place"] == "house_line",
            row["place"] == "any_name",
        )
        for row in rows
    )


@cache
def _triggers() -> Literals:
    return Literals(trigger for form in credit_forms() for trigger in form.triggers)


class Forms(NamedTuple):
    """The forms that some line of a text can have, and those of their triggers that stand in the text."""

    forms: tuple[CreditForm, ...]
    triggers: frozenset[str]


def forms_for(lowered: str) -> Forms:
    """The forms that some line of a text can have, which is given in lower case."""
    held = _triggers().within(lowered)
    return Forms(tuple(form for form in credit_forms() if not held.isdisjoint(form.triggers)), held)


def is_name(part: str) -> bool:
    """Whether this looks like the name of a person or an outlet.

    >>> is_name("Harbour Post"), is_name("World Bank data and the authors' own sums")
    (True, False)
    """
    words, small = part.split(), credit_words("in_name")
    return 0 < len(words) <= NAME_WORDS_MOST and all(
        word in small or _CAPITALISED.match(word) for word in words
    )


def credit_at(line: CreditLine, span: tuple[int, int], kind: str, source: str, *, agency: bool) -> Credit:
    """The credit that stands in these characters of a line."""
    start, end = span
    return Credit(
        line.start + start, line.start + end, kind, source, agency=agency, text=line.text[start:end]
    )


def _says_enough(form: CreditForm, who: str) -> bool:
    """Whether a form that names no house that is known may still be a credit."""
    if form.agencies_only or form.houses_only:
        return False
    # Persons who contributed are the outlet's own, unless the line says where they belong.
    if form.kind == CreditKind.CONTRIBUTED:
        return not who or is_medium(who) or (form.any_name and is_name(who))
    # `First published on 12 March` names no house.
    if form.kind == CreditKind.FIRST_PUBLISHED and _dated().match(who):
        return False
    # `Via the harbour's diary, here is a list` tells of something else.
    return form.kind != CreditKind.SOURCE_LINK or not who or is_name(who) or "." in who


def formal_credits(line: CreditLine, forms: Forms) -> Iterator[Credit]:
    """The credits of the first form that fits the line: one for each agency named, else one for the name.

    A form that may stand anywhere may stand there twice: `Ana Brook contributed to this report. Reuters contributed.`
    """
    held = _triggers().within(line.text.lower()) if forms.triggers else frozenset()
    if not held:
        return
    for form in forms.forms:
        if held.isdisjoint(form.triggers):
            continue
        found = [credit for match in _matches(form, line) for credit in _of_match(form, line, match)]
        if found:
            yield from dict.fromkeys(found)
            return


def _matches(form: CreditForm, line: CreditLine) -> Iterator[tuple[int, re.Match[str]]]:
    """Where a form fits a line, each with where it begins there."""
    if not form.whole_line:
        yield from ((match.start(), match) for match in form.pattern.finditer(line.text))
        return
    bare = line.text.strip(_LINE_EDGES)
    match = form.pattern.fullmatch(bare) or form.pattern.fullmatch(line.text)
    # `Via Valley Ledger:` opens a quotation.
    if match and not (form.pattern.groups and line.text.endswith(":")):
        yield line.text.find(match[0]), match


def _of_match(form: CreditForm, line: CreditLine, at: tuple[int, re.Match[str]]) -> Iterator[Credit]:
    start, match = at
    span = (start, start + len(match[0]))
    who = (match.groupdict().get("who") or "").strip(_WHO_EDGES)
    who = who if supplier_of(who) else _THE.sub("", who)
    if form.kind == CreditKind.FIRST_PUBLISHED:
        if _letter().search(line.text, start, span[1] + LETTER_REACH):
            return  # the house's own letter to its readers
        who = _day().sub("", _AND_MORE.sub("", who))
    named = _named(form, who)
    if form.kind == CreditKind.CONTRIBUTED:  # `Valley Ledger, which is a member of`
        who = _AND_MORE.sub("", who)
    if not named and not _says_enough(form, who):
        return
    for source, agency in named:
        yield credit_at(line, span, form.kind, source, agency=agency)
    # A picture's or a text's credit must name somebody; the other forms speak for themselves.
    if not named and (
        form.kind not in (CreditKind.TEXT, CreditKind.PHOTO) or is_name(who) or not form.pattern.groups
    ):
        yield credit_at(line, span, form.kind, who, agency=False)


def _named(form: CreditForm, who: str) -> list[Supplier]:
    """The agencies and listed outlets that a form credits."""
    if form.source:
        return [Supplier(form.source, agency=True)]
    if form.agencies_only or form.houses_only:
        known = supplier_of(who, any_case=True)
        return [known] if known and (known.agency or form.houses_only) else []
    named = suppliers_in(who)
    if form.kind == CreditKind.CONTRIBUTED:  # `Valley Ledger's Ana Brook, AP writer Lee Berg`
        named = list(dict.fromkeys((*named, *suppliers_of_writers(who))))
    if not named and form.kind == CreditKind.FIRST_PUBLISHED and (site := supplier_of_address(who)):
        named = [site]
    return named
