"""Where the content of an attribution begins and ends: beside the cue, in quotation marks, or before it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from scoring.sourcing.cues import ING_FORM, Cue
from scoring.sourcing.records import Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.tokens import (
    ADVERB,
    AUXILIARY,
    CLOSE_BRACKET,
    CLOSES,
    COMMA,
    CONJUNCTION,
    CUE,
    DETERMINER,
    FINITE,
    GERUND,
    HAVE,
    JOINS,
    OBJECT,
    OPEN_BRACKET,
    PAST,
    PERIOD,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    REPORTING_NOUN,
    SPEECH_GERUND,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    SURE_PAST,
    TELLS,
    TIME,
    TO,
    Tokens,
    split_words,
)
from scoring.text.quotations import Quotation

# Between a closing mark and the words that attribute it stand at most so many characters.
MAX_GAP = 3
# The circumstances of the telling before its content: `said in an interview with the paper on Monday that`.
MAX_CIRCUMSTANCE_WORDS = 14
MAX_HEARER_WORDS = 9
# A clause that follows a comma and holds its own verb of speech within so many words is not the content.
REACH_OF_NEXT_CUE = 8


@dataclass(slots=True)
class Subjects:
    """How far the verbs of a sentence have been asked for their subject: `reached`, the next word to look at;
    `failed`, the last verb that had none before one had; `found`, the first subject.
    """

    reached: int
    failed: int = -1
    found: Span | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules read: the words, the spoken quotations (ascending) and where each ends.

    `ends`, `subjects` and `commas` keep what the rules have found in the sentence that they are reading: many cues of
    one sentence ask the same.
    """

    tokens: Tokens
    quotations: Sequence[Quotation]
    quotation_starts: Sequence[int]
    quotation_ends: Sequence[int]
    quoted: bytearray  # one per word: whether it stands in quotation marks
    # (end of the sentence, classes that end the content) -> the words between which the answer holds: [from, answer)
    ends: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    subjects: dict[int, Subjects] = field(default_factory=dict)  # by first word of the sentence
    commas: dict[int, tuple[int, int]] = field(
        default_factory=dict
    )  # first word -> first comma, looked for up to

    def begin_sentence(self) -> None:
        """Forget what was found in the sentence before."""
        self.ends.clear()
        self.subjects.clear()
        self.commas.clear()


def quotation_ending_before(scene: Scene, word: int) -> Quotation | None:
    """The quotation that ends right before the word, with only a comma or a dash between."""
    if not scene.tokens.marks[word] and (word == 0 or not scene.quoted[word - 1]):
        return None
    offset = scene.tokens.starts[word]
    index = bisect_right(scene.quotation_ends, offset) - 1
    if index < 0:
        return None
    quotation = scene.quotations[index]
    if offset - quotation.end > MAX_GAP or scene.tokens.plain[quotation.end : offset].strip(" ,-"):
        return None
    return quotation


def quotation_at(scene: Scene, offset: int) -> Quotation | None:
    """The quotation that covers the character `offset`."""
    index = bisect_right(scene.quotation_starts, offset) - 1
    if index >= 0 and scene.quotations[index].end > offset:
        return scene.quotations[index]
    return None


def quotation_below(scene: Scene, end: int) -> Span | None:
    """The quotation that opens the paragraph below, where a colon ends this one behind the words up to `end`."""
    plain, colon = scene.tokens.plain, scene.tokens.ends[end - 1]
    if plain[colon : colon + 1] != ":":
        return None
    at = bisect_left(scene.quotation_starts, colon)
    if at == len(scene.quotation_starts) or plain[colon + 1 : scene.quotation_starts[at]].strip():
        return None
    return scene.quotations[at].start, scene.quotations[at].end


def stretch(scene: Scene, first: int, end: int) -> Span:
    """Characters of the words [first, end), with the marks, currency signs and brackets at its edges."""
    tokens = scene.tokens
    text, plain = tokens.text, tokens.plain
    start, stop = tokens.starts[first], tokens.ends[end - 1]
    while start > 0 and plain[start - 1] in "$£€#@":
        start -= 1
    if scene.quoted[first]:
        opening = quotation_at(scene, start)
        if opening and opening.start < start and start - opening.start <= MAX_GAP:
            start = opening.start
    closing = quotation_at(scene, stop - 1) if scene.quoted[end - 1] else None
    if closing and closing.end > stop:
        stop = closing.end
    elif text[stop : stop + 1] in ("%", "?", ")") and (plain[stop] != ")" or "(" in plain[start:stop]):
        stop += 1
    return start, stop


def content_before(scene: Scene, low: int, first: int) -> list[Span]:
    """The content that stands before the source or cue at the word `first`, back to the word `low`.

    A quotation that ends there is taken whole, with the sentence's words before it.
    """
    tokens = scene.tokens
    quotation = quotation_ending_before(scene, first)
    if quotation is not None:
        start = quotation.start
        if low < first and tokens.starts[low] < start:
            begin = low
            while tokens.flags[begin] & CONJUNCTION and begin + 1 < first:
                begin += 1
            if not tokens.marks[tokens.at(start)] & STOP:
                start = min(start, tokens.starts[begin])
        return [(start, quotation.end)]
    begin = _past_dateline(tokens, low, first)
    while begin < first - 1 and tokens.flags[begin] & CONJUNCTION:
        begin += 1
    if all(tokens.flags[index] & (CONJUNCTION | ADVERB) for index in range(begin, first)):
        return []
    return [stretch(scene, begin, first)]


def _past_dateline(tokens: Tokens, low: int, first: int) -> int:
    """Behind `WASHINGTON, D.C. (AFP) —` at the sentence's start."""
    for index in range(low + 1, min(first, low + MAX_DATELINE_WORDS)):
        if not tokens.text[tokens.starts[index - 1] : tokens.ends[index - 1]].isupper():
            break
        if tokens.marks[index] & STOP:
            return index
    return low


# Place, region, agency and the like before the dash of a dateline.
MAX_DATELINE_WORDS = 6


def content_after(scene: Scene, low: int, high: int, first: int, cue: Cue) -> list[Span]:
    """The content that stands behind the cue, from the word `first`; empty where there is none."""
    tokens = scene.tokens
    begin = first
    if begin >= high or begin in tokens.withheld_from:
        return []
    if cue.frame in ("tell", "ask"):
        told = _told_clause(scene, begin, high) if cue.frame == "tell" else None
        behind = _past_hearer(tokens, begin, high) if told is None else told
        # Whoever shall do what is asked is part of it (ordered | the board to meet), and so is a mere object.
        if cue.frame == "tell" or not (
            behind < high and (tokens.low[behind] == "to" or _is_object(tokens, behind))
        ):
            begin = behind
    if cue.frame in ("say", "tell", "ask", "think") and cue.particle != ("that",):
        begin = _past_circumstances(scene, begin, high)
    if cue.lemma in ("quote", "cite"):  # quoted the minister as saying that
        begin = next(
            (
                index + 2
                for index in range(begin, min(high - 2, begin + MAX_HEARER_WORDS))
                if tokens.low[index] == "as" and tokens.flags[index + 1] & GERUND
            ),
            begin,
        )
    if begin >= high or tokens.low[begin] == "according":
        return []  # they were not told, according to two aides
    title = tokens.marks[begin] & QUOTE and not scene.quoted[begin] and tokens.low[begin] != "that"
    if title and cue.frame in ("say", "tell", "ask"):
        return []  # what was written is a title
    quotation = quotation_at(scene, tokens.starts[begin]) if scene.quoted[begin] else None
    end = content_end(scene, begin, high, _stops(scene, low, high, first, cue))
    end = _within_bracket(scene, begin, end)
    if end <= begin:
        return []
    if quotation and _is_whole(scene, begin, quotation):
        end = min(end, tokens.at(quotation.end))
    span = stretch(scene, begin, end)
    if quotation and quotation.end > span[1]:
        span = (span[0], quotation.end)
    return [span]


def _within_bracket(scene: Scene, begin: int, end: int) -> int:
    """Where the bracket closes in which the content began, else `end`: `(Lee says it is late.) | The board left`."""
    tokens, opened = scene.tokens, 0
    for index in range(begin + 1, min(end, begin + REACH_OF_BRACKET)):
        mark = tokens.marks[index]
        if mark & CLOSE_BRACKET and not scene.quoted[index]:
            if not opened and not mark & OPEN_BRACKET:
                return index
            opened = 0
        opened |= mark & OPEN_BRACKET
    return end


# Words of a statement in brackets.
REACH_OF_BRACKET = 60


def _is_object(tokens: Tokens, behind: int) -> bool:
    """Whether the clause is over before the word `behind`: `who demanded a wall, | left`."""
    mark = tokens.marks[behind]
    return bool(mark & COMMA) and not mark & QUOTE and tokens.low[behind] not in rule_words().content_opener


def _is_whole(scene: Scene, begin: int, quotation: Quotation) -> bool:
    """Whether a quotation that opens the content is a statement by itself: `asked “Why now?” | while she left`."""
    first = scene.tokens.at(quotation.start)
    return first == begin and scene.tokens.plain[quotation.end - 2] in ".?!"


def _told_clause(scene: Scene, begin: int, high: int) -> int | None:
    """The `that` behind a hearer, if it comes: `told about 200 people that`, `told the Post’s “Morning Call” that`."""
    tokens = scene.tokens
    for index in range(begin, min(high, begin + MAX_HEARER_WORDS)):
        if scene.quoted[index]:
            if not tokens.is_capital(index):
                return None
            continue
        if tokens.low[index] == "that":
            return index
        if tokens.marks[index] & (STOP | COMMA) or tokens.flags[index] & (SUBJECT | AUXILIARY | FINITE | TO):
            return None
    return None


def _past_hearer(tokens: Tokens, begin: int, high: int) -> int:
    """Behind the person told or asked: `told [the BBC] that`, `asked [him] if`."""
    flags, marks = tokens.flags, tokens.marks
    if marks[begin] & (QUOTE | STOP | COMMA) or flags[begin] & (SUBORDINATOR | PREPOSITION):
        return begin
    if flags[begin] & OBJECT and not flags[begin] & DETERMINER:
        return begin + 1
    for index in range(begin + 1, min(high, begin + MAX_HEARER_WORDS)):
        if marks[index] & COMMA and not marks[index] & (QUOTE | STOP):
            return _past_apposition(tokens, index, high)
        if marks[index] & (QUOTE | STOP):
            return index
        flag = flags[index]
        if tokens.low[index] in rule_words().content_opener or flag & (SUBJECT | TO):
            return index
        if flag & TIME or (
            flag & PREPOSITION and tokens.low[index] not in ("of", "for", "at", "with", "from")
        ):
            return index
        if (
            flag & DETERMINER
            and not flags[index - 1] & (PREPOSITION | CONJUNCTION | DETERMINER)
            and index > begin
        ):
            return index
    return begin


def _past_apposition(tokens: Tokens, comma: int, high: int) -> int:
    """Behind an apposition to the hearer, where `, that` follows: `told Ann Lee, the host, that`."""
    for index in range(comma + 1, min(high, comma + MAX_HEARER_WORDS)):
        if tokens.marks[index] & COMMA:
            return index if tokens.low[index] == "that" else comma
        if tokens.marks[index] or tokens.flags[index] & (AUXILIARY | SUBJECT | RELATIVE):
            return comma
    return comma


def _past_circumstances(scene: Scene, begin: int, high: int) -> int:
    """Behind `in an interview`, `on Monday`, `on “Morning Call”`, where `that` or a quotation follows them."""
    tokens = scene.tokens
    flags, marks = tokens.flags, tokens.marks
    if begin >= len(flags):  # the text ends with the cue
        return begin
    flag = flags[begin]
    if marks[begin] & (QUOTE | STOP) or not flag & (PREPOSITION | TIME | ADVERB | REPORTING_NOUN):
        return begin
    if (
        flag & TO
        and not flag & TIME
        and tokens.low[begin] == "to"
        and not _is_hearer(tokens, begin + 1, high)
    ):
        return begin
    if flag & DETERMINER:
        return begin
    only_time = True
    for index in range(begin, min(high, begin + MAX_CIRCUMSTANCE_WORDS)):
        if index > begin and marks[index] & QUOTE and scene.quoted[index]:
            return index
        if index > begin and marks[index] & COMMA and flags[index] & TELLS:
            return high  # who wrote about it, said: another's content
        if tokens.low[index] == "that" and index > begin:
            return index
        if index > begin and flags[index] & SUBJECT and not flags[index] & DETERMINER:
            return index
        if (
            only_time
            and not flags[index] & (TIME | PREPOSITION | ADVERB)
            and tokens.low[index] not in _TIME_WORDS
        ):
            if index > begin and flags[index - 1] & (TIME | ADVERB):
                return index
            only_time = False
        if marks[index] & STOP and index > begin:
            return index
    return begin


_TIME_WORDS = split_words("last this next the early late that")


def _is_hearer(tokens: Tokens, index: int, high: int) -> bool:
    return index < high and (
        tokens.is_capital(index)
        or bool(tokens.flags[index] & (OBJECT | REPORTING_NOUN))
        or tokens.low[index] == "reporters"
    )


def _stops(scene: Scene, low: int, high: int, first: int, cue: Cue) -> int:
    """Classes of words before which a comma ends the content."""
    if first_comma(scene, low, high) >= first and (
        _opens_side_clause(scene.tokens, low) or _is_in_fronted_phrase(scene.tokens, low, first)
    ):
        return -1  # `When he said that ..., the crowd left`: any comma ends the first clause
    stops = _OF_GERUND if cue.forms & ING_FORM else 0
    if _is_in_aside(scene.tokens, low, first):
        stops |= _IN_ASIDE
    if cue.frame in OBJECT_FRAMES:
        stops |= SUBORDINATOR | RELATIVE | GERUND | SUBJECT | AUXILIARY | DETERMINER
    return stops | _OF_ACT if cue.frame in ("judge", "spoken") else stops


# Beside the classes: the cue is in -ing (a parallel verb in -ing ends the content); it is an act toward an object (a
# verb behind `and` ends it); it stands in a relative clause behind a comma (the main verb behind the next one ends it).
_OF_GERUND, _OF_ACT, _IN_ASIDE = 1 << 40, 1 << 41, 1 << 42


def _is_in_aside(tokens: Tokens, low: int, first: int) -> bool:
    """Whether the cue before the word `first` is in a relative clause behind a comma: `Lee, who has said so, left`."""
    for index in range(first - 1, max(low, first - REACH_OF_ASIDE), -1):
        if tokens.low[index] in ASIDE_OPENERS:
            return bool(tokens.marks[index] & COMMA)
        if tokens.marks[index]:
            return False
    return False


# Who or what opens a relative clause in commas, and how many words before the end of the cue it may stand.
ASIDE_OPENERS = frozenset({"who", "which", "whom", "whose"})
REACH_OF_ASIDE = 10


def _opens_side_clause(tokens: Tokens, low: int) -> bool:
    """Whether the sentence begins with a clause that its main clause follows: `When ...,`, `Asked if ...,`."""
    first = low
    while tokens.flags[low] & _BEFORE_SIDE_CLAUSE and not tokens.flags[low] & SUBORDINATOR:
        if low + 1 == len(tokens.flags) or tokens.marks[low + 1]:
            break
        low += 1  # And even while ...
    if first < low and tokens.low[low] == "as" and tokens.low[low - 1] != "even":
        return False  # But as she says, the road is closed
    flag = tokens.flags[low]
    if flag & PREPOSITION and not flag & SUBORDINATOR:
        return low + 1 < len(tokens.flags) and bool(tokens.flags[low + 1] & GERUND)
    return bool(flag & (SUBORDINATOR | GERUND)) or tokens.low[low] in ASKED


def _is_in_fronted_phrase(tokens: Tokens, low: int, first: int) -> bool:
    """Whether the cue before the word `first` tells of a noun of the phrase that opens the sentence.

    Such as `Of those who said | so, most left` and `In a town where most say | so, few left`.
    """
    while tokens.flags[low] & CONJUNCTION and low + 1 < first:
        low += 1
    if not tokens.flags[low] & PREPOSITION or tokens.flags[low] & SUBORDINATOR:
        return False
    near = range(low + 1, min(first, low + REACH_OF_RELATIVE))
    opener = next((at for at in near if tokens.low[at] in RELATIVE_OPENERS), None)
    if opener is None or any(tokens.marks[low + 1 : opener + 1]):
        return False
    return not any(tokens.flags[at] & (AUXILIARY | FINITE) for at in range(low, opener))


# What opens a relative clause within a phrase, and how many words behind the phrase's first it may stand.
RELATIVE_OPENERS = ASIDE_OPENERS | {"where", "when"}
REACH_OF_RELATIVE = 10
_BEFORE_SIDE_CLAUSE = CONJUNCTION | ADVERB
# Participles that open a sentence: Asked if he would go, Lee said no.
ASKED = frozenset({"asked", "pressed", "questioned"})


def first_comma(scene: Scene, low: int, high: int) -> int:
    """The first word of the sentence [low, high) but the opening one that has a comma before it; else `high`."""
    known = scene.commas.get(low)
    if known is None or known[1] < high:
        marks = scene.tokens.marks
        found = next((index for index in range(low + 1, high) if marks[index] & COMMA), high)
        known = scene.commas[low] = (found, high)
    return min(known[0], high)


# Frames whose content is an object rather than a clause.
OBJECT_FRAMES = frozenset({"judge", "spoken", "want", "seem", "passive", "noun", "adjective"})


def content_end(scene: Scene, begin: int, high: int, stops: int = 0) -> int:
    """The word after the content that begins at the word `begin`.

    The sentence's end or the next attribution. Where it ends does not depend on where it begins, so that the
    answer for one cue holds for all cues from there on.
    """
    known = scene.ends.get((high, stops))
    if known is not None and known[0] <= begin < known[1]:
        return known[1]
    if known is not None and begin < known[0] < high:
        end = _next_end(scene, begin, known[0] + 1, stops, high)
        if end <= known[0]:
            return end
        end = known[1]
    else:
        end = _next_end(scene, begin, high, stops, high)
    scene.ends[high, stops] = (begin, end)
    return end


def _next_end(scene: Scene, begin: int, before: int, stops: int, high: int) -> int:
    """The first word behind `begin` that ends content, of those before the word `before`; else that."""
    tokens = scene.tokens
    flags, marks, low = tokens.flags, tokens.marks, tokens.low
    quoted = scene.quoted
    for index in range(begin + 1, before):
        mark, flag = marks[index], flags[index]
        if not mark and not flag & _MAY_END:
            continue
        if quoted[index] and quoted[index - 1] and not mark & QUOTE:
            continue
        if mark & (COMMA | STOP):
            if mark & COMMA and low[index] in ("but", "and") and low[index + 1 : index + 2] == ["that"]:
                continue
            if mark & COMMA and (flag & stops or stops < 0 or low[index] == "but"):
                return index
            if mark & COMMA and stops & _IN_ASIDE and _is_main_verb(tokens, index, high):
                return index
            if low[index] == "according" or (flag & GERUND and flag & SPEECH_GERUND):
                return index
            if mark & COMMA and flag & ADVERB and _is_speech_gerund(tokens, index + 1, high):
                return index  # even suggesting that
            if mark & COMMA and low[index] == "even" and stops > 0 and tokens.flags[index + 1] & stops:
                return index  # ignored it, even as others condemned it
            if flag & (CONJUNCTION | SUBORDINATOR) and _cue_follows(scene, index, high):
                return index
            if mark & COMMA and low[index] == "with" and _is_told_beside(tokens, index, high):
                return index
            if mark & COMMA and _attributes_what_stands_before(scene, index, high):
                return index
            if mark & STOP and ";" in tokens.text[tokens.ends[index - 1] : tokens.starts[index]]:
                return index
        elif stops & _OF_GERUND and flag & CONJUNCTION and _is_told_by_other(tokens, index, high):
            return index  # Ann Lee telling them to go and Jo Roe saying they would
        elif low[index] == "according" or (
            flag & CONJUNCTION
            and index + 1 < high
            and (_joins_cue(tokens, index, high) or (stops > 0 and _joins_clause(tokens, index, stops)))
        ):
            return index
    return before


def _is_speech_gerund(tokens: Tokens, index: int, high: int) -> bool:
    """Whether the word, with no mark before it, is the form in -ing of a verb of saying."""
    flag = tokens.flags[index] if index < high and not tokens.marks[index] else 0
    return bool(flag & GERUND and flag & SPEECH_GERUND)


def _is_told_beside(tokens: Tokens, index: int, high: int, between: int = 0) -> bool:
    """Whether `, with [the mayor] saying` comes: somebody else speaks beside. No word is of the classes `between`."""
    for later in range(index + 1, min(high, index + REACH_OF_NEXT_CUE)):
        if tokens.marks[later] or tokens.flags[later] & between:
            return False
        if _is_speech_gerund(tokens, later, high):
            return True
    return False


def _is_told_by_other(tokens: Tokens, index: int, high: int) -> bool:
    """Whether `and [Jo Roe] saying` comes: somebody else speaks, told by a participle as well."""
    between = PREPOSITION | CONJUNCTION | RELATIVE | AUXILIARY | SUBORDINATOR
    named = not _is_speech_gerund(tokens, index + 1, high)
    return named and _is_told_beside(tokens, index, high, between)


def _is_main_verb(tokens: Tokens, index: int, high: int) -> bool:
    """Whether a verb without a subject of its own comes: `Lee, who wants more, | has left`."""
    while index < high - 1 and tokens.flags[index] & ADVERB and not tokens.flags[index] & AUXILIARY:
        index += 1
        if tokens.marks[index]:
            return False
    return bool(tokens.flags[index] & (AUXILIARY | FINITE | PAST | SURE_PAST | TELLS))


def _joins_clause(tokens: Tokens, index: int, stops: int) -> bool:
    """Whether the words behind `and` go on with what the source, or somebody else, did.

    Behind `calling him a liar`, `and accusing`; behind `supported the bill`, `and has`, `and they`.
    """
    flag = tokens.flags[index + 1]
    if stops & _OF_GERUND and flag & GERUND:
        return True
    return bool(stops & _OF_ACT and flag & (AUXILIARY | SUBJECT | FINITE) and not flag & DETERMINER)


# Without a mark before it, content ends only at a conjunction or at `according`, which is a cue.
_MAY_END = CONJUNCTION | CUE


def _cue_follows(scene: Scene, index: int, high: int) -> bool:
    """Whether `, but [he also] said` comes: another attribution with its own verb."""
    tokens = scene.tokens
    for later in range(index + 1, min(high, index + REACH_OF_NEXT_CUE)):
        if tokens.marks[later] & (COMMA | STOP | QUOTE):
            return False
        flag = tokens.flags[later]
        if flag & (TELLS | JOINS) or (flag & CUE and tokens.flags[later - 1] & (HAVE | SUBJECT)):
            return True
    return False


def _joins_cue(tokens: Tokens, index: int, high: int) -> bool:
    """Whether `and [also] said` comes: the same source goes on."""
    later = index + 1
    while later < high - 1 and tokens.flags[later] & ADVERB:
        later += 1
    if tokens.low[index] == "but" and tokens.flags[later] & (FINITE | AUXILIARY | PAST):
        return True
    return bool(tokens.flags[later] & JOINS)


def _attributes_what_stands_before(scene: Scene, index: int, high: int) -> bool:
    """Whether `, X said` closes the content: a short subject and a verb of speech with nothing behind it."""
    tokens = scene.tokens
    for later in range(index, min(high, index + REACH_OF_NEXT_CUE)):
        if later > index and tokens.marks[later] & ~PERIOD:
            return False
        if tokens.flags[later] & CLOSES:
            rest = later + 1
            inverted = later == index and tokens.low[later] in rule_words().inverts_freely
            quotes = rest < high and tokens.marks[rest] & QUOTE  # Desel said: “...”
            return rest >= high or bool(tokens.marks[rest] & COMMA or quotes) or inverted
    return False
