"""What every test may use: no network, the local corpora where there are any, an article in one line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pytest_socket import socket_allow_hosts

from scoring.corpus.schema import ARTICLES

LOCAL = ["127.0.0.1", "::1"]
"""Hosts a test may reach: a server that it started itself."""


def pytest_runtest_setup() -> None:
    """Let no test reach beyond this machine."""
    socket_allow_hosts(LOCAL, allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of local corpora beside the checkout; the test is skipped where there is none."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the local corpora are not here (a folder `shared` beside the checkout)")
    return folder


@pytest.fixture
def article() -> Callable[..., pl.DataFrame]:
    """Make a frame of one article: `article("Some text.", outlet="Daily Bolt")`."""

    def make(text: str, **fields: Any) -> pl.DataFrame:
        row = {"article_id": "a", "has_time": False, "language": "en", "file": "a.txt", "text": text, **fields}
        return pl.DataFrame([{name: row.get(name) for name in ARTICLES}], schema=ARTICLES)

    return make
