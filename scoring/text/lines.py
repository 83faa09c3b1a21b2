"""The lines of a page, and what can be seen on each: the features by which article and furniture are told apart.

Line breaks are all the structure that a scraped text has. Every feature is a number from 0 to 1 that a reader
can check with the eyes (ends like a sentence, begins most words with a capital, is printed twice), because
each of them may have to be shown as a reason.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.text.block_phrases import Phrase, find_phrase, line_key
from scoring.text.normalise import plain
from scoring.text.words import Words

# The order of the numbers in `Line.features`; data/block_weights.csv explains and weighs each.
FEATURES = (
    "constant",
    "sentence",
    "length",
    "function_words",
    "capitals",
    "fragment",
    "separators",
    "figures",
    "address",
    "copyright",
    "code",
    "unfinished",
    "headline_run",
    "teasers",
    "to_reader",
    "phrase",
    "notice_phrase",
    "stamp",
    "repeated",
    "duplicate",
    "among_prose",
    "under_heading",
    "links",
    "kept",
    "left_out",
    "furniture_tag",
    "paragraph_tag",
)
CONSTANT, SENTENCE, LENGTH, FUNCTION_WORDS, CAPITALS, FRAGMENT, SEPARATORS, FIGURES, ADDRESS = range(9)
COPYRIGHT, CODE, UNFINISHED, HEADLINE_RUN, TEASERS, TO_READER, PHRASE, NOTICE_PHRASE = range(9, 17)
STAMP, REPEATED, DUPLICATE, AMONG_PROSE, UNDER_HEADING = range(17, 22)
LINKS, KEPT, LEFT_OUT, FURNITURE_TAG, PARAGRAPH_TAG = range(22, 27)

FULL_LENGTH = 40  # words: a line of this many is a full paragraph
MOST_LENGTHS = 4.0  # full paragraphs: a longer line says no more
PROSE_WORDS = 10  # words: a sentence of this many is prose and no label
CERTAIN_PROSE_WORDS = 18  # words: a sentence of this many needs no look at its words
HEAD = 320  # characters of a long line that are looked at, and
TAIL = 140  # of its end: the rest cannot change the answer
FRAGMENT_WORDS = 3
FUNCTION_SHARE = 0.3  # share of function words that running English has
TO_READER_WORDS = 35  # words: in longer lines a writer may say you
RUN_LINES = 6  # lines that look like headlines, one below the other: a list of other articles for certain
FEWEST_RUN_LINES = 3
TEASER_WORDS = 45  # words: no teaser is longer
TEASER_PAIRS = 3  # headline and teaser in turn, so many times at least
SECTION_LINES = 10  # lines below a heading that it may speak for
PROSE_RUN = 3  # paragraphs one after the other: no list of teasers
LEAST_FUNCTION_SHARE = 0.15  # share of function words below which a line is no running English
UNFINISHED_WORDS = 5  # words: as many without a full stop are likelier a headline than a sentence
NEIGHBOURS = 3  # lines on each side that count as company
PHRASE_WORDS = 60  # words: no phrase of furniture stands in a longer line

FUNCTION = frozenset(
    ["a", "an", "the", "and", "or", "but", "if", "of", "in", "on", "at", "to", "from", "by", "for", "with", "about", "as", "than", "that", "this", "these", "those", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could", "should", "can", "may", "might", "do", "does", "did", "not", "no", "it", "its", "he", "she", "they", "we", "you", "i", "his", "her", "their", "our", "my", "your", "him", "them", "us", "who", "which", "what", "when", "where", "there", "said", "after", "before", "into", "over", "out", "up", "also", "more"]
)
_TERMINAL = re.compile(r"[.!?…][\"'”’)\]»]*$|[.,!?]?[\"”]$|:$")
_SEPARATOR = re.compile(r"[|»«•·›→►▸▶¦×]|(?:^| )(?:>|<|::|//|/)(?: |$)|>>|<<")
_CUT_SHORT = ("...", "…")
_ADDRESS = re.compile(r"https?://|www\.|\b[\w.+-]+@[\w-]+\.\w|^\w[\w-]*\.(?:com|org|net|co\.uk)\b", re.I)
_TO_READER = re.compile(
    r"\b(?:you|your|you're|you'll|click|subscribe|sign up|log in|here)\b|^(?:get|find|check|watch|click|sign|start|read|"
    r"see|join|send|receive|download|try|buy|save|enter|browse|view|listen|visit|learn|discover|follow|submit|make)\b",
    re.I,
)
_CODE = re.compile(r"</?[a-z]+[ >]|&lt;|\bfunction ?\(|\bvar \w+ ?=|[{}]\s*$")
_COPYRIGHT = re.compile(r"©|\(c\) ?\d{4}|copyright", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b{_MONTH},? \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:\b|$)|\b\d{{4}}-\d\d?-\d\d?\b"
    rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b{_MONTH} \d{{4}}\b",
    re.I,
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|gmt|est|edt|[a-z]{2,4}t\b)?|\b\d{1,2} ?[ap]\.?m\b|\bago\b", re.I
)
STAMP_WORDS = 14  # words: a longer line is no bare date

FURNITURE_TAGS = frozenset(
    ["nav", "footer", "aside", "form", "button", "select", "option", "label", "menu", "input", "header", "script", "noscript"]
)
PARAGRAPH_TAGS = frozenset(["p", "blockquote", "pre", "figcaption", "q"])


@dataclass(frozen=True, slots=True)
class Line:
    """One line with something on it: `start` and `end` without the spaces around, `number` counted from 0."""

    start: int
    end: int
    number: int
    words: int
    text: str  # typographic marks plain; of a long line only its head and its last characters
    key: str  # words in lower case, without figures: what phrases and duplicates are looked up by
    prose: bool
    sentence: bool
    phrase: Phrase | None
    dated: bool
    timed: bool
    features: list[float]

    @property
    def bare_stamp(self) -> bool:
        """Whether the line is little more than a date or a time."""
        return self.features[STAMP] > 0


@dataclass(frozen=True, slots=True)
class LineMarkup:
    """What HTML says of a line: the share of its words that are links, its tag, whether trafilatura keeps it."""

    link_share: float
    tag: str
    kept: bool | None  # None where trafilatura found nothing at all
    heading: int


def find_lines(
    text: str,
    words: Words,
    *,
    repeated: Collection[tuple[int, int]] = (),
    markup: Sequence[Mapping[str, object]] | None = None,
) -> list[Line]:
    """The lines of `text` that hold more than spaces, each with its features.

    `repeated` holds the spans of lines that the outlet prints in other articles too. `markup` has one entry per
    line as cut at "\\n", empty lines included. Linear in the length of the text: of a long line only the head
    is examined.
    """
    spans: list[tuple[int, int, int]] = []
    position = 0
    for number, raw in enumerate(text.split("\n")):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            spans.append((start, start + len(stripped), number))
        position += len(raw) + 1
    if not spans:
        return []
    bounds = np.array(spans, dtype=np.int64)
    counts = np.searchsorted(words.starts, bounds[:, 1]) - np.searchsorted(words.starts, bounds[:, 0])
    repeated_starts = {start for start, _ in repeated}
    if markup is not None and not any(entry["kept"] for entry in markup):
        markup = [
            {**entry, "kept": None} for entry in markup
        ]  # trafilatura found no main text: it says nothing
    lines = [
        _examine(text, start, end, number, count, (start in repeated_starts), _markup_of(markup, number))
        for (start, end, number), count in zip(spans, counts.tolist(), strict=True)
    ]
    _mark_duplicates(lines)
    _mark_company(lines)
    _mark_sections(lines)
    _mark_headline_runs(lines)
    _mark_teasers(lines)
    return lines


def _markup_of(markup: Sequence[Mapping[str, object]] | None, number: int) -> LineMarkup | None:
    if markup is None or number >= len(markup):
        return None
    entry = markup[number]
    return LineMarkup(
        float(str(entry["link_share"] or 0.0)),
        str(entry["tag"] or ""),
        None if entry["kept"] is None else bool(entry["kept"]),
        int(str(entry["heading"] or 0)),
    )


def _examine(
    text: str, start: int, end: int, number: int, words: int, repeated: bool, markup: LineMarkup | None
) -> Line:
    long = end - start > HEAD + TAIL
    shown = plain(f"{text[start : start + HEAD]} {text[end - TAIL : end]}" if long else text[start:end])
    cut_short = text.endswith(_CUT_SHORT, start, end)
    features = [0.0] * len(FEATURES)
    features[CONSTANT] = 1.0
    terminal = bool(_TERMINAL.search(shown, max(0, len(shown) - 6)))
    length = min(words / FULL_LENGTH, MOST_LENGTHS)
    features[REPEATED] = float(repeated)
    if markup is not None:
        features[LINKS] = min(max(markup.link_share, 0.0), 1.0)
        features[KEPT] = float(markup.kept is True)
        features[LEFT_OUT] = float(markup.kept is False)
        features[FURNITURE_TAG] = float(markup.tag in FURNITURE_TAGS)
        features[PARAGRAPH_TAG] = float(markup.tag in PARAGRAPH_TAGS)
    if words >= CERTAIN_PROSE_WORDS and terminal and words > PHRASE_WORDS:
        features[SENTENCE] = features[FUNCTION_WORDS] = 1.0
        features[LENGTH] = length
        return Line(start, end, number, words, shown, "", True, True, None, False, False, features)

    tokens = shown.split()
    lowered = shown.lower()
    key = line_key(lowered)
    phrase = find_phrase(key, words) if words <= PHRASE_WORDS else None
    sentence = terminal and words >= FRAGMENT_WORDS and not cut_short
    examined = max(len(tokens), 1)
    if long:  # its head may be a title run into the text
        middle = (start + end - HEAD) // 2
        tokens = text[middle : middle + HEAD].split()
        lowered_tokens = [token.lower() for token in tokens]
        examined = max(len(tokens), 1)
    else:
        lowered_tokens = lowered.split()
    function_share = sum(token in FUNCTION for token in lowered_tokens) / examined
    prose = words >= PROSE_WORDS and (
        (sentence and (function_share > FUNCTION_SHARE / 3 or words >= CERTAIN_PROSE_WORDS))
        or (words >= CERTAIN_PROSE_WORDS and function_share > FUNCTION_SHARE * 0.6)
    )
    features[SENTENCE] = float(sentence)
    # A long list of names is no paragraph: length speaks for the article as far as it is running English.
    features[LENGTH] = length * min(function_share / LEAST_FUNCTION_SHARE, 1.0)
    features[CODE] = float(bool(_CODE.search(shown)))
    if words <= TO_READER_WORDS and '"' not in shown:
        features[TO_READER] = min(len(_TO_READER.findall(shown)), 2) / 2
    features[UNFINISHED] = float(
        not terminal
        and words >= UNFINISHED_WORDS
        and not shown[0].islower()  # items of a list
        and not shown.endswith((";", ","))
        and "(@" not in shown  # the signature of an embedded post
    )
    if words > FRAGMENT_WORDS:
        features[FUNCTION_WORDS] = min(function_share / FUNCTION_SHARE, 1.0)
        capitals = sum(token[0].isupper() for token in tokens[1:]) / max(examined - 1, 1)
        features[CAPITALS] = max(0.0, capitals - 0.5) * 2
    else:
        features[FRAGMENT] = 1.0
    dated = timed = False
    if not prose:
        features[SEPARATORS] = float(cut_short or bool(_SEPARATOR.search(shown)))
        features[FIGURES] = sum(token[0].isdigit() for token in tokens) / examined
        features[ADDRESS] = float(bool(_ADDRESS.search(shown)))
        if words <= STAMP_WORDS and features[FIGURES]:
            dated, timed = bool(_DATE.search(shown)), bool(_TIME.search(shown))
            features[STAMP] = float(dated or timed)
    if words <= PHRASE_WORDS:
        features[COPYRIGHT] = float(bool(_COPYRIGHT.search(shown)))
    if phrase is not None and phrase.kind != "credit":
        # A sentence that begins with such a phrase is a notice however long it is.
        features[PHRASE if phrase.match != "within" else NOTICE_PHRASE] = 1.0 + features[LENGTH]
    return Line(start, end, number, words, shown, key, prose, sentence, phrase, dated, timed, features)


def _mark_duplicates(lines: list[Line]) -> None:
    counts = Counter(line.key for line in lines if line.key)
    for line in lines:
        if line.key and counts[line.key] > 1:
            line.features[DUPLICATE] = 1.0


def _mark_company(lines: list[Line]) -> None:
    """Set for each line the share of prose among the words of the lines around it."""
    total, prose = [0], [0]
    for line in lines:
        total.append(total[-1] + line.words + 1)  # one more each, so that lines without words count too
        prose.append(prose[-1] + (line.words + 1 if line.prose else 0))
    last = len(lines)
    for index, line in enumerate(lines):
        first, stop = max(0, index - NEIGHBOURS), min(last, index + NEIGHBOURS + 1)
        around = total[stop] - total[first] - line.words - 1
        if around:
            mine = line.words + 1 if line.prose else 0
            line.features[AMONG_PROSE] = (prose[stop] - prose[first] - mine) / around


def _mark_sections(lines: list[Line]) -> None:
    """Set how near above each line a heading such as 'Related stories' stands; running prose ends its reach."""
    reach, prose_run = 0, 0
    for line in lines:
        if line.phrase is not None and line.phrase.opens_section and line.phrase.kind != "comment":
            reach, prose_run = SECTION_LINES, 0
            continue
        prose_run = prose_run + 1 if line.prose else 0
        if prose_run >= PROSE_RUN:
            reach = 0
        if reach:
            line.features[UNDER_HEADING] = reach / SECTION_LINES
            reach -= 1


def _mark_headline_runs(lines: list[Line]) -> None:
    """Set for each line without a full stop how long the run of such lines is that it stands in."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.features[UNFINISHED] and not line.prose:
            run.append(line)
            continue
        if len(run) >= FEWEST_RUN_LINES:
            for member in run:
                member.features[HEADLINE_RUN] = min(len(run) / RUN_LINES, 1.0)
        run = []


def _mark_teasers(lines: list[Line]) -> None:
    """Set for headlines and single short paragraphs in turn that they are a list of teasers."""
    pairs: list[Line] = []
    expects_teaser = False
    for line in [*lines, None]:
        headline = line is not None and _is_teaser_headline(line)
        teaser = line is not None and (line.prose or line.sentence) and line.words <= TEASER_WORDS
        if line is not None and (teaser if expects_teaser else headline):
            pairs.append(line)
            expects_teaser = not expects_teaser
            continue
        if len({member.key for member in pairs}) >= 2 * TEASER_PAIRS:  # an insert repeated is no list
            for member in pairs:
                member.features[TEASERS] = 1.0
        pairs = [line] if line is not None and headline else []
        expects_teaser = bool(pairs)


def _is_teaser_headline(line: Line) -> bool:
    return (
        not line.prose
        and FRAGMENT_WORDS < line.words <= TO_READER_WORDS
        and line.phrase is None
        and not line.bare_stamp  # the days of a chronicle
    )
