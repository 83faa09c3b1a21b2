"""Runs the dashboard's server for as long as the process lives that started it; run by `scoring.cli.serve`.

That process holds the other end of our standard input, and never writes to it. However it ends, even killed by force,
the system closes it; then we end as if asked to, so that the port is free and uploaded texts are deleted.
"""

import os
import runpy
import signal
import sys
import threading


def _end_with_the_other() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    # Nobody listens any more, and its words of farewell must not fail.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Run Streamlit with the arguments given."""
    threading.Thread(target=_end_with_the_other, daemon=True, name="served").start()
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
