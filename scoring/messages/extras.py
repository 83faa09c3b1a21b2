"""Checks for the packages that an optional part of Masthead needs, before any work begins."""

import sys
from importlib.util import find_spec

TONE, DASHBOARD, DEV = "tone", "dashboard", "dev"
"""The optional parts, as in pyproject.toml."""


def require(extra: str, *packages: str, otherwise: str = "") -> None:
    """Raise ValueError, with the remedy, where one of these packages is not installed.

    extra: the optional part that brings them. otherwise: how to do without.
    """
    missing = [name for name in packages if not installed(name)]
    if missing:
        raise ValueError(
            f"This also needs {' and '.join(missing)}. Install with: pip install 'masthead[{extra}]'{otherwise}"
        )


def installed(package: str) -> bool:
    """Whether a package can be imported; it is only looked for."""
    if package in sys.modules:
        return sys.modules[package] is not None
    return find_spec(package) is not None
