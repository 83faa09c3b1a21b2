"""He and she, followed back within the sentence or to the one before, where one person alone can be meant."""

import re
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
    found: list[Mention] = []
    person, sentence, quotation = 0, 0, 0
    recent: list[tuple[int, int, str, str]] = []
    for match in pronouns:
        at = match.start() + 1
        while sentence + 1 < len(sentences) and sentences[sentence + 1][0] <= at:
            sentence += 1
        while person < len(persons) and persons[person][0] < at:
            recent.append(persons[person])
            person += 1
        while quotation < len(quotations) and quotations[quotation][1] <= at:
            quotation += 1
        if not sentences or at >= sentences[sentence][1]:
            continue
        inside = quotation < len(quotations) and quotations[quotation][0] < at
        since = sentences[sentence - 1][0] if sentence else 0
        recent = [one for one in recent if one[0] >= since]
        gender = _GENDER.get(word := match[0][1:].lower())
        if gender is None:
            continue
        antecedent = _antecedent(recent, sentences[sentence][0], gender)
        if antecedent is None:
            continue
        if inside and antecedent[0] < quotations[quotation][0]:
            continue
        if not inside and _is_quoted(antecedent[0], quotations, quotation):
            continue
        if _somebody_else(flat, antecedent[1], at, gender) or _belongs_to(flat, antecedent[0], gender):
            continue
        found.append(Mention(at, match.end(), antecedent[2], PRONOUN))
        if word in SUBJECTS:
            recent.append((at, match.end(), antecedent[2], gender))
    return found


def _antecedent(
    recent: Sequence[tuple[int, int, str, str]], sentence_start: int, gender: str
) -> tuple[int, int, str, str] | None:
    """The one person of that gender, as last named, in this sentence or failing any in the one before."""
    here = [one for one in recent if one[0] >= sentence_start]
    fitting = [one for one in here or recent if one[3] in (gender, "x")]
    if len({one[2] for one in fitting}) != 1:
        return None
    return fitting[-1] if fitting[-1][2] != UNKNOWN else None


def _is_quoted(position: int, quotations: Sequence[tuple[int, int]], last: int) -> bool:
    """Whether `position` lies in one of the quotations before the one numbered `last`."""
    for start, end in reversed(quotations[:last]):
        if end <= position:
            return False
        if start <= position:
            return True
    return False


def _somebody_else(flat: str, start: int, end: int, gender: str) -> bool:
    """Whether an unnamed person whom the pronoun may mean is brought in between."""
    words = flat[start:end].replace(",", " ").replace(".", " ").split()
    return not _PERSON_NOUNS[gender].isdisjoint(words) and bool(_INTRODUCED[gender].search(flat, start, end))


def _belongs_to(flat: str, start: int, gender: str) -> bool:
    """Whether the person named at `start` only says whose father or lawyer is meant."""
    found = _OF.search(flat, max(0, start - REACH), start)
    return found is not None and found[1] in _PERSON_NOUNS[gender]
