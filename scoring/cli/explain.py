"""One article in the terminal with its evidence marked."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.text import Text

from scoring.cli.printing import bare_value
from scoring.messages.terminal import console, legible, legible_name
from scoring.schema.datapackage import read_package
from scoring.schema.kinds import FURNITURE_KINDS, BlockKind, Direction
from scoring.schema.metrics import Declarations
from scoring.schema.reading import read_metrics, read_table
from scoring.schema.thresholds import NEUTRAL_TONE

FURNITURE, REPRINT, SOURCE, CUE, CONTENT = "dim", "on dark_green", "bold blue", "bold magenta", "italic"
FRIENDLY, HOSTILE, NEUTRAL = "underline green", "underline red", "underline"


def _of(folder: Path, table: str, article_id: str) -> pl.DataFrame:
    return read_table(folder, table, pl.col("article_id") == article_id)


TOLD = {Direction.FROM: "taken from", Direction.TO: "taken by", Direction.UNDIRECTED: "shared with"}


def print_article(folder: Path, article_id: str) -> None:
    """Print an article of a scores folder with its evidence.

    Raises ValueError where the folder is none, or has no such article.
    """
    read_package(folder)
    row = _of(folder, "articles", article_id)
    if row.is_empty():
        known = read_table(folder, "articles")["article_id"].head(3)
        raise ValueError(
            f"{folder} has no article '{article_id}'. The ids are in articles.csv, such as {', '.join(known)}."
        )
    article = row.row(0, named=True)
    screen = console()
    date = article["published"].date().isoformat() if article["published"] else "no date"
    screen.print(f"{legible_name(article['outlet'] or 'unknown outlet')} | {date} | {article['language']}")
    screen.print(legible(f"{article['provenance'].replace('_', ' ')}: {article['provenance_reason']}\n"))
    screen.print(_marked(folder, article_id))
    screen.print()
    _print_legend(screen)
    _print_passages(folder, article_id, screen)
    _print_values(article, read_metrics(folder), screen)


def _marked(folder: Path, article_id: str) -> Text:
    text = Text(legible(_of(folder, "texts", article_id)["text"][0]))  # each character stands for one
    for start, end, label in (
        _of(folder, "layers", article_id).filter(layer="block").select("start", "end", "label").iter_rows()
    ):
        if label in FURNITURE_KINDS:
            text.stylize(FURNITURE, start, end)
        elif label == BlockKind.HEADLINE:
            text.stylize("bold", start, end)
    for start, end, direction in (
        _of(folder, "passages", article_id).select("start", "end", "direction").iter_rows()
    ):
        if direction != Direction.TO:
            text.stylize(REPRINT, start, end)
    sourcing = _of(folder, "evidence", article_id).filter(metric="sourcing_density")
    for start, end, label in sourcing.select("start", "end", "label").iter_rows():
        style = {"source": SOURCE, "cue": CUE, "content": CONTENT}[label.split(":")[0]]
        text.stylize(style, start, end)
    for start, end, tone in _of(folder, "mentions", article_id).select("start", "end", "lexicon").iter_rows():
        style = NEUTRAL if abs(tone or 0) < NEUTRAL_TONE else FRIENDLY if tone > 0 else HOSTILE
        text.stylize(style, start, end)
    return text


def _print_legend(screen: Console) -> None:
    legend = Text("Legend: ")
    for name, style in (
        ("furniture", FURNITURE),
        ("shared passage", REPRINT),
        ("source", SOURCE),
        ("cue", CUE),
        ("content", CONTENT),
        ("actor, friendly clause", FRIENDLY),
        ("actor, hostile clause", HOSTILE),
        ("actor, neutral", NEUTRAL),
    ):
        legend.append(name, style).append("  ")
    screen.print(legend)


def _print_passages(folder: Path, article_id: str, screen: Console) -> None:
    for row in _of(folder, "passages", article_id).iter_rows(named=True):
        told = {Direction.FROM: "taken from", Direction.TO: "taken by", Direction.UNDIRECTED: "shared with"}[
            row["direction"]
        ]
        credit = f", credit: {row['credit']}" if row["credit"] else ""
        other = f"{row['other_outlet'] or 'unknown outlet'} ({row['other_id']})"
        screen.print(
            legible_name(
                f"characters {row['start']}-{row['end']}: {row['words']} words {told} {other}{credit}"
            )
        )


def _print_values(article: Mapping[str, Any], metrics: Declarations, screen: Console) -> None:
    screen.print()
    for name, metric in metrics.items():
        value = article[name]
        shown = "no data" if value is None else bare_value(value, metric.unit)
        screen.print(f"{metric.label:<34}{shown:>9}  {metric.unit}")
