"""What comparing an article with the rest of the corpus finds: passages, credits and a provenance."""

from dataclasses import dataclass, field

from scoring.schema.kinds import CreditKind

OWNING_KINDS = frozenset(
    (CreditKind.TEXT, CreditKind.FIRST_PUBLISHED, CreditKind.SOURCE_LINK, CreditKind.CANONICAL)
)
"""Kinds of credit that say whose the text is."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that this article shares with another, seen from this article.

    `start`, `end`: characters into this article's text; `other_start`, `other_end`: into the other's.
    `words`: words of this side; `edits`: those of them that the other side has not, at least one for each
    place where something was changed, added or left out.
    `direction`: `from` (this article has it from the other), `to` (the other has it from this one) or
    `undirected` (nothing says who had it first). `credited`: whether the side that took it names whose text
    it is; `credit` is that line as it stands there, or, where the taker names nobody, what the other names.
    `quoted`: share of its words that stand between quotation marks: two reports of one speech share these.
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
    """Another article that this one is reworded or translated from, by likeness: less sure than a Passage.

    `share`: of this article's content words, those in sentences found again, in order, in the other;
    `sentences`: how many those are. `direction`: as of a Passage, never `to`.
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


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article's words come from, as far as this corpus shows.

    `kind`: a ProvenanceClass. `origin_article`: the article most of the taken words come from, if one is here.
    `origin_outlet`: its outlet, or the agency or outlet that is credited. `confidence`: 0 to 1.
    `words`: words of the body; `shares`: share of these words by class, summing to 1 (empty for no words);
    `partial_reuse` is there the share of shared words that nobody is known to have had first.
    `reason`: why, in one sentence. `taken`: the stretches of the body (characters) that are not, or may not
    be, the outlet's own.
    """

    kind: str
    origin_article: str | None
    origin_outlet: str | None
    confidence: float
    words: int
    shares: dict[str, float] = field(default_factory=dict)
    reason: str = ""
    taken: tuple[tuple[int, int], ...] = ()
