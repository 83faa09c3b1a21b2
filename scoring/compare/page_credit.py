"""The credit of a page: whom it credits for its text, and where, whether or not a copy is in the corpus."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.compare.agencies import agencies
from scoring.compare.credits import DATELINE_CHARACTERS, names_outlet
from scoring.compare.records import OWNING_KINDS, Credit
from scoring.schema.kinds import CreditKind, CreditPlace
from scoring.text.blocks.find import Block, body_blocks


class PageCredit(NamedTuple):
    """`who`: the agency or outlet, empty where a notice names nobody; `kind`: a CreditKind; `place`: a CreditPlace."""

    who: str
    kind: str
    place: str


def page_credit(credits: Sequence[Credit], outlet: str | None, blocks: Sequence[Block]) -> PageCredit | None:  # noqa: A002
    """The credit that says most plainly whose text a page is, else who contributed; None if it is the outlet's own."""
    theirs = [credit for credit in credits if not names_outlet(credit, outlet)]
    owning = [credit for credit in theirs if credit.kind in OWNING_KINDS]
    named = [credit for credit in owning if credit.source]
    helping = [credit for credit in theirs if credit.kind == CreditKind.CONTRIBUTED]
    for credit in (named or owning or helping)[:1]:
        who = agencies().names[credit.source] if credit.agency else credit.source
        return PageCredit(who, credit.kind, _place(credit, blocks))
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
