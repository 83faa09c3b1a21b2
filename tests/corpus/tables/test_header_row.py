"""Where the header of a table stands."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from scoring.corpus.contract import ColumnMap
from scoring.corpus.fields.columns import column_map
from scoring.corpus.read import read_corpus
from scoring.corpus.schema import Corpus, CorpusError
from scoring.corpus.tables.header_row import find_header

from ..writing import story, write_text

ONE, TWO, THREE = (story(n).replace("\n", " ") for n in (1, 2, 3))


def read_table(folder: Path, content: str | bytes, columns: Mapping[str, str] | None = None) -> Corpus:
    """Read one CSV of this content, and hold the result to its sum."""
    corpus = read_corpus([write_text(folder / "a.csv", content)], columns=columns)
    assert corpus.articles_in == corpus.articles.height + corpus.rejects.height + corpus.duplicates.height
    return corpus


def test_what_stands_above_the_header_is_noted(tmp_path: Path) -> None:
    """The note names the header's line."""
    notes = read_table(tmp_path, f"News of May,,\n,,\ntitle,text,date\nA,{ONE},2021-01-02\n").notes["note"]
    assert notes.to_list() == ["the header is in line 3; what stands above it is not read"]


def test_a_table_without_a_header(tmp_path: Path) -> None:
    """The error says so, and does not print the first article as the name of a column."""
    with pytest.raises(CorpusError, match="no header: the first row is data") as error:
        read_table(tmp_path, f"A,{ONE},2021-01-02\nB,{TWO},2021-01-03\n")
    assert ONE[:60] not in str(error.value)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["title", "text"]], 0),
        ([["News of May"], ["", ""], ["Headline", "Body"]], 2),
        ([["text"]], 0),
        ([["News"], ["text"]], None),  # one name alone may be a cell of data
        ([["a", "b"], ["1", "2"]], None),
        ([[ONE, "text"]], None),
        ([["x"]] * 29 + [["title", "text"]], 29),
        ([["x"]] * 30 + [["title", "text"]], None),
        ([["title", "summary"], ["title", "text"]], 1),
        ([["title", "summary"]], 0),
        ([], None),
        ([[], [""]], None),
    ],
)
def test_where_the_header_is(rows: Sequence[Sequence[str]], place: int | None) -> None:
    """The first of thirty rows that names a column of text."""
    assert find_header(rows, ColumnMap({})) == place


def test_a_mapped_column_shows_the_header() -> None:
    """A row below a title is the header if it holds the column that the user maps."""
    rows = [["News of May"], ["Lead story", "Who"]]
    assert find_header(rows, column_map({"Lead story": "text"})) == 1
    assert find_header(rows, column_map(None)) is None
