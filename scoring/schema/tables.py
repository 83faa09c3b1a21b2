"""The tables of a scores folder: each column's name, type, meaning and unit, declared once.

CSV, Parquet twins, `datapackage.json`, the dashboard and the data dictionary in the docs all follow from
these declarations.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from scoring.catalogue.contract import Metric, catalogue
from scoring.schema.lists import read_rows

INDEX_COMPONENTS = "index_components.csv"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its polars type, what it means, and the unit of its numbers ('' where it has none)."""

    name: str
    dtype: pl.DataType
    meaning: str
    unit: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name (and that of its files), what one row is, its columns and the key they are sorted by.

    `csv` is false for tables that only the dashboard needs, written as Parquet alone.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    csv: bool = True

    @property
    def schema(self) -> pl.Schema:
        """Column names and types."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """The table without a row."""
        return pl.DataFrame(schema=self.schema)


TEXT, COUNT, NUMBER, FLAG, MOMENT = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean(), pl.Datetime("us")

_ARTICLE = Column("article_id", TEXT, "The article's id, unique in this folder.", required=True)
_OUTLET = Column("outlet", TEXT, "The outlet's name; empty where it is not known.")
_START = Column("start", COUNT, "First character of the span in the article's text.", "characters", True)
_END = Column("end", COUNT, "One past its last character.", "characters", True)

SCORES = Table(
    "scores",
    "An outlet's value on one metric, for one actor and voice where the metric has them, in one reading.",
    (
        Column("outlet", TEXT, "The outlet.", required=True),
        Column("metric", TEXT, "The metric's name in the catalogue.", required=True),
        Column("actor", TEXT, "The actor's id in the gazetteer, or person: and a name; else empty."),
        Column("voice", TEXT, "outlet, quoted or paraphrased: who speaks of the actor; else empty."),
        Column("reading", TEXT, "page, body or own: which words were looked at.", required=True),
        Column("value", NUMBER, "Sum of numerators over sum of denominators; empty unless status is ok."),
        Column("low", NUMBER, "Lower end of the 95% interval."),
        Column("high", NUMBER, "Upper end of the 95% interval."),
        Column("articles", COUNT, "Articles that the value rests on.", "articles", True),
        Column("independent_texts", COUNT, "The same with reprints of one text counted once.", "texts", True),
        Column("units", NUMBER, "Sum of denominators: how much was counted (see the metric).", "", True),
        Column("status", TEXT, "ok, insufficient (too few texts) or not_applicable.", required=True),
    ),
    ("outlet", "metric", "actor", "voice", "reading"),
)
PASSAGES = Table(
    "passages",
    "A passage that an article shares with an article of another outlet, seen from the first.",
    (
        _ARTICLE,
        _OUTLET,
        _START,
        _END,
        Column("other_id", TEXT, "The other article's id.", required=True),
        Column("other_outlet", TEXT, "Its outlet; empty where it is not known."),
        Column("other_start", COUNT, "First character of the passage in the other text.", "characters", True),
        Column("other_end", COUNT, "One past its last character there.", "characters", True),
        Column("words", COUNT, "Words of the passage.", "words", True),
        Column("edits", COUNT, "Words of it that differ between the two.", "words", True),
        Column("direction", TEXT, "from (this article took it), to (the other did), undirected.", "", True),
        Column("credited", FLAG, "Whether the side that took it says whose text it is."),
        Column("credit", TEXT, "The credit line, where there is one."),
        Column("quoted", NUMBER, "Share of its words inside quotation marks.", "share"),
    ),
    ("article_id", "start", "end", "other_id", "other_start"),
)
EVIDENCE = Table(
    "evidence",
    "A span of an article that a measurement rests on, in the metric's first reading.",
    (
        _ARTICLE,
        Column("metric", TEXT, "The metric.", required=True),
        _START,
        _END,
        Column("text", TEXT, "The span's text, cut after 300 characters."),
        Column("label", TEXT, "What the span is."),
        Column("contribution", NUMBER, "What it adds to the metric's numerator."),
    ),
    ("article_id", "metric", "start", "end", "label"),
)
STORIES = Table(
    "stories",
    "A story: articles near in time and in words.",
    (
        Column("story_id", TEXT, "The id of its first article.", required=True),
        Column("title", TEXT, "That article's headline."),
        Column("first_published", MOMENT, "Date of its earliest dated article (UTC)."),
        Column("last_published", MOMENT, "Date of its latest dated article (UTC)."),
        Column("articles", COUNT, "Its articles.", "articles", True),
        Column("outlets", COUNT, "Known outlets among them.", "outlets", True),
        Column("independent_texts", COUNT, "Texts among them, reprints counted once.", "texts", True),
    ),
    ("story_id",),
)
FLOWS = Table(
    "flows",
    "How much one outlet took from another.",
    (
        Column("from_outlet", TEXT, "Whose text it is: an outlet or a credited agency.", required=True),
        Column("to_outlet", TEXT, "Who took it.", required=True),
        Column("articles", COUNT, "Articles of the taker that hold such text.", "articles", True),
        Column("words", COUNT, "Words taken.", "words", True),
        Column("credited_share", NUMBER, "Share of these words that the taker credits.", "share", True),
    ),
    ("from_outlet", "to_outlet"),
)
ACTORS = Table(
    "actors",
    "How one outlet speaks, or lets one speaker speak, of one actor.",
    (
        Column("outlet", TEXT, "The outlet.", required=True),
        Column("actor", TEXT, "The actor's id.", required=True),
        Column("name", TEXT, "The actor's name."),
        Column("voice", TEXT, "outlet, quoted or paraphrased.", required=True),
        Column(
            "speaker", TEXT, "The actor's id of who speaks, where known; empty: all speakers of this voice."
        ),
        Column("speaker_name", TEXT, "The speaker's name, to read."),
        Column("mentions", COUNT, "How often the actor is named.", "mentions", True),
        Column("articles", COUNT, "Articles that hold them.", "articles", True),
        Column("independent_texts", COUNT, "The same with reprints counted once.", "texts", True),
        Column(
            "lexicon", NUMBER, "Mean tone by the lexicon reading; empty where there are too few.", "valence"
        ),
        Column("lexicon_low", NUMBER, "Lower end of its 95% interval.", "valence"),
        Column("lexicon_high", NUMBER, "Upper end of its 95% interval.", "valence"),
        Column(
            "trained", NUMBER, "Mean tone by the trained reading; empty where there are too few.", "valence"
        ),
        Column("trained_low", NUMBER, "Lower end of its 95% interval.", "valence"),
        Column("trained_high", NUMBER, "Upper end of its 95% interval.", "valence"),
        Column("status", TEXT, "ok or insufficient.", required=True),
    ),
    ("outlet", "actor", "voice", "speaker"),
)
MENTIONS = Table(
    "mentions",
    "One mention of an actor.",
    (
        _ARTICLE,
        _START,
        _END,
        Column("actor", TEXT, "The actor's id.", required=True),
        Column("kind", TEXT, "name, alias, surname, demonym, metonym or pronoun.", required=True),
        Column("voice", TEXT, "outlet, quoted or paraphrased.", required=True),
        Column("speaker", TEXT, "The actor's id of who speaks, where that is known."),
        Column("speaker_name", TEXT, "The speaker's name, to read."),
        Column("lexicon", NUMBER, "Tone of the mention by the lexicon reading.", "valence"),
        Column("trained", NUMBER, "Tone by the trained reading; empty where it was not read.", "valence"),
    ),
    ("article_id", "start", "actor"),
)
ATTRIBUTIONS = Table(
    "attributions",
    "One attribution: who says what.",
    (
        _ARTICLE,
        Column("cue_start", COUNT, "First character of the cue.", "characters", True),
        Column("cue_end", COUNT, "One past its last character.", "characters", True),
        Column(
            "source_start", COUNT, "First character of the source; empty where none is stated.", "characters"
        ),
        Column("source_end", COUNT, "One past its last character.", "characters"),
        Column(
            "content_start",
            COUNT,
            "First character of the content; empty where none was found.",
            "characters",
        ),
        Column("content_end", COUNT, "One past its last character.", "characters"),
        Column(
            "speaker", TEXT, "The actor's id of the source, or institution: and its name; empty: not known."
        ),
        Column("speaker_name", TEXT, "The source's full name, to read."),
        Column("kind", TEXT, "direct, indirect or mixed.", required=True),
        Column("source_type", TEXT, "named_person, named_institution, unnamed_role, document, ...", "", True),
        Column("stance", TEXT, "neutral, endorsing or doubting.", required=True),
        Column("official", FLAG, "Whether the source speaks for a state or its bodies."),
        Column("second_hand", FLAG, "Whether it reached the outlet through another medium."),
        Column("quoted_words", COUNT, "Words of the content that stand in direct quotation.", "words", True),
    ),
    ("article_id", "cue_start"),
)
REJECTS = Table(
    "rejects",
    "A file or row that could not be read as an article.",
    (
        Column("file", TEXT, "The file, as it was named in the call."),
        Column("row", COUNT, "The row in it, from 1; empty for a whole file."),
        Column("reason", TEXT, "Why it was refused.", required=True),
    ),
    ("file", "row", "reason"),
)
DUPLICATES = Table(
    "duplicates",
    "An article left out because the same outlet has it already.",
    (
        Column("article_id", TEXT, "The article that was kept.", required=True),
        Column("file", TEXT, "Where the left-out one stood."),
        Column("row", COUNT, "Its row there."),
        Column("why", TEXT, "same text or same address.", required=True),
    ),
    ("article_id", "file", "row"),
)
NOTES = Table(
    "notes",
    "Something about an input row that its reader should know; the row was kept.",
    (
        Column("file", TEXT, "The file."),
        Column("row", COUNT, "The row in it."),
        Column("note", TEXT, "What was noticed.", required=True),
    ),
    ("file", "row", "note"),
)
CONTRASTS = Table(
    "contrasts",
    "An outlet's value less that of others, of one actor: its bias profile, never one number.",
    (
        Column("outlet", TEXT, "The outlet.", required=True),
        Column(
            "metric",
            TEXT,
            "What is compared: tone by either reading, or share of space or voice given.",
            "",
            True,
        ),
        Column(
            "actor",
            TEXT,
            "The actor's id, or the name of a group of actors; empty for the choice of stories.",
        ),
        Column("voice", TEXT, "outlet, quoted or paraphrased: who speaks; empty where that makes no odds."),
        Column("reading", TEXT, "page, body or own: which words were looked at.", required=True),
        Column(
            "kind",
            TEXT,
            "peers (all stories), matched (the same stories), groups (two groups of actors).",
            "",
            True,
        ),
        Column("against", TEXT, "The other outlets, or the other group.", required=True),
        Column("value", NUMBER, "The outlet's value; for matched, on the shared stories alone."),
        Column(
            "expected",
            NUMBER,
            "The mean of the others, each outlet weighing the same, or the other group's value.",
        ),
        Column("difference", NUMBER, "value less expected."),
        Column("low", NUMBER, "Lower end of the difference's 95% interval."),
        Column("high", NUMBER, "Upper end of the difference's 95% interval."),
        Column("counted", COUNT, "Independent texts of the smaller side; for matched, stories.", "", True),
        Column("p", NUMBER, "Probability of such a difference by chance."),
        Column(
            "p_holm", NUMBER, "The same, corrected by Holm for the comparisons of its kind, metric and voice."
        ),
        Column("p_bh", NUMBER, "The same by Benjamini and Hochberg."),
        Column("status", TEXT, "ok or insufficient.", required=True),
    ),
    ("outlet", "metric", "actor", "voice", "reading", "kind", "against"),
)
INDEX_PAIRS = Table(
    "index_pairs",
    "Two outlets whose order by the index depends on the weights; pairs that all weightings order alike are left out.",
    (
        Column("outlet", TEXT, "The outlet with the higher index.", required=True),
        Column("other", TEXT, "The other.", required=True),
        Column(
            "share_above",
            NUMBER,
            "Share of plausible weightings under which the first stands above.",
            "share",
            True,
        ),
    ),
    ("outlet", "other"),
)
TEXTS = Table(
    "texts",
    "An article's text as stored; all offsets point into it.",
    (_ARTICLE, Column("text", TEXT, "The text.", required=True)),
    ("article_id",),
    csv=False,
)
LAYERS = Table(
    "layers",
    "A span of an article that says what it is, beside the evidence: its blocks, quotations and credits.",
    (
        _ARTICLE,
        Column("layer", TEXT, "block, quotation or credit.", required=True),
        _START,
        _END,
        Column("label", TEXT, "The block's kind, the quotation's kind, the credit's kind and source."),
        Column("detail", TEXT, "The reasons, where there are any."),
    ),
    ("article_id", "layer", "start", "end"),
    csv=False,
)


def _headline_metrics() -> Iterator[Metric]:
    return (metric for metric in catalogue().values() if metric.headline and not metric.by_actor)


def outlets_table() -> Table:
    """`outlets`: an outlet with its counts and, for each headline metric, value, interval and status."""
    columns = [
        Column("outlet", TEXT, "The outlet.", required=True),
        Column("articles", COUNT, "Its articles.", "articles", True),
        Column("independent_texts", COUNT, "The same with reprints counted once.", "texts", True),
        Column("first_published", MOMENT, "Date of its earliest dated article (UTC)."),
        Column("last_published", MOMENT, "Date of its latest dated article (UTC)."),
        Column("group", TEXT, "The label that the input gives most of its articles, such as a lean."),
    ]
    for metric in _headline_metrics():
        columns += [
            Column(metric.name, NUMBER, f"{metric.label}: {metric.summary}", metric.unit),
            Column(f"{metric.name}_low", NUMBER, "Lower end of its 95% interval.", metric.unit),
            Column(f"{metric.name}_high", NUMBER, "Upper end of its 95% interval.", metric.unit),
            Column(f"{metric.name}_status", TEXT, "ok, insufficient or not_applicable."),
        ]
    return Table("outlets", "An outlet with its headline metrics.", tuple(columns), ("outlet",))


def index_table() -> Table:
    """`index`: an outlet's reliability index with its interval, and each component's workings."""
    columns = [
        Column("outlet", TEXT, "The outlet.", required=True),
        Column(
            "index", NUMBER, "Weighted mean of the components' places; empty unless status is ok.", "0 to 100"
        ),
        Column("low", NUMBER, "Lower end of its 95% interval, from the components' errors.", "0 to 100"),
        Column("high", NUMBER, "Upper end of its 95% interval.", "0 to 100"),
        Column("rank_best", COUNT, "Best rank within nine of ten draws of weightings and errors.", "rank"),
        Column("rank_worst", COUNT, "Worst rank within them.", "rank"),
        Column("independent_texts", COUNT, "Texts of the outlet, reprints counted once.", "texts", True),
        Column("available", NUMBER, "Share of the weight whose components could be measured.", "share", True),
        Column("status", TEXT, "ok or insufficient (too few texts or components).", required=True),
    ]
    for row in read_rows(INDEX_COMPONENTS, "metric", "direction"):
        metric = catalogue()[row["metric"]]
        name, label = metric.name, metric.label
        columns += [
            Column(
                name, NUMBER, f"{label}: its value; {row['direction']} is held to be better.", metric.unit
            ),
            Column(
                f"{name}_quantile",
                NUMBER,
                f"{label}: its place among reference outlets, 100 the best.",
                "0 to 100",
            ),
            Column(f"{name}_weight", NUMBER, f"{label}: its share of the weight.", "share"),
            Column(f"{name}_contribution", NUMBER, f"{label}: what it adds to the index.", "0 to 100"),
        ]
    return Table("index", "An outlet's reliability index and its workings.", tuple(columns), ("outlet",))


def articles_table() -> Table:
    """`articles`: an article with its provenance and, for each metric, the value in its first reading."""
    columns = [
        _ARTICLE,
        _OUTLET,
        Column("title", TEXT, "The headline."),
        Column("url", TEXT, "The address."),
        Column("published", MOMENT, "When it was published (UTC; midnight where only the day is known)."),
        Column("language", TEXT, "ISO 639-1 code; und where it could not be told."),
        Column("group", TEXT, "The label of the outlet in the input (group, lean, ...), if any."),
        Column("words", COUNT, "Visible words.", "words", True),
        Column("body_words", COUNT, "Words of the body.", "words", True),
        Column("story_id", TEXT, "The story it belongs to.", required=True),
        Column(
            "text_cluster",
            TEXT,
            "The independent text: the id of the article it reprints, or its own.",
            "",
            True,
        ),
        Column(
            "provenance",
            TEXT,
            "original, credited_reprint, uncredited_reprint, aggregator_copy, ...",
            "",
            True,
        ),
        Column("origin_article", TEXT, "The article that most of the taken words come from."),
        Column("origin_outlet", TEXT, "Its outlet, or the credited agency."),
        Column("provenance_confidence", NUMBER, "How sure the class is, 0 to 1.", "share"),
        Column("provenance_reason", TEXT, "Why it was so classed."),
        Column(
            "shared_surnames",
            COUNT,
            "Surnames left out because two persons of the article bear them.",
            "",
            True,
        ),
    ]
    columns += [Column(m.name, NUMBER, f"{m.label}: {m.summary}", m.unit) for m in catalogue().values()]
    return Table("articles", "An article.", tuple(columns), ("article_id",))


def all_tables() -> tuple[Table, ...]:
    """Every table of a scores folder, what people open first in front."""
    return (
        outlets_table(),
        index_table(),
        SCORES,
        articles_table(),
        PASSAGES,
        EVIDENCE,
        STORIES,
        FLOWS,
        ACTORS,
        CONTRASTS,
        INDEX_PAIRS,
        MENTIONS,
        ATTRIBUTIONS,
        REJECTS,
        DUPLICATES,
        NOTES,
        TEXTS,
        LAYERS,
    )
