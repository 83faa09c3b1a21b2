"""What can go wrong with one article or one run, and how it is reported.

A fault in one article never ends a run: it becomes a row of the rejects. An error that ends a run carries a message
for the user.
"""

from dataclasses import dataclass

from scoring.schema.plugins import PluginError, shown_line

NEVER_CAUGHT = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""These are requests, not faults. Everything else is caught: a panic in a Rust library is not an `Exception`."""


class WorkerDiedError(RuntimeError):
    """Worker processes keep ending without a result, whatever they are given to do."""


class EngineError(RuntimeError):
    """The engine that does the work cannot be used, or gave up; the message tells the user what to do."""


class ArticleTooLargeError(Exception):
    """An article would take more work than the limit for one article allows; the message is the reason."""


class OutOfTimeError(BaseException):
    """An article took longer than the limit for one article.

    Not an `Exception`, so that no library in between mistakes it for a failure of its own.
    """


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an article is not scored: the `reason` for its reject, and whether the fault is ours."""

    reason: str
    ours: bool


def fault_of(error: BaseException, stage: str) -> Fault:
    """The fault of an article that failed with `error` during `stage` ("measuring").

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
    """The fault of an article whose process was killed each time it was tried alone."""
    return Fault(
        f"a fault of Masthead, please report it: the process ended while {stage}, twice, with this article alone "
        "(probably out of memory)",
        ours=True,
    )
