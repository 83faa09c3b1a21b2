"""Find every attribution of an article: the rules in their order, then source, speaker and kind of each."""

from collections.abc import Sequence

from scoring.sourcing.contents import Scene
from scoring.sourcing.cues import VERB_FRAMES, Cue, load_cues
from scoring.sourcing.named import read_according, read_adjective, read_hearsay, read_noun, read_survey
from scoring.sourcing.records import NO_SPAN, Attribution, Draft, Span
from scoring.sourcing.persons import find_people
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
    for start, end in sentences:
        if any(a <= start < b for a, b in silent):
            continue
        drafts.extend(_read_sentence(scene, tokens.at(start), tokens.at(end)))
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


def _read_sentence(scene: Scene, low: int, high: int) -> list[Draft]:
    tokens, lexicon = scene.tokens, load_cues()
    drafts: list[Draft] = []
    heir = NO_SPAN
    survey = read_survey(scene, low, high, low) if low < high else None
    if survey is not None:
        drafts.append(survey)
    index = low
    while index < high:
        if scene.quoted[index]:
            index += 1
            continue
        word = tokens.low[index]
        draft = None
        if word == "according":
            draft = read_according(scene, low, high, index)
        elif word.endswith("ly"):
            draft = read_hearsay(scene, low, high, index)
        else:
            for cue in lexicon.get(word, ()):
                draft = _read_cue(scene, low, high, index, cue, heir)
                if draft is not None:
                    if draft.source != NO_SPAN and cue.frame in VERB_FRAMES:
                        heir = draft.source
                    index += len(cue.particle) if cue.frame in VERB_FRAMES else 0
                    break
        if draft is not None and not _is_idle(draft, drafts):
            drafts.append(draft)
        index += 1
    return drafts


def _read_cue(scene: Scene, low: int, high: int, index: int, cue: Cue, heir: Span) -> Draft | None:
    if cue.frame == "noun":
        return read_noun(scene, low, high, index, cue)
    if cue.frame == "adjective":
        return read_adjective(scene, low, high, index, cue)
    return read_verb(scene, low, high, index, cue, heir)


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
