"""Finds the headline: the title if it is known, else the likeliest line above the body."""

import re
from collections.abc import Sequence

from scoring.text.blocks.line import ADDRESS, COPYRIGHT, LINKS, REPEATED, SEPARATORS, Line, function_words
from scoring.text.blocks.marks import is_byline, is_caption, is_date, is_lone_dateline
from scoring.text.blocks.phrases import line_key
from scoring.text.normalise import plain

HEADLINE_WORDS = (2, 30)  # fewest and most words of a headline
HEADLINE_REACH = 20  # how many lines above the first paragraph are searched
HEADLINE_STEP = 0.03  # what a candidate loses for each line of distance from the body
HEADLINE_LEAST = 0.35  # share of its words that a headline must share with the article
FULL_HEADLINE = 4  # content words: a headline with fewer is less certain
SIGNED = 0.4  # what a candidate gains if a byline or date follows
SIGNED_WITHIN = 2  # lines below a candidate that may be that byline or date
COMPARED_PARAGRAPHS = 15  # how many paragraphs a candidate's words are compared with
TITLE_SHARE = 0.75  # likeness (Jaccard) from which a line is the title
MOST_LINKS = 0.5
STEM = 5  # letters of a word that are compared: striker, strike
_SITE_NAME = re.compile(r"\s+[|»–—-]\s+.*$")
TITLE_WORDS = 40  # words: a longer line is not the title, even with the name of its section


def find_headline(lines: Sequence[Line], first: int, paragraphs: Sequence[int], title: str) -> int | None:
    """The index of the headline, or None: the title as printed nearest the body, else the likeliest line above it.

    `first`: index of the first paragraph; `paragraphs`: indices of all paragraphs. A candidate scores by the share
    of its words found in the body, by a byline or date below it, and by its distance from the body.
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
    signed = min(first, len(lines))  # the nearest line below that is a byline or date
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
    """Whether nothing about the line rules out a headline."""
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
    """Why the line is taken for the headline, in words."""
    if (
        title
        and likeness(words_of_key(line.key), words_of_key(line_key(plain(title).lower()))) >= TITLE_SHARE
    ):
        return "the title of the article"
    return "a line above the body that shares its words"


def full_key(line: Line) -> str:
    """The line's key, worked out here for plain paragraphs, which are stored without one."""
    return line.key or line_key(line.text.lower())


def words_of_key(key: str) -> set[str]:
    """The stems of the content words of a key."""
    passed_over = function_words()
    return {token[:STEM] for token in key.split() if token not in passed_over}


def likeness(first: set[str], second: set[str]) -> float:
    """The share of all words in two sets that both have (Jaccard), 0 to 1; 0 if there are no words."""
    return len(first & second) / len(first | second) if first or second else 0.0
