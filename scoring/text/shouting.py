"""Words in capitals that shout: no acronyms, and no capitals that are the typography of the page."""

import re

from scoring.text.style import style_words

# Capitals of up to this many letters are usually an acronym (NATO, UNHCR).
LONGEST_ACRONYM = 5
# The look-behind comes second: most places fail at the first letter, which is cheapest.
_CAPITALS = re.compile(r"[A-Z](?<!\w.)[A-Z]{2,}(?!\w)")
# Up to this many words in capitals, a separate search for each is quicker.
FEW_WORDS = 16
_SHORT_WORD = re.compile(rf"(?<![^\W_])[a-z]{{3,{LONGEST_ACRONYM}}}(?![^\W_])")
# A speaker in a transcript or a link within the text: `ANN LEE (R-Ohio): Yes.`, `(PHOTOS: The day in pictures)`.
_WORD = r"[A-Z][A-Z.'’&-]*"
_ASIDE = r"(?:[ \t]*\([^()\n]{1,30}\))?[ \t]*"
_LABEL = re.compile(rf"(?:^|[\n(]|[.?!…)\]\"”’–—-]\s)[ \t]*((?:{_WORD}[ \t]+){{0,6}}{_WORD}){_ASIDE}:")
# A place or a note before a dash, or the first words of a paragraph: `LONDON — It rained.`, `ON A WET DAY it rained.`
_OPENING = re.compile(
    rf"^[ \t]*((?:{_WORD}[ \t]+){{0,6}}{_WORD}{_ASIDE}(?:[—–]|--?(?!\w))"
    rf"|(?:{_WORD}[ \t]+){{1,6}}{_WORD}(?=[ \t]+(?!{_WORD}(?!\w))[^\s!,.]))",
    re.MULTILINE,
)
_FIGURE = re.compile(r"\S*\d\S*")
# A line with a figure for so many words is a row of a table, in which names stand in capitals.
_WORDS_PER_FIGURE = 4
_FEWEST_FIGURES = 3
# A line with more of its letters in capitals is set in them.
_MOSTLY = 0.8


def shouted_words(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of words in capitals that shout.

    Left out are acronyms: words of up to five letters that stand nowhere else in the text in small ones, and those of
    class `acronym` in `data/en/style_words.csv`; hashtags; labels before a colon or dash, and several words in capitals
    that open a line; lines that are set in capitals throughout, but for exclamations; rows of tables.

    >>> text = "NATO said NOTHING. A SHAM, and the sham went on.\\nANN LEE: Sham?\\nREAD MORE: THE SHAM"
    >>> [text[start:end] for start, end in shouted_words(text)]
    ['NOTHING', 'SHAM']
    """
    found = words_in_capitals(text)
    if not found:
        return ()
    acronyms = style_words("acronym")
    labels = [match.span(1) for form in (_LABEL, _OPENING) for match in form.finditer(text)]
    kept = []
    for start, end in found:
        if text[start:end].lower() in acronyms or text[start - 1 : start] == "#":
            continue
        if any(first <= start < last for first, last in labels):
            continue
        if not _is_typography(text[text.rfind("\n", 0, start) + 1 : _line_end(text, end)]):
            kept.append((start, end))
    return tuple(kept)


def words_in_capitals(text: str) -> list[tuple[int, int]]:
    """Spans of words in capitals that are too long for an acronym, or not in capitals elsewhere in the text."""
    found = [match.span() for match in _CAPITALS.finditer(text)]
    if not found:
        return []
    short = {text[start:end] for start, end in found if end - start <= LONGEST_ACRONYM}
    if len(short) <= FEW_WORDS:
        otherwise = {word for word in short if _stands_alone(word.lower(), text)}
    else:
        small = set(_SHORT_WORD.findall(text))
        otherwise = {word for word in short if word.lower() in small}
    return [
        (start, end) for start, end in found if end - start > LONGEST_ACRONYM or text[start:end] in otherwise
    ]


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _is_typography(line: str) -> bool:
    """Whether capitals are how this line is set: a heading or a link, or a row of a table."""
    letters = [letter for letter in line if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if capitals > _MOSTLY * len(letters):
        return not line.rstrip('"”’) ').endswith("!")
    figures = len(_FIGURE.findall(line))
    return figures >= _FEWEST_FIGURES and figures * _WORDS_PER_FIGURE >= len(line.split())


def _stands_alone(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(word) : at + len(word) + 1].isalnum():
            return True
        at = text.find(word, at + 1)
    return False
