"""The cue lexicon.

Which words can report speech, thought, intent or evidence, and what must stand around them.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scoring.schema.kinds import Stance
from scoring.schema.lists import read_rows

CUES_FILE = "attribution_cues.csv"
UTTERED_FRAMES = frozenset({"say", "tell", "ask", "spoken", "show"})
VERB_FRAMES = UTTERED_FRAMES | {"think", "want", "judge", "seem"}
FRAMES = VERB_FRAMES | {"passive", "adjective", "noun"}
# The forms of a word as bits; plain integers, because the rules check them at every word.
BASE_FORM, THIRD_FORM, PAST_FORM, PARTICIPLE_FORM, ING_FORM, NOUN_FORM, OTHER_FORM = (
    1 << number for number in range(7)
)
# The forms of a verb in the order in which the list gives them.
VERB_FORMS = (BASE_FORM, THIRD_FORM, PAST_FORM, PARTICIPLE_FORM, ING_FORM)

# The words after a noun that its source may follow: criticism from the mayor.
BEFORE_THE_SOURCE_OF_A_NOUN = ("from", "by")

# In the list, this replaces a form that is seldom a cue.
NO_FORM = "-"


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a word form as a cue.

    `particle`: the words that must follow (`call for`); for nouns, any one of them.
    `next_words`: one of these words must come next, a quick test that rejects most readings; empty: any word.
    `forms`: the possible forms as bits: BASE_FORM and the others above.
    """

    lemma: str
    frame: str
    stance: Stance
    particle: tuple[str, ...]
    forms: int
    next_words: tuple[str, ...]


def _next_words(frame: str, particle: tuple[str, ...]) -> tuple[str, ...]:
    return (*particle, *BEFORE_THE_SOURCE_OF_A_NOUN) if frame == "noun" else particle[:1]


@cache
def load_cues(source: str | Path = CUES_FILE) -> dict[str, tuple[Cue, ...]]:
    """Word form in lower case -> the cues that can begin with it, longest particle first.

    Raises ValueError naming the row, for an unknown frame or stance, or a verb without its five forms.
    """
    found: dict[str, list[Cue]] = defaultdict(list)
    for row in read_rows(source, "cue", "frame", "stance", "forms", "follows"):
        frame, forms = row["frame"], row["forms"].split()
        if frame not in FRAMES or row["stance"] not in set(Stance):
            raise ValueError(f"{source}: the cue {row['cue']!r} has an unknown frame or stance.")
        stance = Stance(row["stance"])
        kinds: dict[str, int] = defaultdict(int)
        if frame in VERB_FRAMES:
            if len(forms) != len(VERB_FORMS):
                raise ValueError(f"{source}: the verb {row['cue']!r} needs five forms, it has {len(forms)}.")
            for form, kind in zip(forms, VERB_FORMS, strict=True):
                if form != NO_FORM:
                    kinds[form] |= kind
        else:
            for form in forms:
                kinds[form] |= NOUN_FORM if frame == "noun" else OTHER_FORM
        particle = tuple(row["follows"].split())
        for form, bits in kinds.items():
            found[form].append(Cue(row["cue"], frame, stance, particle, bits, _next_words(frame, particle)))
    # A phrase is tried before the bare word; nouns, whose particles are alternatives, come last.
    return {
        form: tuple(sorted(cues, key=lambda cue: (cue.frame == "noun", -len(cue.particle), cue.lemma)))
        for form, cues in found.items()
    }
