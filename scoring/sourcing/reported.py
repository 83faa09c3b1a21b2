"""Whose words a content is: a statement of the source in other words, or the outlet's own words about an act.

`He said that Lee lied` and `he called Lee a liar` give what the source says. `He attacked Lee`, `he wants Lee out` and
`Lee is expected to go` are the outlet's words, though somebody's attitude is told.
"""

from collections.abc import Iterator, Mapping

from scoring.schema.kinds import Polarity, SourceType
from scoring.sourcing.contents import Scene
from scoring.sourcing.cues import load_cues
from scoring.sourcing.phrases import is_finite_past
from scoring.sourcing.records import NO_SPAN, Draft, Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.tokens import (
    ADVERB,
    AUXILIARY,
    COMMA,
    CONJUNCTION,
    CONTRACTION,
    DETERMINER,
    FINITE,
    GERUND,
    NUMBER,
    PAST,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    Tokens,
)

# A statement's verb stands within so many words, or it is an object with a clause of its own.
MAX_SUBJECT_WORDS = 14
# Behind a conjunction a clause's verb stands within so many words, or none is seen.
REACH_OF_VERB = 8
# No clause of a statement is shorter than this, in words.
MIN_WORDS = 3


def _is_to_be_said(scene: Scene, draft: Draft) -> bool:
    """Whether somebody does something in order to tell a statement: `came to warn | that the bridge was closed`."""
    if draft.polarity != Polarity.HYPOTHETICAL or draft.group not in ("say", "tell"):
        return False
    tokens, verb = scene.tokens, scene.tokens.at(draft.cue[0])
    opener = tokens.at(draft.content[0][0])
    return bool(verb) and tokens.low[verb - 1] == "to" and tokens.low[opener] in rule_words().statement_opener


def _is_concluded(draft: Draft, source: str) -> bool:
    """Whether nobody but the outlet concludes what an unknown source shows or tells: `this shows that`."""
    if source in ("", "who") or draft.group not in _CONCLUDED:
        return False
    return draft.lemma in rule_words().inferring or source in rule_words().impersonal


# The clause of `expressed the fear that` begins within so many words, and that close behind its noun.
REACH_OF_CLAUSE, REACH_OF_NOUN = 12, 6
# Behind `the poll shows`, a word in -ing within so many words makes a statement.
REACH_OF_STATE = 6


def reported_spans(
    scene: Scene, draft: Draft, source_type: SourceType, tellers: Mapping[int, int]
) -> tuple[Span, ...]:
    """The parts of the content, ascending, in which the source speaks or thinks; none where only its attitude is told.

    What was not said, or only might be, is the outlet's. A part ends where, behind a comma, a main clause or a contrast
    leads back to what the outlet tells. `tellers`: where the words `Ann Lee said` begin -> where they end, for those
    that somebody else reports; where content opens with them, they are the outlet's.
    """
    word = scene.tokens.plain[slice(*draft.source)].lower() if draft.source != NO_SPAN else ""
    if word in rule_words().reporter or not (
        draft.polarity == Polarity.ASSERTED or _is_to_be_said(scene, draft)
    ):
        return ()
    if draft.group == "colon" and source_type == SourceType.UNKNOWN:
        return ()  # behind a dateline or a heading
    if source_type == SourceType.UNKNOWN and _is_concluded(draft, word):
        return ()
    polled = draft.group == "show" and source_type == SourceType.DOCUMENT and _is_survey(scene.tokens, draft)
    spans = draft.content[1:] if _is_vouched(scene, draft) else draft.content
    parts = (part for span in spans for part in _parts(scene, draft, span, tellers, polled=polled))
    return tuple(sorted(parts))


def _is_vouched(scene: Scene, draft: Draft) -> bool:
    """Whether the outlet itself says what stands before the source: `the harbour, as Lee noted, | freezes`."""
    tokens, first = scene.tokens, scene.tokens.at(draft.source[0])
    if draft.source == NO_SPAN or len(draft.content) == 1 or not first or tokens.low[first - 1] != "as":
        return False
    return draft.content[0][1] <= draft.source[0] and draft.content[-1][0] >= draft.cue[1]


def _parts(
    scene: Scene, draft: Draft, span: Span, tellers: Mapping[int, int], *, polled: bool
) -> Iterator[Span]:
    tokens = scene.tokens
    first, last = tokens.at(span[0]), tokens.at(span[1])
    if first >= last:
        return
    start = _start(tokens, draft, first, last)
    after = span[0] >= draft.cue[1]
    if start is None and draft.group in _STATED and draft.source != NO_SPAN:
        if not after and last - first >= MIN_WORDS:
            start = first  # what stands before `she said` is a statement, whatever its verb
        elif polled and _is_state(tokens, first, last):
            start = first
    if start is None:
        start = _clause_of_noun(tokens, draft, first, last)
    if start is None:
        return
    begin = span[0] if start == first else tokens.starts[start]
    if tellers and not after:
        begin = _behind_teller(tokens, tellers, start, begin)
    end = _end(scene, start, last) if after and draft.group not in _WHOLLY else last
    stop = span[1] if end == last else tokens.ends[end - 1]
    if tellers and not after:
        stop = _before_teller(tokens, tellers, begin, stop)
    if begin < stop:
        yield begin, stop


def _is_survey(tokens: Tokens, draft: Draft) -> bool:
    """Whether the source is what asked people: `a poll`."""
    return not rule_words().survey.isdisjoint(tokens.low[slice(*map(tokens.at, draft.source))])


_STATED = ("say", "tell", "show")
_WHOLLY = ("colon", "post")  # all of a turn is said
_CONCLUDED = ("say", "tell", "show", "think", "adjective", "spoken")


def _behind_teller(tokens: Tokens, tellers: Mapping[int, int], first: int, begin: int) -> int:
    """Where the statement goes on behind `But Ann Lee said`, if it opens so."""
    for index in range(first, min(len(tokens.starts), first + WORDS_BEFORE_TELLER)):
        start = tokens.starts[index]
        if start in tellers or not tokens.flags[index] & (CONJUNCTION | ADVERB):
            return tellers.get(start, begin)
    return begin


def _before_teller(tokens: Tokens, tellers: Mapping[int, int], begin: int, stop: int) -> int:
    """Where the statement ends before `, Ann Lee said on Monday`, if it closes so."""
    for index in range(tokens.at(stop) - 1, max(tokens.at(begin), tokens.at(stop) - WORDS_OF_TELLER), -1):
        start = tokens.starts[index]
        behind = tokens.at(stop) - tokens.at(tellers.get(start, 0))
        named = tokens.is_capital(index) or tokens.flags[index] & (SUBJECT | DETERMINER)
        if tokens.marks[index] and named and behind <= WORDS_BEHIND:
            return tokens.ends[index - 1]
    return stop


# The words of a teller with his titles, and those that may stand behind him: `said on Monday`.
WORDS_OF_TELLER, WORDS_BEHIND = 24, 3
# `But meanwhile` and the like, before who is reported to tell something.
WORDS_BEFORE_TELLER = 4


def _is_state(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a poll shows somebody doing something: `Lee gaining`, `most voters remain`, `Lee with a small lead`."""
    near = range(first, min(last, first + REACH_OF_STATE))
    named = any(tokens.is_capital(index) for index in near[:2]) or tokens.flags[first] & NUMBER
    return bool(named) or any(tokens.flags[index] & GERUND for index in near)


def _clause_of_noun(tokens: Tokens, draft: Draft, first: int, last: int) -> int | None:
    """Where the clause of a noun of speech or thought begins: `expressed the fear | that it was lost`; else None."""
    if draft.source == NO_SPAN or draft.group in _NO_CLAUSE:
        return None
    for index in range(first + 1, min(last - 2, first + REACH_OF_CLAUSE)):
        if tokens.low[index] == "that":
            told = any(
                _takes_clause(tokens.low[at]) for at in range(max(first, index - REACH_OF_NOUN), index)
            )
            return index if told and not _is_predicate(tokens, index + 1) else None
        if tokens.flags[index] & (RELATIVE | AUXILIARY):
            return None
    return None


_NO_CLAUSE = ("want", "seem", "passive")


def _takes_clause(word: str) -> bool:
    """Whether a word is a noun of speech or thought that `that` may follow, by the list of cues."""
    return any(cue.frame == "noun" and "that" in cue.particle for cue in load_cues().get(word, ()))


def _is_predicate(tokens: Tokens, index: int) -> bool:
    """Whether a verb follows `that`, which is a relative pronoun then: `a ruling that sent him away`."""
    flag = tokens.flags[index]
    return bool(flag & (AUXILIARY | FINITE | PAST)) and not flag & DETERMINER


def _start(tokens: Tokens, draft: Draft, first: int, last: int) -> int | None:
    """The word from which the content [first, last) is reported; None where it is not."""
    opened = tokens.low[first] in rule_words().statement_opener
    named = draft.source != NO_SPAN
    group, lemma = draft.group, draft.lemma
    if group == "noun" and opened and first + 1 < last and _is_predicate(tokens, first + 1):
        return None
    if group in ("judge", "spoken") and not opened and lemma not in rule_words().naming:
        return _reason(tokens, lemma, first, last) if lemma in rule_words().reproach else None
    if lemma in rule_words().refuting:  # denied leaving, but not: denied the request
        gerund = tokens.flags[first] & GERUND
        holds = named and bool(opened or gerund or _is_statement(tokens, first, last))
    elif lemma in rule_words().taking and _takes_for(tokens, first, last):
        holds = named
    elif group in ("say", "tell", "show", "think"):
        holds = named and (opened or lemma in rule_words().stating or _is_statement(tokens, first, last))
    elif group in ("judge", "spoken", "colon", "post"):
        holds = True
    elif group == "according":
        holds = named
    elif group == "ask":
        holds = opened and named
    elif group == "passive":  # was accused of lying
        holds = opened or (tokens.low[first] == "of" and tokens.starts[first] >= draft.cue[1])
    else:
        holds = opened and (named or group == "adjective")
    return first if holds else None


def _takes_for(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the content says what somebody takes something for: `sees | the bridge as a shame`."""
    for index in range(first, min(last, first + REACH_OF_TAKEN)):
        if tokens.low[index] == "as":
            return True
        if index > first and tokens.marks[index] & (COMMA | STOP):
            return False
    return False


# Words of what is taken for something, before `as`.
REACH_OF_TAKEN = 10


def _reason(tokens: Tokens, lemma: str, first: int, last: int) -> int | None:
    """Where the reason of a spoken judgement begins: `of a lie`, `for delaying it`; None where there is none."""
    for index in range(first + 1, last - 1):
        if tokens.marks[index]:
            continue
        if (lemma == "accuse" and tokens.low[index] == "of") or (
            tokens.low[index] in ("for", "as") and tokens.flags[index + 1] & GERUND
        ):
            return index
    return None


def _is_statement(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the words [first, last) hold a verb of their own, and are no mere object.

    `the bill was dead` is a statement; `the bill, which was dead` and `the bill` are none.
    """
    for index in range(first, min(last, first + MAX_SUBJECT_WORDS)):
        flag = tokens.flags[index]
        if index > first and (
            tokens.marks[index] & (STOP | COMMA)
            or (flag & (RELATIVE | SUBORDINATOR) and not flag & (DETERMINER | PREPOSITION))
        ):
            return False
        if flag & CONTRACTION or _is_finite(tokens, first, index):
            return True
    return False


def _end(scene: Scene, first: int, last: int) -> int:
    """The word at which what the outlet tells goes on, or `last`."""
    tokens = scene.tokens
    for index in range(first + MIN_WORDS, last):
        if scene.quoted[index]:
            continue
        if tokens.low[index] == "even" and tokens.low[index + 1 : index + 2] == ["as"]:
            return index
        if not tokens.marks[index] & (COMMA | STOP):
            continue
        flag = tokens.flags[index]
        if tokens.low[index] in rule_words().contrast:
            if index + 1 < last and tokens.flags[index + 1] & GERUND:
                continue  # the same subject goes on: while hoping for more
            return index
        if flag & CONJUNCTION and (
            _begins_clause(tokens, index + 1, last) or _is_answered(scene, index + 1, last)
        ):
            return index
    return last


def _begins_clause(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a subject with a verb of its own follows a conjunction: `, and the crowd left`."""
    if first < last and tokens.low[first] in rule_words().statement_opener:
        return False
    if first < last and tokens.flags[first] & SUBJECT and not tokens.flags[first] & DETERMINER:
        return False  # and he would go on: the source still speaks
    for index in range(first + 1, min(last, first + REACH_OF_VERB)):
        if tokens.marks[index] & (COMMA | STOP | QUOTE):
            return False
        if _is_finite(tokens, first, index):
            return True
    return False


def _is_answered(scene: Scene, first: int, last: int) -> bool:
    """Whether somebody else's words in quotation marks follow a conjunction: `, and | Jo Roe shot back, “No.”`."""
    tokens = scene.tokens
    if first >= last or not tokens.is_capital(first):
        return False
    for index in range(first + 1, min(last, first + REACH_OF_VERB)):
        if tokens.marks[index]:
            return bool(tokens.marks[index] & QUOTE and tokens.marks[index] & (COMMA | STOP))
    return False


def _is_finite(tokens: Tokens, first: int, index: int) -> bool:
    """Whether a word of the stretch that begins at the word `first` is a verb with a subject."""
    return bool(tokens.flags[index] & (AUXILIARY | FINITE)) or is_finite_past(tokens, first, index)
