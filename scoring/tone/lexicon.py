"""The lexicon reading: VADER's compound of a clause, by VADER's own lexicon and rules, but faster.

The package `vaderSentiment` lower-cases the whole clause again for every word. Here the same rules run once over
lower-cased words, and only words of the lexicon are examined closely. A test shows that the result equals the
package's `compound` on many thousands of generated strings.

Reference: Hutto and Gilbert (2014), VADER: a parsimonious rule-based model for sentiment analysis of social
media text, ICWSM.
"""

import re
import string
from collections.abc import Sequence
from functools import cache
from math import fsum

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    normalize,
)

from scoring.schema.thresholds import NEUTRAL_TONE
from scoring.text.normalise import plain

"""Half-width of the neutral band of `compound`, as VADER's authors publish it."""

_NEGATIONS = frozenset(NEGATE)
_SHORTEST_WORD = 3  # VADER keeps a shorter token's punctuation, since it may be an emoticon such as ":)"
_REACH = 3  # words before a lexicon word that may strengthen, weaken or negate it
_FADING = (1.0, 0.95, 0.9)  # how far a strengthening word counts at one, two and three words before
_NEVER_SO = 1.25  # "never so good" strengthens
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_EXCLAMATION, _MOST_EXCLAMATIONS = 0.292, 4
_QUESTION, _FEW_QUESTIONS, _MANY_QUESTIONS = 0.18, 3, 0.96
_DECIMALS = 4
_CACHED_TOKENS = 50_000  # the distinct tokens of some hundred articles, about 5 MB
# White space is matched only from its first character, so that a long run of it is scanned once.
_DASH = re.compile(r"(?:(?<!\s)\s+)?[–—―]\s*")


@cache
def _lexicon() -> dict[str, float]:
    """VADER's valence by lower-case word."""
    return dict(_analyzer().lexicon)


@cache
def valued_words() -> frozenset[str]:
    """The words of the lexicon that have a valence of their own and do not merely strengthen others."""
    return frozenset(_lexicon().keys() - BOOSTER_DICT.keys())


@cache
def _acting() -> frozenset[str]:
    """The words that may change the valence of one of the next three, except those ending in n't."""
    return frozenset((*_NEGATIONS, *BOOSTER_DICT, "never", "so", "this", "without", "no", "least"))


@cache
def _idiom_words() -> frozenset[str]:
    """The longest word of each idiom or strengthening phrase; without one of these, a clause contains no phrase."""
    phrases = [phrase for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in phrase]
    return frozenset(max(phrase.split(), key=len) for phrase in phrases)


@cache
def single_emoji() -> dict[str, str]:
    """The descriptions of single-character emoji; VADER never recognises longer ones."""
    return {sign: words for sign, words in _analyzer().emojis.items() if len(sign) == 1}


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def read_clauses(clauses: Sequence[str]) -> list[float]:
    """The tone of each clause in [-1, 1]: VADER's compound after typographic marks are replaced by plain ones.

    A long dash separates words like a space, which VADER by itself does not know.

    >>> read_clauses(["a brave, honest plan", "a plan", "a plan that isn’t honest"])
    [0.7717, 0.0, -0.4023]
    """
    parted = (clause if clause.isascii() else _DASH.sub(" - ", clause) for clause in clauses)
    return [compound(plain(clause)) for clause in parted]


def class_of(tone: float) -> int:
    """-1, 0 or 1: the class of a lexicon tone by the published thresholds."""
    return (tone >= NEUTRAL_TONE) - (tone <= -NEUTRAL_TONE)


def compound(text: str) -> float:
    """VADER's `compound` of `text` in [-1, 1], 4 decimals; equal to the package's by test.

    >>> compound("VERY good, but the end was bad!")
    -0.5543
    """
    text = _spell_out_emoji(text).strip()
    words = list(map(BARE.__getitem__, text.split()))
    lowered = list(map(str.lower, words))
    valued = valued_words()
    places = [place for place, word in enumerate(lowered) if word in valued]
    contracted = "'t" in text or "'T" in text
    return compound_of(words, lowered, places, text.count("!"), text.count("?"), contracted=contracted)


def compound_of(
    words: list[str],
    lowered: list[str],
    places: Sequence[int],
    exclamations: int,
    questions: int,
    *,
    contracted: bool,
) -> float:
    """The same of words without the punctuation at their ends, as written and in lower case.

    places: of the words that have a valence. contracted: whether any word of the text may end in n't.
    """
    if not places:
        return 0.0
    some_shouted = 0 < sum(map(str.isupper, words)) < len(words)
    valences: list[tuple[int, float]] = []
    for place in places:
        if lowered[place] == "kind" and lowered[place + 1 : place + 2] == ["of"]:
            continue
        valence = _valence(words, lowered, place, some_shouted, contracted=contracted)
        if valence:
            valences.append((place, valence))
    if not valences:
        return 0.0
    if "but" in lowered:
        valences = _weigh_but(valences, lowered.index("but"))
    total = fsum(valence for _, valence in valences)
    if total > 0:
        total += _punctuation(exclamations, questions)
    elif total < 0:
        total -= _punctuation(exclamations, questions)
    return float(round(normalize(total), _DECIMALS))


def _spell_out_emoji(text: str) -> str:
    """Replace each emoji by its description, set off by a space as VADER does."""
    if text.isascii():
        return text
    described = single_emoji()
    if described.keys().isdisjoint(text):
        return text
    parts: list[str] = []
    after_space = True
    for character in text:
        words = described.get(character)
        if words is None:
            parts.append(character)
            after_space = character == " "
        else:
            parts.append(words if after_space else " " + words)
            after_space = False
    return "".join(parts)


class _Bare(dict[str, str]):
    """Each token without punctuation at its ends, or whole if hardly anything would remain; cached."""

    def __missing__(self, token: str) -> str:
        if len(self) >= _CACHED_TOKENS:
            self.clear()
        stripped = token.strip(string.punctuation)
        self[token] = bare = stripped if len(stripped) >= _SHORTEST_WORD else token
        return bare


BARE = _Bare()


def _valence(
    words: list[str], lowered: list[str], place: int, some_shouted: bool, *, contracted: bool
) -> float:
    """The valence of the lexicon word at `place` after its neighbours have acted on it.

    `contracted`: whether any word of the clause may end in n't, which negates whatever the word is.
    """
    lexicon = _lexicon()
    word = lowered[place]
    valence = lexicon[word]
    if word == "no" and place + 1 < len(lowered) and lowered[place + 1] in lexicon:
        valence = 0.0  # it negates the next word and has no valence of its own
    if _follows_no(lowered, place):
        valence = lexicon[word] * N_SCALAR
    if some_shouted and words[place].isupper():
        valence += C_INCR if valence > 0 else -C_INCR
    if not contracted and _acting().isdisjoint(lowered[max(0, place - _REACH) : place]):
        # True of most words. What follows is the last step of the loop.
        if place >= _REACH and lowered[place - _REACH] not in lexicon:
            valence = _idiom(valence, lowered, place)
        return valence
    for back in range(1, min(_REACH, place) + 1):
        before = lowered[place - back]
        if before in lexicon:
            continue
        booster = BOOSTER_DICT.get(before)
        if booster is not None:
            valence += _boost(booster, words[place - back], valence, some_shouted) * _FADING[back - 1]
        valence = _negated(valence, lowered, place, back)
        if back == _REACH:
            valence = _idiom(valence, lowered, place)
    if lowered[max(0, place - 1) : place] == ["least"] and (
        place == 1 or lowered[place - 2] not in ("at", "very")
    ):
        valence *= N_SCALAR
    return valence


def _follows_no(lowered: list[str], place: int) -> bool:
    if "no" in lowered[max(0, place - 2) : place]:
        return True
    return place > 2 and lowered[place - 3] == "no" and lowered[place - 1] in ("or", "nor")


def _boost(booster: float, word: str, valence: float, some_shouted: bool) -> float:
    """What a strengthening or weakening word adds to a valence; more if it is in capitals and others are not."""
    change = -booster if valence < 0 else booster
    if some_shouted and word.isupper():
        change += C_INCR if valence > 0 else -C_INCR
    return float(change)


def _negated(valence: float, lowered: list[str], place: int, back: int) -> float:
    """The valence once a negation `back` words before it has acted."""
    before = lowered[place - back]
    between = lowered[place - back + 1 : place]
    if back > 1:
        intensified = before == "never" and between[0] in ("so", "this")
        if back == _REACH:  # VADER tests the word next to the valence without checking for "never"
            intensified = intensified or between[1] in ("so", "this")
        if intensified:
            return valence * _NEVER_SO
        if before == "without" and "doubt" in between:
            return valence
    return valence * N_SCALAR if before in _NEGATIONS or "n't" in before else valence


def _idiom(valence: float, lowered: list[str], place: int) -> float:
    """The valence once an idiom around the word has replaced it or a two-word booster has acted."""
    if _idiom_words().isdisjoint(lowered[place - 3 : place + 3]):
        return valence
    third, second, first, word = lowered[place - 3 : place + 1]
    ahead = lowered[place + 1 : place + 3]
    for phrase in (
        f"{first} {word}",
        f"{second} {first} {word}",
        f"{second} {first}",
        f"{third} {second} {first}",
        f"{third} {second}",
    ):
        if phrase in SPECIAL_CASES:
            valence = SPECIAL_CASES[phrase]
            break
    if ahead:
        valence = SPECIAL_CASES.get(f"{word} {ahead[0]}", valence)
    if len(ahead) > 1:
        valence = SPECIAL_CASES.get(f"{word} {ahead[0]} {ahead[1]}", valence)
    for phrase in (f"{third} {second} {first}", f"{third} {second}", f"{second} {first}"):
        valence += BOOSTER_DICT.get(phrase, 0.0)
    return float(valence)


def _weigh_but(valences: list[tuple[int, float]], but: int) -> list[tuple[int, float]]:
    """Halve what stands before "but" and raise what stands after it.

    VADER looks each valence up by its value and so changes the first place that holds this value at that moment; we
    do the same, since otherwise words of equal valence on both sides would give a different result.
    """
    places = [place for place, _ in valences]
    values = [value for _, value in valences]
    for value in values:  # the list changes while it is walked through, as VADER's does
        found = values.index(value)
        if places[found] < but:
            values[found] = value * _BEFORE_BUT
        elif places[found] > but:
            values[found] = value * _AFTER_BUT
    return list(zip(places, values, strict=True))


def _punctuation(exclamations: int, questions: int) -> float:
    """What exclamation and question marks add to the size of the sum."""
    amplified = min(exclamations, _MOST_EXCLAMATIONS) * _EXCLAMATION
    if questions > _FEW_QUESTIONS:
        amplified += _MANY_QUESTIONS
    elif questions > 1:
        amplified += questions * _QUESTION
    return amplified
