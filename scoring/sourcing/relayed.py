"""Which attributions are part of another's content: `He said that she had said so` is one statement, his.

Any attribution may lie in any other, and comparing all pairs would take quadratic time. Instead the spans of
content are entered from left to right, and for each cue the farthest end among those already begun is looked up.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set

from scoring.sourcing.contents import Scene
from scoring.sourcing.records import NO_SPAN, Draft, Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.tokens import COMMA, GERUND, QUOTE

# Frames whose content is itself a report; what someone opposes or wants may be reported by somebody else.
RELAYING = frozenset({"say", "tell", "ask", "show", "seem", "according", "colon", "post"})
SPOKEN = RELAYING - {"show", "seem"}


class _Farthest:
    """The greatest number entered in any range of places; a place keeps the greatest of its own."""

    def __init__(self, places: int) -> None:
        self._size = 1
        while self._size < places:
            self._size *= 2
        self._greatest = [-1] * (2 * self._size)

    def enter(self, place: int, number: int) -> None:
        """Enter a number at a place."""
        greatest = self._greatest
        node = place + self._size
        while node and greatest[node] < number:
            greatest[node] = number
            node >>= 1

    def reaches(self, first: int, end: int, number: int) -> bool:
        """Whether a number entered at the places [first, end) is as great as `number`."""
        greatest = self._greatest
        low, high = first + self._size, end + self._size
        while low < high:
            if low & 1:
                if greatest[low] >= number:
                    return True
                low += 1
            if high & 1:
                high -= 1
                if greatest[high] >= number:
                    return True
            low >>= 1
            high >>= 1
        return False


def find_relayed(drafts: Sequence[Draft], told: Sequence[Sequence[Span]] | None = None) -> list[bool]:
    """For each draft, whether it is part of another's content.

    If two lie in each other, speech wins over evidence, and otherwise the first wins over the second. `told`: by draft,
    the stretches of its content in which it tells what others say; all of its content where not given.
    """
    told = [draft.content for draft in drafts] if told is None else told
    ranked = sorted(range(len(drafts)), key=lambda number: drafts[number].cue)
    cues = [drafts[number].cue for number in ranked]
    # Of speech and of evidence apart: where content begins, where it ends, and the rank of whose it is.
    spoken, other = _Farthest(len(drafts)), _Farthest(len(drafts))
    begins = sorted(
        (start, end, rank)
        for rank, number in enumerate(ranked)
        if drafts[number].group in RELAYING
        for start, end in told[number]
    )
    relayed = [False] * len(drafts)
    entered, reached = 0, -1
    for rank, number in enumerate(ranked):  # ascending by the start of the cue
        draft = drafts[number]
        start, end = draft.cue
        while entered < len(begins) and begins[entered][0] <= start:
            _, content_end, whose = begins[entered]
            (spoken if drafts[ranked[whose]].group in SPOKEN else other).enter(whose, content_end)
            reached = max(reached, content_end)
            entered += 1
        if reached < end:  # as for most: no content goes on so far
            continue
        if draft.group not in SPOKEN:
            ranges = [(0, len(cues))]
        else:
            # Speech that comes no later wins; of the rest, what the draft does not itself report.
            earlier = bisect_right(cues, draft.cue)
            if _any_reaches(spoken, [(0, earlier)], rank, end):
                relayed[number] = True
                continue
            ranges = list(_not_reported(told[number], cues))
        relayed[number] = _any_reaches(spoken, ranges, rank, end) or _any_reaches(other, ranges, rank, end)
    return relayed


def tells_others(scene: Scene, drafts: Sequence[Draft]) -> list[list[Span]]:
    """By draft, the stretches of its content in which the source tells what others say.

    Not what it only agrees with (`Roe denied it, | as Lee noted`), not a clause of another source that was taken for
    its content behind a comma, and not what a contrast adds behind it (`Lee said so, | while Roe denied it`).
    """
    begun = {draft.cue[0] if draft.source == NO_SPAN else draft.source[0] for draft in drafts}
    return [
        [
            (start, end if end <= draft.cue[0] else _to_contrast(scene, start, end))
            for start, end in draft.content
            if not _is_anothers(scene, draft, start, end, begun)
        ]
        for draft in drafts
    ]


def _is_anothers(scene: Scene, draft: Draft, start: int, end: int, begun: Set[int]) -> bool:
    """Whether a stretch of content is no statement of the draft's source."""
    tokens = scene.tokens
    opens = tokens.at(draft.cue[0] if draft.source == NO_SPAN else min(draft.source[0], draft.cue[0]))
    if end <= draft.cue[0]:
        return opens > 0 and tokens.low[opens - 1] == "as"
    if draft.group == "according" or tokens.marks[opens] & COMMA or start < draft.cue[1]:
        return False  # Later, she said, her aides told her
    mark = tokens.marks[tokens.at(start)]
    return bool(mark & COMMA) and not mark & QUOTE and start in begun


def _to_contrast(scene: Scene, start: int, end: int) -> int:
    """Where a stretch behind the cue ends: before a contrast in a clause of its own, or at its end."""
    tokens = scene.tokens
    for index in range(tokens.at(start) + 1, tokens.at(end) - 1):
        contrast = bool(tokens.marks[index] & COMMA) and tokens.low[index] in rule_words().contrast
        # was “a shame” | after Roe had said so
        contrast = contrast or (tokens.low[index] == "after" and bool(scene.quoted[index - 1]))
        if contrast and not scene.quoted[index] and not tokens.flags[index + 1] & GERUND:
            return tokens.ends[index - 1]
    return end


def _any_reaches(farthest: _Farthest, ranges: Sequence[tuple[int, int]], but: int, number: int) -> bool:
    """Whether any place of the ranges but one reaches the number."""
    return any(
        farthest.reaches(first, min(end, but), number) or farthest.reaches(max(first, but + 1), end, number)
        for first, end in ranges
    )


def _not_reported(told: Sequence[Span], cues: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ranges of ranks whose cues stand in none of a draft's stretches of content."""
    held: list[tuple[int, int]] = []
    for start, end in told:
        first = bisect_left(cues, (start, -1))
        last = bisect_left(cues, (end, -1), first)
        # Cues that begin in the stretch and end behind it stand at its end: they are few, and not held.
        while last > first and cues[last - 1][1] > end:
            last -= 1
        held.append((first, last))
    position = 0
    for first, last in sorted(held):
        if position < first:
            yield position, first
        position = max(position, last)
    if position < len(cues):
        yield position, len(cues)
