"""Put ahead of everything by PYTHONPATH: makes Masthead fail on articles that hold a word, in any of its processes.

MASTHEAD_POISON names the function that fails (`module:name`) and how (`ValueError`, `panic`, `kill`, ...). It stands
in for the faults that nobody has found yet.
"""

import importlib
import os
import signal
from collections.abc import Callable

WORD = "arsenic"
BATCH = 8
"""Articles: small, so that a small corpus is work for several processes."""


class PanicException(BaseException):
    """As pyo3 raises it."""


def _fail(how: str) -> None:
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "panic":
        raise PanicException("index out of bounds")
    if how == "recursion":
        _fail(how)
    if how == "memory":
        bytearray(1 << 62)
    if how == "exit":
        raise SystemError("no traceback for this one")
    raise ValueError(f"no {how}")


def poisoned(original: Callable[..., object], how: str) -> Callable[..., object]:
    """The function, failing where the first of its arguments holds the word."""

    def failing(*arguments: object, **named: object) -> object:
        if WORD in str(arguments[0]):
            _fail(how)
        return original(*arguments, **named)

    return failing


def _poison(place: str, how: str) -> None:
    module_name, _, name = place.partition(":")
    module = importlib.import_module(module_name)
    setattr(module, name, poisoned(getattr(module, name), how))


if "MASTHEAD_POISON" in os.environ:
    importlib.import_module("scoring.run.stages.cut").BATCH = BATCH  # type: ignore[attr-defined]
    _poison(*os.environ["MASTHEAD_POISON"].split())
