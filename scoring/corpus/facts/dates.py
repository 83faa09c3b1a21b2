"""Dates of publication, in any sane form, by dateutil.

A date is read only if it holds year, month and day: dateutil alone would fill the gaps with today's. `03/04/2021`
is the third of April or the fourth of March: the other dates of the same outlet, or else of the same file,
decide; if they cannot, the date is unknown, with a note. A known time zone is applied (UTC is stored).
"""

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from dateutil import parser as dateutil_parser
from dateutil import tz, zoneinfo

from scoring.corpus.facts.date_forms import RELATIVE, from_serial, known_form, without_weekdays

_EARLIEST, _LATEST = 1600, 2100
"""Years: the first newspaper is of 1605; later than 2100 is a slip."""
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e\+?\d+)?", re.IGNORECASE)
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S", 17: "%Y%m%d%H%M%S"}
_COMPACT_LONGEST = 14
"""Digits alone, by how many: `20210830`, `202108301015`, `20210830101500`, with thousandths too."""
_EPOCH_UNITS = ((1e9 / 10, 1e10, 1.0), (1e11, 1e13, 1e3), (1e14, 1e16, 1e6), (1e17, 1e19, 1e9))
"""Seconds since 1970 (from 1973 to 2286), and the same in thousandths, millionths, billionths."""
_TWO_NUMBERS_FIRST = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")
_MONTHS = 12
_LONGEST = 200
"""Characters; anything longer is a text."""
_ZONE_NAME = re.compile(r"\s*\b([A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?)$")
_YEAR = re.compile(r"\d{4}")
WRITTEN_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400
PLACEHOLDERS = frozenset(
    date.fromisoformat(day)
    for day in (
        "1970-01-01",
        "1969-12-31",
        "1899-12-30",
        "1899-12-31",
        "1900-01-01",
        "1904-01-01",
        "1601-01-01",
    )
)
"""Days that computers and spreadsheets write where they have no date: the zeros of their calendars."""
_FILLERS = re.compile(
    r"(?<=\d)(?:er|º|ª)\b|\b(?:de|del|le|den|der|um|uhr|at|a las|à|kl)\b|[|•·]|\.(?=\s)", re.IGNORECASE
)
_ZONES: Mapping[str, tzinfo] = {
    name: tz.tzoffset(name, int(hours * 3600))
    for name, hours in {
        "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
        "PST": -8, "PDT": -7, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
    }.items()
} | {
    name: tz.tzstr(f"{name[0]}ST{hours}{name[0]}DT,M3.2.0,M11.1.0")
    for name, hours in {"ET": 5, "CT": 6, "MT": 7, "PT": 8}.items()
}  # fmt: skip
"""As newspapers use them; `ET` is summer time in summer. IST (India, Israel, Ireland) and others with two
meanings are left out."""
_TRIAL_DAYS = (datetime(2000, 1, 1, 0, 0), datetime(2004, 2, 2, 13, 13))
"""Missing parts are filled in from these; a part that differs between them was not given."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as read: `at` without a zone, in UTC if a zone was given; `has_time` false if only the day was given."""

    at: datetime
    has_time: bool


def first_is_day(dates: Iterable[str]) -> bool | None:
    """Whether dates like `30/08/2021` begin with the day; None if they do not show it or disagree.

    >>> first_is_day(["03/04/2021", "30/08/2021"]), first_is_day(["03/04/2021"]), first_is_day(["8/30/21"])
    (True, None, False)
    """
    shown = set()
    for written in dates:
        found = _TWO_NUMBERS_FIRST.search(written)
        if found is not None:
            first, second = int(found[1]), int(found[3])
            if first > _MONTHS >= second or second > _MONTHS >= first:
                shown.add(first > _MONTHS)
    return shown.pop() if len(shown) == 1 else None


def read_date(written: str, *, day_first: bool | None = None) -> Moment | str:
    """Read one date; returns a str with the reason if it cannot be read.

    >>> read_date("Mon, 30 Aug 2021 10:15:00 +0200")
    Moment(at=datetime.datetime(2021, 8, 30, 8, 15), has_time=True)
    >>> read_date("30. August 2021"), read_date("1630318500").at.isoformat()
    (Moment(at=datetime.datetime(2021, 8, 30, 0, 0), has_time=False), '2021-08-30T10:15:00')
    >>> read_date("August 2021"), read_date("03/04/2021")
    ('no full date', 'day and month cannot be told apart')
    """
    written = written.strip()
    if len(written) > _LONGEST:
        return "no full date" if _NUMBER.fullmatch(written) else "no date"
    if RELATIVE.search(written) and not _YEAR.search(written):
        return "counted from a day that is not known"
    if not written.isascii() or not (_ISO_DAY.fullmatch(written) or _NUMBER.fullmatch(written)):
        written = known_form(written)
    try:
        if _ISO_DAY.fullmatch(written):
            return _plausible(datetime.fromisoformat(written), has_time=False)
        if _ISO.fullmatch(written):
            return _plausible(_utc(datetime.fromisoformat(written)), has_time=True)
    except (ValueError, OverflowError):
        return "no such date"
    if _NUMBER.fullmatch(written):
        return _read_number(written)
    return _read_words(written, day_first)


def _read_number(written: str) -> Moment | str:
    form = _COMPACT.get(len(written)) if written.isascii() and written.isdigit() else None
    if form is not None:
        try:
            return _plausible(datetime.strptime(written[:_COMPACT_LONGEST], form), has_time="%H" in form)
        except ValueError:
            pass  # not a calendar date: perhaps a count of seconds
    serial = from_serial(written)
    if serial is not None:
        return Moment(*serial)
    value = float(written)
    if -_EPOCH_UNITS[0][1] < value <= -_DAY:
        return _plausible(_utc(_EPOCH + timedelta(seconds=int(value))), has_time=True)
    for least, most, per_second in _EPOCH_UNITS:
        if least <= abs(value) < most:
            return _plausible(_utc(_EPOCH + timedelta(seconds=int(value / per_second))), has_time=True)
    return "no full date"


def _read_words(written: str, day_first: bool | None) -> Moment | str:
    numbers = _TWO_NUMBERS_FIRST.search(written)
    if numbers is not None:
        first, second = int(numbers[1]), int(numbers[3])
        if first > _MONTHS or second > _MONTHS:
            day_first = first > _MONTHS
        elif first == second:
            day_first = True
        elif numbers[2] == ".":
            day_first = True  # dots between figures are the custom of countries that write the day first
        elif day_first is None:
            return "day and month cannot be told apart"
    named = _ZONE_NAME.search(written)
    zone = zoneinfo.get_zonefile_instance().get(named[1]) if named is not None else None
    text = written[: named.start()] if named is not None and zone is not None else written
    plain = _FILLERS.sub(" ", text)
    for attempt in dict.fromkeys((text, plain, without_weekdays(text), without_weekdays(plain.strip()))):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an unknown zone: the time is kept as it is
                one, two = (
                    dateutil_parser.parse(attempt, default=default, dayfirst=bool(day_first), tzinfos=_ZONES)
                    for default in _TRIAL_DAYS
                )
        except (ValueError, OverflowError, TypeError, AttributeError):
            continue
        if one.date() != two.date():
            return "no full date"
        years = WRITTEN_YEAR.findall(written)
        if years and str(one.year) not in years:
            continue  # a clock or a number was taken for the year
        if one.tzinfo is None and zone is not None:
            one = one.replace(tzinfo=zone)
        has_time = one.hour == two.hour
        try:
            return _plausible(_utc(one) if has_time else one.replace(tzinfo=None), has_time=has_time)
        except (ValueError, OverflowError):  # its zone carries it out of the calendar
            return "no such date"
    return "no date"


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo is not None else moment


def _plausible(moment: datetime, *, has_time: bool) -> Moment | str:
    if not _EARLIEST <= moment.year <= _LATEST:
        return f"the year {moment.year} cannot be right"
    return Moment(moment, has_time)
