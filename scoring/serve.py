"""Starts the dashboard's server in a process of its own."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

SCORES_VARIABLE = "MASTHEAD_SCORES"


def serve_dashboard(folder: Path, *, address: str, port: int, open_browser: bool) -> int:
    """Run Streamlit on the dashboard until it is stopped; returns its exit code.

    Bound to `address`, without usage statistics, file watching or developer's menus.
    """
    found = find_spec("dashboard")
    if found is None or found.origin is None:
        raise ValueError("The dashboard is missing from this installation; install masthead again.")
    app = Path(found.origin).with_name("app.py")
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(app)),
        f"--server.address={address}",
        f"--server.port={port}",
        f"--server.headless={'false' if open_browser else 'true'}",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
        "--client.toolbarMode=minimal",
        "--client.showErrorDetails=none",
    ]
    environment = os.environ | {SCORES_VARIABLE: str(folder.resolve())}
    try:
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own interpreter and file
    except KeyboardInterrupt:
        return 0
