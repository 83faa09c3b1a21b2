"""The records of this part: an actor, a form of its name, a mention in a text."""

from dataclasses import dataclass

from scoring.schema.kinds import ActorKind, MentionKind
from scoring.schema.thresholds import PERSON_PREFIX

STATE, PERSON, ORGANISATION = ActorKind.STATE, ActorKind.PERSON, ActorKind.ORGANISATION
MOVEMENT, PARTY = ActorKind.MOVEMENT, ActorKind.PARTY
ACTOR_KINDS = tuple(ActorKind)

NAME, ALIAS, SURNAME = MentionKind.NAME, MentionKind.ALIAS, MentionKind.SURNAME
DEMONYM, METONYM, PRONOUN = MentionKind.DEMONYM, MentionKind.METONYM, MentionKind.PRONOUN
MENTION_KINDS = tuple(MentionKind)

# Persons who stand in no list have this before their full name for an actor_id.
ARTICLE_PERSON = PERSON_PREFIX
# Institutions that stand in no list have this before their name as first given.
ARTICLE_INSTITUTION = "institution:"
# The kind of such an institution in a cast; the list itself knows organisations.
INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor: the characters [start, end) of the text, and by what kind of word."""

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
    """What a form needs beside its letters: see data/actor_alias_rules.csv."""

    rule: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorForm:
    """One way of naming one actor.

    `manner` is name, alias, surname, metonym (as mentions are), or adjective, people, capital: demonyms and
    metonyms that need their context. `at_once`: a surname that needs no full name. `is_noun_or_modifier`: an
    abbreviation such as US that stands before nouns as an adjective does. `looks_around`: a form that is also
    part of longer names, so that capitalised neighbours speak against it. `settled`: the kind of
    mention that the form is wherever it stands, or empty where rules or context decide. `is_word`: in a line
    of capitals the form may be an ordinary word.
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
