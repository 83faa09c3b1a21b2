"""What a reader gets: files of items to read, and for each file a sheet with empty cells for the answers.

The texts are for the reader only; the sheets, which contain no text, are kept.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from scoring.evaluate.labels.draws import Item, lines_of
from scoring.evaluate.labels.kinds import Kind
from scoring.text.sentences import split_sentences

KEY = ("item", "set", "article_id", "start", "end", "sha1", "draw")
OPEN, CLOSE = "⟦", "⟧"
BEFORE, AFTER = 350, 200  # characters of whole sentences around a mark
MOST_BEFORE, MOST_AFTER = 900, 600  # where the sentences are very long
LINES_AROUND, LINE_SHOWN = 6, 220
GENRE_PARTS = (900, 350, 350)
"""Characters of the head, the middle and the foot of an article whose genre is asked for."""


def write_draw(items: Sequence[Item], kind: Kind, out: Path) -> int:
    """Write `batch_NN.txt` and `sheet_NN.csv` to a folder; how many of each. Of articles also `sentences_NN.csv`."""
    out.mkdir(parents=True, exist_ok=True)
    batches = [items[at : at + kind.batch] for at in range(0, len(items), kind.batch)]
    number = 0
    for batch, part in enumerate(batches, start=1):
        named = [(f"{kind.name[:2]}{number + place:04}", item) for place, item in enumerate(part, start=1)]
        number += len(part)
        text = "\n\n".join(_shown(name, item, kind) for name, item in named)
        (out / f"batch_{batch:02}.txt").write_text(text + "\n", encoding="utf-8")
        facts = [name for name in ("actor",) if name in part[0].facts]
        _write(
            out / f"sheet_{batch:02}.csv",
            (*KEY, *facts, *kind.questions, "note"),
            (
                (
                    *_key(name, item),
                    *(item.facts[fact] for fact in facts),
                    *([""] * (len(kind.questions) + 1)),
                )
                for name, item in named
            ),
        )
        if kind.name == "articles" and part[0].is_whole:
            _write(
                out / f"sentences_{batch:02}.csv",
                ("item", "sentence", "start", "end"),
                (
                    (n, at, *span)
                    for n, item in named
                    for at, span in enumerate(sentences_of(item.text), start=1)
                ),
            )
    return len(batches)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def _key(name: str, item: Item) -> tuple[object, ...]:
    return (name, item.set_name, item.article_id, item.start, item.end, item.sha1, item.draw)


def _shown(name: str, item: Item, kind: Kind) -> str:
    """One item as the reader sees it."""
    head = [f"=== {name} ===", *(f"{fact}: {value}" for fact, value in item.facts.items())]
    if item.is_whole and kind.name == "credits":
        body = [
            f"{number:>3}  {line}"
            for number, line in enumerate(item.text.split("\n"), start=1)
            if line.strip()
        ]
    elif item.is_whole and kind.name == "articles":
        body = [
            f"{number:>3}  {item.text[start:end]}"
            for number, (start, end) in enumerate(sentences_of(item.text), start=1)
        ]
    elif kind.name == "genre":
        body = [line for line in excerpt(item.text).split("\n") if line.strip()]
    elif kind.name == "furniture":
        body = _lines_around(item)
    else:
        body = [line for line in passage(item.text, item.start, item.end).split("\n") if line.strip()]
    return "\n".join((*head, *body))


def sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, each within its line."""
    return [span for start, end in lines_of(text) for span in split_sentences(text, start, end)]


def passage(text: str, start: int, end: int) -> str:
    """The marked words in whole sentences, some 350 characters before and 200 after, as far as the article goes.

    >>> passage("It rained. Ann said so.", 15, 19)
    'It rained. Ann ⟦said⟧ so.'
    """
    sentences = sentences_of(text)
    first = next((s for s, _ in reversed(sentences) if s <= max(0, start - BEFORE)), 0)
    last = next((e for _, e in sentences if e >= min(len(text), end + AFTER)), len(text))
    before, after = text[first:start], text[end:last]
    if len(before) > MOST_BEFORE:
        before = "… " + before[-MOST_BEFORE:].partition(" ")[2]
    if len(after) > MOST_AFTER:
        after = after[:MOST_AFTER].rpartition(" ")[0] + " …"
    return f"{before}{OPEN}{text[start:end]}{CLOSE}{after}"


def excerpt(text: str) -> str:
    """The head, the middle and the foot of a text, of `GENRE_PARTS` characters; a short text whole.

    >>> excerpt("A short text.")
    'A short text.'
    """
    head, middle, foot = GENRE_PARTS
    if len(text) <= sum(GENRE_PARTS):
        return text
    at = (len(text) + head - foot - middle) // 2
    return f"{text[:head]} …\n… {text[at : at + middle]} …\n… {text[-foot:]}"


def _lines_around(item: Item) -> list[str]:
    lines = lines_of(item.text)
    at = lines.index((item.start, item.end))
    shown = []
    for number in range(max(0, at - LINES_AROUND), min(len(lines), at + LINES_AROUND + 1)):
        line = item.text[slice(*lines[number])]
        if number == at:
            shown.append(f"{OPEN}{line}{CLOSE}")
        else:
            shown.append(line if len(line) <= LINE_SHOWN else line[:LINE_SHOWN] + " …")
    return shown
