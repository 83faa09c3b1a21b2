"""Parts of Masthead that other packages bring along, found by their entry points.

A package declares them in its `pyproject.toml`:

    [project.entry-points."masthead.readers"]
    rich-text = "masthead_rtf:READER"

Nothing of it is imported before it is loaded, and what goes wrong then is one sentence for the user.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, distributions

_SHOWN_CHARACTERS = 200
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b")
"""Where an object lies in memory differs from run to run; the rejects of two runs must not."""


class PluginError(Exception):
    """What another package brings cannot be used; the message says whose it is and why."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: its `name`, the `package` that declares it, and the entry point itself."""

    name: str
    package: str
    entry: EntryPoint

    def load(self) -> object:
        """What the entry point names. Raises PluginError, whatever the package's own code does."""
        try:
            return self.entry.load()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise PluginError(f"the package {self.package} cannot be loaded ({told(error)})") from error


def first_line(error: BaseException) -> str:
    """The first line of what an exception says, whosever it is; '' where it says nothing.

    >>> first_line(ValueError("\\n  no wheel \\nnor brake"))
    'no wheel'
    """
    try:
        text = str(error)
    except Exception as inner:  # noqa: BLE001 - an exception that cannot even say what it is
        text = f"no message ({type(inner).__name__})"
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def shown_line(error: BaseException) -> str:
    """The first line of what an exception says, as a reject shows it: short, printable, without addresses in memory.

    >>> shown_line(ValueError("no wheel on <Cart object at 0x7f3a5c01d2b0>"))
    'no wheel on <Cart object at 0x...>'
    """
    line = _ADDRESS.sub("0x...", first_line(error))
    line = "".join(character if character.isprintable() else "\ufffd" for character in line)
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[:_SHOWN_CHARACTERS]}..."


def told(error: BaseException) -> str:
    """An exception of somebody else's code in one line: its kind, and the first line of what it says.

    >>> told(ModuleNotFoundError("No module named 'rtf'")), told(SystemExit())
    ("ModuleNotFoundError: No module named 'rtf'", 'SystemExit')
    """
    line = shown_line(error)
    return f"{type(error).__name__}: {line}" if line else type(error).__name__


@cache
def found(group: str) -> tuple[Plugin, ...]:
    """What other packages declare in a group (`masthead.readers`), by name, then by package.

    Looked up once a process: what is installed does not change while it runs. A package whose own description
    cannot be read is passed over, for nobody can tell what it declares; of two of one name the first that Python
    would import counts.
    """
    plugins: list[Plugin] = []
    seen: set[str] = set()
    for package in distributions():
        try:
            name = package.name
            entries = tuple(package.entry_points.select(group=group))
        except Exception:  # noqa: BLE001, S112 - any damage to a package that need not even be Masthead's
            continue
        if isinstance(name, str) and name.lower() not in seen:
            seen.add(name.lower())
            plugins += [Plugin(entry.name, name, entry) for entry in entries]
    return tuple(sorted(plugins, key=lambda plugin: (plugin.name, plugin.package)))
