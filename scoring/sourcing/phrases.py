"""Where the noun phrase next to a cue begins and ends, found by boundary words, without a parser."""

from scoring.actors.nouns import kinds_of_words
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.tokens import (
    ADVERB,
    AUXILIARY,
    CLOSE_BRACKET,
    COMMA,
    CONJUNCTION,
    CONTRACTION,
    DETERMINER,
    FINITE,
    GERUND,
    NUMBER,
    OPEN_BRACKET,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    SURE_PAST,
    TIME,
    Tokens,
)

Range = tuple[int, int]

# Words: a longer phrase was misread.
MAX_PHRASE_WORDS = 45
_CLAUSE_OPENERS = SUBORDINATOR | RELATIVE | AUXILIARY | FINITE | SUBJECT
_HARD = STOP | QUOTE
_ARTICLES = ("the", "a", "an")
# What stands before an article within a phrase: `all the towns`, `of the towns`, `even the mayor`.
_BEFORE_ARTICLE = (
    PREPOSITION | CONJUNCTION | DETERMINER | ADVERB | SUBORDINATOR | RELATIVE | AUXILIARY | FINITE
)
# Only one of these words, or a punctuation mark, can bound a phrase on its left.
_MAY_BEGIN_PHRASE = _CLAUSE_OPENERS | PREPOSITION | CONJUNCTION | PAST | GERUND | SURE_PAST


# Long because each word before the phrase may bound it for a reason of its own, and the reasons are tried in one pass.
def noun_phrase_left(tokens: Tokens, low: int, last: int) -> Range | None:
    """The noun phrase that ends with the word `last` and begins no earlier than the word `low`, as [a, b).

    None where `last` cannot end one (a preposition, a conjunction, a verb).
    """
    flags, marks = tokens.flags, tokens.marks
    if last < low:
        return None
    final = last + 1
    last = _without_time(tokens, low, last)
    if flags[last] & (SUBJECT | CONTRACTION) or (flags[last] & RELATIVE and tokens.low[last] != "whom"):
        return last, last + 1
    if flags[last] & (PREPOSITION | CONJUNCTION | SUBORDINATOR | AUXILIARY) and not is_named_will(
        tokens, low, last
    ):
        return None
    dated = is_reduced(tokens, low, last)  # a poll released | Friday
    end = final if dated else last + 1
    first = last
    if last + 1 < final and marks[last + 1] & CLOSE_BRACKET:  # Sen. Ann Lee (R-Iowa) | on Wednesday
        opened = _bracket_start(tokens, low, last + 1)
        first = last if opened is None else opened
    while first > low and last - first < MAX_PHRASE_WORDS:
        mark, before = marks[first], flags[first - 1]
        if not mark and not before & _MAY_BEGIN_PHRASE:
            if tokens.low[first] in _ARTICLES and not before & _BEFORE_ARTICLE:
                if (
                    first - 2 > low
                    and tokens.low[first - 2] in ("who", "which")
                    and not any(marks[first - 2 : first])
                ):
                    first -= 3  # aides who read the log
                    continue
                break  # the log | the board said was lost
            first -= 1
            continue
        if mark & CLOSE_BRACKET and not mark & (COMMA | STOP):
            opened = _bracket_start(tokens, low, first)
            if opened is None:
                break
            first = opened
            continue
        if mark & (COMMA | STOP | QUOTE | OPEN_BRACKET):
            break
        if before & PREPOSITION and not before & SUBORDINATOR:
            first -= 1
            continue
        if before & FINITE and first - 1 > low and tokens.is_capital(first - 1):
            first -= 1  # Rose family lawyer Ann Lee
            continue
        if before & (AUXILIARY | FINITE) and (outer := _relative_head(tokens, low, first - 1)) is not None:
            first = outer
            continue
        if before & _CLAUSE_OPENERS and not before & DETERMINER:
            break
        if before & CONJUNCTION and (tokens.low[first - 1] == "but" or _has_verb(tokens, low, first - 1)):
            break
        if is_finite_past(tokens, low, first - 1):
            if is_reduced(tokens, low, first - 1):
                first -= 2  # a poll published in May
                continue
            outer = _relative_head(tokens, low, first - 1)  # a doctor who treated him
            if outer is None:
                break
            first = outer
            continue
        if (
            before & GERUND
            and first - 2 >= low
            and (flags[first - 2] & AUXILIARY or marks[first - 1] & COMMA)
        ):
            break
        first -= 1
    first = _trim_front(tokens, first, last)
    return (first, end) if first < end else None


def is_named_will(tokens: Tokens, low: int, index: int) -> bool:
    """Whether `Will` is somebody’s name: `Will wrote`, `said Will Doyle`, but not `Will Lee win?`."""
    if tokens.low[index] != "will" or not tokens.is_capital(index) or index + 1 >= len(tokens.low):
        return False
    if tokens.flags[index + 1] & SURE_PAST:
        return True
    return index > low and tokens.is_capital(index + 1) and not tokens.marks[index + 1]


def is_in_name(tokens: Tokens, index: int) -> bool:
    """Whether a word of time is part of a name: `The Tarn Morning News`, `The Sunday Times`, but not `Lee Monday`."""
    if index and tokens.low[index - 1] == "the" and not any(tokens.marks[index : index + 2]):
        return all(tokens.is_capital(at) for at in (index, index + 1) if at < len(tokens.low))
    if not (index and tokens.is_capital(index) and tokens.is_capital(index - 1) and not tokens.marks[index]):
        return False
    return tokens.low[index] in ("morning", "evening", "today", "tonight", "week", "weekend")


def _relative_head(tokens: Tokens, low: int, verb: int) -> int | None:
    """The noun before the `who` of a relative clause that contains the word `verb`.

    Such as `voters who have heard him say`.
    """
    for index in range(verb, max(low, verb - MAX_TO_RELATIVE), -1):
        if tokens.marks[index]:
            return None
        if tokens.low[index] == "who" and index - 1 >= low:
            return None if tokens.marks[index] or tokens.flags[index - 1] & _CLAUSE_OPENERS else index - 1
    return None


# The most words between the `who` of a relative clause and its verb.
MAX_TO_RELATIVE = 4


def for_some_time(tokens: Tokens, low: int, end: int) -> int:
    """Where `for years`, `for the past two months` begins that ends before the word `end`; else `end`."""
    if end - 2 <= low or tokens.marks[end - 1] or tokens.low[end - 1] not in rule_words().times:
        return end
    for index in range(end - 2, max(low, end - MAX_TIMES), -1):
        if tokens.low[index] == "for":
            return index if not tokens.marks[index] else end
        if tokens.marks[index] or not (
            tokens.flags[index] & (NUMBER | DETERMINER) or tokens.low[index] in rule_words().time_adjective
        ):
            return end
    return end


# Words of a phrase of time between a subject and its verb: `for the past two years`.
MAX_TIMES = 6


def _without_time(tokens: Tokens, low: int, last: int) -> int:
    """The last word before a trailing `on Monday`, `this week`, `in May 2019`, `for years`."""
    flags = tokens.flags
    last = for_some_time(tokens, low, last + 1) - 1
    low = max(low, last - MAX_PHRASE_WORDS)
    end = last
    while (
        end > low
        and flags[end] & (TIME | NUMBER)
        and not flags[end] & POSSESSIVE
        and not is_in_name(tokens, end)
    ):
        if flags[end] & NUMBER and not flags[end - 1] & TIME:
            break
        end -= 1
    if end == last:
        return last
    while end > low and (
        flags[end] & (DETERMINER | PREPOSITION | ADVERB) or tokens.low[end] in rule_words().time_adjective
    ):
        end -= 1
    return end if not flags[end] & (SUBORDINATOR | CONJUNCTION) else last


def _bracket_start(tokens: Tokens, low: int, first: int) -> int | None:
    """The word before the bracket that closes ahead of the word `first`."""
    for index in range(first - 1, max(low, first - 12), -1):
        if tokens.marks[index] & OPEN_BRACKET:
            return index - 1
    return None


def _has_verb(tokens: Tokens, low: int, end: int) -> bool:
    """Whether the clause that ends before the word `end` already holds a verb."""
    index = end - 1
    while index >= max(low, end - MAX_PHRASE_WORDS):
        if is_reduced(tokens, low, index):
            index -= 1  # research conducted by the Centre for Tides and Ports
            continue
        if tokens.flags[index] & (AUXILIARY | FINITE | SUBJECT | PAST) or is_verb_form(tokens, low, index):
            return True
        if tokens.marks[index] & (COMMA | _HARD) or tokens.flags[index] & (SUBORDINATOR | RELATIVE):
            return False
        index -= 1
    return False


def _is_adjective(tokens: Tokens, low: int, index: int) -> bool:
    """Whether a word in -ed is an adjective (`the proposed plan`), judging by the word before it."""
    if index <= low:
        return True
    before = tokens.flags[index - 1]
    if tokens.marks[index]:
        return tokens.low[index] in rule_words().of_person  # “...,” retired judge Ann Lee said
    if before & ADVERB and tokens.marks[index - 1] & COMMA and not tokens.low[index - 1].endswith("ly"):
        return False  # the mayor, who is ill, also seized on it
    if before & ADVERB and index - 2 >= low and not tokens.marks[index - 1]:
        named = tokens.is_capital(index - 2) and not tokens.flags[index - 2] & POSSESSIVE
        if named or tokens.flags[index - 2] & SUBJECT:
            return False  # Lee directly challenged the claim
    if before & SUBORDINATOR and not before & RELATIVE:
        return True  # after leaked documents showed it
    if index - 2 >= low and tokens.low[index - 2] == "to" and not tokens.marks[index - 1]:
        return True  # to treat polluted water
    return bool(before & (DETERMINER | PREPOSITION | POSSESSIVE | ADVERB | NUMBER | CONJUNCTION))


def is_verb_form(tokens: Tokens, low: int, index: int) -> bool:
    """Whether a word is certainly a finite cue verb: a past form that is not an adjective here."""
    return bool(tokens.flags[index] & SURE_PAST) and not _is_adjective(tokens, low, index)


def is_finite_past(tokens: Tokens, low: int, index: int) -> bool:
    """Whether a word in -ed, or the past form of a cue verb, is a verb here and no adjective."""
    return bool(tokens.flags[index] & (PAST | SURE_PAST)) and not _is_adjective(tokens, low, index)


def is_reduced(tokens: Tokens, low: int, verb: int) -> bool:
    """Whether a participle tells of the document before it: `a poll | released on Monday`."""
    if verb - 1 < low or tokens.marks[verb] or tokens.low[verb] not in rule_words().ends_head:
        return False
    following = tokens.flags[verb + 1] if verb + 1 < len(tokens.flags) else DETERMINER
    return tokens.low[verb - 1] in kinds_of_words()["document"] and not following & (
        DETERMINER | SUBJECT | SUBORDINATOR
    )


def _trim_front(tokens: Tokens, first: int, last: int) -> int:
    """The first word of a phrase after leading conjunctions, adverbs and a fronted `In a statement` or `On Monday`."""
    flags = tokens.flags
    while (
        first < last
        and flags[first] & (CONJUNCTION | SUBORDINATOR | ADVERB)
        and not flags[first] & DETERMINER
    ):
        if tokens.low[first] in rule_words().measure and flags[first + 1] & (DETERMINER | NUMBER | SUBJECT):
            break
        first += 1
    first = _behind_fronted_time(tokens, first, last)
    if not flags[first] & PREPOSITION:
        return first
    index = first + 1
    while index < last:
        index += 1
        if flags[index - 1] & TIME and not flags[index] & (TIME | NUMBER):
            return index
        before = flags[index - 1]
        if flags[index] & DETERMINER and not before & (PREPOSITION | DETERMINER | CONJUNCTION):
            return index
        if (
            tokens.is_capital(index)
            and not flags[index] & TIME
            and not tokens.is_capital(index - 1)
            and not before & (PREPOSITION | DETERMINER | CONJUNCTION | POSSESSIVE)
        ):
            return index
    return first + 1 if first + 1 <= last else last


def _behind_fronted_time(tokens: Tokens, first: int, last: int) -> int:
    """The first word behind a time that opens a phrase without a preposition: `Last month | the board`."""
    index = first + bool(tokens.flags[first] & DETERMINER)
    begun = index
    while index < last and tokens.flags[index] & TIME and not tokens.flags[index] & POSSESSIVE:
        index += 1
    if index == begun or tokens.is_capital(index - 1) or tokens.marks[index]:
        return first
    return index if tokens.is_capital(index) or tokens.flags[index] & DETERMINER else first


def subject_left(tokens: Tokens, low: int, verb: int) -> Range | None:
    """The subject of the verb group that begins at the word `verb`, found to its left, no earlier than `low`.

    A parenthesis between commas, dashes or brackets is skipped; an apposition or relative clause in it is part of
    the subject. Company is no part of it: `Ann Lee, along with two aides, said`.
    """
    phrase = _phrase_left(tokens, low, verb)
    if phrase is None or phrase[0] <= low or tokens.low[phrase[0]] not in _COMPANY:
        return phrase
    if tokens.low[phrase[0] + 1 : phrase[0] + 2] != ["with"]:
        return phrase
    return noun_phrase_left(tokens, low, phrase[0] - 1) or phrase


_COMPANY = ("along", "together")


def _phrase_left(tokens: Tokens, low: int, verb: int) -> Range | None:
    """The noun phrase in the place of the subject."""
    marks, flags = tokens.marks, tokens.flags
    if verb <= low:
        return None
    mark = marks[verb]
    clause = tokens.withheld.get(verb, 0)
    if clause > low and not mark:
        phrase = noun_phrase_left(tokens, low, clause - 1)
        return (phrase[0], verb) if phrase else None
    if mark & CLOSE_BRACKET and not mark & COMMA:
        before = _bracket_start(tokens, low, verb)
        phrase = noun_phrase_left(tokens, low, before) if before is not None else None
        return (_with_name_before(tokens, low, phrase)[0], verb) if phrase else None
    if mark & QUOTE:
        return None
    if not mark & (COMMA | STOP):
        phrase = noun_phrase_left(tokens, low, verb - 1)
        return _with_name_before(tokens, low, phrase) if phrase else None
    opener = verb - 1
    pair = STOP if mark & STOP and not mark & COMMA else COMMA | STOP
    while opener > low and verb - opener < MAX_PHRASE_WORDS:
        if marks[opener] & pair and not marks[opener] & QUOTE:
            kind = flags[opener]
            if not kind & CONJUNCTION:
                last = opener - 1
                if marks[opener] & CLOSE_BRACKET:
                    last = _bracket_start(tokens, low, opener) or last
                phrase = noun_phrase_left(tokens, low, last)
                phrase = _outer_head(tokens, low, phrase) if phrase else None
                if phrase is None or (kind & SUBJECT):
                    return None
                aside = kind & (PREPOSITION | SUBORDINATOR | GERUND | ADVERB) and not kind & (
                    RELATIVE | DETERMINER
                )
                aside = aside or tokens.low[opener] in _COMPANY
                return phrase if aside else (phrase[0], verb)
        opener -= 1
    if mark & CLOSE_BRACKET and not mark & QUOTE:  # Ann Lee (D-R.I.), said
        before = _bracket_start(tokens, low, verb)
        phrase = noun_phrase_left(tokens, low, before) if before is not None else None
        return (phrase[0], verb) if phrase and tokens.is_capital(phrase[0]) else None
    return None


def _with_name_before(tokens: Tokens, low: int, phrase: Range) -> Range:
    """The phrase with the name that it tells of, where no comma parts it from the verb: `Ann Lee, a rower | told`."""
    first, end = phrase
    if not tokens.marks[first] & COMMA or tokens.marks[first] & _HARD or tokens.is_capital(first):
        return phrase
    role = (
        tokens.low[first + 1] if tokens.low[first] in ("a", "an") and first + 1 < end else tokens.low[first]
    )
    kinds = kinds_of_words()
    if role not in kinds["role"] and role not in kinds["title"]:
        return phrase
    outer = noun_phrase_left(tokens, low, first - 1)
    if outer is None or outer[1] != first or first - outer[0] < MIN_NAME_WORDS:
        return phrase
    named = all(tokens.is_capital(at) and not tokens.flags[at] & TIME for at in range(*outer))
    opens = outer[0] == low or tokens.marks[outer[0]] & _HARD
    return (outer[0], end) if named and opens else phrase


# A name and surname.
MIN_NAME_WORDS = 2


# How many words before a phrase its appositions are followed: two phrases of the greatest length.
MAX_OUTER_WORDS = 2 * MAX_PHRASE_WORDS


def _outer_head(tokens: Tokens, low: int, phrase: Range) -> Range:
    """The head before a long apposition that itself contains commas: `Jo Roe, a Salem, Ore., rabbi, said`."""
    first = phrase[0]
    farthest = max(low, first - MAX_OUTER_WORDS)
    while first > farthest and tokens.marks[first] & COMMA and not tokens.marks[first] & (QUOTE | STOP):
        outer = noun_phrase_left(tokens, low, first - 1)
        if outer is not None and _is_party_and_state(tokens, first):
            return outer[0], phrase[1]  # Rep. Jo Roe, R-Va., who left, said
        if outer is None or not (tokens.flags[first] & (DETERMINER | RELATIVE | NUMBER) or outer[0] == low):
            break
        if tokens.flags[first] & NUMBER and tokens.is_capital(outer[0]):
            return outer[0], phrase[1]  # On Monday, Jo Roe, 58, a rabbi, said
        first = outer[0]
    start = low
    while start < first and tokens.flags[start] & CONJUNCTION:
        start += 1
    opens = tokens.flags[first] & (PREPOSITION | SUBORDINATOR | GERUND | ADVERB | TIME)
    opens = opens or is_fronted_participle(tokens, first)
    return (first, phrase[1]) if first == start and not opens else phrase


def is_fronted_participle(tokens: Tokens, index: int) -> bool:
    """Whether a participle opens a side clause: `Alarmed by the noise, Lee left`, but not `Retired Gen. Jo Roe`."""
    behind = tokens.flags[index + 1] if index + 1 < len(tokens.flags) else 0
    return bool(tokens.flags[index] & PAST and behind & PREPOSITION)


def _is_party_and_state(tokens: Tokens, index: int) -> bool:
    """Whether a word is the party and state of a member of Congress: `R-Va.`, `D-Calif.`."""
    word = tokens.text[tokens.starts[index] : tokens.ends[index]]
    return word[1:2] == "-" and word[0] in "RDI" and word[2:3].isupper()
