"""What kind of source a phrase is, and which member of the cast: the first rule that applies decides.

A source counts as a person only on the evidence of the cast (see scoring/actors/persons.py).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import NamedTuple

from scoring.actors.capitals import place_openers
from scoring.actors.cast import RELATIVE_CLAUSE, Cast, Member
from scoring.actors.context import context, context_words
from scoring.actors.names import given_names
from scoring.actors.nouns import is_official, kinds_of_words, office_words, roles_in, word_table
from scoring.actors.offices import offices_of
from scoring.actors.records import ALIAS, DEMONYM, NAME, PERSON, PRONOUN, Mention
from scoring.schema.kinds import Polarity, SourceType
from scoring.schema.lists import read_rows
from scoring.sourcing.anonymity import is_told_anonymously
from scoring.sourcing.records import NO_SPAN, Draft, Span
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.source_phrase import WORD, Phrase, bare_word, is_person_noun, read_phrase
from scoring.sourcing.tokens import flags_of


class SourceIdentity(NamedTuple):
    """What is known of a source: kind, actor_id and name ('' if none), public office, second hand, fellow speakers."""

    source_type: SourceType
    speaker: str = ""
    speaker_name: str = ""
    official: bool = False
    second_hand: bool = False
    co_speakers: tuple[str, ...] = ()


UNKNOWN = SourceIdentity(SourceType.UNKNOWN)


@cache
def closed_words() -> dict[str, str]:
    """Words that tell a source by themselves -> how (data/en/source_words.csv)."""
    return {
        word: row["tells"]
        for row in read_rows("source_words.csv", "tells", "words")
        for word in row["words"].split()
    }


@dataclass(slots=True)
class Recent:
    """Who has spoken so far: for each role the last speaker known to hold it, and the last sources of four sorts.

    `heard`: sort (`group`: an institution; `thing`: an institution, a document, a medium; `one`, `several`: persons
    without a name) -> identity and the offset of its cue. A named person makes the last `one` forgotten.
    """

    by_role: dict[str, Member] = field(default_factory=dict)
    heard: dict[str, tuple[SourceIdentity, int]] = field(default_factory=dict)

    def add(self, person: Member) -> None:
        """Record the speaker of an attribution."""
        for role in person.roles:
            self.by_role[role] = person

    def hear(self, voice: SourceIdentity, at: int, *, several: bool) -> None:
        """Record the source of the attribution whose cue begins at `at`; `several`: its words mean several persons."""
        kind = voice.source_type
        if kind == SourceType.NAMED_PERSON:
            self.heard.pop("one", None)
        elif kind in (SourceType.UNNAMED_ROLE, SourceType.PUBLIC):
            self.heard["several" if several else "one"] = voice, at
        elif kind in _THINGS:
            self.heard["thing"] = voice, at
            if kind == SourceType.NAMED_INSTITUTION:
                self.heard["group"] = voice, at

    def last(self, sort: str, at: int) -> SourceIdentity | None:
        """The last source of a sort before the offset `at`, if it spoke shortly before."""
        voice, heard_at = self.heard.get(sort, (UNKNOWN, -1))
        return voice if heard_at >= 0 and at - heard_at < MAX_GROUP_REACH else None


_THINGS = (SourceType.NAMED_INSTITUTION, SourceType.DOCUMENT, SourceType.OTHER_MEDIUM)


class Stage:
    """One text and its cast, with what the rules need."""

    def __init__(self, text: str, cast: Cast, outlet: str = "") -> None:
        self.text, self.cast = text, cast
        # An outlet that no list knows may be named by its site: harbournews.com is Harbour News.
        self.site = outlet.lower().partition(".")[0].replace("-", "") if "." in outlet[1:-1] else ""
        self.outlet = frozenset(word.lower() for word in WORD.findall(outlet))
        self.initials = "".join(word[0] for word in outlet.split() if word[0].isupper())
        self.recent = Recent()
        self.officials: set[str] = set()  # persons who were named with a public body
        self.introduced: set[str] = set()  # nouns for somebody without a name who has spoken: a senator said

    def is_own(self, named: Sequence[str]) -> bool:
        """Whether words in small letters, without an article, name the outlet itself, in full or by its initials."""
        short = len(self.initials) > 1 and list(named) == [self.initials.lower()]
        return short or (bool(named) and (self.outlet.issuperset(named) or self._is_site("".join(named))))

    def _is_site(self, joined: str) -> bool:
        """Whether a name without its spaces is that of the outlet's site, with or without `the` and `News`."""
        site = self.site.removeprefix("the")
        return bool(site) and joined in (self.site, site, f"{site}news")

    def takes_turns(self, name: str) -> bool:
        """Whether the name and a colon open several lines or sentences that go on differently."""
        turns = re.finditer(rf"(?:^|\n|[.?!…–—-]\s){re.escape(name)}:", self.text)
        return len({self.text[turn.end() : turn.end() + SHOWN_OF_TURN] for turn in turns}) > 1

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The words that are capitalised inside a sentence somewhere, and so are not ordinary words."""
        return frozenset(bare for word in _INSIDE.findall(self.text) if (bare := word.removesuffix("'s")))


# A verb or adverb that was taken into the source by mistake: `Moore denies`.
_WORD_BEHIND = re.compile(r" ([a-z]+)")
# A role in some other body: `the president of the college`.
_BELONGS = re.compile(r"\s(?:of|for|at|from)\s(?!the (?:United States|U\.S\.))")
_GOES_ON = re.compile(r"(?: [A-Z][\w'’-]*){1,2}")
_INSIDE = re.compile(r"[a-z,;][\"”’]? ([A-Z][\w'-]*)")
# A relative pronoun means whoever is named right before it, or before a bracket, a dash or an apposition in commas.
_TO_RELATIVE = re.compile(
    r"(?: \([^()\n]{1,40}\))?"  # Sen. Ann Lee (R-Tenn.), who
    r"(?:[—–]|,[^.;:\"“”()]{0,100}, |, (?:an?|the|his|her) [^.,;:\"“”()]{0,100}[^\W\d_s] |,? )"
)
# A pronoun means an institution, or somebody without a name, only where that source spoke just before.
MAX_GROUP_REACH = 400
REACH_OF_RELATIVE = 120
# A clause of anonymity follows at once and has at most this many characters.
REACH_OF_ANONYMITY = 80
# So many characters behind a name its roles are read; so many behind `the spokeswoman,` the name begins.
REACH_OF_ROLES, REACH_OF_NAME = 80, 40


class Asked(NamedTuple):
    """One source to be identified: where it is, its phrase, and what is known about the article."""

    stage: Stage
    draft: Draft
    phrase: Phrase
    written: str

    @property
    def start(self) -> int:
        """Where the source begins in the text."""
        return self.draft.source[0]

    def named_at_end(self) -> Mention | None:
        """The mention at the end of the phrase's head, if any."""
        end = self.phrase.name_end
        return self.stage.cast.over(self.start + end - 1) if end else None

    def member(self, mention: Mention | None) -> Member | None:
        """Who is mentioned."""
        return self.stage.cast.members[mention.actor_id] if mention is not None else None


def identity_of(stage: Stage, draft: Draft) -> tuple[SourceIdentity, Member | None]:
    """The identity of a draft's source, and the member of the cast if it is a person."""
    if draft.own:
        return SourceIdentity(SourceType.OWN_REPORTER), None
    if draft.source == NO_SPAN:
        return UNKNOWN, None
    written = stage.text[draft.source[0] : draft.source[1]]
    asked = Asked(stage, draft, read_phrase(written), written)
    if not asked.phrase.words:
        return UNKNOWN, None
    for rule in RULES:
        voice = rule(asked)
        if voice is not None:
            person = (
                stage.cast.members.get(voice.speaker)
                if voice.source_type == SourceType.NAMED_PERSON
                else None
            )
            return voice, person
    return _unknown(asked), None


def _unknown(asked: Asked) -> SourceIdentity:
    """An unknown source, with what the phrase says about public office."""
    return UNKNOWN._replace(official=asked.phrase.official)


def _of_person(asked: Asked, person: Member, roles: frozenset[str] = frozenset()) -> SourceIdentity:
    """A person; whose offices are listed with their years holds one by them, another by what the article calls him.

    An article without a date says by its words alone whether a listed office is held.
    """
    officials, phrase = asked.stage.officials, asked.phrase
    if (roles and phrase.official) or _beside_public_body(asked):
        officials.add(person.actor_id)
    offices = offices_of(person.offices)
    official = bool(person.in_office)
    if not official and not phrase.formerly and (person.in_office is None or not offices):
        listed = frozenset(role for office in offices for role in office.roles)
        called = (person.roles | roles) - (ELSEWHERE_TOO - listed)
        official = person.actor_id in officials or is_official(called)
    return SourceIdentity(SourceType.NAMED_PERSON, person.actor_id, person.name, official)


def _beside_public_body(asked: Asked) -> bool:
    """Whether an apposition names an office by its body: `the agency’s director`, `Tarn’s secretary of state`."""
    phrase = asked.phrase
    if phrase.cut <= 0 or asked.written[phrase.cut] != ",":
        return False
    told = RELATIVE_CLAUSE.split(asked.written[phrase.cut + 1 :])[0].strip()
    beside = read_phrase(told)
    if not beside.official:
        return False
    owner, possessive, _ = beside.head.replace("’", "'").partition("'s ")
    body = bare_word(owner.split()[-1]) if possessive and owner else ""
    if body.islower() and owner.split()[-1].islower() and kinds_of_words()["institution"].get(body, False):
        return True
    if beside.last == "secretary":
        return any(told.startswith(f" of {name}", beside.cut) for name in rule_words().portfolio)
    return beside.last in rule_words().speaks_for and beside.cut > 0


# Roles that are as often held outside public office: these count only in a phrase that names a public body.
ELSEWHERE_TOO = frozenset(
    {"president", "vice president", "vice-president", "executive officer", "officer", "general", "secretary"}
)


def _of_institution(
    member: Member, *, official: bool, kind: SourceType = SourceType.NAMED_INSTITUTION
) -> SourceIdentity:
    return SourceIdentity(kind, member.actor_id, member.name, official)


def _as_pronoun(asked: Asked) -> SourceIdentity | None:
    """He and she as the cast resolves them; I and we are the reporter; it and they are whoever spoke just before."""
    words = asked.phrase.words
    if len(words) != 1 and not asked.written.startswith("who,"):  # who, somewhat oddly, told her
        return None
    word = words[0].replace("’", "'").split("'")[0]
    kind = closed_words().get(word)
    mention = asked.stage.cast.over(asked.start)
    if (
        len(asked.written) > 1
        and asked.written.isupper()
        and not asked.stage.text[slice(*asked.draft.cue)].isupper()
    ):
        return None  # according to WHO
    if kind == "person":
        if mention is None or mention.kind_of_mention != PRONOUN:
            return _of_somebody(asked)
        return _of_person(asked, asked.stage.cast.members[mention.actor_id])
    if kind == "reporter":
        return SourceIdentity(SourceType.OWN_REPORTER)
    if kind == "group":
        return _of_group(asked, word)
    return _as_relative(asked, word) if kind == "relative" else None


def _of_somebody(asked: Asked) -> SourceIdentity:
    """`he` and `she` who lead to nobody: whoever just spoke without a name, else a person whom the text names."""
    unnamed = asked.stage.recent.last("one", asked.draft.cue[0])
    if unnamed is not None and not _is_person_named_since(asked):
        return unnamed
    persons = any(member.kind == PERSON for member in asked.stage.cast.members.values())
    return SourceIdentity(SourceType.NAMED_PERSON if persons else SourceType.UNNAMED_ROLE)


def _is_person_named_since(asked: Asked) -> bool:
    """Whether the text has named a person since somebody without a name spoke: `a source said ... Teal ... he said`."""
    _, heard_at = asked.stage.recent.heard["one"]
    members = asked.stage.cast.members
    between = asked.stage.cast.within(heard_at, asked.start)
    return any(
        members[mention.actor_id].kind == PERSON and mention.kind_of_mention == NAME for mention in between
    )


def _of_group(asked: Asked, word: str) -> SourceIdentity:
    """`it` and `they`: what spoke just before, an institution or, for `they`, persons."""
    recent, at = asked.stage.recent, asked.draft.cue[0]
    if word in ("it", "its"):
        return recent.last("thing", at) or _of_body_before(asked)
    voice = recent.last("several", at) or recent.last("group", at)
    return voice or (SourceIdentity(SourceType.UNNAMED_ROLE) if asked.draft.group in _SPOKEN else UNKNOWN)


def _of_body_before(asked: Asked) -> SourceIdentity:
    """`it` that told something, where no institution spoke just before: the last one named shortly before."""
    last = asked.stage.cast.last_before(asked.start)
    told = asked.draft.group in ("say", "tell") and asked.draft.polarity != Polarity.HYPOTHETICAL
    if not told or last is None or asked.start - last.end > REACH_OF_IT:
        return UNKNOWN
    member = asked.stage.cast.members[last.actor_id]
    return UNKNOWN if member.kind == PERSON else _of_institution(member, official=False)


REACH_OF_IT = 150
_SPOKEN = ("say", "tell", "ask", "spoken", "according")


def _as_relative(asked: Asked, word: str) -> SourceIdentity:
    """`who` and `which`: whoever is named right before, a person for `who`, anything else for `which`."""
    cast, text = asked.stage.cast, asked.stage.text
    if asked.written[0].isupper() and word == "who":
        return UNKNOWN  # Who says so?
    if word in ("who", "whom", "whose"):
        # An apposition may name others: Ann Lee, the envoy to France, who ...
        for mention in reversed(cast.within(max(0, asked.start - REACH_OF_RELATIVE), asked.start)):
            member = cast.members[mention.actor_id]
            named = member.kind == PERSON and mention.kind_of_mention != PRONOUN
            if named and _TO_RELATIVE.fullmatch(text, mention.end, asked.start) is not None:
                return _of_person(asked, member)
    elif (last := cast.last_before(asked.start)) is not None and text[last.end : asked.start] in (" ", ", "):
        member = cast.members[last.actor_id]
        if member.kind != PERSON:
            return _of_institution(member, official=False)
    voice = _of_part(asked, *asked.draft.head) if asked.draft.head != NO_SPAN else UNKNOWN
    if word == "which" and voice.source_type == SourceType.UNKNOWN and asked.draft.group in ("say", "tell"):
        voice = _of_name_before(asked)
    told = word == "who" and asked.draft.group in _SPOKEN and voice.source_type == SourceType.UNKNOWN
    return SourceIdentity(SourceType.UNNAMED_ROLE) if told else voice


def _of_name_before(asked: Asked) -> SourceIdentity:
    """What the name right before `which` stands for: `a decision of the Tarn Board of Harbors, which ruled`."""
    text, end = asked.stage.text, asked.start
    begin = max(0, end - REACH_OF_RELATIVE)
    named = _NAME_AT_END.search(text[begin:end])
    if named is None:
        return UNKNOWN
    voice = _of_part(asked, begin + named.start(1), begin + named.end(1))
    return voice if voice.source_type in _THINGS else UNKNOWN


_NAME_AT_END = re.compile(r"((?:[A-Z][\w.&'’-]*\s(?:(?:of|for|on|and|the)\s){0,2}){0,6}[A-Z][\w.&'’-]*), $")


def _of_part(asked: Asked, start: int, end: int) -> SourceIdentity:
    """The identity of other words than the source's own: the noun of a relative clause, what `one of` is part of."""
    draft = replace(asked.draft, source=(start, end), head=NO_SPAN)
    return identity_of(asked.stage, draft)[0]


def _as_turn(asked: Asked) -> SourceIdentity | None:
    """What stands before a colon: one whose turns come again, or a name of the cast; else a dateline or heading."""
    if asked.draft.group != "colon":
        return None
    mention = asked.named_at_end()
    if mention is not None and not asked.written.isupper():
        return None
    if asked.stage.takes_turns(asked.written):
        person = _as_person(asked)
        return person or (UNKNOWN if len(asked.written) == 1 else SourceIdentity(SourceType.NAMED_PERSON))
    known = _as_person(asked)
    if known is not None and known.source_type == SourceType.NAMED_PERSON:
        return known
    return UNKNOWN if asked.written.isupper() or len(asked.phrase.words) > MAX_TURN_WORDS else None


# By so many characters one turn of a speaker is told from another.
SHOWN_OF_TURN = 30
# Longer words before a colon that name nobody of the cast are a heading.
MAX_TURN_WORDS = 3


def _as_own(asked: Asked) -> SourceIdentity | None:
    """The outlet itself, or its reporter: `NPR reported`, `NPR’s Ann Lee has reported`, `HP reported` (of HP)."""
    outlet, phrase = asked.stage.outlet, asked.phrase
    if outlet.isdisjoint(phrase.head_words) and not asked.stage.site:
        return None
    media = word_table("medium")
    owner, possessive, _ = asked.written.replace("’", "'").partition("'s ")
    words = [word.lower() for word in WORD.findall(owner)] if possessive else list(phrase.head_words)
    named = [word for word in words if word != "the"]
    short = named == [asked.stage.initials.lower()]
    if asked.stage.is_own(named) and (short or (named[-1] in media.last and media.within(named))):
        return SourceIdentity(SourceType.OWN_REPORTER)
    return None


def _as_withheld(asked: Asked) -> SourceIdentity | None:
    """A source that would not be named, whoever is named before it."""
    words, (_, end), cue_end = asked.phrase.words, asked.draft.source, asked.draft.cue[1]
    if asked.phrase.withheld:
        return SourceIdentity(SourceType.UNNAMED_ROLE, official=asked.phrase.official)
    if len(words) > 1 and closed_words().get(words[0]) == "article":
        text = asked.stage.text
        if any(is_told_anonymously(text[at : at + REACH_OF_ANONYMITY]) for at in (end, cue_end)):
            return SourceIdentity(SourceType.UNNAMED_ROLE, official=asked.phrase.official)
    return None


def _as_company(asked: Asked) -> SourceIdentity | None:
    """`Ann Teal and her aides`: told by whose they are."""
    found = _COMPANY.match(asked.written)
    if found is None:
        return None
    voice = _of_part(asked, asked.start, asked.start + found.end(1))
    return voice if voice.source_type == SourceType.NAMED_PERSON else None


_COMPANY = re.compile(r"((?:[^\W_][\w.'’-]*\s){1,5}?)and (?:his|her|their) [a-z]")


def _as_person(asked: Asked) -> SourceIdentity | None:
    """A person of the cast at the end of the head, or after `the spokeswoman,`."""
    cast, phrase = asked.stage.cast, asked.phrase
    if _is_body_of_person(asked):
        return SourceIdentity(SourceType.NAMED_INSTITUTION, official=phrase.official)
    if (
        len(phrase.words) == 1
        and asked.draft.lemma == "report"
        and phrase.last in word_table("medium").single
    ):
        return None  # Bloomberg reported
    person = asked.member(asked.named_at_end() or _named_around(asked))
    if person is not None and person.kind == PERSON:
        return _of_person(asked, person, _roles_of(asked))
    if person is None and phrase.capital and phrase.name:
        end, surname = asked.start + phrase.name_end, phrase.name.split()[-1]
        if cast.is_unresolved(end - len(surname), end) or cast.surnames.get(surname.lower()) == "":
            return SourceIdentity(SourceType.NAMED_PERSON, official=phrase.official)
        person = (
            cast.person_called(phrase.name) if phrase.last not in kinds_of_words()["institution"] else None
        )
        if person is not None:
            return _of_person(asked, person, _roles_of(asked))
    if phrase.cut <= 0:
        return _behind_trade(asked)
    if asked.written[phrase.cut] == "(" and (beside := _behind_bracket(asked)) is not None:
        return beside
    found = _behind_office(asked) if asked.written.startswith(" of ", phrase.cut) else None
    if asked.written[phrase.cut] == "," and phrase.last in office_words():
        found = _behind_role(asked)
    return found or _at_the_end(asked) or _named_beside(asked)


def _behind_bracket(asked: Asked) -> SourceIdentity | None:
    """`Harbour Protection (HP) Commissioner Ann Teal`: a person behind a body’s initials and an office."""
    cast, text, (start, end) = asked.stage.cast, asked.stage.text, asked.draft.source
    last = cast.last_before(end)
    closed = text.find(")", start, end)
    if last is None or last.end != end or closed < 0 or last.start < closed:
        return None
    person = asked.member(last)
    roles = [word.lower() for word in WORD.findall(text[closed : last.start])]
    if (
        person is None
        or person.kind != PERSON
        or not roles
        or any(role not in office_words() for role in roles)
    ):
        return None
    return _of_person(asked, person, frozenset(roles_in(roles)))


def _behind_office(asked: Asked) -> SourceIdentity | None:
    """`Secretary of State Ann Teal`: a person named at the end, behind the office and the body that it is held in."""
    phrase, (start, end) = asked.phrase, asked.draft.source
    written = phrase.head.split()
    if phrase.last not in office_words() or not all(word[0].isupper() for word in written):
        return None
    if closed_words().get(phrase.words[0]) == "article":
        return None  # a secretary of State Ann Teal is another
    cast, text = asked.stage.cast, asked.stage.text
    behind = start + phrase.cut + len(" of ")
    if asked.written.count(",") == 1:  # `Secretary of State Ann Teal, a Liberal`
        end = start + asked.written.index(",")
    last = cast.last_before(end)
    person = asked.member(last) if last is not None and not text[last.end : end].strip(" ,") else None
    if last is not None and person is not None:
        body = WORD.findall(text[behind : max(behind, last.start)])
    else:  # nothing but the given name shows that somebody is named
        *body, given, surname = ("", "", *WORD.findall(text[behind:end]))
        shown = given in given_names() or [word.lower() for word in body if word] == ["state"]
        if not (shown and given[:1].isupper() and surname[:1].isupper()) or _is_body([bare_word(surname)]):
            return None
        body = [word for word in body if word]
        person = cast.person_called(f"{given} {surname}")
    capital = body and all(word[:1].isupper() or word in ("the", "and", "for") for word in body)
    if not capital or any(bare_word(word) in office_words() for word in body):
        return None  # critics of President Ann Teal
    if person is None:
        return SourceIdentity(SourceType.NAMED_PERSON, official=phrase.official)
    return (
        _of_person(asked, person, frozenset(roles_in(phrase.head_words))) if person.kind == PERSON else None
    )


def _behind_trade(asked: Asked) -> SourceIdentity | None:
    """`Eco-warrior Ann Teal`: a compound for a person before a full name that nothing else shows to be a person's."""
    words = asked.phrase.head.split()
    trade = words[0].lower() if len(words) == WORDS_OF_TRADE_AND_NAME else ""
    if "-" not in trade or not is_person_noun(trade) or not all(word[0].isupper() for word in words):
        return None
    return None if _is_body(asked.phrase.head_words) else SourceIdentity(SourceType.NAMED_PERSON)


WORDS_OF_TRADE_AND_NAME = 3


def _named_beside(asked: Asked) -> SourceIdentity | None:
    """`his counterpart, Ann Teal`: a name behind a noun for somebody, though the article does not show whose it is."""
    phrase = asked.phrase
    name = asked.written[phrase.cut + 1 :].strip(" ,") if asked.written[phrase.cut] == "," else ""
    if not _FULL_NAME.fullmatch(name) or _is_body([bare_word(word) for word in name.split()]):
        return None
    kinds, last = kinds_of_words(), phrase.last
    somebody = last in kinds["role"] or last in kinds["somebody"] or is_person_noun(last)
    possessed = phrase.words[0] in rule_words().possessive or "'s " in phrase.head.replace("’", "'")
    if last.endswith("s") or last in kinds["document"] or not (somebody or (possessed and last.islower())):
        return None
    return SourceIdentity(SourceType.NAMED_PERSON, official=phrase.official)


_FULL_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){1,2}")


def _is_body(words: Sequence[str]) -> bool:
    """Whether the words are the name of an institution or a medium by one of the nouns for them."""
    return word_table("institution").within(words) or word_table("medium").within(words)


def _is_body_of_person(asked: Asked) -> bool:
    """Whether the person's name is part of the name of a body: `Team Lee`, `Speaker Ann Lee’s (R-Ohio) office`."""
    phrase = asked.phrase
    if phrase.head_words[:1] == ("team",) and len(phrase.capital) > 1:
        return True
    return (
        phrase.cut > 0
        and asked.written[phrase.cut] == "("
        and phrase.head.rstrip().endswith(("'s", "’s", "s’"))
        and phrase.words[-1] in word_table("institution").last
    )


def _named_around(asked: Asked) -> Mention | None:
    """A person whose name continues after a listed form ('Mayor Pete' Lee), or follows a title ('Mrs' May)."""
    cast, text, end = asked.stage.cast, asked.stage.text, asked.start + asked.phrase.name_end
    mention = cast.last_before(end)
    if (
        mention is not None
        and mention.kind_of_mention == ALIAS
        and mention.start >= asked.start
        and _GOES_ON.fullmatch(text, mention.end, end)
    ):
        return mention
    first = cast.over(asked.start)
    behind = _WORD_BEHIND.fullmatch(text, first.end, asked.draft.source[1]) if first is not None else None
    if behind is not None and (behind[1] in context().acts or behind[1].endswith("ly")):
        return first
    if asked.phrase.last in kinds_of_words()["title"] and asked.phrase.ends_in_capital:
        following = cast.over(asked.draft.source[1] + 1)
        if following is not None and following.start == asked.draft.source[1] + 1:
            return following
    return None


def _behind_role(asked: Asked) -> SourceIdentity | None:
    """`the spokeswoman, Ann Teal`: a person named right after the comma, perhaps after titles."""
    cut = asked.start + asked.phrase.cut
    found = asked.stage.cast.within(cut, min(cut + REACH_OF_NAME, asked.draft.source[1]))
    person = asked.member(found[0]) if found else None
    if person is None or person.kind != PERSON:
        return None
    between = WORD.findall(asked.stage.text[cut : found[0].start])
    if any(bare_word(word) not in office_words() for word in between):
        return None
    return _of_person(asked, person, frozenset(roles_in(asked.phrase.head_words)))


def _at_the_end(asked: Asked) -> SourceIdentity | None:
    """`a Department of Justice spokesman, Ann Teal`: a full name after the last comma, with a role before it."""
    cast, text, (start, end) = asked.stage.cast, asked.stage.text, asked.draft.source
    last = cast.last_before(end)
    if last is None or last.start <= start or _FROM_PLACE.sub("", text[last.end : end]).strip(" ,"):
        return None
    person = cast.members[last.actor_id]
    titles = _TITLES.search(text, start, last.start)
    before = text[start : last.start]
    if titles is not None and rule_words().no_title.isdisjoint(titles.group().split()):
        before = text[start : titles.start()]
    if person.kind != PERSON or last.kind_of_mention not in (NAME, ALIAS) or not before.endswith(", "):
        return None
    words = WORD.findall(before)
    roles = frozenset(roles_in([word.lower() for word in words]))
    # Or another lower-case noun: Lee’s brother-in-law, Ann Teal.
    shown = any(not role.endswith("s") for role in roles) or (
        words and words[-1].islower() and not words[-1].endswith("s")
    )
    return _of_person(asked, person, roles) if shown else None


# Titles between a comma and a name; where the named person is from.
_TITLES = re.compile(r"(?<=, )(?:[\w-]+\.? ){1,4}$")
_FROM_PLACE = re.compile(r"^ of (?:[A-Z][\w.-]*\s?){1,3}(?=,|$)")


def _roles_of(asked: Asked) -> frozenset[str]:
    """The roles that the phrase gives, in the head and in an apposition after it."""
    phrase = asked.phrase
    roles = set(roles_in(phrase.head_words))
    if phrase.cut > 0 and asked.written[phrase.cut] == ",":
        after = RELATIVE_CLAUSE.split(asked.written[phrase.cut : phrase.cut + REACH_OF_ROLES])[0]
        for part in _PARTS.split(after):
            words = [word.lower() for word in WORD.findall(part)]
            if rule_words().formerly.isdisjoint(words):
                roles.update(roles_in(words))
    return frozenset(roles)


# What parts the offices of an apposition: a lawyer and former senator.
_PARTS = re.compile(r", | and ")


def _as_medium(asked: Asked) -> SourceIdentity | None:
    """Another newspaper, broadcaster or agency."""
    media, phrase = word_table("medium"), asked.phrase
    doubled = (
        phrase.last.partition("-")[2] in media.single and phrase.ends_in_capital
    )  # the Tarn Post-Gazette
    if not doubled and (phrase.last not in media.last or not media.within(phrase.head_words)):
        return None
    if not (WORD.findall(phrase.head)[-1][0].isupper() or closed_words().get(phrase.last) == "medium"):
        return None
    return _named(asked, official=False, kind=SourceType.OTHER_MEDIUM) or SourceIdentity(
        SourceType.OTHER_MEDIUM
    )


def _as_post_or_document(asked: Asked) -> SourceIdentity | None:
    last, kinds = asked.phrase.last, kinds_of_words()
    if last in kinds["post"]:
        return SourceIdentity(SourceType.SOCIAL_POST, official=asked.phrase.official)
    return (
        SourceIdentity(SourceType.DOCUMENT, official=asked.phrase.official)
        if last in kinds["document"]
        else None
    )


def _as_role(asked: Asked) -> SourceIdentity | None:
    """A role: the one person known to hold it, or an unnamed source."""
    phrase = asked.phrase
    if phrase.last in rule_words().party_members and rule_words().of_party.issuperset(phrase.head_words[:-1]):
        return _named(asked, official=phrase.official) or SourceIdentity(
            SourceType.NAMED_INSTITUTION, official=phrase.official
        )
    if phrase.last not in kinds_of_words()["role"] or phrase.last in word_table("institution").last:
        return (
            None
            if phrase.head_words[:1] != ("spokesman",)
            else SourceIdentity(SourceType.UNNAMED_ROLE, official=phrase.official)
        )
    named = _stands_beside(asked)
    if named is not None:
        return _of_person(asked, named, frozenset(roles_in(phrase.head_words)))
    if phrase.words[0] in ("the", "this", "that"):
        (*_, role) = ("", *roles_in(phrase.head_words))
        # `The US leader` may be somebody else than the leader of the article.
        alone = phrase.head_words[1:] == tuple(role.split(" ")) and not role.endswith("s")
        alone = alone and not _BELONGS.match(asked.written, max(phrase.cut, 0))
        cast, recent = asked.stage.cast, asked.stage.recent
        holder = cast.members.get(cast.holders.get(role, "")) if alone else None
        if alone and holder is None and not any(role in one.offices for one in cast.members.values()):
            holder = recent.by_role.get(role)
        if holder is not None:
            return _of_person(asked, holder, frozenset((role,)))
    return _of_unnamed(asked)


def _of_unnamed(asked: Asked) -> SourceIdentity:
    """A role without a name here: somebody named elsewhere (`the Tarn senator`), else an unnamed source."""
    phrase, stage = asked.phrase, asked.stage
    if asked.draft.group == "ask" and phrase.last in rule_words().asks_for_reports:
        return _unknown(asked)  # was asked by a reporter: no source, but whoever reports
    if _is_known_by_name(asked):
        return SourceIdentity(SourceType.NAMED_PERSON, official=phrase.official)
    if phrase.words[0] in _INDEFINITE:
        stage.introduced.add(phrase.last)
    return SourceIdentity(SourceType.UNNAMED_ROLE, official=phrase.official)


_INDEFINITE = ("a", "an", "one", "another")


def _is_known_by_name(asked: Asked) -> bool:
    """Whether `the Tarn senator` means one whom the text names: nobody without a name was introduced as such."""
    stage, phrase = asked.stage, asked.phrase
    if phrase.words[0] != "the" or phrase.last not in rule_words().known_by_name:
        return False
    behind = max(phrase.cut, 0)
    if phrase.last in stage.introduced or asked.written.startswith(" who ", behind):
        return False
    if _BELONGS.match(asked.written, behind):
        return False  # the mayor of another town
    lone = len(phrase.words) == len(("the", phrase.last))
    if (
        lone
        and stage.recent.last("one", asked.draft.cue[0]) is not None
        and not _is_person_named_since(asked)
    ):
        return False  # a Liberal who was there said ..., the member added
    return any(member.kind == PERSON for member in stage.cast.members.values())


def _stands_beside(asked: Asked) -> Member | None:
    """The person whose apposition the phrase is: `Ann Teal, | the head of the board |, said`."""
    cast, text, end = asked.stage.cast, asked.stage.text, asked.draft.source[1]
    last = cast.last_before(asked.start)
    if last is None or text[last.end : asked.start] != ", " or last.kind_of_mention != NAME:
        return None
    person = cast.members[last.actor_id]
    return person if person.kind == PERSON and text.startswith(",", end) else None


def _as_part(asked: Asked) -> SourceIdentity | None:
    """`one of the mayor’s aides`, `some of them`: told by the whole, but not named with it."""
    phrase = asked.phrase
    if phrase.last not in rule_words().part or not asked.written.startswith(" of ", max(phrase.cut, 0)):
        return None
    voice = _of_part(asked, asked.start + phrase.cut + len(" of "), asked.draft.source[1])
    if phrase.last in rule_words().share and voice.source_type != SourceType.DOCUMENT:
        return SourceIdentity(SourceType.PUBLIC)
    if voice.source_type in (SourceType.DOCUMENT, SourceType.OTHER_MEDIUM, SourceType.PUBLIC):
        return SourceIdentity(voice.source_type, official=voice.official)
    return SourceIdentity(SourceType.UNNAMED_ROLE, official=voice.official)


def _as_institution(asked: Asked) -> SourceIdentity | None:
    """A name or noun of an institution."""
    phrase, institutions = asked.phrase, word_table("institution")
    listed = asked.member(asked.named_at_end())
    if listed is not None and listed.kind != PERSON and phrase.last not in kinds_of_words()["public"]:
        return _of_institution(listed, official=phrase.official)
    named = institutions.within(phrase.head_words) and phrase.capital
    if named and (len(phrase.capital) > 1 or phrase.last in institutions.last):
        return _named(asked, official=phrase.official)
    return None


def _as_public(asked: Asked) -> SourceIdentity | None:
    head, public = asked.phrase.head_words, kinds_of_words()["public"]
    first = next((word for word in head if word not in rule_words().measure), "")
    share = asked.phrase.last.isdigit() and asked.written.endswith("%")  # another 18%
    if asked.phrase.last in public or first in public or first.isdigit() or share:
        return SourceIdentity(SourceType.PUBLIC)
    return None


def _as_plain_institution(asked: Asked) -> SourceIdentity | None:
    """`the ministry`: an institution without a name of its own."""
    if asked.phrase.last not in word_table("institution").last:
        return None
    return _named(asked, official=asked.phrase.official) or SourceIdentity(
        SourceType.NAMED_INSTITUTION, official=asked.phrase.official
    )


def _as_capital(asked: Asked) -> SourceIdentity | None:
    """A name that nothing shows to be a person's: a firm, team, ship or place; an ordinary word is no name."""
    phrase = asked.phrase
    if not phrase.ends_in_capital:
        return None
    words = phrase.institution.split(" ")
    while words and _is_no_name(words[0]):
        words.pop(0)
    if not words or not words[0][:1].isupper():
        return _as_anybody(asked) or _unknown(asked)
    if len(words) == 1 and not words[0].isupper() and not _is_name_elsewhere(asked, words[0]):
        # Capitalised only because it opens a sentence or heading, unless it speaks as one person does.
        return _as_lone_name(asked) or _as_anybody(asked) or _unknown(asked)
    if asked.draft.group == "colon" and words[0] not in asked.stage.capitals:
        return _unknown(asked)
    return _of_institution(asked.stage.cast.institution_called(" ".join(words)), official=phrase.official)


_ADDRESS = re.compile(r"[\w-]+\.(?:com|org|net|gov|edu|info|[a-z]{2})")


def _is_name_elsewhere(asked: Asked, word: str) -> bool:
    """Whether a word that opens a sentence is a name: an address, or capitalised inside a sentence too."""
    return bare_word_of(word) in asked.stage.capitals or _ADDRESS.fullmatch(word) is not None


def _as_lone_name(asked: Asked) -> SourceIdentity | None:
    """`Teal added, “...”`: a single noun in the singular without an article, beside a quotation, is a surname.

    Without a quotation (`Teal says that`) it passes for an institution, as other names without a sign do.
    """
    word, content = asked.phrase.last, asked.draft.content
    if asked.draft.group not in _SPOKEN or not content or len(asked.phrase.words) > 1:
        return None
    if flags_of([word])[0] or word in office_words():
        return None
    if asked.stage.text[content[0][0]] in _MARKS and not word.endswith("s"):
        return SourceIdentity(SourceType.NAMED_PERSON)
    told = asked.stage.text[slice(*asked.draft.cue)].split()
    singular = told[0] == "has" or (len(told) == 1 and told[0].endswith("s"))
    common = (
        is_person_noun(word)
        or word in rule_words().abstract
        or word.endswith(tuple(rule_words().thing_ending))
    )
    if asked.draft.group in ("say", "tell") and singular and not common:
        # A noun in the singular without an article: who it is nobody shows.
        return _of_institution(asked.stage.cast.institution_called(asked.phrase.institution), official=False)
    return None


_MARKS = "\"“‘'"
# Words around a number of people that speak by themselves.
_MEASURES = frozenset({"all", "only", "the", "just", "both"})


def bare_word_of(word: str) -> str:
    """A word without its possessive, as written."""
    return word.removesuffix("'s").removesuffix("’s")


def _is_no_name(word: str) -> bool:
    low = word.lower()
    return (
        word in context().openers
        or word in context_words("day")
        or (low in kinds_of_words()["no_name"] and low not in place_openers())
    )


def _as_anybody(asked: Asked) -> SourceIdentity | None:
    """Somebody without a name: a noun for a person, or whoever says something."""
    phrase, group = asked.phrase, asked.draft.group
    parts = rule_words().part
    if phrase.last == "both" and len(phrase.words) > len(("all", "both")):
        return None  # the figures include both
    head = set(phrase.head_words)
    if group in _SPOKEN and not parts.isdisjoint(head) and parts.issuperset(head - _MEASURES):
        return SourceIdentity(SourceType.UNNAMED_ROLE)  # only two said
    # `The spot says`, `the outbreak has seen` name nobody; `a group of aides` and `the pair` do.
    spoken = group in _SPOKEN and phrase.last in parts and phrase.words[0] in _BEFORE_PART
    spoken |= asked.draft.lemma in rule_words().speaking and _is_plural_noun(phrase.last)
    person = phrase.last in kinds_of_words()["somebody"] or (group in _SPOKEN and is_person_noun(phrase.last))
    if phrase.last in kinds_of_words()["title"] or spoken or person:
        return _of_unnamed(asked)
    return None


_BEFORE_PART = ("the", "a", "an", "one")


def _is_plural_noun(word: str) -> bool:
    """Whether a word looks like a plural: `caregivers`, but not `this`, `stress`, `crisis`."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and not flags_of([word])[0]


def _as_apposition(asked: Asked) -> SourceIdentity | None:
    """`the boat lobby, the Tarn League`: told by the apposition, where the head tells nothing."""
    phrase = asked.phrase
    if phrase.cut <= 0:
        return None
    comma = asked.written.find(", ", phrase.cut)
    if comma < 0 or not asked.written[comma + 2 :].startswith(("the ", "The ")):
        return None
    voice = _of_part(asked, asked.start + comma + 2, asked.draft.source[1])
    return voice if voice.source_type in _THINGS else None


def _as_described(asked: Asked) -> SourceIdentity | None:
    """`farmers mending nets in Tarn`: told by the noun before a participle, where the last word tells nothing."""
    participle = _PARTICIPLE.search(asked.written)
    if participle is None or asked.draft.group not in _SPOKEN:
        return None
    voice = _of_part(asked, asked.start, asked.start + participle.start())
    if asked.written[participle.start() - 1] != "s" and voice.source_type != SourceType.NAMED_INSTITUTION:
        return None  # the aging mayor, not: a delegation meeting rebels
    return voice if voice.source_type != SourceType.UNKNOWN else None


_PARTICIPLE = re.compile(r"(?<=[a-z]) [a-z]+ing (?=[a-z])")


def speaks_for_several(text: str, source: Span) -> bool:
    """Whether a source of the text is in the plural: `two aides`, `voters`, `Republicans in the House`."""
    if source == NO_SPAN:
        return False
    phrase = read_phrase(text[source[0] : source[1]])
    return phrase.last.endswith(("s", "men", "women", "people")) or phrase.last in kinds_of_words()["public"]


def _named(
    asked: Asked, *, official: bool, kind: SourceType = SourceType.NAMED_INSTITUTION
) -> SourceIdentity | None:
    """The listed actor for whom an institution speaks ('the Russian government'), else the institution itself."""
    phrase, cast = asked.phrase, asked.stage.cast
    listed = asked.member(asked.named_at_end())
    if listed is not None and listed.kind != PERSON:
        return _of_institution(listed, official=official, kind=kind)
    inside = cast.within(asked.start, asked.start + phrase.name_end)
    if inside and inside[-1].kind_of_mention == DEMONYM and not phrase.head.rstrip()[-1:].isupper():
        return _of_institution(cast.members[inside[-1].actor_id], official=official, kind=kind)
    name = phrase.institution
    if name and (name.lower() not in word_table("institution").single or name.isupper()):
        return _of_institution(cast.institution_called(name), official=official, kind=kind)
    return None


RULES: tuple[Callable[[Asked], SourceIdentity | None], ...] = (
    _as_pronoun,
    _as_turn,
    _as_own,
    _as_withheld,
    _as_company,
    _as_person,
    _as_medium,
    _as_post_or_document,
    _as_part,
    _as_role,
    _as_institution,
    _as_public,
    _as_plain_institution,
    _as_capital,
    _as_apposition,
    _as_described,
    _as_anybody,
)
