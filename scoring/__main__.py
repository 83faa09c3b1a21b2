"""The command `masthead`, also `python -m scoring`: it ends in words and an exit code, whatever happens."""

import os
import sys
from contextlib import suppress

FAILED = 1


def main() -> None:
    """Entry point. Other imports stand inside, because they take a second in which Ctrl-C may be pressed."""
    try:
        code = _run()
    except BaseException as error:  # noqa: BLE001 - nothing may end in a traceback, a native library's panic neither
        code = _explained(error)
    sys.exit(_flushed(code))


def _run() -> int:
    from scoring.workers import stopping

    stopping.watch()
    from scoring.messages.terminal import open_streams

    open_streams()
    from scoring.cli.commands import app

    try:
        app()
    except SystemExit as leaving:
        if stopping.requested():
            stopping.end()
        return leaving.code if isinstance(leaving.code, int) else FAILED if leaving.code else 0
    return 0


def _explained(error: BaseException) -> int:
    """Say what went wrong, in one sentence."""
    from scoring.workers import stopping

    # A library may turn the interrupt of its import or its call into a fault of its own.
    if isinstance(error, KeyboardInterrupt) or stopping.requested():
        stopping.end()
    from scoring.messages.complaints import complain

    complain(error)
    return FAILED


def _flushed(code: int) -> int:
    """Write out what waits to be printed; a reader that is gone (`masthead metrics | head`) is no fault."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        code = FAILED
    except OSError as error:
        code = _explained(OSError(error.errno, error.strerror, "the standard output"))
    else:
        return code
    # Else the interpreter would try once more when it ends, and complain in its own words.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


if __name__ == "__main__":
    main()
