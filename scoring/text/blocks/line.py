"""One line of a page and its features, apart from the lines around it.

Every feature is a number that a reader can check by eye (the line ends like a sentence, most of its words are
capitalised), because each may be shown as a reason. Most lines of most articles are plain paragraphs: they are
recognised first, with as little work as possible.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from scoring.schema.kinds import PagePart
from scoring.schema.lists import alternatives
from scoring.text.blocks.patterns import find_pattern
from scoring.text.blocks.phrases import BOX, Phrase, find_phrase, line_key, may_hold_phrase
from scoring.text.page_text import PageText
from scoring.text.word_sets import text_words

# The order of the numbers in `Line.features`; data/block_weights.csv explains each and gives its weight.
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
    "main_part",
    "outside_main",
    "list_item",
    "heading_tag",
    "caption_tag",
)
CONSTANT, SENTENCE, LENGTH, FUNCTION_WORDS, CAPITALS, FRAGMENT, SEPARATORS, FIGURES, ADDRESS = range(9)
COPYRIGHT, CODE, UNFINISHED, HEADLINE_RUN, TEASERS, TO_READER, PHRASE, NOTICE_PHRASE = range(9, 17)
STAMP, REPEATED, DUPLICATE, AMONG_PROSE, UNDER_HEADING = range(17, 22)
LINKS, KEPT, LEFT_OUT, FURNITURE_TAG, PARAGRAPH_TAG, MAIN_PART, OUTSIDE_MAIN = range(22, 29)
LIST_ITEM, HEADING_TAG, CAPTION_TAG = range(29, 32)
_NOTHING = [1.0] + [0.0] * (len(FEATURES) - 1)

FULL_LENGTH = 40  # words in a full paragraph
MOST_LENGTHS = 4.0  # full paragraphs: more length than this adds no evidence
PROSE_WORDS = 10  # words: a sentence this long is prose, not a label
CERTAIN_PROSE_WORDS = 18  # words: a sentence this long is prose, whatever its words
HEAD, TAIL = (
    320,
    140,
)  # how much of each end of a long line is looked at, in characters: the rest cannot change the answer
FRAGMENT_WORDS = 3  # words: a line no longer than this is a label or a name
FUNCTION_SHARE = 0.3  # share of function words in running English
LEAST_FUNCTION_SHARE = 0.15  # share below which a line is not running English
PROSE_FUNCTION_SHARES = (0.1, 0.18)  # share that a sentence, or a line without a full stop, needs to be prose
FUNCTION_KINDS = 4  # how many different function words show that a long sentence is running English
UNFINISHED_WORDS = 5  # words: a line this long without a full stop is likelier a headline than a sentence
TO_READER_WORDS = 35  # words: in a longer line the writer of an article may say `you` too
PHRASE_WORDS = 60  # words: a longer line is not searched for phrases of furniture
STAMP_WORDS = 14  # words: a longer line is more than a date
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
LIST_TAGS = frozenset(["li", "dt", "dd"])
HEADING_TAGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


_MONTH_LETTERS = 3


class _Words(NamedTuple):
    function: frozenset[str]
    to_reader: frozenset[str]
    reader_speaks: frozenset[str]
    imperatives: frozenset[str]


@cache
def _words() -> _Words:
    """The word sets of data/en/text_words.csv that are needed for every line."""
    classes = ("function", "to_reader", "reader_speaks", "imperative")
    return _Words(*(text_words(name) for name in classes))


def function_words() -> frozenset[str]:
    """The common small words of running English (the, of, and)."""
    return _words().function


@cache
def _date() -> re.Pattern[str]:
    month = rf"(?:{alternatives({month[:_MONTH_LETTERS].lower() for month in text_words('month')})})[a-z]*\.?"
    return re.compile(
        rf"\b{month},? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {month}(?:\b|$)|\b\d{{4}}-\d\d?-\d\d?\b"
        rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b{month} \d{{4}}\b"
        r"|\b\d{1,2}\.? [^\W\d]{3,10}\.? \d{4}\b"  # in any language: 12. März 2022
    )


class Line(NamedTuple):
    """A line that is not blank: characters [start, end) of the text, without surrounding spaces.

    `text`: the line in plain characters, or only its two ends if it is long. `key`: its words in lower case, without
    figures. `prose`: whether it reads like a paragraph. `reader`: whether it sounds like a reader's comment.
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


class _Look(NamedTuple):
    """What one look at a line finds; all that is asked of the line is asked of this.

    `shown` is the line with plain marks, of a long one its two ends, `lowered` that in lower case, `tokens` its
    words.
    """

    start: int
    end: int
    words: int
    shown: str
    lowered: str
    tokens: list[str]
    ends: bool
    cut_short: bool
    reader: bool


def examine_line(
    page: PageText,
    start: int,
    end: int,
    words: int,
    *,
    repeated: bool,
    markup: Mapping[str, object] | None,
) -> Line:
    """What can be seen on the line [start, end) of the page, which has `words` words."""
    look = _look_at(page, start, end, words)
    features = _NOTHING.copy()
    if repeated:
        features[REPEATED] = 1.0
    if markup is not None:
        _add_markup(features, markup)
    features[LENGTH] = min(words / FULL_LENGTH, MOST_LENGTHS)
    whole = find_pattern(look.shown, look.tokens, words)
    if whole is not None or not _is_certain_prose(look):
        return _examine_closely(page, look, whole, features)
    features[SENTENCE] = features[FUNCTION_WORDS] = 1.0
    if words <= TO_READER_WORDS:
        features[TO_READER] = _to_reader(look.shown, look.tokens)
    return Line(start, end, words, look.shown, "", True, True, look.reader, None, False, False, features)


def _look_at(page: PageText, start: int, end: int, words: int) -> _Look:
    if end - start > HEAD + TAIL:
        shown = f"{page.plain[start : start + HEAD]} {page.plain[end - TAIL : end]}"
        lowered = shown.lower()
    else:
        shown, lowered = page.plain[start:end], page.small[start:end]
    tokens = lowered.split()
    ends = _ENDS.search(shown, max(0, len(shown) - 6)) is not None
    cut_short = page.text.endswith(CUT_SHORT, start, end)
    reader = shown[0].islower() or ('"' not in shown and not _words().reader_speaks.isdisjoint(tokens))
    return _Look(start, end, words, shown, lowered, tokens, ends, cut_short, reader)


def _is_certain_prose(look: _Look) -> bool:
    return (
        look.words >= CERTAIN_PROSE_WORDS
        and look.ends
        and not look.cut_short
        and len(_words().function.intersection(look.tokens)) >= FUNCTION_KINDS
        and (look.words > PHRASE_WORDS or not may_hold_phrase(look.tokens))
    )


def _examine_closely(page: PageText, look: _Look, whole: Phrase | None, features: list[float]) -> Line:
    """The line that may be anything; `whole` is the furniture that all of it is, if it is any."""
    words, shown = look.words, look.shown
    key = line_key(look.lowered)
    phrase = whole or (find_phrase(key, words) if words <= PHRASE_WORDS else None)
    sentence = look.ends and words > 2 and not look.cut_short
    cased, tokens = _judged_words(page, look)
    function_share = sum(token in _words().function for token in tokens) / max(len(tokens), 1)
    is_box = phrase is not None and phrase.match == BOX
    prose = whole is None and not is_box and _reads_like_prose(words, sentence, function_share)
    features[SENTENCE] = float(sentence)
    if words <= TO_READER_WORDS:
        features[TO_READER] = _to_reader(shown, tokens)
    _add_wording(features, look, cased, function_share)
    dated = timed = False
    if not prose:
        dated, timed = _add_signs_of_a_label(features, page.text, look, tokens)
    if words <= PHRASE_WORDS:
        features[COPYRIGHT] = float(_COPYRIGHT.search(look.lowered) is not None)
    if phrase is not None and phrase.kind != "credit":
        # A sentence that begins with such a phrase is a notice however long it is.
        features[NOTICE_PHRASE if phrase.match in ("within", BOX) else PHRASE] = 1.0 + features[LENGTH]
    return Line(
        look.start, look.end, words, shown, key, prose, sentence, look.reader, phrase, dated, timed, features
    )


def _judged_words(page: PageText, look: _Look) -> tuple[list[str], list[str]]:
    """The words that tell running English, as they stand and in lower case.

    The head of a long line may be a title run into the text: of it the words in the middle are counted.
    """
    if look.end - look.start <= HEAD + TAIL:
        return look.shown.split(), look.tokens
    middle = (look.start + look.end - HEAD) // 2
    # White space may fill the middle, as it fills whatever part of a line is looked at: then its ends speak.
    cased = page.plain[middle : middle + HEAD].split() or look.shown.split()
    return cased, [token.lower() for token in cased]


def _reads_like_prose(words: int, sentence: bool, function_share: float) -> bool:
    of_sentence, of_line = PROSE_FUNCTION_SHARES
    long = words >= CERTAIN_PROSE_WORDS
    return words >= PROSE_WORDS and (
        (sentence and (function_share > of_sentence or long)) or (long and function_share > of_line)
    )


def _add_wording(features: list[float], look: _Look, cased: list[str], function_share: float) -> None:
    """How the line is worded: like running English, a title, a label or code."""
    words, shown = look.words, look.shown
    # A long list of names is no paragraph: length speaks for the article as far as it is running English.
    features[LENGTH] *= min(function_share / LEAST_FUNCTION_SHARE, 1.0)
    if any(mark in shown for mark in CODE_MARKS):
        features[CODE] = float(_CODE.search(shown) is not None)
    features[UNFINISHED] = float(
        not look.ends
        and words >= UNFINISHED_WORDS
        and not shown[0].islower()  # items of a list
        and not shown.endswith((";", ","))
        and "(@" not in shown  # the signature of an embedded post
    )
    if words > FRAGMENT_WORDS:
        features[FUNCTION_WORDS] = min(function_share / FUNCTION_SHARE, 1.0)
        capitals = sum(token[0].isupper() for token in cased[1:]) / max(len(cased) - 1, 1)
        features[CAPITALS] = max(0.0, capitals - 0.5) * 2
    else:
        features[FRAGMENT] = 1.0


def _add_signs_of_a_label(
    features: list[float], text: str, look: _Look, tokens: list[str]
) -> tuple[bool, bool]:
    """What only a line that is no paragraph is asked for; returned is whether it holds a date, and a time."""
    features[SEPARATORS] = float(
        look.cut_short or _SEPARATOR.search(text, look.start, min(look.end, look.start + HEAD)) is not None
    )
    features[FIGURES] = sum(token[0].isdigit() for token in tokens) / max(len(tokens), 1)
    if "." in look.shown or "://" in look.shown:
        features[ADDRESS] = float(_ADDRESS.search(look.lowered) is not None)
    if look.words > STAMP_WORDS or not features[FIGURES]:
        return False, False
    dated, timed = _date().search(look.lowered) is not None, _TIME.search(look.lowered) is not None
    features[STAMP] = float(dated or timed)
    return dated, timed


def _to_reader(shown: str, tokens: list[str]) -> float:
    """How far the line addresses the reader: by `you` and `your` or an imperative at its start, outside quotations."""
    if '"' in shown:
        return 0.0
    listed = _words()
    return min(len(listed.to_reader.intersection(tokens)) + (tokens[0] in listed.imperatives), 2) / 2


def _add_markup(features: list[float], markup: Mapping[str, object]) -> None:
    """Add what the HTML shows about the line; `kept` is None if trafilatura found no main text on the page."""
    share, tag, kept = markup["link_share"], markup["tag"], markup["kept"]
    features[LINKS] = min(max(share, 0.0), 1.0) if isinstance(share, float | int) else 0.0
    features[KEPT] = float(kept is not None and bool(kept))
    features[LEFT_OUT] = float(kept is not None and not kept)
    features[FURNITURE_TAG] = float(tag in FURNITURE_TAGS)
    features[PARAGRAPH_TAG] = float(tag in PARAGRAPH_TAGS)
    features[MAIN_PART] = float(markup["part"] == PagePart.MAIN)
    features[OUTSIDE_MAIN] = float(markup["part"] == PagePart.OUTSIDE)
    features[LIST_ITEM] = float(tag in LIST_TAGS)
    features[HEADING_TAG] = float(tag in HEADING_TAGS)
    features[CAPTION_TAG] = float(tag == "figcaption")
