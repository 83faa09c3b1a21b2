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
VERB_FRAMES = frozenset({"say", "tell", "ask", "think", "want", "judge", "show", "seem"})
FRAMES = VERB_FRAMES | {"passive", "adjective", "noun"}
# The forms that a word can be, as bits; plain integers, since the rules ask for them at every word.
BASE_FORM, THIRD_FORM, PAST_FORM, PARTICIPLE_FORM, ING_FORM, NOUN_FORM, OTHER_FORM = (
    1 << number for number in range(7)
)
# The forms of a verb in the order in which the list gives them.
VERB_FORMS = (BASE_FORM, THIRD_FORM, PAST_FORM, PARTICIPLE_FORM, ING_FORM)

# The source of a noun may stand behind it: criticism from the mayor of the plan.
BEFORE_THE_SOURCE_OF_A_NOUN = ("from", "by")

# Stands in the list for a form that is seldom a cue.
NO_FORM = "-"


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a word form as a cue.

    `particle`: the words that must follow (`call for`), as a tuple; for nouns any one of them must follow.
    `next_words`: the words of which one must come next, so that most others are refused at once; empty: any.
    `forms`: bits of what the form can be: BASE_FORM and the others above.
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
    """Word form (lower case) -> the cues that it can begin, longest particle first.

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
