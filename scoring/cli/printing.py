"""What the command line prints: tables of outlets and metrics, progress, figures."""

import json
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from rich.text import Text

from scoring.catalogue.contract import Metric
from scoring.catalogue.find import catalogue
from scoring.messages.terminal import console, legible, legible_name, name_cell
from scoring.schema.metrics import HEADINGS, SHOWN_FIRST
from scoring.workers import batches

if TYPE_CHECKING:
    from scoring.run.check import Checked
    from scoring.run.score import Summary

# The columns that a terminal has room for; everything is in the CSV files and the dashboard.
SHORT = {
    "opinion_share": "opinion",
    "boilerplate_ratio": "boilerplate",
    "reprint_originality": "original",
    "uncredited_reprint_share": "uncredited\nreprint",
    "sourcing_density": "statements per\n1,000 words",
    "named_source_share": "named\nsources",
    "quotation_share": "quoted",
    "editorializing": "editorialising\nper 1,000",
}
STATUS_WORDS = {"insufficient": "too few texts", "not_applicable": "nothing to count"}
MOST_OUTLETS = 40
NAME_WIDTH = 40  # characters of a line: a longer name goes on below, so that the figures keep their room
PLAIN_WIDTH = 170  # of the table where it is not printed to a terminal


@contextmanager
def show_progress() -> Iterator[batches.Progress]:
    """One progress bar per stage on standard error; nothing at all if that is not a terminal."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield batches.silent
        return
    bars = Progress(
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=screen,
    )
    tasks: dict[str, object] = {}
    with bars:

        def step(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)  # type: ignore[arg-type]

        yield step


def bare_value(value: float, unit: str) -> str:
    """A value as people read it: shares in per cent.

    >>> bare_value(0.256, "share of words"), bare_value(41.23, "points")
    ('26%', '41.2')
    """
    return f"{100 * value:.0f}%" if unit.startswith("share") else f"{value:.1f}"


def value_text(
    value: float | None, low: float | None, high: float | None, status: str | None, unit: str
) -> str:
    """A value with its interval as people read it, or why there is none.

    >>> value_text(0.256, 0.2, 0.31, "ok", "share of words")
    '26% (20-31)'
    >>> value_text(None, None, None, "insufficient", "points")
    'too few texts'
    """
    if value is None or low is None or high is None:
        return STATUS_WORDS.get(status or "", "no data")
    if unit.startswith("share"):
        return f"{bare_value(value, unit)} ({100 * low:.0f}-{100 * high:.0f})"
    return f"{bare_value(value, unit)} ({low:.1f}-{high:.1f})"


def print_outlets(folder: Path) -> None:
    """Print the table of outlets of a scores folder."""
    outlets = pl.read_parquet(folder / "outlets.parquet")
    if outlets.is_empty():
        console(soft_wrap=True).print(
            "No article names its outlet, so there are no outlets to compare. Name outlets with --map "
            "outlet=COLUMN, with --manifest FILE, or with one folder per outlet."
        )
        return
    metrics = [catalogue()[name] for name in SHOWN_FIRST]
    most = (
        outlets.sort("independent_texts", "outlet", descending=[True, False])
        .head(MOST_OUTLETS)
        .sort("outlet")
    )
    names = [name_cell(name) for name in most["outlet"]]
    longest = max((name.cell_len for name in names), default=0)
    grid = Grid(title=None, header_style="bold", pad_edge=False)
    grid.add_column("outlet", min_width=min(longest, NAME_WIDTH), max_width=NAME_WIDTH)
    grid.add_column("articles\n(indep.)", justify="right")
    for metric in metrics:
        grid.add_column(SHORT[metric.name], justify="right")
    for name, row in zip(names, most.iter_rows(named=True), strict=True):
        cells = [
            value_text(
                row[m.name], row[f"{m.name}_low"], row[f"{m.name}_high"], row[f"{m.name}_status"], m.unit
            )
            for m in metrics
        ]
        grid.add_row(name, f"{row['articles']} ({row['independent_texts']})", *cells)
    screen = console(width=None if console().is_terminal else PLAIN_WIDTH)
    screen.print(grid)
    if outlets.height > MOST_OUTLETS:
        screen.print(
            f"... and {outlets.height - MOST_OUTLETS} more outlets, with fewer texts, in outlets.csv"
        )
    screen.print(
        "In brackets: 95% intervals. indep.: independent texts, with all copies of one text counted once."
    )


def print_summary(summary: "Summary", folder: Path) -> None:
    """Print what became of every article, and where to look next."""
    screen = console(soft_wrap=True)
    screen.print(
        f"\n{counted(summary.articles_in, 'article')} in = {summary.scored:,} scored + {summary.rejected:,} rejected "
        f"+ {counted(summary.duplicates, 'exact duplicate')}; {counted(summary.outlets, 'known outlet')}."
    )
    if summary.unchanged:
        screen.print(
            f"Taken over from the scores that were there: the measurements of {counted(summary.unchanged, 'article')}."
        )
    if summary.faults:
        screen.print(
            f"{counted(summary.faults, 'article')} could not be measured: a fault of Masthead. Please report what "
            f"{legible(str(folder / 'rejects.csv'))} says of {'it' if summary.faults == 1 else 'them'}.",
            style="bold red",
        )
    if summary.rejected:
        screen.print(f"Why articles were rejected: {legible(str(folder / 'rejects.csv'))}")
    if summary.notes:
        screen.print(f"{counted(summary.notes, 'note')} on the input: {legible(str(folder / 'notes.csv'))}")
    screen.print(f"Scores folder: {legible(str(folder))}")
    screen.print(f"Open it in the dashboard: masthead dashboard {legible(shlex.quote(str(folder)))}")


def counted(count: int, noun: str) -> str:
    """A count with its noun.

    >>> counted(1, "article"), counted(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def print_catalogue() -> None:
    """Print every metric with its unit and first sentence."""
    grid = Grid(header_style="bold", pad_edge=False)
    for heading in ("metric", "unit", "readings", "what it is"):
        grid.add_column(heading)
    for metric in catalogue().values():
        cells = (metric.name, metric.unit, ", ".join(metric.readings), metric.summary)
        grid.add_row(*map(Text, cells))
    console().print(grid)


def print_method(name: str) -> None:
    """Print one metric's method. Raises ValueError for a name that is not in the catalogue."""
    metric = catalogue().get(name)
    if metric is None:
        raise ValueError(f"There is no metric '{name}'. The metrics are: {', '.join(catalogue())}.")
    screen = console()
    screen.print(Text(metric.label, style="bold") + f" ({metric.name}), {metric.unit}\n")
    screen.print(metric.summary)
    _print_sections(metric, screen)


def _print_sections(metric: Metric, screen: Console) -> None:
    sections = metric.sections()
    for heading in HEADINGS:
        if heading in sections:
            screen.print(f"\n{heading}", style="bold")
            screen.print(" ".join(sections[heading].split()))


def write_figures(figures: Mapping[str, float], path: Path) -> None:
    """Write evaluation figures as flat JSON, sorted by name."""
    path.write_text(json.dumps(dict(sorted(figures.items())), indent=2) + "\n", encoding="utf-8")


def print_checked(checked: "Checked") -> None:
    """Print the verdict on every article that was checked, and why others were not read."""
    from scoring.run.verdicts import further_told, verdict_told

    screen = console(soft_wrap=True)
    for row in checked.verdicts.iter_rows(named=True):
        name = " · ".join(legible_name(part) for part in (row["outlet"], row["title"]) if part)
        screen.print(Text(name or legible_name(row["file"]), style="bold"))
        told = verdict_told(row, checked.compared_with, checked.verdicts.height)
        for sentence in (
            told[:1].upper() + told[1:],
            *further_told(row, checked.compared_with, checked.verdicts.height),
        ):
            screen.print(f"  {legible_name(sentence)}", markup=False)
    for file, row, reason in checked.tables["rejects"].iter_rows():
        place = file if row is None else f"{file}, row {row}"
        screen.print(legible(f"not read: {place}: {reason}"), markup=False)
