"""How the time for one article grows with its length: hostile texts, stage by stage, at growing sizes.

Times are CPU times of this process, so that other work on the machine does not count. An exponent of 1 is linear; 2
means that twice the text takes four times as long.
"""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import polars as pl

from scoring.actors import gazetteer
from scoring.compare.compare import Comparison, compare
from scoring.compare.stories.stories import find_stories
from scoring.compare.tokens import tokenise, words_of
from scoring.corpus.contract import Entry, Refusal
from scoring.corpus.finishing.finish import FINISHED, finish
from scoring.corpus.schema import ARTICLES
from scoring.document.speech import speech_and_mentions
from scoring.evaluate.hostile import HOSTILE, HOSTILE_PAGES, Generator
from scoring.run.measure import Instruments, findings_of, measure_batch
from scoring.text.blocks.find import Block
from scoring.text.page_text import PageText
from scoring.workers.attempts import NO_CARE

SIZES = (12_500, 25_000, 50_000, 100_000)
LARGER = (200_000, 500_000, 1_000_000, 2_000_000)
STAGES = ("finish", "tokenise", "compare", "measure", "speech")
# After this many CPU seconds in one stage, a text is not tried at larger sizes.
MOST_SECONDS = 20.0
# Shorter times say more about the clock and the loading of lists than about the text.
LEAST_SECONDS = 0.1
# From this exponent on, growth is called steep: twice the text takes 2.6 times as long.
STEEP = 1.4
Result = TypeVar("Result")
_FIRST_DAY = datetime(2024, 2, 29)
_COPIES = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Growth:
    """The CPU seconds of one stage on one text, by size, without sizes that were skipped."""

    text: str
    stage: str
    seconds: Mapping[int, float]
    refused: str = ""

    @property
    def exponent(self) -> float | None:
        """By which power of the length the time grew between the last two sizes; None in too little time."""
        last = sorted(self.seconds.items())[-2:]
        if len(last) < 2 or last[0][1] < LEAST_SECONDS:
            return None
        (size, before), (larger, after) = last
        return math.log(after / before) / math.log(larger / size)


def evaluate(
    *, most: int = SIZES[-1], only: str = "", more: Mapping[str, Generator] | None = None
) -> list[Growth]:
    """The growth of each stage on each hostile text whose name contains `only`, up to `most` characters.

    `finish` cleans an entry and identifies its language; `tokenise` finds the words; `compare` compares three
    versions of the text; `measure` parses and applies every metric; `speech` takes every line for the article's
    body, which `measure` does not, and finds who says what about whom. Pages are only finished, and the articles
    made from them are measured.
    """
    sizes = [size for size in (*SIZES, *LARGER) if size <= most]
    texts = HOSTILE | dict(more or {})
    instruments = Instruments(gazetteer.load(), None, 0)
    _stages("The mayor said so on Monday, and the crowd went home to the harbour.", instruments, page=False)
    found: list[Growth] = []
    for group, page in ((texts, False), (HOSTILE_PAGES, True)):
        for name, make in group.items():
            if only in name:
                found += _grow(f"page: {name}" if page else name, make, sizes, instruments, page=page)
    return found


def _grow(
    name: str, make: Generator, sizes: Sequence[int], instruments: Instruments, *, page: bool
) -> Iterator[Growth]:
    curves: dict[str, dict[int, float]] = {stage: {} for stage in STAGES}
    refused = ""
    for size in sizes:
        seconds, refused = _stages(make(size), instruments, page=page)
        for stage, value in seconds.items():
            curves[stage][size] = value
        if max(seconds.values()) > MOST_SECONDS:
            break
    return (Growth(name, stage, curve, refused) for stage, curve in curves.items() if curve)


def _stages(text: str, instruments: Instruments, *, page: bool) -> tuple[dict[str, float], str]:
    """The CPU seconds of each stage, and why the text was refused ('' where it was not)."""
    seconds: dict[str, float] = {}
    clock = _Clock(seconds)
    finished = clock.time("finish", lambda: finish(Entry("a.html", 1, text, page=page, language="en")))
    kept, markup = text, None  # refused here, but another way of reading may accept it
    if not isinstance(finished, Refusal):
        row = dict(zip(FINISHED, finished.row, strict=True))
        kept, markup = str(row["text"]), row["markup"]
    elif page:
        return seconds, finished.reason
    return seconds, _after_reading(_versions(kept, markup), instruments, clock)


class _Clock:
    """Adds up the CPU seconds of named stages."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        begun = time.process_time()
        try:
            return work()
        finally:
            self._seconds[stage] = time.process_time() - begun


def _versions(text: str, markup: object) -> pl.DataFrame:
    """The text and two variants at other outlets on other days: one begins differently, one is cut and doubled."""
    half = len(text) // 2
    texts = (text, f"Another beginning.\n{text}", f"{text[half:]}\n{text[:half]}")
    rows = [
        {
            "article_id": name,
            "outlet": f"The {name.capitalize()}",
            "published": _FIRST_DAY + timedelta(days=number),
            "has_time": False,
            "language": "en",
            "text": version,
            "markup": markup if number == 0 else None,
        }
        for number, (name, version) in enumerate(zip(_COPIES, texts, strict=True))
    ]
    return pl.DataFrame([{name: row.get(name) for name in ARTICLES} for row in rows], schema=ARTICLES)


def _after_reading(articles: pl.DataFrame, instruments: Instruments, clock: _Clock) -> str:
    """Time the stages after reading; returns why the article could not be measured, '' where it could."""
    tokens = clock.time(
        "tokenise", lambda: tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    )

    def compared() -> tuple[Comparison, pl.DataFrame]:
        plain = articles.drop("markup")
        return compare(plain, tokens), find_stories(plain, tokens, None)

    comparison, _ = clock.time("compare", compared)
    one, its_words = articles[:1], tokens[:1]
    mine = pl.col("article_id") == _COPIES[0]
    measured = clock.time(
        "measure",
        lambda: measure_batch(
            one,
            its_words,
            findings_of(
                Comparison(
                    comparison.repeated.filter(mine),
                    comparison.passages.filter(mine),
                    comparison.rewrites.filter(mine),
                )
            ),
            instruments,
            NO_CARE,
        ),
    )
    page = PageText(one["text"][0], words_of(its_words["starts"][0], its_words["ends"][0]))
    clock.time("speech", lambda: speech_and_mentions(page, as_body(page), instruments.gazetteer))
    return next((fault.reason for fault in measured.faults.values()), "")


def as_body(page: PageText) -> list[Block]:
    """Every line that holds more than spaces as a block of the body: the most that there can be to read."""
    return [Block(line.start, line.end, "body", ()) for line in page.lines]


def figures_of(found: Sequence[Growth]) -> dict[str, float]:
    """The seconds by text, stage and size, the exponents, and how many of them are steep; for `--json`."""
    figures: dict[str, float] = {}
    for growth in found:
        key = f"{growth.text}.{growth.stage}"
        figures |= {f"{key}.{size}": seconds for size, seconds in growth.seconds.items()}
        if growth.exponent is not None:
            figures[f"{key}.exponent"] = growth.exponent
    figures["steep"] = float(sum(_is_steep(growth) for growth in found))
    return figures


def _is_steep(growth: Growth) -> bool:
    return growth.exponent is not None and growth.exponent >= STEEP


def render(found: Sequence[Growth]) -> str:
    """One row for each text and stage that took a noticeable time, steepest first."""
    sizes = sorted({size for growth in found for size in growth.seconds})
    header = f"{'text':28}{'stage':10}" + "".join(f"{size / 1000:>9,.1f}k" for size in sizes)
    rows = [f"CPU seconds by characters\n{header}{'exponent':>10}"]
    shown = [growth for growth in found if max(growth.seconds.values()) >= LEAST_SECONDS or growth.refused]
    for growth in sorted(shown, key=lambda one: (-(one.exponent or 0.0), one.text)):
        cells = "".join(
            f"{growth.seconds[size]:>10.2f}" if size in growth.seconds else f"{'-':>10}" for size in sizes
        )
        power = "-" if growth.exponent is None else f"{growth.exponent:.2f}"
        mark = " steep" if _is_steep(growth) else ""
        refused = f" refused: {growth.refused}" if growth.refused else ""
        rows.append(f"{growth.text[:27]!r:28}{growth.stage:10}{cells}{power:>10}{mark}{refused}")
    return "\n".join(rows)
