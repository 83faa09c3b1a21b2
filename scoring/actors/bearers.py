"""Whom of several a surname means: told by a title, by who is named in full more often, or by where it stands."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from scoring.actors.gazetteer import Gazetteer
from scoring.actors.names import EITHER
from scoring.actors.rules import GENDERED, OFFICES

# By surname, those who bear it: their given name, or the actor_id of a listed person, and the actor_id.
Bearers = dict[str, dict[str, str]]

# So many times as often as another bearer of a surname somebody is named in full, for whom it then stands alone.
FAR_MORE_OFTEN = 2
# So often somebody is called by the bare surname before another bearer comes in, and it then stays theirs.
ESTABLISHED = 2
# A paragraph counts for so many characters back.
LONGEST_PARAGRAPH = 600


class WhoBears:
    """Who is called by a surname after a title: worked out once for each surname and each title that tells.

    Of two who bear it, and whom no title tells apart, it is the one whom the article names in full far more often.
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
        """The actor_id, or None where two may be meant."""
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
            # Mrs. Smith is not John Smith, also where he alone is named.
            wanted = (gender, EITHER) if len(candidates) == 1 else (gender,)
            candidates = {one for one in candidates if self._gender(one) in wanted}
        elif office is not None and len(candidates) > 1:
            actors = self._gazetteer.actors
            candidates = {one for one in candidates if one in actors and office in actors[one].role}
        if len(candidates) == 1:
            return candidates.pop()
        counts = sorted(((self._named_in_full.get(one, 0), one) for one in candidates), reverse=True)
        clear = len(counts) > 1 and counts[0][0] >= FAR_MORE_OFTEN * max(1, counts[1][0])
        return counts[0][1] if clear else None

    def _gender(self, actor_id: str) -> str:
        actor = self._gazetteer.actors.get(actor_id)
        return actor.gender or EITHER if actor is not None else self._genders.get(actor_id, EITHER)


def settle(text: str, places: Sequence[int], introduced: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Who is meant at the `places` of one bare surname that several bear, as far as the order of naming tells.

    `introduced`: where the bearers are named in full, and their actor_id, by place. Before the second comes in, the
    surname is the first one's. Later it stays so if it was used often enough before, but for paragraphs in which
    another is named in full. What is not in the answer stays open.
    """
    first: dict[str, int] = {}
    for start, actor_id in introduced:
        first.setdefault(actor_id, start)
    (owner, begins), *others = first.items()
    if not others:
        return {}
    second = others[0][1]
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
