"""What a failed command says: one sentence with the remedy, for every kind of failure, in one table.

Three kinds are distinguished. What Masthead itself raises in words is printed as it stands. What the system refuses
(a full disk, a missing permission) is known by its number, through whichever library it came. All else is a fault
of Masthead and asks to be reported; where it happened is shown on request alone.
"""

import dis
import errno
import os
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from scoring.messages.terminal import console, legible
from scoring.schema.plugins import first_line

DEBUG_VARIABLE = "MASTHEAD_DEBUG"
_OURS = tuple(Path(__file__).resolve().parents[2] / name for name in ("scoring", "dashboard"))
_LONGEST = 300  # characters of a library's words
# Of our own words, which may quote a cell of a user's file: an unbroken run (a path may be long), and all of them.
_LONGEST_RUN, _LONGEST_SENTENCE = 400, 2_000
_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
_LEFT_OUT = " […] "
# Python writes [Errno 28], Rust (polars) "(os error 28)" and, where it knows it, ": PATH" behind.
_NUMBER = re.compile(r"\[errno (\d+)\]|\(os error (\d+)\)(?:: (?P<path>[^\n]+))?", re.IGNORECASE)

_FULL = "There is no space left{for_path}. Free some, or name a folder on another disk, and rerun the same command."
_DENIED = (
    "{path} cannot be read or written: permission is denied. Change the permission or name another place."
)
_MANY = "Too many files are open at once. Raise the limit (ulimit -n 4096) and rerun the same command."
SYSTEM: dict[int, str] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "{path} would become larger than this system or disk allows. Name a folder on another disk.",
    errno.EROFS: "{path} cannot be written: the disk is read-only. Name a folder on another disk.",
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOENT: "{path} does not exist. Check the spelling, and whether another program has moved it.",
    errno.ENOTDIR: "{path} cannot be used: part of it is a file, not a folder. Name another place.",
    errno.EISDIR: "{path} is a folder, not a file. Name a file.",
    errno.EEXIST: "{path} already exists. Name another place.",
    errno.ENOTEMPTY: "{path} holds other files. Name a folder that is new or empty.",
    errno.ENAMETOOLONG: "{path} is a longer name than this system allows. Choose a shorter one.",
    errno.ELOOP: "{path} is a link that points back to itself. Name the file or folder itself.",
    errno.EMFILE: _MANY,
    errno.ENFILE: _MANY,
    errno.ENOMEM: "There is not enough memory. Use fewer --workers, or score fewer articles at a time.",
    errno.EIO: "{path} cannot be read or written: the disk, or the connection to it, failed.",
    errno.EADDRINUSE: "The port is in use. Name another with --port.",
    errno.EADDRNOTAVAIL: "This machine does not have that address. Name another with --address.",
}


def _memory(_error: BaseException) -> str:
    return SYSTEM[errno.ENOMEM]


def _missing(error: BaseException) -> str:
    name = getattr(error, "name", None) or "a package"
    return (
        f"{name} is missing from this installation, or broken ({_first_line(error)}). Install Masthead again."
    )


KINDS: tuple[tuple[type[BaseException], Callable[[BaseException], str]], ...] = (
    (MemoryError, _memory),
    (ImportError, _missing),
)


def complain(error: BaseException) -> None:
    """Print the sentence for a failure; print nothing if the output has been closed."""
    if isinstance(error, BrokenPipeError):
        return
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    console(stderr=True, soft_wrap=True).print(f"masthead: {sentence(error)}", style="red")


def sentence(error: BaseException) -> str:
    """What a failure means, in words, with the remedy."""
    if _said_by_us(error):
        return legible(_shortened(str(error)))
    for kind, words in KINDS:
        if isinstance(error, kind):
            return legible(words(error))
    number, path = _system(error)
    if number in SYSTEM:
        return legible(SYSTEM[number].format(path=path or "A file", for_path=f" for {path}" if path else ""))
    if isinstance(error, OSError) and error.strerror:
        return legible(f"{path or 'The system refuses'}: {error.strerror}.")
    return legible(
        f"This is a fault of Masthead, please report it: {type(error).__name__}: {_first_line(error)} "
        f"(run the same command with {DEBUG_VARIABLE}=1 to see where)."
    )


def _shortened(words: str) -> str:
    """The message, with its middle left out if it quotes more than anybody would read."""
    words = _RUN.sub(lambda run: _ends_of(run[0], _LONGEST_RUN), words)
    return _ends_of(words, _LONGEST_SENTENCE) if len(words) > _LONGEST_SENTENCE else words


def _ends_of(words: str, most: int) -> str:
    kept = (most - len(_LEFT_OUT)) // 2
    return f"{words[:kept]}{_LEFT_OUT}{words[-kept:]}"


def _first_line(error: BaseException) -> str:
    return first_line(error)[:_LONGEST] or "no words"


def _system(error: BaseException) -> tuple[int, str]:
    """The operating system's number of an error and the path concerned; 0 and '' if there is none."""
    if isinstance(error, OSError) and error.errno:
        named = error.filename2 or error.filename
        return error.errno, "" if named is None else os.fsdecode(named) if not isinstance(named, int) else ""
    found = _NUMBER.search(str(error))
    if found is None:
        return 0, ""
    return int(found[1] or found[2]), (found["path"] or "").strip(" .`'\"")


def _said_by_us(error: BaseException) -> bool:
    """Whether the words are Masthead's own: of a type of its own, or raised in words by its own code.

    A ValueError that a library or a built-in function raises speaks of its own affairs, so it does not count.
    """
    if type(error).__module__.startswith("scoring."):
        return True
    if not isinstance(error, (ValueError, OSError, RuntimeError)) or getattr(error, "errno", None):
        return False
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return last is not None and _in_our_code(last) and _is_raise(last)


def _in_our_code(last: TracebackType) -> bool:
    path = Path(last.tb_frame.f_code.co_filename).resolve()
    return any(path.is_relative_to(package) for package in _OURS)


def _is_raise(last: TracebackType) -> bool:
    return dis.opname[last.tb_frame.f_code.co_code[last.tb_lasti]] == "RAISE_VARARGS"
