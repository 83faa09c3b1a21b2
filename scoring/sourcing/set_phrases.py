"""Set phrases in which the word of a cue tells nothing: `called witnesses`, `needless to say`, `told the truth`.

They are those of data/en/attribution_set_phrases.csv, whose head says how a row is read.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scoring.schema.lists import read_rows
from scoring.sourcing.cues import BASE_FORM, ING_FORM, PARTICIPLE_FORM, PAST_FORM, THIRD_FORM, Cue
from scoring.sourcing.tokens import Tokens

SET_PHRASES_FILE = "attribution_set_phrases.csv"
FORMS = {
    "base": BASE_FORM,
    "third": THIRD_FORM,
    "past": PAST_FORM,
    "participle": PARTICIPLE_FORM,
    "ing": ING_FORM,
}
# In the list: any cue, or any word that begins so; any mark; the beginning of the sentence.
ANY, MARK, OPENS = "*", ",", "^"
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """What stands around a verb: `forms` as bits, 0 for any; `before`, `behind`: one of these, () for anything."""

    forms: int
    before: tuple[Words, ...]
    behind: tuple[Words, ...]


def _phrases(cell: str) -> tuple[Words, ...]:
    return tuple(tuple(phrase.split("_")) for phrase in cell.split())


@cache
def load_set_phrases(source: str | Path = SET_PHRASES_FILE) -> Mapping[str, tuple[SetPhrase, ...]]:
    """First word of a cue's lemma, or `*` -> its set phrases.

    Raises ValueError, naming the row, for an unknown form, and for a row with nothing before or behind the word.
    """
    found: dict[str, list[SetPhrase]] = defaultdict(list)
    for row in read_rows(source, "cue", "forms", "before", "behind"):
        named = row["forms"].split()
        before, behind = _phrases(row["before"]), _phrases(row["behind"])
        if not FORMS.keys() >= set(named) or not (before or behind):
            raise ValueError(
                f"{source}: the row {row['cue']!r} has an unknown form, or nothing before and behind the word;"
                f" forms are {', '.join(FORMS)}."
            )
        forms = sum(FORMS[name] for name in set(named))
        found[row["cue"]].append(SetPhrase(forms, before, behind))
    return {cue: tuple(phrases) for cue, phrases in found.items()}


def is_set_phrase(tokens: Tokens, low: int, high: int, verb: int, cue: Cue) -> bool:
    """Whether the word `verb` stands in a set phrase, within the sentence [low, high)."""
    known = load_set_phrases()
    for lemma in (cue.lemma.partition(" ")[0], ANY):
        for phrase in known.get(lemma, ()):
            if phrase.forms and not cue.forms & phrase.forms:
                continue
            if phrase.before and not any(_stands_before(tokens, low, verb, words) for words in phrase.before):
                continue
            if not phrase.behind or any(_stands_behind(tokens, high, verb, words) for words in phrase.behind):
                return True
    return False


def _stands_before(tokens: Tokens, low: int, verb: int, words: Words) -> bool:
    if words == (MARK,):
        return verb > low and bool(tokens.marks[verb])
    opens = words[0] == OPENS
    words = words[opens:]
    first = verb - len(words)
    if opens and first != low:
        return False
    return (
        first >= low and not any(tokens.marks[first + 1 : verb + 1]) and _meets(tokens.low[first:verb], words)
    )


def _stands_behind(tokens: Tokens, high: int, verb: int, words: Words) -> bool:
    if words == (MARK,):
        return verb + 1 < high and bool(tokens.marks[verb + 1])
    end = verb + 1 + len(words)
    return end <= high and not any(tokens.marks[verb + 1 : end]) and _meets(tokens.low[verb + 1 : end], words)


def _meets(found: Sequence[str], words: Words) -> bool:
    """Whether words of the text are those of a phrase, whose last may end in an asterisk."""
    last = words[-1]
    if not last.endswith(ANY):
        return tuple(found) == words
    return tuple(found[:-1]) == words[:-1] and found[-1].startswith(last.removesuffix(ANY))
