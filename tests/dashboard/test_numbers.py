"""Ten numbers or more of every page against the exported CSV files, which are read here without the program."""

import csv
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from statistics import quantiles
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.own_texts import check_uploads, pasted
from scoring.schema.scores import open_scores
from tests.dashboard.conftest import OpenPage
from tests.dashboard.screenshots import views

LEAST = 10
# What only the whole corpus shows: a text by itself has no lines that its outlet repeats, and shares none.
COMPARED = ("reprint_originality", "uncredited_reprint_share", "boilerplate_ratio", "own_words_per_article")
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def csv_rows(sample_scores: Path) -> Any:
    """The rows of a CSV file of the export."""

    def read(name: str) -> Rows:
        with (sample_scores / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture
def opened(open_page: OpenPage, sample_scores: Path) -> Any:
    """A page of the sample, with the selection of its picture unless another is given."""

    def show(page: str, **asked: str | list[str]) -> AppTest:
        return open_page(page, folder=sample_scores, **(asked or views(sample_scores)[page]))

    return show


def words_of(app: AppTest) -> list[str]:
    """The words of each element of HTML and Markdown, without marks."""
    bodies = [element.proto.body for element in app.get("html")]
    told = [" ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split()) for body in bodies if "{" not in body]
    marked = [*app.markdown, *app.caption]
    return told + [re.sub(r"\\(.)", r"\1", element.value) for element in marked]


def number(unit: str, cell: str, *ends: str) -> str:
    """A cell of a CSV as a page prints it; `ends`: those of its interval."""
    value = float(cell)
    if unit.startswith(("share", "probability")):
        from_end = min(value, 1 - value)
        if 0 < from_end < 0.001:
            return "under 0.1%" if value < 0.5 else "over 99.9%"
        narrow = bool(ends) and float(ends[1]) - float(ends[0]) < 0.02
        return f"{value:.1%}" if from_end and (narrow or round(from_end, 3) < 0.01) else f"{value:.0%}"
    if unit == "valence":
        return "0.00" if abs(value) < 0.005 else f"{'−' if value < 0 else '+'}{abs(value):.2f}"
    return f"{value:.1f}"


def interval(unit: str, row: dict[str, str], low: str = "low", high: str = "high") -> str:
    """An interval as a page prints it."""
    ends = [number(unit, row[end], row[low], row[high]) for end in (low, high)]
    if not ends[0].endswith("%"):
        return " to ".join(ends)
    first = {"under 0.1%": "0%", "over 99.9%": "99.9%"}.get(ends[0], ends[0])
    last = {"under 0.1%": "0.1%", "over 99.9%": "100%"}.get(ends[1], ends[1])
    return last if first == last else f"{first.removesuffix('%')}–{last}"


def stands(texts: list[str], pattern: str) -> bool:
    """Whether a pattern stands in one of the texts."""
    return any(re.search(pattern, text) for text in texts)


def test_start(opened: Any, csv_rows: Any) -> None:
    """Each cell of the table: value, interval and independent texts of the outlet's main reading."""
    metrics = {row["metric"]: row for row in csv_rows("metrics")}
    app = opened("outlets", columns=["sourcing_density", "editorializing", "boilerplate_ratio"])
    table = next(text for text in words_of(app) if re.match(r"Outlet \S* ?Articles", text))
    checked = 0
    for row in csv_rows("outlets"):
        line = table[table.index(row["outlet"]) :][:400]
        days, counts = r"(\S{10} (to )?)+", rf"{row['articles']} {row['independent_texts']} independent "
        assert re.match(rf"{re.escape(row['outlet'])} {days}{counts}", line), line
        for name in ("sourcing_density", "editorializing", "boilerplate_ratio"):
            unit = metrics[name]["unit"]
            ends = f"{name}_low", f"{name}_high"
            value = number(unit, row[name], *(row[end] for end in ends))
            cell = f"{value} {interval(unit, row, *ends)}"
            assert cell in line, (row["outlet"], name)
            checked += 3
    assert checked >= LEAST


def test_outlet(opened: Any, csv_rows: Any) -> None:
    """Each answer of the label: value, interval and counts as in scores.csv, at some reading of the metric."""
    metrics = {row["metric"]: row for row in csv_rows("metrics")}
    outlet = "Newsbasket24"
    texts = words_of(opened("outlet", outlet=outlet))
    rows = [
        row
        for row in csv_rows("scores")
        if row["outlet"] == outlet and row["status"] == "ok" and not row["actor"]
    ]
    checked = set()
    for row in rows:
        metric = metrics[row["metric"]]
        unit = metric["unit"]
        value = number(unit, row["value"], row["low"], row["high"])
        told = f"{metric['label']} {value} {unit.removeprefix('share ')} ({interval(unit, row)}) · " + (
            f"{row['articles']} texts"
            if row["articles"] == row["independent_texts"]
            else f"{row['articles']} articles, {row['independent_texts']} independent"
        )
        if stands(texts, rf"(^|\W){re.escape(told)}"):
            checked.add(row["metric"])
    answers = sum(len(re.findall(r"\) · \d+ (?:texts|articles)", text)) for text in texts)
    assert answers == len(checked)
    assert 5 * len(checked) >= LEAST


def test_compare(opened: Any, csv_rows: Any) -> None:
    """Every value and count of the plain table is one of scores.csv; each outlet has ten and more."""
    outlets = ["Meridian Wire", "The Valley Ledger"]
    table = opened("compare", outlet=outlets).dataframe[0].value
    labels = {row["metric"]: row["label"] for row in csv_rows("metrics")}
    exported = {
        (
            labels[row["metric"]], row["outlet"],
            f"{number(unit, row['value'], row['low'], row['high'])} ({interval(unit, row)})",
            f"{row['articles']} articles, {row['independent_texts']} independent",
        )
        for units in [{row["metric"]: row["unit"] for row in csv_rows("metrics")}]
        for row in csv_rows("scores") if row["status"] == "ok" and not row["actor"]
        for unit in [units[row["metric"]]]
    }  # fmt: skip
    shown = [
        (row["metric"], row["outlet"], row["value"], row["sample"])
        for row in table.to_dict("records") if row["value"][0].isdigit() or row["value"][0] in "+−"
    ]  # fmt: skip
    counts = Counter(outlet for _, outlet, _, _ in shown)
    assert all(counts[outlet] >= LEAST for outlet in outlets)
    assert not [row for row in shown if row not in exported]


def test_weights(opened: Any, csv_rows: Any) -> None:
    """At the table's weights: index, interval and band of ranks of every outlet that has an index."""
    app = opened("weights", w=[])
    table = next(text for text in words_of(app) if text.startswith("Outlet Rank"))
    rows = [row for row in csv_rows("index") if row["index"]]
    for row in rows:
        line = table[table.index(row["outlet"]) :][:300]
        value, low, high = (f"{float(row[name]):.0f}" for name in ("index", "low", "high"))
        assert f"as in the table {value} {low} to {high}" in line
        assert f"{value} ({low} to {high}) rank {row['rank_best']}–{row['rank_worst']} of {len(rows)}" in line
    assert 5 * len(rows) >= LEAST


def test_tone(opened: Any, csv_rows: Any) -> None:
    """Every row of the numbers: mentions, those read, independent texts, and the tone with its interval."""
    table = opened("tone", actors=["china", "russia"]).dataframe[0].value.to_dict("records")
    voices = {"own voice": "outlet", "in quotations": "quoted", "paraphrased": "paraphrased"}
    exported = {
        (row["outlet"], row["name"], row["voice"]): row for row in csv_rows("actors") if not row["speaker"]
    }
    for shown in table:
        row = exported[shown["outlet"], shown["toward"], voices[shown["voice"]]]
        assert str(shown["mentions"]) == row["mentions"]
        assert str(shown["mentions read (trained)"]) == row["trained_mentions"]
        assert str(shown["independent texts"]) == row["independent_texts"]
        for reading in ("trained", "lexicon"):
            told = "not enough data"
            if row[reading]:
                ends = interval("valence", row, f"{reading}_low", f"{reading}_high")
                told = f"{number('valence', row[reading])} ({ends})"
            assert shown[f"{reading} reading"] == told
    assert 5 * len(table) >= LEAST


def test_stories(opened: Any, csv_rows: Any) -> None:
    """Every story on the first page of the list: its days, outlets, articles and independent texts."""
    texts = words_of(opened("stories", find=""))
    checked = 0
    for row in csv_rows("stories"):
        days = " to ".join(dict.fromkeys(row[name][:10] for name in ("first_published", "last_published")))
        counts = ", ".join(
            f"{row[name]} {noun}{'' if row[name] == '1' else 's'}"
            for name, noun in (
                ("outlets", "outlet"),
                ("articles", "article"),
                ("independent_texts", "independent text"),
            )
        )
        if stands(texts, re.escape(row["title"] + " ")):
            assert stands(texts, re.escape(f"{row['title']} {days} · {counts}")), row["title"]
            checked += 3
    assert checked >= LEAST


def test_copies(opened: Any, csv_rows: Any) -> None:
    """Every pair of the list: articles, words and credit as in flows.csv."""
    texts = words_of(opened("copies"))
    flows = {(row["from_outlet"], row["to_outlet"]): row for row in csv_rows("flows")}
    checked = 0
    for pair, row in flows.items():
        found = [re.search(re.escape(" → ".join(pair)) + r" (\d+) articles?, ([\d,]+) words; (\w+) credited", text)
                 for text in texts]  # fmt: skip
        for told in filter(None, found):
            assert told[2].replace(",", "") == row["words"]
            credit = {"all": 1.0, "none": 0.0}.get(told[3])
            assert credit is None or float(row["credited_share"]) == credit
            checked += 2
    assert checked >= LEAST


def test_evidence(opened: Any, sample_scores: Path) -> None:
    """The number of spans and of articles that hold one, for outlets and metrics in turn."""
    evidence = pl.read_parquet(sample_scores / "evidence.parquet").filter(pl.col("contribution") != 0)
    spans = evidence.join(pl.read_parquet(sample_scores / "articles.parquet"), on="article_id")
    for outlet in ("Newsbasket24", "Meridian Wire", "The Daily Bolt"):
        for metric in ("sourcing_density", "quotation_share"):
            mine = spans.filter(outlet=outlet, metric=metric)
            texts = words_of(opened("evidence", outlet=outlet, metric=metric))
            assert stands(texts, rf"\b{mine.height:,}\b"), (outlet, metric)
            assert stands(texts, rf"\b{mine['article_id'].n_unique()} articles"), (outlet, metric)


def test_article(opened: Any, csv_rows: Any, sample_scores: Path) -> None:
    """Every measurement of an article as in articles.csv."""
    article = str(views(sample_scores)["article"]["article"])
    texts = words_of(opened("article"))
    row = next(row for row in csv_rows("articles") if row["article_id"] == article)
    checked = 0
    for metric in csv_rows("metrics"):
        if row.get(metric["metric"]):
            told = f"{metric['label']} {metric['unit']} {number(metric['unit'], row[metric['metric']])}"
            assert stands(texts, re.escape(told)), told
            checked += 1
    assert checked >= LEAST


def test_check(opened: Any, csv_rows: Any, sample_scores: Path) -> None:
    """A checked copy of an article measures as the corpus measured it, beside the middle half of articles.csv."""
    rows = csv_rows("articles")
    # Without furniture: what an outlet repeats from article to article shows only in the corpus.
    clean = [row for row in rows if row["provenance"] == "original" and row["boilerplate_ratio"] == "0.0"]
    row = max(clean, key=lambda row: int(row["words"]))
    text = pl.read_parquet(sample_scores / "texts.parquet").filter(article_id=row["article_id"])["text"][0]
    upload = pasted(text, outlet=row["outlet"], published=row["published"][:10])
    token = check_uploads([upload], open_scores(sample_scores), columns={}, progress=lambda *_: None)
    texts = words_of(opened("check", checked=token))
    table = next(text for text in texts if "Metric Value Among the articles" in text)
    checked = 0
    for metric in csv_rows("metrics"):
        name, unit = metric["metric"], metric["unit"]
        values = sorted(float(r[name]) for r in rows if r.get(name))
        if not row.get(name) or name in COMPARED or unit == "valence" or len(values) < LEAST:
            continue
        assert f"{metric['label']} {unit} {number(unit, row[name])} " in table, name
        low, _, high = quantiles(values, n=4, method="inclusive")
        half = re.escape(interval(unit, {"low": str(low), "high": str(high)}))
        line = table[table.index(f"{metric['label']} {unit} ") :]
        assert re.match(rf"\D+.{{0,80}}the middle half \({half}\)", line.removeprefix(metric["label"])), (
            name,
            half,
        )
        checked += 2
    assert checked >= LEAST


def test_method(opened: Any, sample_scores: Path, csv_rows: Any) -> None:
    """The counts and versions of the folder, and the smallest difference that matters of six metrics."""
    facts = json.loads((sample_scores / "datapackage.json").read_text(encoding="utf-8"))["masthead"]
    shown = " ".join(
        str(table.value.to_numpy().tolist()) for table in opened("method", part="versions").table
    )
    for name in ("articles_in", "articles_scored", "articles_rejected", "exact_duplicates"):
        assert f"'{facts[name]}'" in shown, name
    metrics = [row for row in csv_rows("metrics") if row.get("matters_from")][: LEAST - 4]
    for row in metrics:
        least = float(row["matters_from"])
        told = f"{least:.2f}" if row["unit"] == "valence" else f"{least:.1f}"
        if row["unit"].startswith("share"):
            told = f"{100 * least:.1f} points"
        texts = words_of(opened("method", metric=row["metric"]))
        assert stands(texts, rf"matters.*\b{re.escape(told)}"), (row["metric"], told)
