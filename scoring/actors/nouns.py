"""What a noun next to a name says: title, role, institution, medium, ... (data/en/attribution_sources.csv)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from scoring.actors.context import context_words
from scoring.schema.lists import read_rows

SOURCES_FILE = "attribution_sources.csv"


@cache
def role_modifiers() -> frozenset[str]:
    """Words that turn the role after them into a different office (vice president)."""
    return context_words("role_modifier")


@cache
def kinds_of_words() -> dict[str, dict[str, bool]]:
    """Kind -> word or phrase -> whether it marks public office."""
    kinds: dict[str, dict[str, bool]] = {}
    for row in read_rows(SOURCES_FILE, "kind", "official", "words"):
        table = kinds.setdefault(row["kind"], {})
        for word in row["words"].split():
            name = word.replace("_", " ")
            table[name] = table.get(name, False) or row["official"] == "yes"
    return kinds


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of one kind of source: single words, phrases, and the last word of each phrase."""

    single: frozenset[str]
    several: tuple[str, ...]
    last: frozenset[str]

    def within(self, words: Sequence[str]) -> bool:
        """Whether `words` contain a word or phrase of the table."""
        if not self.single.isdisjoint(words):
            return True
        joined = f" {' '.join(words)} "
        return any(f" {name} " in joined for name in self.several)


@cache
def word_table(kind: str) -> WordTable:
    """The table of one kind of source in data/en/attribution_sources.csv."""
    words = kinds_of_words()[kind]
    return WordTable(
        frozenset(word for word in words if " " not in word),
        tuple(word for word in words if " " in word),
        frozenset(word.rsplit(" ", 1)[-1] for word in words),
    )


@cache
def office_words() -> dict[str, bool]:
    """Every word for a role or title -> whether it marks public office."""
    kinds = kinds_of_words()
    return {
        word: bool(kinds["title"].get(word) or kinds["role"].get(word))
        for word in (*kinds["title"], *kinds["role"])
    }


def roles_in(words: Sequence[str]) -> Iterator[str]:
    """The roles and titles among lower-case words, each with a modifier such as `vice` before it.

    >>> list(roles_in(["the", "vice", "president", "and", "the", "mayor"]))
    ['vice president', 'mayor']
    """
    known, modifiers = office_words(), role_modifiers()
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else ""
        if word not in known or (following in known and (word in modifiers or word == "chief")):
            continue  # vice president, chief strategist
        before = words[number - 1] if number else ""
        yield f"{before} {word}" if before in modifiers else word


def is_official(roles: frozenset[str] | set[str]) -> bool:
    """Whether one of the roles, as `roles_in` gives them, is a public office that is held.

    >>> is_official({"senator"}), is_official({"former senator"})
    (True, False)
    """
    known, over = office_words(), context_words("office_over")
    return any(
        known.get(role.rpartition(" ")[2], False) and role.partition(" ")[0] not in over for role in roles
    )
