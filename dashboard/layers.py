"""The layers of an article: which spans are marked when a layer is switched on."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from dashboard.excerpts import tone_sign, tone_words
from dashboard.marking import Mark, legend_html
from dashboard.scores import actor_name, articles, of_article
from dashboard.wording import VOICES, day, outlet_name
from scoring.schema.kinds import FURNITURE_KINDS
from scoring.schema.scores import Scores
from scoring.schema.tables import LAYERS as LAYERS_TABLE

ASIDE_KINDS = ("caption", "credit", "byline", "dateline")
FURNITURE, REPRINTS, SOURCING, ACTORS, EDITORIAL, QUOTATIONS = (
    "furniture", "reprints", "sources", "actors", "editorial", "quotations",
)  # fmt: skip
EDITORIAL_METRIC = "editorializing"
ORIGIN_COLOURS = 6


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer's name on screen, and its legend: CSS class and words of each kind of mark."""

    label: str
    legend: tuple[tuple[str, str], ...]


LAYERS = {
    FURNITURE: Layer("Furniture", (("mh-furniture", "furniture: not part of the article"),)),
    REPRINTS: Layer(
        "Reprinted passages", (("mh-reprint", "shared passage; the number says with which article"),)
    ),
    SOURCING: Layer(
        "Sources", (("mh-source", "source"), ("mh-cue", "cue"), ("mh-content", "content: what is said"))
    ),
    QUOTATIONS: Layer("Quotations", (("mh-quotation", "quotation"),)),
    ACTORS: Layer(
        "Actors and tone",
        (
            ("mh-actor friendly", "actor, friendly +"),
            ("mh-actor hostile", "actor, hostile −"),
            ("mh-actor", "actor, neutral ○"),
        ),
    ),
    EDITORIAL: Layer("Editorial words", (("mh-editorial", "word of the writer's own judgement"),)),
}
SHOWN_FIRST = (FURNITURE, REPRINTS, SOURCING, ACTORS)
_DIRECTIONS = {
    "from": "taken from",
    "to": "taken by",
    "undirected": "shared with",
    "also_printed": "also printed by",
}
WITHOUT_TAKER = ("undirected", "also_printed")


def marks(scores: Scores, article_id: str, layers: list[str]) -> Iterator[Mark]:
    """The marks of the layers that are switched on; headlines are always set as such."""
    blocks = of_article(scores, "layers", article_id) if scores.has("layers") else pl.DataFrame()
    for layer, start, end, label in (
        blocks.select("layer", "start", "end", "label").iter_rows() if len(blocks) else ()
    ):
        if layer == "block":
            if label == "headline":
                yield Mark(start, end, "headline")
            elif label in ASIDE_KINDS:
                yield Mark(start, end, "aside", label)
            elif label in FURNITURE_KINDS and FURNITURE in layers:
                yield Mark(start, end, "mh-furniture", f"furniture: {label}", f"[{label}]")
        elif layer == "credit":
            if REPRINTS in layers:
                yield Mark(start, end, "aside", f"credit, {label}", "[credit]")
        elif QUOTATIONS in layers:
            yield Mark(start, end, "mh-quotation", f"{label} quotation")
    if REPRINTS in layers:
        yield from _reprints(scores, article_id)
    if SOURCING in layers:
        yield from _sourcing(scores, article_id)
    if ACTORS in layers:
        yield from _actors(scores, article_id)
    if EDITORIAL in layers:
        for start, end, label in (
            of_article(scores, "evidence", article_id)
            .filter(pl.col("metric") == EDITORIAL_METRIC)
            .select("start", "end", "label")
            .iter_rows()
        ):
            yield Mark(start, end, "mh-editorial", label or "")


def spans_in(scores: Scores, article_id: str, layer: str) -> pl.DataFrame:
    """The furniture or the quotations of an article in the order of its text: start, end, label."""
    if not scores.has("layers"):
        return pl.DataFrame(schema=LAYERS_TABLE.part("start", "end", "label"))
    rows = of_article(scores, "layers", article_id)
    if layer == QUOTATIONS:
        rows = rows.filter(pl.col("layer") == "quotation")
    else:
        rows = rows.filter(pl.col("layer") == "block", pl.col("label").is_in(list(FURNITURE_KINDS)))
    return rows.sort("start").select("start", "end", "label")


def partners(scores: Scores, article_id: str) -> pl.DataFrame:
    """The articles that share passages with this one, numbered: number, other_id, title, outlet, day, words, told."""
    passages = of_article(scores, "passages", article_id)
    grouped = (
        passages.group_by("other_id", maintain_order=True)
        .agg(
            pl.col("other_outlet").first(),
            pl.col("words").sum(),
            pl.col("direction").first(),
            pl.col("credited").any(),
            pl.col("credit").drop_nulls().first(),
        )
        .sort(["words", "other_id"], descending=[True, False])
        .with_row_index("number", offset=1)
    )
    about = articles(scores).select(other_id="article_id", title="title", published="published")
    joined = grouped.join(about, on="other_id", how="left", maintain_order="left")
    told = [
        f"{_DIRECTIONS[row['direction']]} {outlet_name(row['other_outlet'])}, {day(row['published'])}"
        + ("" if row["direction"] in WITHOUT_TAKER else ", credited" if row["credited"] else ", not credited")
        for row in joined.iter_rows(named=True)
    ]
    return joined.with_columns(told=pl.Series(told, dtype=pl.String))


def _reprints(scores: Scores, article_id: str) -> Iterator[Mark]:
    numbered = {row["other_id"]: row for row in partners(scores, article_id).iter_rows(named=True)}
    passages = of_article(scores, "passages", article_id).select("start", "end", "other_id", "words")
    for start, end, other, words in passages.iter_rows():
        row = numbered[other]
        colour = (row["number"] - 1) % ORIGIN_COLOURS
        yield Mark(start, end, f"mh-reprint o{colour}", f"{words} words {row['told']}", f"[{row['number']}]")


def _sourcing(scores: Scores, article_id: str) -> Iterator[Mark]:
    for row in of_article(scores, "attributions", article_id).iter_rows(named=True):
        speaker = f" = {row['speaker_name']}" if row["speaker_name"] else ""
        kind = str(row["source_type"]).replace("_", " ")
        if row["source_start"] is not None:
            yield Mark(row["source_start"], row["source_end"], "mh-source", f"source: {kind}{speaker}")
        counted = row["measure"] or "no outside source"
        cue = f"cue: {counted}, {row['stance']}, {row['kind']}"
        yield Mark(row["cue_start"], row["cue_end"], "mh-cue", cue)
        if row["content_start"] is not None:
            yield Mark(
                row["content_start"],
                row["content_end"],
                "mh-content",
                f"said by {row['speaker_name'] or kind}",
            )


def _actors(scores: Scores, article_id: str) -> Iterator[Mark]:
    css = {"+": "mh-actor friendly", "−": "mh-actor hostile"}
    for row in of_article(scores, "mentions", article_id).iter_rows(named=True):
        sign = tone_sign(row["lexicon"], row["trained"])
        speaker = f" ({row['speaker_name']})" if row["speaker_name"] else ""
        hint = (
            f"{actor_name(scores, row['actor'])}, {VOICES.get(row['voice'], row['voice'])}{speaker}: "
            f"{tone_words(row['lexicon'], row['trained'])}"
        )
        yield Mark(row["start"], row["end"], css.get(sign, "mh-actor"), hint, sign)


def evidence_marks(scores: Scores, article_id: str, metric: str) -> Iterator[Mark]:
    """The spans that one metric's measurement of the article rests on."""
    rows = of_article(scores, "evidence", article_id).filter(pl.col("metric") == metric)
    for start, end, label in rows.select("start", "end", "label").iter_rows():
        yield Mark(start, end, "mh-evidence", label or "")


def legend(layers: list[str]) -> str:
    """The legend of the layers that are on, as HTML of our own words."""
    return legend_html([mark for name in layers for mark in LAYERS[name].legend])
