"""Prints text from outside safely to a terminal.

A name may contain escape sequences, which a terminal obeys, or what Rich reads as markup. Both are shown as text.
"""

import os
import sys

from rich.console import Console
from rich.text import Text

_C0_PICTURES = 0x2400  # the block of pictures for control characters, in their order
_UNSEEN = "\N{REPLACEMENT CHARACTER}"
_KEPT = "\t\n"
# Marks, embeddings, overrides and isolates that change the direction of what follows them.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_STREAMS = 3


def _pictures() -> dict[int, str]:
    shown = {code: chr(_C0_PICTURES + code) for code in range(0x20) if chr(code) not in _KEPT}
    shown |= dict.fromkeys(range(128, 160), _UNSEEN) | {0x7F: "\N{SYMBOL FOR DELETE}"}
    return shown | dict.fromkeys(map(ord, _BIDI_CONTROLS), _UNSEEN)


_PICTURES = _pictures()


def legible(text: str) -> str:
    r"""The text with every character that would steer a terminal or turn the direction of reading made visible.

    Each stands for one, so that offsets hold. Line breaks and tabs are kept.

    >>> legible("\x1b[31mred\u202e")
    '␛[31mred�'
    """
    return text.translate(_PICTURES)


def legible_name(text: str) -> str:
    r"""A name as `legible`, on one line.

    >>> legible_name("Two\nlines \x07")
    'Two lines ␇'
    """
    return legible(" ".join(text.split()))


def name_cell(text: str, style: str = "") -> Text:
    """A name as a cell of a table: no markup, no pictures for words between colons."""
    return Text(legible_name(text), style=style, overflow="fold")


def console(*, stderr: bool = False, width: int | None = None, soft_wrap: bool = False) -> Console:
    """A console that takes strings as they are."""
    return Console(
        stderr=stderr, width=width, soft_wrap=soft_wrap, markup=False, emoji=False, highlight=False
    )


def open_streams() -> None:
    """Make sure that there is something to print to, and that any character can be printed.

    A stream that was closed (`>&-`) would otherwise give its number to the next file that is opened, and native
    libraries print to numbers. What a terminal's encoding lacks is printed as an escape.
    """
    for number in range(_STREAMS):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
