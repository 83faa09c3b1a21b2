"""Labels for the lines of the article: headline, byline, paragraphs, captions, credits and others."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from scoring.text.blocks.headline import (
    MOST_LINKS,
    TITLE_SHARE,
    find_headline,
    full_key,
    headline_reason,
    likeness,
    may_be_headline,
    words_of_key,
)
from scoring.text.blocks.line import (
    COPYRIGHT,
    FRAGMENT_WORDS,
    LINKS,
    REPEATED,
    Line,
    function_words,
)
from scoring.text.blocks.marks import (
    NAME_WORDS,
    dateline_end,
    is_byline,
    is_caption,
    is_credit,
    is_date,
    is_embed,
    is_lone_dateline,
    is_name_or_role,
    is_signature,
    says_published,
)
from scoring.text.blocks.path import ARTICLE, Weights
from scoring.text.blocks.phrases import line_key
from scoring.text.normalise import plain

OPENING_LINES = 6  # paragraphs in which a standfirst may be repeated
ABOVE_HEADLINE = 3  # lines above the headline that may hold the date and byline
BELOW_BODY = 4  # lines below the last paragraph that may hold credits
CROSSHEAD_WORDS = 14
QUESTION_WORDS = 9  # words: a question this short on a line of its own is a crosshead
FEWEST_PARAGRAPHS = 3  # if there are fewer, the summary may be the whole text
SIGNED_LINES = 3  # lines below the summary that may name the writer
DATELINE_PARAGRAPHS = 2  # paragraphs after the first that may still carry the dateline
STANDFIRST_WORDS = 5
CAPTION_NAME_WORDS = (2, 4)

_PARAGRAPH = ("a paragraph of running text",)
_AMONG = ("stands among the paragraphs",)


class Label(NamedTuple):
    """What a line is and why; `dateline` is how many characters at its beginning are a dateline."""

    kind: str
    reasons: tuple[str, ...]
    dateline: int = 0


# Long because it tries one kind of line after another, in order of precedence.
def label_article(
    lines: Sequence[Line],
    regions: Sequence[int],
    scores: Sequence[float],
    weights: Weights,
    *,
    title: str,
    byline: str,
) -> list[Label | None]:
    """The label of each line of the article; None for lines that are not part of it."""
    labels: list[Label | None] = [None] * len(lines)
    paragraphs = [index for index, line in enumerate(lines) if regions[index] == ARTICLE and line.prose]
    if not paragraphs:
        paragraphs = [index for index in range(len(lines)) if regions[index] == ARTICLE]
    first = paragraphs[0] if paragraphs else len(lines)
    last = paragraphs[-1] if paragraphs else -1
    headline = find_headline(lines, first, paragraphs, title)
    if headline is not None and headline >= first:  # the headline reads like a sentence
        paragraphs = [index for index in paragraphs if index > headline]
        first = paragraphs[0] if paragraphs else len(lines)
    standfirst = _signed_summary(lines, headline, paragraphs)
    if standfirst is not None:
        first = paragraphs[1]
    names: list[set[str]] = []
    byline_key = line_key(plain(byline).lower()) if byline else ""
    for index, line in enumerate(lines):
        if index == headline:
            labels[index] = Label("headline", (headline_reason(line, title),))
        elif index == standfirst:
            labels[index] = Label("standfirst", ("a summary between headline and byline",))
        elif regions[index] == ARTICLE and (headline is None or index > headline):
            labels[index] = _label_inside(lines, index, first, last, scores, weights, names, byline_key)
        elif first < index < last and is_embed(line):
            labels[index] = Label("embed", ("ends in the signature or address of an embedded post",))
        elif first < index < last and line.words > CAPTION_NAME_WORDS[1] and is_caption(line):
            labels[index] = Label("caption", ("picture credit on the line",))
        elif _near(index, headline, first, last) and not _is_furniture(line):
            above = labels[index - 1] if index else None
            labels[index] = _label_around(line, index, headline, first, last, byline_key, above)
        elif (
            index == 0 < first
            and title
            and headline is None
            and line.words > CROSSHEAD_WORDS
            and may_be_headline(line)
        ):
            labels[index] = Label("standfirst", ("first line, ahead of the body",))
    if headline is not None:
        _find_standfirst(lines, labels, headline, first)
        _find_excerpt(lines, labels, headline)
    _join_signatures(lines, labels)
    return labels


def _signed_summary(lines: Sequence[Line], headline: int | None, paragraphs: Sequence[int]) -> int | None:
    """The index of the first paragraph after the headline, if a byline or date comes before the next paragraph."""
    if (
        headline is None
        or len(paragraphs) < FEWEST_PARAGRAPHS
        or paragraphs[0] not in (headline + 1, headline + 2)
    ):
        return None
    between = lines[paragraphs[0] + 1 : paragraphs[1]][:SIGNED_LINES]
    if any(is_byline(line, "") or is_date(line) or is_name_or_role(line) for line in between):
        return paragraphs[0]
    return None


def _is_furniture(line: Line) -> bool:
    return line.phrase is not None and line.phrase.kind != "credit" and not line.prose


def _near(index: int, headline: int | None, first: int, last: int) -> bool:
    top = first if headline is None else min(headline, first)
    return top - ABOVE_HEADLINE <= index < first or last < index <= last + BELOW_BODY


# Long because it is the list of rules for a line within the article, surest first, and each rule looks at
# something different on the page.
def _label_inside(
    lines: Sequence[Line],
    index: int,
    first: int,
    last: int,
    scores: Sequence[float],
    weights: Weights,
    names: list[set[str]],
    byline_key: str,
) -> Label | None:
    line = lines[index]
    if is_embed(line):
        return Label("embed", ("ends in the signature or address of an embedded post",))
    marked = not line.prose or index <= first or line.text.endswith((")", "]", ")."))
    if marked and is_caption(line):
        return Label("caption", ("picture credit on the line",))
    if (index >= last or not line.prose) and is_credit(line) and not says_published(line):
        return Label("credit", ("says whose text it is",))
    if line.prose:
        if line.features[REPEATED] or _is_foreign_prose(line, scores[index]):
            return None
        dateline = dateline_end(line) if index <= first + DATELINE_PARAGRAPHS else None
        if dateline is not None and dateline < line.end - line.start:
            return Label("body", _PARAGRAPH, dateline)
        return Label("body", _PARAGRAPH if scores[index] > 0 else _AMONG)
    alone = 0 < index < len(lines) - 1 and lines[index - 1].prose and lines[index + 1].prose
    section_name = line.phrase is not None and line.phrase.match == "menu"
    if (_is_furniture(line) and not (alone and section_name)) or line.features[REPEATED]:
        return None
    if is_byline(line, byline_key) or (index < first and is_name_or_role(line)):
        return Label("byline", ("names the writer",))
    if is_date(line) and (index < first or index > last):
        return Label("dateline", ("a line with nothing but a date",))
    if is_lone_dateline(line):
        return Label("dateline", ("place and agency",))
    if index < first and line.words < STANDFIRST_WORDS:
        return None
    if index > last and line.words <= FRAGMENT_WORDS and not line.sentence:
        return None
    asks = line.text.endswith("?") and line.words <= QUESTION_WORDS and '"' not in line.text
    if first < index < last and line.words <= CROSSHEAD_WORDS and (asks or not line.sentence):
        if not names:  # gathered once, when first asked for
            names.append(_capitalised_words(lines, first, last))
        if _is_name(line, names[0]):
            return Label("caption", ("a name alone on a line, of someone in the article",))
        return Label("crosshead", ("short line between paragraphs",))
    return Label("body", _AMONG)


def _is_foreign_prose(line: Line, score: float) -> bool:
    return score < 0 and line.phrase is not None and line.phrase.kind in ("notice", "comment", "navigation")


def _label_around(
    line: Line,
    index: int,
    headline: int | None,
    first: int,
    last: int,
    byline_key: str,
    above: Label | None,
) -> Label | None:
    """The label of a short line just above or below the article, or None if it is not part of the article."""
    if line.features[REPEATED] or (line.features[LINKS] > MOST_LINKS and not is_byline(line, byline_key)):
        return None
    if is_byline(line, byline_key):
        return Label("byline", ("names the writer",))
    if index < first:
        below_headline = headline is not None and index > headline
        if is_caption(line):
            return Label("caption", ("picture credit on the line",))
        if is_date(line) and (below_headline or says_published(line)):
            return Label("dateline", ("a line with nothing but a date",))
        if is_lone_dateline(line):
            return Label("dateline", ("place and agency",))
        if below_headline and is_name_or_role(line):
            return Label("byline", ("a name between headline and body",))
        if below_headline and above is not None and line.words >= STANDFIRST_WORDS:
            return Label("standfirst", ("directly below the headline",))
        return None
    if index > last:
        if is_caption(line):
            return Label("caption", ("picture credit on the line",))
        if is_date(line) and says_published(line):
            return Label("dateline", ("a line with nothing but a date",))
        if is_credit(line) or (line.features[COPYRIGHT] and line.words <= NAME_WORDS and index <= last + 2):
            return Label("credit", ("says whose text it is",))
    return None


def _find_standfirst(lines: Sequence[Line], labels: list[Label | None], headline: int, first: int) -> None:
    """Label as standfirst a summary between headline and body, if a byline, date or dateline follows it."""
    for index in range(headline + 1, min(first + 1, len(lines))):
        label = labels[index]
        if label is None or label.kind not in ("body", "crosshead") or label.dateline:
            continue
        following = next((later for later in labels[index + 1 : index + 3] if later is not None), None)
        if not lines[index].sentence and lines[index].words >= STANDFIRST_WORDS:
            labels[index] = Label("standfirst", ("between headline and first paragraph",))
        elif following is not None and (following.kind in ("byline", "dateline") or following.dateline):
            labels[index] = Label("standfirst", ("a summary ahead of the byline or dateline",))


def _join_signatures(lines: Sequence[Line], labels: list[Label | None]) -> None:
    for index in range(1, len(lines)):
        label, above = labels[index], labels[index - 1]
        if label is None or label.kind != "embed" or above is None or above.kind != "body":
            continue
        if is_signature(lines[index]):
            labels[index - 1] = Label("embed", ("the signature of an embedded post follows",))


def _find_excerpt(lines: Sequence[Line], labels: list[Label | None], headline: int) -> None:
    """Label as standfirst a paragraph right below the headline that the body repeats, exactly or nearly.

    It stays part of the article, as it does when people label pages by hand.
    """
    following = [index for index in range(headline + 1, len(lines)) if labels[index] and lines[index].prose]
    if len(following) < FEWEST_PARAGRAPHS or following[0] > headline + ABOVE_HEADLINE:
        return
    excerpt = words_of_key(full_key(lines[following[0]]))
    for later in following[1 : OPENING_LINES + 1]:
        if likeness(excerpt, words_of_key(full_key(lines[later]))) >= TITLE_SHARE:
            labels[following[0]] = Label("standfirst", ("a summary that the body prints again",))
            return


def _is_name(line: Line, names: set[str]) -> bool:
    tokens = line.text.split()
    fewest, most = CAPTION_NAME_WORDS
    return (
        fewest <= len(tokens) <= most
        and all(token[0].isupper() for token in tokens)
        and all(token in names for token in tokens[-1:])
        and not any(token.lower() in function_words() for token in tokens)
    )


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+")


def _capitalised_words(lines: Sequence[Line], first: int, last: int) -> set[str]:
    """The capitalised words inside the article's sentences."""
    return {word for line in lines[first : last + 1] if line.prose for word in _NAME.findall(line.text)}
