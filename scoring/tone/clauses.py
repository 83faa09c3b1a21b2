"""The clause around a mention, with words masked that would mislead a lexicon.

VADER does not know whom a word is about, that "United" is part of a name, or that "security" is a topic. So
it is given only the clause in which the mention stands, with names and topic words masked.

On NewsMTSC's training sentences VADER's macro-F1 is 0.52 on the whole sentence as it stands, 0.55 once names
and topic words are masked, and 0.56 on the masked clause. Cutting at commas and conjunctions as well, or between two
actors, lowered it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from scoring.schema.lists import read_rows
from scoring.text.normalise import plain

MASK = "x"
"""The stand-in for a masked word: it is in no lexicon and keeps the distances between words."""

_BREAK = re.compile(r"[;:()\[\]]|\s[-–—―]+\s|[—―]")
_QUOTATION_MARKS = re.compile('"')
_LETTERS = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)")
_OPENING_MARKS = "\"'“‘«"
_FEWEST_QUOTED_WORDS = 4
"""A shorter quotation is a scare quote or a title: it stays part of the clause that holds it."""
_TITLE_CASE = 0.6
"""In a headline in title case, where more of the words than this are capitalised, a capital tells no name."""
_CAPITAL, _NAME, _TOPIC = 1, 2, 4  # begins with a capital; and is not all capitals; is in the list of topics
_CACHED_WORDS = 50_000  # the distinct words of some hundred articles, about 5 MB


@cache
def domain_words() -> frozenset[str]:
    """Lower-case words that name topics or institutions in news (`data/tone/domain_words.csv`)."""
    return frozenset(row["word"] for row in read_rows("tone/domain_words.csv", "word"))


def clause_around(sentence: str, start: int, end: int, other_names: Sequence[tuple[int, int]] = ()) -> str:
    """The clause that holds the mention at [start, end), with the mention, names and domain words masked.

    A clause ends at a semicolon, colon, bracket or dash, and at the marks of a quotation of four words or
    more: what is quoted about somebody and what is narrated are different clauses. `other_names` are spans of
    other actors in the sentence; capitalised words within it are taken for names too.

    >>> clause_around("Mr. Doe, hailed by the United Farmers, wept (his party lost).", 4, 7)
    'Mr. x, hailed by the x x, wept '
    """
    first, last = clause_span(sentence, start, end)
    return mask_words(_blank_out(sentence, first, last, [(start, end), *other_names]))


def cut_clauses(sentence: str, straight: str, names: Sequence[tuple[int, int]]) -> list[str]:
    """The clause around each of the names in a sentence, with only the names masked so far.

    `straight` is the sentence with its characters made plain. `mask_words` then yields what `clause_around` gives with
    the others as names. Names in one clause share its text, so each clause is cut out once.
    """
    breaks = _Breaks(straight)
    names_by_place = sorted(names)
    name_starts = [start for start, _ in names_by_place]
    texts: dict[tuple[int, int], str] = {}
    clauses = []
    for start, end in names:
        span = breaks.around(start, end)
        if span not in texts:
            # Names that begin before the clause or after it are passed over.
            inside = names_by_place[bisect_left(name_starts, span[0]) : bisect_left(name_starts, span[1])]
            texts[span] = _blank_out(sentence, *span, inside)
        clauses.append(texts[span])
    return clauses


def mask_words(clause: str) -> str:
    """The clause with domain words and capitalised names masked."""
    pieces, signs = words_apart(clause)
    return masked(pieces, signs, names=tells_names(capitals_among(signs), len(signs)), at_head=True)


def words_apart(text: str) -> tuple[list[str], list[int]]:
    """The pieces of a text, gap, word, gap, word, …, gap, and what the form of each word says."""
    pieces = _LETTERS.split(text)
    return pieces, [_SIGNS[word] for word in pieces[1::2]]


def capitals_among(signs: Sequence[int]) -> int:
    """How many of the words begin with a capital."""
    return sum(sign & _CAPITAL for sign in signs)


def tells_names(capitals: int, words: int) -> bool:
    """Whether capitals tell names in a clause of so many words, so many of them capitalised."""
    return capitals <= _TITLE_CASE * words


def masked(pieces: Sequence[str], signs: Sequence[int], *, names: bool, at_head: bool) -> str:
    """The pieces together, with topics masked and, if `names`, what is a name by its capital.

    at_head: the first piece is the head of a clause, where a capital tells nothing.
    """
    parts = list(pieces)
    for number, sign in enumerate(signs):
        if sign > _CAPITAL:  # most words are in lower case and not topics
            gap = pieces[2 * number]
            opens = gap[-1] in _OPENING_MARKS if gap else at_head and number == 0
            if sign & _TOPIC or (names and not opens):
                parts[2 * number + 1] = MASK
    return "".join(parts)


class _Signs(dict[str, int]):
    """What a word's form says, looked up once per word: the sum of those of _CAPITAL, _NAME and _TOPIC that hold."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        capital = word[0].isupper()
        sign = _CAPITAL * capital + _NAME * (capital and not word.isupper())
        self[word] = sign = sign + _TOPIC * (word.lower() in domain_words())
        return sign


_SIGNS = _Signs()


def clause_span(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around [start, end) begins and ends in the sentence.

    >>> sentence = 'Doe said: "We will not give in to them", and left.'
    >>> clause_span(sentence, 0, 3)
    (0, 8)
    """
    return _Breaks(plain(sentence)).around(start, end)


class _Breaks:
    """The breaks between the clauses of a sentence, for finding the clause around each of many names."""

    def __init__(self, straight: str) -> None:
        breaks = list(_breaks(straight))
        self._stops = sorted(stop for stop, _ in breaks)
        self._resumes = sorted(resume for _, resume in breaks)
        self._length = len(straight)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The span from the last break that ends before `start` to the first that begins at `end` or later."""
        before, after = bisect_right(self._resumes, start), bisect_left(self._stops, end)
        return (
            self._resumes[before - 1] if before else 0,
            self._stops[after] if after < len(self._stops) else self._length,
        )


def _breaks(straight: str) -> Iterable[tuple[int, int]]:
    """Each break between clauses: where the clause before it ends and the clause after it begins."""
    for match in _BREAK.finditer(straight):
        yield match.span()
    if '"' not in straight:
        return
    marks = [match.start() for match in _QUOTATION_MARKS.finditer(straight)]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if len(_LETTERS.findall(straight, opening, closing)) >= _FEWEST_QUOTED_WORDS:
            yield opening, opening + 1
            yield closing, closing + 1


def _blank_out(sentence: str, first: int, last: int, names: Iterable[tuple[int, int]]) -> str:
    """The characters [first, last) with each name inside replaced by the mask."""
    parts: list[str] = []
    position = first
    for start, end in sorted(names):
        if start < position or end > last:  # outside, or overlapping a name already masked
            continue
        parts += [sentence[position:start], MASK]
        position = end
    parts.append(sentence[position:last])
    return "".join(parts)
