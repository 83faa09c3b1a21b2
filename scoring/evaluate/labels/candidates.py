"""The places in a text that may be drawn: found by form alone, whatever the program makes of them."""

import re
from functools import cache

from scoring.evaluate.sampling import speech_of
from scoring.schema.kinds import MentionKind
from scoring.schema.lists import read_rows
from scoring.sourcing.cues import load_cues
from scoring.text.wording import EDITORIAL_LIST
from scoring.text.words import find_words, lowered_words

Place = tuple[int, int]
Facts = dict[str, str]
"""What a reader is told of an item beside its words and its article."""

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNITS = "two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_MANY = "hundred|thousand|million|billion|trillion|dozen"
_FIGURE = re.compile(
    r"(?<![\w.,'’])(?:"
    r"(?:US\$|Rs\.? ?|[$€£¥₹])?\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|[a-z]{1,2})?"
    rf"|(?:(?:{_TENS})(?:-(?:one|{_UNITS}))?|{_TEENS}|{_UNITS}|(?:{_MANY})s)(?!-?\w)"
    rf")(?:[ -](?:{_MANY}))*(?: ?%|[ -]per ?cent)?(?!\w)",
    re.IGNORECASE,
)


def mentions_in(row: dict[str, object]) -> list[tuple[Place, Facts]]:
    """Every mention of an actor by name in the body of an article, as Masthead finds them; pronouns are left out."""
    return [
        ((mention.start, mention.end), {"actor": mention.actor_id})
        for mention in speech_of(row).mentions
        if mention.kind != MentionKind.PRONOUN
    ]


def cues_in(row: dict[str, object]) -> list[tuple[Place, Facts]]:
    """Every form of a cue of data/en/attribution_cues.csv with the word that must come next, and `according to`.

    Nothing else is asked: nouns, other meanings and lines outside the body are there as well.
    """
    text = str(row["text"])
    words = find_words(text)
    lowered = [*lowered_words(text, words), ""]
    cues = load_cues()
    places = zip(words.starts.tolist(), words.ends.tolist(), strict=True)
    return [
        (place, {})
        for number, place in enumerate(places)
        if (lowered[number], lowered[number + 1]) == ("according", "to")
        or any(
            not cue.next_words or lowered[number + 1] in cue.next_words
            for cue in cues.get(lowered[number], ())
        )
    ]


@cache
def _editorial_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows(EDITORIAL_LIST, "word"))


def editorial_in(row: dict[str, object]) -> list[tuple[Place, Facts]]:
    """Every word of data/en/editorial_words.csv, quoted or not."""
    text = str(row["text"])
    words = find_words(text)
    places = zip(words.starts.tolist(), words.ends.tolist(), lowered_words(text, words), strict=True)
    return [((start, end), {}) for start, end, word in places if word in _editorial_words()]


def figures_in(row: dict[str, object]) -> list[tuple[Place, Facts]]:
    """Every number in digits or words (from two), with what belongs to it: `$2.5 billion`, `forty percent`."""
    return [(match.span(), {}) for match in _FIGURE.finditer(str(row["text"]))]
