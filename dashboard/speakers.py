"""Who speaks about an actor in an outlet: speakers under one name each, and who may be an actor in a list."""

from collections.abc import Mapping
from functools import lru_cache

import polars as pl

from dashboard.choices import KEPT_CHOICES, Choice, choose
from dashboard.scores import actors_by_mentions, articles
from scoring.outlets.aggregate import score_cells, sum_texts
from scoring.schema.kinds import Reading
from scoring.schema.lists import read_rows
from scoring.schema.metrics import TONE_METRICS
from scoring.schema.scores import Scores
from scoring.schema.thresholds import PERSON_PREFIX, SPEAKER_MENTIONS

GIVEN_NAMES = "given_names.csv"
SOURCES = "sources"  # quoted and paraphrased together: whoever speaks, it is not the outlet
_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_UNLISTED = ":"  # in the id of whoever is in no list: `person:`, `institution:`


def surname(name: str) -> str:
    """The last word of a name in lower case, without what tells generations apart.

    >>> surname("Donald Trump Jr."), surname("Trump")
    ('trump', 'trump')
    """
    words = [word for word in name.lower().split() if word not in _GENERATIONS]
    return words[-1] if words else ""


def one_person(named: Mapping[str, str]) -> dict[str, str]:
    """Which speakers are somebody else under a shorter name, or under the same one: id to id.

    `named`: names by id. A single word belongs to the only person among them whose surname it is; where two share
    it, nobody can say whose it is, and it stays alone.

    >>> one_person({"trump-donald": "Donald Trump", "person:Trump": "Trump", "person:Kim": "Kim"})
    {'person:Trump': 'trump-donald'}
    """
    listed = {name.lower(): who for who, name in named.items() if _UNLISTED not in who}
    full: dict[str, set[str]] = {}
    for who, name in named.items():
        if " " in name.strip() and not who.startswith("institution:"):
            full.setdefault(surname(name), set()).add(listed.get(name.lower(), who))
    joined = {}
    for who, name in named.items():
        if _UNLISTED not in who:
            continue
        if name.lower() in listed:
            joined[who] = listed[name.lower()]
        elif " " not in name.strip() and len(same := full.get(surname(name), set())) == 1:
            joined[who] = next(iter(same))
    return joined


def is_certain(who: str, name: str) -> bool:
    """Whether somebody is known by more than one word, or from the list: a lone word may be no name at all.

    >>> is_certain("fbi", "FBI"), is_certain("person:According", "According"), is_certain("person:Al Yu", "Al Yu")
    (True, False, True)
    """
    return _UNLISTED not in who or " " in name.strip()


@lru_cache(maxsize=KEPT_CHOICES)
def sources_on(scores: Scores, choice: Choice, actor: str) -> pl.DataFrame:
    """Whose words on an actor the outlets of the choice print, in quotations and paraphrases, the most first.

    Columns: outlet, speaker, speaker_name, voice (the one with more mentions), mentions, read, lexicon and trained
    with their limits (null: too little). Speakers with fewer than SPEAKER_MENTIONS mentions are left out.
    """
    chosen = choose(articles(scores), choice)
    mentions = (
        scores.scan("mentions")
        .filter(
            pl.col("actor") == actor,
            pl.col("speaker").fill_null("") != "",
            pl.col("article_id").is_in(chosen["article_id"].implode()),
        )
        .with_columns(pl.col("speaker_name").fill_null(pl.col("speaker")))
        .collect()
        .join(chosen.select("article_id", "outlet"), on="article_id")
    )
    named = dict(mentions.group_by("speaker").agg(pl.col("speaker_name").min()).sort("speaker").iter_rows())
    joined = one_person(named)
    key = ["outlet", "speaker"]
    spoken = mentions.with_columns(pl.col("speaker").replace(joined)).filter(
        pl.len().over(key) >= SPEAKER_MENTIONS
    )
    rows = spoken.group_by(key).agg(
        mentions=pl.len(), voice=pl.col("voice").mode().sort().first(), read=pl.col("trained").count()
    )
    for column, values in _scored(scores, spoken, chosen).items():
        limits = {"value": column, "low": f"{column}_low", "high": f"{column}_high"}
        rows = rows.join(values.rename(limits), on=key, how="left")
    names = pl.Series([named.get(who, who) for who in rows["speaker"]], dtype=pl.String)
    certain = pl.Series(
        [is_certain(*one) for one in zip(rows["speaker"], names, strict=True)], dtype=pl.Boolean
    )
    return (
        rows.with_columns(speaker_name=names, certain=certain)
        .sort(["outlet", "certain", "mentions", "speaker"], descending=[False, True, True, False])
        .drop("certain")
    )


def _scored(scores: Scores, spoken: pl.DataFrame, chosen: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The mean tone of each outlet's speakers by reading, as any other cell is scored.

    Columns: outlet, speaker, value, low, high.
    """
    keys = ["metric", "outlet", "speaker", "actor", "voice", "reading"]
    found = {}
    for column, metric in TONE_METRICS.items():
        if metric not in scores.metrics:
            continue
        measured = (
            spoken.drop_nulls(column)
            .group_by("article_id", "speaker", "actor")
            .agg(numerator=pl.col(column).sort().sum(), denominator=pl.len().cast(pl.Float64))
            .with_columns(metric=pl.lit(metric), reading=pl.lit(Reading.BODY), voice=pl.lit(SOURCES))
        )
        cells = score_cells(sum_texts(measured, chosen, keys), {metric: scores.metrics[metric]}, keys)
        found[column] = cells.select("outlet", "speaker", "value", "low", "high")
    return found


@lru_cache(maxsize=KEPT_CHOICES)
def actors_to_choose(scores: Scores) -> pl.DataFrame:
    """Every actor that may be asked about, the most mentioned first: actor, name, mentions, outlets.

    Left out are persons in no list who look like a slip of reading: a lone word, one word twice, or a listed actor's
    surname behind what is no given name ("Getty Trump").
    """
    everyone = actors_by_mentions(scores).with_columns(pl.col("name").fill_null(pl.col("actor")))
    unlisted = pl.col("actor").str.starts_with(PERSON_PREFIX)
    surnames = frozenset(surname(name) for name in everyone.filter(~unlisted)["name"])
    given = _given_names()
    keep = [
        not who.startswith(PERSON_PREFIX) or _looks_right(name, surnames, given)
        for who, name in everyone.select("actor", "name").iter_rows()
    ]
    return everyone.filter(pl.Series(keep, dtype=pl.Boolean))


def _looks_right(name: str, surnames: frozenset[str], given: frozenset[str]) -> bool:
    """Whether a name that is in no list looks like a person's.

    >>> shared, given = frozenset({"trump"}), frozenset({"mary", "ann"})
    >>> [_looks_right(n, shared, given) for n in ("Mary Trump", "Getty Trump", "Trump Trump", "Bush", "Qo Li")]
    [True, False, False, False, True]
    """
    words = name.lower().split()
    if len(words) < 2 or len(set(words)) < len(words):
        return False
    return surname(name) not in surnames or words[0] in given


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in read_rows(GIVEN_NAMES, "name"))
