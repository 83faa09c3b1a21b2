"""What every test may use: no network, the local corpora where there are any, an article in one line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

from scoring.corpus.schema import ARTICLES
from scoring.run.options import Options
from scoring.run.score import Summary, score
from scoring.schema.lists import data_folder

# The machines that run these tests are slow and shared: a deadline would fail by chance.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

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


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """The bundled sample corpus."""
    return data_folder() / "sample"


@pytest.fixture(scope="session")
def _scored_sample(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    out = tmp_path_factory.mktemp("sample") / "scores"
    options = Options(manifest=sample_folder / "manifest.csv", trained_mentions=2)
    return out, score([sample_folder / "articles"], out, options)


@pytest.fixture(scope="session")
def sample_scores(_scored_sample: tuple[Path, Summary]) -> Path:
    """The scores folder of the sample, made once a test run; not to be changed."""
    return _scored_sample[0]


@pytest.fixture(scope="session")
def sample_summary(_scored_sample: tuple[Path, Summary]) -> Summary:
    """What that run said of itself."""
    return _scored_sample[1]


@pytest.fixture
def article() -> Callable[..., pl.DataFrame]:
    """Make a frame of one article: `article("Some text.", outlet="Daily Bolt")`."""

    def make(text: str, **fields: Any) -> pl.DataFrame:
        row = {"article_id": "a", "has_time": False, "language": "en", "file": "a.txt", "text": text} | fields
        return pl.DataFrame([{name: row.get(name) for name in ARTICLES}], schema=ARTICLES)

    return make
