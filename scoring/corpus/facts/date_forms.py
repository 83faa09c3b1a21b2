"""Forms of dates that dateutil does not know, put into forms that it does.

Names of months in other languages, figures of other scripts, what computers write (ISO weeks, serial numbers
of spreadsheets, Python's and .NET's tuples), what pages add around a date.
"""

import re
import unicodedata
from datetime import datetime, timedelta

_FOREIGN_MONTHS = {
    "january": """janvier janv januar enero ene gennaio gen janeiro januari jänner stycznia styczeń
        января январь
        січня ocak ledna leden januarie ianuarie ιανουαρίου tammikuuta tammikuu január يناير""",
    "february": """février fevrier févr fév februar febrero febbraio fevereiro fev februari lutego
        luty февраля
        февраль лютого şubat února únor februarie φεβρουαρίου helmikuuta helmikuu február فبراير""",
    "march": """mars märz maerz mär marzo março maart marca marzec марта март березня mart března
        březen martie μαρτίου maret
        maaliskuuta maaliskuu március mrt مارس""",
    "april": """avril avr abril abr aprile kwietnia kwiecień апреля апрель квітня nisan dubna duben
        aprilie απριλίου
        huhtikuuta huhtikuu április أبريل""",
    "may": """mai mayo maggio mag maio mei maja maj мая май травня mayıs května květen μαΐου mei
        toukokuuta toukokuu május مايو""",
    "june": """juin juni junio giugno giu junho czerwca czerwiec июня июнь червня haziran června
        červen iunie ιουνίου
        kesäkuuta kesäkuu június يونيو""",
    "july": """juillet juil juli julio luglio lug julho lipca lipiec июля июль липня temmuz
        července červenec iulie
        heinäkuuta heinäkuu július يوليو""",
    "august": """août aout agosto ago augustus augusti sierpnia sierpień августа август серпня
        ağustos srpna srpen agustus αυγούστου
        elokuuta elokuu augusztus أغسطس""",
    "september": """septembre septiembre settembre setembro set sept σεπτεμβρίου września wrzesień
        сентября сентябрь вересня eylül září
        septembrie syyskuuta syyskuu szeptember سبتمبر""",
    "october": """octobre oktober octubre ottobre ott outubro out okt października październik
        октября октябрь
        жовтня ekim října říjen octombrie οκτωβρίου lokakuuta lokakuu október أكتوبر""",
    "november": """novembre noviembre novembro listopada listopad ноября ноябрь листопада kasım
        listopadu noiembrie νοεμβρίου
        marraskuuta marraskuu نوفمبر""",
    "december": """décembre decembre déc dezember dez diciembre dic dicembre dezembro desember
        grudnia grudzień
        декабря декабрь грудня aralık prosince prosinec decembrie δεκεμβρίου joulukuuta joulukuu ديسمبر""",
}
"""French, German, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish, Russian, Ukrainian, Turkish, Czech,
Romanian, Greek, Finnish, Hungarian, Arabic; several share a form."""
_TO_ENGLISH = {name: month for month, names in _FOREIGN_MONTHS.items() for name in names.split()}
_FOREIGN_MONTH = re.compile(
    r"(?<![^\W\d_])(" + "|".join(sorted(_TO_ENGLISH, key=len, reverse=True)) + r")(?![^\W\d_])", re.IGNORECASE
)
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_EAST_ASIAN_TIME = re.compile(r"(\d{1,2})\s*[時时点시]\s*(\d{1,2})\s*[分분]?")
_TUPLE = re.compile(
    r"(?:[a-z_.]*\s*[(\[])?(?:tm_year=)?(\d{4}),\s*(?:tm_mon=)?(\d{1,2}),\s*(?:tm_mday=)?(\d{1,2})"
    r"(?:,\s*(?:tm_hour=)?(\d{1,2}),\s*(?:tm_min=)?(\d{1,2}))?(?:,[\w\s,=+\-.]*)?[)\]]?",
    re.IGNORECASE,
)
"""Python's `struct_time` and `datetime`, and lists of the same."""
_DOTNET = re.compile(r"\\?/Date\((-?\d+)(?:[+-]\d{4})?\)\\?/")
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d\d)-?([1-7])")
_ISO_DAY_OF_YEAR = re.compile(r"(\d{4})-(\d{3})")
_ZONE_NOTE = re.compile(r"(?<=\d|Z)\s*(?:\[[\w/+-]+\]|\([A-Za-z .]+\))$")
_ZONE_IN_BRACKETS = re.compile(r"\(([A-Z]{2,4})\)$")
_UPDATED = re.compile(
    r"[\s,;|(–—-]*\b(?:last\s+)?(?:updated|modified|edited|revised|corrected|aktualisiert)\b.*$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^(.*?\b\d{4}\b.*?)\s+(?:-|–|—|to|until|bis)\s+(?=.*\d{4}).*$", re.IGNORECASE)
_OFFSET = re.compile(r"\b(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d{2}))?\b")
"""dateutil takes `GMT+2` as POSIX does, two hours to the west; those who write dates mean the east."""
_DAY_RANGE = re.compile(r"\b(\d{1,2})\s?[-–]\s?\d{1,2}(?=\.?,?\s+(?:[^\W\d_]{3}|\d{4}))")
_DOT_CLOCK = re.compile(r"(?<=\d{4})(,?\s+(?:um\s+|at\s+|kl\.?\s+)?)(\d{1,2})\.(\d{2})\b(?!\.)")
_H_CLOCK = re.compile(r"\b(\d{1,2})\s?[hH](\d{2})\b")
_LEAD = re.compile(
    r"^(?:(?:first\s+)?published|posted|updated|last\s+updated|last\s+modified|date|on)\b(?:\s+(?:on|at))?\s*[:\-]?\s*",
    re.IGNORECASE,
)
_WRAPPING = "'\"`[](){}<>,; "
RELATIVE = re.compile(
    r"\b(?:ago|yesterday|today|tomorrow|just\s+now|gestern|heute|hier|aujourd.hui|ayer|hoy|vor\s+\d+|hace\s+\d+|"
    r"il\s+y\s+a)\b",
    re.IGNORECASE,
)
"""Relative to a day that is not given."""
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.\d+)?")
"""Days since 30 December 1899, as spreadsheets count them: 1954 to 2064."""
_SERIAL_ZERO = datetime(1899, 12, 30)


def known_form(date: str) -> str:
    """The date in figures and names that dateutil knows; of several dates the first.

    >>> known_form("30 sierpnia 2021"), known_form("2021年8月30日"), known_form("2021-W35-1")
    ('30 august 2021', '2021-08-30', '2021-08-30')
    >>> known_form("Published: Aug 30, 2021 10:15 Updated: Aug 31, 2021"), known_form("30-31 August 2021")
    ('Aug 30, 2021 10:15', '30 August 2021')
    """
    if not date.isascii():
        date = unicodedata.normalize("NFKC", date)
        date = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in date)
        date = _EAST_ASIAN.sub(lambda d: f"{d[1]}-{int(d[2]):02}-{int(d[3]):02}", date)
        date = _EAST_ASIAN_TIME.sub(r" \1:\2", date)
    date = " ".join(date.split()).strip("'\"`,; ")
    written = _computed(date)
    if written is not None:
        return written
    date = _ZONE_IN_BRACKETS.sub(r"\1", date)
    date = _ZONE_NOTE.sub("", date)
    date = _OFFSET.sub(lambda offset: f"{offset[1]}{int(offset[2]):02}{offset[3] or '00'}", date)
    date = _LEAD.sub("", date)
    shorter = _UPDATED.sub("", date)
    if any(character.isdigit() for character in shorter):
        date = shorter
    date = _RANGE.sub(r"\1", date)
    date = _DAY_RANGE.sub(r"\1", date) if date.count("-") < len(("-", "-")) else date
    date = _FOREIGN_MONTH.sub(lambda month: _TO_ENGLISH[month[1].lower()], date)
    date = _DOT_CLOCK.sub(r"\1\2:\3", date)
    return _H_CLOCK.sub(r"\1:\2", date).strip(_WRAPPING)


def _computed(date: str) -> str | None:
    """A date that a program wrote in a form of its own, in ISO form (or as seconds)."""
    try:
        if parts := _TUPLE.fullmatch(date):
            year, month, day, hour, minute = (int(part or 0) for part in parts.groups())
            moment = datetime(year, month, day, hour, minute)
            return moment.isoformat() if parts[4] else moment.date().isoformat()
        if week := _ISO_WEEK.fullmatch(date):
            return datetime.fromisocalendar(int(week[1]), int(week[2]), int(week[3])).date().isoformat()
        if day_of_year := _ISO_DAY_OF_YEAR.fullmatch(date):
            return datetime.strptime(f"{day_of_year[1]} {day_of_year[2]}", "%Y %j").date().isoformat()
    except ValueError:
        return None
    if ticks := _DOTNET.fullmatch(date):
        return ticks[1]
    return None


def from_serial(number: str) -> tuple[datetime, bool] | None:
    """The moment that a spreadsheet's serial number stands for, and whether it has a time; None
        for no such.

    >>> from_serial("44438.5"), from_serial("2021")
    ((datetime.datetime(2021, 8, 30, 12, 0), True), None)
    """
    if _SERIAL.fullmatch(number) is None:
        return None
    days = float(number)
    return _SERIAL_ZERO + timedelta(seconds=round(days * 86_400)), not days.is_integer()


def without_weekdays(date: str) -> str:
    """The date without a word before or after the figures: a day of the week in some language."""
    date = re.sub(r"^[^\W\d_]{2,}\.?,?\s+(?=\d)", "", date)
    date = re.sub(r"(?<=\d),?\s+(?![ap]m$|z$)[^\W\d_]{1,2}\.?$", "", date, flags=re.IGNORECASE)  # 10:15 h
    return re.sub(r"(?<=\d{4}),?\s+[^\W\d_]{4,}$", "", date)
