"""Where Spark cannot be used, one sentence says why; no Spark is needed to see it."""

import socket
from pathlib import Path

import pytest

from scoring.cluster import session
from scoring.run.engines import opened_engine
from scoring.run.options import SPARK, Options
from scoring.workers.engine import LocalEngine
from scoring.workers.faults import EngineError


def test_without_pyspark_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra that brings it."""
    monkeypatch.setattr(session, "find_spec", lambda _: None)
    with pytest.raises(EngineError, match=r"pip install 'masthead\[spark\]'"):
        session.check_installed()


def test_without_java_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whether none is on the path or JAVA_HOME names a folder without it."""
    monkeypatch.setattr(session, "find_spec", lambda _: object())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineError, match=f"Java 17 or newer, and JAVA_HOME is {tmp_path}"):
        session.check_installed()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="Java 17 or newer, and there is none"):
        session.check_installed()


def test_a_master_that_does_not_answer_is_named_at_once() -> None:
    """Spark itself would try for a minute, and then stop with a trace."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EngineError, match=f"No Spark master answers at {address}"):
            session.check_reachable(address)
        taken.listen()
        session.check_reachable(address)
    session.check_reachable("k8s://https://nowhere.example:6443")  # Spark knows better


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (Options(engine="flink"), "no engine called flink"),
        (Options(master="spark://host:7077"), "goes with --engine spark"),
    ],
)
def test_options_that_mean_nothing_are_refused(options: Options, words: str) -> None:
    """Before anything is read."""
    with pytest.raises(ValueError, match=words), opened_engine(options):
        pass


def test_by_default_this_machine_does_the_work() -> None:
    """With the workers asked for, and no Spark."""
    with opened_engine(Options(workers=3)) as engine:
        assert engine == LocalEngine(3)
    assert Options().engine != SPARK
