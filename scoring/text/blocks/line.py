"""One line of a page, and what can be seen on it by itself.

Every feature is a number that a reader can check with the eyes (ends like a sentence, begins most words
with a capital), because each may have to be shown as a reason. Most lines of most articles are plain
paragraphs: they are recognised first, with as little work as may be.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from scoring.schema.lists import alternatives
from scoring.text.blocks.patterns import find_pattern
from scoring.text.blocks.phrases import Phrase, find_phrase, line_key, may_hold_phrase
from scoring.text.word_sets import text_words

# The order of the numbers in `Line.features`; data/block_weights.csv explains and weighs each.
FEATURES = (
    "constant",
    "sentence",
    "length",
    "function_words",
    "capitals",
    "fragment",
    "separators",
    "figures",
    "address",
    "copyright",
    "code",
    "unfinished",
    "headline_run",
    "teasers",
    "to_reader",
    "phrase",
    "notice_phrase",
    "stamp",
    "repeated",
    "duplicate",
    "among_prose",
    "under_heading",
    "links",
    "kept",
    "left_out",
    "furniture_tag",
    "paragraph_tag",
)
CONSTANT, SENTENCE, LENGTH, FUNCTION_WORDS, CAPITALS, FRAGMENT, SEPARATORS, FIGURES, ADDRESS = range(9)
COPYRIGHT, CODE, UNFINISHED, HEADLINE_RUN, TEASERS, TO_READER, PHRASE, NOTICE_PHRASE = range(9, 17)
STAMP, REPEATED, DUPLICATE, AMONG_PROSE, UNDER_HEADING = range(17, 22)
LINKS, KEPT, LEFT_OUT, FURNITURE_TAG, PARAGRAPH_TAG = range(22, 27)
_NOTHING = [1.0] + [0.0] * (len(FEATURES) - 1)

FULL_LENGTH = 40  # words: a line of this many is a full paragraph
MOST_LENGTHS = 4.0  # full paragraphs: a longer line says no more
PROSE_WORDS = 10  # words: a sentence of this many is prose and no label
CERTAIN_PROSE_WORDS = 18  # words: a sentence of this many is prose whatever its words
HEAD, TAIL = (
    320,
    140,
)  # characters at both ends of a long line that are looked at: the rest cannot change the answer
FRAGMENT_WORDS = 3  # words: no more are a label or a name
FUNCTION_SHARE = 0.3  # share of function words in running English
LEAST_FUNCTION_SHARE = 0.15  # share below which a line is no running English
PROSE_FUNCTION_SHARES = (0.1, 0.18)  # share that makes prose of a sentence, and of a line without a full stop
FUNCTION_KINDS = 4  # different function words that show a long sentence to be running English
UNFINISHED_WORDS = 5  # words: as many without a full stop are likelier a headline than a sentence
TO_READER_WORDS = 35  # words: in longer lines a writer may say you
PHRASE_WORDS = 60  # words: no phrase of furniture stands in a longer line
STAMP_WORDS = 14  # words: a longer line is no bare date
CODE_MARKS = ("<", "&lt;", "{", "}", "function", "var ")

_ENDS = re.compile(r"[.!?…。！？؟।][\"'”’)\]»]*$|[.,!?]?[\"”]$|:$")
_SEPARATOR = re.compile(r"[|»«•·›→►▸▶¦×]|(?:^| )(?:>|<|::|//|/)(?: |$)|>>|<<")
CUT_SHORT = ("...", "…")
_ADDRESS = re.compile(r"https?://|www\.|\b[\w.+-]+@[\w-]+\.\w|^\w[\w-]*\.(?:com|org|net|co\.uk)\b")
_CODE = re.compile(r"</?[a-z]+[ >]|&lt;|\bfunction ?\(|\bvar \w+ ?=|[{}]\s*$")
_COPYRIGHT = re.compile(r"©|\(c\) ?\d{4}|copyright")
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|gmt|est|edt|[a-z]{2,4}t\b)?|\b\d{1,2} ?[ap]\.?m\b|\bago\b"
)
_FURNITURE_TAG_NAMES = """
nav footer aside form button select option label menu input header script noscript
"""
FURNITURE_TAGS = frozenset(_FURNITURE_TAG_NAMES.split())
PARAGRAPH_TAGS = frozenset(["p", "blockquote", "pre", "figcaption", "q"])


_MONTH_LETTERS = 3


class _Words(NamedTuple):
    function: frozenset[str]
    to_reader: frozenset[str]
    reader_speaks: frozenset[str]
    imperatives: frozenset[str]


@cache
def _words() -> _Words:
    """Sets of data/en/text_words.csv that are asked for line after line."""
    classes = ("function", "to_reader", "reader_speaks", "imperative")
    return _Words(*(text_words(name) for name in classes))


def function_words() -> frozenset[str]:
    """The words that running English is full of."""
    return _words().function


@cache
def _date() -> re.Pattern[str]:
    month = rf"(?:{alternatives({month[:_MONTH_LETTERS].lower() for month in text_words('month')})})[a-z]*\.?"
    return re.compile(
        rf"\b{month},? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {month}(?:\b|$)|\b\d{{4}}-\d\d?-\d\d?\b"
        rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b{month} \d{{4}}\b"
        r"|\b\d{1,2}\.? [^\W\d]{3,10}\.? \d{4}\b"  # any language's: 12. März 2022
    )


class Line(NamedTuple):
    """A line with something on it: characters [start, end) of the text, without the spaces around.

    `text` is the line with typographic marks made plain, of a long line only its two ends; `key` its words
    in lower case without figures; `prose` whether it reads like a paragraph; `reader` whether it speaks as
    a reader does.
    """

    start: int
    end: int
    words: int
    text: str
    key: str
    prose: bool
    sentence: bool
    reader: bool
    phrase: Phrase | None
    dated: bool
    timed: bool
    features: list[float]

    @property
    def bare_stamp(self) -> bool:
        """Whether the line is little more than a date or a time."""
        return self.features[STAMP] > 0


# Long because it is called for every line of every article: what one look at the line finds, the next ones use, and
# handing it on from function to function costs more than the looks.
def examine_line(
    text: str,
    plain_text: str,
    lowered_text: str,
    start: int,
    end: int,
    words: int,
    *,
    repeated: bool,
    markup: Mapping[str, object] | None,
) -> Line:
    """What can be seen on the line [start, end) of `text`, which has `words` words.

    `plain_text` is the text with its typographic marks made plain, `lowered_text` that in lower case;
    letter for letter.
    """
    long = end - start > HEAD + TAIL
    if long:
        shown = f"{plain_text[start : start + HEAD]} {plain_text[end - TAIL : end]}"
        lowered = shown.lower()
    else:
        shown, lowered = plain_text[start:end], lowered_text[start:end]
    tokens = lowered.split()
    listed = _words()
    features = _NOTHING.copy()
    if repeated:
        features[REPEATED] = 1.0
    if markup is not None:
        _add_markup(features, markup)
    ends = _ENDS.search(shown, max(0, len(shown) - 6)) is not None
    cut_short = text.endswith(CUT_SHORT, start, end)
    reader = shown[0].islower() or ('"' not in shown and not listed.reader_speaks.isdisjoint(tokens))
    length = min(words / FULL_LENGTH, MOST_LENGTHS)
    whole = find_pattern(shown, tokens, words)
    if (
        whole is None
        and words >= CERTAIN_PROSE_WORDS
        and ends
        and not cut_short
        and len(listed.function.intersection(tokens)) >= FUNCTION_KINDS
        and (words > PHRASE_WORDS or not may_hold_phrase(tokens))
    ):
        features[SENTENCE] = features[FUNCTION_WORDS] = 1.0
        features[LENGTH] = length
        if words <= TO_READER_WORDS:
            features[TO_READER] = _to_reader(shown, tokens)
        return Line(start, end, words, shown, "", True, True, reader, None, False, False, features)

    key = line_key(lowered)
    phrase = whole or (find_phrase(key, words) if words <= PHRASE_WORDS else None)
    sentence = ends and words > 2 and not cut_short
    if long:  # its head may be a title run into the text: count the words in its middle
        middle = (start + end - HEAD) // 2
        # White space may fill the middle, as it fills whatever part of a line is looked at: then its ends speak.
        cased = plain_text[middle : middle + HEAD].split() or shown.split()
        tokens = [token.lower() for token in cased]
    else:
        cased = shown.split()
    examined = max(len(tokens), 1)
    function_share = sum(token in listed.function for token in tokens) / examined
    of_sentence, of_line = PROSE_FUNCTION_SHARES
    prose = (
        whole is None
        and words >= PROSE_WORDS
        and (
            (sentence and (function_share > of_sentence or words >= CERTAIN_PROSE_WORDS))
            or (words >= CERTAIN_PROSE_WORDS and function_share > of_line)
        )
    )
    features[SENTENCE] = float(sentence)
    # A long list of names is no paragraph: length speaks for the article as far as it is running English.
    features[LENGTH] = length * min(function_share / LEAST_FUNCTION_SHARE, 1.0)
    if any(mark in shown for mark in CODE_MARKS):
        features[CODE] = float(_CODE.search(shown) is not None)
    if words <= TO_READER_WORDS:
        features[TO_READER] = _to_reader(shown, tokens)
    features[UNFINISHED] = float(
        not ends
        and words >= UNFINISHED_WORDS
        and not shown[0].islower()  # items of a list
        and not shown.endswith((";", ","))
        and "(@" not in shown  # the signature of an embedded post
    )
    if words > FRAGMENT_WORDS:
        features[FUNCTION_WORDS] = min(function_share / FUNCTION_SHARE, 1.0)
        capitals = sum(token[0].isupper() for token in cased[1:]) / max(examined - 1, 1)
        features[CAPITALS] = max(0.0, capitals - 0.5) * 2
    else:
        features[FRAGMENT] = 1.0
    dated = timed = False
    if not prose:
        features[SEPARATORS] = float(
            cut_short or _SEPARATOR.search(text, start, min(end, start + HEAD)) is not None
        )
        features[FIGURES] = sum(token[0].isdigit() for token in tokens) / examined
        if "." in shown or "://" in shown:
            features[ADDRESS] = float(_ADDRESS.search(lowered) is not None)
        if words <= STAMP_WORDS and features[FIGURES]:
            dated, timed = _date().search(lowered) is not None, _TIME.search(lowered) is not None
            features[STAMP] = float(dated or timed)
    if words <= PHRASE_WORDS:
        features[COPYRIGHT] = float(_COPYRIGHT.search(lowered) is not None)
    if phrase is not None and phrase.kind != "credit":
        # A sentence that begins with such a phrase is a notice however long it is.
        features[NOTICE_PHRASE if phrase.match == "within" else PHRASE] = 1.0 + features[LENGTH]
    return Line(start, end, words, shown, key, prose, sentence, reader, phrase, dated, timed, features)


def _to_reader(shown: str, tokens: list[str]) -> float:
    """How far the line speaks to the reader: by you and your, by a verb at its head; quotations aside."""
    if '"' in shown:
        return 0.0
    listed = _words()
    return min(len(listed.to_reader.intersection(tokens)) + (tokens[0] in listed.imperatives), 2) / 2


def _add_markup(features: list[float], markup: Mapping[str, object]) -> None:
    """What HTML says of the line; `kept` is None where trafilatura found no main text at all."""
    share, tag, kept = markup["link_share"], markup["tag"], markup["kept"]
    features[LINKS] = min(max(share, 0.0), 1.0) if isinstance(share, float | int) else 0.0
    features[KEPT] = float(kept is not None and bool(kept))
    features[LEFT_OUT] = float(kept is not None and not kept)
    features[FURNITURE_TAG] = float(tag in FURNITURE_TAGS)
    features[PARAGRAPH_TAG] = float(tag in PARAGRAPH_TAGS)
