"""Starts the dashboard's server in a process of its own, and ends it with ours."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections import deque
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from pathlib import Path

from scoring.cli import served
from scoring.messages.extras import DASHBOARD, require
from scoring.messages.terminal import console, legible
from scoring.schema.folder import SCORES_VARIABLE
from scoring.workers import stopping

STOP_SECONDS = 5.0  # the server closes its connections in less; then it is ended all the same
_LOOK_SECONDS = 0.1  # between two looks whether it answers
_ANSWER_SECONDS = 2.0
_KEPT_LINES = 40  # of what it says while it starts, for the case that it does not
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - what to call, not what to bind


def serve_dashboard(folder: Path, *, address: str, port: int, open_browser: bool) -> int:
    """Run Streamlit on the dashboard until it is stopped; returns the exit code, 0 for Ctrl-C.

    Bound to `address` and `port` (0: any that is free), without usage statistics, file watching or developer's menus.
    Raises ValueError, in one sentence, where it cannot be started.
    """
    port = _usable_port(address, port)
    process = _started(folder, address, port)
    stopping.answer_for(process, whole_group=True)
    stopping.be_patient(STOP_SECONDS)
    said: deque[str] = deque(maxlen=_KEPT_LINES)
    ready = threading.Event()
    reader = threading.Thread(target=_listen, args=(process, said, ready), daemon=True)
    reader.start()
    try:
        _wait_until_ready(process, address, port)
        if process.poll() is not None:
            reader.join(_ANSWER_SECONDS)
            raise ValueError(f"The dashboard could not start: {_reason(said, process.returncode)}")
        ready.set()
        url = f"http://{f'[{address}]' if ':' in address else address}:{port}"
        console(soft_wrap=True).print(
            f"The dashboard of {legible(str(folder))} is at {url} - Ctrl-C stops it."
        )
        if open_browser:
            _open_browser(url)
        return _ended(process)
    except KeyboardInterrupt:
        ready.clear()  # its own words of farewell are ours to say
        stopping.end_children(STOP_SECONDS)
        number = stopping.settle()
        console(stderr=True).print("\nThe dashboard has stopped.")
        return 0 if number == signal.SIGINT else stopping.SIGNALLED + number
    finally:
        stopping.end_children(STOP_SECONDS)


def _ended(process: subprocess.Popen[str]) -> int:
    """Wait for the end of a process in short looks; returns its exit code.

    polars puts a handler of its own before Python's for Ctrl-C, after which the system takes up a long wait again
    instead of breaking it off: a plain `wait` would hear of the key only when the server has ended.
    """
    while process.poll() is None:
        time.sleep(_LOOK_SECONDS)
    return process.returncode


def _started(folder: Path, address: str, port: int) -> subprocess.Popen[str]:
    require(DASHBOARD, "streamlit", "altair", "vl_convert")
    found = find_spec("dashboard")
    if found is None or found.origin is None:
        raise ValueError("The dashboard is missing from this installation. Install Masthead again.")
    command = [
        *(sys.executable, "-m", served.__name__, "run", str(Path(found.origin).with_name("app.py"))),
        f"--server.address={address}",
        f"--server.port={port}",
        # Never its own opening of the browser, nor its question for an address of e-mail: either may wait for ever.
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
        "--client.toolbarMode=minimal",
        "--client.showErrorDetails=none",
    ]
    environment = os.environ | {SCORES_VARIABLE: str(folder.resolve()), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and file
        command,
        env=environment,
        stdin=subprocess.PIPE,  # it ends when this end is closed: see served.py
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # Ctrl-C is ours to answer: it reaches this process alone
    )


def _usable_port(address: str, port: int) -> int:
    """The port, or a free one for 0. Raises ValueError where it or the address cannot be used."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # else a port that was closed a moment ago would count as in use
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            return int(probe.getsockname()[1])
    except socket.gaierror:
        raise ValueError(
            f"There is no address '{address}'. Name one of this machine's with --address."
        ) from None
    except PermissionError:
        raise ValueError(
            f"Port {port} is reserved for the system. Name one above 1023 with --port."
        ) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ValueError(
                f"Port {port} is in use, perhaps by another dashboard. Name another: --port {port + 1}, or --port 0 "
                "for any free port."
            ) from None
        raise ValueError(
            f"This machine does not have the address '{address}'. Name another with --address."
        ) from None


# What the server greets with, sometimes after it has begun to answer: where the dashboard is, is ours to say.
_GREETINGS = ("You can now view", "URL:", "Local URL:", "Network URL:", "External URL:")


def _listen(process: subprocess.Popen[str], said: deque[str], ready: threading.Event) -> None:
    """Keep what the server says while it starts, and pass on what it says afterwards."""
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    for line in process.stdout:
        if ready.is_set():
            if line.strip() and not line.strip().startswith(_GREETINGS):
                sys.stderr.write(line)
        elif line.strip():
            said.append(line.strip())


def _wait_until_ready(process: subprocess.Popen[str], address: str, port: int) -> None:
    """Wait until the server answers, or has ended."""
    while process.poll() is None:
        connection = HTTPConnection(_EVERYWHERE.get(address, address), port, timeout=_ANSWER_SECONDS)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(_LOOK_SECONDS)


def _reason(said: deque[str], code: int) -> str:
    """The last thing that a server which did not start had to say."""
    return said[-1] if said else f"its server ended with exit code {code} and said nothing."


def _open_browser(url: str) -> None:
    """Open a window without waiting for it; where there is no screen, a browser in the terminal would take it over."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    if sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in screens):
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
