"""The verb group of a cue: its auxiliaries, whether it is a verb here, and whether it is negated."""

from typing import NamedTuple

from scoring.actors.nouns import kinds_of_words
from scoring.schema.kinds import Polarity
from scoring.sourcing.cues import BASE_FORM, ING_FORM, PARTICIPLE_FORM, PAST_FORM, THIRD_FORM, Cue
from scoring.sourcing.phrases import (
    Range,
    for_some_time,
    is_finite_past,
    is_in_name,
    is_named_will,
    is_reduced,
    noun_phrase_left,
)
from scoring.sourcing.records import NO_SPAN, Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.set_phrases import is_set_phrase
from scoring.sourcing.tokens import (
    ADVERB,
    AUXILIARY,
    BE,
    COMMA,
    CONJUNCTION,
    CONTRACTION,
    DETERMINER,
    FINITE,
    HAVE,
    MODAL,
    NEGATION,
    NOUN_TOO,
    NUMBER,
    OBJECT,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    SPEECH_GERUND,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    SURE_PAST,
    TIME,
    TO,
    Tokens,
)


class VerbGroup(NamedTuple):
    """A cue verb with its auxiliaries.

    Words [first, end); `bits`: the classes of all auxiliaries together.
    """

    first: int
    verb: int
    end: int
    bits: int
    subject_inside: bool  # he’s saying: the first word holds the subject


# The most auxiliaries, negations and adverbs before a verb: `has not so far been publicly`.
MAX_GROUP_WORDS = 20


def verb_group(tokens: Tokens, low: int, verb: int, end: int) -> VerbGroup:
    """The group around the verb: auxiliaries, `to`, negation and adverbs before it, up to a mark."""
    flags, marks = tokens.flags, tokens.marks
    first, bits = verb, 0
    low = max(low, verb - MAX_GROUP_WORDS)
    if tokens.flags[verb] & SPEECH_GERUND and not marks[verb] and tokens.low[verb - 1] in rule_words().aspect:
        first, bits = verb - (verb > low), BE  # have begun urging
    while first > low and first not in tokens.withheld:
        if marks[first]:
            if not _behind_aside(tokens, low, first):
                break
            first -= 1  # did, however, tell
            bits |= flags[first - 1]
            first -= 1
            continue
        before = flags[first - 1]
        if before & CONTRACTION and before:
            return VerbGroup(first, verb, end, bits | _contracted(tokens.low[first - 1]), True)
        if (before & ADVERB and is_in_name(tokens, first - 1)) or is_named_will(tokens, low, first - 1):
            break
        floating = tokens.low[first - 1] in rule_words().floating and flags[first - 2] & AUXILIARY
        if floating and first - 2 >= low and not marks[first - 1]:
            first -= 1  # the firms have all said
            continue
        if (begin := for_some_time(tokens, low, first)) < first and flags[begin - 1] & AUXILIARY:
            first = begin  # have for years said
            continue
        if not before & (AUXILIARY | ADVERB | NEGATION | TO) or before & (DETERMINER | SUBJECT):
            break
        if (
            before & SUBORDINATOR
            and not before & (AUXILIARY | TO)
            and not _is_adverb_here(tokens, low, first - 1)
        ):
            break
        bits |= before
        first -= 1
    auxiliary = _before_phrase(tokens, low, verb) if first == verb else -1
    if auxiliary >= 0:  # has at times said
        return verb_group(tokens, low, auxiliary, auxiliary + 1)._replace(verb=verb, end=end, bits=HAVE)
    return VerbGroup(first, verb, end, bits, False)


# Words of a phrase of time between an auxiliary and its verb: `has in the past said`.
MAX_TIMES_WORDS = 4


def _before_phrase(tokens: Tokens, low: int, verb: int) -> int:
    """The form of `have` that a phrase of time parts from the past form `verb`; -1 where there is none."""
    if not tokens.flags[verb] & SURE_PAST:
        return -1
    for index in range(verb - 1, max(low, verb - 1 - MAX_TIMES_WORDS), -1):
        if tokens.marks[index + 1] or tokens.flags[index] & (SURE_PAST | SUBJECT | AUXILIARY | FINITE):
            return -1
        if tokens.flags[index] & PREPOSITION:
            inside = tokens.low[index + 1 : verb]
            timely = not rule_words().times.isdisjoint(inside) and not tokens.marks[index]
            return index - 1 if timely and tokens.flags[index - 1] & HAVE else -1
    return -1


def _behind_aside(tokens: Tokens, low: int, first: int) -> bool:
    """Whether an adverb in commas parts the word from its auxiliary: `did, however, tell`."""
    marks = tokens.marks
    if first - 2 < low or marks[first] != COMMA or marks[first - 1] != COMMA:
        return False
    helps = tokens.flags[first - 2] & (AUXILIARY | NEGATION)  # did, did not
    return tokens.low[first - 1] in rule_words().between_commas and bool(helps)


def _is_adverb_here(tokens: Tokens, low: int, index: int) -> bool:
    """Whether `once` stands between a subject and its verb (`Lee once called`) and opens no clause."""
    return tokens.low[index] == "once" and index > low and not tokens.marks[index]


def tells_in_chain(tokens: Tokens, low: int, group: VerbGroup) -> bool:
    """Whether the infinitive or modal is in a chain of verbs that still reports speech.

    Such as `declined to say`, `went on to say`.
    """
    if not group.bits & TO:
        return False
    if group.first <= low:
        return False
    return tokens.low[group.first - 1] in rule_words().chain


def _contracted(word: str) -> int:
    tail = word.rsplit("'", 1)[1]
    return {"s": BE | HAVE, "re": BE, "m": BE, "ve": HAVE, "ll": MODAL, "d": HAVE | MODAL}.get(tail, 0)


def is_noun_here(tokens: Tokens, low: int, high: int, group: VerbGroup, cue: Cue) -> bool:
    """Whether the word is a noun or an adjective in this place."""
    verb = group.verb
    if tokens.low[low] == "what" and _is_asked_what(tokens, low, high, verb):
        return True
    if verb > low and is_set_phrase(tokens, low, high, verb, cue):
        return True
    if _is_behind_to(tokens, low, verb, cue) or _is_counted(tokens, high, verb, cue):
        return True
    if _is_behind_have(tokens, low, verb, cue):
        return True
    if group.bits & (MODAL | TO) or group.subject_inside:
        return False
    passive = not group.bits & AUXILIARY and _is_reduced_passive(tokens, high, verb, cue)
    if passive and not _is_in_relative(tokens, low, verb):
        return True
    if _is_in_name_or_phrase(tokens, low, high, verb, cue):
        return True
    if verb == low:
        return (
            not cue.forms & ING_FORM
            and not opens_inverted(tokens, low, high, cue)
            and not (cue.frame == "ask" and cue.forms & PAST_FORM)
            and (tokens.marks[verb] & QUOTE == 0)
        )
    if (
        tokens.is_capital(verb)
        and not tokens.marks[verb]
        and tokens.is_capital(verb - 1)
        and (verb + 1 == high or tokens.marks[verb + 1] or not tokens.is_capital(verb + 1))
    ):
        return True  # the Anderson Forecast
    if not tokens.marks[verb] and group.first == verb:
        told = _told_by_word_before(tokens, verb, cue)
        if told is not None:
            return told
    if group.first == verb and is_reduced(tokens, low, verb):
        return True  # a poll released on Monday
    if cue.forms & PARTICIPLE_FORM and group.first == verb and _is_told_of(tokens, low, high, verb):
        return True  # another option proposed is a tax
    if (
        cue.forms & PAST_FORM
        and cue.forms & PARTICIPLE_FORM
        and _describes_noun(tokens, low, high, group, cue)
    ):
        return True
    if cue.forms & (BASE_FORM | THIRD_FORM) and not cue.forms & PAST_FORM:
        return _is_noun_by_what_follows(tokens, low, high, group, cue)
    return False


def opens_inverted(tokens: Tokens, low: int, high: int, cue: Cue) -> bool:
    """Whether a verb of saying opens the sentence before a name, and a quotation follows: `Said Lee: “...”`."""
    if cue.frame != "say" or not cue.forms & PAST_FORM or low + 1 >= high or tokens.marks[low + 1]:
        return False
    near = range(low + 2, min(high, low + MAX_TO_INVERTED))
    opens = next((at for at in near if tokens.marks[at] & QUOTE), high)
    return tokens.is_capital(low + 1) and opens < high and bool(tokens.marks[opens] & (STOP | COMMA))


# So many words behind a verb that opens its sentence its quotation may begin.
MAX_TO_INVERTED = 30


def _is_asked_what(tokens: Tokens, low: int, high: int, verb: int) -> bool:
    """Whether a sentence that opens with `what` asks or heads what somebody says: `What is Ann Lee saying now?`."""
    if tokens.low[verb] == "saying" and tokens.marks[verb + 1 : verb + 2] == [STOP]:
        return True  # What they're saying: ...
    asks = verb > low + 1 and tokens.flags[low + 1] & AUXILIARY
    last = tokens.ends[high - 1]
    if not asks or tokens.plain[last : last + 1] != "?":
        return False
    return not any(tokens.flags[at] & (AUXILIARY | FINITE | SUBORDINATOR) for at in range(low + 2, verb))


def _is_in_name_or_phrase(tokens: Tokens, low: int, high: int, verb: int, cue: Cue) -> bool:
    """Whether the word is part of a name, or of a phrase that tells of a noun."""
    marks = tokens.marks
    named = verb + 1 < high and tokens.is_capital(verb + 1)
    called = cue.lemma == "name" and low < verb and named
    if called and not tokens.is_capital(verb - 1) and not tokens.flags[verb - 1] & (SUBJECT | AUXILIARY):
        return True  # a man named Grant
    if cue.lemma == "call" and cue.forms & PARTICIPLE_FORM and _is_named_thing(tokens, low, high, verb):
        return True
    in_name = tokens.is_capital(verb) and tokens.is_capital(verb - 1) and cue.forms & ING_FORM
    if in_name and named and not any(marks[verb : verb + 2]):
        return True  # the Alliance Defending Freedom
    if _is_of_particle(tokens, high, verb, cue) or _is_superlative(tokens, low, verb):
        return True  # the most detailed log
    by = verb + 1 < high and tokens.low[verb + 1] == "by" and not any(marks[verb : verb + 2])
    # tough questioning by the board
    return by and bool(cue.forms & ING_FORM) and not tokens.flags[verb - 1] & AUXILIARY


def _is_named_thing(tokens: Tokens, low: int, high: int, verb: int) -> bool:
    """Whether `called` gives the name of a thing with `a`: `a group | called Tarn First`, not `a critic called it`."""
    if verb + 1 >= high or tokens.marks[verb]:
        return False
    phrase, after = noun_phrase_left(tokens, low, verb - 1), verb + 1
    if phrase is None or tokens.low[phrase[0]] not in ("a", "an"):
        return False
    after += tokens.low[after] == "the"
    named = after < high and (tokens.is_capital(after) or bool(tokens.marks[verb + 1] & QUOTE))
    kinds = kinds_of_words()
    speaks = any(word in kinds["role"] or word in kinds["title"] for word in tokens.low[slice(*phrase)])
    return named and not speaks


def _is_behind_to(tokens: Tokens, low: int, verb: int, cue: Cue) -> bool:
    """Whether a form that is no infinitive follows `to`, which is a preposition then: `respond to requests`."""
    if verb <= low or tokens.low[verb - 1] != "to" or tokens.marks[verb]:
        return False
    return not cue.forms & (BASE_FORM | ING_FORM)


def _is_behind_have(tokens: Tokens, low: int, verb: int, cue: Cue) -> bool:
    """Whether a form in -ing follows a form of `have`, and so is an adjective: `the port has | pressing | concerns`."""
    if verb <= low or tokens.marks[verb] or not cue.forms & ING_FORM:
        return False
    return tokens.flags[verb - 1] & (HAVE | BE) == HAVE


def _is_counted(tokens: Tokens, high: int, verb: int, cue: Cue) -> bool:
    """Whether a participle stands between a number and its plural noun: `the town’s 20 | pledged | delegates`."""
    if not cue.forms & PARTICIPLE_FORM or verb + 1 >= high or any(tokens.marks[verb : verb + 2]):
        return False
    following = tokens.low[verb + 1]
    plural = (
        following.endswith("s") and not tokens.is_capital(verb + 1) and not tokens.flags[verb + 1] & ~NOUN_TOO
    )
    return plural and tokens.low[verb - 1][0].isdigit()


def _is_superlative(tokens: Tokens, low: int, verb: int) -> bool:
    """Whether `most` makes an adjective of the word: `the most detailed log`, `the town’s most pressing issue`."""
    if tokens.low[verb - 1] != "most" or verb - 2 < low or any(tokens.marks[verb - 1 : verb + 1]):
        return False
    return bool(tokens.flags[verb - 2] & (DETERMINER | POSSESSIVE)) or tokens.low[verb - 2].endswith("'s")


def _is_reduced_passive(tokens: Tokens, high: int, verb: int, cue: Cue) -> bool:
    """Whether a bare participle tells of the noun before it what others say: `the officers | accused of theft`.

    A verb that needs an object has none where a preposition follows that stands behind the object.
    """
    if cue.particle or not cue.forms & PARTICIPLE_FORM or verb + 1 >= high or tokens.marks[verb + 1]:
        return False
    following = tokens.low[verb + 1]
    if cue.lemma == "allege":
        return following == "to"
    return cue.frame == "spoken" and following in rule_words().of_object


def _is_told_of(tokens: Tokens, low: int, high: int, verb: int) -> bool:
    """Whether a form of `be` makes a participle of the word before it, with the noun before that for its subject."""
    after = verb + 1
    while after < high and (tokens.flags[after] & TIME or tokens.low[after] in rule_words().time_adjective):
        after += 1  # the jobs added last month were
    if after >= high or tokens.marks[verb] or any(tokens.marks[verb + 1 : after + 1]):
        return False
    if not tokens.flags[after] & BE:
        return False
    if tokens.flags[verb - 1] & (SUBJECT | RELATIVE | CONJUNCTION) or tokens.is_capital(verb - 1):
        return False
    return tokens.low[after] not in ("be", "been", "being") and not _is_in_relative(tokens, low, verb)


def _is_of_particle(tokens: Tokens, high: int, verb: int, cue: Cue) -> bool:
    """Whether an adverb makes another verb of the cue: `backed down`, `sought out`."""
    if cue.particle or cue.frame not in ("judge", "want", "think", "say") or verb + 1 >= high:
        return False
    return (
        not tokens.marks[verb + 1]
        and tokens.low[verb + 1] in rule_words().particle
        and cue.lemma not in rule_words().keeps_particle
    )


def _told_by_word_before(tokens: Tokens, verb: int, cue: Cue) -> bool | None:
    """Whether the word right before a bare cue makes a noun of it; None where it leaves that open."""
    before = tokens.flags[verb - 1]
    if _is_that_thing(tokens, verb, cue):
        return True  # halted that plan
    if before & POSSESSIVE and _is_firm(tokens, verb, cue):
        return False  # Trader Joe's said
    if before & SUBJECT or (before & RELATIVE and tokens.low[verb - 1] != "whose"):
        return False
    if tokens.low[verb - 1].endswith("s") and tokens.text[tokens.ends[verb - 1]] in "’'":
        return True  # the Smiths’ alleged plan
    if before & (DETERMINER | POSSESSIVE | NUMBER) and not before & OBJECT:
        can_be_subject = before & NUMBER or tokens.low[verb - 1] in rule_words().can_be_subject
        return not can_be_subject or (
            bool(tokens.flags[verb] & NOUN_TOO) and not _tells_of_some(tokens, verb, cue)
        )
    if before & PREPOSITION and not before & (TO | SUBORDINATOR):
        return not cue.forms & ING_FORM
    return None


def _tells_of_some(tokens: Tokens, verb: int, cue: Cue) -> bool:
    """Whether a clause follows a base form whose subject opens one: `Some claim the board left`, `many fear he`."""
    opens = verb < 2 or bool(tokens.marks[verb - 1] or tokens.flags[verb - 2] & (CONJUNCTION | SUBORDINATOR))
    if not opens or not cue.forms & BASE_FORM or tokens.low[verb - 1] in ("this", "each", "another"):
        return False
    follows = tokens.flags[verb + 1] if verb + 1 < len(tokens.flags) and not tokens.marks[verb + 1] else 0
    return bool(follows & (DETERMINER | SUBJECT)) or tokens.low[verb + 1 : verb + 2] == ["that"]


def _is_that_thing(tokens: Tokens, verb: int, cue: Cue) -> bool:
    """Whether `that` points at the noun behind it: no plural before it whose relative pronoun it could be."""
    if (
        tokens.low[verb - 1] != "that"
        or not (cue.forms & BASE_FORM and tokens.flags[verb] & NOUN_TOO)
        or verb < 2
    ):
        return False
    return (
        bool(tokens.flags[verb - 2] & (PREPOSITION | PAST | SURE_PAST | FINITE))
        and not tokens.marks[verb - 1]
    )


def _is_firm(tokens: Tokens, verb: int, cue: Cue) -> bool:
    """Whether a name that ends in 's is the subject of a verb of saying: `Trader Joe’s said`, not `Lee’s said plan`."""
    if (
        not tokens.is_capital(verb - 1)
        or cue.frame not in ("say", "tell")
        or cue.forms & (BASE_FORM | ING_FORM)
    ):
        return False
    if verb + 1 == len(tokens.flags) or tokens.marks[verb + 1]:
        return True
    follows = tokens.flags[verb + 1]
    return (
        bool(follows & (DETERMINER | SUBJECT | SUBORDINATOR | TIME | PREPOSITION))
        and not tokens.flags[verb] & NOUN_TOO
    )


def _is_noun_by_what_follows(tokens: Tokens, low: int, high: int, group: VerbGroup, cue: Cue) -> bool:
    """Whether a cue in the form of the present (`claims`, `report`) is a noun, by the words around it."""
    verb = group.verb
    before, mark = tokens.flags[verb - 1], tokens.marks[verb]
    follows = tokens.flags[verb + 1] if verb + 1 < high else 0
    noun_too = bool(tokens.flags[verb] & NOUN_TOO)
    if group.bits & AUXILIARY:
        return False
    if tokens.low[verb] == "rules" and (tokens.is_capital(verb) or not _is_court(tokens.low[verb - 1])):
        return True
    if tokens.low[verb] == "reports" and not mark and not before & (SUBJECT | RELATIVE):
        # press reports this week, Expert reports on it; but: the Tarn Post now reports that
        if before & (TIME | ADVERB) and tokens.low[verb + 1 : verb + 2] == ["that"]:
            return not tokens.is_capital(verb - 2)
        return not tokens.is_capital(verb - 1) or tokens.low[verb - 1] in kinds_of_words()["role"]
    if not cue.forms & THIRD_FORM and tokens.low[group.first - 1] in rule_words().singular_subject:
        return True  # it demand, he claim
    if group.first < verb and tokens.flags[group.first - 1] & SUBJECT:
        return False  # they also pledge in the platform to
    if not cue.forms & THIRD_FORM and _is_in_singular_phrase(tokens, low, group.first):
        return True
    if noun_too:
        plain_clause = follows & (SUBJECT | SUBORDINATOR | DETERMINER | OBJECT | TO) or (
            verb + 1 < high and (tokens.marks[verb + 1] & QUOTE or tokens.is_capital(verb + 1))
        )
        if not plain_clause and not cue.particle:
            return True
        ahead = group.first - 1
        if (
            cue.forms & BASE_FORM
            and not tokens.low[ahead].endswith("s")
            and not tokens.flags[ahead] & CONJUNCTION
        ):
            return True
    gerund = verb + 1 < high and tokens.low[verb + 1] in ("being", "having")  # denies being
    if follows & AUXILIARY and not follows & NEGATION and not tokens.marks[verb + 1] and not gerund:
        return not _is_in_relative(tokens, low, group.first)
    return bool(noun_too and mark & (COMMA | STOP) and cue.forms & BASE_FORM and not before & CONJUNCTION)


def _is_court(word: str) -> bool:
    """Whether a noun is one for who rules: a body or office in the singular."""
    kinds = kinds_of_words()
    return not word.endswith("s") and any(word in kinds[kind] for kind in ("institution", "title", "role"))


def _is_in_relative(tokens: Tokens, low: int, verb: int) -> bool:
    """Whether the verb parts a relative pronoun from its own verb: `which the firm | says could fail`."""
    for index in range(verb - 1, max(low - 1, verb - REACH_OF_RELATIVE - 1), -1):
        if tokens.low[index] in ("which", "what", "that", "who"):
            return index < verb - 1
        if tokens.marks[index] or tokens.flags[index] & (AUXILIARY | FINITE | SUBORDINATOR):
            return False
    return False


# The subject between a relative pronoun and a verb of saying has at most so many words.
REACH_OF_RELATIVE = 8


def _describes_noun(tokens: Tokens, low: int, high: int, group: VerbGroup, cue: Cue) -> bool:
    """Whether the participle describes an object: `left a group called the Tide`, `hates a crowd found in the hall`."""
    verb = group.verb
    if group.first != verb or tokens.marks[verb] or group.end >= high:
        return False
    if cue.lemma not in ("call", "name", "dub") and not tokens.flags[group.end] & PREPOSITION:
        return False
    if cue.frame in ("tell", "think") or (cue.frame == "say" and cue.lemma in rule_words().stating):
        return False
    phrase = noun_phrase_left(tokens, low, verb - 1)
    if phrase is None or phrase[0] <= low or tokens.marks[phrase[0]]:
        return False
    before = phrase[0] - 1
    return bool(tokens.flags[before] & FINITE) or is_finite_past(tokens, low, before)


def _is_in_singular_phrase(tokens: Tokens, low: int, verb: int) -> bool:
    """Whether `a` or `an` stands close before a word in the base form, with no plural between: a pre-emptive veto."""
    if tokens.marks[verb]:
        return False  # the members, in power for a decade, say
    for index in range(verb - 1, max(low - 1, verb - REACH_OF_ARTICLE - 1), -1):
        if tokens.flags[index] & NUMBER:
            return False  # a mere 9 percent say
        if tokens.low[index] in ("a", "an", "every", "each"):
            return True
        if tokens.marks[index] or tokens.flags[index] & (PREPOSITION | CONJUNCTION | RELATIVE | SUBORDINATOR):
            return False
        if tokens.low[index].endswith("s"):
            return False
    return False


# How many words before a noun its article may stand.
REACH_OF_ARTICLE = 4


def polarity_of(tokens: Tokens, low: int, group: VerbGroup) -> Polarity:
    """Asserted, negated (`did not say`) or hypothetical (`would say`, `if he says`)."""
    first = group.first
    if first < group.verb:
        for flag in tokens.flags[first : group.verb]:
            if flag & NEGATION:
                return Polarity.NEGATED
        if not rule_words().hypothetical.isdisjoint(tokens.low[first : group.verb]):
            return Polarity.HYPOTHETICAL
    near = range(max(low, first - REACH_OF_IF), first)
    opener = next((at for at in reversed(near) if tokens.low[at] in ("if", "unless")), None)
    if opener is None or _is_condition_over(tokens, opener, first):
        return Polarity.ASSERTED
    return Polarity.HYPOTHETICAL


def _is_condition_over(tokens: Tokens, opener: int, first: int) -> bool:
    """Whether the clause that `if` opens has its verb and its comma before the subject: `If it rains, she said`."""
    comma = next((at for at in range(first - 1, opener, -1) if tokens.marks[at] & COMMA), opener)
    return any(tokens.flags[at] & (AUXILIARY | FINITE | CONTRACTION) for at in range(opener + 1, comma))


# How many words before a verb an `if` still makes it hypothetical.
REACH_OF_IF = 8


def span_of(tokens: Tokens, phrase: Range | None) -> Span:
    """The characters of the words [a, b), without the 's of a contraction; NO_SPAN for None."""
    if phrase is None:
        return NO_SPAN
    first, end = phrase
    last = tokens.ends[end - 1]
    if tokens.flags[end - 1] & CONTRACTION:
        last = tokens.starts[end - 1] + tokens.low[end - 1].rindex("'")
    if tokens.text[last : last + 1] == "%":
        last += 1
    if tokens.text[last : last + 2] == ".)" or (tokens.text[last - 2] == tokens.text[last : last + 1] == "."):
        last += 1  # (R-Tenn.), R-N.H.
    if tokens.text[last : last + 1] == ")" and "(" in tokens.text[tokens.starts[first] : last]:
        last += 1
    return tokens.starts[first], last


def cue_span(tokens: Tokens, group: VerbGroup) -> Span:
    """The characters of the verb group with its particle."""
    first = group.first
    while first < group.verb and tokens.low[first] == "to" and first + 1 == group.verb:
        first += 1
    return tokens.starts[first], tokens.ends[group.end - 1]
