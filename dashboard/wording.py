"""Numbers, statuses and names in words. Text from a corpus is escaped here for Markdown and HTML."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from scoring.messages.shares import Range, share, share_range
from scoring.messages.terminal import legible, legible_name
from scoring.schema.kinds import Reading
from scoring.schema.metrics import Declaration
from scoring.schema.thresholds import MINIMUM_INDEPENDENT_TEXTS

READINGS = {
    "page": "Page as published",
    "body": "Body without furniture",
    "own": "The outlet's own words",
}
VOICES = {"outlet": "own voice", "quoted": "in quotations", "paraphrased": "paraphrased"}
PROVENANCE = {
    "original": "original",
    "credited_reprint": "credited reprint",
    "uncredited_reprint": "uncredited reprint",
    "reprint_credit_unclear": "reprint, credit unclear",
    "aggregator_copy": "aggregator's copy",
    "partial_reuse": "partial reuse",
    "rewritten": "rewritten",
    "no_body": "no body recognised",
}
UNKNOWN_OUTLET = "outlet not known"
NO_DATE = "no date"
ON_A_LINK = 60  # characters
_POINTS = " points"
_JOINT = "\N{WORD JOINER}"
# What Markdown (addresses) and Streamlit (icons, its logo, arrows) obey in words however they are escaped.
_OBEYED = re.compile(
    r"https?:|www\.|\w@|:material[/_]|:streamlit:|(?<!\S)(?:<->|->|<-|--|>=|<=|~=)(?!\S)", re.IGNORECASE
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=])")


def as_markdown(text: str) -> str:
    r"""Text that Markdown, Streamlit's directives and formulas leave alone, on one line; the only way there.

    >>> as_markdown("**Bold** [x](y) :red[z]")
    '\\*\\*Bold\\*\\* \\[x\\]\\(y\\) \\:red\\[z\\]'
    """
    return _MARKDOWN.sub(r"\\\1", _unlinked(legible_name(text)))


def as_html(text: str) -> str:
    """Text as HTML, within an element or an attribute in double quotes; the only way there.

    >>> as_html('<b class="x">')
    '&lt;b class=&quot;x&quot;&gt;'
    """
    return escape(legible(text))


def breakable(name: str) -> str:
    """A name as HTML that breaks before its dots rather than within a word: outlets are often named by their domain.

    >>> breakable("harbourpost.example")
    'harbourpost<wbr>.example'
    """
    return as_html(name).replace(".", "<wbr>.")


def legible_cells(cells: Iterable[str], most: int) -> list[str]:
    """The cells of a table that somebody gave, each on one line and at most so long.

    >>> legible_cells(["Rain\\nfell", "x" * 9], 5)
    ['Rain…', 'xxxx…']
    """
    return [shortened(legible_name(cell[: 2 * most]), most) for cell in cells]


def distinct_labels(options: Iterable[str], words: Callable[[str], str]) -> dict[str, str]:
    """A label for each option, no two alike, because Streamlit distinguishes options only by their labels.

    >>> distinct_labels(["s1", "s2", "s3"], lambda o: "Bridge" if o != "s2" else "Ferry")
    {'s1': 'Bridge', 's2': 'Ferry', 's3': 'Bridge (2)'}
    """
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for option in options:
        label = plain = legible_name(words(option))
        number = 1
        while label in taken:
            number += 1
            label = f"{plain} ({number})"
        taken.add(label)
        labels[option] = label
    return labels


def _unlinked(text: str) -> str:
    """Addresses and icons, which become links and pictures even if escaped, broken up by an invisible character.

    >>> _unlinked("see www.a.example") == "see www\u2060.a.example"
    True
    >>> _unlinked(":material/home:") == ":material\u2060/home:"
    True
    """
    return _OBEYED.sub(lambda found: found[0][:-1] + _JOINT + found[0][-1], text)


def is_share(metric: Declaration) -> bool:
    """Whether the metric's values are printed in per cent."""
    return metric.unit.startswith(("share", "probability"))


def is_signed(metric: Declaration) -> bool:
    """Whether the sign of its values carries meaning."""
    return metric.low is not None and metric.low < 0


def number(metric: Declaration, value: float, within: Range | None = None) -> str:
    """A value of a metric as people read it. `within`: its interval, or the ends of the scale that it is shown on."""
    if is_share(metric):
        return share(value, within)
    if is_signed(metric):
        return signed(value)
    return f"{value:.1f}"


def two_numbers(metric: Declaration, value: float, other: float) -> tuple[str, str]:
    """Two values of a metric that are set against each other, so that they read alike only where they nearly are."""
    ends = min(value, other), max(value, other)
    return number(metric, value, ends), number(metric, other, ends)


def signed(value: float) -> str:
    """A valence or a difference with its sign, a true minus.

    >>> signed(-0.25), signed(0.1), signed(0.001)
    ('−0.25', '+0.10', '0.00')
    """
    text = f"{abs(value):.2f}"
    if not float(text):
        return text
    return ("+" if value > 0 else "−") + text


def share_words(part: float, whole: float) -> str:
    """Of a whole, the part in per cent.

    >>> share_words(1, 3), share_words(2, 5000), share_words(0, 9), share_words(0, 0)
    ('33%', 'under 0.1%', '0%', '0%')
    """
    return share(part / whole if whole else 0.0)


def difference(metric: Declaration, value: float) -> str:
    """A difference between two values of a metric, with its sign and unit."""
    size = abs(value) * (100 if is_share(metric) else 1)
    text = f"{size:.1f}" if not is_signed(metric) else f"{size:.2f}"
    sign = "" if not float(text) else "+" if value > 0 else "−"
    return f"{sign}{text}" + (_POINTS if is_share(metric) else "")


def bare_difference(metric: Declaration, value: float) -> str:
    """A difference without its unit, where that follows anyway."""
    return difference(metric, value).removesuffix(_POINTS)


def difference_interval(metric: Declaration, low: float, high: float) -> str:
    """The interval of a difference, its unit named once."""
    return f"{bare_difference(metric, low)} to {difference(metric, high)}"


def interval(metric: Declaration, low: float, high: float) -> str:
    """An interval: 'from - to' in the metric's unit."""
    if is_share(metric):
        return share_range(low, high)
    return f"{number(metric, low)} to {number(metric, high)}"


def number_and_interval(metric: Declaration, value: float, low: float, high: float) -> str:
    """A value with its interval in brackets."""
    return f"{number(metric, value, (low, high))} ({interval(metric, low, high)})"


def status_words(metric: Declaration, row: Mapping[str, Any]) -> str:
    """Why a cell has no number, and what it needs for one. `row`: status, independent_texts, units, reading."""
    if row.get("status") == "insufficient":
        missing = MINIMUM_INDEPENDENT_TEXTS - (row.get("independent_texts") or 0)
        if missing > 0:
            # An outlet may have many texts and few with words of its own, which alone count in this reading.
            own = " with words of its own" if row.get("reading") == Reading.OWN else ""
            return f"not enough data: {counted(missing, 'more independent text')}{own} needed"
        units = row.get("units")
        if units is not None and units < metric.minimum_units:
            return f"not enough data: {units:,.0f} of {metric.minimum_units:,.0f} {metric.counted} needed"
        return "not enough data"
    if row.get("status") == "not_applicable":
        return "not applicable: nothing to count"
    return "no data"


def value_words(metric: Declaration, row: Mapping[str, Any]) -> str:
    """A value with its interval, or why there is none. `row`: value, low, high, status, ..."""
    if row.get("status") != "ok" or row.get("value") is None:
        return status_words(metric, row)
    return number_and_interval(metric, row["value"], row["low"], row["high"])


def texts_words(row: Mapping[str, Any]) -> str:
    """The sample: articles and independent texts."""
    articles, texts = row.get("articles") or 0, row.get("independent_texts") or 0
    return f"{counted(articles, 'article')}, {texts:,} independent"


def sample_words(row: Mapping[str, Any]) -> str:
    """How much a value rests on; in one number where no two of the articles are copies of one text."""
    if row["articles"] == row["independent_texts"]:
        return counted(row["articles"], "text")
    return texts_words(row)


def units_words(metric: Declaration, row: Mapping[str, Any]) -> str:
    """What a value was counted in, to be said after its texts: `; 185,470 words`. `row`: units."""
    return f"; {row['units']:,.0f} {metric.counted}" if metric.counted and row.get("units") else ""


def counted(count: int, noun: str) -> str:
    """A count with its noun.

    >>> counted(1, "article"), counted(1200, "article"), counted(2, "story")
    ('1 article', '1,200 articles', '2 stories')
    """
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count:,} {noun if count == 1 else plural}"


def shortened(text: str, most: int = ON_A_LINK) -> str:
    """A text that fits, with an ellipsis if anything is missing.

    >>> shortened("The ferry sank at noon.", 15), shortened("It rained.")
    ('The ferry sank…', 'It rained.')
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def day(moment: datetime | None) -> str:
    """A date, or that there is none."""
    return moment.date().isoformat() if moment else NO_DATE


def period(first: datetime | None, last: datetime | None) -> str:
    """From the first day to the last."""
    if first is None or last is None:
        return "no dates"
    return day(first) if day(first) == day(last) else f"{day(first)} to {day(last)}"


def outlet_name(outlet: str | None) -> str:
    """An outlet's name, or that it is not known."""
    return outlet or UNKNOWN_OUTLET


def definition(metric: Declaration) -> str:
    """What a metric is, for a tooltip: the catalogue's words as plain text."""
    counted = f"Counted: {metric.counted}." if metric.counted and metric.counted not in metric.unit else ""
    return " ".join(f"{metric.label}. {metric.summary} Unit: {metric.unit}. {counted}".split())
