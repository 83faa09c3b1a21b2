"""The tables of a scores folder: each column's name, type, meaning and unit, declared once.

CSV, Parquet twins, `datapackage.json`, the dashboard and the data dictionary in the docs all follow from these
declarations, and so do the frames that the stages pass on. Tables with a column per metric follow from the metrics'
declarations.
"""

from scoring.schema.columns import Column, Table, count, fact, flag, kind, moment, number, place
from scoring.schema.components import read_components
from scoring.schema.kinds import (
    ContentKind,
    ContrastKind,
    CountedAs,
    CreditKind,
    CreditPlace,
    Direction,
    DuplicateReason,
    Genre,
    IndexScope,
    Layer,
    MentionKind,
    Polarity,
    ProvenanceClass,
    Reading,
    SourceType,
    Stance,
    Status,
    Voice,
)
from scoring.schema.metrics import METRICS, Declarations
from scoring.schema.thresholds import EVIDENCE_CHARACTERS, PERSON_PREFIX

FOLLOW_FROM_METRICS = frozenset({"outlets", "index", "articles"})
"""Tables with columns for each metric."""

_ARTICLE = fact("article_id", "The article's id, unique in this folder.", required=True)
_ITS_OUTLET = fact("outlet", "The outlet's name; empty if unknown.")
_OUTLET = fact("outlet", "The outlet.", required=True)
_METRIC = fact("metric", "The metric's name in `metrics`.", required=True)
_START = place("start", "First character of the span in the article's text.")
_END = place("end", "One past its last character.")
_READING = kind("reading", Reading, "Which words were measured")
_VOICE = kind("voice", Voice, "Who speaks of the actor")
_ARTICLES = count("articles", "Its articles.", "articles")
_TEXTS = count("independent_texts", "Independent texts: all copies of one text count once.", "texts")
_FIRST = moment("first_published", "Date of its earliest dated article (UTC).")
_LAST = moment("last_published", "Date of its latest dated article (UTC).")
_GROUP = fact("group", "The outlet's label in the input (group, lean, ...), if any.")

SCORES = Table(
    "scores",
    "An outlet's value on one metric in one reading, for one actor and voice if the metric has them.",
    (
        _OUTLET,
        _METRIC,
        fact(
            "actor", f"The actor's id in the list of actors, or {PERSON_PREFIX} and a name; otherwise empty."
        ),
        kind("voice", Voice, "Who speaks of the actor, otherwise empty", required=False),
        _READING,
        number("value", "Sum of numerators divided by sum of denominators; empty unless the status is ok."),
        number("low", "Lower end of the 95% interval."),
        number("high", "Upper end of the 95% interval."),
        count("articles", "Articles the value rests on.", "articles"),
        _TEXTS,
        number(
            "units", "Sum of denominators: how much was counted (see `counted` in `metrics`).", required=True
        ),
        kind("status", Status, "Whether there is a value"),
    ),
    ("outlet", "metric", "actor", "voice", "reading"),
)
MEASUREMENTS = Table(
    "measurements",
    "What one metric found in one article in one reading, for one actor and voice if it has them.",
    (
        _ARTICLE,
        _METRIC,
        _READING,
        fact("actor", "The actor's id; otherwise empty."),
        kind("voice", Voice, "Who speaks of the actor, otherwise empty", required=False),
        number("numerator", "What was found.", required=True),
        number("denominator", "Out of how much; see `counted` in `metrics`.", required=True),
    ),
    ("article_id", "metric", "reading", "actor", "voice"),
    csv=False,
)
CELLS = Table(
    "cells",
    "What an outlet's value on one metric in one reading rests on; an interval at any confidence follows from it.",
    (
        _OUTLET,
        _METRIC,
        fact("actor", "Empty: cells of actors are not kept."),
        kind("voice", Voice, "Empty, as is the actor", required=False),
        _READING,
        _ARTICLES,
        _TEXTS,
        number("numerator", "Sum of what was found.", required=True),
        number("denominator", "Sum of what it was found in; see `counted` in `metrics`.", required=True),
        number("variance", "Estimated variance of their ratio; empty below two texts."),
        number("degrees", "Degrees of freedom of that variance.", required=True),
        number("effective_texts", "How many texts of one size would weigh as much.", "texts", required=True),
        number(
            "usual_numerator",
            "Typical size, over all outlets, of what was found in a text that has any.",
            required=True,
        ),
    ),
    ("outlet", "metric", "actor", "voice", "reading"),
    csv=False,
    digits=12,
)
PASSAGES = Table(
    "passages",
    "A passage that an article shares with an article from another outlet, seen from the first article.",
    (
        _ARTICLE,
        _ITS_OUTLET,
        _START,
        _END,
        fact("other_id", "The other article's id.", required=True),
        fact("other_outlet", "Its outlet; empty if unknown."),
        place("other_start", "First character of the passage in the other text."),
        place("other_end", "One past its last character there."),
        place("words", "Words in the passage.", "words"),
        place("edits", "Words in it that differ between the two.", "words"),
        kind(
            "direction",
            Direction,
            "Whether this article took it from the other, the other took it, nothing says, or both print others' words",
        ),
        flag("credited", "Whether the article that took it says whose text it is."),
        fact("credit", "The credit line, if there is one."),
        number("quoted", "Share of its words inside quotations, posts, transcripts or documents.", "share"),
    ),
    ("article_id", "start", "end", "other_id", "other_start"),
)
EVIDENCE = Table(
    "evidence",
    "A span of an article behind a measurement, in the metric's first reading.",
    (
        _ARTICLE,
        _METRIC,
        _START,
        _END,
        fact("text", f"The span's text, cut after {EVIDENCE_CHARACTERS} characters."),
        fact("label", "What the span is."),
        number("contribution", "What it adds to the metric's numerator."),
    ),
    ("article_id", "metric", "start", "end", "label"),
    csv=False,
    on_request=True,
)
STORIES = Table(
    "stories",
    "A story: articles on the same event, close in time and in the names they use.",
    (
        fact("story_id", "The id of the story's first article.", required=True),
        fact("title", "That article's headline."),
        _FIRST,
        _LAST,
        _ARTICLES,
        count("outlets", "Known outlets that covered it.", "outlets"),
        _TEXTS,
    ),
    ("story_id",),
)
FLOWS = Table(
    "flows",
    "How much one outlet took from another.",
    (
        fact("from_outlet", "Whose text it is: an outlet or a credited agency.", required=True),
        fact("to_outlet", "Who took it.", required=True),
        count("articles", "The taker's articles that contain such text.", "articles"),
        count("words", "Words taken.", "words"),
        number("credited_share", "Share of these words that are credited.", "share", required=True),
    ),
    ("from_outlet", "to_outlet"),
)


def _tone(name: str, reading: str) -> tuple[Column, ...]:
    return (
        number(name, f"Mean tone by the {reading} reading; empty if there are too few mentions.", "valence"),
        number(f"{name}_low", "Lower end of its 95% interval.", "valence"),
        number(f"{name}_high", "Upper end of its 95% interval.", "valence"),
    )


ACTORS = Table(
    "actors",
    "How one outlet, or a speaker it quotes or paraphrases, speaks of one actor.",
    (
        _OUTLET,
        fact("actor", "The actor's id.", required=True),
        fact("name", "The actor's name."),
        _VOICE,
        fact("speaker", "The id of the speaker, if known; empty for all speakers in this voice."),
        fact("speaker_name", "The speaker's name."),
        count("mentions", "How often the actor is mentioned.", "mentions"),
        count("articles", "Articles that contain the mentions.", "articles"),
        _TEXTS,
        *_tone("lexicon", "lexicon"),
        *_tone("trained", "trained"),
        count("trained_mentions", "How many of the mentions the trained reading read.", "mentions"),
        count("trained_texts", "Independent texts that contain those.", "texts"),
        kind("status", Status, "Whether there is a value"),
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
        fact("actor", "The actor's id.", required=True),
        kind("kind", MentionKind, "The kind of word that names the actor"),
        _VOICE,
        fact("speaker", "The id of the speaker, if known."),
        fact("speaker_name", "The speaker's name."),
        number("lexicon", "Tone by the lexicon reading.", "valence"),
        number("trained", "Tone by the trained reading; empty if that reading skipped it.", "valence"),
    ),
    ("article_id", "start", "actor"),
)
ATTRIBUTIONS = Table(
    "attributions",
    "One attribution: who says what.",
    (
        _ARTICLE,
        place("cue_start", "First character of the cue."),
        place("cue_end", "One past its last character."),
        place("source_start", "First character of the source; empty if none is stated.", required=False),
        place("source_end", "One past its last character.", required=False),
        place("content_start", "First character of the content; empty if none was found.", required=False),
        place("content_end", "One past its last character.", required=False),
        fact(
            "content_parts",
            "Every part of the content as start-end, separated by spaces; the text between them is not content.",
        ),
        fact("speaker", "The id of the source: an actor's, or institution: and a name; empty if unknown."),
        fact("speaker_name", "The source's full name."),
        fact(
            "co_speakers",
            "The ids of the other persons named in the same source, separated by |; the first of all is `speaker`.",
        ),
        kind("kind", ContentKind, "Whether the content is in quotation marks"),
        kind("source_type", SourceType, "What the source is"),
        kind("stance", Stance, "What the cue implies about the truth of the content"),
        kind("polarity", Polarity, "Whether the statement is reported as made, denied or hypothetical"),
        fact(
            "group",
            "The cue's frame: say, tell, ask, think, want, judge, spoken, show, according, colon, post, ...",
        ),
        kind(
            "measure",
            CountedAs,
            "What it is counted as if a source outside the outlet is known, otherwise empty",
            required=False,
        ),
        flag("official", "Whether the source speaks for a state or one of its bodies."),
        flag("second_hand", "Whether it reached the outlet through another medium."),
        place("quoted_words", "Words of the content in direct quotation.", "words"),
    ),
    ("article_id", "cue_start"),
)
REJECTS = Table(
    "rejects",
    "A file, row or article that was not scored.",
    (
        fact("file", "The file, as named on the command line."),
        count("row", "The row in the file, from 1; empty for a whole file.", "", required=False),
        fact("reason", "Why it was rejected.", required=True),
    ),
    ("file", "row", "reason"),
)
DUPLICATES = Table(
    "duplicates",
    "An article left out because the same outlet already has it.",
    (
        fact("article_id", "The article that was kept.", required=True),
        fact("file", "The file of the article that was left out."),
        count("row", "Its row in that file.", "", required=False),
        kind("why", DuplicateReason, "What the two have in common"),
    ),
    ("article_id", "file", "row"),
)
NOTES = Table(
    "notes",
    "A remark about an input row that was kept.",
    (
        fact("file", "The file."),
        count("row", "The row in the file.", "", required=False),
        fact("note", "What was noticed.", required=True),
    ),
    ("file", "row", "note"),
)
CONTRASTS = Table(
    "contrasts",
    "An outlet's value minus that of others, for one actor: its bias profile, never one number.",
    (
        _OUTLET,
        fact(
            "metric",
            "What is compared: tone by either reading, or the share of space, voice or articles.",
            required=True,
        ),
        fact("actor", "The actor's id, or the name of a group of actors."),
        kind("voice", Voice, "Who speaks; empty if that makes no difference", required=False),
        _READING,
        kind(
            "kind",
            ContrastKind,
            "All others, the others on the same stories, two groups of actors or two outlets",
        ),
        fact("against", "The other outlets, or the other group.", required=True),
        number("value", "The outlet's value; for matched, on the shared stories only."),
        number(
            "expected", "The mean of the others, each outlet weighing the same; or the other group's value."
        ),
        number("difference", "Value minus expected."),
        number("low", "Lower end of the difference's 95% interval."),
        number("high", "Upper end of the difference's 95% interval."),
        count("counted", "Independent texts on the smaller side; for matched, stories.", ""),
        number("p", "Probability of a difference at least this large by chance."),
        number(
            "p_holm",
            "p after Holm's correction for all comparisons of the same kind, metric, voice and reading.",
        ),
        number("p_bh", "p after the correction of Benjamini and Hochberg."),
        kind("status", Status, "Whether there is a value"),
    ),
    ("outlet", "metric", "actor", "voice", "reading", "kind", "against"),
)
RATINGS = Table(
    "ratings",
    "What others say of an outlet: a rating of its domain or name.",
    (
        _OUTLET,
        fact("domain", "The domain, or the name, by which it is rated.", required=True),
        fact("rating", "The rating's name: `experts`, or a column of the user's file.", required=True),
        number("value", "The rating; `experts` go from 0 (lowest) to 1.", required=True),
        number("percentile", "Its place among all that the file rates; 100 is the highest.", "0 to 100"),
        count("rated", "How many are rated there.", "domains"),
        fact("source", "The file the rating is from.", required=True),
    ),
    ("outlet", "source", "rating"),
)
INDEX_PAIRS = Table(
    "index_pairs",
    "Two outlets whose order on the index depends on the weights; pairs in the same order under all weightings "
    "are left out.",
    (
        fact("outlet", "The outlet with the higher index.", required=True),
        fact("other", "The other outlet.", required=True),
        number(
            "share_above",
            "Share of plausible weightings under which the first outlet ranks higher.",
            "share",
            required=True,
        ),
    ),
    ("outlet", "other"),
)
TEXTS = Table(
    "texts",
    "An article's text as stored; all offsets point into it.",
    (_ARTICLE, fact("text", "The text.", required=True)),
    ("article_id",),
    csv=False,
)
LAYERS = Table(
    "layers",
    "A labelled span of an article, in addition to the evidence.",
    (
        _ARTICLE,
        kind("layer", Layer, "The kind of span"),
        _START,
        _END,
        fact("label", "The block's kind, the quotation's kind, or the credit's kind and source."),
        fact("detail", "The reasons, if any."),
    ),
    ("article_id", "layer", "start", "end"),
    csv=False,
)


def outlets_table(metrics: Declarations) -> Table:
    """`outlets`: an outlet with its counts and, for each headline metric, value, interval and status."""
    columns = [_OUTLET, _ARTICLES, _TEXTS, _FIRST, _LAST, _GROUP]
    for metric in metrics.values():
        if metric.headline and not metric.by_actor:
            columns += [
                number(metric.name, f"{metric.label}: {metric.summary}", metric.unit),
                number(f"{metric.name}_low", "Lower end of its 95% interval.", metric.unit),
                number(f"{metric.name}_high", "Upper end of its 95% interval.", metric.unit),
                kind(f"{metric.name}_status", Status, "Whether there is a value", required=False),
            ]
    return Table("outlets", "An outlet with its headline metrics.", tuple(columns), ("outlet",))


# Long because each column is declared with its meaning.
def index_table(metrics: Declarations) -> Table:
    """`index`: an outlet's reporting index with its interval, and each component's workings."""
    columns = [
        _OUTLET,
        number(
            "index", "Weighted mean of the components' places; empty unless the status is ok.", "0 to 100"
        ),
        number("low", "Lower end of its 95% interval, from the components' errors.", "0 to 100"),
        number("high", "Upper end of its 95% interval.", "0 to 100"),
        count(
            "rank_best",
            "Best rank in nine of ten draws of weightings and errors.",
            "rank",
            required=False,
        ),
        count("rank_worst", "Worst rank in those draws.", "rank", required=False),
        kind(
            "scope",
            IndexScope,
            "Which of its articles the index and its components are of",
        ),
        count("independent_texts", "The independent texts among these.", "texts"),
        number(
            "available",
            "Share of the total weight whose components could be measured.",
            "share",
            required=True,
        ),
        number(
            "reprints",
            "Share of its articles that are other people's texts; above half there is no index.",
            "share",
            required=True,
        ),
        kind(
            "status",
            Status,
            "Whether there is an index; if not, there are too few texts or components (insufficient), or most are "
            "reprints (not_applicable)",
        ),
    ]
    for component in read_components():
        if (metric := metrics.get(component.metric)) is None:
            continue
        name, label = metric.name, metric.label
        columns += [
            number(name, f"{label}: its value; {component.direction} is held to be better.", metric.unit),
            number(
                f"{name}_quantile",
                f"{label}: its place among reference outlets; 100 is the best.",
                "0 to 100",
            ),
            number(f"{name}_weight", f"{label}: its share of the weight.", "share"),
            number(f"{name}_contribution", f"{label}: what it adds to the index.", "0 to 100"),
        ]
    return Table("index", "An outlet's reporting index and its workings.", tuple(columns), ("outlet",))


# Long because each column is declared with its meaning.
def articles_table(metrics: Declarations) -> Table:
    """`articles`: an article with its provenance and, for each metric, the value in its first reading."""
    columns = [
        _ARTICLE,
        _ITS_OUTLET,
        fact("title", "The headline."),
        fact("url", "The address."),
        moment("published", "When it was published (UTC; midnight if only the day is known)."),
        fact("language", "ISO 639-1 code; und if it could not be identified."),
        _GROUP,
        count("words", "Visible words.", "words"),
        count("body_words", "Words in the body.", "words"),
        fact("story_id", "The story it belongs to.", required=True),
        fact("text_cluster", "The independent text: the id of the first of all its copies.", required=True),
        kind("provenance", ProvenanceClass, "Whose text it is"),
        fact("origin_article", "The article that most of the copied words come from."),
        fact("origin_outlet", "Its outlet, or the credited agency."),
        number("provenance_confidence", "How certain the class is, 0 to 1.", "share"),
        fact("provenance_reason", "Why it was given that class."),
        fact(
            "credit",
            "Whom the page credits for its text, as an agency or outlet; empty if it is the outlet's own.",
        ),
        kind("credit_kind", CreditKind, "What that credit says", required=False),
        kind("credit_place", CreditPlace, "Where it stands", required=False),
        count(
            "shared_surnames",
            "How many surnames were left out because two people in the article share them.",
            "",
        ),
        kind(
            "genre",
            Genre,
            "What the article is told to be; empty where it cannot be told",
            required=False,
        ),
        number("genre_confidence", "How certain the genre is, 0 to 1.", "share"),
        fact("genre_reason", "What the genre was told by."),
    ]
    columns += [number(m.name, f"{m.label}: {m.summary}", m.unit) for m in metrics.values()]
    return Table("articles", "An article.", tuple(columns), ("article_id",))


def all_tables(metrics: Declarations) -> tuple[Table, ...]:
    """Every table of a scores folder with these metrics, those that people open first at the front."""
    return (
        outlets_table(metrics),
        index_table(metrics),
        SCORES,
        articles_table(metrics),
        PASSAGES,
        EVIDENCE,
        STORIES,
        FLOWS,
        ACTORS,
        CONTRASTS,
        INDEX_PAIRS,
        RATINGS,
        MENTIONS,
        ATTRIBUTIONS,
        METRICS,
        REJECTS,
        DUPLICATES,
        NOTES,
        MEASUREMENTS,
        CELLS,
        TEXTS,
        LAYERS,
    )
