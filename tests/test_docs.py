"""What README and docs name exists: every option, command, file, column and field."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import typer.main

from scoring.catalogue.find import catalogue
from scoring.cli.commands import app
from scoring.schema.lists import NOT_REPLACED, list_names, shipped_list
from scoring.schema.tables import all_tables

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
COMMAND = re.compile(r"(?:^|[`\s/])masthead ((?:evaluate )?[a-z]+)\b")
EVALUATE = re.compile(r"`(?:masthead )?evaluate ([a-z]+)")
FILE = re.compile(r"\b(?:scoring|dashboard|data|tests|docs|requirements)/[\w./-]*\w")
NAME = re.compile(r"`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`")
TABLE = re.compile(r"`([a-z_]+)\.(?:csv|parquet)`")
# Options of other programs that the pages tell how to call.
FOREIGN = frozenset(
    {
        "--pages",
        "--random",
        "--no-deps",
        "--outlets",
        "--two-workers",
        "--inputs",
        "--seed",
        "--seconds",
        "--work",
        "--out",
        "--host",
    }
)


def pages() -> list[tuple[str, str]]:
    """Each page's name and text."""
    return [(path.name, path.read_text(encoding="utf-8")) for path in PAGES]


@cache
def commands() -> dict[str, set[str]]:
    """Every command, with its options."""
    found: dict[str, set[str]] = {}

    def walk(command: object, name: str) -> None:
        if isinstance(command, typer.core.TyperGroup):
            for part, inner in command.commands.items():
                walk(inner, f"{name} {part}".strip())
        elif isinstance(command, typer.core.TyperCommand):
            found[name] = {option for parameter in command.params for option in parameter.opts}

    walk(typer.main.get_command(app), "")
    return found


@cache
def written_names() -> frozenset[str]:
    """Every name and every word of a string in the program, its tests and its lists."""
    names: set[str] = set()
    for folder in ("scoring", "dashboard", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            names.add(path.stem)
            if path == Path(__file__):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Name):
                    names.add(node.id)
                elif isinstance(node, ast.Attribute):
                    names.add(node.attr)
                elif isinstance(node, ast.arg):
                    names.add(node.arg)
                elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                    names.add(node.name)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    names.update(re.findall(r"\w+", node.value))
    for path in map(shipped_list, (*list_names(), *NOT_REPLACED)):
        names |= {path.stem, *re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    for table in all_tables(catalogue()):
        names |= set(table.schema)
    return frozenset(names)


@pytest.mark.parametrize(("page", "text"), pages())
def test_every_option_exists(page: str, text: str) -> None:
    """An option that the pages name is one of some command."""
    known = set().union(*commands().values()) | FOREIGN
    named = {option for code in CODE.findall(text) for option in OPTION.findall(code)}
    assert named <= known, page


@pytest.mark.parametrize(("page", "text"), pages())
def test_every_command_exists(page: str, text: str) -> None:
    """And so is every command, those that produce the figures among them."""
    code = "\n".join(CODE.findall(text))
    named = set(COMMAND.findall(code)) | {f"evaluate {name}" for name in EVALUATE.findall(text)}
    groups = {" ".join(name.split()[:depth]) for name in commands() for depth in (1, 2)}
    assert {name for name in named if name not in groups} <= set(commands()), page


@pytest.mark.parametrize(("page", "text"), pages())
def test_every_file_exists(page: str, text: str) -> None:
    """A path below one of our folders leads somewhere."""
    missing = [path for path in FILE.findall(text) if not (ROOT / path).exists()]
    assert not missing, page


@pytest.mark.parametrize(("page", "text"), pages())
def test_every_name_in_code_exists(page: str, text: str) -> None:
    """A column, a field, a metric or a word of a list that the pages set in code type is one."""
    missing = {name for name in NAME.findall(text) if name not in written_names()}
    assert not missing, page


def test_every_table_is_in_the_readme() -> None:
    """The README names each table that is written as CSV, and no other."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## What comes out") : text.index("## How well it measures")]
    named = set(TABLE.findall(section))
    assert named == {table.name for table in all_tables({}) if table.csv}


def test_every_command_is_in_the_readme() -> None:
    """The README's list of commands is whole."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `masthead ([a-z]+)", text, re.M))
    assert {name.split()[0] for name in commands()} <= named | {"reference"}
