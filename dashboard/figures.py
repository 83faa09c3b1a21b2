"""How well each thing is measured: the table of figures of the README, which the pages Method and Tone show too.

`figures.csv` is the one place beside the README where these figures stand; a test checks that the two agree, cell by
cell. Columns: those of the README's table; `alone`, what a row is about where it stands without the row above it;
`metrics`, the metrics that it says something about, separated by spaces.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("figures.csv")
HEADS = ("what", "figure", "n", "peers", "data", "seen")  # in the order of the README's table

SAME = "the same"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table, its cells as Markdown with code in backticks and nothing else.

    alone: see above; source: the data, also where `data` says that they are the same as in the row above.
    """

    what: str
    figure: str
    n: str
    peers: str
    data: str
    seen: str
    alone: str
    source: str
    metrics: tuple[str, ...]

    @property
    def about(self) -> str:
        """What is measured, without the row above."""
        return self.alone or self.what


@cache
def figures() -> tuple[Figure, ...]:
    """All figures, in the README's order."""
    found: list[Figure] = []
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            source = found[-1].source if row["data"] == SAME else row["data"]
            cells = {name: row[name] for name in (*HEADS, "alone")}
            found.append(Figure(**cells, source=source, metrics=tuple(row["metrics"].split())))
    return tuple(found)


def figures_on(metric: str) -> tuple[Figure, ...]:
    """The figures that say how well a metric measures, the most telling first; empty where none was taken."""
    return tuple(figure for figure in figures() if metric in figure.metrics)


def accuracy_words(metric: str, figure_about: str = "random mention") -> str:
    """One figure in words: what was compared, the figure, on how many; empty where there is none."""
    for found in figures_on(metric):
        if figure_about in found.about:
            about = f"{found.about[:1].upper()}{found.about[1:]}"
            return f"{about}: {found.figure} ({found.n} mentions judged by readers; {found.seen})"
    return ""
