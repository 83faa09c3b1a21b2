"""What the dashboard's server says reaches the terminal, its greeting apart."""

import io
import threading
from collections import deque
from types import SimpleNamespace

import pytest

from scoring.cli.serve import _listen

GREETING = "\n  You can now view your Streamlit app in your browser.\n\n  URL: http://127.0.0.1:8501\n\n"


def test_a_late_greeting_is_not_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """The server may greet after it has begun to answer; only what else it says is shown."""
    ready = threading.Event()
    ready.set()
    process = SimpleNamespace(stdout=io.StringIO(f"{GREETING}A page failed.\n"))
    _listen(process, deque(), ready)  # type: ignore[arg-type]
    assert capsys.readouterr().err == "A page failed.\n"


def test_what_is_said_before_is_kept_for_the_reason() -> None:
    """A server that does not start has said why."""
    said: deque[str] = deque()
    process = SimpleNamespace(stdout=io.StringIO("Port 8501 is not available\n"))
    _listen(process, said, threading.Event())  # type: ignore[arg-type]
    assert said == deque(["Port 8501 is not available"])
