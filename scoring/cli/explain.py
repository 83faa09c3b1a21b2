"""One article in the terminal with its evidence marked."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from scoring.cli.printing import bare_value
from scoring.messages.terminal import console, legible, legible_name
from scoring.schema.explanation import Explanation, explain
from scoring.schema.kinds import FURNITURE_KINDS, BlockKind, Direction, Layer
from scoring.schema.scores import open_scores
from scoring.schema.tables import LAYERS, MENTIONS, PASSAGES
from scoring.schema.thresholds import NEUTRAL_TONE

FURNITURE, REPRINT, SOURCE, CUE, CONTENT = "dim", "on dark_green", "bold blue", "bold magenta", "italic"
FRIENDLY, HOSTILE, NEUTRAL = "underline green", "underline red", "underline"


TOLD = {
    Direction.FROM: "taken from",
    Direction.TO: "taken by",
    Direction.UNDIRECTED: "shared with",
    Direction.ALSO_PRINTED: "also printed by",
}


def print_article(folder: Path, article_id: str) -> None:
    """Print an article of a scores folder with its evidence.

    Raises ValueError if it is not a scores folder, or has no such article.
    """
    found = explain(open_scores(folder), article_id)
    article = found.article
    screen = console()
    date = article["published"].date().isoformat() if article["published"] else "no date"
    screen.print(f"{legible_name(article['outlet'] or 'unknown outlet')} | {date} | {article['language']}")
    screen.print(legible(f"{article['provenance'].replace('_', ' ')}: {article['provenance_reason']}\n"))
    screen.print(_marked(found))
    screen.print()
    _print_legend(screen)
    _print_passages(found, screen)
    _print_values(found, screen)


def _marked(found: Explanation) -> Text:
    text = Text(legible(found.text))  # each character stands for one
    blocks = found.tables[LAYERS.name].filter(layer=Layer.BLOCK).select("start", "end", "label")
    for start, end, label in blocks.iter_rows():
        if label in FURNITURE_KINDS:
            text.stylize(FURNITURE, start, end)
        elif label == BlockKind.HEADLINE:
            text.stylize("bold", start, end)
    passages = found.tables[PASSAGES.name].select("start", "end", "direction")
    for start, end, direction in passages.iter_rows():
        if direction != Direction.TO:
            text.stylize(REPRINT, start, end)
    if "sourcing_density" in found.metrics:
        for start, end, label in (
            found.evidence("sourcing_density").select("start", "end", "label").iter_rows()
        ):
            style = {"source": SOURCE, "cue": CUE, "content": CONTENT}[label.split(":")[0]]
            text.stylize(style, start, end)
    for start, end, tone in found.tables[MENTIONS.name].select("start", "end", "lexicon").iter_rows():
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


def _print_passages(found: Explanation, screen: Console) -> None:
    for row in found.tables[PASSAGES.name].iter_rows(named=True):
        told = TOLD[row["direction"]]
        credit = f", credit: {row['credit']}" if row["credit"] else ""
        other = f"{row['other_outlet'] or 'unknown outlet'} ({row['other_id']})"
        screen.print(
            legible_name(
                f"characters {row['start']}-{row['end']}: {row['words']} words {told} {other}{credit}"
            )
        )


def _print_values(found: Explanation, screen: Console) -> None:
    screen.print()
    for _, label, value, unit, why in found.values.iter_rows():
        shown = why if value is None else bare_value(value, unit)
        screen.print(f"{label:<34}{shown:>20}  {unit}")
