"""Labels for lines outside the article: related headlines, navigation, readers' comments, notices."""

import re
from collections.abc import Sequence

from scoring.text.blocks.article import Label
from scoring.text.blocks.line import COPYRIGHT, LINKS, REPEATED, Line
from scoring.text.blocks.path import COMMENTS, Weights, strongest_reason

HEADLINE_WORDS = (4, 30)  # fewest and most words of another article's headline
LONGEST_RUN_BREAK = 2  # how many short lines may interrupt a run of headlines
FEWEST_IN_RUN = 3
LINK_REASON = 0.5
BREADCRUMB_WORDS = 3  # how many words of the headline a breadcrumb repeats


_SAID_BY_READER = re.compile(r"[A-Z][\w.]{1,24}(?: [A-Z]\.)?: \S")


# Long because it is a list of rules: the first that holds gives the kind and the reason.
def label_furniture(
    lines: Sequence[Line], regions: Sequence[int], labels: list[Label | None], weights: Weights
) -> None:
    """Label the lines that are not part of the article: replace each None in `labels`."""
    headline = next(
        (line for line, label in zip(lines, labels, strict=True) if label and label.kind == "headline"), None
    )
    last = max((index for index, label in enumerate(labels) if label is not None), default=-1)
    runs = _headline_runs(lines, labels)
    has_comments = any(
        line.phrase is not None and line.phrase.kind == "comment" for line in lines[last + 1 :]
    )
    section, opened_by = "", ""
    for index, line in enumerate(lines):
        if labels[index] is not None:
            section = ""
            continue
        phrase = line.phrase if line.phrase is not None and line.phrase.kind != "credit" else None
        if phrase is not None and phrase.opens_section and phrase.match != "within":
            section, opened_by = phrase.kind, phrase.phrase
        reasons: list[str] = []
        if regions[index] == COMMENTS:
            kind = "comment"
            reasons.append(f"phrase: {phrase.phrase}" if phrase else "among readers' comments")
        elif phrase is not None:
            kind = phrase.kind
            reasons.append(f"phrase: {phrase.phrase}")
        elif has_comments and index > last and _SAID_BY_READER.match(line.text):
            kind = "comment"
            reasons.append("a reader's name and words, below the article")
        elif line.features[COPYRIGHT]:
            kind = "notice"
            reasons.append("copyright line")
        elif headline is not None and line.key and line.key == headline.key:
            kind = "navigation"
            reasons.append("the headline, printed again nearer to the body")
        elif headline is not None and _is_breadcrumb(line, headline):
            kind = "navigation"
            reasons.append("breadcrumb: sections ahead of the title")
        elif runs[index] >= FEWEST_IN_RUN:
            kind = "related"
            reasons.append(f"in a run of {runs[index]} headline-like lines outside the article")
        elif section and (section != "related" or line.words >= HEADLINE_WORDS[0]):
            kind = section
            reasons.append(f"under the heading: {opened_by}")
        elif line.prose or line.words > HEADLINE_WORDS[1]:
            kind = "notice"
        elif index > last and _is_headline_like(line):
            kind = "related"
        else:
            kind = "navigation"
        if line.features[REPEATED]:
            reasons.insert(0, "line repeated in other articles of this outlet")
        if line.features[LINKS] > LINK_REASON:
            reasons.append(f"{line.features[LINKS]:.0%} of words are links")
        if not reasons:
            reasons.append(
                strongest_reason(line, weights, for_article=False) or "outside the article's main run"
            )
        labels[index] = Label(kind, tuple(reasons))


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
