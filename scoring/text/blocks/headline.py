"""Finding the headline: the title where it is known, else the line above the body that is likeliest."""

import re
from collections.abc import Sequence

from scoring.text.blocks.line import ADDRESS, COPYRIGHT, LINKS, REPEATED, SEPARATORS, Line, function_words
from scoring.text.blocks.marks import is_byline, is_caption, is_date, is_lone_dateline
from scoring.text.blocks.phrases import line_key
from scoring.text.normalise import plain

HEADLINE_WORDS = (2, 30)  # fewest and most words of a headline
HEADLINE_REACH = 20  # lines above the first paragraph in which the headline is looked for
HEADLINE_STEP = 0.03  # what each line of distance takes from a candidate
HEADLINE_LEAST = 0.35  # share of its words that a headline must have in common with the article
FULL_HEADLINE = 4  # words that say something: a headline of fewer is less sure
SIGNED = 0.4  # in favour of a line, that byline or date follow
SIGNED_WITHIN = 2  # lines
COMPARED_PARAGRAPHS = 15  # the first ones, whose words are compared with a candidate's
TITLE_SHARE = 0.75  # of the words of line and title together, for the line to be the title
MOST_LINKS = 0.5
STEM = 5  # letters: win, wins; striker, strike
_SITE_NAME = re.compile(r"\s+[|»–—-]\s+.*$")
TITLE_WORDS = 40  # words: a longer line is no title, nor the title with its section


def find_headline(lines: Sequence[Line], first: int, paragraphs: Sequence[int], title: str) -> int | None:
    """The index of the headline: the title as printed nearest the body, else the likeliest line above it.

    `first` is the index of the first paragraph, `paragraphs` those of all. A candidate is weighed by the
    share of its words that the body has too, by a byline or date below it, and by its distance from the body.
    """
    wanted = words_of_key(line_key(plain(title).lower()))
    shorter = words_of_key(line_key(plain(_SITE_NAME.sub("", title)).lower()))
    reach = min(len(lines), first + 2)
    if wanted:
        for index in range(reach - 1, -1, -1):
            line = lines[index]
            if line.words <= TITLE_WORDS and not line.text.endswith("..."):
                own = words_of_key(line.key)
                if own and max(likeness(own, wanted), likeness(own, shorter)) >= TITLE_SHARE:
                    return index
    body: set[str] | None = None
    best, found = HEADLINE_LEAST, None
    top = max(0, first - HEADLINE_REACH)
    signed = min(first, len(lines))  # the nearest line below that names the writer or the day
    for index in range(min(first, len(lines)) - 1, top - 1, -1):
        line = lines[index]
        if is_byline(line, "") or is_date(line) or is_lone_dateline(line):
            signed = index
        own = words_of_key(line.key) if may_be_headline(line) else set()
        if not own:
            continue
        if body is None:
            body = set().union(
                *(words_of_key(full_key(lines[place])) for place in paragraphs[:COMPARED_PARAGRAPHS])
            )
        score = len(own & (body | wanted)) / len(own) * min(len(own), FULL_HEADLINE) / FULL_HEADLINE
        score += SIGNED * (index < signed <= index + SIGNED_WITHIN and signed < first)
        score -= HEADLINE_STEP * (first - 1 - index)
        if score > best:
            best, found = score, index
    return found


def may_be_headline(line: Line) -> bool:
    """Whether nothing on the line speaks against its being a headline."""
    features = line.features
    return (
        HEADLINE_WORDS[0] <= line.words <= HEADLINE_WORDS[1]
        and not line.text.endswith((".", "...", ":"))
        and line.phrase is None
        and not line.bare_stamp
        and not (features[COPYRIGHT] or features[ADDRESS] or features[SEPARATORS] or features[REPEATED])
        and features[LINKS] <= MOST_LINKS
        and not is_byline(line, "")
        and not is_caption(line)
        and not is_lone_dateline(line)
    )


def headline_reason(line: Line, title: str) -> str:
    """Why the line is held for the headline."""
    if (
        title
        and likeness(words_of_key(line.key), words_of_key(line_key(plain(title).lower()))) >= TITLE_SHARE
    ):
        return "the title of the article"
    return "a line above the body that shares its words"


def full_key(line: Line) -> str:
    """The line's key, made where the line came without: plain paragraphs do."""
    return line.key or line_key(line.text.lower())


def words_of_key(key: str) -> set[str]:
    """The words of a key that say something, cut to their stems."""
    passed_over = function_words()
    return {token[:STEM] for token in key.split() if token not in passed_over}


def likeness(first: set[str], second: set[str]) -> float:
    """The share of the words of both that are common to them (Jaccard), 0 where there are none."""
    return len(first & second) / len(first | second) if first or second else 0.0
