"""A fixed share of the hostile inputs in every run of the tests; `make fuzz` goes on from there."""

import pytest

from .inputs import make_input
from .runner import KNOWN, Failure, Manner, attempt, failures_of, minimised, place_of
from .seeds import MAKERS

SEED = 20210830
INPUTS = 960  # about a minute on one core
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


def test_every_kind_of_file_is_sound_before_it_is_broken() -> None:
    """What the mutations begin with is read: each kind that the program reads gives an article."""
    from pathlib import Path
    from random import Random
    from tempfile import TemporaryDirectory

    from scoring.corpus.files import kind_of
    from scoring.corpus.read import read_corpus

    from .stories import invent

    chance = Random(1)  # noqa: S311 - to be had again, not to be secret
    for number, (ending, make) in enumerate(MAKERS):
        if kind_of(f"a{ending}") is None:
            continue  # no kind that is read
        with TemporaryDirectory() as place:
            path = Path(place) / f"a{ending}"
            path.write_bytes(make([invent(chance), invent(chance)]))
            assert read_corpus([path]).articles.height >= 1, (number, ending)


def test_an_input_is_the_same_again() -> None:
    """Seed and number say everything."""
    assert [make_input(7, n) for n in range(120)] == [make_input(7, n) for n in range(120)]
    assert make_input(7, 1) != make_input(8, 1)


def test_a_failure_is_found_narrowed_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The harness itself: one input of a batch that breaks something is told alone, with few bytes left."""
    from scoring import measure

    from . import runner
    from .inputs import CORPUS, Input

    real = measure.parse

    def fragile(article: object, *rest: object) -> object:
        if "lantern" in article.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return real(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(measure, "parse", fragile)
    text = "The harbour board met on Monday and {} nothing to those who had waited on the quay."
    sound = [Input(n, CORPUS, f"{n}.txt", text.format("said").encode()) for n in range(3)]
    broken = Input(3, CORPUS, "3.txt", text.format("showed a lantern and").encode())
    monkeypatch.setattr(runner, "make_input", lambda _seed, number: [*sound, broken][number])
    (failure,) = failures_of(0, 0, 4)
    assert failure.inputs == (broken,)
    assert "ZeroDivisionError" in failure.what
    small = minimised(failure, Manner(), tries=60)
    assert b"lantern" in small.inputs[0].data
    assert len(small.inputs[0].data) < len(broken.data)
    assert attempt(sound, Manner()) is None


def test_failures_of_the_same_place_are_the_same() -> None:
    """An exception is known by its kind and by the function of ours in which it arose."""
    assert place_of(ValueError("a")) == place_of(ValueError("b")) == "ValueError in outside"
    assert not Failure("ValueError in outside", "", ()).known or KNOWN
