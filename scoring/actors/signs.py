"""Signs that capitalised words are a person's name, for names whose given name is in no list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from scoring.actors.context import context, context_words, speech_verbs
from scoring.actors.names import EITHER, FEMALE, MALE
from scoring.actors.rules import GENDERED
from scoring.schema.lists import alternatives

_TITLE_GENDER = GENDERED | dict.fromkeys(("Lord", "Prince", "Congressman", "Councilman", "Spokesman"), MALE)
_TITLE_GENDER |= dict.fromkeys(
    ("Lady", "Dame", "Princess", "Congresswoman", "Councilwoman", "Spokeswoman"), FEMALE
)
_SURNAME = r"[A-Z][\w'-]+"
_NEXT_WORD = re.compile(r" ([a-z]+)")
# These may also come before their subject, after the words said.
_INVERTED = tuple(f"{mark} {verb} " for mark in ',"' for verb in ("said", "says", "added", "adds"))
LEAD = 24  # how many characters before a surname are searched for the word before it
_AGE_OR_RELATIVE = re.compile(r",? (?:aged )?\(?\d{1,3}[,)]| ?, (?:who|whose|whom)\b")
_OPENS_AGE = frozenset("(,a0123456789")  # ' (45)', ' , who', ' aged 45'
LONGEST_SIGN = 120  # how many characters after a name are searched for its apposition


@cache
def roles() -> frozenset[str]:
    """Lower-case words for what somebody does, as used before a full name: 'spokesman', 'attorney'."""
    return context_words("role")


@cache
def surname_titles() -> frozenset[str]:
    """Titles that show a person when they come before a surname alone."""
    return context_words("surname_title")


@cache
def _apposition() -> "re.Pattern[str]":
    """A comma and a noun for a role that only persons have, not firms."""
    return re.compile(
        rf", (?:(?:an?|the|his|her|its|their|one of|{_SURNAME}'s?) )?(?:[\w.'-]+ ){{0,5}}?"
        rf"(?:{alternatives(roles() - context_words('firm_role'))})s?\b"
    )


@dataclass(frozen=True, slots=True)
class Signs:
    """What an article shows about its surnames: the gender of those after a title, and which ones speak."""

    titled: dict[str, str]
    spoken: frozenset[str]

    def of_surname(self, word: str) -> bool:
        """Whether the word occurs anywhere after a title, or by itself next to a verb of speech."""
        return word in self.titled or word in self.spoken


def read_signs(text: str, runs: Sequence["re.Match[str]"]) -> Signs:
    """The signs in a text in plain characters; `runs` are its capitalised words, as `capitals_of` finds them."""
    titled: dict[str, str] = {}
    spoken: set[str] = set()
    verbs, titles, openers = speech_verbs(), surname_titles(), context().openers
    for match in runs:
        run, end = match[0], match.end()
        if " " in run:
            words = run.split(" ")
            for title, word in pairwise(words):
                if title in titles:
                    surname = word.rstrip(".").removesuffix("'s")
                    if titled.get(surname, EITHER) == EITHER:
                        titled[surname] = _TITLE_GENDER.get(title, EITHER)
            if len(words) > 2 or words[0] not in openers:
                continue
            run = words[1]
        following = _NEXT_WORD.match(text, end) if text.startswith(" ", end) else None
        start = match.start()
        speaks = following is not None and following[1] in verbs and not _follows_article(text, start)
        if speaks or _follows_inverted_verb(text, start):
            spoken.add(run.rstrip(".").removesuffix("'s"))
    return Signs(titled, frozenset(spoken - openers))


def _follows_inverted_verb(text: str, start: int) -> bool:
    """Whether a verb of speech stands right before, behind what is said; all such verbs end in d or s."""
    return text[max(0, start - 2) : start] in ("d ", "s ") and text.endswith(
        _INVERTED, max(0, start - LEAD), start
    )


def _follows_article(text: str, start: int) -> bool:
    """Whether the word before is `the` or `a`."""
    return text[max(0, start - LEAD) : start].lower().endswith((" the ", " a ", " an ", "\nthe "))


def follows_name(text: str, end: int) -> bool:
    """Whether an age, a relative `who` or an apposition with a person's role comes right after a name.

    >>> follows_name("Zoltar Quimby, 45, left", 13), follows_name("Zoltar Quimby, a local farmer, left", 13)
    (True, True)
    """
    if text[end : end + 1] != "," and not (
        text.startswith(" ", end) and text[end + 1 : end + 2] in _OPENS_AGE
    ):
        return False
    if _AGE_OR_RELATIVE.match(text, end, end + LONGEST_SIGN):
        return True
    return text[end : end + 1] == "," and _apposition().match(text, end, end + LONGEST_SIGN) is not None


def is_ordinary(word: str) -> bool:
    """Whether a capitalised word is an ordinary word that often opens a sentence."""
    return word in context().openers or word.lower() in context().function_words
