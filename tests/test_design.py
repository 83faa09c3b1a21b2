"""Habits that the code keeps: small functions, few parameters, no loose module, a tour in every room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES, MOST_PARAMETERS = 50, 7
# The word that opens the reason, in a comment beside the function.
REASON = "# Long because"
LOOSE = {"__init__.py", "__main__.py"}


def sources() -> list[Path]:
    """Every source file of the program."""
    return [path for folder in ("scoring", "dashboard") for path in sorted((ROOT / folder).rglob("*.py"))]


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef, int, int]]:
    """The functions of a file with their lines, the docstring apart, and their parameters."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            documented = ast.get_docstring(node, clean=False)
            end = node.end_lineno or node.lineno
            lines = end - node.lineno + 1 - (len(documented.splitlines()) if documented else 0)
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            yield node, lines, sum(argument.arg not in ("self", "cls") for argument in arguments)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_long_function_says_why(path: Path) -> None:
    """Over 50 lines or 7 parameters only with the reason beside it."""
    text = path.read_text(encoding="utf-8").splitlines()
    for node, lines, parameters in functions(path):
        if lines > MOST_LINES or parameters > MOST_PARAMETERS:
            beside = "\n".join(text[max(0, node.lineno - 4) : node.body[0].lineno + 1])
            assert REASON in beside, f"{node.name}: {lines} lines, {parameters} parameters"


def test_no_module_stands_loose() -> None:
    """Every module of the scoring package is in a room; at the top are the public API and the way in."""
    assert {path.name for path in (ROOT / "scoring").glob("*.py")} == LOOSE


@pytest.mark.parametrize("room", sorted(p.parent for p in (ROOT / "scoring").rglob("__init__.py")), ids=str)
def test_a_room_gives_its_tour_and_nothing_else(room: Path) -> None:
    """A folder's `__init__` is a docstring; the public API brings in its names beside it."""
    tree = ast.parse((room / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1 or room == ROOT / "scoring"
