"""Labels for the lines of the article: headline, byline, paragraphs, captions, credits and others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
    CAPTION_TAG,
    COPYRIGHT,
    FRAGMENT_WORDS,
    HEADING_TAG,
    KEPT,
    LINKS,
    MAIN_PART,
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
    is_signed,
    is_stamped_byline,
    is_sure_caption,
    says_published,
)
from scoring.text.blocks.path import ARTICLE
from scoring.text.blocks.phrases import line_key
from scoring.text.normalise import plain

OPENING_LINES = 6  # paragraphs in which a standfirst may be repeated
ABOVE_HEADLINE = 3  # lines above the headline that may hold the date and byline
BELOW_BODY = 4  # lines below the last paragraph that may hold credits
CROSSHEAD_WORDS = 14
HEADLINE_IN_CAPITALS = 7  # words: the crossheads of agencies, which are set in capitals too, have fewer
MOST_LINKS_IN_CAPITALS = 4  # lines between the paragraphs
QUESTION_WORDS = 9  # words: a question this short on a line of its own is a crosshead
FEWEST_PARAGRAPHS = 3  # if there are fewer, the summary may be the whole text
SIGNED_LINES = 3  # lines below the summary that may name the writer
DATELINE_PARAGRAPHS = 2  # paragraphs after the first that may still carry the dateline
STANDFIRST_WORDS = 5
CAPTION_NAME_WORDS = (2, 4)

_PARAGRAPH = ("a paragraph of running text",)
_AMONG = ("stands among the paragraphs",)
BARE_DATE = "a line with nothing but a date"
"""The reason of a dateline that says when and not where."""


class Label(NamedTuple):
    """What a line is and why; `dateline` is how many characters at its beginning are a dateline."""

    kind: str
    reasons: tuple[str, ...]
    dateline: int = 0


class _Frame(NamedTuple):
    """Where the article stands on the page: the lines of its headline and its summary, if it has them, and of
    its first and last paragraph.
    """

    headline: int | None
    standfirst: int | None
    first: int
    last: int

    def holds(self, index: int) -> bool:
        """Whether the line stands between the first and the last paragraph."""
        return self.first < index < self.last

    def may_hold(self, index: int) -> bool:
        """Whether the line may be the article's text: below its headline, if there is one, and not its summary."""
        return index != self.standfirst and (self.headline is None or index > self.headline)

    def is_below_headline(self, index: int) -> bool:
        """Whether the line stands below a headline that was found."""
        return self.headline is not None and index > self.headline

    def is_near(self, index: int) -> bool:
        """Whether the line stands right above the article or right below it."""
        top = self.first if self.headline is None else min(self.headline, self.first)
        return top - ABOVE_HEADLINE <= index < self.first or self.last < index <= self.last + BELOW_BODY


_STAMPED_BYLINE = Label("byline", ("a day or time and a writer",))
_FIGURES_CAPTION = Label("caption", ("the caption of a figure",))


@dataclass(slots=True)
class _Page:
    """A page whose article is being read: its lines, where the article stands, and what is known of it."""

    lines: Sequence[Line]
    frame: _Frame
    title: str
    byline_key: str
    _names: set[str] | None = None
    _in_capitals: int | None = None

    def leads_elsewhere(self, line: Line) -> bool:
        """Whether a line is the headline of another article, set in capitals between the paragraphs.

        Where there are many, they head the items of a newsletter.
        """
        if not _is_in_capitals(line):
            return False
        if self._in_capitals is None:
            self._in_capitals = sum(map(_is_in_capitals, self.lines[self.frame.first : self.frame.last]))
        return self._in_capitals <= MOST_LINKS_IN_CAPITALS

    @property
    def names(self) -> set[str]:
        """Words with a capital inside the article's sentences; gathered once, when first asked for."""
        if self._names is None:
            self._names = _capitalised_words(self.lines, self.frame.first, self.frame.last)
        return self._names


def label_article(
    lines: Sequence[Line],
    regions: Sequence[int],
    scores: Sequence[float],
    *,
    title: str,
    byline: str,
) -> list[Label | None]:
    """The label of each line that belongs to the article; None for the others."""
    frame = _find_frame(lines, regions, title)
    page = _Page(lines, frame, title, line_key(plain(byline).lower()) if byline else "")
    labels: list[Label | None] = []
    for index in range(len(lines)):
        if regions[index] == ARTICLE and frame.may_hold(index):
            labels.append(_label_inside(page, index, scores[index]))
        else:
            labels.append(_label_outside(page, index, labels[-1] if labels else None))
    if frame.headline is not None:
        _find_standfirst(lines, labels, frame.headline, frame.first)
        _find_excerpt(lines, labels, frame.headline)
    _join_signatures(lines, labels)
    return labels


def _find_frame(lines: Sequence[Line], regions: Sequence[int], title: str) -> _Frame:
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
    return _Frame(headline, standfirst, first if standfirst is None else paragraphs[1], last)


def _label_outside(page: _Page, index: int, above: Label | None) -> Label | None:
    """The label of a line that is not in the article's stretch of the page, or None; `above` is that of the
    line above.
    """
    line, frame = page.lines[index], page.frame
    if index == frame.headline:
        return Label("headline", (headline_reason(line, page.title),))
    if index == frame.standfirst:
        return Label("standfirst", ("a summary between headline and byline",))
    if frame.holds(index) and is_embed(line):
        return Label("embed", ("ends in the signature or address of an embedded post",))
    if frame.holds(index) and _is_figures_caption(line):
        return _FIGURES_CAPTION
    if frame.holds(index) and line.words > CAPTION_NAME_WORDS[1] and is_caption(line):
        return Label("caption", ("picture credit on the line",))
    if frame.is_near(index) and not _is_furniture(line):
        return _label_around(page, index, above)
    if (
        index == 0 < frame.first
        and page.title
        and frame.headline is None
        and line.words > CROSSHEAD_WORDS
        and may_be_headline(line)
    ):
        return Label("standfirst", ("first line, ahead of the body",))
    return None


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


def _label_inside(page: _Page, index: int, score: float) -> Label | None:
    """The label of a line within the article's stretch of the page, or None if it is none of its own."""
    line, frame = page.lines[index], page.frame
    if is_embed(line):
        return Label("embed", ("ends in the signature or address of an embedded post",))
    if _is_figures_caption(line):
        return _FIGURES_CAPTION
    marked = not line.prose or index <= frame.first or line.text.endswith((")", "]", ")."))
    signs_off = line.prose and index >= frame.last and is_signed(line)
    if (marked and not signs_off and is_caption(line)) or is_sure_caption(line):
        return Label("caption", ("picture credit on the line",))
    if (index >= frame.last or not line.prose) and is_credit(line) and not says_published(line):
        return Label("credit", ("says whose text it is",))
    return _label_paragraph(line, index, frame, score) if line.prose else _label_short_line(page, index)


def _label_paragraph(line: Line, index: int, frame: _Frame, score: float) -> Label | None:
    if line.features[REPEATED] or _is_foreign_prose(line, score):
        return None
    dateline = dateline_end(line) if index <= frame.first + DATELINE_PARAGRAPHS else None
    if dateline is not None and dateline < line.end - line.start:
        return Label("body", _PARAGRAPH, dateline)
    return Label("body", _PARAGRAPH if score > 0 else _AMONG)


def _label_short_line(page: _Page, index: int) -> Label | None:
    """The label of a line within the article that does not read like a paragraph, by the surest rule first."""
    line, (_, _, first, last) = page.lines[index], page.frame
    # Trafilatura and the part that the page names agree that it is text.
    agreed = bool(line.features[KEPT] and line.features[MAIN_PART])
    parts = _parts_paragraphs(page.lines, index) or (agreed and line.features[HEADING_TAG])
    if (_is_furniture(line) and not parts) or line.features[REPEATED]:
        return None
    if is_byline(line, page.byline_key) or (index < first and is_name_or_role(line)):
        return Label("byline", ("names the writer",))
    if index < first and is_stamped_byline(line):
        return _STAMPED_BYLINE
    if is_date(line) and (index < first or index > last):
        return Label("dateline", (BARE_DATE,))
    if is_lone_dateline(line):
        return Label("dateline", ("place and agency",))
    if index < first and line.words < STANDFIRST_WORDS and not agreed:
        return None
    if index > last and line.words <= FRAGMENT_WORDS and not line.sentence and not agreed:
        return None
    if page.frame.holds(index) and not agreed and page.leads_elsewhere(line):
        return None
    asks = line.text.endswith("?") and line.words <= QUESTION_WORDS and '"' not in line.text
    if first < index < last and line.words <= CROSSHEAD_WORDS and (asks or not line.sentence):
        if not agreed and _is_name(line, page.names):
            return Label("caption", ("a name alone on a line, of someone in the article",))
        return Label("crosshead", ("short line between paragraphs",))
    return Label("body", _AMONG)


def _is_in_capitals(line: Line) -> bool:
    """Whether a line is longer than a crosshead in capitals is and set in them throughout."""
    return line.words >= HEADLINE_IN_CAPITALS and line.text.isupper()


def _parts_paragraphs(lines: Sequence[Line], index: int) -> bool:
    """Whether the line names a section of the site, but stands alone between paragraphs, as a crosshead does."""
    alone = 0 < index < len(lines) - 1 and lines[index - 1].prose and lines[index + 1].prose
    phrase = lines[index].phrase
    return alone and phrase is not None and phrase.match == "menu"


def _is_foreign_prose(line: Line, score: float) -> bool:
    return score < 0 and line.phrase is not None and line.phrase.kind in ("notice", "comment", "navigation")


def _label_around(page: _Page, index: int, above: Label | None) -> Label | None:
    """The label of a short line beside the article that belongs to it, or None."""
    line, frame = page.lines[index], page.frame
    signed = is_byline(line, page.byline_key)
    if line.features[REPEATED] or (line.features[LINKS] > MOST_LINKS and not signed):
        return None
    if signed:
        return Label("byline", ("names the writer",))
    if index < frame.first:
        return _label_above(line, frame.is_below_headline(index), above)
    if index > frame.last:
        return _label_below(line, index, frame.last)
    return None


def _is_figures_caption(line: Line) -> bool:
    """Whether the page calls the line a figure's caption and trafilatura does not take it for text."""
    return bool(line.features[CAPTION_TAG]) and not line.features[KEPT]


def _label_above(line: Line, below_headline: bool, above: Label | None) -> Label | None:
    if _is_figures_caption(line):
        return _FIGURES_CAPTION
    if is_caption(line):
        return Label("caption", ("picture credit on the line",))
    if is_date(line) and (below_headline or says_published(line)):
        return Label("dateline", (BARE_DATE,))
    if is_lone_dateline(line):
        return Label("dateline", ("place and agency",))
    if below_headline and is_stamped_byline(line):
        return _STAMPED_BYLINE
    if below_headline and is_name_or_role(line):
        return Label("byline", ("a name between headline and body",))
    if below_headline and above is not None and line.words >= STANDFIRST_WORDS:
        return Label("standfirst", ("directly below the headline",))
    return None


def _label_below(line: Line, index: int, last: int) -> Label | None:
    if is_caption(line):
        return Label("caption", ("picture credit on the line",))
    if is_date(line) and says_published(line):
        return Label("dateline", (BARE_DATE,))
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
