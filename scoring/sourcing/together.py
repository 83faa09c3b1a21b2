"""Persons who speak together: `Senators Lee and Roe`, `Ann Lee, the mayor, and her deputy, Jo Roe`."""

import re
from collections.abc import Sequence

from scoring.actors.cast import Cast
from scoring.actors.nouns import office_words
from scoring.actors.pronouns import person_nouns
from scoring.actors.records import PERSON, PRONOUN, Mention
from scoring.sourcing.records import Span
from scoring.sourcing.rule_words import rule_words

# Behind the first name a bracket or an apposition, then the word or comma that joins, then what stands before the next.
_BETWEEN = re.compile(
    r"(?: ?\([^()\n]{1,40}\))?(?:,(?: [\w.'’-]+){1,8}?)?(?P<joins>,? (?:and|&|or)|,)(?P<titles>(?: [\w.'’-]+,?){0,6}) "
)
# No two names that belong together stand farther apart, in characters.
FARTHEST = 160


def speak_together(text: str, cast: Cast, source: Span, speaker: str) -> Sequence[str]:
    """The actor_ids of the persons joined with `speaker` in a source, in the order of their names; `speaker` is one.

    `source`: the span of the source in `text`. A list of names counts only where `and` joins its last two.
    """
    persons = [
        mention
        for mention in cast.within(*source)
        if cast.members[mention.actor_id].kind == PERSON and mention.kind_of_mention != PRONOUN
    ]
    chain: list[str] = []
    ends_in_and = False
    for before, mention in zip([None, *persons], persons, strict=False):
        joined = _joined(text, before, mention) if before is not None else None
        if joined is None:
            if speaker in chain:
                break
            chain, ends_in_and = [mention.actor_id], False
        else:
            chain.append(mention.actor_id)
            ends_in_and = joined != ","
    if speaker not in chain or not ends_in_and:
        return (speaker,)
    return tuple(dict.fromkeys(chain))


def _joined(text: str, first: Mention, second: Mention) -> str | None:
    """What joins two names, `and` or a comma; None where the second is no further speaker."""
    if second.start - first.end > FARTHEST:
        return None
    found = _BETWEEN.fullmatch(text, first.end, second.start)
    if found is None:
        return None
    known, may_stand = office_words(), rule_words().before_other_name
    for word in found["titles"].split():
        bare = word.rstrip(",.")
        if not (bare[:1].isupper() or bare in may_stand or bare in known or bare in person_nouns()):
            return None
    return found["joins"].removeprefix(", ").strip()
