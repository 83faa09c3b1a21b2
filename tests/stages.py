"""Where the processor time of a run goes: `python -m tests.stages CORPUS [RUNS]` prints ms per article by stage.

Everything runs in this process, without the trained reading. The figures are means over RUNS runs (default 3), after
one run that only learns the words: they are those of a large corpus. The time of other work on the machine is not
counted, but it makes every figure larger: compare two versions in turn, not one after the other.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

import polars as pl

from scoring.document import parse, speech
from scoring.run import measure, score
from scoring.run.options import Options
from scoring.sourcing import extract

MEASURING = "measuring"
# Of each part of measuring: the module that calls it, its name there, and what is printed.
PARTS = (
    (parse, "find_blocks", "blocks"),
    (parse, "_whose", "credits, provenance"),
    (parse, "speech_and_mentions", "sentences"),
    (parse, "syllables_of", "syllables"),
    (speech, "find_quotations", "quotations"),
    (speech, "find_cast", "cast"),
    (speech, "find_attributions", "attributions"),
    (speech, "_mentions", "mentions: voice, lexicon tone"),
    (extract, "read_tokens", "words: forms, classes, marks"),
    (measure, "tell_genre", "genre"),
    (measure, "_measure", "metrics"),
)


class Clock:
    """Processor time by label; a part's time does not count for the part that called it."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._inner: list[float] = []

    def timed(self, function: Callable[..., Any], label: str) -> Callable[..., Any]:
        """The function, whose time is added up under the label."""

        def run(*arguments: Any, **named: Any) -> Any:
            begun = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*arguments, **named)
            finally:
                spent = time.process_time() - begun
                self.spent[label] += spent - self._inner.pop()
                if self._inner:
                    self._inner[-1] += spent

        return run


def stages(corpus: Path, clock: Clock) -> dict[str, float]:
    """Seconds by stage of one run, and by part of measuring; what is left of measuring is its rows and frames."""
    clock.spent.clear()
    begun: list[tuple[str, float]] = [("reading", time.process_time())]

    def progress(stage: str, *_: int) -> None:
        begun.append((stage, time.process_time()))

    with tempfile.TemporaryDirectory() as folder:
        score.score([corpus], Path(folder) / "scores", Options(trained_mentions=0), progress=progress)
    begun.append(("", time.process_time()))
    found: Counter[str] = Counter()
    for (stage, start), (_, end) in pairwise(begun):
        found[stage] += end - start
    parts = {f"  {label}": seconds for label, seconds in clock.spent.items()}
    rest = found[MEASURING] - sum(parts.values())
    return {**found, "all stages": sum(found.values()), **parts, "  rows and frames": rest}


def main(corpus: Path, runs: int) -> None:
    """Print the table."""
    clock = Clock()
    for module, name, label in PARTS:
        setattr(module, name, clock.timed(getattr(module, name), label))
    stages(corpus, clock)
    times = [stages(corpus, clock) for _ in range(runs)]
    articles = pl.scan_parquet(corpus).select(pl.len()).collect().item()
    for label in times[0]:
        print(
            f"{label:32}{1000 * fmean(one.get(label, 0.0) for one in times) / articles:8.3f} ms per article"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
