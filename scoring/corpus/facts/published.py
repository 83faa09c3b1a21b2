"""The dates of all articles, once all are known: only together do they show how to read `03/04/2021`.

Only together do they reveal a slip, too: a date that a computer writes when it has none (1 January 1970), or one
years after every other. Today's date is never used: the same corpus gives the same dates on any day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import polars as pl

from scoring.corpus.facts.dates import PLACEHOLDERS, Moment, first_is_day, read_date
from scoring.corpus.schema import NOTES

_AGREEING = 3
"""Outlets of a file whose own dates must show one order, and none the other, before the rest are read that way."""
_NEAR = timedelta(days=5 * 365)
"""A corpus from 1970 holds other dates from these years; 1 January is then a day like any other."""
_SURELY_PAST = datetime(2027, 1, 1)
"""Dates before the end of this version's year are never in the future."""
_FUTURE = datetime(2050, 1, 1)
"""The limit if there is no earlier date to compare with."""
_NOTES_EACH = 20
"""Notes on single dates of a file for one reason; the others are counted."""
_SHOWN = 80
"""Characters of a date that a note quotes."""

_Key = tuple[str, str | None]


def with_dates(articles: pl.DataFrame, groups: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the column `published`; returns the frame with `published` and `has_time`, and NOTES on dates not read.

    `groups` says which file each article's date comes from. If all dates of a file are at midnight, the time is
    treated as not given.
    """
    written = articles["published"].to_list()
    files = groups.to_list()
    keys: list[_Key] = list(zip(files, articles["outlet"].to_list(), strict=True))
    order = _orders(keys, written)
    read: dict[tuple[str, bool | None], Moment | str] = {}
    moments: list[Moment | str | None] = []
    for key, date in zip(keys, written, strict=True):
        if date is None:
            moments.append(None)
            continue
        day_first = order[key]
        if (date, day_first) not in read:
            read[date, day_first] = read_date(date, day_first=day_first)
        moments.append(read[date, day_first])
    slips = _slips({m for m in moments if isinstance(m, Moment)})
    moments = [slips.get(moment, moment) if isinstance(moment, Moment) else moment for moment in moments]
    timed = {
        file
        for file, moment in zip(files, moments, strict=True)
        if isinstance(moment, Moment) and moment.has_time and moment.at.time().isoformat() != "00:00:00"
    }
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
    unread = [
        (file, place, date, moment)
        for file, place, date, moment in zip(
            files, articles.select("file", "row").iter_rows(), written, moments, strict=True
        )
        if isinstance(moment, str) and date is not None
    ]
    return dated, pl.DataFrame(list(_notes(unread)), schema=NOTES, orient="row")


def _orders(keys: Sequence[_Key], written: Sequence[str | None]) -> Mapping[_Key, bool | None]:
    """Whether the day comes first, for each outlet of each file: by its dates there, then by its dates anywhere.

    Other outlets decide only if several in the same file agree and none disagrees: a file that somebody put
    together from an American and a British paper keeps the habits of both.
    """
    by_key: defaultdict[_Key, set[str]] = defaultdict(set)
    by_outlet: defaultdict[str, set[str]] = defaultdict(set)
    by_file: defaultdict[str, list[bool]] = defaultdict(list)
    for key, date in zip(keys, written, strict=True):
        by_key[key].add(date or "")
        if key[1] is not None:
            by_outlet[key[1]].add(date or "")
    own = {key: first_is_day(dates) for key, dates in by_key.items()}
    for (file, _), shown in own.items():
        if shown is not None:
            by_file[file].append(shown)
    anywhere = {outlet: first_is_day(dates) for outlet, dates in by_outlet.items()}

    def order(key: _Key) -> bool | None:
        shown = own[key]
        if shown is None and key[1] is not None:
            shown = anywhere[key[1]]
        if shown is None:
            others = by_file[key[0]]
            shown = others[0] if len(others) >= _AGREEING and len(set(others)) == 1 else None
        return shown

    return {key: order(key) for key in own}


def _slips(moments: Iterable[Moment]) -> Mapping[Moment, str]:
    """The dates that cannot be right, each with the reason."""
    moments = set(moments)
    sound = sorted({moment.at for moment in moments if moment.at.date() not in PLACEHOLDERS})
    slips = {
        moment: "the date that computers write where there is none"
        for moment in moments
        if moment.at.date() in PLACEHOLDERS and not any(abs(moment.at - at) <= _NEAR for at in sound)
    }
    past = [at for at in sound if at < _SURELY_PAST]
    later = sound[len(past) :]
    last = past[-1] if past else (later[0] if later and later[0] < _FUTURE else None)
    for at in later:
        if last is not None and at - last <= _NEAR:
            last = at
        else:
            slips |= {moment: "years after every other date" for moment in moments if moment.at == at}
    return slips


def _notes(
    unread: Sequence[tuple[str, tuple[str, int | None], str, str]],
) -> Iterable[tuple[str, int | None, str]]:
    """One note for each date not read; if a file has many for one reason, a single note covers the rest."""
    by_reason: defaultdict[tuple[str, str], list[tuple[str, int | None, str]]] = defaultdict(list)
    for group, (file, row), date, reason in unread:
        by_reason[group, reason].append((file, row, date))
    for (group, reason), dates in by_reason.items():
        dates.sort(key=lambda told: (told[0], told[1] or 0, told[2]))
        for file, row, date in dates[:_NOTES_EACH]:
            yield file, row, f"the date {_shown(date)} is not read: {reason}"
        if len(dates) > _NOTES_EACH:
            yield group, None, f"{len(dates) - _NOTES_EACH:,} more dates are not read: {reason}"


def _shown(date: str) -> str:
    return repr(date if len(date) <= _SHOWN else f"{date[:_SHOWN]}...")
