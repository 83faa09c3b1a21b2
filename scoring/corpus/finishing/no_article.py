"""Pages that a server sent as if they were articles: errors, paywalls, checks for robots, parked domains.

An article *about* such pages is an article. So a page is refused only if its title or its phrases, which only such
pages use, are evidence enough and hardly a sentence is left that belongs to anything else. The phrases are in
data/en/no_article_phrases.csv.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from scoring.schema.lists import read_rows

REASONS = {
    "error": "an error page",
    "denied": "a page that denies access",
    "challenge": "a page that checks whether its reader is human",
    "scripts": "a page that asks for JavaScript or another browser",
    "consent": "a consent page",
    "paywall": "a subscription offer without the article",
    "login": "a login page",
    "region": "a page that is withheld in the reader's region",
    "parked": "the page of a parked or unfinished site",
    "empty": "a search without results",
}
"""What each kind is called in the rejects."""
ENOUGH = 2
"""The sum of weights that is enough evidence."""
ENOUGH_FOR_CONSENT = 3
"""The same for consent, since the banner of an ordinary page says as much."""
TITLE_WEIGHT = 2
MOST_OTHER_WORDS = 15
"""Words in sentences that hold none of the page's phrases: one sentence, the name of the site and its claim."""
MOST_OTHER_WORDS_ONCE = 5
"""The same where a single phrase says it, which an article may quote."""
MOST_OTHER_WORDS_TITLED = 40
"""The same where the title says it too: an error page may say what the site is about."""
SENTENCE_WORDS = 5
"""Words: anything shorter is a label, as on any page."""
MOST_SENTENCES = 25
"""A text with more sentence ends is not examined, which saves the search for most articles."""
MOST_SENTENCES_ON_CONSENT = 60
"""The same if it mentions cookies: such pages have some forty."""
_OF_CONSENT = "ookie"
MOST_CHARACTERS = 20_000
MOST_TITLE_WORDS = 9
_PLAIN_TITLES = ("error", "denied", "challenge", "region")
"""Kinds for which a title may be enough, if only the site's menus stand below it."""
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?…:])[\"'”’)]*\s+|\n+")
_TITLE_PARTS = re.compile(r"\s+[|–—·•»-]+\s+|\s*\|\s*|\.{3}|…")


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: str
    kind: str
    weight: int


@cache
def _titles() -> dict[str, str]:
    return {row["phrase"]: row["kind"] for row in _rows() if row["weight"] == "title"}


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """The phrases by their longest word."""
    found: dict[str, list[_Phrase]] = {}
    for row in _rows():
        if row["weight"] != "title":
            anchor = max(row["phrase"].split(), key=len)
            found.setdefault(anchor, []).append(
                _Phrase(f" {row['phrase']} ", row["kind"], int(row["weight"]))
            )
    return {anchor: tuple(phrases) for anchor, phrases in found.items()}


def _rows() -> list[dict[str, str]]:
    return list(read_rows("no_article_phrases.csv", "phrase", "kind", "weight"))


def no_article_reason(title: str | None, lines: Sequence[str]) -> str | None:
    """What the page is instead of an article; None if it may be one.

    `lines` are its visible lines, without those that are links.

    >>> no_article_reason("Just a moment...", ["Enable JavaScript and cookies to continue"])
    'a page that checks whether its reader is human, no article'
    >>> no_article_reason("404: the page that nobody finds", ["The museum opened its room of lost pages."]) is None
    True
    """
    text = "\n".join(lines)
    most = MOST_SENTENCES_ON_CONSENT if _OF_CONSENT in text else MOST_SENTENCES
    if len(text) > MOST_CHARACTERS or text.count(". ") + text.count(".\n") > most:
        return None
    titled, plainly = _title_kind(title or _SENTENCE_END.split(text.lstrip(), maxsplit=1)[0])
    sentences = [_WORD.findall(part.lower().replace("’", "'")) for part in _SENTENCE_END.split(text)]
    held = [_held(words) for words in sentences]
    weights: dict[str, int] = {} if titled is None else {titled: TITLE_WEIGHT}
    for phrase in {phrase for phrases in held for phrase in phrases}:
        weights[phrase.kind] = weights.get(phrase.kind, 0) + phrase.weight
    for kind in sorted(weights, key=lambda kind: (-weights[kind], kind)):
        if weights[kind] < (ENOUGH_FOR_CONSENT if kind == "consent" else ENOUGH):
            continue
        said = {phrase for phrases in held for phrase in phrases if phrase.kind == kind and phrase.weight}
        if not said and not (plainly and kind in _PLAIN_TITLES):
            continue
        if titled == kind:
            limit = MOST_OTHER_WORDS_TITLED if said else MOST_OTHER_WORDS
        else:
            limit = MOST_OTHER_WORDS if len(said) > 1 else MOST_OTHER_WORDS_ONCE
        if _other_words(sentences, held, kind) <= limit:
            return f"{REASONS[kind]}, no article"
    return None


def _title_kind(title: str) -> tuple[str | None, bool]:
    """The kind of page that a title names, alone or beside the name of the site, and whether it takes more than
    one word to do so: an article, too, may be headed "Blocked".
    """
    if len(title.split(maxsplit=MOST_TITLE_WORDS)) > MOST_TITLE_WORDS:
        return None, False
    listed = _titles()
    parts = [" ".join(_WORD.findall(part.lower())) for part in _TITLE_PARTS.split(title)]
    named = [part for part in parts if part]
    whole = " ".join(named)
    found = next((part for part in (whole, *named[:1], *named[-1:]) if part in listed), None)
    return (listed[found], " " in found) if found is not None else (None, False)


def _held(words: list[str]) -> tuple[_Phrase, ...]:
    by_anchor = _phrases()
    padded = f" {' '.join(words)} "
    return tuple(
        phrase
        for word in set(words)
        if word in by_anchor
        for phrase in by_anchor[word]
        if phrase.words in padded
    )


def _other_words(sentences: Sequence[list[str]], held: Sequence[tuple[_Phrase, ...]], kind: str) -> int:
    """The words of the sentences without a phrase of this kind, or one found on all such pages."""
    return sum(
        len(words)
        for words, phrases in zip(sentences, held, strict=True)
        if len(words) >= SENTENCE_WORDS
        and not any(phrase.kind == kind or phrase.weight for phrase in phrases)
    )
