"""The people an article names.

Full name first given, surname, gender where a title or given name tells, and role.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import itemgetter

from scoring.schema.lists import read_rows
from scoring.sourcing.tokens import LONGEST_REMEMBERED, MAX_PHRASES, word_set

SOURCES_FILE = "attribution_sources.csv"
NAMES_FILE = "attribution_first_names.csv"

_REST = r"(?:[\w'’-]*[a-zA-Z]|\.)"
# Between the first and the last word of a name: more are a list, gone through piece by piece.
_MOST_WORDS = 50
# The first part is not tried again shorter; it begins with a set of characters, for speed.
# A capitalised word that begins no name is passed over whole, for no name begins inside it either; but for a last
# capital with a full stop, which may be an initial.
_NAME = re.compile(
    rf"(?P<name>[A-Z](?>{_REST})[ \u00a0](?=[A-Zdvbialet])"
    rf"(?:(?:[A-Z]{_REST}|de|del|della|der|van|von|bin|bint|ibn|al|el|la|le|da|dos|du|ter)[ \u00a0]){{0,{_MOST_WORDS}}}"
    rf"[A-Z][\w'’-]*[a-zA-Z])"
    rf"|[A-Z](?:[\w'’-]*(?=[A-Z]\.)|[\w'’-]*+)"
)
# `Mr. K` names nobody.
SHORTEST_SURNAME = 3
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
        full, surname = _full_and_surname(name)
        return self.by_full.get(full) or self.by_surname.get(surname)


@lru_cache(maxsize=MAX_PHRASES)
def _full_and_surname(name: str) -> tuple[str, str]:
    """A name and its surname in small letters, without 's and `Jr.`; both empty where nothing is left."""
    words = [word for word in re.split(r"[\s\u00a0]+", name.replace("’", "'")) if word]
    words = [re.sub(r"'s?$", "", word) for word in words]
    while words and words[-1].lower().strip(".,") in _SUFFIXES:
        words.pop()
    return (" ".join(words).lower(), words[-1].lower().strip(".,")) if words else ("", "")


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
    by_full: dict[str, Person] = {}
    by_surname: dict[str, Person | None] = {}
    alone: dict[str, Person] = {}  # known by title and surname only
    titles, role_names = kinds_of_words()["title"], kinds_of_words()["role"]
    seen: set[str] = set()
    later = _Later(text)
    for match in _NAME.finditer(text):
        written = match["name"]
        if (
            written is None or written in seen or len(written) > LONGEST_REMEMBERED
        ):  # longer: no name, but a list
            continue
        seen.add(written)
        name = _read_name(written)
        if name is None:
            continue
        at = match.start()
        titled, gender, roles = name.titled, name.gender, set(name.roles)
        if name.whole:
            before = text[max(0, at - REACH_OF_TITLE) : at].lower().rstrip(". ").rsplit(" ", 1)[-1]
            if before in titles or before in role_names:
                titled = True
                roles.add(before)
                gender = _TITLE_GENDER.get(before, gender)
        known = by_full.get(name.key)
        if known is not None:
            known.roles |= roles
            known.gender = known.gender or gender
            continue
        surname = name.surname
        if name.alone:
            alone.setdefault(surname, Person(name.full, surname, gender, at, roles))
            continue
        if name.given is None and not titled and not later.stands_alone(name.last, match.end()):
            continue
        earlier = by_surname.get(surname)
        if earlier is not None and (
            name.first[0] == earlier.full[0].lower() or name.first == earlier.full.lower()
        ):
            by_full[name.key] = earlier  # a shorter or longer form of the same name
            continue
        person = Person(name.full, surname, gender or (name.given or EITHER), at, roles)
        by_full[name.key] = person
        by_surname[surname] = None if surname in by_surname else person
    for surname, person in alone.items():
        by_surname.setdefault(surname, person)
    return People(by_surname, by_full, _mentions(text, by_surname))


# So many characters before a name its title is looked for.
REACH_OF_TITLE = 14


@dataclass(frozen=True, slots=True)
class _Name:
    """What a capitalised run says by itself: the person's name in it, and the titles before that.

    `whole`: nothing was cut off before it. `alone`: a title with a surname. `given`: the gender of the given
    name, None for a name that is in no list. `first` in small letters, `last` as written.
    """

    full: str
    key: str
    first: str
    last: str
    surname: str
    given: str | None
    titled: bool
    gender: str
    roles: frozenset[str]
    whole: bool
    alone: bool


@lru_cache(maxsize=MAX_PHRASES)
def _read_name(written: str) -> _Name | None:
    """The name in a capitalised run, without the titles, places and institutions before it; None if none."""
    kinds, names = kinds_of_words(), given_names()
    titles, role_names, media = kinds["title"], kinds["role"], kinds["medium"]
    words = re.split(r"[ \u00a0]", written.replace("’", "'"))
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
            low in kinds["no_name"]
            or low in kinds["no_person"]
            or low in kinds["institution"]
            or (low in media and low not in names)
        ):
            cut = number + 1
            titled = False
    words = words[cut:]
    if not words or (len(words) == 1 and (not titled or len(words[0]) < SHORTEST_SURNAME)):
        return None
    lows = [word.lower().strip(".") for word in words]
    full = " ".join(words)
    surname = lows[-2] if len(lows) > 1 and lows[-1] in _SUFFIXES else lows[-1]
    given = names.get(lows[0].split("-")[0])
    return _Name(
        full,
        full.lower(),
        lows[0],
        words[-1],
        surname,
        given,
        titled,
        gender,
        frozenset(roles),
        cut == 0,
        len(words) == 1,
    )


_GOES_ON_SMALL = re.compile(r"(?:['’]s)? [a-z]|,")
_WORD_BEFORE = re.compile(r"[\w’'-] $")
# Up to so many names each is looked for in the text by itself, which is quicker for a few.
FEW_NAMES = 32
_WORD_ALONE = re.compile(r"(?<=[ \n“\"(])[A-Z][\w'’-]*+(?= [a-z]|,)")


class _Later:
    """Which words stand alone later in a text: each looked for, or where there are many, all noted in one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._asked = 0
        self._last: dict[str, int] | None = None

    def stands_alone(self, surname: str, after: int) -> bool:
        """Whether the surname comes again behind `after` without its given name, before a word in small letters."""
        self._asked += 1
        if self._asked <= FEW_NAMES:
            return _stands_alone(self._text, surname, after)
        if self._last is None:
            self._last = _last_alone(self._text)
        return self._last.get(surname, -1) >= after


def _last_alone(text: str) -> dict[str, int]:
    """The last place where each capitalised word stands alone, with and without its 's."""
    last: dict[str, int] = {}
    for match in _WORD_ALONE.finditer(text):
        word, at = match.group(), match.start()
        bare = word[:-2] if word.endswith(("'s", "’s")) and text[match.end()] == " " else None
        if _no_name_before(text, at):
            last[word] = at
            if bare:
                last[bare] = at
    return last


def _no_name_before(text: str, at: int) -> bool:
    """Whether the word before is none that could be a given name or title."""
    if not _WORD_BEFORE.search(text[max(0, at - 2) : at]):
        return True
    previous = text[max(0, at - REACH_OF_WORD) : at].rstrip().rsplit(None, 1)[-1:] or [""]
    return not previous[0][:1].isupper() or previous[0].endswith((".", ":", "”", '"'))


def _stands_alone(text: str, surname: str, after: int) -> bool:
    """Whether the surname comes again without its given name, before a word in small letters."""
    at = text.find(surname, after)
    while at >= 0:
        end = at + len(surname)
        if (
            text[at - 1 : at] in ' \n“"('
            and _GOES_ON_SMALL.match(text[end : end + 5])
            and _no_name_before(text, at)
        ):
            return True
        at = text.find(surname, end)
    return False


# Longer than any word: text to look back for the word before.
REACH_OF_WORD = 200


def _mentions(text: str, by_surname: dict[str, Person | None]) -> list[tuple[int, Person]]:
    """Where surnames stand as words of their own, with or without 's, ascending."""
    found: list[tuple[int, Person]] = []
    known = {_last_name(person.full): person for person in by_surname.values() if person is not None}
    if len(known) > FEW_NAMES:
        regular = {name: person for name, person in known.items() if _CAPITAL_WORD.fullmatch(name)}
        found = _mentions_in_one_pass(text, regular)
        known = {name: person for name, person in known.items() if name not in regular}  # particles, initials
    for name, person in known.items():
        at = text.find(name)
        while at >= 0:
            if _is_a_word(text, at, at + len(name)):
                found.append((at, person))
            at = text.find(name, at + 1)
    found.sort(key=itemgetter(0))
    return found


_CAPITAL_WORD = re.compile(r"[A-Z][\w'’-]*")
# From the first capital of a word to its end.
_CAPITAL_IN_WORD = re.compile(r"[A-Z][\w'’-]*+")


def _mentions_in_one_pass(text: str, known: dict[str, Person]) -> list[tuple[int, Person]]:
    """The same for names that are a capitalised word each: whatever their number, the text is read once."""
    found: list[tuple[int, Person]] = []
    for match in _CAPITAL_IN_WORD.finditer(text):
        word = match.group()
        forms = (word, word[:-2]) if word.endswith(("'s", "’s")) else (word,)
        found.extend((match.start(), known[form]) for form in forms if form in known)
    return found


_ENDS_WORD = frozenset(" ,.\n:;)")
_REST_OF_WORD = re.compile(r"[\w'’-]{0,3}")  # more characters are no 's whatever they are


def _is_a_word(text: str, start: int, end: int) -> bool:
    """Whether no capital stands before [start, end) in its word, and nothing but 's behind it."""
    if text[end : end + 1] not in _ENDS_WORD:
        rest = _REST_OF_WORD.match(text, end)
        if rest is not None and rest.group() not in ("", "'s", "’s"):
            return False
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_'’-"):
        start -= 1
        if "A" <= text[start] <= "Z":
            return False
    return True


def _last_name(full: str) -> str:
    words = full.split(" ")
    return words[-2] if len(words) > 1 and words[-1].lower().strip(".,") in _SUFFIXES else words[-1]


def role_words(words: Sequence[str]) -> set[str]:
    """Those of the words that name a role or a title."""
    kinds = kinds_of_words()
    return {word for word in words if word in kinds["role"] or word in kinds["title"]}
