"""Processing a batch of articles so that a faulty article costs only itself.

A batch is processed as a whole. If that fails, for whatever reason, it is processed again one article at a time, and
the articles that fail on their own are set apart, with their reasons.
"""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TypeVar

from scoring.workers.faults import NEVER_CAUGHT, Fault, OutOfTimeError, fault_of, killed

Item = TypeVar("Item")
Result = TypeVar("Result")

ARTICLE_SECONDS = 300.0
"""Processor seconds that one article may take of one stage. An ordinary one takes 0.02, the longest accepted
(2,000,000 characters) some 10; so neither a slow machine nor a busy one comes near it."""
_MOST_SECONDS = 31_536_000.0  # a year: systems refuse a timer of many more, and infinity
_REPEAT_SECONDS = 5.0
"""A library that swallows the interruption is interrupted again after this long."""


@dataclass(frozen=True, slots=True)
class Care:
    """How a batch is to be tried.

    seconds: processor seconds for one article (0: no limit). note: a file in which the place of each article is
    written before it is tried; articles are then tried one at a time, and if the process ends, the file says at
    which. given_up: places of articles that ended their process.
    """

    seconds: float = ARTICLE_SECONDS
    note: Path | None = None
    given_up: frozenset[int] = frozenset()


NO_CARE = Care(seconds=0)
"""No limit, no note: for work that was limited before."""


def attempt(
    stage: str,
    together: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    care: Care | None = None,
) -> tuple[list[Result], dict[int, Fault]]:
    """Call `together(items)`, or call it on pieces without the items that fail.

    Returns the results of the pieces in order, and the fault of each failed item by its place.

    >>> attempt("dividing", lambda numbers: [6 // n for n in numbers], [1, 0, 3])[0]
    [[6], [2]]
    """
    care = care or Care()
    if care.note is None and not care.given_up:
        try:
            with _bounded(care.seconds):
                return [together(items)], {}
        except NEVER_CAUGHT:
            raise
        except BaseException as error:  # noqa: BLE001 - see NEVER_CAUGHT
            if len(items) == 1:
                return [], {0: fault_of(error, stage)}
    return _one_by_one(stage, together, items, care)


def _one_by_one(
    stage: str, together: Callable[[Sequence[Item]], Result], items: Sequence[Item], care: Care
) -> tuple[list[Result], dict[int, Fault]]:
    results: list[Result] = []
    faults: dict[int, Fault] = {}
    for place, item in enumerate(items):
        if place in care.given_up:
            faults[place] = killed(stage)
            continue
        if care.note is not None:
            care.note.write_text(str(place), encoding="ascii")
        try:
            with _bounded(care.seconds):
                results.append(together([item]))
        except NEVER_CAUGHT:
            raise
        except BaseException as error:  # noqa: BLE001 - see NEVER_CAUGHT
            faults[place] = fault_of(error, stage)
    return results, faults


@contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError inside the block once this process has computed for this long.

    The limit is in processor time, not clock time, so that a busy machine makes no difference. It has no effect
    outside the main thread or on systems without such a timer (Windows).
    """
    if not seconds or not hasattr(signal, "setitimer") or not _in_main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError(f"more than {seconds:g} seconds of computing (--article-seconds)")

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, min(seconds, _MOST_SECONDS), _REPEAT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


class Guard:
    """Wraps each call for a single article made by a stage that sees all articles at once.

    A class because it remembers which calls failed: `faults`, by article.
    """

    def __init__(self, stage: str, seconds: float = ARTICLE_SECONDS) -> None:
        self.faults: dict[str, Fault] = {}
        self._stage, self._seconds = stage, seconds

    def __call__(self, article_id: str, ask: Callable[[], Result], instead: Result) -> Result:
        """The result of `ask()`, or `instead` if it fails; the article is then recorded in `faults`."""
        try:
            with _bounded(self._seconds):
                return ask()
        except NEVER_CAUGHT:
            raise
        except BaseException as error:  # noqa: BLE001 - see NEVER_CAUGHT
            self.faults.setdefault(article_id, fault_of(error, self._stage))
            return instead
