"""What stands in place of wide tables and pictures on a narrow screen: cards that name their columns, lists."""

import re

import polars as pl

from dashboard.grids import labelled
from dashboard.matrix import MARKS, Matrix
from dashboard.matrix_list import OPEN, matrix_list
from tests.dashboard.conftest import OpenPage
from tests.dashboard.synthetic import PLAIN_OUTLETS
from tests.dashboard.test_pages import shown

HOSTILE = "<b>x</b>"


def marks(rows: list[tuple[str, int, str, str]]) -> pl.DataFrame:
    """Marks of a matrix: row, lane, state, value in words."""
    cells = [
        {"row": row, "lane": lane, "outlet": HOSTILE, "state": state, "told": told, "sample": "9 texts"}
        for row, lane, state, told in rows
    ]
    return pl.DataFrame(
        cells, schema={name: MARKS[name] for name in ("row", "lane", "outlet", "state", "told", "sample")}
    )


def test_every_cell_of_starts_table_names_its_column(open_page: OpenPage) -> None:
    """On cards there is no head row: each cell has the head's words, in the head's order."""
    table = next(
        h.proto.body for h in open_page().get("html") if 'aria-label="Table of outlets"' in h.proto.body
    )
    heads = [
        re.sub("<span.*?</span>|</?a[^>]*>", "", head).strip()
        for head in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    ]
    row = table.split("<tr>")[2]
    assert re.findall(r'<td[^>]* data-head="([^"]*)"', row) == heads[1:]


def test_a_long_table_offers_all_of_its_rows(open_page: OpenPage) -> None:
    """A narrow screen shows the first rows and columns; a link within the page leads to the place that shows all."""
    table = next(
        h.proto.body for h in open_page().get("html") if 'aria-label="Table of outlets"' in h.proto.body
    )
    place = re.search(r'<div class="mh-few" id="([^"]+)">', table)
    assert place
    assert f'<a class="mh-all" href="#{place[1]}">All ' in table
    row = table.split("<tr>")[2]
    assert 0 < row.count('class="mh-more"') < row.count("<td")


def test_heads_are_escaped() -> None:
    """A head cannot leave its attribute."""
    assert labelled("<td>1</td>", ['a" onclick="b']) == '<td data-head="a&quot; onclick=&quot;b">1</td>'


def test_matrix_list_has_every_value_and_folds_what_is_not_settled() -> None:
    """Metrics with a settled difference are open, the others folded; each outlet has value, count, verdict."""
    rows = [
        ("Up", 1, "clear", "2 (1 to 3)"),
        ("Up", 0, "reference", "5 (4 to 6)"),
        ("Down", 1, "not settled", "7"),
    ]
    matrix = Matrix(["Group", "Up", "Down"], ["Group"], marks(rows), pl.DataFrame(), pl.DataFrame())
    open_part, folded = matrix_list(matrix).split("<details>")
    assert open_part.index("5 (4 to 6)") < open_part.index("2 (1 to 3) · 9 texts · clear")
    assert "7" in folded
    assert "Nothing settled: 1 metric" in folded
    assert HOSTILE not in open_part


def test_matrix_list_without_a_settled_difference_is_open() -> None:
    """Where nothing is settled nothing is folded."""
    matrix = Matrix(["G", "A"], ["G"], marks([("A", 0, "alone", "1")]), pl.DataFrame(), pl.DataFrame())
    assert "<details>" not in matrix_list(matrix)


def test_a_long_matrix_list_is_folded() -> None:
    """Beyond a screen's worth the settled metrics are folded, too; each stands there once."""
    names = [f"Metric {n}" for n in range(OPEN + 3)]
    rows = [(name, 1, "clear", f"value of {name}.") for name in names]
    html = matrix_list(Matrix(names, [], marks(rows), pl.DataFrame(), pl.DataFrame()))
    assert [html.count(f"value of {name}.") for name in names] == [1] * len(names)
    assert "<details><summary>3 more</summary>" in html


def test_compare_has_the_list(open_page: OpenPage) -> None:
    """The list is on the page, for the style sheet to show."""
    assert 'class="mh-narrow"' in shown(open_page("compare", outlet=list(PLAIN_OUTLETS[:2])))
