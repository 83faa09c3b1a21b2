"""Joining near articles into stories by average linkage."""

import heapq

import numpy as np

from scoring.compare.stories.nearness import IntArray, NearPairs

# Two stories are joined while the mean nearness of their pairs of articles is at least this.
NEAR_ENOUGH = 1.0


def join_stories(pairs: NearPairs, count: int) -> IntArray:
    """The story of each of `count` articles, as the lowest row in it.

    The two stories nearest on average are joined, again and again, until none are near enough (average linkage,
    Sokal and Michener 1958): unlike single linkage it lets no chain of articles lead from one event to the
    next. Pairs not in `pairs` count as 0. Equal nearness is decided by row, so the result is determined.
    """
    members: dict[int, list[int]] = {}
    size = [1] * count
    totals: list[dict[int, float]] = [{} for _ in range(count)]
    for one, other, nearness in zip(
        pairs.first.tolist(), pairs.second.tolist(), pairs.nearness.tolist(), strict=True
    ):
        totals[one][other] = totals[other][one] = nearness
    queue = [
        (-total / (size[one] * size[other]), one, other, size[one], size[other])
        for one, near in enumerate(totals)
        for other, total in near.items()
        if one < other and total >= NEAR_ENOUGH * size[one] * size[other]
    ]
    heapq.heapify(queue)
    story = np.arange(count, dtype=np.int64)
    while queue:
        _, one, other, one_size, other_size = heapq.heappop(queue)
        if size[one] != one_size or size[other] != other_size:
            continue  # one of the two has been joined to another since
        size[one], size[other] = one_size + other_size, 0
        moved = members.pop(other, [other])
        members.setdefault(one, [one]).extend(moved)
        story[moved] = one
        mine, theirs = totals[one], totals[other]
        del mine[other], theirs[one]
        for third, total in theirs.items():
            mine[third] = mine.get(third, 0.0) + total
            del totals[third][other]
            totals[third][one] = mine[third]
        theirs.clear()
        for third, total in mine.items():
            low, high = min(one, third), max(one, third)
            mean = total / (size[low] * size[high])
            if mean >= NEAR_ENOUGH:
                heapq.heappush(queue, (-mean, low, high, size[low], size[high]))
    return story
