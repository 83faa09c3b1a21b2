"""Pairs of articles for readers to judge: are both on one event, or only on one running subject?

Pairs are drawn within strata of days apart and likeness, since nearly all pairs of articles are on different matters
and alike pairs on far days are few. `of` says how many pairs a stratum holds for each that was drawn, so that figures
can be weighed back to all pairs of the corpus above the lowest likeness.
"""

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.compare.stories.names import name_tokens, weigh_names
from scoring.compare.stories.nearness import alike_within
from scoring.corpus.read import read_corpus
from scoring.evaluate.labels.corpora import set_of
from scoring.evaluate.labels.store import Row
from scoring.evaluate.sampling import chance
from scoring.schema.lists import data_folder

DAYS_APART = ((0, 1), (2, 3), (4, 7), (8, 14), (15, 21))
LIKENESSES = (0.10, 0.14, 0.20, 0.28, 0.40, 1.01)
SHOWN = 450
"""Characters of each text that a reader sees, beside title, outlet and day."""
BATCH = 50
ANSWERS = ("event", "subject", "other")
CERTAINTIES = ("1", "2")
KIND = "stories"
PAIR = ("set", "first", "second", "days_apart", "likeness", "of")
ANSWERED = ("same", "certainty")
COLUMNS = (*PAIR, "round", "reader", *ANSWERED)
_SHEET = ("item", *PAIR, *ANSWERED)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, the lower id first; their days apart, the lower edge of their likeness, pairs for each drawn."""

    first: str
    second: str
    days_apart: int
    likeness: float
    of: float


def dated_articles(path: Path) -> pl.DataFrame:
    """The articles of a corpus as Masthead reads them, sorted by id: article_id, outlet, title, published, text."""
    articles = read_corpus([path]).articles
    return articles.select("article_id", "outlet", "title", "published", "text").sort("article_id")


def draw_pairs(articles: pl.DataFrame, each: int, seed: int, without: Collection[str] = ()) -> list[Pair]:
    """Up to `each` pairs of every stratum, in an order that tells nothing; no article is in two pairs.

    `articles`: see `dated_articles`. No article of `without` is drawn. Names are weighed in the whole corpus.
    """
    titles = articles.select("article_id", text=pl.col("title").fill_null(""))
    names = weigh_names(articles, name_tokens(articles), name_tokens(titles))
    dated = np.flatnonzero(articles["published"].is_not_null().to_numpy())
    days = articles["published"].cast(pl.Date).to_physical().fill_null(0).to_numpy().astype(np.int64)
    first, second, likeness = alike_within(names, days, dated, DAYS_APART[-1][1], LIKENESSES[0])
    apart = np.abs(days[first] - days[second])
    ids = articles["article_id"].to_list()
    used, drawn = set(without), []
    for least, most in reversed(DAYS_APART):
        for low, high in reversed(list(pairwise(LIKENESSES))):
            inside = np.flatnonzero(
                (apart >= least) & (apart <= most) & (likeness >= low) & (likeness < high)
            )
            chosen = _choose(first[inside], second[inside], ids, used, each, seed)
            held = len(inside) / max(1, len(chosen))
            drawn += [
                _pair(ids[one], ids[other], int(abs(days[one] - days[other])), low, held)
                for one, other in chosen
            ]
    return sorted(drawn, key=lambda pair: chance(seed, f"order {pair.first} {pair.second}"))


def _pair(one: str, other: str, days_apart: int, likeness: float, of: float) -> Pair:
    return Pair(min(one, other), max(one, other), days_apart, likeness, of)


def _choose(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    ids: Sequence[str],
    used: set[str],
    each: int,
    seed: int,
) -> list[tuple[int, int]]:
    """`each` pairs as chance has it, adding their articles to `used`."""
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    pairs.sort(key=lambda pair: chance(seed, " ".join(sorted((ids[pair[0]], ids[pair[1]])))))
    chosen: list[tuple[int, int]] = []
    for one, other in pairs:
        if len(chosen) == each:
            break
        if ids[one] in used or ids[other] in used:
            continue
        used |= {ids[one], ids[other]}
        chosen.append((one, other))
    return chosen


def draw_to(corpus: Path, count: int, seed: int, out: Path) -> str:
    """Draw about `count` pairs, as many of each stratum, and write the sheets; says what was written.

    Raises ValueError, in one sentence, where no two articles are near and alike enough.
    """
    articles = dated_articles(corpus)
    pairs = draw_pairs(articles, max(1, count // (len(DAYS_APART) * (len(LIKENESSES) - 1))), seed)
    if not pairs:
        raise ValueError(f"No two articles of {corpus} are dated, near and alike enough to be drawn.")
    return f"{len(pairs)} pairs of {KIND} in {write_sheets(pairs, articles, corpus, out)} files: {out}"


def write_sheets(pairs: Sequence[Pair], articles: pl.DataFrame, corpus: Path, out: Path) -> int:
    """Write `batch_NN.txt` for the reader and `sheet_NN.csv`, without text, for the answers; how many of each.

    The reader sees neither likeness nor what Masthead makes of the pair.
    """
    out.mkdir(parents=True, exist_ok=True)
    rows = {row["article_id"]: row for row in articles.iter_rows(named=True)}
    batches = [pairs[at : at + BATCH] for at in range(0, len(pairs), BATCH)]
    number = 0
    for batch, part in enumerate(batches, start=1):
        shown, sheet = [], []
        for pair in part:
            number += 1
            item = f"st{number:04}"
            two = sorted(
                (rows[pair.first], rows[pair.second]), key=lambda row: (row["published"], row["article_id"])
            )
            shown.append("\n".join((f"=== {item} ===", *(_shown(row) for row in two))))
            place = (pair.first, pair.second, pair.days_apart, pair.likeness, round(pair.of, 2))
            sheet.append((item, set_of(corpus), *place, "", ""))
        (out / f"batch_{batch:02}.txt").write_text("\n\n".join(shown) + "\n", encoding="utf-8")
        with (out / f"sheet_{batch:02}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(_SHEET)
            table.writerows(sheet)
    return len(batches)


def _shown(row: dict[str, object]) -> str:
    day = f"{row['published']:%d %b %Y}"
    text = " ".join(str(row["text"])[:SHOWN].split())
    return f"[{day}] {row['outlet']}: {row['title']}\n{text}"


def gather_pairs(
    folder: Path, corpus: Path, round_name: str, reader: str = "a"
) -> tuple[list[Row], list[str]]:
    """The answers beside the sheets (`answers_a_01.csv` beside `sheet_01.csv`) as rows, and one line for each fault.

    Raises ValueError, in one sentence, where the sheets are of another set.
    """
    kept: list[Row] = []
    faults: list[str] = []
    for path in sorted(folder.glob("sheet_*.csv")):
        given = folder / path.name.replace("sheet_", f"answers_{reader}_")
        answers = {row.get("item", ""): row for row in _rows(given)} if given.is_file() else {}
        for pair in _rows(path):
            if pair["set"] != set_of(corpus):
                raise ValueError(f"{path} was drawn from {pair['set']}, not from {set_of(corpus)}.")
            answer = answers.get(pair["item"], {})
            same, certainty = (answer.get(name, "").strip().lower() for name in ANSWERED)
            if same not in ANSWERS or certainty not in CERTAINTIES:
                faults.append(f"{given.name}: {pair['item']} has no answer that the codebook knows")
                continue
            whose = {"round": round_name, "reader": reader, "same": same, "certainty": certainty}
            kept.append({name: (pair | whose)[name] for name in COLUMNS})
    return kept, faults


def keep_pairs(rows: Sequence[Row], labels: Path | None = None) -> Path:
    """Write answers to `stories.csv`, in place of what the same reader said of the same pairs before."""
    path = path_of_pairs(labels)
    before = read_pairs(labels) if path.is_file() else []
    new = {_identity(row) for row in rows}
    kept = [*(row for row in before if _identity(row) not in new), *rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(sorted(kept, key=_identity))
    return path


def read_pairs(labels: Path | None = None) -> list[Row]:
    """All labelled pairs. Raises ValueError, in one sentence, where there are none or a column is missing."""
    path = path_of_pairs(labels)
    if not path.is_file():
        raise ValueError(f"There are no labels of stories: {path} does not exist.")
    rows = _rows(path)
    if rows and (missing := [name for name in COLUMNS if name not in rows[0]]):
        raise ValueError(f"{path} lacks the column(s) {', '.join(missing)}.")
    return rows


def path_of_pairs(labels: Path | None = None) -> Path:
    """Where labelled pairs lie; None is the shipped folder."""
    return (labels or data_folder() / "labels") / f"{KIND}.csv"


def _identity(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("set", "round", "first", "second", "reader"))


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
