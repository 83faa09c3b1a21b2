"""What the marks of a layer mean, in words: a list beside the text, each line leading to its place there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard import layers
from dashboard.excerpts import tone_sign, tone_words
from dashboard.links import address
from dashboard.marking import Mark
from dashboard.scores import actor_name, of_article
from dashboard.wording import VOICES, as_html, counted, shortened
from scoring.schema.scores import Scores

LISTED = 14  # lines that stand open; the others are folded
_QUOTES = "\"'“”„«»‘’ "
_LONGEST = 150  # characters of the text that a line repeats


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the text and how the list calls it: a number, or the sign of its tone."""

    start: int
    end: int
    called: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the list: its places in the text, what is marked there, and what the mark means.

    `article` leads to another article. `numbered`: the places are called so in the text, too.
    """

    places: tuple[Place, ...]
    head: str
    told: str
    article: str = ""
    numbered: bool = True


def anchor(start: int) -> str:
    """The name of a place in the text, for links within the page."""
    return f"mh-at-{start}"


def notes(scores: Scores, article_id: str, choice: str, text: str) -> list[Note]:
    """The notes to one layer, or to a metric's spans, in the order of the text. `choice`: a layer or a metric."""
    if choice == layers.SOURCING:
        return list(_sourcing(scores, article_id, text))
    if choice == layers.ACTORS:
        return list(_actors(scores, article_id))
    if choice == layers.REPRINTS:
        return list(_reprints(scores, article_id))
    if choice in (layers.QUOTATIONS, layers.FURNITURE):
        return list(_blocks(scores, article_id, choice, text))
    if choice in (layers.EDITORIAL, *scores.metrics):
        metric = layers.EDITORIAL_METRIC if choice == layers.EDITORIAL else choice
        return list(_evidence(scores, article_id, metric, text))
    return []


def places_marked(found: Sequence[Note]) -> Iterator[Mark]:
    """Marks without a look of their own: the places that the notes lead to, with their number where they have one."""
    for note in found:
        for place in note.places:
            tag = place.called if note.numbered else ""
            yield Mark(place.start, place.end, "", tag=tag, anchor=anchor(place.start))


def notes_html(found: Sequence[Note]) -> str:
    """The notes as a list in HTML; what is beyond the first lines is folded."""
    lines = [_line(note) for note in found]
    shown = f'<ol class="mh-notes">{"".join(lines[:LISTED])}</ol>'
    if len(lines) > LISTED:
        more = f'<ol class="mh-notes">{"".join(lines[LISTED:])}</ol>'
        shown += f"<details><summary>{len(lines) - LISTED} more</summary>{more}</details>"
    return shown


def _line(note: Note) -> str:
    ways = " ".join(
        f'<a href="#{anchor(place.start)}" title="{as_html(place.hint or "Show it in the text")}">'
        f"{as_html(place.called)}</a>"
        for place in note.places
    )
    head = f"<b>{as_html(note.head)}</b>"
    if note.article:
        href = as_html(address("article", article=note.article, layers=layers.REPRINTS))
        head = f'<a class="mh-source-link" href="{href}" target="_self">{as_html(note.head)}</a>'
    return f'<li><span class="mh-ways">{ways}</span> {head} {as_html(note.told)}</li>'


def _quoted(text: str) -> str:
    return f"“{shortened(' '.join(text.split()).strip(_QUOTES), _LONGEST)}”"


def _sourcing(scores: Scores, article_id: str, text: str) -> Iterator[Note]:
    rows = of_article(scores, "attributions", article_id).sort("cue_start")
    for number, row in enumerate(rows.iter_rows(named=True), start=1):
        named = row["speaker_name"]
        if not named and row["source_start"] is not None:
            named = " ".join(text[row["source_start"] : row["source_end"]].split())
        kind = str(row["source_type"]).replace("_", " ")
        cue = " ".join(text[row["cue_start"] : row["cue_end"]].split())
        told = f"({kind})" + (f", {cue}" if any(letter.isalpha() for letter in cue) else "")
        if row["content_start"] is not None:
            told += f": {_quoted(text[row['content_start'] : row['content_end']])}"
        if row["measure"] is None:
            told += " Not counted: no outside source speaks."
        places = (Place(row["cue_start"], row["cue_end"], str(number)),)
        yield Note(places, shortened(named or "Nobody named", _LONGEST), told)


def _actors(scores: Scores, article_id: str) -> Iterator[Note]:
    rows = of_article(scores, "mentions", article_id).sort("start")
    for (actor,), mine in rows.group_by(["actor"], maintain_order=True):
        places = tuple(
            Place(
                row["start"], row["end"], tone_sign(row["lexicon"], row["trained"]),
                f"{VOICES.get(row['voice'], row['voice'])}: {tone_words(row['lexicon'], row['trained'])}",
            )
            for row in mine.iter_rows(named=True)
        )  # fmt: skip
        by_voice = mine["voice"].value_counts(sort=True).iter_rows()
        told = ", ".join(f"{VOICES.get(voice, voice)} {count}" for voice, count in by_voice)
        yield Note(places, actor_name(scores, str(actor)), told, numbered=False)


def _reprints(scores: Scores, article_id: str) -> Iterator[Note]:
    passages = of_article(scores, "passages", article_id).sort("start")
    for row in layers.partners(scores, article_id).iter_rows(named=True):
        mine = passages.filter(pl.col("other_id") == row["other_id"]).select("start", "end", "words")
        places = tuple(
            Place(start, end, f"[{row['number']}]", counted(words, "word"))
            for start, end, words in mine.iter_rows()
        )
        told = f"{counted(row['words'], 'word')} {row['told']}" + (
            f"; credit line: {row['credit']}" if row["credit"] else ""
        )
        yield Note(
            places,
            shortened(row["title"] or row["other_id"], _LONGEST),
            told,
            row["other_id"],
            numbered=False,
        )


def _blocks(scores: Scores, article_id: str, choice: str, text: str) -> Iterator[Note]:
    rows = layers.spans_in(scores, article_id, choice)
    for number, (start, end, label) in enumerate(rows.iter_rows(), start=1):
        yield Note((Place(start, end, str(number)),), str(label).capitalize(), _quoted(text[start:end]))


def _evidence(scores: Scores, article_id: str, metric: str, text: str) -> Iterator[Note]:
    rows = of_article(scores, "evidence", article_id).filter(pl.col("metric") == metric).sort("start", "end")
    spans = rows.unique(["start", "end"], keep="first", maintain_order=True)
    for number, (start, end, label) in enumerate(spans.select("start", "end", "label").iter_rows(), start=1):
        yield Note((Place(start, end, str(number)),), _quoted(text[start:end]), label or "")
