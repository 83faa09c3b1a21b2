"""Finds words that a reader copied in the text; quotation marks and spaces need not be the same characters."""

import re

from scoring.text.normalise import plain

Span = tuple[int, int]
NOWHERE: Span = (-1, -1)
LONGEST_CONTENT = 4_000  # characters: what a source says ends within it
_NUMBERED = re.compile(r"(.+?)\s*#(\d+)$")
_EDGES = " \t\"'“”‘’.,;:…"


def places_of(text: str, words: str) -> list[Span]:
    """Every place where the words occur whole, in order; quotation marks between them are ignored.

    >>> places_of("He said “no”. Then he said\\nno.", "said no")
    [(3, 11), (22, 29)]
    """
    parts = [part for part in (word.strip("\"'") for word in plain(words).split()) if part]
    if not parts:
        return []
    pattern = r"[\"']*\s+[\"']*".join(re.escape(part) for part in parts)
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return [match.span() for match in re.finditer(f"{before}{pattern}{after}", plain(text))]


def find_near(text: str, words: str, position: int) -> Span:
    """The place of the words that is nearest to a position; NOWHERE if there is none.

    Where they are not found as given, punctuation at their edges is left out.

    >>> find_near("Lee left. Later Lee spoke.", "Lee", 20)
    (16, 19)
    """
    found = places_of(text, words) or places_of(text, words.strip(_EDGES))
    return min(found, key=lambda span: max(span[0] - position, position - span[1], 0), default=NOWHERE)


def find_cue(text: str, cue: str, sentence: Span) -> Span:
    """A cue in its sentence; `said #2` is the second of its kind there, `:` the first colon, else the beginning."""
    start, end = sentence
    numbered = _NUMBERED.match(cue)
    words, number = (numbered[1], int(numbered[2])) if numbered else (cue, 1)
    if words == ":":
        at = text.find(":", start, end)
        return (at, at + 1) if at >= 0 else (start, start + 1)
    found = places_of(text[start:end], words.strip(_EDGES))
    if len(found) < number:
        return NOWHERE
    first, last = found[number - 1]
    return start + first, start + last


def find_line(text: str, words: str, line: str) -> Span:
    """Words in the line of that number, or else nearest to it; without a number, where they first stand."""
    position = 0
    if line.isdigit():
        lines = text.split("\n")
        position = sum(len(one) + 1 for one in lines[: int(line) - 1])
    return find_near(text, words, position)


def find_content(text: str, first: str, last: str, position: int) -> Span:
    """From the first to the last words of a content that stands around a position.

    >>> find_content("The bridge is sound, she said.", "The bridge is", "bridge is sound", 25)
    (0, 19)
    """
    start, end = find_near(text, first, position)
    if start < 0:
        return NOWHERE
    endings = [
        span
        for span in places_of(text, last or first) or places_of(text, last.strip(_EDGES))
        if span[1] >= end
    ]
    if not endings or endings[0][1] - start > LONGEST_CONTENT:
        return NOWHERE
    return start, endings[0][1]
