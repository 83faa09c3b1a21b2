"""CSV by RFC 4180, safe to open in a spreadsheet and readable back without loss.

UTF-8, comma, CRLF, cells quoted where needed, empty cells for missing values. A text cell that a spreadsheet would
run as a formula (it begins with = + - @, a tab or a carriage return) is given a leading apostrophe, and so is one
that begins with an apostrophe, so that removing one apostrophe restores every cell.
"""

import io
from pathlib import Path

import polars as pl

from scoring.schema.columns import Table

_RISKY_START = r"^[=+\-@\t\r']"
_GUARD = "'"
DECIMALS = 6  # of every exported number: beyond any interval, and stable to print
_MOMENT_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def rounded(frame: pl.DataFrame, digits: int | None = None) -> pl.DataFrame:
    """The frame with its floating-point columns rounded and no negative zero.

    To DECIMALS, or to that many significant `digits`.
    """
    floats = [name for name, dtype in frame.schema.items() if dtype.is_float()]
    near = (
        pl.col(name).round(DECIMALS) if digits is None else pl.col(name).round_sig_figs(digits)
        for name in floats
    )
    return frame.with_columns(
        pl.when(number == 0).then(0.0).otherwise(number).alias(name)
        for name, number in zip(floats, near, strict=True)
    )


def _guarded(frame: pl.DataFrame) -> pl.DataFrame:
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(_RISKY_START))
        .then(pl.concat_str(pl.lit(_GUARD), pl.col(name)))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )


def restored(cell: str) -> str:
    """A text cell of such a file as it was before it was made harmless.

    >>> restored("'=1+1"), restored("=1+1")
    ('=1+1', '=1+1')
    """
    return cell.removeprefix(_GUARD)


def csv_bytes(frame: pl.DataFrame, *, header: bool = True) -> bytes:
    """The frame as CSV bytes, with the row of names unless told not to; the same frame gives the same bytes."""
    target = io.BytesIO()
    _guarded(frame).write_csv(
        target, include_header=header, line_terminator="\r\n", datetime_format=_MOMENT_FORMAT
    )
    return target.getvalue()


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write `csv_bytes(frame)` to a file."""
    path.write_bytes(csv_bytes(frame))


def read_csv(path: Path, table: Table) -> pl.DataFrame:
    """Read a table's CSV back as the frame that was written."""
    frame = pl.read_csv(path, infer_schema=False, empty_string_is_null=True)
    texts = [c.name for c in table.columns if c.dtype == pl.String]
    frame = frame.with_columns(pl.col(texts).str.replace(f"^{_GUARD}", ""))
    casts = []
    for column in table.columns:
        if column.dtype == pl.Boolean:
            casts.append(pl.col(column.name) == "true")
        elif column.dtype.is_temporal():
            casts.append(pl.col(column.name).str.to_datetime(_MOMENT_FORMAT, time_unit="us"))
        elif column.dtype != pl.String:
            casts.append(pl.col(column.name).cast(column.dtype))
    return frame.with_columns(casts)
