"""He and she, followed back within the sentence or to the one before, where one person alone can be meant."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from scoring.actors.context import word_set
from scoring.actors.gazetteer import Gazetteer
from scoring.actors.persons import gender_of
from scoring.actors.records import ARTICLE_PERSON, PERSON, PRONOUN, Mention
from scoring.text.normalise import plain

# One character before the word instead of a word boundary: three times as fast.
_PRONOUN = re.compile(r"""[ \n"'(\[-](?:[Hh](?:e|i[sm]|er)|[Ss]he)(?:s|self)?(?=[ .,;:?!\n"')\]-])""")
_GENDER = {"he": "m", "his": "m", "him": "m", "himself": "m"}
_GENDER |= {"she": "f", "her": "f", "hers": "f", "herself": "f"}
_QUOTED = re.compile(r'"[^"\n]*"?')
_ARTICLES = (
    r"\b(?:[Aa]n?|[Tt]he|his|her|their|another|one|whose|every|any|some|no|former|[A-Z][\w-]+'s) "
    r"(?:[\w-]+ ){0,2}?"
)
_PERSON_NOUNS = {gender: word_set(f"person_noun_{gender}", "person_noun_x") for gender in "mf"}
_INTRODUCED = {
    gender: re.compile(_ARTICLES + "(?:" + "|".join(sorted(nouns)) + r")\b")
    for gender, nouns in _PERSON_NOUNS.items()
}
_OF = re.compile(r"\b([a-z]+) (?:of|for|to) (?:[A-Z][\w.]* )?$")
REACH = 40  # characters before a name in which 'the father of' is looked for
UNKNOWN = ""  # the actor_id of somebody whose surname two persons bear
# Only these carry a person on to the next sentence: 'him' there is seldom who speaks next.
SUBJECTS = frozenset(("he", "she"))


def find_pronouns(
    text: str,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    sentences: Sequence[tuple[int, int]],
    unresolved: Collection[int] = (),
) -> list[Mention]:
    """The personal pronouns of the third person that stand for one of `mentions`, by their place.

    A pronoun is followed only where the persons named before it in its sentence, or failing these in the
    sentence before, are one person of its gender; no unnamed person ('the officer') has come between, and
    both stand inside the same quotation or outside all. `unresolved` are the starts of surnames that may mean
    more than one person: each stands for somebody unknown, of either gender.
    """
    flat = plain(text)
    if not (pronouns := list(_PRONOUN.finditer(flat))):
        return []
    persons = [
        (mention.start, mention.end, mention.actor_id, gender_of(mention.actor_id, gazetteer))
        for mention in mentions
        if mention.actor_id.startswith(ARTICLE_PERSON) or gazetteer.actors[mention.actor_id].kind == PERSON
    ]
    if not persons:
        return []
    if unresolved:
        persons.extend((start, start + 1, UNKNOWN, "x") for start in unresolved)
        persons.sort()
    quotations = [match.span() for match in _QUOTED.finditer(flat)]
    quotation_starts = [start for start, _ in quotations]
    introduced = _Introduced(flat)
    found: list[Mention] = []
    person, sentence, quotation = 0, 0, 0
    recent = _Recent()
    for match in pronouns:
        at = match.start() + 1
        while sentence + 1 < len(sentences) and sentences[sentence + 1][0] <= at:
            sentence += 1
        while person < len(persons) and persons[person][0] < at:
            recent.add(persons[person])
            person += 1
        while quotation < len(quotations) and quotations[quotation][1] <= at:
            quotation += 1
        if not sentences or at >= sentences[sentence][1]:
            continue
        inside = quotation < len(quotations) and quotations[quotation][0] < at
        since = sentences[sentence - 1][0] if sentence else 0
        gender = _GENDER.get(word := match[0][1:].lower())
        if gender is None:
            continue
        antecedent = recent.antecedent(since, sentences[sentence][0], gender)
        if antecedent is None:
            continue
        if inside and antecedent[0] < quotations[quotation][0]:
            continue
        if not inside and _is_quoted(antecedent[0], quotations, quotation_starts, quotation):
            continue
        if introduced.between(antecedent[1], at, gender) or _belongs_to(flat, antecedent[0], gender):
            continue
        found.append(Mention(at, match.end(), antecedent[2], PRONOUN))
        if word in SUBJECTS:
            recent.add((at, match.end(), antecedent[2], gender))
    return found


Person = tuple[int, int, str, str]  # start and end of the mention, actor_id, gender


class _Recent:
    """The persons named so far, in the order of their last mention, for each gender that a pronoun may have."""

    def __init__(self) -> None:
        self._last = -1
        self._fitting: dict[str, dict[str, Person]] = {"m": {}, "f": {}}

    def add(self, person: Person) -> None:
        """Enter the next mention; one of unknown gender fits both pronouns."""
        self._last = person[0]
        for gender, named in self._fitting.items():
            if person[3] in (gender, "x"):
                named.pop(person[2], None)  # so that it comes last again
                named[person[2]] = person

    def antecedent(self, since: int, sentence_start: int, gender: str) -> Person | None:
        """The one person of that gender, as last named, in this sentence or failing any in the one before."""
        bound = sentence_start if self._last >= sentence_start else since
        latest = reversed(self._fitting[gender].values())
        fitting = [one for one in (next(latest, None), next(latest, None)) if one and one[0] >= bound]
        return fitting[0] if len(fitting) == 1 and fitting[0][2] != UNKNOWN else None


def _is_quoted(
    position: int, quotations: Sequence[tuple[int, int]], starts: Sequence[int], last: int
) -> bool:
    """Whether `position` lies in one of the quotations before the one numbered `last`."""
    at = min(bisect_right(starts, position), last) - 1
    return at >= 0 and position < quotations[at][1]


class _Introduced:
    """Whether an unnamed person whom a pronoun may mean is brought in between a name and the pronoun.

    Of one name it is asked for pronoun after pronoun: what was read for the last one is not read again.
    """

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._asked = ("", -1)  # the gender, and where the name ends
        self._read_to = -1
        self._named = self._found = False

    def between(self, start: int, end: int, gender: str) -> bool:
        """Whether somebody of the gender is introduced in the characters [start, end)."""
        if self._asked != (gender, start) or end < self._read_to:
            self._asked, self._read_to = (gender, start), start
            self._named = self._found = False
        if self._found:
            return True
        if not self._named:
            words = self._flat[self._read_to : end].replace(",", " ").replace(".", " ").split()
            self._named = not _PERSON_NOUNS[gender].isdisjoint(words)
        self._read_to = end
        self._found = self._named and bool(_INTRODUCED[gender].search(self._flat, start, end))
        return self._found


def _belongs_to(flat: str, start: int, gender: str) -> bool:
    """Whether the person named at `start` only says whose father or lawyer is meant."""
    found = _OF.search(flat, max(0, start - REACH), start)
    return found is not None and found[1] in _PERSON_NOUNS[gender]
