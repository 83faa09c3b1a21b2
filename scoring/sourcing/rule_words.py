"""Words that single rules of attribution ask for: classes of data/en/attribution_words.csv that are no word classes.

What each is for stands at the head of that list. Words in a row are parted by spaces, those of a phrase by underscores.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from scoring.schema.lists import read_rows

WORDS_FILE = "attribution_words.csv"


@cache
def word_rows(source: str | Path = WORDS_FILE) -> Mapping[str, frozenset[str]]:
    """Class -> its words and phrases."""
    found: dict[str, frozenset[str]] = {}
    for row in read_rows(source, "class", "words"):
        words = frozenset(word.replace("_", " ") for word in row["words"].split())
        found[row["class"]] = found.get(row["class"], frozenset()) | words
    return found


@dataclass(frozen=True, slots=True)
class RuleWords:
    """The classes by name, held together so that one look-up gives them all; empty where the list leaves one out."""

    statement_opener: frozenset[str]
    stating: frozenset[str]
    naming: frozenset[str]
    taking: frozenset[str]
    reproach: frozenset[str]
    contrast: frozenset[str]
    refuting: frozenset[str]
    reporter: frozenset[str]
    inferring: frozenset[str]
    impersonal: frozenset[str]
    between_commas: frozenset[str]
    party_members: frozenset[str]
    of_party: frozenset[str]
    thing_ending: frozenset[str]
    private: frozenset[str]
    no_state: frozenset[str]
    not_adverb: frozenset[str]
    not_past: frozenset[str]
    not_gerund: frozenset[str]
    copula: frozenset[str]
    possessive: frozenset[str]
    survey: frozenset[str]
    after_adjective: frozenset[str]
    time_adjective: frozenset[str]
    measure: frozenset[str]
    after_speech: frozenset[str]
    circumstance: frozenset[str]
    opens_circumstance: frozenset[str]
    before_title: frozenset[str]
    hypothetical: frozenset[str]
    chain: frozenset[str]
    can_be_subject: frozenset[str]
    before_other_name: frozenset[str]
    opens_source: frozenset[str]
    own_part: frozenset[str]
    only_of_clause: frozenset[str]
    only_of_clause_ahead: frozenset[str]
    of_person: frozenset[str]
    of_events: frozenset[str]
    of_object: frozenset[str]
    ends_head: frozenset[str]
    behind_name: frozenset[str]
    finding: frozenset[str]
    aspect: frozenset[str]
    as_told: frozenset[str]
    floating: frozenset[str]
    singular_subject: frozenset[str]
    formerly: frozenset[str]
    speaks_for: frozenset[str]
    portfolio: frozenset[str]
    light_verb: frozenset[str]
    causing: frozenset[str]
    particle: frozenset[str]
    keeps_particle: frozenset[str]
    carries_words: frozenset[str]
    times: frozenset[str]
    behind_quotation: frozenset[str]
    beside_quotation: frozenset[str]
    way_of_telling: frozenset[str]
    of_will: frozenset[str]
    of_persons: frozenset[str]
    claimed: frozenset[str]
    known_by_name: frozenset[str]
    no_title: frozenset[str]
    asks_for_reports: frozenset[str]
    of_language: frozenset[str]
    abstract: frozenset[str]
    speaking: frozenset[str]
    content_opener: frozenset[str]
    inverts_freely: frozenset[str]
    part: frozenset[str]
    share: frozenset[str]
    person_ending: frozenset[str]
    no_person_ending: frozenset[str]
    withholds: frozenset[str]
    withholds_within: frozenset[str]
    withheld_asked: frozenset[str]
    withheld_asking: frozenset[str]
    withheld_state: frozenset[str]
    withheld_thing: frozenset[str]
    withheld_reason: frozenset[str]
    withheld_told: frozenset[str]


RULE_CLASSES = frozenset(part.name for part in fields(RuleWords))


@cache
def rule_words() -> RuleWords:
    """The classes of the list that is in force."""
    rows = word_rows()
    return RuleWords(**{name: rows.get(name, frozenset()) for name in RULE_CLASSES})
