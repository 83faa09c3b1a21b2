"""Who the sources of an article are, in the order of their cues, since a later `they` means an earlier speaker."""

import re
from collections.abc import Sequence

from scoring.actors.cast import Cast
from scoring.actors.nouns import word_table
from scoring.schema.kinds import SourceType
from scoring.sourcing.records import Draft
from scoring.sourcing.source_kinds import SourceIdentity, Stage, identity_of, speaks_for_several
from scoring.sourcing.source_phrase import WORD, bare_word
from scoring.sourcing.together import speak_together

# The first name behind a cue: `told the New York Times`.
_NAME_AFTER = re.compile(r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*")
_TOLD_MEDIUM = re.compile(
    r"\b(?:told|quoted by|cited by|in an interview (?:with|on|to)|"
    r"speaking (?:to|on|with)|interview with|said on)\s*$"
)
# Everything that _TOLD_MEDIUM finds ends like this.
_BEFORE_MEDIUM = ("told", "by", "with", "on", "to")
# The medium that was told is named at most this many characters after the cue.
REACH_OF_MEDIUM = 60


def identify(text: str, drafts: Sequence[Draft], cast: Cast, outlet: str = "") -> list[SourceIdentity]:
    """One SourceIdentity for each draft; drafts ascend by cue. `outlet`: whose text it is, if known."""
    voices: list[SourceIdentity] = []
    stage = Stage(text, cast, outlet)
    for draft in drafts:
        voice, person = identity_of(stage, draft)
        posted = draft.group == "post" and "@" in text[draft.cue[0] : draft.cue[1]]
        if posted:
            voice = voice._replace(source_type=SourceType.SOCIAL_POST)
        if person is not None:
            stage.recent.add(person)
            voice = _with_others(voice, speak_together(text, cast, draft.source, person.actor_id), cast)
        stage.recent.hear(voice, draft.cue[0], several=speaks_for_several(text, draft.source))
        if _second_hand(stage, draft, voice.source_type):
            voice = voice._replace(second_hand=True)
        voices.append(voice)
    return voices


def _with_others(voice: SourceIdentity, together: Sequence[str], cast: Cast) -> SourceIdentity:
    """The identity of the first speaker, with the other speakers added."""
    if len(together) == 1:
        return voice
    first = cast.members[together[0]]
    return voice._replace(speaker=first.actor_id, speaker_name=first.name, co_speakers=tuple(together[1:]))


def _second_hand(stage: Stage, draft: Draft, kind: SourceType) -> bool:
    """Whether the words reached the outlet through another medium.

    Such as `told Reuters`, `PTI quoted`, `according to AFP`; what Reuters prints that Reuters was told is first hand.
    """
    if kind == SourceType.OTHER_MEDIUM:
        return True
    start, end = draft.cue
    near = stage.text[start : end + REACH_OF_MEDIUM]
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
    named = [bare_word(word) for word in WORD.findall(match.group())]
    own = stage.is_own([word for word in named if word != "the"])
    return not own and word_table("medium").within(named)
