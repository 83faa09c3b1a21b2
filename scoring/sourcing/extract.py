"""Find every attribution of an article: the rules in their order, then source, speaker and kind of each."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from heapq import heappop, heappush

import numpy as np

from scoring.actors.cast import Cast
from scoring.schema.kinds import ContentKind, Polarity, QuotationKind, SourceType
from scoring.sourcing.contents import Scene
from scoring.sourcing.cues import VERB_FRAMES, load_cues
from scoring.sourcing.named import (
    read_according,
    read_adjective,
    read_hearsay,
    read_noun,
    read_per,
    read_survey,
)
from scoring.sourcing.phrases import noun_phrase_left
from scoring.sourcing.records import NO_SPAN, Attribution, Draft, Span
from scoring.sourcing.relayed import RELAYING, find_relayed, tells_others
from scoring.sourcing.reported import reported_spans
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.source_kinds import SourceIdentity
from scoring.sourcing.speakers import identify
from scoring.sourcing.speech import continue_speech, read_clauses_before_colons, read_colons, read_posts
from scoring.sourcing.tokens import (
    CUE,
    HEARSAY,
    OWN_RULES,
    PER,
    RELATIVE,
    SPEECH_GERUND,
    SUBJECT,
    SURE_PAST,
    Tokens,
    read_tokens,
)
from scoring.sourcing.verb_groups import span_of
from scoring.sourcing.verbs import read_verb
from scoring.text.page_text import PageText
from scoring.text.quotations import Quotation
from scoring.text.set_off import Paragraph

# Blocks in which nobody is quoted for this article; the names are those of scoring/text/blocks/find.py.
SILENT_BLOCKS = frozenset({"related", "navigation", "comment", "notice", "credit", "byline", "dateline"})


def find_attributions(
    page: PageText,
    paragraphs: Sequence[Paragraph],
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    cast: Cast,
    outlet: str = "",
) -> list[Attribution]:
    """The attributions of a page, ascending by cue.

    `paragraphs`: (start, end, block kind); `sentences`: spans; both ascending, offsets into the text.
    `quotations`: from find_quotations. `cast`: from find_cast, for the same text: who a source is. `outlet`:
    whose text it is, so that what it says of itself has no outside source.
    """
    text, tokens = page.text, read_tokens(page)
    spoken = [quotation for quotation in quotations if quotation.kind != QuotationKind.TITLE]
    scene = Scene(
        tokens,
        spoken,
        [quotation.start for quotation in spoken],
        [quotation.end for quotation in spoken],
        _quoted_words(tokens, spoken),
    )
    silent = [(start, end) for start, end, kind in paragraphs if kind in SILENT_BLOCKS]
    silent_starts = [start for start, _ in silent]
    drafts: list[Draft] = []
    candidates = _candidates(scene)
    small = tokens.low
    bounds = np.searchsorted(page.words.starts, np.array(sentences, dtype=np.int32).reshape(-1, 2))
    reaches = np.searchsorted(np.array(candidates, dtype=np.int32), bounds)
    for (start, end), (low, high), (first, reached) in zip(
        sentences, bounds.tolist(), reaches.tolist(), strict=True
    ):
        if low >= high or (first == reached and small[low] != "in"):
            continue
        if text[start:end].isupper():
            continue  # the heading of another story, or a crosshead
        if silent and (at := bisect_right(silent_starts, start) - 1) >= 0 and start < silent[at][1]:
            continue
        drafts.extend(_read_sentence(scene, low, high, candidates[first:reached]))
    drafts.extend(read_colons(text, paragraphs, scene))
    drafts.extend(read_posts(text, paragraphs))
    drafts.extend(read_clauses_before_colons(scene, sentences, drafts))
    drafts, tellers = _first_hand(scene, drafts)
    continue_speech(drafts, scene, paragraphs)
    drafts.sort(key=lambda draft: (draft.cue, draft.source))
    voices = identify(text, drafts, cast, outlet)
    quoted_before = _quoted_before(spoken)
    found = [
        _finished(scene, quoted_before, draft, voice, tellers)
        for draft, voice in zip(drafts, voices, strict=True)
    ]
    return [one for draft, one in zip(drafts, found, strict=True) if not _is_no_report(text, draft, one)]


def _is_no_report(text: str, draft: Draft, found: Attribution) -> bool:
    """Whether a person only finds or calls up something: `found a way`, `called Ann Lee`."""
    spoken = text[draft.content[0][0]] in QUOTATION_MARKS
    if draft.lemma in rule_words().finding and found.source_type in _PERSONAL:
        return not found.reported and not spoken
    alone = len(draft.content) == 1 and draft.cue[1] < draft.content[0][0]
    return draft.lemma == "call" and alone and _is_name(text, draft.content)


QUOTATION_MARKS = "\"“‘'"
_PERSONAL = (SourceType.NAMED_PERSON, SourceType.UNNAMED_ROLE, SourceType.PUBLIC, SourceType.UNKNOWN)
# No name of somebody who is telephoned has more words.
MAX_NAME_WORDS = 4


def _is_name(text: str, content: Sequence[Span]) -> bool:
    """Whether the content is a bare name."""
    words = text[content[0][0] : content[0][1]].partition(" (")[0].split()
    return len(words) <= MAX_NAME_WORDS and all(word[0].isupper() for word in words)


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
        inside = bytearray(len(flags))
        for end, first in clauses:
            inside[first:end] = b"\1" * (end - first)
        found = [index for index in found if not inside[index]]
    return found


# Long because each sort of cue has a reader of its own, and what is read decides where the next may begin.
def _read_sentence(scene: Scene, low: int, high: int, candidates: Sequence[int]) -> list[Draft]:
    words, lexicon = scene.tokens.low, load_cues()
    drafts: list[Draft] = []
    reported, relayed = _Reported(), _Reported(RELAYING)
    heir = NO_SPAN
    scene.begin_sentence()
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
            read = read_hearsay if word in HEARSAY else read_per if word == PER else read_according
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
                draft.cue = _with_manner(scene.tokens, low, index, draft.cue)
                draft.head = _head_of_relative(scene.tokens, low, draft.source)
                if frame in VERB_FRAMES:
                    passed = index + 1 + len(cue.particle)
                    heir = _heir_behind(scene.tokens, low, draft, heir)
                else:
                    passed = index + 1
                break
        if draft is None:
            continue
        _close(scene.tokens.text, drafts, draft)
        if drafts and _is_chained(scene, drafts[-1], draft):
            _chain(drafts[-1], draft)
            continue
        reach = _reach_for(scene.tokens, draft, drafts, reported, relayed)
        if not _is_idle(draft, drafts, reach) and not _is_occasion(draft, drafts):
            drafts.append(draft)
    return drafts


def _with_manner(tokens: Tokens, low: int, verb: int, cue: Span) -> Span:
    """A cue with the verb whose manner it is: `countered by saying`, `followed up by warning`."""
    if verb - 2 < low or tokens.low[verb - 1] != "by" or any(tokens.marks[verb - 1 : verb + 1]):
        return cue
    if not tokens.flags[verb] & SPEECH_GERUND:
        return cue
    for first in range(verb - 2, max(low, verb - 1 - MAX_MANNER_WORDS) - 1, -1):
        if tokens.flags[first] & SURE_PAST and tokens.flags[first] & CUE:
            return tokens.starts[first], cue[1]
        if tokens.marks[first]:
            break
    return cue


# Words of a verb with its particle before `by saying`: followed up.
MAX_MANNER_WORDS = 2


def _close(text: str, before: Sequence[Draft], draft: Draft) -> None:
    """End what others say where the teller of the whole sentence is named: `Lee said it was late, | an aide said`."""
    begun = draft.cue[0] if draft.source == NO_SPAN else min(draft.source[0], draft.cue[0])
    if draft.group not in FOLLOWED_INSIDE or not draft.content or draft.content[-1][1] > begun:
        return
    end = len(text[:begun].rstrip(" ,—–-"))
    for other in before:
        if draft.content[0][0] <= other.cue[0]:
            other.content = [(a, end if a < begun < b else b) for a, b in other.content]


def _heir_behind(tokens: Tokens, low: int, draft: Draft, heir: Span) -> Span:
    """The source that later verbs of the sentence share: the draft's, or still the one before it.

    A thing of which a clause tells (`a plan that aims at Tarn`) and the agent of a passive are no subjects.
    """
    source = draft.source
    if source == NO_SPAN or _is_agent(tokens, low, draft):
        return heir
    return heir if heir != NO_SPAN and tokens.low[tokens.at(source[0])] in ("that", "which") else source


def _is_agent(tokens: Tokens, low: int, draft: Draft) -> bool:
    """Whether the source is who a passive names: `Lee was blamed by the board for doubting it`, where Lee doubts."""
    if draft.source[0] < draft.cue[1]:
        return False
    at = tokens.at(draft.source[0])
    return at > low and tokens.low[at - 1] == "by"


def _is_occasion(draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a noun without a source only says where the statement before it was made: `said in a statement that`."""
    if draft.group != "noun" or draft.source != NO_SPAN or not before:
        return False
    last = before[-1]
    return any(
        last.cue[1] <= draft.cue[0] and start <= draft.content[0][0] < end for start, end in last.content
    )


def _head_of_relative(tokens: Tokens, low: int, source: Span) -> Span:
    """The noun phrase before a source that is a relative pronoun: `the aides who said so`."""
    if not 0 < source[1] - source[0] <= LONGEST_RELATIVE:
        return NO_SPAN
    at = tokens.at(source[0])
    if at <= low or not tokens.flags[at] & RELATIVE:
        return NO_SPAN
    return span_of(tokens, noun_phrase_left(tokens, low, at - 1))


LONGEST_RELATIVE = len("which")


class _Reported:
    """How far the content of the drafts of a sentence reaches, asked for cue after cue.

    All drafts but the last are entered once: the last may still change, when the next cue is chained to it.
    """

    def __init__(self, groups: Set[str] = frozenset()) -> None:
        """`groups`: only drafts of these groups are entered; all where empty."""
        self._groups = groups
        self._entered = 0
        self._reach = -1  # of the content that begins before the last cue asked for
        self._ahead: list[Span] = []  # a heap of the content that begins behind it

    def covers(self, drafts: Sequence[Draft], cue: Span) -> bool:
        """Whether one stretch of what the drafts report holds the cue; cues are asked for in ascending order."""
        if not drafts:
            return False
        for draft in drafts[self._entered : -1]:
            for span in draft.content if self._holds(draft) else ():
                heappush(self._ahead, span)
        self._entered = max(self._entered, len(drafts) - 1)
        while self._ahead and self._ahead[0][0] <= cue[0]:
            self._reach = max(self._reach, heappop(self._ahead)[1])
        last = drafts[-1].content if self._holds(drafts[-1]) else ()
        return cue[1] <= self._reach or any(a <= cue[0] and cue[1] <= b for a, b in last)

    def _holds(self, draft: Draft) -> bool:
        return not self._groups or draft.group in self._groups


def _is_chained(scene: Scene, first: Draft, second: Draft) -> bool:
    """Whether the second cue is the infinitive of the first: `refused to say`."""
    if first.group != "want" or second.group not in ("say", "tell", "ask", "judge", "spoken"):
        return False
    return scene.tokens.plain[first.cue[1] : second.cue[0]].strip() in ("to", "")


def _chain(first: Draft, second: Draft) -> None:
    """Make one attribution of two, in place: the source of the first, the content of the second."""
    if first.lemma in ("refuse", "decline"):
        first.polarity = Polarity.NEGATED
    first.cue = (first.cue[0], second.cue[1])
    first.content = second.content
    first.group, first.stance = second.group, second.stance


def _reach_for(
    tokens: Tokens, draft: Draft, before: Sequence[Draft], reported: _Reported, relayed: _Reported
) -> _Reported:
    """Within what a draft is idle: one that tells what was spoken or shown, and by whom, only in what others report.

    `answered a letter in which Lee criticized the plan` tells Lee's criticism beside the answer.
    """
    told = draft.group in ("spoken", "show") and draft.polarity == Polarity.ASSERTED
    if not told or draft.source == NO_SPAN or any(draft.source == other.source for other in before):
        return reported
    last = tokens.at(draft.source[1]) - 1
    named = tokens.is_capital(last) or tokens.flags[last] & (SUBJECT | RELATIVE)
    # What is called so (`a group called the Tide`) is told by nobody.
    return relayed if named or draft.lemma not in rule_words().naming else reported


def _is_idle(draft: Draft, before: Sequence[Draft], reported: _Reported) -> bool:
    """Whether the draft lies inside what another says: only speech is followed into reported content."""
    return draft.group not in FOLLOWED_INSIDE and reported.covers(before, draft.cue)


# Frames that are followed even inside what another opposes or wants (`he defended what she said`).
FOLLOWED_INSIDE = frozenset({"say", "tell", "ask", "according"})


def _first_hand(scene: Scene, drafts: list[Draft]) -> tuple[list[Draft], dict[int, int]]:
    """The drafts that are no part of what somebody else is said to say; where `Lee said` stands in the others.

    What a source reports that others said is that source's statement: the text attributes it once.
    """
    inside = bytearray(len(scene.tokens.text))  # one per character: whether it is reported content
    for draft in drafts:
        if draft.group in RELAYING:
            for start, end in draft.content:
                inside[start:end] = b"\1" * (end - start)
    if not any(inside[draft.cue[0]] for draft in drafts):
        return drafts, {}
    relayed = find_relayed(drafts, tells_others(scene, drafts))
    tellers = {
        draft.source[0]: max(draft.source[1], draft.cue[1])
        for draft, is_relayed in zip(drafts, relayed, strict=True)
        if is_relayed and draft.group in FOLLOWED_INSIDE | {"spoken"} and draft.source != NO_SPAN
    }
    return [draft for draft, is_relayed in zip(drafts, relayed, strict=True) if not is_relayed], tellers


def _quoted_before(quotations: Sequence[Quotation]) -> list[int]:
    """How many characters stand in the quotations before each of them, and at the end in all."""
    counts = [0]
    for quotation in quotations:
        counts.append(counts[-1] + quotation.end - quotation.start)
    return counts


def _quoted_characters(scene: Scene, quoted_before: Sequence[int], start: int, end: int) -> int:
    """How many of the characters [start, end) stand in quotations."""
    first = bisect_right(scene.quotation_ends, start)
    last = bisect_left(scene.quotation_starts, end, first)
    if first >= last:
        return 0
    covered = quoted_before[last] - quoted_before[first]
    covered -= max(0, start - scene.quotation_starts[first])
    return covered - max(0, scene.quotation_ends[last - 1] - end)


def _finished(
    scene: Scene,
    quoted_before: Sequence[int],
    draft: Draft,
    voice: SourceIdentity,
    tellers: Mapping[int, int],
) -> Attribution:
    covered = total = 0
    for start, end in draft.content:
        total += end - start
        covered += _quoted_characters(scene, quoted_before, start, end)
    kind = ContentKind.MIXED
    if not covered:
        kind = ContentKind.INDIRECT
    elif covered >= total - 2 * len(draft.content):
        kind = ContentKind.DIRECT
    return Attribution(
        draft.source[0],
        draft.source[1],
        draft.cue[0],
        draft.cue[1],
        tuple(sorted(draft.content)),
        kind,
        voice.source_type,
        voice.speaker,
        voice.speaker_name,
        voice.co_speakers,
        draft.stance,
        voice.official,
        voice.second_hand,
        draft.group,
        draft.polarity,
        reported_spans(scene, draft, voice.source_type, tellers),
    )
