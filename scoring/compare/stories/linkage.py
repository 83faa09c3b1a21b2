"""Joining near articles into stories by average linkage."""

import heapq

import numpy as np

from scoring.compare.stories.nearness import IntArray, NearPairs

# Two stories are joined while the mean nearness of their pairs of articles is at least this.
NEAR_ENOUGH = 1.0


def join_stories(pairs: NearPairs, groups: IntArray) -> IntArray:
    """The story of each article, as the lowest row in it.

    `groups` names articles that belong together from the start, by the lowest row among them. The two
    stories nearest on average are joined, again and again, until none are near enough (average linkage,
    Sokal and Michener 1958): unlike single linkage it lets no chain of articles lead from one event to the
    next. Pairs not in `pairs` count as 0. Equal nearness is decided by row, so the result is determined.
    """
    members = {int(group): np.flatnonzero(groups == group).tolist() for group in _repeated(groups)}
    size = np.bincount(groups, minlength=len(groups)).tolist()
    totals: list[dict[int, float]] = [{} for _ in range(len(groups))]
    for one, other, nearness in zip(
        groups[pairs.first].tolist(), groups[pairs.second].tolist(), pairs.nearness.tolist(), strict=True
    ):
        if one != other:
            totals[one][other] = totals[other][one] = totals[one].get(other, 0.0) + nearness
    queue = [
        (-total / (size[one] * size[other]), one, other, size[one], size[other])
        for one, near in enumerate(totals)
        for other, total in near.items()
        if one < other and total >= NEAR_ENOUGH * size[one] * size[other]
    ]
    heapq.heapify(queue)
    story = groups.copy()
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


def _repeated(groups: IntArray) -> IntArray:
    named, count = np.unique(groups, return_counts=True)
    return np.asarray(named[count > 1], dtype=np.int64)
