"""Which actor a form means: the rules of data/actor_alias_rules.csv, and the evidence of the whole article."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scoring.actors.context import Surroundings
from scoring.actors.forms import CAPITAL
from scoring.actors.records import ALIAS, NAME, PERSON, SURNAME, Actor, ActorForm, Rule

# An article that names another country more than twice as often is not at home in this one: 'the Senate' is then
# likelier the other country's.
HOME_SHARE = 0.5
ANY_FIGURE = "d"
# A title before a surname, and the word that the role of such a person contains.
OFFICES = {
    "Sen.": "enator",
    "Senator": "enator",
    "Rep.": "epresentative",
    "Gov.": "overnor",
    "Governor": "overnor",
    "President": "President",
    "Chancellor": "Chancellor",
    "Speaker": "Speaker",
    "Justice": "ustice",
    "Secretary": "Secretary",
    "Minister": "inister",
    "Mayor": "ayor",
    "General": "Attorney General",
    "Taoiseach": "Prime Minister",
}
GENDERED = {"Mr.": "m", "Mr": "m", "Mrs.": "f", "Mrs": "f", "Ms.": "f", "Ms": "f", "Miss": "f", "Sir": "m"}


@dataclass(frozen=True, slots=True)
class ArticleEvidence:
    """What the rules ask about one article: its flattened text, the actors named in full, a count for each country.

    `known` remembers which rules about the whole article hold, since the same form comes up many times.
    """

    flat: str
    named: frozenset[str]
    countries: Counter[str]
    known: dict[Rule, bool] = field(default_factory=dict)

    def speaks_of(self, rule: Rule) -> bool:
        """Whether the article contains one of the rule's words."""
        holds = self.known.get(rule)
        if holds is None:
            holds = self.known[rule] = any(word in self.flat for word in rule.words)
        return holds

    def at_home(self, actor: Actor) -> bool:
        """Whether the article is about the actor's country, judging by the countries it names."""
        if not self.countries:
            return True
        return self.countries[actor.country] >= HOME_SHARE * max(self.countries.values())

    def prefer(self, forms: Sequence[ActorForm], title: str) -> list[ActorForm]:
        """The readings of a form that fit the title before it, or else the article's country."""
        gender = GENDERED.get(title)
        if gender is not None:
            return [form for form in forms if form.actor.gender == gender]
        office = OFFICES.get(title)
        if office is not None:
            return [form for form in forms if office in form.actor.role]
        if all(form.needs_home for form in forms):
            most = max(self.countries[form.actor.country] for form in forms)
            return [form for form in forms if self.countries[form.actor.country] == most]
        return list(forms)


def holds_office(actor: Actor, title: str) -> bool:
    """Whether the actor has held the office that the title before a surname stands for."""
    office = OFFICES.get(title)
    return office is not None and office in actor.role


def gather_evidence(flat: str, matches: Sequence[tuple[int, int, tuple[ActorForm, ...]]]) -> ArticleEvidence:
    """The evidence of those forms that mean only one actor and need no context."""
    named: set[str] = set()
    countries: Counter[str] = Counter()
    for start, _, forms in matches:
        if len(forms) > 1:
            _name_by_office(flat, start, forms, named)
            continue
        form = forms[0]
        if form.rules or form.needs_home:
            # A full name with a rule of its own still counts, or rules on the surname could never be met.
            if form.actor.kind == PERSON and form.manner in (NAME, ALIAS):
                named.add(form.actor.actor_id)
            continue
        if form.manner == SURNAME and not form.at_once:
            _name_by_office(flat, start, forms, named)
            continue
        if form.actor.country and form.manner != CAPITAL:
            countries[form.actor.country] += 1
        if form.manner in (NAME, ALIAS):
            named.add(form.actor.actor_id)
    return ArticleEvidence(flat, frozenset(named), countries)


def _name_by_office(flat: str, start: int, forms: tuple[ActorForm, ...], named: set[str]) -> None:
    """Count a title with a surname as a full name if only one bearer of the surname has held the office."""
    if start == 0 or flat[start - 1] != " ":
        return
    office = OFFICES.get(flat[flat.rfind(" ", 0, start - 1) + 1 : start - 1])
    if office is not None:
        holders = [form for form in forms if form.manner == SURNAME and office in form.actor.role]
        if len(holders) == 1:
            named.add(holders[0].actor.actor_id)


def rules_hold(
    form: ActorForm, start: int, end: int, around: Surroundings, evidence: ArticleEvidence
) -> bool:
    """Whether every rule of the form holds at this place."""
    for rule in form.rules:
        if rule.rule == "full_name":
            holds = form.actor.actor_id in evidence.named or holds_office(form.actor, around.before(start))
        elif rule.rule == "article":
            holds = evidence.speaks_of(rule)
        elif rule.rule == "not_article":
            holds = not evidence.speaks_of(rule)
        elif rule.rule == "next":
            holds = _is_among(around.after(end), rule.words)
        elif rule.rule == "not_next":
            holds = not _is_among(around.after(end), rule.words)
        else:
            holds = around.before(start) not in rule.words
        if not holds:
            return False
    return True


_FIGURE = re.compile(r"\d")


def _is_among(word: str, words: frozenset[str]) -> bool:
    return word in words or (ANY_FIGURE in words and bool(_FIGURE.match(word)))
