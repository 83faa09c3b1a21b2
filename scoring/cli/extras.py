"""What a command needs beyond Masthead's own packages: asked for before it begins, not after a minute's work."""

import sys
from importlib.util import find_spec

EXTRA = "dev"  # as in pyproject.toml


def require(*packages: str) -> None:
    """Raise ValueError, with the remedy, where one of these packages is not installed."""
    missing = [name for name in packages if not installed(name)]
    if missing:
        raise ValueError(
            f"This command also needs {' and '.join(missing)}. Install with: pip install 'masthead[{EXTRA}]'"
        )


def installed(package: str) -> bool:
    """Whether a package can be imported; it is only looked for."""
    if package in sys.modules:
        return sys.modules[package] is not None
    return find_spec(package) is not None
