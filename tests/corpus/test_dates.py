"""Dates in any sane form; what is not told is not made up."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.dates import Moment, read_date
from scoring.corpus.read import read_corpus

from .writing import story, write_table, write_text

TIMED = [
    "2021-08-30T10:15:00Z",
    "2021-08-30 10:15",
    "2021-08-30T15:45:00+05:30",
    "Mon, 30 Aug 2021 10:15:00 GMT",
    "Aug. 30, 2021, 6:15 a.m. EDT",
    "Published: Aug 30, 2021 at 10:15 AM",
    "1630318500",
    "1630318500000",
    "1.6303185e9",
    "20210830101500",
    "30. August 2021, 10:15 Uhr",
    "30 août 2021 à 10h15",
    "Mon Aug 30 10:15:00 +0000 2021",
    "30/08/2021 10:15",
]
DAYS = [
    "2021-08-30",
    "30/08/2021",
    "08/30/2021",
    "20210830",
    "August 30, 2021",
    "30 de agosto de 2021",
    "30.8.21",
]
UNREAD = [
    ("2021", "no full date"),
    ("August 2021", "no full date"),
    ("Friday", "no full date"),
    ("10:15", "no full date"),
    ("two hours ago", "no date"),
    ("2021-02-30", "no such date"),
    ("03/04/2021", "day and month cannot be told apart"),
    ("0001-11-30", "the year 1 cannot be right"),
    ("9" * 500, "no full date"),
]


@pytest.mark.parametrize("date", TIMED)
def test_moments(date: str) -> None:
    """Every form of one moment is read as that moment, in UTC where a zone is given."""
    assert read_date(date) == Moment(datetime(2021, 8, 30, 10, 15), has_time=True)


@pytest.mark.parametrize("date", DAYS)
def test_days(date: str) -> None:
    """Every form of one day is read as that day, without a time."""
    assert read_date(date) == Moment(datetime(2021, 8, 30), has_time=False)


@pytest.mark.parametrize(("date", "reason"), UNREAD)
def test_what_is_no_date(date: str, reason: str) -> None:
    """Nothing is filled in from today; the reason is told."""
    assert read_date(date) == reason


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_reason(date: str) -> None:
    """No text makes reading fail."""
    assert isinstance(read_date(date), Moment | str)


@given(st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2099, 12, 31)))
def test_iso_comes_back(moment: datetime) -> None:
    """A date written in ISO form is read as it was."""
    assert read_date(moment.isoformat(sep=" ")) == Moment(moment, has_time=True)


def dates_read(folder: Path, rows: list[tuple[str, str]]) -> list[int | None]:
    """The days of the month of outlets and dates in one table, in its order."""
    table = [{"text": story(n), "outlet": outlet, "date": date} for n, (outlet, date) in enumerate(rows)]
    articles = read_corpus([write_table(folder / "t.csv", table)]).articles.sort("row")
    return [moment.day if moment else None for moment in articles["published"]]


def test_an_outlet_s_other_dates_decide(tmp_path: Path) -> None:
    """Day and month are told apart by the outlet's own dates, else by the file's."""
    rows = [("Wire", "03/04/2021"), ("Wire", "30/04/2021"), ("Owl", "03/04/2021"), ("Owl", "04/30/2021")]
    assert dates_read(tmp_path, rows) == [3, 30, 4, 30]
    assert dates_read(tmp_path, [("Wire", "03/04/2021"), ("Owl", "30/04/2021")]) == [3, 30]


def test_without_evidence_the_date_is_unknown(tmp_path: Path) -> None:
    """Neither reading is chosen where nothing speaks for one, or the file contradicts itself."""
    assert dates_read(tmp_path, [("Wire", "03/04/2021"), ("Wire", "05/05/2021")]) == [None, 5]
    mixed = [("Owl", "03/04/2021"), ("Wire", "30/04/2021"), ("Post", "04/30/2021")]
    assert dates_read(tmp_path, mixed) == [None, 30, 30]


def test_midnight_everywhere_is_no_time(tmp_path: Path) -> None:
    """A file whose dates are all at midnight knows days only; one with other times knows midnight as well."""
    rows = [{"text": story(n), "date": f"2021-08-0{n + 1} 00:00:00"} for n in range(2)]
    assert not read_corpus([write_table(tmp_path / "t.csv", rows)]).articles["has_time"].any()
    rows[0]["date"] = "2021-08-01 09:30:00"
    assert read_corpus([write_table(tmp_path / "t.csv", rows)]).articles["has_time"].all()


def test_a_date_before_the_text(tmp_path: Path) -> None:
    """`date 2021-08-30` ahead of the text tells the day and stays in the text."""
    write_text(tmp_path / "a.txt", f" date 2021-08-30 {story()}")
    article = read_corpus([tmp_path]).articles.row(0, named=True)
    assert article["published"] == datetime(2021, 8, 30)
    assert "date 2021-08-30" in article["text"]
