"""What the words around a form show: whether it is part of a longer name, a modifier, a government or a place.

All functions take a text in plain characters (scoring.text.normalise.plain) and the span of the form.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache

from scoring.schema.lists import alternatives, read_rows

_AFTER = re.compile(r"(?:'s?)? ([^\W_][\w.&'-]*)")
_NEXT = re.compile(r" ([^\W_][\w'-]*)")
_NEXT_CAPITAL = re.compile(r" ([A-Z][\w'-]*)")
_COORDINATE = re.compile(r" and [A-Z]\w+")
_HYPHENED = re.compile(r"-([^\W_]+)")
_PEOPLE_ENDINGS = frozenset(("ch", "sh", "se", "ss"))  # French, British, Chinese, Swiss: no plural in -s
_SMALL_WORD = re.compile(r"\b[a-z]+\b")
REACH = 24  # how many characters back the word before a form is looked for
LONGEST_HEADLINE = 160  # characters
HEADLINE_CAPITALS = 0.75  # share of the longer words that must begin with a capital in a title-case line
SHORT_WORD = 4  # letters: shorter words are not capitalised even in headlines
MODIFIERS = 4  # how many words may come between an adjective and its head


@cache
def context_words(*names: str) -> frozenset[str]:
    """The words of the named sets in data/en/actor_context_words.csv, which explains each set."""
    rows = read_rows("actor_context_words.csv", "word", "set")
    return frozenset(row["word"] for row in rows if row["set"] in names)


def _with_role(name: str, *roles: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows(name, "word", "role") if row["role"] in roles)


@cache
def speech_verbs() -> frozenset[str]:
    """The verbs of speech in data/en/actor_verbs.csv, in the forms used next to the speaker."""
    return _with_role("actor_verbs.csv", "speech")


@dataclass(frozen=True, slots=True)
class ContextWords:
    """The word sets needed for every mention, kept together so that one look-up gets them all."""

    heads: frozenset[str]
    party_heads: frozenset[str]
    between: frozenset[str]
    acts: frozenset[str]
    numbers: frozenset[str]
    state_prefixes: frozenset[str]
    titles: frozenset[str]
    openers: frozenset[str]
    function_words: frozenset[str]
    determiners: frozenset[str]
    driven: frozenset[str]
    place_words: frozenset[str]
    place_nouns: frozenset[str]
    leaning: frozenset[str]
    not_adverb: frozenset[str]
    after_names: frozenset[str]
    before_persons: frozenset[str]
    before_states: frozenset[str]
    relations: re.Pattern[str]
    toward_government: re.Pattern[str]


@cache
def context() -> ContextWords:
    """The words of data/en/actor_context_words.csv, actor_state_nouns.csv and actor_verbs.csv."""
    titles, days, openers = context_words("title"), context_words("day"), context_words("opener")
    before_persons = openers | titles | days
    return ContextWords(
        heads=_with_role("actor_state_nouns.csv", "head"),
        party_heads=_with_role("actor_state_nouns.csv", "party_head"),
        between=_with_role("actor_state_nouns.csv", "between"),
        acts=_with_role("actor_verbs.csv", "act", "speech", "auxiliary"),
        numbers=context_words("number"),
        state_prefixes=context_words("state_prefix"),
        titles=titles,
        openers=openers,
        function_words=context_words("function"),
        determiners=context_words("determiner"),
        driven=context_words("driven"),
        place_words=context_words("place"),
        place_nouns=context_words("place_noun"),
        leaning=context_words("leaning"),
        not_adverb=context_words("not_adverb"),
        after_names=titles | days | {title.rstrip(".") for title in titles},
        before_persons=before_persons,
        before_states=before_persons | context_words("before_state"),
        relations=re.compile(
            rf"\b(?:{alternatives(context_words('relation'))}) between (?:both )?(?:[\w.]+ and )?$",
            re.IGNORECASE,
        ),
        toward_government=re.compile(
            rf"\b(?:{alternatives(context_words('toward'))}|between [A-Z]\w+ and) $"
        ),
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A text in plain characters, which remembers which of its lines are headlines."""

    text: str
    title_case: dict[int, bool] = field(default_factory=dict)
    _small: list[frozenset[str]] = field(default_factory=list)
    _before: dict[int, str] = field(default_factory=dict)

    @property
    def small_words(self) -> frozenset[str]:
        """The words that occur in lower case anywhere in the text."""
        if not self._small:
            self._small.append(frozenset(_SMALL_WORD.findall(self.text)))
        return self._small[0]

    def before(self, start: int) -> str:
        """The word before a form, with its punctuation; empty if the form begins a line or has no space before it.

        >>> Surroundings("said Sen. Lee").before(10)
        'Sen.'
        """
        known = self._before.get(start)  # several rules ask in turn
        if known is None:
            known = self._before[start] = self._word_before(start)
        return known

    def _word_before(self, start: int) -> str:
        text = self.text
        if start == 0 or text[start - 1] not in " \n":
            return ""
        if text[start - 1] == "\n" and (start == 1 or not text[start - 2].isalpha()):
            return ""
        reach = max(0, start - REACH)
        space = text.rfind(" ", reach, start - 1)
        word = text[space + 1 if space >= 0 else reach : start - 1]
        return word.rpartition("\n")[2] if "\n" in word else word

    def after(self, end: int) -> str:
        """The word after a form, past a possessive; empty if punctuation comes between."""
        found = _AFTER.match(self.text, end)
        return found[1] if found else ""

    def opens_sentence(self, start: int) -> bool:
        """Whether the word at `start` is the first in a sentence or line."""
        lead = self.text[max(0, start - 3) : start].rstrip(" \"'(")
        return not lead or lead[-1] in ".?!:;\n-—[" or "\n" in self.text[max(0, start - 2) : start]

    def is_headline(self, position: int) -> bool:
        """Whether the line at `position` is in title case or capitals, so that capitals show nothing."""
        text = self.text
        reach = max(0, position - LONGEST_HEADLINE - 1)  # a longer line is no headline
        first = text.rfind("\n", reach, position) + 1
        if first == 0 and reach > 0:
            return False
        known = self.title_case.get(first)
        if known is None:
            end = first + LONGEST_HEADLINE + 1
            last = text.find("\n", position, end)
            line = text[
                first : last if last >= 0 else end
            ]  # one character more than a headline may have, if the line is too long
            known = self.title_case[first] = _is_title_case(line)
        return known


def _is_title_case(line: str) -> bool:
    if not line or len(line) > LONGEST_HEADLINE:
        return False
    words = [word for word in line.split() if len(word) > SHORT_WORD and word[0].isalpha()]
    return bool(words) and sum(word[0].isupper() for word in words) >= HEADLINE_CAPITALS * len(words)


def stands_for_state(text: str, end: int, *, party: bool = False) -> bool:
    """Whether a word for the state follows the adjective that ends at `end`, with at most MODIFIERS words between.

    >>> stands_for_state("Russian foreign minister", 7), stands_for_state("Russian novelist", 7)
    (True, False)
    """
    words = context()
    heads = words.party_heads if party else words.heads
    for _ in range(MODIFIERS):
        found = _NEXT.match(text, end)
        if found is None:
            return False
        word = found[1].lower().removesuffix("'s").rstrip("'")
        if word in heads:
            return True
        if word not in words.between:
            return False
        end = found.end()
    return False


def people_follow(around: Surroundings, start: int, end: int) -> bool:
    """Whether 'the French' means the people: there is an article before it and no noun after it."""
    if around.text[start:end][-2:] not in _PEOPLE_ENDINGS or around.before(start).lower() != "the":
        return False
    word = around.after(end)
    return not word or word in context().function_words or word in context().acts


def is_noun(around: Surroundings, end: int) -> bool:
    """Whether an abbreviation such as US means the state itself and does not modify the next word."""
    text = around.text
    if text.startswith("'s", end):
        return True
    found = _NEXT.match(text, end)
    if found is None:
        return True
    word = found[1]
    words = context()
    if word[0].isupper():
        return around.is_headline(end) and word.lower() in words.acts
    if word in words.function_words or word in words.acts:
        return True
    if word.endswith("ly") and word not in words.not_adverb:
        return True
    following = _NEXT.match(text, found.end())
    return following is not None and word.endswith(("s", "ed")) and following[1] in words.determiners


def hyphen_allows(text: str, end: int) -> bool:
    """Whether the word hyphenated to a state's name says that the state acts ('Russia-backed'), not where it is."""
    found = _HYPHENED.match(text, end)
    return found is None or found[1] in context().driven


def is_government(around: Surroundings, start: int, end: int) -> bool:
    """Whether a capital city means its government: it acts or is acted towards, and is not a place here."""
    text, words = around.text, context()
    before = around.before(start).lower()
    if (
        before in words.place_words
        or before == "the"
        or (text.startswith((", ", " ("), end) and text[end + 2 : end + 3].isupper())
    ):
        return False
    if text.startswith("'s ", end):
        word = around.after(end)
        return word[:1].islower() and word not in words.place_nouns
    if text.startswith("-", end):
        return hyphen_allows(text, end)
    lead = text[max(0, start - 60) : start]
    if words.relations.search(lead) or words.toward_government.search(lead):
        return True
    beyond = _COORDINATE.match(text, end)
    found = _NEXT.match(text, beyond.end() if beyond else end)
    if found is None:
        return False
    word = found[1].lower()
    if word in ("is", "was", "are", "were"):
        following = _NEXT.match(text, found.end())
        return following is not None and (following[1] in words.leaning or following[1].endswith("ing"))
    return word in words.acts


def beside_capitals(
    around: Surroundings, start: int, end: int, given: Collection[str], *, person: bool
) -> bool:
    """Whether a capitalised neighbour makes the form part of another name: 'Air Russia', 'Marcus Obama'.

    `given`: given names; before the form they make it another name even in a headline. `person`: the form is a
    person's.
    """
    text = around.text
    # The word matters only after a space and with a capital.
    may_follow = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    following = _NEXT_CAPITAL.match(text, end) if may_follow else None
    if following is not None and following[1] not in context().after_names and not around.is_headline(start):
        return True
    before = around.before(start)
    if not before[:1].isupper():
        return False
    if not before[-1].isalpha():
        # An initial ('Marcus H. Obama') belongs to the name; other punctuation separates it from the form.
        return before[-1] == "." and len(before) == len("H.")
    if before in (context().before_persons if person else context().before_states):
        return False
    if before in given:
        return True
    return not around.is_headline(start) and not around.opens_sentence(start - 1 - len(before))
