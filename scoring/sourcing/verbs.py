"""Attributions whose cue is a verb: `X said that`, `said X`, `was told by X`, `X opposes`, `seems to`."""

from dataclasses import dataclass

from scoring.sourcing.contents import Scene, content_after, content_before, quotation_ending_before
from scoring.sourcing.cues import Cue, load_cues
from scoring.sourcing.phrases import Range, is_verb_form, noun_phrase_left, noun_phrase_right, subject_left
from scoring.sourcing.records import NO_SPAN, Draft, Polarity, Span
from scoring.sourcing.tokens import (
    ADVERB,
    AUXILIARY,
    BE,
    CLOSE_BRACKET,
    COMMA,
    CONJUNCTION,
    CONTRACTION,
    DETERMINER,
    FINITE,
    GERUND,
    HAVE,
    MODAL,
    NEGATION,
    NUMBER,
    OBJECT,
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

SPEECH_FRAMES = frozenset({"say", "tell", "ask"})
CLAUSE_FRAMES = frozenset({"say", "tell", "ask", "think", "show"})
# How far behind a passive its `by` may stand, in words.
MAX_TO_BY = 6
# A subject behind a fronted participle is at most so long, in words.
MAX_SUBJECT_WORDS = 16
_HYPOTHETICAL = frozenset("would could might may should if unless whether must".split())


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A cue verb with its auxiliaries: words [first, end); `bits`: the classes of all auxiliaries together."""

    first: int
    verb: int
    end: int
    bits: int
    subject_inside: bool  # he’s saying: the first word holds the subject

    @property
    def passive_possible(self) -> bool:
        """Whether a form of `be` stands before the verb."""
        return bool(self.bits & BE)


def verb_group(tokens: Tokens, low: int, verb: int, end: int) -> VerbGroup:
    """The group around the verb: auxiliaries, `to`, negation and adverbs before it, up to a mark."""
    flags, marks = tokens.flags, tokens.marks
    first, bits = verb, 0
    while first > low and not marks[first]:
        before = flags[first - 1]
        if before & CONTRACTION and before:
            return VerbGroup(first, verb, end, bits | _contracted(tokens.low[first - 1]), True)
        if not before & (AUXILIARY | ADVERB | NEGATION | TO) or before & (DETERMINER | SUBJECT):
            break
        if before & SUBORDINATOR and not before & (AUXILIARY | TO):
            break
        bits |= before
        first -= 1
    return VerbGroup(first, verb, end, bits, False)


def _is_chained(tokens: Tokens, low: int, group: VerbGroup) -> bool:
    """Whether the infinitive or modal stands in a chain that still tells: `declined to say`, `went on to say`."""
    if not group.bits & TO:
        return False
    if group.first <= low:
        return False
    return tokens.low[group.first - 1] in _CHAINS


_CHAINS = frozenset(
    "declined declines refused refuses continued continues continue went goes began begins appeared seemed rushed hastened "
    "declining refusing".split()
)


def _contracted(word: str) -> int:
    tail = word.rsplit("'", 1)[1]
    return {"s": BE | HAVE, "re": BE, "m": BE, "ve": HAVE, "ll": MODAL, "d": HAVE | MODAL}.get(tail, 0)


def read_verb(scene: Scene, low: int, high: int, verb: int, cue: Cue, heir: Span) -> Draft | None:
    """The attribution that the word `verb` makes as `cue`, in the sentence of the words [low, high), or None.

    `heir`: the source of the attribution before it in the sentence, which coordinated and participial verbs share.
    """
    tokens = scene.tokens
    end = verb + 1 + len(cue.particle)
    if cue.particle and tuple(tokens.low[verb + 1 : end]) != cue.particle:
        return None
    if any(tokens.marks[verb + 1 : min(end, high)]) or end > high:
        return None
    group = verb_group(tokens, low, verb, end)
    # `will oppose`, `to oppose`: plans of others, which readers rarely take for an attitude that somebody states
    if group.bits & (MODAL | TO) and cue.frame not in ("seem", "passive") and not _is_chained(tokens, low, group):
        return None
    if _is_noun_here(tokens, low, high, group, cue):
        return None
    polarity = _polarity(tokens, low, group)
    if cue.frame == "passive" and group.bits & (MODAL | TO):
        return None
    if cue.frame == "passive":
        return _seems(scene, low, high, group, cue, polarity) if group.bits & BE else None
    if "participle" in cue.forms and group.bits & BE and "base" not in cue.forms:
        return _passive(scene, low, high, group, cue, polarity)
    if end < high and tokens.low[end] == "by" and "participle" in cue.forms and not group.bits & AUXILIARY:
        return _passive(scene, low, high, group, cue, polarity)
    if cue.frame == "seem":
        return _seems(scene, low, high, group, cue, polarity)
    return _active(scene, low, high, group, cue, polarity, heir)


def _is_noun_here(tokens: Tokens, low: int, high: int, group: VerbGroup, cue: Cue) -> bool:
    """Whether the word is a noun or an adjective in this place."""
    verb = group.verb
    if group.bits & (MODAL | TO) or group.subject_inside:
        return False
    if verb == low + 1 and tokens.low[low] == "that" and verb + 1 < high and tokens.marks[verb + 1] & COMMA:
        return True  # That said, ...
    if verb == low:
        return "ing" not in cue.forms and not (cue.frame == "ask" and "past" in cue.forms) and (
            tokens.marks[verb] & QUOTE == 0
        )
    before, mark = tokens.flags[verb - 1], tokens.marks[verb]
    follows = tokens.flags[verb + 1] if verb + 1 < high else 0
    if not mark and group.first == verb:
        if before & SUBJECT or (before & RELATIVE and tokens.low[verb - 1] != "whose"):
            return False
        if before & (DETERMINER | POSSESSIVE | NUMBER) and not before & OBJECT:
            can_be_subject = before & NUMBER or tokens.low[verb - 1] in _CAN_BE_SUBJECT
            return not can_be_subject or tokens.low[verb] in NOUN_TOO
        if before & PREPOSITION and not before & (TO | SUBORDINATOR):
            return "ing" not in cue.forms
    if cue.forms & {"base", "third"} and not cue.forms & {"past"}:
        if group.bits & AUXILIARY:
            return False
        if tokens.low[verb] in NOUN_TOO:
            plain_clause = follows & (SUBJECT | SUBORDINATOR | DETERMINER | OBJECT | TO) or (
                verb + 1 < high and (tokens.marks[verb + 1] & QUOTE or tokens.is_capital(verb + 1))
            )
            if not plain_clause and not cue.particle:
                return True
            if "base" in cue.forms and not tokens.low[verb - 1].endswith("s") and not before & CONJUNCTION:
                return True
        if follows & AUXILIARY and not follows & NEGATION:
            return True
        if mark & (COMMA | STOP) and "base" in cue.forms and not before & CONJUNCTION:
            return tokens.low[verb] in NOUN_TOO
    return False


_CAN_BE_SUBJECT = frozenset("this these those all some many most several few both others one".split())

# Verb forms that are at least as often nouns: a subject and an object must show that they are verbs.
NOUN_TOO = frozenset(
    "report reports claim claims plan plans call calls hope hopes fear fears view views aim aims attempt attempts vote "
    "votes support attack attacks charge charges demand demands request requests order orders promise promises pledge "
    "pledges vow vows threat threats desire desires wish wishes worry worries doubt doubts question questions answer "
    "answers comment comments remark remarks statement estimate estimates forecast forecasts project projects offer "
    "offers sign signs signal signals hint hints joke jokes cry cries shout shouts whisper whispers chant chants text "
    "texts post posts blog blogs email emails tweet tweets quote quotes cite praise blame fault credit credits brand "
    "brands label labels list lists rank ranks rate rates name names detail details outline outlines issue issues voice "
    "voices air echo echoes address addresses debate debates dispute disputes challenge challenges protest protests "
    "cheer cheers honor honors honour salute champion champions back backs ban bans review reviews release releases "
    "leak leaks look looks sound sounds measure measures document documents feature features feel judge judges reason "
    "reasons guess bet bets trust care cares dream dreams figure figures notice notices object objects counter snap "
    "love like likes dislike hate favor favors favour respect envy experience attempt guess cast casts express "
    "finds read reads note notes mention mentions grant grants advocate advocates appeal appeals press challenge "
    "plug pitch pitches tap tease rap rip slam slams blast blasts bash jab swipe rebuke rebukes taunt taunts insult "
    "insults smear critique critiques reference references smile laugh grin shrug sigh bark snap post air frame "
    "pressure invite toast process fight fights resolve elect direct command commands contest focus approach "
    "account accounts project float sense imagine interview interviews alert alerts".split()
)


def _polarity(tokens: Tokens, low: int, group: VerbGroup) -> Polarity:
    words = tokens.low[group.first : group.verb]
    if any(tokens.flags[index] & NEGATION for index in range(group.first, group.verb)):
        return "negated"
    if any(word in _HYPOTHETICAL for word in words):
        return "hypothetical"
    for index in range(group.first - 1, max(low, group.first - 8) - 1, -1):
        if tokens.low[index] in ("if", "unless"):
            return "hypothetical"
    return "asserted"


def span_of(tokens: Tokens, phrase: Range | None) -> Span:
    """Characters of the words [a, b), without the 's of a contraction; NO_SPAN for None."""
    if phrase is None:
        return NO_SPAN
    first, end = phrase
    last = tokens.ends[end - 1]
    if tokens.flags[end - 1] & CONTRACTION:
        last = tokens.starts[end - 1] + tokens.low[end - 1].rindex("'")
    if tokens.text[last : last + 1] == ")" and "(" in tokens.text[tokens.starts[first] : last]:
        last += 1
    return tokens.starts[first], last


def cue_span(tokens: Tokens, group: VerbGroup) -> Span:
    """Characters of the verb group with its particle."""
    first = group.first
    while first < group.verb and tokens.low[first] == "to" and first + 1 == group.verb:
        first += 1
    return tokens.starts[first], tokens.ends[group.end - 1]


def _passive(
    scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, polarity: Polarity
) -> Draft | None:
    """`The plan was criticised by X`, `she was told by X that`, `he is seen as`, `it was reported that`."""
    tokens = scene.tokens
    by = next(
        (
            index
            for index in range(group.end, min(high, group.end + MAX_TO_BY))
            if tokens.low[index] == "by" and not any(tokens.marks[group.end : index + 1])
        ),
        None,
    )
    if group.subject_inside:
        subject: Range | None = (group.first - 1, group.first)
    else:
        subject = subject_left(tokens, low, group.first)
    source: Range | None = None
    if by is not None and by + 1 < high:
        if tokens.flags[by + 1] & GERUND:
            by = None
        else:
            source = noun_phrase_right(tokens, by + 1, high)
    cue_at = cue_span(tokens, group)
    if cue.frame in ("tell", "ask"):
        after = source[1] if source else group.end
        content = content_after(scene, low, high, after, cue)
        if content:
            return Draft(span_of(tokens, source), cue_at, content, cue.frame, cue.stance, polarity)
    if source is None:
        if cue.frame in ("judge", "want", "seem") and not cue.particle:
            return None
        content = content_after(scene, low, high, group.end, cue)
        if not content:
            return None
        if subject and tokens.low[subject[0]] != "it":
            content = [span_of(tokens, subject), *content]
        return Draft(NO_SPAN, cue_at, content, cue.frame, cue.stance, polarity)
    if subject is None:
        return None
    return Draft(span_of(tokens, source), cue_at, [span_of(tokens, subject)], cue.frame, cue.stance, polarity)


def _seems(
    scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, polarity: Polarity
) -> Draft | None:
    """`X seems to be`: nobody is named as the source; subject and complement are the content."""
    tokens = scene.tokens
    follows = tokens.flags[group.end] if group.end < high else 0
    if cue.lemma in ("look", "sound") and (follows & (PREPOSITION | SUBORDINATOR | DETERMINER) and not follows & TO):
        return None
    if cue.lemma == "appear" and follows & PREPOSITION and not follows & TO:
        return None
    subject = (group.first - 1, group.first) if group.subject_inside else subject_left(tokens, low, group.first)
    content = content_after(scene, low, high, group.end, cue)
    if not content or subject is None:
        return None
    if tokens.low[subject[0]] not in ("it", "there"):
        content = [span_of(tokens, subject), *content]
    return Draft(NO_SPAN, cue_span(tokens, group), content, cue.frame, cue.stance, polarity)


def _active(
    scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, polarity: Polarity, heir: Span
) -> Draft | None:
    """An active verb: subject before it or, inverted, behind it."""
    tokens = scene.tokens
    marks, flags = tokens.marks, tokens.flags
    first = group.first
    participle = "ing" in cue.forms and not group.bits & BE
    infinitive = bool(group.bits & TO)
    cue_at = cue_span(tokens, group)
    quotation = quotation_ending_before(scene, tokens.starts[first])
    if cue.frame in SPEECH_FRAMES and not participle and group.bits == 0 and group.end < high:
        inverted = _inverted_source(tokens, low, high, group, quotation is not None)
        if inverted is not None:
            content = content_before(scene, low, first)
            if content:
                return Draft(span_of(tokens, inverted), cue_at, content, cue.frame, cue.stance, polarity)
    if cue.frame == "ask" and first == low and "past" in cue.forms:  # Asked whether he would go, he left.
        content = content_after(scene, low, _comma(tokens, group.end, high), group.end, cue)
        return Draft(NO_SPAN, cue_at, content, cue.frame, cue.stance, polarity) if content else None
    if participle and first == low:
        return _fronted(scene, low, high, group, cue, polarity)
    if cue.lemma in ("ask", "press") and first > low and tokens.low[first - 1] in ("when", "if", "as", "while"):
        content = content_after(scene, low, high, group.end, cue)
        return Draft(NO_SPAN, cue_at, content, cue.frame, cue.stance, polarity) if content else None
    source: Span
    where = first  # the first word of the whole statement, source included
    if group.subject_inside:
        source, where = span_of(tokens, (first - 1, first)), first - 1
    elif participle or infinitive or (first > low and flags[first - 1] & CONJUNCTION):
        source = heir if heir != NO_SPAN else _sentence_subject(tokens, low, high, first)
        if participle and not marks[first] and first > low and not flags[first - 1] & (
            PREPOSITION | CONJUNCTION | SUBORDINATOR | ADVERB
        ):
            near = noun_phrase_left(tokens, low, first - 1)  # a statement saying that
            if near:
                source, where = span_of(tokens, near), near[0]
    else:
        subject = subject_left(tokens, low, first)
        if subject is None:
            source = heir if heir != NO_SPAN and first > low else NO_SPAN
        else:
            source, where = span_of(tokens, subject), subject[0]
    content: list[Span] = []
    quoted = quotation_ending_before(scene, tokens.starts[where])
    if quoted is not None and tokens.plain[quoted.end - 2] == "." and not _nothing_after(tokens, group.end, high):
        quoted = None  # the quotation was a sentence of its own
    if cue.frame in CLAUSE_FRAMES and quoted is not None:
        content = content_before(scene, low, where)
        more = content_after(scene, low, high, group.end, cue) if cue.frame != "think" else []
        if more and _is_quotation_start(scene, more[0][0]):
            content = [*content, *more]
        return Draft(source, cue_at, content, cue.frame, cue.stance, polarity) if content else None
    content = content_after(scene, low, high, group.end, cue)
    if cue.frame in CLAUSE_FRAMES and where > low and marks[where] & (COMMA | STOP) and _nothing_after(tokens, group.end, high):
        before = content_before(scene, low, where)
        if before:
            after = content if group.end < high and marks[group.end] & COMMA else []
            content = [*before, *after]
    relative = _object_relative(tokens, low, where)
    if relative is not None:
        own = [] if group.end < high and tokens.marks[group.end] & COMMA else content
        content = [span_of(tokens, (relative, relative + 1)), *own]
    if not content:
        return None
    if source == NO_SPAN and cue.frame not in ("say", "tell"):
        return None
    return Draft(source, cue_at, content, cue.frame, cue.stance, polarity)


def _comma(tokens: Tokens, first: int, high: int) -> int:
    """The word behind the first comma, else the sentence's end."""
    return next((index for index in range(first + 1, high) if tokens.marks[index] & COMMA), high)


def _object_relative(tokens: Tokens, low: int, where: int) -> int | None:
    """The relative pronoun that stands for the content: `the charge, which Smith denies`, `emails that they said`."""
    if where <= low + 1 or tokens.marks[where]:
        return None
    word = tokens.low[where - 1]
    if word in ("which", "whom", "who", "what"):
        return where - 1
    before = tokens.flags[where - 2]
    if word == "that" and not tokens.marks[where - 1] and not before & (AUXILIARY | PREPOSITION | SUBORDINATOR | TIME):
        known = load_cues().get(tokens.low[where - 2], ())
        return None if known else where - 1
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
                subject = subject_left(tokens, comma, verb)
                if subject is None:
                    break
                content = content_after(scene, low, comma, group.end, cue)
                if not content:
                    return None
                return Draft(
                    span_of(tokens, subject), cue_span(tokens, group), content, cue.frame, cue.stance, polarity
                )
    return None


def _is_quotation_start(scene: Scene, offset: int) -> bool:
    return any(quotation.start == offset for quotation in scene.quotations)


def _nothing_after(tokens: Tokens, end: int, high: int) -> bool:
    """Whether no statement can follow the cue: the sentence ends, or a comma or circumstances come next."""
    if end >= high:
        return True
    mark, flag = tokens.marks[end], tokens.flags[end]
    if mark & QUOTE:
        return False
    if mark & COMMA:
        return tokens.low[end] != "that"
    if any(mark & QUOTE for mark in tokens.marks[end : min(high, end + 10)]):
        return False
    return bool(flag & (TIME | PREPOSITION) or (flag & SUBORDINATOR and tokens.low[end] in _CIRCUMSTANCE)) and "that" not in (
        tokens.low[end : min(high, end + 8)]
    )


_CIRCUMSTANCE = frozenset("as after before when while because during".split())


def _inverted_source(tokens: Tokens, low: int, high: int, group: VerbGroup, after_quotation: bool) -> Range | None:
    """The source behind an inverted verb: `“...,” said X` and `..., said X`."""
    verb = group.verb
    mark = tokens.marks[verb]
    if not (after_quotation or mark & COMMA) or mark & CLOSE_BRACKET:
        return None
    if verb == low and not after_quotation:
        return None
    flag = tokens.flags[group.end]
    if tokens.marks[group.end] or flag & (SUBORDINATOR | AUXILIARY | OBJECT | TO | TIME):
        return None
    if flag & PREPOSITION or (flag & ADVERB and not flag & DETERMINER):
        return None
    if flag & SUBJECT and not after_quotation:
        return None
    phrase = noun_phrase_right(tokens, group.end, high)
    if phrase is None:
        return None
    if not after_quotation:
        if tokens.low[verb] not in _INVERTS_FREELY:
            return None
        stop = phrase[1]
        # `, said X would`: no inversion but a clause
        if stop < high and tokens.flags[stop] & (AUXILIARY | FINITE) and not tokens.marks[stop]:
            return None
        for index in range(phrase[0], phrase[1]):
            if tokens.flags[index] & RELATIVE or tokens.marks[index] & COMMA and index > phrase[0]:
                break
            if tokens.flags[index] & (AUXILIARY | FINITE) or is_verb_form(tokens, phrase[0], index):
                return None
    return phrase


# Verbs that are inverted after an indirect statement; most others there take what follows for their object.
_INVERTS_FREELY = frozenset("said says added adds wrote writes reported reports explained noted".split())


def _sentence_subject(tokens: Tokens, low: int, high: int, before: int) -> Span:
    """The subject of the sentence's first finite verb, for a participle or infinitive that has none of its own."""
    for index in range(low + 1, high):
        if tokens.flags[index] & (AUXILIARY | FINITE) or is_verb_form(tokens, low, index):
            phrase = subject_left(tokens, low, index)
            if phrase is not None:
                return span_of(tokens, phrase)
            if index > before:
                break
    return NO_SPAN
