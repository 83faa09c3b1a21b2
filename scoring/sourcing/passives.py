"""Passive cues and raising verbs: `was told by X`, `is seen as`, `seems to`, `is expected to`."""

from scoring.schema.kinds import Polarity
from scoring.sourcing.contents import Scene, content_after
from scoring.sourcing.cues import Cue
from scoring.sourcing.phrases import Range, subject_left
from scoring.sourcing.phrases_after import noun_phrase_right
from scoring.sourcing.records import NO_SPAN, Draft
from scoring.sourcing.tokens import (
    DETERMINER,
    GERUND,
    PREPOSITION,
    SUBORDINATOR,
    TO,
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
        if cue.frame in ("judge", "spoken", "want", "seem") and not cue.particle:
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
