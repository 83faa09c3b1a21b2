"""What comparing an article with the rest of the corpus finds: passages, credits and a provenance."""

from dataclasses import dataclass, field

# Directions of a shared passage, seen from one of its two articles.
FROM, TO, UNDIRECTED = "from", "to", "undirected"
DIRECTIONS = (FROM, TO, UNDIRECTED)

# Classes of an article. `ORIGINAL` says only that nothing in this corpus contradicts it.
ORIGINAL = "original"
CREDITED_REPRINT = "credited_reprint"
UNCREDITED_REPRINT = "uncredited_reprint"
AGGREGATOR_COPY = "aggregator_copy"
PARTIAL_REUSE = "partial_reuse"
REWRITTEN = "rewritten"
CLASSES = (ORIGINAL, CREDITED_REPRINT, UNCREDITED_REPRINT, AGGREGATOR_COPY, PARTIAL_REUSE, REWRITTEN)

# Kinds of credit. Only the first, `FIRST_PUBLISHED`, `SOURCE_LINK` and `CANONICAL` say whose the text is.
TEXT_CREDIT, PHOTO_CREDIT, CONTRIBUTED = "text", "photo", "contributed"
FIRST_PUBLISHED, SOURCE_LINK, CANONICAL = "first_published", "source_link", "canonical"
CREDIT_KINDS = (TEXT_CREDIT, PHOTO_CREDIT, CONTRIBUTED, FIRST_PUBLISHED, SOURCE_LINK, CANONICAL)
OWNING_KINDS = frozenset((TEXT_CREDIT, FIRST_PUBLISHED, SOURCE_LINK, CANONICAL))


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
    `kind`: one of CREDIT_KINDS. `source`: the agency's id in `data/wire_services.csv`, or an outlet's name
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

    `kind`: one of CLASSES. `origin_article`: the article most of the taken words come from, if one is here.
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
