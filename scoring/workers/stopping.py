"""Ctrl-C and other requests to stop: at any moment they end every process of ours, with a message.

A request is passed on as KeyboardInterrupt, so that whatever is open is closed on the way. If that takes longer than
`GRACE` seconds, because the main thread is inside a long native call or waits for a worker, a thread ends the process
all the same: everything that a run keeps is written in one step, so nothing is left half done. Only the standard
library is imported here, because this module is imported before all others.
"""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

GRACE = 1.0  # seconds: the prompt is back within two seconds of Ctrl-C, even on a busy machine
SIGNALLED = 128  # what a shell adds to a signal's number to make an exit code
_RESUMED = "Stopped. Rerun the same command to resume."
_UNWRITTEN = "Stopped. Nothing was written; rerun the same command to start again."
_WORDS = {"score": _RESUMED, "sample": _RESUMED, "export": _UNWRITTEN, "reference": _UNWRITTEN}
_PLAIN = "Stopped."
_SHOW_CURSOR = "\x1b[?25h"  # a progress bar hides it
# Ctrl-C, a polite kill, a terminal that was closed (not on every system).
_REQUESTS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

Process = subprocess.Popen[str] | subprocess.Popen[bytes]


@dataclass(slots=True)
class _State:
    """What this process knows about requests to stop; a single object, since there is a single process."""

    requests: list[int] = field(default_factory=list)
    patience: float = GRACE
    settled: bool = False
    shields: int = 0
    children: list[tuple[Process, bool]] = field(default_factory=list)


_state = _State()
_ending = threading.Lock()


def watch() -> None:
    """Handle requests to stop from now on; a signal that this process was told to ignore stays ignored."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in _REQUESTS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    sys.unraisablehook = _unraisable
    threading.Thread(target=_insist, args=(reading,), daemon=True, name="stopping").start()


def requested() -> int | None:
    """The signal that asked this process to stop, if one did."""
    return _state.requests[0] if _state.requests else None


def be_patient(seconds: float) -> None:
    """Give the main thread this long, instead of GRACE, to stop what it is running."""
    _state.patience = seconds


def settle() -> int:
    """Record that the main thread has handled the request itself; returns the signal."""
    _state.settled = True
    return _state.requests.pop() if _state.requests else signal.SIGINT


def _interrupt(number: int, _frame: object) -> None:
    """Pass on the first request; later ones must not disturb the shutdown."""
    if not _state.requests and not _state.settled:
        _state.requests.append(number)
        if not _state.shields:
            raise KeyboardInterrupt


def _unraisable(fault: "sys.UnraisableHookArgs") -> None:
    """Keep silent about an interrupt where nothing can be raised: in a callback, or while an object is taken away.

    There the interpreter drops it with a traceback of its own, and the main thread goes on; `_insist` ends it.
    """
    if not (fault.exc_type is KeyboardInterrupt and (_state.requests or _state.settled)):
        sys.__unraisablehook__(fault)


def _insist(reading: int) -> None:
    """End the process if the main thread does not do so in time, or if the request is repeated."""
    number = 0
    while number not in _REQUESTS:
        number = os.read(reading, 1)[0]
    # Any second signal ends the waiting: whoever presses Ctrl-C twice is in a hurry.
    select.select([reading], [], [], _state.patience)
    if not _state.settled:
        if not _state.requests:
            _state.requests.append(number)
        end()


def end() -> None:
    """Say that the run was stopped and how to resume it, end the processes that it started, and exit at once.

    The exit code is what a shell expects: 130 for Ctrl-C, 143 for a polite kill. Does not return.
    """
    _ending.acquire()  # of two threads only one speaks; the other waits here for the end
    with suppress(OSError, ValueError, AttributeError):  # a terminal that is gone cannot be written to
        if sys.stderr.isatty():
            sys.stderr.write(_SHOW_CURSOR)
        sys.stderr.write(f"\n{_message(sys.argv[1:])}\n")
        sys.stderr.flush()
    end_children()
    # Not sys.exit: at the end of the interpreter a pool would be waited for, and native threads as well.
    os._exit(SIGNALLED + (requested() or signal.SIGINT))


def _message(arguments: Sequence[str]) -> str:
    """What a stop means for a command.

    >>> _message(["score", "articles", "--out", "scores"])
    'Stopped. Rerun the same command to resume.'
    >>> _message(["metrics"])
    'Stopped.'
    """
    command = next((argument for argument in arguments if not argument.startswith("-")), "")
    return _WORDS.get(command, _PLAIN)


def answer_for(process: Process, *, whole_group: bool = False) -> None:
    """Register a process to be ended with ours; `whole_group`: it leads a process group, which is ended too."""
    _state.children.append((process, whole_group))


def end_children(seconds: float = GRACE) -> None:
    """End every process that this one started: workers at once, commands politely and, after `seconds`, by force."""
    pools = sys.modules.get("multiprocessing")  # where it was never loaded there are no workers
    for worker in pools.active_children() if pools else ():
        worker.kill()
    running = [(child, group) for child, group in _state.children if child.poll() is None]
    for child, group in running:
        _send(child, signal.SIGTERM, group)
    for child, group in running:
        with suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
        # Once more for what it has left behind in its group.
        if group or child.poll() is None:
            _send(child, getattr(signal, "SIGKILL", signal.SIGTERM), group)
            child.wait()


def _send(child: Process, number: int, group: bool) -> None:
    with suppress(OSError):  # it is gone
        if group and hasattr(os, "killpg"):
            os.killpg(child.pid, number)
        else:
            child.send_signal(number)


@contextmanager
def shielded() -> Iterator[None]:
    """A context for starting a process: it never receives Ctrl-C, and a request to stop waits until it has started.

    The terminal sends Ctrl-C to every process of a run, and a worker that receives it before it can ignore it ends in
    a traceback. So the signal is held back (not lost), which a new process inherits. A process half started when its
    parent exits would complain, so it is first added to the list of those to end.
    """
    masked = hasattr(signal, "pthread_sigmask")  # not on every system
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masked else set()
    _state.shields += 1
    try:
        yield
    finally:
        _state.shields -= 1
        if masked:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if _state.requests and not _state.shields and threading.current_thread() is threading.main_thread():
        raise KeyboardInterrupt
