"""The data dictionary says what is in the files, and refuses folders that are none."""

import json
from pathlib import Path

import pytest

from scoring.catalogue.find import catalogue
from scoring.schema.datapackage import FILE_NAME, FORMAT, lists_digest, read_package
from scoring.schema.tables import all_tables


def test_every_column_is_described() -> None:
    """A column without a meaning is not exported."""
    for table in all_tables(catalogue()):
        assert table.row.endswith(".")
        for column in table.columns:
            assert len(column.meaning.split()) >= 2, (table.name, column.name)


def test_keys_name_columns_of_their_table() -> None:
    """The order of rows is declared in columns that exist."""
    for table in all_tables(catalogue()):
        assert set(table.key) <= set(table.schema.names()), table.name


def test_the_dictionary_lists_the_columns_of_each_csv(sample_scores: Path) -> None:
    """Fields and header row agree, file by file."""
    package = read_package(sample_scores)
    assert len(package["resources"]) == sum(table.csv for table in all_tables(catalogue()))
    for resource in package["resources"]:
        header = (sample_scores / resource["path"]).read_bytes().split(b"\r\n", 1)[0].decode()
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]


def test_a_folder_of_another_format_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """The reader of an older folder is told to score again."""
    (tmp_path / FILE_NAME).write_text(json.dumps({"masthead": {"format": FORMAT + 1}}), encoding="utf-8")
    with pytest.raises(ValueError, match="Score the corpus again"):
        read_package(tmp_path)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"masthead": 3}'])
def test_a_damaged_dictionary_is_refused(content: str, tmp_path: Path) -> None:
    """Damage gives a sentence, not a traceback."""
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match="damaged"):
        read_package(tmp_path)


def test_a_folder_without_one_is_refused(tmp_path: Path) -> None:
    """So is a folder that never was one."""
    with pytest.raises(ValueError, match="not a scores folder"):
        read_package(tmp_path)


def test_the_digest_of_the_lists_is_stable() -> None:
    """The same lists have the same digest."""
    assert lists_digest() == lists_digest()
    assert len(lists_digest()) == 64
