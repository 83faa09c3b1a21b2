"""Attributions whose cue is not a verb.

Such as `according to`, `in a poll`, `her claim that`, `is confident that`, `reportedly`.
"""

from scoring.actors.nouns import kinds_of_words, office_words
from scoring.schema.kinds import Stance
from scoring.sourcing.contents import (
    Scene,
    content_after,
    content_before,
    content_end,
    quotation_below,
    stretch,
)
from scoring.sourcing.cues import BEFORE_THE_SOURCE_OF_A_NOUN, Cue, load_cues
from scoring.sourcing.phrases import Range, noun_phrase_left, subject_left
from scoring.sourcing.phrases_after import noun_phrase_right
from scoring.sourcing.records import NO_SPAN, Draft, Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.tokens import (
    ADVERB,
    AUXILIARY,
    BE,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    HEARSAY,
    NOUN_TOO,
    NUMBER,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TO,
    Tokens,
)
from scoring.sourcing.verb_groups import span_of, verb_group

MAX_TO_SURVEY = 8


def read_according(scene: Scene, low: int, high: int, index: int) -> Draft | None:
    """`According to X, ...` and `..., according to X`."""
    tokens = scene.tokens
    if index + 2 > high - 1 or tokens.low[index + 1] != "to" or scene.quoted[index]:
        return None
    return _told_according(scene, low, high, index, index + 2)


def read_per(scene: Scene, low: int, high: int, index: int) -> Draft | None:
    """`..., per the Tarn Post` and `Per the report, ...`, but not `a day, per person`: a name or a document follows."""
    tokens = scene.tokens
    if index + 1 >= high or scene.quoted[index] or tokens.marks[index + 1]:
        return None
    if index > low and not tokens.marks[index] & COMMA:
        return None
    source = noun_phrase_right(tokens, index + 1, high)
    if source is None or (index > low and source[1] < high and not tokens.marks[source[1]] & (COMMA | STOP)):
        return None
    written = range(source[0], source[1])
    if not any(tokens.is_capital(at) or tokens.low[at] in kinds_of_words()["document"] for at in written):
        return None
    return _told_according(scene, low, high, index, index + 1)


def _told_according(scene: Scene, low: int, high: int, index: int, first: int) -> Draft | None:
    """What is told by the source that begins at the word `first`, behind a preposition that begins at `index`."""
    tokens = scene.tokens
    source = noun_phrase_right(tokens, first, high)
    if source is None:
        return None
    opens = all(tokens.flags[before] & (CONJUNCTION | ADVERB) for before in range(low, index))
    if opens:
        source = _before_statement(tokens, source, high)
    cue = (tokens.starts[index], tokens.ends[first - 1])
    content: list[Span] = []
    if not opens:
        begin = _clause_start(tokens, low, index)
        content = content_before(scene, begin, index)
    if opens and source[1] >= high and (below := quotation_below(scene, high)) is not None:
        content = [below]  # According to the board: “...”, in the paragraph below
    after = source[1]
    if after < high and (opens or (tokens.marks[index] & COMMA and tokens.marks[after] & COMMA)):
        end = content_end(scene, after, high)
        if end > after:
            content = [*content, stretch(scene, after, end)]
    return Draft(span_of(tokens, source), cue, content, "according", Stance.NEUTRAL) if content else None


def _before_statement(tokens: Tokens, source: Range, high: int) -> Range:
    """A source that opens the sentence, cut at its first comma where no apposition or clause about it follows."""
    comma = next((at for at in range(source[0] + 1, source[1]) if tokens.marks[at] & COMMA), source[1])
    if source[1] >= high or not _opens_apposition(tokens, comma, source[1]):
        return source[0], comma
    return source


def _opens_apposition(tokens: Tokens, comma: int, end: int) -> bool:
    """Whether the words behind a comma may tell of the source: `the board’s head`, `who left`, `director of Tarn`."""
    if comma >= end or tokens.flags[comma] & (DETERMINER | RELATIVE | NUMBER | PREPOSITION | PAST):
        return True
    words = tokens.low[comma : min(end, comma + MAX_TO_ROLE)]
    return tokens.is_capital(comma) or any(
        word in office_words() or word in kinds_of_words()["role"] for word in words
    )


# The noun for an office stands among so many words of an apposition without an article.
MAX_TO_ROLE = 5


def _clause_start(tokens: Tokens, low: int, index: int) -> int:
    """Where the statement before `according to` begins: after the last semicolon or dash."""
    for back in range(index - 1, low, -1):
        if tokens.marks[back] & STOP and not tokens.marks[back] & QUOTE:
            return back
    return low


def read_survey(scene: Scene, low: int, high: int, index: int) -> Draft | None:
    """`In a new poll, X leads`: a survey at the start of a sentence is the source of what follows."""
    tokens = scene.tokens
    if index != low or tokens.low[index] != "in":
        return None
    surveys = rule_words().survey
    for survey in range(index + 2, min(high, index + MAX_TO_SURVEY)):
        if tokens.marks[survey] & (QUOTE | STOP | COMMA):
            return None
        if tokens.low[survey] in surveys:
            phrase = noun_phrase_right(tokens, index + 1, high)
            if phrase is None or survey >= high - 2:
                return None
            after = next((k for k in range(survey + 1, high) if tokens.marks[k] & COMMA), high)
            if after >= high:
                return None
            source = (index + 1, after)
            cue = (tokens.starts[index], tokens.ends[index])
            return Draft(
                span_of(tokens, source), cue, [stretch(scene, after, high)], "according", Stance.NEUTRAL
            )
    return None


def read_hearsay(scene: Scene, low: int, high: int, index: int) -> Draft | None:
    """`He is reportedly in talks`: the source is not named."""
    tokens = scene.tokens
    stance = HEARSAY.get(tokens.low[index])
    if stance is None or scene.quoted[index]:
        return None
    content: list[Span] = []
    end = content_end(scene, index, high) if index + 1 < high else index
    if index > low:
        first = verb_group(tokens, low, index, index + 1).first
        subject = subject_left(tokens, low, first)
        begin = subject[0] if subject else first
        if begin < index:
            content.append(stretch(scene, begin, index))
    if end > index + 1:
        content.append(stretch(scene, index + 1, end))
    if not content:
        return None
    cue = (tokens.starts[index], tokens.ends[index])
    return Draft(NO_SPAN, cue, content, "according", stance)


def read_adjective(scene: Scene, low: int, high: int, index: int, cue: Cue) -> Draft | None:
    """`X is confident that`, `felt sure of`, `was critical of`."""
    tokens = scene.tokens
    if index + 1 >= high or index == low or tokens.marks[index]:
        return None
    follows = tokens.low[index + 1]
    if tokens.marks[index + 1] or not (
        follows in rule_words().after_adjective or tokens.flags[index + 1] & TO
    ):
        return None
    group = verb_group(tokens, low, index, index + 1)
    first = group.first
    if not group.bits & BE:
        if first == low or tokens.low[first - 1] not in rule_words().copula or tokens.marks[first]:
            return None
        first = verb_group(tokens, low, first - 1, first).first
    source = (first - 1, first) if group.subject_inside else subject_left(tokens, low, first)
    if source is None:
        return None
    end = index + 1 if follows in ("that", "to") else index + 2
    content = content_after(scene, low, high, end, cue)
    if not content:
        return None
    return Draft(
        span_of(tokens, source),
        (tokens.starts[first], tokens.ends[end - 1]),
        content,
        "adjective",
        cue.stance,
    )


def read_noun(scene: Scene, low: int, high: int, index: int, cue: Cue) -> Draft | None:
    """`his claim that`, `the White House’s decision to`, `criticism of the plan from X`.

    The source comes before the noun, or after it with `from` or `by`. Often no source is given (`the claim that`);
    in that case a noun with `of` is usually not a cue (`a report of the plans`).
    """
    tokens = scene.tokens
    if index + 2 > high or tokens.marks[index + 1 : index + 2] != [0]:
        return None
    if index > low and tokens.is_capital(index) and tokens.is_capital(index - 1) and not tokens.marks[index]:
        return None  # told Tarn News that
    follows = tokens.low[index + 1]
    source: Range | None = None
    first = index
    possessives = rule_words().possessive
    while first > low and not tokens.marks[first] and index - first < 3:
        before = first - 1
        if tokens.low[before] in possessives:
            source = (before, before + 1)
            break
        if tokens.flags[before] & POSSESSIVE:
            source = _possessor(tokens, low, before)
            break
        if tokens.flags[before] & (DETERMINER | PREPOSITION | SUBORDINATOR | RELATIVE | BE):
            if tokens.flags[before] & DETERMINER:
                source = _who_makes(tokens, low, before)
            break
        first = before
    begin = index + 1
    if source is None and follows in BEFORE_THE_SOURCE_OF_A_NOUN and index + 2 < high:
        source = noun_phrase_right(tokens, index + 2, high)
        if source is None or source[1] >= high:
            return None
        begin = source[1]
        follows = tokens.low[begin]
    if follows not in cue.particle or (source is None and follows == "of"):
        return None
    if follows not in ("that", "to"):
        begin += 1
    if begin >= high:
        return None
    end = content_end(scene, begin, high)
    if end <= begin:
        return None
    end = _noun_content_end(tokens, begin, end)
    cue_end = index + 1 if follows in ("that", "to") else index + 2
    cue_first = source[1] if source is not None and source[1] <= index else index
    return Draft(
        span_of(tokens, source),
        (tokens.starts[cue_first], tokens.ends[cue_end - 1]),
        [stretch(scene, begin, end)],
        "noun",
        cue.stance,
    )


def _who_makes(tokens: Tokens, low: int, article: int) -> Range | None:
    """The subject of the verb that only carries the noun: `Lee has made an urgent call for`."""
    verb = article - 1
    if verb <= low or tokens.marks[article] or tokens.low[verb] not in rule_words().light_verb:
        return None
    if any(not cue.particle for cue in load_cues().get(tokens.low[verb], ())):
        return None  # expressed the fear that: the verb tells it
    return subject_left(tokens, low, verb_group(tokens, low, verb, article).first)


def _possessor(tokens: Tokens, low: int, last: int) -> Range:
    """The noun phrase that ends in 's, without a preposition and the words before it."""
    phrase = noun_phrase_left(tokens, low, last) or (last, last + 1)
    for index in range(last - 1, phrase[0] - 1, -1):
        if tokens.flags[index] & PREPOSITION and tokens.low[index] != "of":
            return index + 1, last + 1
    return phrase


# How many words are searched for the end of a noun's complement; none without a comma is as long.
MAX_COMPLEMENT_WORDS = 120


def _noun_content_end(tokens: Tokens, begin: int, end: int) -> int:
    """Where a noun's complement ends: before a comma, or before the verb that the noun is the subject of."""
    bare = tokens.low[begin] not in ("that", "to")
    seen = False
    for index in range(begin + 1, min(end, begin + MAX_COMPLEMENT_WORDS)):
        if tokens.marks[index] & (COMMA | STOP) and not tokens.marks[index] & QUOTE:
            return index
        before = tokens.flags[index - 1]
        if bare and tokens.flags[index] & (BE | ADVERB) and not tokens.flags[index] & DETERMINER:
            return index
        verb = tokens.flags[index] & (FINITE | AUXILIARY) and not tokens.flags[index] & (TIME | NOUN_TOO)
        if (
            bare
            and verb
            and not before & (RELATIVE | SUBJECT | SUBORDINATOR | CONJUNCTION | ADVERB | PREPOSITION)
        ):
            return index  # their calls for a wall | have failed
        ends = seen and not bare and tokens.flags[index] & FINITE and not tokens.flags[index] & AUXILIARY
        if ends and not before & (AUXILIARY | CONJUNCTION | SUBORDINATOR | SUBJECT | RELATIVE):
            return index  # her claim that the vote was rigged | drew laughter
        seen = seen or bool(tokens.flags[index] & (FINITE | AUXILIARY))
    return end
