"""CSV that other programs read as it was meant."""

import csv
import io
from datetime import datetime
from pathlib import Path

import frictionless
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from scoring.schema.columns import COUNT, FLAG, MOMENT, NUMBER, TEXT, Column, Table
from scoring.schema.csv_files import csv_bytes, read_csv, rounded
from scoring.schema.datapackage import read_package
from scoring.schema.folder import export_csv, prepared
from scoring.schema.tables import EVIDENCE

TABLE = Table(
    "table",
    "A row.",
    (
        Column("text", TEXT, "Any text."),
        Column("count", COUNT, "Any number."),
        Column("number", NUMBER, "Any figure."),
        Column("flag", FLAG, "Yes or no."),
        Column("moment", MOMENT, "A time."),
    ),
    ("text",),
)
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12) | st.none()
ROWS = st.lists(
    st.tuples(
        CELLS,
        st.integers(-(2**60), 2**60) | st.none(),
        st.floats(-1e9, 1e9) | st.none(),
        st.booleans() | st.none(),
        st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)).map(
            lambda moment: moment.replace(microsecond=0)
        )
        | st.none(),
    ),
    max_size=8,
)


@given(rows=ROWS)
def test_a_csv_read_back_is_the_frame_that_was_written(
    rows: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No cell is lost or changed, whatever it holds: quotes, line ends, formulas, apostrophes, nothing."""
    frame = rounded(pl.DataFrame(rows, schema=TABLE.schema, orient="row"))
    path = tmp_path_factory.mktemp("csv") / "table.csv"
    path.write_bytes(csv_bytes(frame))
    assert_frame_equal(read_csv(path, TABLE), frame)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'quoted"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(cell: str) -> None:
    """Such a cell begins with an apostrophe in the file."""
    (_, row) = csv.reader(io.StringIO(csv_bytes(pl.DataFrame({"text": [cell]})).decode(), newline=""))
    assert row == ["'" + cell]


def test_lines_end_as_the_standard_says() -> None:
    """CRLF after every record; an empty cell for missing, and quotes around a cell that needs them."""
    frame = pl.DataFrame({"a": ["x", None, 'say "no", twice'], "b": [1, 2, None]})
    assert csv_bytes(frame) == b'a,b\r\nx,1\r\n,2\r\n"say ""no"", twice",\r\n'


def test_parts_put_together_are_the_whole() -> None:
    """A table written in parts has the bytes of the table written at once."""
    frame = pl.DataFrame({"text": ["a", "b", "c"], "n": [1.5, None, 2.25]})
    parts = csv_bytes(frame[:1]) + csv_bytes(frame[1:], header=False)
    assert parts == csv_bytes(frame)


def test_numbers_are_rounded_without_a_negative_zero() -> None:
    """What differs beyond six decimals, or beyond so many digits, is the same number, and zero has one form."""
    frame = rounded(pl.DataFrame({"n": [0.1234567, -1e-9, 2.0]}))
    assert frame["n"].to_list() == [0.123457, 0.0, 2.0]
    exact = rounded(pl.DataFrame({"n": [1.234567e-9, -0.0, 123456789.0]}), 3)
    assert exact["n"].to_list() == [1.23e-9, 0.0, 123000000.0]
    assert b"-0.0" not in csv_bytes(frame)


def test_rows_are_put_in_the_order_of_the_key() -> None:
    """The order of rows in a file follows from its rows alone."""
    frame = pl.DataFrame(
        [("b", 1, None, True, None), ("a", 2, None, None, None)], schema=TABLE.schema, orient="row"
    )
    assert_frame_equal(prepared(frame, TABLE), prepared(frame.reverse(), TABLE))


def test_export_copies_the_bytes_that_score_wrote(sample_scores: Path, tmp_path: Path) -> None:
    """`masthead export` and `masthead score` write the same CSV bytes."""
    for name in export_csv(sample_scores, tmp_path / "to"):
        assert (tmp_path / "to" / name).read_bytes() == (sample_scores / name).read_bytes()


def test_evidence_is_written_where_it_is_asked_for(sample_scores: Path, tmp_path: Path) -> None:
    """One file more, in the dictionary too, with every span; never beside the scores."""
    assert not (sample_scores / "evidence.csv").exists()
    plain = export_csv(sample_scores, tmp_path / "plain")
    names = export_csv(sample_scores, tmp_path / "to", evidence=True)
    assert set(names) - set(plain) == {"evidence.csv"}
    assert_frame_equal(
        read_csv(tmp_path / "to" / "evidence.csv", EVIDENCE),
        pl.read_parquet(sample_scores / "evidence.parquet"),
    )
    assert frictionless.validate(str(tmp_path / "to" / "datapackage.json")).valid
    with_it, without = (read_package(tmp_path / folder) for folder in ("to", "plain"))
    assert len(with_it["resources"]) == len(without["resources"]) + 1
    assert with_it["masthead"] == without["masthead"]
