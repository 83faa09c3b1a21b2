"""Turns readers' answers into labels: checks each answer and finds copied words in the text.

Answers that the codebook does not have, words that are not in the text and unanswered items are reported one by one.
A row with an unknown answer is left out until it is corrected; words that are not found leave an empty span.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scoring.evaluate.labels.corpora import texts_of
from scoring.evaluate.labels.draws import RANDOM
from scoring.evaluate.labels.kinds import FREE, NO, YES, Kind
from scoring.evaluate.labels.locate import Span, find_content, find_cue, find_line, find_near
from scoring.evaluate.labels.store import (
    PLACE,
    READERS,
    THIRD,
    Row,
    columns_of,
    key_of,
    path_of,
    read_rows_of,
    write_rows_of,
)
from scoring.schema.corrections import mark_hash

DISPUTED = "disputed"
"""How a cue of a whole article was drawn that only one of two readers marked."""


class AnswerError(ValueError):
    """An answer that cannot be kept; the message says why."""


@dataclass(slots=True)
class Gathered:
    """Rows to keep, and what is wrong with the others: one line each."""

    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The items of one sheet, their texts, and of whole articles the sentences as they were numbered."""

    items: Mapping[str, Row]
    texts: Mapping[str, str]
    sentences: Mapping[tuple[str, str], Span]


def gather(kind: Kind, folder: Path, corpus: Path, round_name: str) -> Gathered:
    """Read the answers beside the sheets of a folder (`answers_a_01.csv` beside `sheet_01.csv`)."""
    texts = texts_of(kind.name, corpus)
    found = Gathered()
    for path in sorted(folder.glob("sheet_*.csv")):
        number = path.stem.partition("_")[2]
        sheet = Sheet(
            {row["item"]: row for row in _rows(path)}, texts, _sentences(folder / f"sentences_{number}.csv")
        )
        _check(sheet, path)
        for reader in READERS:
            answers = folder / f"answers_{reader}_{number}.csv"
            if answers.is_file():
                _gather_one(kind, sheet, answers, {"round": round_name, "reader": reader}, found)
    return found


def keep(kind: Kind, gathered: Gathered, into: Path | None = None) -> Path:
    """Write the rows to the labels, in place of what the same reader said of the same items before."""
    before = read_rows_of(kind, into) if path_of(kind, into).is_file() else []
    new = {_identity(row) for row in gathered.rows}
    older = [row for row in before if _identity(row) not in new]
    return write_rows_of(kind, [*older, *gathered.rows], into)


def _identity(row: Row) -> tuple[object, ...]:
    """What a newer answer stands in place of: the reader's of that item, the third's of that cue of an article."""
    return (key_of(row), row["reader"], row.get("cue_start") if row["reader"] == THIRD else "")


def _check(sheet: Sheet, path: Path) -> None:
    """Refuse a corpus in which the marked words are not where they were drawn."""
    for item, row in sheet.items.items():
        text = sheet.texts.get(row["article_id"], "")
        if mark_hash(text[int(row["start"]) : int(row["end"])]) != row["sha1"]:
            raise ValueError(f"{path}: item {item} does not stand in this corpus where it was drawn.")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            {name: (cell or "").strip() for name, cell in row.items() if isinstance(name, str)}
            for row in csv.DictReader(lines)
        ]


def _sentences(path: Path) -> Mapping[tuple[str, str], Span]:
    if not path.is_file():
        return {}
    return {(row["item"], row["sentence"]): (int(row["start"]), int(row["end"])) for row in _rows(path)}


def _gather_one(kind: Kind, sheet: Sheet, path: Path, whose: Row, found: Gathered) -> None:
    """Add the rows and the faults of one reader's file."""
    answered: set[str] = set()
    for row in _rows(path):
        item = row.get("item", "")
        if item not in sheet.items:
            found.faults.append(f"{path.name}: {item or 'a row without item'} is not in the sheet")
            continue
        if item in answered and not _is_whole(kind, sheet.items[item]):
            found.faults.append(f"{path.name}: {item} is answered twice; the first answer is kept")
            continue
        answered.add(item)
        try:
            label, lost = _label(kind, sheet, item, row)
        except AnswerError as error:
            found.faults.append(f"{path.name}: {item} {error}")
            continue
        found.faults.extend(
            f"{path.name}: {item} gives words as {span} that do not stand there" for span in lost
        )
        found.rows.append({name: (label | whose)[name] for name in columns_of(kind)})
    found.faults.extend(f"{path.name}: {item} has no answer" for item in sheet.items if item not in answered)


def _is_whole(kind: Kind, place: Row) -> bool:
    """Whether several rows may answer the item: an article read whole for its attributions."""
    return kind.name == "articles" and place["draw"] != DISPUTED


def _label(kind: Kind, sheet: Sheet, item: str, row: Row) -> tuple[Row, list[str]]:
    """The label of one row of answers, and the spans whose words are not found.

    Raises AnswerError where an answer is missing or not known.
    """
    place = sheet.items[item]
    label = {name: place[name] for name in (*PLACE, "actor") if name in place}
    label |= {f"{span}_{edge}": "" for span in kind.spans for edge in ("start", "end")}
    for question, known in kind.questions.items():
        answer = row.get(question, "")
        if known != FREE:
            answer = answer.lower()
            if answer not in known and (answer or question in kind.needed):
                raise AnswerError(f"{question} is {answer or 'empty'!r}, not one of {' '.join(known)}")
        label[question] = answer
    lost = []
    for span, (start, end) in _spans(kind, sheet, item, row):
        if start < 0:
            lost.append(span)
        else:
            label[f"{span}_start"], label[f"{span}_end"] = str(start), str(end)
    if place["draw"] == DISPUTED:  # a cue of an article: kept with the article
        text = sheet.texts[place["article_id"]]
        label |= {"start": "0", "end": str(len(text)), "sha1": mark_hash(text), "draw": RANDOM}
    if kind.name == "articles":
        label["sourced"] = label["sourced"] or (NO if row.get("sentence", "") in ("", "0") else YES)
    return label, lost


def _spans(kind: Kind, sheet: Sheet, item: str, row: Row) -> Iterator[tuple[str, Span]]:
    """Each stretch that a row gives in exact words, as characters; (-1, -1) where the words are not found."""
    place = sheet.items[item]
    text, mark = sheet.texts[place["article_id"]], int(place["start"])
    if kind.name == "articles":
        if place["draw"] == DISPUTED:
            yield "cue", (mark, int(place["end"]))
        elif row.get("sentence", "") in ("", "0"):
            return
        else:
            sentence = sheet.sentences.get((item, row["sentence"]))
            cue = find_cue(text, row.get("cue", ""), sentence) if sentence else (-1, -1)
            if cue == (-1, -1):
                raise AnswerError(f"has no cue {row.get('cue', '')!r} in sentence {row['sentence']}")
            mark = cue[0]
            yield "cue", cue
    if kind.name == "credits" and row.get("credit"):
        yield "credit", find_line(text, row["credit"], row.get("line", ""))
    if "source" in kind.spans and row.get("source"):
        yield "source", find_near(text, row["source"], mark)
    if "content" in kind.spans and row.get("content_first"):
        yield "content", find_content(text, row["content_first"], row.get("content_last", ""), mark)
