"""Where the noun phrase after a cue ends: `said X, who ...`, `according to X`, `by X`."""

from scoring.sourcing.phrases import (
    MAX_PHRASE_WORDS,
    Range,
    is_finite_past,
    is_in_name,
    is_reduced,
    is_verb_form,
)
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
    PREPOSITION,
    QUOTE,
    RELATIVE,
    REPORTING_NOUN,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    TO,
    Tokens,
)


# Long because each word behind the phrase may bound it for a reason of its own, and the reasons are tried in one pass.
def noun_phrase_right(tokens: Tokens, first: int, high: int) -> Range | None:
    """The noun phrase that begins at the word `first`: the source after `said`, `according to` or `by`.

    Appositions and relative clauses are part of it. It ends before words for the time or place of speaking, before a
    new clause, or at the end of the sentence, the word `high`.
    """
    flags, marks = tokens.flags, tokens.marks
    if first >= high:
        return None
    if flags[first] & SUBJECT and not flags[first] & DETERMINER:
        return first, first + 1
    index = _behind_title(tokens, first, high)
    in_relative = False
    while index < high and index - first < MAX_PHRASE_WORDS:
        flag, mark = flags[index], marks[index]
        if not mark and not flag & _MAY_END_PHRASE:
            index += 1
            continue
        if mark & QUOTE or (mark & STOP):
            break
        if mark & COMMA:
            if not _continues_phrase(tokens, index, high):
                break
            in_relative = bool(flag & RELATIVE)
        elif tokens.low[index] == "that" and index + 1 < high and flags[index + 1] & (DETERMINER | SUBJECT):
            break  # told by police that the road was closed
        elif flag & RELATIVE and not (tokens.low[index] == "that" and flags[index - 1] & PREPOSITION):
            in_relative = True
        elif not in_relative:
            if flag & TIME and index - 1 > first and tokens.low[index - 1] in ("this", "that"):
                index -= 1  # according to reports this week
                break
            if (flag & TIME and not is_in_name(tokens, index)) or (
                flag & SUBORDINATOR and not flag & RELATIVE
            ):
                break
            if flag & (AUXILIARY | FINITE | SUBJECT | TO) and tokens.low[index] != "to":
                break
            if (
                flag & PREPOSITION
                and index + 1 < high
                and _tells_when_or_where(tokens, index, high)
                and not is_reduced(tokens, first, index - 1)
            ):
                break
            if (
                flag & CONJUNCTION
                and index + 1 < high
                and (flags[index + 1] & (AUXILIARY | SUBJECT) or is_verb_form(tokens, first, index + 1))
            ):
                break
        elif (
            tokens.low[index] in rule_words().after_speech and index + 1 < high and flags[index + 1] & SUBJECT
        ):
            break
        index += 1
    return first, index


def _behind_title(tokens: Tokens, first: int, high: int) -> int:
    """Behind a title in quotation marks and its article: `the “Lives of Ports” index |`; else the next word."""
    marks = tokens.marks
    if first + 1 < high and marks[first + 1] == QUOTE and tokens.flags[first] & DETERMINER:
        for index in range(first + 2, min(high, first + MAX_TITLE_WORDS)):
            if marks[index]:
                return index + 1 if marks[index] == QUOTE else first + 1
    return first + 1


# Words of a title with its article.
MAX_TITLE_WORDS = 12
# Only one of these words, or a punctuation mark, can bound a phrase on its right.
_MAY_END_PHRASE = (
    RELATIVE | TIME | SUBORDINATOR | AUXILIARY | FINITE | SUBJECT | TO | PREPOSITION | CONJUNCTION
)


def _continues_phrase(tokens: Tokens, index: int, high: int) -> bool:
    """Whether what follows a comma is an apposition or relative clause rather than a new clause."""
    flag = tokens.flags[index]
    if flag & RELATIVE and tokens.low[index] != "that":
        return True
    if tokens.low[index] in ("of", "from") or tokens.low[index] in rule_words().before_title:
        return True
    if flag & (SUBJECT | CONTRACTION | AUXILIARY | GERUND) or tokens.low[index] == "according":
        return False
    if flag & (SUBORDINATOR | CONJUNCTION | PREPOSITION | ADVERB) and not flag & DETERMINER:
        return (
            flag & CONJUNCTION > 0
            and index + 1 < high
            and tokens.is_capital(index + 1)
            and tokens.is_capital(index - 1)
        )
    # `, the group’s leader` but not `, the group will meet`
    for later in range(index + 1, min(high, index + 10)):
        if tokens.marks[later] & (COMMA | STOP) or tokens.flags[later] & RELATIVE:
            return True
        if tokens.flags[later] & (AUXILIARY | FINITE):
            return False
        if is_finite_past(tokens, index, later) and later + 1 < high and tokens.low[later + 1] != "by":
            return False
    return True


def _tells_when_or_where(tokens: Tokens, index: int, high: int) -> bool:
    """Whether a preposition begins the time, place or occasion of speaking.

    Such as `on Monday`, `in an interview`, `during a call`.
    """
    if tokens.low[index] in rule_words().circumstance:
        return True
    if tokens.low[index] in ("of", "for", "from", "with"):
        return False
    for later in range(index + 1, min(high, index + 5)):
        if tokens.marks[later]:
            return False
        if tokens.flags[later] & (TIME | REPORTING_NOUN):
            return True
    year = tokens.low[index + 1]
    return tokens.low[index] == "in" and year.isdigit() and len(year) == LENGTH_OF_YEAR


LENGTH_OF_YEAR = 4
