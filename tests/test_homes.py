"""Each third-party package has one home: a reader finds its use in one place."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Packages of the whole program, at home everywhere.
COMMON = {"polars", "numpy"}
# Packages that several modules of one folder may share, or of which two modules use different halves.
SHARED_HOMES = {
    "scipy": {"scoring/outlets", "scoring/compare", "scoring/evaluate", "dashboard"},
    "rich": {"scoring/cli", "scoring/messages"},
    "typer": {"scoring/cli"},
    "textstat": {"scoring/text", "scoring/evaluate"},
    "vaderSentiment": {"scoring/tone", "scoring/evaluate"},
    "streamlit": {"dashboard"},
    "altair": {"dashboard"},
    "vl_convert": {"dashboard"},
    "lxml": {"scoring/corpus"},
    "resiliparse": {"scoring/corpus", "scoring/evaluate"},
    "trafilatura": {"scoring/corpus", "scoring/evaluate"},
    "pyarrow": {"scoring/corpus", "scoring/cluster"},
    "ahocorasick_rs": {"scoring/actors", "scoring/text"},
    "pyspark": {"scoring/cluster"},
    "py4j": {"scoring/cluster"},
    "datasketch": {"scoring/evaluate"},
}


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_a_package_is_imported_in_one_place() -> None:
    """A package outside the standard library is imported by one module, or inside its shared homes."""
    import sys

    homes: dict[str, set[Path]] = defaultdict(set)
    for top in ("scoring", "dashboard"):
        for path in (ROOT / top).rglob("*.py"):
            if "training" not in path.parts:
                for package in (
                    imported(path) - set(sys.stdlib_module_names) - COMMON - {"scoring", "dashboard"}
                ):
                    homes[package].add(path.relative_to(ROOT))
    astray = {
        package: sorted(map(str, paths))
        for package, paths in homes.items()
        if len(paths) > 1
        and not all(
            any(path.is_relative_to(home) for home in SHARED_HOMES.get(package, ())) for path in paths
        )
    }
    assert not astray, astray
