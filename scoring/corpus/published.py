"""The dates of all articles, once every one of them is known: only together do they tell `03/04/2021`."""

from collections import defaultdict

import polars as pl

from scoring.corpus.dates import Moment, first_is_day, read_date
from scoring.corpus.schema import NOTES


def with_dates(articles: pl.DataFrame, groups: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the column `published`; gives the frame with `published` and `has_time`, and NOTES on the unread.

    `groups` says for each article which file its date stands in. Where all dates of a file are at midnight,
    the time is taken for not given.
    """
    written = articles["published"].to_list()
    files = groups.to_list()
    outlets = articles["outlet"].to_list()
    by_outlet: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    by_file: defaultdict[str, set[str]] = defaultdict(set)
    for file, outlet, date in zip(files, outlets, written, strict=True):
        if date is not None:
            by_outlet[file, outlet].add(date)
            by_file[file].add(date)
    file_order = {file: first_is_day(dates) for file, dates in by_file.items()}
    order = {key: first_is_day(dates) for key, dates in by_outlet.items()}
    read: dict[tuple[str, bool | None], Moment | str] = {}
    moments: list[Moment | str | None] = []
    for file, outlet, date in zip(files, outlets, written, strict=True):
        if date is None:
            moments.append(None)
            continue
        day_first = order[file, outlet]
        day_first = file_order[file] if day_first is None else day_first
        if (date, day_first) not in read:
            read[date, day_first] = read_date(date, day_first=day_first)
        moments.append(read[date, day_first])
    timed = {
        file
        for file, moment in zip(files, moments, strict=True)
        if isinstance(moment, Moment) and moment.has_time and moment.at.time().isoformat() != "00:00:00"
    }
    places = articles.select("file", "row").iter_rows()
    notes = [
        (file, row, f"the date {date!r} is not read: {moment}")
        for (file, row), date, moment in zip(places, written, moments, strict=True)
        if isinstance(moment, str)
    ]
    dated = articles.with_columns(
        pl.Series("published", [m.at if isinstance(m, Moment) else None for m in moments], pl.Datetime("us")),
        pl.Series(
            "has_time",
            [
                isinstance(moment, Moment) and moment.has_time and file in timed
                for moment, file in zip(moments, files, strict=True)
            ],
            pl.Boolean,
        ),
    )
    return dated, pl.DataFrame(notes, schema=NOTES, orient="row")
