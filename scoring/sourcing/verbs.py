"""Attributions whose cue is a verb: `X said that`, `said X`, `was told by X`, `X opposes`, `seems to`."""

from bisect import bisect_left

from scoring.actors.nouns import kinds_of_words
from scoring.schema.kinds import Polarity
from scoring.sourcing.contents import (
    Scene,
    Subjects,
    content_after,
    content_before,
    content_end,
    quotation_below,
    quotation_ending_before,
    stretch,
)
from scoring.sourcing.cues import BASE_FORM, ING_FORM, PARTICIPLE_FORM, PAST_FORM, THIRD_FORM, Cue
from scoring.sourcing.passives import read_passive, read_raising
from scoring.sourcing.phrases import (
    Range,
    is_finite_past,
    is_fronted_participle,
    is_named_will,
    is_verb_form,
    noun_phrase_left,
    subject_left,
)
from scoring.sourcing.phrases_after import noun_phrase_right
from scoring.sourcing.records import NO_SPAN, Draft, Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.source_phrase import is_person_noun
from scoring.sourcing.tokens import (
    ADVERB,
    AUXILIARY,
    BE,
    CLOSE_BRACKET,
    COMMA,
    CONJUNCTION,
    CONTRACTION,
    CUE,
    DETERMINER,
    FINITE,
    GERUND,
    HAVE,
    MODAL,
    NEGATION,
    NUMBER,
    OBJECT,
    OWN_RULES,
    PAST,
    PERIOD,
    POSSESSIVE,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    SPEECH_GERUND,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TO,
    Tokens,
    split_words,
)
from scoring.sourcing.verb_groups import (
    VerbGroup,
    cue_span,
    is_noun_here,
    opens_inverted,
    polarity_of,
    span_of,
    tells_in_chain,
    verb_group,
)
from scoring.text.quotations import Quotation

SPEECH_FRAMES = frozenset({"say", "tell", "ask"})
CLAUSE_FRAMES = frozenset({"say", "tell", "ask", "think", "show"})
# How far behind `continued` its quotation may begin, in words.
REACH_OF_QUOTATION = 12
# The subject between a quotation and `continued` has seldom more words.
MAX_SHORT_SUBJECT = 4
# Words of `Had` with its subject before a verb that never was.
MAX_HAD_WORDS = 8
# A subject behind a fronted participle is at most so long, in words.
MAX_SUBJECT_WORDS = 16


def read_verb(scene: Scene, low: int, high: int, verb: int, cue: Cue, heir: Span) -> Draft | None:
    """The attribution that the word `verb` makes as `cue`, in the sentence of the words [low, high), or None.

    `heir`: the source of the attribution before it in the sentence, which coordinated and participial
    verbs share.
    """
    tokens = scene.tokens
    particle = cue.particle
    end = verb + 1 + len(particle)
    if end > high:
        return None
    if particle and (tuple(tokens.low[verb + 1 : end]) != particle or any(tokens.marks[verb + 1 : end])):
        return None
    group = verb_group(tokens, low, verb, end)
    if is_noun_here(tokens, low, high, group, cue):
        return None
    polarity = polarity_of(tokens, low, group)
    if group.bits & TO and polarity == Polarity.ASSERTED and not tells_in_chain(tokens, low, group):
        polarity = Polarity.HYPOTHETICAL  # to oppose, planning to say
    has = group.subject_inside and group.bits & HAVE  # he’s said
    if cue.frame == "passive":
        he_has = has and tokens.low[end : end + 1] != ["to"]
        if group.bits & (MODAL | TO) or not group.bits & BE or he_has:
            return None
        return read_raising(scene, low, high, group, cue, polarity)
    he_has = has and cue.frame in ("say", "think")
    passive = cue.forms & PARTICIPLE_FORM and group.bits & BE and not he_has and not cue.forms & BASE_FORM
    by = (
        end < high
        and "by" in tokens.low[end : min(high, end + 1 + bool(tokens.flags[end] & ADVERB))]
        and not tokens.marks[end]
        and not _tells_how(tokens, end, high)
    )
    if passive or (by and cue.forms & PARTICIPLE_FORM and not group.bits & AUXILIARY):
        told = read_passive(scene, low, high, group, cue, polarity)
        only_done = told is not None and told.source != NO_SPAN and told.content[-1][0] < told.cue[0]
        # the list is maintained by the board
        return None if only_done and cue.lemma in rule_words().only_of_clause else told
    if _tells_nothing(scene, low, high, group, cue):
        return None
    if cue.frame == "seem":
        return read_raising(scene, low, high, group, cue, polarity)
    draft = _active(scene, low, high, group, cue, polarity, heir)
    if draft is None or _is_no_utterance(tokens, high, group, cue, draft):
        return None
    if not _needs_clause(tokens, low, group, cue, polarity):
        return draft
    return draft if _tells_clause(scene, low, high, group, draft) else None


def _is_no_utterance(tokens: Tokens, high: int, group: VerbGroup, cue: Cue, draft: Draft) -> bool:
    """Whether subject or object show that nothing is told: `the term refers to`, `which threatens to fail`."""
    if cue.particle and _is_time_alone(tokens, draft):
        return True
    if cue.lemma in rule_words().of_persons:
        return _is_thing(tokens, draft.source)
    if cue.lemma == "refer to":
        return tokens.low[tokens.at(draft.source[1]) - 1] in rule_words().of_language
    return cue.lemma == "portray" and "as" not in tokens.low[group.end : high]  # portrays a king in a film


# What is claimed in words stands so many words behind the verb: claimed full responsibility.
MAX_CLAIMED = 4


def _tells_how(tokens: Tokens, by: int, high: int) -> bool:
    """Whether `by` opens no agent but the manner of telling: `said | by telephone`, `countered | by saying`."""
    return by + 1 < high and bool(
        tokens.flags[by + 1] & GERUND or tokens.low[by + 1] in rule_words().way_of_telling
    )


def _tells_nothing(scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue) -> bool:
    """Whether an active verb reports nothing where it stands."""
    tokens, verb, end = scene.tokens, group.verb, group.end
    if end + 1 < high and tokens.low[end] == "by" and tokens.flags[end + 1] & SPEECH_GERUND:
        return True  # countered by saying: told by the second verb
    if cue.lemma in rule_words().of_will and group.bits & MODAL:
        return True  # can convince him to leave
    if _is_withheld_from(tokens, end, high, cue):
        return True
    if cue.forms & ING_FORM and group.first > low and tokens.low[group.first - 1] == "without":
        return True  # without mentioning
    if tokens.low[low] == "had" and group.first - low <= MAX_HAD_WORDS:
        return True  # Had Lee said so, the board would have left
    if cue.lemma == "report" and cue.forms & ING_FORM and not group.bits & BE:
        return True  # only in `the paper is reporting`
    if cue.lemma == "continue" and not _beside_quotation(scene, low, high, verb):
        return True  # only speech is continued: `She continued, “...”`
    if cue.lemma in rule_words().beside_quotation and cue.forms & PAST_FORM:
        opens = end < high and tokens.marks[end] & QUOTE
        return not opens and not any(scene.quoted[max(low, verb - MAX_SHORT_SUBJECT) : verb])
    if cue.lemma in rule_words().behind_quotation and not any(
        scene.quoted[max(low, verb - MAX_SHORT_SUBJECT) : verb]
    ):
        return True  # only behind a quotation: `“...,” he smiled`
    return cue.particle[-1:] == ("to",) and end < high and bool(tokens.flags[end] & BE)  # looked to be


def _is_withheld_from(tokens: Tokens, end: int, high: int, cue: Cue) -> bool:
    """Whether somebody is denied a thing: `denied him the permit`, but not `denied it`, `denied them on Monday`."""
    if cue.lemma != "deny" or end + 1 >= high or any(tokens.marks[end : end + 2]):
        return False
    follows = tokens.flags[end + 1]
    return bool(tokens.flags[end] & OBJECT and follows & DETERMINER) or (
        tokens.low[end] in ("him", "me", "us") and not follows & TIME
    )


def _is_thing(tokens: Tokens, source: Span) -> bool:
    """Whether a source is a pronoun for a thing, or a noun in small letters that is none for persons or bodies."""
    if source == NO_SPAN:
        return False
    first, end = tokens.at(source[0]), tokens.at(source[1])
    if end - first == 1:
        return tokens.low[first] in ("it", "which", "that", "this")
    return not any(tokens.is_capital(at) for at in range(first + 1, end)) and tokens.low[end - 1].endswith(
        tuple(rule_words().thing_ending)
    )


def _is_time_alone(tokens: Tokens, draft: Draft) -> bool:
    """Whether nothing but a time follows the cue: `weighed in on | Tuesday`."""
    start, end = draft.content[0]
    return (
        len(draft.content) == 1
        and start > draft.cue[1]
        and _is_only_time(tokens, (tokens.at(start), tokens.at(end)))
    )


def _needs_clause(tokens: Tokens, low: int, group: VerbGroup, cue: Cue, polarity: Polarity) -> bool:
    """Whether the verb tells something only where a clause, an aim or a quotation is its object.

    Some do everywhere (`added a clause`), others where nothing is said to have been done: `can declare a park`,
    `a ban on admitting guests`.
    """
    if cue.lemma == "claim":
        return rule_words().claimed.isdisjoint(tokens.low[group.end : group.end + MAX_CLAIMED])
    if cue.lemma in rule_words().only_of_clause:
        return True
    if cue.lemma not in rule_words().only_of_clause_ahead:
        return False
    ahead = polarity == Polarity.HYPOTHETICAL or group.bits & MODAL
    return bool(ahead) or _is_behind_preposition(tokens, low, group)


def _is_behind_preposition(tokens: Tokens, low: int, group: VerbGroup) -> bool:
    """Whether a bare verb stands right behind a preposition: `the cost of | adding | a clause`."""
    before = group.first - 1
    bare = before >= low and group.first == group.verb and not tokens.marks[group.first]
    return bare and bool(tokens.flags[before] & PREPOSITION)


def _tells_clause(scene: Scene, low: int, high: int, group: VerbGroup, draft: Draft) -> bool:
    """Whether what follows is a statement or an aim: `added that`, `added he was late`, but not `added a clause`."""
    tokens, end = scene.tokens, group.end
    first = draft.content[0][0]
    begin, last = tokens.at(first), draft.content[-1][1]
    if first < draft.cue[0] or end >= high or scene.quoted[begin]:
        return True  # the road is closed, she added
    if _opens_clause_of(tokens, begin, high) or tokens.plain[last : last + 1] == ":":
        return True  # wrote in a letter that
    if tokens.marks[end] & (STOP | QUOTE):
        return True
    if _is_behind_preposition(tokens, low, group):
        # the cost of adding a clause, but: surprised them by declaring he would go
        return bool(tokens.flags[end] & SUBJECT) and _holds_clause(scene, end, tokens.at(last))
    if tokens.low[end] == "to":
        return _opens_infinitive(tokens, end, high) or _quotes_behind(tokens, end, high)
    if draft.group in ("tell", "ask") and _is_told_to(tokens, end, high):
        return True
    return _holds_clause(scene, end, tokens.at(last))


def _quotes_behind(tokens: Tokens, end: int, high: int) -> bool:
    """Whether a comma and a quotation follow whom something was written to: `wrote to his aides, “...”`."""
    for index in range(end + 1, min(high, end + MAX_TO_CLAUSE)):
        if tokens.marks[index]:
            return bool(tokens.marks[index] & QUOTE and tokens.marks[index] & (COMMA | STOP))
    return False


def _opens_clause_of(tokens: Tokens, opener: int, high: int) -> bool:
    """Whether a clause opens here, and no relative one: `added that he left`, not `offered a plan | that failed`."""
    if tokens.low[opener] not in _CLAUSE_OPENERS:
        return False
    follows = tokens.flags[opener + 1] if opener + 1 < high else 0
    return (
        tokens.low[opener] != "that"
        or not follows & (AUXILIARY | FINITE | PAST)
        or bool(follows & DETERMINER)
    )


def _opens_infinitive(tokens: Tokens, to: int, high: int) -> bool:
    """Whether a verb follows `to`: `threatened to leave`, but not `added to fears`, `directed to the board`."""
    if to + 1 >= high or tokens.flags[to + 1] & (DETERMINER | NUMBER | OBJECT | PREPOSITION):
        return False
    plural = tokens.low[to + 1].endswith("s") and not tokens.low[to + 1].endswith(("ss", "us"))
    return not plural and not tokens.is_capital(to + 1)


def _is_told_to(tokens: Tokens, end: int, high: int) -> bool:
    """Whether a clause or an aim follows somebody who is told: `advised | the board | to leave`."""
    for index in range(end, min(high, end + MAX_TO_CLAUSE)):
        if tokens.marks[index] & (STOP | QUOTE):
            return bool(tokens.marks[index] & QUOTE)
        if tokens.low[index] in _CLAUSE_OPENERS:
            return True
        if tokens.low[index] == "to":
            return _opens_infinitive(tokens, index, high)
    return False


def _holds_clause(scene: Scene, first: int, end: int) -> bool:
    """Whether the words [first, end) begin with a clause or a quotation, perhaps behind an aside in commas."""
    tokens = scene.tokens
    opener = tokens.flags[first]
    aside = bool(tokens.marks[first] & COMMA or (opener & (PREPOSITION | TIME) and not opener & ADVERB))
    modified = False
    if aside and opener & GERUND:
        return False  # weighed in, saying it was late
    for index in range(first, end):
        flag, mark = tokens.flags[index], tokens.marks[index]
        if mark & QUOTE or scene.quoted[index]:
            return True
        if tokens.low[index] in _CLAUSE_OPENERS and (
            mark & COMMA or tokens.flags[index - 1] & (ADVERB | TIME)
        ):
            return True
        if mark & (COMMA | STOP) and index > first:
            if tokens.plain[tokens.ends[index - 1]] == ":":
                return True  # added a twist: he would stay
            if not aside or flag & (GERUND | PREPOSITION | CONJUNCTION | RELATIVE):
                return False
            aside = False  # wrote in May, the road is closed
            if flag & (SUBJECT | DETERMINER):
                return True
        if flag & (RELATIVE | SUBORDINATOR):
            return False
        in_may = flag & TIME and tokens.flags[index - 1] & PREPOSITION
        if flag & (AUXILIARY | CONTRACTION) and not in_may:
            return index > first
        if flag & FINITE or is_finite_past(tokens, first, index):
            told_of = modified and index + 1 < end and tokens.flags[index + 1] & PREPOSITION
            if not told_of:  # adding her name to the list of men | killed in the war
                return index > first
        modified |= bool(flag & PREPOSITION)
    return False


# Long because the places where English puts the subject of a verb of saying are tried in their order, and each
# shuts out the next.
def _active(
    scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, polarity: Polarity, heir: Span
) -> Draft | None:
    """An active verb: subject before it or, inverted, behind it."""
    tokens = scene.tokens
    marks, flags = tokens.marks, tokens.flags
    first = group.first
    participle = bool(cue.forms & ING_FORM) and not group.bits & BE
    infinitive = bool(group.bits & TO)
    cue_at = cue_span(tokens, group)
    quotation = quotation_ending_before(scene, first)
    inverts = not (first == low and opens_inverted(tokens, low, high, cue))
    if cue.frame in SPEECH_FRAMES and not participle and group.bits == 0 and group.end < high and inverts:
        inverted = _inverted_source(tokens, low, high, group, cue, after_quotation=quotation is not None)
        if inverted is not None:
            before_it = content_before(scene, low, first) or _behind_inverted(scene, high, inverted, cue)
            if before_it:
                return Draft(span_of(tokens, inverted), cue_at, before_it, cue.frame, cue.stance, polarity)
    if cue.frame == "ask" and first == low and cue.forms & PAST_FORM:  # Asked whether he would go, he left.
        asked = content_after(scene, low, _comma(tokens, group.end, high), group.end, cue)
        return Draft(NO_SPAN, cue_at, asked, cue.frame, cue.stance, polarity) if asked else None
    if first == low and opens_inverted(tokens, low, high, cue):
        phrase = noun_phrase_right(tokens, group.end, high)
        said = content_after(scene, low, high, phrase[1], cue) if phrase else []
        return Draft(span_of(tokens, phrase), cue_at, said, cue.frame, cue.stance, polarity) if said else None
    if participle and first == low:
        return _fronted(scene, low, high, group, cue, polarity)
    if (
        cue.lemma in ("ask", "press")
        and first > low
        and tokens.low[first - 1] in ("when", "if", "as", "while")
    ):
        inside = content_after(scene, low, _comma(tokens, group.end, high), group.end, cue)
        return Draft(NO_SPAN, cue_at, inside, cue.frame, cue.stance, polarity) if inside else None
    source: Span
    where = first  # the first word of the whole statement, source included
    if group.subject_inside:
        source, where = span_of(tokens, (first - 1, first)), first - 1
    elif participle or infinitive or (first > low and flags[first - 1] & CONJUNCTION):
        source = heir if heir != NO_SPAN else span_of(tokens, _subject_nearby(tokens, low, first))
        if participle and heir == NO_SPAN and marks[first] & COMMA and cue.lemma in rule_words().of_events:
            source = NO_SPAN  # 170 people have died, underscoring the danger: the deaths underscore it
        elif source == NO_SPAN:
            source = _sentence_subject(scene, low, high, first)
        if infinitive and _is_only_it(tokens, source):
            source = span_of(tokens, _for_whom(tokens, low, first))
        made = _made_to(tokens, low, first) if infinitive else None
        if made is not None:
            source = span_of(tokens, made)
        opening = _opening_name(tokens, low, first) if participle and heir == NO_SPAN else None
        if opening is not None:
            source, where = span_of(tokens, opening), opening[0]
        if (
            participle
            and not marks[first]
            and first > low
            and not flags[first - 1] & (PREPOSITION | CONJUNCTION | SUBORDINATOR | ADVERB)
        ):
            near = noun_phrase_left(tokens, low, first - 1)  # a statement saying that
            near = _document_at_end(tokens, near) if near and not _is_only_time(tokens, near) else None
            beside = near is not None and near[0] > low and tokens.low[near[0] - 1] == "with"
            if near and beside and not (_may_speak(tokens, near) or tokens.flags[near[0]] & NUMBER):
                return None  # left, with the winds ripping the roofs off
            if near and (source == NO_SPAN or _may_speak(tokens, near)):
                source, where = span_of(tokens, near), near[0]
    else:
        subject = subject_left(tokens, low, first)
        if marks[first] & COMMA and (subject is None or subject[0] > low):
            subject = behind_aside(tokens, low, first) or subject
            if subject is None and cue.frame in SPEECH_FRAMES:
                subject = _cut_off(tokens, low, first)
        if subject is not None and _is_only_time(tokens, subject):
            subject = None  # Lee left and last year denied it
        if group.bits == 0 and cue.forms & (BASE_FORM | PAST_FORM | THIRD_FORM) == BASE_FORM:
            doer = subject or (tokens.at(heir[0]), tokens.at(heir[1])) if subject or heir != NO_SPAN else None
            if doer is not None and tokens.low[doer[0]] in rule_words().singular_subject:
                return None  # it used slapping, stress positions and so on
        if subject is None:
            source = heir if heir != NO_SPAN and first > low else NO_SPAN
        else:
            source, where = span_of(tokens, subject), subject[0]
    if cue.frame in SPEECH_FRAMES and (following := _told_below(scene, group.end, high)) is not None:
        return Draft(source, cue_at, [following], cue.frame, cue.stance, polarity)
    content: list[Span] = []
    quoted = quotation if where == first else quotation_ending_before(scene, where)
    if (
        quoted is not None
        and tokens.plain[quoted.end - 2] == "."
        and not _nothing_after(tokens, group.end, high)
    ):
        quoted = None  # the quotation was a sentence of its own
    if quoted is not None and _is_only_a_term(scene, low, quoted) and _opens_clause(tokens, group.end, high):
        quoted = None  # After the “big day,” Lee said the road was closed
    if (
        quoted is not None
        and participle
        and heir != NO_SPAN
        and content_after(scene, low, high, group.end, cue)
    ):
        quoted = None  # Lee said the road “is closed,” adding that it was late
    if cue.frame in CLAUSE_FRAMES and quoted is not None:
        content = content_before(scene, low, where)
        more = content_after(scene, low, high, group.end, cue) if cue.frame != "think" else []
        if more and _is_quotation_start(scene, more[0][0]):
            content = [*content, *more]
        return Draft(source, cue_at, content, cue.frame, cue.stance, polarity) if content else None
    content = content_after(scene, low, high, group.end, cue)
    if cue.frame == "tell" and where > low and marks[where] & COMMA and _only_hearer(tokens, group.end, high):
        before = content_before(scene, low, where)  # the deal is off, an aide told Reuters
        return (
            Draft(source, cue_at, before or content, cue.frame, cue.stance, polarity)
            if before or content
            else None
        )
    if (
        cue.frame in CLAUSE_FRAMES
        and where > low
        and not participle
        and marks[where] & (COMMA | STOP)
        and _nothing_after(tokens, group.end, high)
    ):
        before = content_before(scene, low, where)
        if before:
            after = content if group.end < high and marks[group.end] & COMMA else []
            content = [*before, *after]
    if not content and where > low + 1 and tokens.low[where - 1] == "as" and cue.frame in CLAUSE_FRAMES:
        if _is_compared(tokens, low, where - 1):
            return None  # in as much detail as she could recall
        content = content_before(scene, low, where - 1)  # the rule is dead, as some have argued
    beside = where > low + 1 and tokens.low[where - 1] == "as" and bool(tokens.marks[where - 1] & COMMA)
    if (
        beside
        and content
        and cue.frame in CLAUSE_FRAMES
        and group.end < high
        and tokens.marks[group.end] & COMMA
    ):
        content = [*content_before(scene, low, where - 1), *content]  # the road, as Lee noted, is closed
    if _is_told_within(tokens, low, high, where, group) and cue.frame in CLAUSE_FRAMES and content:
        content = [*content_before(scene, low, where), *content]
    if cue.lemma == "call" and content:
        content = _called_behind_aside(scene, content, high)
    ends = group.end >= high or bool(tokens.marks[group.end] & (COMMA | STOP))
    relative = _object_relative(tokens, low, where, ends=ends)
    if relative is not None:
        own = [] if group.end < high and tokens.marks[group.end] & COMMA else content
        content = [span_of(tokens, (relative, relative + 1)), *own]
    if not content or (content[0][0] > cue_at[1] and _goes_on(tokens, group.end, high)):
        return None
    return Draft(source, cue_at, content, cue.frame, cue.stance, polarity)


def _goes_on(tokens: Tokens, end: int, high: int) -> bool:
    """Whether the sentence goes on behind the verb without a statement: `let them vent, | but prevent a strike`."""
    opens = end < high and tokens.marks[end] == COMMA and tokens.low[end] == "but"
    return opens and tokens.low[end + 1 : end + 2] != ["that"]


def _is_told_within(tokens: Tokens, low: int, high: int, where: int, group: VerbGroup) -> bool:
    """Whether subject and verb stand in commas within the statement: `the air was so bad, Lee noted, that she left`."""
    end = group.end
    if where <= low or end >= high or tokens.low[end] != "that":
        return False
    if not (tokens.marks[where] == COMMA and tokens.marks[end] == COMMA):
        return False
    return any(tokens.flags[at] & (AUXILIARY | FINITE) for at in range(low, where))


def _is_compared(tokens: Tokens, low: int, where: int) -> bool:
    """Whether `as` ends a comparison that `as much`, `as clearly` began."""
    near = range(max(low, where - REACH_OF_COMPARISON), where - 1)
    return not tokens.marks[where] and any(tokens.low[at] == "as" for at in near)


# Words between `as` and the `as` of a comparison: as much of it as.
REACH_OF_COMPARISON = 5


def _document_at_end(tokens: Tokens, phrase: Range) -> Range:
    """A phrase from its last article or preposition on, if a document ends it: `sent him | a letter`."""
    documents = kinds_of_words()["document"]
    if tokens.low[phrase[1] - 1] in documents:
        for index in range(phrase[1] - 2, phrase[0], -1):
            if tokens.flags[index] & DETERMINER and not tokens.flags[index] & PREPOSITION:
                return index, phrase[1]
            if tokens.low[index] in rule_words().opens_circumstance:
                return phrase if tokens.low[index - 1] in documents else (index + 1, phrase[1])
    return phrase


def _is_only_time(tokens: Tokens, phrase: Range) -> bool:
    """Whether a phrase is no subject but a time: `last year`, `Wednesday`, `this time`."""
    if tokens.low[phrase[0] : phrase[1]] == ["this", "time"]:
        return True
    flags = tokens.flags[phrase[0] : phrase[1]]
    timely = any(flag & TIME and not flag & (POSSESSIVE | MODAL) for flag in flags)
    return timely and all(flag & (TIME | NUMBER | DETERMINER | ADVERB) for flag in flags)


def _subject_nearby(tokens: Tokens, low: int, before: int) -> Range | None:
    """The subject of the last finite verb before the word `before`, for a verb without one of its own.

    Such as `as | the aides | tried to say`, `the aides | left and denied`.
    """
    for index in range(before - 1, max(low, before - REACH_OF_SUBJECT) - 1, -1):
        if tokens.flags[index] & CONTRACTION:
            return index, index + 1
        if index == low:
            return None
        if tokens.flags[index] & (AUXILIARY | FINITE) or is_finite_past(tokens, low, index):
            group = verb_group(tokens, low, index, index + 1)
            if group.subject_inside:
                return group.first - 1, group.first
            return subject_left(tokens, low, group.first)
    return None


# So many words before a verb without a subject, the verb that has its subject is looked for.
REACH_OF_SUBJECT = 25


def _opening_name(tokens: Tokens, low: int, first: int) -> Range | None:
    """The noun phrase that opens the sentence before a participle: `Ann Lee, | saying it was late, left`."""
    if not tokens.marks[first] & COMMA or tokens.marks[first] & (QUOTE | STOP):
        return None
    phrase = noun_phrase_left(tokens, low, first - 1)
    if phrase is None or not all(tokens.flags[at] & CONJUNCTION for at in range(low, phrase[0])):
        return None
    verbs = AUXILIARY | FINITE | CONTRACTION
    if any(tokens.flags[at] & verbs or is_finite_past(tokens, low, at) for at in range(*phrase)):
        return None
    return phrase


def _is_only_it(tokens: Tokens, source: Span) -> bool:
    """Whether the subject only points at the infinitive: `It is | easy to criticize the plan`."""
    at = tokens.at(source[0])
    if source == NO_SPAN or source[1] > tokens.ends[at] or at + 1 >= len(tokens.low):
        return False
    return tokens.low[at] in ("it's", "isn't") or (tokens.low[at] == "it" and bool(tokens.flags[at + 1] & BE))


def _for_whom(tokens: Tokens, low: int, to: int) -> Range | None:
    """Who does what the infinitive says, where it is told: `It is fair for | the mayor | to say so`."""
    for index in range(to - 1, max(low, to - MAX_NAMED_WORDS) - 1, -1):
        if tokens.marks[index + 1]:
            return None
        if tokens.low[index] == "for":
            return (index + 1, to) if index + 1 < to else None
    return None


def _made_to(tokens: Tokens, low: int, first: int) -> Range | None:
    """The object that does what the infinitive at the word `first` says: `led | the mayor | to warn`."""
    end = first
    for index in range(first - 1, max(low, first - MAX_SUBJECT_WORDS) - 1, -1):
        if tokens.marks[index + 1]:
            return None
        if tokens.low[index] == "to":
            end = index
        elif tokens.low[index] in rule_words().causing:
            return (index + 1, end) if index + 1 < end else None
    return None


def _told_below(scene: Scene, end: int, high: int) -> Span | None:
    """The quotation that opens the paragraph below, where the verb and a colon end this one: `In May Ann Lee said:`."""
    return quotation_below(scene, end) if end == high else None


def _called_behind_aside(scene: Scene, content: list[Span], high: int) -> list[Span]:
    """Content with what somebody is called behind an aside about him: `called Ann Lee, his rival, | a liar`."""
    tokens = scene.tokens
    end = tokens.at(content[-1][1])
    if end >= high or not tokens.marks[end] & COMMA or scene.quoted[end - 1]:
        return content
    if not all(tokens.is_capital(index) for index in range(tokens.at(content[0][0]), end)):
        return content
    behind = _comma(tokens, end, high)
    if behind >= high or not (tokens.flags[behind] & DETERMINER or tokens.marks[behind] & QUOTE):
        return content
    return [*content, stretch(scene, behind, content_end(scene, behind, high))]


def _opens_clause(tokens: Tokens, first: int, high: int) -> bool:
    """Whether a statement follows the cue: `that`, a pronoun or an article, but no time (`said this week`)."""
    if first + 1 >= high or tokens.marks[first] or tokens.flags[first + 1] & TIME:
        return False
    return tokens.low[first] == "that" or bool(tokens.flags[first] & (SUBJECT | CONTRACTION | DETERMINER))


def _is_only_a_term(scene: Scene, low: int, quotation: Quotation) -> bool:
    """Whether a quotation is too short to be a statement, and ends a side clause of the outlet's."""
    tokens = scene.tokens
    first, end = tokens.at(quotation.start), tokens.at(quotation.end)
    return low < first and end - first <= MAX_TERM_WORDS and not tokens.marks[first] & (STOP | COMMA)


# Words of a term in quotation marks.
MAX_TERM_WORDS = 3


def _may_speak(tokens: Tokens, phrase: Range) -> bool:
    """Whether a phrase may be the subject of the participle behind it: a person, body or document, no other thing."""
    last, kinds = tokens.low[phrase[1] - 1], kinds_of_words()
    return (
        tokens.is_capital(phrase[1] - 1)
        or last in rule_words().carries_words
        or any(last in kinds[kind] for kind in _SPEAKING)
        or is_person_noun(last)
    )


# Kinds of nouns for who or what can say something.
_SPEAKING = ("document", "post", "role", "title", "public", "somebody", "medium", "institution")


def _comma(tokens: Tokens, first: int, high: int) -> int:
    """The word behind the first comma, else the sentence's end."""
    return next((index for index in range(first + 1, high) if tokens.marks[index] & COMMA), high)


def _object_relative(tokens: Tokens, low: int, where: int, *, ends: bool) -> int | None:
    """The relative pronoun that stands for the content; `ends`: the verb ends its clause.

    Such as `the charge, which Smith denies`, `emails that they said`.
    """
    if where <= low + 1 or tokens.marks[where]:
        return None
    word = tokens.low[where - 1]
    before = tokens.flags[where - 2]
    if word in ("which", "whom", "who", "what"):
        # a letter in which she said that it was late
        return None if before & PREPOSITION and not tokens.marks[where - 1] else where - 1
    if (
        word == "that"
        and not tokens.marks[where - 1]
        and not before & (AUXILIARY | PREPOSITION | SUBORDINATOR | TIME | CONJUNCTION)
    ):
        if ends:
            return where - 1  # a claim that Lee disputes
        return None if before & CUE and tokens.low[where - 2] not in OWN_RULES else where - 1
    return None


def _fronted(
    scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, polarity: Polarity
) -> Draft | None:
    """`Citing the cost, the mayor left`: the subject of the main clause behind the comma is the source."""
    tokens = scene.tokens
    for comma in range(group.end + 1, high):
        if not tokens.marks[comma] & COMMA or (scene.quoted[comma] and scene.quoted[comma - 1]):
            continue
        for verb in range(comma + 1, min(high, comma + MAX_SUBJECT_WORDS)):
            if tokens.flags[verb] & (AUXILIARY | FINITE) or is_verb_form(tokens, comma, verb):
                subject = subject_left(tokens, comma, verb_group(tokens, comma, verb, verb + 1).first)
                if subject is None:
                    break
                content = content_after(scene, low, comma, group.end, cue)
                if not content:
                    return None
                return Draft(
                    span_of(tokens, subject),
                    cue_span(tokens, group),
                    content,
                    cue.frame,
                    cue.stance,
                    polarity,
                )
    return None


def _beside_quotation(scene: Scene, low: int, high: int, verb: int) -> bool:
    """Whether a quotation ends just before the verb's subject, or marks follow the verb soon."""
    if any(mark & QUOTE for mark in scene.tokens.marks[verb + 1 : min(high, verb + 1 + REACH_OF_QUOTATION)]):
        return True
    return any(scene.quoted[max(low, verb - MAX_SHORT_SUBJECT) : verb])


def _is_quotation_start(scene: Scene, offset: int) -> bool:
    at = bisect_left(scene.quotation_starts, offset)
    return at < len(scene.quotation_starts) and scene.quotation_starts[at] == offset


def _nothing_after(tokens: Tokens, end: int, high: int) -> bool:
    """Whether no statement can follow the cue: the sentence ends, or a comma or circumstances come next."""
    if end >= high:
        return True
    mark, flag = tokens.marks[end], tokens.flags[end]
    if mark & QUOTE:
        return False
    if mark & COMMA:
        return tokens.low[end] != "that"
    if _is_only_time(tokens, (end, high)):
        return True  # said last week
    if any(mark & QUOTE for mark in tokens.marks[end : min(high, end + 10)]):
        return False
    if tokens.low[end] == "to" and end + 1 < high and not _may_be_told(tokens, end + 1):
        return False  # vowed to cut the tax
    return bool(
        flag & (TIME | PREPOSITION) or (flag & SUBORDINATOR and tokens.low[end] in _CIRCUMSTANCE)
    ) and _CLAUSE_OPENERS.isdisjoint(tokens.low[end : min(high, end + MAX_TO_CLAUSE)])


def _may_be_told(tokens: Tokens, index: int) -> bool:
    """Whether the word behind `to` may begin the name of a hearer rather than an infinitive."""
    flag = tokens.flags[index]
    return (
        bool(flag & (OBJECT | DETERMINER | POSSESSIVE))
        or tokens.is_capital(index)
        or (tokens.low[index].endswith("s"))
    )


_CLAUSE_OPENERS = split_words("that why how whether what")
# So many words behind the cue a clause may begin: `explained to residents of the town why`.
MAX_TO_CLAUSE = 12


_CIRCUMSTANCE = split_words("as after before when while because during")


def _only_hearer(tokens: Tokens, first: int, high: int) -> bool:
    """Whether nothing but who was told stands behind `told`, to the end of the sentence."""
    if not 0 < high - first <= MAX_HEARER_WORDS or tokens.marks[first]:
        return False
    return not any(
        tokens.marks[index] & (COMMA | STOP | QUOTE)
        or tokens.low[index] == "that"
        or tokens.flags[index] & (AUXILIARY | FINITE | SUBJECT | TO | SUBORDINATOR)
        or is_finite_past(tokens, first, index)
        for index in range(first, high)
    )


# The name of who was told has at most so many words.
MAX_HEARER_WORDS = 6


def _inverted_source(
    tokens: Tokens, low: int, high: int, group: VerbGroup, cue: Cue, *, after_quotation: bool
) -> Range | None:
    """The source behind an inverted verb: `“...,” said X` and `..., said X`."""
    verb = group.verb
    mark = tokens.marks[verb]
    if not after_quotation and (not mark & COMMA or mark & CLOSE_BRACKET):
        return None
    if verb == low and not after_quotation:
        return None
    if not after_quotation and behind_aside(tokens, low, verb) is not None:
        return None
    flag = tokens.flags[group.end]
    named = is_named_will(tokens, low, group.end)
    if tokens.marks[group.end] or (flag & (SUBORDINATOR | AUXILIARY | TO | TIME) and not named):
        return None
    if flag & OBJECT and not flag & DETERMINER:
        return None
    adverb = flag & ADVERB and not flag & DETERMINER and not tokens.is_capital(group.end)
    if flag & PREPOSITION or adverb:
        return None
    if flag & CONTRACTION and not after_quotation:
        return None  # Ann Lee, who studies this, said there's no such number
    if flag & SUBJECT and not after_quotation:
        return None
    phrase = noun_phrase_right(tokens, group.end, high)
    if phrase is None or _is_time_of_telling(tokens, group.end, high):
        return None
    stop = phrase[1]
    goes_on = stop < high and not tokens.marks[stop] and not tokens.is_capital(stop)
    if goes_on and tokens.flags[stop] & (AUXILIARY | FINITE):
        return None  # `, said X would`: no inversion but a clause
    if not after_quotation:
        quotes = phrase[1] < high and tokens.marks[phrase[1]] == QUOTE
        if quotes and not tokens.flags[phrase[1] - 1] & DETERMINER:
            return None  # said the road “was closed”: a clause
        freely = tokens.low[verb] in rule_words().inverts_freely
        if not freely and not (cue.frame == "say" and stop == high and _is_somebody(tokens, phrase)):
            return None  # else only at the end: the plan is dead, observes Ann Lee
        # Ann Lee, the mayor, said the town: an object, if nothing before it can be the statement
        if (flag & DETERMINER or not freely) and not _holds_verb(tokens, low, verb):
            return None
        for index in range(phrase[0], phrase[1]):
            if tokens.flags[index] & RELATIVE or (tokens.marks[index] & COMMA and index > phrase[0]):
                break
            if tokens.flags[index] & (AUXILIARY | FINITE) or is_verb_form(tokens, phrase[0], index):
                return None
    return phrase


def _is_time_of_telling(tokens: Tokens, first: int, high: int) -> bool:
    """Whether the words behind the verb only say when: `said late Thursday`, `said this week`."""
    timely = tokens.low[first] in rule_words().time_adjective or tokens.flags[first] & DETERMINER
    return bool(timely) and first + 1 < high and bool(tokens.flags[first + 1] & TIME)


def _behind_inverted(scene: Scene, high: int, source: Range, cue: Cue) -> list[Span]:
    """What follows an inverted verb and its source in commas: `And, says Ann Lee, | more of them may come`."""
    tokens, end = scene.tokens, source[1]
    if end >= high or not tokens.marks[end] & COMMA or not tokens.is_capital(source[0]):
        return []
    return content_after(scene, source[0], high, end, cue)


def _is_somebody(tokens: Tokens, phrase: Range) -> bool:
    """Whether a phrase begins with a name or a noun for persons: `Tarn professor Ann Lee`, `researchers in Tarn`."""
    kinds = kinds_of_words()
    near = range(phrase[0], min(phrase[1], phrase[0] + MAX_TO_PERSON))
    return tokens.is_capital(phrase[0]) or any(
        tokens.low[at] in kinds["role"] or is_person_noun(tokens.low[at]) for at in near
    )


# So many words of a phrase may stand before its noun for persons.
MAX_TO_PERSON = 6


def _holds_verb(tokens: Tokens, low: int, end: int) -> bool:
    """Whether a finite verb stands among the words [low, end)."""
    return any(
        tokens.flags[index] & (AUXILIARY | FINITE | CONTRACTION) or is_finite_past(tokens, low, index)
        for index in range(low, end)
    )


def _cut_off(tokens: Tokens, low: int, verb: int) -> Range | None:
    """The phrase that opens a sentence, with a comma too many behind it: `Ann Lee of Tarn on the air, | said: “...”`.

    It ends before the place or time of speaking. None where it holds a verb or a comma, or has no capital.
    """
    if not tokens.marks[verb] & COMMA or tokens.marks[verb] & (QUOTE | STOP):
        return None
    if any(mark & ~PERIOD for mark in tokens.marks[low + 1 : verb]) or _holds_verb(tokens, low, verb):
        return None
    end = next((at for at in range(low + 1, verb) if tokens.low[at] in ("on", "in", "at")), verb)
    named = noun_phrase_left(tokens, low, end - 1)
    opens = named is not None and named[0] == low and not tokens.flags[low] & (PREPOSITION | ADVERB | TIME)
    return named if opens and tokens.is_capital(end - 1) else None


def behind_aside(tokens: Tokens, low: int, verb: int) -> Range | None:
    """A subject that opens the sentence, with the aside in commas behind it: `Ann Lee, who left in May, | said`.

    None where the words before the verb are a clause of their own.
    """
    marks, flags = tokens.marks, tokens.flags
    if not marks[verb] & COMMA or verb - low > MAX_WORDS_TO_VERB:
        return None
    while low < verb and flags[low] & CONJUNCTION:
        low += 1
    comma = next((at for at in range(low + 1, min(verb, low + MAX_NAMED_WORDS)) if marks[at] & ~PERIOD), verb)
    if comma == verb or marks[comma] & (QUOTE | STOP) or not marks[comma] & COMMA:
        return None
    named = noun_phrase_left(tokens, low, comma - 1)
    if named is None or named[0] != low or flags[low] & (PREPOSITION | ADVERB | TIME | SUBORDINATOR | GERUND):
        return None
    if is_fronted_participle(tokens, low):
        return None
    opener = flags[comma]
    if opener & RELATIVE:
        return None if _is_clause_behind(tokens, comma, verb) else (low, verb)
    if comma + 1 == verb:
        return (low, comma) if tokens.low[comma] in rule_words().between_commas else None
    if opener & (CONJUNCTION | SUBJECT | AUXILIARY | FINITE) or any(
        flags[at] & (AUXILIARY | FINITE | CONTRACTION) or is_finite_past(tokens, comma, at)
        for at in range(comma + 1, verb)
    ):
        return None
    return low, verb


def _is_clause_behind(tokens: Tokens, relative: int, verb: int) -> bool:
    """Whether a main clause goes on behind the aside: `Jo Roe, who ran for mayor, | died in May |, said Ann Lee`."""
    comma = next((at for at in range(relative + 1, verb) if tokens.marks[at] & COMMA), verb)
    return any(
        (tokens.flags[at] & (AUXILIARY | FINITE) or is_finite_past(tokens, relative, at))
        and not tokens.flags[at] & NEGATION
        for at in range(comma, min(verb, comma + MAX_TO_VERB))
        if not tokens.flags[comma] & RELATIVE
    )


# So many words behind an aside the verb of its main clause stands.
MAX_TO_VERB = 2
# Words of a subject with its titles, before an aside.
MAX_NAMED_WORDS = 12
# Words before a verb whose subject has an aside; a longer stretch was misread.
MAX_WORDS_TO_VERB = 80


def _sentence_subject(scene: Scene, low: int, high: int, before: int) -> Span:
    """The subject of the sentence's first finite verb, for a participle or infinitive without one.

    Not looked for beyond a verb behind `before` that has none. The verbs are gone through once for all who ask.
    """
    tokens = scene.tokens
    asked = scene.subjects.get(low)
    if asked is None:
        asked = scene.subjects[low] = Subjects(low + 1)
    while asked.found is None and asked.failed <= before and asked.reached < high:
        index = asked.reached
        asked.reached += 1
        if tokens.flags[index] & (AUXILIARY | FINITE) or is_finite_past(tokens, low, index):
            phrase = subject_left(tokens, low, verb_group(tokens, low, index, index + 1).first)
            if phrase is None:
                asked.failed = index
            else:
                asked.found = span_of(tokens, phrase)
    return NO_SPAN if asked.found is None or asked.failed > before else asked.found
