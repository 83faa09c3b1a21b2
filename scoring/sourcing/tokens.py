"""The words of an article as the attribution rules need them: each with its classes and the marks before it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntFlag
from functools import cache

import numpy as np

from scoring.actors.names import all_given_names
from scoring.actors.nouns import kinds_of_words
from scoring.schema.kinds import Stance
from scoring.sourcing.anonymity import find_withheld
from scoring.sourcing.cues import BASE_FORM, ING_FORM, PAST_FORM, THIRD_FORM, load_cues
from scoring.sourcing.rule_words import RULE_CLASSES, WORDS_FILE, rule_words, word_rows
from scoring.text.page_text import PageText
from scoring.text.word_forms import Column
from scoring.text.words import IntArray, Words


class WordClass(IntFlag):
    """Classes of words, as bits: a word may be in several. Most come from data/en/attribution_words.csv."""

    DETERMINER = 1 << 0
    SUBJECT = 1 << 1
    OBJECT = 1 << 2
    RELATIVE = 1 << 3
    PREPOSITION = 1 << 4
    CONJUNCTION = 1 << 5
    SUBORDINATOR = 1 << 6
    BE = 1 << 7
    HAVE = 1 << 8
    DO = 1 << 9
    MODAL = 1 << 10
    NEGATION = 1 << 11
    ADVERB = 1 << 12
    TIME = 1 << 13
    CONTRACTION = 1 << 14
    FINITE = 1 << 15
    REPORTING_NOUN = 1 << 16
    # by form:
    NUMBER = 1 << 17
    POSSESSIVE = 1 << 18
    PAST = 1 << 19  # ends in -ed
    GERUND = 1 << 20  # ends in -ing
    TO = 1 << 21
    NOUN_TOO = 1 << 22
    # from data/en/attribution_cues.csv:
    CUE = 1 << 23  # may be a cue, or has a rule of its own
    SURE_PAST = 1 << 24  # a past form of a cue verb that is none of its other forms: wrote, not put
    JOINS = 1 << 25  # as SURE_PAST, of any of its cues: what may follow `and` of the same speaker
    TELLS = 1 << 26  # past or third person of a verb of speech: said, tells, asked
    CLOSES = 1 << 27  # past or third person of say or think: what may end a statement with `, X said`
    SPEECH_GERUND = 1 << 28  # saying, warning
    WITHHOLDS = 1 << 29  # may say that a source would not be named: anonymity, identified


# Plain integers: IntFlag arithmetic is too slow for a loop over every word.
DETERMINER = int(WordClass.DETERMINER)
SUBJECT = int(WordClass.SUBJECT)
OBJECT = int(WordClass.OBJECT)
RELATIVE = int(WordClass.RELATIVE)
PREPOSITION = int(WordClass.PREPOSITION)
CONJUNCTION = int(WordClass.CONJUNCTION)
SUBORDINATOR = int(WordClass.SUBORDINATOR)
BE = int(WordClass.BE)
HAVE = int(WordClass.HAVE)
MODAL = int(WordClass.MODAL)
DO = int(WordClass.DO)
AUXILIARY = int(WordClass.BE | WordClass.HAVE | WordClass.DO | WordClass.MODAL)
NEGATION = int(WordClass.NEGATION)
ADVERB = int(WordClass.ADVERB)
TIME = int(WordClass.TIME)
CONTRACTION = int(WordClass.CONTRACTION)
FINITE = int(WordClass.FINITE)
REPORTING_NOUN = int(WordClass.REPORTING_NOUN)
NUMBER = int(WordClass.NUMBER)
POSSESSIVE = int(WordClass.POSSESSIVE)
PAST = int(WordClass.PAST)
GERUND = int(WordClass.GERUND)
TO = int(WordClass.TO)
NOUN_TOO = int(WordClass.NOUN_TOO)
CUE = int(WordClass.CUE)
SURE_PAST = int(WordClass.SURE_PAST)
JOINS = int(WordClass.JOINS)
TELLS = int(WordClass.TELLS)
CLOSES = int(WordClass.CLOSES)
SPEECH_GERUND = int(WordClass.SPEECH_GERUND)
WITHHOLDS = int(WordClass.WITHHOLDS)

# What stands between two words, as bits.
COMMA, STOP, QUOTE, OPEN_BRACKET, CLOSE_BRACKET, PERIOD = 1, 2, 4, 8, 16, 32


def split_words(words: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(words.split())


_SHORTEST_SUFFIXED = 4


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the words of one text.

    `low`: the word in lower case and plain characters. `marks`: bits for what comes between the previous word and this
    one. `flags`: WordClass bits. `starts`, `ends`: character offsets. `noted`: indices of the words that may be cues
    or say that a name is withheld, ascending. `withheld`: index of the word after a clause such as `who asked not to
    be named` -> index of the first word of the clause.
    """

    text: str
    plain: str
    starts: list[int]
    ends: list[int]
    low: list[str]
    marks: list[int]
    flags: list[int]
    noted: list[int]
    withheld: dict[int, int]
    withheld_from: frozenset[int]  # the first words of those clauses

    def at(self, offset: int) -> int:
        """The first word that begins at or after the character `offset`."""
        return bisect_left(self.starts, offset)

    def is_capital(self, index: int) -> bool:
        """Whether the word begins with a capital."""
        return self.text[self.starts[index]].isupper()


def read_tokens(page: PageText) -> Tokens:
    """The words of a page with their classes and the marks before them."""
    classes = CLASSES.of(page.forms)
    if "May" in page.text:
        classes = _without_named_may(page, classes)
    for found in _CAPITAL_WHO.finditer(page.text):  # the World Health Organization
        classes[int(np.searchsorted(page.words.starts, found.start()))] = 0
    noted: list[int] = (classes & _NOTED).nonzero()[0].tolist()
    starts = page.words.listed
    ends: list[int] = page.words.ends.tolist()
    withheld: dict[int, int] = {}
    if (classes & WITHHOLDS).any():
        for start, end in find_withheld(page.small):
            withheld[bisect_left(starts, end)] = bisect_left(starts, start)
    return Tokens(
        page.text,
        page.plain,
        starts,
        ends,
        page.plain_words,
        _marks_before(page.plain, page.words),
        classes.tolist(),
        noted,
        withheld,
        frozenset(withheld.values()),
    )


_NOTED = CUE | WITHHOLDS


def _without_named_may(page: PageText, classes: IntArray) -> IntArray:
    """The classes, changed in place: `May` that is somebody's name is neither a verb nor a month.

    Somebody is called so where a title or given name stands before it (`Mrs May`). Then each capital May of the page is
    hers but in a date: `in May`, `6 May`, `May 6`.
    """
    titles, given = kinds_of_words()["title"], all_given_names()
    if not any(
        before[1].lower().rstrip(".") in titles or before[1] in given
        for before in _BEFORE_MAY.finditer(page.text)
    ):
        return classes
    for found in _NAMED_MAY.finditer(page.text):
        classes[int(np.searchsorted(page.words.starts, found.start()))] = 0
    return classes


_CAPITAL_WHO = re.compile(r"(?<=[Tt]he )WHO\b")
_BEFORE_MAY = re.compile(r"\b([A-Z][a-z]+\.?) May\b(?! \d)")
_NAMED_MAY = re.compile(
    r"(?<!\d )(?<!\b[Ii]n )(?<!\b[Oo]f )(?<!\b[Oo]n )(?<!\b[Ll]ast )(?<!\b[Nn]ext )(?<!\b[Ss]ince )(?<!\b[Uu]ntil )"
    r"(?<!\b[Ee]arly )(?<!\b[Ll]ate )(?<!\bmid-)\bMay\b(?!,? \d)"
)


def _marks_before(flat: str, words: Words) -> list[int]:
    """The bits for what comes before each word of a plain text.

    Most words have a single space before them; only the others are examined one by one.
    """
    marks = [0] * len(words)
    if not marks:
        return marks
    codes = np.frombuffer(flat.encode("utf-32-le", "surrogatepass"), np.uint32)
    starts, ends = words.starts[1:], words.ends[:-1]
    others = np.flatnonzero((starts - ends != 1) | (codes[ends] != _SPACE))
    marks[0] = _MARKS[flat[: int(words.starts[0])]]
    for before, end, start in zip(
        others.tolist(), ends[others].tolist(), starts[others].tolist(), strict=True
    ):
        marks[before + 1] = _MARKS[flat[end:start]]
    return marks


_SPACE = ord(" ")


class _Remembered(dict[str, int]):
    """Bits by string, worked out once for each string: the fastest lookup for a loop over every word."""

    def __init__(self, work_out: Callable[[str], int]) -> None:
        super().__init__()
        self.work_out = work_out
        self.cache_clear = self.clear  # as of any cache, where other lists come into force

    def __missing__(self, key: str) -> int:
        bits = self.work_out(key)
        if len(self) < MAX_REMEMBERED and len(key) <= LONGEST_REMEMBERED:
            self[key] = bits
        return bits


# So that a corpus of many languages does not fill the memory.
MAX_REMEMBERED = 200_000
# Characters of a word, gap, name or phrase that is kept: a longer one hardly comes again, and would fill it too.
LONGEST_REMEMBERED = 500
# The same for names and source phrases, whose readings are larger.
MAX_PHRASES = 20_000


def _mark_bits(gap: str) -> int:
    if gap == " ":
        return 0
    bits = 0
    if "," in gap:
        bits |= COMMA
    if (
        ";" in gap
        or ":" in gap
        or " - " in gap
        or "--" in gap
        or "- " in gap
        or "\n" in gap
        or gap == "-"
        or "?" in gap
    ):
        bits |= STOP
    if '"' in gap or "''" in gap or " '" in gap:
        bits |= QUOTE
    if "(" in gap or "[" in gap:
        bits |= OPEN_BRACKET
    if ")" in gap or "]" in gap:
        bits |= CLOSE_BRACKET
    if "." in gap or "!" in gap:
        bits |= PERIOD
    return bits


@cache
def _listed() -> dict[str, int]:
    """Word -> class bits, from the list."""
    bits: dict[str, int] = {}
    for name, words in word_rows().items():
        if name in RULE_CLASSES:
            continue
        if name.upper() not in WordClass.__members__:
            raise ValueError(f"{WORDS_FILE}: the word class {name!r} is unknown.")
        for word in words:
            bits[word] = bits.get(word, 0) | int(WordClass[name.upper()])
    bits["to"] = bits.get("to", 0) | TO
    return bits


def _word_bits(word: str) -> int:
    return _grammar_bits(word) | _cue_bits(word)


# Cue words with rules of their own, beside data/en/attribution_cues.csv, and their stance.
HEARSAY: dict[str, Stance] = {
    "reportedly": Stance.NEUTRAL,
    "allegedly": Stance.DOUBTING,
    "supposedly": Stance.DOUBTING,
    "purportedly": Stance.DOUBTING,
}
PER = "per"
OWN_RULES = frozenset({"according", PER, *HEARSAY})
_SPEECH = frozenset({"say", "tell", "ask"})
_GERUND_FRAMES = _SPEECH | {"judge", "spoken", "think", "show"}


def _cue_bits(word: str) -> int:
    """What the word can be as a cue; every class but CUE asks for a cue without a particle."""
    cues = load_cues().get(word, ())
    bits = CUE if cues or word in OWN_RULES else 0
    if word in rule_words().withholds:
        bits |= WITHHOLDS
    seldom = rule_words().behind_quotation
    beside = rule_words().beside_quotation
    bare = [
        cue
        for cue in cues
        if not cue.particle
        and cue.lemma not in seldom
        and not (cue.lemma in beside and cue.forms & PAST_FORM)
    ]
    pasts = [cue for cue in bare if cue.forms & PAST_FORM]
    if pasts and not pasts[0].forms & BASE_FORM:
        bits |= SURE_PAST
    for cue in bare:
        told = cue.forms & (PAST_FORM | THIRD_FORM)
        if cue.forms & PAST_FORM and not cue.forms & BASE_FORM:
            bits |= JOINS
        if told and cue.frame in _SPEECH:
            bits |= TELLS
        if told and cue.frame in ("say", "think"):
            bits |= CLOSES
        if cue.forms & ING_FORM and cue.frame in _GERUND_FRAMES:
            bits |= SPEECH_GERUND
    return bits


def _grammar_bits(word: str) -> int:
    bits = _listed().get(word, 0)
    if word[0].isdigit():
        return bits | NUMBER
    if word.endswith("'s") and not bits & CONTRACTION:
        return bits | POSSESSIVE
    if len(word) >= _SHORTEST_SUFFIXED and not bits & ~NOUN_TOO:
        asked = rule_words()
        if word.endswith("ly") and word not in asked.not_adverb:
            bits |= ADVERB
        elif word.endswith("ed") and word not in asked.not_past and "-" not in word:
            bits |= PAST
        elif word.endswith("ing") and word not in asked.not_gerund and "-" not in word:
            bits |= GERUND
    return bits


_MARKS = _Remembered(_mark_bits)
CLASSES = Column(_word_bits, "plain")
"""The WordClass bits of a word."""


def flags_of(words: Sequence[str]) -> list[int]:
    """The class bits of plain lower-case words, for tests.

    >>> bool(flags_of(["quickly"])[0] & ADVERB)
    True
    """
    return [_word_bits(word) for word in words]
