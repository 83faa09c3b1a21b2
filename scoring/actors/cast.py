"""The cast of an article: everybody it names, with every mention of each, found once.

Attributions are read with the cast, so a speaker has the same actor_id in attributions and mentions.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from scoring.actors.bearers import named_far_more_often
from scoring.actors.context import Surroundings
from scoring.actors.gazetteer import Gazetteer
from scoring.actors.institutions import find_institutions, institution_key
from scoring.actors.mentions import mentions_around
from scoring.actors.names import EITHER
from scoring.actors.nouns import office_words, role_modifiers, roles_in
from scoring.actors.offices import holds_office, offices_of, roles_held
from scoring.actors.persons import Persons, read_persons
from scoring.actors.pronouns import find_pronouns
from scoring.actors.records import (
    ARTICLE_INSTITUTION,
    ARTICLE_PERSON,
    INSTITUTION,
    NAME,
    PERSON,
    SURNAME,
    Mention,
)

_WORD = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
RELATIVE_CLAUSE = re.compile(r"\b(?:who|whose|whom|which|that)\b")
"""Opens a clause in an apposition, whose nouns are no roles of the person: `a lawyer who lectures on justice`."""
_APPOSITION = re.compile(r", ([^,.;:\n\"()]{1,80})")
# How far before a name titles and roles are looked for: in characters, and in words.
REACH_OF_TITLES, MOST_TITLES = 48, 4


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the cast: `name` is the listed name, or the full name as first given; `gender` is m, f or x.

    `kind`: as in the list of actors; for anybody else person or institution. `roles`: titles and roles that the
    article gives next to the name, in lower case (`vice president`). `offices`: the `role` cell of the list.
    `in_office`: whether one of those offices is public and was held in the article's year; None for a person whose
    offices are listed where the year is not known.
    """

    actor_id: str
    name: str
    kind: str
    gender: str = EITHER
    roles: frozenset[str] = frozenset()
    offices: str = ""
    in_office: bool | None = False


@dataclass(frozen=True)
class Cast:
    """The members of one article's cast by actor_id, and their mentions in text order.

    `unresolved`: the starts of surnames that may mean either of two persons. `surnames`: surname -> actor_id, empty
    if two persons share it. `institutions`: `institution_key` -> name as first given, for institutions in no list.
    `holders`: role -> actor_id of the person whom the role means in this article, empty if it may mean two.
    """

    members: Mapping[str, Member]
    mentions: tuple[Mention, ...] = ()
    unresolved: tuple[int, ...] = ()
    surnames: Mapping[str, str] = field(default_factory=dict)
    institutions: Mapping[str, str] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)

    @property
    def shared_surnames(self) -> int:
        """How many mentions by surname were left out because the surname may mean either of two persons."""
        return len(self.unresolved)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def ids_by_name(self) -> dict[str, str]:
        """Full name in lower case -> actor_id, for persons only."""
        return {member.name.lower(): i for i, member in self.members.items() if member.kind == PERSON}

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin in [start, end), in text order."""
        first = bisect_left(self._starts, start)
        return self.mentions[first : bisect_left(self._starts, end, first)]

    def over(self, position: int) -> Mention | None:
        """The mention that covers the character at `position`, if any."""
        at = bisect_right(self._starts, position) - 1
        return self.mentions[at] if at >= 0 and position < self.mentions[at].end else None

    def last_before(self, position: int) -> Mention | None:
        """The last mention that begins before `position`, if any."""
        at = bisect_left(self._starts, position) - 1
        return self.mentions[at] if at >= 0 else None

    def is_unresolved(self, start: int, end: int) -> bool:
        """Whether a surname that may mean two persons begins in [start, end)."""
        at = bisect_left(self.unresolved, start)
        return at < len(self.unresolved) and self.unresolved[at] < end

    def person_called(self, name: str) -> Member | None:
        """The one person whom a full name or surname means, whatever its capitals; None if it means nobody or two."""
        low = name.lower()
        found = self.ids_by_name.get(low) or self.surnames.get(low.rpartition(" ")[2])
        return self.members[found] if found else None

    def institution_called(self, name: str) -> Member:
        """The member for an institution that is in no list, under its name as first given in the article."""
        first = self.institutions.get(institution_key(name), name)
        return Member(ARTICLE_INSTITUTION + first, first, INSTITUTION)


def find_cast(
    text: str,
    gazetteer: Gazetteer,
    sentences: Sequence[tuple[int, int]],
    *,
    follow_pronouns: bool = True,
    year: int | None = None,
) -> Cast:
    """Find everybody whom a text names.

    `text`: in plain characters (`PageText.named`). `sentences`: their spans in text order, as `split_sentences` gives
    them. `year`: when the article was published, if known; it decides who was in office.
    """
    around = Surroundings(text)
    persons = read_persons(around, mentions_around(around, gazetteer), gazetteer)
    members = _members(text, persons, gazetteer, year)
    mentions = persons.mentions
    holders = _holders(members, Counter(mention.actor_id for mention in mentions), year)
    if follow_pronouns:
        named = [(m.start, m.end, m.actor_id) for m in mentions if members[m.actor_id].kind == PERSON]
        found = find_pronouns(text, named, members.__getitem__, sentences, persons.left_out, holders)
        mentions = sorted((*mentions, *found), key=attrgetter("start", "end"))
    return Cast(
        members,
        tuple(mentions),
        tuple(persons.left_out),
        _surnames(persons, members),
        find_institutions(text),
        holders,
    )


def _members(text: str, persons: Persons, gazetteer: Gazetteer, year: int | None) -> dict[str, Member]:
    roles: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for mention in persons.mentions:
        actor_id = mention.actor_id
        if actor_id not in kinds:
            kinds[actor_id] = (
                PERSON if actor_id.startswith(ARTICLE_PERSON) else gazetteer.actors[actor_id].kind
            )
        if kinds[actor_id] == PERSON:
            roles.setdefault(actor_id, set()).update(_roles_beside(text, mention))
    members: dict[str, Member] = {}
    for actor_id, kind in kinds.items():
        actor = gazetteer.actors.get(actor_id)
        own = frozenset(roles.get(actor_id, ()))
        if actor is not None:
            members[actor_id] = Member(
                actor_id,
                actor.name,
                kind,
                actor.gender or EITHER,
                own,
                actor.role.lower(),
                _in_office(actor.role, year) if kind == PERSON else False,
            )
        else:
            name = actor_id.removeprefix(ARTICLE_PERSON)
            members[actor_id] = Member(actor_id, name, PERSON, persons.genders.get(actor_id, EITHER), own)
    return members


def _in_office(listed: str, year: int | None) -> bool | None:
    """Whether a person's listed offices include a public one of that year; None where they may, the year unknown."""
    if year is not None:
        return holds_office(listed, year)
    return None if offices_of(listed) else False


def _holders(members: Mapping[str, Member], named: Counter[str], year: int | None) -> dict[str, str]:
    """Role -> actor_id of its holder; if several hold it, the one named far more often, else empty.

    If a listed person held the role in `year`, listed persons who held it at other times do not count.
    """
    persons = [member for member in members.values() if member.kind == PERSON]
    listed = [member for member in persons if member.offices]
    held = {one.actor_id: roles_held(one.offices, year) for one in listed} if year is not None else {}
    by_role: dict[str, list[Member]] = {}
    for member in persons:
        for role in member.roles:
            by_role.setdefault(role, []).append(member)
    found: dict[str, str] = {}
    for role, holding in by_role.items():
        having = [*holding, *(one for one in listed if role not in one.roles and role in one.offices)]
        if any(role in held.get(one.actor_id, ()) for one in having):
            having = [one for one in having if not one.offices or role in held[one.actor_id]]
        found[role] = named_far_more_often((one.actor_id for one in having), named) or ""
    return found


def _roles_beside(text: str, mention: Mention) -> set[str]:
    """The titles and roles right before a person's name, or in an apposition right after a full name."""
    found: set[str] = set()
    known = office_words()
    if mention.kind_of_mention == SURNAME and not _may_follow_title(text, mention.start):
        return found
    # Most forms of the list that hold a title begin with it ('President Obama').
    inside = text[mention.start : mention.end].split(" ") if mention.kind_of_mention != SURNAME else ()
    before = text[max(0, mention.start - REACH_OF_TITLES) : mention.start].rpartition("\n")[2].split(" ")
    if before[-1] == "":
        titles: list[str] = []
        for word in reversed(before[-1 - MOST_TITLES : -1]):
            low = word.lower().rstrip(".,")  # the spokeswoman, Ann Teal
            if low not in known or low.endswith("s"):
                if low in role_modifiers():  # former president
                    titles.append(low)
                break
            titles.append(low)
        found.update(roles_in([*reversed(titles), *(word.lower().rstrip(".") for word in inside)]))
    if mention.kind_of_mention == NAME and text.startswith(", ", mention.end):
        apposition = _APPOSITION.match(text, mention.end)
        if apposition is not None:
            told = RELATIVE_CLAUSE.split(apposition[1])[0]
            found.update(roles_in([word.lower() for word in _WORD.findall(told)]))
    return found


def _may_follow_title(text: str, start: int) -> bool:
    """Whether the word before is a title or role: a quick check made before the full search."""
    if text[start - 1 : start] != " ":
        return False
    space = text.rfind(" ", max(0, start - REACH_OF_TITLES), start - 1)
    return text[space + 1 : start - 1].rpartition("\n")[2].lower().rstrip(".,") in office_words()


def _surnames(persons: Persons, members: Mapping[str, Member]) -> dict[str, str]:
    """Surname in lower case -> actor_id of the one member who bears it, or empty if several do."""
    borne: dict[str, set[str]] = {}
    for surname, named in persons.bearers.items():
        borne.setdefault(surname.lower(), set()).update(i for i in named.values() if i in members)
    return {low: next(iter(ids)) if len(ids) == 1 else "" for low, ids in borne.items() if ids}
