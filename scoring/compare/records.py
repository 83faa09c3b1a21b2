"""What comparing an article with the rest of the corpus finds: passages, rewrites, credits and its provenance."""

from dataclasses import dataclass, field
from typing import NamedTuple

from scoring.schema.kinds import CreditKind

OWNING_KINDS = frozenset(
    (CreditKind.TEXT, CreditKind.FIRST_PUBLISHED, CreditKind.SOURCE_LINK, CreditKind.CANONICAL)
)
"""Kinds of credit that say whose the text is."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that this article shares with another, seen from this article.

    `start`, `end`: characters of this article's text; `other_start`, `other_end`: of the other's.
    `words`: words on this side; `edits`: how many of them the other side lacks, at least one for each place where
    something was changed, added or left out.
    `direction`: `from` (this article took it from the other), `to` (the other took it from this one), `undirected`
    (nothing shows who had it first) or `also_printed` (both print the words of somebody else). `credited`: whether the
    side that took it names whose text it is. `credit`: the text of that credit or, if that side names nobody, of the
    other side's.
    `quoted`: share of its characters inside quotations, posts, transcripts or documents, 0 to 1.
    """

    start: int
    end: int
    other_id: str
    other_outlet: str | None
    other_start: int
    other_end: int
    words: int
    edits: int
    direction: str
    credited: bool
    credit: str
    quoted: float = 0.0


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Another article that this one probably rewords or translates; found by likeness, so less certain than a Passage.

    `share`: share of this article's content words in sentences that the other also has, in the same order;
    `sentences`: how many such sentences there are. `direction`: as for a Passage, but never `to`.
    """

    other_id: str
    other_outlet: str | None
    share: float
    sentences: int
    direction: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A line or phrase that says whose text (or picture) something is.

    `start`, `end`: characters into the text; both 0 where it does not stand in the text (byline, address).
    `kind`: a CreditKind. `source`: the agency's id in `data/wire_services.csv`, or an outlet's name
    or domain as written, or empty (a bare `Source link`). `agency`: whether `source` is an agency's id.
    """

    start: int
    end: int
    kind: str
    source: str
    agency: bool
    text: str


class Counted(NamedTuple):
    """A stretch of the body (characters) that counts as another's, with how many of its words do.

    `passage`: through which it does, each word counting once; None where a credit gives the whole text to somebody
    else. `credited`: whether the page says whose it is; None where nothing says who had it first.
    """

    start: int
    end: int
    words: float
    credited: bool | None
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article's words come from, as far as the corpus shows.

    `kind`: a ProvenanceClass. `origin_article`: the article that most of the taken words come from, if it is in the
    corpus. `origin_outlet`: its outlet, or the credited agency or outlet. `confidence`: 0 to 1.
    `words`: words of the body. `shares`: share of them by class, summing to 1 (empty if there are no words); here
    `partial_reuse` is the share of shared words of which nobody knows who had them first.
    `reason`: why, in one sentence. `taken`: spans of the body (characters) that are not, or may not be, the
    outlet's own words. `counted`: what of it counts as another's; the words sum to those that are not original.
    """

    kind: str
    origin_article: str | None
    origin_outlet: str | None
    confidence: float
    words: int
    shares: dict[str, float] = field(default_factory=dict)
    reason: str = ""
    taken: tuple[tuple[int, int], ...] = ()
    counted: tuple[Counted, ...] = ()
