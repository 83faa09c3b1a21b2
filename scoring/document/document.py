"""The Document: one article with everything that metrics need, and its three readings.

A Document is made once, after the corpus has been compared. Metrics see it through a View, which is the article
limited to one reading: the page as published, the body without furniture, or the outlet's own words (the body
without reprinted passages and without what others are quoted word for word to say).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from scoring.document.spoken import spoken_spans
from scoring.schema.kinds import CountedAs, QuotationKind, Reading
from scoring.sourcing.measures import counted_as
from scoring.text.blocks.find import body_blocks
from scoring.text.sentences import part_speech

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.compare.records import Credit, Passage, Provenance
    from scoring.sourcing.records import Attribution
    from scoring.text.blocks.find import Block
    from scoring.text.quotations import Quotation
    from scoring.text.word_forms import WordForms
    from scoring.text.words import IntArray, Words

BoolArray = NDArray[np.bool_]


class Spanned(Protocol):
    """Anything with a start and an end in the text."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """One past the last character."""
        ...


Placed = TypeVar("Placed", bound=Spanned)


class ActorMention(NamedTuple):
    """One mention of an actor: where it is, in whose voice, and the tone by each reading.

    `speaker`: the actor_id of the speaker, empty if unknown or if the outlet itself speaks; `speaker_name`: the name
    to show. `lexicon`, `trained`: valence towards the actor, from -1 (hostile) to 1 (friendly); None if not read.
    """

    start: int
    end: int
    actor_id: str
    kind: str
    voice: str
    speaker: str
    speaker_name: str
    lexicon: float | None
    trained: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One article, parsed and compared. All offsets are characters into `text`.

    A document equals only itself, so that what is worked out of it can be remembered by it (MEMORY).
    """

    article_id: str
    outlet: str | None
    url: str | None
    title: str | None
    byline: str | None
    published: datetime | None
    language: str
    text: str
    words: Words
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[ActorMention, ...]
    passages: tuple[Passage, ...]
    credits: tuple[Credit, ...]
    provenance: Provenance
    forms: WordForms  # of the words: what is asked of them
    syllables: IntArray  # of each word; empty where the text is not English
    shared_surnames: int = 0

    @property
    def lowered(self) -> list[str]:
        """Each word in lower case."""
        return self.forms.spelled("lowered")


MEMORY = 4
"""Of how many documents, or of readings of them, the last answers are remembered: metrics ask the same in turn."""


@lru_cache(maxsize=MEMORY)
def told_sentences(document: Document) -> list[tuple[int, int]]:
    """The sentences of the article with those of a quotation told apart, as a reader counts them.

    `document.sentences` keeps a quotation with whoever speaks: that is how attributions are read.
    """
    spoken = ((q.start, q.end) for q in document.quotations if q.kind == QuotationKind.DIRECT)
    return part_speech(document.text, document.sentences, spoken)


@lru_cache(maxsize=MEMORY)
def told_starts(document: Document) -> frozenset[int]:
    """Where they begin: a capital there does not make a name."""
    return frozenset(start for start, _ in told_sentences(document))


@dataclass(frozen=True, eq=False)  # without slots, for what is worked out when first needed
class View:
    """A Document limited to one reading; equal only to itself, as a document is.

    `mask`: for each word, whether it belongs to the reading; `held`: the same for each character. `before`: how many
    words of the reading come before each word, and at the end the total; metrics often need such sums.
    """

    document: Document
    reading: str
    mask: BoolArray
    held: bytes
    before: IntArray

    @property
    def word_count(self) -> int:
        """The number of words in this reading."""
        return int(self.before[-1])

    def holds(self, position: int) -> bool:
        """Whether the character at `position` belongs to this reading."""
        return bool(self.held[position])

    def within(self, items: Iterable[Placed]) -> Iterator[Placed]:
        """Those of `items` that begin inside this reading."""
        held = self.held
        return (item for item in items if held[item.start])

    @cached_property
    def _counted(self) -> dict[CountedAs | None, list[Attribution]]:
        found: dict[CountedAs | None, list[Attribution]] = {}
        for attribution in self.document.attributions:
            if self.held[attribution.cue_start]:
                found.setdefault(counted_as(attribution), []).append(attribution)
        return found

    def attributions(self, counted: CountedAs = CountedAs.SOURCING) -> Sequence[Attribution]:
        """The attributions that are counted so and whose cue stands inside this reading."""
        return self._counted.get(counted, ())

    def words_in(self, start: int, end: int) -> int:
        """The number of words of this reading that begin in the characters [start, end)."""
        span = self.document.words.between(start, end)
        return max(0, int(self.before[span.stop]) - int(self.before[span.start]))

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences that begin inside this reading, those of a quotation told apart."""
        held = self.held
        return [span for span in told_sentences(self.document) if held[span[0]]]

    def sized_sentences(self) -> Sequence[tuple[int, int, int]]:
        """The sentences that begin inside this reading, each as (words of this reading, start, end)."""
        return self._sized

    @cached_property
    def _sized(self) -> list[tuple[int, int, int]]:
        spans = self.sentences()
        if not spans:
            return []
        bounds = np.searchsorted(self.document.words.starts, np.array(spans, dtype=np.int32).ravel())
        before = self.before[bounds].reshape(-1, 2)
        sizes = (before[:, 1] - before[:, 0]).tolist()
        return [(size, start, end) for size, (start, end) in zip(sizes, spans, strict=True)]

    def syllables(self) -> int:
        """The number of syllables in this reading's words."""
        return int(self.document.syllables[self.mask].sum())


def _mask_of(words: Words, spans: Iterable[tuple[int, int]]) -> BoolArray:
    """For each word, whether it begins in any of the spans."""
    places = [place for span in spans for place in span]
    bounds = np.searchsorted(words.starts, np.array(places, dtype=np.int32))
    opened, closed = (np.bincount(bounds[side::2], minlength=len(words) + 1) for side in (0, 1))
    inside: BoolArray = np.cumsum(opened - closed)[:-1] > 0
    return inside


def _before(mask: BoolArray) -> IntArray:
    """How many words of the reading come before each word, and at the end the total."""
    counts = np.zeros(len(mask) + 1, dtype=np.int32)
    np.cumsum(mask, out=counts[1:])
    return counts


class _Gaps(NamedTuple):
    """What lies between the words of a text: how far it is from the start of each word to that of the next, or to the
    end; the first word that has a character before it, and that character's place for it and each word behind it;
    the words among these before which that character is an opening mark.
    """

    lengths: IntArray
    first: int
    before: IntArray
    opened: NDArray[np.intp]


@lru_cache(maxsize=MEMORY)
def _gaps(document: Document) -> _Gaps:
    text, starts = document.text, document.words.starts
    lengths = np.diff(starts, append=np.int32(len(text) + 1))
    first = int(starts[0] == 0)
    before = starts[first:] - np.int32(1)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")[before]
    return _Gaps(lengths, first, before, _OPENS[np.minimum(codes, len(_OPENS) - 1)].nonzero()[0])


def _held(document: Document, mask: BoolArray) -> bytes:
    """For each character, whether it belongs to the reading."""
    held = np.zeros(len(document.text) + 1, dtype=np.uint8)
    if len(mask):
        # A character between two words goes with the word before it, an opening mark with the word after.
        gaps, start = _gaps(document), int(document.words.starts[0])
        held[start:] = np.repeat(mask.view(np.uint8), gaps.lengths)
        held[:start] = mask[0]
        mine = mask[gaps.first :]
        held[gaps.before[mine]] = 1
        held[gaps.before[gaps.opened]] = mine[gaps.opened]
    return held.tobytes()


OPENING_MARKS = frozenset("\"'“‘«„([")
_OPENS = np.zeros(
    max(map(ord, OPENING_MARKS)) + 2, dtype=np.bool_
)  # by code; the last stands for all higher ones
_OPENS[list(map(ord, OPENING_MARKS))] = True


@lru_cache(maxsize=MEMORY)
def view(document: Document, reading: str) -> View:
    """The document limited to one reading: `page`, `body` or `own`."""
    words = document.words
    if reading == Reading.PAGE:
        mask = np.ones(len(words), dtype=np.bool_)
        return View(document, reading, mask, b"\x01" * (len(document.text) + 1), _before(mask))
    mask = _mask_of(words, ((b.start, b.end) for b in body_blocks(document.blocks)))
    if reading == Reading.OWN:
        taken = document.provenance.taken
        said = spoken_spans(document.blocks, document.quotations, document.attributions, hosts=False)
        mask &= ~_mask_of(words, (*taken, *said))
    return View(document, reading, mask, _held(document, mask), _before(mask))
