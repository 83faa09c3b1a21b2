"""Institutions in no list: their full names, and the abbreviations that the article gives for them."""

import re

# `Office of Public Works (OPW)`: the name is read backwards from the bracket.
_ABBREVIATED = re.compile(r" \(([A-Z][A-Z&.-]{1,8})\)")
_SMALL = frozenset(("of", "for", "the", "and", "on", "in", "to"))
LONGEST_NAME = 120  # how many characters before an abbreviation are searched for the full name


def institution_key(name: str) -> str:
    """A key that the spellings of one name share: lower case, without article and full stops.

    >>> institution_key("The U.S. Harbour Board") == institution_key("US Harbour Board")
    True
    """
    return name.lower().replace(".", "").removeprefix("the ")


def find_institutions(text: str) -> dict[str, str]:
    """Institutions whose abbreviation the text explains: key of the abbreviation, and of the name -> the name.

    >>> find_institutions("the Office of Public Works (OPW) said")
    {'opw': 'Office of Public Works', 'office of public works': 'Office of Public Works'}
    """
    found: dict[str, str] = {}
    for match in _ABBREVIATED.finditer(text):
        name = _name_before(text, match.start(), match[1].replace(".", "").replace("&", ""))
        if name:
            found.setdefault(institution_key(match[1]), name)
            found.setdefault(institution_key(name), name)
    return found


def _name_before(text: str, end: int, letters: str) -> str:
    """The capitalised words before `end` whose initials are the abbreviation's letters, else empty."""
    words = text[max(0, end - LONGEST_NAME) : end].rpartition("\n")[2].split(" ")
    left = len(letters)
    for number in range(len(words) - 1, -1, -1):
        word = words[number]
        if word[:1].isupper():
            for part in reversed(word.split("-")):
                if left and part[:1].upper() == letters[left - 1].upper():
                    left -= 1
            if not left:
                return " ".join(words[number:])
        elif word not in _SMALL:
            return ""
        elif left and word[0].upper() == letters[left - 1].upper():
            left -= 1
    return ""
