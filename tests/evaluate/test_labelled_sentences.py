"""Sentences of labelled mentions, for training and for evaluation."""

import gzip
import json
import re
from pathlib import Path

from scoring.cli import evaluate as command
from scoring.evaluate.labels.answered import answered_sentences, keep_answers
from scoring.evaluate.labels.gather import gather, keep
from scoring.evaluate.labels.kinds import KINDS
from scoring.evaluate.labels.sentences import labelled_sentences, random_sentences
from scoring.evaluate.labels.store import labelled_items
from scoring.evaluate.tone import read_cases
from scoring.tone.training.examples import read_answered
from tests.evaluate.corpora import corpus_of
from tests.evaluate.test_labels import TEXTS, answer, drawn


def _labelled(folder: Path) -> tuple[Path, Path]:
    """Eight invented articles, and the labels of one mention of each by two readers, of whom one doubts once."""
    corpus = corpus_of(TEXTS, folder / "corpus.parquet")
    items = drawn("mentions", corpus, folder / "draw")
    sure = {"tone": "0", "certainty": "2", "voice": "o"}
    first = [{"item": row["item"], **sure} for row in items]
    second = [dict(row) for row in first]
    second[0] |= {"tone": "-", "certainty": "1"}
    second[1] |= {"tone": "x"}
    for reader, rows in (("a", first), ("b", second)):
        answer(folder / "draw", reader, rows)
    kind = KINDS["mentions"]
    keep(kind, gather(kind, folder / "draw", corpus, "1"), folder / "labels")
    return corpus, folder / "labels"


def test_each_answer_is_a_target_in_the_sentence(tmp_path: Path) -> None:
    """Both readers' tones stand there with their certainty; an answer that names no tone is left out."""
    corpus, labels = _labelled(tmp_path)
    items = labelled_items(KINDS["mentions"], labels)
    rows = {row["primary_gid"]: row for row in labelled_sentences(items, corpus)}
    assert len(rows) == len(items)
    for item in items:
        row = rows[item.key[1]]
        text = TEXTS[int(item.key[1][1:])]
        assert row["sentence_normalized"] in text
        assert row["outlet"] == "Echo"
        assert row["before"] + row["sentence_normalized"] in text
        for target in row["targets"]:
            marked = row["sentence_normalized"][target["from"] : target["to"]]
            assert marked == text[item.key[2] : item.key[3]]
    told = sorted([(t["polarity"], t["certainty"]) for t in row["targets"]] for row in rows.values())
    assert told == [[(4.0, 2)], *[[(4.0, 2), (2.0, 1)]], *[[(4.0, 2), (4.0, 2)]] * 6]


def test_random_mentions_leave_labelled_articles_out(tmp_path: Path) -> None:
    """They have no targets, are the same each time, and a mention is where it is said to be."""
    corpus, _ = _labelled(tmp_path)
    rows = list(random_sentences(corpus, {"a0", "a1"}, an_article=1))
    assert {row["primary_gid"] for row in rows} == {f"a{n}" for n in range(2, 8)}
    assert all(row["targets"] == [] and len(row["mentions"]) == 1 for row in rows)
    assert rows == list(random_sentences(corpus, {"a0", "a1"}, an_article=1))


def test_the_command_writes_what_the_tone_evaluation_reads(tmp_path: Path) -> None:
    """A file of labelled sentences is one in NewsMTSC's form."""
    corpus, labels = _labelled(tmp_path)
    command.labels_sentences(corpus, tmp_path / "out.jsonl", labels=labels)
    cases = list(read_cases(tmp_path / "out.jsonl"))
    assert len(cases) == 15  # two answers each, but for the one that named no tone
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf8").splitlines()
    assert len(lines) == 8
    assert all(json.loads(line)["targets"] for line in lines)
    command.labels_sentences(corpus, tmp_path / "more.jsonl", unlabelled=True, labels=labels)
    assert (tmp_path / "more.jsonl").read_text(encoding="utf8") == ""


def test_kept_answers_come_back_in_their_sentences(tmp_path: Path) -> None:
    """What a larger model answered is kept without a word of the text; wrong places are left out."""
    corpus, _ = _labelled(tmp_path)
    rows = [
        row | {"answer": [0.25, 0.7, 0.05]} for row in random_sentences(corpus, {"a0", "a1"}, an_article=1)
    ]
    path = tmp_path / "answers.csv.gz"
    assert keep_answers([*rows, rows[0] | {"sentence_normalized": "No such sentence."}], corpus, path) == len(
        rows
    )
    kept = gzip.decompress(path.read_bytes()).decode()
    assert not any(str(row["sentence_normalized"]) in kept for row in rows)
    assert list(answered_sentences(path, corpus)) == rows
    path.write_bytes(gzip.compress(re.sub(r",[0-9a-f]{12},", ",000000000000,", kept).encode()))
    assert list(answered_sentences(path, corpus)) == []


def test_the_command_writes_answered_sentences(tmp_path: Path) -> None:
    """The training reads them as they are written."""
    corpus, _ = _labelled(tmp_path)
    rows = [row | {"answer": [0.25, 0.7, 0.05]} for row in random_sentences(corpus, {"a0"}, an_article=1)]
    keep_answers(rows, corpus, tmp_path / "answers.csv.gz")
    command.labels_sentences(corpus, tmp_path / "out.jsonl", answered=tmp_path / "answers.csv.gz")
    found = read_answered(tmp_path / "out.jsonl")
    assert {item.sentence for item in found} == {row["sentence_normalized"] for row in rows}
    assert all(answer.tolist() == [0.25, 0.7, 0.05] for answer in found.values())
