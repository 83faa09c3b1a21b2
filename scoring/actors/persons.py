"""Persons of the article itself: who is given a full name in it, and then called by the surname.

Cheap signs, no parser: two to four capitalised words that begin with a known given name or follow a title
or the word for an office. A surname that two persons of the article bear is left out and counted, unless the
title before it (Mr., Mrs., the office that one of them held) tells them apart.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from scoring.actors.capitals import HEADLINE_NAME, LEAD, PERSONAL_TITLES, Run, follows_role, runs_of
from scoring.actors.context import (
    ACTS,
    DAYS,
    PLACE_WORDS,
    TITLES,
    Surroundings,
    beside_capitals,
    word_set,
)
from scoring.actors.gazetteer import Gazetteer
from scoring.actors.mentions import given_names
from scoring.actors.records import ARTICLE_PERSON, NAME, PERSON, STATE, SURNAME, Mention
from scoring.actors.rules import GENDERED, OFFICES
from scoring.text.normalise import plain

_BYLINE = re.compile(r"(?:By|BY|by|[Cc]ompiled by|[Ee]diting by|[Rr]eporting by|[Pp]hoto by|/)$")
LONGEST_NAME = 4  # words
# Up to so many surnames each is looked for in the text by itself, which is quicker for a few.
FEW_SURNAMES = 32
_WORD = re.compile(r"[^\W_]+")

NOT_SURNAMES = word_set("not_surname") | DAYS
WORD_SURNAMES = word_set("word_surname")
PLACE_SURNAMES = word_set("place_surname")


class Persons(NamedTuple):
    """All mentions by their place, and the starts of the surnames that were left out."""

    mentions: list[Mention]
    left_out: list[int]


def find_persons(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[list[Mention], int]:
    """`mentions` and those of the article's own persons, by place; how many bare surnames were left out."""
    persons = read_persons(text, mentions, gazetteer)
    return persons.mentions, len(persons.left_out)


def read_persons(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Persons:
    """The same with the places of the surnames left out.

    A person not in the gazetteer gets the actor_id `person:` and the full name as first given. Mentions that
    another person's name proves wrong (a state's name that is a surname here) are taken out.
    """
    around = Surroundings(plain(text))
    bearers = _listed_bearers(mentions, gazetteer, around.text)
    runs = runs_of(around.text, bearers)
    full = _full_names(runs, mentions, gazetteer, around, bearers)
    # Only these surnames can mean anybody but the listed person that find_mentions has taken them for.
    open_surnames = {around.text[one.start : one.end].rpartition(" ")[2] for one in full}
    open_surnames |= {surname for surname, named in bearers.items() if len(named) > 1}
    if not open_surnames:
        return Persons(list(mentions), [])
    kept, left_out = _reviewed(around, mentions, full, bearers, open_surnames, gazetteer)
    kept += full
    kept.sort(key=attrgetter("start", "end"))
    starts = [mention.start for mention in kept]
    bearer = _Bearers(bearers, gazetteer)
    bare: list[Mention] = []
    for start, surname in _bare_surnames(around, sorted(open_surnames)):
        before = bisect_right(starts, start) - 1
        if start in left_out or (before >= 0 and start < kept[before].end):
            continue
        actor_id = bearer.of(surname, around.before(start))
        if actor_id is None:
            left_out.add(start)
        else:
            bare.append(Mention(start, start + len(surname), actor_id, SURNAME))
    return Persons(sorted(kept + bare, key=attrgetter("start", "end")), sorted(left_out))


def _reviewed(
    around: Surroundings,
    mentions: Sequence[Mention],
    full: Sequence[Mention],
    bearers: dict[str, dict[str, str]],
    open_surnames: Container[str],
    gazetteer: Gazetteer,
) -> tuple[list[Mention], set[int]]:
    """The listed mentions that the article's own persons leave standing; the surnames they make doubtful."""
    kept: list[Mention] = []
    left_out: set[int] = set()
    bearer = _Bearers(bearers, gazetteer)
    spans = iter(full)
    span = next(spans, None)
    for mention in mentions:
        while span is not None and span.end <= mention.start:
            span = next(spans, None)
        if span is not None and mention.start >= span.start:
            continue
        form = around.text[mention.start : mention.end]
        if form not in open_surnames:
            kept.append(mention)
        elif mention.kind_of_mention == SURNAME:
            actor_id = bearer.of(form, around.before(mention.start))
            if actor_id is None:
                left_out.add(mention.start)
            else:
                kept.append(Mention(mention.start, mention.end, actor_id, SURNAME))
        elif gazetteer.actors[mention.actor_id].kind != STATE:
            kept.append(mention)
    return kept, left_out


def gender_of(actor_id: str, gazetteer: Gazetteer) -> str:
    """The gender of a person: m, f, or x where the name does not tell."""
    actor = gazetteer.actors.get(actor_id)
    if actor is not None:
        return actor.gender or "x"
    return given_names().get(actor_id.removeprefix(ARTICLE_PERSON).split(" ")[0], "x")


def _listed_bearers(
    mentions: Sequence[Mention], gazetteer: Gazetteer, text: str
) -> dict[str, dict[str, str]]:
    """By surname: the listed persons of the article, as {actor_id: actor_id}."""
    bearers: dict[str, dict[str, str]] = {}
    for mention in mentions:
        if mention.kind_of_mention == SURNAME:
            surname = text[mention.start : mention.end]
            bearers.setdefault(surname, {})[mention.actor_id] = mention.actor_id
        else:
            for surname in gazetteer.called.get(mention.actor_id, ()):
                bearers.setdefault(surname, {})[mention.actor_id] = mention.actor_id
    return bearers


def _may_be_surname(word: str) -> bool:
    """Whether a name can end so: no 'Garden', and no abbreviation in capitals."""
    return word not in NOT_SURNAMES and not word.isupper()


def _full_names(
    runs: Sequence[Run],
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    around: Surroundings,
    bearers: dict[str, dict[str, str]],
) -> list[Mention]:
    """Full names of persons who are in no list; enters them into `bearers` under first name and actor_id."""
    given = given_names()
    found: list[Mention] = []
    index = 0
    for run in runs:
        while index < len(mentions) and mentions[index].end <= run.start:
            index += 1
        if len(run.words) == 1 or len(run.words) > LONGEST_NAME + 1 or not _may_be_surname(run.words[-1]):
            continue
        overlapping = mentions[index] if index < len(mentions) and mentions[index].start < run.end else None
        if overlapping is not None and _is_listed(overlapping, run, gazetteer):
            continue
        if _BYLINE.search(around.text[max(0, run.start - LEAD) : run.start].rstrip(" ")):
            continue
        if not (
            run.words[0] in given
            or run.title in PERSONAL_TITLES
            or (follows_role(around.text, run.start) and NOT_SURNAMES.isdisjoint(run.words))
        ):
            # A further member of a family that the article has named.
            if len(run.words) != HEADLINE_NAME or run.words[1] not in bearers or run.title:
                continue
            if around.opens_sentence(run.start) or run.words[0].isupper():
                continue
        if around.is_headline(run.start) and (len(run.words) > HEADLINE_NAME or _acts(run.words)):
            continue
        surname = _surname_of(run.words)
        same = bearers.setdefault(surname, {})
        listed = _listed_without_initials(run.words, gazetteer)
        actor_id = same.setdefault(listed or run.words[0], listed or ARTICLE_PERSON + " ".join(run.words))
        found.append(Mention(run.start, run.end, actor_id, NAME))
    return found


def _listed_without_initials(words: Sequence[str], gazetteer: Gazetteer) -> str:
    """The actor_id of the listed person whose name this is with an initial put in; or empty."""
    if len(words) <= HEADLINE_NAME:
        return ""
    forms = gazetteer.readings.get(" ".join(word for word in words if len(word.rstrip(".")) > 1), ())
    return forms[0].actor.actor_id if len(forms) == 1 and forms[0].actor.kind == PERSON else ""


def _is_listed(mention: Mention, run: Run, gazetteer: Gazetteer) -> bool:
    """Whether the actor found inside the run, and no unlisted person, is what the run names."""
    if gazetteer.actors[mention.actor_id].kind == PERSON and mention.kind_of_mention != SURNAME:
        return True
    return mention.start <= run.start


def _acts(words: Collection[str]) -> bool:
    return any(word.lower() in ACTS for word in words)


def _surname_of(words: Sequence[str]) -> str:
    """The last word; particles stay out of it, for later mentions drop them as often as not."""
    return words[-1]


def _bare_surnames(around: Surroundings, surnames: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where one of `surnames` stands by itself or after a title."""
    text = around.text
    surnames = list(surnames)
    if len(surnames) > FEW_SURNAMES:
        regular = {surname for surname in surnames if _WORD.fullmatch(surname)}
        surnames = [surname for surname in surnames if surname not in regular]
        yield from _bare_in_one_pass(around, regular)
    for surname in surnames:
        start = text.find(surname)
        while start >= 0:
            end = start + len(surname)
            alone = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
            if alone and text[start - 1 : start] != "-" and _is_bare(around, start, end, surname):
                yield start, surname
            start = text.find(surname, end)


def _bare_in_one_pass(around: Surroundings, surnames: Container[str]) -> Iterator[tuple[int, str]]:
    """The same for surnames that are one word of letters: whatever their number, the text is read once."""
    for match in _WORD.finditer(around.text):
        word, start = match[0], match.start()
        alone = around.text[start - 1 : start] != "-"
        if alone and word in surnames and _is_bare(around, start, match.end(), word):
            yield start, word


def _is_bare(around: Surroundings, start: int, end: int, surname: str) -> bool:
    before = around.before(start)
    if surname in PLACE_SURNAMES and before in PLACE_WORDS:
        return False
    if surname in WORD_SURNAMES and before not in TITLES and around.opens_sentence(start):
        return False
    return not beside_capitals(around, start, end, given_names(), person=True)


class _Bearers:
    """Who is called by a surname after a title: worked out once for each surname and each title that tells."""

    def __init__(self, bearers: dict[str, dict[str, str]], gazetteer: Gazetteer) -> None:
        self._bearers, self._gazetteer = bearers, gazetteer
        self._known: dict[tuple[str, str], str | None] = {}

    def of(self, surname: str, title: str) -> str | None:
        """The actor_id, or None where two may be meant."""
        key = (surname, title if title in GENDERED or title in OFFICES else "")
        if key not in self._known:
            self._known[key] = _bearer(self._bearers[surname], title, self._gazetteer)
        return self._known[key]


def _bearer(named: dict[str, str], title: str, gazetteer: Gazetteer) -> str | None:
    """Who is called by the surname after `title`, or None where two may be."""
    candidates = set(named.values())
    if len(candidates) > 1:
        gender = GENDERED.get(title)
        office = OFFICES.get(title)
        if gender is not None:
            candidates = {one for one in candidates if gender_of(one, gazetteer) == gender}
        elif office is not None:
            candidates = {
                one for one in candidates if one in gazetteer.actors and office in gazetteer.actors[one].role
            }
    return candidates.pop() if len(candidates) == 1 else None
