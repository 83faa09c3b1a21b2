"""The provenance of one article: whose text it is, by its passages and its credits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scoring.compare.agencies import agency_of_outlet, mentions_outlet, same_outlet
from scoring.compare.confidence import Ground, sure_of
from scoring.compare.credits import name_of
from scoring.compare.direction import owning
from scoring.compare.houses import agencies
from scoring.compare.records import Counted, Credit, Passage, Provenance, Rewrite
from scoring.compare.suppliers import agencies_in
from scoring.schema.kinds import CreditKind, Direction, ProvenanceClass
from scoring.schema.thresholds import SOURCE_WORDS, UNDIRECTED_CONFIDENCE
from scoring.text.blocks.find import Block, body_blocks
from scoring.text.words import Words

BoolArray = NDArray[np.bool_]

# From this share of taken words an article is a reprint: reprinting desks add a standfirst, crossheads, a
# paragraph of background. The outlets that copy word for word in VAST 2021 lie above 0.8, partial ones below.
REPRINT_SHARE = 0.7
# Below this share of taken words an article is the outlet's own work that uses a sentence or two of others.
PARTIAL_SHARE = 0.1
# A credit on a page of fewer words may as well be that of a gallery or a video, and its words their summary, which many
# print by right. Of 22 such pages of wire_day 15 hold no article; of those with 40 to 59 words half.
BODY_WORDS = 40
# An article is a rewrite when likeness finds so much more of it than exact passages do: a partial copy is
# like its source as well, as far as it goes.
REWORDED_SHARE = 0.3
_LINKS = (CreditKind.SOURCE_LINK, CreditKind.CANONICAL)


@dataclass(frozen=True, slots=True)
class _Taken:
    """How many words are taken with a credit, without one, or shared with no known direction; from whom.

    `mask`: all these words. The counts leave out the words that were changed (`edits`).
    """

    mask: BoolArray
    credited: float
    uncredited: float
    undirected: float
    sources: dict[str, int]
    passages: dict[str, Passage]
    counted: tuple[Counted, ...]


def _is_agency_text(passage: Passage, outlet: str | None) -> bool:
    """Whether the other side credits an agency, so that it did not take the text from this outlet."""
    if not passage.credited or (outlet and mentions_outlet(passage.credit, outlet)):
        return False
    named = agencies_in(passage.credit)
    return bool(named) and agency_of_outlet(outlet) not in named


def _contributor(contributed: Sequence[Credit], passage: Passage) -> Credit | None:
    """The credit of a contribution that covers an agency whom the passage's credit names."""
    named = agencies_in(passage.credit)
    return next((c for c in contributed if c.source in named or (named and not c.source)), None)


def _counts(passages: Sequence[Passage], outlet: str | None, words: int) -> list[Passage]:
    """The passages that count as evidence of where the article comes from."""
    passages = [passage for passage in passages if passage.direction != Direction.ALSO_PRINTED]
    # One article can be made of two agencies' copy; only most of the text shows whose it is.
    said = sum(p.words for p in passages if p.direction == Direction.TO and _is_agency_text(p, outlet))
    unquoted: dict[str, float] = {}
    shared: dict[str, int] = {}
    for passage in passages:
        plain = passage.words * (1 - passage.quoted)
        unquoted[passage.other_id] = unquoted.get(passage.other_id, 0.0) + plain
        shared[passage.other_id] = shared.get(passage.other_id, 0) + passage.words
    return [
        passage
        for passage in passages
        if (unquoted[passage.other_id] >= SOURCE_WORDS or shared[passage.other_id] >= REPRINT_SHARE * words)
        and (
            passage.direction != Direction.TO
            or (said >= REPRINT_SHARE * words and _is_agency_text(passage, outlet))
        )
    ]


def _taken(
    words: Words, body: BoolArray, passages: Iterable[Passage], contributed: Sequence[Credit]
) -> _Taken:
    counts = {"credited": 0.0, "uncredited": 0.0, "undirected": 0.0}
    covered = np.zeros(len(words), dtype=np.bool_)
    sources: dict[str, int] = {}
    longest: dict[str, Passage] = {}
    counted: list[Counted] = []
    # Each word goes to one source: the passages that know their direction first, the longest first.
    order = sorted(
        passages, key=lambda p: (p.direction == Direction.UNDIRECTED, -p.words, p.start, p.other_id)
    )
    for passage in order:
        span = words.between(passage.start, passage.end)
        new = body[span] & ~covered[span]
        if passage.direction == Direction.UNDIRECTED:
            kind = "undirected"
        else:
            says = passage.credited
            if passage.direction == Direction.TO:
                # The other side's credit names the agency; whether this side does, its own must tell.
                says = _contributor(contributed, passage) is not None
            kind = "credited" if says else "uncredited"
        kept = 1 - min(passage.edits, passage.words) / passage.words
        added = float(new.sum()) * kept
        counts[kind] += added
        if added:
            credited = None if kind == "undirected" else kind == "credited"
            counted.append(Counted(passage.start, passage.end, added, credited, passage))
        covered[span] |= new
        if new.any() and passage.direction != Direction.TO:
            sources[passage.other_id] = sources.get(passage.other_id, 0) + int(new.sum())
            longest.setdefault(passage.other_id, passage)
    return _Taken(
        covered,
        counts["credited"],
        counts["uncredited"],
        counts["undirected"],
        sources,
        longest,
        tuple(sorted(counted, key=lambda one: (one.start, one.end))),
    )


def _spans(words: Words, mask: BoolArray) -> tuple[tuple[int, int], ...]:
    """Runs of chosen words as stretches of characters."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return tuple(
        (int(words.starts[first]), int(words.ends[last - 1]))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    )


def _origin(
    taken: _Taken, outlet: str | None, credit: Credit | None, contributed: Sequence[Credit] = ()
) -> tuple[str | None, str | None]:
    """The article that most of the words come from, and its outlet or agency."""
    article = min(taken.sources, key=lambda other: (-taken.sources[other], other)) if taken.sources else None
    if credit and name_of(credit):
        passage = taken.passages[article] if article else None
        other = passage.other_outlet if passage else None
        if other and same_outlet(other, name_of(credit)):
            return article, other
        return article, name_of(credit)
    if article is None:
        counted = (one.passage for one in taken.counted if one.credited and one.passage)
        named_by = next((found for p in counted if (found := _contributor(contributed, p))), None)
        return None, (name_of(named_by) or None) if named_by else None
    passage = taken.passages[article]
    named = [found for found in agencies_in(passage.credit) if found != agency_of_outlet(outlet)]
    named += [c.source for c in contributed if c.agency and c.text == passage.credit]
    if named and passage.direction != Direction.UNDIRECTED and agency_of_outlet(passage.other_outlet) is None:
        return article, agencies().names[named[0]]
    return article, passage.other_outlet


def _body_mask(words: Words, blocks: Sequence[Block]) -> BoolArray:
    mask = np.zeros(len(words), dtype=np.bool_)
    for block in body_blocks(blocks):
        mask[words.between(block.start, block.end)] = True
    return mask


def provenance_of(
    *,
    outlet: str | None,
    words: Words,
    blocks: Sequence[Block],
    passages: Sequence[Passage],
    credits: Sequence[Credit],  # noqa: A002 - the word for it; nobody calls the builtin here
    rewrite: Rewrite | None = None,
) -> Provenance:
    """Class an article by where the words of its body come from.

    `passages`, `credits` and `rewrite` are those of this article. An agency's own outlet is the origin of
    its copy: its credits of itself do not count.
    """
    body = _body_mask(words, blocks)
    count = int(body.sum())
    if not count:
        return Provenance(ProvenanceClass.NO_BODY, None, None, 0.0, 0, {}, "No body was recognised.")
    contributed = [c for c in credits if c.kind == CreditKind.CONTRIBUTED]
    taken = _taken(words, body, _counts(passages, outlet, count), contributed)
    owners = owning(credits, outlet)
    text_credit = next((c for c in owners if c.kind not in _LINKS and c.source), None)
    link = next((c for c in owners if c.kind in _LINKS), None)
    share = (taken.credited + taken.uncredited) / count
    undirected = taken.undirected / count
    if count < BODY_WORDS and (text_credit or link) and not taken.sources:
        reason = f"{count} words of body were recognised: too few to say that the credit is theirs."
        return Provenance(ProvenanceClass.NO_BODY, None, None, 0.0, count, {}, reason)
    if text_credit and _credits_whole(text_credit, share + undirected, bool(taken.sources)):
        return _whole(
            ProvenanceClass.CREDITED_REPRINT, words, body, taken, outlet, text_credit, share + undirected
        )
    if link and (share + undirected >= REPRINT_SHARE or not taken.sources):
        return _whole(ProvenanceClass.AGGREGATOR_COPY, words, body, taken, outlet, link, share + undirected)
    shares: dict[str, float] = {
        ProvenanceClass.ORIGINAL: 1.0 - share - undirected,
        ProvenanceClass.CREDITED_REPRINT: taken.credited / count,
        ProvenanceClass.UNCREDITED_REPRINT: taken.uncredited / count,
        ProvenanceClass.PARTIAL_REUSE: undirected,
    }
    article, origin = _origin(taken, outlet, None, contributed)
    kind, confidence, reason = _kind(shares, share, undirected, origin)
    reworded = rewrite.share - share - undirected if rewrite and rewrite.direction == Direction.FROM else 0.0
    if (
        rewrite
        and reworded >= REWORDED_SHARE
        and kind in (ProvenanceClass.ORIGINAL, ProvenanceClass.PARTIAL_REUSE)
    ):
        return _rewritten(rewrite, shares, count, _spans(words, taken.mask), taken.counted)
    if kind == ProvenanceClass.ORIGINAL:
        article = origin = None
    spans = _spans(words, taken.mask)
    shares = {name: value for name, value in shares.items() if value > 0}
    return Provenance(kind, article, origin, confidence, count, shares, reason, spans, taken.counted)


def _rewritten(
    rewrite: Rewrite,
    shares: dict[str, float],
    count: int,
    taken: tuple[tuple[int, int], ...],
    counted: tuple[Counted, ...],
) -> Provenance:
    """The provenance of an article that rewords another; its exact passages keep their classes."""
    exact = 1.0 - shares[ProvenanceClass.ORIGINAL]
    reworded = min(max(rewrite.share - exact, 0.0), shares[ProvenanceClass.ORIGINAL])
    shares = {
        **shares,
        ProvenanceClass.ORIGINAL: shares[ProvenanceClass.ORIGINAL] - reworded,
        ProvenanceClass.REWRITTEN: reworded,
    }
    whose = rewrite.other_outlet or "another article"
    reason = f"{rewrite.share:.0%} of its content words stand in sentences found again, in order, in {whose}."
    shares = {name: value for name, value in shares.items() if value > 0}
    return Provenance(
        ProvenanceClass.REWRITTEN,
        rewrite.other_id,
        rewrite.other_outlet,
        sure_of(Ground.LIKENESS),
        count,
        shares,
        reason,
        taken,
        counted,
    )


def _credits_whole(credit: Credit, shared: float, has_sources: bool) -> bool:
    """Whether a text credit covers the whole article.

    An agency's does, and a notice of where the article was first published; any other may be for what is shared, where
    that is a small part.
    """
    whole = credit.agency or credit.kind == CreditKind.FIRST_PUBLISHED
    return whole or not has_sources or shared >= PARTIAL_SHARE


def _whole(
    kind: str,
    words: Words,
    body: BoolArray,
    taken: _Taken,
    outlet: str | None,
    credit: Credit,
    shared: float,
) -> Provenance:
    """The provenance of an article that itself says that all of it is somebody else's."""
    article, origin = _origin(taken, outlet, credit)
    confirmed = shared >= REPRINT_SHARE
    alone = Ground.LINK if kind == ProvenanceClass.AGGREGATOR_COPY else Ground.CREDIT
    confidence = sure_of(Ground.CREDIT_AND_PASSAGES if confirmed else alone)
    also = f"; {shared:.0%} of it is found in other articles" if shared else ""
    reason = f"Credited as a whole ({credit.text.strip()[:60]}){also}."
    spans = _spans(words, body)
    counted = tuple(
        Counted(start, end, float(words.count(start, end)), credited=True, passage=None)
        for start, end in spans
    )
    return Provenance(kind, article, origin, confidence, int(body.sum()), {kind: 1.0}, reason, spans, counted)


def _kind(
    shares: dict[str, float], share: float, undirected: float, origin: str | None
) -> tuple[str, float, str]:
    """The class, how sure it is, and why, of an article without a credit for the whole."""
    whose = origin or "another article"
    if share >= REPRINT_SHARE:
        credited = shares[ProvenanceClass.CREDITED_REPRINT] >= shares[ProvenanceClass.UNCREDITED_REPRINT]
        kind = ProvenanceClass.CREDITED_REPRINT if credited else ProvenanceClass.UNCREDITED_REPRINT
        told = "which is credited" if credited else "and no credit says so"
        ground = Ground.CREDIT_AND_PASSAGES if credited else Ground.PASSAGES
        return kind, sure_of(ground), f"{share:.0%} of the body is text of {whose}, {told}."
    if share >= PARTIAL_SHARE:
        return (
            ProvenanceClass.PARTIAL_REUSE,
            sure_of(Ground.PART),
            f"{share:.0%} of the body is text of {whose}.",
        )
    if undirected >= PARTIAL_SHARE:
        reason = f"{undirected:.0%} of the body is shared with {whose}; nothing says who had it first."
        return ProvenanceClass.PARTIAL_REUSE, UNDIRECTED_CONFIDENCE, reason
    return (
        ProvenanceClass.ORIGINAL,
        sure_of(Ground.NOTHING),
        "No other article in the corpus had its text first.",
    )


def with_unclear_credit(found: Provenance) -> Provenance:
    """The provenance of an article whose page names an agency or outlet without saying that the text is theirs.

    A reprint becomes one whose credit is unclear; what is another's in any other article keeps its class.
    """
    shares = dict(found.shares)
    unclear = shares.pop(ProvenanceClass.UNCREDITED_REPRINT, 0.0)
    found = replace(found, shares={**shares, ProvenanceClass.REPRINT_CREDIT_UNCLEAR: unclear})
    if found.kind != ProvenanceClass.UNCREDITED_REPRINT:
        return found
    return replace(
        found,
        kind=ProvenanceClass.REPRINT_CREDIT_UNCLEAR,
        confidence=sure_of(Ground.UNCLEAR),
        reason=found.reason.replace("and no credit says so", "and whether the page credits it is not clear"),
    )
