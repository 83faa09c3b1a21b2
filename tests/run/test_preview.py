"""The first rows of a table, and which columns are taken for what."""

from pathlib import Path

import polars as pl
import pytest

from scoring.run.preview import Preview, preview
from tests.corpus.containing import workbook

ROWS = [["Outlet", "Headline", "Body"], ["Post", "Rain", "It rained."], ["Echo", "Wind", "It blew."]]
KNOWN = {"outlet": "Outlet", "title": "Headline", "text": "Body"}


def shown(path: Path, rows: int = 5) -> Preview:
    """The preview of a table that can be read."""
    found = preview(path, rows)
    assert found is not None
    return found


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "parquet"])
def test_columns_rows_and_what_is_recognised(ending: str, tmp_path: Path) -> None:
    """The same of every kind of table."""
    path = tmp_path / f"table.{ending}"
    if ending == "xlsx":
        path.write_bytes(workbook({"Sheet": ROWS}))
    elif ending == "parquet":
        pl.DataFrame(ROWS[1:], schema=ROWS[0], orient="row").write_parquet(path)
    else:
        mark = "," if ending == "csv" else "\t"
        path.write_text("\n".join(mark.join(row) for row in ROWS), encoding="utf-8")
    found = shown(path)
    assert found.columns == tuple(ROWS[0])
    assert found.rows == (tuple(ROWS[1]), tuple(ROWS[2]))
    assert {field: found.chosen.get(field) for field in KNOWN} == KNOWN
    assert len(shown(path, 1).rows) == 1


def test_columns_of_unknown_names_are_shown_to_be_chosen_from(tmp_path: Path) -> None:
    """A table whose text is not recognised has a preview all the same."""
    path = tmp_path / "table.csv"
    path.write_text("aaa,bbb\nRain,It rained.\n", encoding="utf-8")
    assert shown(path) == Preview(("aaa", "bbb"), (("Rain", "It rained."),), {})
    path = tmp_path / "table.xlsx"
    path.write_bytes(workbook({"Empty": [], "Sheet": [["aaa", "bbb"], ["Rain", "It rained."]]}))
    assert shown(path) == Preview(("aaa", "bbb"), (("Rain", "It rained."),), {})


@pytest.mark.parametrize("name", ["broken.parquet", "broken.xlsx", "empty.csv", "text.txt"])
def test_no_table_no_preview(name: str, tmp_path: Path) -> None:
    """What cannot be read is left to reading to be refused."""
    path = tmp_path / name
    path.write_bytes(b"" if name == "empty.csv" else b"no table at all")
    assert preview(path, 3) is None
