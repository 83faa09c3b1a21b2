"""A few articles scored and compared with a scores folder, without touching it: is this text already there, and whose?

They are measured as if they belonged to the corpus of that folder; the folder's own articles are not measured again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import polars as pl

from scoring.actors import gazetteer as gazetteers
from scoring.catalogue.find import catalogue
from scoring.compare.against import Compendium, Shared, share_with, side_by_side
from scoring.compare.gram_index import index_grams
from scoring.compare.independent import independent_texts
from scoring.compare.rewritten import REWRITES
from scoring.compare.tokens import tokenise
from scoring.corpus.read import gather, settle
from scoring.corpus.schema import Corpus, CorpusError
from scoring.run.kept import kept_options
from scoring.run.measure import Findings, Instruments, measure_batch
from scoring.run.options import Options
from scoring.run.verdicts import body_of, others_of, verdicts_of
from scoring.schema.folder import write_description
from scoring.schema.lists import using
from scoring.schema.metrics import METRICS, declared_rows
from scoring.schema.scores import Scores
from scoring.schema.tables import PASSAGES, REJECTS, TEXTS, articles_table
from scoring.tone.trained import shipped_reader
from scoring.workers.attempts import Care, Guard
from scoring.workers.batches import Progress, silent

# More would take minutes, and lists of verdicts that nobody reads: a corpus is for `masthead score`.
MOST_CHECKED = 500
COMPARING, MEASURING = "comparing", "measuring"

__all__ = ["MOST_CHECKED", "Checked", "check", "prepare", "side_by_side", "warm_up"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    `tables`: those of a scores folder that are about single articles, by name, with `articles`, `texts` and `rejects`.
    `verdicts`: a row for each article (VERDICTS). `others`: the articles that hold some of its words (OTHERS).
    `runs`: which words (RUNS). `compared_with`: articles of the corpus; None if there was no corpus.
    """

    tables: Mapping[str, pl.DataFrame]
    verdicts: pl.DataFrame
    others: pl.DataFrame
    runs: pl.DataFrame
    compared_with: int | None

    def save(self, folder: Path) -> None:
        """Write everything into a new folder as Parquet, with the metrics and the description of a scores folder."""
        folder.mkdir(parents=True)
        frames = {**self.tables, "verdicts": self.verdicts, "others": self.others, "runs": self.runs}
        frames[METRICS.name] = declared_rows(catalogue().values())
        for name, frame in frames.items():
            frame.write_parquet(folder / f"{name}.parquet")
        write_description(folder, catalogue(), {"compared_with": self.compared_with})


_kept: dict[Scores, Compendium] = {}
_one_at_a_time = Lock()


def prepare(scores: Scores) -> Compendium:
    """Read and index the folder's texts, once; they are kept while no other folder is asked for.

    It takes some 4 seconds for 17,739 articles. Raises ValueError if the folder holds no texts.
    """
    if not scores.has(TEXTS.name):
        raise ValueError(f"{scores.folder} holds no texts to compare with. Score the corpus again.")
    with _one_at_a_time:
        if scores not in _kept:
            _kept.clear()
            _kept[scores] = _indexed(scores)
        return _kept[scores]


def warm_up(scores: Scores | None) -> None:
    """Load what a check needs, so that the first one is as quick as the others."""
    catalogue()
    shipped_reader()
    if scores is not None and scores.has(TEXTS.name):
        prepare(scores)


def _indexed(scores: Scores) -> Compendium:
    asked = ("article_id", "outlet", "title", "url", "published")
    texts = scores[TEXTS.name]
    whole = scores["articles"].select(asked).join(texts, on="article_id").sort("article_id").collect()
    index = index_grams(whole["article_id"].to_list(), whole["outlet"], whole["text"])
    return Compendium(
        whole.drop("text"),
        lambda ids: texts.filter(pl.col("article_id").is_in(list(ids))).collect(),
        index,
    )


def check(
    paths: str | Path | Sequence[str | Path],
    against: Scores | None,
    options: Options | None = None,
    progress: Progress = silent,
) -> Checked:
    """Score the articles under `paths`, and compare them with the open folder `against` and with each other.

    With a folder its own lists and actors apply, as when it is updated. Of the options columns, manifest, workers,
    trained_mentions and article_seconds are heeded, and actors where there is no folder. Raises CorpusError or
    ValueError, with the reason, where nothing can be read or there are more than MOST_CHECKED articles.
    """
    options = _like(against, options or Options())
    given = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    with using(options.lists):
        corpus = settle(
            gather(
                given,
                columns=options.columns,
                manifest=options.manifest,
                workers=options.workers,
                progress=lambda done, total: progress("reading", done, total or 0),
                care=Care(seconds=options.article_seconds),
            )
        )
        if corpus.articles.height > MOST_CHECKED:
            raise CorpusError(
                f"{corpus.articles.height:,} articles are more than the {MOST_CHECKED} that are checked at once. "
                "Score them as a corpus of their own."
            )
        return _checked(corpus, against, options, progress)


def _like(against: Scores | None, options: Options) -> Options:
    """The options, with the folder's own actors and lists, if it keeps any."""
    if against is None:
        return options
    try:
        kept = kept_options(against.folder)
    except ValueError:
        return options
    return replace(options, actors=kept.actors, lists=kept.lists)


def _checked(corpus: Corpus, against: Scores | None, options: Options, progress: Progress) -> Checked:
    progress(COMPARING, 0, 1)
    compendium = prepare(against) if against is not None else None
    articles = _with_own_ids(corpus.articles, compendium)
    shared = share_with(articles, compendium, Guard(COMPARING, options.article_seconds))
    progress(MEASURING, 0, 1)
    tables, faults = _measured(articles, shared, options)
    rejects = pl.concat([corpus.rejects, faults]).sort(REJECTS.schema.names())
    if not tables["articles"].height:
        raise ValueError(f"No article could be scored. The reason for the first: {rejects['reason'][0]}.")
    about = _about(tables["articles"], compendium)
    body = body_of(articles, tables["layers"])
    others = others_of(shared.runs, body, about)
    filed = tables["articles"].join(articles.select("article_id", "file"), on="article_id")
    verdicts = verdicts_of(filed, others, shared, body)
    progress(MEASURING, 1, 1)
    tables = {
        **tables,
        TEXTS.name: articles.select(TEXTS.schema.names()),
        REJECTS.name: rejects,
        "notes": corpus.notes,
    }
    compared_with = None if compendium is None else compendium.about.height
    return Checked(tables, verdicts, others, shared.runs, compared_with)


def _with_own_ids(articles: pl.DataFrame, compendium: Compendium | None) -> pl.DataFrame:
    """The articles in the order of their files, with ids that the corpus does not have."""
    taken = set() if compendium is None else set(compendium.about["article_id"])
    prefix = "given"
    while any(name.startswith(prefix) for name in taken):
        prefix += "-"
    ordered = articles.sort("file", "row", "article_id")
    width = len(str(ordered.height))
    names = [f"{prefix}{number:0{width}}" for number in range(1, ordered.height + 1)]
    return ordered.with_columns(article_id=pl.Series(names, dtype=pl.String))


def _measured(
    articles: pl.DataFrame, shared: Shared, options: Options
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """The tables of the articles, and as rejects those that could not be measured."""
    tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    reader = None if options.trained_mentions == 0 else shipped_reader()
    # Rewording shows only against the rarity of words in a whole corpus: it is not looked for.
    rewrites = pl.DataFrame(schema=REWRITES)
    findings = Findings(shared.repeated.select("article_id", "start", "end"), shared.passages, rewrites)
    instruments = Instruments(gazetteers.load(options.actors), reader, options.trained_mentions)
    measured = measure_batch(articles, tokens, findings, instruments, Care(seconds=options.article_seconds))
    rows = measured.tables["articles"]
    rows = rows.drop("text_cluster", "story_id").with_columns(story_id=pl.col("article_id"))
    rows = rows.join(independent_texts(rows, shared.passages), on="article_id", how="left")
    rows = rows.select(articles_table(catalogue()).schema.names())
    outlet_of = rows.select("article_id", "outlet")
    passages = shared.passages.join(outlet_of, on="article_id").select(PASSAGES.schema.names())
    failed = articles.filter(pl.col("article_id").is_in(list(measured.faults))).select(
        "article_id", "file", "row"
    )
    rejects = pl.DataFrame(
        [(file, row, measured.faults[article_id].reason) for article_id, file, row in failed.iter_rows()],
        schema=REJECTS.schema,
        orient="row",
    )
    return {**measured.tables, "articles": rows, PASSAGES.name: passages}, rejects


def _about(given: pl.DataFrame, compendium: Compendium | None) -> pl.DataFrame:
    """Id, outlet, headline and date of every article that may be named."""
    columns = ("article_id", "outlet", "title", "published")
    own = given.select(columns).with_columns(given=pl.lit(value=True))
    if compendium is None:
        return own
    return pl.concat([own, compendium.about.select(columns).with_columns(given=pl.lit(value=False))])
