"""Words of judgement and checkable details, found by word list and by form."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from scoring.schema.lists import read_list, read_rows
from scoring.text.word_forms import Column, WordForms, forms_within  # noqa: F401 - the last serves the example
from scoring.text.word_sets import any_text_word, text_words
from scoring.text.words import Words, find_words  # noqa: F401 - the last serves the example

EDITORIAL_LIST = "editorial_words.csv"
_REMEMBERED = 4  # texts: the readings of one article come one after another


class Mark(NamedTuple):
    """A span of the text, and a label that says what it is."""

    start: int
    end: int
    label: str


_SHOUT = re.compile(r"[!?]+")


@cache
def _editorial_classes() -> dict[str, str]:
    return {row["word"]: row["class"] for row in read_rows(EDITORIAL_LIST, "word", "class")}


@cache
def _no_mark_beside() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Word -> the words that make it no mark: those right behind it, those right before it."""
    frame = read_list(EDITORIAL_LIST)
    if not {"unless_before", "unless_after"} <= set(frame.columns):
        return {}  # a list of the user's own
    rows = read_rows(EDITORIAL_LIST, "word", "unless_before", "unless_after")
    sides = ((row["word"], row["unless_before"].split(), row["unless_after"].split()) for row in rows)
    return {
        word: (frozenset(behind), frozenset(before)) for word, behind, before in sides if behind or before
    }


@cache
def _flagged() -> frozenset[str]:
    """Every word that may be a mark, in lower case, with either apostrophe."""
    person = {form.lower() for form in text_words("first_person")}
    return frozenset(_editorial_classes()) | person | {form.replace("'", "’") for form in person}


_FLAGGED = Column(lambda word: word in _flagged(), "lowered")


def find_editorial(text: str, words: Words, forms: WordForms) -> list[Mark]:
    """First person, exclamation and question marks, and the words of `data/en/editorial_words.csv`, in order.

    `forms`: those of the words.

    >>> text = "We saw an utterly shameless deal!"
    >>> words = find_words(text)
    >>> [mark.label for mark in find_editorial(text, words, forms_within(text, words))]
    ['first person', 'intensifier: utterly', 'loaded: shameless', 'exclamation']
    """
    classes = _editorial_classes()
    first_person = text_words("first_person")
    marks = []
    for number in _FLAGGED.places(forms).tolist():
        start, end = int(words.starts[number]), int(words.ends[number])
        word = text[start:end].lower()
        if text[start:end].replace("’", "'") in first_person:
            if not (_is_in_a_name(text, words, number) or is_numeral(text, words, number)):
                marks.append(Mark(start, end, "first person"))
        elif word in classes and not _is_no_mark(text, words, number, classes[word]):
            marks.append(Mark(start, end, f"{classes[word]}: {word}"))
    return sorted((*marks, *_shouts(text)), key=lambda mark: mark.start)


def _is_in_a_name(text: str, words: Words, number: int) -> bool:
    """Whether a pronoun has a capital within a sentence, and a capital follows: the Restore Our Future fund."""
    start = int(words.starts[number])
    if not number or not text[start].isupper() or text[start] == "I" or number + 1 == len(words):
        return False
    before, behind = int(words.ends[number - 1]), int(words.starts[number + 1])
    return text[before:start] == " " == text[words.ends[number] : behind] and text[behind].isupper()


def is_numeral(text: str, words: Words, number: int) -> bool:
    """Whether a word is the I of World War I, or of R.I., the state."""
    if not number or text[words.starts[number] : words.ends[number]] != "I":
        return False
    start = int(words.starts[number])
    if text[start - 1] == "." and text[start - 2 : start - 1].isupper():
        return True
    return text[words.starts[number - 1] : words.ends[number - 1]] in text_words("before_numeral")


def _is_no_mark(text: str, words: Words, number: int, kind: str) -> bool:
    """Whether the words beside it, or its capital inside a sentence, make a listed word no judgement."""

    def lowered(place: int) -> str:
        return text[words.starts[place] : words.ends[place]].lower()

    behind, before = _no_mark_beside().get(lowered(number), (_NONE, _NONE))
    if before and number and lowered(number - 1).replace("'", "’") in before:
        return True
    if behind and number + 1 < len(words) and lowered(number + 1) in behind:
        return True
    start = int(words.starts[number])
    if kind != LOADED or not number:
        return False
    if _is_told_of_others(text, start):
        return True
    if not text[start].isupper():
        return False
    end_before = int(words.ends[number - 1])
    if text[end_before:start] not in (" ", ", "):
        return False
    # Behind another capital it is a name (Ann Noble), but for lines in which all words have one.
    near = range(max(0, number - NEAR_NAME), min(len(words), number + NEAR_NAME + 1))
    return not text[int(words.starts[number - 1])].isupper() or any(
        text[words.starts[at]].islower() and words.ends[at] - words.starts[at] > SHORT_IN_TITLE for at in near
    )


# So many words on either side of a capital are looked at; longer words than this have one too in a title.
NEAR_NAME, SHORT_IN_TITLE = 4, 4


def _is_told_of_others(text: str, start: int) -> bool:
    """Whether somebody is told to see it so, or to be accused of it: `cast him as a crook`, `a charge of deceit`."""
    return _told_of_others().search(text, max(0, start - LOOKED_AT_BEFORE), start) is not None


# Characters before a loaded word in which somebody may be told to see it so.
LOOKED_AT_BEFORE = 80


@cache
def _told_of_others() -> re.Pattern[str]:
    few = r"(?:[\w’'-]+ ){0,4}"
    several = r"(?:[\w’'-]+(?:,(?! (?:" + any_text_word("ends_view") + r")\b))? ){0,5}"
    seen = rf"\b(?:{any_text_word('viewed_as')}) (?:[\w’'-]+ ){{0,6}}as {several}"
    accused = rf"\b(?:{any_text_word('charge_of')}) (?:[\w’'-]+ ){{0,2}}of {few}"
    return re.compile(rf"(?:{seen}|{accused})\Z", re.IGNORECASE)


_NONE: frozenset[str] = frozenset()
LOADED = "loaded"
"""The class of words that praise or condemn although a neutral word exists."""


@lru_cache(maxsize=_REMEMBERED)
def _shouts(text: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(match.start(), match.end(), "exclamation" if match.group()[0] == "!" else "question")
        for match in _SHOUT.finditer(text)
    )


_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'\-]*[\w]|[A-Z]\.(?:[A-Z]\.)*(?:[A-Z]\b)?"
# An address on the web up to a stroke within it; a handle or a hashtag up to its sign.
_ADDRESS = re.compile(r"(?:\w\.[a-z]{2,}(?:/\S*)?/|://\S*|[@#])$")
_LONGEST_ADDRESS = 120
_IN_ADDRESS = frozenset("/@#-.=?&_")
_POSSESSIVE = re.compile(r"['’]s?$")


@cache
def _detail() -> re.Pattern[str]:
    """A date, a figure or a name, with the words of data/en/text_words.csv."""

    month = rf"(?:{any_text_word('month')})\.?"
    # A month alone is a date behind some words: `in May`, but not: `Mrs May`.
    behind = (
        rf"(?<=\b[{word[0].upper()}{word[0]}]{word[1:]} )" for word in sorted(text_words("before_month"))
    )
    before_month = "|".join(behind) or "(?!)"
    date = (
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {month}(?:,? \d{{4}})?"
        rf"|{month} \d{{1,2}}[-–]\d{{1,2}}(?:, \d{{4}})?"
        rf"|{month} \d{{1,4}}(?:st|nd|rd|th)?(?:, \d{{4}})?"
        rf"|(?:{before_month})(?:{any_text_word('month')})\b(?! \d)"
        rf"|{any_text_word('weekday')}|(?:19|20)\d\d)\b"
    )
    figure = (
        r"(?<![\w.,])(?:[$€£¥₹]|US\$|Rs\.? ?)?\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?"
        rf"(?: ?(?:{any_text_word('unit')}))?(?!\w)"
    )
    link = rf"(?: (?:{any_text_word('in_name')}) | (?!{month} \d)|-)"
    name = rf"(?<![\w.’'])(?:{_CAPITAL})(?:{link}(?:{_CAPITAL}))*"
    # No detail begins with a lower-case letter or a space: the look-ahead skips most places at once.
    return re.compile(rf"(?=[0-9A-ZÀ-Þ$€£¥₹])(?:(?P<date>{date})|(?P<figure>{figure})|(?P<name>{name}))")


@lru_cache(maxsize=_REMEMBERED)
def find_details(text: str, sentence_starts: frozenset[int]) -> tuple[Mark, ...]:
    """Dates, figures and names in order; a name is given at its first occurrence only.

    A single capitalised word that opens a sentence or a quotation is not counted, since its capital shows nothing.

    >>> text = "Officials met Anna Berg in Geneva on 3 May; 1,200 people came. Anna Berg left."
    >>> [text[m.start:m.end] for m in find_details(text, frozenset({0, 63}))]
    ['Anna Berg', 'Geneva', '3 May', '1,200']
    >>> text = "On Tuesday the Board met."
    >>> [(text[m.start:m.end], m.label) for m in find_details(text, frozenset({0}))]
    [('Tuesday', 'date'), ('Board', 'name')]
    """
    return tuple(_detail_marks(text, sentence_starts))


def _detail_marks(text: str, sentence_starts: Collection[int]) -> Iterator[Mark]:
    seen: set[str] = set()
    no_names = text_words("no_name")
    search, at = _detail().search, 0
    while match := search(text, at):
        found, (start, at) = match.group(), match.span()
        if text[start - 1 : start] in _IN_ADDRESS and _ADDRESS.search(
            text, max(0, start - _LONGEST_ADDRESS), start
        ):
            continue
        if match.lastgroup == "name":
            first, space, _ = found.partition(" ")
            if first.replace("’", "'") in no_names:
                # `On Tuesday` is a date, and `The Department` named without its article.
                at = start + len(first)
                continue
            found = _first_name(found)
            at = start + len(found)
            space = " " if " " in found else ""
            if f"{found}." in text_words("abbreviation") and text.startswith(". ", at):
                continue  # Gov. Rick Berg
            opens = start in sentence_starts or (start > 0 and text[start - 1] in "\"“‘'")
            name = _POSSESSIVE.sub("", found.rstrip("."))
            if (opens and not space) or name in seen:
                continue
            seen.add(name)
        yield Mark(start, at, match.lastgroup or "")


def _first_name(found: str) -> str:
    """The first of the names that `and` joins, which is part of a long name only: Department of Housing and Works.

    >>> _first_name("Ohio and Iowa"), _first_name("Office of Ports and Tides")
    ('Ohio', 'Office of Ports and Tides')
    """
    words = found.split(" ")
    for number, word in enumerate(words):
        if word in text_words("long_name"):
            break
        if word in text_words("joins_names"):
            return " ".join(words[:number])
    return found


def figures_of_fact(text: str, details: Iterable[Mark]) -> Iterator[Mark]:
    """The figures among details that count, measure or price something: no age, time, rank, or number in a name.

    Those in words count too, but for small numbers of things that the reader sees named.

    >>> text = "Ann Lee, 34, of Ward 3 spent $40 on the 12th. Two ferries sank, and the two owners lost three million."
    >>> [text[m.start:m.end] for m in figures_of_fact(text, find_details(text, frozenset({0})))]
    ['$40', 'Two', 'three million']
    """
    found = [detail for detail in details if detail.label == FIGURE and not _is_no_fact(text, detail)]
    for match in _in_words().finditer(text):
        before = text[max(0, match.start() - LOOKED_AT) : match.start()]
        if match.lastgroup == "scaled" or not _named_before().search(before):
            found.append(Mark(*match.span(), FIGURE))
    yield from sorted(found)


@cache
def _in_words() -> re.Pattern[str]:
    """A number in words that a scale follows or that counts something."""
    number, scale = any_text_word("number"), any_text_word("scale")
    scaled = rf"(?:{number}|{any_text_word('before_scale')})(?:[ -](?:{scale}))+|(?:{scale})s(?= of\b)"
    small = rf"(?:{number})(?:-(?:{number}))?(?= (?!(?:{any_text_word('counts_no_fact')})\b)[a-z])"
    return re.compile(rf"(?<![\w-])(?:(?P<scaled>{scaled})|(?P<small>{small}))(?![\w-])", re.IGNORECASE)


@cache
def _named_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_text_word('named_before')}) $", re.IGNORECASE)


FIGURE = "figure"
"""The label of a figure among the details."""


def _is_no_fact(text: str, figure: Mark) -> bool:
    found = text[figure.start : figure.end]
    if found.endswith(("st", "nd", "rd", "th")) or ":" in found:
        return True
    before = text[max(0, figure.start - LOOKED_AT) : figure.start]
    behind = text[figure.end : figure.end + LOOKED_AT]
    if _BEHIND_NO_FACT.match(behind) or _before_no_fact().search(before):
        return True
    # Ann Lee, 34, said; Ann Lee, 34.
    return (
        len(found) <= len("99")
        and found.isdigit()
        and bool(_NAME_BEFORE.search(before) and _ASIDE_ENDS.match(behind))
    )


# Characters around a figure that are looked at.
LOOKED_AT = 24
_BEHIND_NO_FACT = re.compile(
    r"[- ](?:year|month|week|day)s?[- ]old\b|:\d\d|/\d| ?(?:[ap]\.?m\b|o['’]clock)"
    r"|-\d{1,2}\b(?! ?(?:percent|per cent|%))"
)


@cache
def _before_no_fact() -> re.Pattern[str]:
    numbered = any_text_word("numbered")
    return re.compile(rf"(?:\d[:/-]|\b[Aa]ged? |\bNos?\. ?|#|\b[A-Z][a-z]+-)$|\b(?:{numbered}) $")


_NAME_BEFORE = re.compile(r"\b[A-Z][\w.’'-]+, $")
_ASIDE_ENDS = re.compile(r"[,;)]|\. |\.$|,? and\b|,? who\b")
