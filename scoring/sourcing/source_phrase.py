"""A source phrase, read by its words alone, without the rest of the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from scoring.actors.context import context
from scoring.actors.nouns import kinds_of_words, office_words, word_table
from scoring.schema.lists import alternatives
from scoring.sourcing.anonymity import withholds_name
from scoring.sourcing.rule_words import rule_words
from scoring.sourcing.tokens import LONGEST_REMEMBERED, MAX_PHRASES

WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
PROPER = re.compile(
    r"[A-Z][\w.&'’-]*(?:\s(?:of|for|the|and|&|on|de|[A-Z][\w.&'’-]*))*\s[A-Z][\w.&'’-]*|[A-Z][\w.&'’-]*"
)
_TITLE = re.compile(r"[“\"][^“”\"]{1,60}[”\"]")
_ARTICLES = ("The", "A", "An")


@cache
def _head_ends() -> re.Pattern[str]:
    """What ends the head of a source phrase."""
    return re.compile(rf",|\s(?:{alternatives(rule_words().ends_head)})(?:\s|$)|\(|--| [–—-] ")


@cache
def _behind_name() -> re.Pattern[str]:
    """What may stand behind a name in its phrase: a possessive, a generation, an emphasis."""
    emphasis = alternatives(rule_words().behind_name)
    return re.compile(rf"(?:['’]s?|,? (?:Jr|Sr|II|III|IV)\.?|\s(?:{emphasis}))$|[\s\"”’',;:]+$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase.

    `words`: in small letters. `head`: what stands before the first comma, preposition or relative; `cut`: its
    length where something follows, else -1. `head_words`: in small letters, without 's. `capital`: the words
    of the head with a capital. `official`: one of them marks public office. `name`: the last capitalised run
    where the head ends in one and in no role or document, else ''. `name_end`: where the name at the head's end
    ends, in characters of the phrase. `withheld`: it says that the source would not be named.
    `formerly`: the head says that an office is held no longer, or not yet.
    """

    words: tuple[str, ...]
    head: str
    cut: int
    head_words: tuple[str, ...]
    capital: tuple[str, ...]
    official: bool
    name: str
    name_end: int
    withheld: bool
    formerly: bool

    @property
    def last(self) -> str:
        """The last word of the head, in small letters."""
        return self.head_words[-1] if self.head_words else ""

    @property
    def ends_in_capital(self) -> bool:
        """Whether the head's last word is capitalised."""
        return bool(self.capital) and bare_word(self.capital[-1]) == self.last

    @property
    def institution(self) -> str:
        """The head from its first capital to its end, without an article: the name of an institution."""
        words = self.head[: self.name_end].split()
        openers, opens = context().openers, rule_words().opens_source
        while words and (
            words[0] in openers or words[0] in opens or not (words[0][:1].isupper() or words[0][:1].isdigit())
        ):
            words.pop(0)
        return " ".join(words)


def read_phrase(phrase: str) -> Phrase:
    """Read a phrase; results are remembered, except for phrases longer than any real source."""
    return _known_phrase(phrase) if len(phrase) <= LONGEST_REMEMBERED else _known_phrase.__wrapped__(phrase)


def bare_word(word: str) -> str:
    """A word in lower case, without 's and full stop.

    >>> bare_word("Berg’s")
    'berg'
    """
    return word.lower().removesuffix("'s").removesuffix("’s").rstrip(".")


@lru_cache(maxsize=MAX_PHRASES)
def _known_phrase(phrase: str) -> Phrase:
    kinds = kinds_of_words()
    found = _head_ends().search(phrase)
    title = _TITLE.search(phrase) if found is not None else None
    if found is not None and title is not None and title.start() < found.start() < title.end():
        found = _head_ends().search(phrase, title.end())  # the “Lives of Ports” report
    cut = found.start() if found and found.start() > 0 else -1
    head = phrase[:cut] if cut > 0 else phrase
    written = WORD.findall(head)
    small = tuple(word.lower() for word in (written if cut < 0 else WORD.findall(phrase)))
    head_words = tuple(bare_word(word) for word in written)
    last = head_words[-1] if head_words else ""
    formerly = not rule_words().formerly.isdisjoint(head_words)
    telling = head_words + _behind_head(phrase[cut:], last) if cut > 0 else head_words
    abbreviated = head.isupper() and len(head_words) == 1 and last in kinds["title"]  # ADM, a firm
    official = (
        not formerly
        and not abbreviated
        and _names_office(telling)
        and not _heads_other_body(head_words, phrase[cut:], cut)
    )
    end = name_end(head)
    bare = head[:end]
    names = PROPER.findall(bare) if last not in kinds["document"] and last not in kinds["role"] else []
    return Phrase(
        small,
        head,
        cut,
        head_words,
        tuple(word for word in written if word[0].isupper() and word not in _ARTICLES),
        official,
        names[-1] if names and bare.split()[-1][0].isupper() else "",
        end,
        withholds_name(phrase),
        formerly,
    )


def _names_office(words: Sequence[str]) -> bool:
    """Whether one of the words marks public office; a chief executive officer holds none."""
    kinds = kinds_of_words()
    in_firm = ("chief" in words and "officer" in words) or "ceo" in words
    words = [
        word
        for word, following in zip(words, (*words[1:], ""), strict=False)
        if word != "chief" or following not in office_words()
    ]  # chief strategist
    if words and words[-1] in rule_words().private:
        return False  # a New Mexico man
    if word_table("medium").within(words) and not any(kinds["role"].get(word) for word in words):
        return False  # a Washington Post poll
    marking = (
        ("role", "title") if not rule_words().no_state.isdisjoint(words) else ("role", "title", "institution")
    )
    return any(
        kinds[kind].get(word) and not (in_firm and word in OF_A_FIRM) for word in words for kind in marking
    )


def _heads_other_body(head_words: Sequence[str], behind: str, cut: int) -> bool:
    """Whether the role is one in a firm, union or club: `the president | of the boat association`."""
    if cut <= 0 or not head_words or not behind.startswith((" of ", " for ", " at ")):
        return False
    if head_words[-1] not in HELD_ANYWHERE:
        return False
    body = [bare_word(word) for word in WORD.findall(behind.partition(",")[0])]
    return bool(body) and kinds_of_words()["institution"].get(body[-1], True) is False


# Titles of public office that are as often held in other bodies.
HELD_ANYWHERE = ("president", "vice-president", "secretary", "general", "chief", "officer", "commissioner")


OF_A_FIRM = ("chief", "executive", "officer", "president")


def _behind_head(behind: str, last: str) -> tuple[str, ...]:
    """The words of whom the head speaks for: `a spokesman [for the ministry]`, `a report [by the army]`."""
    opener, _, rest = behind.strip().partition(" ")
    asked = rule_words()
    speaks = last in asked.speaks_for and opener in ("for", "of", "at", "in", "with", "from")
    written = last in kinds_of_words()["document"] and opener in ("by", "from")
    if not (speaks or written):
        return ()
    return tuple(bare_word(word) for word in WORD.findall(rest.partition(",")[0])[:MAX_BODY_WORDS])


# The name of a body that somebody speaks for stands within so many words.
MAX_BODY_WORDS = 8


def is_person_noun(word: str) -> bool:
    """Whether a noun may mean somebody who says something, by its ending: `advocates`, `developer`.

    >>> is_person_noun("campaigners"), is_person_noun("demands")
    (True, False)
    """
    return word.endswith(tuple(rule_words().person_ending)) and word not in rule_words().no_person_ending


def name_end(head: str) -> int:
    """Where a name at the end of the head ends: before a possessive, `Jr.`, `himself`, white space.

    >>> name_end("Ann Lee Jr.’s ")
    7
    """
    head = head.rstrip()
    behind = _behind_name()
    while (found := behind.search(head)) is not None and found.start() > 0:
        head = head[: found.start()]
    return len(head)
