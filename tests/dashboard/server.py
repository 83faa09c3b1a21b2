"""Starts the dashboard as `masthead dashboard` does, for tests and pictures."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 10
OPTIONS = ("--server.headless=true", "--server.fileWatcherType=none", "--browser.gatherUsageStats=false")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(scores: Path) -> Iterator[str]:
    """The address of a dashboard on `scores`, stopped afterwards."""
    port = _free_port()
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "streamlit", "run", str(root / "dashboard" / "app.py"), *OPTIONS]
    process = subprocess.Popen(
        [*command, f"--server.port={port}", "--server.address=127.0.0.1", "--client.toolbarMode=minimal"],
        env=os.environ | {"MASTHEAD_SCORES": str(scores)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("The dashboard's server ended while it started.")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError("The dashboard's server did not start in time.")
