"""The records of this package: an actor, a form of its name, a mention in a text."""

from dataclasses import dataclass
from typing import NamedTuple

from scoring.schema.kinds import ActorKind, MentionKind
from scoring.schema.thresholds import PERSON_PREFIX

STATE, PERSON, ORGANISATION = ActorKind.STATE, ActorKind.PERSON, ActorKind.ORGANISATION
MOVEMENT, PARTY = ActorKind.MOVEMENT, ActorKind.PARTY
ACTOR_KINDS = tuple(ActorKind)

NAME, ALIAS, SURNAME = MentionKind.NAME, MentionKind.ALIAS, MentionKind.SURNAME
DEMONYM, METONYM, PRONOUN = MentionKind.DEMONYM, MentionKind.METONYM, MentionKind.PRONOUN
MENTION_KINDS = tuple(MentionKind)

# The actor_id of a person who is in no list is this and the full name.
ARTICLE_PERSON = PERSON_PREFIX
# The actor_id of an institution that is in no list is this and its name as first given.
ARTICLE_INSTITUTION = "institution:"
# The kind of such an institution in a cast; the list's own kind is `organisation`.
INSTITUTION = "institution"


class Mention(NamedTuple):
    """One mention of an actor: the characters [start, end) of the text, and the kind of word that mentions it."""

    start: int
    end: int
    actor_id: str
    kind_of_mention: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of the list of actors, without its forms. `gender` is m, f or empty."""

    actor_id: str
    name: str
    kind: str
    country: str
    role: str
    group: str
    gender: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition for a form to count as a mention: see data/actor_alias_rules.csv."""

    rule: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorForm:
    """One way of naming one actor.

    `manner`: name, alias, surname or metonym, as in mentions; or adjective, people or capital, which count as
    demonyms and metonyms only in the right context. `at_once`: a surname that counts even where the full name is
    not given. `is_noun_or_modifier`: an abbreviation such as US that can also be used as an adjective.
    `looks_around`: the form is also part of longer names, so it does not count beside other capitalised words.
    `settled`: the kind of mention, if the form is always one; empty if rules or context decide. `is_word`: in a
    line of capitals the form may be an ordinary word.
    """

    text: str
    actor: Actor
    manner: str
    rules: tuple[Rule, ...]
    at_once: bool
    is_noun_or_modifier: bool
    looks_around: bool
    needs_home: bool
    settled: str
    is_word: bool
