"""The body of a page against its main text as people marked it, beside other extractors.

The set is WCXB (Foley 2026, CC BY 4.0) or any file in its form: JSON lines, plain or gzipped, with `html`,
`main_text` and `type` (article, forum, product, ...). Words are runs of letters and digits in lower case. A page's F1
is that of the two bags of words; the figure is the mean over pages, its interval the middle 95% of 2,000 bootstrap
draws over the pages.

Beside Masthead (`masthead`, the blocks counted as body) stand trafilatura with its defaults, and set for precision and
for recall, comments left out; readability-lxml; resiliparse; jusText with its English words. What is not installed is
left out and named.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import trafilatura
from numpy.typing import NDArray
from resiliparse.extract.html2text import extract_plain_text

from scoring.corpus.pages.page import read_lines, read_page
from scoring.evaluate.boilerplate import justext_way, markup_of
from scoring.evaluate.json_lines import json_rows
from scoring.evaluate.resampling import limits
from scoring.text.blocks.find import body_blocks, find_blocks
from scoring.text.page_text import PageText

ALL = "all pages"
PEERS = ("readability-lxml", "jusText")
"""Extractors that may be missing: Masthead itself needs neither."""
_WORD = re.compile(r"\w+")

Extract = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page of a kind with its main text."""

    html: str
    main_text: str
    kind: str


def read_pages(path: Path) -> Iterator[MarkedPage]:
    """The pages of a file. Raises ValueError, in one sentence, for a line that is none."""
    for number, row in json_rows(path):
        try:
            yield MarkedPage(str(row["html"]), str(row["main_text"]), str(row["type"]))
        except (KeyError, TypeError):
            raise ValueError(
                f"Line {number} of {path} is no marked page: it needs html, main_text and type."
            ) from None


def is_marked(path: Path) -> bool:
    """Whether the first page of a file comes with its main text, rather than with labelled blocks."""
    return any("main_text" in row for _, row in islice(json_rows(path), 1))


def evaluate(pages: Iterable[MarkedPage]) -> dict[str, float]:
    """`n.KIND`, and `WAY.KIND`, `WAY.KIND.low`, `WAY.KIND.high` for each way, each kind of page and all pages."""
    ways = installed_ways()
    found: dict[str, list[float]] = {way: [] for way in ways}
    kinds: list[str] = []
    for page in pages:
        kinds.append(page.kind)
        marked = words_of(page.main_text)
        for way, extract in ways.items():
            found[way].append(bag_f1(words_of(_or_nothing(extract, page.html)), marked))
    figures: dict[str, float] = {}
    for kind in (ALL, *sorted(set(kinds))):
        chosen = np.array([kind in (ALL, one) for one in kinds])
        figures[f"n.{kind}"] = float(chosen.sum())
        for way, values in found.items():
            mean, low, high = mean_with_interval(np.array(values)[chosen])
            figures |= {f"{way}.{kind}": mean, f"{way}.{kind}.low": low, f"{way}.{kind}.high": high}
    return figures


def render(figures: Mapping[str, float]) -> str:
    """The figures as a table for the terminal, a row per way and kind of page."""
    kinds = [name.removeprefix("n.") for name in figures if name.startswith("n.")]
    ways = dict.fromkeys(name.partition(".")[0] for name in figures if not name.startswith("n."))
    rows = ["Body words against the main text that people marked: mean F1 of pages (95% interval)", ""]
    for kind in kinds:
        rows.append(f"{kind}, n = {figures[f'n.{kind}']:.0f}")
        rows += [
            f"  {way:24}{figures[f'{way}.{kind}']:.3f} "
            f"({figures[f'{way}.{kind}.low']:.3f} to {figures[f'{way}.{kind}.high']:.3f})"
            for way in ways
        ]
    missing = [name for name in PEERS if name not in ways]
    if missing:
        rows += ["", f"Not installed, left out: {', '.join(missing)} (pip install readability-lxml justext)."]
    return "\n".join(rows)


def installed_ways() -> dict[str, Extract]:
    """Masthead and the peers that are installed, by name."""
    ways: dict[str, Extract] = {
        "masthead": body_of,
        "trafilatura": _trafilatura,
        "trafilatura precision": lambda html: _trafilatura(html, precision=True),
        "trafilatura recall": lambda html: _trafilatura(html, recall=True),
        "resiliparse": lambda html: str(extract_plain_text(html, main_content=True, comments=False)),
    }
    if (readability := _readability_way()) is not None:
        ways[PEERS[0]] = readability
    if (justext := justext_way()) is not None:
        ways[PEERS[1]] = lambda html: "\n".join(text for text, is_content in justext(html) if is_content)
    return ways


def body_of(html: str) -> str:
    """The body of a page as Masthead reads it; empty if the page cannot be read."""
    page = read_page(html)
    blocks = find_blocks(PageText(page.text), title=page.title, byline=page.byline, markup=markup_of(page))
    return "\n".join(page.text[block.start : block.end] for block in body_blocks(blocks))


def words_of(text: str) -> Counter[str]:
    """The words of a text with how often each stands there."""
    return Counter(_WORD.findall(text.lower()))


def bag_f1(found: Counter[str], marked: Counter[str]) -> float:
    """F1 of two bags of words; 0 where either is empty.

    >>> bag_f1(words_of("rain fell"), words_of("Rain fell all day"))
    0.6666666666666666
    """
    both = (found & marked).total()
    return 2 * both / (found.total() + marked.total()) if both else 0.0


def mean_with_interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """The mean and the middle 95% of the means of bootstrap draws."""
    [(low, high)] = limits(lambda at: float(values[at].mean()), len(values))
    return float(values.mean()), low, high


def _or_nothing(extract: Extract, html: str) -> str:
    try:
        return extract(html)
    except Exception:  # noqa: BLE001 - an extractor that fails on a page has found nothing there
        return ""


def _trafilatura(html: str, *, precision: bool = False, recall: bool = False) -> str:
    found = trafilatura.extract(html, include_comments=False, favor_precision=precision, favor_recall=recall)
    return found or ""


def _readability_way() -> Extract | None:
    try:
        from readability import Document
    except ImportError:
        return None
    return lambda html: "\n".join(read_lines(Document(html).summary()))
