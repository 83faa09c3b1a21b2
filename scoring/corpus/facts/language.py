"""The language of a text, by py3langid, from a sample of it."""

from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from scoring.corpus.facts.language_names import language_code, says_nothing
from scoring.schema.lists import words_of

UNKNOWN = "und"
"""ISO 639's code for an unidentified language."""
_LANGUAGES = """
af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km
kn ko ku ky lo lt lv mk ml mn mr ms my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tl tr uk ur
uz vi zh
"""
"""Languages with a press that a corpus may hold. Left out are those that short English is mistaken for
(Nigerian Pidgin, Latin, Esperanto) and that hardly any newspaper is written in."""
_KNOWN = frozenset(_LANGUAGES.split())
ENGLISH = "en"
_SHOWN = 40
"""Characters of an unknown label that a note quotes."""
_BLANK = " " * 100
"""A sample with this many spaces is taken again from the text without them."""
_SAMPLE = 500
"""Characters: on 1,500 articles of allsides_dev all come out as English from 500, one as Pidgin from 300."""
_WIDE_SAMPLE = 2_000
_SURE = 0.9
"""Below this the sample is widened; on 500 characters of English the least sure answer is 0.93."""
_LEAST = 0.5
"""Below this no language is likelier than all the others together."""
_ENGLISH_MIN_WORDS = 4
_ENGLISH_MIN_SHARE = 0.06
"""Enough for English on sight, which saves nearly all identification: all but 19 of 17,744 articles are above it."""
_CLEAR = 0.99
"""From here on the text overrules a label: both halves of it must be this certain of the same language."""
_CLEAR_MIN_LETTERS = 60
"""A sentence; shorter texts are names and figures, and the label is believed."""
_RELATED = tuple(
    frozenset(group.split())
    for group in (
        "no da sv is fo", "hr sr bs sl mk", "id ms jv su tl", "cs sk pl", "pt gl es ca", "af nl fy lb de",
        "hi mr ne", "ar fa ur ps sd ku", "ru uk be bg mk sr", "az tr tk uz", "kk ky tt", "zh ja", "fi et", "ga gd",
    )
)  # fmt: skip
"""Languages that are mistaken for each other: a label is not contradicted by a relative."""


@dataclass(frozen=True, slots=True)
class ToldLanguage:
    """The language of an article, and a note if its label was not followed."""

    code: str
    note: str | None = None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier


def told_language(label: str | None, text: str) -> ToldLanguage:
    """The language by its label unless the text clearly contradicts it; without a label, by the text.

    >>> german = "Der Bürgermeister sagte am Montag, die Straße bleibe noch länger gesperrt, und das Geld sei da."
    >>> told_language("en", german).code, told_language("Deutsch", german)
    ('de', ToldLanguage(code='de', note=None))
    """
    given = language_code(label) if label else None
    if given is None or label is None:
        note = None
        if label and not says_nothing(label):
            note = f"the language {label[:_SHOWN]!r} is not known; it was told from the text"
        return ToldLanguage(find_language(text), note)
    found = _clear_language(text, given)
    if found is None or found == given:
        return ToldLanguage(given)
    return ToldLanguage(found, f"labelled as {given}, but clearly written in {found}: taken for {found}")


def _clear_language(text: str, given: str) -> str | None:
    """A language, other than the one given, that the whole text is surely in; None if there is none."""
    if _is_english(_middle(text, _WIDE_SAMPLE)):
        return ENGLISH
    if given not in _KNOWN:
        return None
    middle = len(text) // 2
    found = set()
    for half in (text[:middle], text[middle:]) if len(text) >= _SAMPLE else (text,):
        sample = _middle(half, _SAMPLE)
        if sum(map(str.isalpha, sample)) < _CLEAR_MIN_LETTERS:
            return None
        language, confidence = _identifier().classify(sample)
        if confidence < _CLEAR or language == given:
            return None
        found.add(str(language))
    other = found.pop()
    related = any(given in group and other in group for group in _RELATED)
    return None if found or related or other == ENGLISH else other


def find_language(text: str) -> str:
    """The ISO 639-1 code of the language most of the text is in, "und" if it cannot be told.

    The sample is taken from the middle: pages begin and end with furniture.

    >>> find_language("Der Bürgermeister sagte am Montag, die Straße bleibe noch länger gesperrt.")
    'de'
    >>> find_language("12:30 - 14:45 :: 7/8")
    'und'
    """
    sample = _middle(text, _WIDE_SAMPLE)
    if _is_english(sample):
        return ENGLISH
    if not any(character.isalpha() for character in sample):
        return UNKNOWN
    language, confidence = _identifier().classify(_middle(text, _SAMPLE))
    if confidence < _SURE and len(text) > _SAMPLE:
        language, confidence = _identifier().classify(_middle(text, _WIDE_SAMPLE))
    return str(language) if confidence >= _LEAST else UNKNOWN


def _is_english(sample: str) -> bool:
    """English on sight, without the identifier."""
    words = sample.lower().split()
    known = words_of("corpus_words.csv", "english")
    english = [word for word in words if word in known]
    return len(set(english)) >= _ENGLISH_MIN_WORDS and len(english) >= _ENGLISH_MIN_SHARE * len(words)


def _middle(text: str, length: int) -> str:
    start = max(0, (len(text) - length) // 2)
    sample = text[start : start + length]
    if _BLANK in sample:  # an empty column or a page's indentation says nothing
        return _middle(" ".join(text.split()), length)
    return sample
