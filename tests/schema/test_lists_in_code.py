"""Words of a language stand in lists that the user may replace, and lists are read when they are asked for."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCORING = ROOT / "scoring"
MOST_WORDS = 8
WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*\.?")
# No words of the press: vocabularies of tables, what checks and benchmarks make up, and training, which no user runs.
PASSED_OVER = ("schema/", "evaluate/", "tone/training/")
ALLOWED = {
    "actors/gazetteer.py": "columns of a list",
    "corpus/cleaning/clean.py": "names of HTML elements",
    "corpus/cleaning/cut_off.py": "what data services print in place of the text that they hold back",
    "corpus/collections/": "field names that programs write into their exports, in several languages",
    "corpus/facts/addresses.py": "endings of file names",
    "corpus/cleaning/repair.py": "character references of HTML",
    "corpus/facts/date": "words of dates, beside those of other languages, for one reading of them",
    "corpus/facts/hosts.py": "parts of addresses",
    "corpus/facts/language.py": "codes of languages",
    "corpus/facts/language_names.py": "names of languages",
    "corpus/fields/": "names of columns and fields, and labels of headings",
    "corpus/finishing/no_article.py": "names of reasons",
    "corpus/json_files/shapes.py": "names of fields",
    "corpus/pages/": "names of HTML elements, of their classes, and of fields of JSON in pages",
    "corpus/schema.py": "names of columns",
    "corpus/texts/word_files.py": "what programs enter for the author of a file",
    "run/verdicts.py": "names of columns",
    "text/blocks/line.py": "names of features and of HTML elements",
}


def word_strings(tree: ast.Module) -> set[ast.expr]:
    """The strings that are split into words where they stand, by `split_words`, or later under their name."""
    split: set[ast.expr] = set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            split.add(node.func.value)
            names |= {node.func.value.id} if isinstance(node.func.value, ast.Name) else set()
        elif isinstance(node, ast.Call):
            split |= set(node.args) if isinstance(node.func, ast.Name) and "split" in node.func.id else set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id in names for t in node.targets
        ):
            split.add(node.value)
    return split


def collections(source: str) -> Iterator[tuple[int, list[str]]]:
    """The lines and plain words of the literal collections, word strings and alternatives of a module."""
    tree = ast.parse(source)
    split = word_strings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.Tuple | ast.List):
            texts = [part.value for part in node.elts if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.Dict):
            texts = [part.value for part in node.keys if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
            texts = re.split(r"[|()?:]+", node.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node in split:
            texts = node.value.split()
        else:
            continue
        words = [text for text in texts if isinstance(text, str) and WORD.fullmatch(text)]
        if len(words) > MOST_WORDS:
            yield node.lineno, words


def found() -> Iterator[tuple[str, int, list[str]]]:
    """Every such collection of the program."""
    for path in sorted(SCORING.rglob("*.py")):
        name = path.relative_to(SCORING).as_posix()
        if not name.startswith(PASSED_OVER):
            yield from ((name, line, words) for line, words in collections(path.read_text(encoding="utf-8")))


def test_words_stand_in_lists() -> None:
    """No module holds more than a few words in a row, unless they are no language, or a reason stands above."""
    stray = [
        f"{name}:{line}: {' '.join(words[:5])} ..."
        for name, line, words in found()
        if not any(name.startswith(place) for place in ALLOWED)
    ]
    assert not stray, "move them to a list in data/ (see scoring/schema/lists.py)"


def test_what_is_allowed_is_still_there() -> None:
    """A place that holds no words any more needs no reason."""
    names = {name for name, _, _ in found()}
    assert {place for place in ALLOWED if any(name.startswith(place) for name in names)} == set(ALLOWED)


@pytest.mark.parametrize(
    "planted",
    [
        'WORDS = frozenset("red orange yellow green blue indigo violet black white".split())',
        'TEXT = "red orange yellow green blue indigo violet black white"\nWORDS = frozenset(TEXT.split())',
        'WORDS = ("red", "orange", "yellow", "green", "blue", "indigo", "violet", "black", "white")',
        'WORDS = re.compile(r"(?:red|orange|yellow|green|blue|indigo|violet|black|white|grey|pink)")',
    ],
)
def test_a_planted_list_is_found(planted: str) -> None:
    """As a string that is split, as a collection, as a pattern."""
    assert [line for line, _ in collections(planted)] == [1]


READS = """
import importlib, json, pkgutil, traceback
import scoring
from scoring.schema import lists

reads = set()
real = lists.read_list

def told(source):
    modules = [frame.filename for frame in traceback.extract_stack() if frame.name == "<module>"]
    reads.add(modules[-1])
    return real(source)

lists.read_list = told
for module in pkgutil.walk_packages(scoring.__path__, "scoring."):
    if not module.name.endswith("__main__") and not module.name.startswith("scoring.tone.training"):
        importlib.import_module(module.name)
        lists._forget()
print(json.dumps(sorted(reads)))
"""


def test_no_list_is_read_at_import() -> None:
    """Else lists of the user's own would not hold in a process that has imported the module before."""
    done = subprocess.run([sys.executable, "-c", READS], capture_output=True, text=True, check=True, cwd=ROOT)
    read = [Path(name).relative_to(ROOT).as_posix() for name in json.loads(done.stdout)]
    assert read == []
