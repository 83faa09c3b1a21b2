"""Persons in no list of actors: those whom the article names in full, and then by surname alone.

They are found by simple signs, without a parser: two to four capitalised words that begin with a known given name
or follow a title or a word for an office. If two persons in the article share a surname, mentions by surname
alone are left out and counted, unless the title (Mr., Mrs., an office that one of them held) says who is meant.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from scoring.actors.bearers import Bearers, WhoBears, settle
from scoring.actors.capitals import (
    HEADLINE_NAME,
    LEAD,
    Run,
    capitals_of,
    follows_role,
    personal_titles,
    runs_of,
)
from scoring.actors.context import Surroundings, beside_capitals, context, context_words
from scoring.actors.gazetteer import Gazetteer
from scoring.actors.names import (
    EITHER,
    all_given_names,
    gender_of_name,
    given_names,
    is_given_name,
    no_persons,
    not_surnames,
    other_forms_of,
)
from scoring.actors.nouns import office_words
from scoring.actors.records import ALIAS, ARTICLE_PERSON, NAME, PERSON, STATE, SURNAME, Mention
from scoring.actors.rules import GENDERED
from scoring.actors.signs import Signs, follows_name, is_ordinary, read_signs, roles, surname_titles
from scoring.text.normalise import plain

_BYLINE = re.compile(r"(?:(?:\A|\n)(?:By|BY|by)|[Cc]ompiled by|[Ee]diting by|[Rr]eporting by|[Pp]hoto by|/)$")
LONGEST_NAME = 4  # words
SHORTEST_SURNAME = 3  # letters: `Mr. K` is too short to name anybody
SHORTEST_PART = 4  # letters that the last word of a two-word surname needs to stand for the whole
SHORTEST_SHORT_FORM = 3  # letters: Dan for Daniel, Rob for Robert
# Up to this many surnames, a separate search for each is quicker than one pass over the text.
FEW_SURNAMES = 32
_WORD = re.compile(r"[^\W_]+")
_TOLD_APART = tuple(f"{word} " for word in ("elder", "younger", "Elder", "Younger"))
_ARTICLES = frozenset(("the", "a", "an"))


@cache
def _word_surnames() -> frozenset[str]:
    return context_words("word_surname")


@cache
def _place_surnames() -> frozenset[str]:
    return context_words("place_surname")


class Persons(NamedTuple):
    """All mentions in text order, the starts of the surnames that were left out, and who bears which surname.

    `genders`: actor_id -> m, f or x (unknown) for persons in no list.
    """

    mentions: list[Mention]
    left_out: list[int]
    bearers: Bearers
    genders: Mapping[str, str]


def find_persons(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[list[Mention], int]:
    """`mentions` and those of persons in no list, in text order; and how many bare surnames were left out."""
    persons = read_persons(Surroundings(plain(text)), mentions, gazetteer)
    return persons.mentions, len(persons.left_out)


def read_persons(around: Surroundings, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Persons:
    """As `find_persons`, for a text in plain characters, with all that it finds.

    The actor_id of a person in no list is `person:` and the full name as first given, or the surname if the
    article gives only that, with a title. Mentions that a person's name proves wrong (a state's name that is a
    surname here) are removed.
    """
    capitals = capitals_of(around.text)
    signs = read_signs(around.text, capitals)
    bearers = _listed_bearers(mentions, gazetteer, around.text)
    runs = runs_of(around.text, capitals, bearers, signs)
    full = _full_names(runs, mentions, gazetteer, around, bearers, signs)
    named = {surname for run in full for surname in [around.text[run.start : run.end].rpartition(" ")[2]]}
    titled = _titled_surnames(runs, mentions, bearers)
    genders = _genders(bearers, signs)
    # Only these surnames can mean somebody other than the listed person whom find_mentions took them for.
    open_surnames = named | titled
    open_surnames |= {
        surname
        for surname, bearing in bearers.items()
        if len(bearing) > 1 or _is_part(surname, bearing, gazetteer)
    }
    if not open_surnames:
        return Persons(list(mentions), [], bearers, genders)
    named_in_full = Counter(
        one.actor_id for one in (*mentions, *full) if one.kind_of_mention in (NAME, ALIAS)
    )
    bearer = WhoBears(bearers, gazetteer, genders, named_in_full)
    kept, left_out = _reviewed(around, mentions, full, bearer, open_surnames, gazetteer)
    kept += full
    kept.sort(key=attrgetter("start", "end"))
    starts = [mention.start for mention in kept]
    bare: list[Mention] = []
    for start, surname in _bare_surnames(around, sorted(open_surnames)):
        before = bisect_right(starts, start) - 1
        if start in left_out or (before >= 0 and start < kept[before].end):
            continue
        actor_id = None if is_told_apart(around.text, start) else bearer.of(surname, around.before(start))
        if actor_id is None:
            left_out[start] = surname
        else:
            bare.append(Mention(start, start + len(surname), actor_id, SURNAME))
    bare += _settled(around, left_out, kept, bearers)
    return Persons(sorted(kept + bare, key=attrgetter("start", "end")), sorted(left_out), bearers, genders)


def _settled(
    around: Surroundings, left_out: dict[int, str], kept: Sequence[Mention], bearers: Bearers
) -> list[Mention]:
    """Mentions by bare surname that the order of naming settles; they are removed from `left_out`."""
    found: list[Mention] = []
    places: dict[str, list[int]] = {}
    for start, surname in sorted(left_out.items()):
        if around.before(start) not in GENDERED and not is_told_apart(around.text, start):
            places.setdefault(surname, []).append(start)
    for surname, where in places.items():
        bearing = set(bearers.get(surname, {}).values())
        introduced = [
            (mention.start, mention.actor_id)
            for mention in kept
            if mention.actor_id in bearing and mention.kind_of_mention in (NAME, ALIAS)
        ]
        for start, actor_id in settle(around.text, where, introduced).items():
            del left_out[start]
            found.append(Mention(start, start + len(surname), actor_id, SURNAME))
    return found


def _is_part(surname: str, named: Mapping[str, str], gazetteer: Gazetteer) -> bool:
    """Whether a surname is not itself a form in the list, but the last word of one."""
    return any(
        actor_id in gazetteer.called and surname not in gazetteer.called[actor_id]
        for actor_id in named.values()
    )


def _genders(bearers: Bearers, signs: Signs) -> dict[str, str]:
    """The gender of each person in no list, by the given name, else by a title before the surname."""
    found: dict[str, str] = {}
    for surname, named in bearers.items():
        for actor_id in named.values():
            if actor_id.startswith(ARTICLE_PERSON):
                gender = gender_of_name(actor_id.removeprefix(ARTICLE_PERSON))
                found[actor_id] = signs.titled.get(surname, EITHER) if gender == EITHER else gender
    return found


def _reviewed(
    around: Surroundings,
    mentions: Sequence[Mention],
    full: Sequence[Mention],
    bearer: WhoBears,
    open_surnames: Container[str],
    gazetteer: Gazetteer,
) -> tuple[list[Mention], dict[int, str]]:
    """The listed mentions that hold although other persons were found, and the surnames that became doubtful."""
    kept: list[Mention] = []
    left_out: dict[int, str] = {}
    spans = iter(full)
    span = next(spans, None)
    for mention in mentions:
        while span is not None and span.end <= mention.start:
            span = next(spans, None)
        if span is not None and mention.start >= span.start:
            continue
        form = around.text[mention.start : mention.end]
        if mention.kind_of_mention == SURNAME and is_told_apart(around.text, mention.start):
            left_out[mention.start] = form
        elif form not in open_surnames:
            kept.append(mention)
        elif mention.kind_of_mention == SURNAME:
            actor_id = bearer.of(form, around.before(mention.start))
            if actor_id is None:
                left_out[mention.start] = form
            else:
                kept.append(Mention(mention.start, mention.end, actor_id, SURNAME))
        elif gazetteer.actors[mention.actor_id].kind != STATE:
            kept.append(mention)
    return kept, left_out


def _listed_bearers(mentions: Sequence[Mention], gazetteer: Gazetteer, text: str) -> Bearers:
    """Surname -> the listed persons in the article who bear it, as {actor_id: actor_id}."""
    bearers: Bearers = {}
    for mention in mentions:
        if mention.kind_of_mention == SURNAME:
            surname = text[mention.start : mention.end]
            bearers.setdefault(surname, {})[mention.actor_id] = mention.actor_id
        else:
            for surname in gazetteer.called.get(mention.actor_id, ()):
                bearers.setdefault(surname, {})[mention.actor_id] = mention.actor_id
                part = surname.rpartition(" ")[2]
                if part != surname and len(part) >= SHORTEST_PART:  # Blasey Ford is also called Ford
                    bearers.setdefault(part, {})[mention.actor_id] = mention.actor_id
    return bearers


def _may_be_surname(word: str) -> bool:
    """Whether a person's name can end in this word: not 'Garden', nor an abbreviation in capitals."""
    return word not in not_surnames() and not word.isupper()


def _shows_surname(run: Run, text: str, signs: Signs) -> bool:
    """Whether a surname that is also a word (Hill, Lane) is a surname here: after a given name, with a further sign."""
    last = run.words[-1]
    if last not in _word_surnames() or not is_given_name(run.words[0]):
        return False
    return signs.of_surname(last) or follows_name(text, run.end)


def _is_label(run: Run, text: str) -> bool:
    """Whether the name is in capitals before a colon, as in a transcript."""
    return (
        text.startswith(":", run.end)
        and all(word.isupper() for word in run.words)
        and is_given_name(run.words[0].capitalize())
    )


def _full_names(
    runs: Sequence[Run],
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    around: Surroundings,
    bearers: Bearers,
    signs: Signs,
) -> list[Mention]:
    """Mentions by full name of persons in no list; each person is added to `bearers`."""
    found: list[Mention] = []
    index = 0
    for run in runs:
        while index < len(mentions) and mentions[index].end <= run.start:
            index += 1
        if not 1 < len(run.words) <= LONGEST_NAME + 1:
            continue
        if _is_label(run, around.text):
            run = run._replace(words=[word.capitalize() for word in run.words])
        elif not _may_be_surname(run.words[-1]) and not _shows_surname(run, around.text, signs):
            continue
        overlapping = mentions[index] if index < len(mentions) and mentions[index].start < run.end else None
        if overlapping is not None and _is_listed(overlapping, run, gazetteer):
            continue
        if not _names_a_person(run, around, bearers, signs) or _is_no_name_here(run, around):
            continue
        same = bearers.setdefault(_surname_of(run.words), {})
        listed = _listed_otherwise(run.words, gazetteer)
        first = listed or _same_given_name(run.words[0], same)
        actor_id = same.setdefault(first, listed or ARTICLE_PERSON + " ".join(run.words))
        found.append(Mention(run.start, run.end, actor_id, NAME))
    return found


def _names_a_person(run: Run, around: Surroundings, bearers: Container[str], signs: Signs) -> bool:
    """Whether anything shows that capitalised words name a person: given name, title, role, apposition, surname."""
    text, words, last = around.text, run.words, run.words[-1]
    if " ".join(words) in no_persons():
        return False
    if run.title in personal_titles() or run.title in surname_titles():
        return True
    if is_given_name(words[0]):
        return True
    if not not_surnames().isdisjoint(words) or any(word.isupper() and len(word) > 1 for word in words):
        return False
    if follows_role(text, run.start) or run.title.lower() in roles() or follows_name(text, run.end):
        return True
    if is_ordinary(words[0]) or around.before(run.start).lower() in _ARTICLES:
        return False
    if last in bearers and around.opens_sentence(run.start) and words[0] not in all_given_names():
        return False  # Neither Trump nor ...
    if words[0].endswith("ing") and words[0] not in all_given_names() and around.opens_sentence(run.start):
        return False  # Meeting Roe
    if last in signs.titled or (words[0] in all_given_names() and last in signs.spoken):
        return True
    if around.opens_sentence(run.start) and words[0].lower() in around.small_words:
        return False
    # A surname that speaks elsewhere, or another member of a family that the article has named.
    family = len(words) == HEADLINE_NAME and last in bearers and not run.title
    return last in signs.spoken or (family and not around.opens_sentence(run.start))


def _is_no_name_here(run: Run, around: Surroundings) -> bool:
    """Whether the place rules out a name: a byline, a headline, a firm with two names, `the` before it."""
    text = around.text
    if _BYLINE.search(text[max(0, run.start - LEAD) : run.start].rstrip(" ")):
        return True
    if text.startswith((" & ", " + "), run.end) or text.endswith((" & ", " + "), 0, run.start):
        return True
    if not run.title and around.before(run.start).lower() == "the":
        return True
    return around.is_headline(run.start) and (len(run.words) > HEADLINE_NAME or _acts(run.words))


def _same_given_name(given: str, named: Collection[str]) -> str:
    """The given name under which a bearer of the surname is already known: this one, its initial or a short form."""
    if given in named or len(named) > FEW_SURNAMES:  # no article has so many persons of one surname
        return given
    bare = given.rstrip(".")
    if also := [known for known in named if known in other_forms_of(given)]:
        return also[0]
    for known in named:
        other = known.rstrip(".")
        short = min(len(bare), len(other))
        alike = bare[:short] == other[:short]
        if alike and (short == 1 or short >= SHORTEST_SHORT_FORM):
            return known
    return given


def _titled_surnames(runs: Sequence[Run], mentions: Sequence[Mention], bearers: Bearers) -> set[str]:
    """Surnames of persons named only with a title (`Mr. Creamer`); each person is added to `bearers`."""
    found: set[str] = set()
    index = 0
    for run in runs:
        while index < len(mentions) and mentions[index].end <= run.start:
            index += 1
        surname = run.words[-1]
        if (
            len(run.words) != 1
            or run.title not in surname_titles()
            or len(surname) < SHORTEST_SURNAME
            or surname in bearers
            or not _may_be_surname(surname)
            or surname in context().titles
            or f"{run.title} {surname}" in no_persons()
            or surname.lower() in office_words()
            or (index < len(mentions) and mentions[index].start < run.end)
        ):
            continue
        bearers[surname] = {surname: ARTICLE_PERSON + surname}
        found.add(surname)
    return found


def _listed_otherwise(words: Sequence[str], gazetteer: Gazetteer) -> str:
    """The actor_id of the listed person with this name less its initials, or with Robert for Bob; else empty."""
    given, *rest = (word for word in words if len(word.rstrip(".")) > 1 or word is words[-1])
    names = [given] if len(words) > HEADLINE_NAME else []
    found = {
        forms[0].actor.actor_id
        for name in (*names, *other_forms_of(given))
        if len(forms := gazetteer.readings.get(" ".join((name, *rest)), ())) == 1
        and forms[0].actor.kind == PERSON
    }
    return found.pop() if len(found) == 1 else ""


def _is_listed(mention: Mention, run: Run, gazetteer: Gazetteer) -> bool:
    """Whether the run names the listed actor found in it, not an unlisted person."""
    if gazetteer.actors[mention.actor_id].kind == PERSON and mention.kind_of_mention != SURNAME:
        return True
    if mention.kind_of_mention == SURNAME and mention.end < run.end and len(run.words) > 1:
        return False  # a listed surname that is a given name here
    return mention.start <= run.start


def is_told_apart(text: str, start: int) -> bool:
    """Whether the word before a surname distinguishes two bearers: `the elder Lee`."""
    return text.endswith(_TOLD_APART, 0, start)


def _acts(words: Collection[str]) -> bool:
    return any(word.lower() in context().acts for word in words)


def _surname_of(words: Sequence[str]) -> str:
    """The last word of a name, without particles such as `van`, which later mentions often drop."""
    return words[-1]


def _bare_surnames(around: Surroundings, surnames: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where one of `surnames` occurs by itself or after a title."""
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
    """As `_bare_surnames`, for surnames of one word of letters: the text is read once, however many there are."""
    for match in _WORD.finditer(around.text):
        word, start = match[0], match.start()
        alone = around.text[start - 1 : start] != "-"
        if alone and word in surnames and _is_bare(around, start, match.end(), word):
            yield start, word


def _is_bare(around: Surroundings, start: int, end: int, surname: str) -> bool:
    before = around.before(start)
    if surname in _place_surnames() and before in context().place_words:
        return False
    if surname in _word_surnames() and before not in context().titles and around.opens_sentence(start):
        return False
    return not beside_capitals(around, start, end, given_names(), person=True)
