"""Which of several persons a surname means: by the title, by who is named in full more often, or by position."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from scoring.actors.gazetteer import Gazetteer
from scoring.actors.names import EITHER
from scoring.actors.rules import GENDERED, OFFICES

# Surname -> {given name, or actor_id of a listed person: actor_id}.
Bearers = dict[str, dict[str, str]]

# Of several persons the one is meant who is named at least this many times as often as any other.
FAR_MORE_OFTEN = 2
# After this many uses of the bare surname for one person, it stays theirs when another bearer appears.
ESTABLISHED = 2
# How many characters back a paragraph counts.
LONGEST_PARAGRAPH = 600


def named_far_more_often(candidates: Iterable[str], named: Mapping[str, int]) -> str | None:
    """The only one of the `candidates`, or the one who is named far more often than any other; else None.

    >>> named_far_more_often(["ann", "bob"], {"ann": 4, "bob": 2}), named_far_more_often(["ann", "bob"], {"ann": 1})
    ('ann', None)
    """
    ranked = sorted(((named.get(one, 0), one) for one in candidates), reverse=True)
    if not ranked:
        return None
    (most, one), *others = ranked
    return one if not others or most >= FAR_MORE_OFTEN * max(1, others[0][0]) else None


class WhoBears:
    """Who is meant by a surname after a given title, remembered for each pair of the two.

    If the title fits two bearers, the one whom the article names in full far more often is meant.
    """

    def __init__(
        self,
        bearers: Bearers,
        gazetteer: Gazetteer,
        genders: Mapping[str, str],
        named_in_full: Mapping[str, int],
    ) -> None:
        self._bearers, self._gazetteer, self._genders = bearers, gazetteer, genders
        self._named_in_full = named_in_full
        self._known: dict[tuple[str, str], str | None] = {}

    def of(self, surname: str, title: str) -> str | None:
        """The actor_id, or None if two persons may be meant."""
        if surname not in self._bearers:
            surname = surname.capitalize()  # a label of a transcript: LEE
        key = (surname, title if title in GENDERED or title in OFFICES else "")
        if key not in self._known:
            self._known[key] = self._bearer(surname, title)
        return self._known[key]

    def _bearer(self, surname: str, title: str) -> str | None:
        candidates = set(self._bearers.get(surname, {}).values())
        gender, office = GENDERED.get(title), OFFICES.get(title)
        if gender is not None:
            # Mrs. Smith is not John Smith, even if he is the only Smith named.
            wanted = (gender, EITHER) if len(candidates) == 1 else (gender,)
            candidates = {one for one in candidates if self._gender(one) in wanted}
        elif office is not None and len(candidates) > 1:
            actors = self._gazetteer.actors
            candidates = {one for one in candidates if one in actors and office in actors[one].role}
        return named_far_more_often(candidates, self._named_in_full)

    def _gender(self, actor_id: str) -> str:
        actor = self._gazetteer.actors.get(actor_id)
        return actor.gender or EITHER if actor is not None else self._genders.get(actor_id, EITHER)


def settle(text: str, places: Sequence[int], introduced: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Whom a bare surname that several persons bear means at each of `places`, judging by the order of naming.

    `introduced`: where each bearer is named in full, with the actor_id, in text order. Until a second bearer is named,
    the surname means the first. It still does afterwards if it was used often enough before, except in paragraphs
    that name another bearer in full. Places that this does not settle are missing from the result.
    """
    first: dict[str, int] = {}
    for start, actor_id in introduced:
        first.setdefault(actor_id, start)
    if len(first) < 2:
        return {}
    (owner, begins), (_, second), *_ = first.items()
    settled = {place: owner for place in places if begins < place < second}
    if len(settled) < ESTABLISHED:
        return settled
    starts = [start for start, _ in introduced]
    for place in places[bisect_right(places, second) :]:
        begun = max(text.rfind("\n", 0, place), place - LONGEST_PARAGRAPH)
        near = introduced[bisect_right(starts, begun) : bisect_right(starts, place)]
        if all(actor_id == owner for _, actor_id in near):
            settled[place] = owner
    return settled
