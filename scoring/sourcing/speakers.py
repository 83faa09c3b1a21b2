"""Who the sources of an article are, in the order of their cues, since a later `they` means an earlier speaker."""

import re
from collections.abc import Sequence
from functools import cache

from scoring.actors.cast import Cast
from scoring.actors.nouns import word_table
from scoring.schema.kinds import SourceType
from scoring.schema.lists import alternatives
from scoring.sourcing.records import Draft, Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.source_kinds import SourceIdentity, Stage, identity_of
from scoring.sourcing.source_phrase import WORD
from scoring.sourcing.together import speak_together

# The first name behind a cue: `told the New York Times`.
_NAME_AFTER = re.compile(r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*")
_TOLD_MEDIUM = re.compile(
    r"\b(?:told|quoted by|cited by|in an interview (?:with|on|to)|"
    r"speaking (?:to|on|with)|interview with|said on)\s*$"
)
# Everything that _TOLD_MEDIUM finds ends like this.
_BEFORE_MEDIUM = ("told", "by", "with", "on", "to")
# Kinds of source that count as a post if the cue says that it was posted.
MAY_POST = frozenset({SourceType.NAMED_PERSON, SourceType.NAMED_INSTITUTION, SourceType.UNKNOWN})
# `on Twitter` comes at most this many characters after the cue.
REACH_OF_POSTING = 20
# The medium that was told is named at most this many characters after the cue.
REACH_OF_MEDIUM = 60


def identify(text: str, drafts: Sequence[Draft], cast: Cast) -> list[SourceIdentity]:
    """One SourceIdentity for each draft; drafts ascend by cue."""
    voices: list[SourceIdentity] = []
    stage = Stage(text, cast)
    for draft in drafts:
        voice, person = identity_of(stage, draft)
        posted = draft.group == "post" and "@" in text[draft.cue[0] : draft.cue[1]]
        if posted or (voice.source_type in MAY_POST and _tells_online(text, draft.cue)):
            voice = voice._replace(source_type=SourceType.SOCIAL_POST)
        if person is not None:
            stage.recent.add(person)
            voice = _with_others(voice, speak_together(text, cast, draft.source, person.actor_id), cast)
        elif voice.source_type == SourceType.NAMED_INSTITUTION:
            stage.recent.group, stage.recent.group_at = voice, draft.cue[0]
        if _second_hand(text, draft, voice.source_type):
            voice = voice._replace(second_hand=True)
        voices.append(voice)
    return voices


def _with_others(voice: SourceIdentity, together: Sequence[str], cast: Cast) -> SourceIdentity:
    """The identity of the first speaker, with the other speakers added."""
    if len(together) == 1:
        return voice
    first = cast.members[together[0]]
    return voice._replace(speaker=first.actor_id, speaker_name=first.name, co_speakers=tuple(together[1:]))


@cache
def _posting() -> re.Pattern[str]:
    platforms = alternatives(rule_words().platform)
    return re.compile(rf"\b(?:re)?tweet|\btweets?\b|\bposted\b|\bon (?:{platforms})\b", re.I)


def _tells_online(text: str, cue: Span) -> bool:
    """Whether the cue, or the words right after it, say that something was posted: `tweeted`, `wrote on Facebook`."""
    near = text[cue[0] : cue[1] + REACH_OF_POSTING]
    small = near.lower()
    return ("tweet" in small or "posted" in small or "on " in small) and _posting().search(near) is not None


def _second_hand(text: str, draft: Draft, kind: SourceType) -> bool:
    """Whether the words reached the outlet through another medium.

    Such as `told Reuters`, `PTI quoted`, `according to AFP`.
    """
    if kind == SourceType.OTHER_MEDIUM:
        return True
    start, end = draft.cue
    near = text[start : end + REACH_OF_MEDIUM]
    if not (
        "told" in near or " by" in near or "said on" in near or "interview" in near or "speaking" in near
    ):
        return False
    match = _NAME_AFTER.search(near, end - start)
    if match is None:
        return False
    before = near[: match.start()].rstrip()
    if not before.endswith(_BEFORE_MEDIUM) or not _TOLD_MEDIUM.search(before):
        return False
    return word_table("medium").within([word.lower() for word in WORD.findall(match.group())])
