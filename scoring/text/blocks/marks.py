"""Recognises single lines that are not paragraphs: datelines, bylines, captions, credits, embedded posts."""

import re
from functools import cache
from typing import NamedTuple

from scoring.schema.lists import alternatives
from scoring.text.blocks.agency_names import agency_names
from scoring.text.blocks.line import FIGURES, FUNCTION_WORDS, Line
from scoring.text.word_sets import any_credit_word, any_text_word, credit_words, text_word_pattern, text_words

_BRACKET = r"\([A-Z][\w .,&'/-]{1,40}\)"
_PLACE = r"[A-Z][A-Z.'-]+(?:[ /][A-Z][A-Z.'-]+){0,4}"
_TITLE_PLACE = r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}"
_REST = r"(?:, ?[A-Z][\w.' -]{1,28}){0,2}(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,?)?"
DATELINE_HEAD = 110  # the most characters in a dateline
BYLINE_WORDS = 16
NAME_WORDS = 8
MOST_FUNCTION_WORDS = (
    0.6  # of the share of function words in running English: a line with more is not just a date
)
CAPTION_WORDS = 70
CREDIT_WORDS = 40
_SIGNATURE = re.compile(
    r"(?:-+|\?) ?[^()\n]{1,60}\(@\w{1,30}\)\s*(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+,? \d{4})\s*$"
)
_EMBED = re.compile(
    r"pic\.twitter\.com/\w+|View this post on Instagram|A post shared by|https?://t\.co/\w+\s*$"
)


class _Patterns(NamedTuple):
    dateline: re.Pattern[str]
    alone: re.Pattern[str]
    credit: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The patterns with names of news agencies (data/wire_services.csv)."""
    agency = agency_names(text_words("broadcaster"))
    known = rf"\((?:{agency})\)"
    kickers = rf"(?!(?:{any_text_word('kicker')})\b)"
    dateline = re.compile(
        # MANILA, Nov. 24 (Xinhua) --    KABUL, Afghanistan -    WASHINGTON (AP)
        rf"{kickers}(?:{_BRACKET} ?)?{_PLACE}{_REST} ?"
        rf"(?:(?:{_BRACKET} ?)?(?:--\s*|-\s+)|{known}:?\s+)(?=\S)"
        # Washington (CNN)    Port Elva, March 3 (Coastwire) -
        rf"|{_TITLE_PLACE}{_REST} ?(?:{_BRACKET} ?(?:--\s*|-\s+)|{known}:?\s+|--\s*)(?=\S)"
        # (Reuters) -    (CNN)
        rf"|{known} ?(?:-{{1,2}})?\s+(?=[\"'A-Z])"
        # What some page readers put before the text.
        r"|(?i:date):? \d{4}-\d\d-\d\d\s+(?=\S)"
    )
    alone = re.compile(rf"(?:{_PLACE}|{_TITLE_PLACE}){_REST} ?{known} ?(?:-{{1,2}})?$")
    credit = re.compile(
        rf"^[(\[](?:[^()\[\]]*[ /,])?(?:{agency})(?:[ /,][^()\[\]]*)?[)\]]\.?$"
        r"|^[(\[][A-Z][\w.&' ]+/[A-Z][\w.&' ]+[)\]]\.?$"
        rf"|^[(\[](?i:{any_text_word('additional_work')}) [^()\[\]]*[)\]]\.?$"
        rf"|\b(?i:{any_text_word('contributed')})\b"
        rf"|^(?i:{any_text_word('source_label')}):? (?:[A-Z]|https?:|www)"
        r"(?=[^.!?]{0,80}\.?$)"
    )
    return _Patterns(dateline, alone, credit)


class _Heads(NamedTuple):
    byline: re.Pattern[str]
    role: re.Pattern[str]
    published: re.Pattern[str]
    ago: re.Pattern[str]
    in_byline: frozenset[str]


@cache
def _heads() -> _Heads:
    """Patterns for lines at the head of an article that name the writer or the date."""
    return _Heads(
        byline=re.compile(rf"(?:(?i:{any_text_word('writer')}):? +(?:the )?[A-Z(\[]|(?i:author:|byline:))"),
        role=text_word_pattern("role"),
        published=re.compile(
            r"(?:this (?:post|story|article) (?:was|has been) )?(?:first |article |last )?"
            rf"(?:{any_text_word('published')})\b",
            re.IGNORECASE,
        ),
        ago=re.compile(rf"(?:\d+|an?|one) (?:{any_text_word('time_unit')})s? ago$", re.IGNORECASE),
        in_byline=text_words("in_byline"),
    )


class _Captions(NamedTuple):
    opening: re.Pattern[str]
    within: re.Pattern[str]
    hints: tuple[str, ...]
    heads: tuple[str, ...]
    ends: tuple[str, ...]
    ending: re.Pattern[str]


@cache
def _captions() -> _Captions:
    """Patterns that show a caption (data/en/credit_words.csv).

    `hints`: whatever `within` matches contains one of these words; looking for them first is ten times as fast.
    `heads` and `ends`: what opens a caption, and what stands before the photographer's name at its end (`ending`).
    """
    phrases = credit_words("caption")
    within = re.compile(
        rf"[(\[][^()\[\]]*\b(?:{any_credit_word('bracket')})\b[^()\[\]]*[)\]]\.?$"
        rf"|[(\[](?:{any_credit_word('agency_bracket')})(?:/[^()\[\]]*)?[)\]]\.?$"
        rf"|(?!^\(c\))\((?i:{any_credit_word('position')})\)"
        r"|\([Rr]\).*\([LlCc]\)"  # a lone (R) is a Republican
        # The far right in a paragraph is a side of politics.
        rf"|\b(?i:(?:second|third) (?:from )?(?:left|right))\b|[,(] ?(?i:far (?:left|right))[,;)]"
        rf"|\b(?:{alternatives(phrases)})|^FILE -"
    )
    opening = re.compile(rf"(?i:{any_credit_word('opening')})(?: (?:by|credit|courtesy)\b|:| copyright)")
    ends = tuple(sorted(credit_words("caption_end")))
    return _Captions(
        opening,
        within,
        (")", "]", "left", "right", "FILE", *sorted(phrases)),
        tuple(sorted(credit_words("caption_head"))),
        ends,
        re.compile(rf"(?:{alternatives(ends)}) ?[^\W\d_][^.!?;:]{{0,60}}$"),
    )


def dateline_end(line: Line) -> int | None:
    """The length of the line's dateline in characters, without the spaces after it; None if there is none.

    >>> from scoring.text.blocks.lines import find_lines
    >>> from scoring.text.page_text import PageText
    >>> text = "PORT ELVA, March 3 (Coastwire) — The harbour reopened on Monday after a week of storms."
    >>> text[: dateline_end(find_lines(PageText(text))[0])]
    'PORT ELVA, March 3 (Coastwire) —'
    """
    if not line.prose:
        return None
    found = _patterns().dateline.match(line.text, 0, DATELINE_HEAD)
    return None if found is None else len(found.group().rstrip())


def is_lone_dateline(line: Line) -> bool:
    """Whether the whole line is a dateline: 'LONDON (AFP)'."""
    return line.words <= NAME_WORDS and _patterns().alone.match(line.text) is not None


def is_date(line: Line) -> bool:
    """Whether the line gives the date of publication and nothing else."""
    if not line.bare_stamp:
        return False
    if says_published(line):
        return True
    in_words = line.sentence or line.features[FUNCTION_WORDS] > MOST_FUNCTION_WORDS
    return not in_words and (line.dated or _heads().ago.match(line.text) is not None)


def says_published(line: Line) -> bool:
    """Whether the line begins with a word such as 'Published' or 'Updated'."""
    return _heads().published.match(line.text) is not None


def is_byline(line: Line, byline_key: str) -> bool:
    """Whether the line names the writer; `byline_key`: the key of the byline as known from outside the text."""
    if line.words > BYLINE_WORDS or (line.prose and line.words > NAME_WORDS):
        return False
    return bool(_heads().byline.match(line.text) and not line.text.endswith(":")) or bool(
        byline_key == line.key != ""
    )


def is_stamped_byline(line: Line) -> bool:
    """Whether the line is a day or a time and who wrote: 'May 21, 2025 by Ana Brook'."""
    if not line.bare_stamp or line.sentence:
        return False
    above, by, _ = f" {line.text} ".replace(" By ", " by ").partition(" by ")
    # `Goat killed by a train on May 3` tells something.
    return bool(by) and not any(token.isalpha() and token.islower() for token in above.split())


def is_name_or_role(line: Line) -> bool:
    """Whether a line near the headline may be the writer's name or job: 'Ana Brook, Staff Writer'."""
    if line.words > NAME_WORDS or line.sentence or not line.key or line.features[FIGURES]:
        return False
    return bool(_heads().role.search(line.text)) or (
        line.words > 1
        and line.text[0].isupper()
        and all(
            token[0].isupper() or not token[0].isalpha() or token in _heads().in_byline
            for token in line.text.split()
        )
    )


def is_caption(line: Line) -> bool:
    """Whether the line has the marks of a caption: '(Agency photo)', 'Photo: …', 'Getty Images'."""
    if line.words > CAPTION_WORDS:
        return False
    text, signs = line.text, _captions()
    if signs.opening.match(text) is not None:
        return True
    return any(hint in text for hint in signs.hints) and signs.within.search(text) is not None


def is_sure_caption(line: Line) -> bool:
    """Whether a caption's opening words or the photographer at its end show it, though it reads like a paragraph."""
    signs = _captions()
    return line.words <= CAPTION_WORDS and (
        line.text.startswith(signs.heads)
        or (any(end in line.text for end in signs.ends) and signs.ending.search(line.text) is not None)
    )


def is_signed(line: Line) -> bool:
    """Whether the line ends with an agency alone in brackets: a caption's mark, and the sign-off of an article."""
    return _signed().search(line.text) is not None


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"[(\[](?:{any_credit_word('agency_bracket')})[)\]]\.?$")


def is_credit(line: Line) -> bool:
    """Whether the line says whose text the article is or who worked on it: '(Coastwire/ANP)', 'Editing by …'."""
    if line.words > CREDIT_WORDS:
        return False
    if (
        line.phrase is not None
        and line.phrase.kind == "credit"
        and not (line.prose and line.phrase.match == "start")
    ):
        return True
    return _patterns().credit.search(line.text) is not None


def is_embed(line: Line) -> bool:
    """Whether the line is an embedded post, or ends with the signature of one."""
    return is_post(line.text)


def is_post(text: str) -> bool:
    """Whether a line's text is an embedded post, or ends with the signature of one."""
    if "(@" in text and _SIGNATURE.search(text):
        return True
    hinted = "t.co/" in text or "pic.twitter" in text or "Instagram" in text or "A post shared" in text
    return hinted and _EMBED.search(text) is not None


def is_signature(line: Line) -> bool:
    """Whether the line is only the signature of an embedded post whose words are on the line above."""
    return "(@" in line.text and _SIGNATURE.match(line.text) is not None
