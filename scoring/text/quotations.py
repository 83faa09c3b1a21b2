"""Quotations: the text between quotation marks, marks included, whatever marks an outlet uses.

A mark is read by its position, not its code point: real pages mix straight, curly and doubled single marks freely
and often use a closing mark for an opening one.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from scoring.schema.kinds import QuotationKind
from scoring.text.set_off import Paragraph, is_set_off
from scoring.text.word_sets import any_text_word, text_words


class Quotation(NamedTuple):
    """A quotation: characters [start, end) of the text, marks included. Quotations never overlap or nest.

    `kind`: `direct` (somebody's words), `scare` (scare quotes around a word or two) or `title` (of a work).
    `open_end`: the closing mark is missing, by mistake or because the speech continues in the next paragraph.
    """

    start: int
    end: int
    kind: QuotationKind
    open_end: bool


# One mark, or two single marks used for a double one. The pattern begins with a character set, for speed.
_MARK = re.compile(r"([\"“”„‟«»″'’‘‚‛`´])(?:(?<=['’‘`´])\1)?")
_DOUBLE = frozenset('"“”„‟«»″') | {"''", "‘‘", "’’", "``", "´´"}
_ONLY_OPENS = frozenset("“„‟«‚‛‘") | {"``", "‘‘"}
_ONLY_CLOSES = frozenset("”»") | {"’’", "´´"}
_OPENS_AFTER = frozenset(" \t\n\u00a0\u2009\u202f([{-–—/:;,…\"“„«‘'")
_ENDS_SPEECH = frozenset(".,?!…-–—")
_OPENS_SPEECH = ("", ":")  # `The answer: “Correct.”`
_SENTENCE_END = re.compile(r"[.!?…][)\]”’\"']*\s")

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A fragment of at most this many words counts as speech only if a verb of speech is near it.
MAX_FRAGMENT_WORDS = 4
MAX_TITLE_WORDS = 12
# How far from a fragment a verb of speech may be, in characters: about a line and a half of print.
_REACH_BACK, _REACH_ON = 140, 45


class _Words(NamedTuple):
    """The words of data/en/text_words.csv that matter around quotation marks and in titles, as patterns."""

    speech: re.Pattern[str]
    names_a_term: re.Pattern[str]
    so_called: re.Pattern[str]
    titled: re.Pattern[str]
    small: frozenset[str]
    elision: re.Pattern[str]  # ’90s, ’em, ’til: an apostrophe for dropped letters, not an opening mark


@cache
def _words() -> _Words:
    def any_of(kind: str) -> str:
        return any_text_word(kind).replace("'", "['’]")

    return _Words(
        speech=re.compile(rf"(?<![\w-])(?:{any_of('speech')})\b", re.IGNORECASE),
        names_a_term=re.compile(rf"(?:{any_of('names_a_term')})\s*$", re.IGNORECASE),
        so_called=re.compile(rf"(?:{any_of('so_called')})\s*$", re.IGNORECASE),
        titled=re.compile(rf"\b(?:{any_of('titled')})\s*,?\s*$", re.IGNORECASE),
        small=text_words("small_in_title"),
        elision=re.compile(rf"(?:\d\ds?|{any_text_word('elided')})\b", re.IGNORECASE),
    )


def find_quotations(text: str, paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """The quotations of `text`, in order, without overlap; none crosses a paragraph's end.

    `paragraphs`: (start, end, block kind) in order; offsets into `text`. A nested quotation is part of the outer
    one. Speech left open at a paragraph's end and continued in the next gives one quotation per paragraph. A paragraph
    that is set off instead of put in marks, behind `She wrote:`, is a quotation without marks.

    >>> text = "“We go,” the ‘old guard’ said. It is ’90s lore: the mayor's “plan”."
    >>> [(text[q.start : q.end], q.kind) for q in find_quotations(text, [(0, len(text), "body")])]
    [('“We go,”', 'direct'), ('‘old guard’', 'scare'), ('“plan”', 'scare')]
    """
    found: list[Quotation] = []
    left_open = False  # whether speech is open where the paragraph before ends
    before: Paragraph | None = None
    for paragraph in paragraphs:
        start, end, _ = paragraph
        if before is not None and is_set_off(text, before, paragraph):
            found.append(Quotation(start, end, QuotationKind.DIRECT, open_end=False))
            before, left_open = paragraph, False
            continue
        before = paragraph
        marks = _marks(text, start, end)
        spans = _spans(text, start, end, marks, going_on=left_open) if marks else []
        for first, last, open_end in spans:
            found.append(Quotation(first, last, _kind(text, start, end, first, last), open_end))
        left_open = bool(spans) and spans[-1][1:] == (end, True)
    return found


def _marks(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The quotation marks of a paragraph as (start, end, sign), without the apostrophes inside words."""
    marks: list[tuple[int, int, str]] = []
    for match in _MARK.finditer(text, start, end):
        at, after = match.span()
        sign = match.group()
        if (
            sign not in _DOUBLE
            and start < at
            and after < end
            and text[at - 1].isalnum()
            and text[after].isalnum()
        ):
            continue
        marks.append((at, after, sign))
    return marks


def _spans(
    text: str, start: int, end: int, marks: list[tuple[int, int, str]], *, going_on: bool
) -> list[tuple[int, int, bool]]:
    """The outermost quotations of one paragraph as (start, end, whether the closing mark is missing).

    `going_on`: speech was left open in the paragraph before; it goes on to the first double mark, if that one closes.
    """
    spans: list[tuple[int, int, bool]] = []
    closing = _Closing(text, marks, end)
    opened = -1  # where the current quotation begins
    opened_double = False
    if going_on and closing.opens_with_closing(start):
        opened, opened_double = start, True
    nested = 0  # double marks that opened inside it and are not yet closed
    for number, (at, after, mark) in enumerate(marks):
        before = text[at - 1] if at > start else " "
        follows = text[after] if after < end else " "
        double = mark in _DOUBLE
        # Speech left out at its start may begin with a space: he said. " ... One of us left."
        goes_on = not follows.isspace() or text.startswith((" ...", " …"), after)
        can_open = goes_on and (before in _OPENS_AFTER) and mark not in _ONLY_CLOSES
        if opened < 0:
            if (
                mark in _ONLY_CLOSES
            ):  # a closing mark where an opening one belongs, at a line's start or a word's
                can_open = follows.isalnum() and (
                    at == start or (before.isspace() and closing.are_doubles_over(number, 0))
                )
            elif double and before.isspace() and follows.isspace():  # typed with a space behind it
                can_open |= closing.are_doubles_over(number, 0)
            if can_open and (double or _single_opens(text, closing, number, follows)):
                opened, opened_double, nested = at, double, 0
            continue
        if double != opened_double:
            continue  # a nested mark, or an apostrophe inside double marks
        closes = mark not in _ONLY_OPENS and (
            not before.isspace() or follows.isspace() or mark in _ONLY_CLOSES
        )
        if closes and nested:
            nested -= 1
        elif closes and not (double is False and not _single_closes(text, closing, number)):
            spans.append((opened, after, False))
            opened = -1
        elif can_open and double and closing.are_doubles_over(number, 1 + nested):
            nested += 1
        elif can_open and double:
            # The closing mark is missing: the speech ends with the last sentence before this mark.
            ends = [m.end() - 1 for m in _SENTENCE_END.finditer(text, opened, at)]
            spans.append((opened, ends[-1] if ends else at, True))
            opened = at
    if opened >= 0 and opened_double:
        spans.append((opened, end, True))
    return spans


class _Closing:
    """Which single marks of a paragraph may close a quotation; worked out for all of them when first needed."""

    def __init__(self, text: str, marks: list[tuple[int, int, str]], end: int) -> None:
        self.marks, self.end = marks, end
        self._text = text
        self._last: int | None = None
        self._closes_next: list[bool] | None = None
        self._over: list[int] | None = None

    def are_doubles_over(self, number: int, least: int) -> bool:
        """Whether behind a double mark more of them close than open, by `least` more than it opens itself.

        Then it opens speech within speech, `“I saw a “kind” of fog,” he said`, and leaves nothing open.
        """
        if self._over is None:
            self._over = [0]
            for mark in reversed(self.marks):
                self._over.append(self._over[-1] + self._closes_or_opens(mark))
            self._over.reverse()
        return self._over[number + 1] > least

    def opens_with_closing(self, start: int) -> bool:
        """Whether the first double mark behind `start` closes."""
        first = next((mark for mark in self.marks if mark[2] in _DOUBLE), None)
        return first is not None and first[0] > start and self._closes_or_opens(first) > 0

    def _closes_or_opens(self, mark: tuple[int, int, str]) -> int:
        """1 for a double mark that closes, -1 for one that opens, else 0."""
        at, after, sign = mark
        if sign not in _DOUBLE:
            return 0
        follows = self._text[after] if after < self.end else " "
        opens = not follows.isspace() and (at == 0 or self._text[at - 1] in _OPENS_AFTER)
        return -1 if sign in _ONLY_OPENS or (opens and sign not in _ONLY_CLOSES) else 1

    def comes_after(self, number: int) -> bool:
        """Whether any mark after this one may close."""
        if self._last is None:
            text, end = self._text, self.end
            backward = range(len(self.marks) - 1, -1, -1)
            self._last = next((at for at in backward if _may_close(text, self.marks[at], end)), -1)
        return self._last > number

    def comes_before_opening(self, number: int) -> bool:
        """Whether, after this mark, one that may close comes before any that may open."""
        if self._closes_next is None:
            self._closes_next = self._read_backward()
        return self._closes_next[number]

    def _read_backward(self) -> list[bool]:
        text, found = self._text, [False] * len(self.marks)
        closes = False
        for number in range(len(self.marks) - 1, -1, -1):
            found[number] = closes
            mark = self.marks[number]
            if _may_close(text, mark, self.end):
                closes = True
            elif mark[2] not in _DOUBLE and text[mark[0] - 1] in _OPENS_AFTER:
                closes = False
        return found


def _single_opens(text: str, closing: _Closing, number: int, follows: str) -> bool:
    """Whether a single mark before a word opens a quotation: it is not an elision, and a later mark closes it."""
    after = closing.marks[number][1]
    if not (follows.isalnum() or follows in "[…$£€.") or _words().elision.match(text, after, closing.end):
        return False
    return closing.comes_after(number)


def _may_close(text: str, mark: tuple[int, int, str], end: int) -> bool:
    at, after, sign = mark
    if sign in _DOUBLE or sign in _ONLY_OPENS:
        return False
    return not text[at - 1].isspace() and (after >= end or not text[after].isalnum())


def _single_closes(text: str, closing: _Closing, number: int) -> bool:
    """Whether a mark after a word closes the quotation and is not a plural possessive (`players’ union`)."""
    mark = closing.marks[number]
    if not _may_close(text, mark, closing.end):
        return False
    at, after, _ = mark
    possessive = (
        text[at - 1] in "sS" and text[after : after + 1] == " " and text[after + 1 : after + 2].isalpha()
    )
    # Is there a better closing mark before the next opening one?
    return not possessive or not closing.comes_before_opening(number)


def _kind(text: str, start: int, end: int, first: int, last: int) -> QuotationKind:
    """Speech, scare quotes or a title, judged by the quotation's form and the words around it."""
    words = _WORD.findall(text, first, last)
    if not words:
        return QuotationKind.SCARE
    inner = text[first:last].strip("\"“”„‟«»″'’‘‚‛`´ ")
    ends_speech = inner[-1:] in _ENDS_SPEECH or text[last : last + 1] == ","
    if len(words) > MAX_TITLE_WORDS:
        return QuotationKind.DIRECT
    before = _SENTENCE_END.split(text[max(start, first - _REACH_BACK) : first])[-1]
    known = _words()
    speech_near = bool(
        known.speech.search(before)
        or (ends_speech and known.speech.search(text, last, min(end, last + _REACH_ON)))
    )
    if _is_title_case(words) and (inner[-1:] not in "?!" or known.titled.search(before)):
        named = known.titled.search(before) is not None
        alone = first == start and last >= end - 1
        said = text[last - 2 : last - 1] == "," or (speech_near and not named)
        if not alone and len(words) > 1 and (named or not said):
            return QuotationKind.TITLE
    if known.so_called.search(before) or (
        len(words) <= MAX_FRAGMENT_WORDS and known.names_a_term.search(before) and not ends_speech
    ):
        return (
            QuotationKind.DIRECT
            if len(words) > MAX_FRAGMENT_WORDS or _says_called(before)
            else QuotationKind.SCARE
        )
    if len(words) > MAX_FRAGMENT_WORDS or speech_near:
        return QuotationKind.DIRECT
    return (
        QuotationKind.DIRECT
        if ends_speech and inner[:1].isupper() and before.rstrip()[-1:] in _OPENS_SPEECH
        else QuotationKind.SCARE
    )


def _says_called(before: str) -> bool:
    """Whether `called` reports speech here (`He called it “x”`) rather than a name (`a place called “x”`)."""
    return bool(
        re.search(r"\bcall(?:s|ed|ing)\s+\S+(?:\s+\S+){0,6}\s*$", before)
    ) and not before.rstrip().endswith("called")


def _is_title_case(words: list[str]) -> bool:
    """Whether every word that would be capitalised in a title is capitalised."""
    if len(words) > MAX_TITLE_WORDS or not words[0][0].isupper():
        return False
    small = _words().small
    if words[-1] in small or (len(words) > 1 and not words[-1][0].isupper() and not words[-1][0].isdigit()):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word in small for word in words) and not (
        len(words) == 1 and words[0].isupper()
    )
