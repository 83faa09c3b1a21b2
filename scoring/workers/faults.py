"""What can go wrong with one article or one run, and how that is said.

A fault of one article never ends a run: it becomes a row of the rejects. What ends a run carries a message for
its user.
"""

from dataclasses import dataclass

from scoring.schema.plugins import PluginError, shown_line

NEVER_CAUGHT = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""These are wishes, not faults. Everything else is caught: a panic in a library of Rust is no `Exception`."""


class WorkerDiedError(RuntimeError):
    """Worker processes end without an answer, again and again, whatever they are given to do."""


class ArticleTooLargeError(Exception):
    """An article would take more work than the bound on one article allows; the message is the reason."""


class OutOfTimeError(BaseException):
    """An article took longer than the bound on one article.

    No `Exception`, so that no library in between takes it for a failure of its own.
    """


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an article is not scored: the `reason` as its reject gives it, and whether that is a fault of ours."""

    reason: str
    ours: bool


def fault_of(error: BaseException, stage: str) -> Fault:
    """What is said of an article that failed with `error` during `stage` ("measuring").

    >>> fault_of(KeyError("cue"), "measuring").reason
    "a fault of Masthead, please report it: KeyError while measuring: 'cue'"
    """
    if isinstance(error, ArticleTooLargeError):
        return Fault(str(error), ours=False)
    if isinstance(error, PluginError):
        return Fault(f"{error}; ask its authors, or uninstall it", ours=False)
    if isinstance(error, OutOfTimeError):
        return Fault(f"{error} while {stage}", ours=False)
    line = shown_line(error)
    return Fault(
        f"a fault of Masthead, please report it: {type(error).__name__} while {stage}"
        + (f": {line}" if line else ""),
        ours=True,
    )


def killed(stage: str) -> Fault:
    """What is said of an article whose process was ended each time that it was tried alone."""
    return Fault(
        f"a fault of Masthead, please report it: the process ended while {stage}, twice, with this article alone "
        "(probably out of memory)",
        ours=True,
    )
