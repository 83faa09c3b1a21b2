"""Find every attribution of an article: the rules in their order, then source, speaker and kind of each."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from scoring.sourcing.contents import Scene
from scoring.sourcing.cues import VERB_FRAMES, load_cues
from scoring.sourcing.named import (
    read_according,
    read_adjective,
    read_hearsay,
    read_noun,
    read_survey,
)
from scoring.sourcing.persons import find_people
from scoring.sourcing.records import NO_SPAN, Attribution, Draft, Span
from scoring.sourcing.speakers import Voice, identify
from scoring.sourcing.speech import continue_speech, read_colons, read_posts
from scoring.sourcing.tokens import CUE, OWN_RULES, Tokens, tokenise
from scoring.sourcing.verbs import read_verb
from scoring.text.quotations import Paragraph, Quotation
from scoring.text.words import Words

# Blocks in which nobody is quoted for this article; the names are those of scoring/text/blocks.py.
SILENT_BLOCKS = frozenset({"related", "navigation", "comment", "notice", "credit", "byline", "dateline"})


def find_attributions(
    text: str,
    paragraphs: Sequence[Paragraph],
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    words: Words | None = None,
) -> list[Attribution]:
    """The attributions of `text`, ascending by cue.

    `paragraphs`: (start, end, block kind); `sentences`: spans; both ascending, offsets into `text`.
    `quotations`: from find_quotations. `words`: from find_words, if already at hand.
    """
    tokens = tokenise(text, words)
    spoken = [quotation for quotation in quotations if quotation.kind != "title"]
    scene = Scene(
        tokens,
        spoken,
        [quotation.start for quotation in spoken],
        [quotation.end for quotation in spoken],
        _quoted_words(tokens, spoken),
    )
    silent = [(start, end) for start, end, kind in paragraphs if kind in SILENT_BLOCKS]
    drafts: list[Draft] = []
    candidates = _candidates(scene)
    starts, small = tokens.starts, tokens.low
    high = reached = 0
    for start, end in sentences:
        low = bisect_left(starts, start, high)
        high = bisect_left(starts, end, low)
        first = bisect_left(candidates, low, reached)
        reached = bisect_left(candidates, high, first)
        if low >= high or (first == reached and small[low] != "in"):
            continue
        if silent and any(a <= start < b for a, b in silent):
            continue
        drafts.extend(_read_sentence(scene, low, high, candidates[first:reached]))
    drafts.extend(read_colons(text, paragraphs, scene))
    drafts.extend(read_posts(text, paragraphs))
    drafts = _first_hand(text, drafts)
    continue_speech(drafts, scene, paragraphs)
    drafts.sort(key=lambda draft: (draft.cue, draft.source))
    voices = identify(text, drafts, find_people(text))
    return [_finished(scene, draft, voice) for draft, voice in zip(drafts, voices, strict=True)]


def _quoted_words(tokens: Tokens, quotations: Sequence[Quotation]) -> bytearray:
    quoted = bytearray(len(tokens.starts))
    for quotation in quotations:
        first, end = tokens.at(quotation.start), tokens.at(quotation.end)
        quoted[first:end] = b"\1" * (end - first)
    return quoted


def _candidates(scene: Scene) -> list[int]:
    """The words outside quotation marks that may be cues, ascending."""
    tokens, quoted = scene.tokens, scene.quoted
    flags, clauses = tokens.flags, tokens.withheld.items()
    found = [index for index in tokens.noted if flags[index] & CUE and not quoted[index]]
    if clauses:
        found = [index for index in found if not any(first <= index < end for end, first in clauses)]
    return found


def _read_sentence(scene: Scene, low: int, high: int, candidates: Sequence[int]) -> list[Draft]:
    words, lexicon = scene.tokens.low, load_cues()
    drafts: list[Draft] = []
    heir = NO_SPAN
    if words[low] == "in":
        survey = read_survey(scene, low, high, low)
        if survey is not None:
            drafts.append(survey)
    passed = low
    for index in candidates:
        if index < passed:
            continue  # the particle of the cue before
        word = words[index]
        draft: Draft | None = None
        if word in OWN_RULES:
            read = read_according if word == "according" else read_hearsay
            draft = read(scene, low, high, index)
        else:
            following = words[index + 1] if index + 1 < high else ""
            for cue in lexicon[word]:
                if cue.next_words and following not in cue.next_words:
                    continue
                frame = cue.frame
                if frame == "noun":
                    draft = read_noun(scene, low, high, index, cue)
                elif frame == "adjective":
                    draft = read_adjective(scene, low, high, index, cue)
                else:
                    draft = read_verb(scene, low, high, index, cue, heir)
                if draft is None:
                    continue
                draft.lemma = cue.lemma
                if frame in VERB_FRAMES:
                    passed = index + 1 + len(cue.particle)
                    if draft.source != NO_SPAN:
                        heir = draft.source
                else:
                    passed = index + 1
                break
        if draft is None:
            continue
        if drafts and _is_chained(scene, drafts[-1], draft):
            _chain(drafts[-1], draft)
        elif not _is_idle(draft, drafts):
            drafts.append(draft)
    return drafts


def _is_chained(scene: Scene, first: Draft, second: Draft) -> bool:
    """Whether the second cue is the infinitive of the first: `refused to say`."""
    if first.group != "want" or second.group not in ("say", "tell", "ask", "judge"):
        return False
    return scene.tokens.plain[first.cue[1] : second.cue[0]].strip() in ("to", "")


def _chain(first: Draft, second: Draft) -> None:
    """Make one attribution of two, in place: the source of the first, the content of the second."""
    if first.lemma in ("refuse", "decline"):
        first.polarity = "negated"
    first.cue = (first.cue[0], second.cue[1])
    first.content = second.content
    first.group, first.stance = second.group, second.stance


def _is_idle(draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether the draft lies inside what another says: only speech is followed into reported content."""
    if draft.group in FOLLOWED_INSIDE:
        return False
    return any(_holds(other, draft) for other in before)


# Frames that are followed even inside what another opposes or wants (`he defended what she said`).
FOLLOWED_INSIDE = frozenset({"say", "tell", "ask", "according"})


def _first_hand(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts that are no part of what somebody else is said to say.

    What a source reports that others said is that source's statement: the text attributes it once.
    """
    inside = bytearray(len(text))  # one per character: whether it is reported content
    for draft in drafts:
        if draft.group in RELAYING:
            for start, end in draft.content:
                inside[start:end] = b"\1" * (end - start)
    return [draft for draft in drafts if not inside[draft.cue[0]] or not _is_relayed(draft, drafts)]


# Frames whose content is a report of its own; what someone opposes or wants may be told by others meanwhile.
RELAYING = frozenset({"say", "tell", "ask", "show", "seem", "according", "colon", "post"})


def _is_relayed(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether another draft reports this one. Where each lies in the other, the words of speech win, or the first."""
    return any(
        other.group in RELAYING
        and other is not draft
        and _holds(other, draft)
        and not (
            _holds(draft, other)
            and draft.group in SPOKEN
            and (other.group not in SPOKEN or draft.cue < other.cue)
        )
        for other in drafts
    )


SPOKEN = RELAYING - {"show", "seem"}


def _holds(outer: Draft, inner: Draft) -> bool:
    start, end = inner.cue
    return any(a <= start and end <= b for a, b in outer.content)


def _quoted_characters(scene: Scene, start: int, end: int) -> int:
    """How many of the characters [start, end) stand in quotations."""
    covered = 0
    for number in range(bisect_right(scene.quotation_ends, start), len(scene.quotations)):
        quotation = scene.quotations[number]
        if quotation.start >= end:
            break
        covered += min(end, quotation.end) - max(start, quotation.start)
    return covered


def _finished(scene: Scene, draft: Draft, voice: Voice) -> Attribution:
    covered = total = 0
    for start, end in draft.content:
        total += end - start
        covered += _quoted_characters(scene, start, end)
    kind = "indirect" if not covered else "direct" if covered >= total - 2 * len(draft.content) else "mixed"
    return Attribution(
        draft.source[0],
        draft.source[1],
        draft.cue[0],
        draft.cue[1],
        tuple(sorted(draft.content)),
        kind,  # type: ignore[arg-type]
        voice.source_type,
        voice.speaker,
        draft.stance,
        voice.official,
        voice.second_hand,
        draft.group,
        draft.polarity,
    )
