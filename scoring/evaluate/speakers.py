"""Speakers checked by a reader: a random draw of attributions to judge, and the shares that are right.

The draw takes one attribution from each article, so that all articles weigh the same. It depends only on the seed and
the articles' ids, not on their order. A judgement names its attribution by offsets into the article's text, so that
a file of judgements contains no text.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from scoring.corpus.read import read_corpus
from scoring.evaluate.sampling import chance, in_order_of_chance, speech_of
from scoring.outlets.intervals import wilson
from scoring.sourcing.records import Attribution

NAMED = "named_person"
YES, NO = "y", "n"
BEFORE, AFTER = 300, 80  # characters shown around a source
QUESTIONS = ("person", "joined")
KEY = ("article_id", "source_start", "source_end")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One attribution to read: where, as what it was told, and the words around its source, marked.

    `speaker`: the actor_id; of persons who speak together all of them, separated by |.
    """

    article_id: str
    source_start: int
    source_end: int
    source_type: str
    speaker: str
    speaker_name: str
    context: str


def draw(path: Path, count: int, seed: int, kinds: Sequence[str] = (NAMED,)) -> list[Drawn]:
    """Draw `count` attributions of the `kinds`, one per article, from the English articles of a corpus.

    Attributions of kinds other than named persons are drawn only if the source contains a capital.
    """
    articles = read_corpus([path]).articles.filter(pl.col("language") == "en")
    found: list[Drawn] = []
    for row in in_order_of_chance(articles, seed).iter_rows(named=True):
        one = _one_of(row, seed, kinds)
        if one is not None:
            found.append(one)
        if len(found) == count:
            break
    return found


def _one_of(row: dict[str, object], seed: int, kinds: Sequence[str]) -> Drawn | None:
    """One random attribution of an article, or None if it has none."""
    text, article_id = str(row["text"]), str(row["article_id"])
    fitting = [a for a in speech_of(row).attributions if _fits(a, text, kinds)]
    if not fitting:
        return None
    chosen = min(fitting, key=lambda a: chance(seed, f"{article_id} {a.cue_start} {a.source_start}"))
    return _drawn(article_id, text, chosen)


def _fits(attribution: Attribution, text: str, kinds: Sequence[str]) -> bool:
    if attribution.source_start < 0 or attribution.source_type not in kinds:
        return False
    source = text[attribution.source_start : attribution.source_end]
    return attribution.source_type == NAMED or any(word[:1].isupper() for word in source.split())


def _drawn(article_id: str, text: str, a: Attribution) -> Drawn:
    before = text[max(0, a.source_start - BEFORE) : a.source_start]
    after = text[a.source_end : max(a.source_end, a.cue_end) + AFTER]
    context = f"{before}[[{text[a.source_start : a.source_end]}]]{after}"
    return Drawn(
        article_id,
        a.source_start,
        a.source_end,
        a.source_type,
        "|".join((a.speaker, *a.co_speakers)),
        a.speaker_name,
        " ".join(context.split()),
    )


def evaluate(judgements: Path) -> dict[str, float]:
    """`person.share`, `.low`, `.high`, `.n` and the same for `joined`, from a file as `write_draw` makes it, filled in.

    `person`: whether the source is one or more persons; `joined`: whether the speakers given are those persons. Cells
    that are neither y nor n are left out.
    """
    answers: dict[str, list[bool]] = {question: [] for question in QUESTIONS}
    for row in _judged(judgements):
        for question in QUESTIONS:
            if row[question] in (YES, NO):
                answers[question].append(row[question] == YES)
    figures: dict[str, float] = {}
    for question, given in answers.items():
        figures[f"{question}.n"] = float(len(given))
        if given:
            low, high = wilson(sum(given), len(given))
            figures |= {
                f"{question}.yes": float(sum(given)),
                f"{question}.share": sum(given) / len(given),
                f"{question}.low": low,
                f"{question}.high": high,
            }
    return figures


def _judged(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        missing = [name for name in (*KEY, *QUESTIONS) if name not in (rows.fieldnames or ())]
        if missing:
            raise ValueError(f"{path} lacks the column(s) {', '.join(missing)}: it holds no judgements.")
        yield from rows


def write_draw(drawn: Iterable[Drawn], path: Path) -> None:
    """Write the draw as CSV with empty cells for the answers; delete its column `context` before keeping the file."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow((*Drawn.__dataclass_fields__, *QUESTIONS))
        rows.writerows((*asdict(one).values(), "", "") for one in drawn)


def render_draw(drawn: Sequence[Drawn]) -> str:
    """The draw as text for the terminal."""
    return "\n".join(
        f"{number}. {one.speaker or 'nobody'} ({one.source_type}; {one.article_id} "
        f"{one.source_start}-{one.source_end})\n"
        f"   {one.context}"
        for number, one in enumerate(drawn, start=1)
    )


def render(figures: dict[str, float]) -> str:
    """The shares as two lines."""
    lines = []
    for question in QUESTIONS:
        n = figures[f"{question}.n"]
        if not n:
            lines.append(f"{question:<7} nothing judged")
            continue
        low, high = figures[f"{question}.low"], figures[f"{question}.high"]
        lines.append(
            f"{question:<7} {figures[f'{question}.yes']:.0f} of {n:.0f}: {figures[f'{question}.share']:.3f}"
            f" (95% Wilson interval {low:.3f} to {high:.3f})"
        )
    return "\n".join(lines)
