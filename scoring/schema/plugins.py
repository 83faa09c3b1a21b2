"""Plug-ins: parts of Masthead that other packages provide, found by their entry points.

A package declares them in its `pyproject.toml`:

    [project.entry-points."masthead.readers"]
    rich-text = "masthead_rtf:READER"

A package is imported only when its plug-in is loaded; any failure then is reported to the user in one sentence.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, EntryPoint, distributions

_SHOWN_CHARACTERS = 200
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b")
"""Memory addresses are removed because they differ from run to run, and rejects must not."""


class PluginError(Exception):
    """A plug-in of another package cannot be used; the message says whose it is and why."""


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
    """The first line of an exception's message; '' if it has none.

    >>> first_line(ValueError("\\n  no wheel \\nnor brake"))
    'no wheel'
    """
    try:
        text = str(error)
    except Exception as inner:  # noqa: BLE001 - an exception that cannot even say what it is
        text = f"no message ({type(inner).__name__})"
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def shown_line(error: BaseException) -> str:
    """The first line of an exception's message as shown in a reject: short, printable, without memory addresses.

    >>> shown_line(ValueError("no wheel on <Cart object at 0x7f3a5c01d2b0>"))
    'no wheel on <Cart object at 0x...>'
    """
    line = _ADDRESS.sub("0x...", first_line(error))
    line = "".join(character if character.isprintable() else "\ufffd" for character in line)
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[:_SHOWN_CHARACTERS]}..."


def told(error: BaseException) -> str:
    """An exception from a plug-in in one line: its type and the first line of its message.

    >>> told(ModuleNotFoundError("No module named 'rtf'")), told(SystemExit())
    ("ModuleNotFoundError: No module named 'rtf'", 'SystemExit')
    """
    line = shown_line(error)
    return f"{type(error).__name__}: {line}" if line else type(error).__name__


@cache
def found(group: str) -> tuple[Plugin, ...]:
    """The plug-ins that other packages declare in a group (`masthead.readers`), by name, then by package.

    Looked up once per process. A package whose metadata cannot be read is skipped; of two packages with the same
    name, the one that Python would import counts.
    """
    packages = tuple(distributions())
    # A package's name costs far more to read than its entry points, and most installations have no plug-in.
    if not any(_entries(package, group) for package in packages):
        return ()
    plugins: list[Plugin] = []
    seen: set[str] = set()
    for package in packages:
        entries = _entries(package, group)
        try:
            name = package.name
        except Exception:  # noqa: BLE001, S112 - any damage to a package that need not even be Masthead's
            continue
        if entries is not None and isinstance(name, str) and name.lower() not in seen:
            seen.add(name.lower())
            plugins += [Plugin(entry.name, name, entry) for entry in entries]
    return tuple(sorted(plugins, key=lambda plugin: (plugin.name, plugin.package)))


def _entries(package: Distribution, group: str) -> tuple[EntryPoint, ...] | None:
    """What a package declares in a group; None if its metadata cannot be read."""
    try:
        return tuple(package.entry_points.select(group=group))
    except Exception:  # noqa: BLE001 - any damage to a package that need not even be Masthead's
        return None
