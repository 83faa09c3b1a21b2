"""Find every attribution of an article: the rules in their order, then source, speaker and kind of each."""

from collections.abc import Sequence

from scoring.sourcing.contents import Scene
from scoring.sourcing.cues import VERB_FRAMES, Cue, load_cues
from scoring.sourcing.named import (
    HEARSAY,
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
from scoring.sourcing.tokens import Tokens, tokenise
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
    reached = 0
    for start, end in sentences:
        low, high = tokens.at(start), tokens.at(end)
        while reached < len(candidates) and candidates[reached] < low:
            reached += 1
        first = reached
        while reached < len(candidates) and candidates[reached] < high:
            reached += 1
        if low >= high or any(a <= start < b for a, b in silent):
            continue
        if first < reached or tokens.low[low] == "in":
            drafts.extend(_read_sentence(scene, low, high, candidates[first:reached]))
    drafts.extend(read_colons(text, paragraphs, scene))
    drafts.extend(read_posts(text, paragraphs))
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
    lexicon = load_cues()
    return [
        index
        for index, word in enumerate(scene.tokens.low)
        if (word in lexicon or word in CUE_WORDS) and not scene.quoted[index]
    ]


# Cue words that have a rule of their own.
CUE_WORDS = frozenset({"according", *HEARSAY})


def _read_sentence(scene: Scene, low: int, high: int, candidates: Sequence[int]) -> list[Draft]:
    tokens, lexicon = scene.tokens, load_cues()
    drafts: list[Draft] = []
    heir = NO_SPAN
    survey = read_survey(scene, low, high, low) if low < high else None
    if survey is not None:
        drafts.append(survey)
    passed = low
    for index in candidates:
        if index < passed:
            continue  # the particle of the cue before
        word = tokens.low[index]
        draft: Draft | None = None
        if word == "according":
            draft = read_according(scene, low, high, index)
        elif word in HEARSAY:
            draft = read_hearsay(scene, low, high, index)
        else:
            for cue in lexicon.get(word, ()):
                draft = _read_cue(scene, low, high, index, cue, heir)
                if draft is not None:
                    draft.lemma = cue.lemma
                    if draft.source != NO_SPAN and cue.frame in VERB_FRAMES:
                        heir = draft.source
                    passed = index + 1 + (len(cue.particle) if cue.frame in VERB_FRAMES else 0)
                    break
        if draft is not None and drafts and _is_chained(scene, drafts[-1], draft):
            _chain(drafts[-1], draft)
        elif draft is not None and not _is_idle(draft, drafts):
            drafts.append(draft)
    return drafts


def _read_cue(scene: Scene, low: int, high: int, index: int, cue: Cue, heir: Span) -> Draft | None:
    if cue.frame == "noun":
        return read_noun(scene, low, high, index, cue)
    if cue.frame == "adjective":
        return read_adjective(scene, low, high, index, cue)
    return read_verb(scene, low, high, index, cue, heir)


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
    start, end = draft.cue
    return any(a <= start and end <= b for other in before for a, b in other.content)


# Frames that are counted even inside the content of another attribution (`he said officials had told him`).
FOLLOWED_INSIDE = frozenset({"say", "tell", "ask", "according"})


def _finished(scene: Scene, draft: Draft, voice: Voice) -> Attribution:
    covered = sum(
        max(0, min(end, quotation.end) - max(start, quotation.start))
        for start, end in draft.content
        for quotation in scene.quotations
        if quotation.start < end and quotation.end > start
    )
    total = sum(end - start for start, end in draft.content)
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
