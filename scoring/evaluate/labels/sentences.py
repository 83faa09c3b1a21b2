"""Sentences of mentions, as training reads them: the labelled ones with readers' answers, and others at random.

Each is a line of JSON in NewsMTSC's form: `primary_gid` (the article), `outlet`, `sentence_normalized`, `before` (what
leads up to the sentence) and `targets`, each with `from`, `to`, `polarity` (2, 4 or 6) and `certainty` (1 or 2). A
mention that several readers answered has a target for each answer; what a third reader settled counts once. Sentences
that nobody labelled have no targets but `mentions`: the places of some mentions.
"""

import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import polars as pl

from scoring.corpus.read import read_corpus
from scoring.evaluate.labels.corpora import given_rows
from scoring.evaluate.labels.program import documents, place_in, sentence_at
from scoring.evaluate.labels.store import THIRD, Labelled
from scoring.tone.items import Item

Row = dict[str, object]
POLARITIES = {"-": 2.0, "0": 4.0, "+": 6.0}
LONGEST = 300
"""Characters: longer unlabelled sentences are left out, since they cost most and teach least."""
SHORTEST = 20


def labelled_sentences(items: Sequence[Labelled], corpus: Path, draws: Collection[str] = ()) -> Iterator[Row]:
    """The sentence of each labelled mention with a tone, of the given draws only where any are given."""
    wanted: dict[str, list[Labelled]] = {}
    for item in items:
        if not draws or item.draw in draws:
            wanted.setdefault(item.key[1], []).append(item)
    given = {row["article_id"]: row for row in given_rows(corpus).iter_rows(named=True)}
    for document in documents(corpus, wanted, together=False):
        for item in wanted[document.article_id]:
            place = place_in(document.text, given[document.article_id]["text"], (item.key[2], item.key[3]))
            found = sentence_at(document, *place) if place else None
            readers = [THIRD] if item.answer(THIRD, "tone") else list(item.by_reader)
            answers = [(item.answer(reader, "tone"), item.answer(reader, "certainty")) for reader in readers]
            if found is None or not (known := [one for one in answers if one[0] in POLARITIES]):
                continue
            sentence, start, end, before = found
            yield {
                "primary_gid": document.article_id,
                "outlet": given[document.article_id].get("outlet"),
                "sentence_normalized": sentence,
                "before": before,
                "targets": [
                    {"from": start, "to": end, "polarity": POLARITIES[tone], "certainty": int(certainty or 2)}
                    for tone, certainty in known
                ],
            }


def random_sentences(
    corpus: Path, without: Collection[str], an_article: int = 14, seed: int = 5
) -> Iterator[Row]:
    """Up to `an_article` mentions of each article that is not in `without`, at random, with their sentences."""
    ids = read_corpus([corpus]).articles.filter(~pl.col("article_id").is_in(list(without)))["article_id"]
    for document in documents(corpus, dict.fromkeys(ids), together=False):
        draw = random.Random(f"{seed} {document.article_id}")  # noqa: S311 a repeatable choice, no secret
        mentions = list(document.mentions)
        draw.shuffle(mentions)
        for mention in mentions[:an_article]:
            found = sentence_at(document, mention.start, mention.end)
            if found is not None and SHORTEST <= len(found.sentence) <= LONGEST:
                yield unlabelled_row(document.article_id, found)


def unlabelled_row(article_id: str, item: Item) -> Row:
    """The row of a mention that no reader answered."""
    return {
        "primary_gid": article_id,
        "sentence_normalized": item.sentence,
        "before": item.before,
        "targets": [],
        "mentions": [{"from": item.start, "to": item.end}],
    }
