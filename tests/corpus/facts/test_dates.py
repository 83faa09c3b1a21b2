"""Dates in any sane form; what is not told is not made up."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.corpus.facts.dates import Moment, read_date
from scoring.corpus.read import read_corpus

from ..writing import story, write_table, write_text

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
    "2021-08-30T10:15:00.000+0000",
    "2021-08-30T12:15:00+02:00[Europe/Berlin]",
    "2021-08-30 06:15 America/New_York",
    "1630318500123456789",
    "20210830101500123",
    "44438.427083333336",
    "time.struct_time(tm_year=2021, tm_mon=8, tm_mday=30, tm_hour=10, tm_min=15, tm_sec=0, tm_wday=0)",
    "2021, 8, 30, 10, 15, 0, 0, 242, 0",
    "datetime.datetime(2021, 8, 30, 10, 15)",
    "/Date(1630318500000+0200)/",
    "Monday 30 August 2021 11.15 BST",
    "Montag, 30. August 2021, 10.15 Uhr",
    "lundi 30 août 2021 à 10h15",
    "30 de agosto de 2021, 10:15 h",
    "Mon Aug 30 2021 12:15:00 GMT+0200 (Central European Summer Time)",
    "Aug. 30, 2021, 6:15 a.m. ET",
    "Aug 30, 2021 6:15 AM (EDT)",
    "Published: Aug 30, 2021 10:15 Updated: Aug 31, 2021 12:00",
    "2021年8月30日 10:15",
    "30\xa0August\u202f2021, 10:15",
]
DAYS = [
    "2021-08-30",
    "30/08/2021",
    "08/30/2021",
    "20210830",
    "August 30, 2021",
    "30 de agosto de 2021",
    "30.8.21",
    "44438",
    "2021-W35-1",
    "2021-242",
    "(2021, 8, 30)",
    "Aug 30th, 2021",
    "30-31 August 2021",
    "August 30–31, 2021",
    "2021-08-30 to 2021-09-02",
    "Published 30 August 2021, updated 31 August 2021",
    "30 sierpnia 2021",
    "понедельник, 30 августа 2021 г.",
    "30 Ağustos 2021 Pazartesi",
    "30. srpna 2021",
    "30 elokuuta 2021",
    "2021. augusztus 30.",
    "30 أغسطس 2021",
    "٣٠/٠٨/٢٠٢١",
    "２０２１-０８-３０",
    "2021년 8월 30일",
]
UNREAD = [
    ("2021", "no full date"),
    ("August 2021", "no full date"),
    ("Friday", "no full date"),
    ("10:15", "no full date"),
    ("two hours ago", "counted from a day that is not known"),
    ("2021-02-30", "no such date"),
    ("03/04/2021", "day and month cannot be told apart"),
    ("0001-11-30", "the year 1 cannot be right"),
    ("9" * 500, "no full date"),
    ("5 hours ago", "counted from a day that is not known"),
    ("gestern, 10:15 Uhr", "counted from a day that is not known"),
    ("2021-W35", "no date"),
    ("12.30, 4 Mar 2021", "no date"),
    ("word " * 100, "no date"),
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


@given(st.text(st.characters(), max_size=40) | st.text("0123456789-/.:, TZW()[]年月日٣GMT+ag", max_size=40))
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
    """Day and month are told apart by the outlet's own dates, in this file or another."""
    rows = [("Wire", "03/04/2021"), ("Wire", "30/04/2021"), ("Owl", "03/04/2021"), ("Owl", "04/30/2021")]
    assert dates_read(tmp_path, rows) == [3, 30, 4, 30]
    (tmp_path / "days").mkdir()
    for number, date in enumerate(("03/04/2021", "04/30/2021")):
        write_table(
            tmp_path / "days" / f"{number}.csv", [{"text": story(number), "outlet": "Owl", "date": date}]
        )
    articles = read_corpus([tmp_path / "days"]).articles
    assert sorted(moment.day for moment in articles["published"]) == [4, 30]


def test_another_outlet_s_dates_do_not_decide(tmp_path: Path) -> None:
    """An American date beside a British one is unknown; several outlets that agree speak for their file."""
    assert dates_read(tmp_path, [("Owl", "03/04/2021"), ("Wire", "30/08/2021")]) == [None, 30]
    agreeing = [(outlet, "30/04/2021") for outlet in ("Wire", "Post", "Bolt")]
    assert dates_read(tmp_path, [("Owl", "03/04/2021"), *agreeing]) == [3, 30, 30, 30]
    split = [*agreeing, ("Globe", "04/30/2021")]
    assert dates_read(tmp_path, [("Owl", "03/04/2021"), *split]) == [None, 30, 30, 30, 30]


def test_without_evidence_the_date_is_unknown(tmp_path: Path) -> None:
    """Neither reading is chosen where nothing speaks for one."""
    assert dates_read(tmp_path, [("Wire", "03/04/2021"), ("Wire", "05/05/2021")]) == [None, 5]


@pytest.mark.parametrize(
    "slip", ["1970-01-01", "1970-01-01T00:00:00Z", "1899-12-30", "1900-01-01", "2099-01-01", "2061-06-05"]
)
def test_slips_are_unknown_and_noted(tmp_path: Path, slip: str) -> None:
    """The zeros of calendars, and dates years after all others, are not taken for dates of publication."""
    rows = [{"text": story(n), "date": date} for n, date in enumerate(("2021-08-30", slip))]
    corpus = read_corpus([write_table(tmp_path / "t.csv", rows)])
    assert corpus.articles.sort("row")["published"].to_list() == [datetime(2021, 8, 30), None]
    assert slip in corpus.notes["note"].item()


def test_old_papers_have_their_first_of_january(tmp_path: Path) -> None:
    """Among dates of those years, 1 January 1900 is a day like others; so are dates of coming years in a row."""
    assert dates_read(tmp_path, [("Owl", "1900-01-01"), ("Owl", "1901-05-07")]) == [1, 7]
    assert dates_read(tmp_path, [("Owl", "2026-02-03"), ("Owl", "2029-05-07"), ("Owl", "2033-01-09")]) == [
        3,
        7,
        9,
    ]


def test_notes_on_dates_are_bounded(tmp_path: Path) -> None:
    """A file with many dates that cannot be read names some and counts the others."""
    rows = [{"text": story(n), "date": "5 hours ago"} for n in range(30)]
    notes = read_corpus([write_table(tmp_path / "t.csv", rows)]).notes["note"].to_list()
    assert len(notes) == 21
    assert notes[0] == "10 more dates are not read: counted from a day that is not known"


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
