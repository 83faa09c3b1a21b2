"""The people an article names: full name first given, surname, gender where a title or given name tells, and role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from scoring.lists import read_rows

SOURCES_FILE = "attribution_sources.csv"
NAMES_FILE = "attribution_first_names.csv"

_PART = r"[A-Z][\w'’-]*[a-zA-Z]|[A-Z]\."
_NAME = re.compile(
    rf"(?:{_PART})(?:[ \u00a0](?:{_PART}|de|del|della|der|van|von|bin|bint|ibn|al|el|la|le|da|dos|du|ter))*"
    rf"[ \u00a0][A-Z][\w'’-]*[a-zA-Z]"
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
MALE, FEMALE, EITHER = "m", "f", ""
_TITLE_GENDER = {
    "mr": MALE, "sir": MALE, "lord": MALE, "congressman": MALE, "king": MALE, "prince": MALE, "businessman": MALE,
    "spokesman": MALE, "chairman": MALE, "mrs": FEMALE, "ms": FEMALE, "miss": FEMALE, "lady": FEMALE, "dame": FEMALE,
    "queen": FEMALE, "princess": FEMALE, "congresswoman": FEMALE, "spokeswoman": FEMALE, "chairwoman": FEMALE,
}  # fmt: skip
_NO_NAME_STARTS = frozenset(
    "the a an in on at for but and or if when while as after before by from with this that these those he she it they we i "
    "his her their our its monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december new north south east west great united saint san los las el former "
    "most many some all what who why how where there here no not yes even also now then still according last next".split()
)
_NO_PERSON = frozenset(
    "street avenue road city county state states island islands river lake mountain valley north south east west act "
    "day war cup games award prize convention times news daily kingdom republic america york jersey hampshire carolina "
    "dakota virginia mexico angeles francisco diego vegas kong zealand korea africa arabia lanka bank sea ocean gulf "
    "airport hotel tower stadium park square theater theatre museum library press service services international global "
    "national american british affairs rights party union university college institute".split()
)


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
    and which is known for a person's by its given name, a title before it, or its surname standing alone later.

    >>> people = find_people("Mr. John Doe spoke. Doe left; so did Jane Roe.")
    >>> people.find("Doe").full
    'John Doe'
    """
    titles, names = kinds_of_words()["title"], given_names()
    institutions = kinds_of_words()["institution"]
    media = kinds_of_words()["medium"]
    by_full: dict[str, Person] = {}
    by_surname: dict[str, Person | None] = {}
    for match in _NAME.finditer(text):
        words = re.split(r"[ \u00a0]", match.group().replace("’", "'"))
        words[-1] = re.sub(r"'s?$", "", words[-1])
        gender, titled, roles = EITHER, False, set()
        while len(words) > 1 and (low := words[0].lower().rstrip(".")) and (low in titles or low in _NO_NAME_STARTS):
            if low in titles:
                titled = True
                roles.add(low)
                gender = _TITLE_GENDER.get(low, gender)
            words.pop(0)
        before = text[max(0, match.start() - 14) : match.start()].lower().rstrip(". ").rsplit(" ", 1)[-1]
        if before in titles or before in kinds_of_words()["role"]:
            titled = True
            roles.add(before)
            gender = _TITLE_GENDER.get(before, gender)
        if len(words) < 2:
            continue
        lows = [word.lower().strip(".") for word in words]
        if any(word in institutions or word in _NO_PERSON or word in media and word not in names for word in lows):
            continue
        full = " ".join(words)
        key = full.lower()
        known = by_full.get(key)
        if known is not None:
            known.roles |= roles
            known.gender = known.gender or gender
            continue
        surname = lows[-1]
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
    return People(by_surname, by_full, _mentions(text, by_surname))


def _stands_alone(text: str, surname: str, after: int) -> bool:
    """Whether the surname comes again without its given name, before a word in small letters."""
    at = text.find(surname, after)
    while at >= 0:
        end = at + len(surname)
        before = text[max(0, at - 2) : at]
        if before[-1:] in " \n“\"(" and re.match(r"(?:['’]s)? [a-z]|,", text[end : end + 5]) and not re.search(r"[\w’'-] $", before[-2:]):
            return True
        if before[-1:] in " \n“\"(" and re.match(r"(?:['’]s)? [a-z]|,", text[end : end + 5]):
            previous = text[:at].rstrip().rsplit(None, 1)[-1:] or [""]
            if not previous[0][:1].isupper() or previous[0].endswith((".", ":", "”", '"')):
                return True
        at = text.find(surname, end)
    return False


def _mentions(text: str, by_surname: dict[str, Person | None]) -> list[tuple[int, Person]]:
    """Where surnames stand, ascending."""
    found: list[tuple[int, Person]] = []
    known = {person.full.rsplit(" ", 1)[-1]: person for person in by_surname.values() if person is not None}
    if not known:
        return found
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(known)) + r")\b")
    for match in pattern.finditer(text):
        found.append((match.start(), known[match.group()]))
    return found


def role_words(words: Sequence[str]) -> set[str]:
    """Those of the words that name a role or a title."""
    kinds = kinds_of_words()
    return {word for word in words if word in kinds["role"] or word in kinds["title"]}
