"""Scores folders and pages for the tests of the dashboard."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from tests.dashboard.browser import executable, launched
from tests.dashboard.server import serving
from tests.dashboard.synthetic import make_scores

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
WAIT = 60_000  # milliseconds that a browser's expectation may take: far beyond any step on a slow machine
SECONDS = 60  # far beyond any page; a hanging page shall fail, not a slow machine


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small scores folder of invented articles; see tests/dashboard/synthetic.py."""
    return make_scores(tmp_path_factory.mktemp("dashboard") / "scores")


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Puts `__main__` back, in whose place an AppTest may leave its page: a process spawned later would run that."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(synthetic: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens a page on a folder with a selection in the address, and runs it."""

    def opened(
        page: str = "outlets", /, *, folder: Path | None = synthetic, **parameters: str | list[str]
    ) -> AppTest:
        if folder is None:
            monkeypatch.delenv("MASTHEAD_SCORES", raising=False)
        else:
            monkeypatch.setenv("MASTHEAD_SCORES", str(folder))
        app = AppTest.from_file(str(APP), default_timeout=SECONDS)
        for name, value in parameters.items():
            app.query_params[name] = value
        if page != "outlets":
            app.switch_page(f"screens/{page}.py")
        return app.run()

    return opened


@pytest.fixture(scope="module")
def address(synthetic: Path) -> Iterator[str]:
    """A running dashboard on the invented folder."""
    with serving(synthetic) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a file, which are skipped where there is none and none is required."""
    if executable() is None and not os.environ.get("MASTHEAD_REQUIRE_BROWSER"):
        pytest.skip("there is no chromium here; python tests/install_browser.py installs Debian's")
    assert executable() is not None, "MASTHEAD_REQUIRE_BROWSER is set, and there is no chromium"
    expect.set_options(timeout=WAIT)
    with launched() as running:
        yield running
