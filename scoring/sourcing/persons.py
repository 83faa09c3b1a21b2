"""The people an article names.

Full name first given, surname, gender where a title or given name tells, and role.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from scoring.lists import read_rows
from scoring.sourcing.tokens import word_set

SOURCES_FILE = "attribution_sources.csv"
NAMES_FILE = "attribution_first_names.csv"

_PART = r"[A-Z](?:[\w'’-]*[a-zA-Z]|\.)"
_NAME = re.compile(
    rf"{_PART}(?:[ \u00a0](?:{_PART}|de|del|della|der|van|von|bin|bint|ibn|al|el|la|le|da|dos|du|ter))*"
    rf"[ \u00a0][A-Z][\w'’-]*[a-zA-Z]"
)
# `Mr. K` names nobody.
SHORTEST_SURNAME = 3
_CAPITALISED = re.compile(r"[A-Z][\w'’-]*")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
MALE, FEMALE, EITHER = "m", "f", ""
_MALE_TITLES = word_set("mr sir lord congressman king prince businessman spokesman chairman")
_FEMALE_TITLES = word_set("mrs ms miss lady dame queen princess congresswoman spokeswoman chairwoman")
_TITLE_GENDER = dict.fromkeys(_MALE_TITLES, MALE) | dict.fromkeys(_FEMALE_TITLES, FEMALE)


@dataclass(slots=True)
class Person:
    """A person as first fully named: `full`, the surname in small letters, `gender` m, f or ''."""

    full: str
    surname: str
    gender: str
    first_at: int
    roles: set[str] = field(default_factory=set)


@dataclass(slots=True)
class People:
    """Everyone an article names. `by_surname`: None where two people share it."""

    by_surname: dict[str, Person | None]
    by_full: dict[str, Person]
    mentions: list[tuple[int, Person]]

    def find(self, name: str) -> Person | None:
        """The person that `name` (full, or surname with or without title) stands for."""
        words = [word for word in re.split(r"[\s\u00a0]+", name.replace("’", "'")) if word]
        words = [re.sub(r"'s?$", "", word) for word in words]
        while words and words[-1].lower().strip(".,") in _SUFFIXES:
            words.pop()
        if not words:
            return None
        full = self.by_full.get(" ".join(words).lower())
        if full is not None:
            return full
        return self.by_surname.get(words[-1].lower().strip(".,"))


@cache
def kinds_of_words() -> dict[str, dict[str, bool]]:
    """Kind -> word (or words joined by a space) -> whether it marks public office."""
    kinds: dict[str, dict[str, bool]] = {}
    for row in read_rows(SOURCES_FILE, "kind", "official", "words"):
        table = kinds.setdefault(row["kind"], {})
        for word in row["words"].split():
            name = word.replace("_", " ")
            table[name] = table.get(name, False) or row["official"] == "yes"
    return kinds


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of one kind of source: single words, names of several words, and the last word of each."""

    single: frozenset[str]
    several: tuple[str, ...]
    last: frozenset[str]

    def within(self, words: Sequence[str]) -> bool:
        """Whether a word or name of the table stands among the words."""
        if not self.single.isdisjoint(words):
            return True
        joined = f" {' '.join(words)} "
        return any(f" {name} " in joined for name in self.several)


@cache
def word_table(kind: str) -> WordTable:
    """The table of one kind of data/attribution_sources.csv."""
    words = kinds_of_words()[kind]
    return WordTable(
        frozenset(word for word in words if " " not in word),
        tuple(word for word in words if " " in word),
        frozenset(word.rsplit(" ", 1)[-1] for word in words),
    )


@cache
def given_names() -> dict[str, str]:
    """Given name in small letters -> m, f or ''."""
    return {
        name: EITHER if row["gender"] == "u" else row["gender"]
        for row in read_rows(NAMES_FILE, "gender", "names")
        for name in row["names"].split()
    }


def find_people(text: str) -> People:
    """Everyone named in full in `text`, in the order of first naming.

    A name is two to four words with capitals, of which none belongs to an institution, a place or a title,
    and which is known for a person's by its given name, a title before it, or its surname standing alone
    later.

    >>> people = find_people("Mr. John Doe spoke. Doe left; so did Jane Roe.")
    >>> people.find("Doe").full
    'John Doe'
    """
    titles, names = kinds_of_words()["title"], given_names()
    institutions = kinds_of_words()["institution"]
    media = kinds_of_words()["medium"]
    by_full: dict[str, Person] = {}
    by_surname: dict[str, Person | None] = {}
    alone: dict[str, Person] = {}  # known by title and surname only
    role_names = kinds_of_words()["role"]
    no_name, no_person = kinds_of_words()["no_name"], kinds_of_words()["no_person"]
    seen: set[str] = set()
    for match in _NAME.finditer(text):
        if match.group() in seen:
            continue
        seen.add(match.group())
        words = re.split(r"[ \u00a0]", match.group().replace("’", "'"))
        words[-1] = re.sub(r"'s?$", "", words[-1])
        gender, titled, roles = EITHER, False, set()
        cut = 0  # everything up to the last title, place or institution is no part of the name
        for number, word in enumerate(words):
            low = word.lower().strip(".,").removesuffix("'s")
            if low in titles or low in role_names:
                titled = True
                roles.add(low)
                gender = _TITLE_GENDER.get(low, gender)
                cut = number + 1
            elif (
                low in no_name
                or low in no_person
                or low in institutions
                or (low in media and low not in names)
            ):
                cut = number + 1
                titled = False
        words = words[cut:]
        before = text[max(0, match.start() - 14) : match.start()].lower().rstrip(". ").rsplit(" ", 1)[-1]
        if cut == 0 and (before in titles or before in role_names):
            titled = True
            roles.add(before)
            gender = _TITLE_GENDER.get(before, gender)
        if not words or (len(words) == 1 and (not titled or len(words[0]) < SHORTEST_SURNAME)):
            continue
        lows = [word.lower().strip(".") for word in words]
        full = " ".join(words)
        key = full.lower()
        known = by_full.get(key)
        if known is not None:
            known.roles |= roles
            known.gender = known.gender or gender
            continue
        surname = lows[-2] if len(lows) > 1 and lows[-1] in _SUFFIXES else lows[-1]
        if len(words) == 1:
            alone.setdefault(surname, Person(full, surname, gender, match.start(), roles))
            continue
        given = names.get(lows[0].split("-")[0])
        if given is None and not titled and not _stands_alone(text, words[-1], match.end()):
            continue
        earlier = by_surname.get(surname)
        if earlier is not None and (lows[0][0] == earlier.full[0].lower() or lows[0] == earlier.full.lower()):
            by_full[key] = earlier  # a shorter or longer form of the same name
            continue
        person = Person(full, surname, gender or (given or EITHER), match.start(), roles)
        by_full[key] = person
        by_surname[surname] = None if surname in by_surname else person
    for surname, person in alone.items():
        by_surname.setdefault(surname, person)
    return People(by_surname, by_full, _mentions(text, by_surname))


def _stands_alone(text: str, surname: str, after: int) -> bool:
    """Whether the surname comes again without its given name, before a word in small letters."""
    at = text.find(surname, after)
    while at >= 0:
        end = at + len(surname)
        before = text[max(0, at - 2) : at]
        if (
            before[-1:] in ' \n“"('
            and re.match(r"(?:['’]s)? [a-z]|,", text[end : end + 5])
            and not re.search(r"[\w’'-] $", before[-2:])
        ):
            return True
        if before[-1:] in ' \n“"(' and re.match(r"(?:['’]s)? [a-z]|,", text[end : end + 5]):
            previous = text[:at].rstrip().rsplit(None, 1)[-1:] or [""]
            if not previous[0][:1].isupper() or previous[0].endswith((".", ":", "”", '"')):
                return True
        at = text.find(surname, end)
    return False


def _mentions(text: str, by_surname: dict[str, Person | None]) -> list[tuple[int, Person]]:
    """Where surnames stand, ascending."""
    found: list[tuple[int, Person]] = []
    known = {_last_name(person.full): person for person in by_surname.values() if person is not None}
    if not known:
        return found
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        person = known.get(word)
        if person is None and word[-2:] in ("'s", "’s"):
            person = known.get(word[:-2])
        if person is not None:
            found.append((match.start(), person))
    return found


def _last_name(full: str) -> str:
    words = full.split(" ")
    return words[-2] if len(words) > 1 and words[-1].lower().strip(".,") in _SUFFIXES else words[-1]


def role_words(words: Sequence[str]) -> set[str]:
    """Those of the words that name a role or a title."""
    kinds = kinds_of_words()
    return {word for word in words if word in kinds["role"] or word in kinds["title"]}
