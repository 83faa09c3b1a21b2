"""The credit of a page: whom it credits for its text, and where, whether or not a copy is in the corpus."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.compare.credits import DATELINE_CHARACTERS, name_of, names_outlet
from scoring.compare.records import OWNING_KINDS, Credit
from scoring.schema.kinds import CreditKind, CreditPlace
from scoring.text.blocks.find import Block, body_blocks


class PageCredit(NamedTuple):
    """`who`: the agency or outlet, empty where a notice names nobody; `kind`: a CreditKind; `place`: a CreditPlace."""

    who: str
    kind: str
    place: str


def credits_of_others(credits: Sequence[Credit], outlet: str | None) -> tuple[list[Credit], list[Credit]]:  # noqa: A002
    """The credits that give the text to somebody else, and those of contributions by others, in their order."""
    theirs = [credit for credit in credits if not names_outlet(credit, outlet)]
    return (
        [credit for credit in theirs if credit.kind in OWNING_KINDS],
        [credit for credit in theirs if credit.kind == CreditKind.CONTRIBUTED],
    )


def page_credit(credits: Sequence[Credit], outlet: str | None, blocks: Sequence[Block]) -> PageCredit | None:  # noqa: A002
    """The credit that says most plainly whose text a page is, else who contributed; None if it is the outlet's own."""
    owning, helping = credits_of_others(credits, outlet)
    named = [credit for credit in owning if credit.source]
    for credit in (named or owning or helping)[:1]:
        return PageCredit(name_of(credit), credit.kind, _place(credit, blocks))
    return None


def _place(credit: Credit, blocks: Sequence[Block]) -> CreditPlace:
    if credit.kind == CreditKind.CANONICAL:
        return CreditPlace.ADDRESS
    if credit.end == 0:
        return CreditPlace.BYLINE
    body = list(body_blocks(blocks))
    if not body or credit.start < body[0].start:
        return CreditPlace.HEAD
    if credit.start < body[0].start + DATELINE_CHARACTERS:
        return CreditPlace.DATELINE
    return CreditPlace.FOOT if credit.end > body[-1].start else CreditPlace.TEXT
