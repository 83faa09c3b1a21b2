"""The news agencies of `data/wire_services.csv`: by the forms in which credits write them, and by domain."""

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

from scoring.compare.houses import agencies, listed_outlets
from scoring.text.word_sets import credit_words

_PARTS = re.compile(r"\s*(?:[,/|;&+]|\band\b|\bwith\b|\bvia\b)\s*")
_ARTICLE = re.compile(r"^(?:the|an?|our|from|by)\s+", re.IGNORECASE)
_EDGES = " \t\xa0.,:;-–—•*()[]\"'’“”"
_REMEMBERED_NAMES = 4096  # outlets and credits: each credit of an article is compared with each outlet
# Shortest short form of an outlet's name (`Harbour` for `Harbour Post`) that is unlikely to be a common word.
SHORT_NAME = 5
_HOST_PREFIXES = ("www.", "m.", "amp.", "mobile.", "en.")
# Mixed-case single words are often names of people or things (Petra, Trend, Bloomberg); these never are.
_UNMISTAKABLE = frozenset(("Reuters", "Xinhua", "Yonhap"))


@cache
def _longest_form() -> int:
    """How many words the longest form of an agency's name has."""
    return max((len(form.split()) for form in agencies().forms), default=0)


def parts_of(names: str) -> list[str]:
    """What a credit line lists, part by part, without articles and edges.

    >>> parts_of("The Harbour Post/AFP and the Reuters")
    ['Harbour Post', 'AFP', 'Reuters']
    """
    bare = (part.strip(_EDGES) for part in _PARTS.split(names))
    parts = (part if _is_house(part) else _ARTICLE.sub("", part).strip(_EDGES) for part in bare)
    return [part for part in parts if part]


def _is_house(name: str) -> bool:
    """Whether a name is a house's with its article, which may have no other: `The Conversation`."""
    return name[:4] == "The " and (name in agencies().forms or name in listed_outlets().forms)


def agency_of(name: str, *, any_case: bool = False) -> str | None:
    """The id of the agency that `name` is a form of, as a whole.

    >>> agency_of("Agence France-Presse"), agency_of("Pa"), agency_of("Harbour Post")
    ('afp', None, None)
    """
    return agencies().by_form(name, any_case=any_case)


def agency_at_end(name: str) -> str | None:
    """The agency that directly follows a person's name, without punctuation between them.

    >>> agency_at_end("Ada Lindqvist Associated Press"), agency_at_end("Michael Bloomberg")
    ('ap', None)
    """
    words = name.split()
    for first in range(max(1, len(words) - _longest_form()), len(words)):
        form = " ".join(words[first:])
        found = agencies().forms.get(form)
        if found and (" " in form or form.isupper() or form in _UNMISTAKABLE):
            return found
    return None


def host(address: str | None) -> str:
    """The host of an address without `www.` and the like, in lower case; empty where there is none.

    >>> host("https://www.harbourpost.example/a/b"), host(None)
    ('harbourpost.example', '')
    """
    if not address:
        return ""
    try:
        found = (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower()
    except ValueError:
        return ""
    for prefix in _HOST_PREFIXES:
        found = found.removeprefix(prefix)
    return found


@cache
def agency_of_outlet(outlet: str | None) -> str | None:
    """The agency that an outlet is: by its name, or where the outlet is named by its domain.

    A desk of an agency is the agency.

    >>> agency_of_outlet("The Associated Press"), agency_of_outlet("reuters.com"), agency_of_outlet("The Orb")
    ('ap', 'reuters', None)
    >>> agency_of_outlet("AFP Fact Check")
    'afp'
    """
    if not outlet:
        return None
    bare = _ARTICLE.sub("", outlet.strip())
    for desk in credit_words("desk"):
        bare = bare.removesuffix(f" {desk}")
    return agency_of(bare, any_case=True) or agencies().by_host(host(outlet))


def same_outlet(left: str, right: str) -> bool:
    """Whether two names, as credits write them, mean the same outlet.

    >>> same_outlet("the Harbour Post", "Harbour Post"), same_outlet("The World", "World Source")
    (True, False)
    """
    return _bare(left) == _bare(right) != ""


def is_own_short_name(name: str, outlet: str) -> bool:
    """Whether an outlet calls itself so: by the last word of its name, its initials, or its name or site and more.

    >>> is_own_short_name("the Post", "Harbour Post"), is_own_short_name("HP", "Harbour Post")
    (True, True)
    >>> is_own_short_name("Yahoo View", "yahoo.com"), is_own_short_name("World Source", "The World")
    (True, False)
    """
    words, own = _ARTICLE.sub("", name.strip(_EDGES)).split(), _ARTICLE.sub("", outlet.strip(_EDGES)).split()
    if not words or not own:
        return False
    if len(own) == 1 and "." in own[0]:
        return words[0].casefold() == host(own[0]).rsplit(".", 1)[0]
    begins = [word.casefold() for word in words[: len(own)]] == [word.casefold() for word in own]
    if begins and len(words) == len(own) + 1 and words[-1] in credit_words("own_part"):
        return True
    initials = "".join(word[0] for word in outlet.split() if word[0].isupper())
    return len(words) == 1 and (
        (words[0] == own[-1] and words[0] in credit_words("medium"))
        or (len(words[0]) > 1 and words[0] in (initials, initials.removeprefix("T")))
    )


def mentions_outlet(credit: str, outlet: str) -> bool:
    """Whether a credit contains the outlet's name, or the beginning of it used as a name.

    >>> mentions_outlet("Source: Harbour Post/AFP", "The Harbour Post")
    True
    """
    name = _bare(outlet)
    if not name:
        return False
    short = any(len(part) >= SHORT_NAME and name.startswith(_bare(part)) for part in parts_of(credit))
    return short or name in re.sub(r"\W", "", credit.casefold())


@lru_cache(maxsize=_REMEMBERED_NAMES)
def _bare(name: str) -> str:
    folded = (
        _ARTICLE.sub("", name.strip(_EDGES)).casefold().removesuffix(" newspaper").removesuffix(" website")
    )
    listed = listed_outlets()
    # An outlet may be known by its domain here and by its name there.
    if known := listed.folded.get(folded) or listed.domains.get(host(folded)):
        return re.sub(r"\W", "", _ARTICLE.sub("", known).casefold())
    if "." in folded and " " not in folded:
        folded = host(folded).rsplit(".", 1)[0].replace("-", "")
        return folded.split(".")[0]
    return re.sub(r"\W", "", folded)
