"""Controlled reuse of the sample corpus's own articles: originality must follow the known share."""

import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from scoring.schema.lists import data_folder, read_list
from scoring.text.words import find_words

from .corpora import corpus, day, provenances

TOLERANCE = 0.03
Change = Callable[[list[str], list[str], random.Random], tuple[list[str], int]]


def _paragraphs(file: str) -> list[str]:
    text = (data_folder() / "sample" / file).read_text(encoding="utf-8")
    return [line.strip() for line in text.split("\n") if line.count(" ") >= 15]


def _originals() -> list[str]:
    """English originals as text files, one an outlet and story, so that no two share text."""
    key = read_list("sample/KEY.csv").filter(
        (pl.col("kind") == "original") & pl.col("file").str.ends_with(".txt") & pl.col("version_of").is_null()
    )
    return key["file"].sort().to_list()[::4]


def _count(paragraphs: list[str]) -> int:
    return sum(len(find_words(paragraph)) for paragraph in paragraphs)


def _cut(text: list[str], own: list[str], chance: random.Random) -> tuple[list[str], int]:
    return text[: max(1, len(text) // 2)], 0


def _reorder(text: list[str], own: list[str], chance: random.Random) -> tuple[list[str], int]:
    return chance.sample(text, len(text)), 0


def _drop(text: list[str], own: list[str], chance: random.Random) -> tuple[list[str], int]:
    return text[::2], 0


def _requote(text: list[str], own: list[str], chance: random.Random) -> tuple[list[str], int]:
    swapped = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", '"': "”", "'": "’"})
    return [paragraph.translate(swapped).replace("U.S.", "US") for paragraph in text], 0


def _edit(text: list[str], own: list[str], chance: random.Random) -> tuple[list[str], int]:
    """Every twentieth word is replaced."""
    changed, edits = [], 0
    for paragraph in text:
        words = paragraph.split(" ")
        for at in range(10, len(words), 20):
            words[at] = f"quux{at}"
            edits += 1
        changed.append(" ".join(words))
    return changed, edits


def _dateline(text: list[str], own: list[str], chance: random.Random) -> tuple[list[str], int]:
    return [f"PORT ELLA — {text[0]}", *text[1:]], 2


def _tail(text: list[str], own: list[str], chance: random.Random) -> tuple[list[str], int]:
    return text + own[:3], _count(own[:3])


def _mix(text: list[str], own: list[str], chance: random.Random) -> tuple[list[str], int]:
    mixed = [part for pair in zip(text, own, strict=False) for part in pair]
    return mixed, _count(own[: len(mixed) // 2])


@pytest.mark.parametrize("change", [_cut, _reorder, _drop, _requote, _edit, _dateline, _tail, _mix])
def test_originality_follows_the_known_share(change: Change) -> None:
    """Cut, reordered, edited, requoted, mixed with own text: the share of own words is found within 0.03."""
    files = _originals()
    chance = random.Random(7)  # noqa: S311 - not for secrets
    rows, known = [], {}
    for number, file in enumerate(files):
        text = _paragraphs(file)
        # What the copying outlet writes itself: another story's text, of which no original is in this corpus.
        own = [" ".join(reversed(paragraph.split(" "))) for paragraph in _paragraphs(files[number - 1])]
        copied, new = change(text, own, chance)
        rows.append(
            {
                "article_id": f"a{number}",
                "outlet": Path(file).parts[1],
                "published": day(1),
                "text": "\n\n".join(text),
            }
        )
        rows.append(
            {
                "article_id": f"b{number}",
                "outlet": "Copycat",
                "published": day(2),
                "text": "\n\n".join(copied),
            }
        )
        known[f"b{number}"] = new / _count(copied)
    found, _ = provenances(corpus(*rows))
    errors = {name: found[name].shares.get("original", 0.0) - share for name, share in known.items()}
    assert len(errors) >= 10
    assert max(map(abs, errors.values())) <= TOLERANCE, errors
