"""Mentions of listed actors: matching is leftmost-longest, then the context decides."""

from scoring.actors.context import (
    Surroundings,
    beside_capitals,
    context,
    hyphen_allows,
    is_government,
    is_noun,
    people_follow,
    stands_for_state,
)
from scoring.actors.forms import ADJECTIVE, CAPITAL, PEOPLE
from scoring.actors.gazetteer import Gazetteer
from scoring.actors.names import given_names
from scoring.actors.records import (
    ALIAS,
    DEMONYM,
    METONYM,
    NAME,
    PARTY,
    PERSON,
    STATE,
    SURNAME,
    Actor,
    ActorForm,
    Mention,
)
from scoring.actors.rules import ArticleEvidence, gather_evidence, holds_office, rules_hold
from scoring.text.normalise import plain

Match = tuple[int, int, tuple[ActorForm, ...]]

_NOT_BEFORE = frozenset("@./_-&$")
_KIND = {NAME: NAME, ALIAS: ALIAS, PEOPLE: DEMONYM, METONYM: METONYM, CAPITAL: METONYM, SURNAME: SURNAME}


def _flatten(text: str) -> str:
    """The text with each line break as a space, so that a name may run over a line's end; offsets do not change."""
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def find_mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions of listed actors in `text`, in text order; offsets are characters into `text`.

    A form that several actors share counts only if the rules leave exactly one of them.
    """
    return mentions_around(Surroundings(plain(text)), gazetteer)


def mentions_around(around: Surroundings, gazetteer: Gazetteer) -> list[Mention]:
    """As `find_mentions`, for a text already in plain characters, with what is known of its words."""
    flat = _flatten(around.text)
    matches = _bounded_matches(flat, gazetteer)
    evidence = gather_evidence(flat, matches)
    found: list[Mention] = []
    last_end = -1
    last_actor: Actor | None = None
    starts = {match[0] for match in matches}
    for start, end, forms in matches:
        if len(forms) == 1 and forms[0].settled:
            last_end, last_actor = end, forms[0].actor
            found.append(Mention(start, end, last_actor.actor_id, forms[0].settled))
            continue
        previous = last_actor if last_end == start - 1 else None
        standing = [form for form in forms if _stands(form, start, end, around, evidence, previous, starts)]
        if len(standing) > 1:
            standing = evidence.prefer(standing, around.before(start))
        if len(standing) != 1:
            continue
        kind = _kind_in_context(standing[0], start, end, around)
        last_end, last_actor = end, standing[0].actor
        if kind:
            found.append(Mention(start, end, last_actor.actor_id, kind))
    return found


def _bounded_matches(flat: str, gazetteer: Gazetteer) -> list[Match]:
    """The matches that begin and end at word boundaries; one that ends inside a word gives way to a shorter form."""
    found: list[Match] = []
    length = len(flat)
    forms = gazetteer.forms
    for pattern, start, end in gazetteer.matches(flat):
        if (
            start
            and ((lead := flat[start - 1]).isalnum() or lead in _NOT_BEFORE)
            and not _joins(flat, start, found)
        ):
            continue
        if end < length and (flat[end].isalnum() or flat[end] in "_$@" or _is_address(flat, end)):
            shorter = _shorter(flat, start, end, gazetteer)
            if shorter is not None:
                found.append(shorter)
            continue
        if forms[pattern]:
            found.append((start, end, forms[pattern]))
    return found


def _joins(flat: str, start: int, found: list[Match]) -> bool:
    """Whether the hyphen before `start` joins another actor ('US-China') or a prefix ('anti-China') to the form."""
    if flat[start - 1] != "-":
        return flat[start - 1] == "." and start > 1 and flat[start - 2] == "."
    if found and found[-1][1] == start - 1:
        return True
    word = flat[max(0, start - 8) : start - 1].rpartition(" ")[2].lower().lstrip("\"'(")
    return word in context().state_prefixes or word == "" or flat[start - 2] == "-"


def _is_address(flat: str, end: int) -> bool:
    return flat[end] == "." and end + 1 < len(flat) and flat[end + 1].islower()


def _shorter(flat: str, start: int, end: int, gazetteer: Gazetteer) -> Match | None:
    """The longest form of whole words within a match that ends inside a word."""
    space = flat.rfind(" ", start, end)
    while space > start:
        forms = gazetteer.readings.get(flat[start:space])
        if forms is not None:
            return (start, space, forms) if forms else None
        space = flat.rfind(" ", start, space)
    return None


def _stands(
    form: ActorForm,
    start: int,
    end: int,
    around: Surroundings,
    evidence: ArticleEvidence,
    previous: Actor | None,
    starts: set[int],
) -> bool:
    """Whether one reading of a match counts, by its rules, the names next to it and the article's country."""
    if form.rules and not rules_hold(form, start, end, around, evidence):
        return False
    if (
        form.manner == SURNAME
        and not form.at_once
        and form.actor.actor_id not in evidence.named
        and not holds_office(form.actor, around.before(start))
    ):
        return False
    if form.needs_home:
        if previous is not None and previous.country != form.actor.country:
            return False
        if around.before(start).endswith("'s") or not evidence.at_home(form.actor):
            return False
    if form.is_word and around.before(start).isupper() and len(around.before(start)) > 1:
        return False
    if not form.looks_around or form.manner == ADJECTIVE:
        return True
    if previous is not None and previous.kind != PERSON:
        return True
    if form.manner != SURNAME and end + 1 in starts and form.text not in given_names():
        return True
    person = form.actor.kind == PERSON
    return not beside_capitals(around, start, end, given_names(), person=person)


def _kind_in_context(form: ActorForm, start: int, end: int, around: Surroundings) -> str:
    """The kind of the mention; empty if the form is not a mention here."""
    text = around.text
    if form.manner == ADJECTIVE:
        return DEMONYM if _adjective_counts(form, start, end, around) else ""
    if form.manner == PEOPLE:
        before = around.before(start).lower().strip(",\"'")
        return (
            ""
            if before in context().numbers or before[:1].isdigit() or text[start - 1 : start] == "-"
            else DEMONYM
        )
    if form.manner == CAPITAL:
        return METONYM if is_government(around, start, end) else ""
    if form.actor.kind == STATE and text[end : end + 1] == "-" and not hyphen_allows(text, end):
        joins_actor = text[end + 1 : end + 2].isupper()
        return _KIND[form.manner] if joins_actor else ""
    if form.is_noun_or_modifier and not is_noun(around, end):
        return DEMONYM if stands_for_state(text, end) else ""
    return _KIND[form.manner]


def _adjective_counts(form: ActorForm, start: int, end: int, around: Surroundings) -> bool:
    text = around.text
    if start and text[start - 1] == "-" and form.actor.kind != PARTY:
        return False
    if text[end : end + 1] == "-":
        return hyphen_allows(text, end)
    if form.actor.kind == PARTY:
        return stands_for_state(text, end, party=True)
    return stands_for_state(text, end) or people_follow(around, start, end)
