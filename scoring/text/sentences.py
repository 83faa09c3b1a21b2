"""Sentences of a text, split by sentencex and joined again where news English needs it.

Only this module calls sentencex, which cannot be given a text as it is. It panics if a single capital and non-ASCII
white space come before a full stop, drops blank lines where it cuts a text (every 10,240 bytes), and rereads the
rest of a paragraph for each quotation mark that is never closed. So it gets a copy of the same length with plain
white space, its pieces are looked up in that copy, and if it fails a simple rule splits the rest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import sentencex

from scoring.text.word_sets import any_text_word, text_words
from scoring.workers.faults import NEVER_CAUGHT, OutOfTimeError

# White space of more than one byte, and halves of surrogate pairs, which are not characters.
_ODD = re.compile("[\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]")
_ODD_LINE_ENDS = frozenset("\x85\u2028\u2029")
_REPLACEMENT = "\ufffd"
_INK = re.compile(r"\S")
_SIMPLE_END = re.compile(r"[.!?…。！？]+[\"”’')\]»]*(?=\s)|[。！？]+|\n")
"""Where a sentence ends by the simple rule, used if sentencex fails."""
_OPENERS = ("“", "„", "‟", "«", "»", "‹", "›", "‘", "「", "《", "``", "''")
_MAX_OPENERS = 500
"""How many opening marks a text may have: for each one never closed sentencex reads to the end (80,000: 2.6 s)."""
_LOOK_AHEAD = 40
"""Characters read after a piece: enough to see, past a few spaces, how the text continues."""
_WINDOW = 4_000
"""The most characters that sentencex gets at once; no paragraph of 17,744 articles is as long."""
_HOUR_END = re.compile(r"\b[ap]\.m\.\s*$")
_INITIAL, _NEXT_INITIAL = re.compile(r"(?:^|[\W_])[A-Z]\.$"), re.compile(r"[A-Z]\.")
"""An initial, and the one that goes on with the same abbreviation where no space parts them: `R-N.H., said`."""
_LOWER_START = re.compile(r"[\"“'‘(\[]?[a-z]")
_CONTINUES = re.compile(r"[A-Z0-9\"“]")


@cache
def _no_end() -> re.Pattern[str]:
    """Abbreviations after which sentencex ends a sentence, though in news a name, month or figure follows."""
    listed = any_text_word("abbreviation")
    return re.compile(rf"(?:^|[\s(\[“\"'‘])(?:{listed}|[A-Z]\.)[\s]*$")


@cache
def _longest_abbreviation() -> int:
    return max(len("A."), *map(len, text_words("abbreviation")))


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentence spans in the characters [start, end), as offsets into `text`, without spaces at either end.

    >>> text = "Sen. Lee spoke at 5 p.m. on Monday. “We go,” he said."
    >>> [text[s:e] for s, e in split_sentences(text)]
    ['Sen. Lee spoke at 5 p.m. on Monday.', '“We go,” he said.']
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    before = start  # where the last piece begins
    for piece_start, piece_end in _pieces(_plain_spaces(text[start:stop])):
        first, last = piece_start + start, piece_end + start
        if spans and _is_joined(text, before, spans[-1][1], first):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
        before = first
    return spans


def part_speech(
    text: str, sentences: Sequence[tuple[int, int]], speech: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The sentences with those of a speech told apart: a quotation of several is one sentence to split_sentences.

    `speech`: spans of quotations with their marks, in order. What stands before a quotation goes with its first
    sentence, what stands behind it with its last.

    >>> text = "“We go. They stay,” he said. Nobody asked."
    >>> [text[s:e] for s, e in part_speech(text, [(0, 28), (29, 42)], [(0, 19)])]
    ['“We go.', 'They stay,” he said.', 'Nobody asked.']
    """
    cuts = [
        first
        for start, end in speech
        if _ENDS_WITHIN.search(text, start, end)
        for first, _ in split_sentences(text, start + 1, end)[1:]
        # The closing mark alone, or an aside in small letters, begins no sentence.
        if _BEGINS.match(text, first, end)
    ]
    if not cuts:
        return list(sentences)
    parted: list[tuple[int, int]] = []
    at = 0
    for start, end in sentences:
        while at < len(cuts) and cuts[at] < end:
            if start < cuts[at]:
                parted.append((start, start + len(text[start : cuts[at]].rstrip())))
                start = cuts[at]
            at += 1
        parted.append((start, end))
    return parted


_ENDS_WITHIN = re.compile(r"[.!?…][\"”’')\]]*\s+[^\sa-z]")
_BEGINS = re.compile(r"[\"“”'‘’(\[]*[^\W_a-z]")


def _is_joined(text: str, before: int, end: int, following: int) -> bool:
    """Whether the piece from `before` to `end` and the one at `following` are one sentence on one line."""
    if end == following and _NEXT_INITIAL.match(text, end):
        return _INITIAL.search(text, max(before, end - len("-N.")), end) is not None
    return "\n" not in text[end:following] and _is_unfinished(
        text[before:end], text[end : end + _LOOK_AHEAD].lstrip(" ")
    )


def _plain_spaces(text: str) -> str:
    """The text with plain white space and without lone surrogates; same length."""
    return text if text.isascii() or text.isprintable() else _ODD.sub(_plain_space, text)


def _plain_space(odd: re.Match[str]) -> str:
    if odd[0] in _ODD_LINE_ENDS:
        return "\n"
    return " " if odd[0].isspace() else _REPLACEMENT


def _pieces(text: str) -> list[tuple[int, int]]:
    """Spans as sentencex cuts them, trimmed; looked up in the text, not added up from lengths."""
    if len(text) <= _WINDOW or sum(map(text.count, _OPENERS)) <= _MAX_OPENERS:
        return _found(text)
    spans = []
    start = 0
    while start < len(text):
        end = _window_end(text, start)
        spans += [(start + first, start + last) for first, last in _found(text[start:end])]
        start = end
    return spans


def _window_end(text: str, start: int) -> int:
    """Where the window that begins at `start` ends: after a line, else a sentence, else a word, else anywhere."""
    end = start + _WINDOW
    if end >= len(text):
        return len(text)
    window = text[start:end]
    line = window.rfind("\n")
    if line > 0:
        return start + line + 1
    ends = [match.end() for match in _SIMPLE_END.finditer(window)]
    if ends:
        return start + ends[-1]
    space = window.rfind(" ")
    return start + space + 1 if space > 0 else end


def _found(text: str) -> list[tuple[int, int]]:
    spans = []
    at = 0
    for piece in _segment(text):
        body = piece.strip()
        if not body:
            continue
        if text.startswith(piece, at) and piece[0] == body[0]:  # nearly always
            first = at
            at += len(piece)
        else:
            ink = _INK.search(text, at)
            if ink is None or not text.startswith(body, ink.start()):
                break  # the piece does not come next in this text: split the rest without the library
            first = ink.start()
            at = first + len(body)
        spans.append((first, first + len(body)))
    return spans if at == len(text) else spans + list(_simply(text, at))


def _segment(text: str) -> Sequence[str]:
    try:
        pieces: Sequence[str] = sentencex.segment("en", text)
    except (*NEVER_CAUGHT, MemoryError, OutOfTimeError):
        raise
    except BaseException:  # noqa: BLE001 - a panic in Rust is not an Exception; the simple rule takes over
        return ()
    return pieces


def _simply(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Spans by the simple rule; none if only white space is left."""
    while (ink := _INK.search(text, start)) is not None:
        end = _SIMPLE_END.search(text, ink.start())
        start = len(text) if end is None else end.end()
        yield ink.start(), ink.start() + len(text[ink.start() : start].rstrip())


def _is_unfinished(sentence: str, following: str) -> bool:
    """Whether `sentence` ends in an abbreviation and the text after it continues the sentence."""
    if not following or following[0] == "\n":
        return False
    ended = len(sentence.rstrip())  # only the last word is looked at, however long the sentence
    if _HOUR_END.search(sentence, max(0, ended - len("a.m."))):
        return bool(_LOWER_START.match(following))
    if _no_end().search(sentence, max(0, ended - _longest_abbreviation() - 1)):
        last_word = sentence.rstrip().rsplit(" ", 1)[-1].strip("(\"“'‘[")
        if last_word in text_words("abbreviation_at_end"):
            return bool(_LOWER_START.match(following))
        return bool(_CONTINUES.match(following) or _LOWER_START.match(following))
    return False
