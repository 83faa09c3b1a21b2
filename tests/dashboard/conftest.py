"""Scores folders and pages for the tests of the dashboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.synthetic import make_scores

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
SECONDS = 60  # far beyond any page; a hanging page shall fail, not a slow machine


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small scores folder of invented articles; see tests/dashboard/synthetic.py."""
    return make_scores(tmp_path_factory.mktemp("dashboard") / "scores")


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
