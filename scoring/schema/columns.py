"""The columns of a table, each with its name, type, meaning and unit."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

TEXT, COUNT, NUMBER, FLAG, MOMENT = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean(), pl.Datetime("us")
PLACE = pl.Int32()
"""The type of places in one article's text and of counts of its words."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its polars type, what it means, and the unit of its numbers ('' if it has none).

    `kinds`: the closed vocabulary of its cells, if there is one. `added`: folders that were written before there was
    such a column are read without it.
    """

    name: str
    dtype: pl.DataType
    meaning: str
    unit: str = ""
    required: bool = False
    kinds: type[StrEnum] | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name (and that of its files), what one row is, its columns and the key they are sorted by.

    `csv` is false for tables written only as Parquet, for the dashboard and for programs; of these, `on_request` are
    written as CSV too where somebody asks for it (`masthead export --evidence`). `digits`: numbers are rounded to
    that many significant digits, not to decimals, because programs go on computing with them.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    csv: bool = True
    on_request: bool = False
    digits: int | None = None

    @property
    def needed(self) -> list[str]:
        """The columns that every folder has, older ones too."""
        return [column.name for column in self.columns if not column.added]

    @property
    def schema(self) -> pl.Schema:
        """Column names and types."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """The table without rows."""
        return pl.DataFrame(schema=self.schema)

    def part(self, *names: str) -> pl.Schema:
        """Only the named columns, in the order given; `part()` gives all of them.

        Raises KeyError for a name that the table lacks.
        """
        schema = self.schema
        return pl.Schema({name: schema[name] for name in names or schema.names()})


def kind(name: str, kinds: type[StrEnum], meaning: str, *, required: bool = True) -> Column:
    """A column of a closed vocabulary, whose words are added to the meaning."""
    words = [word.value for word in kinds if word.value]
    listed = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
    return Column(name, TEXT, f"{meaning}: {listed}.", required=required, kinds=kinds)


def fact(name: str, meaning: str, *, required: bool = False) -> Column:
    """A column of free text."""
    return Column(name, TEXT, meaning, required=required)


def count(name: str, meaning: str, unit: str, *, required: bool = True) -> Column:
    """A column of whole numbers."""
    return Column(name, COUNT, meaning, unit, required)


def place(name: str, meaning: str, unit: str = "characters", *, required: bool = True) -> Column:
    """A column of places in one text, or of counts within it."""
    return Column(name, PLACE, meaning, unit, required)


def number(name: str, meaning: str, unit: str = "", *, required: bool = False, added: bool = False) -> Column:
    """A column of numbers."""
    return Column(name, NUMBER, meaning, unit, required, added=added)


def flag(name: str, meaning: str, *, required: bool = False) -> Column:
    """A column of true and false."""
    return Column(name, FLAG, meaning, required=required)


def moment(name: str, meaning: str) -> Column:
    """A column of dates with their time (UTC)."""
    return Column(name, MOMENT, meaning)
