"""What is said in an English text, by whom, and whom it names: sentences, quotations, attributions, mentions."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.actors.cast import find_cast
from scoring.actors.gazetteer import Gazetteer
from scoring.actors.records import Mention
from scoring.document.document import ActorMention, Document
from scoring.document.spoken import spoken_spans
from scoring.schema.kinds import BODY_KINDS, FURNITURE_KINDS, BlockKind, Voice
from scoring.sourcing.extract import find_attributions
from scoring.sourcing.records import Attribution
from scoring.text.blocks.find import Block, body_blocks
from scoring.text.long_sentences import split_long
from scoring.text.page_text import PageText
from scoring.text.quotations import Quotation, find_quotations
from scoring.tone.clauses import cut_clauses
from scoring.tone.items import Item, item_at
from scoring.tone.tokens import read_clause
from scoring.tone.trained import TrainedReader, tone_of

# So many mentions of one article the trained reader reads at most, in some ten seconds. The article with the most of
# 17,739 has 558.
MOST_READ = 2_000
# Where somebody may be quoted, or an actor named, as part of the article itself.
SPOKEN_KINDS = (*BODY_KINDS, BlockKind.HEADLINE)


@dataclass(frozen=True, slots=True)
class Speech:
    """What only English texts give: sentences, speech and its sources, mentions of actors."""

    sentences: tuple[tuple[int, int], ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[ActorMention, ...] = ()
    shared_surnames: int = 0


NO_SPEECH = Speech()
NOBODY = ("", "")


def speech_and_mentions(
    page: PageText, blocks: Sequence[Block], gazetteer: Gazetteer, year: int | None = None, outlet: str = ""
) -> Speech:
    """Read the sentences, quotations, attributions and actors of an English text whose blocks are known.

    `year`: when it was published, if known; `outlet`: by whom.
    """
    text = page.text
    body = body_blocks(blocks)
    sentences = [span for block in body for span in split_long(text, block.start, block.end)]
    paragraphs = [(block.start, block.end, block.kind) for block in blocks if block.kind in SPOKEN_KINDS]
    quotations = find_quotations(text, paragraphs)
    cast = find_cast(_without_furniture(page.named, blocks), gazetteer, sentences, year=year)
    attributions = find_attributions(page, paragraphs, sentences, quotations, cast, outlet)
    mentions = _mentions(page, cast.mentions, sentences, _Voices(blocks, quotations, attributions))
    return Speech(
        tuple(sentences), tuple(quotations), tuple(attributions), tuple(mentions), cast.shared_surnames
    )


def _without_furniture(text: str, blocks: Sequence[Block]) -> str:
    """The text with furniture blanked out, so that names in it resolve nothing; offsets stay."""
    pieces: list[str] = []
    position = 0
    for block in blocks:
        if block.kind in FURNITURE_KINDS:
            pieces += (text[position : block.start], " " * (block.end - block.start))
            position = block.end
    return "".join((*pieces, text[position:])) if pieces else text


def _mentions(
    page: PageText, found: Sequence[Mention], sentences: Sequence[tuple[int, int]], voices: "_Voices"
) -> list[ActorMention]:
    """The mentions in the body with voice, speaker and the lexicon reading of the clause around each."""
    text, straight = page.text, page.plain
    starts = [start for start, _ in sentences]
    by_sentence: dict[int, list[Mention]] = {}
    for mention in found:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.end <= sentences[at][1]:  # else in a caption, a headline, a credit
            by_sentence.setdefault(at, []).append(mention)
    tones: dict[str, float] = {}
    result = []
    for at, mentions in by_sentence.items():
        first, last = sentences[at]
        names = [(m.start - first, m.end - first) for m in mentions]
        clauses = cut_clauses(text[first:last], straight[first:last], names)
        for mention, clause in zip(mentions, clauses, strict=True):
            if clause not in tones:
                tones[clause] = read_clause(clause)
            voice, (speaker, speaker_name) = voices.at(mention.start)
            result.append(
                ActorMention(
                    mention.start,
                    mention.end,
                    mention.actor_id,
                    mention.kind_of_mention,
                    voice,
                    speaker,
                    speaker_name,
                    tones[clause],
                    None,
                )
            )
    return result


class _Voices:
    """Answers who speaks at a place of the text."""

    def __init__(
        self, blocks: Sequence[Block], quotations: Sequence[Quotation], attributions: Sequence[Attribution]
    ) -> None:
        self._spoken = spoken_spans(blocks, quotations, attributions)
        self._starts = [start for start, _ in self._spoken]
        self._contents = sorted(
            (
                start,
                end,
                attribution.source_start,
                attribution.source_end,
                (attribution.speaker, attribution.speaker_name),
            )
            for attribution in attributions
            for start, end in attribution.reported
        )
        self._begun = 0  # how many of them begin at or before the last place asked for
        self._open: list[int] = []  # the numbers of those that may still go on there, ascending
        self._last = -1

    def _content_at(self, position: int) -> tuple[str, str] | None:
        """Id and name of who is said to say what stands at `position`, None for nobody; the innermost content counts.

        Quick where places are asked for in ascending order: content that has ended is not looked at again.
        """
        if position < self._last:
            self._begun, self._open = 0, []
        self._last = position
        contents, going_on = self._contents, self._open
        while self._begun < len(contents) and contents[self._begun][0] <= position:
            going_on.append(self._begun)
            self._begun += 1
        while going_on and contents[going_on[-1]][1] <= position:
            going_on.pop()
        for number in reversed(going_on):
            _, end, source_start, source_end, speaker = contents[number]
            if position < end and not source_start <= position < source_end:
                return speaker
        return None

    def at(self, position: int) -> tuple[str, tuple[str, str]]:
        """(voice, (id and name of the speaker)) at `position`; empty where nobody is known."""
        found = self._content_at(position)
        at = bisect_right(self._starts, position) - 1
        if at >= 0 and position < self._spoken[at][1]:
            return Voice.QUOTED, found or NOBODY
        return (Voice.PARAPHRASED, found) if found is not None else (Voice.OUTLET, NOBODY)


def read_trained(documents: Sequence[Document], reader: TrainedReader, most: int | None) -> list[Document]:
    """The documents with the trained reading of their mentions.

    `most`: read at most this many mentions of an article (None: up to MOST_READ), evenly spread over it; the
    rest keep null.
    """
    most = MOST_READ if most is None else min(most, MOST_READ)
    items: list[Item] = []
    places: list[tuple[int, int]] = []
    for at, document in enumerate(documents):
        starts = [start for start, _ in document.sentences]
        for number in _spread(len(document.mentions), most):
            mention = document.mentions[number]
            sentence = document.sentences[bisect_right(starts, mention.start) - 1]
            items.append(item_at(document.text, sentence, mention.start, mention.end))
            places.append((at, number))
    if not items:
        return list(documents)
    tones = tone_of(reader.read(items)).tolist()
    by_document: dict[int, dict[int, float]] = {}
    for (at, number), tone in zip(places, tones, strict=True):
        by_document.setdefault(at, {})[number] = tone
    return [
        replace(
            document,
            mentions=tuple(
                mention._replace(trained=by_document[at].get(number))
                for number, mention in enumerate(document.mentions)
            ),
        )
        if at in by_document
        else document
        for at, document in enumerate(documents)
    ]


def _spread(count: int, most: int) -> Sequence[int]:
    """At most `most` of the numbers below `count`, evenly spread."""
    if count <= most:
        return range(count)
    return [(2 * number + 1) * count // (2 * most) for number in range(most)]
