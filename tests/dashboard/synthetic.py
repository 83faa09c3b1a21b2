"""A scores folder of invented articles, made from the declared tables without scoring anything.

Small, it is the fixture of the dashboard's tests; large, it shows how the dashboard bears a big corpus:

    python -m tests.dashboard.synthetic FOLDER --outlets 240 --articles 18000
"""

import argparse
import random
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from scoring.catalogue.contract import Metric
from scoring.catalogue.find import catalogue
from scoring.outlets.aggregate import outlet_cells, score_outlets
from scoring.schema.folder import prepared, write_description, write_table
from scoring.schema.metrics import TONE_METRICS, declared_rows
from scoring.schema.tables import Table, all_tables
from tests.dashboard.pages import ACTORS, HOSTILE_ARTICLE, SCRIPT, SPEAKERS, Page, write_article
from tests.dashboard.verdicts import invent_contrasts, invent_index, invent_pairs

# The first names are what a hostile or careless feed may hold; all must be shown as they are written.
HOSTILE_OUTLET = "<script>alert('outlet')</script> Post"
MARKDOWN_OUTLET = "**Bold** [Herald](javascript:alert(1)) $x$ :red[y]"
SMALL_OUTLET = "Two Page Weekly"
GERMAN_OUTLET = "Hafenblatt"
PLAIN_OUTLETS = ("Brackwater Gazette", "Saltmarsh Courier", "Upland Wire", "Quarry Hill Times")
STORIES = ("Ferry inquiry", "Grain accord", "Bridge closure", "Harbour levy", "Night train")
FIRST_DAY = datetime(2023, 1, 3)
SUFFICIENT = 6
VOICES = ("outlet", "quoted", "paraphrased")
READER_MENTIONS = 3
DENOMINATOR = 400.0  # units of each metric in each article


def _outlet_names(count: int) -> list[str]:
    names = [HOSTILE_OUTLET, MARKDOWN_OUTLET, SMALL_OUTLET, GERMAN_OUTLET, *PLAIN_OUTLETS]
    return names[:count] + [f"Parish Paper {n:03}" for n in range(count - len(names))]


def _value(metric: Metric, chance: random.Random) -> float:
    low, high = metric.low if metric.low is not None else 0.0, metric.high or 40.0
    return chance.uniform(low, high)


def _score_row(
    outlet: str,
    metric: Metric,
    reading: str,
    texts: int,
    chance: random.Random,
    actor: str = "",
    voice: str = "",
) -> dict[str, Any]:
    sufficient = texts >= SUFFICIENT and not (outlet == GERMAN_OUTLET and metric.needs)
    value = _value(metric, chance)
    half = (abs(value) + 0.05) / texts**0.5
    low, high = value - half, value + half
    if metric.low is not None:
        low = max(low, metric.low)
    if metric.high is not None:
        high = min(high, metric.high)
    unmeasured = outlet == GERMAN_OUTLET and metric.needs
    return {
        "outlet": outlet, "metric": metric.name, "actor": actor, "voice": voice, "reading": reading,
        "value": value if sufficient else None, "low": low if sufficient else None,
        "high": high if sufficient else None, "articles": 0 if unmeasured else texts + 1,
        "independent_texts": 0 if unmeasured else texts, "units": 0.0 if unmeasured else texts * 400.0,
        "status": "ok" if sufficient else "not_applicable" if unmeasured else "insufficient",
    }  # fmt: skip


def _tone_scores(texts: dict[str, int], chance: random.Random) -> list[dict[str, Any]]:
    """The rows of scores by actor; all others are aggregated from what was measured in the articles."""
    return [
        _score_row(outlet, metric, reading, count, chance, actor, voice)
        for outlet, count in texts.items()
        if outlet != GERMAN_OUTLET
        for metric in catalogue().values()
        if metric.by_actor
        for reading in metric.readings
        for actor in ACTORS
        for voice in VOICES
    ]


def _measured(articles: pl.DataFrame) -> pl.DataFrame:
    """For each value of an article a ratio that gives it, over DENOMINATOR units, in every reading alike."""
    frames = [
        articles.select(
            "article_id",
            metric=pl.lit(metric.name),
            reading=pl.lit(reading.value),
            actor=pl.lit(""),
            voice=pl.lit(""),
            numerator=pl.col(metric.name) / metric.per * DENOMINATOR,
            denominator=pl.lit(DENOMINATOR),
        )
        for metric in catalogue().values()
        if not metric.by_actor
        for reading in metric.readings
    ]
    return pl.concat(frames).drop_nulls()


def _measured_tones(mentions: pl.DataFrame) -> list[pl.DataFrame]:
    """What both readings of tone found on each actor in each article, from its mentions."""
    return [
        mentions.drop_nulls(tone)
        .group_by("article_id", "actor", "voice", maintain_order=True)
        .agg(numerator=pl.col(tone).sum(), denominator=pl.len().cast(pl.Float64))
        .select(
            "article_id", metric=pl.lit(metric), reading=pl.lit("body"), actor="actor", voice="voice",
            numerator="numerator", denominator="denominator",
        )
        for tone, metric in TONE_METRICS.items()
    ]  # fmt: skip


def _actors(texts: dict[str, int], chance: random.Random) -> list[dict[str, Any]]:
    rows = []
    for outlet, count in texts.items():
        if outlet == GERMAN_OUTLET:
            continue
        for actor, name in ACTORS.items():
            for voice in VOICES:
                for speaker in ["", *(SPEAKERS[:READER_MENTIONS] if voice == "quoted" else ())]:
                    value = chance.uniform(-0.6, 0.6) if count >= SUFFICIENT else None
                    cells = {
                        f"{tone}{end}": None if value is None else round(value * scale + shift, 4)
                        for tone, scale in (("lexicon", 1.0), ("trained", 0.8))
                        for end, shift in (("", 0.0), ("_low", -0.2), ("_high", 0.2))
                    }
                    rows.append(
                        {
                            "outlet": outlet,
                            "actor": actor,
                            "name": name,
                            "voice": voice,
                            "speaker": f"person:{speaker}" if speaker else "",
                            "speaker_name": speaker or None,
                            "mentions": count * 3,
                            "articles": count,
                            "independent_texts": count,
                            "trained_mentions": count * 3,
                            "trained_texts": count,
                            **cells,
                            "status": "insufficient" if value is None else "ok",
                        }
                    )
    return rows


def _outlet_of(number: int, names: list[str], chance: random.Random) -> str | None:
    if number == 0:
        return names[0]
    if number in (1, 2):
        return SMALL_OUTLET
    others = [name for name in names if name != SMALL_OUTLET]
    return None if number % 97 == 5 else others[chance.randrange(len(others))]


def make_scores(folder: Path, *, outlets: int = 8, articles: int = 120, seed: int = 7) -> Path:
    """Write a scores folder of so many outlets and articles; the same arguments give the same bytes."""
    chance = random.Random(seed)  # noqa: S311 - invented data
    names = _outlet_names(outlets)
    pages: list[Page] = []
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in all_tables(catalogue())}
    article_rows: list[dict[str, Any]] = []
    for number in range(articles):
        origin_number = number - 4 if number % 5 == 4 else None
        origin = pages[origin_number] if origin_number is not None else None
        page = write_article(number, origin, chance)
        pages.append(page)
        for table, found in page.rows.items():
            rows[table] += found
        rows["texts"].append({"article_id": page.article_id, "text": page.text})
        article_rows.append(_article(number, page, origin_number, article_rows, names, chance))
        if origin is not None and origin_number is not None:
            rows["passages"] += _shared(page, origin, article_rows[-1], article_rows[origin_number])
    rows["articles"] = article_rows
    known = pl.DataFrame(article_rows, infer_schema_length=None).drop_nulls("outlet")
    counts = known.group_by("outlet").agg(pl.col("text_cluster").n_unique()).sort("outlet")
    texts: dict[str, int] = dict(counts.iter_rows())
    rows["scores"] = _tone_scores(texts, chance)
    rows["actors"] = _actors(texts, chance)
    rows["rejects"] = [{"file": "broken.txt", "row": None, "reason": "The file is empty."}]
    rows["notes"] = [{"file": "good.csv", "row": 3, "note": "The date '31 June' could not be read."}]
    frames = {name: pl.DataFrame(found, infer_schema_length=None) for name, found in rows.items() if found}
    frames["metrics"] = declared_rows(catalogue().values())
    frames["measurements"] = _measured(frames["articles"].cast(dict.fromkeys(catalogue(), pl.Float64)))
    frames["cells"] = outlet_cells(frames["measurements"], frames["articles"], catalogue())
    plain = score_outlets(frames["cells"], frames["articles"], catalogue())
    frames["measurements"] = pl.concat([frames["measurements"], *_measured_tones(frames["mentions"])])
    frames["scores"] = pl.concat([plain, frames["scores"].cast(dict(plain.schema))])
    frames["stories"] = _stories(frames["articles"])
    frames["flows"] = _flows(frames["passages"])
    frames["outlets"] = _outlets(known, frames["scores"])
    frames["index"] = invent_index(texts, frames["scores"], chance)
    frames["index_pairs"] = invent_pairs(frames["index"], chance)
    frames["ratings"] = pl.DataFrame(RATED)
    frames["contrasts"] = invent_contrasts(texts, chance)
    folder.mkdir(parents=True, exist_ok=True)
    for table in all_tables(catalogue()):
        write_table(_fitted(frames.get(table.name), table), table, folder)
    facts = {
        "input": f"{zlib.crc32(str((outlets, articles, seed)).encode()):08x}",
        "articles_in": articles + 1,
    }
    write_description(
        folder,
        catalogue(),
        facts | {"articles_scored": articles, "articles_rejected": 1, "exact_duplicates": 0},
    )
    return folder


# One outlet that experts and the user rated; all others are not rated.
RATED = [
    {"outlet": PLAIN_OUTLETS[0], "domain": "one.example", "rating": rating, "value": value, "percentile": percentile,
     "rated": rated, "source": source}
    for rating, value, percentile, rated, source in (
        ("experts", 0.625, 81.4, 11520, "experts.csv"),
        ("<b>mine</b>", 3.0, 25.0, 2, "mine.csv"),
    )
]  # fmt: skip


def _fitted(frame: pl.DataFrame | None, table: Table) -> pl.DataFrame:
    if frame is None:
        return table.empty()
    missing = [pl.lit(None).alias(c.name) for c in table.columns if c.name not in frame.columns]
    return prepared(frame.with_columns(missing), table)


def _article(
    number: int,
    page: Page,
    origin: int | None,
    earlier: list[dict[str, Any]],
    names: list[str],
    chance: random.Random,
) -> dict[str, Any]:
    outlet = _outlet_of(number, names, chance)
    german = outlet == GERMAN_OUTLET
    story = number // len(STORIES) * len(STORIES)
    credited = number % 2 == 0
    taken = origin is not None
    values = {
        metric.name: None if german and metric.needs else round(_value(metric, chance), 4)
        for metric in catalogue().values()
    }
    return {
        "article_id": page.article_id,
        "outlet": outlet,
        "title": page.text.split("\n", 1)[0] if page.article_id != HOSTILE_ARTICLE else SCRIPT,
        "url": f"https://paper.example/{number}",
        "published": None if number % 31 == 7 else FIRST_DAY + timedelta(days=number % 300),
        "language": "de" if german else "en",
        "words": len(page.text.split()),
        "body_words": len(page.text.split()) - 20,
        "story_id": f"a{story}",
        "text_cluster": earlier[origin]["text_cluster"] if taken else page.article_id,
        "provenance": ("credited_reprint" if credited else "uncredited_reprint") if taken else "original",
        "origin_article": f"a{origin}" if taken else None,
        "origin_outlet": earlier[origin]["outlet"] if taken else None,
        "provenance_confidence": 0.9,
        "provenance_reason": "Most of the body stands in an earlier article."
        if taken
        else "Nothing contradicts it.",
        **values,
    }


def _shared(page: Page, origin: Page, mine: dict[str, Any], theirs: dict[str, Any]) -> list[dict[str, Any]]:
    """The passage that a copy shares with its origin, seen from both."""
    start, other = page.text.index("\n") + 1, origin.text.index("\n") + 1
    words = len(page.text[start:].split())
    credited = mine["provenance"] == "credited_reprint"
    common = {
        "words": words,
        "edits": 0,
        "credited": credited,
        "credit": "Source: the wire" if credited else "",
    }
    here = {"start": start, "end": len(page.text)}
    there = {"start": other, "end": len(origin.text)}
    sides = ((mine, here, theirs, there, "from"), (theirs, there, mine, here, "to"))
    return [
        {
            "article_id": a["article_id"],
            "outlet": a["outlet"],
            **at,
            "other_id": b["article_id"],
            "other_outlet": b["outlet"],
            "other_start": by["start"],
            "other_end": by["end"],
            "direction": direction,
            **common,
        }
        for a, at, b, by, direction in sides
    ]


def _stories(articles: pl.DataFrame) -> pl.DataFrame:
    titles = articles.select(story_id="article_id", title="title")
    return (
        articles.group_by("story_id")
        .agg(
            first_published=pl.col("published").min(),
            last_published=pl.col("published").max(),
            articles=pl.len(),
            outlets=pl.col("outlet").drop_nulls().n_unique(),
            independent_texts=pl.col("text_cluster").n_unique(),
        )
        .join(titles, on="story_id", how="left")
    )


def _flows(passages: pl.DataFrame) -> pl.DataFrame:
    return (
        passages.filter(pl.col("direction") == "from")
        .drop_nulls(["outlet", "other_outlet"])
        .filter(pl.col("outlet") != pl.col("other_outlet"))
        .group_by(from_outlet="other_outlet", to_outlet="outlet")
        .agg(
            articles=pl.col("article_id").n_unique(),
            words=pl.col("words").sum(),
            credited_share=(pl.col("words") * pl.col("credited")).sum() / pl.col("words").sum(),
        )
    )


def _outlets(known: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    rows = known.group_by("outlet").agg(
        articles=pl.len(),
        independent_texts=pl.col("text_cluster").n_unique(),
        first_published=pl.col("published").min(),
        last_published=pl.col("published").max(),
    )
    for name, metric in catalogue().items():
        if metric.headline and not metric.by_actor:
            part = scores.filter(pl.col("metric") == name, pl.col("reading") == metric.main_reading)
            columns = {
                name: "value",
                f"{name}_low": "low",
                f"{name}_high": "high",
                f"{name}_status": "status",
            }
            renamed = part.select("outlet", **{new: pl.col(old) for new, old in columns.items()})
            rows = rows.join(renamed, on="outlet", how="left")
    return rows


def main() -> None:
    """Write a folder of the size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--outlets", type=int, default=8)
    parser.add_argument("--articles", type=int, default=120)
    asked = parser.parse_args()
    make_scores(asked.folder, outlets=asked.outlets, articles=asked.articles)


if __name__ == "__main__":
    main()
