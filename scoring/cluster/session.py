"""Reaching Spark: a session with the cluster, or one sentence that says why there is none."""

import os
import re
import shutil
import signal
import socket
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scoring.cluster.parcel import Parcel
from scoring.messages.complaints import DEBUG_VARIABLE
from scoring.workers.engine import Engine
from scoring.workers.faults import EngineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 17
ATTEMPTS = 4  # of a task, as on a cluster; on this machine Spark would try once
_PATIENCE = 10.0  # seconds for a master to accept a connection
_MASTER_PORT = 7077
# How Java begins to tell of an exception.
_RAISED = re.compile(r'(?:Exception in thread "[^"]*" |Caused by: )?[\w.$]+(?:Error|Exception): |Error: ')
_STANDALONE = "spark://"
_LONGEST = 400  # characters of Spark's words
_LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
}
_ALWAYS = {
    "spark.app.name": "masthead",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
    # Spark's tasks provide the parallelism.
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
    "spark.executorEnv.OMP_NUM_THREADS": "1",
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
}


@contextmanager
def spark_engine(
    master: str | None, workers: int, parcel: Parcel, partitions: int | None
) -> Iterator[Engine]:
    """An engine on the cluster at `master` (None: on `workers` cores of this machine).

    A session that this process has already, as a notebook on a cluster does, is used and left as it is. Raises
    EngineError, in one sentence with the remedy, if Spark cannot be reached.
    """
    check_installed()
    from pyspark.sql import SparkSession

    from scoring.cluster.spark import SparkEngine

    session = SparkSession.getActiveSession()
    if session is not None:
        yield SparkEngine(session, parcel, partitions)
        return
    address = master_url(master, workers)
    check_reachable(address)
    with opened(address) as session:
        yield SparkEngine(session, parcel, partitions)


def check_installed() -> None:
    """Raise EngineError unless PySpark and Java are there."""
    if find_spec("pyspark") is None or find_spec("pandas") is None:
        raise EngineError(
            "Apache Spark is not installed: pip install 'masthead[spark]', here and on every machine."
        )
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        where = f"JAVA_HOME is {home}, where none is" if home else "there is none"
        raise EngineError(
            f"Apache Spark needs Java {JAVA} or newer, and {where}. Install it (Debian: apt-get install "
            "default-jre-headless)."
        )


def master_url(master: str | None, workers: int) -> str:
    """The address of the master; on this machine with as many attempts for each task as on a cluster.

    >>> master_url(None, 2), master_url("local[3]", 2), master_url("spark://host:7077", 2)
    ('local[2,4]', 'local[3,4]', 'spark://host:7077')
    """
    if master is None:
        return f"local[{workers},{ATTEMPTS}]"
    if master == "local":
        return f"local[1,{ATTEMPTS}]"
    if master.startswith("local[") and "," not in master:
        return f"{master.removesuffix(']')},{ATTEMPTS}]"
    return master


def check_reachable(master: str) -> None:
    """Raise EngineError if no stand-alone master answers at its address; Spark would take a minute to notice."""
    if not master.startswith(_STANDALONE):
        return
    for address in master.removeprefix(_STANDALONE).split(","):
        try:
            parts = urlsplit(f"//{address}")
            with socket.create_connection((parts.hostname or "", parts.port or _MASTER_PORT), _PATIENCE):
                return
        except (OSError, ValueError):
            continue
    raise EngineError(f"No Spark master answers at {master}. Start it, or correct --master.")


@contextmanager
def opened(address: str) -> "Iterator[SparkSession]":
    """A session with the master at `address`, stopped at the end. Raises EngineError if there can be none."""
    with tempfile.TemporaryDirectory(prefix="masthead-spark-") as folder:
        session = _opened(address, Path(folder) / "said.txt")
        try:
            yield session
        finally:
            with _own_signals():
                session.stop()


def _opened(master: str, said: Path) -> "SparkSession":
    """A session; what Spark itself says goes to the file `said`."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    # Executors start the Python of this name.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    for name, value in {**_ALWAYS, **(_LOCAL if master.startswith("local") else {})}.items():
        builder = builder.config(name, value)
    try:
        with _own_signals(), _spoken_into(said), warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
            return builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise EngineError(
            f"Spark cannot be started for {master}: {_reason(said, error)}. It needs Java {JAVA} or newer; "
            f"{DEBUG_VARIABLE}=1 shows all that it says."
        ) from error


def _reason(said: Path, error: BaseException) -> str:
    """Why Spark did not start, in its own words."""
    from scoring.cluster.spark import shown_words

    lines = said.read_text(encoding="utf-8", errors="replace").splitlines() if said.exists() else []
    raised = [line[found.end() :] for line in lines if (found := _RAISED.match(line))]
    return raised[0][:_LONGEST].rstrip(".") if raised else shown_words(error)


@contextmanager
def _spoken_into(said: Path) -> Iterator[None]:
    """Send what processes started meanwhile write to standard error to a file, for as long as they live."""
    if os.environ.get(DEBUG_VARIABLE):
        yield
        return
    sys.stderr.flush()
    own = os.dup(2)
    target = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(target, 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(own, 2)
        os.close(own)
        os.close(target)


@contextmanager
def _own_signals() -> Iterator[None]:
    """Leave Ctrl-C to Masthead: PySpark would answer it with a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
