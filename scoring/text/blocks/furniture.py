"""Labels for lines outside the article: related headlines, navigation, readers' comments, notices."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from scoring.text.blocks.article import Label
from scoring.text.blocks.line import COPYRIGHT, LINKS, REPEATED, Line
from scoring.text.blocks.path import COMMENTS, Weights, strongest_reason
from scoring.text.blocks.phrases import Phrase

HEADLINE_WORDS = (4, 30)  # fewest and most words of another article's headline
LONGEST_RUN_BREAK = 2  # how many short lines may interrupt a run of headlines
FEWEST_IN_RUN = 3
LINK_REASON = 0.5
BREADCRUMB_WORDS = 3  # how many words of the headline a breadcrumb repeats


_SAID_BY_READER = re.compile(r"[A-Z][\w.]{1,24}(?: [A-Z]\.)?: \S")


class _Article(NamedTuple):
    """What the lines around an article are told by: its headline, its last line, and what stands after it."""

    headline: Line | None
    last: int
    has_comments: bool


class _Section(NamedTuple):
    """The section of furniture that a heading has opened, and the heading's phrase; empty outside of any."""

    kind: str = ""
    opened_by: str = ""


_NO_SECTION = _Section()


def label_furniture(
    lines: Sequence[Line], regions: Sequence[int], labels: list[Label | None], weights: Weights
) -> None:
    """Fill in the labels that the article has left open."""
    article = _article_of(lines, labels)
    runs = _headline_runs(lines, labels)
    section = _NO_SECTION
    for index, line in enumerate(lines):
        if labels[index] is not None:
            section = _NO_SECTION
            continue
        phrase = _phrase_of(line)
        if phrase is not None and phrase.opens_section and phrase.match != "within":
            section = _Section(phrase.kind, phrase.phrase)
        if regions[index] == COMMENTS:
            kind, reason = "comment", f"phrase: {phrase.phrase}" if phrase else "among readers' comments"
        else:
            kind, reason = _kind_of(line, index > article.last, article, runs[index], section)
        labels[index] = Label(kind, _reasons(line, reason, weights))


def _article_of(lines: Sequence[Line], labels: Sequence[Label | None]) -> _Article:
    headline = next(
        (line for line, label in zip(lines, labels, strict=True) if label and label.kind == "headline"), None
    )
    last = max((index for index, label in enumerate(labels) if label is not None), default=-1)
    has_comments = any(
        line.phrase is not None and line.phrase.kind == "comment" for line in lines[last + 1 :]
    )
    return _Article(headline, last, has_comments)


def _phrase_of(line: Line) -> Phrase | None:
    """The phrase of furniture on the line; a credit's is the article's own."""
    return line.phrase if line.phrase is not None and line.phrase.kind != "credit" else None


def _kind_of(line: Line, below: bool, article: _Article, run: int, section: _Section) -> tuple[str, str]:
    """The kind of a line of furniture that is no reader's, and what tells it, if anything on the page does.

    The rules are read from the top: the first that holds decides. `below` is whether the line stands below
    the article, `run` the number of headline-like lines in whose run it stands.
    """
    headline = article.headline
    if (phrase := _phrase_of(line)) is not None:
        return phrase.kind, f"phrase: {phrase.phrase}"
    if below and article.has_comments and _SAID_BY_READER.match(line.text):
        return "comment", "a reader's name and words, below the article"
    if line.features[COPYRIGHT]:
        return "notice", "copyright line"
    if headline is not None and line.key and line.key == headline.key:
        return "navigation", "the headline, printed again nearer to the body"
    if headline is not None and _is_breadcrumb(line, headline):
        return "navigation", "breadcrumb: sections ahead of the title"
    if run >= FEWEST_IN_RUN:
        return "related", f"in a run of {run} headline-like lines outside the article"
    if section.kind and (section.kind != "related" or line.words >= HEADLINE_WORDS[0]):
        return section.kind, f"under the heading: {section.opened_by}"
    if line.prose or line.words > HEADLINE_WORDS[1]:
        return "notice", ""
    return "related" if below and _is_headline_like(line) else "navigation", ""


def _reasons(line: Line, reason: str, weights: Weights) -> tuple[str, ...]:
    """Why a line is furniture: what tells its kind, and what the outlet's other articles and the links say."""
    reasons = [reason] if reason else []
    if line.features[REPEATED]:
        reasons.insert(0, "line repeated in other articles of this outlet")
    if line.features[LINKS] > LINK_REASON:
        reasons.append(f"{line.features[LINKS]:.0%} of words are links")
    if not reasons:
        reasons.append(strongest_reason(line, weights, for_article=False) or "outside the article's main run")
    return tuple(reasons)


def _is_breadcrumb(line: Line, headline: Line) -> bool:
    first_words = " ".join(headline.key.split()[:BREADCRUMB_WORDS])
    return bool(first_words) and line.key != headline.key and f" {first_words}" in line.key


def _headline_runs(lines: Sequence[Line], labels: Sequence[Label | None]) -> list[int]:
    """For each line that looks like a headline outside the article, the length of its run of such lines; else 0."""
    runs = [0] * len(lines)
    run: list[int] = []
    gap = 0

    def close() -> None:
        for member in run:
            runs[member] = len(run)
        run.clear()

    for index, line in enumerate(lines):
        if labels[index] is None and _is_headline_like(line):
            run.append(index)
            gap = 0
        else:
            gap += 1
            if gap > LONGEST_RUN_BREAK or labels[index] is not None:
                close()
    close()
    return runs


def _is_headline_like(line: Line) -> bool:
    fewest, most = HEADLINE_WORDS
    return (
        fewest <= line.words <= most
        and line.phrase is None
        and not line.bare_stamp
        and not line.features[COPYRIGHT]
        and not line.text.endswith(".")
    )
