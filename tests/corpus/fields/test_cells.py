"""What stands in a cell, as text, and paths into it."""

import pytest

from scoring.corpus.fields.cells import running_text, scalar_text
from scoring.corpus.fields.record_paths import value_at


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        ([{"name": "Ida"}, {"name": "Bo"}], "byline", "Ida, Bo"),
        ({"0": "Ida", "1": "Bo"}, "byline", "Ida, Bo"),
        ("['Ida Holm', \"Bo O'Ray\"]", "byline", "Ida Holm, Bo O'Ray"),
        ("['Ida' 'Bo']", "byline", "Ida, Bo"),
        ("[{'name': 'Ida'}]", "byline", "Ida"),
        ('{"Ida Holm",Bo}', "byline", "Ida Holm, Bo"),
        ("By Ida Holm", "byline", "By Ida Holm"),
        ({"first_name": "Ida", "last_name": "Holm"}, "byline", "Ida Holm"),
        ({"$date": "2021-08-30T10:15:00Z"}, "published", "2021-08-30T10:15:00Z"),
        ({"$date": {"$numberLong": "1630318500000"}}, "published", "1630318500000"),
        ([2021, 8, 30, 10, 15, 0, 0, 242, 0], "published", "2021-08-30T10:15:00Z"),
        ("[2021, 8, 30, 10, 15, 0, 0, 242, 0]", "published", "2021-08-30T10:15:00Z"),
        (
            "time.struct_time(tm_year=2021, tm_mon=8, tm_mday=30, tm_hour=10, tm_min=15, tm_sec=0, tm_wday=0)",
            "published",
            "2021-08-30T10:15:00Z",
        ),
        ("datetime.datetime(2021, 8, 30, 10, 15)", "published", "2021-08-30T10:15:00"),
        ("Timestamp('2021-08-30 10:15:00')", "published", "2021-08-30 10:15:00"),
        ([{"rel": "self", "href": "b"}, {"rel": "alternate", "href": "a"}], "url", "a"),
        ("NaT", "published", None),
        ("<NA>", "", None),
        ("  ", "", None),
        ("[]", "byline", None),
        (float("nan"), "", None),
        (False, "byline", None),
        (7, "article_id", "7"),
        (b"Ida", "byline", "Ida"),
        ("[sic] Ida", "title", "[sic] Ida"),
        ("[1, 2]", "title", "[1, 2]"),
    ],
)
def test_metadata_cells(value: object, name: str, text: str | None) -> None:
    """A record, a list, Python's own notation: each comes to the text it stands for."""
    assert scalar_text(value, name) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("['It fell.', \"Then it didn't.\"]", "It fell.\nThen it didn't."),
        ("array(['It fell.', 'Then not.'], dtype=object)", "It fell.\nThen not."),
        ("b'It fell.\\nThen not.'", "It fell.\nThen not."),
        ('{"rendered": "<p>It fell.</p>"}', "<p>It fell.</p>"),
        ({"0": "a", "10": "c", "2": "b"}, "a\nb\nc"),
        ("[Editor's note] It fell. [End]", "[Editor's note] It fell. [End]"),
        ("['Tis the season] It fell.", "['Tis the season] It fell."),
        ({"unheard": "of"}, None),
        ([1, 2], None),
        (5, None),
    ],
)
def test_text_cells(value: object, text: str | None) -> None:
    """Paragraphs in a list, bytes, a record: each comes to its running text, and plain text stays as it is."""
    assert running_text(value) == text


def test_a_path_never_fails() -> None:
    """A path that leads nowhere, or through the wrong kinds of value, is nothing."""
    record: dict[str, object] = {"a": [1, {"b": None}], "c": "text"}
    for path in ("a[7]", "a[0].b", "a[1].b.c", "c.d", "c[0]", "x", "a..b", "[", "a[", ".", "a.[].b"):
        assert value_at(record, path) is None
