"""Division of a page into regions: before the article, the article, inserts and tail, readers' comments.

Each line counts for or against the article, with the weights of data/block_weights.csv. A single line is weak
evidence, so the regions are the likeliest path through all lines (Viterbi). Each change of region has a cost, so
that a short line inside the article stays in it and a sentence in a menu does not start another article.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum
from operator import mul

from scoring.schema.lists import read_rows
from scoring.text.blocks.line import (
    CONSTANT,
    FEATURES,
    HEADING_TAG,
    KEPT,
    LEFT_OUT,
    LINKS,
    LIST_ITEM,
    MAIN_PART,
    OUTSIDE_MAIN,
    PARAGRAPH_TAG,
    Line,
)
from scoring.text.word_sets import text_word_pattern

BEFORE, ARTICLE, ASIDE, COMMENTS, END = range(5)
BODY_BEFORE_COMMENTS = 60  # words of prose in one run that must come before any comments
RUN_BREAK = 2  # lines of other text that do not end a run of prose
STRONGEST = 12.0  # log-odds: a limit, so that no single line outweighs a whole page
NEVER = -1e9
SHORT_TEXT_LINES = 5
SHORT_TEXT_SCORE = -2.5  # log-odds: below this more than its shortness says that the line is furniture
LEAST_COMMENT = -0.3  # log-odds: a limit, since there are names and other short lines between comments
SIGNED_WITHIN = 4  # the first comment must be signed within this many lines
READER_MARK = 0.4  # how strong a sign it is that a paragraph says `I` or begins in lower case
PARAGRAPH_WORDS = 6  # words: a shorter paragraph that trafilatura leaves out may be a label
MOSTLY_LINKS = 0.5
STAMP_MARK = 0.6  # how strong a sign it is that a line is a date with a time


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights for text or for HTML: for each feature in order, for each change of region, and the reasons."""

    features: tuple[float, ...]
    costs: dict[str, float]
    says: tuple[str, ...]


@cache
def block_weights(reading: str) -> Weights:
    """The hand-set weights for `reading`: "text", "html", or "html5" for pages that mark their parts."""
    rows = {row["feature"]: row for row in read_rows("block_weights.csv", "feature", reading, "says")}
    return Weights(
        tuple(float(rows[name][reading]) for name in FEATURES),
        {name: float(row[reading]) for name, row in rows.items() if name not in FEATURES},
        tuple(rows[name]["says"] for name in FEATURES),
    )


def line_scores(lines: Sequence[Line], weights: Weights) -> list[float]:
    """The log-odds that each line, taken by itself, is part of the article."""
    return [
        max(-STRONGEST, min(STRONGEST, fsum(map(mul, weights.features, line.features)))) for line in lines
    ]


def strongest_reason(line: Line, weights: Weights, *, for_article: bool) -> str:
    """The reason for the feature that counts most for the chosen side; empty if none does."""
    sign = 1.0 if for_article else -1.0
    best, said = 0.0, ""
    for index, (weight, value) in enumerate(zip(weights.features, line.features, strict=True)):
        if index != CONSTANT and sign * weight * value > best:
            best, said = sign * weight * value, weights.says[index]
    return said


def keep_short_text(lines: Sequence[Line], scores: Sequence[float], regions: list[int]) -> None:
    """Put the lines of a very short text into the article if the search found no article.

    Three words that somebody filed as an article are not a menu, unless they are a listed phrase of one.
    """
    if ARTICLE not in regions and len(lines) <= SHORT_TEXT_LINES:
        for index, score in enumerate(scores):
            if score > SHORT_TEXT_SCORE and lines[index].phrase is None:
                regions[index] = ARTICLE


def follow_parts(lines: Sequence[Line], regions: list[int]) -> None:
    """Let two witnesses of a page that marks its parts overrule the path, where they agree about a line.

    What trafilatura leaves out and the page puts outside its article's part is no article. What trafilatura keeps
    and the page does not put outside is one, however short (the entries of a list, the cells of a table). Between the
    first and the last paragraph that trafilatura keeps, the part's other paragraphs, headings and lists are too.
    """
    kept = [index for index, line in enumerate(lines) if line.prose and line.features[KEPT]]
    first, last = (kept[0], kept[-1]) if kept else (0, 0)
    for index, line in enumerate(lines):
        outside = line.features[OUTSIDE_MAIN] > 0
        if outside and line.features[LEFT_OUT] and regions[index] == ARTICLE:
            regions[index] = ASIDE
        elif regions[index] == COMMENTS or outside:
            continue
        elif line.features[KEPT] or (first < index < last and _is_text_of_part(line)):
            regions[index] = ARTICLE


def _is_text_of_part(line: Line) -> bool:
    """Whether a line that trafilatura leaves out stands in the article's part as a paragraph, heading or list entry."""
    if not line.features[MAIN_PART]:
        return False
    if line.features[PARAGRAPH_TAG]:
        return line.words >= PARAGRAPH_WORDS and line.features[LINKS] < MOSTLY_LINKS
    return bool(line.features[LIST_ITEM] or line.features[HEADING_TAG])


def find_regions(lines: Sequence[Line], scores: Sequence[float], weights: Weights) -> list[int]:
    """The region of each line on the likeliest path from top to bottom; takes time linear in the number of lines."""
    costs = weights.costs
    aside, back = -costs["cost_aside"], -costs["cost_return"]
    announced, unannounced = -costs["cost_announced"], -costs["cost_comments"]
    comments_at, may_begin = _comment_scores(lines, _apart_from_main_text(lines, scores, weights), costs)
    run = longest = others = 0  # words in the current and the longest run of prose; other lines since
    before, article, inside, comments, end = 0.0, 0.0, NEVER, NEVER, NEVER
    steps: list[tuple[int, int, int, int, int]] = []
    for line, score, comment, signed in zip(lines, scores, comments_at, may_begin, strict=True):
        cue = line.phrase is not None and line.phrase.kind == "comment" and line.phrase.opens_section
        enter = NEVER
        if longest >= BODY_BEFORE_COMMENTS:
            enter = announced if cue else unannounced if signed else NEVER
        to_article = max((before, BEFORE), (article, ARTICLE), (inside + back, ASIDE))
        to_inside = max((inside, ASIDE), (article + aside, ARTICLE))
        to_comments = max((comments, COMMENTS), (article + enter, ARTICLE), (end + enter, END))
        to_end = max((end, END), (article + aside, ARTICLE), (comments + aside, COMMENTS))
        steps.append((BEFORE, to_article[1], to_inside[1], to_comments[1], to_end[1]))
        article, inside = to_article[0] + score, to_inside[0] - costs["cost_insert_line"]
        comments, end = to_comments[0] + comment, to_end[0]
        if line.prose:
            run, others = run + line.words, 0
            longest = max(longest, run)
        else:
            others += 1
            if others > RUN_BREAK:
                run = 0
    finals = [before, article, inside, comments, end]
    region = finals.index(max(finals))
    regions: list[int] = []
    for step in reversed(steps):
        regions.append(region)
        region = step[region]
    return regions[::-1]


def _apart_from_main_text(lines: Sequence[Line], scores: Sequence[float], weights: Weights) -> list[float]:
    """The log-odds without what trafilatura keeps: it leaves comments out, however much they read like an article."""
    kept, left_out = weights.features[KEPT], weights.features[LEFT_OUT]
    return [
        score - kept * line.features[KEPT] - left_out * line.features[LEFT_OUT]
        for line, score in zip(lines, scores, strict=True)
    ]


def _comment_scores(
    lines: Sequence[Line], scores: Sequence[float], costs: dict[str, float]
) -> tuple[list[float], list[bool]]:
    """The log-odds that each line is a reader's comment, and whether comments may begin there.

    Unless a heading announces them, comments begin at a signature: 'posted by', or a date with a time.
    """
    dislike, gain = costs["cost_comment_prose"], costs["gain_comment_mark"]
    posts = text_word_pattern("posted")
    found: list[float] = []
    signed: list[bool] = []
    for line, score in zip(lines, scores, strict=True):
        marks = 0.0
        if line.prose:
            signed.append(False)
            if line.reader:
                marks = READER_MARK
            found.append(score - dislike + gain * marks)
            continue
        posted = posts.search(line.text) is not None
        if posted or (line.phrase is not None and line.phrase.kind == "comment"):
            marks = 1.0
        elif line.dated and line.timed:
            marks = STAMP_MARK
        signed.append(posted or marks == STAMP_MARK)
        found.append((max(score, LEAST_COMMENT) if line.phrase is None or marks else score) + gain * marks)
    last = len(lines)
    may_begin = [any(signed[index : min(index + SIGNED_WITHIN, last)]) for index in range(last)]
    return found, may_begin
