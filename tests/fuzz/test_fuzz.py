"""A fixed share of the hostile inputs in every run of the tests; `make fuzz` goes on from there."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from scoring.corpus.read import read_corpus
from scoring.corpus.readers import kind_of
from scoring.run import measure
from scoring.run.score import Summary

from . import runner
from .inputs import CORPUS, Input, make_input
from .promises import BrokenPromise, check_scores
from .runner import KNOWN, Failure, Manner, failures_of, minimised, place_of
from .seeds import MAKERS
from .stories import invent

SEED = 20210830
INPUTS = 560  # about a minute on one core
TOGETHER = 80  # fewer and larger corpora than `make fuzz` has: the same inputs in less time


@pytest.mark.parametrize("first", range(0, INPUTS, TOGETHER))
def test_hostile_inputs_break_no_promise(first: int) -> None:
    """Nothing escapes, nothing is lost, every span and number is where it may be; see `promises`."""
    found = [failure for failure in failures_of(SEED, first, TOGETHER) if not failure.known]
    assert not found, "\n".join(
        f"{failure.what}: inputs {[item.number for item in failure.inputs]}; python -m tests.fuzz --seed {SEED} "
        f"--batch {TOGETHER} --first {first} --inputs {TOGETHER}"
        for failure in found
    )


@pytest.mark.parametrize("number", range(len(MAKERS)))
def test_every_kind_of_file_is_sound_before_it_is_broken(number: int, tmp_path: Path) -> None:
    """What the mutations begin with is read: each kind that the program reads gives an article."""
    ending, make = MAKERS[number]
    if kind_of(f"a{ending}") is None:
        pytest.skip(f"{ending} is not read")
    chance = Random(number)  # noqa: S311 - to be had again, not to be secret
    path = tmp_path / f"a{ending}"
    path.write_bytes(make([invent(chance), invent(chance)]))
    assert read_corpus([path]).articles.height >= 1


def test_an_input_is_the_same_again() -> None:
    """Seed and number say everything."""
    assert [make_input(7, n) for n in range(120)] == [make_input(7, n) for n in range(120)]
    assert make_input(7, 1) != make_input(8, 1)


TEXT = "The harbour board met on Monday and {} nothing to those who had waited on the quay."


def written(number: int, word: str) -> Input:
    """A small article with one word of its own."""
    return Input(number, CORPUS, f"{number}.txt", TEXT.format(word).encode())


def test_a_fault_of_one_input_is_found_and_told_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The harness itself: of a batch the one input that breaks something is named; the others keep all promises."""
    real = measure.parse

    def fragile(article: Any, *rest: Any) -> Any:
        if "lantern" in article.text:
            raise ZeroDivisionError
        return real(article, *rest)

    monkeypatch.setattr(measure, "parse", fragile)
    inputs = [written(1, "said"), written(2, "sent"), written(3, "showed a lantern and")]
    monkeypatch.setattr(runner, "make_input", lambda _seed, number: inputs[number])
    (failure,) = failures_of(0, 0, 3)
    assert failure.inputs == (inputs[2],)
    assert "ZeroDivisionError while measuring" in failure.what


def test_what_breaks_every_input_is_told_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that the sound article alone shows is narrowed once or twice, not to each input in turn."""

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(runner, "check_reading", broken)
    monkeypatch.setattr(runner, "make_input", lambda _seed, number: written(number, "said"))
    found = failures_of(0, 0, 12)
    assert 1 <= len(found) < 12
    assert {failure.what for failure in found} == {"ZeroDivisionError in outside"}


def test_an_input_is_made_as_small_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes are taken out as long as the same failure remains, and no other is taken for it."""

    def fails(inputs: Sequence[Input], _manner: Manner) -> Failure | None:
        if b"lantern" in inputs[0].data:
            return Failure("a lantern", "", tuple(inputs))
        return Failure("another", "", tuple(inputs)) if b"quay" not in inputs[0].data else None

    monkeypatch.setattr(runner, "attempt", fails)
    item = written(3, "showed a lantern and")
    assert minimised(Failure("a lantern", "", (item,)), Manner()).inputs[0].data == b"lantern"
    several = Failure("a lantern", "", (item, item))
    assert minimised(several, Manner()) is several


@pytest.mark.parametrize(
    ("table", "change", "kind"),
    [
        ("evidence", pl.col("end") + 100_000, "evidence.start lies inside the text"),
        ("mentions", pl.col("start") * 0 + 100_000, "mentions.start lies inside the text"),
        ("texts", pl.lit("x") + pl.col("text"), "evidence shows its text"),
        ("articles", pl.col("quotation_share") + 7, "articles.quotation_share is within its bounds"),
        ("articles", pl.col("readability") / 0, "articles.readability is finite"),
        ("scores", pl.col("units") * 2 + 1, "scores.csv reads back"),
    ],
)
def test_a_broken_promise_is_seen(
    table: str, change: pl.Expr, kind: str, sample_scores: Path, sample_summary: Summary, tmp_path: Path
) -> None:
    """Each check fails on a scores folder in which its promise was broken on purpose."""
    folder = tmp_path / "scores"
    shutil.copytree(sample_scores, folder)
    path = folder / f"{table}.parquet"
    (name,) = change.meta.root_names()
    frame = pl.read_parquet(path)
    frame.with_columns(change.cast(frame.schema[name]).alias(name)).write_parquet(path)
    with pytest.raises(BrokenPromise) as broken:
        check_scores(folder, sample_summary)
    assert broken.value.kind.startswith(kind)


def test_failures_of_the_same_place_are_the_same() -> None:
    """An exception is known by its kind and by the function of ours in which it arose."""
    assert place_of(ValueError("a")) == place_of(ValueError("b")) == "ValueError in outside"
    assert not Failure("ValueError in outside", "", ()).known or KNOWN
