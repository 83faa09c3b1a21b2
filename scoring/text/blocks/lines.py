"""The lines of a page, with features that depend on the lines around them.

Line breaks are all the structure that a scraped text has. line.py finds the features of a line by itself; this
module adds the others: printed twice, among paragraphs, in a run of headlines, below a heading.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from scoring.text.blocks.line import (
    AMONG_PROSE,
    CERTAIN_PROSE_WORDS,
    DUPLICATE,
    FRAGMENT_WORDS,
    FULL_LENGTH,
    FUNCTION_WORDS,
    HEADLINE_RUN,
    LENGTH,
    MOST_LENGTHS,
    TEASERS,
    TO_READER_WORDS,
    UNDER_HEADING,
    UNFINISHED,
    Line,
    examine_line,
)
from scoring.text.page_text import PageText

FEWEST_LONG_LINES = 2  # how many long lines a page needs to be called foreign
FOREIGN_FUNCTION_WORDS = 0.35  # fraction of the share of function words in running English
LONG_LINE = 120  # characters: about twenty words, even in scripts without spaces
LETTERS_A_WORD = 6
NEIGHBOURS = 3  # how many lines on each side are taken into account
RUN_LINES = 6  # consecutive lines that look like headlines: certainly a list of other articles
FEWEST_RUN_LINES = 3
TEASER_WORDS = 45  # the most words in a teaser
TEASER_PAIRS = 3  # the fewest pairs of headline and teaser that make a list
SECTION_LINES = 10  # how many lines below a heading may belong to it
_NUMBERED = re.compile(r"\d{1,2}[.)]")
PROSE_RUN = 3  # consecutive paragraphs: not a list of teasers


def find_lines(
    page: PageText,
    *,
    repeated: Collection[tuple[int, int]] = (),
    markup: Sequence[Mapping[str, object]] | None = None,
) -> list[Line]:
    """The lines of a page that are not blank, with their features.

    `repeated`: spans of lines that the outlet also prints in other articles. `markup`: one entry per line of the
    text (split at "\\n", empty lines included). Takes time linear in the number of lines; only the two ends of a
    long line are examined.

    >>> text = "Home | News | Sport\\n\\nThe ferry sailed again on Monday, the harbour master told reporters."
    >>> [line.prose for line in find_lines(PageText(text))]
    [False, True]
    """
    if not page.lines:
        return []
    bounds, starts = np.array(page.lines, dtype=np.int32), page.words.starts
    counts = np.searchsorted(starts, bounds[:, 1]) - np.searchsorted(starts, bounds[:, 0])
    if markup is not None and not any(entry["kept"] for entry in markup):
        markup = [
            {**entry, "kept": None} for entry in markup
        ]  # trafilatura found no main text, so it shows nothing
    shared = _Repeated(repeated)
    lines = [
        examine_line(
            page,
            start,
            end,
            count,
            repeated=bool(repeated) and shared.holds(start, end),
            markup=markup[number] if markup is not None and number < len(markup) else None,
        )
        for (start, end, number), count in zip(page.lines, counts.tolist(), strict=True)
    ]
    if _is_foreign(lines):
        lines = [_without_english(line) for line in lines]
    _mark_duplicates(lines)
    _mark_company(lines)
    _mark_sections(lines)
    _mark_headline_runs(lines)
    _mark_teasers(lines)
    return lines


def _is_foreign(lines: list[Line]) -> bool:
    """Whether no long line of the page is running English; if so, only the form of its lines counts, not the words."""
    long = [line for line in lines if line.words >= CERTAIN_PROSE_WORDS or len(line.text) >= LONG_LINE]
    return len(long) >= FEWEST_LONG_LINES and all(
        line.features[FUNCTION_WORDS] < FOREIGN_FUNCTION_WORDS for line in long
    )


def _without_english(line: Line) -> Line:
    line.features[LENGTH] = min(max(line.words, len(line.text) / LETTERS_A_WORD) / FULL_LENGTH, MOST_LENGTHS)
    long = line.words >= CERTAIN_PROSE_WORDS or len(line.text) >= LONG_LINE
    return line._replace(prose=line.prose or ((line.sentence or len(line.text) >= LONG_LINE) and long))


class _Repeated:
    """The spans of repeated lines, looked up line by line from the top."""

    def __init__(self, spans: Collection[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def holds(self, start: int, end: int) -> bool:
        """Whether a repeated span covers the middle of [start, end)."""
        middle = (start + end) // 2
        index = bisect_right(self._starts, middle) - 1
        return index >= 0 and self._spans[index][1] > middle


def _mark_duplicates(lines: list[Line]) -> None:
    counts = Counter(line.key for line in lines if line.key)
    for line in lines:
        if line.key and counts[line.key] > 1:
            line.features[DUPLICATE] = 1.0


def _mark_company(lines: list[Line]) -> None:
    """Set for each line the share of words around it that are in prose."""
    total, prose = [0], [0]
    for line in lines:
        total.append(total[-1] + line.words + 1)  # + 1: lines without words count too
        prose.append(prose[-1] + (line.words + 1 if line.prose else 0))
    last = len(lines)
    for index, line in enumerate(lines):
        first, stop = max(0, index - NEIGHBOURS), min(last, index + NEIGHBOURS + 1)
        around = total[stop] - total[first] - line.words - 1
        if around:
            mine = line.words + 1 if line.prose else 0
            line.features[AMONG_PROSE] = (prose[stop] - prose[first] - mine) / around


def _mark_sections(lines: list[Line]) -> None:
    """Set how close above each line there is a heading such as 'Related stories'; prose ends its section."""
    reach, prose_run = 0, 0
    for line in lines:
        if line.phrase is not None and line.phrase.opens_section and line.phrase.kind != "comment":
            reach, prose_run = SECTION_LINES, 0
            continue
        prose_run = prose_run + 1 if line.prose else 0
        if prose_run >= PROSE_RUN:
            reach = 0
        if reach:
            line.features[UNDER_HEADING] = reach / SECTION_LINES
            reach -= 1


def _mark_headline_runs(lines: list[Line]) -> None:
    """Set for each line without a full stop the length of its run of such lines."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.features[UNFINISHED] and not line.prose:
            run.append(line)
            continue
        if len(run) >= FEWEST_RUN_LINES:
            for member in run:
                member.features[HEADLINE_RUN] = min(len(run) / RUN_LINES, 1.0)
        run = []


def _mark_teasers(lines: list[Line]) -> None:
    """Mark alternating headlines and single short paragraphs as a list of teasers."""
    pairs: list[Line] = []
    expects_teaser = False
    for line in [*lines, None]:
        headline = line is not None and _is_teaser_headline(line)
        teaser = line is not None and (line.prose or line.sentence) and line.words <= TEASER_WORDS
        if line is not None and (teaser if expects_teaser else headline):
            pairs.append(line)
            expects_teaser = not expects_teaser
            continue
        # An insert that is repeated down an article does not make a list.
        if len({member.key or member.text for member in pairs}) >= 2 * TEASER_PAIRS:
            for member in pairs:
                member.features[TEASERS] = 1.0
        pairs = [line] if line is not None and headline else []
        expects_teaser = bool(pairs)


def _is_teaser_headline(line: Line) -> bool:
    return (
        not line.prose
        and FRAGMENT_WORDS < line.words <= TO_READER_WORDS
        and line.phrase is None
        and not line.bare_stamp  # the days of a chronicle
        and _NUMBERED.match(line.text) is None  # the headings of a list
    )
