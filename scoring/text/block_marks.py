"""What a single line of an article is, besides a paragraph: dateline, byline, caption, credit, embedded post."""

import re

from scoring.text.block_line import Line

_AGENCY_IN_BRACKETS = r"\([A-Z][\w .,&'/-]{1,40}\)"
_DASH = r"(?:--+|-|:|\?)"
# "MANILA, Nov. 24 (Xinhua) --", "KABUL, Afghanistan (AP) -", "Washington (CNN)", "(Reuters) -", "NEW YORK -"
_PLACE = r"[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3}"
_REST = r"(?:, ?[A-Z][\w.' -]{1,28}){0,2}(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,?)?"
_DATELINE = re.compile(
    rf"(?:{_AGENCY_IN_BRACKETS} ?)?{_PLACE}{_REST} ?(?:{_AGENCY_IN_BRACKETS} ?{_DASH}?|{_DASH}|-{{1,2}})\s+(?=\S)"
    rf"|[A-Z][a-z]+(?:[ -][A-Z][a-z]+){{0,2}}{_REST} ?(?:{_AGENCY_IN_BRACKETS} ?{_DASH}?|--+)\s+(?=\S)"
    rf"|{_AGENCY_IN_BRACKETS} ?(?:{_DASH})?\s+(?=[\"'A-Z])"
    r"|(?i:date):? \d{4}-\d\d-\d\d\s+(?=\S)"
)
DATELINE_HEAD = 110  # characters: no dateline is longer
_ALONE = re.compile(rf"(?:{_PLACE}|[A-Z][a-z]+(?: [A-Z][a-z]+)?){_REST} ?{_AGENCY_IN_BRACKETS} ?{_DASH}?$")

_BYLINE = re.compile(
    r"(?:(?i:by|from|posted by|written by|story by|report by|reported by|article by|text by|words by|author):? +"
    r"(?:the )?[A-Z(\[]|(?i:author:|byline:))"
)
_ROLE = re.compile(
    r"\b(?:staff|correspondent|reporter|writer|editor|columnist|bureau|contributor|news service|press|agencies|"
    r"associated press|reuters|afp|bloomberg)\b",
    re.I,
)
_PUBLISHED = re.compile(
    r"(?:first |article |last )?(?:published|posted|updated|modified|created|release[d]?|date)\b", re.I
)
_AGO = re.compile(r"(?:\d+|an?|one) (?:minute|hour|day|week|month|year)s? ago$", re.I)
BYLINE_WORDS = 16
NAME_WORDS = 8

_CAPTION = re.compile(
    r"[(\[][^()\[\]]*\b(?:photo|photos|photograph|pic|picture|image|file|getty(?: images)?|illustration|courtesy)\b[^()\[\]]*[)\]]\.?$"
    r"|[(\[](?:AP|Reuters|REUTERS|AFP|EPA|Getty|Xinhua)(?:/[^()\[\]]*)?[)\]]\.?$"
    r"|^(?i:photo|photos|photograph|picture|image|caption|pic)(?: (?:by|credit|courtesy)\b|:| copyright)"
    r"|\((?i:left|right|cent(?:re|er)|front|back|pictured|above|below|[lrc])\)"
    r"|\b(?i:(?:second|third|far) (?:from )?(?:left|right))\b"
    r"|\b(?:AP Photo|Getty Images|REUTERS/|AFP/Getty|EPA/|file photo|File photo|Photo:|Photo by|Photograph:|Picture:|Image:|Photo courtesy)"
)
CAPTION_WORDS = 70
# One of these stands in whatever `_CAPTION` finds; looking for them first is ten times as fast.
_CAPTION_HINTS = (")", "]", "hoto", "HOTO", "ictur", "mage", "MAGE", "aption", "Getty", "REUTERS/", "EPA/", "pic", "Pic")
_CAPTION_HINTS += (" from left", " from right", "econd left", "econd right")
_CREDIT = re.compile(
    r"^[(\[](?:[\w. ]+ )?(?:[A-Z][\w.&' ]+/)*(?:with |additional |reporting |writing |editing |edited |compiled )?[A-Z][\w.&'/, -]*[)\]]\.?$"
    r"|^[(\[](?i:with |additional |reporting |writing |editing |edited |compiled |this story |this article )[^()\[\]]*[)\]]\.?$"
    r"|\b(?i:contributed (?:reporting|to this (?:report|story|article|dispatch)))\b"
    r"|^(?i:source|sources|editor|edited by|editing by|credit|courtesy|via|agencies):? +(?:[A-Z]|https?:|www)"
)
CREDIT_WORDS = 40
_SIGNATURE = re.compile(
    r"(?:-+|\?) ?[^()\n]{1,60}\(@\w{1,30}\)\s*(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+,? \d{4})\s*$"
)
_EMBED_HINTS = ("pic.twitter", "Instagram", "A post shared", "t.co/")
_EMBED = re.compile(
    r"pic\.twitter\.com/\w+|View this post on Instagram|A post shared by|https?://t\.co/\w+\s*$"
)


def dateline_end(line: Line) -> int | None:
    """How many characters of the line are its dateline, the spaces after it not counted; None without one.

    >>> from scoring.text.lines import find_lines
    >>> from scoring.text.words import find_words
    >>> text = "PORT ELVA, March 3 (Coastwire) — The harbour reopened on Monday after a week of storms."
    >>> text[: dateline_end(find_lines(text, find_words(text))[0])]
    'PORT ELVA, March 3 (Coastwire) —'
    """
    if not line.prose:
        return None
    found = _DATELINE.match(line.text, 0, DATELINE_HEAD)
    return None if found is None else len(found.group().rstrip())


def is_lone_dateline(line: Line) -> bool:
    """Whether the whole line is a dateline: 'LONDON (AFP)'."""
    return line.words <= NAME_WORDS and _ALONE.match(line.text) is not None


def is_date(line: Line) -> bool:
    """Whether the line says when the article was published and nothing else."""
    return line.bare_stamp and (line.dated or bool(_PUBLISHED.match(line.text) or _AGO.match(line.text)))


def says_published(line: Line) -> bool:
    """Whether the line begins with a word such as 'Published' or 'Updated'."""
    return _PUBLISHED.match(line.text) is not None


def is_byline(line: Line, byline_key: str) -> bool:
    """Whether the line says by itself who wrote the article; `byline_key` is the byline known from outside."""
    if line.words > BYLINE_WORDS or (line.prose and line.words > NAME_WORDS):
        return False
    return bool(_BYLINE.match(line.text)) or bool(byline_key and line.key == byline_key)


def is_name_or_role(line: Line) -> bool:
    """Whether a line beside the headline may be the writer's name or post: 'Ana Brook, Staff Writer'."""
    if line.words > NAME_WORDS or line.sentence or not line.key:
        return False
    return bool(_ROLE.search(line.text)) or (
        line.words > 1 and all(token[0].isupper() or not token[0].isalpha() for token in line.text.split())
    )


def is_caption(line: Line) -> bool:
    """Whether the line carries the mark of a picture: '(Agency photo)', 'Photo: …', 'Getty Images'."""
    if line.words > CAPTION_WORDS or not any(hint in line.text for hint in _CAPTION_HINTS):
        return False
    return _CAPTION.search(line.text) is not None


def is_credit(line: Line) -> bool:
    """Whether the line says whose text or work the article is: '(Coastwire/ANP)', 'Editing by …'."""
    if line.words > CREDIT_WORDS:
        return False
    if (
        line.phrase is not None
        and line.phrase.kind == "credit"
        and not (line.prose and line.phrase.match == "start")
    ):
        return True
    return _CREDIT.search(line.text) is not None


def is_embed(line: Line) -> bool:
    """Whether the line is an embedded post or ends in the signature of one."""
    text = line.text
    if "(@" in text and _SIGNATURE.search(text):
        return True
    return any(hint in text for hint in _EMBED_HINTS) and _EMBED.search(text) is not None


def is_signature(line: Line) -> bool:
    """Whether the line is only the signature of an embedded post, whose words stand on the line above."""
    return "(@" in line.text and _SIGNATURE.match(line.text) is not None
