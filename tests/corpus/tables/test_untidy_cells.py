"""Cells of delimited text, tidy and untidy."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.fields.columns import column_map
from scoring.corpus.tables.delimited import _rows, _table

CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"))


@given(st.lists(st.tuples(CELLS.filter(str.strip), CELLS), min_size=1, max_size=6))
def test_a_table_read_back_is_the_table_written(rows: list[tuple[str, str]]) -> None:
    """Any cells that Python's writer writes come back as they were."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([("title", "text"), *rows])
    lines = stream.getvalue().split("\n")
    found = list(_rows(f"{line}\n" for line in lines))
    assert [tuple(row.cells) for row in found] == [("title", "text"), *rows]
    assert all(row.fault is None for row in found)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('5" pipe,sold out', ['5" pipe', "sold out"]),
        (r'"He said \"no\" twice",end', ['He said "no" twice', "end"]),
        ('"a "word" here",end', ['a word" here"', "end"]),
        ("one,two,,", ["one", "two"]),
    ],
)
def test_untidy_cells(line: str, cells: list[str]) -> None:
    """Marks that stand badly, escapes and a spreadsheet's empty cells do not cost the row."""
    table = _table(_rows(iter(["title,text\n", f"{line}\n"])), column_map(None), ("text",))
    assert table is not None
    assert next(table.rows).cells == cells
