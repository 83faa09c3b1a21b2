"""What a check of given texts found, as the page "Check an article" shows it: verdicts, passages, measurements."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from dashboard import own_texts
from dashboard.charts.style import OUTLET_COLOURS
from dashboard.questions import Middle, middle_half
from dashboard.scores import KEPT_ANSWERS, articles, text_of
from dashboard.wording import as_html, counted, day, outlet_name
from scoring.messages.shares import share
from scoring.run.verdicts import LEAST_WORDS, further_told, verdict_told
from scoring.schema.datapackage import read_package
from scoring.schema.metrics import Declaration
from scoring.schema.scores import Scores

# Shown first, each beside the corpus: sources, tone, judgement, furniture; the others are a click away.
MEASURED_FIRST = (
    "sourcing_density", "named_source_share", "unnamed_source_share", "quotation_share", "editorializing",
    "loaded_words", "specificity", "boilerplate_ratio",
)  # fmt: skip
COLOURED = len(OUTLET_COLOURS)
LEAST_ACTOR_ARTICLES = 5
MOST_ACTORS = 8
# Characters of a passage that are shown; comparing word by word takes quadratic time at worst.
MOST_SHOWN = 8_000
_PIECE = re.compile(r"\S+|\s+")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Check:
    """What was found: the texts as a scores folder of articles alone, and three tables of `scoring.run.check`.

    compared_with: articles of the corpus; None if there was none.
    """

    scores: Scores
    verdicts: pl.DataFrame
    others: pl.DataFrame
    runs: pl.DataFrame
    compared_with: int | None

    @property
    def given(self) -> int:
        """How many texts were scored."""
        return self.verdicts.height

    def verdict(self, article_id: str) -> dict[str, Any]:
        """The verdict on one of them."""
        return self.verdicts.row(by_predicate=pl.col("article_id") == article_id, named=True)

    def told(self, verdict: Mapping[str, Any]) -> str:
        """The verdict in one sentence of plain text, a capital first."""
        sentence = verdict_told(verdict, self.compared_with, self.given)
        return sentence[:1].upper() + sentence[1:]

    def further(self, verdict: Mapping[str, Any]) -> list[str]:
        """The sentences that belong to the verdict: credit, order in time, quotations; plain text."""
        return further_told(verdict, self.compared_with, self.given)

    def holding(self, article_id: str) -> pl.DataFrame:
        """The articles that hold a passage of it (rows of `others`), those that hold most first."""
        return self.others.filter(article_id=article_id).filter(pl.col("longest") >= LEAST_WORDS)


def open_check(token: str) -> Check | None:
    """What the check of an upload found; None where the token is nonsense or the upload is gone."""
    return _opened(token) if own_texts.checked_folder(token) is not None else None


@lru_cache(maxsize=KEPT_ANSWERS)
def _opened(token: str) -> Check:
    folder = own_texts.checked_folder(token)
    if folder is None:
        raise ValueError("The upload is gone.")
    package = read_package(folder)
    verdicts, others, runs = (
        pl.read_parquet(folder / f"{name}.parquet") for name in ("verdicts", "others", "runs")
    )
    # The token names the folder for good: nothing in it changes.
    compared_with: int | None = package["masthead"]["compared_with"]
    return Check(Scores(folder, token, package), verdicts, others, runs, compared_with)


def strip_html(check: Check, article_id: str, shown: Sequence[str]) -> str:
    """The text as a strip from beginning to end: its stretches that stand in one of the `shown` articles, in colours.

    What stands in several has the colour of the first of them.
    """
    length = max(len(text_of(check.scores, article_id)), 1)
    pieces = []
    for number, other_id in reversed(list(enumerate(shown))):
        colour = OUTLET_COLOURS[number % COLOURED]
        for start, end in _runs(check, article_id, other_id):
            left, width = 100 * start / length, max(100 * (end - start) / length, 0.3)
            pieces.append(f'<i style="left:{left:.2f}%;width:{width:.2f}%;background:{colour}"></i>')
    names = check.others.filter(article_id=article_id)
    keys, told = [], []
    for number, other_id in enumerate(shown):
        row = names.row(by_predicate=pl.col("other_id") == other_id, named=True)
        words = (
            f"{outlet_name(row['other_outlet'])}, {share(row['words'] / check.verdict(article_id)['words'])}"
        )
        told.append(words)
        keys.append(
            f'<span><b style="background:{OUTLET_COLOURS[number % COLOURED]}"></b>{as_html(words)}</span>'
        )
    label = "The text from beginning to end. Of its words stand in " + "; ".join(told) + "."
    return (
        f'<div class="mh-stretch" role="img" aria-label="{as_html(label)}">{"".join(pieces)}</div>'
        f'<div class="mh-legend">{"".join(keys)}<span><b></b>nowhere else, or not part of the article</span></div>'
    )


def _runs(check: Check, article_id: str, other_id: str) -> list[tuple[int, int]]:
    """The stretches of the text that stand in another article, in order; passages, not set phrases."""
    mine = check.runs.filter(article_id=article_id, other_id=other_id).sort("start")
    return list(mine.select("start", "end").iter_rows())


@lru_cache(maxsize=KEPT_ANSWERS)
def side_by_side(text: str, other: str) -> pl.DataFrame:
    """The passages that two texts share: start, end, other_start, other_end, words, edits."""
    from scoring.run import check  # the pipeline, which the form does without

    return check.side_by_side(text, other)


def both_sides(mine: str, theirs: str) -> tuple[str, str]:
    """Two versions of a passage as HTML, in each the words marked that the other does not have.

    Case and punctuation do not count, as they do not in the comparison.

    >>> both_sides("The old bridge", "the new bridge")
    ('The <mark class="mh-differs">old</mark> bridge', 'the <mark class="mh-differs">new</mark> bridge')
    """
    pieces = [_PIECE.findall(text) for text in (mine, theirs)]
    words = [[(at, piece) for at, piece in enumerate(side) if not piece.isspace()] for side in pieces]
    keys = [[_NOT_WORD.sub("", piece).lower() for _, piece in side] for side in words]
    same: list[set[int]] = [set(), set()]
    for left, right, size in difflib.SequenceMatcher(
        None, keys[0], keys[1], autojunk=False
    ).get_matching_blocks():
        same[0].update(at for at, _ in words[0][left : left + size])
        same[1].update(at for at, _ in words[1][right : right + size])
    for side, found, agreed in zip(words, keys, same, strict=True):  # a dash alone is no word
        agreed.update(at for (at, _), key in zip(side, found, strict=True) if not key)
    first, second = (
        "".join(
            as_html(piece)
            if piece.isspace() or at in agreed
            else f'<mark class="mh-differs">{as_html(piece)}</mark>'
            for at, piece in enumerate(side)
        )
        for side, agreed in zip(pieces, same, strict=True)
    )
    return first, second


def _cut(passage: str) -> str:
    """A passage as far as it is shown."""
    if len(passage) <= MOST_SHOWN:
        return passage
    return f"{passage[: passage.rfind(' ', 0, MOST_SHOWN)]} …"


def aligned_html(text: str, other: str, passages: pl.DataFrame, heads: tuple[str, str]) -> str:
    """Passages side by side, this text's on the left: start, end, other_start, other_end, words, edits."""
    rows = [
        f'<div class="mh-facing mh-heads"><span>{as_html(heads[0])}</span><span>{as_html(heads[1])}</span></div>'
    ]
    for row in passages.iter_rows(named=True):
        left, right = both_sides(
            text[row["start"] : row["end"]], other[row["other_start"] : row["other_end"]]
        )
        changed = f", {counted(row['edits'], 'word')} changed" if row["edits"] else ""
        told = f"{counted(row['words'], 'word')}{changed}"
        rows.append(
            f'<span class="mh-small">{as_html(told)}</span><div class="mh-facing" role="group" '
            f'aria-label="A passage in both texts, {as_html(told)}"><div tabindex="0">{left}</div>'
            f'<div tabindex="0">{right}</div></div>'
        )
    return f'<div class="mh-aligned">{"".join(rows)}</div>'


@dataclass(frozen=True, slots=True)
class Beside:
    """A value of one article beside those of the corpus's articles; `middle` None where these are too few.

    `found` of `whole`: the numerator and the denominator that make the value.
    """

    metric: Declaration
    value: float
    found: float | None
    whole: float | None
    spans: int
    middle: Middle | None
    median: float | None
    low: float
    high: float

    @property
    def place(self) -> str:
        """Where the value stands: above, within or below the middle half of the articles."""
        if self.middle is None:
            return ""
        if self.value > self.middle.high:
            return "above"
        return "below" if self.value < self.middle.low else "within"


def beside_the_corpus(check: Check, article_id: str, index: pl.DataFrame | None) -> list[Beside]:
    """Each measurement of the text that has a value, beside the corpus's articles (`index`: rows of `articles`)."""
    row = articles(check.scores).row(by_predicate=pl.col("article_id") == article_id, named=True)
    evidence = check.scores.scan("evidence").filter(pl.col("article_id") == article_id)
    spans = dict(evidence.filter(pl.col("contribution") != 0).group_by("metric").len().collect().iter_rows())
    sums = _sums_of(check, article_id)
    found = []
    for name, metric in check.scores.metrics.items():
        if metric.by_actor or row.get(name) is None:
            continue
        values = pl.Series(dtype=pl.Float64)
        if index is not None and name in index.columns:
            values = index[name].drop_nulls()
        low, high = (values.quantile(q) for q in (0.02, 0.98)) if len(values) else (None, None)
        low = row[name] if low is None else min(low, row[name])
        high = row[name] if high is None else max(high, row[name])
        median = values.median()
        part, whole = sums.get((name, metric.main_reading.value), (None, None))
        found.append(
            Beside(
                metric, row[name], part, whole, spans.get(name, 0), middle_half(values),
                float(median) if isinstance(median, int | float) else None, low, high,
            )
        )  # fmt: skip
    order = {name: place for place, name in enumerate(MEASURED_FIRST)}
    return sorted(found, key=lambda beside: order.get(beside.metric.name, len(order)))


def _sums_of(check: Check, article_id: str) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """Numerator and denominator of each metric in each reading of one of the texts."""
    rows = check.scores.scan("measurements").filter(
        pl.col("article_id") == article_id, pl.col("actor").fill_null("") == ""
    )
    wanted = rows.select("metric", "reading", "numerator", "denominator").collect()
    return {(metric, reading): (part, whole) for metric, reading, part, whole in wanted.iter_rows()}


def tone_rows(check: Check, article_id: str, corpus: Scores | None) -> list[dict[str, Any]]:
    """The actors whom the text speaks of in its own voice, the most mentioned first.

    Each with actor, mentions, read, tone (the mean of the trained reading), articles (of the corpus) and the middle
    half of their tone (low, high); articles is 0 where none was read, and missing where none speaks of the actor.
    """
    mine = (
        check.scores.scan("mentions")
        .filter(pl.col("article_id") == article_id, pl.col("voice") == "outlet")
        .group_by("actor")
        .agg(mentions=pl.len(), read=pl.col("trained").count(), tone=pl.col("trained").mean())
        .sort(["mentions", "actor"], descending=[True, False])
        .head(MOST_ACTORS)
        .collect()
    )
    theirs = _corpus_tone(corpus, tuple(mine["actor"])) if corpus is not None else {}
    return [row | theirs.get(row["actor"], {}) for row in mine.iter_rows(named=True)]


@lru_cache(maxsize=KEPT_ANSWERS)
def _corpus_tone(corpus: Scores, actors: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    rows = (
        corpus.scan("mentions")
        .filter(pl.col("actor").is_in(actors), pl.col("voice") == "outlet")
        .group_by("actor", "article_id")
        .agg(tone=pl.col("trained").mean())
        .group_by("actor")
        .agg(
            articles=pl.col("tone").count(),
            low=pl.col("tone").quantile(0.25, "linear"),
            high=pl.col("tone").quantile(0.75, "linear"),
        )
        .collect()
    )
    return {row["actor"]: row for row in rows.iter_rows(named=True)}


def named(row: Mapping[str, Any]) -> str:
    """An article of `others` in a few words: outlet, date, headline."""
    title = f" · {row['other_title']}" if row["other_title"] else ""
    return f"{outlet_name(row['other_outlet'])} · {day(row['other_published'])}{title}"
