"""An engine that works elsewhere is sent what it needs and sends back what is kept; it changes no byte."""

import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scoring.run import score as spine
from scoring.run.options import Options
from scoring.run.score import score
from scoring.workers.attempts import Care
from scoring.workers.engine import LocalEngine, Regrouping
from scoring.workers.faults import EngineError

from .test_faulty_articles import corpus, poison
from .test_score import StoppedError, articles_of, digest, in_batches_of, stop_at, write_corpus

PLAINLY = Options(trained_mentions=0)


def posted(thing: Any) -> Any:
    """What arrives of a thing that is sent."""
    return pickle.loads(pickle.dumps(thing))  # noqa: S301 - it was just made


@dataclass
class Elsewhere:
    """Everything goes there and back as bytes; what was asked of it is noted by stage."""

    asked: list[str] = field(default_factory=list)
    elsewhere: bool = True

    def results(
        self, stage: str, work: Any, tasks: Iterable[Any], *, care: Care, quick: bool = False
    ) -> Iterator[Any]:
        """All tasks are drawn before the first result is given."""
        drawn = list(tasks)
        for task in drawn:
            self.asked.append(stage)
            yield posted(posted(work)(posted(task), care))

    def grouped(self, regrouping: Regrouping[Any], tasks: Iterable[Any]) -> Iterator[pl.DataFrame]:
        """As the local engine does."""
        self.asked.append("regrouping")
        yield from LocalEngine().grouped(posted(regrouping), map(posted, tasks))


class Lost(Elsewhere):
    """Its regroupings fail."""

    def grouped(self, regrouping: Regrouping[Any], tasks: Iterable[Any]) -> Iterator[pl.DataFrame]:
        """Nothing comes back."""
        raise EngineError("The cluster is gone.")


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make every run use an engine."""

    def make(engine: Elsewhere) -> Elsewhere:
        @contextmanager
        def opened(_: Options) -> Iterator[Elsewhere]:
            yield engine

        monkeypatch.setattr(spine, "opened_engine", opened)
        return engine

    return make


def test_the_bytes_are_those_of_this_machine(
    tmp_path: Path, use: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tokenising, grams and measuring are sent; each batch's result is kept as that batch's."""
    path = write_corpus(tmp_path / "in", articles_of(40))
    score([path], tmp_path / "here", PLAINLY)
    in_batches_of(9, monkeypatch)
    engine = use(Elsewhere())
    score([path], tmp_path / "there", PLAINLY)
    assert engine.asked == ["tokenising"] * 5 + ["regrouping"] + ["measuring"] * 5
    assert digest(tmp_path / "here") == digest(tmp_path / "there")


def test_a_run_that_stopped_here_is_finished_there(
    tmp_path: Path, use: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one engine has done the other does not do again; what is unchanged is not sent either."""
    path = write_corpus(tmp_path / "in", articles_of(40))
    score([path], tmp_path / "here", PLAINLY)
    in_batches_of(9, monkeypatch)
    with pytest.raises(StoppedError):
        score([path], tmp_path / "there", PLAINLY, stop_at("comparing"))
    engine = use(Elsewhere())
    score([path], tmp_path / "there", PLAINLY)
    assert "tokenising" not in engine.asked
    assert digest(tmp_path / "here") == digest(tmp_path / "there")
    assert score([path], tmp_path / "there", PLAINLY).unchanged == 40
    assert digest(tmp_path / "here") == digest(tmp_path / "there")


def test_faulty_articles_cost_only_themselves_there_too(
    tmp_path: Path, use: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rejects and every other table are those of this machine."""
    path = corpus(tmp_path / "in", poisoned=True)
    poison(monkeypatch, "measuring", "panic")
    here = score([path], tmp_path / "here", PLAINLY)
    use(Elsewhere())
    there = score([path], tmp_path / "there", PLAINLY)
    assert here.faults == there.faults == 3
    assert digest(tmp_path / "here") == digest(tmp_path / "there")


def test_an_engine_that_gives_up_is_no_articles_fault(tmp_path: Path, use: Any) -> None:
    """The run ends with the engine's sentence, and nobody searches for the article to blame."""
    path = write_corpus(tmp_path / "in", articles_of(4))
    use(Lost())
    with pytest.raises(EngineError, match=r"The cluster is gone\."):
        score([path], tmp_path / "out", PLAINLY)
    assert not (tmp_path / "out").exists()
