"""One text measured by itself, for notebooks: read, cleaned and measured like an article of a corpus."""

import json
import tempfile
from datetime import date
from pathlib import Path

import polars as pl

from scoring.actors import gazetteer as gazetteers
from scoring.catalogue.find import catalogue
from scoring.compare.compare import compare
from scoring.compare.independent import independent_texts
from scoring.compare.stories.stories import find_stories
from scoring.compare.tokens import tokenise
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import CorpusError
from scoring.run.measure import Instruments, findings_of, measure_batch
from scoring.schema.explanation import EXPLAINED_BY, Explanation
from scoring.schema.tables import PASSAGES
from scoring.tone.trained import shipped_reader


def score_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: date | str | None = None,
    url: str | None = None,
    actors: str | Path | None = None,
    trained: bool = True,
) -> Explanation:
    """Measure one text. What only a corpus can show (repeated lines, shared passages, the story) stays unknown.

    `text` is plain text, one line per paragraph or with blank lines between. `actors`: your own list of actors.
    `trained`: whether the trained reader reads tone as well. Raises ValueError, with the reason, for a text that is
    not an article.

    >>> found = score_text('"We tested every bolt," said Anna Berg, an engineer of the harbour.', trained=False)
    >>> found.tables["attributions"].select("source_type", "polarity").row(0)
    ('named_person', 'asserted')
    """
    given = {"id": "text", "text": text, "title": title, "outlet": outlet, "url": url}
    given["date"] = published.isoformat() if isinstance(published, date) else published
    with tempfile.TemporaryDirectory(prefix="masthead-") as folder:
        path = Path(folder) / "text.jsonl"
        path.write_text(
            json.dumps(given, ensure_ascii=False, default=str), encoding="utf-8", errors="replace"
        )
        try:
            corpus = read_corpus([path])
        except CorpusError as error:
            reason = str(error).rpartition("row 1: ")[2]
            raise ValueError(f"The text cannot be scored: {reason}") from None
    articles = corpus.articles
    tokens = tokenise(articles["article_id"].to_list(), articles["text"].to_list())
    compared = compare(articles.drop("markup"), tokens)
    stories = find_stories(articles, tokens, tokenise(["text"], [title or ""]))
    reader = shipped_reader() if trained else None
    instruments = Instruments(gazetteers.load(Path(actors) if actors else None), reader, None)
    measured = measure_batch(articles, tokens, findings_of(compared), instruments)
    for fault in measured.faults.values():
        raise ValueError(f"The text cannot be scored: {fault.reason}.")
    tables = {**measured.tables, PASSAGES.name: PASSAGES.empty()}
    rows = tables["articles"].drop("text_cluster", "story_id").join(stories, on="article_id")
    rows = rows.join(independent_texts(rows, compared.passages), on="article_id")
    return Explanation(
        rows.row(0, named=True),
        articles["text"][0],
        {table.name: pl.DataFrame(tables[table.name]) for table in EXPLAINED_BY},
        catalogue(),
    )
