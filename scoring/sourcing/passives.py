"""Passive cues and raising verbs: `was told by X`, `is seen as`, `seems to`, `is expected to`."""

from scoring.schema.kinds import Polarity
from scoring.sourcing.contents import (
    Scene,
    content_after,
    content_before,
    content_end,
    quotation_ending_before,
    stretch,
)
from scoring.sourcing.cues import Cue
from scoring.sourcing.phrases import Range, subject_left
from scoring.sourcing.phrases_after import noun_phrase_right
from scoring.sourcing.records import NO_SPAN, Draft
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.tokens import (
    COMMA,
    DETERMINER,
    GERUND,
    PREPOSITION,
    SPEECH_GERUND,
    STOP,
    SUBORDINATOR,
    TO,
    Tokens,
)
from scoring.sourcing.verb_groups import (
    VerbGroup,
    cue_span,
    span_of,
)

# How many words after a passive its `by` may come.
MAX_TO_BY = 6


def read_passive(
    scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, polarity: Polarity
) -> Draft | None:
    """`The plan was criticised by X`, `she was told by X that`, `he is seen as`, `it was reported that`."""
    tokens = scene.tokens
    if group.subject_inside:
        subject: Range | None = (group.first - 1, group.first)
    else:
        subject = subject_left(tokens, low, group.first)
    source = _named_by(tokens, high, group)
    cue_at = cue_span(tokens, group)
    aside = not group.bits and bool(source) and tokens.marks[group.first] & COMMA
    if aside and source and source[1] < high and tokens.marks[source[1]] & COMMA and cue.frame == "ask":
        return None  # the film, directed by Ann Lee, opens in May
    if cue.frame in ("tell", "ask"):
        source = _before_infinitive(tokens, source) if source else None
        after = source[1] if source else group.end
        opens = group.first == low  # Asked by the paper to reply, Lee said no
        until = (
            next((at for at in range(after + 1, high) if tokens.marks[at] & COMMA), high) if opens else high
        )
        content = content_after(scene, low, until, after, cue)
        if content:
            return Draft(span_of(tokens, source), cue_at, content, cue.frame, cue.stance, polarity)
    if source is None and subject is not None and cue.lemma in ("quote", "cite"):
        said = _quoted_as_saying(scene, low, high, group, cue, subject)
        if said is not None:
            return said
    if source is None:
        if cue.frame in ("judge", "spoken", "want", "seem") and not cue.particle:
            return None
        content = content_after(scene, low, high, group.end, cue)
        if not content:
            return None
        if subject and tokens.low[subject[0]] != "it":
            content = [span_of(tokens, subject), *content]
        return Draft(NO_SPAN, cue_at, content, cue.frame, cue.stance, polarity)
    if subject is None:
        return _as_told_by(scene, low, high, group, cue, source)
    return Draft(span_of(tokens, source), cue_at, [span_of(tokens, subject)], cue.frame, cue.stance, polarity)


def _named_by(tokens: Tokens, high: int, group: VerbGroup) -> Range | None:
    """Who does it, behind `by`; None where nobody is named, or `by` opens a manner (`by saying`)."""
    by = next(
        (
            index
            for index in range(group.end, min(high, group.end + MAX_TO_BY))
            if tokens.low[index] == "by" and not any(tokens.marks[group.end : index + 1])
        ),
        high,
    )
    if by + 1 >= high or tokens.flags[by + 1] & GERUND:
        return None
    return _before_reason(tokens, noun_phrase_right(tokens, by + 1, high))


def _as_told_by(scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, source: Range) -> Draft | None:
    """`As reported by the Post, the road is closed`, `the road is closed, as reported by the Post`; else None."""
    tokens = scene.tokens
    opener = group.first - 1
    if cue.lemma not in rule_words().as_told or opener < low or tokens.low[opener] != "as":
        return None
    content = content_before(scene, low, opener) if opener > low else []
    comma = next((at for at in range(source[0] + 1, source[1]) if tokens.marks[at] & COMMA), source[1])
    if not content and comma < high and tokens.marks[comma] & COMMA:
        source = source[0], comma
        content = [stretch(scene, comma, content_end(scene, comma, high))]
    return (
        Draft(span_of(tokens, source), cue_span(tokens, group), content, cue.frame, cue.stance)
        if content
        else None
    )


def _quoted_as_saying(
    scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, subject: Range
) -> Draft | None:
    """`“...,” Lee was quoted as saying`, `Lee was quoted as saying that`: Lee speaks; else None."""
    tokens = scene.tokens
    end = group.end + 2
    if end > high or tokens.low[group.end] != "as" or not tokens.flags[group.end + 1] & SPEECH_GERUND:
        return None
    content = content_after(scene, low, high, end, cue) if end < high and not tokens.marks[end] & STOP else []
    if quotation_ending_before(scene, subject[0]) is not None:
        content = [
            *content_before(scene, low, subject[0]),
            *(one for one in content if scene.quoted[tokens.at(one[0])]),
        ]
    cue_at = (tokens.starts[group.first], tokens.ends[end - 1])
    return Draft(span_of(tokens, subject), cue_at, content, cue.frame, cue.stance) if content else None


def _before_reason(tokens: Tokens, source: Range | None) -> Range | None:
    """The source without what it is about: `was blamed by the board | for doubting it`."""
    if source is None:
        return None
    for index in range(source[0] + 1, source[1] - 1):
        if tokens.low[index] == "for" and tokens.flags[index + 1] & GERUND:
            return source[0], index
    return source


def _before_infinitive(tokens: Tokens, source: Range) -> Range:
    """The source without what it asks for: `was asked by the paper | to reply`."""
    for index in range(source[0] + 1, source[1]):
        if (
            tokens.low[index] == "to"
            and not tokens.is_capital(index + 1)
            and not tokens.flags[index + 1] & DETERMINER
        ):
            return source[0], index
    return source


def read_raising(
    scene: Scene, low: int, high: int, group: VerbGroup, cue: Cue, polarity: Polarity
) -> Draft | None:
    """`X seems to be`: no source is given; subject and complement are the content."""
    tokens = scene.tokens
    follows = tokens.flags[group.end] if group.end < high else 0
    if cue.lemma in ("look", "sound") and (
        follows & (PREPOSITION | SUBORDINATOR | DETERMINER) and not follows & TO
    ):
        return None
    if cue.lemma == "appear" and follows & PREPOSITION and not follows & TO:
        return None
    subject = (
        (group.first - 1, group.first) if group.subject_inside else subject_left(tokens, low, group.first)
    )
    content = content_after(scene, low, high, group.end, cue)
    if not content or subject is None:
        return None
    if tokens.low[subject[0]] not in ("it", "there"):
        content = [span_of(tokens, subject), *content]
    return Draft(NO_SPAN, cue_span(tokens, group), content, cue.frame, cue.stance, polarity)
