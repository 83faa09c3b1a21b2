"""What stands among the article's lines, on pages that mark their parts, and is none of it.

Trafilatura keeps much that follows an article inside the same part of the page: other articles with their first
sentences, lists of links, who the writer is, the whole text once more. Each rule takes such lines out of the region of
the article; each asks for signs that the lines of an article do not have together. They were chosen on one half of the
pages of WCXB (docs/boilerplate.md).
"""

import re
from collections.abc import Callable, Sequence

from scoring.text.blocks.line import ADDRESS, HEADING_TAG, KEPT, LINKS, MAIN_PART, OUTSIDE_MAIN, Line
from scoring.text.blocks.marks import is_byline
from scoring.text.blocks.path import ARTICLE, ASIDE, MOSTLY_LINKS
from scoring.text.word_sets import text_words

REPRINTED_WORDS = 12  # words: a line this long is printed twice on purpose
REPRINTED_SHARE = 0.3  # share of the article's words from which its repetition is a second printing
WHOLLY_LINKS = 0.8  # share of links from which a line is a link and nothing else
TEASER_REACH = 3  # lines above a teaser's paragraph that may be its headline, with a date between
FEWEST_TEASERS = 2
LEADS_ON_WORDS = 5  # words: `Read more about this` and the like are no longer
FEWEST_PARAGRAPHS = 3  # where there are fewer, the links may be what the page is about
TAIL_SHARE = 0.2  # share of the running text that may stand below a heading such as `Related articles`
WRITER_LINES = 4  # the last paragraphs among which one may say who the writer is
WRITER_SHARE = 0.3  # share of the running text from which a paragraph is more than a note on its writer
WRITER_ABOVE = 2  # lines above such a paragraph that may name the writer
LABEL_WORDS = 14  # words: a longer line names nobody
NAME_WORDS = (2, 3)  # a person's name, as bylines have it

_BETWEEN_NAMES = re.compile(r"[;,|]| and ")


def leave_apart(lines: Sequence[Line], regions: list[int], byline: str) -> None:
    """Take out of the article all that these rules find; `byline`: the writers as known from outside the text."""
    leave_second_printing(lines, regions)
    leave_teasers(lines, regions)
    leave_tail(lines, regions)
    leave_related(lines, regions)
    leave_note_on_writer(lines, regions, byline)


def leave_second_printing(lines: Sequence[Line], regions: list[int]) -> None:
    """Take out of the article what stands there twice, where that is much of it: pages print a text for each screen."""
    inside = [index for index, region in enumerate(regions) if region == ARTICLE]
    seen: set[str] = set()
    again: list[int] = []
    follows = False
    for index in inside:
        line = lines[index]
        follows = line.text in seen and (follows or line.words >= REPRINTED_WORDS)
        if follows:
            again.append(index)
        seen.add(line.text)
    if sum(lines[index].words for index in again) >= REPRINTED_SHARE * sum(
        lines[index].words for index in inside
    ):
        for index in again:
            regions[index] = ASIDE


def leave_teasers(lines: Sequence[Line], regions: list[int]) -> None:
    """Take out other articles in brief: a heading that is a link, a paragraph, a link to read on; two at least."""
    found: list[tuple[int, int]] = []
    for index in range(1, len(lines) - 1):
        if regions[index] == ARTICLE and lines[index].prose and _leads_on(lines[index + 1]):
            heading = _heading_above(lines, index)
            if heading is not None:
                found.append((heading, index + 2))
    if len(found) >= FEWEST_TEASERS:
        for first, after in found:
            _put_aside(regions, range(first, after))


def _leads_on(line: Line) -> bool:
    """Whether the line is a link such as `Read more`."""
    return (
        line.features[LINKS] >= WHOLLY_LINKS
        and line.words <= LEADS_ON_WORDS
        and line.phrase is not None
        and line.phrase.phrase.startswith(tuple(text_words("leads_on")))
    )


def _heading_above(lines: Sequence[Line], index: int) -> int | None:
    """The index of the heading right above a paragraph, or a date above it, if the heading is a link."""
    for above in range(index - 1, max(index - 1 - TEASER_REACH, -1), -1):
        if lines[above].features[HEADING_TAG]:
            return above if lines[above].features[LINKS] >= WHOLLY_LINKS else None
        if lines[above].prose:
            return None
    return None


def leave_tail(lines: Sequence[Line], regions: list[int]) -> None:
    """Take out what follows the last paragraph of a part: lines outside of it, and links; addresses may be sources."""
    text = [index for index, line in enumerate(lines) if _is_running_text(line) and line.features[KEPT]]
    inside = [index for index in text if lines[index].features[MAIN_PART]]
    if inside:
        _put_aside(regions, _where(lines, inside[-1] + 1, lambda line: line.features[OUTSIDE_MAIN] > 0))
    if len(text) >= FEWEST_PARAGRAPHS:
        _put_aside(
            regions,
            _where(
                lines,
                text[-1] + 1,
                lambda line: line.features[LINKS] >= WHOLLY_LINKS and not line.features[ADDRESS],
            ),
        )


def leave_related(lines: Sequence[Line], regions: list[int]) -> None:
    """Take out all from a heading such as `Related articles`, if little running text stands below it."""
    words = sum(
        line.words for line, region in zip(lines, regions, strict=True) if region == ARTICLE and line.prose
    )
    below, first = 0, len(lines)
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        phrase = line.phrase
        if line.features[HEADING_TAG] and phrase and phrase.opens_section and phrase.kind == "related":
            first = index
        below += line.words if regions[index] == ARTICLE and line.prose else 0
        if below >= TAIL_SHARE * words:
            break
    _put_aside(regions, range(first, len(lines)))


def leave_note_on_writer(lines: Sequence[Line], regions: list[int], byline: str) -> None:
    """Take out a paragraph at the end that begins with the writer's name: a note on who that is."""
    text = [index for index, line in enumerate(lines) if regions[index] == ARTICLE and _is_running_text(line)]
    words = sum(lines[index].words for index in text)
    for index in text[1:][-WRITER_LINES:]:
        line = lines[index]
        above = [one for one in lines[max(index - WRITER_ABOVE, 0) : index] if one.words <= LABEL_WORDS]
        if line.words < WRITER_SHARE * words and _tells_of_writer(line.text, above, byline):
            regions[index] = ASIDE


def _tells_of_writer(text: str, above: Sequence[Line], byline: str) -> bool:
    """Whether a paragraph begins with a writer's name, or with the first name of one who is named right above it."""
    listed = (name.strip() for name in _BETWEEN_NAMES.split(byline))
    fewest, most = NAME_WORDS
    names = [name for name in listed if fewest <= len(name.split()) <= most]
    labels = " ".join(line.text for line in above)
    return any(
        text.startswith(f"{name} ") or (name in labels and text.startswith(f"{name.split()[0]} "))
        for name in names
    ) or any(is_byline(line, "") and _shares_name(text, line.text) for line in above)


def _shares_name(text: str, label: str) -> bool:
    """Whether a paragraph begins with the two names in which a line such as `Written by Ana Brook` ends."""
    words = text.split(maxsplit=2)[:2]
    return len(words) > 1 and words[0][:1].isupper() and words[1][:1].isupper() and " ".join(words) in label


def _is_running_text(line: Line) -> bool:
    return line.prose and line.features[LINKS] < MOSTLY_LINKS


def _where(lines: Sequence[Line], first: int, holds: Callable[[Line], bool]) -> list[int]:
    """The indices from `first` on of the lines of which something holds."""
    return [index for index in range(first, len(lines)) if holds(lines[index])]


def _put_aside(regions: list[int], indices: Sequence[int]) -> None:
    for index in indices:
        if regions[index] == ARTICLE:
            regions[index] = ASIDE
