"""Telling article from page furniture, tested on pages whose blocks were all labelled by hand.

The set is L3S-GN1 (Kohlschütter, Fankhauser, Nejdl: Boilerplate Detection using Shallow Text Features, WSDM
2010), or any file in its format: JSON Lines, plain or gzipped, with `html` and `blocks` (a list of `text` and
`label`, in reading order). Content is what is labelled fulltext, headline or supplemental; the rest is
furniture.

**Words.** Runs of ASCII letters and digits in lower case: the set's blocks and its pages were decoded
differently, and all other characters differ.

**Alignment.** When reading HTML, our lines are aligned in order with the labelled blocks, first line by line
(difflib), then word by word between equal lines. A labelled word without a partner counts as taken for furniture;
a word we call content counts as wrong if it has no partner. Reading the text alone needs no alignment: its lines
are the blocks.

**Baselines.** `trafilatura`: its `extract` on the page as it came, comments left out; `kept`: the lines that
it keeps of the page as our reader mends it, without tables; `justext`; and `everything`: all is content.

**F1.** `f1` is that of the content class over all words of all pages (micro); `f1_pages` its mean over
pages; and `f1_weighted` the mean of both classes' F1 weighted by their words, as the set's authors' tool
(Weka) reports it.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import trafilatura
from scipy.stats import spearmanr

from scoring.corpus.pages.page import Page, read_page
from scoring.evaluate.json_lines import json_rows
from scoring.schema.kinds import FURNITURE_KINDS
from scoring.text.blocks.find import find_blocks
from scoring.text.page_text import PageText

CONTENT_LABELS = frozenset(("fulltext", "headline", "supplemental"))
LABELS = ("fulltext", "headline", "supplemental", "related", "comments", "boilerplate")
ANCHOR_WORDS = 5  # a shorter line ("Home", "Sport") occurs in several places and would mislead the alignment
_WORD = re.compile(r"[a-z0-9]+")

Marked = list[tuple[str, bool]]
"""Lines, or parts of lines, in reading order, each with whether it is taken for content."""


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page as the set has it: its HTML and its blocks (text, label) in reading order."""

    html: str
    blocks: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Tally:
    """Counts of words over the pages read so far."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    rejected: int = 0
    by_label: Counter[tuple[str, bool]] = field(default_factory=Counter)
    page_f1: list[float] = field(default_factory=list)
    ratios: list[tuple[float, float]] = field(default_factory=list)


def evaluate(path: Path) -> dict[str, float]:
    """The figures of both ways and of the baselines on the pages of `path`, flat: `html.f1`,
    `text.ratio_mae`, ...

    Raises ValueError, in one sentence, if a line is not a labelled page.
    """
    ways: dict[str, Tally] = {}

    def add(way: str, page: LabelledPage, marked: Marked, page_words: int = 0) -> None:
        count_page(ways.setdefault(way, Tally()), page, marked, page_words)

    pages = 0
    justext = justext_way()
    for page in read_pages(path):
        pages += 1
        read = read_page(page.html)
        add("html", page, html_way(read))
        add("text", page, text_way(page))
        page_words = sum(len(_WORD.findall(line.text.lower())) for line in read.lines)
        add("trafilatura", page, trafilatura_way(page.html), page_words)
        add("kept", page, [(line.text, line.kept) for line in read.lines])
        if justext is not None:
            add("justext", page, justext(page.html))
        add("everything", page, [(line.text, True) for line in read.lines])
    figures = {"pages": float(pages)}
    for way, tally in ways.items():
        figures.update({f"{way}.{name}": value for name, value in figures_of(tally).items()})
    return figures


def render(figures: dict[str, float]) -> str:
    """The figures as a table for the terminal, one row per way."""
    ways = dict.fromkeys(name.split(".")[0] for name in figures if "." in name)
    columns = ("f1", "precision", "recall", "f1_pages", "f1_weighted", "ratio_mae", "ratio_spearman")
    rows = [f"{figures['pages']:.0f} pages, words of content against the rest", ""]
    rows.append(f"{'':12}" + "".join(f"{name:>15}" for name in columns))
    rows += [f"{way:12}" + "".join(_cell(figures.get(f"{way}.{name}")) for name in columns) for way in ways]
    rows += ["", f"{'recall of':12}" + "".join(f"{label:>15}" for label in LABELS)]
    rows += [
        f"{way:12}" + "".join(_cell(figures.get(f"{way}.recall.{label}")) for label in LABELS) for way in ways
    ]
    if "justext" not in ways:
        rows += ["", "jusText is not installed: its row is left out (pip install justext lxml-html-clean)."]
    return "\n".join(rows)


def _cell(figure: float | None) -> str:
    return f"{'-' if figure is None else f'{figure:.3f}':>15}"


def read_pages(path: Path) -> Iterator[LabelledPage]:
    """The pages of a file of JSON lines, gzipped or not."""
    for number, row in json_rows(path):
        try:
            blocks = tuple((str(block["text"]), str(block["label"])) for block in row["blocks"])
            yield LabelledPage(str(row["html"]), blocks)
        except (KeyError, TypeError):
            raise ValueError(
                f"Line {number} of {path} is no labelled page: it needs html and blocks, each with text and label."
            ) from None


def html_way(read: Page) -> Marked:
    """The page's lines as our reading of its HTML marks them."""
    return _marked(read.text, title=read.title, byline=read.byline, markup=markup_of(read))


def markup_of(read: Page) -> list[dict[str, object]]:
    """What the blocks of a page are told of its lines."""
    return [line.markup for line in read.lines]


def text_way(page: LabelledPage) -> Marked:
    """The blocks' text, joined by line breaks, as the text-only reading marks it."""
    return _marked("\n".join(text for text, _ in page.blocks))


def trafilatura_way(html: str) -> Marked:
    """What trafilatura extracts with its defaults, comments left out."""
    found = trafilatura.extract(html, include_comments=False) or ""
    return [(line, True) for line in found.split("\n")]


def justext_way() -> Callable[[str], Marked] | None:
    """What jusText makes of a page with its English words; None where it is not installed."""
    try:
        import justext
    except ImportError:
        return None
    stoplist = justext.get_stoplist("English")

    def way(html: str) -> Marked:
        try:
            paragraphs = justext.justext(html.encode(), stoplist, encoding="utf8")
        except (ValueError, AssertionError):
            return []
        return [(paragraph.text, not paragraph.is_boilerplate) for paragraph in paragraphs]

    return way


def _marked(
    text: str,
    *,
    title: str | None = None,
    byline: str | None = None,
    markup: Sequence[dict[str, object]] | None = None,
) -> Marked:
    blocks = find_blocks(PageText(text), title=title, byline=byline, markup=markup)
    return [(text[block.start : block.end], block.kind not in FURNITURE_KINDS) for block in blocks]


def count_page(tally: Tally, page: LabelledPage, marked: Marked, page_words: int = 0) -> None:
    """Add one page to the tally; `page_words` is for a way that yields the content alone."""
    gold = [(_WORD.findall(text.lower()), label) for text, label in page.blocks]
    found = [(_WORD.findall(text.lower()), content) for text, content in marked]
    verdicts, unpaired = align([words for words, _ in gold], found)
    hits = missed = false = rejected = position = 0
    for words, label in gold:
        taken = sum(verdicts[position : position + len(words)])
        position += len(words)
        tally.by_label[label, True] += taken
        tally.by_label[label, False] += len(words) - taken
        if label in CONTENT_LABELS:
            hits += taken
            missed += len(words) - taken
        else:
            false += taken
            rejected += len(words) - taken
    false += unpaired
    tally.hits += hits
    tally.missed += missed
    tally.false += false
    tally.rejected += rejected
    tally.page_f1.append(_f1(hits, false, missed))
    content_found = sum(len(words) for words, content in found if content)
    all_found = page_words or sum(len(words) for words, _ in found)
    if all_found and position:
        share = max(0.0, 1 - content_found / all_found)
        tally.ratios.append(((position - hits - missed) / position, share))


def align(gold: Sequence[list[str]], found: Sequence[tuple[list[str], bool]]) -> tuple[list[bool], int]:
    """Whether each gold word's partner is taken for content, and the number of content words without a partner.

    >>> align([["a", "b"], ["c"]], [(["a", "b"], True), (["d"], True), (["c"], False)])
    ([True, True, False], 1)
    """
    gold_lines = [tuple(words) for words in gold if words]
    found_lines = [(tuple(words), content) for words, content in found if words]
    verdicts: list[bool] = []
    unpaired = 0
    matcher = SequenceMatcher(
        None,
        [_anchor(words, ("gold", place)) for place, words in enumerate(gold_lines)],
        [_anchor(words, ("found", place)) for place, (words, _) in enumerate(found_lines)],
        autojunk=False,
    )
    for tag, gold_first, gold_stop, first, stop in matcher.get_opcodes():
        if tag == "equal":
            for words, content in found_lines[first:stop]:
                verdicts += [content] * len(words)
            continue
        gold_words = [word for words in gold_lines[gold_first:gold_stop] for word in words]
        rest = [(word, content) for words, content in found_lines[first:stop] for word in words]
        taken = [False] * len(gold_words)
        free = [content for _, content in rest]
        inner = SequenceMatcher(None, gold_words, [word for word, _ in rest], autojunk=False)
        for match in inner.get_matching_blocks():
            for offset in range(match.size):
                taken[match.a + offset] = rest[match.b + offset][1]
                free[match.b + offset] = False
        verdicts += taken
        unpaired += sum(free)
    return verdicts, unpaired


def _anchor(words: tuple[str, ...], place: tuple[str, int]) -> Hashable:
    """What represents a line in the first alignment: itself, or, if it is short, its place in the page."""
    return words if len(words) >= ANCHOR_WORDS else place


def figures_of(tally: Tally) -> dict[str, float]:
    """Precision, recall, F1, the ratio's error and rank correlation, recall by label; undefined ones are left out."""
    content, furniture = tally.hits + tally.missed, tally.false + tally.rejected
    content_f1 = _f1(tally.hits, tally.false, tally.missed)
    furniture_f1 = _f1(tally.rejected, tally.missed, tally.false)
    figures = {
        "f1": content_f1,
        "precision": _share(tally.hits, tally.hits + tally.false),
        "recall": _share(tally.hits, content),
        "f1_pages": float(np.mean(tally.page_f1)) if tally.page_f1 else 0.0,
        "f1_weighted": _share(content_f1 * content + furniture_f1 * furniture, content + furniture),
    }
    if tally.ratios:
        true, found = np.array(tally.ratios).T
        figures["ratio_mae"] = float(np.mean(np.abs(true - found)))
        if len(set(found.tolist())) > 1 and len(set(true.tolist())) > 1:
            figures["ratio_spearman"] = float(spearmanr(true, found).statistic)
    for label in sorted({label for label, _ in tally.by_label}):
        taken, left = tally.by_label[label, True], tally.by_label[label, False]
        figures[f"recall.{label}"] = _share(taken if label in CONTENT_LABELS else left, taken + left)
    return figures


def _f1(hits: int, false: int, missed: int) -> float:
    return _share(2 * hits, 2 * hits + false + missed)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
