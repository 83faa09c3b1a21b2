"""Runs inputs through the whole program, finds which of them breaks a promise, and makes it small."""

import os
import re
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from scoring.corpus import read as reading
from scoring.corpus.contract import Refusal, Remark, Source
from scoring.corpus.read import read_corpus
from scoring.corpus.sources.files import find_sources
from scoring.run import score as spine
from scoring.run.options import Options
from scoring.run.score import Summary, score
from scoring.run.stages import cut, tokenising
from scoring.workers.attempts import NO_CARE

from .inputs import LISTS, Input, make_input
from .promises import BrokenPromise, check_list, check_reading, check_scores

KNOWN: tuple[str, ...] = ()
"""Failures that are known and not yet mended, as patterns of `Failure.what`. Empty is how it should be."""

TOGETHER = 40  # inputs a batch: a corpus of some eighty articles
GOOD = Input(
    -1,
    "corpus",
    "good.txt",
    b"The ferry company repaired forty chairs on the morning of day nine and said nothing about it.\n"
    b'"We counted them twice," said Anna Berg, the captain, on Monday.\n',
)
_SMALL_BATCH = 16  # articles: makes several batches of a small corpus
_EVERY_TRAINED = 10  # batches: in one of so many the trained reader reads
_EVERY_ORDER = 15
_EVERY_WORKERS = 40
_NARROWED = 4  # failures told of one batch: what breaks every input would else be narrowed to each of them
_TRIES = 150  # runs spent on making one input smaller


@dataclass(frozen=True, slots=True)
class Failure:
    """A broken promise, or an exception that nobody caught. `what` is the same for each input that fails alike."""

    what: str
    report: str
    inputs: tuple[Input, ...]

    @property
    def known(self) -> bool:
        """Whether it stands in the list of what is known."""
        return any(re.search(pattern, self.what) for pattern in KNOWN)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a batch is run, beside plainly."""

    trained_mentions: int = 0
    other_order: bool = False
    two_workers: bool = False


def manner_of(batch: int) -> Manner:
    """How the batch of that number is run: the costlier ways now and then."""
    return Manner(
        trained_mentions=int(batch % _EVERY_TRAINED == 1),
        other_order=batch % _EVERY_ORDER == 2,
        two_workers=batch % _EVERY_WORKERS == 3,
    )


def failures_of(seed: int, first: int, count: int = TOGETHER, manner: Manner | None = None) -> list[Failure]:
    """Run the inputs `first` to `first + count` of a seed together; each failure with the inputs that it needs."""
    inputs = [make_input(seed, number) for number in range(first, first + count)]
    manner = manner or manner_of(first // count)
    found = [failure for item in inputs if item.use in LISTS and (failure := attempt([item], manner))]
    rest = [item for item in inputs if item.use not in LISTS]
    for _ in range(_NARROWED):
        failure = attempt(rest, manner)
        if failure is None:
            break
        alone = narrowed(failure, manner)
        found.append(alone)
        if not alone.inputs:
            break  # the sound article alone breaks the promise
        rest = [item for item in rest if item not in alone.inputs]
    return found


def attempt(inputs: Sequence[Input], manner: Manner) -> Failure | None:
    """Run inputs, as one corpus beside a sound article; None where every promise is kept."""
    with tempfile.TemporaryDirectory() as place:
        try:
            if inputs and inputs[0].use in LISTS:
                check_list(inputs[0], inputs[0].write(Path(place)))
            else:
                _run(inputs, Path(place), manner)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BrokenPromise as error:
            return Failure(error.kind, str(error), tuple(inputs))
        except BaseException as error:  # noqa: BLE001 - a panic of a library in Rust is no Exception
            return Failure(place_of(error), traceback.format_exc(), tuple(inputs))
    return None


def place_of(error: BaseException) -> str:
    """The kind of an exception and the function of ours in which it arose."""
    ours = [f for f in traceback.extract_tb(error.__traceback__) if f"{os.sep}scoring{os.sep}" in f.filename]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].name}" if ours else "outside"
    return f"{type(error).__name__} in {place}"


def _run(inputs: Sequence[Input], place: Path, manner: Manner) -> None:
    folder = place / "in"
    folder.mkdir()
    for item in (*inputs, GOOD):
        item.write(folder)
    corpus = read_corpus([folder], care=NO_CARE)
    check_reading(corpus, folder)
    if "in/good.txt" not in corpus.articles["file"].to_list():
        raise BrokenPromise("a sound article is read whatever lies beside it")
    # Without a bound of time: what takes long must be seen here, not become a reject on a slow machine.
    options = Options(trained_mentions=manner.trained_mentions, article_seconds=0)
    summary = score([folder], place / "out", options)
    check_scores(place / "out", summary)
    if manner.other_order:
        with _read_backwards():
            _check_same(place, score([folder], place / "again", options), "any order of files")
    if manner.two_workers:
        with _in_small_batches():
            again = score([folder], place / "again", replace(options, workers=2))
        _check_same(place, again, "any number of workers")


def _check_same(place: Path, again: Summary, what: str) -> None:
    for path in sorted(path for path in (place / "out").rglob("*") if path.is_file()):
        if path.read_bytes() != (again.folder / path.relative_to(place / "out")).read_bytes():
            raise BrokenPromise(f"the same bytes for {what} ({path.name})")


@contextmanager
def _read_backwards() -> Iterator[None]:
    def backwards(
        paths: Sequence[Path], passed_over: Sequence[Path] = ()
    ) -> tuple[list[Source], list[Refusal | Remark]]:
        sources, remarks = find_sources(paths, passed_over)
        return sources[::-1], remarks

    with patch.object(reading, "find_sources", backwards):
        yield


@contextmanager
def _in_small_batches() -> Iterator[None]:
    """Batches so small that a small corpus keeps two processes busy in every stage."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(spine, "BATCH", _SMALL_BATCH))
        stack.enter_context(patch.object(cut, "BATCH", _SMALL_BATCH))
        stack.enter_context(patch.object(tokenising, "QUICK_BATCHES", 1))
        stack.enter_context(patch.object(reading, "_BATCH", _SMALL_BATCH))
        yield


def narrowed(failure: Failure, manner: Manner) -> Failure:
    """The same failure with as few of its inputs as halving finds."""
    inputs = failure.inputs
    while len(inputs) > 1:
        half = len(inputs) // 2
        for part in (inputs[:half], inputs[half:]):
            smaller = attempt(part, manner)
            if smaller is not None and smaller.what == failure.what:
                failure, inputs = smaller, part
                break
        else:
            break  # it takes inputs of both halves
    return failure


def minimised(failure: Failure, manner: Manner, tries: int = _TRIES) -> Failure:
    """The same failure of one input with as few bytes as `tries` runs find."""
    if len(failure.inputs) != 1:
        return failure
    size = len(failure.inputs[0].data) // 2
    while size >= 1 and tries > 0:
        at, shrunk = 0, False
        while at < len(failure.inputs[0].data) and tries > 0:
            item = failure.inputs[0]
            less = replace(item, data=item.data[:at] + item.data[at + size :])
            tries -= 1
            smaller = attempt([less], manner)
            if smaller is not None and smaller.what == failure.what:
                failure, shrunk = smaller, True
            else:
                at += size
        size = size if shrunk and size == 1 else size // 2
    return failure
