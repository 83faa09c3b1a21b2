"""A Spark on this machine, started once; without Java or PySpark its tests are skipped."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scoring.cluster.session import check_installed, opened
from scoring.workers.faults import EngineError

ROOT = Path(__file__).parents[2]
REQUIRED = "MASTHEAD_REQUIRE_SPARK"
"""An environment variable: where it is set these tests fail instead of being skipped."""


@pytest.fixture(scope="session")
def java() -> None:
    """Java and PySpark are here; the test is skipped where they are not."""
    try:
        check_installed()
    except EngineError as error:
        if os.environ.get(REQUIRED):
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def spark(java: None) -> Iterator[Any]:
    """A session on two cores, with two attempts for each task and executors that find these tests."""
    with pytest.MonkeyPatch.context() as patch:
        path = os.environ.get("PYTHONPATH", "")
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, [path])]))
        with opened("local[2,2]") as session:
            yield session
